"""What the second engine made after the first refused is the film's own, and not stale."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from flows.preview import preview_film
from storyreel.project.plan import PlannedAction
from storyreel.project.project import Project, open_project
from storyreel.project.settings import Scope
from storyreel.vault import Vault
from tests.studio.bought_film import FIRST, SCRIPT, edit, make_all, standing

pytestmark = pytest.mark.usefixtures("home")
LINE = "SC010-SH020 line 1"


def film(home: Path, vault: Vault, **members: list[str]) -> Project:
    """A film whose second members may be asked."""
    script = home / "tea.fountain"
    if not script.exists():
        script.write_text(SCRIPT)
    settings = {"members": members, "ask_next": True}
    return open_project(str(script), str(home / "tea"), vault, settings)


def refuse_first(project: Project, name: str, *, usd: float = 1.0) -> Project:
    """The film as made by the second engine, because the first refused one of its calls."""
    make_all(project)
    preview, ledger = preview_film(project, Scope()), project.vault.ledger
    one = next(one for one in preview.estimate_input.looked_up.calls if one.call.name == name)
    refused, key = (one.call.key(one.brief, prints) for prints in preview.context.card.in_turn(one.call.asks))
    made = ledger.attempt(refused).done
    assert made is not None
    ledger.lose(refused, 1, "it was never made")
    ledger.refuse(refused, 2, "no kettles")
    ledger.intend(key, 1, name)
    ledger.finish(key, 1, cast(dict[str, object], made["result"]), seconds=1, cost_usd=usd)
    project.remember(keys=project.state.keys | {name: key})
    return project


@pytest.mark.parametrize("second", ["fal", "painter"])
def test_a_clip_of_the_second_engine_is_reused(home: Path, vault: Vault, second: str) -> None:
    """Nothing has changed since: it is neither stale nor to be made, whether it was paid for or not."""
    usd = 1.0 if second == "fal" else 0.0
    project = refuse_first(film(home, vault, video=["luma", second]), f"{FIRST} clip", usd=usd)

    assert standing(project)[f"{FIRST} clip"][0] is PlannedAction.REUSE


def test_it_is_stale_once_what_it_is_made_from_has_changed(home: Path, vault: Vault) -> None:
    """Then it stays as the paid result that it is."""
    project = refuse_first(film(home, vault, video=["luma", "fal"]), f"{FIRST} clip")
    edit(project, FIRST, "action", "MARA dances with a broom.")

    assert standing(project)[f"{FIRST} clip"][0] is PlannedAction.STALE


def test_without_the_persons_word_the_second_engine_counts_for_nothing(home: Path, vault: Vault) -> None:
    """If no second engine may be asked, what it made is an earlier result that stays."""
    project = refuse_first(film(home, vault, video=["luma", "fal"]), f"{FIRST} clip")
    project.settings = project.settings.model_copy(update={"ask_next": False})

    assert standing(project)[f"{FIRST} clip"][0] is PlannedAction.STALE


def test_a_line_of_the_second_speaker_that_moved_is_heard_once(home: Path, vault: Vault) -> None:
    """If a line is put in before it, the new one is spoken and does not get its recording."""
    project = refuse_first(film(home, vault, narrator=["elevenlabs", "openai"]), LINE)
    (home / "tea.fountain").write_text(SCRIPT.replace("The kettle", "Well now.\n\nMARA\nThe kettle"))

    found = standing(project)

    assert [found[f"SC010-SH020 line {n}"][0] for n in (1, 2)] == [PlannedAction.MAKE, PlannedAction.REUSE]
