"""The text of a file as lines that know where they came from, with odd spaces and line ends made plain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SOFT_END = "\x0b"
"""Stands for every line end that editors do not count: U+2028, U+2029, NEL, vertical tab, form feed."""
_PLAIN = {
    **{
        ord(sign): " "
        for sign in (
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
        )
    },
    **dict.fromkeys(
        map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad")
    ),
    **{ord(sign): _SOFT_END for sign in "\u2028\u2029\x85\x0c"},
}
Span = tuple[int, int]
"""Start and end of characters in the prepared text, the end exclusive."""


@dataclass(slots=True)
class Line:
    """One line as far as it is seen: its number in the file, 1-based, its place, and what its marks say."""

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
    item: str = ""
    """The mark of a list before it."""
    two_spaces: bool = False
    """Fountain's two spaces behind it, which keep capitals from being a cue."""
    page_head: bool = False
    """It is printed at the head or foot of pages."""
    emphasised: tuple[str, ...] = ()
    """What stands between single stars in it."""
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
    """Number, start and end of each line of prepared text.

    What editors do not count as a line end begins a line of the same number.
    """
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


def parted(lines: Sequence[Line], whole: str, cuts: Sequence[int]) -> list[tuple[Span, ...]]:
    """The fragments of lines parted at indices of their plain text: one more part than there are cuts.

    whole: the prepared text. cuts: in order, into the lines' texts with one sign between two lines. Marks
    that were taken away go to the part before them.
    """
    places: list[int] = []
    base, wanted = 0, list(cuts)
    for line in lines:
        here = [cut - base for cut in wanted if cut - base <= len(line.text)]
        places += _places(line, whole, here)
        wanted = wanted[len(here) :]
        base += len(line.text) + 1
    places += [len(whole)] * len(wanted)
    spans = [span for line in lines for span in line.fragments]
    edges = zip([0, *places], [*places, len(whole)], strict=True)
    return [
        tuple((max(a, start), min(b, end)) for a, b in spans if max(a, start) < min(b, end))
        for start, end in edges
    ]


def _places(line: Line, whole: str, cuts: Sequence[int]) -> list[int]:
    """Where the signs at indices of the line's plain text stand in the whole, in one walk over both."""
    if not cuts:
        return []
    raw = "".join(whole[start:end] for start, end in line.fragments)
    found: dict[int, int] = {}
    wanted, position = set(cuts), 0
    for index, sign in enumerate(line.text[: cuts[-1] + 1]):
        place = raw.find(sign, position)
        if index in wanted:
            found[index] = place if place >= 0 else position
        position = place + 1 if place >= 0 else position
    return [_absolute(line.fragments, found.get(cut, len(raw))) for cut in cuts]


def _absolute(fragments: Sequence[Span], index: int) -> int:
    """The place in the whole of a sign of the fragments put together."""
    for start, end in fragments:
        if index < end - start:
            return start + index
        index -= end - start
    return fragments[-1][1] if fragments else 0
