"""Whole cloud films on the fake studio, killed at any moment: nothing is bought twice, nothing is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyreel.vault import open_vault
from tests.drills.interrupted import begin, finish, kill_until_finished, make_two_and_intrude
from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio
from tests.flows.installation import Install

pytestmark = [pytest.mark.xdist_group("drills"), pytest.mark.long, pytest.mark.timeout(1500)]
KILLS = int(os.environ.get("STORYREEL_FILM_KILLS", "12"))  # noqa: TID251 `make drill` asks for more


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(latency=0.003, state=tmp_path / "studio.jsonl") as opened:
        register(opened)
        yield opened


@pytest.fixture
def cloud_house(tmp_path: Path, studio: Studio) -> Iterator[Install]:
    """A home with an empty vault and the keys of every service."""
    (tmp_path / "work").mkdir()
    house = Install(
        tmp_path / "home",
        tmp_path / "work",
        variables=studio.environment() | {"STORYREEL_POLL_SECONDS": "0.05"},
    )
    house.run("server", "start")
    yield house
    house.leave()


def test_films_killed_at_any_moment_are_finished_and_paid_once(cloud_house: Install, studio: Studio) -> None:
    """A dozen kills, or as many as are asked for, every third of the buying process, too.

    No job is bought twice, none that was paid for is left behind.
    """
    kill_until_finished(cloud_house, open_vault(cloud_house.vault.as_uri()), studio, KILLS)


def test_two_films_at_once_share_a_budget_and_a_second_director_is_refused(
    cloud_house: Install, studio: Studio
) -> None:
    """Both are finished and pay what was billed, and a second run of the first is told who holds it."""
    make_two_and_intrude(cloud_house, open_vault(cloud_house.vault.as_uri()), studio)


def test_a_clip_that_rots_between_runs_is_not_bought_again(cloud_house: Install, studio: Studio) -> None:
    """A clip rots in the vault: it is fetched again by its ticket, and nobody is paid."""
    script = cloud_house.script()
    vault = open_vault(cloud_house.vault.as_uri())
    finish(cloud_house, vault, script, studio)
    spent = studio.bill().total_usd
    key = next(key for name, key in cloud_house.state("kettle")["keys"].items() if name.endswith(" clip"))
    done = vault.ledger.attempt(key).done
    assert done is not None
    rotten = cloud_house.vault / "assets" / (sha := done["result"]["video"]["sha256"])[:2] / sha  # type: ignore[index]
    rotten.chmod(0o644)
    rotten.write_bytes(b"rot")
    outcome = json.loads(begin(cloud_house, script).communicate(timeout=300)[0])

    assert outcome["gaps"] == []
    assert studio.bill().total_usd == spent, "what was paid for is fetched again, not bought again"
