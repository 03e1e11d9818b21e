"""Reads prose as a screenplay: paragraphs are narrated, quoted speech is spoken by whom the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.chapters import is_chapter
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.marks import is_rule
from storyreel.screenplays.quoted_speech import Piece, read_prose_paragraph
from storyreel.screenplays.source import Line, Span, parted
from storyreel.screenplays.speakers import Company, cyrillic_names
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
    before = Company(common)
    people = _people_of(lines, evidence, words, sections, before)
    teller = _Teller(words, draft, Company(common), titled)
    teller.expect(people, before)
    for run in _paragraphs(lines, evidence, sections):
        teller.take(run, is_section=sections and run[0].level > 0)
    return teller.title


class _Teller:
    """Adds the paragraphs of a story to the draft."""

    def __init__(self, words: ProseWords, draft: Draft, company: Company, titled: bool) -> None:
        self._words, self._draft, self._company = words, draft, company
        self._titled = titled
        self.title = ""

    def expect(self, people: frozenset[str], before: Company) -> None:
        """Take people and their sexes as known from a first reading."""
        self._company.expect(people, before.sexes)

    def take(self, run: list[Line], is_section: bool) -> None:
        """Add a paragraph. is_section: a mark of a heading stands before it."""
        text, alone = run[0].text, len(run) == 1
        if is_section:
            self._take_section(run)
        elif alone and is_chapter(text):
            self._company.part()
            self._draft.add(ElementKind.SECTION, text, run, level=1)
        elif alone and _is_break(text):
            self._company.part()
            self._draft.add(ElementKind.PAGE_BREAK, "", run)
        else:
            self._tell(run)

    def _take_section(self, run: list[Line]) -> None:
        self._company.part()
        first = run[0]
        if self._draft.elements or self._titled or self.title:
            self._draft.add(ElementKind.SECTION, first.text or "Untitled", run, level=first.level)
        else:
            self.title = first.text
            self._draft.ignore(run, "the title page and what stands with it")

    def _tell(self, run: list[Line]) -> None:
        """Add one paragraph: its speakers, their speech, and the narration."""
        for line in run:
            if line.item == "-" and self._words.dash:
                line.text = f"- {line.text}"  # speech, not a list
        pieces = _pieces_of(run, self._company, self._words)
        fragments = _fragments(run, pieces, self._draft.text)
        for piece, spans in zip(pieces, fragments, strict=True):
            if piece.kind is ElementKind.IGNORED:
                self._draft.ignore(run, "nothing to be said", spans)
            else:
                self._draft.add(piece.kind, piece.text, run, spans)


def _pieces_of(run: Sequence[Line], company: Company, words: ProseWords) -> list[Piece]:
    source = LineSpan(first=run[0].number, last=run[-1].number)
    return read_prose_paragraph(" ".join(line.text for line in run), source, company, words)


def _fragments(run: Sequence[Line], pieces: Sequence[Piece], whole: str) -> list[list[Span]]:
    """The characters of the whole text that each piece of a paragraph came from."""
    places = sorted((start, end, index) for index, piece in enumerate(pieces) for start, end in piece.places)
    parts = parted(run, whole, [start for start, _, _ in places[1:]])
    found: list[list[Span]] = [[] for _ in pieces]
    for (_, _, index), spans in zip(places, parts, strict=bool(places)):
        found[index] += spans
    return found


def _people_of(
    lines: Sequence[Line], evidence: Sequence[Evidence], words: ProseWords, sections: bool, company: Company
) -> frozenset[str]:
    """Who speaks or acts anywhere in the story, so that they are known from the beginning."""
    named = cyrillic_names(line.text for line in lines)
    company.expect(named)
    for run in _paragraphs(lines, evidence, sections):
        _pieces_of(run, company, words)
    return company.everybody | named


def _is_break(text: str) -> bool:
    """Whether a line parts scenes of a story: a row of stars or dashes, or one of them."""
    return is_rule(text) or not text.strip(_SHORT_RULE)


def _paragraphs(lines: Sequence[Line], evidence: Sequence[Evidence], sections: bool) -> Iterator[list[Line]]:
    """Runs of lines between blank lines; a heading, also a chapter's, and a row of stars stand alone."""
    run: list[Line] = []
    for line, one in zip(lines, evidence, strict=True):
        alone = (sections and line.level > 0) or one.look is Look.RULE or is_chapter(line.text)
        if line.text and not alone:
            run.append(line)
            continue
        if run:
            yield run
            run = []
        if alone:
            yield [line]
    if run:
        yield run
