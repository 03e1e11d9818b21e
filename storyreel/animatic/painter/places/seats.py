"""What people sit on.

Each stands on a floor line: `x` its middle, `y` its foot, `size` the height of an adult there.
"""

from __future__ import annotations

from storyreel.animatic.painter.layers import PaintedSeat
from storyreel.animatic.painter.places.canvas import Canvas, box, disc, number
from storyreel.animatic.painter.places.distance import far_tone
from storyreel.animatic.painter.places.materials import BRASS, WOOD
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow


def sofa(
    builder: SetBuilder,
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    wide: float,
    cloth: str,
    cushion: str,
) -> PaintedSeat:
    """A two- or three-seat sofa."""
    seat, back, arm = y - size * 0.27, y - size * 0.56, size * 0.13
    left, colour = x - wide / 2, builder.tone(cloth)
    with canvas.group("sofa"):
        ground_shadow(canvas, x, y + 4, wide * 0.58, 0.65)
        canvas.path(
            "".join(
                box(left + dx, y - size * 0.07, size * 0.045, size * 0.07)
                for dx in (arm * 0.4, wide - arm * 0.8)
            ),
            builder.tone("#3a2618"),
        )
        canvas.rect(
            left + arm * 0.5,
            back,
            wide - arm,
            size * 0.5,
            canvas.down(lighter(colour, 0.16), darker(colour, 0.34)),
            34,
        )
        seats = max(2, round(wide / (size * 0.55)))
        each = (wide - 2 * arm) / seats
        for index in range(seats):
            cx = left + arm + index * each
            canvas.rect(
                cx + 4,
                back + 16,
                each - 8,
                size * 0.3,
                canvas.down(lighter(colour, 0.12), darker(colour, 0.2)),
                24,
            )
            canvas.path(
                f"M{number(cx + 20)},{number(back + 22)}h{number(each - 40)}",
                stroke=lighter(colour, 0.4),
                width=4,
                opacity=0.5,
            )
            canvas.rect(
                cx + 2,
                seat,
                each - 4,
                size * 0.12,
                canvas.down(lighter(colour, 0.24), darker(colour, 0.25)),
                18,
            )
        canvas.rect(
            left + arm * 0.5,
            seat + size * 0.11,
            wide - arm,
            size * 0.1,
            canvas.down(darker(colour, 0.3), darker(colour, 0.55)),
            8,
        )
        for side in (0, 1):
            ax = left if side == 0 else left + wide - arm
            canvas.rect(
                ax,
                seat - size * 0.12,
                arm,
                size * 0.33,
                canvas.down(lighter(colour, 0.2), darker(colour, 0.45)),
                22,
            )
        accent = builder.tone(cushion)
        for dx, turn in ((arm * 1.25, -8), (wide - arm * 2.55, 9)):
            with canvas.group(
                "cushion", transform=f"rotate({turn} {number(left + dx + 50)} {number(seat - 40)})"
            ):
                canvas.rect(
                    left + dx,
                    seat - size * 0.2,
                    size * 0.21,
                    size * 0.21,
                    canvas.down(lighter(accent, 0.2), darker(accent, 0.3)),
                    20,
                )
                canvas.path(
                    f"M{number(left + dx + 14)},{number(seat - size * 0.1)}h{number(size * 0.15)}"
                    f"M{number(left + dx + size * 0.105)},{number(seat - size * 0.17)}v{number(size * 0.15)}",
                    stroke=lighter(accent, 0.45),
                    width=4,
                    opacity=0.6,
                )
    return PaintedSeat(x, seat + 8, long=True)


def armchair(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cloth: str) -> None:
    """A wing chair."""
    colour, wide = builder.tone(cloth), size * 0.5
    with canvas.group("armchair"):
        ground_shadow(canvas, x, y, wide * 0.75, 0.6)
        canvas.rect(
            x - wide * 0.42,
            y - size * 0.72,
            wide * 0.84,
            size * 0.6,
            canvas.down(lighter(colour, 0.18), darker(colour, 0.35)),
            44,
        )
        buttons = "".join(
            disc(x + dx * wide, y - size * (0.58 - dy), 4) for dx in (-0.2, 0.0, 0.2) for dy in (0.0, 0.12)
        )
        canvas.path(buttons, darker(colour, 0.45))
        canvas.rect(
            x - wide * 0.4,
            y - size * 0.3,
            wide * 0.8,
            size * 0.12,
            canvas.down(lighter(colour, 0.22), darker(colour, 0.2)),
            16,
        )
        for side in (-1, 1):
            canvas.rect(
                x + side * wide * 0.42 - wide * 0.1,
                y - size * 0.42,
                wide * 0.2,
                size * 0.36,
                canvas.down(lighter(colour, 0.12), darker(colour, 0.45)),
                18,
            )
        canvas.rect(x - wide * 0.42, y - size * 0.18, wide * 0.84, size * 0.13, darker(colour, 0.4), 6)


def chair(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, wood: str = WOOD, turn: int = 1
) -> PaintedSeat:
    """A wooden chair with a slatted back."""
    colour, seat, half = builder.tone(wood), y - size * 0.27, size * 0.125
    with canvas.group("chair"):
        ground_shadow(canvas, x, y, half * 1.8, 0.55)
        legs = [
            (x - half, seat, x - half * 1.1, y),
            (x + half, seat, x + half * 1.1, y),
            (x - half * 0.7, seat, x - half * 0.75, y - size * 0.05),
            (x + half * 0.7, seat, x + half * 0.75, y - size * 0.05),
        ]
        canvas.scratches(legs[2:], darker(colour, 0.5), size * 0.02)
        canvas.scratches(legs[:2], colour, size * 0.028)
        back = seat - size * 0.3
        canvas.scratches(
            [(x - half * 0.9, seat, x - half, back), (x + half * 0.9, seat, x + half, back)],
            colour,
            size * 0.03,
        )
        canvas.scratches(
            [(x + dx * half, seat, x + dx * half, back + 8) for dx in (-0.45, 0, 0.45)],
            darker(colour, 0.25),
            size * 0.018,
        )
        canvas.rect(
            x - half * 1.12,
            back - size * 0.03,
            half * 2.24,
            size * 0.06,
            canvas.down(lighter(colour, 0.25), darker(colour, 0.25)),
            10,
        )
        canvas.rect(
            x - half * 1.15,
            seat - size * 0.02,
            half * 2.3,
            size * 0.045,
            canvas.down(lighter(colour, 0.3), darker(colour, 0.3)),
            7,
        )
        canvas.scratches(
            [(x - turn * half * 1.05, seat + size * 0.04, x - turn * half * 1.12, y - 6)],
            lighter(colour, 0.35),
            3,
            0.5,
        )
    return PaintedSeat(x, seat - 6)


def stool(
    builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, cloth: str, tall: float = 0.4
) -> None:
    """A bar stool on a turned foot."""
    seat, colour = y - size * tall, builder.tone(cloth)
    with canvas.group("stool"):
        ground_shadow(canvas, x, y, size * 0.18, 0.6)
        brass = builder.tone(BRASS)
        canvas.oval(
            x, y - 4, size * 0.105, size * 0.024, canvas.across(darker(brass, 0.5), brass, darker(brass, 0.5))
        )
        canvas.rect(
            x - size * 0.016,
            seat,
            size * 0.032,
            size * tall - 6,
            canvas.across(darker(brass, 0.4), lighter(brass, 0.3), darker(brass, 0.5)),
        )
        canvas.oval(x, y - size * 0.13, size * 0.08, size * 0.018, "none", stroke=brass, width=6)
        canvas.rect(
            x - size * 0.12,
            seat - size * 0.02,
            size * 0.24,
            size * 0.06,
            canvas.down(lighter(colour, 0.1), darker(colour, 0.45)),
            16,
        )
        canvas.oval(
            x, seat - size * 0.014, size * 0.12, size * 0.03, canvas.down(lighter(colour, 0.3), colour)
        )


def bench(builder: SetBuilder, canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    """A park bench."""
    without = () if builder.hour.snowy else ("snow",)
    with canvas.group("bench"):
        ground_shadow(canvas, x, y, size * 1.15 * 0.62, 0.6)
        drawing("park-bench").paint(canvas, far_tone(builder, depth), x, y, size, without=without)
