"""What all calls of a film are written from: the storyboard, who does what, and how the film is to look. It makes no call itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from storyreel.film.abilities import CrewCard
from storyreel.film.briefs import LayerOverride
from storyreel.film.frozen import Frozen
from storyreel.film.keys import seed_of
from storyreel.film.narration import Narration
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import Storyboard, TransitionKind


class Skip(StrEnum):
    """What a person may leave out."""

    NARRATION = "narration"
    SOUND = "sound"
    MUSIC = "music"
    LORA = "lora"


@dataclass(frozen=True)
class Sheet:
    """A film ready to be called."""

    storyboard: Storyboard
    card: CrewCard
    recipe: PictureRecipe
    style: str = "painted"
    language: str = "en-us"
    skip: frozenset[Skip] = frozenset()
    takes: Mapping[str, int] = field(default_factory=dict[str, int])
    """Chosen take by call name; 1 where none is named."""
    layers: Mapping[str, tuple[LayerOverride, ...]] = field(default_factory=dict[str, tuple[LayerOverride, ...]])
    """A person's own layers by set: '<environment>/<time>-<weather>'."""
    last_frames: bool = True
    """Whether shots end on a last keyframe where the engines can; a film may be made from first frames only."""
    own: Mapping[str, Frozen] = field(default_factory=dict[str, Frozen])
    """What the person brought, by the name of the call whose result it is."""
    prompts: Mapping[str, str] = field(default_factory=dict[str, str])
    """The person's own words for a picture, by the name of the call that draws it."""
    narration: Narration | None = None
    """The person's own recording, where the crew hears its words; its lines are cut then, and are not in `own`."""

    def take(self, call_name: str) -> int:
        """The take a call is made for."""
        return self.takes.get(call_name, 1)

    def seed(self, call_name: str, shot_id: str) -> int:
        """What chance decides in a shot: its id alone for the first take, so that a moved shot stays as it is."""
        take = self.take(call_name)
        return seed_of(shot_id) if take == 1 else seed_of(shot_id, take)

    @property
    def ends_on_keyframes(self) -> bool:
        """Whether shots end on their last keyframe."""
        return self.last_frames and self.card.video.last_frame

    def anchored_lengths(self) -> tuple[int, ...]:
        """Clip lengths in frames that shots must take: an engine that is held to a last frame gives that frame at the end of its clip only."""
        if not self.ends_on_keyframes or not self.card.video.lengths_seconds:
            return ()
        return tuple(self.recipe.rate.nearest_frame(Fraction(str(seconds))) for seconds in self.card.video.lengths_seconds)

    def begins(self) -> tuple[TransitionKind, ...]:
        """How each shot begins."""
        return tuple(shot.transition for _, shot in self.storyboard.shots())

    def ends(self) -> tuple[TransitionKind, ...]:
        """How each shot ends: as the next begins, the last as the film ends."""
        return (*self.begins()[1:], self.storyboard.ending)
