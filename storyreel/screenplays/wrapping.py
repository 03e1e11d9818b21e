"""Leaves out what stands around a script: code fences and what is outside them, talk to the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from storyreel.screenplays.draft import Draft
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.headings import Strength
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.source import Line

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})\s*([\w+.-]*)\s*")
_SCRIPT_FENCES = frozenset(
    ["", *"fountain screenplay script text txt plaintext plain markdown md scenario".split()]
)
_LOOKS_OF_SPEECH = (Look.NAMED_SPEECH, Look.CUE, Look.HEADING)
_BOOK_BEGINS = re.compile(r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG")
_BOOK_ENDS = re.compile(r"\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^End of (?:the )?Project Gutenberg")
_BOOK_FIELD = re.compile(r"(?:Title|Author): ")
_PAGE_HEAD = re.compile(r"(\S.{2,80}?)\s{2,}\d{1,4}\.?")
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_TALK = 400
_LONGEST_PAGE_HEAD = 200
_MOST_LOOKED_AT = 2000
_MANY_TIMES = 4
"""How much more of a script stands inside fences than outside, if what is outside is left out."""


def leave_out_wrapping(lines: list[Line], lexicon: Lexicon, draft: Draft) -> list[Line]:
    """The lines that belong to the script; all others are ignored."""
    lines = _inside_a_book(lines, draft)
    lines = _inside_fences(lines, lexicon, draft)
    lines = _without_talk(lines, lexicon, draft)
    _mark_page_heads(lines, lexicon)
    return lines


def _inside_a_book(lines: list[Line], draft: Draft) -> list[Line]:
    """A book of Project Gutenberg without its licence; the lines of title and author are kept."""
    start = _first_match(_BOOK_BEGINS, lines[:_MOST_LOOKED_AT], 0)
    if start is None:
        return lines
    end = _first_match(_BOOK_ENDS, lines, start + 1)
    end = len(lines) if end is None else end
    front = [line for line in lines[:start] if _BOOK_FIELD.match(line.text)]
    kept = {id(line) for line in front}
    licence = [line for line in lines[: start + 1] if id(line) not in kept]
    _ignore_runs(licence, "the licence of the book", draft)
    _ignore_runs(lines[end:], "the licence of the book", draft)
    return [*front, Line(lines[start].number, (), ""), *lines[start + 1 : end]]


def _first_match(pattern: re.Pattern[str], lines: Sequence[Line], start: int) -> int | None:
    """Index of the first line from `start` on in which a pattern is found."""
    return next((index for index in range(start, len(lines)) if pattern.search(lines[index].raw)), None)


def _mark_page_heads(lines: Sequence[Line], lexicon: Lexicon) -> None:
    """Mark what stands at the head or foot of several pages, with a number: 'HARBOR LIGHTS   DRAFT   3'."""
    heads: dict[str, list[Line]] = {}
    for line in lines:
        head = _page_head(line, lexicon)
        if head:
            heads.setdefault(head, []).append(line)
    for same in heads.values():
        for line in same:
            line.page_head = line.page_head or len(same) > 1


def _page_head(line: Line, lexicon: Lexicon) -> str:
    """What stands before a number at the end of a line, '' if the line is not a head of a page."""
    if line.raw[-1:] not in "0123456789." or len(line.raw) >= _LONGEST_PAGE_HEAD:
        return ""
    found = _PAGE_HEAD.fullmatch(line.raw.strip())
    if not found or lexicon.side.match(line.text) or line.text[0].isdigit():
        return ""
    return " ".join(found.group(1).casefold().split())


def _inside_fences(lines: list[Line], lexicon: Lexicon, draft: Draft) -> list[Line]:
    """What stands in fences that hold a script.

    If there are none, everything but the fences: the code of a program is not a story.
    """
    fences = _fences(lines)
    if not fences:
        return lines
    scripts = [fence for fence in fences if _holds_script(lines, fence, lexicon)]
    if _is_mostly_inside(lines, fences, scripts, lexicon):
        kept = [line for fence in scripts for line in _lines_of_script(lines, fence)]
        reason = "outside the fence that holds the script"
    else:
        code = _indices(fences, len(lines)) - _indices_inside(scripts)
        kept = [line for index, line in enumerate(lines) if index not in code]
        reason = "a block of code"
    there = {id(line) for line in kept}
    _ignore_runs([line for line in lines if id(line) not in there], reason, draft)
    return kept


class _Fence(NamedTuple):
    """Index of the first and the last line of a fence; the last is after the text if it is never closed."""

    first: int
    last: int
    called: str


def _holds_script(lines: Sequence[Line], fence: _Fence, lexicon: Lexicon) -> bool:
    if fence.called not in _SCRIPT_FENCES:
        return False
    return _script_lines(_inside(lines, fence), lexicon) > 0


def _inside(lines: Sequence[Line], fence: _Fence) -> Sequence[Line]:
    return lines[fence.first + 1 : fence.last]


def _is_mostly_inside(
    lines: Sequence[Line], fences: Sequence[_Fence], scripts: Sequence[_Fence], lexicon: Lexicon
) -> bool:
    """Whether many times more of a script stands inside fences than outside."""
    if not scripts:
        return False
    fenced = _indices(fences, len(lines))
    outside = _script_lines([line for index, line in enumerate(lines) if index not in fenced], lexicon)
    inside = _script_lines([lines[index] for index in sorted(_indices_inside(scripts))], lexicon)
    return _MANY_TIMES * outside < inside


def _indices(fences: Sequence[_Fence], count: int) -> set[int]:
    """Indices of the lines of fences, with those that open and close them. count: of all lines."""
    return {index for fence in fences for index in range(fence.first, min(fence.last + 1, count))}


def _indices_inside(fences: Sequence[_Fence]) -> set[int]:
    return {index for fence in fences for index in range(fence.first + 1, fence.last)}


def _lines_of_script(lines: Sequence[Line], fence: _Fence) -> list[Line]:
    """The lines in a fence, and a blank one behind them."""
    closing = lines[min(fence.last, len(lines) - 1)]
    return [*_inside(lines, fence), _blank_for(closing)]


def _blank_for(line: Line) -> Line:
    return Line(line.number, (), "")


def _fences(lines: Sequence[Line]) -> list[_Fence]:
    """The fences of a text, with what each is called."""
    found: list[_Fence] = []
    opened, mark, called = -1, "", ""
    for index, line in enumerate(lines):
        fence = _fence_mark(line)
        if fence and opened < 0:
            opened, mark, called = index, fence.group(1), fence.group(2).casefold()
        elif fence and fence.group(1).startswith(mark) and not fence.group(2):
            found.append(_Fence(opened, index, called))
            opened = -1
    if opened >= 0:
        found.append(_Fence(opened, len(lines), called))
    return found


def _fence_mark(line: Line) -> re.Match[str] | None:
    if line.raw.lstrip()[:3] not in ("```", "~~~"):
        return None
    return _FENCE.fullmatch(line.raw[:200])


def _script_lines(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """How many lines look like a script's."""
    return sum(_is_of_script(evidence_of(line, lexicon)) for line in lines[:_MOST_LOOKED_AT])


def _is_of_script(one: Evidence) -> bool:
    if one.look in (Look.CUE, Look.NAMED_SPEECH):
        return True
    return _is_numbered_or_surer(one.strength)


def _is_numbered_or_surer(strength: Strength | None) -> bool:
    return strength is not None and strength >= Strength.NUMBERED


def _without_talk(lines: list[Line], lexicon: Lexicon, draft: Draft) -> list[Line]:
    """Lines without what a chat said before and after the script."""
    paragraphs = _paragraphs(lines)
    if len(paragraphs) < 2:
        return lines
    first = _after_talk(lines, paragraphs[:2], lexicon)
    last = _before_talk(lines, [one for one in paragraphs[-3:] if one[0] >= first], lexicon)
    _ignore_runs([*lines[:first], *lines[last:]], "talk around the script", draft)
    return lines[first:last]


def _after_talk(lines: Sequence[Line], paragraphs: Sequence[tuple[int, int]], lexicon: Lexicon) -> int:
    """The index behind the paragraphs at the beginning that speak to the reader."""
    first = 0
    for start, end in paragraphs:
        if start == _first_filled(lines, first) and _is_talk(lines[start:end], lexicon, before=True):
            first = end
    return first


def _before_talk(lines: Sequence[Line], paragraphs: Sequence[tuple[int, int]], lexicon: Lexicon) -> int:
    """The index of the paragraphs at the end that speak to the reader."""
    last = len(lines)
    for start, end in reversed(paragraphs):
        is_last = all(not line.text for line in lines[end:last])
        if is_last and _is_talk(lines[start:end], lexicon, before=False):
            last = start
    return last


def _paragraphs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = -1
    for index, line in enumerate(lines):
        if line.text and start < 0:
            start = index
        elif not line.text and start >= 0:
            found.append((start, index))
            start = -1
    return [*found, (start, len(lines))] if start >= 0 else found


def _first_filled(lines: Sequence[Line], index: int) -> int:
    while index < len(lines) and not lines[index].text:
        index += 1
    return index


def _is_talk(lines: Sequence[Line], lexicon: Lexicon, before: bool) -> bool:
    """Whether a paragraph speaks of the script to its reader, as 'Here is your screenplay' does.

    before: it stands before the script.
    """
    text = " ".join(line.text for line in lines)
    if len(text) > _LONGEST_TALK or lines[0].level or lines[0].text.isupper():
        return False
    words = _plain_words(text.casefold().replace("’", ""))
    addressed = before and text.rstrip().endswith((":", "：", "!"))
    if not _begins_as_talk(words, lexicon) or not (addressed or _speaks_of_script(words, lexicon)):
        return False
    return not _is_speech(lines, lexicon)


def _plain_words(text: str) -> str:
    """The words of a text without apostrophes, with single spaces."""
    return " ".join(_WORDS.findall(text.replace("'", "")))


def _begins_as_talk(words: str, lexicon: Lexicon) -> bool:
    return any(
        words.startswith(_plain_words(phrase)) for one in lexicon.vocabularies for phrase in one.prose.chat
    )


def _speaks_of_script(words: str, lexicon: Lexicon) -> bool:
    return any(_speaks_of(words, word) for one in lexicon.vocabularies for word in one.prose.chat_about)


def _speaks_of(words: str, word: str) -> bool:
    """Whether a word is among words; in writing systems without spaces, anywhere in them."""
    return f" {word} " in f" {words} " or (_is_unspaced(word) and word in words)


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and word > "\u2e80"


def _is_speech(lines: Sequence[Line], lexicon: Lexicon) -> bool:
    return any(evidence_of(line, lexicon).look in _LOOKS_OF_SPEECH for line in lines)


def _ignore_runs(lines: Sequence[Line], reason: str, draft: Draft) -> None:
    """Ignore lines, those that follow one another together."""
    run: list[Line] = []
    for line in lines:
        if run and line.number > run[-1].number + 1:
            draft.ignore(run, reason)
            run = []
        run.append(line)
    draft.ignore(run, reason)
