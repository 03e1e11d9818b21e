"""Reads stories: paragraphs become narration, and quoted speech becomes dialogue where the text says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, TitleCard
from storyreel.screenplays.markup import SourceLine, visible_lines, without_emphasis
from storyreel.screenplays.speakers import Company
from storyreel.screenplays.spoken import read_prose_paragraph
from storyreel.screenplays.title_page import read_title_page
from storyreel.screenplays.vocabulary import ProseWords, vocabulary

_BREAK = re.compile(r"(?:[*\-_~#⁂•·]\s{0,2}){1,10}|⁂")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,300}\)")


def read_prose(text: str, fallback_title: str, markdown: bool = False, words: ProseWords | None = None) -> Screenplay:
    """The screenplay of a story. Headings become the title and sections, rows of stars page breaks, which part scenes."""
    lines, warnings = visible_lines(text)
    title, body = read_title_page(lines, fallback_title)
    elements: list[Element] = []
    company = Company()
    for paragraph in _paragraphs(body, markdown):
        elements.extend(_read_paragraph(paragraph, markdown, company, words or vocabulary("en").prose))
    if markdown and title.title == fallback_title and elements and elements[0].kind is ElementKind.SECTION:
        title = TitleCard(title=elements[0].text)
        elements = elements[1:]
    return Screenplay(title=title, elements=tuple(elements), format="markdown" if markdown else "prose", warnings=tuple(warnings))


def _paragraphs(lines: Sequence[SourceLine], markdown: bool) -> Iterator[list[SourceLine]]:
    """Runs of lines between blank lines; a Markdown heading stands alone, and code blocks are left out."""
    run: list[SourceLine] = []
    in_code = False
    for line in lines:
        text = line.text.strip()
        if markdown and text.startswith("```"):
            in_code = not in_code
            text = ""
        alone = bool(markdown and _HEADING.fullmatch(text[:200])) or bool(text and _BREAK.fullmatch(text[:60]))
        if (not text or in_code or alone) and run:
            yield run
            run = []
        if alone and not in_code:
            yield [line]
        elif text and not in_code:
            run.append(line)
    if run:
        yield run


def _read_paragraph(lines: list[SourceLine], markdown: bool, company: Company, words: ProseWords) -> Iterator[Element]:
    source = LineSpan(first=lines[0].number, last=lines[-1].number)
    text = " ".join(line.text.strip() for line in lines)
    heading = _HEADING.fullmatch(text) if markdown and len(text) < 300 else None
    if heading:
        company.part()
        yield Element(kind=ElementKind.SECTION, text=without_emphasis(heading.group(2)) or "Untitled", source=source, level=len(heading.group(1)))
    elif len(text) < 60 and _BREAK.fullmatch(text):
        company.part()
        yield Element(kind=ElementKind.PAGE_BREAK, text="", source=source)
    else:
        if markdown:
            text = _LINK.sub(r"\1", text.lstrip("> ").replace("`", ""))
        for piece in read_prose_paragraph(without_emphasis(text).strip(), source, company, words):
            yield Element(kind=piece.kind, text=piece.text, source=source, reason="nothing to be said" if piece.kind is ElementKind.IGNORED else "")
