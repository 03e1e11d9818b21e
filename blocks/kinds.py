"""The capabilities of a crew, each an abstract Block, so that Prefect's form offers a picker. It knows no provider.

`fingerprint()` is everything that changes what a member makes, and nothing else: it enters the key of every result.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from prefect.blocks.core import Block

from storyreel.film.abilities import ImageAbility, NarratorAbility, VideoAbility
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
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
)
from storyreel.film.drafts import SceneBrief, SceneDraft, Survey
from storyreel.film.screenplay import Screenplay
from storyreel.film.storyboard import Storyboard


class CrewMember(Block, ABC):
    """Anybody in a crew."""

    _block_schema_capabilities = ["crew-member"]  # noqa: RUF012 Prefect's own class attribute is a plain list

    @abstractmethod
    def fingerprint(self) -> str:
        """Provider, model, revision and settings that change the output; no address, no name, no secret."""


class Writer(CrewMember, ABC):
    """Reads a screenplay and plans the film."""

    @abstractmethod
    def survey(self, screenplay: Screenplay, known: Storyboard | None = None) -> Survey:
        """The cast and the places of the whole screenplay; whom and what `known` has keeps its looks."""

    @abstractmethod
    def analyse_scene(self, brief: SceneBrief) -> SceneDraft:
        """The shots of one scene."""

    @abstractmethod
    def describe(self, brief: AnchorBrief) -> Anchor:
        """The anchor prompt of one place."""


class ImageGenerator(CrewMember, ABC):
    """Draws keyframes."""

    @abstractmethod
    def ability(self) -> ImageAbility:
        """What it can make."""

    @abstractmethod
    def draw(self, brief: KeyframeBrief, store: AssetStore) -> Keyframes:
        """The first and last frame of a shot."""


class LoraTrainer(CrewMember, ABC):
    """Trains weights that hold one place or person the same."""

    @abstractmethod
    def train(self, brief: LoraBrief, store: AssetStore) -> Lora:
        """The trained weights as safetensors."""


class VideoGenerator(CrewMember, ABC):
    """Films segments."""

    @abstractmethod
    def ability(self) -> VideoAbility:
        """Lengths and frames it can make."""

    @abstractmethod
    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """One segment of a shot."""


class Narrator(CrewMember, ABC):
    """Speaks lines."""

    @abstractmethod
    def ability(self) -> NarratorAbility:
        """Whether word times are measured."""

    @abstractmethod
    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """One spoken line."""


class SoundDesigner(CrewMember, ABC):
    """Makes effects and ambience beds."""

    @abstractmethod
    def design(self, brief: SoundBrief, store: AssetStore) -> Sound:
        """One sound."""


class Composer(CrewMember, ABC):
    """Writes the score."""

    @abstractmethod
    def compose(self, brief: MusicBrief, store: AssetStore) -> Music:
        """Music for a span of scenes."""
