"""What a film remembers of its results after a run: what it is made of, and what was bought for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from storyreel.film.storyboard import Storyboard
from storyreel.graph.stages import Stage, call_named
from storyreel.project.kept_clips import without_other_counts
from storyreel.project.kept_results import still_known, subjects
from storyreel.project.overrides import apply_overrides
from storyreel.project.paid_results import paid_keys
from storyreel.project.project import Project


@dataclass(frozen=True)
class RunResults:
    """What a run answered, by call name."""

    keys: Mapping[str, str]
    """Key of every call that was answered, also of those that could not be made."""
    bought: Mapping[str, str]
    """Key of every paid result."""
    gaps: Collection[str] = ()
    """Calls that could not be made."""


def remember_run(project: Project, run: RunResults, finished: Storyboard | None = None) -> None:
    """Remember what a run made and bought.

    finished: the part of the film that was finished; None if the run ended before the cut. What the film was
    made of is forgotten for that part only: other scenes are still as they were made. What was paid for is
    remembered for the whole film.
    """
    state = project.state
    made = {name: key for name, key in run.keys.items() if name not in run.gaps}
    earlier = without_other_counts(state.keys, made)
    keys = dict(run.keys)
    keys |= {name: key for name, key in _staying(project, earlier, finished).items() if name not in keys}
    known = without_other_counts(state.bought, made)
    dropped = paid_keys(project, earlier.keys() - keys.keys(), known)
    project.remember(keys=keys, bought=still_known({**dropped, **known, **run.bought}, state.base))


def _staying(project: Project, earlier: Mapping[str, str], finished: Storyboard | None) -> Mapping[str, str]:
    """Those of the earlier results that the film is made of still."""
    if finished is None:
        return earlier
    base = project.state.base
    whole = apply_overrides(base, project.state.overrides)[0] if base is not None else finished
    beyond = set(subjects(whole)).difference(subjects(finished))
    return dict(_of(earlier, beyond))


def _of(keys: Mapping[str, str], beyond: Collection[str]) -> Iterator[tuple[str, str]]:
    """What was made of other shots, people and places, and what introduced people and places."""
    for name, key in keys.items():
        call = call_named(name)
        if call is not None and (call.stage is Stage.INTRODUCTION or call.subject in beyond):
            yield name, key
