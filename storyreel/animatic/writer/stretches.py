"""Where scenes begin and end among the elements. A story without headings is parted at its breaks and at words of time and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storyreel.animatic.writer.headings import time_in
from storyreel.animatic.writer.words.places import INSIDE, OUTSIDE
from storyreel.film.screenplay import Element, ElementKind, Screenplay

_FILMED = frozenset({ElementKind.ACTION, ElementKind.DIALOGUE, ElementKind.LYRIC, ElementKind.NARRATION, ElementKind.CENTERED, ElementKind.TITLE})
_TITLES = frozenset({ElementKind.CENTERED, ElementKind.TITLE})
_PLACE_WORDS = sorted((p for p in {*INSIDE, *OUTSIDE} if len(p) > 2), key=len, reverse=True)
_PLACED = re.compile(
    r"\b(?:in|at|on|into|to|through|from|inside|outside|near|beside|above|by|along|across|down|up|of)\s+(?:the|a|an|his|her|their|its|that|this|our|my)\s+(?:[a-z'’-]+\s+){0,2}?("
    + "|".join(re.escape(p) for p in _PLACE_WORDS)
    + r")\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\bthe (" + "|".join(re.escape(p) for p in _PLACE_WORDS) + r")\b", re.IGNORECASE)
_NEW_TIME = re.compile(
    r"(?:the next|the following|that|by|at|in the|early the next|late that|one|before|after|towards?|when)\s+(?:\w+\s+)?(?:morning|dawn|day|night|evening|dusk|noon|midnight|afternoon|nightfall|sunrise|sunset)\b"
    r"|(?:hours|days|weeks|months|years) later|night fell|morning came|dawn (?:came|broke)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stretch:
    """One scene's elements, `first` up to and without `end`, and its heading, made up where `told` is True."""

    first: int
    end: int
    heading: str
    told: bool


def stretches_of(screenplay: Screenplay) -> list[Stretch]:
    """The scenes in order. Headings without anything below them are left out."""
    elements = screenplay.elements
    has_headings = any(element.kind is ElementKind.HEADING for element in elements)
    found = _by_headings(elements) if has_headings else _by_breaks(elements)
    return [stretch for stretch in found if any(e.kind in _FILMED for e in elements[stretch.first : stretch.end])]


def _by_headings(elements: Sequence[Element]) -> list[Stretch]:
    starts = [index for index, e in enumerate(elements) if e.kind is ElementKind.HEADING]
    found: list[Stretch] = []
    if any(e.kind in _FILMED - _TITLES for e in elements[: starts[0]]):
        first = next(
            index
            for index, e in enumerate(elements)
            if e.kind not in (ElementKind.TRANSITION, ElementKind.SECTION, ElementKind.SYNOPSIS, ElementKind.PAGE_BREAK)
        )
        found.append(Stretch(first, starts[0], _made_heading(elements[first : starts[0]], ""), told=True))
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(elements)], strict=True)):
        # Words on the picture before the first heading are shown in its scene.
        first = next((at for at in range(starts[0]) if elements[at].kind in _TITLES), start) if number == 0 and not found else start
        found.append(Stretch(first, end, elements[start].text, told=False))
    return found


def _by_breaks(elements: Sequence[Element]) -> list[Stretch]:
    """Scenes of a story: parted at sections, at rows of stars, and where a paragraph begins with another time and place."""
    starts: list[int] = []
    fresh = True
    words_since = 0
    for index, element in enumerate(elements):
        if element.kind in (ElementKind.SECTION, ElementKind.PAGE_BREAK):
            fresh = True
        elif fresh or (
            element.kind is ElementKind.NARRATION and words_since > (20 if _NEW_TIME.search(element.text[:60]) else 60) and _turns(element.text)
        ):
            starts.append(index)
            fresh, words_since = False, 0
        words_since += len(element.text.split())
    found: list[Stretch] = []
    place = ""
    for start, end in zip(starts, [*starts[1:], len(elements)], strict=True):
        heading = _made_heading(elements[start:end], place)
        place = heading.split(" - ")[0]
        found.append(Stretch(start, end, heading, told=True))
    return found


def _turns(text: str) -> bool:
    opening = text[:90]
    return bool(_NEW_TIME.search(opening)) or bool(_PLACED.match(opening))


def _made_heading(elements: Sequence[Element], place_before: str) -> str:
    """A heading such as a screenplay would have, from the first place and time the text names."""
    told = " ".join(e.text for e in elements if e.kind in (ElementKind.ACTION, ElementKind.NARRATION))
    placed = _PLACED.search(told[:400]) or _NAMED.search(told[:400]) or _PLACED.search(told[:3000])
    place = placed.group(1).upper() if placed else re.sub(r"^(?:INT|EXT)\. ", "", place_before)
    if not place:
        return "SOMEWHERE"
    key = place.lower()
    inside = key in INSIDE and (
        key not in OUTSIDE or bool(re.search(rf"\b(?:in|into|inside)\s+(?:the|a|an|his|her|their)\s+(?:\w+\s+)?{re.escape(key)}\b", told.lower()))
    )
    time = time_in(told[:600])
    return f"{'INT' if inside else 'EXT'}. {place}" + (f" - {time.value.upper()}" if time else "")
