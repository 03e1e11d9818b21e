"""Text without control characters: it moves no cursor, hides no line and reverses no letters."""

from __future__ import annotations

import json
import re

_REMOVED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
"""Control characters except tab and line feed (ECMA-48), and the marks that embed, override or isolate a
direction (UAX 9, 2.1 to 2.5).
"""
_CONTROLS = re.compile(f"[{_REMOVED}]")
_ENDS = re.compile("[\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(f"[{_REMOVED}\u2028\u2029\ud800-\udfff]")


def printable(text: str) -> str:
    r"""The text without characters that control a terminal or a page.

    Unicode's own line ends become spaces, and surrogates become U+FFFD.

    >>> printable("a\x1b]0;owned\x07b\u202ec")
    'a]0;ownedbc'
    """
    return _SURROGATES.sub("\ufffd", _ENDS.sub(" ", _CONTROLS.sub("", text)))


def one_line(text: str) -> str:
    r"""As `printable`, with every run of white space and line ends as one space.

    >>> one_line("a\n b")
    'a b'
    """
    return " ".join(printable(text.replace("\r", " ").replace("\x85", " ")).split())


def printable_json(value: object) -> str:
    r"""The value as JSON for people. What `printable` removes is `\uXXXX`, so that it reads back the same."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    return _ESCAPED.sub(_escaped, text)


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
