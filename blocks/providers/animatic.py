"""The embedded crew as blocks: no key, no weights, no network. Each only passes its brief to its engine."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from blocks.kinds import Composer, HomeMember, ImageGenerator, Narrator, SoundDesigner, VideoGenerator, Writer
from blocks.voice_casting import pinned_voice, pins, require_pins
from storyreel.animatic.narrators import VOICES, WEIGHTS, speaks
from storyreel.film.abilities import ImageAbility, MusicAbility, NarratorAbility, VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    Clip,
    ClipBrief,
    KeyframeBrief,
    Keyframes,
    Music,
    MusicBrief,
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
)
from storyreel.film.drafts import SceneBrief, SceneDraft
from storyreel.film.scripts import Script, ScriptBrief


class RulesWriter(Writer, HomeMember):
    """Reads a screenplay by rules, and writes sketches, with no language model. Free."""

    _block_type_name = "Rules Writer"
    _description = "Plans shots from a screenplay by rules, and writes sketches; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"language": "en"}

    language: Literal["en"] = Field(
        description="Language of the screenplay's action lines that the rules understand."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"rules-writer/4/{self.language}"

    def write(self, brief: ScriptBrief) -> Script:
        """See `Writer.write`: a sketch of up to ten minutes."""
        from storyreel.animatic.writer import write_sketch

        return write_sketch(brief)

    def analyse_scene(self, brief: SceneBrief) -> SceneDraft:
        """See `Writer.analyse_scene`."""
        from storyreel.planning import analyse_scene

        return analyse_scene(brief)

    def describe(self, brief: AnchorBrief) -> Anchor:
        """See `Writer.describe`."""
        from storyreel.planning import write_anchor

        return write_anchor(brief)


class PainterStills(ImageGenerator, HomeMember):
    """Paints places and people as SVG layers.

    Free. Places and people look the same in every shot, so it needs no trained weights.
    """

    _block_type_name = "Painter Stills"
    _description = "Paints keyframes as editable SVG layers; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"rasteriser": "resvg"}

    rasteriser: Literal["resvg"] = Field(description="The program that turns layers into pixels.")

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        from storyreel.animatic.painter.drawing_files import painter_version

        return f"{painter_version('painter/4')}/{self.rasteriser}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        return ImageAbility(both_ends=True, layers=True, words=False, seed=True)

    def draw(self, brief: KeyframeBrief, store: AssetStore) -> Keyframes:
        """See `ImageGenerator.draw`."""
        from storyreel.animatic.painter.keyframes import draw_keyframes

        return draw_keyframes(brief, store)


class PainterClips(VideoGenerator, HomeMember):
    """Films the painted layers with a multiplane camera. Free."""

    _block_type_name = "Painter Clips"
    _description = "Films painted layers with parallax, weather and small human motion; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"longest_seconds": 10}

    longest_seconds: float = Field(
        ge=1, le=60, description="Longest clip made in one go; longer shots become overlapping segments."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`. How shots are divided is in the briefs already."""
        from storyreel.animatic.painter.drawing_files import painter_version

        return painter_version("painter-camera/4")

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        return VideoAbility(
            longest_seconds=self.longest_seconds,
            overlap_frames=8,
            key_pictures=True,
            exact=True,
            words=False,
            seed=True,
        )

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        from storyreel.animatic.painter.clips import shoot_clip

        return shoot_clip(brief, store)


class EspeakSpeech(Narrator, HomeMember):
    """Speaks with espeak-ng, a voice for each person. Free."""

    _block_type_name = "Espeak Speech"
    _description = "Speaks lines with espeak-ng and exact word times; offline and free."

    language: str = Field(description="Language spoken if a voice names none; for example 'en-us'.")

    @classmethod
    def hired(cls, language: str, model: str = "") -> EspeakSpeech:
        """See `CrewMember.hired`: it speaks the film's language."""
        return cls(language=language)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"espeak-ng/1.52/3/{self.language}"  # 3: tells when each sound is said

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        return NarratorAbility(exact_words=True, pronounces=("ipa", "respelling"), voices=())

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        from storyreel.animatic.voice import speak_line

        return speak_line(brief, store, self.language)


class KokoroSpeech(Narrator, HomeMember):
    """Speaks with a neural model on this machine's processor, a voice for each person. Free.

    Lines in a language that the model does not speak are spoken by espeak-ng.
    """

    _block_type_name = "Kokoro Speech"
    _description = (
        "Speaks lines with Kokoro-82M and exact word times; offline and free. espeak-ng speaks the languages"
        " that it lacks."
    )

    language: str = Field(description="Language of the film; for example 'en-us'.")
    voices: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "Voices of the model by kind, for example 'feminine adult' or 'masculine old 2', also mixed:"
            " 'af_heart(2)+bf_emma(1)'; the rest are chosen."
        ),
    )

    _pins = field_validator("voices")(require_pins)

    @classmethod
    def hired(cls, language: str, model: str = "") -> KokoroSpeech:
        """See `CrewMember.hired`: it speaks the film's language."""
        return cls(language=language)

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`. Both engines may speak: each voice has its language.

        2 of the model: tells when each sound is said.
        """
        engines = (f"kokoro/1.0-int8/2{pins(self.voices)}", "espeak-ng/1.52/3")
        return "+".join(engines if speaks(self.language) else reversed(engines))

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        lacking = _lacking_packages()
        if not lacking or not speaks(self.language):
            return ""
        return (
            f"The narrator kokoro lacks {', '.join(lacking)}. Install storyreel again (make), or choose"
            ' narrator = "espeak".'
        )

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        spoken = speaks(self.language)
        return NarratorAbility(
            exact_words=True,
            pronounces=("ipa", "respelling"),
            voices=VOICES if spoken else (),
            mixes=True,
            instead="" if spoken else "espeak-ng",
            work=1.5
            if spoken
            else 0.1,  # 1.0 by docs/LOG.md, and its start; fits the recorded film of the tests
        )

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        from storyreel.animatic.voice import speak_line

        if not speaks(brief.voice.language):
            return speak_line(brief, store)
        from storyreel.animatic.voice.kokoro import speak_by_model

        return speak_by_model(brief, store, pinned_voice(brief.voice, self.voices) or "")


def _lacking_packages() -> list[str]:
    return [one for one in ("onnxruntime", *WEIGHTS) if find_spec(one) is None]


class FoleySounds(SoundDesigner, HomeMember):
    """Synthesises effects and ambience beds. Free."""

    _block_type_name = "Foley Sounds"
    _description = "Synthesises effects and ambience; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"sample_rate_hz": 48000}

    sample_rate_hz: Literal[48000] = Field(description="Sample rate of the sounds.")

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"foley/1/{self.sample_rate_hz}"

    def design(self, brief: SoundBrief, store: AssetStore) -> Sound:
        """See `SoundDesigner.design`."""
        from storyreel.animatic.foley import make_sound

        return make_sound(brief, store)


class ScoreMusic(Composer, HomeMember):
    """Composes and plays a score by mood. Free."""

    _block_type_name = "Score Music"
    _description = "Composes a score by mood and plays it on synthesised instruments; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"ensemble": "chamber"}

    ensemble: Literal["chamber"] = Field(description="The instruments that play.")

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"score/1/{self.ensemble}"

    def ability(self) -> MusicAbility:
        """See `Composer.ability`."""
        from storyreel.animatic.score import style_words

        return MusicAbility(words=style_words())

    def compose(self, brief: MusicBrief, store: AssetStore) -> Music:
        """See `Composer.compose`."""
        from storyreel.animatic.score import compose

        return compose(brief, store)
