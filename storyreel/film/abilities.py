"""What crew members can do, as data. Lengths of shots, calls and the plan are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.prompt_parts import PromptLimit
from storyreel.film.voice_mixtures import mixed_voices

CAPABILITIES = (
    "writer",
    "images",
    "trainer",
    "video",
    "narrator",
    "sounds",
    "composer",
    "critic",
    "listener",
)
"""The capabilities of a crew."""
MOST_MEMBERS = 8
"""How many members may be asked for one capability, one after another."""


class VideoAbility(Frozen):
    """What a video engine can make in one go."""

    longest_seconds: float = Field(default=10.0, gt=0)
    lengths_seconds: tuple[float, ...] = Field(
        default=(),
        description="The only lengths it makes, ascending; any up to the longest if none is given.",
    )
    costs_usd: tuple[float, ...] = Field(
        default=(),
        description=(
            "What a clip of each of these lengths costs, if a long one does not cost its seconds: shots are"
            " then divided so that they cost least."
        ),
    )
    overlap_frames: int = Field(default=8, ge=0, description="Frames by which segments of one shot overlap.")
    continues: Literal["alone", "frame", "video"] = Field(
        default="alone",
        description=(
            "How a segment follows the one before: each by itself on one clock, from its last frame, or from"
            " its last frames as video."
        ),
    )
    extends_seconds: tuple[float, ...] = Field(
        default=(),
        description=(
            "The lengths of clips that it makes as an extension of its own clip before, ascending; none if it"
            " extends no clip."
        ),
    )
    extension_costs_usd: tuple[float, ...] = Field(
        default=(), description="What an extension of each of these lengths costs; none if it is not known."
    )
    last_frame: bool = Field(default=True, description="Can be held to a given last frame.")
    references: int = Field(
        default=0, ge=0, description="Most pictures of people and places it can be shown beside frames."
    )
    key_pictures: bool = Field(
        default=False,
        description=(
            "Encodes by the film's recipe with key pictures if asked, so that nothing is encoded twice."
        ),
    )
    aspects: tuple[str, ...] = Field(
        default=(), description="Shapes it makes, such as '16:9'; any if none is given."
    )
    exact: bool = Field(
        default=False, description="Always makes what is asked for, so that its takes need no review."
    )
    prompt: PromptLimit | None = Field(
        default=None, description="The longest prompt it takes; none if it is not limited."
    )
    words: bool = Field(default=True, description="Films by a prompt in words.")
    negative: bool = Field(default=False, description="Is told what must not be seen.")
    seed: bool = Field(default=False, description="Takes a seed.")

    def clip_seconds(self, needed: float) -> float:
        """The shortest length that it makes of at least `needed` seconds; its longest if none is.

        >>> VideoAbility(longest_seconds=10, lengths_seconds=(5, 10)).clip_seconds(3.2)
        5.0
        """
        if not self.lengths_seconds:
            return float(needed)
        return float(next(self._lengths_from(needed - 1e-9), self.longest_seconds))

    def _lengths_from(self, shortest: float) -> Iterator[float]:
        return (length for length in self.lengths_seconds if length >= shortest)


class ImageAbility(Frozen):
    """What an image engine can make."""

    both_ends: bool = Field(
        default=False,
        description="Draws the first and the last frame of a shot at once; one picture at a time otherwise.",
    )
    uses_lora: bool = Field(default=False, description="Asks for trained weights of places and people.")
    weights: str = Field(
        default="", description="The family of models whose trained weights it loads; '' for any."
    )
    trained_on: str = Field(
        default="", description="The model on which weights for it are trained; '' if the trainer knows it."
    )
    loras: int = Field(default=0, ge=0, description="Most trained weights at once; 0 for any number.")
    references: int = Field(
        default=0, ge=0, description="Most pictures of people and places it can be shown."
    )
    last_frame_references: int | None = Field(
        default=None,
        ge=0,
        description="Most of them for a last frame, which is drawn from the first; as many if it is None.",
    )
    opening_model: str = Field(
        default="",
        description="What draws a shot's last frame from its first, if that is not what draws the first.",
    )
    layers: bool = Field(default=False, description="Gives editable layers.")
    prompt: PromptLimit | None = Field(
        default=None, description="The longest prompt it takes; none if it is not limited."
    )
    words: bool = Field(default=True, description="Draws by a prompt in words.")
    negative: bool = Field(default=False, description="Is told what must not be seen.")
    seed: bool = Field(default=False, description="Takes a seed.")


class NarratorAbility(Frozen):
    """What a speech engine gives."""

    work: float = Field(
        default=0.1,
        ge=0,
        description="Rough seconds for a second of speech, twice if one core speaks and another waits.",
    )
    exact_words: bool = Field(default=True, description="Word times are measured, not estimated.")
    pronounces: tuple[Literal["ipa", "respelling"], ...] = Field(
        default=(),
        description=(
            "The forms in which it is told how a word is said, which a brief's `pronounce` holds; the first"
            " that an entry has is used. Without any, words are spoken as they are written, and the plan says"
            " so."
        ),
    )
    voices: tuple[str, ...] | None = Field(
        default=None, description="The only names of voices that it takes; any if it is None."
    )
    instead: str = Field(
        default="", description="Who speaks in its place, because it does not speak the film's language."
    )
    mixes: bool = Field(default=False, description="It takes voices mixed by weight: 'one(2)+other(1)'.")

    def has_voice(self, name: str) -> bool:
        """Whether it can speak with a voice of that name.

        >>> ability = NarratorAbility(voices=("ann", "bob"), mixes=True)
        >>> [ability.has_voice(name) for name in ("ann(2)+bob", "ann+eve", "ann(0)")]
        [True, False, False]
        """
        if self.voices is None:
            return True
        parts = [part for part, _ in mixed_voices(name)] if self.mixes else [name]
        return bool(parts) and all(part in self.voices for part in parts)


class MusicAbility(Frozen):
    """Which words for a style of music a composer takes."""

    words: tuple[str, ...] | None = Field(
        default=None, description="The only words that it takes; any words if it is None."
    )


class CrewCard(Frozen):
    """The crew as data without addresses and secrets: fingerprints of its members, and what they can do."""

    fingerprints: dict[str, str] = Field(
        description=(
            "By capability: 'writer', 'images', 'trainer', 'video', 'narrator', 'sounds', 'composer',"
            " 'critic', 'listener'. By 'video/ENGINE/MODEL' and 'images/ENGINE/MODEL' those that"
            " single shots name."
        )
    )
    next_fingerprints: dict[str, tuple[str, ...]] = Field(
        default={},
        description="Those of the members that are asked after the first refuses, in order, by capability.",
    )
    video: VideoAbility = VideoAbility()
    images: ImageAbility = ImageAbility()
    narrator: NarratorAbility = NarratorAbility()
    composer: MusicAbility = MusicAbility()
    engines: dict[str, VideoAbility] = Field(
        default={}, description="What engines that single shots name can make, by 'video/ENGINE/MODEL'."
    )
    drawing: dict[str, ImageAbility] = Field(
        default={}, description="The same of engines that draw single shots, by 'images/ENGINE/MODEL'."
    )
    trainers: dict[str, str] = Field(
        default={},
        description="Families of image models by what trained weights for them, as tickets of jobs name it.",
    )
    translates: bool = Field(default=False, description="The writer puts prompts into other languages.")
    introduces: bool = Field(default=False, description="The writer is asked how new people and places look.")

    def in_turn(self, who: str) -> tuple[dict[str, str], ...]:
        """Fingerprints of the member that is asked first, and of each that is asked after it.

        who: a capability, or the engine that a shot names.
        """
        others = self.next_fingerprints.get(who, ())
        return (self.fingerprints, *({who: fingerprint} for fingerprint in others))
