"""A shot made ready: place, people and camera together, so that any frame of it can be developed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from storyreel.animatic.painter import air
from storyreel.animatic.painter.acting import Act, Performance, Walk, perform
from storyreel.animatic.painter.camera import Aim
from storyreel.animatic.painter.compositor import Air, Planes, RasterLayer, develop, flatten
from storyreel.animatic.painter.cut_outs import CutOuts
from storyreel.animatic.painter.drawings import Drawing, read_drawing
from storyreel.animatic.painter.figures import Part, Person, Stance, draw_person, units_to_canvas
from storyreel.animatic.painter.framing import FEET_LEAVE, VIEW_WIDTH, Framing, Presence, Spot, compose
from storyreel.animatic.painter.grading import grade
from storyreel.animatic.painter.layers import CANVAS_WIDTH, Berth, Layer, Light, Motion, PaintedSet
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
"""How far beside and above the first person in a bed the second is seen, units of a figure."""
HAND_LIGHT_RADIUS = 420.0
"""How far a candle or a lantern in the hand is seen to light, canvas units."""
SHARPEST = 1.25
"""Most pixels for each canvas unit at which places are painted; beyond it they are magnified, and soft."""


@dataclass(frozen=True)
class Timing:
    """How long the shot is, and when each person speaks."""

    shot_frames: int
    rate: FrameRate
    talk: tuple[TalkSpan, ...] = ()

    def seconds(self, frame: int) -> float:
        """Time of a frame from the beginning of the shot."""
        return float(Fraction(frame) / self.rate.fps)

    @property
    def whole_seconds(self) -> float:
        """How long the shot is."""
        return self.seconds(self.shot_frames)

    def speaks(self, figure_index: int) -> bool:
        """True if the person with this index in the picture speaks in the shot."""
        return any(span.figure_index == figure_index for span in self.talk)

    def progress(self, frame: int) -> float:
        """0 at the first frame of the shot, 1 at its last."""
        return frame / (self.shot_frames - 1) if self.shot_frames > 1 else 0.0


def set_of(picture: Picture) -> PaintedSet:
    """The place of a picture, painted as text.

    A light that a person holds up in the dark lights the place where that person is.
    """
    lain_in = any(figure.pose is Pose.LYING for figure in picture.figures)
    painted = paint_set(
        picture.place, picture.time, picture.weather, picture.mood, picture.environment_state, lain_in=lain_in
    )
    if not picture.environment_state.hand_light:
        return painted
    return replace(painted, lights=(*painted.lights, _flame(picture, painted)))


def _flame(picture: Picture, painted: PaintedSet) -> Light:
    """The light in the hand of the first person, or in the middle."""
    y = painted.floor_y - 0.6 * painted.person_height
    return Light(_flame_x(picture), y, HAND_LIGHT_RADIUS, "#ffc070", 0.55, behaviour="flicker")


def _flame_x(picture: Picture) -> float:
    aside = (picture.figures[0].x - 0.5) * VIEW_WIDTH if picture.figures else 0
    return CANVAS_WIDTH / 2 + aside


def layer_texts(picture: Picture) -> tuple[tuple[str, str], ...]:
    """Name and SVG of every layer, back to front: the place's, with the people at their depth."""
    painted = set_of(picture)
    people = enumerate(people_of(picture, painted), 1)
    figures = [(f"figure-{number}", draw_person(person)) for number, person in people]
    behind = [(layer.name, layer.svg) for layer in painted.layers if layer.depth <= 1]
    front = [(layer.name, layer.svg) for layer in painted.layers if layer.depth > 1]
    return (*behind, *figures, *front)


CLOSE_FOG = 0.3
"""How much of the drifting fog is left between the camera and a near face."""
CLOSE_LIGHT = 0.5
"""How much of a glow is left in a close shot: a face is exposed for, not the lamp behind it."""


_WALKS = frozenset({Pose.WALKING, Pose.RUNNING})


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
        self.framing = self._composed(0.0)
        self.walks = [self._walk(i, person) for i, person in enumerate(self.people)]
        tracking = self._tracking()
        if tracking:
            self.framing = self._composed(tracking)
        self.performances = self._performances()
        self.scale = min(self.framing.view_px, SHARPEST)
        self.close = self.framing.people.magnification > FEET_LEAVE and bool(self.people)
        self.cut_outs = self._cut_outs()
        self._plates: dict[tuple[str, ...], Raster] = {}

    def _composed(self, tracking: float) -> Framing:
        people, shot, move = self._presences(), self.picture.size, self.picture.move
        return compose(self.painted, people, shot, move, self.size, self.seed, tracking)

    def _presences(self) -> list[Presence]:
        """All people; those in one bed are asked for at the place of the first of them."""
        size, berth = self.picture.size, self.painted.berth
        presences = [presence_of(person, self.unit, size, berth) for person in self.people]
        for index in self.abed:
            presences[index] = replace(presences[index], x=presences[self.abed[0]].x)
        return presences

    def _performances(self) -> list[Performance]:
        return list(map(self._performance, range(len(self.people))))

    def _performance(self, index: int) -> Performance:
        figure = self.people[index].figure
        return perform(figure, index, self.timing.talk, self.walks[index], self.seed, self.timing.rate)

    def _cut_outs(self) -> CutOuts:
        walking = [walk.speed != 0 for walk in self.walks]
        return CutOuts(self.people, self.drawings, self.framing, self.size, self.unit, walking)

    def frame(self, frame: int) -> Planes:
        """The picture of one frame of the shot."""
        seconds = self.timing.seconds(frame)
        aim = self.framing.path.at(self.timing.progress(frame), seconds)
        moment = _Moment(seconds, aim, self._tracked(seconds))
        layers = self._place_layers(moment, front=False)
        layers += self._people_layers(moment)
        layers += self._place_layers(moment, front=True)
        return develop(layers, self._air(moment), self.grade, self.size.width_px, self.size.height_px)

    def _people_layers(self, moment: _Moment) -> list[RasterLayer]:
        return [layer for index in self._drawing_order() for layer in self._layers_of(index, moment)]

    def _layers_of(self, index: int, moment: _Moment) -> list[RasterLayer]:
        """A person; all who share the bed are drawn with the first of them."""
        if index not in self.abed:
            return self._person_layers(index, moment)
        return self._bed_layers(moment) if index == self.abed[0] else []

    def _air(self, moment: _Moment) -> Air:
        tiles, falls = self._falling(moment.seconds)
        width, height = self.size.width_px, self.size.height_px
        veil = air.veil_of(self._near_set(), self._glows(moment), width, height, moment.seconds, self.seed)
        return Air(veil, tiles, falls)

    def _falling(self, seconds: float) -> tuple[np.ndarray, np.ndarray]:
        scale = min(self.size.width_px, self.size.height_px) / 1080
        return air.falling(self.painted.falls, scale, seconds, self.seed)

    def _near_set(self) -> PaintedSet:
        """The place, with less fog before a near face."""
        if self.close:
            return replace(self.painted, fog=self.painted.fog * CLOSE_FOG)
        return self.painted

    def _place_layers(self, moment: _Moment, front: bool) -> list[RasterLayer]:
        """The layers of the place before or behind the people; runs of layers that stand still are joined."""
        layers: list[RasterLayer] = []
        run: list[tuple[str, RasterLayer]] = []
        for layer in self.painted.layers:
            if not self._shows(layer, front):
                continue
            placed = self._placed_layer(layer, moment)
            if self.framing.path.is_still and _stands_still(layer):
                run.append((layer.name, placed))
            else:
                layers += [*self._plated(run), placed]
                run = []
        return layers + self._plated(run)

    def _shows(self, layer: Layer, front: bool) -> bool:
        """True for the layers on one side of the people; a close view has none in front of them."""
        return (layer.depth > 1) == front and not (front and self.close)

    def _plated(self, run: Sequence[tuple[str, RasterLayer]]) -> list[RasterLayer]:
        """Layers that stand still before a still camera as one, flattened once."""
        if len(run) < 2:
            return [placed for _, placed in run]
        key = tuple(name for name, _ in run)
        if key not in self._plates:
            layers = [placed for _, placed in run]
            self._plates[key] = flatten(layers, self.size.width_px, self.size.height_px)
        return [RasterLayer(self._plates[key], 0.0, 0.0, 1.0, 1.0)]

    def _placed_layer(self, layer: Layer, moment: _Moment) -> RasterLayer:
        motion = layer.motion
        spot = self._layer_spot(layer, moment)
        raster = self._layer_raster(layer, spot)
        x, y = _moved(layer, moment.seconds)
        moved = replace(spot, centre_x=spot.centre_x - x, centre_y=spot.centre_y - y)
        ripple, phase = motion.ripple * raster.scale, moment.seconds * 4
        return plane_layer(raster, moved, self.size, wrap=motion.wrap, ripple=ripple, phase=phase)

    def _layer_spot(self, layer: Layer, moment: _Moment) -> Spot:
        swing, wrap = _swing(layer.motion), layer.motion.wrap
        return self.framing.layer_spot(layer.depth, moment.aim, moment.tracked, *swing, wrap)

    def _layer_raster(self, layer: Layer, spot: Spot) -> Raster:
        drawing = self.drawings.get(layer.name) or read_drawing(layer.name, layer.svg)
        scale = self.scale * CANVAS_WIDTH / drawing.view_box[2]
        whole = rasterise(layer.name, drawing, scale, keep_width=layer.motion.wrap)
        whole = replace(whole, scale=self.scale) if scale != self.scale else whole
        if not self.close:
            return whole
        blur = self._blur(layer, spot)
        key = f"soft {drawing.sha256} {self.scale} {blur} {layer.motion.wrap}"
        return CACHE.fetch(key, lambda: soften(whole, blur, layer.motion.wrap))

    def _blur(self, layer: Layer, spot: Spot) -> float:
        """How far out of focus a layer is in a close view, pixels of its raster."""
        lines = self._focus * (1.4 + 5.0 * max(0.0, 1.0 - layer.depth)) * self.size.height_px / 1080
        return round(lines * self.scale / spot.magnification * 2.2, 1)

    @property
    def _focus(self) -> float:
        """How much of the place's softness a close view shows, up to 1."""
        return min(1.0, 0.15 + (self.framing.people.magnification - FEET_LEAVE) / 5)

    def _person_layers(self, index: int, moment: _Moment) -> list[RasterLayer]:
        act = self.performances[index].at(moment.seconds, self.timing.rate)
        stand = self._stand(index, act, self.framing.person_spot(moment.aim))
        layers = [layer for part in act.parts if (layer := self._part_layer(index, act, part, stand))]
        if not self._mirrors_people:
            return layers
        return [self._reflection(layer, stand, moment.seconds) for layer in layers[1:]] + layers

    @property
    def _mirrors_people(self) -> bool:
        """True if people stand in or over water whose surface is in the frame."""
        water = self.painted.water_y
        return water is not None and not self.close and self.framing.ground_y >= water - 4

    def _stand(self, index: int, act: Act, spot: Spot) -> _Stand:
        scale = self.framing.people_scale
        unit = self.unit * scale * act.nearness
        x = self.framing.people_x[index] + act.moved * scale * self.unit
        y = self.framing.ground_y + act.lower * self.unit
        if index in self.abed[1:]:
            x, y = x + BEYOND[0] * unit, y + BEYOND[1] * unit
        return _Stand(spot, x, y, unit)

    def _part_layer(
        self, index: int, act: Act, part: tuple[Part, Stance, float], stand: _Stand
    ) -> RasterLayer | None:
        """A part of a person in the frame; None if nothing of it is seen."""
        name, stance, lift = part
        raster = self.cut_outs.part(index, name, stance)
        if raster is None or raster.pixels.size <= 4:
            return None
        grow_y = 1.0 if name is Part.SHADOW else act.breath
        y, unit = stand.y + lift * stand.unit, stand.unit
        return figure_layer(raster, stand.spot, self.size, stand.x, y, unit, unit * grow_y)

    def _reflection(self, layer: RasterLayer, stand: _Stand, seconds: float) -> RasterLayer:
        """A part of a person in the water below."""
        return replace(
            layer,
            step_y=-layer.step_y,
            y=mirrored_row(layer, stand.spot, self.size, stand.y),
            opacity=0.28,
            ripple=2.2 * layer.raster.scale * stand.unit / 2,
            ripple_phase=seconds * 4,
        )

    def _bed_layers(self, moment: _Moment) -> list[RasterLayer]:
        """The bed with all who lie in it under one blanket, the first nearest to us."""
        berth = self.painted.berth
        if berth is None:
            return []
        under = self._berth_layers(berth, berth.under, moment.aim)
        return [*under, *self._sleepers(moment), *self._berth_layers(berth, berth.over, moment.aim)]

    def _sleepers(self, moment: _Moment) -> Iterator[RasterLayer]:
        for index in reversed(self.abed):
            yield from self._person_layers(index, moment)

    def _berth_layers(self, berth: Berth, svg: str, aim: Aim) -> list[RasterLayer]:
        """A drawing of the bed, laid on the plane of people so that it moves with the person in it."""
        path, scale = self.framing.path, self.framing.people_scale
        ends = [self.framing.person_spot(end) for end in (path.start, path.end)]
        sharp = min(max(spot.magnification for spot in ends) * scale, 3.0 * SHARPEST)
        left, top, right, bottom = self._berth_seen(berth, ends)
        if not svg or right - left < 8 or bottom - top < 8:
            return []
        left, top = math.floor(left * sharp) / sharp, math.floor(top * sharp) / sharp
        raster = rasterise("bed", read_drawing("bed", svg), sharp, (left, top, right - left, bottom - top))
        if raster.pixels.size <= 4:
            return []
        raster = replace(raster, left=raster.left + round(left * sharp), top=raster.top + round(top * sharp))
        return [plane_layer(raster, self._berth_spot(berth, self.framing.person_spot(aim)), self.size)]

    def _berth_seen(self, berth: Berth, ends: Sequence[Spot]) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what the frame ever sees of the bed, canvas units."""
        floor = self.painted.floor_y
        views = [self._berth_view(berth, spot) for spot in ends]
        lefts, tops, rights, bottoms = zip(*views, strict=True)
        return (
            max(berth.x - 420.0, min(lefts)),
            max(floor - 520.0, min(tops)),
            min(berth.x + 700.0, max(rights)),
            min(floor + 60.0, max(bottoms)),
        )

    def _berth_view(self, berth: Berth, spot: Spot) -> tuple[float, float, float, float]:
        """What a frame sees of the bed, with a margin."""
        seen, scale = self._berth_spot(berth, spot), self.framing.people_scale
        half_x = self.size.width_px / spot.magnification / scale * 0.56
        half_y = self.size.height_px / spot.magnification / scale * 0.56
        return seen.centre_x - half_x, seen.centre_y - half_y, seen.centre_x + half_x, seen.centre_y + half_y

    def _berth_spot(self, berth: Berth, spot: Spot) -> Spot:
        """The spot of the plane of people in the units of the bed's drawing."""
        scale, shown_x = self.framing.people_scale, self.framing.people_x[self.abed[0]]
        x = (spot.centre_x - shown_x) / scale + berth.x
        y = (spot.centre_y - self.framing.ground_y) / scale + self.painted.floor_y
        return Spot(x, y, spot.magnification * scale)

    def _drawing_order(self) -> list[int]:
        """People who lie first, then from the edges to the middle, so that the middle is in front."""
        return sorted(range(len(self.people)), key=self._nearness)

    def _nearness(self, index: int) -> tuple[bool, float, int]:
        return not self.people[index].lies, -self._beside_middle(index), index

    def _beside_middle(self, index: int) -> float:
        return abs(self.framing.people_x[index] - CANVAS_WIDTH / 2)

    def _walk(self, index: int, person: Person) -> Walk:
        figure = person.figure
        if figure.pose not in _WALKS:
            return Walk()
        speaks, seconds = self.timing.speaks(index), self.timing.whole_seconds
        return Walk.of(figure, person.body, self._window(), self._follows(), seconds, speaks)

    def _window(self) -> float:
        """Width of the frame on the plane of people, units of a figure."""
        return self._canvas_width(self.framing.people.magnification) / (self.unit * self.framing.people_scale)

    def _canvas_width(self, magnification: float) -> float:
        """Width of the frame on a plane of that magnification, canvas units."""
        return self.size.width_px / (magnification * self.framing.view_px)

    def _follows(self) -> bool:
        """True if the camera goes along with a walker: in a near view in which all go the same way.

        A person who passes people that stay, or goes toward others, crosses the frame.
        """
        ways = {(other.figure.pose in _WALKS, other.figure.facing) for other in self.people}
        return self.framing.people.magnification > 1.7 and len(ways) == 1

    def _tracking(self) -> float:
        """Canvas units that the ground passes as the camera follows a walker, positive to the right."""
        followed = next((walk for walk in self.walks if walk.is_followed), None)
        return self._tracking_of(followed) if followed else 0.0

    def _tracking_of(self, followed: Walk) -> float:
        step = followed.speed * self.unit * followed.direction
        return math.copysign(min(abs(step) * self.timing.whole_seconds, self._room_to_track()), step)

    def _room_to_track(self) -> float:
        """How far the frame can go over the place, canvas units."""
        window = self._canvas_width(self.framing.place_magnification)
        return max(300.0, 0.94 * (CANVAS_WIDTH - window))

    def _tracked(self, seconds: float) -> float:
        """How far the ground has passed since the middle of the shot."""
        return self.framing.path.tracking * (seconds / max(self.timing.whole_seconds, 1e-6) - 0.5)

    def _glows(self, moment: _Moment) -> list[air.Glow]:
        """Every light as the frame sees it, and its reflection if it is over water."""
        glows: list[air.Glow] = []
        for index, light in enumerate(self.painted.lights):
            spot = self._light_spot(light, moment)
            glow = self._glow(index, light, spot, moment.seconds)
            glows += [glow, *self._mirrored(glow, light, spot)]
        return glows

    def _light_spot(self, light: Light, moment: _Moment) -> Spot:
        depth = min(light.depth, 1.0) if self.close else light.depth
        return self.framing.layer_spot(depth, moment.aim, moment.tracked)

    def _mirrored(self, glow: air.Glow, light: Light, spot: Spot) -> list[air.Glow]:
        """The glow in the water below it, if there is water."""
        water = self.painted.water_y
        if water is None or light.y >= water:
            return []
        return [replace(glow, y=self._row(2 * water - light.y, spot), strength=glow.strength * 0.35)]

    def _glow(self, index: int, light: Light, spot: Spot, seconds: float) -> air.Glow:
        x = (light.x - spot.centre_x) * spot.magnification + self.size.width_px / 2
        strength = light.strength * air.liveliness(light, index, self.seed, seconds)
        return air.Glow(
            x,
            self._row(light.y, spot),
            light.radius * spot.magnification,
            light_of(light.colour),
            strength * (CLOSE_LIGHT if self.close else 1.0),
            3.2 if light.behaviour == "sweep" else 1.0,
        )

    def _row(self, y: float, spot: Spot) -> float:
        """The row of the frame at which a height is seen."""
        return (y - spot.centre_y) * spot.magnification + self.size.height_px / 2


@dataclass(frozen=True)
class _Moment:
    """One frame: its time, where the camera points and how far the ground has passed."""

    seconds: float
    aim: Aim
    tracked: float


@dataclass(frozen=True)
class _Stand:
    """Where a person stands at one moment, canvas units, and the size of one unit of a figure there."""

    spot: Spot
    x: float
    y: float
    unit: float


def _moved(layer: Layer, seconds: float) -> tuple[float, float]:
    """How far a layer has drifted and swung."""
    motion = layer.motion
    turn = 2 * math.pi * motion.bob_hz * seconds
    phase = len(layer.name) * 1.7
    x = motion.drift_x * seconds + motion.bob_x * math.sin(turn + phase)
    return x, motion.drift_y * seconds + motion.bob_y * math.sin(turn * 1.3 + phase * 2)


def _swing(motion: Motion) -> tuple[float, float]:
    """How far a layer swings aside and down, canvas units."""
    return abs(motion.bob_x) + abs(motion.ripple) * 1.5, abs(motion.bob_y)


def _stands_still(layer: Layer) -> bool:
    motion = layer.motion
    return not (motion.drift_x or motion.drift_y or motion.bob_x or motion.bob_y or motion.ripple)
