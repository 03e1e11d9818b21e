"""A key in the environment is used by whom it is for, and written down nowhere."""

from __future__ import annotations

import base64

import pytest

from tests.flows.conftest import FirstFilm
from tests.flows.installation import SECRET, Install

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def test_a_planted_key_is_found_nowhere(first_film: FirstFilm, house: Install) -> None:
    """Not in the film's folder, the vault, the server's database, or any log."""
    seen = [path for path in house.home.parent.rglob("*") if path.is_file() and path.name != ".env"]

    assert any(path.name == "prefect.db" for path in seen)
    assert first_film.path in seen
    assert [path for path in seen if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in first_film.err + str(first_film.outcome)


def test_the_servers_password_stands_in_its_file_alone(first_film: FirstFilm, house: Install) -> None:
    """Not in the database, a log, the film's folder, a result, or what the run said."""
    password = (house.home / "server" / "auth").read_text()
    forms = [password.encode(), base64.b64encode(password.encode()), password.partition(":")[2].encode()]

    holders = [
        path
        for path in house.home.parent.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]

    assert holders == [house.home / "server" / "auth"]
    assert password.partition(":")[2] not in first_film.err + str(first_film.outcome)
