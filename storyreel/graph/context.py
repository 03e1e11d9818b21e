"""What all calls of a film are written from: the storyboard, the crew's abilities, the film's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from storyreel.film.abilities import CrewCard, ImageAbility, VideoAbility
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import LayerOverride
from storyreel.film.frozen import Frozen
from storyreel.film.keys import seed_of
from storyreel.film.likeness import Likeness
from storyreel.film.narration import Narration
from storyreel.film.pace import EngineLengths, PaceTerms
from storyreel.film.pronunciations import Pronunciation
from storyreel.film.recipe import PictureRecipe
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Scene, Shot, Storyboard
from storyreel.film.style import NO_STYLE, FilmStyle
from storyreel.graph.calls import Call, Made
from storyreel.graph.stages import CallId, CallIds


@dataclass(frozen=True)
class FilmContext:
    """A film, ready for its calls to be written."""

    storyboard: Storyboard
    card: CrewCard
    recipe: PictureRecipe
    style: str = "painted"
    """The embedded painter's look."""
    visual: FilmStyle = NO_STYLE
    """What image and video models are told of the whole film."""
    style_pictures: tuple[AssetRef, ...] = ()
    """Pictures in whose style image engines are to draw."""
    shot_pictures: Mapping[str, tuple[AssetRef, ...]] = field(default_factory=dict[str, tuple[AssetRef, ...]])
    """Pictures that image engines are shown for a shot, by shot id."""
    notes: Mapping[CallId, str] = field(default_factory=dict[CallId, str])
    """The person's words for the chosen take of a call, by call."""
    language: str = "en-us"
    pronounce: tuple[Pronunciation, ...] = ()
    """How words are said, wherever they occur in a line."""
    music_style: str = ""
    """The person's words for the music."""
    prompt_language: str = ""
    """Tag of the language of prompts; '' for English, in which they are written."""
    skip: frozenset[Skip] = frozenset()
    likeness: Likeness = Likeness.REFERENCES
    """What keeps people and places alike."""
    likenesses: Mapping[str, Likeness] = field(default_factory=dict[str, Likeness])
    """The same for single people and places, by id."""
    voices: Mapping[str, str] = field(default_factory=dict[str, str])
    """The narrator's own voices that the person chose in film.toml, by cast id."""
    takes: Mapping[CallId, int] = field(default_factory=dict[CallId, int])
    """Chosen take by call; 1 if none is given."""
    layers: Mapping[str, tuple[LayerOverride, ...]] = field(
        default_factory=dict[str, tuple[LayerOverride, ...]]
    )
    """A person's own layers by set: '<environment>/<time>-<weather>'."""
    last_frames: bool = True
    """Whether shots end on a last keyframe if the engines can; a film may be made from first frames only."""
    extend: bool | None = None
    """Whether the clips of a shot extend one another; None for what costs less."""
    own: Mapping[CallId, Frozen] = field(default_factory=dict[CallId, Frozen])
    """What the person brought, by the call whose result it is."""
    prompts: Mapping[CallId, str] = field(default_factory=dict[CallId, str])
    """The person's own words for a picture, by the call that draws it."""
    narration: Narration | None = None
    """The person's own recording, if the crew hears its words; its lines are cut from it and not in `own`."""
    kept: frozenset[str] = frozenset()
    """Ids of shots that stay as they were made, whatever length they take now."""
    clips: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    """Frames of each clip of the shots whose clips stay, by shot id; 0 for a clip that is missing.

    These shots have so many clips, whatever length they take now.
    """
    other_weights: Mapping[str, str] = field(default_factory=dict[str, str])
    """The family of models of weights that the film's engine does not load, by id of the person or place."""
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

    def shot_seed(self, call: CallId, shot: Shot) -> int:
        """The seed for a call of a shot: the one that the director asks for, or as `seed`."""
        asked = shot.direction.seed
        if asked is None:
            return self.seed(call, shot.id)
        take = self.take(call)
        return asked if take == 1 else seed_of(asked, take)

    @property
    def style_words(self) -> str:
        """The words with which each prompt begins."""
        return self.visual.said(self.style)

    @property
    def translates(self) -> bool:
        """Whether prompts are put into another language, because an engine reads them."""
        card = self.card
        reads = any(engine.words for engine in _engines_of(card))
        return bool(self.prompt_language) and card.translates and reads

    def planned_by(self, *scenes: Scene) -> CallIds:
        """The calls that planned these scenes."""
        return tuple(self.analyses[scene.id] for scene in scenes if scene.id in self.analyses)

    def introduced_by(self, *subjects: str) -> CallIds:
        """The calls that introduced these people and places."""
        known = self.introductions
        return tuple(dict.fromkeys(known[subject] for subject in subjects if subject in known))

    @cached_property
    def shots_by_id(self) -> Mapping[str, Shot]:
        """The film's shots."""
        return {shot.id: shot for _, shot in self.storyboard.shots()}

    def shot_of(self, call: CallId) -> str:
        """Id of the shot that a call is made for; '' if it is made for no single shot."""
        return call.subject if call.subject in self.shots_by_id else ""

    def images(self, shot: Shot) -> ImageAbility:
        """What the engine that draws a shot can make; KeyError if the crew does not have that engine."""
        asked = shot.direction.draws
        return self.card.drawing[asked] if asked else self.card.images

    def video(self, shot: Shot) -> VideoAbility:
        """What the engine that films a shot can make; KeyError if the crew does not have that engine."""
        asked = shot.direction.asked
        return self.card.engines[asked] if asked else self.card.video

    def ends_on_keyframes(self, shot: Shot) -> bool:
        """Whether a shot ends on its last keyframe."""
        return self.last_frames and self.video(shot).last_frame

    def anchored_lengths(self, shot: Shot) -> tuple[int, ...]:
        """Clip lengths in frames that a shot must take; any if there are none.

        An engine that is given a last frame shows it only at the end of its clip.
        """
        return self._lengths(self.video(shot)).lengths

    def _lengths(self, video: VideoAbility) -> EngineLengths:
        """The clip lengths that a shot must take, and what they cost, if an engine films it."""
        lengths = self.engine_lengths(video)
        if not self.last_frames or not video.last_frame or not lengths:
            return EngineLengths()
        return EngineLengths(lengths=lengths, costs=video.costs_usd, overlap=video.overlap_frames)

    def engine_lengths(self, video: VideoAbility) -> tuple[int, ...]:
        """The only clip lengths in frames that an engine makes; none if it makes any."""
        return tuple(map(self._nearest_frame, video.lengths_seconds))

    def _nearest_frame(self, seconds: float) -> int:
        return self.recipe.rate.nearest_frame(Fraction(str(seconds)))

    @property
    def pace_terms(self) -> PaceTerms:
        """The film's clock, and the clip lengths that its shots must take."""
        films = self._lengths(self.card.video)
        return PaceTerms(
            rate=self.recipe.rate,
            lengths=films.lengths,
            costs=films.costs,
            overlap=films.overlap,
            engines={asked: self._lengths(video) for asked, video in self.card.engines.items()},
        )

    def call(
        self,
        id: CallId,
        needs: CallIds,
        write: Callable[[Made], Frozen],
        *,
        work: float,
        engine: str = "",
    ) -> Call:
        """A call for its chosen take, with what the person brought for it.

        engine: who is asked, if it is not the crew's own member.
        """
        return Call(id, needs, write, take=self.take(id), work=work, given=self.own.get(id), engine=engine)


def _engines_of(card: CrewCard) -> tuple[ImageAbility | VideoAbility, ...]:
    """Every engine that draws or films."""
    return (card.images, *card.drawing.values(), card.video, *card.engines.values())
