"""Places follow the script: lamps that are out, boats on water, quays, steel ships, beds to lie in."""

from __future__ import annotations

import pytest

from storyreel.animatic.painter.layers import Layer, PaintedSet
from storyreel.animatic.painter.places import paint_set
from storyreel.film.facts import EnvironmentState, LightState
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import Mood
from tests.animatic.painter.places.sets import OUTDOORS, rasterised

OUT = LightState(share=0.0)


def painted_with(
    kind: PlaceKind,
    environment: EnvironmentState | None = None,
    name: str = "PLACE",
    features: tuple[str, ...] = (),
    interior: bool | None = None,
    lain_in: bool = False,
) -> PaintedSet:
    """The place by night, with what the script says of it."""
    indoors = kind not in OUTDOORS if interior is None else interior
    place = Place(kind=kind, interior=indoors, name=name, seed=5, features=features)
    return paint_set(
        place,
        TimeOfDay.NIGHT,
        Weather.CLEAR,
        Mood.CALM,
        environment=environment or EnvironmentState(),
        lain_in=lain_in,
    )


def layer(made: PaintedSet, name: str) -> Layer:
    """The layer of that name."""
    return next(layer for layer in made.layers if layer.name == name)


def holds(made: PaintedSet, group: str) -> bool:
    """Whether any layer has a group of that name."""
    return any(f'id="{group}"' in layer.svg for layer in made.layers)


def test_a_dark_lens_gives_no_light() -> None:
    """Neither glows nor a painted halo; lit, it has both, and is brighter."""
    dark, lit = (
        painted_with(PlaceKind.LIGHTHOUSE_ROOM, EnvironmentState(lamps=OUT)),
        painted_with(PlaceKind.LIGHTHOUSE_ROOM),
    )

    assert not dark.lights
    assert any(light.behaviour == "sweep" for light in lit.lights)
    assert (
        rasterised(layer(dark, "lens"), 96)[..., :3].mean()
        < 0.8 * rasterised(layer(lit, "lens"), 96)[..., :3].mean()
    )


def test_a_dark_lighthouse_sends_no_beam() -> None:
    """On the coast the tower stands without its light."""
    tower = ("lighthouse",)

    assert not painted_with(PlaceKind.COAST, EnvironmentState(lamps=OUT), features=tower).lights
    assert any(light.behaviour == "sweep" for light in painted_with(PlaceKind.COAST, features=tower).lights)


@pytest.mark.parametrize(
    ("kind", "environment", "feature"),
    [
        (PlaceKind.FOREST, EnvironmentState(fires=OUT), "campfire"),
        (PlaceKind.INTERIOR, EnvironmentState(candles=OUT), "candle"),
    ],
)
def test_a_dead_flame_flickers_nowhere(kind: PlaceKind, environment: EnvironmentState, feature: str) -> None:
    """A fire or candle that is out gives no living light."""
    burning, out = (
        painted_with(kind, features=(feature,)),
        painted_with(kind, environment, features=(feature,)),
    )

    assert sum(light.behaviour == "flicker" for light in out.lights) < sum(
        light.behaviour == "flicker" for light in burning.lights
    )


def test_boats_float_between_the_waves() -> None:
    """Below the horizon, and never in the layer of the headland's landmarks."""
    made = painted_with(PlaceKind.COAST, features=("boat", "lighthouse"))
    rows = rasterised(layer(made, "afloat"), 288)[..., 3].any(axis=1).nonzero()[0]

    assert 'id="boat"' not in layer(made, "landmarks").svg
    assert rows[-1] * 8 > 880
    assert [
        name for name in (part.name for part in made.layers) if name in {"wave-1", "afloat", "wave-2"}
    ] == ["wave-1", "afloat", "wave-2"]


def test_a_boat_inland_lies_on_a_pond_and_a_church_at_sea_on_an_islet() -> None:
    """Nothing stands in an impossible place."""
    assert holds(painted_with(PlaceKind.OPEN_COUNTRY, features=("boat",)), "pond")
    assert holds(painted_with(PlaceKind.SHIP, features=("church",), interior=False), "islet")


def test_a_broken_mast_is_drawn_broken() -> None:
    """The boat with a broken mast is another drawing, and not as tall."""
    whole, broken = (
        painted_with(PlaceKind.COAST, environment, features=("boat", "bollard"))
        for environment in (EnvironmentState(), EnvironmentState(broken=("mast",)))
    )
    tops = [
        rasterised(layer(made, "afloat"), 1152)[..., 3].any(axis=1).nonzero()[0][0]
        for made in (whole, broken)
    ]

    assert tops[1] > tops[0] + 20


@pytest.mark.parametrize(
    ("name", "features"), [("VILLAGE HARBOUR", ()), ("THE SHORE", ("pier",)), ("FERRY DOCK", ("ferry",))]
)
def test_a_harbour_has_a_quay_with_bollards(name: str, features: tuple[str, ...]) -> None:
    """By the place's name or by what the script sees there."""
    made = painted_with(PlaceKind.COAST, name=name, features=features)

    assert holds(made, "harbour")
    assert holds(made, "bollard")
    assert holds(made, "ferry") == ("ferry" in features)
    assert holds(made, "pier") != ("ferry" in features)


def test_a_wild_coast_has_none() -> None:
    """Rocks stay rocks."""
    assert not holds(painted_with(PlaceKind.COAST, name="BLACK CLIFFS"), "bollard")


@pytest.mark.parametrize("name", ["FERRY DECK", "CARGO SHIP", "STEAMER - UPPER DECK"])
def test_a_ship_with_engines_is_of_steel(name: str) -> None:
    """Rail, funnel, lifeboat and life ring, no sails; below, a wheelhouse."""
    deck, inside = (painted_with(PlaceKind.SHIP, name=name, interior=interior) for interior in (False, True))

    assert all(holds(deck, group) for group in ("rail", "funnel", "lifeboat", "life-ring"))
    assert "rigging" not in [layer.name for layer in deck.layers]
    assert all(holds(inside, group) for group in ("console", "wheel", "wipers", "radio"))


def test_a_sailing_ship_keeps_its_sails() -> None:
    """Its name does not mention engines."""
    assert "rigging" in [
        layer.name
        for layer in painted_with(PlaceKind.SHIP, name="THE MARY ANN - DECK", interior=False).layers
    ]


@pytest.mark.parametrize("kind", [PlaceKind.BEDROOM, PlaceKind.HOSPITAL, PlaceKind.LIVING_ROOM])
def test_who_lies_takes_the_bed_out_of_the_room(kind: PlaceKind) -> None:
    """The bed is drawn once: with them, or empty in its layer."""
    group = "sofa" if kind is PlaceKind.LIVING_ROOM else "bed"
    empty, lain_in = painted_with(kind), painted_with(kind, lain_in=True)

    assert holds(empty, group)
    assert empty.berth is None
    assert lain_in.berth is not None
    assert not holds(lain_in, group)
    assert f'id="{group}"' in lain_in.berth.under
    assert [layer.name for layer in lain_in.layers] == [layer.name for layer in empty.layers]


def test_nobody_sees_their_own_house_from_its_window() -> None:
    """A lighthouse is not seen from its own lamp room."""
    assert not holds(
        painted_with(PlaceKind.LIGHTHOUSE_ROOM, name="LIGHTHOUSE - LAMP ROOM", features=("lighthouse",)),
        "lighthouse",
    )
    assert not holds(
        painted_with(PlaceKind.BEDROOM, name="FATHER'S HOUSE - BEDROOM", features=("house",)), "house"
    )


def test_exteriors_differ() -> None:
    """Unknown outdoor places do not all look the same."""
    kinds = set()
    for seed in range(8):
        made = paint_set(
            Place(kind=PlaceKind.EXTERIOR, interior=False, name="X", seed=seed),
            TimeOfDay.DAY,
            Weather.CLEAR,
            Mood.CALM,
        )
        kinds.add(tuple(len(layer(made, name).svg) // 20_000 for name in ("beyond", "boundary")))

    assert len(kinds) >= 3
