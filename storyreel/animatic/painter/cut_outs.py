"""People as cut-outs: each part in each state as one raster, no larger than the frame ever sees of it.

A drawing that the filmmaker gives for a person takes the place of all parts of the figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from storyreel.animatic.painter.drawings import Drawing, read_drawing
from storyreel.animatic.painter.figures import BOX, WHOLE, Box, Part, Person, Stance, draw_person
from storyreel.animatic.painter.framing import FEET_LEAVE, Framing, Spot
from storyreel.animatic.painter.raster import Raster
from storyreel.animatic.painter.raster_cache import rasterise
from storyreel.film.timecode import FrameSize


class CutOuts:
    """The people of one shot.

    `unit` is canvas units for each unit of a figure, `walking` says which of them go through the frame.
    """

    def __init__(
        self,
        people: Sequence[Person],
        drawings: Mapping[str, Drawing],
        framing: Framing,
        size: FrameSize,
        unit: float,
        walking: Sequence[bool],
    ) -> None:
        self.people, self.drawings, self.framing, self.size = people, drawings, framing, size
        self.unit, self.walking = unit, walking
        self._windows: dict[tuple[int, Part | None], _View] = {}

    def part(self, index: int, part: Part, stance: Stance) -> Raster | None:
        """A part of a person in one state, or None if it shows nothing.

        Eyes show nothing from behind, and a drawing that is given for the person is one body.
        """
        name = f"figure-{index + 1}"
        own = self._own_drawing(index, name)
        if own is not None:
            return self._own_body(index, name, own) if part is Part.BODY else None
        person = self.people[index]
        if part in {Part.EYES, Part.MOUTH} and not person.has_face:
            return None
        drawing = read_drawing(name, draw_person(person, _bare(part, stance), (part,)))
        view = self._view(index, part)
        return view.placed(rasterise(name, drawing, view.scale, view.window))

    def _own_drawing(self, index: int, name: str) -> Drawing | None:
        """The drawing given for a person, if it differs from ours."""
        own = self.drawings.get(name)
        if own is None:
            return None
        ours = read_drawing(name, draw_person(self.people[index]))
        return None if own.sha256 == ours.sha256 else own

    def _own_body(self, index: int, name: str, own: Drawing) -> Raster:
        """A drawing of any size, as large as our own would be."""
        view = self._view(index, None)
        x, y, width, height = own.view_box
        left, top, wide, tall = view.window
        share = width / BOX[2]
        window = (
            x + (left - BOX[0]) * share,
            y + (top - BOX[1]) * height / BOX[3],
            wide * share,
            tall * height / BOX[3],
        )
        raster = rasterise(name, own, view.scale / share, window)
        return view.placed(replace(raster, scale=view.scale))

    def _view(self, index: int, part: Part | None) -> _View:
        """What the frame ever sees of a figure or a part of it."""
        if (index, part) not in self._windows:
            self._windows[index, part] = self._measured(index, part)
        return self._windows[index, part]

    def _measured(self, index: int, part: Part | None) -> _View:
        path, unit = self.framing.path, self.unit * self.framing.people_scale
        ends = [self.framing.person_spot(aim) for aim in (path.start, path.end)]
        scale = max(spot.magnification for spot in ends) * unit
        box = self.people[index].part_box(part) if part else WHOLE
        if self.framing.people.magnification > FEET_LEAVE and not self.walking[index]:
            views = [self._frame_box(spot, self.framing.people_x[index], unit) for spot in ends]
            box = _common(box, views)
        return _on_pixels(box, scale)

    def _frame_box(self, spot: Spot, feet_x: float, unit: float) -> Box:
        """The frame with a margin, in units of a figure from its feet."""
        half_x = self.size.width_px / spot.magnification * (0.5 + _MARGIN)
        half_y = self.size.height_px / spot.magnification * (0.5 + _MARGIN)
        ground = self.framing.ground_y
        return (
            (spot.centre_x - half_x - feet_x) / unit,
            (spot.centre_y - half_y - ground) / unit,
            (spot.centre_x + half_x - feet_x) / unit,
            (spot.centre_y + half_y - ground) / unit,
        )


_MARGIN = 0.06
"""How much more than the frame is drawn at each side, share of the frame."""


@dataclass(frozen=True)
class _View:
    """A window on a figure (x, y, width, height in its units, on whole pixels), and its sharpest scale."""

    window: tuple[float, float, float, float]
    scale: float

    def placed(self, raster: Raster) -> Raster:
        """A raster of the window at its place in the figure's drawing."""
        return replace(raster, left=raster.left + self._first(0), top=raster.top + self._first(1))

    def _first(self, axis: int) -> int:
        """The first column or row of the window, counted from the drawing's corner."""
        return round((self.window[axis] - BOX[axis]) * self.scale)


def _common(box: Box, views: Sequence[Box]) -> Box:
    """The part of a box that is seen in any of the views."""
    lefts, tops, rights, bottoms = zip(*views, strict=True)
    left, top, right, bottom = box
    return max(left, min(lefts)), max(top, min(tops)), min(right, max(rights)), min(bottom, max(bottoms))


def _on_pixels(box: Box, scale: float) -> _View:
    """A window that holds a box, at least 8 pixels wide and tall."""
    left, top = (_down_to_pixel(corner, edge, scale) for corner, edge in zip(box[:2], BOX[:2], strict=True))
    width, height = _up_to_pixel(box[2] - left, scale), _up_to_pixel(box[3] - top, scale)
    return _View((left, top, width, height), scale)


def _down_to_pixel(at: float, edge: float, scale: float) -> float:
    """The last whole pixel before a coordinate, counted from the drawing's edge."""
    return edge + math.floor((at - edge) * scale) / scale


def _up_to_pixel(length: float, scale: float) -> float:
    """A length of whole pixels, at least 8 of them."""
    return math.ceil(max(length, 8 / scale) * scale) / scale


def _bare(part: Part, stance: Stance) -> Stance:
    """The stance without what does not change a part, so that one drawing is used for every frame."""
    if part is Part.MOUTH:
        return Stance(stance.phase, mouth=stance.mouth)
    if part is Part.HEAD:
        return Stance(stance.phase, jaw=stance.jaw)
    if part is Part.EYES:
        return Stance(stance.phase, stance.eyes, brow_lift=stance.brow_lift)
    return Stance(stance.phase)
