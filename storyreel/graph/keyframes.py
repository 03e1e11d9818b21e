"""Calls for the two ends of each shot: drawn at once by an engine that can, else one still at a time."""

from __future__ import annotations

from storyreel.film.briefs import Anchor, DrawnFigure, KeyframeBrief, Keyframes, Picture, Still, StillBrief
from storyreel.film.keys import seed_of
from storyreel.film.storyboard import Scene, Shot
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.likeness import likeness_needs, loras_of, references_of
from storyreel.graph.places import anchor_id, set_name
from storyreel.graph.stages import CallId, Stage
from storyreel.planning.continuity import environment_state_seen
from storyreel.planning.fact_words import fact_words
from storyreel.planning.prompts import closing_prompt, picture_prompt


def keyframes_id(shot: Shot) -> CallId:
    """The call that draws a shot's first and last frame at once."""
    return CallId(Stage.KEYFRAMES, shot.id)


def first_id(shot: Shot) -> CallId:
    """The call that draws a shot's first frame alone."""
    return CallId(Stage.STILL, shot.id, "first")


def last_id(shot: Shot) -> CallId:
    """The call that draws a shot's last frame alone."""
    return CallId(Stage.STILL, shot.id, "last")


def keyframe_needs(context: FilmContext, shot: Shot) -> tuple[CallId, ...]:
    """The calls that draw a shot's ends, the first frame's before the last's."""
    if context.card.images.both_ends:
        return (keyframes_id(shot),)
    return (first_id(shot), last_id(shot)) if context.ends_on_keyframes else (first_id(shot),)


def keyframes_of(made: Made, shot: Shot) -> Keyframes | None:
    """A shot's ends, however they were drawn; None while there is no first frame.

    A shot without a last frame ends where it began.
    """
    both: Keyframes | None = made.get(keyframes_id(shot))
    if both is not None:
        return both
    first: Still | None = made.get(first_id(shot))
    last: Still | None = made.get(last_id(shot))
    return Keyframes(first=first.image, last=(last or first).image) if first is not None else None


def keyframe_calls(context: FilmContext) -> tuple[Call, ...]:
    """The ends of each shot, in film order."""
    if context.card.images.both_ends:
        return tuple(_keyframe_call(context, scene, shot) for scene, shot in context.storyboard.shots())
    return tuple(
        _still_call(context, scene, shot, drawn)
        for scene, shot in context.storyboard.shots()
        for drawn in keyframe_needs(context, shot)
    )


def _keyframe_call(context: FilmContext, scene: Scene, shot: Shot) -> Call:
    drawn = keyframes_id(shot)
    return Call(
        id=drawn,
        needs=(*_described(context, scene, shot),),
        write=lambda made: KeyframeBrief(
            picture=_in_own_words(context, drawn, picture_of(context, scene, shot, made)),
            recipe=context.recipe,
            seed=context.seed(drawn, shot.id),
        ),
        take=context.take(drawn),
        work=2.0,
        given=context.own.get(drawn),
    )


def _still_call(context: FilmContext, scene: Scene, shot: Shot, drawn: CallId) -> Call:
    closing = drawn == last_id(shot)
    likeness = likeness_needs(context, scene.environment_id, shot)
    opening = (first_id(shot),) if closing else ()

    def write(made: Made) -> StillBrief:
        picture = _in_own_words(context, first_id(shot), picture_of(context, scene, shot, made))
        first: Still | None = made.get(first_id(shot)) if closing else None
        loras = loras_of(context, scene.environment_id, shot, made)
        words = " ".join(
            (
                *(lora.trigger_word for lora in loras),
                closing_prompt(picture.prompt, shot.move) if closing else picture.prompt,
            )
        )
        return StillBrief(
            picture=picture.model_copy(update={"prompt": words}),
            recipe=context.recipe,
            end="last" if closing else "first",
            opening=first.image if first is not None else None,
            references=references_of(context, scene.environment_id, shot, made),
            loras=loras,
            seed=context.seed(drawn, shot.id),
        )

    return Call(
        id=drawn,
        needs=(*_described(context, scene, shot), *likeness, *opening),
        write=write,
        take=context.take(drawn),
        work=2.0,
        given=context.own.get(drawn),
    )


def _described(context: FilmContext, scene: Scene, shot: Shot) -> tuple[CallId, ...]:
    """The calls that a shot's picture is described by: its place, what happens in it, and how its people look."""
    return (
        anchor_id(scene.environment_id),
        *context.planned_by(scene),
        *context.introduced_by(*(figure.cast_id for figure in shot.figures)),
    )


def _in_own_words(context: FilmContext, drawn: CallId, picture: Picture) -> Picture:
    """The picture with the person's own words for it, if there are any."""
    return (
        picture.model_copy(update={"prompt": context.prompts[drawn]}) if drawn in context.prompts else picture
    )


def picture_of(context: FilmContext, scene: Scene, shot: Shot, made: Made) -> Picture:
    """What the camera sees in a shot."""
    environment = context.storyboard.environment(scene.environment_id)
    anchor: Anchor = made[anchor_id(environment.id)]
    facts = shot.facts
    return Picture(
        place=environment.place,
        time=scene.time,
        weather=scene.weather,
        mood=scene.mood,
        size=shot.size,
        move=shot.move,
        figures=tuple(
            DrawnFigure(
                look=context.storyboard.member(figure.cast_id).look,
                pose=figure.pose,
                facing=figure.facing,
                x=figure.x,
                seed=seed_of(figure.cast_id),
                asleep=figure.cast_id in facts.asleep,
                kneeling=figure.cast_id in facts.kneeling,
                fallen=figure.cast_id in facts.fallen,
                seat=facts.seat_of(figure.cast_id),
            )
            for figure in shot.figures
        ),
        action=shot.action,
        continuity=fact_words(shot, context.storyboard.member),
        environment_state=environment_state_seen(facts, environment.place, scene.time),
        prompt=picture_prompt(anchor, scene, shot, context.storyboard.member, context.style),
        negative_prompt=anchor.negative_prompt,
        style=context.style,
        overrides=context.layers.get(set_name(scene), ()),
    )
