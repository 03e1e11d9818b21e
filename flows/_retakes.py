"""Another take of what the critic finds unusable, as often as the person allows, and the best of all takes for the film. It judges nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows._window import Window
from storyreel.film.pace import ShotPace
from storyreel.graph.clips import review_calls, review_id
from storyreel.graph.film import shooting_calls
from storyreel.graph.sheet import Sheet
from storyreel.graph.stages import CallId, Stage, call_named
from storyreel.project.project import Project
from storyreel.project.takes import best_takes, tried_takes, wanted_retakes


def choose_takes(project: Project, window: Window, sheet: Sheet, pace: tuple[ShotPace, ...]) -> Sheet:
    """The film with the best take of every clip, shot as often as needed and allowed. Every take made is kept."""
    if not review_calls(sheet, pace):
        return sheet
    window.make(shooting_calls(sheet, pace))
    allowed, by_hand = project.settings.takes, project.state.takes.by_hand
    tried = tried_takes(sheet, pace, window.made, project.state.takes.tried, window.keys_of(Stage.CLIP), _names(window.gaps))
    for _ in range(allowed - 1):
        wanted = wanted_retakes(sheet, pace, window.made, tried, allowed, gaps=_names(window.gaps), by_hand=by_hand)
        if not wanted:
            break
        sheet = _shot_again(window, sheet, pace, wanted)
        tried = tried_takes(sheet, pace, window.made, tried, window.keys_of(Stage.CLIP), _names(window.gaps))
    best = best_takes(sheet, pace, window.made, tried, gaps=_names(window.gaps), by_hand=by_hand)
    changed = {name: take for name, take in best.items() if (call := call_named(name)) is not None and take != sheet.take(call)}
    sheet = _shot_again(window, sheet, pace, changed)
    project.remember(takes=project.state.takes.judged(tried, best))
    return sheet


def _shot_again(window: Window, sheet: Sheet, pace: tuple[ShotPace, ...], takes: Mapping[str, int]) -> Sheet:
    """The film with other takes; what was made before comes from the ledger."""
    again = {call: take for name, take in takes.items() if (call := call_named(name)) is not None}
    if not again:
        return sheet
    sheet = replace(sheet, takes={**sheet.takes, **again})
    judged = (call.id for call in review_calls(sheet, pace) if any(need in again for need in call.needs))
    window.forget([*again, *judged, *map(review_id, again)])
    window.make(shooting_calls(sheet, pace))
    return sheet


def _names(calls: Iterable[CallId]) -> frozenset[str]:
    return frozenset(map(str, calls))
