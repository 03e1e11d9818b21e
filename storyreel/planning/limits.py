"""Keeps a part of a film: its first scenes, its first places, or so many seconds of it. It never breaks a conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storyreel.film.cast import CastMember
from storyreel.film.drafts import ShotDraft
from storyreel.film.errors import SettingsError
from storyreel.film.storyboard import CameraMove, Scene, Shot, ShotSize, Storyboard
from storyreel.film.superimposed import reading_ms

# Conversational English, words a minute (National Center for Voice and Speech, 'Voice Qualities': about 150).
WORDS_PER_MINUTE = 150
# A page of screenplay lasts about a minute (a trade rule, for example Trottier, 'The Screenwriter's Bible'); a page of action holds some 270 words.
ACTION_SECONDS_PER_WORD = 60 / 270
# Shots below are flashes, above drag unless somebody speaks (mean shot length of recent features is 4 to 6 s: Cutting and Candan 2015, table 1).
SHORTEST_SECONDS = 2.5
LONGEST_SILENT_SECONDS = 9.0
PAUSE_BEFORE_LINE_SECONDS = 0.45
PAUSE_AFTER_LAST_LINE_SECONDS = 0.6
_PARENTHETICAL_PAUSE_SECONDS = 0.5


def estimate_seconds(shot: Shot | ShotDraft, words_per_minute: Callable[[str], int] | None = None) -> float:
    """About how long a shot lasts, in seconds, before anything is spoken: its lines or its action, whichever is longer.

    words_per_minute: the pace of the cast member with an id; 150 for everybody without it. Lines spoken at the same time count once.

    >>> from storyreel.film.storyboard import LineSpan
    >>> estimate_seconds(ShotDraft(source=LineSpan(first=1, last=1)))
    2.5
    """
    spoken = 0.0
    for line in shot.lines:
        pace = words_per_minute(line.cast_id) if words_per_minute else WORDS_PER_MINUTE
        words = max(len(line.text.split()), len(line.text) / 12)  # scripts without spaces: about twelve characters are spoken as long as two words
        if not line.with_previous:
            spoken += PAUSE_BEFORE_LINE_SECONDS + 60 * words / pace
            if any(word in line.parenthetical.lower() for word in ("beat", "pause", "silence")):
                spoken += _PARENTHETICAL_PAUSE_SECONDS
    if shot.lines:
        spoken += PAUSE_AFTER_LAST_LINE_SECONDS
    silent = min(LONGEST_SILENT_SECONDS, 1.0 + ACTION_SECONDS_PER_WORD * len(shot.action.split())) if shot.action else 0.0
    return round(max(SHORTEST_SECONDS, spoken, silent, reading_ms(shot.title) / 1000), 3)


def film_seconds(storyboard: Storyboard) -> float:
    """About how long the whole film lasts, in seconds, without title card and credits."""
    pace = _pace(storyboard.cast)
    return round(sum(estimate_seconds(shot, pace) for _, shot in storyboard.shots()), 3)


def limit(
    storyboard: Storyboard,
    max_scenes: int | None = None,
    max_environments: int | None = None,
    max_minutes: float | None = None,
    target_seconds: float | None = None,
) -> Storyboard:
    """The part of the film that stays within the limits; None is no limit.

    max_scenes: the first so many scenes.
    max_environments: the scenes that play in the first so many places.
    max_minutes: whole scenes from the start while they fit, and at least the first.
    target_seconds: silent shots of little weight are left out, then whole scenes from the end, until the estimate is near.

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
            raise SettingsError(f"{name} is {value!r}; it takes a number above 0. Leave it out for the whole film.")
    scenes = list(storyboard.scenes)
    if max_environments is not None:
        places = list(dict.fromkeys(scene.environment_id for scene in scenes))[: int(max_environments)]
        scenes = [scene for scene in scenes if scene.environment_id in places]
    if max_scenes is not None:
        scenes = scenes[: int(max_scenes)]
    if max_minutes is not None:
        scenes = _fitting(scenes, 60 * max_minutes, _pace(storyboard.cast))
    if target_seconds is not None:
        scenes = _trimmed(scenes, target_seconds, _pace(storyboard.cast))
    return with_scenes(storyboard, scenes)


def with_scenes(storyboard: Storyboard, scenes: Sequence[Scene]) -> Storyboard:
    """The film with these scenes, and only the people and places they use."""
    people = {
        name for scene in scenes for shot in scene.shots for name in (*(f.cast_id for f in shot.figures), *(line.cast_id for line in shot.lines))
    }
    places = {scene.environment_id for scene in scenes}
    return storyboard.model_copy(
        update={
            "scenes": tuple(scenes),
            "cast": tuple(member for member in storyboard.cast if member.id in people),
            "environments": tuple(environment for environment in storyboard.environments if environment.id in places),
        }
    )


def _pace(cast: Sequence[CastMember]) -> Callable[[str], int]:
    paces = {member.id: member.voice.words_per_minute for member in cast}
    return lambda cast_id: paces.get(cast_id, WORDS_PER_MINUTE)


def _scene_seconds(scene: Scene, pace: Callable[[str], int]) -> float:
    return sum(estimate_seconds(shot, pace) for shot in scene.shots)


def _fitting(scenes: Sequence[Scene], seconds: float, pace: Callable[[str], int]) -> list[Scene]:
    """Scenes from the start while they fit, and at least one."""
    kept: list[Scene] = []
    total = 0.0
    for scene in scenes:
        total += _scene_seconds(scene, pace)
        if kept and total > seconds:
            break
        kept.append(scene)
    return kept


def _trimmed(scenes: list[Scene], target: float, pace: Callable[[str], int]) -> list[Scene]:
    """Leave out the silent shots of least weight, one by one, then whole scenes from the end while that comes nearer the target."""
    total = sum(_scene_seconds(scene, pace) for scene in scenes)
    by_weight = sorted(
        (
            (_weight(scene, index), scene_index, index)
            for scene_index, scene in enumerate(scenes)
            for index, shot in enumerate(scene.shots)
            if not shot.lines
        ),
        key=lambda entry: (entry[0], -entry[1], -entry[2]),
    )
    dropped: set[tuple[int, int]] = set()
    for _, scene_index, index in by_weight:
        length = estimate_seconds(scenes[scene_index].shots[index], pace)
        left = sum((scene_index, other) not in dropped for other in range(len(scenes[scene_index].shots)))
        if left > 1 and total - length >= target - length / 2 and total > target:
            dropped.add((scene_index, index))
            total -= length
    kept = [_without(scene, {index for at, index in dropped if at == scene_index}) for scene_index, scene in enumerate(scenes)]
    while len(kept) > 1:
        last = _scene_seconds(kept[-1], pace)
        if abs(total - last - target) >= abs(total - target):
            break
        total -= last
        kept.pop()
    return kept


def _weight(scene: Scene, index: int) -> float:
    """What the film loses without a silent shot: more where it opens a scene, is heard, shows people, or is near."""
    shot = scene.shots[index]
    weight = 3.0 * (index == 0) + 1.0 * len(shot.cues) + 0.5 * len(shot.figures) + 0.05 * len(shot.action.split())
    return weight + (0.5 if shot.size in (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE) else 0.0) - (0.5 if shot.move is CameraMove.STATIC else 0.0)


def _without(scene: Scene, dropped: set[int]) -> Scene:
    """The scene without some shots; how it opens is kept."""
    if not dropped:
        return scene
    shots = [shot for index, shot in enumerate(scene.shots) if index not in dropped]
    shots[0] = shots[0].model_copy(update={"transition": scene.shots[0].transition})
    return scene.model_copy(update={"shots": tuple(shots)})
