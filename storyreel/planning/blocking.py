"""Keeps where each person of a scene stands, so that the camera never crosses the line between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import Role
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place
from storyreel.film.storyboard import Facing, Figure, Pose
from storyreel.planning.scene_subjects import SceneSubjects
from storyreel.planning.sleep import sleeps_after
from storyreel.planning.words.gestures import (
    ABSENT,
    EMPTIES,
    ENTERS,
    HALTS,
    INDOORS_STILL,
    LEAVES,
    LOOKS_AWAY,
    POSES,
    SLEEPS,
    SLEEPS_SEATED,
)
from storyreel.screenplays.sentences import sentences

# The first comes to stand on the left and looks right, the second on the right and looks left; the camera
# never crosses between them.
_SLOTS = (0.34, 0.66, 0.5, 0.18, 0.82)
_MOST_IN_FRAME = 4
_POSES = {pose: re.compile(pattern, re.IGNORECASE) for pose, pattern in POSES.items()}
_ENTERS, _LEAVES, _LOOKS_AWAY, _HALTS = (
    re.compile(pattern, re.IGNORECASE) for pattern in (ENTERS, LEAVES, LOOKS_AWAY, HALTS)
)
_ABSENT, _INDOORS_STILL = (re.compile(pattern, re.IGNORECASE) for pattern in (ABSENT, INDOORS_STILL))
_SLEEPS, _SLEEPS_SEATED = (re.compile(pattern, re.IGNORECASE) for pattern in (SLEEPS, SLEEPS_SEATED))
_NOT_DONE = re.compile(r"(?:\b(?:not|cannot|never|without)|n't)\s+$", re.IGNORECASE)
_SITS_UP = re.compile(r"\bsits? (?:up|in bed)\b(?! on)", re.IGNORECASE)
_ON_FOOT = (Pose.WALKING, Pose.RUNNING)
_RESTING = (Pose.STANDING, Pose.SITTING, Pose.KNEELING, Pose.LYING)


@dataclass
class Position:
    """How one person stands at the moment."""

    slot: float
    """Share of the frame's width from the left."""
    pose: Pose = Pose.STANDING
    turned_away: bool = False
    asleep: bool = False
    laid: bool = False
    """Whether the script itself says that they lie; they lie until it says otherwise."""

    @property
    def lies_to_sleep(self) -> bool:
        """Whether they lie because they sleep, and the script does not say that they lie."""
        return self.asleep and self.pose is Pose.LYING and not self.laid

    @property
    def on_left(self) -> bool:
        """Whether they stand in the left half or in the middle."""
        return self.slot <= 0.5


@dataclass
class _Action:
    """Who takes part in an action, in order, and who leaves with it."""

    involved: list[str] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)

    def add(self, cast_id: str, words: str) -> None:
        enters = _ENTERS.search(words) is not None
        if _LEAVES.search(words) and not enters:
            self.leaving.append(cast_id)
        elif cast_id in self.leaving and enters:
            self.leaving.remove(cast_id)
        if cast_id not in self.involved:
            self.involved.append(cast_id)

    def remove(self, cast_id: str) -> None:
        self.involved = [other for other in self.involved if other != cast_id]


class Blocking:
    """Who is there, where, and doing what; it changes as the scene is read."""

    def __init__(
        self, roles: Sequence[Role], place: Place, heard_only: Collection[str] = (), is_story: bool = False
    ) -> None:
        """heard_only: cast ids of people who are only heard in the scene.

        They are found in action only if they are written as names.

        is_story: whether 'she' may stand before any name of the scene.
        """
        self.positions: dict[str, Position] = {}
        self._is_story = is_story
        self._place = place
        self._kind = PLACE_KINDS[place.kind]
        self._usual = Pose.SITTING if self._kind.seated else Pose.STANDING
        self._empties = _empties(place)
        in_picture = [role for role in roles if role.cast_id != NARRATOR_ID and not role.heard_only]
        self._subjects = SceneSubjects(in_picture, heard_only, self.positions, is_story)

    def awake(self) -> list[str]:
        """Cast ids of those who do not sleep."""
        return [cast_id for cast_id, position in self.positions.items() if not position.asleep]

    def seat(self, cast_id: str) -> Position:
        """The person's position; one who is not there yet comes in at the first free place."""
        if cast_id not in self.positions:
            self.positions[cast_id] = self._first_position()
        return self.positions[cast_id]

    def _first_position(self) -> Position:
        return Position(self._free_slot(), self._usual)

    def _free_slot(self) -> float:
        taken = {position.slot for position in self.positions.values()}
        return next((slot for slot in _SLOTS if slot not in taken), self._crowded_slot)

    @property
    def _crowded_slot(self) -> float:
        """The slot of one more person, if all slots are taken."""
        return _SLOTS[len(self.positions) % len(_SLOTS)]

    def lying(self) -> list[str]:
        """The people who lie, on the ground or in a bed."""
        return [cast_id for cast_id, position in self.positions.items() if position.pose is Pose.LYING]

    # --- what the script says

    def stop(self, cast_id: str) -> None:
        """Let a person who speaks stop walking and wake: people stop to talk, and are awake."""
        position = self.seat(cast_id)
        self._stop_walking(position)
        self._wake(position)
        self._subjects.note_speaker(cast_id)

    def _stop_walking(self, position: Position) -> None:
        if position.pose in _ON_FOOT:
            position.pose = self._usual

    def act(self, text: str) -> tuple[list[str], list[str]]:
        """Read action: who is in it, in order, and who leaves with it. Poses change as it says."""
        action = _Action()
        for sentence in sentences(text):
            if self._empties.search(sentence):
                self.leave([cast_id for cast_id in self.positions if cast_id not in action.involved])
            self._read(sentence, action)
        return action.involved, action.leaving

    def _read(self, sentence: str, action: _Action) -> None:
        for cast_id, words in self._subjects.parts(sentence):
            if self._is_elsewhere(words):
                self.leave([cast_id])
                action.remove(cast_id)
            else:
                self._move(self.seat(cast_id), words)
                action.add(cast_id, words)
        if self._is_story:
            action.involved += self._subjects.with_them(sentence, action.involved)

    def leave(self, cast_ids: Iterable[str]) -> None:
        """Take people off."""
        for cast_id in cast_ids:
            self.positions.pop(cast_id, None)

    def _is_elsewhere(self, words: str) -> bool:
        """Whether a person is said not to be here."""
        return _is_absent(words) or (not self._place.interior and bool(_INDOORS_STILL.search(words)))

    def _move(self, position: Position, words: str) -> None:
        """Change a position as the words after the person's name say."""
        pose = self._pose_in(words, position)
        asleep = sleeps_after(words, position.asleep and pose not in _ON_FOOT)
        if pose is None and asleep and _SLEEPS.search(words):
            position.pose = self._sleeping_pose(position, words)
        elif pose is None and position.asleep and not asleep:
            self._wake(position)
        else:
            self._take_pose(position, pose)
        position.asleep = asleep
        position.turned_away = bool(_LOOKS_AWAY.search(words))

    def _pose_in(self, words: str, position: Position) -> Pose | None:
        """The pose that the words name. A person who sits up in bed leans on its pillows, and still lies."""
        pose = _pose_in(words, position.pose, self._usual)
        if pose is Pose.SITTING and self._kind.beds and _SITS_UP.search(words):
            return Pose.LYING if position.pose is Pose.LYING or "in bed" in words else pose
        return pose

    def _sleeping_pose(self, position: Position, words: str) -> Pose:
        return Pose.SITTING if self._sleeps_seated(position, words) else Pose.LYING

    def _sleeps_seated(self, position: Position, words: str) -> bool:
        if position.pose is Pose.LYING:
            return False
        return position.pose is Pose.SITTING or self._may_sleep_seated(words)

    def _may_sleep_seated(self, words: str) -> bool:
        return self._kind.sleeps_seated or _SLEEPS_SEATED.search(words) is not None

    def _take_pose(self, position: Position, pose: Pose | None) -> None:
        if pose is None:
            self._stop_walking(position)
        else:
            position.pose, position.laid = pose, pose is Pose.LYING

    def _wake(self, position: Position) -> None:
        """Let a person who wakes sit up; in a bed they lean on its pillows as they lay."""
        if position.lies_to_sleep and not self._kind.beds:
            position.pose = Pose.SITTING
        position.asleep = False

    # --- figures in the frame

    def single(self, cast_id: str) -> Figure:
        """One person alone in frame, a little to their own side, looking across at the others."""
        position = self.seat(cast_id)
        x, facing = self._x_alone(position), self._facing_alone(position)
        return Figure(cast_id=cast_id, pose=position.pose, facing=facing, x=x)

    @property
    def _is_single(self) -> bool:
        """Whether at most one person is there."""
        return len(self.positions) < 2

    def _x_alone(self, position: Position) -> float:
        if self._is_single:
            return 0.5
        return 0.42 if position.on_left else 0.58

    def _facing_alone(self, position: Position) -> Facing:
        if position.turned_away:
            return Facing.AWAY
        return Facing.CAMERA if self._rests_alone(position) else _sideways(right=position.on_left)

    def _rests_alone(self, position: Position) -> bool:
        return self._is_single and position.pose in _RESTING

    def group(self, cast_ids: Sequence[str]) -> tuple[Figure, ...]:
        """Several people in one frame, left to right, the outer ones turned to one another."""
        chosen = sorted(dict.fromkeys(cast_ids), key=lambda cast_id: self.seat(cast_id).slot)[:_MOST_IN_FRAME]
        if len(chosen) == 1:
            return (self.single(chosen[0]),)
        lying = sum(self.seat(cast_id).pose is Pose.LYING for cast_id in chosen)
        return tuple(self._member(chosen, index, spread=lying > 1) for index in range(len(chosen)))

    def _member(self, chosen: Sequence[str], index: int, spread: bool) -> Figure:
        """One of a group. spread: whether all stand equally far apart, because bodies that lie are long."""
        position = self.seat(chosen[index])
        return Figure(
            cast_id=chosen[index],
            pose=position.pose,
            facing=Facing.AWAY if position.turned_away else _inward(position, index, len(chosen)),
            x=round((index + 0.5) / len(chosen), 2) if spread else position.slot,
        )


def _inward(position: Position, index: int, people: int) -> Facing:
    """Where one of a group looks: of two to the other, of more to the middle."""
    return _sideways(right=index == 0) if people == 2 else _to_middle(position.slot)


def _to_middle(slot: float) -> Facing:
    return Facing.CAMERA if slot == 0.5 else _sideways(right=slot < 0.5)


def _is_absent(words: str) -> bool:
    return _ABSENT.search(words.split(" that ")[0]) is not None


def _sideways(*, right: bool) -> Facing:
    return Facing.RIGHT if right else Facing.LEFT


def _empties(place: Place) -> re.Pattern[str]:
    """Finds words that say that a place is empty: 'the deck is deserted'."""
    words = [place.name, *place.name.split(" - "), *place.name.split()]
    alternatives = "|".join(re.escape(word.lower()) for word in words if word != "-")
    return re.compile(EMPTIES.replace("{place}", alternatives), re.IGNORECASE)


def _pose_in(words: str, before: Pose, usual: Pose) -> Pose | None:
    """The pose of the verb that comes first, or None if no verb changes the pose."""
    found: list[tuple[int, Pose]] = []
    for pose, pattern in _POSES.items():
        at = _done_at(pattern, words)
        if at is not None:
            found.append((at, pose))
    halts = _done_at(_HALTS, words)
    if halts is not None:
        found.append((halts, before if before in (Pose.SITTING, Pose.LYING) else usual))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _done_at(pattern: re.Pattern[str], words: str) -> int | None:
    """The index of a verb, None if it is missing or a word before it says that it is not done."""
    match = pattern.search(words)
    return match.start() if match and _is_done(match) else None


def _is_done(verb: re.Match[str]) -> bool:
    return _NOT_DONE.search(verb.string[: verb.start()]) is None
