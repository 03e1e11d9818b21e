"""One smallest job for each service and capability, as a film would ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from blocks.kinds import (
    Composer,
    CrewMember,
    Critic,
    ImageGenerator,
    Listener,
    Narrator,
    SoundDesigner,
    VideoGenerator,
    Writer,
)
from blocks.roster import provider
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import AnchorBrief, MusicBrief, ReviewBrief, SoundBrief, SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.frozen import Frozen
from storyreel.film.narration import TranscriptBrief
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import Mood
from tests.blocks.drawn import RECIPE, clip_brief, still_brief
from tests.live.takes import moving_take

MOST_USD = 1.0
"""What all of them may cost together."""
ANCHOR = AnchorBrief(
    place=Place(kind=PlaceKind.KITCHEN, interior=True, name="KITCHEN"),
    description="A stove glows.",
    times=(TimeOfDay.NIGHT,),
    weathers=(Weather.CLEAR,),
    style="painted",
)
LINE = SpeechBrief(text="It is late.", voice=Voice())
DOOR = SoundBrief(sound="a door closes", seconds=1, seed=7)
CALM = MusicBrief(mood=Mood.CALM, seconds=3, seed=7)


@dataclass(frozen=True)
class Job:
    """One job.

    settings: of the member, over its usual ones. brief: what it is asked, which may need pictures in the
    store.
    """

    capability: str
    name: str
    settings: dict[str, Any]
    brief: Callable[[AssetStore], Frozen]
    ask: Callable[[Any, Any, AssetStore], Frozen]

    def __str__(self) -> str:
        return f"{self.capability}-{self.name}"

    def member(self) -> CrewMember:
        """The member, which finds its key as in a film."""
        kind = provider(self.capability, self.name)
        return kind.model_validate({**kind.usual, **self.settings})


def describe(writer: Writer, brief: AnchorBrief, _store: AssetStore) -> Frozen:
    return writer.describe(brief)


def draw(painter: ImageGenerator, brief: Any, store: AssetStore) -> Frozen:
    return painter.still(brief, store)


def film(camera: VideoGenerator, brief: Any, store: AssetStore) -> Frozen:
    return camera.shoot(brief, store)


def speak(narrator: Narrator, brief: SpeechBrief, store: AssetStore) -> Frozen:
    return narrator.speak(brief, store)


def sound(designer: SoundDesigner, brief: SoundBrief, store: AssetStore) -> Frozen:
    return designer.design(brief, store)


def compose(composer: Composer, brief: MusicBrief, store: AssetStore) -> Frozen:
    return composer.compose(brief, store)


def review(critic: Critic, brief: ReviewBrief, store: AssetStore) -> Frozen:
    return critic.review(brief, store)


def hear(listener: Listener, brief: TranscriptBrief, store: AssetStore) -> Frozen:
    return listener.hear(brief, store)


def take(store: AssetStore) -> ReviewBrief:
    """A second that measurements find usable, so that the model is asked."""
    return ReviewBrief(
        video=moving_take(store, RECIPE), frames=24, recipe=RECIPE, prompt="Soft stripes move."
    )


def recording(store: AssetStore) -> TranscriptBrief:
    """The line, spoken by the embedded narrator."""
    from storyreel.animatic.voice import speak_line

    spoken = speak_line(LINE, store)
    return TranscriptBrief(recording=spoken.audio, seconds=spoken.duration_ms / 1000)


def seconds_of_film(seconds: int) -> Callable[[AssetStore], Frozen]:
    return lambda store: clip_brief(store, frames=24 * seconds)


JOBS = (
    Job("writer", "anthropic", {"model": "claude-haiku-5-5", "effort": "low"}, lambda _: ANCHOR, describe),
    Job("writer", "gemini", {}, lambda _: ANCHOR, describe),
    Job("writer", "openai", {"model": "gpt-6-luna"}, lambda _: ANCHOR, describe),
    Job("images", "openai", {"quality": "low", "longer_side_px": 1024}, lambda _: still_brief(), draw),
    Job("images", "gemini", {}, lambda _: still_brief(), draw),
    Job("images", "luma", {}, lambda _: still_brief(), draw),
    Job("images", "fal", {}, lambda _: still_brief(), draw),
    Job("video", "luma", {"resolution": "360p"}, seconds_of_film(4), film),
    Job("video", "gemini", {"resolution": "360p"}, seconds_of_film(3), film),
    Job("video", "fal", {"model": "fal-ai/ltx-2.3/image-to-video/fast"}, seconds_of_film(6), film),
    Job("narrator", "elevenlabs", {}, lambda _: LINE, speak),
    Job("narrator", "polly", {}, lambda _: LINE, speak),
    Job("narrator", "openai", {}, lambda _: LINE, speak),
    Job("sounds", "elevenlabs", {}, lambda _: DOOR, sound),
    Job("composer", "elevenlabs", {}, lambda _: CALM, compose),
    Job("critic", "anthropic", {"model": "claude-haiku-5-5", "effort": "low"}, take, review),
    Job("critic", "gemini", {}, take, review),
    Job("listener", "transcribe", {}, recording, hear),
)
"""Transcribe needs a bucket, STORYREEL_TRANSCRIBE_BUCKET, and is skipped without one.

Not here: sounds of ElevenLabs, because one costs up to $0.16, so that all jobs together might cost more
than a dollar; its narrator and composer prove the account. luma-ray2 and luma-photon, which read pictures
from a vault in a bucket; and the trainer. fal's page of flux-2-trainer charges by the step ($0.0064), so
20 steps would cost $0.13, but names no least number of steps or least charge, and flux-lora-fast-training
costs $2 a run. Until a page states the charge of so few steps, it might cost more than all jobs together
may.
"""
