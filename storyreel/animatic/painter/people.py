"""The people of a picture: in what light they are seen, what they sit or lie on, and how large they are."""

from __future__ import annotations

from dataclasses import replace

from storyreel.animatic.painter.anatomy import body_of
from storyreel.animatic.painter.figures import Person, Rest, units_to_canvas
from storyreel.animatic.painter.framing import VIEW_WIDTH, Presence
from storyreel.animatic.painter.layers import CANVAS_WIDTH, Berth, PaintedSeat, PaintedSet
from storyreel.animatic.painter.pigments import Lighting
from storyreel.film.briefs import DrawnFigure, Picture
from storyreel.film.colours import light_of, mix_light
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place
from storyreel.film.storyboard import Pose, ShotSize

_IN_THE_DARK, _BY_HAND_LIGHT = "#3c4666", "#b08a64"
"""The light people are seen by if nothing burns, and by the light they hold."""
_DYED_IN_THE_DARK = 0.72
GROUND = Rest(0.0, propped=False)
COT = Rest(170.0, propped=False, cot=True)
MOST_DYED = 0.52
"""Most strength of a place's light on people: faces are read even at night."""
DARKEST = 0.56
"""The least brightness of the light that people are seen by, 0 to 1."""


def people_of(picture: Picture, painted: PaintedSet) -> tuple[Person, ...]:
    """The people of a picture in the light of their set."""
    around = picture.environment_state
    light = _light_of_set(painted)
    if around.dark:
        ambient = _BY_HAND_LIGHT if around.hand_light else _IN_THE_DARK
        light = replace(light, ambient=ambient, strength=_DYED_IN_THE_DARK)
    return tuple(_person(picture, painted, figure, light) for figure in map(_as_they_kneel, picture.figures))


def _light_of_set(painted: PaintedSet) -> Lighting:
    strength = min(painted.ambient_strength, MOST_DYED)
    return Lighting(readable(painted.ambient), strength, painted.rim, painted.rim_side)


def _as_they_kneel(figure: DrawnFigure) -> DrawnFigure:
    return figure.model_copy(update={"pose": Pose.KNEELING}) if figure.kneeling else figure


def _person(picture: Picture, painted: PaintedSet, figure: DrawnFigure, light: Lighting) -> Person:
    rest, seat = _rest(picture, figure, painted), _seat_height(picture, figure, painted)
    stool, floats = figure.seat or painted.stool, _floats(picture, figure)
    return Person(figure, light, picture.mood, seat, rest, stool, floats)


def _rest(picture: Picture, figure: DrawnFigure, painted: PaintedSet) -> Rest:
    """What a person lies on: the place's bed, a bunk if they sleep aboard, or the ground."""
    if painted.berth:
        return Rest(_above_floor(painted, painted.berth.top_y), painted.berth.propped)
    return COT if _has_bunks(picture.place) and _sleeps(figure) else GROUND


def _has_bunks(place: Place) -> bool:
    return place.interior and PLACE_KINDS[place.kind].bunks


def _sleeps(figure: DrawnFigure) -> bool:
    return figure.asleep and not figure.fallen


_UPRIGHT = frozenset({Pose.STANDING, Pose.WALKING, Pose.RUNNING})


def _floats(picture: Picture, figure: DrawnFigure) -> bool:
    return PLACE_KINDS[picture.place.kind].under_water and figure.pose in _UPRIGHT


def _above_floor(painted: PaintedSet, y: float) -> float:
    """Height over the floor, units of a figure; y in canvas units."""
    return (painted.floor_y - y) / units_to_canvas(painted.person_height)


def _seat_height(picture: Picture, figure: DrawnFigure, painted: PaintedSet) -> float | None:
    """Height of the place's seat that a person sits on, in units of a figure.

    None if there is none near; then a stool is drawn. Out of doors the seats of the place are not used.
    """
    if figure.seat is not None or not picture.place.interior:
        return None
    wide = picture.size is ShotSize.WIDE
    for seat in painted.seats:
        if seat.long or (wide and _is_near(figure, seat)):
            return max(0.0, _above_floor(painted, seat.top_y))
    return None


def _is_near(figure: DrawnFigure, seat: PaintedSeat) -> bool:
    return abs(figure.x - _across(seat.x)) < _NEAR_A_CHAIR


_NEAR_A_CHAIR = 0.05
"""How far from the middle of a chair a person still sits on it in a wide view, share of its width."""


def _across(x: float) -> float:
    """Where a thing of the set stands in a wide view, 0 to 1; `x` in canvas units."""
    return 0.5 + (x - CANVAS_WIDTH / 2) / VIEW_WIDTH


def readable(ambient: str) -> str:
    """The light people are seen by: the place's, raised if it is too dark to read a face."""
    brightness = _brightness(ambient)
    if brightness >= DARKEST:
        return ambient
    return mix_light(ambient, "#ffffff", (DARKEST - brightness) / (1 - brightness))


def _brightness(colour: str) -> float:
    """As the eye weighs red, green and blue, 0 to 1."""
    return sum(share * part for share, part in zip((0.3, 0.55, 0.15), light_of(colour), strict=True))


def presence_of(person: Person, unit: float, size: ShotSize, berth: Berth | None = None) -> Presence:
    """A person as framing needs it; `unit` is canvas units for each unit of a figure.

    In a wide view a person in a bed is at the place of the bed.
    """
    left, top, right, bottom = (v * unit for v in person.head_box())
    flat = person.lies and not person.propped
    body_top = -0.62 * unit * body_of(person.figure.look).height if flat else top
    in_bed = person.lies and berth and size in {ShotSize.WIDE, ShotSize.EXTREME_WIDE}
    x = _across(berth.x) if berth and in_bed else person.figure.x
    eyes_x, eyes_y = person.eyes_at()
    return Presence(
        x, person.facing, (left, top, right, bottom), eyes_y * unit, body_top, offset_x=eyes_x * unit
    )
