"""Another take of what the critic finds unusable, as often as the person allows, and the best of all takes for the film. It judges nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows._window import Window
from storyreel.film.pace import ShotPace
from storyreel.graph.callsheet import Stage
from storyreel.graph.clips import review_calls, review_name
from storyreel.graph.film import shooting_calls
from storyreel.graph.sheet import Sheet
from storyreel.project.project import Project
from storyreel.project.takes import best_takes, tried_takes, wanted_retakes


def choose_takes(project: Project, window: Window, sheet: Sheet, pace: tuple[ShotPace, ...]) -> Sheet:
    """The film with the best take of every clip, shot as often as needed and allowed. Every take made is kept."""
    if not review_calls(sheet, pace):
        return sheet
    window.make(shooting_calls(sheet, pace))
    allowed, by_hand = project.settings.takes, project.state.takes.by_hand
    tried = tried_takes(sheet, pace, window.made, project.state.takes.tried, window.keys_of(Stage.CLIP), window.gaps)
    for _ in range(allowed - 1):
        wanted = wanted_retakes(sheet, pace, window.made, tried, allowed, gaps=window.gaps, by_hand=by_hand)
        if not wanted:
            break
        sheet = _shot_again(window, sheet, pace, wanted)
        tried = tried_takes(sheet, pace, window.made, tried, window.keys_of(Stage.CLIP), window.gaps)
    best = best_takes(sheet, pace, window.made, tried, gaps=window.gaps, by_hand=by_hand)
    sheet = _shot_again(window, sheet, pace, {name: take for name, take in best.items() if take != sheet.take(name)})
    project.remember(takes=project.state.takes.judged(tried, best))
    return sheet


def _shot_again(window: Window, sheet: Sheet, pace: tuple[ShotPace, ...], takes: Mapping[str, int]) -> Sheet:
    """The film with other takes; what was made before comes from the ledger."""
    if not takes:
        return sheet
    sheet = replace(sheet, takes={**sheet.takes, **takes})
    window.forget([*takes, *(call.name for call in review_calls(sheet, pace) if any(need in takes for need in call.needs)), *map(review_name, takes)])
    window.make(shooting_calls(sheet, pace))
    return sheet
