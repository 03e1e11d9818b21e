"""Prefect's picture of a run: every arrow that the call sheet has, and no other."""

from __future__ import annotations

import pytest

from tests.flows.conftest import FirstFilm
from tests.flows.house import House, Records
from tests.flows.run_graph import declared, stored

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def test_the_server_stores_the_call_sheet(house: House, first_film: FirstFilm) -> None:
    """Each task run depends on what its call needs, whatever was made of the results in between."""
    graph = stored(Records(house.home), house.state("kettle")["run"])

    assert graph == declared(house, first_film.script, "kettle")
    assert "pace" in graph["SC010-SH010 clip"]
    assert "SC010-SH020 line 1" in graph["mix"]
    assert graph["film"] >= {"mix", "title", "credits"}


def test_a_run_that_reuses_everything_has_the_same_graph(house: House, first_film: FirstFilm) -> None:
    """What the ledger answers depends on the same calls."""
    house.make(first_film.script, "kettle")

    assert stored(Records(house.home), house.state("kettle")["run"]) == declared(
        house, first_film.script, "kettle"
    )
