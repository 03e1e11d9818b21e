"""What is drawn under somebody who sits where the place has no seat. It does not know the seats of places.

Units of a figure, as in `anatomy`.
"""

from __future__ import annotations

from storyreel.animatic.painter.brush import Brush
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.wearers import Wearer
from storyreel.film.colours import mix_light
from storyreel.film.facts import Seat


def draw_stool(brush: Brush, wearer: Wearer, seat: Seat) -> None:
    """The seat, as high as the pose sits."""
    _SEATS[seat](brush, wearer, wearer.body.height, -wearer.bones.stool)


def draw_cot(brush: Brush, light: Lighting, length: float, top: float) -> None:
    """A cot under who sleeps where there is no bed.

    `top` is the mattress's height, `length` the sleeper's.
    """
    half = 0.56 * length
    for x in (-0.94 * half, 0.94 * half):
        brush.path(f"M{x:.1f},{-top + 20:.1f} V0", stroke=light.shade("#4c5158", 0.25), width=26)
    brush.path(f"M{-half:.1f},{-top + 44:.1f} H{half:.1f}", stroke=light.dye("#4c5158"), width=30)
    brush.path(f"M{-half + 22:.1f},{-top + 6:.1f} H{half - 22:.1f}", stroke=light.dye("#a8adb4"), width=54)
    brush.path(f"M{-half + 40:.1f},{-top - 26:.1f} h150", stroke=light.dye("#dfe2e4"), width=46)


def _draw_bollard(brush: Brush, wearer: Wearer, h: float, top: float) -> None:
    iron = "#444c54"
    brush.path(
        f"M{-0.075 * h:.1f},{top:.1f} L{-0.085 * h:.1f},0 H{0.085 * h:.1f} L{0.075 * h:.1f},{top:.1f} Z",
        wearer.cloth(brush, iron, -0.085 * h, 0.085 * h),
    )
    brush.path(
        f"M{-0.11 * h:.1f},{top + 0.02 * h:.1f} H{0.11 * h:.1f}",
        stroke=wearer.light.dye(mix_light(iron, "#ffffff", 0.18)),
        width=0.05 * h,
    )
    for k in range(3):
        brush.path(
            f"M{-0.08 * h:.1f},{top * (0.3 + 0.13 * k):.1f} q{0.08 * h:.1f},{0.02 * h:.1f} {0.16 * h:.1f},0",
            stroke=wearer.light.dye("#c8a868"),
            width=0.02 * h,
        )


def _draw_rock(brush: Brush, wearer: Wearer, h: float, top: float) -> None:
    stone = "#77706a"
    shape = (
        f"M{-0.21 * h:.1f},0 L{-0.18 * h:.1f},{top * 0.7:.1f} L{-0.1 * h:.1f},{top:.1f}"
        f" L{0.1 * h:.1f},{top * 0.98:.1f} L{0.15 * h:.1f},{top * 0.6:.1f} L{0.19 * h:.1f},0 Z"
    )
    brush.path(shape, wearer.cloth(brush, stone, -0.2 * h, 0.2 * h))
    brush.path(
        f"M{-0.1 * h:.1f},{top:.1f} L{-0.04 * h:.1f},{top * 0.5:.1f} L{-0.08 * h:.1f},0"
        f" M{-0.04 * h:.1f},{top * 0.5:.1f} L{0.15 * h:.1f},{top * 0.6:.1f}",
        stroke=wearer.light.shade(stone, 0.45),
        width=4,
    )


def _draw_log(brush: Brush, wearer: Wearer, h: float, top: float) -> None:
    bark = "#5c4432"
    brush.path(
        f"M{-0.3 * h:.1f},{top * 0.5:.1f} H{0.26 * h:.1f}", stroke=wearer.light.shade(bark, 0.2), width=-top
    )
    brush.ellipse(0.26 * h, top * 0.5, -top * 0.4, -top * 0.5, wearer.light.dye("#b8906a"))
    brush.ellipse(0.26 * h, top * 0.5, -top * 0.24, -top * 0.3, wearer.light.dye("#9a7452"))
    brush.path(
        f"M{-0.3 * h:.1f},{top * 0.72:.1f} h{0.4 * h:.1f} M{-0.24 * h:.1f},{top * 0.34:.1f} h{0.36 * h:.1f}",
        stroke=wearer.light.shade(bark, 0.55),
        width=5,
    )


def _draw_crate(brush: Brush, wearer: Wearer, h: float, top: float) -> None:
    wood = "#8a6a44"
    brush.path(
        f"M{-0.16 * h:.1f},{top:.1f} H{0.16 * h:.1f} V0 H{-0.16 * h:.1f} Z",
        wearer.cloth(brush, wood, -0.16 * h, 0.16 * h),
    )
    brush.path(
        f"M{-0.14 * h:.1f},{top * 0.93:.1f} H{0.14 * h:.1f} V{top * 0.07:.1f} H{-0.14 * h:.1f} Z"
        f" M{-0.14 * h:.1f},{top * 0.07:.1f} L{0.14 * h:.1f},{top * 0.93:.1f}",
        stroke=wearer.light.shade(wood, 0.35),
        width=0.022 * h,
    )


def _draw_bench(brush: Brush, wearer: Wearer, h: float, top: float) -> None:
    wood = "#8a5c38"
    for x in (-0.34, 0.34):
        brush.path(f"M{x * h:.1f},{top:.1f} V0", stroke=wearer.light.shade("#30363c", 0.2), width=0.03 * h)
    brush.path(
        f"M{-0.42 * h:.1f},{top + 0.016 * h:.1f} H{0.42 * h:.1f}",
        stroke=wearer.light.dye(wood),
        width=0.045 * h,
    )
    brush.path(
        f"M{-0.42 * h:.1f},{top + 0.004 * h:.1f} H{0.42 * h:.1f}",
        stroke=wearer.light.dye(mix_light(wood, "#ffffff", 0.25)),
        width=0.01 * h,
    )


def _draw_stool(brush: Brush, wearer: Wearer, h: float, top: float) -> None:
    wood = "#6b4a30"
    for x in (-0.1, 0.1):
        brush.path(
            f"M{x * h * 0.8:.1f},{top:.1f} L{x * h * 1.15:.1f},0",
            stroke=wearer.light.shade(wood, 0.4),
            width=0.022 * h,
        )
    brush.path(
        f"M{-0.088 * h:.1f},{top * 0.4:.1f} H{0.088 * h:.1f}",
        stroke=wearer.light.shade(wood, 0.5),
        width=0.014 * h,
    )
    brush.path(
        f"M{-0.12 * h:.1f},{top:.1f} h{0.24 * h:.1f} q{0.012 * h:.1f},{0.016 * h:.1f} 0,{0.032 * h:.1f}"
        f" h{-0.24 * h:.1f} q{-0.012 * h:.1f},{-0.016 * h:.1f} 0,{-0.032 * h:.1f} Z",
        wearer.light.dye(wood),
    )


_SEATS = {
    Seat.BOLLARD: _draw_bollard,
    Seat.ROCK: _draw_rock,
    Seat.LOG: _draw_log,
    Seat.CRATE: _draw_crate,
    Seat.BENCH: _draw_bench,
    Seat.STOOL: _draw_stool,
}
