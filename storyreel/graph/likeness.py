"""Calls for what keeps a face and a place the same from shot to shot: reference pictures, and weights trained on them.

An engine that is shown pictures gets one of each person and place; one that takes weights gets a set of
pictures to train on. An engine that draws alike by construction gets neither.
"""

from __future__ import annotations

from storyreel.film.briefs import Anchor, DrawnFigure, Lora, LoraBrief, Picture, Reference, Still, StillBrief
from storyreel.film.cast import NARRATOR_ID, CastMember
from storyreel.film.keys import seed_of
from storyreel.film.place_kinds import ANY_ROOM
from storyreel.film.places import Environment, Place, TimeOfDay, Weather
from storyreel.film.skips import Skip
from storyreel.film.storyboard import CameraMove, Facing, Mood, Pose, Shot, ShotSize
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.places import anchor_id
from storyreel.graph.stages import CallId, Stage
from storyreel.planning.prompts import look_words, place_prompt, portrait_prompt

TRAINING_PICTURES = 6
"""Pictures a set of weights is trained on: trainers ask for four at least, and gain little beyond ten of one
subject.
"""
_PLACE_SIZES = (
    ShotSize.EXTREME_WIDE,
    ShotSize.WIDE,
    ShotSize.WIDE,
    ShotSize.MEDIUM,
    ShotSize.MEDIUM,
    ShotSize.CLOSE,
)
_PERSON_SIZES = (
    ShotSize.MEDIUM,
    ShotSize.CLOSE,
    ShotSize.FULL,
    ShotSize.MEDIUM_CLOSE,
    ShotSize.FULL,
    ShotSize.CLOSE,
)
_FACINGS = (Facing.CAMERA, Facing.CAMERA, Facing.LEFT, Facing.RIGHT, Facing.CAMERA, Facing.LEFT)
_STUDIO = Place(kind=ANY_ROOM, interior=True, name="PLAIN STUDIO")


def _lora_id(subject_id: str) -> CallId:
    """The call that trains weights for a place or person."""
    return CallId(Stage.LORA, subject_id)


def reference_id(subject_id: str, number: int) -> CallId:
    """The call that draws a subject's reference picture, from 1."""
    return CallId(Stage.REFERENCE, subject_id, index=number)


def reference_calls(context: FilmContext) -> tuple[Call, ...]:
    """Pictures of each place and of each person who is seen."""
    count = TRAINING_PICTURES if _trains(context) else 1 if context.card.images.references else 0
    places = (
        _place_reference(context, environment, number)
        for environment in context.storyboard.environments
        for number in range(1, count + 1)
    )
    people = (
        _portrait(context, member, number) for member in _seen_cast(context) for number in range(1, count + 1)
    )
    return (*places, *people)


def lora_calls(context: FilmContext) -> tuple[Call, ...]:
    """Weights for each place and person, where the crew draws with weights.

    Otherwise planned as not needed.
    """
    if Skip.LORA in context.skip:
        reason = "skipped as asked"
    elif not context.card.images.uses_lora:
        reason = (
            "not needed: this crew draws a place alike by construction"
            if context.card.images.both_ends
            else "not needed: this crew is shown pictures"
        )
    elif "trainer" not in context.card.fingerprints:
        reason = "not possible: the crew has no trainer"
    else:
        reason = ""
    places = (
        _lora_call(context, environment.id, environment.place.name, "", reason)
        for environment in context.storyboard.environments
    )
    people = (
        ()
        if reason
        else (
            _lora_call(context, m.id, look_words(m.look), _trigger_of(m.id), "") for m in _seen_cast(context)
        )
    )
    return (*places, *people)


def _seen_cast(context: FilmContext) -> tuple[CastMember, ...]:
    """Everybody who is in a frame, in the cast's order."""
    seen = {figure.cast_id for _, shot in context.storyboard.shots() for figure in shot.figures}
    return tuple(
        member for member in context.storyboard.cast if member.id in seen and member.id != NARRATOR_ID
    )


def _trigger_of(cast_id: str) -> str:
    """A word no model knows, for a person's weights.

    >>> _trigger_of("mara-voss")
    'sks_mara_voss'
    """
    return f"sks_{cast_id.replace('-', '_')}"


def likeness_needs(context: FilmContext, environment_id: str, shot: Shot) -> tuple[CallId, ...]:
    """The calls whose results a picture of a shot agrees with."""
    subjects = (environment_id, *dict.fromkeys(figure.cast_id for figure in shot.figures))
    if _trains(context):
        return tuple(_lora_id(subject) for subject in subjects)
    return tuple(reference_id(subject, 1) for subject in subjects[: context.card.images.references])


def loras_of(context: FilmContext, environment_id: str, shot: Shot, made: Made) -> tuple[Lora, ...]:
    """The weights a picture of a shot is drawn with; those that could not be trained are done without."""
    if not _trains(context):
        return ()
    return tuple(
        lora
        for trained in likeness_needs(context, environment_id, shot)
        if (lora := made.get(trained)) is not None
    )


def references_of(context: FilmContext, environment_id: str, shot: Shot, made: Made) -> tuple[Reference, ...]:
    """The pictures an engine is shown beside the words for a shot."""
    if _trains(context) or not context.card.images.references:
        return ()
    subjects = {reference_id(environment_id, 1): "place"}
    subjects |= {
        reference_id(figure.cast_id, 1): look_words(context.storyboard.member(figure.cast_id).look)
        for figure in shot.figures
    }
    stills: dict[CallId, Still | None] = {
        drawn: made.get(drawn) for drawn in likeness_needs(context, environment_id, shot)
    }
    return tuple(
        Reference(of=subjects[drawn], picture=still.image)
        for drawn, still in stills.items()
        if still is not None
    )


def _trains(context: FilmContext) -> bool:
    return (
        context.card.images.uses_lora
        and "trainer" in context.card.fingerprints
        and Skip.LORA not in context.skip
    )


def _place_reference(context: FilmContext, environment: Environment, number: int) -> Call:
    drawn = reference_id(environment.id, number)
    time = next(iter(environment.times), TimeOfDay.DAY)
    weather = next(iter(environment.weathers), Weather.CLEAR)
    size = _PLACE_SIZES[(number - 1) % len(_PLACE_SIZES)]

    def write(made: Made) -> StillBrief:
        anchor: Anchor = made[anchor_id(environment.id)]
        picture = Picture(
            place=environment.place,
            time=time,
            weather=weather,
            mood=Mood.CALM,
            size=size,
            move=CameraMove.STATIC,
            figures=(),
            action="",
            prompt=context.prompts.get(drawn) or place_prompt(anchor, size, time, weather, context.style),
            negative_prompt=anchor.negative_prompt,
            style=context.style,
        )
        return StillBrief(picture=picture, recipe=context.recipe, seed=context.seed(drawn, str(drawn)))

    return Call(
        drawn,
        (anchor_id(environment.id),),
        write,
        take=context.take(drawn),
        work=2.0,
        given=context.own.get(drawn),
    )


def _portrait(context: FilmContext, member: CastMember, number: int) -> Call:
    drawn = reference_id(member.id, number)
    size, facing = _PERSON_SIZES[(number - 1) % len(_PERSON_SIZES)], _FACINGS[(number - 1) % len(_FACINGS)]
    picture = Picture(
        place=_STUDIO,
        time=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.CALM,
        size=size,
        move=CameraMove.STATIC,
        figures=(DrawnFigure(look=member.look, pose=Pose.STANDING, facing=facing, seed=seed_of(member.id)),),
        action="",
        prompt=context.prompts.get(drawn) or portrait_prompt(member.look, size, facing, context.style),
        style=context.style,
    )
    brief = StillBrief(picture=picture, recipe=context.recipe, seed=context.seed(drawn, str(drawn)))
    needs = context.introduced_by(member.id)
    return Call(
        drawn, needs, lambda _made: brief, take=context.take(drawn), work=2.0, given=context.own.get(drawn)
    )


def _lora_call(context: FilmContext, subject_id: str, subject: str, trigger: str, reason: str) -> Call:
    """Weights of a place, whose trigger word its anchor has, or of a person."""
    pictures = (
        tuple(reference_id(subject_id, number) for number in range(1, TRAINING_PICTURES + 1))
        if not reason
        else ()
    )
    anchored = () if trigger else (anchor_id(subject_id),)

    def write(made: Made) -> LoraBrief:
        anchor: Anchor | None = made[anchored[0]] if anchored else None
        stills: tuple[Still | None, ...] = tuple(made[drawn] for drawn in pictures)
        return LoraBrief(
            subject=subject,
            prompt=anchor.prompt if anchor else subject,
            trigger_word=anchor.trigger_word if anchor else trigger,
            references=tuple(still.image for still in stills if still is not None),
            seed=seed_of(subject_id),
        )

    trained = _lora_id(subject_id)
    return Call(
        trained, (*anchored, *pictures), write, take=context.take(trained), work=900, not_needed=reason
    )
