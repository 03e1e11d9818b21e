"""People as cut-outs: each part in each state as one raster, no larger than the frame ever sees of it.

It does not move them.

A person's own drawing takes the place of all parts of a figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from storyreel.animatic.painter.drawings import Drawing, read_drawing
from storyreel.animatic.painter.figures import BOX, Part, Person, Stance, draw_person
from storyreel.animatic.painter.framing import FEET_LEAVE, Framing
from storyreel.animatic.painter.raster import Raster
from storyreel.animatic.painter.raster_cache import rasterise
from storyreel.film.timecode import FrameSize


class CutOuts:
    """The people of one shot.

    `unit` is canvas units for each unit of a figure, `walking` says who goes through the frame.
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
        self.people, self.drawings, self.framing, self.size, self.unit, self.walking = (
            people,
            drawings,
            framing,
            size,
            unit,
            walking,
        )
        self._windows: dict[tuple[int, Part | None], tuple[tuple[float, float, float, float], float]] = {}

    def part(self, index: int, part: Part, stance: Stance) -> Raster | None:
        """A part of a person in one state, or None where they show none: no eyes from behind, and a drawing of one's own is one body."""
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
            window = (
                x + (window[0] - BOX[0]) * share,
                y + (window[1] - BOX[1]) * height / BOX[3],
                window[2] * share,
                window[3] * height / BOX[3],
            )
            raster = rasterise(name, drawing, scale / share, window)
            return replace(
                raster,
                scale=scale,
                left=raster.left + round((seen[0] - BOX[0]) * scale),
                top=raster.top + round((seen[1] - BOX[1]) * scale),
            )
        raster = rasterise(name, drawing, scale, window)
        return replace(
            raster,
            left=raster.left + round((window[0] - BOX[0]) * scale),
            top=raster.top + round((window[1] - BOX[1]) * scale),
        )

    def _window(self, index: int, part: Part | None) -> tuple[tuple[float, float, float, float], float]:
        """What the frame ever sees of a figure or a part of it (units of a figure, on whole pixels), and its sharpest scale."""
        key = (index, part)
        if key in self._windows:
            return self._windows[key]
        ends = [self.framing.person_spot(aim) for aim in (self.framing.path.start, self.framing.path.end)]
        unit = self.unit * self.framing.people_scale
        scale = max(spot.magnification for spot in ends) * unit
        x0, y0, x1, y1 = (
            self.people[index].part_box(part) if part else (BOX[0], BOX[1], BOX[0] + BOX[2], BOX[1] + BOX[3])
        )
        if self.framing.people.magnification > FEET_LEAVE and not self.walking[index]:
            feet = self.framing.people_x[index]
            margin = 0.06
            lefts, tops, rights, bottoms = [], [], [], []
            for spot in ends:
                half_x, half_y = (
                    self.size.width_px / spot.magnification * (0.5 + margin),
                    self.size.height_px / spot.magnification * (0.5 + margin),
                )
                lefts.append((spot.centre_x - half_x - feet) / unit)
                rights.append((spot.centre_x + half_x - feet) / unit)
                tops.append((spot.centre_y - half_y - self.framing.ground_y) / unit)
                bottoms.append((spot.centre_y + half_y - self.framing.ground_y) / unit)
            x0, x1 = max(x0, min(lefts)), min(x1, max(rights))
            y0, y1 = max(y0, min(tops)), min(y1, max(bottoms))
        x0, y0 = (
            BOX[0] + math.floor((x0 - BOX[0]) * scale) / scale,
            BOX[1] + math.floor((y0 - BOX[1]) * scale) / scale,
        )
        width, height = (
            math.ceil(max(x1 - x0, 8 / scale) * scale) / scale,
            math.ceil(max(y1 - y0, 8 / scale) * scale) / scale,
        )
        self._windows[key] = ((x0, y0, width, height), scale)
        return self._windows[key]


def _bare(part: Part, stance: Stance) -> Stance:
    """The stance without what does not change a part, so that one drawing serves every frame."""
    if part is Part.EYES:
        return Stance(stance.phase, stance.eyes)
    if part is Part.MOUTH:
        return Stance(stance.phase, mouth=stance.mouth)
    return Stance(stance.phase)
