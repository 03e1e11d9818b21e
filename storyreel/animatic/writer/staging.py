"""Keeps where each person of a scene stands, so that the camera stays on one side of the line between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storyreel.animatic.writer.cast import name_pattern
from storyreel.animatic.writer.sentences import sentences
from storyreel.animatic.writer.words.gestures import ENTERS, LEAVES, LOOKS_AWAY, POSES
from storyreel.film.cast import NARRATOR_ID, Presentation
from storyreel.film.drafts import Role
from storyreel.film.sleep import sleeps_after
from storyreel.film.storyboard import Facing, Figure, Pose

# The first comes to stand on the left and looks right, the second on the right and looks left; the camera never crosses between them.
_SLOTS = (0.34, 0.66, 0.5, 0.18, 0.82)
_MOST_IN_FRAME = 4
_POSES = {pose: re.compile(pattern, re.IGNORECASE) for pose, pattern in POSES.items()}
_ENTERS, _LEAVES, _LOOKS_AWAY = (re.compile(pattern, re.IGNORECASE) for pattern in (ENTERS, LEAVES, LOOKS_AWAY))
_NOT_DONE = re.compile(r"(?:\b(?:not|cannot|never|without)|n't)\s+$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(she|her|he|his|him|they|their|them|both)\b", re.IGNORECASE)


@dataclass
class Standing:
    """How one person stands at the moment."""

    slot: float
    pose: Pose = Pose.STANDING
    turned_away: bool = False
    asleep: bool = False


class Stage:
    """Who is there, where, and doing what; it changes as the scene is read."""

    def __init__(self, roles: Sequence[Role], heard_only: Collection[str] = ()) -> None:
        """`heard_only` are ids of people whose voice alone is in the scene; they are found in action only when written as names."""
        self._roles = [role for role in roles if role.cast_id != NARRATOR_ID]
        self._names = [(name, role.cast_id) for role in self._roles for name in role.names]
        self._names.sort(key=lambda pair: -len(pair[0]))
        seen = [name for name, cast_id in self._names if cast_id not in heard_only]
        heard = [name for name, cast_id in self._names if cast_id in heard_only]
        self._patterns = [name_pattern(names, any_case) for names, any_case in ((seen, True), (heard, False)) if names]
        self.standing: dict[str, Standing] = {}
        self._last_named: list[str] = []

    def seat(self, cast_id: str) -> Standing:
        """The person's standing; who is not there yet comes in at the first free place."""
        if cast_id not in self.standing:
            taken = {standing.slot for standing in self.standing.values()}
            free = next((slot for slot in _SLOTS if slot not in taken), _SLOTS[len(self.standing) % len(_SLOTS)])
            self.standing[cast_id] = Standing(free)
        return self.standing[cast_id]

    def stop(self, cast_id: str) -> None:
        """Let a person who walked or ran come to stand: people stop to talk."""
        standing = self.seat(cast_id)
        if standing.pose in (Pose.WALKING, Pose.RUNNING):
            standing.pose = Pose.STANDING

    def act(self, text: str) -> tuple[list[str], list[str]]:
        """Read action: who is in it, in order, and who leaves with it. Poses change as it says."""
        involved: list[str] = []
        leaving: list[str] = []
        for sentence in sentences(text):
            for cast_id, words in self._parts(sentence):
                standing = self.seat(cast_id)
                pose = _pose_in(words)
                standing.pose = pose or (Pose.STANDING if standing.pose in (Pose.WALKING, Pose.RUNNING) else standing.pose)
                standing.asleep = sleeps_after(words, standing.asleep and pose not in (Pose.WALKING, Pose.RUNNING))
                standing.turned_away = bool(_LOOKS_AWAY.search(words))
                if _LEAVES.search(words) and not _ENTERS.search(words):
                    leaving.append(cast_id)
                elif cast_id in leaving and _ENTERS.search(words):
                    leaving.remove(cast_id)
                if cast_id not in involved:
                    involved.append(cast_id)
        return involved, leaving

    def leave(self, cast_ids: Sequence[str]) -> None:
        """Take people off."""
        for cast_id in cast_ids:
            self.standing.pop(cast_id, None)

    def _parts(self, sentence: str) -> list[tuple[str, str]]:
        """Each person a sentence speaks of, with the words from their name to the next; a pronoun stands for who was named last."""
        names = sorted(
            (match.start(), match.end(), self._id_of(match.group(0))) for pattern in self._patterns for match in pattern.finditer(sentence)
        )
        if names:
            ends = [start for start, _, _ in names[1:]] + [len(sentence)]
            parts = [(cast_id, sentence[end:stop]) for (_, end, cast_id), stop in zip(names, ends, strict=True)]
            # 'Mara and Tom walk in' says of both what stands after the second.
            for index in range(len(parts) - 2, -1, -1):
                if re.fullmatch(r"\s*(?:,|and|&|with|, and)\s*", parts[index][1]):
                    parts[index] = (parts[index][0], parts[index + 1][1])
            self._last_named = list(dict.fromkeys(cast_id for cast_id, _ in parts))
            return parts
        pronoun = _PRONOUN.search(sentence)
        if not pronoun:
            return []
        return [(cast_id, sentence[pronoun.end() :]) for cast_id in self._meant_by(pronoun.group(1).lower())]

    def _meant_by(self, pronoun: str) -> list[str]:
        if pronoun in ("they", "their", "them", "both"):
            return self._last_named if len(self._last_named) > 1 else list(self.standing)[:2]
        wanted = Presentation.FEMININE if pronoun in ("she", "her") else Presentation.MASCULINE
        kinds = {role.cast_id: role.presentation for role in self._roles}
        nearest = [*self._last_named, *(cast_id for cast_id in reversed(self.standing) if cast_id not in self._last_named)]
        fitting = [cast_id for cast_id in nearest if kinds.get(cast_id) is wanted] or [
            cast_id for cast_id in nearest if kinds.get(cast_id) is Presentation.NEUTRAL
        ]
        return fitting[:1]

    def _id_of(self, name: str) -> str:
        return next(cast_id for known, cast_id in self._names if known == name.upper())

    def single(self, cast_id: str, to_camera: bool = False) -> Figure:
        """One person alone in frame, a little to their own side, looking across at whoever else is there."""
        standing = self.seat(cast_id)
        alone = len(self.standing) < 2
        on_left = standing.slot <= 0.5
        facing = (
            Facing.AWAY
            if standing.turned_away
            else Facing.CAMERA
            if to_camera or (alone and standing.pose in (Pose.STANDING, Pose.SITTING, Pose.KNEELING, Pose.LYING))
            else Facing.RIGHT
            if on_left
            else Facing.LEFT
        )
        x = 0.5 if alone else 0.42 if on_left else 0.58
        return Figure(cast_id=cast_id, pose=standing.pose, facing=facing, x=x)

    def group(self, cast_ids: Sequence[str]) -> tuple[Figure, ...]:
        """Several people in one frame, left to right, the outer ones turned to one another."""
        chosen = sorted(dict.fromkeys(cast_ids), key=lambda cast_id: self.seat(cast_id).slot)[:_MOST_IN_FRAME]
        if len(chosen) == 1:
            return (self.single(chosen[0]),)
        figures = []
        for cast_id in chosen:
            standing = self.seat(cast_id)
            inward = Facing.RIGHT if standing.slot < 0.5 else Facing.LEFT if standing.slot > 0.5 else Facing.CAMERA
            if len(chosen) == 2:
                inward = Facing.RIGHT if cast_id == chosen[0] else Facing.LEFT
            figures.append(Figure(cast_id=cast_id, pose=standing.pose, facing=Facing.AWAY if standing.turned_away else inward, x=standing.slot))
        return tuple(figures)


def _pose_in(words: str) -> Pose | None:
    """The pose of the verb that comes first, or None."""
    found = [
        (match.start(), pose) for pose, pattern in _POSES.items() if (match := pattern.search(words)) and not _NOT_DONE.search(words[: match.start()])
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None
