"""The text of a file as lines that know where they came from, with odd spaces and line ends made plain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SOFT_END = "\x0b"
"""Stands for every line end that editors do not count: U+2028, U+2029, NEL, vertical tab, form feed."""
_PLAIN = {
    **{ord(sign): " " for sign in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"},
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad")),
    **{ord(sign): _SOFT_END for sign in "\u2028\u2029\x85\x0c"},
}
Span = tuple[int, int]
"""Start and end of characters in the prepared text, the end exclusive."""


@dataclass(slots=True)
class Line:
    """One line as far as it is seen: its number in the file, 1-based, where it stands, and what its marks say of it."""

    number: int
    fragments: tuple[Span, ...]
    raw: str
    """As typed, without notes and what else is hidden."""
    text: str = ""
    """Without marks and without space around it; '' for a blank line."""
    level: int = 0
    """Depth of a section or Markdown heading, 1 the outermost."""
    bold: bool = False
    italic: bool = False
    bold_start: str = ""
    """What stands in bold at its beginning, '' if nothing does."""
    quoted: bool = False
    item: str = ""
    """The mark of a list before it."""
    force: str = ""
    """Fountain's mark that says what the line is: one of ! @ . > < ~ =, '<' for centred."""

    @property
    def indent(self) -> int:
        """Columns before its first sign."""
        expanded = self.raw.expandtabs(8)
        return len(expanded) - len(expanded.lstrip())

    @property
    def keeps_speech(self) -> bool:
        """Whether it is blank but for two spaces, which keep a speech going (Fountain 1.1, 'Dialogue')."""
        return len(self.raw) > 1 and not self.raw.strip()


def prepared(text: str) -> str:
    """The text in Unicode's composed form, with plain spaces, without marks of no width."""
    if text.isascii():
        return text.replace("\x0c", _SOFT_END)
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def split_lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line of prepared text; what editors do not count as a line end begins a line of the same number."""
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if _SOFT_END not in line:
            yield number, start, start + len(line)
        else:
            at = start
            for part in line.split(_SOFT_END):
                yield number, at, at + len(part)
                at += len(part) + 1
        start += len(line) + 1


def spans_from(line: Line, whole: str, at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The line's fragments parted where index `at` of its plain text stands: what is before, and from there on.

    whole: the prepared text. Marks that were taken away go to the part before them.
    """
    position = _raw_index("".join(whole[start:end] for start, end in line.fragments), line.text, at)
    before: list[Span] = []
    after: list[Span] = []
    for start, end in line.fragments:
        cut = min(end, max(start, start + position))
        if cut > start:
            before.append((start, cut))
        if end > cut:
            after.append((cut, end))
        position -= end - start
    return tuple(before), tuple(after)


def _raw_index(raw: str, plain: str, at: int) -> int:
    """Where character `at` of the plain text stands in the raw one, of which it is made by leaving signs out."""
    position = 0
    for sign in plain[: at + 1]:
        found = raw.find(sign, position)
        position = found + 1 if found >= 0 else position
    return max(0, position - 1)
