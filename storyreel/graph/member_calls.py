"""What each stage asks of a crew member: one method, by its brief and its result."""

from __future__ import annotations

from typing import Protocol

from storyreel.film.assets import AssetStore
from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    Clip,
    ClipBrief,
    KeyframeBrief,
    Keyframes,
    Lora,
    LoraBrief,
    Music,
    MusicBrief,
    PromptBrief,
    Review,
    ReviewBrief,
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
    Still,
    StillBrief,
    TranslatedPrompt,
)
from storyreel.film.drafts import SceneBrief, SceneDraft
from storyreel.film.introductions import Introduction, IntroductionBrief
from storyreel.film.narration import Transcript, TranscriptBrief


class Plans(Protocol):
    """A writer."""

    def introduce(self, brief: IntroductionBrief, /) -> Introduction:
        """How new people and places look and sound."""
        ...

    def analyse_scene(self, brief: SceneBrief, /) -> SceneDraft:
        """The shots of one scene."""
        ...

    def describe(self, brief: AnchorBrief, /) -> Anchor:
        """The anchor prompt of one place."""
        ...

    def translate(self, brief: PromptBrief, /) -> TranslatedPrompt:
        """A prompt in another language."""
        ...


class Draws(Protocol):
    """An image engine."""

    def draw(self, brief: KeyframeBrief, store: AssetStore, /) -> Keyframes:
        """Both ends of a shot."""
        ...

    def still(self, brief: StillBrief, store: AssetStore, /) -> Still:
        """One picture."""
        ...


class Trains(Protocol):
    """A trainer."""

    def train(self, brief: LoraBrief, store: AssetStore, /) -> Lora:
        """Weights of one place or person."""
        ...


class Films(Protocol):
    """A video engine."""

    def shoot(self, brief: ClipBrief, store: AssetStore, /) -> Clip:
        """One segment of a shot."""
        ...


class Speaks(Protocol):
    """A speech engine."""

    def speak(self, brief: SpeechBrief, store: AssetStore, /) -> Speech:
        """One spoken line."""
        ...


class Hears(Protocol):
    """A listener."""

    def hear(self, brief: TranscriptBrief, store: AssetStore, /) -> Transcript:
        """The words of a recording."""
        ...


class Sounds(Protocol):
    """A sound designer."""

    def design(self, brief: SoundBrief, store: AssetStore, /) -> Sound:
        """One effect or bed."""
        ...


class Composes(Protocol):
    """A composer."""

    def compose(self, brief: MusicBrief, store: AssetStore, /) -> Music:
        """The score of a span of scenes."""
        ...


class Judges(Protocol):
    """A critic."""

    def review(self, brief: ReviewBrief, store: AssetStore, /) -> Review:
        """A judgement of one take."""
        ...


def introduce(writer: Plans, brief: IntroductionBrief, _store: AssetStore) -> Introduction:
    """See `Plans.introduce`."""
    return writer.introduce(brief)


def analyse(writer: Plans, brief: SceneBrief, _store: AssetStore) -> SceneDraft:
    """See `Plans.analyse_scene`."""
    return writer.analyse_scene(brief)


def describe(writer: Plans, brief: AnchorBrief, _store: AssetStore) -> Anchor:
    """See `Plans.describe`."""
    return writer.describe(brief)


def translate(writer: Plans, brief: PromptBrief, _store: AssetStore) -> TranslatedPrompt:
    """See `Plans.translate`."""
    return writer.translate(brief)


def draw(images: Draws, brief: KeyframeBrief, store: AssetStore) -> Keyframes:
    """See `Draws.draw`."""
    return images.draw(brief, store)


def draw_still(images: Draws, brief: StillBrief, store: AssetStore) -> Still:
    """See `Draws.still`."""
    return images.still(brief, store)


def train(trainer: Trains, brief: LoraBrief, store: AssetStore) -> Lora:
    """See `Trains.train`."""
    return trainer.train(brief, store)


def shoot(video: Films, brief: ClipBrief, store: AssetStore) -> Clip:
    """See `Films.shoot`."""
    return video.shoot(brief, store)


def speak(narrator: Speaks, brief: SpeechBrief, store: AssetStore) -> Speech:
    """See `Speaks.speak`."""
    return narrator.speak(brief, store)


def hear(listener: Hears, brief: TranscriptBrief, store: AssetStore) -> Transcript:
    """See `Hears.hear`."""
    return listener.hear(brief, store)


def design(sounds: Sounds, brief: SoundBrief, store: AssetStore) -> Sound:
    """See `Sounds.design`."""
    return sounds.design(brief, store)


def compose(composer: Composes, brief: MusicBrief, store: AssetStore) -> Music:
    """See `Composes.compose`."""
    return composer.compose(brief, store)


def judge(critic: Judges, brief: ReviewBrief, store: AssetStore) -> Review:
    """See `Judges.review`."""
    return critic.review(brief, store)
