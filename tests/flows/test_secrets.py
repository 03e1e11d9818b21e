"""A key in the environment is used by whom it is for, and written down nowhere."""

from __future__ import annotations

import pytest

from tests.flows.conftest import FirstFilm
from tests.flows.house import SECRET, House

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def test_a_planted_key_is_found_nowhere(first_film: FirstFilm, house: House) -> None:
    """Not in the film's folder, the vault, the server's database, or any log."""
    seen = [path for path in house.home.parent.rglob("*") if path.is_file() and path.name != ".env"]

    assert any(path.name == "prefect.db" for path in seen)
    assert first_film.path in seen
    assert [path for path in seen if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in first_film.err + str(first_film.outcome)
