"""Keeps tests on this machine, and tests of one group or file on one worker, so that they share fixtures."""

from __future__ import annotations

import gc
import os
import socket
import ssl
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from blocks import dates

settings.register_profile("storyreel", deadline=None)  # how long a case takes says how busy the machine is
settings.load_profile("storyreel")

LOOPBACK = ("127.", "::1", "localhost")


class ByGroupOrFile(LoadGroupScheduling):
    """Gives each worker whole groups, and whole files of the tests that name no group."""

    def _split_scope(self, nodeid: str) -> str:
        return super()._split_scope(nodeid).partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByGroupOrFile | None:
    return ByGroupOrFile(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Collect no garbage while everything is imported: all of it stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage in what tests make alone, not in what was imported."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the group into the test's id, where xdist's scheduler looks for it.

    xdist does so itself, but pytest 9.2 no longer reads the field that it writes, so that it spreads every
    group over all workers:
    https://github.com/pytest-dev/pytest-xdist/issues/1386. May go with the release that closes it.
    """
    for item in items:
        suffixed = getattr(item, "_nodeid", item.nodeid)
        if suffixed != item.nodeid and suffixed.startswith(f"{item.nodeid}@"):
            item._id = item.id.parse(suffixed)  # type: ignore[attr-defined]
    items.sort(key=_is_of_no_group)


def _is_of_no_group(item: pytest.Item) -> bool:
    """Sorts the tests of groups first: a group takes as long as several files, so it has to start early."""
    return item.get_closest_marker("xdist_group") is None


def asks_for_services(config: pytest.Config) -> bool:
    """Whether the tests that spend money are asked for, and no other: `pytest -m live`."""
    return config.getoption("-m") == "live"


@pytest.fixture(scope="session", autouse=True)
def loopback_only(request: pytest.FixtureRequest) -> Iterator[None]:
    """Any connection to elsewhere fails, with the address in the message, unless live tests are asked for."""
    if asks_for_services(request.config):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_day() -> Iterator[None]:
    """Prices and ends of models are those of 2026-12-01, on whatever day the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "today", lambda: date(2026, 12, 1))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_disks() -> Iterator[None]:
    """Files are written, but not forced to the disk: no test cuts the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_certificates(request: pytest.FixtureRequest) -> Iterator[None]:
    """Clients read no certificate authorities: loopback needs none, and each client would read them again."""
    if asks_for_services(request.config):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_args, **_named: None)
        yield


def _guarded(original):
    def connect(self: socket.socket, address: object) -> object:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(host).startswith(LOOPBACK):
            raise PermissionError(f"A test tried to reach {address!r}; only loopback is allowed.")
        return original(self, address)

    return connect
