"""The examples in docs/DRAWING.md work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from storyreel.animatic.foley.vocabulary import hear
from storyreel.animatic.painter.places import belongings, prop_files, prop_room, vocabulary
from storyreel.animatic.painter.places.painting import PAINTERS, PaintedKind
from storyreel.film.places import PlaceKind
from tests.animatic.painter.places.sets import painted, rasterised, wrong_shades

PAGE = Path("docs/DRAWING.md").read_text()
CHURN = re.search(r"```svg\n(.*?)```", PAGE, re.DOTALL)
PROP, PLACE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def _with_churn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's file among the drawings, and its function among the props."""
    assert CHURN
    for path in prop_files.FOLDER.glob("*.svg"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "milk-churn.svg").write_text(CHURN[1])
    monkeypatch.setattr(prop_files, "FOLDER", tmp_path)
    names = dict(vars(belongings))
    exec(PROP, names)
    monkeypatch.setitem(prop_room.PROPS, "milk churn", names["milk_churn"])
    monkeypatch.setitem(vocabulary.PROPS, "milk churn", names["milk_churn"])


@pytest.mark.usefixtures("_with_churn")
def test_the_prop_of_the_page_stands_in_a_place_that_a_script_has_it_in() -> None:
    """Its word among the features of a kitchen draws it there, in the place's accent."""
    palette = ("#d8dcd4", "#8a6a48", "#6a7a80", "#c03020")
    made = painted(PlaceKind.KITCHEN, features=("Milk churn",), palette=palette)

    props = next(layer for layer in made.layers if layer.name == "props")
    assert 'id="milk-churn"' in props.svg
    assert rasterised(props)[..., 3].any()


@pytest.mark.usefixtures("_with_churn")
def test_the_place_of_the_page_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its painter, given a row, makes a set that people can sit in."""
    names: dict[str, Any] = {}
    exec(PLACE, names)
    monkeypatch.setitem(PAINTERS, PlaceKind.KITCHEN, PaintedKind(names["paint_dairy"], roofed=True))

    made = painted.__wrapped__(PlaceKind.KITCHEN)

    assert [layer.name for layer in made.layers] == ["view", "wall", "floor", "furniture", "foreground"]
    assert made.seats[0].x == 1500


@pytest.mark.usefixtures("_with_churn")
def test_the_shades_of_the_page_are_those_that_are_painted() -> None:
    """Whoever copies the example has a file that the tests of drawings accept."""
    assert CHURN

    assert wrong_shades(CHURN[1], prop_files.drawing("milk-churn").slots) == []


def test_the_sounds_that_the_page_names_are_heard_as_it_says() -> None:
    """A hum is known; what is not known has no recipe."""
    heard, unknown = hear("dairy hum", ambience=True), hear("churning butter", ambience=True)

    assert (heard.names, heard.exact, unknown.names) == (("electric hum",), True, ())
