"""Keeps a part of a film: its first scenes, its first places, or a number of seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from storyreel.film.errors import SettingsError
from storyreel.film.pace import PaceBrief, PaceTerms
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
    """The part of the film that stays within the limits; None means no limit.

    max_scenes: the number of first scenes to keep.
    max_environments: the number of first places whose scenes are kept.
    max_minutes: whole scenes from the start as long as they fit, and at least the first.
    target_seconds: silent shots of little weight are left out, then whole scenes from the end, until the
    film's length is near.
    terms: the film's clock and its engine's clip lengths. Lengths are those of the film as far as they are
    known before a line is spoken.

    Raises:
        SettingsError: a limit is not above 0.
    """
    _check_positive("max_scenes", max_scenes)
    _check_positive("max_environments", max_environments)
    _check_positive("max_minutes", max_minutes)
    _check_positive("target_seconds", target_seconds)
    kept = with_scenes(storyboard, storyboard.scenes)
    if max_environments is not None:
        kept = _in_first_places(kept, int(max_environments))
    if max_scenes is not None:
        kept = with_scenes(kept, kept.scenes[: int(max_scenes)])
    if max_minutes is not None:
        kept = _fitting(kept, 60 * max_minutes, terms)
    if target_seconds is not None:
        kept = _nearest(_without_little(kept, target_seconds, terms), target_seconds, terms)
    return kept


def _check_positive(name: str, value: float | None) -> None:
    if value is not None and not value > 0:
        raise SettingsError(
            f"{name} is {value!r}; it takes a number above 0. Leave it out for the whole film."
        )


def _in_first_places(storyboard: Storyboard, count: int) -> Storyboard:
    places = _first_places(storyboard, count)
    return with_scenes(storyboard, [scene for scene in storyboard.scenes if scene.environment_id in places])


def _first_places(storyboard: Storyboard, count: int) -> list[str]:
    """The ids of the first places, in the order of the film."""
    return list(dict.fromkeys(scene.environment_id for scene in storyboard.scenes))[:count]


def with_scenes(storyboard: Storyboard, scenes: Sequence[Scene]) -> Storyboard:
    """The film with these scenes, and only the people and places they use."""
    people = {cast_id for scene in scenes for shot in scene.shots for cast_id in shot.people}
    places = {scene.environment_id for scene in scenes}
    cast = tuple(member for member in storyboard.cast if member.id in people)
    environments = tuple(environment for environment in storyboard.environments if environment.id in places)
    return storyboard.model_copy(update={"scenes": tuple(scenes), "cast": cast, "environments": environments})


def _seconds_to(storyboard: Storyboard, terms: PaceTerms) -> list[float]:
    """By scene, the length in seconds of the film that ends with it."""
    whole = pace_brief(storyboard, terms)
    so_far = list(accumulate(shot_seconds(storyboard, whole)))
    last_shots = [count - 1 for count in accumulate(len(scene.shots) for scene in storyboard.scenes)]
    return [so_far[last] + _ending_seconds(storyboard, whole, last) for last in last_shots]


def _ending_seconds(storyboard: Storyboard, whole: PaceBrief, index: int) -> float:
    """How much longer a shot is if the film ends with it."""
    shot = whole.shots[index]
    both = (shot, shot.model_copy(update={"ends": storyboard.ending}))
    going_on, ending = set_pace(whole.model_copy(update={"shots": both})).shots
    return float(whole.rate.seconds(ending.frames - going_on.frames))


def _fitting(storyboard: Storyboard, seconds: float, terms: PaceTerms) -> Storyboard:
    """Scenes from the start while they fit, and at least one."""
    fitting = _count_fitting(storyboard, seconds, terms)
    return with_scenes(storyboard, storyboard.scenes[:fitting])


def _count_fitting(storyboard: Storyboard, seconds: float, terms: PaceTerms) -> int:
    """How many scenes from the start fit, at least one."""
    return max(1, sum(length <= seconds for length in accumulate(_seconds_to(storyboard, terms), max)))


def _nearest(storyboard: Storyboard, target: float, terms: PaceTerms) -> Storyboard:
    """The film without the scenes at the end whose absence brings it nearer the target."""
    lengths = _seconds_to(storyboard, terms)
    while len(lengths) > 1 and abs(lengths[-2] - target) < abs(lengths[-1] - target):
        lengths.pop()
    return with_scenes(storyboard, storyboard.scenes[: len(lengths)])


def _without_little(storyboard: Storyboard, target: float, terms: PaceTerms) -> Storyboard:
    """The film without its least important silent shots, which are removed until it meets the target.

    Each scene keeps one shot.
    """
    seconds = shot_seconds(storyboard, pace_brief(storyboard, terms))
    lengths = dict(zip((shot.id for _, shot in storyboard.shots()), seconds, strict=True))
    total = sum(lengths.values())
    dropped: list[set[int]] = [set() for _ in storyboard.scenes]
    for at, index in sorted(_silent_shots(storyboard), key=_least_weight_of(storyboard)):
        shots = storyboard.scenes[at].shots
        length = lengths[shots[index].id]
        is_longer = total - length >= target - length / 2 and total > target
        if is_longer and len(shots) - len(dropped[at]) > 1:
            dropped[at].add(index)
            total -= length
    scenes = zip(storyboard.scenes, dropped, strict=True)
    return with_scenes(storyboard, [_without(scene, left_out) for scene, left_out in scenes])


def _silent_shots(storyboard: Storyboard) -> Iterator[tuple[int, int]]:
    """The indices of scene and shot of the shots without speech."""
    for at, scene in enumerate(storyboard.scenes):
        for index in _silent_in(scene):
            yield at, index


def _silent_in(scene: Scene) -> list[int]:
    return [index for index, shot in enumerate(scene.shots) if not shot.lines]


def _least_weight_of(storyboard: Storyboard) -> Callable[[tuple[int, int]], tuple[float, int, int]]:
    """Sorts shots by weight, the last of equal ones first."""

    def weigh(place: tuple[int, int]) -> tuple[float, int, int]:
        at, index = place
        return _weight(storyboard.scenes[at], index), -at, -index

    return weigh


def _weight(scene: Scene, index: int) -> float:
    """What the film loses without a silent shot.

    It is more if the shot opens a scene, is heard, shows people, or is near.
    """
    shot = scene.shots[index]
    near = 0.5 if shot.size in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE) else 0.0
    still = 0.5 if shot.move is CameraMove.STATIC else 0.0
    weight = (
        3.0 * (index == 0) + 1.0 * len(shot.cues) + 0.5 * len(shot.figures) + 0.05 * word_count(shot.action)
    )
    return weight + near - still


def _without(scene: Scene, dropped: set[int]) -> Scene:
    """The scene without some shots; how it opens is kept."""
    if not dropped:
        return scene
    shots = [shot for index, shot in enumerate(scene.shots) if index not in dropped]
    shots[0] = shots[0].model_copy(update={"transition": scene.shots[0].transition})
    return scene.model_copy(update={"shots": tuple(shots)})
