"""Calls for the two ends of each shot: drawn at once by an engine that can, else one still at a time."""

from __future__ import annotations

from storyreel.film.briefs import Anchor, DrawnFigure, KeyframeBrief, Keyframes, Picture, Still, StillBrief
from storyreel.film.keys import seed_of
from storyreel.film.storyboard import Scene, Shot
from storyreel.graph.calls import Call, Made
from storyreel.graph.likeness import likeness_needs, loras_of, references_of
from storyreel.graph.places import anchor_id, set_name
from storyreel.graph.sheet import Sheet
from storyreel.graph.stages import CallId, Stage
from storyreel.planning.continuity import surroundings_seen
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


def keyframe_needs(sheet: Sheet, shot: Shot) -> tuple[CallId, ...]:
    """The calls that draw a shot's ends, the first frame's before the last's."""
    if sheet.card.images.both_ends:
        return (keyframes_id(shot),)
    return (first_id(shot), last_id(shot)) if sheet.ends_on_keyframes else (first_id(shot),)


def keyframes_of(made: Made, shot: Shot) -> Keyframes | None:
    """A shot's ends, however they were drawn; None while there is no first frame. A shot without a last frame ends where it began."""
    both: Keyframes | None = made.get(keyframes_id(shot))
    if both is not None:
        return both
    first: Still | None = made.get(first_id(shot))
    last: Still | None = made.get(last_id(shot))
    return Keyframes(first=first.image, last=(last or first).image) if first is not None else None


def keyframe_calls(sheet: Sheet) -> tuple[Call, ...]:
    """The ends of each shot, in film order."""
    if sheet.card.images.both_ends:
        return tuple(_keyframe_call(sheet, scene, shot) for scene, shot in sheet.storyboard.shots())
    return tuple(_still_call(sheet, scene, shot, drawn) for scene, shot in sheet.storyboard.shots() for drawn in keyframe_needs(sheet, shot))


def _keyframe_call(sheet: Sheet, scene: Scene, shot: Shot) -> Call:
    drawn = keyframes_id(shot)
    return Call(
        id=drawn,
        needs=(*_described(sheet, scene, shot),),
        write=lambda made: KeyframeBrief(
            picture=_in_own_words(sheet, drawn, picture_of(sheet, scene, shot, made)), recipe=sheet.recipe, seed=sheet.seed(drawn, shot.id)
        ),
        take=sheet.take(drawn),
        work=2.0,
        given=sheet.own.get(drawn),
    )


def _still_call(sheet: Sheet, scene: Scene, shot: Shot, drawn: CallId) -> Call:
    closing = drawn == last_id(shot)
    likeness = likeness_needs(sheet, scene.environment_id, shot)
    opening = (first_id(shot),) if closing else ()

    def write(made: Made) -> StillBrief:
        picture = _in_own_words(sheet, first_id(shot), picture_of(sheet, scene, shot, made))
        first: Still | None = made.get(first_id(shot)) if closing else None
        loras = loras_of(sheet, scene.environment_id, shot, made)
        words = " ".join((*(lora.trigger_word for lora in loras), closing_prompt(picture.prompt, shot.move) if closing else picture.prompt))
        return StillBrief(
            picture=picture.model_copy(update={"prompt": words}),
            recipe=sheet.recipe,
            end="last" if closing else "first",
            opening=first.image if first is not None else None,
            references=references_of(sheet, scene.environment_id, shot, made),
            loras=loras,
            seed=sheet.seed(drawn, shot.id),
        )

    return Call(
        id=drawn,
        needs=(*_described(sheet, scene, shot), *likeness, *opening),
        write=write,
        take=sheet.take(drawn),
        work=2.0,
        given=sheet.own.get(drawn),
    )


def _described(sheet: Sheet, scene: Scene, shot: Shot) -> tuple[CallId, ...]:
    """The calls that a shot's picture is described by: its place, what happens in it, and how its people look."""
    return (anchor_id(scene.environment_id), *sheet.planned_by(scene), *sheet.introduced_by(*(figure.cast_id for figure in shot.figures)))


def _in_own_words(sheet: Sheet, drawn: CallId, picture: Picture) -> Picture:
    """The picture with the person's own words for it, if there are any."""
    return picture.model_copy(update={"prompt": sheet.prompts[drawn]}) if drawn in sheet.prompts else picture


def picture_of(sheet: Sheet, scene: Scene, shot: Shot, made: Made) -> Picture:
    """What the camera sees in a shot."""
    environment = sheet.storyboard.environment(scene.environment_id)
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
                look=sheet.storyboard.member(figure.cast_id).look,
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
        standing=fact_words(shot, sheet.storyboard.member),
        surroundings=surroundings_seen(facts, environment.place, scene.time),
        prompt=picture_prompt(anchor, scene, shot, sheet.storyboard.member, sheet.style),
        negative_prompt=anchor.negative_prompt,
        style=sheet.style,
        overrides=sheet.layers.get(set_name(scene), ()),
    )
