"""The forest: rows of firs and broad trees fading into mist, a path, great trunks in front."""

from __future__ import annotations

from storyreel.animatic.painter.layers import CANVAS_HEIGHT, CANVAS_WIDTH, Fall, PaintedSet
from storyreel.animatic.painter.places.easel import Easel
from storyreel.animatic.painter.places.features import Spots, place_landmarks, place_props
from storyreel.animatic.painter.places.foliage import broad_tree, fern, pine, trunk
from storyreel.animatic.painter.places.open_air import ground_colour, meadow, overhanging, snow_tone, under_sky
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.sheet import disc
from storyreel.animatic.painter.places.sky import Sun, paint_mist, paint_sky, shafts_on
from storyreel.animatic.painter.places.terrain import at, path_to, ridge, rock, slope, strata
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather

HORIZON = 800.0


def paint_forest(easel: Easel) -> PaintedSet:
    """The forest at this hour."""
    sun = paint_sky(easel, HORIZON, band=500)
    _rows(easel, sun)
    _ground(easel, sun)
    place_props(easel, Spots(props=((620.0, 1090.0, 440.0), (1700.0, 1090.0, 440.0), (1480.0, 1060.0, 400.0))), ("tree",))
    _shafts(easel, sun)
    _foreground(easel)
    hour = easel.hour
    embers = (Fall("dust", 0.35, 0.05),) if hour.weather in (Weather.CLEAR, Weather.FOG) and not hour.night else ()
    return under_sky(easel, sun, 1110, 440, stool=Seat.LOG, extra=embers, fog=max(0.12, 0.8 if hour.weather is Weather.FOG else 0.2))


def _rows(easel: Easel, sun: Sun) -> None:
    """Four rows of trees, the nearest darkest; a gap is left where the sun stands."""
    hour = easel.hour
    rows = ((0.14, 800, (170, 300), 54, 1.5), (0.25, 860, (270, 430), 36, 0.95), (0.42, 930, (430, 690), 20, 0.5), (0.62, 1000, (640, 930), 9, 0.2))
    broad_share = easel.chance("kind of forest").uniform(0.0, 0.45)
    for index, (depth, y, sizes, count, distance) in enumerate(rows):
        chance = easel.chance(f"row {index}")
        sheet = easel.sheet(f"trees-{index + 1}", depth)
        leaf = easel.tone("#3d6a4c", distance)
        line = ridge(chance, y, 26, waves=2 + index, octaves=4)
        slope(sheet, line, easel.tone(ground_colour(easel, "#4f6b48"), distance), easel.tone(ground_colour(easel, "#3f5a40"), distance * 0.7))
        gap = 120 + 70 * index
        for x in sorted(chance.uniform(-40, CANVAS_WIDTH + 40, count)):
            tall, shade, broad = chance.uniform(*sizes), chance.random(), chance.random()
            if index >= 1 and abs(x - 1152) < gap:
                continue
            colour = mix(leaf, easel.tone("#6b8a4a", distance), shade * 0.5)
            light = hour.sun if index >= 2 and hour.sun_strength > 0.2 else ""
            side = 1 if sun.x > x else -1
            if broad < broad_share and index < 3:
                broad_tree(
                    sheet,
                    chance,
                    x,
                    at(line, x) + 12,
                    tall * 0.8,
                    colour,
                    darker(easel.tone("#4a3a2c", distance), 0.2),
                    light=hour.sun,
                    side=side,
                    snow=snow_tone(easel, distance),
                    lean=hour.wind * 0.4,
                )
            else:
                pine(sheet, chance, x, at(line, x) + 14, tall, colour, light=light, side=side, snow=snow_tone(easel, distance), lean=hour.wind * 0.5)
        if index == 1:
            place_landmarks(easel, Spots(landmarks=((1152.0, 880.0, 70.0), (840.0, 900.0, 74.0), (1480.0, 900.0, 74.0)), depth=0.34))
        if index in (0, 2):
            strength = {Weather.FOG: 0.95, Weather.RAIN: 0.5, Weather.SNOW: 0.4, Weather.STORM: 0.3, Weather.CLEAR: 0.3}[hour.weather]
            if hour.time in (TimeOfDay.DAWN, TimeOfDay.DUSK):
                strength += 0.25
            paint_mist(easel, f"mist-{index + 1}", y + 10, 230, depth + 0.03, strength, lighter(hour.haze, 0.18))


def _ground(easel: Easel, sun: Sun) -> None:
    sheet, chance, hour = easel.sheet("ground", 0.95), easel.chance("ground"), easel.hour
    green = easel.tone(ground_colour(easel, "#52703f"))
    line = ridge(chance, 1010, 14, waves=2, octaves=5)
    slope(sheet, line, lighter(mix(green, hour.sun, 0.12), 0.05), darker(green, 0.6), rim=hour.sun, rim_opacity=0.25)
    trodden = easel.tone(ground_colour(easel, "#a08660"))
    path_to(sheet, (1152 + sun.side * 40, 1006), 1152 - sun.side * 130, 26, 420, darker(trodden, 0.3), mix(trodden, hour.sun, 0.25))
    strata(sheet, chance, (760, 1040, 800, 250), darker(trodden, 0.5), count=90, tilt=0.05, long=40, opacity=0.35)
    leaves = "".join(disc(chance.uniform(0, CANVAS_WIDTH), chance.uniform(1030, 1290), chance.uniform(2, 5)) for _ in range(220))
    sheet.path(leaves, easel.tone(ground_colour(easel, "#b0803c")), opacity=0.55)
    meadow(easel, sheet, 1012, "#5c7a40", spread=250, count=900, tall=30, flowers=("#e8e0c0", "#c8a0d0"))
    for x in (300, 700, 1610, 2030):
        fern(sheet, chance, x + chance.uniform(-60, 60), 1080 + chance.uniform(0, 50), 96, easel.tone(ground_colour(easel, "#4f7a3e")))
    rock(sheet, chance, 1240, 1096, 300, 96, easel.tone("#6a6a66"), hour.sun, sun.side, snow_tone(easel))
    with sheet.group("log"):
        bark = easel.tone("#5c4432")
        sheet.rect(820, 1010, 330, 86, sheet.down(lighter(mix(bark, hour.sun, 0.2), 0.1), darker(bark, 0.6)), 40)
        sheet.oval(826, 1053, 26, 42, easel.tone("#b08c5c"), stroke=darker(bark, 0.3), width=6)
        sheet.path(disc(826, 1053, 15), stroke=darker(easel.tone("#b08c5c"), 0.3), width=3)
        strata(sheet, chance, (870, 1026, 240, 56), darker(bark, 0.5), count=40, tilt=0.0, long=60, opacity=0.6)
        if easel.hour.snowy:
            sheet.rect(840, 1004, 300, 22, snow_tone(easel), 11)


def _shafts(easel: Easel, sun: Sun) -> None:
    hour = easel.hour
    strength = {TimeOfDay.DAWN: 0.34, TimeOfDay.DAY: 0.22, TimeOfDay.DUSK: 0.3, TimeOfDay.NIGHT: 0.12}[hour.time] * hour.sun_strength
    sheet = easel.sheet("light", 0.98)
    source = (sun.x, min(sun.y, 520.0))
    shafts_on(sheet, easel, source, 1120, lighter(hour.sun, 0.2), strength)


def _foreground(easel: Easel) -> None:
    sheet, chance, hour = easel.sheet("foreground", 1.3), easel.chance("foreground"), easel.hour
    bark = darker(easel.tone("#3c3026"), 0.5)
    for x, wide in ((70, 190), (2196, 250), (1960, 110)):
        trunk(sheet, chance, x, wide, bark, hour.sun, 1 if x < CANVAS_WIDTH / 2 else -1)
    overhanging(easel, sheet, "#3c5a34")
    dark = darker(easel.tone("#2e4630"), 0.5)
    for x in (220, 380, 1820, 2060):
        fern(sheet, chance, x + chance.uniform(-30, 30), CANVAS_HEIGHT + 20, chance.uniform(190, 260), dark)
    if hour.snowy:
        sheet.rect(0, CANVAS_HEIGHT - 26, 500, 60, snow_tone(easel), 30)
        sheet.rect(1800, CANVAS_HEIGHT - 30, 540, 60, snow_tone(easel), 30)
