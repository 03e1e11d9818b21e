"""What a face does while its person speaks: the mouth's shapes, the brows, and blinks that keep to sentences.

shapes    A  D  D  D  B  B  A
drawn     A  /  D  /  B  /  A      / is half-way between two shapes

A change of shape takes two frames. Lips that close are shut in the first frame of their sound, so the frame
before is the one half-way, and they open in the frame after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyreel.animatic.painter.mouths import Mouth
from storyreel.film.briefs import TalkSpan
from storyreel.film.timecode import FrameRate
from storyreel.film.visemes import BRIEF, Viseme

_LIFT = 2.4
"""How far a stressed word raises the brows, units of a head; a question raises them twice as far."""
_STRESS_FRAMES = 9
"""How long a stressed word keeps them raised."""
_BROW_FRAMES = 3
"""Frames in which the brows rise or fall."""
_QUESTION_SHARE = 0.55
"""Where in a question the brows rise, as a share of it."""
_AFTER_SENTENCE_SECONDS = 0.08
"""From the end of a sentence to the blink that follows it."""
_LEAST_BETWEEN_BLINKS = 0.7
_LONG_PHRASE_SECONDS = 3.5
"""A phrase that is longer has blinks inside it, too."""


@dataclass(frozen=True)
class SpokenPhrases:
    """The phrases of one person in a shot, in order."""

    phrases: tuple[TalkSpan, ...] = ()

    def is_talking(self, frame: int) -> bool:
        """True from the first frame of a phrase to its last."""
        return self._phrase(frame) is not None

    def _phrase(self, frame: int) -> TalkSpan | None:
        return next((one for one in self.phrases if one.start_frame <= frame < one.end_frame), None)

    def _shape(self, frame: int) -> Viseme:
        phrase = self._phrase(frame)
        return Viseme(phrase.mouth[frame - phrase.start_frame]) if phrase else Viseme.REST

    def plain_mouth(self, frame: int) -> Mouth:
        """The mouth in a frame without what lies between shapes."""
        return Mouth.of(self._shape(frame))

    def mouth(self, frame: int) -> Mouth:
        """The mouth in a frame, half-way to its neighbour where a change of shape is drawn."""
        before, shape, after = (self._shape(frame + step) for step in (-1, 0, 1))
        if shape in BRIEF or before != shape != after:
            return Mouth.of(shape)
        if shape != after:
            return Mouth.between(shape, after)
        # A shape that closed before, or that lasted one frame, was shown whole up to its end.
        if shape != before and (before in BRIEF or self._shape(frame - 2) != before):
            return Mouth.between(before, shape)
        return Mouth.of(shape)

    def brow_lift(self, frame: int) -> float:
        """How far the brows are raised in a frame, units of a head."""
        return sum(self._wanted_lift(frame - step) for step in range(_BROW_FRAMES)) / _BROW_FRAMES

    def _wanted_lift(self, frame: int) -> float:
        phrase = self._phrase(frame)
        if phrase is None:
            return 0.0
        if phrase.mark == "?" and frame - phrase.start_frame >= _QUESTION_SHARE * len(phrase.mouth):
            return 2 * _LIFT
        return _LIFT if any(0 <= frame - accent < _STRESS_FRAMES for accent in phrase.accents) else 0.0

    def blinks(self, usual: Sequence[float], rate: FrameRate) -> Iterator[float]:
        """When the eyes begin to blink, in seconds: at the ends of sentences, and as usual between phrases.

        A usual blink in a short phrase is left out: people seldom blink while they say something.
        """
        wanted = sorted([*self._after_sentences(rate), *(at for at in usual if self._may_blink(at, rate))])
        last = -_LEAST_BETWEEN_BLINKS
        for at in wanted:
            if at - last >= _LEAST_BETWEEN_BLINKS:
                yield at
                last = at

    def _after_sentences(self, rate: FrameRate) -> Iterator[float]:
        for phrase in self.phrases:
            if phrase.mark:
                yield float(rate.seconds(phrase.end_frame)) + _AFTER_SENTENCE_SECONDS

    def _may_blink(self, seconds: float, rate: FrameRate) -> bool:
        phrase = self._phrase(int(seconds * float(rate.fps)))
        return phrase is None or float(rate.seconds(len(phrase.mouth))) > _LONG_PHRASE_SECONDS
