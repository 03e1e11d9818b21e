"""The shell of a room: view, back wall with windows, side walls, ceiling, floor, daylight and frame.

Kinds of room put the furniture in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places import surfaces
from storyreel.animatic.painter.places.canvas import Canvas, box, closed_path, number
from storyreel.animatic.painter.places.features import hang_landmarks
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.windows import Window, frame_on, paint_view
from storyreel.film.colours import mix
from storyreel.film.places import TimeOfDay, Weather

WALL_PAINTINGS = ((760.0, 640.0, 44.0), (1560.0, 640.0, 44.0))
"""Where a room without windows shows a landmark the script names, as a picture."""
LEFT, RIGHT, CEILING, BASE = 170.0, 2134.0, 96.0, 930.0
"""Edges of every back wall, canvas units."""


@dataclass(frozen=True)
class Shell:
    """What a room is built of."""

    wall: str
    """'#rrggbb' in white light."""
    material: str = "wallpaper"
    """'wallpaper', 'plaster', 'brick', 'stone', 'planks', 'tiles', 'panels' or 'metal'."""
    dado: str = ""
    """Colour of the lower wall; '' for none."""
    dado_material: str = "panels"
    floor: str = "#8a6242"
    floor_material: str = "boards"
    """'boards', 'chequers', 'flags', 'carpet' or 'lino'."""
    floor_second: str = "#5a4634"
    ceiling: str = "#d8cfc0"
    beams: bool = False
    frame: str = "#e8e0d0"
    view: str = "country"
    windows: tuple[Window, ...] = field(default_factory=tuple)
    glow: str = "#ffb870"
    """Colour of the lamplight on the wall."""
    trim: str = ""
    """Skirting and cornice; '' takes the frame's."""


def _cover(
    builder: SetBuilder, canvas: Canvas, area: surfaces.Area, colour: str, material: str, noun: str
) -> None:
    """Covers an area with a material in the light of the hour."""
    chance, paint = builder.chance(f"surface {noun}"), builder.tone(colour)
    painter = {
        "wallpaper": surfaces.wallpaper,
        "plaster": surfaces.plaster,
        "brick": surfaces.brick,
        "stone": surfaces.stone,
        "planks": surfaces.planks,
        "tiles": surfaces.tiles,
        "panels": surfaces.panels,
        "metal": surfaces.metal,
    }[material]
    painter(canvas, chance, area, paint)


def build_room(builder: SetBuilder, shell: Shell) -> tuple[Canvas, Canvas]:
    """Adds view, wall and floor; gives the wall's and the floor's canvas, to hang and lay things on."""
    if shell.windows:
        view = paint_view(builder, shell.view)
        hang_landmarks(
            builder,
            [(window.middle + 16, window.y + window.height * 0.9, 58.0) for window in shell.windows],
            view=view,
        )
    wall = builder.canvas("wall", 0.6)
    _back_wall(builder, wall, shell)
    for window in shell.windows:
        frame_on(wall, builder, window, shell.frame)
    floor = builder.canvas("floor", 0.7)
    _floor(builder, floor, shell)
    if not shell.windows:
        hang_landmarks(builder, WALL_PAINTINGS, view=None, canvas=wall)
    return wall, floor


def _back_wall(builder: SetBuilder, canvas: Canvas, shell: Shell) -> None:
    colour = builder.tone(shell.wall)
    whole = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + "".join(window.opening for window in shell.windows)
    dado_top = BASE - 250 if shell.dado else BASE
    with canvas.group("back wall", clip=whole):
        canvas.rect(
            0,
            0,
            CANVAS_WIDTH,
            CANVAS_HEIGHT,
            canvas.ramp(
                (0, CEILING), (0, BASE), (0, darker(colour, 0.3)), (0.5, colour), (1, darker(colour, 0.18))
            ),
        )
        _cover(
            builder,
            canvas,
            (LEFT, CEILING, RIGHT - LEFT, dado_top - CEILING),
            shell.wall,
            shell.material,
            "wall",
        )
        if shell.dado:
            base = builder.tone(shell.dado)
            canvas.rect(LEFT, dado_top, RIGHT - LEFT, BASE - dado_top, canvas.down(base, darker(base, 0.3)))
            _cover(
                builder,
                canvas,
                (LEFT, dado_top, RIGHT - LEFT, BASE - dado_top),
                shell.dado,
                shell.dado_material,
                "dado",
            )
            canvas.rect(
                LEFT, dado_top - 12, RIGHT - LEFT, 24, canvas.down(lighter(base, 0.35), darker(base, 0.35))
            )
        _shade_wall(builder, canvas, shell)
    _ends(builder, canvas, shell, dado_top)


def _shade_wall(builder: SetBuilder, canvas: Canvas, shell: Shell) -> None:
    """Light that falls from the windows, and dark corners."""
    with canvas.group("light on wall"):
        canvas.rect(
            LEFT, CEILING, 420, BASE - CEILING, canvas.across((0, "#06050c", 0.34), (1, "#06050c", 0.0))
        )
        canvas.rect(
            RIGHT - 420,
            CEILING,
            420,
            BASE - CEILING,
            canvas.across((0, "#06050c", 0.0), (1, "#06050c", 0.34)),
        )
        canvas.rect(LEFT, CEILING, RIGHT - LEFT, 190, canvas.down((0, "#06050c", 0.28), (1, "#06050c", 0.0)))
        outside = builder.outside
        bright = {TimeOfDay.DAWN: 0.36, TimeOfDay.DAY: 0.4, TimeOfDay.DUSK: 0.22, TimeOfDay.NIGHT: 0.07}[
            outside.time
        ] * (0.5 + 0.5 * outside.sun_strength)
        if builder.hour.lamp > 0.2:
            canvas.glow(CANVAS_WIDTH / 2, 560, 760, shell.glow, 0.36 * builder.hour.lamp, 0.5)
        for window in shell.windows:
            canvas.glow(
                window.middle,
                window.y + window.height / 2,
                max(window.width, window.height) * 0.72,
                lighter(outside.sky[2], 0.3),
                bright,
            )


def _ends(builder: SetBuilder, canvas: Canvas, shell: Shell, dado_top: float) -> None:
    """Ceiling and side walls in perspective, cornice and skirting."""
    paint, trim = builder.tone(shell.wall), builder.tone(shell.trim or shell.frame)
    canvas.poly(
        [(0, 0), (CANVAS_WIDTH, 0), (RIGHT, CEILING), (LEFT, CEILING)],
        canvas.down(darker(builder.tone(shell.ceiling), 0.4), darker(builder.tone(shell.ceiling), 0.1)),
    )
    foot = BASE + 96
    for corner, edge, side in ((LEFT, 0.0, -1), (RIGHT, float(CANVAS_WIDTH), 1)):
        fill = canvas.ramp((edge, 0), (corner, 0), darker(paint, 0.5), darker(paint, 0.2))
        canvas.poly([(edge, 0), (corner, CEILING), (corner, BASE), (edge, foot)], fill)
        if shell.dado:
            base = builder.tone(shell.dado)
            canvas.poly(
                [
                    (edge, dado_top + (foot - dado_top) * 0.06),
                    (corner, dado_top),
                    (corner, BASE),
                    (edge, foot),
                ],
                canvas.ramp((edge, 0), (corner, 0), darker(base, 0.68), darker(base, 0.4)),
            )
        canvas.poly([(edge, foot - 44), (corner, BASE - 34), (corner, BASE), (edge, foot)], darker(trim, 0.5))
        canvas.line([(corner, CEILING), (corner, BASE)], darker(paint, 0.6), 5, 0.6)
        canvas.line([(corner - side * 6, CEILING), (corner - side * 6, BASE)], lighter(paint, 0.2), 3, 0.3)
    canvas.rect(LEFT, BASE - 34, RIGHT - LEFT, 40, canvas.down(lighter(trim, 0.1), darker(trim, 0.35)))
    canvas.rect(LEFT, CEILING - 6, RIGHT - LEFT, 30, canvas.down(darker(trim, 0.15), darker(trim, 0.45)))
    canvas.line([(LEFT, CEILING + 26), (RIGHT, CEILING + 26)], lighter(trim, 0.3), 3, 0.4)
    if shell.beams:
        _beams(builder, canvas)


def _beams(builder: SetBuilder, canvas: Canvas) -> None:
    wood = builder.tone("#5c3f28")
    for index in range(7):
        far, near = LEFT + (index + 0.5) * (RIGHT - LEFT) / 7, (index + 0.5) * CANVAS_WIDTH / 7
        near = CANVAS_WIDTH / 2 + (near - CANVAS_WIDTH / 2) * 1.12
        canvas.poly(
            [
                (far - 26, CEILING + 40),
                (far + 26, CEILING + 40),
                (far + 26, CEILING),
                (near + 40, 0),
                (near - 40, 0),
                (far - 26, CEILING),
            ],
            canvas.down(darker(wood, 0.5), wood),
        )
        canvas.rect(far - 26, CEILING, 52, 44, canvas.down(lighter(wood, 0.14), darker(wood, 0.35)))


def _floor(builder: SetBuilder, canvas: Canvas, shell: Shell) -> None:
    colour, chance = builder.tone(shell.floor), builder.chance("floor")
    shape = closed_path(
        [
            (0, BASE + 96),
            (LEFT, BASE),
            (RIGHT, BASE),
            (CANVAS_WIDTH, BASE + 96),
            (CANVAS_WIDTH, CANVAS_HEIGHT),
            (0, CANVAS_HEIGHT),
        ]
    )
    with canvas.group("floor", clip=shape):
        canvas.path(shape, canvas.down(darker(colour, 0.22), colour, darker(colour, 0.3)))
        if shell.floor_material == "boards":
            surfaces.boards_floor(canvas, chance, BASE, colour)
        elif shell.floor_material == "chequers":
            surfaces.tiled_floor(canvas, BASE, colour, builder.tone(shell.floor_second))
        elif shell.floor_material == "flags":
            surfaces.flags_floor(canvas, chance, BASE, colour)
        elif shell.floor_material == "lino":
            surfaces.tiled_floor(canvas, BASE, colour, darker(colour, 0.07), 190, 7)
        else:
            dots = [
                (chance.uniform(0, CANVAS_WIDTH), chance.uniform(BASE, CANVAS_HEIGHT)) for _ in range(900)
            ]
            canvas.scratches([(x, y, x + 5, y - 3) for x, y in dots], lighter(colour, 0.14), 2, 0.5)
        canvas.rect(0, BASE, CANVAS_WIDTH, 70, canvas.down((0, "#04040a", 0.5), (1, "#04040a", 0.0)))
        _daylight(builder, canvas, shell)


def _daylight(builder: SetBuilder, canvas: Canvas, shell: Shell) -> None:
    """The windows' shapes of light on the floor, slanting away from the sun."""
    outside = builder.outside
    strength = {TimeOfDay.DAWN: 0.5, TimeOfDay.DAY: 0.42, TimeOfDay.DUSK: 0.34, TimeOfDay.NIGHT: 0.13}[
        outside.time
    ] * (0.25 + 0.75 * outside.sun_strength)
    if outside.weather in (Weather.RAIN, Weather.STORM, Weather.FOG):
        strength *= 0.45
    colour = mix(outside.sun, "#ffffff", 0.2)
    with canvas.group("light from windows"):
        surfaces.sheen(canvas, BASE, outside.sky[2], 0.16 if shell.windows and not outside.night else 0.04)
        for window in shell.windows:
            lean, across = 0.55 * window.height, window.bars[0]
            for pane in range(across):
                near, far = (
                    window.x + window.width * (pane + 0.08) / across,
                    window.x + window.width * (pane + 0.92) / across,
                )
                grow = 1.25
                middle = window.middle + lean * 0.7
                a, b = middle + (near - window.middle) * grow, middle + (far - window.middle) * grow
                canvas.poly(
                    [
                        (near + lean * 0.2, BASE + 40),
                        (far + lean * 0.2, BASE + 40),
                        (b, BASE + 230),
                        (a, BASE + 230),
                    ],
                    canvas.down((0, colour, strength), (1, colour, strength * 0.25)),
                )


def shafts_of_day(builder: SetBuilder, shell: Shell, depth: float = 0.88) -> None:
    """Adds beams of light in the air before the windows; none in weather or darkness that has none."""
    outside = builder.outside
    strength = {TimeOfDay.DAWN: 0.3, TimeOfDay.DAY: 0.22, TimeOfDay.DUSK: 0.26, TimeOfDay.NIGHT: 0.1}[
        outside.time
    ]
    if outside.weather not in (Weather.CLEAR, Weather.SNOW) or not shell.windows:
        strength *= 0.3
    canvas = builder.canvas("daylight", depth)
    colour = mix(outside.sun, "#ffffff", 0.15)
    with canvas.group("light shafts"):
        for window in shell.windows:
            lean = 0.55 * window.height
            x, y, wide, tall = window.x, window.y, window.width, window.height
            d = (
                f"M{number(x)},{number(y + window.arch * 0.5)}L{number(x + wide)},"
                f"{number(y + window.arch * 0.5)}L{number(x + wide * 1.12 + lean * 0.75)},"
                f"{number(BASE + 200)}L{number(x + lean * 0.6)},{number(BASE + 200)}Z"
            )
            canvas.path(
                d,
                canvas.ramp(
                    (x, y),
                    (x + lean, y + tall + 420),
                    (0, colour, strength),
                    (0.5, colour, strength * 0.45),
                    (1, colour, 0.0),
                ),
            )


def frame_edges(
    builder: SetBuilder, canvas: Canvas, colour: str = "#0a080c", left: float = 150, right: float = 150
) -> None:
    """Soft darkness at both sides and the foot, which holds the eye in the middle."""
    shade = builder.tone(colour)
    canvas.rect(0, 0, left, CANVAS_HEIGHT, canvas.across((0, shade, 0.85), (1, shade, 0.0)))
    canvas.rect(
        CANVAS_WIDTH - right, 0, right, CANVAS_HEIGHT, canvas.across((0, shade, 0.0), (1, shade, 0.85))
    )
    canvas.rect(0, CANVAS_HEIGHT - 110, CANVAS_WIDTH, 110, canvas.down((0, shade, 0.0), (1, shade, 0.7)))
