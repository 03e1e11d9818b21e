"""What a script says of how people sit, kneel and lie beyond their planned pose."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from storyreel.film.facts import Seat
from storyreel.film.storyboard import Pose, Shot
from storyreel.planning.light_statements import plain
from storyreel.planning.subjects import meant_of, parts_of
from storyreel.screenplays.sentences import sentences

_KNEELS = re.compile(
    r"\b(?:kneel(?:s|ing)?|knelt|on (?:his|her|their|one) knees?|crouch(?:es|ing|ed)?|squats?)\b"
)
_SITS_ON = re.compile(
    r"\b(?:sit(?:s|ting)?|sat|seated|perch(?:es|ed))(?: down)? on (?:a|an|the|her|his) (?:\w+"
    rf" )?({'|'.join(Seat)})\b"
)
_FELL = re.compile(
    r"\b(?:falls?(?! (?:asleep|silent|quiet|still))|collapses|faints|floor|ground|deck|unconscious|dead)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|him|her|them|everyone|everybody|all|both)\b|\b(?:collapses|faints|unconscious|dead)\b"
)


@dataclass
class Postures:
    """How the people of a shot sit, kneel and lie, by their ids.

    A person who fell lies there until they wake or get up, in other shots, too.
    """

    kneeling: set[str] = field(default_factory=set[str])
    fallen: set[str] = field(default_factory=set[str])
    seats: dict[str, Seat] = field(default_factory=dict[str, Seat])

    def see(self, shot: Shot, names: Mapping[str, str], asleep: Collection[str]) -> None:
        """Read a shot: what its words say, and which poses show that a person no longer kneels or lies.

        names: ids of people by what the script may call them.
        asleep: ids of those who sleep as the shot ends.
        """
        self._read_words(shot, names)
        for figure in shot.figures:
            if figure.pose is not Pose.SITTING:
                self.kneeling.discard(figure.cast_id)
            if figure.pose is not Pose.LYING or figure.cast_id not in asleep:
                self.fallen.discard(figure.cast_id)

    def _read_words(self, shot: Shot, names: Mapping[str, str]) -> None:
        self.kneeling, self.seats, of_whom = set(), {}, ""
        for sentence in map(plain, sentences(shot.script or shot.action)):
            parts = parts_of(sentence, names)
            for who, words in parts or self._without_name(sentence, of_whom, shot):
                self._read(who, words)
            of_whom = parts[-1][0] if parts else of_whom

    def _without_name(self, sentence: str, of_whom: str, shot: Shot) -> list[tuple[str, str]]:
        about_falling = _FELL.search(sentence) is not None and _SOMEBODY.search(sentence) is not None
        if not (about_falling or _KNEELS.search(sentence) or _SITS_ON.search(sentence)):
            return []
        poses = (Pose.LYING,) if about_falling else (Pose.SITTING,)
        return [(who, sentence) for who in sorted(meant_of(sentence, of_whom, shot, poses))]

    def _read(self, who: str, words: str) -> None:
        seat = _SITS_ON.search(words)
        if _KNEELS.search(words):
            self.kneeling.add(who)
        if seat:
            self.seats[who] = Seat(seat.group(1))
        if _FELL.search(words):
            self.fallen.add(who)
