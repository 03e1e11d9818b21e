"""The people of a picture: in what light they are seen, what they sit or lie on, and how large they are.

It does not draw them.
"""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.anatomy import body_of
from storyreel.animatic.painter.figures import Person, Rest, units_to_canvas
from storyreel.animatic.painter.framing import VIEW_WIDTH, Presence
from storyreel.animatic.painter.layers import CANVAS_WIDTH, Berth, PaintedSet
from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.colours import light_of, mix_light
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.storyboard import Pose, ShotSize

_IN_THE_DARK, _BY_HAND_LIGHT = "#3c4666", "#b08a64"
"""The light people are seen by where nothing burns, and by what they hold."""
_DYED_IN_THE_DARK = 0.72
GROUND = Rest(0.0, propped=False)
COT = Rest(170.0, propped=False, cot=True)
MOST_DYED = 0.52
"""How much of their own colours the light of a place may take from people: faces are read even at night."""
DARKEST = 0.56
"""The least brightness of the light that people are seen by, 0 to 1."""


def people_of(picture: Picture, painted: PaintedSet) -> tuple[Person, ...]:
    """The people of a picture in the light of their set."""
    around = picture.environment_state
    light = Lighting(
        readable(painted.ambient), min(painted.ambient_strength, MOST_DYED), painted.rim, painted.rim_side
    )
    if around.dark:
        light = replace(
            light, ambient=_BY_HAND_LIGHT if around.hand_light else _IN_THE_DARK, strength=_DYED_IN_THE_DARK
        )
    return tuple(_person(picture, painted, figure, light) for figure in map(_as_they_kneel, picture.figures))


def _as_they_kneel(figure: DrawnFigure) -> DrawnFigure:
    return figure.model_copy(update={"pose": Pose.KNEELING}) if figure.kneeling else figure


def _person(picture: Picture, painted: PaintedSet, figure: DrawnFigure, light: Lighting) -> Person:
    berth = painted.berth
    bed = (
        Rest((painted.floor_y - berth.top_y) / units_to_canvas(painted.person_height), berth.propped)
        if berth
        else None
    )
    return Person(
        figure,
        light,
        picture.mood,
        _seat_height(picture, figure, painted) if figure.seat is None else None,
        bed or _rest(picture, figure),
        figure.seat or painted.stool,
        _floats(picture, figure),
    )


def _rest(picture: Picture, figure: DrawnFigure) -> Rest:
    """What somebody lies on where the place has no bed: who sleeps aboard has a bunk, all others the ground."""
    aboard = picture.place.interior and PLACE_KINDS[picture.place.kind].bunks
    return COT if aboard and figure.asleep and not figure.fallen else GROUND


def _floats(picture: Picture, figure: DrawnFigure) -> bool:
    return PLACE_KINDS[picture.place.kind].under_water and figure.pose in {
        Pose.STANDING,
        Pose.WALKING,
        Pose.RUNNING,
    }


def _seat_height(picture: Picture, figure: DrawnFigure, painted: PaintedSet) -> float | None:
    """How high the seat of the place is that somebody sits on, in units of a figure.

    None if there is none near, so that a stool is drawn under them.

    Out of doors a seat is a bench or a rock somewhere: nobody sits on those of the place.
    """
    if not picture.place.interior:
        return None
    wide = picture.size is ShotSize.WIDE
    seat = next(
        (
            seat
            for seat in painted.seats
            if seat.long or (wide and abs(figure.x - _across(seat.x)) < _NEAR_A_CHAIR)
        ),
        None,
    )
    return (
        None
        if seat is None
        else max(0.0, (painted.floor_y - seat.top_y) / units_to_canvas(painted.person_height))
    )


_NEAR_A_CHAIR = 0.05
"""How far from the middle of a chair somebody sits on it, in a wide view: share of the frame's width."""


def _across(x: float) -> float:
    """Where in a wide view something of the set stands, 0 to 1. x: canvas units."""
    return 0.5 + (x - CANVAS_WIDTH / 2) / VIEW_WIDTH


def readable(ambient: str) -> str:
    """The light people are seen by: the place's, raised where it is too dark to read a face in."""
    brightness = sum(share * part for share, part in zip((0.3, 0.55, 0.15), light_of(ambient), strict=True))
    return (
        ambient
        if brightness >= DARKEST
        else mix_light(ambient, "#ffffff", (DARKEST - brightness) / (1 - brightness))
    )


def presence_of(person: Person, unit: float, size: ShotSize, berth: Berth | None = None) -> Presence:
    """A person as framing sees them; `unit` is canvas units for each unit of a figure.

    Seen from afar, who lies is where the bed stands.
    """
    left, top, right, bottom = (v * unit for v in person.head_box())
    body_top = top if not person.lies or person.propped else -0.62 * unit * body_of(person.figure.look).height
    x = person.figure.x
    if person.lies and berth and size in {ShotSize.WIDE, ShotSize.EXTREME_WIDE}:
        x = _across(berth.x)
    return Presence(
        x,
        person.facing,
        (left, top, right, bottom),
        person.eyes_at()[1] * unit,
        body_top,
        offset_x=person.eyes_at()[0] * unit,
    )
