"""The requests of each stage to a crew member, without ids, positions in the film or secrets.

A brief holds everything that its answer depends on, so a result is cached under its brief.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from storyreel.film.assets import AssetRef
from storyreel.film.cast import Look, Voice
from storyreel.film.facts import EnvironmentState, Seat
from storyreel.film.frozen import Frozen
from storyreel.film.places import Place, TimeOfDay, Weather
from storyreel.film.prompt_parts import PromptPart, PromptRole, whole_prompt
from storyreel.film.pronunciations import Pronunciation
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import CameraMove, Facing, Mood, Pose, ShotSize


class AnchorBrief(Frozen):
    """Asks a writer for the one prompt that every picture of a place starts from."""

    place: Place
    description: str
    times: tuple[TimeOfDay, ...]
    weathers: tuple[Weather, ...]
    style: str

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {
            "place": self.place,
            "description": self.description,
            "times": self.times,
            "weathers": self.weathers,
            "style": self.style,
        }


class Anchor(Frozen):
    """The place in words. An image model gets the same words for every picture of it."""

    layout: str
    architecture: str
    light: str
    atmosphere: str
    key_features: tuple[str, ...]
    time: str
    weather: str
    palette: tuple[str, ...]
    trigger_word: str
    negative_prompt: str

    @property
    def prompt(self) -> str:
        """The anchor prompt as one text."""
        features = f"Key features: {', '.join(self.key_features)}." if self.key_features else ""
        palette = f"Palette {', '.join(self.palette)}." if self.palette else ""
        parts = (
            f"{self.trigger_word}.",
            self.layout,
            self.architecture,
            features,
            self.light,
            self.atmosphere,
            self.time,
            self.weather,
            palette,
        )
        return " ".join(filter(None, parts))


class PromptBrief(Frozen):
    """Asks a writer for the prompt of a picture or clip in another language."""

    prompt: str
    language: str = Field(description="Tag of the language, such as 'de'.")

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"prompt": self.prompt, "language": self.language}


class TranslatedPrompt(Frozen):
    """A prompt in the language that was asked for."""

    text: str = Field(min_length=1)


class LoraBrief(Frozen):
    """Asks a trainer for weights that keep one place or one person consistent."""

    subject: str
    prompt: str
    trigger_word: str
    references: tuple[AssetRef, ...] = ()
    captions: tuple[str, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="What varies in each picture, in words: how it is framed; none if it is not known.",
    )
    is_person: bool = Field(default=True, description="Whether it is a person, and not a place.")
    seed: int = 0

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`.

        Whether it is a person changes how faces are weighed, and not what the weights are for. The captions
        follow from the order of the pictures.
        """
        return {
            "subject": self.subject,
            "prompt": self.prompt,
            "trigger_word": self.trigger_word,
            "references": self.references,
            "seed": self.seed,
        }


class Lora(Frozen):
    """Trained weights, and the word that activates them."""

    weights: AssetRef
    trigger_word: str
    family: str = Field(
        default="",
        exclude_if=operator.not_,
        description="Family of models that loads them, as `ImageAbility.weights`; '' if it is not known.",
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"weights": self.weights, "trigger_word": self.trigger_word}


class DrawnFigure(Frozen):
    """One person in a picture, with looks instead of a name."""

    look: Look
    pose: Pose = Pose.STANDING
    facing: Facing = Facing.CAMERA
    x: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Where the body's middle stands, 0 the frame's left edge, 1 its right.",
    )
    seed: int = Field(
        default=0,
        ge=0,
        lt=2**32,
        description="Seed for this person's random details; the same in every shot.",
    )
    asleep: bool = Field(default=False, description="Whether their eyes are shut.")
    kneeling: bool = Field(default=False, description="Whether they kneel, whatever their planned pose is.")
    fallen: bool = Field(default=False, description="Whether they lie where they fell, and not in a bed.")
    seat: Seat | None = Field(default=None, description="What they sit on; None if nothing is said.")

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`.

        The fields that only a painter reads enter the key of its brief, see `posture_form`.
        """
        return self.fields_named("look", "pose", "facing", "x", "seed", "asleep")

    def posture_form(self) -> Mapping[str, object]:
        """The fields that enter the key of a painter's brief in addition to `key_form`."""
        return {"kneeling": self.kneeling, "fallen": self.fallen, "seat": self.seat}


MOST_LAYER_BYTES = 8_000_000
"""The longest SVG that is read as a layer."""


class LayerOverride(Frozen):
    """A person's own SVG in the place of a painted layer."""

    layer: str = Field(description="Name of the layer it replaces.")
    svg: AssetRef

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"layer": self.layer, "svg": self.svg}


class Picture(Frozen):
    """What the camera sees: the values a painter draws from, and the text an image model is given.

    A painter reads no text.
    """

    place: Place
    time: TimeOfDay
    weather: Weather
    mood: Mood
    size: ShotSize
    move: CameraMove
    figures: tuple[DrawnFigure, ...]
    action: str
    continuity: tuple[str, ...] = Field(
        default=(), description="Facts that the action does not say, in words: 'The lamp is dark.'."
    )
    environment_state: EnvironmentState = Field(
        default=EnvironmentState(), description="Lights and broken things, for a painter."
    )
    prompt: str
    prompt_parts: tuple[PromptPart, ...] = Field(
        default=(),
        description=(
            "The prompt by what its sentences say, for an engine whose prompts must be shorter; none if the"
            " person wrote it."
        ),
        exclude_if=operator.not_,
    )
    negative_prompt: str = ""
    style: str = "painted"
    overrides: tuple[LayerOverride, ...] = ()

    @property
    def parts(self) -> tuple[PromptPart, ...]:
        """The prompt in parts; one part, the subject, if it was not divided."""
        return self.prompt_parts or (PromptPart(role=PromptRole.SUBJECT, text=self.prompt),)

    def reworded(self, prompt: str) -> Picture:
        """The same picture in a person's own words."""
        return self.model_copy(update={"prompt": prompt, "prompt_parts": ()})

    def in_parts(self, parts: tuple[PromptPart, ...]) -> Picture:
        """The same picture with another prompt."""
        return self.model_copy(update={"prompt": whole_prompt(parts), "prompt_parts": parts})

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`.

        The prompt describes the state of the environment for image models, so that `environment_state` enters
        only a painter's key, see `KeyframeBrief`. The parts of the prompt say nothing that it does not say.
        """
        return {
            "place": self.place,
            "time": self.time,
            "weather": self.weather,
            "mood": self.mood,
            "size": self.size,
            "move": self.move,
            "figures": self.figures,
            "action": self.action,
            "standing": self.continuity,
            "prompt": self.prompt,
            "negative_prompt": self.negative_prompt,
            "style": self.style,
            "overrides": self.overrides,
        }


class KeyframeBrief(Frozen):
    """Asks a painter, which draws from values, for the first and last frame of a shot."""

    picture: Picture
    recipe: PictureRecipe
    seed: int = Field(ge=0, lt=2**32)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {
            "picture": self.picture,
            "surroundings": self.picture.environment_state,
            "postures": tuple(figure.posture_form() for figure in self.picture.figures),
            "recipe": self.recipe,
            "seed": self.seed,
            "loras": (),
        }


OF_PLACE, OF_STYLE, OF_SHOT = "place", "style", "shot"
"""What a reference picture shows, if it does not show a person."""


class Reference(Frozen):
    """A picture that a drawn picture must agree with."""

    of: str = Field(
        description="'place', 'style', 'shot' for what is to be seen in it, or the person in words."
    )
    picture: AssetRef

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"of": self.of, "picture": self.picture}


class StillBrief(Frozen):
    """Asks an engine that draws one picture at a time for a frame of a shot or for a reference picture."""

    picture: Picture
    recipe: PictureRecipe
    end: Literal["first", "last"] = "first"
    opening: AssetRef | None = Field(
        default=None, description="The shot's first frame, which its last frame must agree with."
    )
    opening_model: str = Field(
        default="",
        exclude_if=operator.not_,
        description="The model that draws it from the opening, if not the one that draws the opening.",
    )
    references: tuple[Reference, ...] = ()
    loras: tuple[Lora, ...] = ()
    seed: int = Field(ge=0, lt=2**32)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        form = self.fields_named("picture", "recipe", "end", "opening", "references", "loras", "seed")
        return form | self.fields_named("opening_model") if self.opening_model else form


class Still(Frozen):
    """One picture in the recipe's shape, at least as large as the engine makes it."""

    image: AssetRef


class PaintedLayer(Frozen):
    """One layer of a painted picture, back to front in its tuple."""

    name: str
    svg: AssetRef

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"name": self.name, "svg": self.svg}


class Keyframes(Frozen):
    """The two ends of a shot, and the layers they were painted from if the engine has layers."""

    first: AssetRef
    last: AssetRef
    layers: tuple[PaintedLayer, ...] = ()

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"first": self.first, "last": self.last, "layers": self.layers}


class TalkSpan(Frozen):
    """A phrase that a person in the frame says, in frames of the shot."""

    figure_index: int = Field(ge=0)
    start_frame: int = Field(ge=0)
    mouth: str = Field(
        pattern="^[A-HX]+$",
        description="The shape of the mouth in each frame from the first, as in `Viseme`.",
    )
    accents: tuple[int, ...] = Field(default=(), description="Frames in which a stressed word begins.")
    mark: str = Field(default="", description="'.', '?' or '!' if a sentence ends with it.")

    @property
    def end_frame(self) -> int:
        """The frame after the last."""
        return self.start_frame + len(self.mouth)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named("figure_index", "start_frame", "mouth", "accents", "mark")


class ClipBrief(Frozen):
    """Asks for one segment of a shot.

        shot      |----------------------------------|  shot_frames
        segment             |--------------|            first_frame, frames
        cut points          ^  ^        ^               relative to the segment; a key picture on each

    A cut through an engine's own clip on such a picture needs no second encoding.
    """

    picture: Picture
    keyframes: Keyframes
    recipe: PictureRecipe
    shot_frames: int = Field(ge=1)
    first_frame: int = Field(default=0, ge=0)
    frames: int = Field(ge=1)
    cut_points: tuple[int, ...] = ()
    talk: tuple[TalkSpan, ...] = ()
    previous: AssetRef | None = Field(
        default=None,
        description="Video of the segment before, for engines that continue from its last frames.",
    )
    previous_end: int = Field(
        default=0,
        ge=0,
        description="Frame of it, exclusive, at which this segment takes over; its overlap lies before.",
    )
    extends: str = Field(
        default="",
        exclude_if=operator.not_,
        description=(
            "The job that made the segment before, as in `Clip.job`, if this one is to be its extension; ''"
            " if it begins with its last picture."
        ),
    )
    last_frame: bool = Field(
        default=True, description="Whether the segment ends on the shot's last keyframe."
    )
    references: tuple[Reference, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="Pictures, for engines that take them beside frames: the shot's own, people, the place.",
    )
    seed: int = Field(ge=0, lt=2**32)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`.

        References of people and places are not part of it, so that clips that were bought without them are
        not bought again: keyframes are drawn beside the same pictures, and are in the key. A shot's own
        pictures are, because a person asked for them. Of the job that an extension goes on from, only that
        there is one: its video is in the key.
        """
        own = tuple(one for one in self.references if one.of == OF_SHOT)
        extended = {"extends": True} if self.extends else {}
        form = extended | self.fields_named(
            "picture",
            "keyframes",
            "recipe",
            "shot_frames",
            "first_frame",
            "frames",
            "cut_points",
            "talk",
            "previous",
            "previous_end",
            "last_frame",
            "seed",
        )
        return {**form, "references": own} if own else form


class Clip(Frozen):
    """A segment as made; `frames` is the counted number, not the requested one."""

    video: AssetRef
    frames: int = Field(ge=1)
    job: str = Field(
        default="",
        exclude_if=operator.not_,
        description="Service and number of the job that made it, 'luma-agents/0a1b', if it can be extended.",
    )
    missing_glyphs: str = Field(
        default="",
        description="Characters of words over it that no font on the machine can draw.",
        exclude_if=operator.not_,
    )


class SpeechBrief(Frozen):
    """Asks for one line to be spoken."""

    text: str = Field(min_length=1)
    voice: Voice
    parenthetical: str = ""
    seed: int | None = Field(
        default=None, ge=0, description="For engines that take one; it follows from the text and the take."
    )
    pronounce: tuple[Pronunciation, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="How words of the text are said; word times name them as they are written.",
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`.

        The seed is not part of it: the text and the take are in the key already. A line without a word of
        `[pronounce]` has the key that it had before there was one.
        """
        pronunciations = {"pronounce": self.pronounce} if self.pronounce else {}
        return {"text": self.text, "voice": self.voice, "parenthetical": self.parenthetical, **pronunciations}


class WordTime(Frozen):
    """When a word is spoken, in milliseconds from the start of the recording."""

    word: str
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)


class PhonemeTime(Frozen):
    """When a sound of a word is spoken, in milliseconds from the start of the recording."""

    ipa: str = Field(description="The sound in the International Phonetic Alphabet: 'm', 'aɪ', 't͡ʃ'.")
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)


class Speech(Frozen):
    """A spoken line: mono, 48 kHz, without silence of more than 20 ms at its ends."""

    audio: AssetRef
    duration_ms: int = Field(ge=1)
    words: tuple[WordTime, ...]
    exact_words: bool = Field(description="False if the times are estimated.")
    phonemes: tuple[PhonemeTime, ...] = Field(
        default=(),
        exclude_if=operator.not_,
        description="The sounds in order, for lips; none if the engine tells none.",
    )


class SoundBrief(Frozen):
    """Asks for one effect, or for an ambience bed that can be repeated end to end."""

    sound: str = Field(description="What is heard, in words.")
    seconds: float = Field(gt=0, le=60)
    ambience: bool = False
    ground: str = Field(
        default="",
        description=(
            "What is walked on, for footsteps: 'gravel', 'wood', 'stone', 'snow', 'grass', 'water', 'metal',"
            " 'carpet', 'sand'."
        ),
    )
    seed: int = Field(ge=0, lt=2**32)

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {
            "sound": self.sound,
            "seconds": self.seconds,
            "ambience": self.ambience,
            "ground": self.ground,
            "seed": self.seed,
        }


class Sound(Frozen):
    """An effect or a bed, stereo, 48 kHz; `audio` is None if the engine cannot make the sound."""

    audio: AssetRef | None
    duration_ms: int = Field(ge=0)
    rendered_as: str = Field(default="", description="What the engine made of it: 'rain', 'door'.")
    exact: bool = Field(
        default=True, description="False if a similar sound was made because the engine does not know it."
    )


class MusicBrief(Frozen):
    """Asks for a score for a span of scenes."""

    mood: Mood
    seconds: float = Field(gt=0, le=3600)
    seed: int = Field(ge=0, lt=2**32)
    style: str = Field(
        default="", description="The person's words for the music: 'slow piano'.", exclude_if=operator.not_
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`. A film without words for its music keeps its keys."""
        style = {"style": self.style} if self.style else {}
        return {"mood": self.mood, "seconds": self.seconds, "seed": self.seed} | style


class Music(Frozen):
    """A score, stereo, 48 kHz, as long as requested to within one millisecond, ending in a fade."""

    audio: AssetRef
    duration_ms: int = Field(ge=1)


class FreezeFrameBrief(Frozen):
    """Asks for a clip that shows one picture all the time, in place of a clip that could not be made."""

    picture: AssetRef
    frames: int = Field(ge=1)
    recipe: PictureRecipe
    cut_points: tuple[int, ...] = ()


class FaultKind(StrEnum):
    """What can be wrong with a take."""

    BLACK = "black"
    FROZEN = "frozen"
    FLICKER = "flicker"
    SEAM = "seam"
    PLACE_COLOUR = "place colour"
    SHORT = "short"
    JUDGED = "judged"


class TakeFault(Frozen):
    """One thing that is wrong with a take."""

    kind: FaultKind
    severity: float = Field(ge=0, le=1, description="0 not to be noticed, 1 spoils the shot.")
    words: str = Field(description="What is seen, in a sentence for a person.")


class ReviewBrief(Frozen):
    """Asks a critic how good a take is."""

    video: AssetRef
    frames: int = Field(ge=1, description="Frames of it that the film uses, from its first.")
    recipe: PictureRecipe
    prompt: str
    first: AssetRef | None = Field(default=None, description="The keyframe it should begin with.")
    previous: AssetRef | None = Field(default=None, description="The segment before in the same shot.")
    previous_end: int = Field(
        default=0, ge=0, description="Frame of it, exclusive, at which this take takes over."
    )
    place: tuple[AssetRef, ...] = Field(
        default=(), description="First frames of other shots at the place, hour and weather."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return self.fields_named(
            "video", "frames", "recipe", "prompt", "first", "previous", "previous_end", "place"
        )


class Review(Frozen):
    """A critic's judgement of a take."""

    score: float = Field(ge=0, le=1, description="1 is flawless.")
    usable: bool = Field(description="False if another take should be asked for, if the person allows one.")
    faults: tuple[TakeFault, ...] = ()
