"""What is sewn or bound on a garment, and how it falls: folds, buttons, belts, bands.

Units of a figure, as in `anatomy`. All is drawn inside the outline of the trunk, which cuts it off at the
sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from storyreel.animatic.painter.brush import Brush, Frame
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.cast import Garment
from storyreel.film.colours import mix_light

SKIRTED = frozenset({Garment.COAT, Garment.DRESS, Garment.ROBE})
"""Garments that fall over the legs."""
_BELTED_BEHIND = frozenset({Garment.COAT, Garment.ROBE, Garment.UNIFORM})
_BRASS = "#d8b45a"
_TO_LEFT, _TO_RIGHT = "q-0.02,0.03 0.005,0.075", "q0.02,0.03 0.005,0.075"
_FOLDS = ((-0.05, -0.03, _TO_LEFT), (0.06, 0.0, _TO_RIGHT), (-0.02, 0.05, _TO_LEFT))
"""Where each fold begins beside the middle and below the waist, and its bend; shares of the body's height."""
_SKIRT_FOLDS = (-0.07, -0.02, 0.045, 0.085)


def draw_trims(brush: Brush, wearer: Wearer, bottom: float) -> None:
    """The trims of a trunk that ends at `bottom`."""
    _Front(brush, wearer, bottom).draw()


@dataclass(frozen=True)
class _Front:
    """The trunk of a wearer, to be drawn on, down to its `bottom`."""

    brush: Brush
    wearer: Wearer
    bottom: float

    @cached_property
    def height(self) -> float:
        """The body's height."""
        return self.wearer.body.height

    @cached_property
    def light(self) -> Lighting:
        return self.wearer.light

    @cached_property
    def middle(self) -> float:
        """X of the middle."""
        return self.wearer.bones.neck[0] + (0.03 * self.height if self.wearer.bones.turned else 0.0)

    @cached_property
    def waist(self) -> float:
        return self.wearer.bones.hip[1] - 0.1 * self.height

    @cached_property
    def top(self) -> float:
        return self.wearer.bones.neck[1]

    @cached_property
    def frame(self) -> Frame:
        """The middle of the waist, in shares of the body's height."""
        return Frame(self.middle, self.waist, self.height)

    def dark(self, amount: float) -> str:
        """The garment in shade."""
        return self.light.shade(self.wearer.colour, amount)

    def draw(self) -> None:
        self._draw_folds()
        if self.wearer.look.garment in SKIRTED and not self.wearer.seated:
            self._draw_skirt_folds()
        self._draw_trimmings()

    def _draw_trimmings(self) -> None:
        garment = self.wearer.look.garment
        if self.wearer.away:
            self._draw_behind()
        elif garment in _FRONTS:
            _FRONTS[garment](self)

    def _draw_band(self, y: float, colour: str, width: float, opacity: float = 1.0) -> None:
        """A band across the whole trunk; `width` is a share of the body's height."""
        half = 0.2 * self.height
        line = f"M{-half:.1f},{y:.1f} H{half:.1f}"
        self.brush.path(line, stroke=colour, width=width * self.height, opacity=opacity)

    def _draw_seam(self, foot: float, tone: str, width: float, opacity: float) -> None:
        """A line down the middle to `foot`."""
        self.brush.path(self._seam(self.top, foot), stroke=tone, width=width, opacity=opacity)

    def _seam(self, top: float, foot: float) -> str:
        return f"M{self.middle:.1f},{top:.1f} V{foot:.1f}"

    def _draw_folds(self) -> None:
        for x, y, bend in _FOLDS:
            fold = f"M{self.frame.at(x, y)} {self.frame.path(bend)}"
            self.brush.path(fold, stroke=self.dark(0.5), width=3, opacity=0.32)

    def _draw_skirt_folds(self) -> None:
        for x in _SKIRT_FOLDS:
            fold = f"{self._fold_start(x)} {self._fold_bend(x)} {self._fold_end(x)}"
            self.brush.path(fold, stroke=self.dark(0.5), width=4, opacity=0.35)

    def _fold_start(self, x: float) -> str:
        h = self.height
        return f"M{self.middle + x * h * 0.7:.1f},{self.wearer.bones.hip[1] + 0.02 * h:.1f}"

    def _fold_bend(self, x: float) -> str:
        y = (self.wearer.bones.hip[1] + self.bottom) / 2
        return f"Q{self.middle + x * self.height:.1f},{y:.1f}"

    def _fold_end(self, x: float) -> str:
        return f"{self.middle + x * self.height * 1.5:.1f},{self.bottom:.1f}"

    def _draw_behind(self) -> None:
        """The seam of the back, and a belt."""
        self._draw_back_seam(self.top + 0.03 * self.height)
        if self.wearer.look.garment in _BELTED_BEHIND:
            self._draw_band(self.waist, self.dark(0.4), 0.026)

    def _draw_back_seam(self, top: float) -> None:
        self.brush.path(self._seam(top, self.bottom), stroke=self.dark(0.5), width=2.5, opacity=0.35)

    def _draw_buttoned(self, button: str, double: bool = False) -> None:
        """A front with four buttons, or four pairs of them."""
        self._draw_seam(self.bottom + 40, self.dark(0.5), 3.5, 0.7)
        paint = self.light.dye(button)
        for number in range(4):
            y = self.top + (0.09 + 0.068 * number) * self.height
            self._draw_button(self.middle + 0.014 * self.height, y, paint)
            if double:
                self._draw_button(self.middle - 0.036 * self.height, y, paint)

    def _draw_button(self, x: float, y: float, paint: str) -> None:
        radius = 0.0065 * self.height
        self.brush.ellipse(x, y, radius, radius, paint)

    @cached_property
    def _horn(self) -> str:
        """Buttons of the garment's colour, before light."""
        return mix_light(self.wearer.colour, "#0e0a0c", 0.6)

    def draw_jacket(self) -> None:
        """A row of buttons."""
        self._draw_buttoned(self._horn)

    def draw_coat(self) -> None:
        """Two rows of buttons, and a belt."""
        self._draw_buttoned(self._horn, double=True)
        self._draw_band(self.waist + 0.01 * self.height, self.dark(0.36), 0.024)

    def draw_uniform(self) -> None:
        """Brass buttons, and a belt with a brass buckle."""
        self._draw_buttoned(_BRASS)
        self._draw_band(self.waist + 0.02 * self.height, self.light.dye("#241c1c"), 0.026)
        self.brush.path(f"{self._buckle_corner()} {self._buckle()}", self.light.dye(_BRASS))

    def _buckle_corner(self) -> str:
        h = self.height
        return f"M{self.middle - 0.018 * h:.1f},{self.waist + 0.008 * h:.1f}"

    def _buckle(self) -> str:
        wide, tall = 0.036 * self.height, 0.024 * self.height
        return f"h{wide:.1f} v{tall:.1f} h{-wide:.1f} Z"

    def draw_sweater(self) -> None:
        """A ribbed hem, and three stripes over the chest."""
        self._draw_band(self.bottom - 0.012 * self.height, self.dark(0.3), 0.03, 0.6)
        for number, opacity in enumerate((0.75, 0.4, 0.75)):
            self._draw_stripe(number, opacity)

    def _draw_stripe(self, number: int, opacity: float) -> None:
        y = self.top + (0.1 + 0.016 * number) * self.height
        self._draw_band(y, self.light.dye(self.wearer.look.accent_colour), 0.007, opacity)

    def draw_shirt(self) -> None:
        """A buttoned strip, and the belt of the trousers."""
        self._draw_seam(self.bottom + 20, self.dark(0.3), 0.022 * self.height, 0.35)
        for number in range(5):
            self._draw_shirt_button(self.top + (0.08 + 0.055 * number) * self.height)
        self._draw_band(self.bottom - 0.002 * self.height, self.light.dye("#2a2018"), 0.024)

    def _draw_shirt_button(self, y: float) -> None:
        radius = 0.004 * self.height
        self.brush.ellipse(self.middle, y, radius, radius, self.light.light(self.wearer.colour, 0.6))

    def draw_dress(self) -> None:
        """A belt."""
        self._draw_band(self.waist, self.light.dye(self.wearer.look.accent_colour), 0.02)

    def draw_robe(self) -> None:
        """One side laid over the other, and a knotted sash."""
        self.brush.path(self._overlap(), stroke=self.dark(0.5), width=4, opacity=0.6)
        sash = self.light.dye(self.wearer.look.accent_colour)
        self._draw_band(self.waist + 0.01 * self.height, sash, 0.02)
        self.brush.path(self.frame.path("M0.01,0.01 l0.015,0.13"), stroke=sash, width=0.013 * self.height)

    def _overlap(self) -> str:
        h, middle = self.height, self.middle
        bend = f"Q{middle + 0.02 * h:.1f},{self.wearer.bones.hip[1]:.1f}"
        foot = f"{middle + 0.012 * h:.1f},{self.bottom + 20:.1f}"
        return f"M{middle - 0.01 * h:.1f},{self.top:.1f} {bend} {foot}"


_FRONTS = {
    Garment.COAT: _Front.draw_coat,
    Garment.JACKET: _Front.draw_jacket,
    Garment.UNIFORM: _Front.draw_uniform,
    Garment.SWEATER: _Front.draw_sweater,
    Garment.SHIRT: _Front.draw_shirt,
    Garment.DRESS: _Front.draw_dress,
    Garment.ROBE: _Front.draw_robe,
}
