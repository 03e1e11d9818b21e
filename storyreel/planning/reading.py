"""What was understood of a screenplay, before anything is made of it: scenes, places, people, spoken lines, and what was left out."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence

from pydantic import Field

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import Survey
from storyreel.film.frozen import Frozen
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import Delivery
from storyreel.planning.beats import delivery_of
from storyreel.planning.cues import speakers_of
from storyreel.planning.elements import elements_of
from storyreel.planning.seen import who_is_seen
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
    """Somebody of the film."""

    name: str
    lines: int = Field(description="How many speeches are theirs.")
    on_screen: bool = Field(description="Whether the picture shows them.")


class LineRead(Frozen):
    """One speech, or what the narrator tells in one paragraph."""

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
        counts = (
            (len(self.scenes), "scene", "scenes"),
            (len(self.places), "place", "places"),
            (len(self.people), "person", "people"),
            (len(self.lines), "spoken line", "spoken lines"),
        )
        told = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
        return f"{_FORMATS.get(self.format, self.format)}, {language_name(self.language)}: {told}"


def understand(screenplay: Screenplay) -> Reading:
    """What is understood of a screenplay.

    Raises:
        ScreenplayError: nothing in it can be filmed.
    """
    surveyed = survey(screenplay)
    places = {environment.id: environment.place for environment in surveyed.environments}
    scenes = tuple(
        SceneRead(
            number=number,
            script_number=screenplay.elements[scene.first_element].scene_number,
            heading=scene.heading,
            place=places[scene.environment_id].name,
            interior=places[scene.environment_id].interior,
            time=scene.time.value,
            line=scene.source.first,
        )
        for number, scene in enumerate(surveyed.scenes, start=1)
    )
    return Reading(
        format=screenplay.format,
        language=screenplay.language,
        title=screenplay.title.title,
        authors=screenplay.title.authors,
        after=screenplay.title.source,
        contact=screenplay.title.contact,
        copyright=screenplay.title.copyright,
        scenes=scenes,
        people=tuple(
            PersonRead(name=one.name, lines=one.lines, on_screen=one.on_screen)
            for one in who_is_seen(surveyed, screenplay)
        ),
        lines=tuple(_spoken_lines(screenplay.elements, surveyed)),
        notes=screenplay.warnings,
        places=tuple(dict.fromkeys(environment.place.name for environment in surveyed.environments)),
        ignored=tuple(_left_out(screenplay.ignored)),
        elements=tuple(
            ElementRead(kind=e.kind.value, text=e.text, first_line=e.source.first, last_line=e.source.last)
            for e in sorted(
                (*screenplay.elements, *screenplay.ignored),
                key=lambda e: e.fragments[:1] or ((e.source.first, 0),),
            )
        ),
    )


def _left_out(ignored: Iterable[Element]) -> Iterable[LeftOut]:
    for element in ignored:
        yield LeftOut(
            first_line=element.source.first,
            last_line=element.source.last,
            reason=element.reason,
            text=element.text,
        )


def _spoken_lines(elements: Sequence[Element], surveyed: Survey) -> Iterable[LineRead]:
    """Every speech in order, with who speaks it and how."""
    everyone = tuple(names[0] for _, names in surveyed.aliases)
    ids = {name: cast_id for cast_id, names in reversed(surveyed.aliases) for name in reversed(names)}
    names = {member.id: member.name for member in surveyed.cast}
    words = [language.cue for language in vocabularies()]
    for number, scene in enumerate(surveyed.scenes, start=1):
        speaker, off_screen, direction, manner = "", False, "", ""
        for element in elements_of(
            elements, scene.first_element, scene.end_element, scene.first_sentence, scene.end_sentence
        ):
            if element.kind is ElementKind.CHARACTER:
                speaking = [ids[name] for name in speakers_of(element.text, everyone) if name in ids]
                speaker = " & ".join(names[one] for one in speaking) or element.text
                off_screen = (
                    delivery_of(element.text, element.extensions, speaking[0] if speaking else "")
                    is not Delivery.ON_SCREEN
                )
                manner = direction = ", ".join(
                    extension for extension in element.extensions if is_manner(extension, words)
                )
            elif element.kind is ElementKind.PARENTHETICAL:
                direction = ", ".join(part for part in (manner, element.text) if part)
            elif element.kind in _SPOKEN:
                told = element.kind is ElementKind.NARRATION
                yield LineRead(
                    scene=number,
                    speaker=names.get(NARRATOR_ID, "NARRATOR") if told else speaker,
                    text=" ".join(element.text.split()),
                    off_screen=told or off_screen,
                    direction="" if told else direction,
                    line=element.source.first,
                )
                direction = manner = ""
