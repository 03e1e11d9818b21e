"""Finds what a writer hid in the text: notes, boneyard and comments.

The rest of the line goes on around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from storyreel.screenplays.source import Line, split_lines

_MARKS = {
    "/*": ("*/", "boneyard /*", "boneyard"),
    "[[": ("]]", "note [[", "a note"),
    "<!--": ("-->", "comment <!--", "a comment"),
}
"""Opening mark: its closing mark, how it is called in a message, and why it is left out."""
_LINE_END = re.compile("\n")
_BLANK_LINE = re.compile(r"\n[ \t]?\n")
_MOST_WARNINGS = 20


@dataclass(frozen=True)
class Hidden:
    """Characters that are neither shown nor spoken: their place, the end exclusive, their lines, and why."""

    start: int
    end: int
    first_line: int
    last_line: int
    reason: str


def visible_lines(text: str) -> tuple[list[Line], list[Hidden], list[str]]:
    """Lines of prepared text without what is hidden, what is hidden, and warnings on unclosed marks.

    A line that held nothing but hidden text is left out, so that it does not part a paragraph in two:

        One /* two          One
                      ->     four        one paragraph, lines 1 and 3
        three */ four

    What is opened and never closed is hidden up to the next blank line. Linear in the length of the text.
    """
    hidden, warnings = _find_hidden(text)
    lines: list[Line] = []
    at = 0
    for number, start, end in split_lines(text):
        while at < len(hidden) and hidden[at].end <= start:
            at += 1
        if at == len(hidden) or hidden[at].start > end:
            lines.append(Line(number, ((start, end),), text[start:end]))
            continue
        fragments: list[tuple[int, int]] = []
        cursor, index = start, at
        while index < len(hidden) and hidden[index].start <= end:
            if hidden[index].start > cursor:
                fragments.append((cursor, hidden[index].start))
            cursor = max(cursor, hidden[index].end)
            index += 1
        if cursor < end:
            fragments.append((cursor, end))
        shown = "".join(text[a:b] for a, b in fragments)
        if shown.strip():
            lines.append(Line(number, tuple(fragments), re.sub(r"(?<=\S)  +", " ", shown).rstrip()))
    return lines, hidden, warnings


def _find_hidden(text: str) -> tuple[list[Hidden], list[str]]:
    finder = _Finder(text)
    line_ends = [match.start() for match in _LINE_END.finditer(text)]
    found: list[Hidden] = []
    warnings: list[str] = []
    position = 0
    while True:
        at, mark = min(
            ((at, mark) for mark in _MARKS if (at := finder.find(mark, position)) >= 0), default=(-1, "")
        )
        if at < 0:
            return found, warnings
        closing, called, reason = _MARKS[mark]
        end = finder.find(closing, at + len(mark))
        reopened = finder.find(mark, at + len(mark)) if mark == "[[" else -1
        if end < 0 or 0 <= reopened < end:
            blank = finder.blank_line(at)
            end = blank if blank >= 0 else len(text)
            if len(warnings) < _MOST_WARNINGS:
                line = bisect_left(line_ends, at) + 1
                warnings.append(
                    f"line {line}: the {called} is never closed; it was taken to end at the next blank line."
                    f" Close it with {closing}."
                )
        else:
            end += len(closing)
        found.append(Hidden(at, end, bisect_left(line_ends, at) + 1, bisect_left(line_ends, end) + 1, reason))
        position = end


class _Finder:
    """Finds marks in text; it remembers the last answer for each, so that many searches stay linear."""

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
