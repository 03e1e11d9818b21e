"""What all calls of a film are written from: the storyboard, the crew's abilities, the film's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from storyreel.film.abilities import CrewCard
from storyreel.film.briefs import LayerOverride
from storyreel.film.frozen import Frozen
from storyreel.film.keys import seed_of
from storyreel.film.likeness import Likeness
from storyreel.film.narration import Narration
from storyreel.film.pace import PaceTerms
from storyreel.film.recipe import PictureRecipe
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Scene, Storyboard
from storyreel.graph.calls import Call, Made
from storyreel.graph.stages import CallId, CallIds


@dataclass(frozen=True)
class FilmContext:
    """A film, ready for its calls to be written."""

    storyboard: Storyboard
    card: CrewCard
    recipe: PictureRecipe
    style: str = "painted"
    language: str = "en-us"
    music_style: str = ""
    """The person's words for the music."""
    skip: frozenset[Skip] = frozenset()
    likeness: Likeness = Likeness.REFERENCES
    """What keeps people and places alike."""
    likenesses: Mapping[str, Likeness] = field(default_factory=dict[str, Likeness])
    """The same for single people and places, by id."""
    takes: Mapping[CallId, int] = field(default_factory=dict[CallId, int])
    """Chosen take by call; 1 if none is given."""
    layers: Mapping[str, tuple[LayerOverride, ...]] = field(
        default_factory=dict[str, tuple[LayerOverride, ...]]
    )
    """A person's own layers by set: '<environment>/<time>-<weather>'."""
    last_frames: bool = True
    """Whether shots end on a last keyframe if the engines can; a film may be made from first frames only."""
    own: Mapping[CallId, Frozen] = field(default_factory=dict[CallId, Frozen])
    """What the person brought, by the call whose result it is."""
    prompts: Mapping[CallId, str] = field(default_factory=dict[CallId, str])
    """The person's own words for a picture, by the call that draws it."""
    narration: Narration | None = None
    """The person's own recording, if the crew hears its words; its lines are cut from it and not in `own`."""
    analyses: Mapping[str, CallId] = field(default_factory=dict[str, CallId])
    """The call that a scene was planned by, by scene id; none for a scene that no call planned."""
    introductions: Mapping[str, CallId] = field(default_factory=dict[str, CallId])
    """The call that a person or place was introduced by, by id; none for those who were not introduced in
    this run.
    """

    def take(self, call: CallId) -> int:
        """The take a call is made for."""
        return self.takes.get(call, 1)

    def seed(self, call: CallId, subject: str) -> int:
        """The seed for a subject. For the first take it depends only on the subject.

        So a shot that is moved stays as it is.
        """
        take = self.take(call)
        return seed_of(subject) if take == 1 else seed_of(subject, take)

    def likeness_of(self, subject_id: str) -> Likeness:
        """What is to keep a person or place alike."""
        return self.likenesses.get(subject_id, self.likeness)

    def planned_by(self, *scenes: Scene) -> CallIds:
        """The calls that planned these scenes."""
        return tuple(self.analyses[scene.id] for scene in scenes if scene.id in self.analyses)

    def introduced_by(self, *subjects: str) -> CallIds:
        """The calls that introduced these people and places."""
        known = self.introductions
        return tuple(dict.fromkeys(known[subject] for subject in subjects if subject in known))

    @cached_property
    def shot_ids(self) -> frozenset[str]:
        """Ids of the film's shots."""
        return frozenset(shot.id for _, shot in self.storyboard.shots())

    def shot_of(self, call: CallId) -> str:
        """Id of the shot that a call is made for; '' if it is made for no single shot."""
        return call.subject if call.subject in self.shot_ids else ""

    @property
    def ends_on_keyframes(self) -> bool:
        """Whether shots end on their last keyframe."""
        return self.last_frames and self.card.video.last_frame

    def anchored_lengths(self) -> tuple[int, ...]:
        """Clip lengths in frames that shots must take.

        An engine that is given a last frame shows it only at the end of its clip.
        """
        return self.own_lengths if self.ends_on_keyframes else ()

    @property
    def own_lengths(self) -> tuple[int, ...]:
        """The only clip lengths in frames that the crew's engine makes; none if it makes any."""
        return tuple(map(self._nearest_frame, self.card.video.lengths_seconds))

    def _nearest_frame(self, seconds: float) -> int:
        return self.recipe.rate.nearest_frame(Fraction(str(seconds)))

    @property
    def pace_terms(self) -> PaceTerms:
        """The film's clock, and the clip lengths that its shots must take."""
        lengths = self.anchored_lengths()
        video = self.card.video
        if not lengths:
            return PaceTerms(rate=self.recipe.rate)
        return PaceTerms(
            rate=self.recipe.rate, lengths=lengths, costs=video.costs_usd, overlap=video.overlap_frames
        )

    def call(
        self,
        id: CallId,
        needs: CallIds,
        write: Callable[[Made], Frozen],
        *,
        work: float,
    ) -> Call:
        """A call for its chosen take, with what the person brought for it."""
        return Call(id, needs, write, take=self.take(id), work=work, given=self.own.get(id))
