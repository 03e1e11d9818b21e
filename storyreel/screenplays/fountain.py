"""Reads Fountain 1.1, keeping the lines each element came from. It does not know what the elements mean for a film.

Why not a library: docs/decisions/0001-screenplay-reader.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, TitleCard
from storyreel.screenplays.markup import SourceLine, visible_lines, without_emphasis
from storyreel.screenplays.title_page import read_title_page

# Fountain 1.1, "Scene Headings": any case, followed by a dot or a space. EST in upper case only: 'est' begins French sentences.
HEADING = re.compile(r"(?i:INT\.?/EXT|EXT\.?/INT|INT|EXT|I\.?/E|E\.?/I)(?:\.|\s)\s*\S|EST(?:\.|\s)\s*\S")
_SCENE_NUMBER = re.compile(r"#([^\s#][^#]{0,30})#$")
_KNOWN_TRANSITIONS = re.compile(
    r"(?:FADE (?:IN|OUT|UP|DOWN)|FADE (?:TO|THROUGH|FROM) BLACK|CUT TO BLACK|SMASH TO BLACK|DISSOLVE|BLACK ?OUT|FADE TO WHITE)[.:]?"
)
_EXTENSION = re.compile(r"\(([^()]*)\)?")
_LONGEST_CUE = 60


def read_fountain(text: str, fallback_title: str, warnings: Sequence[str] = ()) -> Screenplay:
    """The screenplay in Fountain text. Anything is readable: what is nothing else is action."""
    lines, markup_warnings = visible_lines(text)
    title, body = read_title_page(lines, fallback_title)
    return read_fountain_lines(body, title, (*warnings, *markup_warnings))


def read_fountain_lines(lines: Sequence[SourceLine], title: TitleCard, warnings: Sequence[str] = (), written_in: str = "fountain") -> Screenplay:
    """The screenplay in lines of Fountain below the title page. written_in: the format that the file has."""
    reading = _Reading(lines)
    return Screenplay(title=title, elements=reading.elements(), format=written_in, warnings=(*warnings, *reading.warnings))


def split_cue(cue: str) -> tuple[str, tuple[str, ...]]:
    """Name and bracketed extensions of a character cue.

    >>> split_cue("MARA (V.O.) (CONT'D)")
    ('MARA', ('V.O.', "CONT'D"))
    """
    name = cue.split("(", 1)[0].strip()
    return name, tuple(found.strip() for found in _EXTENSION.findall(cue[len(cue.split("(", 1)[0]) :]) if found.strip())


class _Reading:
    """One walk over the lines; it holds where the walk stands."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self._lines = lines
        self._index = 0
        self._elements: list[Element] = []
        self.warnings: list[str] = []

    def elements(self) -> tuple[Element, ...]:
        while self._index < len(self._lines):
            line = self._lines[self._index]
            if not line.text.strip():
                self._index += 1
            elif not self._read_marked(line, line.text.strip()):
                self._read_plain(line, line.text.strip())
        return tuple(self._elements)

    def _read_marked(self, line: SourceLine, text: str) -> bool:
        """Read a line that its first character marks; False when none does."""
        first = text[0]
        if first == "!":
            self._read_action()
        elif first == "@" and len(text) > 1 and self._has_text_after():
            self._read_speech(text[1:].strip())
        elif first == "." and len(text) > 1 and text[1].isalnum():
            self._add_heading(text[1:], line)
        elif first == ">" and text.endswith("<") and len(text) > 2:
            self._add(ElementKind.CENTERED, text[1:-1].strip(), line)
        elif first == ">" and text[1:].strip():
            self._add(ElementKind.TRANSITION, text[1:].strip(), line)
        elif first == "~":
            self._add(ElementKind.LYRIC, text[1:].strip(), line)
        elif first == "=":
            kind = ElementKind.PAGE_BREAK if len(text) > 2 and not text.strip("=") else ElementKind.SYNOPSIS
            self._add(kind, text.strip("=").strip(), line)
        elif first == "#" and text.strip("#").strip():
            level = min(6, len(text) - len(text.lstrip("#")))
            self._add(ElementKind.SECTION, text[level:].strip(), line, level=level)
        else:
            return False
        return True

    def _read_plain(self, line: SourceLine, text: str) -> None:
        """Read a line known only by how it looks and what stands around it."""
        alone_before = self._is_blank(self._index - 1)
        if alone_before and HEADING.match(text[:200]):
            self._add_heading(text, line)
        elif alone_before and not self._has_text_after() and _is_transition(text):
            self._add(ElementKind.TRANSITION, text, line)
        elif alone_before and self._has_text_after() and is_cue(line.text):
            self._read_speech(text)
        else:
            self._read_action()

    def _read_speech(self, cue: str) -> None:
        """A cue and what follows it up to the blank line."""
        cue_line = self._lines[self._index]
        dual = cue.endswith("^")
        name, extensions = split_cue(without_emphasis(cue.rstrip("^").strip()))
        source = LineSpan(first=cue_line.number, last=cue_line.number)
        self._elements.append(Element(kind=ElementKind.CHARACTER, text=name, source=source, extensions=extensions, dual=dual))
        self._index += 1
        spoken: list[SourceLine] = []
        while self._index < len(self._lines):
            line = self._lines[self._index]
            text = line.text.strip()
            if not text:
                if len(line.text) < 2 or self._is_blank(self._index + 1):
                    break
                self._index += 1  # two spaces keep a speech going over an empty line
                continue
            if text.startswith("(") and not _unfinished_aside(spoken):
                self._flush_speech(spoken)
                self._read_parenthetical()
                continue
            if text.startswith("~"):
                self._flush_speech(spoken)
                self._add(ElementKind.LYRIC, text[1:].strip(), line)
                continue
            spoken.append(line)
            self._index += 1
        self._flush_speech(spoken)

    def _read_parenthetical(self) -> None:
        """One aside in brackets, which may run over several lines; words after the bracket are spoken."""
        parts: list[SourceLine] = []
        while self._index < len(self._lines) and self._lines[self._index].text.strip():
            parts.append(self._lines[self._index])
            self._index += 1
            if ")" in parts[-1].text:
                break
        inside, _, after = " ".join(part.text.strip() for part in parts).partition(")")
        source = LineSpan(first=parts[0].number, last=parts[-1].number)
        if inside[1:].strip():
            self._elements.append(Element(kind=ElementKind.PARENTHETICAL, text=without_emphasis(inside[1:].strip()), source=source))
        if after.strip():
            self._elements.append(Element(kind=ElementKind.DIALOGUE, text=without_emphasis(after.strip()), source=source))

    def _flush_speech(self, spoken: list[SourceLine]) -> None:
        if spoken:
            self._elements.append(_joined(ElementKind.DIALOGUE, spoken))
            spoken.clear()

    def _read_action(self) -> None:
        """Lines up to the next blank or marked line."""
        taken = [self._lines[self._index]]
        self._index += 1
        while self._index < len(self._lines):
            text = self._lines[self._index].text.strip()
            if not text or text[0] in "~#=@>" or (text[0] == "." and text[1:2].isalnum()):
                break
            taken.append(self._lines[self._index])
            self._index += 1
        stripped = [SourceLine(line.number, line.text.strip().removeprefix("!")) for line in taken]
        if any(line.text.strip() for line in stripped):
            self._elements.append(_joined(ElementKind.ACTION, stripped))

    def _add_heading(self, text: str, line: SourceLine) -> None:
        number = _SCENE_NUMBER.search(text)
        bare = text[: number.start()] if number else text
        self._add(ElementKind.HEADING, bare.strip() or text.strip(), line, scene_number=number.group(1) if number else "")

    def _add(self, kind: ElementKind, text: str, line: SourceLine, level: int = 0, scene_number: str = "") -> None:
        source = LineSpan(first=line.number, last=line.number)
        self._elements.append(Element(kind=kind, text=without_emphasis(text), source=source, level=level, scene_number=scene_number))
        self._index += 1

    def _is_blank(self, index: int) -> bool:
        return not 0 <= index < len(self._lines) or not self._lines[index].text.strip()

    def _has_text_after(self) -> bool:
        return not self._is_blank(self._index + 1)


def is_cue(line: str) -> bool:
    """Whether a line, blank before and text after, names a speaker: upper case, of any alphabet that has cases.

    Two spaces at its end make it action (Fountain 1.1), and so does an exclamation mark or more than 60 characters: shouting, not a name.
    """
    name = line.strip().rstrip("^").split("(", 1)[0].strip()
    return bool(name) and name.isupper() and len(name) <= _LONGEST_CUE and not line.endswith("  ") and name[-1] not in "!?:"


def _is_transition(text: str) -> bool:
    return len(text) < 60 and text.isupper() and (text.endswith("TO:") or bool(_KNOWN_TRANSITIONS.fullmatch(text)))


def _unfinished_aside(spoken: Sequence[SourceLine]) -> bool:
    """Whether the speech stands in the middle of a sentence's own brackets."""
    return bool(spoken) and spoken[-1].text.count("(") > spoken[-1].text.count(")")


def _joined(kind: ElementKind, lines: Sequence[SourceLine]) -> Element:
    text = without_emphasis("\n".join(line.text.strip() for line in lines))
    return Element(kind=kind, text=text, source=LineSpan(first=lines[0].number, last=lines[-1].number))
