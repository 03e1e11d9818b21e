"""The sheets that an illustrator looks at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from storyreel.animatic.painter import contact_sheet
from storyreel.animatic.painter.places.prop_files import FOLDER
from storyreel.film.places import PlaceKind, TimeOfDay


@pytest.mark.long
def test_every_kind_of_place_has_its_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """One by day and one at night, none of them black."""
    made = []
    tiles = contact_sheet.tiles
    monkeypatch.setattr(contact_sheet, "tiles", lambda width: made.extend(tiles(width)) or made)

    sheet = contact_sheet.places_sheet(width=48)

    times = (TimeOfDay.DAY, TimeOfDay.NIGHT)
    assert [name for name, _ in made] == [
        f"{kind.value}, {time.value}" for kind in PlaceKind for time in times
    ]
    assert all(tile.size == (48, 27) and tile.getextrema() != ((0, 0),) * 3 for _, tile in made)
    assert sheet.size == (6 * 48, -(-len(made) // 6) * (27 + contact_sheet.LABEL))


def test_a_prop_is_shown_in_three_lights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes a picture and says where it is."""
    out = tmp_path / "ladder.png"

    assert contact_sheet.main(["prop", str(FOLDER / "ladder.svg"), str(out)]) == 0

    assert str(out) in capsys.readouterr().out
    picture = Image.open(out)
    rows = [picture.getpixel((2, picture.height * part // 6)) for part in (1, 3, 5)]
    assert len(set(rows)) == 3


def test_a_prop_that_cannot_be_used_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message goes to the person, without a traceback."""
    (tmp_path / "a.svg").write_text("<svg/>")

    assert contact_sheet.main(["prop", str(tmp_path / "a.svg"), str(tmp_path / "a.png")]) == 1
    assert contact_sheet.main(["faces"]) == 2

    assert "the outermost element is 'svg'" in capsys.readouterr().err
