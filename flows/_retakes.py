"""Shoots the clips again that the critic finds unusable, and chooses the best take of each clip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows._executor import Executor
from storyreel.film.pace import ShotPace
from storyreel.graph.clips import clip_calls, review_calls, review_id
from storyreel.graph.context import FilmContext
from storyreel.graph.film import shooting_calls
from storyreel.graph.stages import Stage, call_named
from storyreel.project.overrides import locked_shots
from storyreel.project.project import Project
from storyreel.project.take_records import TriedTake
from storyreel.project.takes import best_takes, tried_takes, wanted_retakes


def choose_takes(
    project: Project,
    executor: Executor,
    context: FilmContext,
    pace: tuple[ShotPace, ...],
    *,
    missing_only: bool = False,
) -> FilmContext:
    """The film with the best take of every clip, shot as often as needed and allowed.

    Every take made is kept. missing_only: no clip is shot again.
    """
    if not review_calls(context, pace):
        return context
    executor.make(shooting_calls(context, pace))
    takes = _Takes(project, executor, context, pace, project.state.takes.tried)
    takes.note()
    takes.retake(1 if missing_only else project.settings.takes)
    takes.choose_best()
    return takes.context


class _Takes:
    """The takes of a film's clips while they are judged. tried: those of earlier runs, with their reviews."""

    def __init__(
        self,
        project: Project,
        executor: Executor,
        context: FilmContext,
        pace: tuple[ShotPace, ...],
        tried: tuple[TriedTake, ...],
    ) -> None:
        self._project, self._executor, self._pace = project, executor, pace
        self.context, self._tried = context, tried
        self._by_hand = project.state.takes.by_hand | _locked_clips(project, context, pace)

    def note(self) -> None:
        """Add the reviews of the takes that were just made."""
        executor = self._executor
        keys = executor.keys_of(Stage.CLIP)
        self._tried = tried_takes(self.context, self._pace, executor.made, self._tried, keys, self._gaps())

    def retake(self, allowed: int) -> None:
        """Shoot clips again until the critic accepts them. allowed: how many takes of a clip are made."""
        for _ in range(allowed - 1):
            wanted = self._wanted(allowed)
            if not wanted:
                return
            self._shoot_again(wanted)
            self.note()

    def choose_best(self) -> None:
        """Use the best take of each clip, and remember all of them."""
        best = best_takes(
            self.context,
            self._pace,
            self._executor.made,
            self._tried,
            gaps=self._gaps(),
            by_hand=self._by_hand,
        )
        self._shoot_again({name: take for name, take in best.items() if self._is_changed(name, take)})
        self._project.remember(takes=self._project.state.takes.judged(self._tried, best))

    def _wanted(self, allowed: int) -> Mapping[str, int]:
        made, gaps = self._executor.made, self._gaps()
        return wanted_retakes(
            self.context, self._pace, made, self._tried, allowed, gaps=gaps, by_hand=self._by_hand
        )

    def _is_changed(self, name: str, take: int) -> bool:
        call = call_named(name)
        return call is not None and take != self.context.take(call)

    def _shoot_again(self, takes: Mapping[str, int]) -> None:
        """Make the film's clips with other takes. What was made before comes from the ledger."""
        again = {call: take for name, take in takes.items() if (call := call_named(name)) is not None}
        if not again:
            return
        self.context = replace(self.context, takes={**self.context.takes, **again})
        reviews = review_calls(self.context, self._pace)
        judged = (call.id for call in reviews if any(need in again for need in call.needs))
        self._executor.forget([*again, *judged, *map(review_id, again)])
        self._executor.make(shooting_calls(self.context, self._pace))

    def _gaps(self) -> frozenset[str]:
        return frozenset(map(str, self._executor.gaps))


def _locked_clips(project: Project, context: FilmContext, pace: tuple[ShotPace, ...]) -> frozenset[str]:
    """Names of the clips of locked shots."""
    locked = locked_shots(project.state.overrides)
    return frozenset(call.name for call in clip_calls(context, pace) if call.id.subject in locked)
