"""People as SVG: one drawing for each state of body, eyes and mouth.

A figure's drawing has parts, back to front: shadow, back (hair behind the neck), body, head, eyes, mouth. The
compositor shows one drawing of each, so that a blink or a word changes a small patch and not the person.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import product

from storyreel.animatic.painter.anatomy import ADULT, Body, Point, Skeleton, body_of, is_turned, pose_body
from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.eyes import Eyes, draw_eyes
from storyreel.animatic.painter.faces import Face
from storyreel.animatic.painter.garments import draw_body
from storyreel.animatic.painter.hair import draw_back_hair, draw_beard, draw_hair, draw_moustache
from storyreel.animatic.painter.hats import draw_hat
from storyreel.animatic.painter.heads import draw_head, draw_near_ear
from storyreel.animatic.painter.mouths import AT_REST as MOUTH_AT_REST
from storyreel.animatic.painter.mouths import Mouth, draw_mouth
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.stools import draw_cot
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Hair, Hat, Look
from storyreel.film.facts import Seat
from storyreel.film.storyboard import Facing, Mood, Pose

BOX = (-620.0, -1330.0, 1240.0, 1400.0)
"""What a figure's drawing shows: x, y, width, height in units of a figure; feet at 0, 0."""


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
WHOLE: Box = (BOX[0], BOX[1], BOX[0] + BOX[2], BOX[1] + BOX[3])
"""All that a figure's drawing shows."""


class Part(StrEnum):
    """Pieces of a figure, back to front."""

    SHADOW = "shadow"
    BACK = "back"
    BODY = "body"
    HEAD = "head"
    EYES = "eyes"
    MOUTH = "mouth"


ALL_PARTS = tuple(Part)
_PART_SIZES = {Part.EYES: (90, 60, 50), Part.MOUTH: (70, -10, 96)}
"""Half the width of a part, and how far it goes over and under the middle of the head."""
_TALL = {Hat.NONE: 98, Hat.CROWN: 118, Hat.HOOD: 116}
"""Height of a head with its hat over its middle, 122 for the other hats."""
_MOVING = frozenset({Pose.WALKING, Pose.RUNNING, Pose.LYING})
"""Poses that move the whole body, or turn it."""


@dataclass(frozen=True)
class Stance:
    """What a person does at one moment."""

    phase: float = 0.0
    """Where in two steps a walker is, 0 to 1; -1 stands still."""
    eyes: Eyes = Eyes.OPEN
    mouth: Mouth = MOUTH_AT_REST
    jaw: float = 0.0
    """How far the chin is lowered, units of a head."""
    brow_lift: float = 0.0
    """How far the brows are raised, units of a head."""


AT_REST = Stance()


PROPPED_TURN = -62.0
"""Degrees by which a person who sits up in bed leans back; lying flat is -90."""
SWIM_TURN, SWIM_LIFT = 58.0, 190.0
"""Degrees by which a swimmer leans forward, and height above the ground, units of a figure."""
PROPPED_HIP = (130.0, -300.0)
"""Where the hip of an adult propped in bed lies; a smaller body lies as deep in the mattress."""


@dataclass(frozen=True)
class Rest:
    """What a lying person rests on."""

    height: float
    """Units of a figure from the floor to the mattress; 0 is the ground."""
    propped: bool
    """Head and shoulders lean on pillows; the rest is under a blanket."""
    cot: bool = False
    """It belongs to no place, and is drawn under the person."""


@dataclass(frozen=True)
class Person:
    """A figure with everything that decides how it is drawn in one set."""

    figure: DrawnFigure
    light: Lighting
    mood: Mood = Mood.CALM
    seat: float | None = None
    """Height of what a sitting person sits on, units of a figure; None draws a stool."""
    rest: Rest = Rest(0.0, propped=False)
    stool: Seat = Seat.STOOL
    """What is drawn under a person who sits if there is no seat."""
    floats: bool = False
    """Under water: a person who looks aside swims that way, and no shadow lies under them."""

    @property
    def lies(self) -> bool:
        """True if the person lies, on the ground or in a bed."""
        return self.figure.pose is Pose.LYING

    @property
    def on_cot(self) -> bool:
        """True if a cot is drawn under the person."""
        return self.lies and self.rest.cot

    @property
    def propped(self) -> bool:
        """True if the person leans on pillows in a bed; the face never turns into the pillow."""
        return self.lies and self.rest.propped

    @property
    def facing(self) -> Facing:
        """The side the body is drawn from."""
        if self.propped:
            return Facing.RIGHT if self.figure.facing is Facing.RIGHT else Facing.CAMERA
        return self.figure.facing

    @property
    def mirrored(self) -> bool:
        """True if the drawing of a person who looks to the right is mirrored."""
        return self.facing is Facing.LEFT

    @property
    def has_face(self) -> bool:
        """False if the person looks away."""
        return self.facing is not Facing.AWAY

    def skeleton(self, phase: float = 0.0) -> Skeleton:
        """Joints at a phase of the step, before mirroring and lying down."""
        pose = Pose.STANDING if phase < 0 and self._walks else self.figure.pose
        return pose_body(self.body, pose, self.facing, max(phase, 0.0), self.seat)

    @property
    def _walks(self) -> bool:
        return self.figure.pose in {Pose.WALKING, Pose.RUNNING}

    @property
    def body(self) -> Body:
        """Measures of the body."""
        return body_of(self.figure.look)

    @property
    def head_turn(self) -> float:
        """Degrees by which the head is turned about the neck: on pillows it looks up at people who stand."""
        if not self.propped:
            return 0.0
        return 16.0 if is_turned(self.facing) else 34.0

    @property
    def swim_turn(self) -> float:
        """Degrees by which a swimmer's body leans forward; a person who floats facing us is upright."""
        return SWIM_TURN if self.floats and is_turned(self.facing) else 0.0

    @property
    def height(self) -> float:
        """Height of the body, units of a figure."""
        return self.body.height

    def laid(self) -> str:
        """The transform that lays a standing body down or lets it float; '' if it does neither."""
        if self.floats:
            return self._floating_transform()
        if not self.lies:
            return ""
        return self._propped_transform() if self.rest.propped else self._flat_transform()

    def _floating_transform(self) -> str:
        return f"translate(0 {-SWIM_LIFT:.1f}) rotate({self.swim_turn:.1f} 0 {-0.49 * self.height:.1f})"

    def _flat_transform(self) -> str:
        down = -0.1 * self.height - self.rest.height
        return f"translate({self.height / 2:.1f} {down:.1f}) rotate(-90)"

    def _propped_transform(self) -> str:
        x, y = self._propped_hip()
        return f"translate({x:.1f} {y:.1f}) rotate({PROPPED_TURN:.1f}) {self._raised_by_half()}"

    def _raised_by_half(self) -> str:
        """The transform that brings the hip to the feet's place."""
        return f"translate(0 {0.49 * self.height:.1f})"

    def _propped_hip(self) -> Point:
        return PROPPED_HIP[0] - 0.26 * (ADULT - self.height), self._propped_hip_y()

    def _propped_hip_y(self) -> float:
        rest = self.rest.height
        return -rest + (rest + PROPPED_HIP[1]) * self.height / ADULT

    def head_box(self) -> Box:
        """Left, top, right, bottom of the head with hair and hat, units of a figure from the feet."""
        head = self.body.head
        x, y = self._head_at()
        left, right = x - 78 * head, x + 78 * head
        top, bottom = y - _TALL.get(self.figure.look.hat, 122) * head, y + 86 * head
        corners = [self._laid(*corner) for corner in product((left, right), (top, bottom))]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def part_box(self, part: Part) -> Box:
        """Left, top, right, bottom of what a part can fill in any of its states, inside `BOX`."""
        left, top, right, bottom = WHOLE
        if part is Part.SHADOW:
            return left, -90.0, right, bottom
        if self._fills_the_whole(part):
            return WHOLE
        x1, y1, x2, y2 = self._head_part_box(part)
        return max(left, x1), max(top, y1), min(right, x2), y2

    def _fills_the_whole(self, part: Part) -> bool:
        return part is Part.BODY or self.floats or self.figure.pose in _MOVING

    def _head_part_box(self, part: Part) -> Box:
        head, (x, y) = self.body.head, self.skeleton().head
        x = -x if self.mirrored else x
        half, over, under = (size * head for size in _PART_SIZES.get(part, (125, 150, 185)))
        return x - half, y - over, x + half, y + under

    def eyes_at(self) -> Point:
        """The point between the eyes, units of a figure from the feet."""
        x, y = self._head_at()
        return self._laid(x, y + 5 * self.body.head)

    def _head_at(self) -> Point:
        bones = self.skeleton()
        return _turned(bones.head, bones.neck, self.head_turn)

    def _laid(self, x: float, y: float) -> Point:
        """A point of a standing body, moved as the body lies or floats."""
        x, y = self._laid_before_mirroring(x, y)
        return (-x if self.mirrored else x), y

    def _laid_before_mirroring(self, x: float, y: float) -> Point:
        if self.floats:
            return self._floating(x, y)
        if self.propped:
            return self._on_pillows(x, y)
        return self._flat(x, y) if self.lies else (x, y)

    def _floating(self, x: float, y: float) -> Point:
        x, y = _turned((x, y), (0.0, -0.49 * self.height), self.swim_turn)
        return x, y - SWIM_LIFT

    def _on_pillows(self, x: float, y: float) -> Point:
        hip = self._propped_hip()
        return _turned((x + hip[0], y + 0.49 * self.height + hip[1]), hip, PROPPED_TURN)

    def _flat(self, x: float, y: float) -> Point:
        return y + self.height / 2, -x - 0.1 * self.height - self.rest.height


def _turned(point: Point, about: Point, degrees: float) -> Point:
    """A point turned clockwise about another."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    dx, dy = point[0] - about[0], point[1] - about[1]
    return about[0] + dx * cosine - dy * sine, about[1] + dx * sine + dy * cosine


_SMILE = {
    Mood.JOYFUL: 0.9,
    Mood.HOPEFUL: 0.5,
    Mood.ROMANTIC: 0.5,
    Mood.TRIUMPHANT: 0.6,
    Mood.CALM: 0.25,
    Mood.MELANCHOLY: -0.45,
    Mood.TENSE: -0.3,
    Mood.EERIE: -0.25,
    Mood.ACTION: -0.2,
}
_BROWS = {
    Mood.TENSE: -0.7,
    Mood.ACTION: -0.9,
    Mood.MELANCHOLY: 0.8,
    Mood.EERIE: 0.5,
    Mood.MYSTERY: -0.2,
    Mood.JOYFUL: 0.3,
}


@lru_cache(maxsize=2048)
def draw_person(person: Person, stance: Stance = AT_REST, parts: tuple[Part, ...] = ALL_PARTS) -> str:
    """The SVG document of a person, or of some parts of them, in `BOX`."""
    return _Drawing(person, stance, parts).document()


@dataclass(frozen=True)
class _Drawing:
    """Some parts of a person in a stance."""

    person: Person
    stance: Stance
    parts: tuple[Part, ...]
    brush: Brush = field(default_factory=Brush)

    @cached_property
    def bones(self) -> Skeleton:
        return self.person.skeleton(self.stance.phase)

    @cached_property
    def light(self) -> Lighting:
        """The light as the body has it: a mirrored drawing is lit from the other side."""
        light = self.person.light
        return replace(light, rim_side=-light.rim_side) if self.person.mirrored else light

    @cached_property
    def away(self) -> bool:
        return self.person.facing is Facing.AWAY

    @cached_property
    def face(self) -> Face:
        person, mood = self.person, self.person.mood
        smile, brows = _SMILE.get(mood, 0.15), _BROWS.get(mood, 0.0)
        turned, stance = is_turned(person.facing), self.stance
        return Face(person.figure.look, self.light, turned, smile, brows, stance.jaw, stance.brow_lift)

    def document(self) -> str:
        self._draw_under_person()
        self._draw_person()
        return self.brush.document(BOX)

    def _draw_person(self) -> None:
        self.brush.open(self._transform())
        self._draw_parts()
        self.brush.close()

    def _draw_under_person(self) -> None:
        if Part.SHADOW in self.parts:
            _draw_shadow(self.brush, self.person, self.bones)
        if Part.BODY in self.parts and self.person.on_cot:
            self._draw_cot()

    def _draw_cot(self) -> None:
        person = self.person
        self.brush.open('transform="scale(-1 1)"' if person.mirrored else "")
        draw_cot(self.brush, person.light, person.height, person.rest.height)
        self.brush.close()

    def _transform(self) -> str:
        """The attribute that mirrors and lays the body down; '' if it does neither."""
        mirror = "scale(-1 1)" if self.person.mirrored else ""
        transform = " ".join(filter(None, (mirror, self.person.laid())))
        return f'transform="{transform}"' if transform else ""

    def _head_transform(self) -> str:
        (x, y), turn = self.bones.neck, self.person.head_turn
        turned = f"rotate({turn:.1f} {x:.2f} {y:.2f}) " if turn else ""
        head, scale = self.bones.head, body_of(self.person.figure.look).head
        return f'transform="{turned}translate({head[0]:.2f} {head[1]:.2f}) scale({scale:.4f})"'

    def _draw_parts(self) -> None:
        if Part.BACK in self.parts and not self.away:
            self._draw_on_head(draw_back_hair)
        if Part.BODY in self.parts:
            self._draw_body()
        self._draw_head_and_features()

    def _draw_head_and_features(self) -> None:
        if Part.HEAD in self.parts:
            self._draw_on_head(self._draw_whole_head)
        if self._shows_features:
            self._draw_on_head(self._draw_features)

    @property
    def _shows_features(self) -> bool:
        return not self.away and (Part.EYES in self.parts or Part.MOUTH in self.parts)

    def _draw_on_head(self, draw: Callable[[Brush, Face], None]) -> None:
        self.brush.open(self._head_transform())
        draw(self.brush, self.face)
        self.brush.close()

    def _draw_body(self) -> None:
        look = self.person.figure.look
        wearer = Wearer(look, body_of(look), self.bones, self.light, self.away)
        draw_body(self.brush, wearer, self.person.stool)

    def _draw_features(self, brush: Brush, face: Face) -> None:
        if Part.MOUTH in self.parts:
            draw_mouth(brush, face, self.stance.mouth)
        if Part.EYES in self.parts:
            draw_eyes(brush, face, self.stance.eyes)

    def _draw_whole_head(self, brush: Brush, face: Face) -> None:
        draw_head(brush, face, self.away)
        if not self.away:
            _draw_facial_hair(brush, face)
        draw_hair(brush, face, self.away)
        if _shows_near_ear(face):
            draw_near_ear(brush, face)
        draw_hat(brush, face, self.away)


def _draw_facial_hair(brush: Brush, face: Face) -> None:
    if face.look.beard:
        draw_beard(brush, face)
    if face.look.moustache:
        draw_moustache(brush, face)


def _shows_near_ear(face: Face) -> bool:
    return face.turned and not _covers_ears(face.look)


def _covers_ears(look: Look) -> bool:
    return look.hat is Hat.HOOD or look.hair in {Hair.LONG, Hair.BOB, Hair.CURLY}


_SHADOW = ((0, "#05030a", 0.55), (0.5, "#05030a", 0.3), (1, "#05030a", 0))


def _draw_shadow(brush: Brush, person: Person, bones: Skeleton) -> None:
    if not _has_shadow(person):
        return
    x = _shadow_middle(person, bones) * 0.6 - person.light.rim_side * 0.03 * person.height
    brush.ellipse(x, -2, _shadow_half(person, bones), 0.032 * person.height, brush.radial(_SHADOW))


def _has_shadow(person: Person) -> bool:
    """False for a person who floats or lies in the place's bed."""
    return not (person.floats or (person.lies and person.rest.height and not person.rest.cot))


def _shadow_half(person: Person, bones: Skeleton) -> float:
    """Half the width of the shadow: wider under a stride."""
    if person.lies:
        return 0.56 * person.height
    standing = 0.17 * person.height
    return max(standing, _stride_half(person, bones)) if bones.turned else standing


def _stride_half(person: Person, bones: Skeleton) -> float:
    feet = _feet_x(bones)
    return (max(feet) - min(feet)) * 0.6 + 0.1 * person.height


def _feet_x(bones: Skeleton) -> Point:
    """X of the near ankle and of the far one."""
    return bones.near_leg[2][0], bones.far_leg[2][0]


def _shadow_middle(person: Person, bones: Skeleton) -> float:
    """X of the middle between the feet of a person who sits turned; 0 for all others."""
    if person.figure.pose is not Pose.SITTING or not bones.turned:
        return 0.0
    return sum(_feet_x(bones)) / 2 * (-1 if person.mirrored else 1)


def units_to_canvas(person_height: float) -> float:
    """Canvas units for each unit of a figure in a set in which a standing adult is `person_height` tall."""
    return person_height / ADULT
