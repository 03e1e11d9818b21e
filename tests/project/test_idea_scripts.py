"""The screenplay of a film that is made from an idea."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.errors import UsageError
from storyreel.film.scripts import Script
from storyreel.project.idea_scripts import (
    idea_brief,
    idea_file,
    idea_folder,
    keep_screenplay,
    require_one,
)

IDEA = "A beekeeper hides a refugee from the mayor of the town"


def test_a_screenplay_is_written_once_and_edits_of_it_stay(tmp_path: Path) -> None:
    """Another length or writer is another file beside it."""
    name = idea_file(idea_brief(IDEA, 1, None), "rules/1")
    path = keep_screenplay(tmp_path / "film", name, lambda: Script(fountain="first"))
    path.write_text("edited")

    again = keep_screenplay(tmp_path / "film", name, lambda: Script(fountain="second"))

    assert again == path and path.read_text() == "edited"
    others = {
        idea_file(idea_brief(IDEA, 2, None), "rules/1"),
        idea_file(idea_brief(IDEA, 1, None), "model/1"),
        idea_file(idea_brief("Another", 1, None), "rules/1"),
    }
    assert len({*others, name}) == 4
    assert idea_file(idea_brief(f"  {IDEA} ", 1, "en-us"), "rules/1") == name


def test_a_film_of_an_idea_is_named_after_its_first_words(tmp_path: Path) -> None:
    """Unless a folder is named."""
    assert idea_folder(IDEA) == (Path("films") / "a-beekeeper-hides-a-refugee-from").resolve()
    assert idea_folder(IDEA, str(tmp_path)) == tmp_path.resolve()


@pytest.mark.parametrize(
    ("script", "idea", "minutes", "words"),
    [
        ("", " ", None, "none of them"),
        ("a.fountain", IDEA, None, "both"),
        ("a.fountain", "", 2.0, "max_minutes"),
    ],
)
def test_a_film_is_of_one_thing(script: str, idea: str, minutes: float | None, words: str) -> None:
    """A length without an idea is no part of a screenplay."""
    with pytest.raises(UsageError, match=words):
        require_one(script, idea, minutes)


@pytest.mark.parametrize("minutes", [0, -1, 121, float("nan")])
def test_a_length_that_cannot_be_is_refused(minutes: float) -> None:
    with pytest.raises(UsageError, match="minutes is"):
        idea_brief(IDEA, minutes, None)
