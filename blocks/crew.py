"""The crew of a film: one member for each capability, from a preset and what the person chose. It makes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from blocks.animatic import EspeakSpeech, FoleySounds, PainterClips, PainterStills, RulesWriter, ScoreMusic
from blocks.kinds import Composer, CrewMember, ImageGenerator, LoraTrainer, Narrator, SoundDesigner, VideoGenerator, Writer
from storyreel.film.abilities import CrewCard
from storyreel.film.errors import SettingsError

CAPABILITIES = ("writer", "images", "trainer", "video", "narrator", "sounds", "composer")


@dataclass(frozen=True)
class Crew:
    """Who does what."""

    writer: Writer
    images: ImageGenerator
    video: VideoGenerator
    narrator: Narrator
    sounds: SoundDesigner
    composer: Composer
    trainer: LoraTrainer | None = None

    def member(self, capability: str) -> CrewMember | None:
        """Who has the capability."""
        return getattr(self, capability) if capability else None

    def card(self) -> CrewCard:
        """The crew as data: fingerprints and abilities."""
        members = {name: self.member(name) for name in CAPABILITIES}
        return CrewCard(
            fingerprints={name: member.fingerprint() for name, member in members.items() if member is not None},
            video=self.video.ability(),
            images=self.images.ability(),
            narrator=self.narrator.ability(),
        )


def animatic_crew(language: str = "en-us") -> Crew:
    """The embedded crew."""
    return Crew(
        writer=RulesWriter(language="en"),
        images=PainterStills(rasteriser="resvg"),
        video=PainterClips(longest_seconds=10),
        narrator=EspeakSpeech(language=language),
        sounds=FoleySounds(sample_rate_hz=48000),
        composer=ScoreMusic(ensemble="chamber"),
    )


_PRESETS = {"animatic": animatic_crew}


def assemble(preset: str, language: str, **chosen: CrewMember | None) -> Crew:
    """The preset's crew, with the members the person chose in their places.

    Raises:
        SettingsError: there is no such preset.
    """
    if preset not in _PRESETS:
        raise SettingsError(
            f"There is no crew {preset!r}; accepted are {', '.join(_PRESETS)}. Nothing was spent. Change --crew or `crew` in film.toml."
        )
    return replace(_PRESETS[preset](language), **{name: member for name, member in chosen.items() if member is not None})
