"""Text of a film in Markdown pages, escaped so that it is shown as text."""

from __future__ import annotations

import re

from storyreel.film.printable import one_line

_PUNCTUATION = re.compile(r"([!-,:-@\[-^`{-~]|(?<![A-Za-z0-9])[._-]|[._-](?![A-Za-z0-9]))")
"""ASCII punctuation that may mean something in Markdown and that a backslash makes literal (CommonMark 0.31,
2.4). A slash is not escaped, nor a dot, dash or underscore inside a word: they mean nothing there, and a path
can be copied from the page's source.
"""

_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Positions inside text that a page would turn into a link."""
_JOINER = "\u2060"
"""A character without width. Prefect's newer pages look for addresses in the rendered text, where a backslash
has no effect.
"""


def literal(text: str) -> str:
    r"""The text on one line, escaped: it makes no link, picture, table cell, HTML, entity or emphasis.

    >>> literal("![x](y) | <b>")
    '\\!\\[x\\]\\(y\\) \\| \\<b\\>'
    """
    return _PUNCTUATION.sub(r"\\\1", _LINKED.sub(_JOINER, one_line(text)))


def link(text: str, address: str) -> str:
    """A link with literal text. Special characters of the address are percent-encoded."""
    return f"[{literal(text)}]({_encoded(address)})"


def _encoded(address: str) -> str:
    return re.sub(
        r"[^A-Za-z0-9._~:/%?=&+-]",
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode(errors="replace")),
        address,
    )
