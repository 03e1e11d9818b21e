"""Calls that keep faces and places the same from shot to shot: reference pictures and trained weights.

An engine that takes reference pictures gets one of each person and place. If weights are
requested, or the engine takes nothing else, a set of pictures is drawn and weights are trained on it. An
engine that always draws a person alike gets neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import (
    OF_PLACE,
    OF_SHOT,
    OF_STYLE,
    Anchor,
    DrawnFigure,
    Lora,
    LoraBrief,
    Picture,
    Reference,
    Still,
    StillBrief,
)
from storyreel.film.cast import NARRATOR_ID, CastMember
from storyreel.film.keys import seed_of
from storyreel.film.place_kinds import ANY_ROOM
from storyreel.film.places import Environment, Place, TimeOfDay, Weather
from storyreel.film.storyboard import CameraMove, Facing, Mood, Pose, Scene, Shot, ShotSize
from storyreel.graph.calls import Call, Calls, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.likeness_choice import (
    brings_weights,
    is_shown,
    is_trained,
    loads_weights,
    why_not_trained,
)
from storyreel.graph.places import anchor_id
from storyreel.graph.prompts import in_prompt_language, noted, translation, translation_needs
from storyreel.graph.stages import CallId, CallIds, Stage
from storyreel.planning.prompts import joined, look_words, place_parts, portrait_prompt

TRAINING_PICTURES = 6
"""Pictures that weights are trained on: trainers ask for at least four, and more than ten help little."""
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


def lora_id(subject_id: str) -> CallId:
    """The call that trains weights for a place or person."""
    return CallId(Stage.LORA, subject_id)


def reference_id(subject_id: str, number: int) -> CallId:
    """The call that draws a subject's reference picture. number: from 1."""
    return CallId(Stage.REFERENCE, subject_id, index=number)


def reference_calls(context: FilmContext) -> Calls:
    """Pictures of each place and of each person who is seen, as many as are shown or trained on."""
    places = (
        call
        for environment in context.storyboard.environments
        for number in _reference_numbers(context, environment.id)
        for call in _place_calls(context, environment, number)
    )
    people = (
        call
        for member in _seen_cast(context)
        for number in _reference_numbers(context, member.id)
        for call in _portrait_calls(context, member, number)
    )
    return (*places, *people)


def _place_calls(context: FilmContext, environment: Environment, number: int) -> Calls:
    """The call that draws a picture of a place, after the one that translates its prompt."""

    def english(made: Made) -> str:
        return _place_picture(context, environment, made[anchor_id(environment.id)], number).prompt

    drawn, needs = reference_id(environment.id, number), (anchor_id(environment.id),)
    return (
        *translation(context, drawn, needs, english),
        _place_reference(context, environment, number),
    )


def _portrait_calls(context: FilmContext, member: CastMember, number: int) -> Calls:
    """The call that draws a picture of a person, after the one that translates its prompt."""
    drawn, needs = reference_id(member.id, number), context.introduced_by(member.id)
    english = _person_picture(context, member, number).prompt
    return (
        *translation(context, drawn, needs, lambda _made: english),
        _portrait(context, member, number),
    )


def _reference_numbers(context: FilmContext, subject_id: str) -> range:
    """Numbers of the pictures of a person or place, from 1."""
    if is_trained(context, subject_id) and not brings_weights(context, subject_id):
        return range(1, TRAINING_PICTURES + 1)
    return range(1, 2) if is_shown(context, subject_id) else range(0)


def lora_calls(context: FilmContext) -> Calls:
    """Weights for each place and person for whom they are trained; those of other places are not needed."""
    return (*_lora_calls_of_places(context), *_lora_calls_of_people(context))


def _lora_calls_of_places(context: FilmContext) -> Iterator[Call]:
    for environment in context.storyboard.environments:
        reason = why_not_trained(context, environment.id)
        yield _lora_call(context, environment.id, environment.place.name, "", reason)


def _lora_calls_of_people(context: FilmContext) -> Iterator[Call]:
    for member in _seen_cast(context):
        if is_trained(context, member.id):
            yield _lora_call(context, member.id, look_words(member.look), trigger_of(member.id), "")


def may_have_weights(context: FilmContext) -> frozenset[str]:
    """Ids of the places and people for whom weights may be brought."""
    if not loads_weights(context):
        return frozenset()
    seen = (*context.storyboard.environments, *_seen_cast(context))
    return frozenset(subject.id for subject in seen)


def _seen_cast(context: FilmContext) -> tuple[CastMember, ...]:
    """All people who are in a frame, in the cast's order."""
    seen = {figure.cast_id for _, shot in context.storyboard.shots() for figure in shot.figures}
    return tuple(
        member for member in context.storyboard.cast if member.id in seen and member.id != NARRATOR_ID
    )


def trigger_of(cast_id: str) -> str:
    """A word that no model knows, to name a person's weights.

    >>> trigger_of("mara-voss")
    'sks_mara_voss'
    """
    return f"sks_{cast_id.replace('-', '_')}"


def likeness_needs(context: FilmContext, environment_id: str, shot: Shot) -> CallIds:
    """The calls whose results a picture of a shot must agree with."""
    trained = map(lora_id, _trained(context, shot, _subjects_of(environment_id, shot)))
    return (*trained, *(reference_id(subject, 1) for subject in _shown(context, environment_id, shot)))


def _subjects_of(environment_id: str, shot: Shot) -> tuple[str, ...]:
    """A shot's place and people."""
    return (environment_id, *dict.fromkeys(figure.cast_id for figure in shot.figures))


def _trained(context: FilmContext, shot: Shot, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a shot's place and people whose weights are loaded, as many as its engine takes.

    An engine of the shot's own loads them if they were trained for its family of models.
    """
    engine, usual = context.images(shot), context.card.images
    if not engine.uses_lora or engine.weights != usual.weights:
        return ()
    return tuple(subject for subject in subjects if is_trained(context, subject))[: engine.loras or None]


def _shown(context: FilmContext, environment_id: str, shot: Shot) -> tuple[str, ...]:
    """Those of a shot's place and people whose pictures are shown, as many as the engine takes.

    The shot's own pictures are shown before theirs.
    """
    most = max(0, context.images(shot).references - len(context.shot_pictures.get(shot.id, ())))
    subjects = _subjects_of(environment_id, shot)
    shown = _is_pictured if shot.direction.draws else is_shown
    return tuple(subject for subject in subjects if shown(context, subject))[:most]


def _is_pictured(context: FilmContext, subject_id: str) -> bool:
    """Whether the film has a picture of a person or place."""
    return len(_reference_numbers(context, subject_id)) > 0


def held_by_words_alone(context: FilmContext) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The shots with more people than their engine takes weights or pictures, each with who is left."""
    found = ((shot.id, _left_over(context, scene, shot)) for scene, shot in context.storyboard.shots())
    return tuple((shot_id, left) for shot_id, left in found if left)


def _left_over(context: FilmContext, scene: Scene, shot: Shot) -> tuple[str, ...]:
    """Those of a shot for whom the engine takes no further weights or picture."""
    subjects = _subjects_of(scene.environment_id, shot)
    held = {*_trained(context, shot, subjects), *_shown(context, scene.environment_id, shot)}
    return tuple(subject for subject in subjects if _has_likeness(context, subject) and subject not in held)


def _has_likeness(context: FilmContext, subject_id: str) -> bool:
    """Whether there are weights or a picture of a person or place."""
    return is_trained(context, subject_id) or is_shown(context, subject_id)


def loras_of(context: FilmContext, environment_id: str, shot: Shot, made: Made) -> tuple[Lora, ...]:
    """The weights a picture of a shot is drawn with, without those that could not be trained."""
    subjects = _trained(context, shot, _subjects_of(environment_id, shot))
    trained = (made.get(lora_id(subject)) for subject in subjects)
    return tuple(lora for lora in trained if lora is not None)


def references_of(context: FilmContext, environment_id: str, shot: Shot, made: Made) -> tuple[Reference, ...]:
    """The pictures an engine is shown beside the words for a shot, as many as it takes.

    First the shot's own, then those of its place and people, then those of the film's style; without those
    that could not be drawn.
    """
    own = (Reference(of=OF_SHOT, picture=picture) for picture in context.shot_pictures.get(shot.id, ()))
    alike = _references(context, environment_id, _shown(context, environment_id, shot), made)
    most = context.images(shot).references
    return (*own, *alike, *_of_style(context, most))[:most]


def _of_style(context: FilmContext, most: int) -> tuple[Reference, ...]:
    """The pictures of the film's style, as many as an engine takes."""
    return tuple(Reference(of=OF_STYLE, picture=picture) for picture in context.style_pictures[:most])


def _references(
    context: FilmContext, environment_id: str, subjects: Iterable[str], made: Made
) -> Iterator[Reference]:
    for subject in subjects:
        still: Still | None = made.get(reference_id(subject, 1))
        if still is not None:
            of = OF_PLACE if subject == environment_id else _look(context, subject)
            yield Reference(of=of, picture=still.image)


def clip_needs(context: FilmContext, environment_id: str, shot: Shot) -> CallIds:
    """The calls that draw what a video engine is shown of a shot's people and place, beside its frames."""
    shown = _shown_in_clip(context, environment_id, shot)
    return tuple(reference_id(subject, 1) for subject in shown)


def clip_references(
    context: FilmContext, environment_id: str, shot: Shot, made: Made
) -> tuple[Reference, ...]:
    """What a video engine is shown beside a shot's frames, as many pictures as it takes.

    First the shot's own, then those of its people and place, without those that could not be drawn.
    """
    shown = _shown_in_clip(context, environment_id, shot)
    own = (Reference(of=OF_SHOT, picture=picture) for picture in context.shot_pictures.get(shot.id, ()))
    return (*own, *_references(context, environment_id, shown, made))[: context.video(shot).references]


def _shown_in_clip(context: FilmContext, environment_id: str, shot: Shot) -> tuple[str, ...]:
    """Those of whom there are pictures, as many as the engine takes.

    People come before the place, which is in the first frame whole, and the shot's own pictures before both.
    """
    most = max(0, context.video(shot).references - len(context.shot_pictures.get(shot.id, ())))
    place, *people = _subjects_of(environment_id, shot)
    pictured = (subject for subject in (*people, place) if _reference_numbers(context, subject))
    return tuple(pictured)[:most]


def _look(context: FilmContext, cast_id: str) -> str:
    """How a person looks, in words."""
    return look_words(context.storyboard.member(cast_id).look)


def _place_reference(context: FilmContext, environment: Environment, number: int) -> Call:
    drawn = reference_id(environment.id, number)

    def write(made: Made) -> StillBrief:
        anchor: Anchor = made[anchor_id(environment.id)]
        english = _place_picture(context, environment, anchor, number)
        return _reference_brief(context, drawn, _worded(context, drawn, made, english))

    needs = (anchor_id(environment.id), *translation_needs(context, drawn))
    return context.call(drawn, needs, write, work=2.0)


def _reference_brief(context: FilmContext, drawn: CallId, picture: Picture) -> StillBrief:
    """Asks for a reference picture in the film's style."""
    return StillBrief(
        picture=noted(context, drawn, picture),
        recipe=context.recipe,
        references=_of_style(context, context.card.images.references),
        seed=context.seed(drawn, str(drawn)),
    )


def _worded(context: FilmContext, drawn: CallId, made: Made, english: Picture) -> Picture:
    """A reference picture in the person's own words for it if there are any, or in the prompt language."""
    own = context.prompts.get(drawn)
    return english.reworded(own) if own else in_prompt_language(context, drawn, made, english)


def _place_picture(context: FilmContext, environment: Environment, anchor: Anchor, number: int) -> Picture:
    """A place without people, at its first hour and weather; number: of the reference picture, from 1."""
    time = next(iter(environment.times), TimeOfDay.DAY)
    weather = next(iter(environment.weathers), Weather.CLEAR)
    size = _PLACE_SIZES[(number - 1) % len(_PLACE_SIZES)]
    parts = place_parts(anchor, size, time, weather, context.style_words)
    picture = Picture(
        place=environment.place,
        time=time,
        weather=weather,
        mood=Mood.CALM,
        size=size,
        move=CameraMove.STATIC,
        figures=(),
        action="",
        prompt="",
        negative_prompt=joined(anchor.negative_prompt, context.visual.negative),
        style=context.style,
    )
    return picture.in_parts(parts)


def _portrait(context: FilmContext, member: CastMember, number: int) -> Call:
    drawn = reference_id(member.id, number)

    def write(made: Made) -> StillBrief:
        english = _person_picture(context, member, number)
        return _reference_brief(context, drawn, _worded(context, drawn, made, english))

    needs = (*context.introduced_by(member.id), *translation_needs(context, drawn))
    return context.call(drawn, needs, write, work=2.0)


def _person_picture(context: FilmContext, member: CastMember, number: int) -> Picture:
    """A person alone in a plain studio; number: of the reference picture, from 1."""
    size, facing = _PERSON_SIZES[(number - 1) % len(_PERSON_SIZES)], _FACINGS[(number - 1) % len(_FACINGS)]
    figure = DrawnFigure(look=member.look, pose=Pose.STANDING, facing=facing, seed=seed_of(member.id))
    return Picture(
        place=_STUDIO,
        time=TimeOfDay.DAY,
        weather=Weather.CLEAR,
        mood=Mood.CALM,
        size=size,
        move=CameraMove.STATIC,
        figures=(figure,),
        action="",
        prompt=portrait_prompt(member.look, size, facing, context.style_words),
        negative_prompt=joined(context.visual.negative),
        style=context.style,
    )


def _lora_call(context: FilmContext, subject_id: str, subject: str, trigger: str, reason: str) -> Call:
    """Weights of a place, whose trigger word its anchor has, or of a person."""
    drawn = not reason and lora_id(subject_id) not in context.own
    numbers = range(1, TRAINING_PICTURES + 1) if drawn else ()
    pictures = tuple(reference_id(subject_id, number) for number in numbers)
    anchored = () if trigger else (anchor_id(subject_id),)

    def write(made: Made) -> LoraBrief:
        anchor: Anchor | None = made[anchored[0]] if anchored else None
        return LoraBrief(
            subject=subject,
            prompt=anchor.prompt if anchor else subject,
            trigger_word=anchor.trigger_word if anchor else trigger,
            references=tuple(image for _, image in _images(made, pictures)),
            captions=_captions(context, made, pictures, is_person=bool(trigger)),
            is_person=bool(trigger),
            seed=seed_of(subject_id),
        )

    trained = lora_id(subject_id)
    return Call(
        trained,
        (*anchored, *pictures),
        write,
        take=context.take(trained),
        work=900,
        not_needed=reason,
        given=context.own.get(trained),
    )


def _images(made: Made, drawn: Iterable[CallId]) -> Iterator[tuple[CallId, AssetRef]]:
    """The pictures that could be drawn, each with its call."""
    for call in drawn:
        still: Still | None = made[call]
        if still is not None:
            yield call, still.image


def _captions(context: FilmContext, made: Made, drawn: CallIds, *, is_person: bool) -> tuple[str, ...]:
    """What varies in each picture that could be drawn; nothing of pictures that the person brought."""
    if any(call in context.own for call in drawn):
        return ()
    return tuple(_framing(call.index, is_person=is_person) for call, _ in _images(made, drawn))


def _framing(number: int, *, is_person: bool) -> str:
    """What varies in a picture that is trained on; what stays is learnt under the trigger word.

    number: of the reference picture, from 1.

    >>> _framing(3, is_person=True), _framing(1, is_person=False)
    ('full shot, facing left', 'extreme wide shot')
    """
    if is_person:
        size, facing = _PERSON_SIZES[number - 1], _FACINGS[number - 1]
        return f"{size.value} shot, facing {facing.value}"
    return f"{_PLACE_SIZES[number - 1].value} shot"
