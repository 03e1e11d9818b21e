"""Drawings are small, well-formed text with readable names."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.palette import allotted
from storyreel.film.colours import channels, mix


def test_equal_gradients_are_defined_once() -> None:
    """Two shapes of one colouring share their definition."""
    canvas = Canvas("wall")
    canvas.rect(0, 0, 10, 10, canvas.down("#ff0000", "#00ff00"))
    canvas.rect(20, 0, 10, 10, canvas.down("#ff0000", "#00ff00"))

    assert canvas.svg().count("<linearGradient") == 1


def test_groups_of_one_name_get_different_ids() -> None:
    """Ids stay unique, which SVG demands."""
    canvas = Canvas("street")
    for _ in range(2):
        with canvas.group("Street lamp"):
            canvas.oval(1, 2, 3, 4, "#ffffff")

    ids = [node.get("id") for node in ET.fromstring(canvas.svg()).iter("{http://www.w3.org/2000/svg}g")]
    assert ids == ["street-lamp", "street-lamp-2"]


def test_a_wrong_colour_says_how_to_write_one() -> None:
    """The message shows what was given and an example."""
    with pytest.raises(ValueError, match="'red' is not a colour"):
        channels("red")


def test_a_short_palette_is_filled_up() -> None:
    """Base comes first, accent last; what is between is mixed."""
    hues = allotted(("#102030", "#f0a030"), ("#000000", "#ffffff", "#888888", "#ff0000"))

    assert (hues.base, hues.accent) == ("#102030", "#f0a030")
    assert hues.second == mix("#102030", "#ffffff", 0.5)
