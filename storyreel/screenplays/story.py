"""Tells a text that is no script: paragraphs are narrated, quoted speech is spoken where the text says whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.evidence import Evidence, Look
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.prose import _read_told
from storyreel.screenplays.source import Line
from storyreel.screenplays.speakers import Company


def tell_story(lines: Sequence[Line], evidence: Sequence[Evidence], lexicon: Lexicon, draft: Draft, markdown: bool, titled: bool) -> str:
    """Add the story's elements to the draft; returns its title if it stands in its first heading, else ''."""
    company = Company()
    title = ""
    for run in _paragraphs(lines, evidence, markdown):
        first = run[0]
        if markdown and first.level and len(run) == 1:
            company.part()
            if not draft.elements and not titled and not title:
                title = first.text
                draft.ignore(run, "the title page and what stands with it")
            else:
                draft.add(ElementKind.SECTION, first.text or "Untitled", run, level=first.level)
        elif len(run) == 1 and _is_break(run[0], evidence, lines):
            company.part()
            draft.add(ElementKind.PAGE_BREAK, "", run)
        else:
            source = LineSpan(first=run[0].number, last=run[-1].number)
            for element in _read_told(" ".join(line.text for line in run), source, company):
                draft.elements.append(element)
    return title


def _is_break(line: Line, evidence: Sequence[Evidence], lines: Sequence[Line]) -> bool:
    from storyreel.screenplays.marks import is_rule

    return is_rule(line.text) or line.text.strip("*-_~#⁂•· ") == ""


def _paragraphs(lines: Sequence[Line], evidence: Sequence[Evidence], markdown: bool) -> Iterator[list[Line]]:
    """Runs of lines between blank lines; a heading or a row of stars stands alone."""
    run: list[Line] = []
    for line, one in zip(lines, evidence, strict=True):
        alone = (markdown and line.level) or one.look is Look.RULE
        if (not line.text or alone) and run:
            yield run
            run = []
        if alone:
            yield [line]
        elif line.text:
            run.append(line)
    if run:
        yield run
