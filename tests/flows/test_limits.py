"""A provider's slots, shared by threads and by processes, on a real server."""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import pytest
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_CLIENT_CSRF_SUPPORT_ENABLED,
    temporary_settings,
)

from storyreel.film.money import Allowance
from tasks.purchasing.slots import Slot
from tests.flows.conftest import FirstFilm
from tests.flows.installation import Install, Records

Server: TypeAlias = dict[Any, Any]
"""Prefect's settings for a client of the home's server."""

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.timeout(120)]
ANOTHER_PROCESS = """
import sys, time
from storyreel.film.money import Allowance
from tasks.purchasing.slots import Slot
with Slot(Allowance(provider=sys.argv[1], jobs=1)) as slot:
    slot.take()
    print("taken", flush=True)
    sys.stdin.readline()
    print("given", time.time(), flush=True)
"""


def taken_on_the_server(house: Install, provider: str) -> int:
    """Slots of a provider that the server counts as taken."""
    limits = Records(house.home).find("v2/concurrency_limits")
    return next(limit["active_slots"] for limit in limits if limit["name"] == f"storyreel-{provider}")


@pytest.fixture
def server(house: Install, first_film: FirstFilm):
    """This process talks to the home's server; yields the settings for others."""
    port = json.loads((house.home / "server" / "state.json").read_text())["port"]
    settings = {
        PREFECT_API_URL: f"http://127.0.0.1:{port}/api",
        PREFECT_API_AUTH_STRING: (house.home / "server" / "auth").read_text(),
        PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: True,
    }
    with temporary_settings(settings):
        yield settings


def test_no_more_are_at_work_than_the_provider_allows_and_all_places_come_back(
    house: Install, server: Server
) -> None:
    """Twelve jobs through two slots; after that, the server counts none as taken."""
    allowance = Allowance(provider="two-places", jobs=2)
    at_work, most, lock = 0, 0, threading.Lock()

    def job(_: int) -> None:
        nonlocal at_work, most
        with temporary_settings(server), Slot(allowance) as slot:
            slot.take()
            slot.take()  # one slot is one place, however often it is asked for
            with lock:
                at_work += 1
                most = max(most, at_work)
            threading.Event().wait(0.02)
            with lock:
                at_work -= 1

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(job, range(12)))

    assert most == 2
    assert taken_on_the_server(house, "two-places") == 0


def test_a_turn_that_is_not_taken_takes_no_place(house: Install, server: Server) -> None:
    """A call that is found done never troubles the provider's limit."""
    with Slot(Allowance(provider="untouched", jobs=1)):
        pass

    assert not [
        limit
        for limit in Records(house.home).find("v2/concurrency_limits")
        if limit["name"] == "storyreel-untouched"
    ]


def test_a_place_that_another_process_gives_back_is_taken_here(house: Install, server: Server) -> None:
    """It waits for the server's answer; after that, the server counts none as taken."""
    elsewhere = Install(
        house.home, house.work, {setting.name: str(value) for setting, value in server.items()}
    )
    other = elsewhere.start("shared", command=(sys.executable, "-c", ANOTHER_PROCESS), stdin=-1)
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "taken\n", other.stderr and other.stderr.read()
    taken_at: list[float] = []

    def job() -> None:
        here = temporary_settings(server)
        with here, Slot(Allowance(provider="shared", jobs=1)) as slot:
            slot.take()
            taken_at.append(time.time())

    waiting = threading.Thread(target=job)
    waiting.start()
    threading.Event().wait(0.3)
    assert not taken_at
    other.stdin.write("\n")
    other.stdin.flush()
    given_at = float(other.stdout.readline().split()[1])
    waiting.join(timeout=20)

    assert taken_at[0] >= given_at
    assert other.wait(timeout=20) == 0
    assert taken_on_the_server(house, "shared") == 0


def test_the_places_of_a_killed_process_are_given_back_by_the_next(
    house: Install, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person who types the same command again does not wait for leases to end."""
    elsewhere = Install(
        house.home, house.work, {setting.name: str(value) for setting, value in server.items()}
    )
    killed = elsewhere.start("left", command=(sys.executable, "-c", ANOTHER_PROCESS), stdin=-1)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "taken\n"
    assert list((house.home / "places").iterdir())
    killed.kill()
    killed.wait()

    monkeypatch.setenv("STORYREEL_HOME", str(house.home))
    with Slot(Allowance(provider="left", jobs=1)) as slot:
        slot.take()
        assert taken_on_the_server(house, "left") == 1

    assert taken_on_the_server(house, "left") == 0
    assert list((house.home / "places").iterdir()) == []
