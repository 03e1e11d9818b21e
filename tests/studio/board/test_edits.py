"""Edits from the page: kept in storyboard.toml, refused in words, and never over somebody else's."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storyreel.project.journal import Journal, Step
from storyreel.project.lock import directing
from tests.studio.board.conftest import Studio

SHOT = "SC010-SH010"


def shots(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "storyboard.toml").read_text())["shots"]


def test_a_field_is_kept_as_storyreel_set_keeps_it(studio: Studio, edit: Callable[..., Any]) -> None:
    """The file has the value, and the answer the digest for the next edit; '' takes the value away."""
    folder = studio.film()

    kept = edit("seconds", "6.5").json()
    assert kept["value"] == 6.5
    assert shots(folder)[SHOT]["seconds"] == 6.5

    assert edit("seconds", "", kept["digest"]).status_code == 200
    assert "seconds" not in shots(folder)[SHOT]


def test_a_spoken_line_is_changed_in_its_place(studio: Studio, edit: Callable[..., Any]) -> None:
    """Only its words; who says it and how stay."""
    folder = studio.film()
    shot = next(shot.id for _, shot in studio.open().state.base.shots() if shot.lines)

    assert edit("lines.0", "Something else.", shot=shot).status_code == 200

    before = next(one for _, one in studio.open().state.base.shots() if one.id == shot).lines[0]
    line = shots(folder)[shot]["lines"][0]
    assert line["text"] == "Something else."
    assert line["cast_id"] == before.cast_id
    assert edit("lines.9", "x", shot=shot).status_code == 422
    assert edit("lines.0", "  ", shot=shot).status_code == 422


def test_wrong_words_are_refused_with_what_is_accepted(studio: Studio, edit: Callable[..., Any]) -> None:
    """Nothing is written, and the sentence names what fits."""
    folder = studio.film()
    before = (folder / "storyboard.toml").read_bytes()

    for field, value, said in (
        ("size", "huge", "extreme wide"),
        ("seconds", "-3", "0.5"),
        ("sizes", "wide", "accepted are"),
        ("lock", "perhaps", "true and false"),
        ("engine", "nobody", "There is no video"),
    ):
        answer = edit(field, value)
        assert answer.status_code in (400, 422), (field, answer.text)
        assert said in answer.json()["error"]
    assert edit("size", "wide", shot="SC999-SH010").status_code == 422
    assert (folder / "storyboard.toml").read_bytes() == before


def test_two_edits_of_one_field_ask_which_one_stays(studio: Studio, edit: Callable[..., Any]) -> None:
    """The second is refused with the first one's value; nothing is overwritten until the person says so."""
    folder = studio.film()
    read = next(shot for shot in studio.browser.get("/api/v1/films/film/shots").json() if shot["id"] == SHOT)
    was = read["digests"]["action"]

    assert edit("action", "Rain.", was).status_code == 200
    refused = edit("action", "Snow.", was)
    assert refused.status_code == 409
    assert refused.json()["theirs"] == "Rain."
    assert shots(folder)[SHOT]["action"] == "Rain."

    assert edit("action", "Snow.", refused.json()["digest"]).status_code == 200
    assert shots(folder)[SHOT]["action"] == "Snow."


def test_edits_of_two_fields_at_once_both_stay(studio: Studio, edit: Callable[..., Any]) -> None:
    """Two pages that write at the same moment lose nothing."""
    folder = studio.film()
    changes = [("action", "Fog."), ("size", "close"), ("move", "pan left"), ("seconds", "7")]
    threads = [threading.Thread(target=edit, args=change) for change in changes]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = shots(folder)[SHOT]
    assert [kept[name] for name, _ in changes] == ["Fog.", "close", "pan left", 7]


def test_an_edit_is_kept_while_a_run_makes_the_film(studio: Studio, edit: Callable[..., Any]) -> None:
    """Once the run has read the storyboard, the edit waits in the file; before, it is refused."""
    folder = studio.film()
    project = studio.open()

    with directing(project.vault.documents, project.id), Journal(project.id, "run") as journal:
        assert edit("action", "Too early.").status_code == 423
        journal.write(Step(event="expected", work=1.0))
        assert edit("action", "Later.").status_code == 200
        assert shots(folder)[SHOT]["action"] == "Later."

    assert edit("size", "close").status_code == 200
    assert shots(folder)[SHOT]["action"] == "Later."


def test_a_film_without_a_storyboard_says_what_to_do(studio: Studio, edit: Callable[..., Any]) -> None:
    """Nothing can be edited before something is planned."""
    studio.browser.post("/api/v1/scripts?name=film.fountain", content=b"INT. KITCHEN - DAY\n\nRain.\n")
    slug = studio.library.slugs()[0]

    answer = studio.browser.patch(f"/api/v1/films/{slug}/{SHOT}", json={"field": "size", "value": "wide"})
    assert answer.status_code == 422
    assert "no storyboard yet" in answer.json()["error"]
