"""What was understood of a screenplay, before anything is made of it."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence

from pydantic import Field

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import Survey
from storyreel.film.frozen import Frozen
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import Delivery
from storyreel.planning.beats import delivery_of
from storyreel.planning.cues import speakers_of
from storyreel.planning.elements import elements_of_scene
from storyreel.planning.people_seen import ids_by_name, who_is_seen
from storyreel.planning.survey import survey
from storyreel.screenplays.cue_names import is_manner
from storyreel.screenplays.vocabulary import language_name, vocabularies

_SPOKEN = (ElementKind.DIALOGUE, ElementKind.LYRIC, ElementKind.NARRATION)
_FORMATS = {
    "fountain": "Fountain",
    "final draft": "Final Draft",
    "markdown": "Markdown",
    "plain text": "Plain text",
    "prose": "Prose",
}


class SceneRead(Frozen):
    """One scene as it will be filmed."""

    number: int = Field(description="1-based.")
    script_number: str = Field(
        default="", description="The scene's number in the script, such as '7A'.", exclude_if=operator.not_
    )
    heading: str
    place: str
    interior: bool
    time: str = Field(description="'dawn', 'day', 'dusk' or 'night'.")
    line: int


class PersonRead(Frozen):
    """A person of the film."""

    name: str
    lines: int = Field(description="How many speeches are theirs.")
    on_screen: bool = Field(description="Whether the picture shows them.")


class LineRead(Frozen):
    """One speech, or one paragraph of the narrator."""

    scene: int
    speaker: str
    text: str
    off_screen: bool
    direction: str
    line: int


class LeftOut(Frozen):
    """Lines of the file that are neither filmed nor spoken, on purpose."""

    first_line: int
    last_line: int
    reason: str
    text: str


class ElementRead(Frozen):
    """One element as the reader took it."""

    kind: str
    text: str
    first_line: int
    last_line: int


class Reading(Frozen):
    """The whole of what was understood."""

    format: str
    language: str = Field(description="ISO 639-1 code.")
    title: str
    authors: tuple[str, ...] = ()
    after: str = Field(
        default="", description="What the title page says that the film is made from, for example a novel."
    )
    contact: str = Field(default="", description="Whom to write to, as the title page says.")
    copyright: str = ""
    scenes: tuple[SceneRead, ...] = ()
    people: tuple[PersonRead, ...] = ()
    lines: tuple[LineRead, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    ignored: tuple[LeftOut, ...] = ()
    elements: tuple[ElementRead, ...] = ()

    @property
    def summary(self) -> str:
        """One line: 'Fountain, English: 5 scenes, 3 places, 4 people, 31 spoken lines'."""
        amounts = (
            (len(self.scenes), "scene", "scenes"),
            (len(self.places), "place", "places"),
            (len(self.people), "person", "people"),
            (len(self.lines), "spoken line", "spoken lines"),
        )
        counts = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in amounts)
        return f"{_FORMATS.get(self.format, self.format)}, {language_name(self.language)}: {counts}"


def understand(screenplay: Screenplay) -> Reading:
    """What is understood of a screenplay.

    Raises:
        ScreenplayError: nothing in it can be filmed.
    """
    surveyed = survey(screenplay)
    title = screenplay.title
    return Reading(
        format=screenplay.format,
        language=screenplay.language,
        title=title.title,
        authors=title.authors,
        after=title.source,
        contact=title.contact,
        copyright=title.copyright,
        scenes=tuple(_scenes(screenplay, surveyed)),
        people=tuple(_people(screenplay, surveyed)),
        lines=tuple(_spoken_lines(screenplay.elements, surveyed)),
        notes=screenplay.warnings,
        places=tuple(dict.fromkeys(environment.place.name for environment in surveyed.environments)),
        ignored=tuple(map(_left_out, screenplay.ignored)),
        elements=tuple(_elements(screenplay)),
    )


def _scenes(screenplay: Screenplay, surveyed: Survey) -> Iterator[SceneRead]:
    places = {environment.id: environment.place for environment in surveyed.environments}
    for number, scene in enumerate(surveyed.scenes, start=1):
        place = places[scene.environment_id]
        yield SceneRead(
            number=number,
            script_number=screenplay.elements[scene.first_element].scene_number,
            heading=scene.heading,
            place=place.name,
            interior=place.interior,
            time=scene.time.value,
            line=scene.source.first,
        )


def _people(screenplay: Screenplay, surveyed: Survey) -> Iterator[PersonRead]:
    for one in who_is_seen(surveyed, screenplay):
        yield PersonRead(name=one.name, lines=one.lines, on_screen=one.on_screen)


def _elements(screenplay: Screenplay) -> Iterator[ElementRead]:
    """All elements in the order of the file."""
    for element in sorted((*screenplay.elements, *screenplay.ignored), key=_place_in_file):
        yield _element_read(element)


def _element_read(element: Element) -> ElementRead:
    return ElementRead(
        kind=element.kind.value,
        text=element.text,
        first_line=element.source.first,
        last_line=element.source.last,
    )


def _place_in_file(element: Element) -> tuple[tuple[int, int], ...]:
    return element.fragments[:1] or ((element.source.first, 0),)


def _left_out(ignored: Element) -> LeftOut:
    return LeftOut(
        first_line=ignored.source.first,
        last_line=ignored.source.last,
        reason=ignored.reason,
        text=ignored.text,
    )


def _spoken_lines(elements: Sequence[Element], surveyed: Survey) -> Iterator[LineRead]:
    """Every speech in order, with who speaks it and how."""
    for number, scene in enumerate(surveyed.scenes, start=1):
        listener = _Listener(number, surveyed)
        heard = map(listener.read, elements_of_scene(elements, scene))
        yield from (line for line in heard if line is not None)


class _Listener:
    """Reads the elements of a scene in order, and knows who speaks."""

    def __init__(self, scene: int, surveyed: Survey) -> None:
        self._scene = scene
        self._everyone = tuple(names[0] for _, names in surveyed.aliases)
        self._ids = ids_by_name(surveyed)
        self._names = {member.id: member.name for member in surveyed.cast}
        self._speaker, self._off_screen = "", False
        self._manner = ""
        """How the cue says that the next line is spoken."""
        self._direction = ""
        """The manner, with what stands in brackets below the cue."""

    def read(self, element: Element) -> LineRead | None:
        """The line in the next element, if it is spoken."""
        if element.kind is ElementKind.CHARACTER:
            self._read_cue(element)
        elif element.kind is ElementKind.PARENTHETICAL:
            self._direction = ", ".join(part for part in (self._manner, element.text) if part)
        elif element.kind in _SPOKEN:
            is_narration = element.kind is ElementKind.NARRATION
            line = self._narrated(element) if is_narration else self._spoken(element)
            self._direction = self._manner = ""
            return line
        return None

    def _read_cue(self, cue: Element) -> None:
        speakers = speakers_of(cue.text, self._everyone)
        speaking = [self._ids[name] for name in speakers if name in self._ids]
        self._speaker = " & ".join(self._names[one] for one in speaking) or cue.text
        delivery = delivery_of(cue.text, cue.extensions, speaking[0] if speaking else "")
        self._off_screen = delivery is not Delivery.ON_SCREEN
        words = [language.cue for language in vocabularies()]
        self._manner = ", ".join(one for one in cue.extensions if is_manner(one, words))
        self._direction = self._manner

    def _narrated(self, element: Element) -> LineRead:
        narrator = self._names.get(NARRATOR_ID, "NARRATOR")
        return self._line(element, speaker=narrator, off_screen=True, direction="")

    def _spoken(self, element: Element) -> LineRead:
        return self._line(element, self._speaker, self._off_screen, self._direction)

    def _line(self, element: Element, speaker: str, off_screen: bool, direction: str) -> LineRead:
        return LineRead(
            scene=self._scene,
            speaker=speaker,
            text=" ".join(element.text.split()),
            off_screen=off_screen,
            direction=direction,
            line=element.source.first,
        )
