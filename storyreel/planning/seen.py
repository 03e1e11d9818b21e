"""Who of the cast is seen and who only heard, and how much each says: known from the script before any shot is planned."""

from __future__ import annotations

from collections import Counter

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import Survey
from storyreel.film.frozen import Frozen
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.planning.cues import is_seen_speaking, speakers_of
from storyreel.planning.names import name_pattern
from storyreel.screenplays.spelling import plain_form

_TOLD = (ElementKind.ACTION, ElementKind.NARRATION)


class Presence(Frozen):
    """One of the cast in the script."""

    cast_id: str
    name: str
    lines: int
    on_screen: bool


def who_is_seen(survey: Survey, screenplay: Screenplay) -> tuple[Presence, ...]:
    """Everybody of the cast in the survey's order, with the number of lines spoken and whether the picture shows them.

    On the screen is who speaks there, or is introduced, named or described in the action. Devices, the
    narrator, and who only speaks over the picture or beside it and is never told of, are not.
    """
    filmed = screenplay.elements[: survey.scenes[-1].end_element if survey.scenes else 0]
    everyone = tuple(names[0] for _, names in survey.aliases)
    ids = {name: cast_id for cast_id, names in reversed(survey.aliases) for name in reversed(names)}
    lines: Counter[str] = Counter()
    seen: set[str] = set()
    speaking: list[str] = []
    for element in filmed:
        if element.kind is ElementKind.CHARACTER:
            speaking = [ids[name] for name in speakers_of(element.text, everyone) if name in ids]
            seen.update(speaking if is_seen_speaking(element) else ())
        elif element.kind in (ElementKind.DIALOGUE, ElementKind.LYRIC):
            lines.update(speaking)
        elif element.kind is ElementKind.NARRATION:
            lines[NARRATOR_ID] += 1
            speaking = []
        elif element.kind is not ElementKind.PARENTHETICAL:
            speaking = []
    named = _named(filmed, survey)
    listed = {plain_form(name) for name, _ in screenplay.looks}
    described = {cast_id for cast_id, names in survey.aliases if listed & set(names) or cast_id in named}
    shown = (seen | described) - set(survey.heard_only) - {NARRATOR_ID}
    return tuple(
        Presence(cast_id=m.id, name=m.name, lines=lines[m.id], on_screen=m.id in shown) for m in survey.cast
    )


def _named(elements: tuple[Element, ...], survey: Survey) -> set[str]:
    """Cast ids of those whom the action names, as names are written, or a story in any way: 'a man'."""
    told = [
        (element.text, element.kind is ElementKind.NARRATION) for element in elements if element.kind in _TOLD
    ]
    upper = [plain_form(text) for text, _ in told]
    found: set[str] = set()
    for cast_id, names in survey.aliases:
        at = [index for index, text in enumerate(upper) if any(name in text for name in names)]
        patterns = (
            {in_story: name_pattern(names, any_case=in_story) for in_story in (False, True)} if at else {}
        )
        if any(patterns[told[index][1]].search(told[index][0]) for index in at):
            found.add(cast_id)
    return found
