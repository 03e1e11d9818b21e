"""The time that is left, on films whose machine is simulated."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

import pytest

from flows.progress import Progress
from studio.remaining import TimeEstimate

FILM = [("line", 0.3, 12), ("drawing", 2.0, 17), ("effect", 0.5, 14), ("clip", 12.0, 17), ("film", 10.0, 3)]
"""Kind, work and number of the calls of a film of a minute and a half."""
RECORDED = Path(__file__).parent / "recorded" / "the-last-light.csv"
EVENTS: dict[str, Literal["expected", "begun", "made"]] = {
    "expected": "expected",
    "begun": "begun",
    "made": "made",
}


def run(width: int, speed: float, looked_up: float = 1.0) -> list[tuple[float, float | None, float]]:
    """Each time, what is said to be left, and what is. speed: seconds of the machine for a second of work."""
    jobs = [(f"{kind} {number}", work) for kind, work, count in FILM for number in range(count)]
    total = sum(work for _, work in jobs)
    left, now, flying, said = TimeEstimate(), 0.0, dict[str, float](), list[tuple[float, float | None]]()
    left.hear(Progress("expected", work=total * looked_up), now)
    sizes = dict(jobs)
    while jobs or flying:
        while jobs and len(flying) < width:
            name, work = jobs.pop(0)
            flying[name] = work
            left.hear(Progress("begun", name, work=work), now)
        working = list(flying)[:2]  # two cores work on the oldest; the others wait
        step = min(*(flying[name] for name in working), 0.5)
        now += step * speed
        flying |= {name: flying[name] - step for name in working}
        for name in [name for name, work in flying.items() if work < 1e-9]:
            del flying[name]
            left.hear(Progress("made", name, work=sizes[name]), now)
        said.append((now, left.seconds(now)))
    return [(time, seconds, now - time) for time, seconds in said]


@pytest.mark.parametrize("width", [2, 12])
@pytest.mark.parametrize("speed", [0.5, 4.0])
def test_after_the_first_tenth_the_time_left_is_within_three_tenths(width: int, speed: float) -> None:
    """With two calls in flight or twelve, on a quick machine or a busy one."""
    told = run(width, speed)
    end = told[-1][0]

    checked = [(said, true) for time, said, true in told if 0.1 * end < time < 0.95 * end]

    assert checked
    assert all(said is not None and abs(said - true) <= 0.3 * true + 3 * speed for said, true in checked)


def test_nothing_is_said_before_anything_is_done() -> None:
    """What was reused says nothing about the speed."""
    left = TimeEstimate()
    left.hear(Progress("planned", work=100), 0)
    left.hear(Progress("reused", "a", work=50), 1)

    assert left.seconds(2) is None


def test_the_time_left_of_a_recorded_film_is_within_three_tenths_after_the_first_tenth() -> None:
    """The Last Light at 1080p on two cores, which had other work, too, from an empty home.

    When each call began and ended is recorded; its work is what the calls of that film say.
    """
    with RECORDED.open(encoding="utf-8") as file:
        steps = list(csv.DictReader(file))
    left, told = TimeEstimate(), list[tuple[float, float | None]]()
    for step in steps:
        now = float(step["seconds"])
        told.append((now, left.seconds(now)))
        left.hear(Progress(EVENTS[step["event"]], step["name"], work=float(step["work"])), now)
    end = told[-1][0]

    checked = [(said, end - now) for now, said in told if 0.1 * end < now < 0.75 * end]

    assert len(checked) > 50
    assert all(said is not None and abs(said - true) <= 0.3 * true for said, true in checked)


def test_nothing_is_said_of_a_run_of_which_nothing_is_expected() -> None:
    """No time can be worked out from no work."""
    left = TimeEstimate()
    left.hear(Progress("expected"), 0)
    left.hear(Progress("begun", "a"), 1)

    assert left.seconds(2) is None
