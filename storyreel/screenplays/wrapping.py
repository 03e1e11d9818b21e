"""Leaves out what stands around a script: code fences and what is outside them, tables, talk of whoever wrote or sent it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyreel.screenplays.draft import Draft
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.headings import Strength
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.look import Look
from storyreel.screenplays.source import Line

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})\s*([\w+.-]*)\s*")
_SCRIPT_FENCES = frozenset(
    {
        "",
        "fountain",
        "screenplay",
        "script",
        "text",
        "txt",
        "plaintext",
        "plain",
        "markdown",
        "md",
        "scenario",
    }
)
_BOOK_BEGINS = re.compile(r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG")
_BOOK_ENDS = re.compile(r"\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^End of (?:the )?Project Gutenberg")
_BOOK_FIELD = re.compile(r"(?:Title|Author): ")
_PAGE_HEAD = re.compile(r"(\S.{2,80}?)\s{2,}\d{1,4}\.?")
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_TALK = 400
_MOST_LOOKED_AT = 2000
_MANY_TIMES = 4
"""How much more of a script stands inside fences than outside, when what is outside is left out."""


def leave_out_wrapping(lines: list[Line], lexicon: Lexicon, draft: Draft) -> list[Line]:
    """The lines that belong to the script; all others are ignored."""
    lines = _without_talk(_inside_fences(_inside_a_book(lines, draft), lexicon, draft), lexicon, draft)
    _mark_page_heads(lines, lexicon)
    return lines


def _inside_a_book(lines: list[Line], draft: Draft) -> list[Line]:
    """A book of Project Gutenberg without its licence; the lines of title and author are kept."""
    start = next(
        (index for index, line in enumerate(lines[:_MOST_LOOKED_AT]) if _BOOK_BEGINS.search(line.raw)), -1
    )
    if start < 0:
        return lines
    end = next(
        (index for index in range(start + 1, len(lines)) if _BOOK_ENDS.search(lines[index].raw)), len(lines)
    )
    front = [line for line in lines[:start] if _BOOK_FIELD.match(line.text)]
    kept = {id(line) for line in front}
    _ignore_runs(
        [line for line in (*lines[:start], lines[start]) if id(line) not in kept],
        "the licence of the book",
        draft,
    )
    _ignore_runs(lines[end:], "the licence of the book", draft)
    return [*front, Line(lines[start].number, (), ""), *lines[start + 1 : end]]


def _mark_page_heads(lines: Sequence[Line], lexicon: Lexicon) -> None:
    """Mark what stands at the head or foot of several pages with their numbers: 'HARBOR LIGHTS   FINAL DRAFT   3'."""
    heads: dict[str, list[Line]] = {}
    for line in lines:
        found = (
            _PAGE_HEAD.fullmatch(line.raw.strip())
            if line.raw[-1:] in "0123456789." and len(line.raw) < 200
            else None
        )
        if found and not lexicon.side.match(line.text) and not line.text[0].isdigit():
            heads.setdefault(" ".join(found.group(1).casefold().split()), []).append(line)
    for same in heads.values():
        if len(same) > 1:
            for line in same:
                line.page_head = True


def _inside_fences(lines: list[Line], lexicon: Lexicon, draft: Draft) -> list[Line]:
    """What stands in fences that hold a script, else everything but the fences: a program's code is no story."""
    blocks = _fences(lines)
    if not blocks:
        return lines
    scripts = [
        (first, last)
        for first, last, called in blocks
        if called in _SCRIPT_FENCES and _script_lines(lines[first + 1 : last], lexicon)
    ]
    inside = {index for first, last, _ in blocks for index in range(first, min(last + 1, len(lines)))}
    within = {index for first, last in scripts for index in range(first + 1, last)}
    outside = _script_lines([line for index, line in enumerate(lines) if index not in inside], lexicon)
    if scripts and _MANY_TIMES * outside < _script_lines([lines[index] for index in sorted(within)], lexicon):
        kept = [
            line
            for first, last in scripts
            for line in [*lines[first + 1 : last], Line(lines[min(last, len(lines) - 1)].number, (), "")]
        ]
        reason = "outside the fence that holds the script"
    else:
        kept = [line for index, line in enumerate(lines) if index not in inside or index in within]
        reason = "a block of code"
    there = {id(line) for line in kept}
    _ignore_runs([line for line in lines if id(line) not in there], reason, draft)
    return kept


def _fences(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Index of each fence's first and last line, and what it is called.

    The last is after the text if it is never closed.
    """
    found: list[tuple[int, int, str]] = []
    opened, mark, called = -1, "", ""
    for index, line in enumerate(lines):
        fence = _FENCE.fullmatch(line.raw[:200]) if line.raw.lstrip()[:3] in ("```", "~~~") else None
        if fence and opened < 0:
            opened, mark, called = index, fence.group(1), fence.group(2).casefold()
        elif fence and fence.group(1).startswith(mark) and not fence.group(2):
            found.append((opened, index, called))
            opened = -1
    if opened >= 0:
        found.append((opened, len(lines), called))
    return found


def _script_lines(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """How many lines look like a script's."""
    looks = (evidence_of(line, lexicon) for line in lines[:_MOST_LOOKED_AT])
    return sum(
        bool(one.heading and one.heading.strength >= Strength.NUMBERED)
        or one.look in (Look.CUE, Look.NAMED_SPEECH)
        for one in looks
    )


def _without_talk(lines: list[Line], lexicon: Lexicon, draft: Draft) -> list[Line]:
    """Lines without what a chat said before and after the script."""
    paragraphs = _paragraphs(lines)
    if len(paragraphs) < 2:
        return lines
    first, last = 0, len(lines)
    for start, end in paragraphs[:2]:
        if start == _first_filled(lines, first) and _is_talk(lines[start:end], lexicon, before=True):
            first = end
    for start, end in reversed(paragraphs[-3:]):
        if (
            start >= first
            and _is_talk(lines[start:end], lexicon, before=False)
            and all(not line.text for line in lines[end:last])
        ):
            last = start
    _ignore_runs([*lines[:first], *lines[last:]], "talk around the script", draft)
    return lines[first:last]


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
    """Whether a paragraph speaks of the script to its reader, as 'Here is your screenplay' does."""
    text = " ".join(line.text for line in lines)
    if len(text) > _LONGEST_TALK or lines[0].level or lines[0].text.isupper():
        return False
    words = " ".join(_WORDS.findall(text.casefold().replace("'", "").replace("’", "")))
    begins = any(
        words.startswith(" ".join(_WORDS.findall(phrase.replace("'", ""))))
        for one in lexicon.vocabularies
        for phrase in one.prose.chat
    )
    about = any(_speaks_of(words, word) for one in lexicon.vocabularies for word in one.prose.chat_about)
    addressed = before and text.rstrip().endswith((":", "：", "!"))
    return begins and (about or addressed) and not _is_speech(lines, lexicon)


def _speaks_of(words: str, word: str) -> bool:
    """Whether a word is among words; in writing systems without spaces, anywhere in them."""
    return f" {word} " in f" {words} " or (not word.isascii() and word > "\u2e80" and word in words)


def _is_speech(lines: Sequence[Line], lexicon: Lexicon) -> bool:
    return any(
        evidence_of(line, lexicon).look in (Look.NAMED_SPEECH, Look.CUE, Look.HEADING) for line in lines
    )


def _ignore_runs(lines: Sequence[Line], reason: str, draft: Draft) -> None:
    """Ignore lines, those that follow one another together."""
    run: list[Line] = []
    for line in lines:
        if run and line.number > run[-1].number + 1:
            draft.ignore(run, reason)
            run = []
        run.append(line)
    draft.ignore(run, reason)
