"""This machine's own host: started by whoever needs it, found again, replaced, ended."""

from __future__ import annotations

import json
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from storyreel.diffusion.host import process
from storyreel.diffusion.host.process import RECORD, end_host, reach_host, read_record, running_host
from storyreel.film.errors import ProviderError


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "model-host"
    end_host(tmp_path / "model-host")


def test_a_host_is_started_once_and_found_again(folder: Path) -> None:
    """Its record, with the token, is for its owner only."""
    first = reach_host(folder)
    second = reach_host(folder)

    assert first.status().pid == second.status().pid
    assert stat.S_IMODE((folder / RECORD).stat().st_mode) == 0o600


def test_a_host_that_was_killed_is_started_again(folder: Path) -> None:
    """By whoever asks next; its record does not mislead."""
    before = reach_host(folder).status().pid
    os.kill(before, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(before)], timeout=10) if psutil.pid_exists(before) else None

    assert reach_host(folder).status().pid != before


def test_a_host_of_an_older_version_is_replaced(folder: Path) -> None:
    """It would answer with code that is no longer there."""
    before = reach_host(folder).status().pid
    record = json.loads((folder / RECORD).read_text())
    (folder / RECORD).write_text(json.dumps(record | {"version": "older"}))

    assert running_host(folder) is None
    assert reach_host(folder).status().pid != before
    assert not psutil.pid_exists(before) or psutil.Process(before).status() == psutil.STATUS_ZOMBIE


def test_a_host_that_takes_too_long_to_start_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would otherwise come up later, unasked."""
    monkeypatch.setattr(process, "START_SECONDS", 0.0)

    with pytest.raises(ProviderError, match="does not start"):
        reach_host(folder)

    commands = [one.info["cmdline"] or [] for one in psutil.process_iter(["cmdline"])]
    assert not [command for command in commands if str(folder) in command]


def test_ending_a_host_frees_what_it_holds(folder: Path) -> None:
    """Its process is gone; ending none is no error."""
    reach_host(folder)

    assert end_host(folder)
    assert read_record(folder) is None
    assert not end_host(folder)
