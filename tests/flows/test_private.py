"""What a run leaves below STORYREEL_HOME is its owner's alone; the film's folder is the person's to show."""

from __future__ import annotations

import pytest

from tests.flows.conftest import FirstFilm
from tests.flows.installation import Install

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]
SERVERS_OWN = {
    "start.lock",
    "state.json",
    "server.log",
    "migrated",
    "prefect.db",
    "prefect.db-shm",
    "prefect.db-wal",
    "concurrency_leases",
}
"""Written by the process of the server and its keeper."""


def test_nothing_below_the_home_is_open_to_others(first_film: FirstFilm, house: Install) -> None:
    """Vault, addresses of films; what is delivered can be read."""
    open_to_others = [path for path in (house.home, *house.home.rglob("*")) if path.lstat().st_mode & 0o077]

    assert [path for path in open_to_others if path.name not in SERVERS_OWN] == []
    assert list((house.home / "shown").iterdir())
    assert first_film.path.stat().st_mode & 0o777 == 0o644
