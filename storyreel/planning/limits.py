"""Keeps a part of a film: its first scenes, its first places, or so many seconds of it.

It never breaks a conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from storyreel.film.errors import SettingsError
from storyreel.film.pace import PaceTerms
from storyreel.film.storyboard import CameraMove, Scene, ShotSize, Storyboard
from storyreel.film.word_counts import word_count
from storyreel.planning.pace import set_pace
from storyreel.planning.shot_lengths import pace_brief, shot_seconds

USUAL = PaceTerms()


def limit(
    storyboard: Storyboard,
    max_scenes: int | None = None,
    max_environments: int | None = None,
    max_minutes: float | None = None,
    target_seconds: float | None = None,
    terms: PaceTerms = USUAL,
) -> Storyboard:
    """The part of the film that stays within the limits; None is no limit.

    max_scenes: the first so many scenes.
    max_environments: the scenes that play in the first so many places.
    max_minutes: whole scenes from the start while they fit, and at least the first.
    target_seconds: silent shots of little weight are left out, then whole scenes from the end, until the
    film's length is near.
    terms: the film's clock and its engine's clip lengths. Lengths are those of the film as far as they are
    known before a line is spoken.

    Raises:
        SettingsError: a limit is not above 0.
    """
    for name, value in (
        ("max_scenes", max_scenes),
        ("max_environments", max_environments),
        ("max_minutes", max_minutes),
        ("target_seconds", target_seconds),
    ):
        if value is not None and not value > 0:
            raise SettingsError(
                f"{name} is {value!r}; it takes a number above 0. Leave it out for the whole film."
            )
    kept = with_scenes(storyboard, storyboard.scenes)
    if max_environments is not None:
        places = list(dict.fromkeys(scene.environment_id for scene in kept.scenes))[: int(max_environments)]
        kept = with_scenes(kept, [scene for scene in kept.scenes if scene.environment_id in places])
    if max_scenes is not None:
        kept = with_scenes(kept, kept.scenes[: int(max_scenes)])
    if max_minutes is not None:
        kept = _fitting(kept, 60 * max_minutes, terms)
    if target_seconds is not None:
        kept = _nearest(_without_little(kept, target_seconds, terms), target_seconds, terms)
    return kept


def with_scenes(storyboard: Storyboard, scenes: Sequence[Scene]) -> Storyboard:
    """The film with these scenes, and only the people and places they use."""
    people = {
        name
        for scene in scenes
        for shot in scene.shots
        for name in (*(f.cast_id for f in shot.figures), *(line.cast_id for line in shot.lines))
    }
    places = {scene.environment_id for scene in scenes}
    return storyboard.model_copy(
        update={
            "scenes": tuple(scenes),
            "cast": tuple(member for member in storyboard.cast if member.id in people),
            "environments": tuple(
                environment for environment in storyboard.environments if environment.id in places
            ),
        }
    )


def _seconds_to(storyboard: Storyboard, terms: PaceTerms) -> list[float]:
    """By scene, the length in seconds of the film that ends with it."""
    whole = pace_brief(storyboard, terms)
    so_far = list(accumulate(shot_seconds(storyboard, whole)))
    last_shots = [count - 1 for count in accumulate(len(scene.shots) for scene in storyboard.scenes)]
    lengths: list[float] = []
    for last in last_shots:
        going_on, ending = set_pace(
            whole.model_copy(
                update={
                    "shots": (
                        whole.shots[last],
                        whole.shots[last].model_copy(update={"ends": storyboard.ending}),
                    )
                }
            )
        ).shots
        lengths.append(so_far[last] + float(terms.rate.seconds(ending.frames - going_on.frames)))
    return lengths


def _fitting(storyboard: Storyboard, seconds: float, terms: PaceTerms) -> Storyboard:
    """Scenes from the start while they fit, and at least one."""
    fitting = sum(length <= seconds for length in accumulate(_seconds_to(storyboard, terms), max))
    return with_scenes(storyboard, storyboard.scenes[: max(1, fitting)])


def _nearest(storyboard: Storyboard, target: float, terms: PaceTerms) -> Storyboard:
    """Whole scenes are left out from the end while that comes nearer the target."""
    lengths = _seconds_to(storyboard, terms)
    while len(lengths) > 1 and abs(lengths[-2] - target) < abs(lengths[-1] - target):
        lengths.pop()
    return with_scenes(storyboard, storyboard.scenes[: len(lengths)])


def _without_little(storyboard: Storyboard, target: float, terms: PaceTerms) -> Storyboard:
    """The silent shots of least weight are left out, one by one, while the film is longer than the target.

    Each scene keeps one shot.
    """
    seconds = dict(
        zip(
            (shot.id for _, shot in storyboard.shots()),
            shot_seconds(storyboard, pace_brief(storyboard, terms)),
            strict=True,
        )
    )
    total = sum(seconds.values())
    shots = [
        (scene_index, index)
        for scene_index, scene in enumerate(storyboard.scenes)
        for index in range(len(scene.shots))
    ]
    silent = [(at, index) for at, index in shots if not storyboard.scenes[at].shots[index].lines]
    dropped: set[tuple[int, int]] = set()
    for at, index in sorted(
        silent, key=lambda place: (_weight(storyboard.scenes[place[0]], place[1]), -place[0], -place[1])
    ):
        shots_of_scene = storyboard.scenes[at].shots
        length = seconds[shots_of_scene[index].id]
        left = sum((at, other) not in dropped for other in range(len(shots_of_scene)))
        if left > 1 and total - length >= target - length / 2 and total > target:
            dropped.add((at, index))
            total -= length
    return with_scenes(
        storyboard,
        [
            _without(scene, {index for at, index in dropped if at == number})
            for number, scene in enumerate(storyboard.scenes)
        ],
    )


def _weight(scene: Scene, index: int) -> float:
    """What the film loses without a silent shot: more where it opens a scene, is heard, shows people, or is near."""
    shot = scene.shots[index]
    weight = (
        3.0 * (index == 0) + 1.0 * len(shot.cues) + 0.5 * len(shot.figures) + 0.05 * word_count(shot.action)
    )
    return (
        weight
        + (0.5 if shot.size in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE) else 0.0)
        - (0.5 if shot.move is CameraMove.STATIC else 0.0)
    )


def _without(scene: Scene, dropped: set[int]) -> Scene:
    """The scene without some shots; how it opens is kept."""
    if not dropped:
        return scene
    shots = [shot for index, shot in enumerate(scene.shots) if index not in dropped]
    shots[0] = shots[0].model_copy(update={"transition": scene.shots[0].transition})
    return scene.model_copy(update={"shots": tuple(shots)})
