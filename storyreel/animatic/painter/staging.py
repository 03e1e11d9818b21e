"""A shot made ready: place, people and camera together, so that any frame of it can be developed.

It does not know files, encoders or stores.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy.ndimage import gaussian_filter1d

from storyreel.animatic.painter import air
from storyreel.animatic.painter.acting import Performance, Walk, perform
from storyreel.animatic.painter.anatomy import body_of
from storyreel.animatic.painter.camera import Aim
from storyreel.animatic.painter.compositor import Air, Planes, Sheet, develop, flatten
from storyreel.animatic.painter.drawings import Drawing, read_drawing
from storyreel.animatic.painter.figures import BOX, Part, Person, Rest, Stance, draw_person, units_to_canvas
from storyreel.animatic.painter.framing import FEET_LEAVE, VIEW_WIDTH, Presence, Spot, compose
from storyreel.animatic.painter.grading import grade
from storyreel.animatic.painter.layers import CANVAS_WIDTH, Berth, Layer, PaintedSet, Seat
from storyreel.animatic.painter.pigments import Lighting, mix, to_rgb
from storyreel.animatic.painter.places import paint_set
from storyreel.animatic.painter.places.harbour import is_harbour
from storyreel.animatic.painter.raster import CELLAR, Raster, rasterise, row_spans
from storyreel.animatic.painter.told import posed, told_in
from storyreel.film.briefs import Picture, TalkSpan
from storyreel.film.places import PlaceKind
from storyreel.film.storyboard import Pose, ShotSize
from storyreel.film.timecode import FrameRate, FrameSize

GROUND = Rest(0.0, propped=False)
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
    """The place of a picture, painted as text."""
    return paint_set(picture.place, picture.time, picture.weather, picture.mood, picture.style, told_in(picture))


def people_of(picture: Picture, painted: PaintedSet) -> tuple[Person, ...]:
    """The people of a picture in the light of their set."""
    light = Lighting(readable(painted.ambient), min(painted.ambient_strength, MOST_DYED), painted.rim, painted.rim_side)
    told = told_in(picture)
    # Out of doors a seat is a bench or a rock somewhere; what is sat on is drawn where the person is, and so is a seat the script names.
    own_seat = painted.seat_y is None or not picture.place.interior or told.seat is not None
    seat = None if own_seat or painted.seat_y is None else max(0.0, (painted.floor_y - painted.seat_y) / units_to_canvas(painted.person_height))
    stool = told.seat or _STOOLS.get(picture.place.kind, Seat.STOOL)
    if picture.place.kind is PlaceKind.COAST and is_harbour(picture.place):
        stool = told.seat or Seat.BOLLARD
    berth = painted.berth
    rest = Rest((painted.floor_y - berth.top_y) / units_to_canvas(painted.person_height), berth.propped) if berth else GROUND
    return tuple(Person(figure, light, picture.mood, seat, rest, stool) for figure in posed(picture, told))


_STOOLS = {
    PlaceKind.COAST: Seat.ROCK,
    PlaceKind.MOUNTAINS: Seat.ROCK,
    PlaceKind.DESERT: Seat.ROCK,
    PlaceKind.PLANET: Seat.ROCK,
    PlaceKind.CAVE: Seat.ROCK,
    PlaceKind.UNDERWATER: Seat.ROCK,
    PlaceKind.FOREST: Seat.LOG,
    PlaceKind.OPEN_COUNTRY: Seat.BENCH,
    PlaceKind.VILLAGE: Seat.BENCH,
    PlaceKind.CITY_STREET: Seat.BENCH,
    PlaceKind.ROOFTOP: Seat.CRATE,
    PlaceKind.SHIP: Seat.BENCH,
    PlaceKind.EXTERIOR: Seat.BENCH,
}


def layer_texts(picture: Picture) -> tuple[tuple[str, str], ...]:
    """Name and SVG of every layer, back to front: the place's, then the people in front of whom nothing else stands."""
    painted = set_of(picture)
    behind = [(layer.name, layer.svg) for layer in painted.layers if layer.depth <= 1]
    people = [(f"figure-{number}", draw_person(person)) for number, person in enumerate(people_of(picture, painted), 1)]
    return (*behind, *people, *((layer.name, layer.svg) for layer in painted.layers if layer.depth > 1))


MOST_DYED = 0.52
"""How much of their own colours the light of a place may take from people: faces are read even at night."""
DARKEST = 0.56
"""The least brightness of the light that people are seen by, 0 to 1."""


def readable(ambient: str) -> str:
    """The light people are seen by: the place's, raised where it is too dark to read a face in."""
    brightness = sum(share * part for share, part in zip((0.3, 0.55, 0.15), to_rgb(ambient), strict=True))
    return ambient if brightness >= DARKEST else mix(ambient, "#ffffff", (DARKEST - brightness) / (1 - brightness))


CLOSE_FOG = 0.3
"""How much of the drifting fog is left between the camera and a near face."""
CLOSE_LIGHT = 0.5
"""How much of a glow is left in a close shot: a face is exposed for, not the lamp behind it."""


class Stage:
    """One shot, ready to be photographed frame by frame. Frames depend on nothing but their number."""

    def __init__(self, picture: Picture, drawings: Mapping[str, Drawing], size: FrameSize, timing: Timing, seed: int) -> None:
        self.picture, self.drawings, self.size, self.timing, self.seed = picture, drawings, size, timing, seed
        self.painted = set_of(picture)
        self.people = people_of(picture, self.painted)
        self.grade = grade(picture.style)
        self.unit = units_to_canvas(self.painted.person_height)
        presences = [presence_of(person, self.unit, picture.size, self.painted.berth) for person in self.people]
        self.performances: list[Performance] = []
        self.framing = compose(self.painted, presences, picture.size, picture.move, size, seed)
        self.walks = [self._walk(i, person) for i, person in enumerate(self.people)]
        tracking = self._tracking()
        if tracking:
            self.framing = compose(self.painted, presences, picture.size, picture.move, size, seed, tracking)
        self.performances = [
            perform(person.figure, i, timing.talk, walk, seed) for i, (person, walk) in enumerate(zip(self.people, self.walks, strict=True))
        ]
        self.scale = min(self.framing.view_px, SHARPEST)
        self.close = self.framing.people.magnification > FEET_LEAVE and bool(self.people)
        self._plates: dict[tuple[str, ...], Raster] = {}
        self._windows: dict[tuple[int, Part | None], tuple[tuple[float, float, float, float], float]] = {}

    def frame(self, frame: int) -> Planes:
        """The picture of one frame of the shot."""
        seconds = self.timing.seconds(frame)
        aim = self.framing.path.at(self.timing.progress(frame), seconds)
        tracked = self._tracked(seconds)
        sheets = self._place_sheets(aim, seconds, tracked, front=False)
        for index in self._drawing_order():
            if self.people[index].lies and self.painted.berth:
                sheets += [
                    *self._berth_sheets(self.painted.berth.under, index, aim),
                    *self._person_sheets(index, aim, seconds),
                    *self._berth_sheets(self.painted.berth.over, index, aim),
                ]
            else:
                sheets += self._person_sheets(index, aim, seconds)
        sheets += self._place_sheets(aim, seconds, tracked, front=True)
        tiles, falls = air.falling(self.painted.falls, min(self.size.width_px, self.size.height_px) / 1080, seconds, self.seed)
        glows = self._glows(aim, seconds, tracked)
        near = replace(self.painted, fog=self.painted.fog * CLOSE_FOG) if self.close else self.painted
        veil = air.veil_of(near, glows, self.size.width_px, self.size.height_px, seconds, self.seed)
        return develop(sheets, Air(veil, tiles, falls), self.grade, self.size.width_px, self.size.height_px)

    def _place_sheets(self, aim: Aim, seconds: float, tracked: float, front: bool) -> list[Sheet]:
        sheets: list[Sheet] = []
        run: list[tuple[str, Sheet]] = []
        for layer in self.painted.layers:
            if (layer.depth > 1) != front or (front and self.close):
                continue
            sheet = self._layer_sheet(layer, aim, seconds, tracked)
            if self.framing.path.is_still and _stands_still(layer):
                run.append((layer.name, sheet))
                continue
            sheets += self._plated(run)
            run = []
            sheets.append(sheet)
        return sheets + self._plated(run)

    def _plated(self, run: Sequence[tuple[str, Sheet]]) -> list[Sheet]:
        """Sheets that stand still before a still camera as one, laid together once."""
        if len(run) < 2:
            return [sheet for _, sheet in run]
        key = tuple(name for name, _ in run)
        if key not in self._plates:
            self._plates[key] = flatten([sheet for _, sheet in run], self.size.width_px, self.size.height_px)
        return [Sheet(self._plates[key], 0.0, 0.0, 1.0, 1.0)]

    def _layer_sheet(self, layer: Layer, aim: Aim, seconds: float, tracked: float) -> Sheet:
        motion = layer.motion
        spot = self.framing.layer_spot(layer.depth, aim, tracked, abs(motion.bob_x) + abs(motion.ripple) * 1.5, abs(motion.bob_y), motion.wrap)
        raster = self._layer_raster(layer, spot)
        turn = 2 * math.pi * motion.bob_hz * seconds
        phase = len(layer.name) * 1.7
        moved_x = motion.drift_x * seconds + motion.bob_x * math.sin(turn + phase)
        moved_y = motion.drift_y * seconds + motion.bob_y * math.sin(turn * 1.3 + phase * 2)
        return _sheet(
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
        blur = focus * (1.4 + 5.0 * max(0.0, 1.0 - layer.depth)) * self.size.height_px / 1080 * self.scale / spot.magnification * 2.2
        blur = round(blur, 1)
        key = f"soft {drawing.sha256} {self.scale} {blur} {layer.motion.wrap}"
        return CELLAR.fetch(key, lambda: soften(whole, blur, layer.motion.wrap))

    def _person_sheets(self, index: int, aim: Aim, seconds: float) -> list[Sheet]:
        act = self.performances[index].at(seconds, self.timing.rate)
        spot = self.framing.person_spot(aim)
        unit = self.unit * self.framing.people_scale * act.nearness
        x = self.framing.people_x[index] + act.moved * self.framing.people_scale * self.unit
        y = self.framing.ground_y + act.lower * self.unit
        sheets: list[Sheet] = []
        for part, stance, lift in act.parts:
            raster = self._part_raster(index, part, stance)
            if raster is None or raster.pixels.size <= 4:
                continue
            grow_y = 1.0 if part is Part.SHADOW else act.breath
            sheets.append(_figure_sheet(raster, spot, self.size, x, y + lift * unit, unit, unit * grow_y))
        water = self.painted.water_y
        if water is not None and not self.close and self.framing.ground_y >= water - 4:
            mirrored = [
                replace(
                    s,
                    step_y=-s.step_y,
                    y=_mirrored_row(s, spot, self.size, y),
                    opacity=0.28,
                    ripple=2.2 * s.raster.scale * unit / 2,
                    ripple_phase=seconds * 4,
                )
                for s in sheets[1:]
            ]
            sheets = mirrored + sheets
        return sheets

    def _berth_sheets(self, svg: str, index: int, aim: Aim) -> list[Sheet]:
        """A drawing of the bed, laid on the plane of people so that it comes with who lies in it."""
        berth, scale = self.painted.berth, self.framing.people_scale
        if berth is None or not svg:
            return []
        ends = [self.framing.person_spot(end) for end in (self.framing.path.start, self.framing.path.end)]
        sharp = min(max(spot.magnification for spot in ends) * scale, 3.0 * SHARPEST)
        left, top, right, bottom = berth.x - 420.0, self.painted.floor_y - 520.0, berth.x + 700.0, self.painted.floor_y + 60.0
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
        left, right = max(left, min(x - w for x, _, w, _ in for_ends)), min(right, max(x + w for x, _, w, _ in for_ends))
        top, bottom = max(top, min(y - h for _, y, _, h in for_ends)), min(bottom, max(y + h for _, y, _, h in for_ends))
        if right - left < 8 or bottom - top < 8:
            return []
        left, top = math.floor(left * sharp) / sharp, math.floor(top * sharp) / sharp
        raster = rasterise("bed", read_drawing("bed", svg), sharp, (left, top, right - left, bottom - top))
        if raster.pixels.size <= 4:
            return []
        spot = self.framing.person_spot(aim)
        raster = replace(raster, left=raster.left + round(left * sharp), top=raster.top + round(top * sharp))
        seen = Spot((spot.centre_x - shown_x) / scale + berth.x, (spot.centre_y - shown_y) / scale + self.painted.floor_y, spot.magnification * scale)
        return [_sheet(raster, seen, self.size)]

    def _part_raster(self, index: int, part: Part, stance: Stance) -> Raster | None:
        person = self.people[index]
        name = f"figure-{index + 1}"
        own = self.drawings.get(name)
        if own is not None and own.sha256 != read_drawing(name, draw_person(person)).sha256:
            if part is not Part.BODY:
                return None
            drawing = own
        else:
            if part in {Part.EYES, Part.MOUTH} and not person.has_face:
                return None
            drawing = read_drawing(name, draw_person(person, _bare(part, stance), (part,)))
        window, scale = self._window(index, None if own is not None and drawing is own else part)
        if own is not None and drawing is own:
            x, y, width, height = own.view_box
            share = width / BOX[2]
            seen = window
            window = (x + (window[0] - BOX[0]) * share, y + (window[1] - BOX[1]) * height / BOX[3], window[2] * share, window[3] * height / BOX[3])
            raster = rasterise(name, drawing, scale / share, window)
            return replace(
                raster, scale=scale, left=raster.left + round((seen[0] - BOX[0]) * scale), top=raster.top + round((seen[1] - BOX[1]) * scale)
            )
        raster = rasterise(name, drawing, scale, window)
        return replace(raster, left=raster.left + round((window[0] - BOX[0]) * scale), top=raster.top + round((window[1] - BOX[1]) * scale))

    def _window(self, index: int, part: Part | None) -> tuple[tuple[float, float, float, float], float]:
        """What the frame ever sees of a figure or a part of it (units of a figure, on whole pixels), and its sharpest scale."""
        key = (index, part)
        if key in self._windows:
            return self._windows[key]
        ends = [self.framing.person_spot(aim) for aim in (self.framing.path.start, self.framing.path.end)]
        unit = self.unit * self.framing.people_scale
        scale = max(spot.magnification for spot in ends) * unit
        x0, y0, x1, y1 = self.people[index].part_box(part) if part else (BOX[0], BOX[1], BOX[0] + BOX[2], BOX[1] + BOX[3])
        if self.close and self.walks[index].speed == 0:
            feet = self.framing.people_x[index]
            margin = 0.06
            lefts, tops, rights, bottoms = [], [], [], []
            for spot in ends:
                half_x, half_y = self.size.width_px / spot.magnification * (0.5 + margin), self.size.height_px / spot.magnification * (0.5 + margin)
                lefts.append((spot.centre_x - half_x - feet) / unit)
                rights.append((spot.centre_x + half_x - feet) / unit)
                tops.append((spot.centre_y - half_y - self.framing.ground_y) / unit)
                bottoms.append((spot.centre_y + half_y - self.framing.ground_y) / unit)
            x0, x1 = max(x0, min(lefts)), min(x1, max(rights))
            y0, y1 = max(y0, min(tops)), min(y1, max(bottoms))
        x0, y0 = BOX[0] + math.floor((x0 - BOX[0]) * scale) / scale, BOX[1] + math.floor((y0 - BOX[1]) * scale) / scale
        width, height = math.ceil(max(x1 - x0, 8 / scale) * scale) / scale, math.ceil(max(y1 - y0, 8 / scale) * scale) / scale
        self._windows[key] = ((x0, y0, width, height), scale)
        return self._windows[key]

    def _drawing_order(self) -> list[int]:
        """Who lies first, then people farther from the middle, so that who is in the middle stands before them."""
        return sorted(range(len(self.people)), key=lambda i: (not self.people[i].lies, -abs(self.framing.people_x[i] - CANVAS_WIDTH / 2), i))

    def _walk(self, index: int, person: Person) -> Walk:
        figure = person.figure
        if figure.pose not in {Pose.WALKING, Pose.RUNNING}:
            return Walk()
        window = self.size.width_px / (self.framing.people.magnification * self.framing.view_px) / (self.unit * self.framing.people_scale)
        ways = {(other.figure.pose in {Pose.WALKING, Pose.RUNNING}, other.figure.facing) for other in self.people}
        # Who goes past people that stay, or toward others, crosses the frame; only who is alone on the way is followed.
        tracked = self.framing.people.magnification > 1.7 and len(ways) == 1
        speaks = any(span.figure_index == index for span in self.timing.talk)
        return Walk.of(figure, body_of(figure.look), window, tracked, self.timing.seconds(self.timing.shot_frames), speaks)

    def _tracking(self) -> float:
        """Canvas units that the ground passes in the shot when the camera goes along with a walker, positive to the right."""
        window = self.size.width_px / (self.framing.place_magnification * self.framing.view_px)
        room = max(300.0, 0.94 * (CANVAS_WIDTH - window))
        for walk in self.walks:
            if walk.tracked and walk.speed:
                step = walk.speed * self.unit * walk.direction
                return math.copysign(min(abs(step) * self.timing.seconds(self.timing.shot_frames), room), step)
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
            strength = light.strength * air.liveliness(light, index, self.seed, seconds) * (CLOSE_LIGHT if self.close else 1.0)
            glow = air.Glow(x, y, light.radius * spot.magnification, to_rgb(light.colour), strength, 3.2 if light.behaviour == "sweep" else 1.0)
            glows.append(glow)
            water = self.painted.water_y
            if water is not None and light.y < water:
                under = (2 * water - light.y - spot.centre_y) * spot.magnification + self.size.height_px / 2
                glows.append(replace(glow, y=under, strength=strength * 0.35))
        return glows


def _bare(part: Part, stance: Stance) -> Stance:
    """The stance without what does not change a part, so that one drawing serves every frame."""
    if part is Part.EYES:
        return Stance(stance.phase, stance.eyes)
    if part is Part.MOUTH:
        return Stance(stance.phase, mouth=stance.mouth)
    return Stance(stance.phase)


def _stands_still(layer: Layer) -> bool:
    motion = layer.motion
    return not (motion.drift_x or motion.drift_y or motion.bob_x or motion.bob_y or motion.ripple)


def presence_of(person: Person, unit: float, size: ShotSize, berth: Berth | None = None) -> Presence:
    """A person as framing sees them; `unit` is canvas units for each unit of a figure. Seen from afar, who lies is where the bed stands."""
    left, top, right, bottom = (v * unit for v in person.head_box())
    body_top = top if not person.lies or person.propped else -0.62 * unit * body_of(person.figure.look).height
    x = person.figure.x
    if person.lies and berth and size in {ShotSize.WIDE, ShotSize.EXTREME_WIDE}:
        x = 0.5 + (berth.x - CANVAS_WIDTH / 2) / VIEW_WIDTH
    return Presence(x, person.facing, (left, top, right, bottom), person.eyes_at()[1] * unit, body_top, offset_x=person.eyes_at()[0] * unit)


def _sheet(raster: Raster, spot: Spot, size: FrameSize, wrap: bool = False, ripple: float = 0.0, phase: float = 0.0) -> Sheet:
    """A raster of canvas units as the frame sees it."""
    step = raster.scale / spot.magnification
    x = (spot.centre_x - (size.width_px / 2 - 0.5) / spot.magnification) * raster.scale - 0.5 - raster.left
    y = (spot.centre_y - (size.height_px / 2 - 0.5) / spot.magnification) * raster.scale - 0.5 - raster.top
    return Sheet(raster, x, y, step, step, 1.0, wrap, ripple, phase)


def _figure_sheet(raster: Raster, spot: Spot, size: FrameSize, x: float, y: float, unit_x: float, unit_y: float) -> Sheet:
    """A part of a figure that stands at (x, y) on the plane of people."""
    across, down = spot.magnification * unit_x, spot.magnification * unit_y
    feet_x = (x - spot.centre_x) * spot.magnification + size.width_px / 2
    feet_y = (y - spot.centre_y) * spot.magnification + size.height_px / 2
    step_x, step_y = raster.scale / across, raster.scale / down
    return Sheet(
        raster,
        (0.5 - feet_x) * step_x - BOX[0] * raster.scale - 0.5 - raster.left,
        (0.5 - feet_y) * step_y - BOX[1] * raster.scale - 0.5 - raster.top,
        step_x,
        step_y,
    )


def _mirrored_row(sheet: Sheet, spot: Spot, size: FrameSize, ground_y: float) -> float:
    """Row at frame row 0 of a sheet turned over at the ground."""
    feet = (ground_y - spot.centre_y) * spot.magnification + size.height_px / 2
    return sheet.y + 2 * feet * sheet.step_y


def soften(raster: Raster, blur_px: float, wrap: bool) -> Raster:
    """A raster at half its size, out of focus: what is behind people in a close view."""
    pad = round(blur_px * 2) // 2 * 2 + 4
    aside = 0 if wrap else pad
    pixels = np.pad(raster.pixels, ((pad, pad), (aside, aside)), mode="edge")
    rows, columns = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
    quads = np.ascontiguousarray(pixels[:rows, :columns]).view(np.uint8).reshape(rows // 2, 2, columns // 2, 2, 4)
    half = quads.mean(axis=(1, 3), dtype=np.float32)
    half = gaussian_filter1d(half, blur_px / 2, axis=0, mode="nearest", truncate=2.5)
    half = gaussian_filter1d(half, blur_px / 2, axis=1, mode="wrap" if wrap else "nearest", truncate=2.5)
    packed = np.ascontiguousarray(np.clip(half + 0.5, 0, 255).astype(np.uint8)).view(np.uint32)[..., 0]
    return Raster(packed, row_spans(packed), (raster.left - aside) // 2, (raster.top - pad) // 2, raster.scale / 2)
