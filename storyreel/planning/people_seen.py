"""Which people of the cast are seen, and how much each says, before any shot is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import Survey
from storyreel.film.frozen import Frozen
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.planning.cues import is_seen_speaking, speakers_of
from storyreel.planning.name_patterns import name_pattern
from storyreel.screenplays.spelling import plain_form

_DESCRIBING = (ElementKind.ACTION, ElementKind.NARRATION)


class Presence(Frozen):
    """One of the cast in the script."""

    cast_id: str
    name: str
    lines: int
    on_screen: bool


def who_is_seen(survey: Survey, screenplay: Screenplay) -> tuple[Presence, ...]:
    """The cast in the survey's order, with the number of lines of each and whether the picture shows them.

    A person is on the screen if they speak there, or if the action introduces, names or describes them.
    Devices, the narrator, and people who only speak over the picture or beside it are not.
    """
    filmed = screenplay.elements[: survey.scenes[-1].end_element if survey.scenes else 0]
    voices = _Voices(survey)
    for element in filmed:
        voices.hear(element)
    described = _named(filmed, survey) | _listed(survey, screenplay)
    shown = (voices.seen | described) - set(survey.heard_only) - {NARRATOR_ID}
    return tuple(
        Presence(cast_id=m.id, name=m.name, lines=voices.lines[m.id], on_screen=m.id in shown)
        for m in survey.cast
    )


class _Voices:
    """Counts the lines of each person, and notes who speaks in the picture."""

    def __init__(self, survey: Survey) -> None:
        self.lines: Counter[str] = Counter()
        """Lines by cast id."""
        self.seen: set[str] = set()
        """Cast ids of those who speak in the picture."""
        self._everyone = tuple(names[0] for _, names in survey.aliases)
        self._ids = ids_by_name(survey)
        self._speaking: list[str] = []

    def hear(self, element: Element) -> None:
        """Count the next element."""
        if element.kind is ElementKind.CHARACTER:
            self._hear_cue(element)
        elif element.kind in (ElementKind.DIALOGUE, ElementKind.LYRIC):
            self.lines.update(self._speaking)
        elif element.kind is not ElementKind.PARENTHETICAL:
            self._speaking = []
        if element.kind is ElementKind.NARRATION:
            self.lines[NARRATOR_ID] += 1

    def _hear_cue(self, cue: Element) -> None:
        self._speaking = self._speakers(cue)
        if is_seen_speaking(cue):
            self.seen.update(self._speaking)

    def _speakers(self, cue: Element) -> list[str]:
        ids = self._ids
        return [ids[name] for name in speakers_of(cue.text, self._everyone) if name in ids]


def ids_by_name(survey: Survey) -> dict[str, str]:
    """Cast ids by name; a name of several is the first one's."""
    return {name: cast_id for cast_id, names in reversed(survey.aliases) for name in reversed(names)}


def _listed(survey: Survey, screenplay: Screenplay) -> set[str]:
    """Cast ids of the people in a list of characters."""
    listed = {plain_form(name) for name, _ in screenplay.looks}
    return {cast_id for cast_id, names in survey.aliases if listed & set(names)}


def _named(elements: Sequence[Element], survey: Survey) -> set[str]:
    """Cast ids of the people whom the action names, as names are written, or a story in any way: 'a man'."""
    texts = [_Text(element) for element in elements if element.kind in _DESCRIBING]
    return {cast_id for cast_id, names in survey.aliases if _are_named(names, texts)}


class _Text:
    """A paragraph in which names are looked for."""

    def __init__(self, element: Element) -> None:
        self.text = element.text
        self.plain = plain_form(element.text)
        self.is_story = element.kind is ElementKind.NARRATION


def _are_named(names: Sequence[str], texts: Iterable[_Text]) -> bool:
    candidates = [text for text in texts if any(name in text.plain for name in names)]
    if not candidates:
        return False
    in_action, in_story = name_pattern(names, any_case=False), name_pattern(names, any_case=True)
    return any((in_story if text.is_story else in_action).search(text.text) for text in candidates)
