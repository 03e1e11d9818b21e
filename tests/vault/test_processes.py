from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from storyreel.vault import processes
from storyreel.vault.processes import birth, is_of_this_machine, lives, this_process


def _held(pid: int) -> dict[str, object]:
    return {"pid": pid, "born": birth(pid)}


def test_this_process_lives_on_this_machine() -> None:
    me = this_process()

    assert is_of_this_machine(me)
    assert lives(me)


def test_a_process_that_ended_lives_no_more_even_before_its_parent_has_noticed() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    held = _held(child.pid)
    assert lives(held)

    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and not yet waited for

    assert psutil.pid_exists(child.pid)
    assert not lives(held)
    child.communicate()
    assert not lives(held)


def test_a_clock_that_is_set_makes_nobody_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    held = this_process()
    monkeypatch.setattr(psutil, "boot_time", lambda: 0.0)
    monkeypatch.setattr("psutil._pslinux.BOOT_TIME", 0.0, raising=False)
    monkeypatch.setattr("time.time", lambda: 0.0)

    assert lives(held)


def test_a_later_process_of_the_same_number_is_another() -> None:
    assert not lives(this_process() | {"born": "00000000-1"})


@pytest.mark.parametrize("record", [{}, {"pid": "?"}, {"pid": 2**22 + 1, "born": "x"}])
def test_a_record_that_names_nobody_is_of_nobody(record: dict[str, object]) -> None:
    assert not lives(record)


def test_a_process_that_the_system_hides_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", hidden)

    assert lives({"pid": os.getpid(), "born": "unknown"})


def test_where_there_is_no_proc_the_time_of_birth_tells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "_PROC", tmp_path)

    assert lives(this_process())
    assert birth(os.getpid()) == str(psutil.Process().create_time())
