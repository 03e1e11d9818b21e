"""Places to paint in tests, and what a test reads out of a painted layer."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import resvg_py
from PIL import Image

from storyreel.animatic.painter.layers import Layer, PaintedSet
from storyreel.animatic.painter.places import paint_set
from storyreel.animatic.painter.places.palette import darker, lighter
from storyreel.film.colours import channels
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import Mood

OUTDOORS = (
    PlaceKind.COAST,
    PlaceKind.FOREST,
    PlaceKind.MOUNTAINS,
    PlaceKind.DESERT,
    PlaceKind.OPEN_COUNTRY,
    PlaceKind.VILLAGE,
    PlaceKind.CITY_STREET,
    PlaceKind.ROOFTOP,
    PlaceKind.PLANET,
    PlaceKind.EXTERIOR,
)


def place(
    kind: PlaceKind, *, seed: int = 5, features: tuple[str, ...] = (), palette: tuple[str, ...] = ()
) -> Place:
    """A place of that kind, under a roof unless the kind is an outdoor one."""
    return Place(
        kind=kind,
        interior=kind not in OUTDOORS,
        name=kind.value.upper(),
        seed=seed,
        features=features,
        palette=palette,
    )


@lru_cache(maxsize=256)
def painted(
    kind: PlaceKind, time: TimeOfDay = TimeOfDay.DAY, weather: Weather = Weather.CLEAR, **given: object
) -> PaintedSet:
    """The set of that kind of place."""
    return paint_set(place(kind, **given), time, weather, Mood.CALM)  # type: ignore[arg-type]


def rasterised(layer: Layer, width: int = 288) -> np.ndarray:
    """The layer as (height, width, 4) uint8 RGBA."""
    png = resvg_py.svg_to_bytes(svg_string=layer.svg, skip_system_fonts=True, width=width)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


def structure(layer: Layer) -> list[str]:
    """Names of groups in order, without those that depend on light and weather."""
    found: list[str] = []

    def walk(node: ET.Element) -> None:
        name = node.get("id", "")
        if re.match(r"(light|weather|snow|stars|moon)", name):
            return
        if name and node.tag.endswith("}g"):
            found.append(re.sub(r"-\d+$", "", name))
        for child in node:
            walk(child)

    walk(ET.fromstring(layer.svg))
    return found


def wrong_shades(svg: str, slots: Mapping[str, str]) -> list[str]:
    """What is wrong with the shades of a drawing's palette, seen beside what the painter makes of them."""
    wrong = []
    for slot, steps, colour in re.findall(
        r'id="colour-([a-z0-9-]+?)((?:-(?:lighter|darker)-[\d.]+)+)"[^>]*fill="(#\w+)"', svg
    ):
        expected = slots[slot]
        for word, share in re.findall(r"-(lighter|darker)-([\d.]+)", steps):
            expected = {"lighter": lighter, "darker": darker}[word](expected, float(share) / 100)
        if max(abs(a - b) for a, b in zip(channels(colour), channels(expected), strict=True)) > 2:
            wrong.append(f"colour-{slot}{steps} is {colour} in the file; make it {expected}")
    return wrong
