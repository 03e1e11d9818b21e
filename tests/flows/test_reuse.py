"""What is made again, and what never: the promise that nothing is made twice."""

from __future__ import annotations

import base64
import json
import pickle
import re
import shutil
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest

from storyreel.editing.probe import check_decodes
from storyreel.project.state import FilmState
from tests.flows.conftest import FirstFilm
from tests.flows.installation import TINY, Install, digest

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def of_shots(work: Counter[str], *words: str) -> set[str]:
    """Names among what was made that belong to shots, or only those of some kinds."""
    return {name for name in work if name.startswith("SC") and (not words or name.split(" ")[1] in words)}


def test_a_changed_action_line_remakes_only_its_shot(first_film: FirstFilm, house: Install) -> None:
    """No other shot's pictures, clips or speech are made again."""
    before = house.work_done()
    script = house.script(
        TINY.replace("TOM walks along the quay", "TOM runs along the quay"), "changed.fountain"
    )

    outcome = house.make(script, "changed").outcome

    made = house.new_work(before)
    assert outcome["made"] == sum(made.values())
    assert of_shots(made, "keyframes", "clip") == {"SC020-SH010 keyframes", "SC020-SH010 clip"}
    assert not of_shots(made, "line")


def lose(asset: Path) -> None:
    asset.unlink()


def truncate(asset: Path) -> None:
    content = asset.read_bytes()
    asset.chmod(0o644)
    asset.write_bytes(content[: len(content) // 2])


def corrupt(asset: Path) -> None:
    content = bytearray(asset.read_bytes())
    content[len(content) // 2] ^= 0xFF
    asset.chmod(0o644)
    asset.write_bytes(content)


def test_damaged_clips_are_noticed_and_made_again_alone(first_film: FirstFilm, house: Install) -> None:
    """One is gone, one cut short, one has a changed bit: the next run makes exactly these again."""
    film, before = digest(first_film.path), house.work_done()
    keys = house.state("kettle")["keys"]
    damaged = {"SC010-SH010 clip": lose, "SC010-SH020 clip": truncate, "SC020-SH010 clip": corrupt}
    for name, damage in damaged.items():
        damage(house.asset(house.result(keys[name])["video"]["sha256"]))

    outcome = house.make(first_film.script, "kettle").outcome

    assert house.new_work(before) == dict.fromkeys(damaged, 1)
    assert outcome["made"] == len(damaged)
    assert digest(first_film.path) == film
    assert check_decodes(first_film.path)


def test_without_the_film_file_nothing_is_made(first_film: FirstFilm, house: Install) -> None:
    """The folder is a checkout of the vault, and the ledger answers; Prefect keeps no results that could."""
    film, before = digest(first_film.path), house.work_done()
    first_film.path.unlink()

    outcome = house.make(first_film.script, "kettle").outcome

    assert outcome["made"] == 0
    assert house.work_done() == before
    assert digest(first_film.path) == film
    assert [
        path
        for path in house.home.rglob("*")
        if path.is_file() and path.parent.name in ("prefect-results", "storage")
    ] == []


def test_a_pickle_in_the_vault_is_never_read(first_film: FirstFilm, house: Install, tmp_path: Path) -> None:
    """A person who can write to the vault runs no code: a result that Prefect might look for stays a file."""
    mark = tmp_path / "ran"
    pickled = base64.encodebytes(pickle.dumps(RunsCode(mark))).decode()
    metadata = {
        "serializer": {"type": "pickle", "picklelib": "pickle"},
        "prefect_version": version("prefect"),
    }
    for folder in (house.vault / "prefect-results", house.home / "server" / "storage"):
        folder.mkdir(exist_ok=True)
        for key in house.state("kettle")["keys"].values():
            (folder / f"{key}-1").write_text(
                json.dumps(
                    {"metadata": metadata | {"storage_key": str(folder / f"{key}-1")}, "result": pickled}
                )
            )

    outcome = house.make(first_film.script, "kettle").outcome

    assert outcome["made"] == 0
    assert not mark.exists()
    for folder in (house.vault / "prefect-results", house.home / "server" / "storage"):
        shutil.rmtree(folder)


class RunsCode:
    """Reading it back from a pickle makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.mark,))


def test_a_persons_layer_remakes_the_shots_of_its_set_and_a_broken_one_is_named(
    first_film: FirstFilm, house: Install
) -> None:
    """A colour changed by hand is filmed.

    A file that is no picture ends the run in one sentence and leaves the film.
    """
    house.make(first_film.script, "layered")
    layer = next((house.work / "layered" / "layers" / "harbour").glob("*/*-sky.svg"))
    film = house.work / "layered" / "layered.mp4"
    painted, before, old = layer.read_text(), house.work_done(), digest(film)
    colour = re.search(r"#[0-9a-fA-F]{6}", painted)
    assert colour
    layer.write_text(painted.replace(colour[0], "#ff00ff"))

    house.make(first_film.script, "layered")

    made = house.new_work(before)
    assert of_shots(made, "keyframes", "clip") == {
        f"SC020-SH0{n}0 {what}" for n in (1, 2) for what in ("keyframes", "clip")
    }
    assert not of_shots(made, "line")
    assert digest(film) != old
    assert "#ff00ff" in layer.read_text()

    layer.write_text("<svg><rect")
    whole = digest(film)
    said = house.make(first_film.script, "layered")

    assert said.code == 1
    assert "sky" in said.err
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert digest(film) == whole


@pytest.mark.long
def test_an_edit_of_the_storyboard_remakes_that_shot_and_a_new_take_keeps_the_old(
    first_film: FirstFilm, house: Install
) -> None:
    """A move set by hand concerns one shot.

    Another take of it stands beside the first, which can be had back for nothing.
    """
    house.make(first_film.script, "edited")
    board = house.work / "edited" / "storyboard.toml"
    text, before = board.read_text(), house.work_done()
    board.write_text(
        text.replace('[shots.SC010-SH020]\nsize = "medium"', '[shots.SC010-SH020]\nsize = "close"')
    )
    assert board.read_text() != text

    house.make(first_film.script, "edited")

    made = house.new_work(before)
    assert of_shots(made, "keyframes", "clip", "line") == {"SC010-SH020 keyframes", "SC010-SH020 clip"}

    film, first, before = house.work / "edited" / "edited.mp4", house.state("edited"), house.work_done()
    original = digest(film)
    assert (
        house.type("redo", house.work / "edited", "SC010-SH020", "--what", "clip", "--json").outcome["made"]
        >= 1
    )
    second = house.state("edited")

    assert house.new_work(before)["SC010-SH020 clip"] == 1
    assert of_shots(house.new_work(before), "keyframes", "clip", "line") == {"SC010-SH020 clip"}
    assert second["keys"]["SC010-SH020 clip"] != first["keys"]["SC010-SH020 clip"]
    assert first["keys"]["SC010-SH020 clip"] in FilmState.model_validate(second).takes.keys

    before = house.work_done()
    back = house.type(
        "redo", house.work / "edited", "SC010-SH020", "--what", "clip", "--take", "1", "--json"
    ).outcome

    assert back["made"] == 0
    assert house.work_done() == before
    assert house.state("edited")["keys"]["SC010-SH020 clip"] == first["keys"]["SC010-SH020 clip"]
    assert digest(film) == original
    never = house.type("redo", house.work / "edited", "SC010-SH020", "--what", "clip", "--take", "7")
    assert never.code != 0
    assert "takes 1 to 2; take 7 was never made" in never.err
    assert (
        house.type("redo", house.work / "edited", "SC010-SH020", "--what", "clip", "--json").outcome["made"]
        >= 1
    )
    assert house.new_work(before)["SC010-SH020 clip"] == 1, (
        "after going back to the first take, another one is a third, not the second again"
    )


def test_a_changed_title_page_leaves_every_shot_alone(first_film: FirstFilm, house: Install) -> None:
    """Another title is another title card, and the film; nothing that was filmed."""
    before = house.work_done()

    house.make(house.script(TINY.replace("The Kettle", "The Late Kettle"), "kettle-2.fountain"), "titled")

    assert not of_shots(house.new_work(before), "keyframes", "clip", "line")
