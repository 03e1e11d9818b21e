"""Tells a text that is no script: paragraphs are narrated, quoted speech is spoken by whom the text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.chapters import is_chapter
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.marks import is_rule
from storyreel.screenplays.source import Line, parted
from storyreel.screenplays.speakers import Company, cyrillic_names
from storyreel.screenplays.spoken import read_prose_paragraph
from storyreel.screenplays.vocabulary import ProseWords

_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-zà-öø-ÿąćęłńśźż][\w-]+")
_SHORT_RULE = "*-_~#⁂•·– "


def tell_story(
    lines: Sequence[Line],
    evidence: Sequence[Evidence],
    words: ProseWords,
    draft: Draft,
    titled: bool,
    sections: bool,
) -> str:
    """Add the story's elements to the draft; returns its title if that stands in its first heading, else ''.

    titled: its title is known already. sections: '#' marks headings.
    """
    common = {word for line in lines for word in _SMALL_WORD.findall(line.text)}
    company, before = Company(common), Company(common)
    company.expect(_people_of(lines, evidence, words, sections, before), before.sexes)
    title = ""
    for run in _paragraphs(lines, evidence, sections):
        first = run[0]
        if sections and first.level:
            company.part()
            if not (draft.elements or titled or title):
                title = first.text
                draft.ignore(run, "the title page and what stands with it")
            else:
                draft.add(ElementKind.SECTION, first.text or "Untitled", run, level=first.level)
        elif is_chapter(first.text) and len(run) == 1:
            company.part()
            draft.add(ElementKind.SECTION, first.text, run, level=1)
        elif _is_break(first.text) and len(run) == 1:
            company.part()
            draft.add(ElementKind.PAGE_BREAK, "", run)
        else:
            _tell(run, words, company, draft)
    return title


def _people_of(
    lines: Sequence[Line], evidence: Sequence[Evidence], words: ProseWords, sections: bool, company: Company
) -> frozenset[str]:
    """Who speaks or acts anywhere in the story, so that they are known from the beginning."""
    company.expect(named := cyrillic_names(line.text for line in lines))
    for run in _paragraphs(lines, evidence, sections):
        source = LineSpan(first=run[0].number, last=run[-1].number)
        read_prose_paragraph(" ".join(line.text for line in run), source, company, words)
    return company.everybody | named


def _is_break(text: str) -> bool:
    """Whether a line parts scenes of a story: a row of stars or dashes, or one of them."""
    return is_rule(text) or not text.strip(_SHORT_RULE)


def _tell(run: list[Line], words: ProseWords, company: Company, draft: Draft) -> None:
    """One paragraph: who speaks, what they say, what is told."""
    for line in run:
        if line.item == "-" and words.dash:
            line.text = f"- {line.text}"  # speech, not a list
    text = " ".join(line.text for line in run)
    source = LineSpan(first=run[0].number, last=run[-1].number)
    pieces = read_prose_paragraph(text, source, company, words)
    places = sorted((start, end, index) for index, piece in enumerate(pieces) for start, end in piece.places)
    parts = parted(run, draft.text, [start for start, _, _ in places[1:]])
    fragments: dict[int, list[tuple[int, int]]] = {index: [] for index in range(len(pieces))}
    for (_, _, index), spans in zip(places, parts, strict=bool(places)):
        fragments[index] += spans
    for index, piece in enumerate(pieces):
        if piece.kind is ElementKind.IGNORED:
            draft.ignore(run, "nothing to be said", fragments[index])
        else:
            draft.add(piece.kind, piece.text, run, fragments[index])


def _paragraphs(lines: Sequence[Line], evidence: Sequence[Evidence], sections: bool) -> Iterator[list[Line]]:
    """Runs of lines between blank lines; a heading, a chapter's, too, or a row of stars stands alone."""
    run: list[Line] = []
    for line, one in zip(lines, evidence, strict=True):
        alone = (sections and line.level > 0) or one.look is Look.RULE or is_chapter(line.text)
        if (not line.text or alone) and run:
            yield run
            run = []
        if alone:
            yield [line]
        elif line.text:
            run.append(line)
    if run:
        yield run
