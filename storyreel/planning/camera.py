"""Chooses how near the camera stands and how it moves, for a reason in the words if there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.film.keys import seed_of
from storyreel.film.storyboard import CameraMove, Mood, Pose, ShotSize
from storyreel.planning.words.gestures import (
    ASKED_MOVES,
    ASKED_SIZES,
    CLOSE_GESTURES,
    INSERTS,
    MOVES_FOR,
    TINY,
)

SIZES = tuple(ShotSize)
_INSERT = re.compile(
    r"\b(?:" + "|".join(re.escape(thing.strip()) for thing in INSERTS.split(",")) + r")\b", re.IGNORECASE
)
_ESTABLISHING_MOVES = (
    CameraMove.DOLLY_IN,
    CameraMove.PAN_RIGHT,
    CameraMove.CRANE_DOWN,
    CameraMove.PAN_LEFT,
    CameraMove.ZOOM_IN,
    CameraMove.CRANE_UP,
)
_INDOOR_ESTABLISHING_MOVES = (
    CameraMove.PAN_LEFT,
    CameraMove.DOLLY_IN,
    CameraMove.PAN_RIGHT,
    CameraMove.DOLLY_RIGHT,
    CameraMove.TILT_DOWN,
)
_MOOD_MOVES: dict[Mood, tuple[CameraMove, ...]] = {
    Mood.CALM: (CameraMove.STATIC, CameraMove.PAN_RIGHT, CameraMove.STATIC, CameraMove.DOLLY_LEFT),
    Mood.HOPEFUL: (CameraMove.CRANE_UP, CameraMove.STATIC, CameraMove.DOLLY_IN),
    Mood.JOYFUL: (CameraMove.STATIC, CameraMove.DOLLY_RIGHT, CameraMove.PAN_LEFT),
    Mood.ROMANTIC: (CameraMove.DOLLY_IN, CameraMove.STATIC, CameraMove.DOLLY_LEFT),
    Mood.MELANCHOLY: (CameraMove.ZOOM_OUT, CameraMove.STATIC, CameraMove.DOLLY_OUT),
    Mood.MYSTERY: (CameraMove.DOLLY_IN, CameraMove.PAN_LEFT, CameraMove.STATIC),
    Mood.TENSE: (CameraMove.ZOOM_IN, CameraMove.HANDHELD, CameraMove.STATIC),
    Mood.EERIE: (CameraMove.DOLLY_IN, CameraMove.STATIC, CameraMove.ZOOM_IN),
    Mood.ACTION: (CameraMove.HANDHELD, CameraMove.DOLLY_RIGHT, CameraMove.PAN_RIGHT),
    Mood.TRIUMPHANT: (CameraMove.CRANE_UP, CameraMove.DOLLY_OUT, CameraMove.STATIC),
}


_CLOSE_GESTURE = re.compile(CLOSE_GESTURES, re.IGNORECASE)
_LEFT_AND_IN = (CameraMove.DOLLY_LEFT, CameraMove.ZOOM_IN)
_IN_AND_RIGHT = (CameraMove.ZOOM_IN, CameraMove.DOLLY_RIGHT)


def asked_size(text: str) -> ShotSize | None:
    """The size the script asks for in capitals, or None."""
    return next((size for pattern, size in ASKED_SIZES if re.search(pattern, text)), None)


def _names_insert(text: str) -> str:
    """The small thing a text names, or ''."""
    match = _INSERT.search(text)
    return match.group(0).lower() if match else ""


def action_size(text: str, people: int, poses: Sequence[Pose], interior: bool) -> ShotSize:
    """How near the camera stands for action.

    It is near for faces and small things, and far for movement, crowds and places.
    """
    if people == 0:
        return _size_of_things(text)
    if people > 2:
        return ShotSize.WIDE
    if any(pose in (Pose.WALKING, Pose.RUNNING) for pose in poses):
        has_room = people == 1 and not interior
        return ShotSize.WIDE if has_room and seed_of("size", text) % 2 else ShotSize.FULL
    if people == 1 and _CLOSE_GESTURE.search(text):
        return ShotSize.MEDIUM_CLOSE
    return ShotSize.FULL if Pose.LYING in poses else ShotSize.MEDIUM


def _size_of_things(text: str) -> ShotSize:
    thing = _names_insert(text)
    if not thing:
        return ShotSize.WIDE
    return ShotSize.EXTREME_CLOSE if thing in TINY else ShotSize.CLOSE


def next_size(size: ShotSize, closer: bool) -> ShotSize:
    """The size one step closer or wider; at the end of the row, one step the other way."""
    return SIZES[_next_index(SIZES.index(size), 1 if closer else -1)]


def _next_index(index: int, step: int) -> int:
    return index + step if 0 <= index + step < len(SIZES) else index - step


def establishing_move(text: str, interior: bool, before: CameraMove | None) -> CameraMove:
    """A slow move that shows a place for the first time."""
    moves = _INDOOR_ESTABLISHING_MOVES if interior else _ESTABLISHING_MOVES
    return _asked_move(text) or _other_move(moves, text, before)


def action_move(text: str, mood: Mood, before: CameraMove | None) -> CameraMove:
    """The move that follows what happens, else one that suits the mood.

    It is not the move before, unless that was none.
    """
    return _asked_move(text) or _move_for(text, before) or _other_move(_MOOD_MOVES[mood], text, before)


def _move_for(text: str, before: CameraMove | None) -> CameraMove | None:
    return next((move for move in _moves_for(text) if move is not before), None)


def _moves_for(text: str) -> Iterator[CameraMove]:
    for pattern, moves in MOVES_FOR:
        if re.search(pattern, text, re.IGNORECASE):
            yield from moves


def speech_move(
    text: str, strong: bool, speech_number: int, mood: Mood, before: CameraMove | None
) -> CameraMove:
    """Mostly still; in on what matters, and unsteady if people fight."""
    if strong:
        return _first_other((CameraMove.DOLLY_IN, CameraMove.ZOOM_IN), before)
    if mood is Mood.ACTION or (mood is Mood.TENSE and speech_number % 3 == 2):
        return _first_other((CameraMove.HANDHELD, CameraMove.STATIC), before)
    if speech_number % 4 != 3:
        return CameraMove.STATIC
    turns_left = seed_of("move", text) % 2
    return _first_other(_LEFT_AND_IN if turns_left else _IN_AND_RIGHT, before)


def _asked_move(text: str) -> CameraMove | None:
    return next((move for pattern, move in ASKED_MOVES if re.search(pattern, text)), None)


def _other_move(moves: Sequence[CameraMove], text: str, before: CameraMove | None) -> CameraMove:
    """A move of the row, from a place that the text decides, that is not the one before."""
    return _first_other(_turned(moves, text), before)


def _turned(moves: Sequence[CameraMove], text: str) -> Sequence[CameraMove]:
    start = seed_of("move", text) % len(moves)
    return (*moves[start:], *moves[:start])


def _first_other(moves: Sequence[CameraMove], before: CameraMove | None) -> CameraMove:
    return next((move for move in moves if _may_follow(move, before)), CameraMove.STATIC)


def _may_follow(move: CameraMove, before: CameraMove | None) -> bool:
    return move is not before or move is CameraMove.STATIC
