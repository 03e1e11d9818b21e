"""Finds what a writer hid in the text: notes, boneyard and comments.

The rest of the line goes on around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from storyreel.screenplays.source import Line, Span, split_lines

_MARKS = {
    "/*": ("*/", "boneyard /*", "boneyard"),
    "[[": ("]]", "note [[", "a note"),
    "<!--": ("-->", "comment <!--", "a comment"),
}
"""By opening mark: its closing mark, its name in messages, and why the text is left out."""
_LINE_END = re.compile("\n")
_BLANK_LINE = re.compile(r"\n[ \t]?\n")
_SPACES = re.compile(r"(?<=\S)  +")
_MOST_WARNINGS = 20


@dataclass(frozen=True)
class HiddenText:
    """Characters that are neither shown nor spoken: their place, the end exclusive, their lines, and why."""

    start: int
    end: int
    first_line: int
    last_line: int
    reason: str


def visible_lines(text: str) -> tuple[list[Line], list[HiddenText], list[str]]:
    """Lines of prepared text without what is hidden, what is hidden, and warnings on unclosed marks.

    A line that held nothing but hidden text is left out, so that it does not part a paragraph in two:

        One /* two          One
                      ->     four        one paragraph, lines 1 and 3
        three */ four

    What is opened and never closed is hidden up to the next blank line. Linear in the length of the text.
    """
    search = _Search(text)
    hidden = search.hidden()
    lines: list[Line] = []
    at = 0
    for number, start, end in split_lines(text):
        while at < len(hidden) and hidden[at].end <= start:
            at += 1
        if at == len(hidden) or hidden[at].start > end:
            lines.append(Line(number, ((start, end),), text[start:end]))
        elif line := _visible_line(text, number, _visible_spans(hidden, at, start, end)):
            lines.append(line)
    return lines, hidden, search.warnings


def _visible_spans(hidden: Sequence[HiddenText], at: int, start: int, end: int) -> list[Span]:
    """What is not hidden between two indices. at: the index of the first hidden part that reaches there."""
    spans: list[Span] = []
    while at < len(hidden) and hidden[at].start <= end:
        if hidden[at].start > start:
            spans.append((start, hidden[at].start))
        start = max(start, hidden[at].end)
        at += 1
    if start < end:
        spans.append((start, end))
    return spans


def _visible_line(text: str, number: int, spans: Sequence[Span]) -> Line | None:
    """A line of what is not hidden on it, with single spaces inside; None if there is nothing."""
    shown = "".join(text[start:end] for start, end in spans)
    if not shown.strip():
        return None
    return Line(number, tuple(spans), _SPACES.sub(" ", shown).rstrip())


class _Search:
    """Searches a text for what is hidden."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._finder = _Finder(text)
        self._line_ends = [match.start() for match in _LINE_END.finditer(text)]
        self.warnings: list[str] = []

    def hidden(self) -> list[HiddenText]:
        """All that is hidden, in order; warnings are added on the way."""
        found: list[HiddenText] = []
        position = 0
        while (opened := self._next_mark(position)) is not None:
            at, mark = opened
            position = self._end(at, mark)
            found.append(HiddenText(at, position, self._line(at), self._line(position), _MARKS[mark][2]))
        return found

    def _line(self, at: int) -> int:
        """The number of the line at an index, 1-based."""
        return bisect_left(self._line_ends, at) + 1

    def _next_mark(self, start: int) -> tuple[int, str] | None:
        """The index of the next opening mark, and the mark."""
        marks = ((self._finder.find(mark, start), mark) for mark in _MARKS)
        return min((found for found in marks if found[0] >= 0), default=None)

    def _end(self, at: int, mark: str) -> int:
        """The end of what a mark at an index opens."""
        closing = _MARKS[mark][0]
        end = self._finder.find(closing, at + len(mark))
        reopened = self._finder.find(mark, at + len(mark)) if mark == "[[" else -1
        if end >= 0 and not 0 <= reopened < end:
            return end + len(closing)
        if len(self.warnings) < _MOST_WARNINGS:
            self._warn(at, mark)
        blank = self._finder.blank_line(at)
        return blank if blank >= 0 else len(self._text)

    def _warn(self, at: int, mark: str) -> None:
        closing, called, _ = _MARKS[mark]
        self.warnings.append(
            f"line {self._line(at)}: the {called} is never closed; it was taken to end at the next"
            f" blank line. Close it with {closing}."
        )


class _Finder:
    """Finds marks in text; it keeps the last answer for each, so that searches stay linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def find(self, mark: str, start: int) -> int:
        """Index of the first `mark` at or after `start`, or -1. `start` may not go back."""
        known = self._next.get(mark, 0)
        if known < 0 or known >= start > 0:
            return known
        self._next[mark] = self._text.find(mark, start)
        return self._next[mark]

    def blank_line(self, start: int) -> int:
        """Index of the line end before the first blank line at or after `start`, or -1."""
        match = _BLANK_LINE.search(self._text, start)
        return match.start() if match else -1
