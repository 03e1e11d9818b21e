"""Takes out of text what is neither shown nor spoken: notes, boneyard and emphasis marks. It does not know what a paragraph means."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STARS = re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*\n]*[^\s*\\])\1")
_UNDERLINE = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*[^\s_\\])_(?!\w)")
_ESCAPED = re.compile(r"\\([*_\\])")
_BLANK_LINE = re.compile(r"\n[ \t]?\n")


@dataclass(frozen=True)
class SourceLine:
    """One line that is still there: its number in the file, 1-based, and its text."""

    number: int
    text: str


def without_emphasis(text: str) -> str:
    r"""Text without Fountain's marks for bold, italic and underline; escaped marks stay as characters.

    >>> without_emphasis("He *really* **means** _it_, 2 * 3.")
    'He really means it, 2 * 3.'
    >>> without_emphasis(r"\*not italic\*")
    '*not italic*'
    """
    for _ in range(3):  # marks nest at most three deep: bold, italic, underline
        if "*" not in text and "_" not in text:
            break
        text = _UNDERLINE.sub(r"\1", _STARS.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", text)


def visible_lines(text: str) -> tuple[list[SourceLine], list[str]]:
    """Lines of the text without notes `[[ ]]` and boneyard `/* */`, and warnings on those never closed.

    A line that held nothing but hidden text is left out, so that it does not part a paragraph in two:

        One /* two          One
                      ->     four        one paragraph, lines 1 and 3
        three */ four

    What is opened and never closed is hidden up to the next blank line. Linear in the length of the text.
    """
    spans, warnings = _hidden_spans(text)
    lines: list[SourceLine] = []
    position = 0
    span_index = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        end = position + len(raw)
        kept: list[str] = []
        cursor = position
        while span_index < len(spans) and spans[span_index][0] <= end:
            start, stop = spans[span_index]
            kept.append(text[cursor : max(cursor, start)])
            cursor = max(cursor, min(stop, end))
            if stop > end:
                break
            span_index += 1
        kept.append(text[cursor:end])
        shown = "".join(kept)
        hidden_here = len(shown) < len(raw) or (span_index < len(spans) and spans[span_index][0] < position)
        if not hidden_here:
            lines.append(SourceLine(number, raw))
        elif shown.strip():
            lines.append(SourceLine(number, re.sub(r"(?<=\S)  +", " ", shown).rstrip()))
        position = end + 1
    return lines, warnings


def _hidden_spans(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Start and end (exclusive) of each hidden stretch, in order, and warnings."""
    finder = _Finder(text)
    spans: list[tuple[int, int]] = []
    warnings: list[str] = []
    position = 0
    while True:
        bone, note = finder.find("/*", position), finder.find("[[", position)
        if bone < 0 and note < 0:
            return spans, warnings
        start, close, what = (bone, "*/", "boneyard /*") if note < 0 or 0 <= bone < note else (note, "]]", "note [[")
        end = finder.find(close, start + 2)
        reopened = finder.find("[[", start + 2) if close == "]]" else -1
        if end < 0 or 0 <= reopened < end:
            blank = finder.blank_line(start)
            end = blank if blank >= 0 else len(text)
            line = text.count("\n", 0, start) + 1 if len(warnings) < 20 else 0
            if line:
                warnings.append(f"line {line}: the {what} is never closed; it was taken to end at the next blank line. Close it with {close}.")
            spans.append((start, end))
            position = end
        else:
            spans.append((start, end + 2))
            position = end + 2


class _Finder:
    """Finds marks in text and remembers the last answer for each, so that many searches stay linear together."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}
        self._blank = 0

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
