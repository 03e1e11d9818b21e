"""Rooms of a home: living room, bedroom, kitchen, and the general interior."""

from __future__ import annotations

from storyreel.animatic.painter.layers import Berth, Fall, PaintedSeat, PaintedSet
from storyreel.animatic.painter.places import (
    beds,
    cupboards,
    dressing,
    hearth,
    lamplight,
    lamps,
    materials,
    seats,
    tables,
)
from storyreel.animatic.painter.places.belongings import radio
from storyreel.animatic.painter.places.canvas import Canvas, number
from storyreel.animatic.painter.places.features import Spots, place_props
from storyreel.animatic.painter.places.fittings import door, stove
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.animatic.painter.places.prop_files import drawing
from storyreel.animatic.painter.places.room import BASE, Shell, build_room, frame_edges, shafts_of_day
from storyreel.animatic.painter.places.set_builder import SetBuilder
from storyreel.animatic.painter.places.terrain import ground_shadow
from storyreel.animatic.painter.places.vocabulary import wanted
from storyreel.animatic.painter.places.windows import Window
from storyreel.film.colours import mix
from storyreel.film.facts import Seat
from storyreel.film.places import TimeOfDay, Weather

FLOOR, ADULT = 1120.0, 520.0
"""Where people stand in a room, and how tall they are there."""
BACK = 430.0
"""Height of an adult at the back wall."""


def room_set(
    builder: SetBuilder,
    *,
    seats: tuple[PaintedSeat, ...],
    stool: Seat = Seat.STOOL,
    berth: Berth | None = None,
    floor_y: float = FLOOR,
    person_height: float = ADULT,
    dust: float = 0.3,
    rim: str = "",
) -> PaintedSet:
    """The finished room: lit by lamps in the dark, by the window by day; storms flash through the panes."""
    outside = builder.outside
    falls = (
        (Fall("dust", dust, 0.05),)
        if dust and outside.time is not TimeOfDay.NIGHT and outside.weather is Weather.CLEAR
        else ()
    )
    glow = rim or ("#ffc070" if builder.hour.lamp > 0.5 else lighter(outside.sky[2], 0.4))
    return builder.finished(
        floor_y,
        person_height,
        seats=seats,
        stool=stool,
        berth=berth,
        falls=falls,
        rim=glow,
        rim_side=1 if builder.chance("rim").random() < 0.5 else -1,
        lightning=outside.weather is Weather.STORM,
        vignette=0.45,
    )


def near_dressing(builder: SetBuilder, *, plant: bool = True) -> Canvas:
    """Adds the room's foreground: dark edges, a chair back and leaves at the sides."""
    canvas = builder.canvas("foreground", 1.3)
    frame_edges(builder, canvas, "#120d12", 190, 190)
    colour = darker(builder.tone(builder.hues("#7a5a48", "#5a4438", "#7a3a34", "#c8904c").second), 0.68)
    drawing("near-chair").paint(canvas, builder.tone, colours={"wood": colour})
    if plant:
        chance, leaf = builder.chance("near leaves"), darker(builder.tone("#3c5a3c"), 0.62)
        for k in range(12):
            reach, lean = chance.uniform(220, 470), chance.uniform(-0.6, 0.25)
            x, y = 2270.0, 1320.0
            tip, mid = (x + lean * reach, y - reach), (x + lean * reach * 0.25, y - reach * 0.8)
            canvas.path(
                f"M{number(x)},{number(y)}Q{number(mid[0] - 44)},{number(mid[1])} "
                f"{number(tip[0])},{number(tip[1])}Q{number(mid[0] + 44)},{number(mid[1] + 40)} "
                f"{number(x)},{number(y)}Z",
                leaf if k % 2 else lighter(leaf, 0.07),
            )
    return canvas


def paint_living_room(builder: SetBuilder) -> PaintedSet:
    """A sofa before tall windows, books, a fire, pictures, lamps and a rug."""
    hues = builder.hues("#8f7a64", "#4f6a72", "#8a4238", "#d8963c")
    windows = (
        Window(430, 250, 260, 480, bars=(2, 3), curtains=True),
        Window(960, 250, 260, 480, bars=(2, 3), curtains=True),
    )
    shell = Shell(
        wall=hues.base,
        material="wallpaper",
        dado=darker(mix(hues.base, "#6a4a34", 0.6), 0.1),
        floor="#8a5c3a",
        windows=windows,
        view="country",
        frame="#e6ddcc",
    )
    wall, floor = build_room(builder, shell)
    dressing.picture(builder, wall, 1600, 250, 270, 220, 0)
    dressing.picture(builder, wall, 826, 300, 110, 150, 2)
    dressing.picture(builder, wall, 826, 500, 100, 90, 1)
    if "clock" in wanted(builder.place):
        dressing.clock_face(builder, wall, 1390, 330, 50)
    lamplight.lamplight(builder, wall, 1152, 560, 700, strength=0.3)
    dressing.rug(builder, floor, 1060, 1160, 640, hues.third, hues.accent)
    back = builder.canvas("back-furniture", 0.72)
    cupboards.bookshelf(builder, back, 1975, BASE + 12, 260, 600)
    hearth.fireplace(builder, back, 1600, BASE + 14, 480, 0.72)
    sideboard = cupboards.cabinet(builder, back, 826, BASE + 14, 200, 190, darker(materials.WOOD, 0.1))
    lamps.table_lamp(builder, back, 800, sideboard, 430, 0.72)
    dressing.plant(builder, back, 300, BASE + 20, 330)
    shafts_of_day(builder, shell)
    front = builder.canvas("sofa", 0.96)
    lain_on = Canvas("sofa") if builder.lain_in else None
    sofa = seats.sofa(builder, lain_on or front, 960, FLOOR - 14, ADULT, 860, hues.second, hues.accent)
    berth = Berth(960.0, lain_on.svg(), "", sofa.top_y - 12, propped=False) if lain_on else None
    lamps.floor_lamp(builder, front, 430, FLOOR - 30, ADULT, 0.96)
    seats.armchair(builder, front, 1850, FLOOR - 4, ADULT, hues.third)
    place_props(
        builder,
        Spots(
            props=((2030.0, FLOOR + 10, 480.0), (250.0, FLOOR + 10, 470.0)),
            walls=((1860.0, 260.0, 380.0), (1340.0, 300.0, 360.0)),
        ),
        ("sofa", "fireplace", "bookshelf", "lamp", "window", "picture", "armchair", "plant", "clock"),
    )
    near_dressing(builder)
    return room_set(builder, seats=(sofa,), berth=berth)


def paint_bedroom(builder: SetBuilder) -> PaintedSet:
    """A bed under pictures, a wide window, wardrobe, rug and small lamps."""
    hues = builder.hues("#8694a4", "#6a5248", "#4c5f86", "#d88a5a")
    windows = (Window(1440, 240, 400, 500, arch=0, bars=(3, 2), curtains=True),)
    shell = Shell(
        wall=hues.base,
        material="wallpaper",
        dado="",
        floor="#94683f",
        windows=windows,
        view="country",
        frame="#efe8da",
    )
    wall, floor = build_room(builder, shell)
    dressing.picture(builder, wall, 760, 260, 210, 260, 1)
    dressing.picture(builder, wall, 990, 300, 130, 170, 2)
    dressing.picture(builder, wall, 560, 320, 140, 140, 0)
    dressing.rug(builder, floor, 1230, 1180, 560, hues.third, hues.accent)
    back = builder.canvas("back-furniture", 0.74)
    cupboards.cabinet(builder, back, 320, BASE + 14, 280, 560, hues.second, name="wardrobe")
    cupboards.cabinet(builder, back, 2010, BASE + 16, 220, 200, materials.WOOD)
    lamps.table_lamp(builder, back, 2000, BASE - 190, 420, 0.74)
    cupboards.bookshelf(builder, back, 1240, BASE + 10, 180, 380)
    shafts_of_day(builder, shell)
    front = builder.canvas("bed", 0.96)
    berth = (
        beds.berth_in(builder, beds.bedstead, 1090, FLOOR - 8, ADULT, hues.third) if builder.lain_in else None
    )
    bed = (
        PaintedSeat(berth.x, berth.top_y, long=True)
        if berth
        else beds.bed(builder, front, 1090, FLOOR - 8, ADULT, hues.third)
    )
    table = cupboards.cabinet(builder, front, 560, FLOOR - 24, 170, 210, materials.WOOD, 1, "night table")
    lamps.table_lamp(builder, front, 550, table, 480, 0.96)
    seats.chair(builder, front, 1830, FLOOR - 6, ADULT)
    place_props(
        builder,
        Spots(props=((1850.0, FLOOR - 4, 470.0), (270.0, FLOOR - 4, 460.0)), walls=((1290.0, 320.0, 380.0),)),
        ("bed", "wardrobe", "lamp", "window", "picture", "bookshelf", "chair"),
    )
    near_dressing(builder)
    return room_set(builder, seats=(bed,), berth=berth)


def paint_kitchen(builder: SetBuilder) -> PaintedSet:
    """Counters, a stove, tiles, hanging pans, and a table with chairs."""
    hues = builder.hues("#a8b49c", "#5c7a74", "#c8a468", "#c8583c")
    windows = (Window(980, 230, 380, 350, bars=(3, 2), curtains=False),)
    shell = Shell(
        wall=hues.base,
        material="tiles",
        floor="#d0c2a4",
        floor_material="chequers",
        floor_second="#7a5a48",
        windows=windows,
        view="country",
        frame="#efe8d8",
        beams=True,
    )
    wall, _ = build_room(builder, shell)
    _kitchen_wall(builder, wall)
    back = builder.canvas("counters", 0.74)
    _counters(builder, back, hues.second)
    stove(builder, back, 1760, BASE + 16, 430, 0.74)
    shafts_of_day(builder, shell)
    hang = builder.canvas("lamp", 0.94)
    lamps.hanging_lamp(builder, hang, 1152, 250, 500, 0.94, hues.accent)
    front = builder.canvas("table", 0.97)
    chairs = (
        seats.chair(builder, front, 830, FLOOR - 20, ADULT, turn=1),
        seats.chair(builder, front, 1480, FLOOR - 20, ADULT, turn=-1),
    )
    top = tables.table(builder, front, 1152, FLOOR - 26, ADULT, 560)
    _laid_table(builder, front, 1152, top, hues.accent)
    has_radio = "radio" in wanted(builder.place)
    if has_radio:
        with front.group("radio"):
            radio(builder, front, 1330, top + 2, ADULT)
    place_props(
        builder,
        Spots(
            props=((420.0, FLOOR - 10, 470.0), (1950.0, FLOOR - 10, 470.0)),
            walls=((760.0, 330.0, 360.0), (1560.0, 320.0, 360.0)),
        ),
        ("stove", "table", "chair", "window", "kettle", "cup", *(("radio",) if has_radio else ())),
    )
    near_dressing(builder)
    return room_set(builder, seats=chairs)


def _kitchen_wall(builder: SetBuilder, wall: Canvas) -> None:
    """Shelves of jars, and pans on a rail."""
    wood = builder.tone(materials.WOOD)
    for y in (330, 480):
        wall.rect(330, y, 560, 16, wall.down(lighter(wood, 0.25), darker(wood, 0.3)))
        wall.rect(334, y + 16, 552, 20, "#04040a", opacity=0.3)
        tables.bottles(builder, wall, 350, y, 520, 100)
    drawing("kitchen-pans").paint(wall, builder.tone)


def _counters(builder: SetBuilder, canvas: Canvas, colour: str) -> None:
    cupboards.cabinet(builder, canvas, 640, BASE + 16, 760, 230, colour, 5, "counter")
    cupboards.cabinet(builder, canvas, 1260, BASE + 16, 460, 230, colour, 3, "sink")
    cupboards.cabinet(builder, canvas, 2020, BASE + 16, 200, 560, colour, 1, "larder")
    things = drawing("kitchen-counter")
    with canvas.group("tap"):
        things.paint(canvas, builder.tone, parts=("tap",))
    things.paint(canvas, builder.tone, parts=("food",))


def _laid_table(builder: SetBuilder, canvas: Canvas, x: float, top: float, accent: str) -> None:
    """A bowl of fruit, a jug and cups."""
    laid, colours = drawing("fruit-bowl-and-jug"), {"jug": builder.tone(accent)}
    laid.paint(canvas, builder.tone, x, top, parts=("fruit-bowl",))
    with canvas.group("cup"):
        tables.cup(builder, canvas, x - 180, top + 4, 44)
        tables.cup(builder, canvas, x - 100, top + 4, 44, accent)
    laid.paint(canvas, builder.tone, x, top, colours=colours, parts=("jug",))


def paint_interior(builder: SetBuilder) -> PaintedSet:
    """A room for any place indoors: panelled walls, arched windows, a door, a table with chairs."""
    hues = builder.hues("#8a8270", "#5c5048", "#74404a", "#c89a4c")
    windows = (
        Window(620, 240, 250, 500, arch=120, bars=(2, 4)),
        Window(1434, 240, 250, 500, arch=120, bars=(2, 4)),
    )
    shell = Shell(
        wall=hues.base,
        material="plaster",
        dado=darker(mix(hues.second, "#6a4a30", 0.4), 0.05),
        floor="#80583a",
        windows=windows,
        view="country",
        frame="#8a6a48",
        beams=True,
    )
    wall, floor = build_room(builder, shell)
    dressing.picture(builder, wall, 1152, 230, 220, 270, 2)
    dressing.picture(builder, wall, 420, 330, 150, 190, 0)
    dressing.rug(builder, floor, 1152, 1170, 560, hues.third, hues.accent)
    back = builder.canvas("back-furniture", 0.72)
    door(builder, back, 1890, BASE + 10, 430, 0.72)
    cupboards.cabinet(builder, back, 400, BASE + 14, 330, 220, materials.WOOD, 2)
    lamps.table_lamp(builder, back, 330, BASE - 210, 420, 0.72)
    tables.books_pile(builder, back, 470, BASE - 210, 100)
    cupboards.cabinet(
        builder, back, 1152, BASE + 14, 300, 200, darker(materials.WOOD, 0.15), 2, "chest of drawers"
    )
    dressing.clock_face(builder, back, 1152, BASE - 250, 44)
    shafts_of_day(builder, shell)
    hang = builder.canvas("lamp", 0.94)
    lamps.hanging_lamp(builder, hang, 1152, 200, 480, 0.94, hues.third)
    front = builder.canvas("table", 0.97)
    chairs = (
        seats.chair(builder, front, 800, FLOOR - 16, ADULT, turn=1),
        seats.chair(builder, front, 1500, FLOOR - 16, ADULT, turn=-1),
    )
    top = tables.table(builder, front, 1152, FLOOR - 26, ADULT, 540)
    tables.cup(builder, front, 1080, top + 4, 42)
    tables.books_pile(builder, front, 1240, top + 4, 110)
    ground_shadow(front, 1152, FLOOR - 10, 420, 0.25)
    place_props(
        builder,
        Spots(
            props=((360.0, FLOOR - 10, 480.0), (1900.0, FLOOR - 10, 480.0)),
            walls=((960.0, 330.0, 360.0), (1340.0, 330.0, 360.0)),
        ),
        ("table", "chair", "window", "picture", "door", "clock"),
    )
    near_dressing(builder)
    return room_set(builder, seats=chairs)
