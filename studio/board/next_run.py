"""What a run would make, for how much and in what time: planned once for each state of a film."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from storyreel.film.errors import FilmError
from storyreel.graph.stages import Stage
from storyreel.project.changes import Changes, changed_text
from storyreel.project.plan import PlannedAction, PlannedCall
from storyreel.project.project import SETTINGS_FILE, STORYBOARD_FILE, Project, open_project
from storyreel.project.redo import asked_takes
from storyreel.project.settings import Scope
from storyreel.project.state import FilmState

if TYPE_CHECKING:
    from studio.preview import RunPlan

_Seen = tuple[object, ...]
"""What a plan was made from, to notice that it is of an earlier state."""
_UNMADE = (PlannedAction.MAKE, PlannedAction.UNKNOWN)
_MOST_KEPT = 200


@dataclass(frozen=True)
class NextRun:
    """A plan of what the next run makes, or why there is none."""

    plan: RunPlan | None
    why_not: str = ""

    @property
    def to_make(self) -> tuple[PlannedCall, ...]:
        """The calls that a run makes."""
        calls = self.plan.calls if self.plan else ()
        return tuple(call for call in calls if call.action in _UNMADE)

    @property
    def is_free(self) -> bool:
        """Whether nothing is bought."""
        return self.plan is None or not self.plan.estimate.stages

    @property
    def high_usd(self) -> float:
        """What a run costs at most, in dollars."""
        return self.plan.estimate.cost.high_usd if self.plan else 0.0

    def why_changed(self) -> dict[str, str]:
        """Why a shot is not as it was made, by shot."""
        found: dict[str, str] = {}
        for call in self.to_make:
            if call.shot_id and call.stage in (Stage.CLIP, Stage.KEYFRAMES, Stage.STILL, Stage.SPEECH):
                found.setdefault(call.shot_id, f"{call.stage.value}: {call.why}")
        for call in self.plan.calls if self.plan else ():
            if call.action is PlannedAction.STALE and call.shot_id:
                found.setdefault(call.shot_id, f"{call.stage.value}: {call.why}")
        return found


@dataclass
class NextRuns:
    """Plans by film, made again if the film's files or memory have changed."""

    _kept: dict[str, tuple[_Seen, NextRun]] = field(default_factory=dict[str, tuple[_Seen, NextRun]])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, project: Project) -> NextRun:
        """What the next run of a film makes; planned now if it is not known."""
        seen = seen_of(project)
        with self._lock:
            known = self._kept.get(project.id)
            if known is not None and known[0] == seen:
                return known[1]
            found = _planned(_read_again(project))  # after `seen`, so that no edit in between is missed
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[project.id] = (seen, found)
            return found

    def known(self, project: Project) -> NextRun | None:
        """What the next run makes, if it is known and of this state of the film."""
        known = self._kept.get(project.id)
        return known[1] if known is not None and known[0] == seen_of(project) else None

    def of_redo(self, project: Project, subject: str, what: str) -> NextRun:
        """What a run makes after another take was asked for; nothing is kept.

        Raises:
            UsageError: there is nothing of that name, or it is locked.
        """
        state = project.state
        takes = asked_takes(state, subject, what)
        asked = state.takes.asked_for(takes, state.keys, again=True)
        with self._lock:
            return _planned(project, lambda kept: kept.model_copy(update={"takes": asked}))

    def of_change(self, project: Project, name: str, changes: Changes) -> NextRun:
        """What a run makes after fields of a shot, scene, person or place were changed; nothing is kept.

        Raises:
            UsageError, StoryboardError: the name or a value is not accepted.
        """
        text = changed_text(project, {name: changes})
        project.edits(text)
        project.tried = text
        with self._lock:
            return _planned(project)


def seen_of(project: Project) -> _Seen:
    """What a plan depends on, as far as it can be read without planning: the film's files and its memory."""
    files = (project.folder / STORYBOARD_FILE, project.folder / SETTINGS_FILE, Path(project.script))
    version = project.vault.documents.read(f"films/{project.id}/state").version
    return (version, *map(_facts, files))


def _read_again(project: Project) -> Project:
    return open_project(project.script, str(project.folder), project.vault)


def planned_with(project: Project) -> NextRun:
    """What the next run makes of a film as the object has it; nothing is kept."""
    return _planned(project)


def _facts(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _planned(project: Project, change: Callable[[FilmState], FilmState] | None = None) -> NextRun:
    from studio.preview import plan_run

    if change is not None:
        project.state = change(project.state)
    limits = {name: value for name, value in project.state.scope.items() if name not in ("until", "only")}
    try:
        return NextRun(plan_run(project, Scope.model_validate(limits)))
    except FilmError as error:
        return NextRun(None, str(error))
