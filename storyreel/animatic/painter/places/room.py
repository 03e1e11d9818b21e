"""The shell of a room: view, back wall with windows, side walls, ceiling, floor, daylight and frame.

It knows no furniture; kinds of room put it in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH
from storyreel.animatic.painter.places import surfaces
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.features import hang_landmarks
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.sheet import Sheet, box, closed_path, number
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


def _cover(easel: Easel, sheet: Sheet, area: surfaces.Area, colour: str, material: str, noun: str) -> None:
    """Covers an area with a material in the light of the hour."""
    chance, paint = easel.chance(f"surface {noun}"), easel.tone(colour)
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
    painter(sheet, chance, area, paint)


def build_room(easel: Easel, shell: Shell) -> tuple[Sheet, Sheet]:
    """Adds view, wall and floor; gives the wall's and the floor's sheet, to hang and lay things on."""
    if shell.windows:
        view = paint_view(easel, shell.view)
        hang_landmarks(easel, [(window.middle + 16, window.y + window.height * 0.9, 58.0) for window in shell.windows], view=view)
    wall = easel.sheet("wall", 0.6)
    _back_wall(easel, wall, shell)
    for window in shell.windows:
        frame_on(wall, easel, window, shell.frame)
    floor = easel.sheet("floor", 0.7)
    _floor(easel, floor, shell)
    if not shell.windows:
        hang_landmarks(easel, WALL_PAINTINGS, view=None, sheet=wall)
    return wall, floor


def _back_wall(easel: Easel, sheet: Sheet, shell: Shell) -> None:
    colour = easel.tone(shell.wall)
    whole = box(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT) + "".join(window.opening for window in shell.windows)
    dado_top = BASE - 250 if shell.dado else BASE
    with sheet.group("back wall", clip=whole):
        sheet.rect(
            0, 0, CANVAS_WIDTH, CANVAS_HEIGHT, sheet.ramp((0, CEILING), (0, BASE), (0, darker(colour, 0.3)), (0.5, colour), (1, darker(colour, 0.18)))
        )
        _cover(easel, sheet, (LEFT, CEILING, RIGHT - LEFT, dado_top - CEILING), shell.wall, shell.material, "wall")
        if shell.dado:
            base = easel.tone(shell.dado)
            sheet.rect(LEFT, dado_top, RIGHT - LEFT, BASE - dado_top, sheet.down(base, darker(base, 0.3)))
            _cover(easel, sheet, (LEFT, dado_top, RIGHT - LEFT, BASE - dado_top), shell.dado, shell.dado_material, "dado")
            sheet.rect(LEFT, dado_top - 12, RIGHT - LEFT, 24, sheet.down(lighter(base, 0.35), darker(base, 0.35)))
        _shade_wall(easel, sheet, shell)
    _ends(easel, sheet, shell, dado_top)


def _shade_wall(easel: Easel, sheet: Sheet, shell: Shell) -> None:
    """Light that falls from the windows, and dark corners."""
    with sheet.group("light on wall"):
        sheet.rect(LEFT, CEILING, 420, BASE - CEILING, sheet.across((0, "#06050c", 0.34), (1, "#06050c", 0.0)))
        sheet.rect(RIGHT - 420, CEILING, 420, BASE - CEILING, sheet.across((0, "#06050c", 0.0), (1, "#06050c", 0.34)))
        sheet.rect(LEFT, CEILING, RIGHT - LEFT, 190, sheet.down((0, "#06050c", 0.28), (1, "#06050c", 0.0)))
        outside = easel.outside
        bright = {TimeOfDay.DAWN: 0.36, TimeOfDay.DAY: 0.4, TimeOfDay.DUSK: 0.22, TimeOfDay.NIGHT: 0.07}[outside.time] * (
            0.5 + 0.5 * outside.sun_strength
        )
        if easel.hour.lamp > 0.2:
            sheet.glow(CANVAS_WIDTH / 2, 560, 760, shell.glow, 0.36 * easel.hour.lamp, 0.5)
        for window in shell.windows:
            sheet.glow(window.middle, window.y + window.height / 2, max(window.width, window.height) * 0.72, lighter(outside.sky[2], 0.3), bright)


def _ends(easel: Easel, sheet: Sheet, shell: Shell, dado_top: float) -> None:
    """Ceiling and side walls in perspective, cornice and skirting."""
    paint, trim = easel.tone(shell.wall), easel.tone(shell.trim or shell.frame)
    sheet.poly(
        [(0, 0), (CANVAS_WIDTH, 0), (RIGHT, CEILING), (LEFT, CEILING)],
        sheet.down(darker(easel.tone(shell.ceiling), 0.4), darker(easel.tone(shell.ceiling), 0.1)),
    )
    foot = BASE + 96
    for corner, edge, side in ((LEFT, 0.0, -1), (RIGHT, float(CANVAS_WIDTH), 1)):
        fill = sheet.ramp((edge, 0), (corner, 0), darker(paint, 0.5), darker(paint, 0.2))
        sheet.poly([(edge, 0), (corner, CEILING), (corner, BASE), (edge, foot)], fill)
        if shell.dado:
            base = easel.tone(shell.dado)
            sheet.poly(
                [(edge, dado_top + (foot - dado_top) * 0.06), (corner, dado_top), (corner, BASE), (edge, foot)],
                sheet.ramp((edge, 0), (corner, 0), darker(base, 0.68), darker(base, 0.4)),
            )
        sheet.poly([(edge, foot - 44), (corner, BASE - 34), (corner, BASE), (edge, foot)], darker(trim, 0.5))
        sheet.line([(corner, CEILING), (corner, BASE)], darker(paint, 0.6), 5, 0.6)
        sheet.line([(corner - side * 6, CEILING), (corner - side * 6, BASE)], lighter(paint, 0.2), 3, 0.3)
    sheet.rect(LEFT, BASE - 34, RIGHT - LEFT, 40, sheet.down(lighter(trim, 0.1), darker(trim, 0.35)))
    sheet.rect(LEFT, CEILING - 6, RIGHT - LEFT, 30, sheet.down(darker(trim, 0.15), darker(trim, 0.45)))
    sheet.line([(LEFT, CEILING + 26), (RIGHT, CEILING + 26)], lighter(trim, 0.3), 3, 0.4)
    if shell.beams:
        _beams(easel, sheet)


def _beams(easel: Easel, sheet: Sheet) -> None:
    wood = easel.tone("#5c3f28")
    for index in range(7):
        far, near = LEFT + (index + 0.5) * (RIGHT - LEFT) / 7, (index + 0.5) * CANVAS_WIDTH / 7
        near = CANVAS_WIDTH / 2 + (near - CANVAS_WIDTH / 2) * 1.12
        sheet.poly(
            [(far - 26, CEILING + 40), (far + 26, CEILING + 40), (far + 26, CEILING), (near + 40, 0), (near - 40, 0), (far - 26, CEILING)],
            sheet.down(darker(wood, 0.5), wood),
        )
        sheet.rect(far - 26, CEILING, 52, 44, sheet.down(lighter(wood, 0.14), darker(wood, 0.35)))


def _floor(easel: Easel, sheet: Sheet, shell: Shell) -> None:
    colour, chance = easel.tone(shell.floor), easel.chance("floor")
    shape = closed_path([(0, BASE + 96), (LEFT, BASE), (RIGHT, BASE), (CANVAS_WIDTH, BASE + 96), (CANVAS_WIDTH, CANVAS_HEIGHT), (0, CANVAS_HEIGHT)])
    with sheet.group("floor", clip=shape):
        sheet.path(shape, sheet.down(darker(colour, 0.22), colour, darker(colour, 0.3)))
        if shell.floor_material == "boards":
            surfaces.boards_floor(sheet, chance, BASE, colour)
        elif shell.floor_material == "chequers":
            surfaces.tiled_floor(sheet, BASE, colour, easel.tone(shell.floor_second))
        elif shell.floor_material == "flags":
            surfaces.flags_floor(sheet, chance, BASE, colour)
        elif shell.floor_material == "lino":
            surfaces.tiled_floor(sheet, BASE, colour, darker(colour, 0.07), 190, 7)
        else:
            dots = [(chance.uniform(0, CANVAS_WIDTH), chance.uniform(BASE, CANVAS_HEIGHT)) for _ in range(900)]
            sheet.scratches([(x, y, x + 5, y - 3) for x, y in dots], lighter(colour, 0.14), 2, 0.5)
        sheet.rect(0, BASE, CANVAS_WIDTH, 70, sheet.down((0, "#04040a", 0.5), (1, "#04040a", 0.0)))
        _daylight(easel, sheet, shell)


def _daylight(easel: Easel, sheet: Sheet, shell: Shell) -> None:
    """The windows' shapes of light on the floor, slanting away from the sun."""
    outside = easel.outside
    strength = {TimeOfDay.DAWN: 0.5, TimeOfDay.DAY: 0.42, TimeOfDay.DUSK: 0.34, TimeOfDay.NIGHT: 0.13}[outside.time] * (
        0.25 + 0.75 * outside.sun_strength
    )
    if outside.weather in (Weather.RAIN, Weather.STORM, Weather.FOG):
        strength *= 0.45
    colour = mix(outside.sun, "#ffffff", 0.2)
    with sheet.group("light from windows"):
        surfaces.sheen(sheet, BASE, outside.sky[2], 0.16 if shell.windows and not outside.night else 0.04)
        for window in shell.windows:
            lean, across = 0.55 * window.height, window.bars[0]
            for pane in range(across):
                near, far = window.x + window.width * (pane + 0.08) / across, window.x + window.width * (pane + 0.92) / across
                grow = 1.25
                middle = window.middle + lean * 0.7
                a, b = middle + (near - window.middle) * grow, middle + (far - window.middle) * grow
                sheet.poly(
                    [(near + lean * 0.2, BASE + 40), (far + lean * 0.2, BASE + 40), (b, BASE + 230), (a, BASE + 230)],
                    sheet.down((0, colour, strength), (1, colour, strength * 0.25)),
                )


def shafts_of_day(easel: Easel, shell: Shell, depth: float = 0.88) -> None:
    """Adds beams of light in the air before the windows; none in weather or darkness that has none."""
    outside = easel.outside
    strength = {TimeOfDay.DAWN: 0.3, TimeOfDay.DAY: 0.22, TimeOfDay.DUSK: 0.26, TimeOfDay.NIGHT: 0.1}[outside.time]
    if outside.weather not in (Weather.CLEAR, Weather.SNOW) or not shell.windows:
        strength *= 0.3
    sheet = easel.sheet("daylight", depth)
    colour = mix(outside.sun, "#ffffff", 0.15)
    with sheet.group("light shafts"):
        for window in shell.windows:
            lean = 0.55 * window.height
            x, y, wide, tall = window.x, window.y, window.width, window.height
            d = f"M{number(x)},{number(y + window.arch * 0.5)}L{number(x + wide)},{number(y + window.arch * 0.5)}L{number(x + wide * 1.12 + lean * 0.75)},{number(BASE + 200)}L{number(x + lean * 0.6)},{number(BASE + 200)}Z"
            sheet.path(d, sheet.ramp((x, y), (x + lean, y + tall + 420), (0, colour, strength), (0.5, colour, strength * 0.45), (1, colour, 0.0)))


def frame_edges(easel: Easel, sheet: Sheet, colour: str = "#0a080c", left: float = 150, right: float = 150) -> None:
    """Soft darkness at both sides and the foot, which holds the eye in the middle."""
    shade = easel.tone(colour)
    sheet.rect(0, 0, left, CANVAS_HEIGHT, sheet.across((0, shade, 0.85), (1, shade, 0.0)))
    sheet.rect(CANVAS_WIDTH - right, 0, right, CANVAS_HEIGHT, sheet.across((0, shade, 0.0), (1, shade, 0.85)))
    sheet.rect(0, CANVAS_HEIGHT - 110, CANVAS_WIDTH, 110, sheet.down((0, shade, 0.0), (1, shade, 0.7)))
