"""A run as the pages follow it, from the journal that grows meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storyreel.project.journal import Journal, Step
from studio.board.live import LiveRuns

SPOKEN = 400


def write_lines(journal: Journal) -> None:
    """A run that speaks many lines."""
    for number in range(SPOKEN):
        for event in ("begun", "made"):
            journal.write(Step(event=event, name=f"SC{number:03}-SH010 line 1", work=1.0))


def test_pages_that_look_at_once_count_each_step_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page asks on a thread of its own; no step is heard twice and none is lost."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    live = LiveRuns()

    with ThreadPoolExecutor(8) as pages, Journal("film-1", "run") as journal:
        writing = pages.submit(write_lines, journal)
        looks = [pages.submit(live.of, "film-1") for _ in range(600)]
        writing.result()
        for look in looks:
            look.result()

    run = live.of("film-1")
    assert run.version == 1 + 2 * SPOKEN
    assert (run.stages["Voices"].done, run.stages["Voices"].at_work) == (SPOKEN, 0)


def test_a_run_that_was_looked_at_does_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is being written from one look is not changed by the next."""
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path))
    live = LiveRuns()

    with Journal("film-1", "run") as journal:
        journal.write(Step(event="begun", name="SC010-SH010 line 1"))
        before = live.of("film-1")
        journal.write(Step(event="made", name="SC010-SH010 line 1", key="k"))
        after = live.of("film-1")

    assert (before.keys, before.stages["Voices"].at_work, list(before.feed)) == ({}, 1, [])
    assert (after.keys, after.stages["Voices"].at_work) == ({"SC010-SH010 line 1": "k"}, 0)
