"""People as SVG: one drawing for each state of body, eyes and mouth. It does not know cameras, shots or sets.

A figure's drawing has parts, back to front: shadow, back (hair behind the neck), body, head, eyes, mouth. The
compositor shows one drawing of each, so that a blink or a word changes a small patch and not the person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storyreel.animatic.painter.anatomy import ADULT, Point, Skeleton, body_of, is_turned, pose_body
from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.eyes import Eyes, draw_eyes
from storyreel.animatic.painter.faces import Face
from storyreel.animatic.painter.garments import draw_body
from storyreel.animatic.painter.hair import draw_back_hair, draw_beard, draw_hair, draw_moustache
from storyreel.animatic.painter.hats import draw_hat
from storyreel.animatic.painter.heads import draw_head, draw_near_ear
from storyreel.animatic.painter.mouths import Mouth, draw_mouth
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.stools import draw_cot
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.briefs import DrawnFigure
from storyreel.film.cast import Hair, Hat
from storyreel.film.facts import Seat
from storyreel.film.storyboard import Facing, Mood, Pose

BOX = (-620.0, -1330.0, 1240.0, 1400.0)
"""What a figure's drawing shows: x, y, width, height in units of a figure; feet at 0, 0."""


class Part(StrEnum):
    """Pieces of a figure, back to front."""

    SHADOW = "shadow"
    BACK = "back"
    BODY = "body"
    HEAD = "head"
    EYES = "eyes"
    MOUTH = "mouth"


ALL_PARTS = tuple(Part)


@dataclass(frozen=True)
class Stance:
    """What a person does at one moment."""

    phase: float = 0.0
    """Where in two steps a walker is, 0 to 1; -1 stands still."""
    eyes: Eyes = Eyes.OPEN
    mouth: Mouth = Mouth.REST


AT_REST = Stance()


PROPPED_TURN = -62.0
"""Degrees by which who sits up in bed leans back; lying flat is -90."""
SWIM_TURN, SWIM_LIFT = 58.0, 190.0
"""Degrees by which a swimmer leans forward, and how high above the ground who floats is, units of a figure."""
PROPPED_HIP = (130.0, -300.0)
"""Where the hip of who is propped in bed lies, for an adult; a smaller body lies as deep in the mattress."""


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
    """What is drawn under who sits where there is no seat."""
    floats: bool = False
    """Under water nobody stands: who looks aside swims that way, and no shadow lies under them."""

    @property
    def lies(self) -> bool:
        """True for who lies, on the ground or in a bed."""
        return self.figure.pose is Pose.LYING

    @property
    def propped(self) -> bool:
        """True for who leans on pillows in a bed; their face never turns into the pillow."""
        return self.lies and self.rest.propped

    @property
    def facing(self) -> Facing:
        """The side the body is drawn from."""
        if self.propped:
            return Facing.RIGHT if self.figure.facing is Facing.RIGHT else Facing.CAMERA
        return self.figure.facing

    @property
    def mirrored(self) -> bool:
        """True where the drawing of a right-looking person is turned over."""
        return self.facing is Facing.LEFT

    @property
    def has_face(self) -> bool:
        """False where the person looks away."""
        return self.facing is not Facing.AWAY

    def skeleton(self, phase: float = 0.0) -> Skeleton:
        """Joints at a phase of the step, before mirroring and lying down."""
        pose = self.figure.pose
        if phase < 0 and pose in {Pose.WALKING, Pose.RUNNING}:
            pose = Pose.STANDING
        return pose_body(body_of(self.figure.look), pose, self.facing, max(phase, 0.0), self.seat)

    @property
    def head_turn(self) -> float:
        """Degrees by which the head is turned about the neck: on pillows it looks up at who stands there."""
        return (16.0 if is_turned(self.facing) else 34.0) if self.propped else 0.0

    @property
    def swim_turn(self) -> float:
        """Degrees by which a swimmer's body leans forward; somebody who floats facing us is upright."""
        return SWIM_TURN if self.floats and is_turned(self.facing) else 0.0

    def laid(self) -> str:
        """The transform that lays a standing body down or lets it float; '' for who does neither."""
        height = body_of(self.figure.look).height
        if self.floats:
            return f"translate(0 {-SWIM_LIFT:.1f}) rotate({self.swim_turn:.1f} 0 {-0.49 * height:.1f})"
        if not self.lies:
            return ""
        if not self.rest.propped:
            return f"translate({height / 2:.1f} {-0.1 * height - self.rest.height:.1f}) rotate(-90)"
        x, y = self._propped_hip()
        return f"translate({x:.1f} {y:.1f}) rotate({PROPPED_TURN:.1f}) translate(0 {0.49 * height:.1f})"

    def _propped_hip(self) -> Point:
        height = body_of(self.figure.look).height
        return (
            PROPPED_HIP[0] - 0.26 * (ADULT - height),
            -self.rest.height + (self.rest.height + PROPPED_HIP[1]) * height / ADULT,
        )

    def head_box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the head with hair and hat, units of a figure from the feet."""
        head = body_of(self.figure.look).head
        x, y = self._head_at()
        tall = {Hat.NONE: 98, Hat.CROWN: 118, Hat.HOOD: 116}.get(self.figure.look.hat, 122)
        box = [(x - 78 * head, y - tall * head), (x + 78 * head, y + 86 * head)]
        corners = [
            self._laid(*corner) for corner in (box[0], box[1], (box[0][0], box[1][1]), (box[1][0], box[0][1]))
        ]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def part_box(self, part: Part) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what a part can fill in any of its states, inside `BOX`."""
        left, top, right, bottom = BOX[0], BOX[1], BOX[0] + BOX[2], BOX[1] + BOX[3]
        if part is Part.SHADOW:
            return left, -90.0, right, bottom
        if part is Part.BODY or self.floats or self.figure.pose in {Pose.WALKING, Pose.RUNNING, Pose.LYING}:
            return left, top, right, bottom
        head = body_of(self.figure.look).head
        x, y = self.skeleton().head
        x = -x if self.mirrored else x
        half, over, under = {Part.EYES: (90, 60, 50), Part.MOUTH: (70, -10, 96)}.get(part, (125, 150, 185))
        return (
            max(left, x - half * head),
            max(top, y - over * head),
            min(right, x + half * head),
            y + under * head,
        )

    def eyes_at(self) -> tuple[float, float]:
        """The point between the eyes, units of a figure from the feet."""
        head = body_of(self.figure.look).head
        x, y = self._head_at()
        return self._laid(x, y + 5 * head)

    def _head_at(self) -> Point:
        bones = self.skeleton()
        return _turned(bones.head, bones.neck, self.head_turn)

    def _laid(self, x: float, y: float) -> Point:
        height = body_of(self.figure.look).height
        if self.floats:
            x, y = _turned((x, y), (0.0, -0.49 * height), self.swim_turn)
            y -= SWIM_LIFT
        elif self.propped:
            hip = self._propped_hip()
            x, y = _turned((x + hip[0], y + 0.49 * height + hip[1]), hip, PROPPED_TURN)
        elif self.lies:
            x, y = y + height / 2, -x - 0.1 * height - self.rest.height
        return (-x if self.mirrored else x), y


def _turned(point: Point, about: Point, degrees: float) -> Point:
    """A point turned clockwise about another."""
    turn = math.radians(degrees)
    dx, dy = point[0] - about[0], point[1] - about[1]
    return about[0] + dx * math.cos(turn) - dy * math.sin(turn), about[1] + dx * math.sin(
        turn
    ) + dy * math.cos(turn)


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
    brush = Brush()
    light = person.light
    if person.mirrored:
        light = Lighting(light.ambient, light.strength, light.rim, -light.rim_side)
    bones = person.skeleton(stance.phase)
    if Part.SHADOW in parts:
        _draw_shadow(brush, person, bones)
    if Part.BODY in parts and person.lies and person.rest.cot:
        brush.open('transform="scale(-1 1)"' if person.mirrored else "")
        draw_cot(brush, person.light, body_of(person.figure.look).height, person.rest.height)
        brush.close()
    transform = " ".join(part for part in ("scale(-1 1)" if person.mirrored else "", person.laid()) if part)
    brush.open(f'transform="{transform}"' if transform else "")
    _draw_parts(brush, person, light, bones, stance, parts)
    brush.close()
    return brush.document(BOX)


def _draw_parts(
    brush: Brush, person: Person, light: Lighting, bones: Skeleton, stance: Stance, parts: tuple[Part, ...]
) -> None:
    figure = person.figure
    look = figure.look
    body = body_of(look)
    face = Face(
        look, light, is_turned(person.facing), _SMILE.get(person.mood, 0.15), _BROWS.get(person.mood, 0.0)
    )
    away = person.facing is Facing.AWAY
    turn = (
        f"rotate({person.head_turn:.1f} {bones.neck[0]:.2f} {bones.neck[1]:.2f}) " if person.head_turn else ""
    )
    on_head = f'transform="{turn}translate({bones.head[0]:.2f} {bones.head[1]:.2f}) scale({body.head:.4f})"'
    if Part.BACK in parts and not away:
        brush.open(on_head)
        draw_back_hair(brush, face)
        brush.close()
    if Part.BODY in parts:
        draw_body(brush, Wearer(look, body, bones, light, away), person.stool)
    if Part.HEAD in parts:
        brush.open(on_head)
        _draw_whole_head(brush, face, away)
        brush.close()
    if away:
        return
    if Part.MOUTH in parts and Part.EYES not in parts:
        brush.open(on_head)
        draw_mouth(brush, face, stance.mouth)
        brush.close()
    elif Part.EYES in parts:
        brush.open(on_head)
        if Part.MOUTH in parts:
            draw_mouth(brush, face, stance.mouth)
        draw_eyes(brush, face, stance.eyes)
        brush.close()


def _draw_whole_head(brush: Brush, face: Face, away: bool) -> None:
    draw_head(brush, face, away)
    if face.look.beard and not away:
        draw_beard(brush, face)
    if face.look.moustache and not away:
        draw_moustache(brush, face)
    draw_hair(brush, face, away)
    if (
        face.turned
        and face.look.hat is not Hat.HOOD
        and face.look.hair not in {Hair.LONG, Hair.BOB, Hair.CURLY}
    ):
        draw_near_ear(brush, face)
    draw_hat(brush, face, away)


def _draw_shadow(brush: Brush, person: Person, bones: Skeleton) -> None:
    if person.floats or (person.lies and person.rest.height and not person.rest.cot):
        return
    look = person.figure.look
    height = body_of(look).height
    wide = 0.56 * height if person.figure.pose is Pose.LYING else 0.17 * height
    if bones.turned and person.figure.pose is not Pose.LYING:
        feet = (bones.near_leg[2][0], bones.far_leg[2][0])
        wide = max(wide, (max(feet) - min(feet)) * 0.6 + 0.1 * height)
    middle = (
        (bones.near_leg[2][0] + bones.far_leg[2][0]) / 2 * (-1 if person.mirrored else 1)
        if person.figure.pose is Pose.SITTING and bones.turned
        else 0.0
    )
    fill = brush.radial([(0, "#05030a", 0.55), (0.5, "#05030a", 0.3), (1, "#05030a", 0)])
    brush.ellipse(middle * 0.6 - person.light.rim_side * 0.03 * height, -2, wide, 0.032 * height, fill)


def units_to_canvas(person_height: float) -> float:
    """Canvas units for each unit of a figure in a set where a standing adult is `person_height` tall."""
    return person_height / ADULT
