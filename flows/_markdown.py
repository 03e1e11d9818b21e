"""Text of a film inside Markdown pages, as nothing but text."""

from __future__ import annotations

import re

from storyreel.film.printable import one_line

_PUNCTUATION = re.compile(r"([!-,:-@\[-^`{-~]|(?<![A-Za-z0-9])[._-]|[._-](?![A-Za-z0-9]))")
"""ASCII punctuation that may mean something in Markdown, and that a backslash makes literal (CommonMark 0.31,
2.4). A dot, a dash or an
underscore inside a word means nothing, nor does a slash, so that a path stays one that can be copied from the
page's source.
"""

_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Inside what a page takes for an address."""
_JOINER = "\u2060"
"""Has no width. Prefect's newer pages look for addresses in the finished text, which no backslash prevents."""


def literal(text: str) -> str:
    r"""The text on one line, so that a page shows its letters: no link, picture, table cell, HTML, entity or emphasis comes of it.

    >>> literal("![x](y) | <b>")
    '\\!\\[x\\]\\(y\\) \\| \\<b\\>'
    """
    return _PUNCTUATION.sub(r"\\\1", _LINKED.sub(_JOINER, one_line(text)))


def link(text: str, address: str) -> str:
    """A link with literal text to an address of our own making, whose special characters are percent-encoded."""
    return f"[{literal(text)}]({_encoded(address)})"


def _encoded(address: str) -> str:
    return re.sub(
        r"[^A-Za-z0-9._~:/%?=&+-]",
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode(errors="replace")),
        address,
    )
