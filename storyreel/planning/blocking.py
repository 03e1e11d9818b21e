"""Keeps where each person of a scene stands, so that the camera stays on one side of the line between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storyreel.film.cast import NARRATOR_ID, Presentation
from storyreel.film.drafts import Role
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place
from storyreel.film.storyboard import Facing, Figure, Pose
from storyreel.planning.names import name_pattern
from storyreel.planning.sleep import sleeps_after
from storyreel.planning.subjects import told_of
from storyreel.planning.words.gestures import (
    ABSENT,
    EMPTIES,
    ENTERS,
    EVERYONE,
    HALTS,
    INDOORS_STILL,
    LEAVES,
    LOOKS_AWAY,
    OTHERS,
    POSES,
    SLEEPS,
    SLEEPS_SEATED,
)
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form

# The first comes to stand on the left and looks right, the second on the right and looks left; the camera
# never crosses between them.
_SLOTS = (0.34, 0.66, 0.5, 0.18, 0.82)
_MOST_IN_FRAME = 4
_POSES = {pose: re.compile(pattern, re.IGNORECASE) for pose, pattern in POSES.items()}
_ENTERS, _LEAVES, _LOOKS_AWAY, _HALTS = (
    re.compile(pattern, re.IGNORECASE) for pattern in (ENTERS, LEAVES, LOOKS_AWAY, HALTS)
)
_ABSENT, _INDOORS_STILL, _EVERYONE, _OTHERS = (
    re.compile(pattern, re.IGNORECASE) for pattern in (ABSENT, INDOORS_STILL, EVERYONE, OTHERS)
)
_SLEEPS, _SLEEPS_SEATED = (re.compile(pattern, re.IGNORECASE) for pattern in (SLEEPS, SLEEPS_SEATED))
_NOT_DONE = re.compile(r"(?:\b(?:not|cannot|never|without)|n't)\s+$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(she|her|he|his|him|they|their|them|both)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(her|him)(?="
    r" (?:the|a|an|to|in|and|up|with|like|from|on|by|into|back|for|at|across|away|home)\b|[.,;!?]|$)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:they|together|both|each other|one another|of them)\b", re.IGNORECASE)
_BEGINS = re.compile(r"^\W*(?:then |now |slowly |suddenly )?(she|he|they|both)\b", re.IGNORECASE)
_SITS_UP = re.compile(r"\bsits? (?:up|in bed)\b(?! on)", re.IGNORECASE)
_ON_FOOT = (Pose.WALKING, Pose.RUNNING)


@dataclass
class Position:
    """How one person stands at the moment."""

    slot: float
    pose: Pose = Pose.STANDING
    turned_away: bool = False
    asleep: bool = False
    laid: bool = False
    """Whether the script itself says that they lie, so that they do until it says otherwise."""


class Blocking:
    """Who is there, where, and doing what; it changes as the scene is read."""

    def __init__(
        self, roles: Sequence[Role], place: Place, heard_only: Collection[str] = (), is_story: bool = False
    ) -> None:
        """`heard_only` are ids of people whose voice alone is in the scene.

        They are found in action only when written as names.

        In a story 'she' may stand before any name of the scene.
        """
        self._is_story = is_story
        self._place = place
        self._kind = PLACE_KINDS[place.kind]
        self._usual = Pose.SITTING if self._kind.seated else Pose.STANDING
        words = "|".join(
            re.escape(word.lower())
            for word in [place.name, *place.name.split(" - "), *place.name.split()]
            if word != "-"
        )
        self._empties = re.compile(EMPTIES.replace("{place}", words), re.IGNORECASE)
        self._roles = [role for role in roles if role.cast_id != NARRATOR_ID and not role.heard_only]
        self._names = [(name, role.cast_id) for role in self._roles for name in role.names]
        self._names.sort(key=lambda pair: -len(pair[0]))
        seen = [name for name, cast_id in self._names if cast_id not in heard_only]
        heard = [name for name, cast_id in self._names if cast_id in heard_only]
        self._patterns = [
            name_pattern(names, any_case) for names, any_case in ((seen, True), (heard, False)) if names
        ]
        self.positions: dict[str, Position] = {}
        self._last_named: list[str] = []

    def seat(self, cast_id: str) -> Position:
        """The person's position; who is not there yet comes in at the first free place."""
        if cast_id not in self.positions:
            taken = {position.slot for position in self.positions.values()}
            free = next(
                (slot for slot in _SLOTS if slot not in taken), _SLOTS[len(self.positions) % len(_SLOTS)]
            )
            self.positions[cast_id] = Position(free, self._usual)
        return self.positions[cast_id]

    def stop(self, cast_id: str) -> None:
        """Let a person who walked or ran come to stand, and who slept sit up: people stop to talk, and are awake."""
        position = self.seat(cast_id)
        if position.pose in _ON_FOOT:
            position.pose = self._usual
        self._wake(position)
        position.asleep = False
        self._last_named = [cast_id, *(other for other in self._last_named if other != cast_id)]

    def act(self, text: str) -> tuple[list[str], list[str]]:
        """Read action: who is in it, in order, and who leaves with it. Poses change as it says."""
        involved: list[str] = []
        leaving: list[str] = []
        for sentence in sentences(text):
            if self._empties.search(sentence):
                self.leave([cast_id for cast_id in self.positions if cast_id not in involved])
            for cast_id, words in self._parts(sentence):
                if self._is_elsewhere(words):
                    self.leave([cast_id])
                    involved = [other for other in involved if other != cast_id]
                    continue
                self._move(self.seat(cast_id), words)
                if _LEAVES.search(words) and not _ENTERS.search(words):
                    leaving.append(cast_id)
                elif cast_id in leaving and _ENTERS.search(words):
                    leaving.remove(cast_id)
                if cast_id not in involved:
                    involved.append(cast_id)
            if self._is_story:
                involved += self._with(sentence, involved)
        return involved, leaving

    def _with(self, sentence: str, involved: Sequence[str]) -> list[str]:
        """Who else of those position there is in a story's sentence: 'the robot gave her the can', 'together they watered'."""
        if len(involved) > 1 or not involved:
            return []
        kinds = {role.cast_id: role.presentation for role in self._roles}
        whom = _OBJECT.search(sentence)
        others = [cast_id for cast_id in self.positions if cast_id not in involved]
        if whom:
            wanted = Presentation.FEMININE if whom.group(1).lower() == "her" else Presentation.MASCULINE
            others = [cast_id for cast_id in others if kinds.get(cast_id) in (wanted, Presentation.NEUTRAL)]
        return others[-1:] if whom or _TOGETHER.search(sentence) else []

    def lying(self) -> list[str]:
        """Who lies, on the ground or in a bed."""
        return [cast_id for cast_id, position in self.positions.items() if position.pose is Pose.LYING]

    def _is_elsewhere(self, words: str) -> bool:
        """Whether somebody is said not to be here."""
        return _ABSENT.search(words.split(" that ")[0]) is not None or (
            not self._place.interior and _INDOORS_STILL.search(words) is not None
        )

    def _move(self, position: Position, words: str) -> None:
        """What the words, which follow a name, do to how that person stands."""
        pose = _pose_in(words, position.pose, self._usual)
        if (
            pose is Pose.SITTING
            and self._kind.beds
            and _SITS_UP.search(words)
            and (position.pose is Pose.LYING or "in bed" in words)
        ):
            # They lean on the pillows that they lay on.
            pose = Pose.LYING
        asleep = sleeps_after(words, position.asleep and pose not in _ON_FOOT)
        if pose is None and asleep and _SLEEPS.search(words):
            seated = position.pose is Pose.SITTING or self._kind.sleeps_seated or _SLEEPS_SEATED.search(words)
            position.pose = Pose.SITTING if seated and position.pose is not Pose.LYING else Pose.LYING
        elif pose is None and position.asleep and not asleep:
            self._wake(position)
        else:
            position.laid = pose is Pose.LYING or (pose is None and position.laid)
            position.pose = pose or (self._usual if position.pose in _ON_FOOT else position.pose)
        position.asleep = asleep
        position.turned_away = bool(_LOOKS_AWAY.search(words))

    def _wake(self, position: Position) -> None:
        """Who wakes sits up; in a bed they lean on its pillows as they lay."""
        if position.asleep and position.pose is Pose.LYING and not position.laid and not self._kind.beds:
            position.pose = Pose.SITTING

    def leave(self, cast_ids: Sequence[str]) -> None:
        """Take people off."""
        for cast_id in cast_ids:
            self.positions.pop(cast_id, None)

    def _parts(self, sentence: str) -> list[tuple[str, str]]:
        """Each person a sentence speaks of, with the words from their name to the next.

        A pronoun stands for who was named last.
        """
        names = [
            (match.start(), match.end(), self._id_of(match.group(0)))
            for pattern in self._patterns
            for match in pattern.finditer(sentence)
        ]
        parts = told_of(sentence, names)
        begins = _BEGINS.search(sentence)
        if parts and begins:
            # 'He points at Tom' is of both.
            meant = [cast_id for cast_id in self._meant_by(begins.group(1).lower()) if cast_id != parts[0][0]]
            first = min(start for start, _, _ in names)
            parts = [*((cast_id, sentence[begins.end() : first]) for cast_id in meant), *parts]
        if parts:
            self._last_named = list(dict.fromkeys(cast_id for cast_id, _ in parts))
            return parts
        if _EVERYONE.search(sentence) or _OTHERS.search(sentence):
            others = [
                cast_id
                for cast_id in self.positions
                if _EVERYONE.search(sentence) or cast_id not in self._last_named[:1]
            ]
            return [(cast_id, sentence) for cast_id in others]
        pronoun = _PRONOUN.search(sentence)
        if not pronoun:
            return []
        return [(cast_id, sentence[pronoun.end() :]) for cast_id in self._meant_by(pronoun.group(1).lower())]

    def _meant_by(self, pronoun: str) -> list[str]:
        if pronoun in ("they", "their", "them", "both"):
            there = (
                list(self.positions)
                if not self._is_story
                else list(dict.fromkeys([*self.positions, *(role.cast_id for role in self._roles)]))
            )
            return self._last_named if len(self._last_named) > 1 else there[:2]
        wanted = Presentation.FEMININE if pronoun in ("she", "her") else Presentation.MASCULINE
        kinds = {role.cast_id: role.presentation for role in self._roles}
        nearest = [
            *self._last_named,
            *(cast_id for cast_id in reversed(self.positions) if cast_id not in self._last_named),
        ]
        if self._is_story:
            nearest += [role.cast_id for role in self._roles if role.cast_id not in nearest]
        fitting = [cast_id for cast_id in nearest if kinds.get(cast_id) is wanted] or [
            cast_id for cast_id in nearest if kinds.get(cast_id) is Presentation.NEUTRAL
        ]
        return fitting[:1]

    def _id_of(self, name: str) -> str:
        return next(cast_id for known, cast_id in self._names if plain_form(known) == plain_form(name))

    def single(self, cast_id: str, to_camera: bool = False) -> Figure:
        """One person alone in frame, a little to their own side, looking across at whoever else is there."""
        position = self.seat(cast_id)
        alone = len(self.positions) < 2
        on_left = position.slot <= 0.5
        facing = (
            Facing.AWAY
            if position.turned_away
            else (
                Facing.CAMERA
                if to_camera
                or (alone and position.pose in (Pose.STANDING, Pose.SITTING, Pose.KNEELING, Pose.LYING))
                else Facing.RIGHT
                if on_left
                else Facing.LEFT
            )
        )
        x = 0.5 if alone else 0.42 if on_left else 0.58
        return Figure(cast_id=cast_id, pose=position.pose, facing=facing, x=x)

    def group(self, cast_ids: Sequence[str]) -> tuple[Figure, ...]:
        """Several people in one frame, left to right, the outer ones turned to one another."""
        chosen = sorted(dict.fromkeys(cast_ids), key=lambda cast_id: self.seat(cast_id).slot)[:_MOST_IN_FRAME]
        if len(chosen) == 1:
            return (self.single(chosen[0]),)
        lying = sum(self.seat(cast_id).pose is Pose.LYING for cast_id in chosen)
        figures = []
        for index, cast_id in enumerate(chosen):
            position = self.seat(cast_id)
            # Bodies that lie are long.
            x = position.slot if lying < 2 else round((index + 0.5) / len(chosen), 2)
            inward = (
                Facing.RIGHT if position.slot < 0.5 else Facing.LEFT if position.slot > 0.5 else Facing.CAMERA
            )
            if len(chosen) == 2:
                inward = Facing.RIGHT if cast_id == chosen[0] else Facing.LEFT
            figures.append(
                Figure(
                    cast_id=cast_id,
                    pose=position.pose,
                    facing=Facing.AWAY if position.turned_away else inward,
                    x=x,
                )
            )
        return tuple(figures)


def _pose_in(words: str, before: Pose, usual: Pose) -> Pose | None:
    """The pose of the verb that comes first, or None where no verb changes the pose."""
    found = [
        (match.start(), pose)
        for pose, pattern in _POSES.items()
        if (match := pattern.search(words)) and not _NOT_DONE.search(words[: match.start()])
    ]
    halts = _HALTS.search(words)
    if halts and not _NOT_DONE.search(words[: halts.start()]):
        found.append((halts.start(), before if before in (Pose.SITTING, Pose.LYING) else usual))
    return min(found, key=lambda pair: pair[0])[1] if found else None
