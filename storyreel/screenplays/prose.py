"""Reads stories: paragraphs become narration, and quoted speech becomes dialogue where the text says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, TitleCard
from storyreel.screenplays.markup import SourceLine, visible_lines, without_emphasis
from storyreel.screenplays.speakers import Company, Tag, tag_after, tag_before
from storyreel.screenplays.title_page import read_title_page

_QUOTE = re.compile(r"“([^”\n]{1,2000})”|\"([^\"\n]{1,2000})\"|«\s?([^»\n]{1,2000}?)\s?»|„([^“”\n]{1,2000})[“”]")
_BREAK = re.compile(r"(?:[*\-_~#⁂•·]\s{0,2}){1,10}|⁂")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,300}\)")


def read_prose(text: str, fallback_title: str, markdown: bool = False) -> Screenplay:
    """The screenplay of a story. Headings become the title and sections, rows of stars page breaks, which part scenes."""
    lines, warnings = visible_lines(text)
    title, body = read_title_page(lines, fallback_title)
    elements: list[Element] = []
    company = Company()
    for paragraph in _paragraphs(body, markdown):
        elements.extend(_read_paragraph(paragraph, markdown, company))
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


def _read_paragraph(lines: list[SourceLine], markdown: bool, company: Company) -> Iterator[Element]:
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
        yield from _read_told(without_emphasis(text).strip(), source, company)


@dataclass
class _Quote:
    """A quoted speech: where it stands in the paragraph with its marks, what it says, whose it is, and the tags that say so."""

    start: int
    end: int
    text: str
    speaker: str = ""
    before: Tag | None = None
    after: Tag | None = None


def _read_told(text: str, source: LineSpan, company: Company) -> Iterator[Element]:
    """Narration, with the quotes taken out as dialogue where the paragraph says whose they are."""
    if not text:
        return
    quotes = _attributed(text, company)
    position = 0
    spoken: list[str] = []
    speaker = ""
    tag: Tag | None = None
    for quote in quotes:
        if not quote.speaker:
            continue
        told = _told_between(text, position, quote.before.start if quote.before else quote.start, tag)
        if told or quote.speaker != speaker:
            yield from _speech(speaker, spoken, source)
            yield from _narration(told, source)
        speaker, position, tag = quote.speaker, quote.end, quote.after
        spoken.append(quote.text)
    yield from _speech(speaker, spoken, source)
    yield from _narration(_told_between(text, position, len(text), tag), source)


def _attributed(text: str, company: Company) -> list[_Quote]:
    """The quotes of a paragraph, each with its speaker where a tag names one; one without a tag is who spoke before in the paragraph."""
    quotes = [_Quote(m.start(), m.end(), next(group for group in m.groups() if group is not None).strip()) for m in _QUOTE.finditer(text)]
    speaker = ""
    told_from = 0
    for index, quote in enumerate(quotes):
        quote.after = tag_after(text, quote.end, quotes[index + 1].start if index + 1 < len(quotes) else len(text))
        quote.before = None if quote.after else tag_before(text, told_from, quote.start)
        told = text[told_from : quote.before.start if quote.before else quote.start]
        company.read(told)
        tag = quote.after or quote.before
        goes_on = bool(speaker) and not any(character.isalnum() for character in told) and (tag is None or tag.may_mean(speaker))
        if tag and not goes_on:
            speaker = company.speaker(tag)
        quote.speaker = speaker
        told_from = quote.after.end if quote.after else quote.end
    company.read(text[told_from:])
    untagged = next((at for at, quote in enumerate(quotes) if quote.speaker), len(quotes))
    if len({quote.speaker for quote in quotes[untagged:]}) == 1:
        for quote in quotes[:untagged]:
            quote.speaker = quotes[untagged].speaker
    return quotes


def _told_between(text: str, start: int, stop: int, tag: Tag | None) -> str:
    """What is told from `start` on, without the tag of the quote before: 'said Peter and left' tells that Peter left."""
    if tag is None:
        return text[start:stop].strip(" ,")
    rest = text[tag.end : stop]
    bare = rest.strip(" ,.:;—–-")
    if not any(character.isalnum() for character in bare):
        return ""
    if rest.lstrip()[:1] in (".", ";", ":", "—", "–", "!", "?"):
        return rest.lstrip(" .;:—–!?")
    clause = re.match(r"\s*, (?:and|but|while|as) (?=(?:the|a|an|his|her|their|its|it|they|he|she|[A-Z]\w+) )", rest)
    told = rest[clause.end() :] if clause else tag.who + re.sub(r"^ (?:and|then) ", " ", rest)
    return told[:1].upper() + told[1:]


def _speech(speaker: str, spoken: list[str], source: LineSpan) -> Iterator[Element]:
    if spoken:
        yield Element(kind=ElementKind.CHARACTER, text=speaker, source=source)
        text = re.sub(r",(?= [A-Z])", ".", " ".join(spoken)) if len(spoken) > 1 else spoken[0]
        yield Element(kind=ElementKind.DIALOGUE, text=text[:-1] + "." if text.endswith(",") else text, source=source)
        spoken.clear()


def _narration(text: str, source: LineSpan) -> Iterator[Element]:
    bare = text.strip(" ,")
    if any(character.isalnum() for character in bare):
        yield Element(kind=ElementKind.NARRATION, text=bare, source=source)
