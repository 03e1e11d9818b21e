"""The table of the kinds of place: a whole row for each, and nothing in it that says two things."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from storyreel.film.moods import Mood
from storyreel.film.place_kinds import ANY_OPEN_AIR, ANY_ROOM, AROUND_BUILDINGS, PLACE_KINDS, PlaceKind, Side

KINDS = list(PLACE_KINDS.items())


def test_every_kind_has_a_row() -> None:
    """In the order of the kinds: of two kinds that as much speaks for, the first is taken."""
    assert list(PLACE_KINDS) == list(PlaceKind)


@pytest.mark.parametrize("side", ["names_outside", "names_inside"])
def test_no_name_is_of_two_kinds(side: str) -> None:
    """Otherwise the later row would win unseen."""
    names = Counter(
        name.strip() for _, known in KINDS for name in getattr(known, side).split(",") if name.strip()
    )

    assert len(names) > 400
    assert [name for name, count in names.items() if count > 1] == []


def test_names_are_of_the_side_that_the_kind_is_of() -> None:
    """A kind with names in the open only is outside; one that is known from within has names there."""
    assert [kind for kind, known in KINDS if known.side is Side.INSIDE and not known.names_inside] == []
    assert [kind for kind, known in KINDS if known.side is Side.OUTSIDE and known.names_inside] == []
    assert [
        kind
        for kind, known in KINDS
        if known.side is Side.BOTH and not (known.names_inside and known.names_outside)
    ] == []


def test_wholes_have_a_rank_each() -> None:
    """A hospital ship is a ship, so no two wholes are equal."""
    ranked = sorted((known.whole.rank, kind) for kind, known in KINDS if known.whole)

    assert [kind for _, kind in ranked] == [
        PlaceKind.SHIP,
        PlaceKind.SPACECRAFT,
        PlaceKind.VEHICLE,
        PlaceKind.LIGHTHOUSE_ROOM,
        PlaceKind.THEATRE,
        PlaceKind.HOSPITAL,
    ]
    assert [rank for rank, _ in ranked] == [1, 2, 3, 4, 5, 6]


def test_every_kind_has_three_palettes_of_five_colours_that_no_other_has() -> None:
    """As hexadecimal codes; two places of a film never share one."""
    palettes = [palette.strip() for _, known in KINDS for palette in known.palettes.split(",")]

    assert len(palettes) == 3 * len(KINDS) == len(set(palettes))
    assert [
        palette for palette in palettes if not re.fullmatch(r"([0-9a-f]{6} ){4}[0-9a-f]{6}", palette)
    ] == []


def test_what_a_row_says() -> None:
    """One room, one place in the open and what stands for all others."""
    cellar, village = PLACE_KINDS[PlaceKind.CELLAR], PLACE_KINDS[PlaceKind.VILLAGE]

    assert (cellar.side, cellar.sound, cellar.ground, cellar.leans) == (
        Side.INSIDE,
        "dripping cellar",
        "stone",
        (Mood.EERIE, 0.5),
    )
    assert (village.side, village.sound, village.ground, village.birds) == (
        Side.OUTSIDE,
        "quiet village",
        "gravel",
        True,
    )
    assert {kind: known.drawn_as for kind, known in KINDS if known.drawn_as} == {
        ANY_ROOM: "a plain room",
        ANY_OPEN_AIR: "open ground",
    }
    assert AROUND_BUILDINGS is PlaceKind.CITY_STREET
