"""What a person does with a film from the page or the HTTP API: look, edit, make, choose, approve."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from blocks.keys import keys_of_film
from storyreel.film.cutting import FinishedFilm
from storyreel.film.errors import BudgetError, FilmError, ProjectBusyError, SettingsError, UsageError
from storyreel.project.approvals import approve
from storyreel.project.bill import Bill, bill_of
from storyreel.project.consent import allow_budget, consent_of
from storyreel.project.project import Project, direct
from storyreel.project.redo import ask_for_takes, asked_takes, require_note_fits
from storyreel.project.settings import FilmSettings, Gate, Until
from storyreel.project.unresolved import resolve
from studio.board.edits import Edits
from studio.board.identity import require_new_press, use_press
from studio.board.library import Library
from studio.board.live import LiveRun, LiveRuns
from studio.board.next_run import NextRun, NextRuns
from studio.board.results import Results
from studio.board.runs import Runs
from studio.board.scripts import Scripts
from studio.board.storyboard_view import NO_PRICES, BoardView, Prices, board_view, cost_by_shot
from studio.set_commands import require_usable_settings, typed_settings


@dataclass(frozen=True)
class FilmView:
    """A film as it is now."""

    slug: str
    project: Project
    run: LiveRun
    at_work: bool
    results: Results

    @property
    def title(self) -> str:
        """The film's title."""
        return self.project.state.title or self.slug.replace("-", " ").title()

    @property
    def finished(self) -> FinishedFilm | None:
        """The film that was made last, if its file is there."""
        made = self.results.film
        there = self.project.files.size(f"{self.project.slug}.mp4") is not None
        return made if isinstance(made, FinishedFilm) and there else None

    @property
    def seconds(self) -> float:
        """Length of the finished film; 0 if there is none."""
        return self.finished.duration_ms / 1000 if self.finished else 0.0

    @property
    def waiting(self) -> str:
        """The gate at which it waits; '' for none."""
        return "" if self.at_work else next(iter(self.project.state.waiting), "")

    @property
    def layout(self) -> str:
        """Digest of what decides how its page is laid out: a run, a gate, its shots, the film as cut."""
        base, film = self.project.state.base, self.finished
        shots = [shot.id for _, shot in base.shots()] if base else []
        cut = film.model_dump_json() if film else ""
        return hashlib.sha256(repr((self.at_work, self.waiting, cut, shots)).encode()).hexdigest()[:16]

    def bill(self) -> Bill:
        """What it has cost."""
        return bill_of(self.project, self.seconds / 60)


@dataclass
class FilmController:
    """The films of one folder, and everything that may be done with them."""

    library: Library
    runs: Runs = field(default_factory=Runs)
    live: LiveRuns = field(default_factory=LiveRuns)
    next_runs: NextRuns = field(default_factory=NextRuns)
    edits: Edits = field(init=False)
    scripts: Scripts = field(init=False)

    def __post_init__(self) -> None:
        self.edits, self.scripts = Edits(self.library, self.live), Scripts(self.library)

    def view(self, slug: str) -> FilmView:
        """A film as it is now.

        Raises:
            NoFilmError: there is no such film.
        """
        project = self.library.open(slug)
        run = self.live.of(project.id)
        at_work = self._is_made(project, run)
        if at_work and run.ended is not None:
            run = LiveRun(began=time.time(), version=-1)  # the new run has written nothing yet
        fresh = run.keys if run.ended is None else {}
        return FilmView(slug, project, run, at_work, Results(project, fresh))

    def _is_made(self, project: Project, run: LiveRun) -> bool:
        """Whether a run makes the film. A command or an edit that holds the lock for a moment is none."""
        director = self.runs.director(project)
        if director is None or director.pid == os.getpid():
            return self.runs.lives(project.id)
        is_running = run.began > 0 and run.ended is None
        return not director.here or is_running or self.runs.lives(project.id)

    def board(self, view: FilmView, next_run: NextRun | None = None) -> BoardView:
        """The film's storyboard. next_run: what a run would make, if it is known."""
        why: Mapping[str, str] = next_run.why_changed() if next_run and not view.at_work else {}
        costs = cost_by_shot(view.bill()) if self.costs_money(view.project) else {}
        prices = Prices(costs, why) if costs or why else NO_PRICES
        return board_view(view.slug, view.results, view.run, at_work=view.at_work, prices=prices)

    def costs_money(self, project: Project) -> bool:
        """Whether somebody in the film's settings may be paid: anybody but the embedded crew."""
        settings = project.settings
        return settings.crew != "animatic" or bool(settings.members) or bool(project.state.bought)

    def next_run(self, view: FilmView) -> NextRun:
        """What a run would make."""
        return self.next_runs.of(view.project)

    def make(self, slug: str, press: str, *, budget_usd: float | None = None, until: str = "") -> None:
        """Make the film, in a process of its own.

        budget_usd: what may be spent in all; to give it is to agree to it. until: a step to stop after.

        Raises:
            PressedTwiceError: the form was sent before.
            SettingsError: it costs money to which nobody agreed.
            BudgetError: it costs more than the budget has left.
            ProjectBusyError: it is being made already.
        """
        view = self._ready(slug, press)
        if budget_usd is not None:
            self._agree(view.project, budget_usd)
            view = self.view(slug)
        self._require_agreed(view.project, self.next_run(view))
        words = ["make", str(view.project.folder), "--quiet"]
        if until:
            words += ["--until", Until(until).value]
        use_press(press)
        self.runs.start(view.project, *words)

    def redo(
        self, slug: str, subject: str, what: str, press: str, *, note: str = "", take: int | None = None
    ) -> None:
        """Make another take, or go back to an earlier one, and the film with it.

        Raises:
            PressedTwiceError, SettingsError, BudgetError, ProjectBusyError: as `make`.
            UsageError: there is nothing of that name, it is locked, or the note does not fit.
        """
        view = self._ready(slug, press)
        if note:
            require_note_fits(what, take)
        asked_takes(view.project.state, subject, what, take)
        if take is None:
            next_run = self.next_runs.of_redo(self.library.open(slug), subject, what)
            self._require_agreed(view.project, next_run)
        words = ["redo", str(view.project.folder), subject, "--what", what, "--quiet"]
        words += ["--take", str(take)] if take is not None else []
        words += [f"--note={note}"] if note else []
        use_press(press)
        self.runs.start(view.project, *words)

    def _ready(self, slug: str, press: str) -> FilmView:
        """The film, if it is free and the form is new. The form may be sent again if it is refused."""
        require_new_press(press)
        view = self.view(slug)
        who = self.runs.awaited_director(view.project)
        if view.at_work or who is not None:
            since = f" since {who.since}" if who else ""
            raise ProjectBusyError(f"{view.title} is being made{since}. Nothing was started.")
        return view

    def _agree(self, project: Project, budget_usd: float) -> None:
        """Keep a budget that the person typed."""
        given = {"budget_usd": budget_usd}
        with direct(project.script, str(project.folder), project.vault, given) as directed:
            allow_budget(directed)

    def _require_agreed(self, project: Project, next_run: NextRun) -> None:
        if next_run.plan is None:
            raise SettingsError(next_run.why_not)
        if next_run.is_free:
            return
        if next_run.plan.estimate.is_short:
            raise BudgetError(
                f"This may cost ${next_run.high_usd:.2f} and the budget has"
                f" ${next_run.plan.estimate.left_usd or 0:.2f} left. Nothing was spent. Raise the budget."
            )
        with keys_of_film(project.folder):
            if not consent_of(project).covers_budget(project):
                raise SettingsError(
                    f"This may cost ${next_run.high_usd:.2f} and no budget was agreed to. Nothing was spent."
                    " Say how much may be spent."
                )

    def stop(self, slug: str) -> None:
        """Ask the run to end; what is made so far is kept.

        Raises:
            UsageError: the film is not being made, or on another machine.
        """
        self.runs.stop(self.library.open(slug))

    def approve_and_go_on(
        self, slug: str, press: str, gate: Gate | None = None, *, budget_usd: float | None = None
    ) -> None:
        """Approve what waits, and make the film from there.

        Raises:
            SettingsError: nothing waits, something else does, or nobody agreed to what it costs.
            PressedTwiceError, BudgetError, ProjectBusyError: as `make`.
        """
        view = self._ready(slug, press)
        if budget_usd is not None:
            self._agree(view.project, budget_usd)
        self._require_agreed(view.project, self.next_run(self.view(slug)))
        with direct(view.project.script, str(view.project.folder), view.project.vault) as directed:
            use_press(press)
            approve(directed, gate)
        self.runs.start(view.project, "make", str(view.project.folder), "--quiet")

    def ask_again(self, slug: str, notes: Mapping[str, str], press: str) -> None:
        """Have the pictures or clips of some shots made again, with notes, before anything is approved.

        Raises:
            UsageError: nothing waits, or a shot has nothing that is made again.
            PressedTwiceError, SettingsError, BudgetError, ProjectBusyError: as `make`.
        """
        view = self._ready(slug, press)
        what = {"keyframes": "keyframes", "clips": "clip"}.get(view.waiting)
        if what is None:
            raise UsageError("No pictures or clips wait for approval. Nothing was changed.")
        with direct(view.project.script, str(view.project.folder), view.project.vault) as directed:
            before = directed.state
            for shot, note in notes.items():
                takes = asked_takes(directed.state, shot, what)
                ask_for_takes(directed, takes, again=True, note=note.strip())
            try:
                self._require_agreed(view.project, self.next_run(self.view(slug)))
                use_press(press)
            except FilmError:
                directed.remember(takes=before.takes, keys=before.keys, bought=before.bought)
                raise
        self.runs.start(view.project, "make", str(view.project.folder), "--quiet")

    def resolve(self, slug: str, call: str, job: str) -> None:
        """Decide about a purchase whose outcome is unknown. job: the provider's; '' to buy it again.

        Raises:
            UsageError: no such purchase is unresolved, or it cannot have this job.
        """
        project = self.library.open(slug)
        with direct(project.script, str(project.folder), project.vault) as directed:
            resolve(directed, call, job)

    def settings_with(self, slug: str, texts: Mapping[str, str]) -> tuple[dict[str, Any], FilmSettings]:
        """Settings as they would be; nothing is written.

        Raises:
            UsageError: the film has no such person or place.
            SettingsError: a name, a value, a member or a model is not accepted.
        """
        given, wanted = typed_settings(self.library.folder(slug), dict(texts))
        project = self.library.open(slug)
        require_usable_settings(project.folder, project.script, project.vault, given)
        return given, wanted

    def set_settings(self, slug: str, texts: Mapping[str, str]) -> None:
        """Keep settings in film.toml, comments stay.

        Raises:
            UsageError, SettingsError: as `settings_with`.
            ProjectBusyError: the film is being made.
        """
        given, _ = self.settings_with(slug, texts)
        project = self.library.open(slug)
        with direct(project.script, str(project.folder), project.vault, given) as directed:
            if "budget_usd" in given:
                allow_budget(directed)
