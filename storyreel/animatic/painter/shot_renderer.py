"""A shot made ready: place, people and camera together, so that any frame of it can be developed.

It does not know files, encoders or stores.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from storyreel.animatic.painter import air
from storyreel.animatic.painter.acting import Performance, Walk, perform
from storyreel.animatic.painter.anatomy import body_of
from storyreel.animatic.painter.camera import Aim
from storyreel.animatic.painter.compositor import Air, Planes, RasterLayer, develop, flatten
from storyreel.animatic.painter.cut_outs import CutOuts
from storyreel.animatic.painter.drawings import Drawing, read_drawing
from storyreel.animatic.painter.figures import Part, Person, draw_person, units_to_canvas
from storyreel.animatic.painter.framing import FEET_LEAVE, VIEW_WIDTH, Spot, compose
from storyreel.animatic.painter.grading import grade
from storyreel.animatic.painter.layers import CANVAS_WIDTH, Layer, Light, PaintedSet
from storyreel.animatic.painter.optics import figure_layer, mirrored_row, plane_layer, soften
from storyreel.animatic.painter.people import people_of, presence_of
from storyreel.animatic.painter.places import paint_set
from storyreel.animatic.painter.raster import Raster
from storyreel.animatic.painter.raster_cache import CACHE, rasterise
from storyreel.film.briefs import Picture, TalkSpan
from storyreel.film.colours import light_of
from storyreel.film.storyboard import Pose
from storyreel.film.timecode import FrameRate, FrameSize

BEYOND = (130.0, -70.0)
"""How far aside of and above the first in a bed the second is seen, units of a figure."""
HAND_LIGHT_RADIUS = 420.0
"""How far a candle or a lantern in the hand is seen to light, canvas units."""
SHARPEST = 1.25
"""Pixels for each canvas unit at which places are painted at most; beyond it they are magnified, and soft."""


@dataclass(frozen=True)
class Timing:
    """How long the shot is and who speaks when."""

    shot_frames: int
    rate: FrameRate
    talk: tuple[TalkSpan, ...] = ()

    def seconds(self, frame: int) -> float:
        """Time of a frame from the beginning of the shot."""
        return float(Fraction(frame) / self.rate.fps)

    def progress(self, frame: int) -> float:
        """0 at the first frame of the shot, 1 at its last."""
        return frame / (self.shot_frames - 1) if self.shot_frames > 1 else 0.0


def set_of(picture: Picture) -> PaintedSet:
    """The place of a picture, painted as text.

    What somebody holds up in the dark lights it where they are.
    """
    lain_in = any(figure.pose is Pose.LYING for figure in picture.figures)
    painted = paint_set(
        picture.place, picture.time, picture.weather, picture.mood, picture.environment_state, lain_in=lain_in
    )
    if not picture.environment_state.hand_light:
        return painted
    x = CANVAS_WIDTH / 2 + (picture.figures[0].x - 0.5) * VIEW_WIDTH if picture.figures else CANVAS_WIDTH / 2
    flame = Light(
        x,
        painted.floor_y - 0.6 * painted.person_height,
        HAND_LIGHT_RADIUS,
        "#ffc070",
        0.55,
        behaviour="flicker",
    )
    return replace(painted, lights=(*painted.lights, flame))


def layer_texts(picture: Picture) -> tuple[tuple[str, str], ...]:
    """Name and SVG of every layer, back to front: the place's, then the people in front of whom nothing else stands."""
    painted = set_of(picture)
    behind = [(layer.name, layer.svg) for layer in painted.layers if layer.depth <= 1]
    people = [
        (f"figure-{number}", draw_person(person))
        for number, person in enumerate(people_of(picture, painted), 1)
    ]
    return (*behind, *people, *((layer.name, layer.svg) for layer in painted.layers if layer.depth > 1))


CLOSE_FOG = 0.3
"""How much of the drifting fog is left between the camera and a near face."""
CLOSE_LIGHT = 0.5
"""How much of a glow is left in a close shot: a face is exposed for, not the lamp behind it."""


class ShotRenderer:
    """One shot, ready to be photographed frame by frame. Frames depend on nothing but their number."""

    def __init__(
        self, picture: Picture, drawings: Mapping[str, Drawing], size: FrameSize, timing: Timing, seed: int
    ) -> None:
        self.picture, self.drawings, self.size, self.timing, self.seed = picture, drawings, size, timing, seed
        self.painted = set_of(picture)
        self.people = people_of(picture, self.painted)
        self.grade = grade(picture.style)
        self.unit = units_to_canvas(self.painted.person_height)
        self.abed = [i for i, person in enumerate(self.people) if person.lies and self.painted.berth]
        presences = [
            presence_of(person, self.unit, picture.size, self.painted.berth) for person in self.people
        ]
        presences = [
            replace(p, x=presences[self.abed[0]].x) if i in self.abed else p for i, p in enumerate(presences)
        ]
        self.performances: list[Performance] = []
        self.framing = compose(self.painted, presences, picture.size, picture.move, size, seed)
        self.walks = [self._walk(i, person) for i, person in enumerate(self.people)]
        tracking = self._tracking()
        if tracking:
            self.framing = compose(self.painted, presences, picture.size, picture.move, size, seed, tracking)
        self.performances = [
            perform(person.figure, i, timing.talk, walk, seed)
            for i, (person, walk) in enumerate(zip(self.people, self.walks, strict=True))
        ]
        self.scale = min(self.framing.view_px, SHARPEST)
        self.close = self.framing.people.magnification > FEET_LEAVE and bool(self.people)
        self.cut_outs = CutOuts(
            self.people, drawings, self.framing, size, self.unit, [walk.speed != 0 for walk in self.walks]
        )
        self._plates: dict[tuple[str, ...], Raster] = {}

    def frame(self, frame: int) -> Planes:
        """The picture of one frame of the shot."""
        seconds = self.timing.seconds(frame)
        aim = self.framing.path.at(self.timing.progress(frame), seconds)
        tracked = self._tracked(seconds)
        placed_layers = self._place_layers(aim, seconds, tracked, front=False)
        for index in self._drawing_order():
            if index in self.abed:
                placed_layers += self._bed_layers(aim, seconds) if index == self.abed[0] else []
            else:
                placed_layers += self._person_layers(index, aim, seconds)
        placed_layers += self._place_layers(aim, seconds, tracked, front=True)
        tiles, falls = air.falling(
            self.painted.falls, min(self.size.width_px, self.size.height_px) / 1080, seconds, self.seed
        )
        glows = self._glows(aim, seconds, tracked)
        near = replace(self.painted, fog=self.painted.fog * CLOSE_FOG) if self.close else self.painted
        veil = air.veil_of(near, glows, self.size.width_px, self.size.height_px, seconds, self.seed)
        return develop(
            placed_layers, Air(veil, tiles, falls), self.grade, self.size.width_px, self.size.height_px
        )

    def _place_layers(self, aim: Aim, seconds: float, tracked: float, front: bool) -> list[RasterLayer]:
        placed_layers: list[RasterLayer] = []
        run: list[tuple[str, RasterLayer]] = []
        for layer in self.painted.layers:
            if (layer.depth > 1) != front or (front and self.close):
                continue
            placed = self._placed_layer(layer, aim, seconds, tracked)
            if self.framing.path.is_still and _stands_still(layer):
                run.append((layer.name, placed))
                continue
            placed_layers += self._plated(run)
            run = []
            placed_layers.append(placed)
        return placed_layers + self._plated(run)

    def _plated(self, run: Sequence[tuple[str, RasterLayer]]) -> list[RasterLayer]:
        """Sheets that stand still before a still camera as one, laid together once."""
        if len(run) < 2:
            return [placed for _, placed in run]
        key = tuple(name for name, _ in run)
        if key not in self._plates:
            self._plates[key] = flatten(
                [placed for _, placed in run], self.size.width_px, self.size.height_px
            )
        return [RasterLayer(self._plates[key], 0.0, 0.0, 1.0, 1.0)]

    def _placed_layer(self, layer: Layer, aim: Aim, seconds: float, tracked: float) -> RasterLayer:
        motion = layer.motion
        spot = self.framing.layer_spot(
            layer.depth,
            aim,
            tracked,
            abs(motion.bob_x) + abs(motion.ripple) * 1.5,
            abs(motion.bob_y),
            motion.wrap,
        )
        raster = self._layer_raster(layer, spot)
        turn = 2 * math.pi * motion.bob_hz * seconds
        phase = len(layer.name) * 1.7
        moved_x = motion.drift_x * seconds + motion.bob_x * math.sin(turn + phase)
        moved_y = motion.drift_y * seconds + motion.bob_y * math.sin(turn * 1.3 + phase * 2)
        return plane_layer(
            raster,
            replace(spot, centre_x=spot.centre_x - moved_x, centre_y=spot.centre_y - moved_y),
            self.size,
            wrap=motion.wrap,
            ripple=motion.ripple * raster.scale,
            phase=seconds * 4,
        )

    def _layer_raster(self, layer: Layer, spot: Spot) -> Raster:
        drawing = self.drawings.get(layer.name) or read_drawing(layer.name, layer.svg)
        scale = self.scale * CANVAS_WIDTH / drawing.view_box[2]
        whole = rasterise(layer.name, drawing, scale, keep_width=layer.motion.wrap)
        whole = replace(whole, scale=self.scale) if scale != self.scale else whole
        if not self.close:
            return whole
        focus = min(1.0, 0.15 + (self.framing.people.magnification - FEET_LEAVE) / 5)
        blur = (
            focus
            * (1.4 + 5.0 * max(0.0, 1.0 - layer.depth))
            * self.size.height_px
            / 1080
            * self.scale
            / spot.magnification
            * 2.2
        )
        blur = round(blur, 1)
        key = f"soft {drawing.sha256} {self.scale} {blur} {layer.motion.wrap}"
        return CACHE.fetch(key, lambda: soften(whole, blur, layer.motion.wrap))

    def _person_layers(self, index: int, aim: Aim, seconds: float) -> list[RasterLayer]:
        act = self.performances[index].at(seconds, self.timing.rate)
        spot = self.framing.person_spot(aim)
        unit = self.unit * self.framing.people_scale * act.nearness
        x = self.framing.people_x[index] + act.moved * self.framing.people_scale * self.unit
        y = self.framing.ground_y + act.lower * self.unit
        if index in self.abed[1:]:
            x, y = x + BEYOND[0] * unit, y + BEYOND[1] * unit
        placed_layers: list[RasterLayer] = []
        for part, stance, lift in act.parts:
            raster = self.cut_outs.part(index, part, stance)
            if raster is None or raster.pixels.size <= 4:
                continue
            grow_y = 1.0 if part is Part.SHADOW else act.breath
            placed_layers.append(
                figure_layer(raster, spot, self.size, x, y + lift * unit, unit, unit * grow_y)
            )
        water = self.painted.water_y
        if water is not None and not self.close and self.framing.ground_y >= water - 4:
            mirrored = [
                replace(
                    s,
                    step_y=-s.step_y,
                    y=mirrored_row(s, spot, self.size, y),
                    opacity=0.28,
                    ripple=2.2 * s.raster.scale * unit / 2,
                    ripple_phase=seconds * 4,
                )
                for s in placed_layers[1:]
            ]
            placed_layers = mirrored + placed_layers
        return placed_layers

    def _bed_layers(self, aim: Aim, seconds: float) -> list[RasterLayer]:
        """The bed with all who lie in it under one blanket, the first nearest to us."""
        berth, first = self.painted.berth, self.abed[0]
        if berth is None:
            return []
        people = [
            placed for index in reversed(self.abed) for placed in self._person_layers(index, aim, seconds)
        ]
        return [
            *self._berth_layers(berth.under, first, aim),
            *people,
            *self._berth_layers(berth.over, first, aim),
        ]

    def _berth_layers(self, svg: str, index: int, aim: Aim) -> list[RasterLayer]:
        """A drawing of the bed, laid on the plane of people so that it comes with who lies in it."""
        berth, scale = self.painted.berth, self.framing.people_scale
        if berth is None or not svg:
            return []
        ends = [self.framing.person_spot(end) for end in (self.framing.path.start, self.framing.path.end)]
        sharp = min(max(spot.magnification for spot in ends) * scale, 3.0 * SHARPEST)
        left, top, right, bottom = (
            berth.x - 420.0,
            self.painted.floor_y - 520.0,
            berth.x + 700.0,
            self.painted.floor_y + 60.0,
        )
        shown_x, shown_y = self.framing.people_x[index], self.framing.ground_y
        for_ends = [
            (
                (spot.centre_x - shown_x) / scale + berth.x,
                (spot.centre_y - shown_y) / scale + self.painted.floor_y,
                self.size.width_px / spot.magnification / scale * 0.56,
                self.size.height_px / spot.magnification / scale * 0.56,
            )
            for spot in ends
        ]
        left, right = (
            max(left, min(x - w for x, _, w, _ in for_ends)),
            min(right, max(x + w for x, _, w, _ in for_ends)),
        )
        top, bottom = (
            max(top, min(y - h for _, y, _, h in for_ends)),
            min(bottom, max(y + h for _, y, _, h in for_ends)),
        )
        if right - left < 8 or bottom - top < 8:
            return []
        left, top = math.floor(left * sharp) / sharp, math.floor(top * sharp) / sharp
        raster = rasterise("bed", read_drawing("bed", svg), sharp, (left, top, right - left, bottom - top))
        if raster.pixels.size <= 4:
            return []
        spot = self.framing.person_spot(aim)
        raster = replace(raster, left=raster.left + round(left * sharp), top=raster.top + round(top * sharp))
        seen = Spot(
            (spot.centre_x - shown_x) / scale + berth.x,
            (spot.centre_y - shown_y) / scale + self.painted.floor_y,
            spot.magnification * scale,
        )
        return [plane_layer(raster, seen, self.size)]

    def _drawing_order(self) -> list[int]:
        """Who lies first, then people farther from the middle, so that who is in the middle stands before them."""
        return sorted(
            range(len(self.people)),
            key=lambda i: (not self.people[i].lies, -abs(self.framing.people_x[i] - CANVAS_WIDTH / 2), i),
        )

    def _walk(self, index: int, person: Person) -> Walk:
        figure = person.figure
        if figure.pose not in {Pose.WALKING, Pose.RUNNING}:
            return Walk()
        window = (
            self.size.width_px
            / (self.framing.people.magnification * self.framing.view_px)
            / (self.unit * self.framing.people_scale)
        )
        ways = {
            (other.figure.pose in {Pose.WALKING, Pose.RUNNING}, other.figure.facing) for other in self.people
        }
        # Who goes past people that stay, or toward others, crosses the frame; only who is alone on the way is
        # followed.
        tracked = self.framing.people.magnification > 1.7 and len(ways) == 1
        speaks = any(span.figure_index == index for span in self.timing.talk)
        return Walk.of(
            figure,
            body_of(figure.look),
            window,
            tracked,
            self.timing.seconds(self.timing.shot_frames),
            speaks,
        )

    def _tracking(self) -> float:
        """Canvas units that the ground passes in the shot when the camera goes along with a walker, positive to the right."""
        window = self.size.width_px / (self.framing.place_magnification * self.framing.view_px)
        room = max(300.0, 0.94 * (CANVAS_WIDTH - window))
        for walk in self.walks:
            if walk.tracked and walk.speed:
                step = walk.speed * self.unit * walk.direction
                return math.copysign(
                    min(abs(step) * self.timing.seconds(self.timing.shot_frames), room), step
                )
        return 0.0

    def _tracked(self, seconds: float) -> float:
        """How far the ground has passed since the middle of the way."""
        whole = self.framing.path.tracking
        if whole == 0:
            return 0.0
        return whole * (seconds / max(self.timing.seconds(self.timing.shot_frames), 1e-6) - 0.5)

    def _glows(self, aim: Aim, seconds: float, tracked: float) -> list[air.Glow]:
        glows: list[air.Glow] = []
        for index, light in enumerate(self.painted.lights):
            spot = self.framing.layer_spot(min(light.depth, 1.0) if self.close else light.depth, aim, tracked)
            x = (light.x - spot.centre_x) * spot.magnification + self.size.width_px / 2
            y = (light.y - spot.centre_y) * spot.magnification + self.size.height_px / 2
            strength = (
                light.strength
                * air.liveliness(light, index, self.seed, seconds)
                * (CLOSE_LIGHT if self.close else 1.0)
            )
            glow = air.Glow(
                x,
                y,
                light.radius * spot.magnification,
                light_of(light.colour),
                strength,
                3.2 if light.behaviour == "sweep" else 1.0,
            )
            glows.append(glow)
            water = self.painted.water_y
            if water is not None and light.y < water:
                under = (2 * water - light.y - spot.centre_y) * spot.magnification + self.size.height_px / 2
                glows.append(replace(glow, y=under, strength=strength * 0.35))
        return glows


def _stands_still(layer: Layer) -> bool:
    motion = layer.motion
    return not (motion.drift_x or motion.drift_y or motion.bob_x or motion.bob_y or motion.ripple)
