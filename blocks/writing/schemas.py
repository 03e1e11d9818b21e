"""The answers of models as values with checked fields, and the JSON Schema that is sent.

Docstrings and descriptions of answers, and of enums in them, are part of that schema. To change one, raise
the version of the prompt.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from storyreel.film.briefs import FaultKind
from storyreel.film.cast import Age, Build, Garment, Hair, Hat, Presentation
from storyreel.film.places import PlaceKind
from storyreel.film.storyboard import CameraMove, Facing, Mood, Pose, ShotSize

_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bdata:[a-z]+/)\S*", re.IGNORECASE)
_BOUNDS = {
    "minimum": "At least {}",
    "exclusiveMinimum": "More than {}",
    "maximum": "At most {}",
    "minItems": "At least {} entries",
    "maxItems": "At most {} entries",
    "minLength": "At least {} characters",
    "maxLength": "At most {} characters",
}


def _plain(text: str) -> str:
    """Text on one line, without control characters and web addresses. No address is taken from a model.

    >>> _plain("He types https://example.org/x into the box.")
    'He types into the box.'
    """
    shown = (" " if unicodedata.category(one) == "Cc" else one for one in _ADDRESS.sub("", text))
    return " ".join("".join(shown).split())


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError("a colour is '#rrggbb'")
    return text.lower()


Words = Annotated[str, AfterValidator(_plain)]
Short = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_plain)]
Sentence = Annotated[str, Field(min_length=1, max_length=600), AfterValidator(_plain)]
Colour = Annotated[str, AfterValidator(_colour), Field(description="'#rrggbb'")]


class Answer(BaseModel):
    """A model's answer; fields that were not asked for are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)


# --- the shots of a scene


class CutAnswer(StrEnum):
    """How one shot gives way to the next within a scene."""

    CUT = "cut"
    DISSOLVE = "dissolve"
    FADE_THROUGH_BLACK = "fade through black"


class FigureAnswer(Answer):
    """A person in the frame."""

    cast_id: str = Field(description="One of the ids listed under People.")
    pose: Pose
    facing: Facing
    x: float = Field(ge=0, le=1, description="Where the body stands: 0 the left edge, 1 the right.")


class CueAnswer(Answer):
    """A sound that the action names."""

    sound: Short = Field(description="Two to four words.")
    at: float = Field(ge=0, le=1, description="Where in the shot it begins.")


class ShotAnswer(Answer):
    """One shot."""

    first: int = Field(ge=0, description="Number of its first element; 0 where it holds none.")
    last: int = Field(ge=0, description="Number of its last element, included; 0 where it holds none.")
    size: ShotSize
    move: CameraMove
    figures: list[FigureAnswer] = Field(max_length=5)
    action: Annotated[str, Field(max_length=400), AfterValidator(_plain)] = Field(
        description="What is seen, in at most thirty words."
    )
    cues: list[CueAnswer] = Field(max_length=6)
    transition: CutAnswer = Field(description="How the shot begins.")


class SceneShots(Answer):
    """The shots of a scene."""

    mood: Mood
    shots: list[ShotAnswer] = Field(min_length=1, max_length=400)


# --- people and places


class PersonAnswer(Answer):
    """How a person looks and sounds."""

    name: str = Field(description="Exactly as listed.")
    description: Sentence
    age: Age
    presentation: Presentation
    build: Build
    height: float = Field(ge=0.5, le=1.2)
    skin: Colour
    hair: Hair
    hair_colour: Colour
    beard: bool
    glasses: bool
    garment: Garment
    garment_colour: Colour
    accent_colour: Colour
    trousers_colour: Colour
    hat: Hat
    scarf: bool
    pitch: float = Field(ge=0, le=1)
    words_per_minute: int = Field(ge=90, le=220)


class PlaceAnswer(Answer):
    """How a place looks."""

    name: str = Field(description="Exactly as listed.")
    description: Sentence
    kind: PlaceKind
    features: list[Short] = Field(max_length=8)
    palette: list[Colour] = Field(min_length=3, max_length=5)


class PeopleAndPlaces(Answer):
    """One note for each person and place listed."""

    people: list[PersonAnswer]
    places: list[PlaceAnswer]


class PromptTranslation(Answer):
    """A prompt in the language that was asked for."""

    text: Annotated[str, Field(min_length=1, max_length=12_000), AfterValidator(_plain)]


class PlaceAnchor(Answer):
    """A place in the words that each of its pictures starts from."""

    layout: Sentence
    architecture: Sentence
    light: Sentence
    atmosphere: Sentence
    key_features: list[Short] = Field(max_length=8)
    time: Sentence
    weather: Sentence
    palette: list[Short] = Field(min_length=1, max_length=6)
    negative_prompt: Sentence


# --- screenplays


class NamedPerson(Answer):
    """A person of the film."""

    name: Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_plain)] = Field(
        description="In capitals."
    )
    description: Sentence


class NamedPlace(Answer):
    """A place of the film."""

    name: Short = Field(description="In capitals.")
    description: Sentence


class PlannedScene(Answer):
    """A scene to be written."""

    heading: Short = Field(description="'INT. PLACE - NIGHT' or 'EXT. PLACE - DAY'.")
    summary: Sentence
    minutes: float = Field(gt=0, le=10)


class FilmOutline(Answer):
    """The plan of a film."""

    title: Short
    people: list[NamedPerson] = Field(min_length=1, max_length=40)
    places: list[NamedPlace] = Field(min_length=1, max_length=60)
    scenes: list[PlannedScene] = Field(min_length=1, max_length=200)


class ParagraphAnswer(Answer):
    """A paragraph of a screenplay."""

    kind: Literal["action", "dialogue", "transition"]
    character: Words = Field(
        max_length=40, description="Who speaks, in capitals; empty in an action or a transition."
    )
    extension: Literal["", "V.O.", "O.S."]
    parenthetical: Words = Field(max_length=80)
    text: Annotated[str, Field(min_length=1, max_length=1500), AfterValidator(_plain)]


class SceneAnswer(Answer):
    """A scene of a screenplay."""

    heading: Short
    paragraphs: list[ParagraphAnswer] = Field(min_length=1, max_length=200)


class ShortScreenplay(Answer):
    """A whole screenplay."""

    title: Short
    people: list[NamedPerson] = Field(min_length=1, max_length=20)
    scenes: list[SceneAnswer] = Field(min_length=1, max_length=30)


class ScreenplayPart(Answer):
    """Some scenes of a longer screenplay."""

    new_people: list[NamedPerson] = Field(
        max_length=10, description="Who speaks in these scenes and is not in the plan."
    )
    scenes: list[SceneAnswer] = Field(min_length=1, max_length=60)


# --- takes


class FaultAnswer(Answer):
    """One thing that is wrong."""

    what: Literal[FaultKind.BLACK, FaultKind.SEAM, FaultKind.PLACE_COLOUR, FaultKind.JUDGED]
    severity: float = Field(ge=0, le=1)
    words: Sentence


class TakeReview(Answer):
    """What is wrong with a take."""

    faults: list[FaultAnswer] = Field(max_length=20)


# --- the schema on the wire


def schema_of(form: type[Answer]) -> dict[str, Any]:
    """JSON Schema of an answer that every provider accepts: no references, and every field required.

    Bounds become words, because some services do not enforce them. The answer is checked here afterwards.
    """
    schema = form.model_json_schema()
    return {"title": form.__name__} | _plainly(schema, schema.get("$defs", {}))


def _plainly(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _plainly(_resolved(schema, definitions), definitions)
    plainly: dict[str, Any] = {key: schema[key] for key in ("type", "enum") if key in schema}
    if "const" in schema:
        plainly["enum"] = [schema["const"]]
    if description := _description(schema):
        plainly["description"] = f"{description}."
    if "items" in schema:
        plainly["items"] = _plainly(schema["items"], definitions)
    if "properties" in schema:
        fields = schema["properties"]
        plainly["properties"] = {name: _plainly(part, definitions) for name, part in fields.items()}
        plainly |= {"required": list(fields), "additionalProperties": False}
    return plainly


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The definition that a schema refers to, with the schema's own entries over it."""
    own = {key: value for key, value in schema.items() if key != "$ref"}
    return {**definitions[schema["$ref"].rsplit("/", 1)[-1]], **own}


def _description(schema: dict[str, Any]) -> str:
    """A schema's description with its bounds in words; '' if it has neither."""
    bounds = [words.format(schema[name]) for name, words in _BOUNDS.items() if name in schema]
    said = str(schema.get("description", "")).strip().rstrip(".")
    return ". ".join(filter(None, (said, *bounds)))
