"""Calls for the two ends of each shot: drawn at once if the engine can, else one still at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import (
    Anchor,
    DrawnFigure,
    KeyframeBrief,
    Keyframes,
    Lora,
    Picture,
    Still,
    StillBrief,
)
from storyreel.film.facts import ShotFacts
from storyreel.film.keys import seed_of
from storyreel.film.prompt_parts import PromptPart, PromptRole, whole_prompt
from storyreel.film.storyboard import Figure, Scene, Shot
from storyreel.graph.calls import Call, Calls, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.likeness import likeness_needs, loras_of, references_of
from storyreel.graph.places import anchor_id, set_name
from storyreel.graph.prompts import in_prompt_language, noted, translation, translation_needs
from storyreel.graph.stages import CallId, CallIds, Stage
from storyreel.planning.continuity import environment_state_seen
from storyreel.planning.fact_words import fact_words
from storyreel.planning.prompts import closing_part, joined, note_parts, picture_parts


def keyframes_id(shot: Shot) -> CallId:
    """The call that draws a shot's first and last frame at once."""
    return CallId(Stage.KEYFRAMES, shot.id)


def first_id(shot: Shot) -> CallId:
    """The call that draws only a shot's first frame."""
    return CallId(Stage.STILL, shot.id, "first")


def last_id(shot: Shot) -> CallId:
    """The call that draws only a shot's last frame."""
    return CallId(Stage.STILL, shot.id, "last")


def keyframe_needs(context: FilmContext, shot: Shot) -> CallIds:
    """The calls that draw a shot's ends, the first frame's before the last's."""
    if context.images(shot).both_ends:
        return (keyframes_id(shot),)
    if context.ends_on_keyframes(shot):
        return (first_id(shot), last_id(shot))
    return (first_id(shot),)


def keyframes_of(made: Made, shot: Shot) -> Keyframes | None:
    """A shot's ends, however they were drawn; None if there is no first frame yet.

    A shot without a last frame ends where it began.
    """
    both: Keyframes | None = made.get(keyframes_id(shot))
    if both is not None:
        return both
    first: Still | None = made.get(first_id(shot))
    if first is None:
        return None
    last: Still | None = made.get(last_id(shot))
    return Keyframes(first=first.image, last=(last or first).image)


def keyframe_calls(context: FilmContext) -> Calls:
    """The calls that draw the ends of each shot, in film order."""
    shots = [_DrawnShot(context, scene, shot) for scene, shot in context.storyboard.shots()]
    return tuple(call for shot in shots for call in (*shot.prompt_calls(), *shot.draw_calls()))


@dataclass(frozen=True)
class _DrawnShot:
    """A shot, and the calls that draw it."""

    context: FilmContext
    scene: Scene
    shot: Shot

    def prompt_calls(self) -> Calls:
        """The calls that translate its prompts: that of its clips is the first frame's."""
        context, needs = self.context, _described(self.context, self.scene, self.shot)
        first = translation(context, first_id(self.shot), needs, self._prompt)
        if context.images(self.shot).both_ends or not context.ends_on_keyframes(self.shot):
            return first
        return (*first, *translation(context, last_id(self.shot), needs, self._closing_prompt))

    def _prompt(self, made: Made) -> str:
        anchor: Anchor = made[anchor_id(self.scene.environment_id)]
        return shot_prompt(self.context, self.scene, self.shot, anchor)

    def _closing_prompt(self, made: Made) -> str:
        return f"{closing_part(self.shot).text} {self._prompt(made)}"

    def draw_calls(self) -> Calls:
        """The calls that draw its ends."""
        both = self.context.images(self.shot).both_ends
        return (self.keyframe_call(),) if both else self.still_calls()

    def keyframe_call(self) -> Call:
        """The call that draws both ends at once."""
        drawn, context = keyframes_id(self.shot), self.context
        return context.call(
            drawn,
            (*_described(context, self.scene, self.shot), *translation_needs(context, first_id(self.shot))),
            lambda made: KeyframeBrief(
                picture=noted(context, drawn, self._picture(drawn, made)),
                recipe=context.recipe,
                seed=context.shot_seed(drawn, self.shot),
            ),
            work=2.5,
            engine=self.shot.direction.draws,
        )

    def still_calls(self) -> Calls:
        """The calls that draw its ends one at a time; the last follows the first."""
        first = self._still_call(first_id(self.shot), (), self._first_brief)
        if not self.context.ends_on_keyframes(self.shot):
            return (first,)
        return (first, self._still_call(last_id(self.shot), (first_id(self.shot),), self._last_brief))

    def _still_call(self, drawn: CallId, opening: CallIds, write: Callable[[Made], StillBrief]) -> Call:
        likeness = likeness_needs(self.context, self.scene.environment_id, self.shot)
        translated = dict.fromkeys(
            translation_needs(self.context, one) for one in (first_id(self.shot), drawn)
        )
        described = _described(self.context, self.scene, self.shot)
        needs = (*described, *chain.from_iterable(translated), *likeness, *opening)
        return self.context.call(drawn, needs, write, work=2.5, engine=self.shot.direction.draws)

    def _first_brief(self, made: Made) -> StillBrief:
        return self._still_brief(first_id(self.shot), made)

    def _last_brief(self, made: Made) -> StillBrief:
        opening = self._first_picture(made)
        return self._still_brief(last_id(self.shot), made, opening=opening)

    def _first_picture(self, made: Made) -> AssetRef | None:
        first: Still | None = made.get(first_id(self.shot))
        return first.image if first else None

    def _still_brief(self, drawn: CallId, made: Made, opening: AssetRef | None = None) -> StillBrief:
        context, place = self.context, self.scene.environment_id
        picture = self._picture(first_id(self.shot), made)
        is_last = drawn == last_id(self.shot)
        loras = loras_of(context, place, self.shot, made)
        if is_last:
            picture = self._closing(picture, made)
        note = note_parts(context.notes.get(drawn, ""))
        return StillBrief(
            picture=picture.in_parts((*_triggers(loras), *note, *picture.parts)),
            recipe=context.recipe,
            end="last" if is_last else "first",
            opening=opening,
            opening_model=context.images(self.shot).opening_model if is_last else "",
            references=references_of(context, place, self.shot, made),
            loras=loras,
            seed=context.shot_seed(drawn, self.shot),
        )

    def _closing(self, picture: Picture, made: Made) -> Picture:
        """Its last frame, without words for weights and takes. picture: its first."""
        english = picture.in_parts((closing_part(self.shot), *picture.parts))
        if first_id(self.shot) in self.context.prompts:
            return english
        return in_prompt_language(self.context, last_id(self.shot), made, english)

    def _picture(self, drawn: CallId, made: Made) -> Picture:
        """What is drawn, in the person's own words for that call if there are any."""
        picture = picture_of(self.context, self.scene, self.shot, made)
        own = self.context.prompts.get(drawn)
        return picture if own is None else picture.reworded(own)


def _triggers(loras: tuple[Lora, ...]) -> tuple[PromptPart, ...]:
    """The words that call on trained weights."""
    return tuple(PromptPart(role=PromptRole.TASK, text=lora.trigger_word) for lora in loras)


def _described(context: FilmContext, scene: Scene, shot: Shot) -> CallIds:
    """The calls that describe a shot's picture: its place, what happens in it, and how its people look."""
    people = context.introduced_by(*(figure.cast_id for figure in shot.figures))
    return (anchor_id(scene.environment_id), *context.planned_by(scene), *people)


def picture_of(context: FilmContext, scene: Scene, shot: Shot, made: Made) -> Picture:
    """What the camera sees in a shot."""
    environment = context.storyboard.environment(scene.environment_id)
    anchor: Anchor = made[anchor_id(environment.id)]
    parts = _shot_parts(context, scene, shot, anchor)
    picture = Picture(
        place=environment.place,
        time=scene.time,
        weather=scene.weather,
        mood=scene.mood,
        size=shot.size,
        move=shot.move,
        figures=tuple(_figure(context, figure, shot.facts) for figure in shot.figures),
        action=shot.action,
        continuity=fact_words(shot, context.storyboard.member),
        environment_state=environment_state_seen(shot.facts, environment.place, scene.time),
        prompt=whole_prompt(parts),
        prompt_parts=parts,
        negative_prompt=joined(anchor.negative_prompt, context.visual.negative, shot.direction.negative),
        style=context.style,
        overrides=context.layers.get(set_name(scene), ()),
    )
    return in_prompt_language(context, first_id(shot), made, picture)


def shot_prompt(context: FilmContext, scene: Scene, shot: Shot, anchor: Anchor) -> str:
    """The words for a shot's pictures and clips, in English."""
    return whole_prompt(_shot_parts(context, scene, shot, anchor))


def _shot_parts(context: FilmContext, scene: Scene, shot: Shot, anchor: Anchor) -> tuple[PromptPart, ...]:
    member, lens = context.storyboard.member, context.visual.lens
    return picture_parts(anchor, scene, shot, member, _style_of(context, shot), lens)


def _style_of(context: FilmContext, shot: Shot) -> str:
    """The words with which a shot's prompt begins. The look is not put before the director's own prompt."""
    if shot.direction.prompt:
        return context.visual.said("")
    return context.style_words


def _figure(context: FilmContext, figure: Figure, facts: ShotFacts) -> DrawnFigure:
    who = figure.cast_id
    return DrawnFigure(
        look=context.storyboard.member(who).look,
        pose=figure.pose,
        facing=figure.facing,
        x=figure.x,
        seed=seed_of(who),
        asleep=who in facts.asleep,
        kneeling=who in facts.kneeling,
        fallen=who in facts.fallen,
        seat=facts.seat_of(who),
    )
