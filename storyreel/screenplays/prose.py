"""Reads stories: paragraphs become narration, and quoted speech becomes dialogue where the text says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, TitleCard
from storyreel.screenplays.markup import SourceLine, visible_lines, without_emphasis
from storyreel.screenplays.title_page import read_title_page

_SAID = (
    "said|says|asked|asks|answered|answers|replied|replies|whispered|whispers|shouted|shouts|cried|cries|called|calls|murmured|murmurs|muttered|mutters"
    "|added|adds|began|begins|continued|continues|yelled|yells|laughed|laughs|sighed|sighs|told|snapped|growled|insisted|admitted|agreed|announced"
    "|begged|breathed|demanded|exclaimed|explained|gasped|groaned|observed|promised|protested|remarked|repeated|screamed|sobbed|suggested|warned|wondered"
)
_NAME = r"(?:[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2}|[Tt]he(?: [a-z]{2,15}){1,2})"
_SAID_NAME = re.compile(rf"[\s,]{{0,3}}\b(?:{_SAID}) ({_NAME})\b")
_NAME_SAID = re.compile(rf"\b({_NAME}) (?:{_SAID})\b")
_PLAIN_TAG = re.compile(rf"\s{{0,3}}(?:(?:{_SAID}) {_NAME}|{_NAME} (?:{_SAID}))\s{{0,3}}[.,:;]?\s{{0,3}}")
_QUOTE = re.compile(r"“([^”\n]{1,2000})”|\"([^\"\n]{1,2000})\"|«\s?([^»\n]{1,2000}?)\s?»|„([^“”\n]{1,2000})[“”]")
_BREAK = re.compile(r"(?:[*\-_~#⁂•·]\s{0,2}){1,10}|⁂")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,300}\)")
_NOT_NAMES = {
    "He",
    "She",
    "They",
    "It",
    "We",
    "You",
    "I",
    "The",
    "And",
    "But",
    "Then",
    "Who",
    "What",
    "There",
    "That",
    "This",
    "Nobody",
    "Everyone",
    "Someone",
    "No",
}


def read_prose(text: str, fallback_title: str, markdown: bool = False) -> Screenplay:
    """The screenplay of a story. Headings become the title and sections, rows of stars page breaks, which part scenes."""
    lines, warnings = visible_lines(text)
    title, body = read_title_page(lines, fallback_title)
    elements: list[Element] = []
    for paragraph in _paragraphs(body, markdown):
        elements.extend(_read_paragraph(paragraph, markdown))
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


def _read_paragraph(lines: list[SourceLine], markdown: bool) -> Iterator[Element]:
    source = LineSpan(first=lines[0].number, last=lines[-1].number)
    text = " ".join(line.text.strip() for line in lines)
    heading = _HEADING.fullmatch(text) if markdown and len(text) < 300 else None
    if heading:
        yield Element(kind=ElementKind.SECTION, text=without_emphasis(heading.group(2)) or "Untitled", source=source, level=len(heading.group(1)))
    elif len(text) < 60 and _BREAK.fullmatch(text):
        yield Element(kind=ElementKind.PAGE_BREAK, text="", source=source)
    else:
        if markdown:
            text = _LINK.sub(r"\1", text.lstrip("> ").replace("`", ""))
        yield from _read_told(without_emphasis(text).strip(), source)


def _read_told(text: str, source: LineSpan) -> Iterator[Element]:
    """Narration, with the quotes taken out as dialogue when the paragraph names exactly one speaker."""
    if not text:
        return
    quotes = list(_QUOTE.finditer(text))
    speaker = _speaker(text, quotes) if quotes else ""
    if not speaker:
        yield Element(kind=ElementKind.NARRATION, text=text, source=source)
        return
    position = 0
    spoken: list[str] = []
    for quote in quotes:
        between = text[position : quote.start()]
        position = quote.end()
        if between.strip() and not _PLAIN_TAG.fullmatch(between):
            yield from _speech(speaker, spoken, source)
            yield from _narration(between, source)
        spoken.append(next(group for group in quote.groups() if group is not None).strip())
    rest = text[position:]
    tag = _PLAIN_TAG.match(rest)
    yield from _speech(speaker, spoken, source)
    if tag and (tag.end() == len(rest) or rest[: tag.end()].rstrip().endswith(".")):
        rest = rest[tag.end() :]
    yield from _narration(rest, source)


def _speaker(text: str, quotes: Sequence[re.Match[str]]) -> str:
    """The one name that the words outside the quotes give as speaking, or ''."""
    outside = _QUOTE.sub(" ¶ ", text)
    names = [*_SAID_NAME.findall(outside), *_NAME_SAID.findall(outside)]
    names = [re.sub(r"^[Tt]he ", "", name).upper() for name in names if name.split()[0] not in _NOT_NAMES or name.lower().startswith("the ")]
    return names[0] if names and len(set(names)) == 1 else ""


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
