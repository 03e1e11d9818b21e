"""Gives scenes and shots ids that stay theirs while the screenplay changes around them.

before   SC010 pier      SC020 kitchen
after    SC010 pier      SC015 ferry (new)     SC020 kitchen (two words changed)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from storyreel.film.cast import CastMember
from storyreel.film.drafts import SceneDraft, ShotDraft, Survey, SurveyedScene
from storyreel.film.errors import StoryboardError
from storyreel.film.places import Environment
from storyreel.film.storyboard import LineSpan, Scene, Shot, Storyboard, TitleCard
from storyreel.planning.continuity import with_facts
from storyreel.planning.matching import match

_STEP = 10
# Scenes and shots that share more than this part of their words are the same, edited.
_SAME_SCENE = 0.45
_SAME_SHOT = 0.4


def reconcile(
    previous: Storyboard | None, survey: Survey, drafts: Sequence[SceneDraft], title: TitleCard
) -> Storyboard:
    """The storyboard of the drafts.

    What was there before keeps its id; what is new gets one that was never used. Ids go in tens. A new one
    gets a number between its neighbours, or the next ten after the last if none is left. A storyboard that is
    reconciled with the survey and drafts that it came from is equal to itself.

    drafts: one for each scene of the survey, in its order; their lines count from the scene's first line.

    Raises:
        StoryboardError: the drafts are not one for each scene.
    """
    if len(drafts) != len(survey.scenes) or not drafts:
        raise StoryboardError(
            f"{len(drafts)} drafts were given for {len(survey.scenes)} scenes; one for each scene is needed,"
            " and at least one."
        )
    scenes = _scenes(previous.scenes if previous else (), survey, drafts)
    storyboard = Storyboard(
        title=title,
        cast=_used_cast(survey, scenes),
        environments=_used_environments(survey, scenes),
        scenes=scenes,
        ending=survey.ending,
    )
    return with_facts(storyboard)


def _scenes(old: Sequence[Scene], survey: Survey, drafts: Sequence[SceneDraft]) -> tuple[Scene, ...]:
    new_words = [_draft_words(scene, draft) for scene, draft in zip(survey.scenes, drafts, strict=True)]
    matches = match([_scene_words(scene) for scene in old], new_words, _SAME_SCENE)
    numbers = _numbers([_number(scene.id, 0) for scene in old], matches)
    befores = [None if index is None else old[index] for index in matches]
    return tuple(
        _scene(f"SC{number:03d}", before, surveyed, draft)
        for number, before, surveyed, draft in zip(numbers, befores, survey.scenes, drafts, strict=True)
    )


def _scene(scene_id: str, old: Scene | None, surveyed: SurveyedScene, draft: SceneDraft) -> Scene:
    shift = surveyed.source.first - 1
    numbers = _shot_numbers(old.shots if old else (), draft.shots)
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


def _shot_numbers(old: Sequence[Shot], new: Sequence[ShotDraft]) -> list[int]:
    matches = match([_shot_words(shot) for shot in old], [_shot_words(shot) for shot in new], _SAME_SHOT)
    return _numbers([_number(shot.id, 1) for shot in old], matches)


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


# --- the words by which old and new are compared


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

    Only size and figures tell silent shots apart.
    """
    counted = Counter(_words(shot.action, shot.title))
    for line in shot.lines:
        counted.update([f"said by {line.cast_id}", *_words(line.text)])
    if not counted:
        counted.update([f"silent {shot.size}", *(f"seen {figure.cast_id}" for figure in shot.figures)])
    return counted


# --- numbers in tens


def _numbers(old: Sequence[int], matches: Sequence[int | None]) -> list[int]:
    """A number for each new one: its own if it existed, otherwise an unused one between its neighbours."""
    known = set(old)
    numbers: list[int] = []
    kept = [None if index is None else old[index] for index in matches]
    while len(numbers) < len(kept):
        own = kept[len(numbers)]
        if own is not None:
            numbers.append(own)
            continue
        new = list(takewhile(_is_new, kept[len(numbers) :]))
        following = (number for number in kept[len(numbers) :] if number is not None)
        high = next(following, None)
        between = _between(numbers[-1] if numbers else 0, high, len(new), known)
        numbers += between
        known.update(between)
    return numbers


def _is_new(number: int | None) -> bool:
    return number is None


def _between(low: int, high: int | None, count: int, known: set[int]) -> list[int]:
    """Rising unused numbers above `low` and below `high`.

    If they do not fit, they come after the last known one.
    """
    top = _whole_tens(max(known, default=0))
    if high is None or high <= low:
        return _tens_after(max(top, _whole_tens(low)), count)
    free = [number for number in range(low + 1, high) if number not in known]
    if len(free) < count:
        return _tens_after(top, count)
    tens = [number for number in free if number % _STEP == 0]
    pool = tens if len(tens) >= count else free
    return [pool[(2 * step + 1) * len(pool) // (2 * count)] for step in range(count)]


def _whole_tens(number: int) -> int:
    return (number // _STEP) * _STEP


def _tens_after(start: int, count: int) -> list[int]:
    return [start + _STEP * (step + 1) for step in range(count)]


def _number(shot_or_scene_id: str, part: int) -> int:
    return int(re.findall(r"\d+", shot_or_scene_id)[part])


# --- who and what is still used


def _used_cast(survey: Survey, scenes: Iterable[Scene]) -> tuple[CastMember, ...]:
    used = _ids_of_people(scenes)
    return tuple(member for member in survey.cast if member.id in used)


def _ids_of_people(scenes: Iterable[Scene]) -> set[str]:
    return {cast_id for scene in scenes for shot in scene.shots for cast_id in shot.people}


def _used_environments(survey: Survey, scenes: Iterable[Scene]) -> tuple[Environment, ...]:
    used = _ids_of_places(scenes)
    return tuple(place for place in survey.environments if place.id in used)


def _ids_of_places(scenes: Iterable[Scene]) -> set[str]:
    return {scene.environment_id for scene in scenes}
