"""Another take of what the critic finds unusable, as often as the person allows, and the best of all takes for the film. It judges nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows._executor import Executor
from storyreel.film.pace import ShotPace
from storyreel.graph.clips import review_calls, review_id
from storyreel.graph.context import FilmContext
from storyreel.graph.film import shooting_calls
from storyreel.graph.stages import CallId, Stage, call_named
from storyreel.project.project import Project
from storyreel.project.takes import best_takes, tried_takes, wanted_retakes


def choose_takes(
    project: Project, executor: Executor, context: FilmContext, pace: tuple[ShotPace, ...]
) -> FilmContext:
    """The film with the best take of every clip, shot as often as needed and allowed.

    Every take made is kept.
    """
    if not review_calls(context, pace):
        return context
    executor.make(shooting_calls(context, pace))
    allowed, by_hand = project.settings.takes, project.state.takes.by_hand
    tried = tried_takes(
        context,
        pace,
        executor.made,
        project.state.takes.tried,
        executor.keys_of(Stage.CLIP),
        _names(executor.gaps),
    )
    for _ in range(allowed - 1):
        wanted = wanted_retakes(
            context, pace, executor.made, tried, allowed, gaps=_names(executor.gaps), by_hand=by_hand
        )
        if not wanted:
            break
        context = _shot_again(executor, context, pace, wanted)
        tried = tried_takes(
            context, pace, executor.made, tried, executor.keys_of(Stage.CLIP), _names(executor.gaps)
        )
    best = best_takes(context, pace, executor.made, tried, gaps=_names(executor.gaps), by_hand=by_hand)
    changed = {
        name: take
        for name, take in best.items()
        if (call := call_named(name)) is not None and take != context.take(call)
    }
    context = _shot_again(executor, context, pace, changed)
    project.remember(takes=project.state.takes.judged(tried, best))
    return context


def _shot_again(
    executor: Executor, context: FilmContext, pace: tuple[ShotPace, ...], takes: Mapping[str, int]
) -> FilmContext:
    """The film with other takes; what was made before comes from the ledger."""
    again = {call: take for name, take in takes.items() if (call := call_named(name)) is not None}
    if not again:
        return context
    context = replace(context, takes={**context.takes, **again})
    judged = (call.id for call in review_calls(context, pace) if any(need in again for need in call.needs))
    executor.forget([*again, *judged, *map(review_id, again)])
    executor.make(shooting_calls(context, pace))
    return context


def _names(calls: Iterable[CallId]) -> frozenset[str]:
    return frozenset(map(str, calls))
