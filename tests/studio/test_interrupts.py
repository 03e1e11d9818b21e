"""How the command line ends at a signal: real processes, real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from studio.interrupts import ending_on_signals, in_thread

CHECKOUT = Path(__file__).resolve().parents[2]
SLOW = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><filter id="f"><feTurbulence'
    ' numOctaves="1000000"/></filter><rect width="640" height="360" filter="url(#f)"/></svg>'
)
PAINTS = f"""
import sys
from studio import cli
from studio.interrupts import in_thread
from storyreel.animatic.painter.rasteriser import paint_packed

def paint():
    print("begun", flush=True)
    paint_packed({SLOW!r}, 1.0, False, 60)

@cli.app.command
def paint_slowly():
    in_thread(paint)

sys.argv = ["storyreel", "paint-slowly"]
cli.main()
"""
HEEDS_NOTHING = """
import threading
from studio import interrupts

interrupts.PATIENCE_SECONDS = 0.3
said = False
with interrupts.ending_on_signals():
    while True:
        try:
            said = said or print("begun", flush=True) or True
            threading.Event().wait(60)
        except KeyboardInterrupt:
            pass
"""


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def start(program: str, started: list[subprocess.Popen[str]]) -> subprocess.Popen[str]:
    """The program as a process of its own that has begun its work."""
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        start_new_session=True,
    )
    started.append(process)
    assert process.stdout and process.stdout.readline() == "begun\n", process.stderr and process.stderr.read()
    return process


def painter_of(process: subprocess.Popen[str]) -> psutil.Process:
    """The child that paints, once it is at it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for child in psutil.Process(process.pid).children():
            if child.cpu_percent(0.1) > 50 and "storyreel.animatic.painter.rasteriser" in child.cmdline():
                return child
    raise AssertionError("nothing is painted")


@pytest.mark.parametrize(
    ("number", "code", "whole_group"),
    [
        pytest.param(signal.SIGINT, 130, True, id="as a terminal does, with its children"),
        pytest.param(signal.SIGTERM, 143, False, id="as a supervisor does, alone"),
        pytest.param(signal.SIGINT, 130, False, id="alone", marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, 143, True, id="with its children", marks=pytest.mark.long),
    ],
)
def test_a_signal_ends_the_command_while_it_paints(
    number: signal.Signals, code: int, whole_group: bool, started: list[subprocess.Popen[str]]
) -> None:
    """At once, with its child, saying how to go on."""
    process = start(PAINTS, started)
    painter = painter_of(process)

    (os.killpg if whole_group else os.kill)(process.pid, number)
    _, err = process.communicate(timeout=5)  # two seconds, and more on a busy machine

    assert process.returncode == code
    assert (
        err.strip()
        == "Interrupted. Everything made so far is kept; run the same command again to go on where it"
        " stopped."
    )
    assert psutil.wait_procs([painter], timeout=2)[1] == []


def test_a_signal_that_nothing_heeds_ends_the_process_all_the_same(
    started: list[subprocess.Popen[str]],
) -> None:
    """Whatever catches the first exception, the second word is ours."""
    process = start(HEEDS_NOTHING, started)

    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=10)

    assert process.returncode == 143
    assert "Everything made so far is kept" in err


def test_work_in_a_thread_returns_and_raises_as_if_it_were_called() -> None:
    """Also what is no Exception."""
    assert in_thread(lambda: 3) == 3
    with pytest.raises(SystemExit, match="7"):
        in_thread(lambda: sys.exit(7))


def test_signals_are_answered_as_before_once_the_command_has_ended() -> None:
    """Also if a program calls the command line and goes on."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    with ending_on_signals():
        during = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    assert set(during).isdisjoint(before)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
