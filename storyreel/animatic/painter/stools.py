"""What is drawn under a person who sits if the place has no seat.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.colours import mix_light
from storyreel.film.facts import Seat


def draw_stool(brush: Brush, wearer: Wearer, seat: Seat) -> None:
    """The seat, as high as the pose sits."""
    _DRAW[seat](_Seat(brush, wearer))


def draw_cot(brush: Brush, light: Lighting, length: float, top: float) -> None:
    """A cot under a sleeper if there is no bed.

    `top` is the mattress's height, `length` the sleeper's.
    """
    half = 0.56 * length
    for x in (-0.94 * half, 0.94 * half):
        brush.path(f"M{x:.1f},{-top + 20:.1f} V0", stroke=light.shade("#4c5158", 0.25), width=26)
    brush.path(f"M{-half:.1f},{-top + 44:.1f} H{half:.1f}", stroke=light.dye("#4c5158"), width=30)
    brush.path(f"M{-half + 22:.1f},{-top + 6:.1f} H{half - 22:.1f}", stroke=light.dye("#a8adb4"), width=54)
    brush.path(f"M{-half + 40:.1f},{-top - 26:.1f} h150", stroke=light.dye("#dfe2e4"), width=46)


@dataclass(frozen=True)
class _Seat:
    """A seat under a wearer, to be drawn."""

    brush: Brush
    wearer: Wearer

    @cached_property
    def height(self) -> float:
        """The body's height."""
        return self.wearer.body.height

    @cached_property
    def top(self) -> float:
        """Y of the seat."""
        return -self.wearer.bones.stool

    @cached_property
    def light(self) -> Lighting:
        return self.wearer.light

    def _wide(self, share: float) -> str:
        """A length that is a share of the body's height, as text."""
        return f"{share * self.height:.1f}"

    def _high(self, share: float) -> str:
        """Y at a share of the seat's height, as text."""
        return f"{self.top * share:.1f}"

    def _fill(self, path: str, colour: str, half: float) -> None:
        """Fill a round shape that reaches `half` to both sides, a share of the body's height."""
        reach = half * self.height
        self.brush.path(path, self.wearer.cloth(self.brush, colour, -reach, reach))

    def _line(self, path: str, colour: str, width: float) -> None:
        """A line whose width is a share of the body's height."""
        self.brush.path(path, stroke=colour, width=width * self.height)

    def draw_bollard(self) -> None:
        iron, wide = "#444c54", self._wide
        top = f"{self.top:.1f}"
        self._fill(
            f"M{wide(-0.075)},{top} L{wide(-0.085)},0 H{wide(0.085)} L{wide(0.075)},{top} Z", iron, 0.085
        )
        cap = f"M{wide(-0.11)},{self.top + 0.02 * self.height:.1f} H{wide(0.11)}"
        self._line(cap, self.light.dye(mix_light(iron, "#ffffff", 0.18)), 0.05)
        for turn in range(3):
            self._line(self._rope(turn), self.light.dye("#c8a868"), 0.02)

    def _rope(self, turn: int) -> str:
        wide = self._wide
        start = f"M{wide(-0.08)},{self._high(0.3 + 0.13 * turn)}"
        return f"{start} q{wide(0.08)},{wide(0.02)} {wide(0.16)},0"

    def draw_rock(self) -> None:
        stone, wide, high = "#77706a", self._wide, self._high
        left = f"M{wide(-0.21)},0 L{wide(-0.18)},{high(0.7)} L{wide(-0.1)},{high(1)}"
        right = f"L{wide(0.1)},{high(0.98)} L{wide(0.15)},{high(0.6)} L{wide(0.19)},0"
        self._fill(f"{left} {right} Z", stone, 0.2)
        crack = f"M{wide(-0.1)},{high(1)} L{wide(-0.04)},{high(0.5)} L{wide(-0.08)},0"
        branch = f"M{wide(-0.04)},{high(0.5)} L{wide(0.15)},{high(0.6)}"
        self.brush.path(f"{crack} {branch}", stroke=self.light.shade(stone, 0.45), width=4)

    def draw_log(self) -> None:
        bark, wide, high = "#5c4432", self._wide, self._high
        trunk = f"M{wide(-0.3)},{high(0.5)} H{wide(0.26)}"
        self.brush.path(trunk, stroke=self.light.shade(bark, 0.2), width=-self.top)
        self._draw_ring(0.4, 0.5, "#b8906a")
        self._draw_ring(0.24, 0.3, "#9a7452")
        grooves = f"M{wide(-0.3)},{high(0.72)} h{wide(0.4)} M{wide(-0.24)},{high(0.34)} h{wide(0.36)}"
        self.brush.path(grooves, stroke=self.light.shade(bark, 0.55), width=5)

    def _draw_ring(self, across: float, down: float, colour: str) -> None:
        """A ring of the cut end of a log; its radii are shares of the seat's height."""
        radii = (-self.top * across, -self.top * down)
        self.brush.ellipse(0.26 * self.height, self.top * 0.5, *radii, self.light.dye(colour))

    def draw_crate(self) -> None:
        wood, wide, high = "#8a6a44", self._wide, self._high
        self._fill(f"M{wide(-0.16)},{high(1)} H{wide(0.16)} V0 H{wide(-0.16)} Z", wood, 0.16)
        frame = f"M{wide(-0.14)},{high(0.93)} H{wide(0.14)} V{high(0.07)} H{wide(-0.14)} Z"
        brace = f"M{wide(-0.14)},{high(0.07)} L{wide(0.14)},{high(0.93)}"
        self._line(f"{frame} {brace}", self.light.shade(wood, 0.35), 0.022)

    def draw_bench(self) -> None:
        wood = "#8a5c38"
        for x in (-0.34, 0.34):
            self._draw_post(x)
        self._line(self._plank(0.016), self.light.dye(wood), 0.045)
        self._line(self._plank(0.004), self.light.dye(mix_light(wood, "#ffffff", 0.25)), 0.01)

    def _plank(self, below: float) -> str:
        y = self.top + below * self.height
        return f"M{self._wide(-0.42)},{y:.1f} H{self._wide(0.42)}"

    def _draw_post(self, x: float) -> None:
        self._line(f"M{self._wide(x)},{self._high(1)} V0", self.light.shade("#30363c", 0.2), 0.03)

    def draw_stool(self) -> None:
        wood, wide = "#6b4a30", self._wide
        for x in (-0.1, 0.1):
            leg = f"M{x * self.height * 0.8:.1f},{self._high(1)} L{x * self.height * 1.15:.1f},0"
            self._line(leg, self.light.shade(wood, 0.4), 0.022)
        rung = f"M{wide(-0.088)},{self._high(0.4)} H{wide(0.088)}"
        self._line(rung, self.light.shade(wood, 0.5), 0.014)
        self.brush.path(self._round_seat(), self.light.dye(wood))

    def _round_seat(self) -> str:
        wide = self._wide
        right = f"h{wide(0.24)} q{wide(0.012)},{wide(0.016)} 0,{wide(0.032)}"
        left = f"h{wide(-0.24)} q{wide(-0.012)},{wide(-0.016)} 0,{wide(-0.032)}"
        return f"M{wide(-0.12)},{self._high(1)} {right} {left} Z"


_DRAW = {
    Seat.BOLLARD: _Seat.draw_bollard,
    Seat.ROCK: _Seat.draw_rock,
    Seat.LOG: _Seat.draw_log,
    Seat.CRATE: _Seat.draw_crate,
    Seat.BENCH: _Seat.draw_bench,
    Seat.STOOL: _Seat.draw_stool,
}
