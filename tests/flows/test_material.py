"""A whole film with the person's own material in place of generated parts."""

from __future__ import annotations

import pytest

from storyreel.editing.probe import check_decodes
from tests.flows.installation import Install
from tests.project import own_media

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server"), pytest.mark.timeout(400)]

NARRATED = """Title: The Quay

INT. KITCHEN - NIGHT

MARA stands at the stove.

NARRATOR (V.O.)
The kettle was late that night.

EXT. HARBOUR - DAWN

TOM walks along the quay.
"""
MATERIAL = """[material]
narration = "voice.wav"
music = "score.wav"
[material.frames]
"SC010-SH010" = "opening.png"
[material.clips]
"SC020-SH010" = "wave.mov"
"""


def test_a_film_of_ones_own_material(house: Install) -> None:
    """Nothing that the person brought is drawn, spoken, filmed or composed.

    The painter films the person's picture; the film is whole.
    """
    folder = house.work / "quay"
    folder.mkdir()
    (folder / "film.toml").write_text(MATERIAL)
    own_media.talk(folder / "voice.wav", [2.0])
    own_media.tone(folder / "score.wav", seconds=3)
    own_media.picture(folder / "opening.png", (190, 40, 40), (500, 400))
    own_media.clip(folder / "wave.mov", [(30, 40, 200)], frames_each=25, rate=25)
    before = house.work_done()

    outcome = house.make(house.script(NARRATED, "quay.fountain"), "quay").outcome

    made = set(house.new_work(before))
    assert "SC010-SH010 clip" in made
    assert not made & {
        "SC010-SH010 keyframes",
        "SC010-SH010 line 1",
        "SC020-SH010 keyframes",
        "SC020-SH010 clip",
    }
    assert not [name for name in made if name.startswith("music") or " line " in name]
    assert check_decodes(folder / "quay.mp4") > 0
    assert not outcome["gaps"]


def test_a_damaged_file_ends_the_run_in_a_sentence(house: Install) -> None:
    """Before anything is drawn; the file and the key are named."""
    folder = house.work / "torn"
    folder.mkdir()
    (folder / "film.toml").write_text('[material.frames]\n"SC010-SH010" = "opening.png"\n')
    (folder / "opening.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    before = house.work_done()

    said = house.make(house.script(NARRATED, "torn.fountain"), "torn")

    assert said.code not in (0, 3)
    assert "opening.png" in said.err
    assert "Traceback" not in said.err
    assert not [name for name in house.new_work(before) if "keyframes" in name]
