"""Prefect's picture of a run: every arrow that the call sheet has, and no other."""

from __future__ import annotations

import time

import pytest

from tests.flows.conftest import FirstFilm
from tests.flows.installation import Install, Records
from tests.flows.run_graph import declared, stored

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(300)]


def test_the_server_stores_the_call_sheet(house: Install, first_film: FirstFilm) -> None:
    """Each task run depends on what its call needs, whatever was made of the results in between."""
    graph = stored(Records(house.home), house.state("kettle")["run"])

    assert graph == declared(house, first_film.script, "kettle")
    assert "pace" in graph["SC010-SH010 clip"]
    assert "SC010-SH020 line 1" in graph["mix"]
    assert graph["film"] >= {"mix", "title", "credits"}


def test_a_run_that_reuses_everything_has_the_same_graph(house: Install, first_film: FirstFilm) -> None:
    """What the ledger answers depends on the same calls."""
    house.make(first_film.script, "kettle")

    records, run = Records(house.home), house.state("kettle")["run"]
    wanted = declared(house, first_film.script, "kettle")
    deadline = time.monotonic() + 60
    while (graph := stored(records, run)) != wanted and time.monotonic() < deadline:
        time.sleep(0.2)  # noqa: TID251 Prefect writes task runs down a little after they end
    assert graph == wanted
