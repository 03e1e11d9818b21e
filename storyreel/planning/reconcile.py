"""Gives scenes and shots ids that stay theirs while the screenplay changes around them.

A pure function, never cached.

before   SC010 pier      SC020 kitchen
after    SC010 pier      SC015 ferry (new)     SC020 kitchen (two words changed)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from storyreel.film.cast import CastMember
from storyreel.film.drafts import SceneDraft, ShotDraft, Survey, SurveyedScene
from storyreel.film.errors import StoryboardError
from storyreel.film.places import Environment
from storyreel.film.storyboard import LineSpan, Scene, Shot, Storyboard, TitleCard
from storyreel.planning.continuity import with_facts

_STEP = 10
# Scenes and shots alike by more than this share of their words are the same, edited.
_SAME_SCENE = 0.45
_SAME_SHOT = 0.4
# How far around its place an edited scene is looked for; equal ones are found anywhere.
_NEIGHBOURHOOD = 40
_Old = TypeVar("_Old")
_New = TypeVar("_New")


def reconcile(
    previous: Storyboard | None, survey: Survey, drafts: Sequence[SceneDraft], title: TitleCard
) -> Storyboard:
    """The storyboard of the drafts.

    What was there before keeps its id; what is new gets one that nothing known has had.

    drafts: one for each scene of the survey, in its order; their lines count from the scene's first line. Ids
    go in tens; what comes between gets a number between, or where none is left the next ten after the last.
    What the script states about each shot is found here. A storyboard that is reconciled with the survey and
    drafts that it came from is equal to itself.

    Raises:
        StoryboardError: the drafts are not one for each scene.
    """
    if len(drafts) != len(survey.scenes) or not drafts:
        raise StoryboardError(
            f"{len(drafts)} drafts were given for {len(survey.scenes)} scenes; one for each scene is needed,"
            " and at least one."
        )
    old_scenes = previous.scenes if previous else ()
    scene_words = [_scene_words(scene) for scene in old_scenes]
    new_words = [_draft_words(scene, draft) for scene, draft in zip(survey.scenes, drafts, strict=True)]
    matches = _match(scene_words, new_words, _SAME_SCENE)
    numbers = _numbers([_number(scene.id, 0) for scene in old_scenes], matches)
    scenes = tuple(
        _scene(f"SC{number:03d}", old_scenes[match] if match is not None else None, surveyed, draft)
        for number, match, surveyed, draft in zip(numbers, matches, survey.scenes, drafts, strict=True)
    )
    storyboard = Storyboard(
        title=title,
        cast=_used_cast(survey, scenes),
        environments=_used_environments(survey, scenes),
        scenes=scenes,
        ending=survey.ending,
    )
    return with_facts(storyboard)


def _scene(scene_id: str, old: Scene | None, surveyed: SurveyedScene, draft: SceneDraft) -> Scene:
    old_shots = old.shots if old else ()
    matches = _match(
        [_shot_words(shot) for shot in old_shots], [_shot_words(shot) for shot in draft.shots], _SAME_SHOT
    )
    numbers = _numbers([_number(shot.id, 1) for shot in old_shots], matches)
    shift = surveyed.source.first - 1
    shots = tuple(
        Shot(id=f"{scene_id}-SH{number:03d}", **_moved(shot, shift))
        for number, shot in zip(numbers, draft.shots, strict=True)
    )
    return Scene(
        id=scene_id,
        heading=surveyed.heading,
        environment_id=surveyed.environment_id,
        time=surveyed.time,
        weather=surveyed.weather,
        mood=draft.mood,
        shots=shots,
        source=surveyed.source,
    )


def _moved(shot: Shot | ShotDraft, shift: int) -> dict[str, Any]:
    """The fields of a shot without its id, its line numbers moved."""
    fields: dict[str, Any] = {name: getattr(shot, name) for name in ShotDraft.model_fields}
    fields["source"] = LineSpan(
        first=max(1, shot.source.first + shift), last=max(1, shot.source.last + shift)
    )
    fields["lines"] = tuple(
        line.model_copy(update={"source_line": max(1, line.source_line + shift)}) for line in shot.lines
    )
    return fields


# --- which old one is which new one


def _match(old: Sequence[Counter[str]], new: Sequence[Counter[str]], same: float) -> list[int | None]:
    """For each new one the index of the old one it is, or None.

    Equal ones first, in order; then the most alike.
    """
    matches: list[int | None] = [None] * len(new)
    unused: dict[frozenset[tuple[str, int]], list[int]] = {}
    for index in range(len(old) - 1, -1, -1):
        unused.setdefault(frozenset(old[index].items()), []).append(index)
    for index, words in enumerate(new):
        equal = unused.get(frozenset(words.items()))
        if equal:
            matches[index] = equal.pop()
    free = {index for rest in unused.values() for index in rest}
    candidates: list[tuple[float, int, int, int]] = []
    for index, words in enumerate(new):
        if matches[index] is None and free:
            expected = _expected_place(matches, index)
            for other in (
                free
                if len(free) <= _NEIGHBOURHOOD
                else (
                    i
                    for i in range(expected - _NEIGHBOURHOOD // 2, expected + _NEIGHBOURHOOD // 2)
                    if i in free
                )
            ):
                alike = _likeness(old[other], words)
                if alike > same:
                    candidates.append((-alike, abs(other - expected), index, other))
    for _, _, index, other in sorted(candidates):
        if matches[index] is None and other in free:
            matches[index] = other
            free.discard(other)
    return matches


def _expected_place(matches: Sequence[int | None], index: int) -> int:
    """Where among the old ones a new one would stand, after the match before it."""
    for back in range(index - 1, -1, -1):
        before = matches[back]
        if before is not None:
            return before + index - back
    return index


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of words two texts have in common, 0 to 1 (Dice's coefficient over words counted)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _words(*texts: str) -> list[str]:
    return re.findall(r"[\w']+", " ".join(texts).lower())


def _scene_words(scene: Scene) -> Counter[str]:
    return _counted(scene.heading, scene.shots)


def _draft_words(surveyed: SurveyedScene, draft: SceneDraft) -> Counter[str]:
    return _counted(surveyed.heading, draft.shots)


def _counted(heading: str, shots: Sequence[Shot | ShotDraft]) -> Counter[str]:
    counted = Counter(f"heading {word}" for word in _words(heading))
    for shot in shots:
        counted.update(_shot_words(shot))
    return counted


def _shot_words(shot: Shot | ShotDraft) -> Counter[str]:
    """What makes a shot this shot: what happens and who says what.

    Size and move alone tell silent shots apart.
    """
    counted = Counter(_words(shot.action, shot.title))
    for line in shot.lines:
        counted.update([f"said by {line.cast_id}", *_words(line.text)])
    if not counted:
        counted.update([f"silent {shot.size}", *(f"seen {figure.cast_id}" for figure in shot.figures)])
    return counted


# --- numbers in tens


def _numbers(old: Sequence[int], matches: Sequence[int | None]) -> list[int]:
    """A number for each new one: its own where it was there, else one between its neighbours that nothing known has had."""
    known = set(old)
    last = max(known, default=0)
    numbers: list[int] = []
    index = 0
    while index < len(matches):
        match = matches[index]
        if match is not None:
            numbers.append(old[match])
            index += 1
            continue
        stop = next((i for i in range(index, len(matches)) if matches[i] is not None), len(matches))
        low = numbers[-1] if numbers else 0
        matched = matches[stop] if stop < len(matches) else None
        high = old[matched] if matched is not None else None
        for number in _between(low, high, stop - index, known, last):
            numbers.append(number)
            known.add(number)
            last = max(last, number)
        index = stop
    return numbers


def _between(low: int, high: int | None, count: int, known: set[int], last: int) -> list[int]:
    """So many rising numbers above `low` and below `high` that are not known.

    After the last known where they do not fit.
    """
    top = (last // _STEP) * _STEP
    if high is None or high <= low:
        start = max(top, (low // _STEP) * _STEP)
        return [start + _STEP * (step + 1) for step in range(count)]
    free = [number for number in range(low + 1, high) if number not in known]
    if len(free) < count:
        return [top + _STEP * (step + 1) for step in range(count)]
    tens = [number for number in free if number % _STEP == 0]
    pool = tens if len(tens) >= count else free
    return [pool[(2 * step + 1) * len(pool) // (2 * count)] for step in range(count)]


def _number(shot_or_scene_id: str, part: int) -> int:
    return int(re.findall(r"\d+", shot_or_scene_id)[part])


# --- who and what is still used


def _used_cast(survey: Survey, scenes: Sequence[Scene]) -> tuple[CastMember, ...]:
    used = {
        name
        for scene in scenes
        for shot in scene.shots
        for name in (*(f.cast_id for f in shot.figures), *(line.cast_id for line in shot.lines))
    }
    return _kept(survey.cast, used, lambda member: member.id)


def _used_environments(survey: Survey, scenes: Sequence[Scene]) -> tuple[Environment, ...]:
    return _kept(
        survey.environments, {scene.environment_id for scene in scenes}, lambda environment: environment.id
    )


def _kept(entries: Sequence[_Old], used: set[str], name_of: Callable[[_Old], str]) -> tuple[_Old, ...]:
    return tuple(entry for entry in entries if name_of(entry) in used)
