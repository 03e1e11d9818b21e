"""What a person sees while a film is made: a progress bar, or plain lines if stderr is not a terminal."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Self, TextIO

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.outcome import MadeFilm
from flows.progress import Progress as Step
from storyreel.project.project import Project
from studio.printing import Screen
from studio.remaining import TimeEstimate
from tasks.gate import workers

_MOST_STALE = 10
LINE_SECONDS = 10.0
"""How often a line is printed if there is no terminal."""


class Display:
    """Prints the progress and the outcome of a run on stderr."""

    def __init__(self, *, quiet: bool, ui_url: str, terminal: TextIO | None = None) -> None:
        """A display for one run.

        ui_url: where the run can be watched. terminal: where to print; `sys.stderr`, looked up for each
        line, if none is given.
        """
        self._console = Screen(file=terminal, stderr=terminal is None, quiet=quiet)
        self._ui_url = ui_url
        self._lock = threading.Lock()
        self._planned = self._done = 0.0
        self._left = TimeEstimate(places=workers())
        self._calls = self._finished = 0
        self._current: dict[str, str] = {}
        self._printed_gaps: dict[str, str] = {}
        """Names of gaps that were printed with their reason already, by 'name: reason'."""
        self._waits = ""
        """What calls wait for, as it was printed last."""
        self._started = self._last_line = time.monotonic()
        self._live = self._console.is_terminal and not quiet
        self._bar = _bar_on(self._console)
        self._task = self._bar.add_task("starting", total=1.0, count="", left="")

    def __enter__(self) -> Self:
        self._console.print(f"Every stage can be watched at {self._ui_url}")
        if self._live:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._bar.stop()

    def say(self, text: str) -> None:
        """Print a line."""
        self._console.print(text, soft_wrap=True)

    def hear(self, step: Step) -> None:
        """Count one step of the run, and show it."""
        with self._lock:
            if step.event == "waits":
                self._tell_waits(step.message)
                return
            self._left.hear(step, time.monotonic())
            if step.event == "expected":
                return
            if step.event == "planned":
                self._planned += step.work
                self._calls += step.calls
            elif step.event == "begun":
                self._current[step.name] = step.doing
            else:
                self._count_finished(step)
            self._show()

    def _tell_waits(self, why: str) -> None:
        """Print what calls wait for. Many calls wait for the same; it is printed once."""
        if why != self._waits:
            self._waits = why
            if why:
                self.say(why)

    def _count_finished(self, step: Step) -> None:
        self._current.pop(step.name, None)
        self._done += step.work
        self._finished += 1
        if step.event == "gap":
            self._printed_gaps[f"{step.name}: {step.message}"] = step.name
            self.say(f"{step.name} is missing: {step.message}")

    def outcome(
        self, made: MadeFilm, project: Project, seconds: float, printed: Collection[str] = ()
    ) -> None:
        """Print the outcome of the run. printed: notes that were printed before it began."""
        for warning in made.warnings:
            if warning not in printed:
                self.say(f"note: {warning}")
        for gap in made.gaps:
            self.say(f"missing: {self._printed_gaps.get(gap, gap)}")
        for line in _stale_lines(made.stale):
            self.say(line)
        counts = f"{made.made} made, {made.reused} used again, in {_clock(seconds)}"
        for line in _outcome_lines(made, project.folder, counts):
            self.say(line)

    def _show(self) -> None:
        count, left = f"{self._finished}/{self._calls}", self._remaining()
        doing = next(iter(self._current.values()), "")  # the oldest call in flight
        if self._live:
            self._bar.update(
                self._task,
                completed=self._done,
                total=max(self._planned, self._left.expected, 0.01),
                description=doing,
                count=count,
                left=left,
            )
        elif time.monotonic() - self._last_line > LINE_SECONDS:
            self._last_line = time.monotonic()
            self.say(f"{_clock(self._last_line - self._started)}  {count}  {left}  {doing}")

    def _remaining(self) -> str:
        seconds = self._left.seconds(time.monotonic())
        return f"about {_clock(seconds)} left" if seconds else ""


def _bar_on(console: Screen) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        BarColumn(bar_width=28),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}", markup=False),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
    )


def _stale_lines(stale: tuple[str, ...]) -> Iterator[str]:
    """What stays in the film though it is of an earlier version."""
    yield from (f"of an earlier version: {one}" for one in stale[:_MOST_STALE])
    if len(stale) > _MOST_STALE:
        yield f"of an earlier version: {len(stale) - _MOST_STALE} more; the report marks them"


def _outcome_lines(made: MadeFilm, folder: Path, counts: str) -> Iterator[str]:
    """What was made and what to do next. counts: calls made and reused, and how long it took."""
    if made.waiting:
        yield f"{made.title}: the {made.waiting} wait for your approval in {folder} ({counts})"
        yield f"  look at     {folder / 'report.html'}"
        yield f"  go on with  storyreel approve {folder} {made.waiting}, then the same command again"
    elif made.film is None:
        pieces = ", ".join(made.pieces) or f"{made.shots} shots planned"
        yield f"{made.title}: {pieces} in {folder} ({counts})"
    else:
        yield f"{made.title}: {_clock(made.duration_ms / 1000)} of film, {made.shots} shots ({counts})"
        yield f"  film        {made.film}"
        yield f"  report      {folder / 'report.html'}"
        yield f"  storyboard  {folder / 'storyboard.toml'}   edit it and make the film again"


def _clock(seconds: float) -> str:
    """Minutes and seconds.

    >>> _clock(75.4)
    '1:15'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
