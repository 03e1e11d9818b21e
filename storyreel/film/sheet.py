"""What all calls of a film are written from: the storyboard, who does what, and how the film is to look. It makes no call itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storyreel.film.abilities import CrewCard
from storyreel.film.briefs import LayerOverride
from storyreel.film.keys import seed_of
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

    def take(self, call_name: str) -> int:
        """The take a call is made for."""
        return self.takes.get(call_name, 1)

    def seed(self, call_name: str, shot_id: str) -> int:
        """What chance decides in a shot: its id alone for the first take, so that a moved shot stays as it is."""
        take = self.take(call_name)
        return seed_of(shot_id) if take == 1 else seed_of(shot_id, take)

    def begins(self) -> tuple[TransitionKind, ...]:
        """How each shot begins."""
        return tuple(shot.transition for _, shot in self.storyboard.shots())

    def ends(self) -> tuple[TransitionKind, ...]:
        """How each shot ends: as the next begins, the last as the film ends."""
        return (*self.begins()[1:], self.storyboard.ending)
