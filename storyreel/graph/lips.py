"""What the mouths of people in the frame do while they speak, frame by frame, from the times of sounds.

sounds    |m|  a  | p |   s i l e n c e    |b|
frames    | A | D | D | A | X | X | X | X | A |

A frame shows the shape whose sound fills most of it. Closed lips, and a lip under the teeth, get at least
one frame, however short their sound is. In a silence the mouth is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from storyreel.film.briefs import PhonemeTime, TalkSpan, WordTime
from storyreel.film.sounds_of_words import spelled_times
from storyreel.film.timecode import FrameRate
from storyreel.film.visemes import BRIEF, Viseme, visemes_of

PHRASE_PAUSE_MS = 260
"""A silence between words that ends a phrase."""
_CLOSING_MS = 120
"""A silence between sounds that closes the mouth; during a shorter one it moves to the next shape."""
_SENTENCE_ENDS = {".": ".", "…": ".", "。": ".", "!": "!", "！": "!", "?": "?", "？": "?", "؟": "?"}  # noqa: RUF001 marks of the languages spoken
_FEWEST_LETTERS_STRESSED = 4
"""A shorter word is not stressed in its phrase."""


@dataclass(frozen=True)
class SpokenWords:
    """A line with its times in milliseconds from the start of the shot."""

    figure_index: int
    words: tuple[WordTime, ...]
    phonemes: tuple[PhonemeTime, ...]
    start_ms: int


def talk_spans(line: SpokenWords, frames: int, rate: FrameRate) -> Iterator[TalkSpan]:
    """The phrases of a line in a shot of that many frames; those that take no frame are left out."""
    visemes = _timed_visemes(line.phonemes or spelled_times(line.words))
    for words in _phrases(line.words):
        first = rate.nearest_frame(_seconds(line, words[0].start_ms))
        end = min(frames, rate.nearest_frame(_seconds(line, words[-1].end_ms)))
        if end > first:
            yield TalkSpan(
                figure_index=line.figure_index,
                start_frame=first,
                mouth="".join(_viseme_of_each_frame(visemes, line.start_ms, range(first, end), rate)),
                accents=tuple(_accents(line, words, range(first, end), rate)),
                mark=_mark(words[-1].word),
            )


def _seconds(line: SpokenWords, ms: int) -> Fraction:
    return Fraction(line.start_ms + ms, 1000)


def _phrases(words: Sequence[WordTime]) -> list[list[WordTime]]:
    """Runs of words without a pause or the end of a sentence."""
    phrases: list[list[WordTime]] = []
    for word in words:
        if phrases and _is_same_phrase(phrases[-1][-1], word):
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def _is_same_phrase(word: WordTime, after: WordTime) -> bool:
    return not _mark(word.word) and after.start_ms - word.end_ms < PHRASE_PAUSE_MS


@dataclass(frozen=True)
class _TimedViseme:
    """A shape of the mouth and its time in milliseconds from the start of the line."""

    shape: Viseme
    start: float
    end: float


def _timed_visemes(phonemes: Sequence[PhonemeTime]) -> tuple[_TimedViseme, ...]:
    """The shapes of sounds; each lasts until the next begins, if no silence lies between them."""
    shapes = [one for phoneme in phonemes for one in _visemes_of_sound(phoneme)]
    next_starts = [one.start for one in shapes[1:]] + [shapes[-1].end] if shapes else []
    return tuple(
        _TimedViseme(one.shape, one.start, next_start if next_start - one.end < _CLOSING_MS else one.end)
        for one, next_start in zip(shapes, next_starts, strict=True)
    )


def _visemes_of_sound(phoneme: PhonemeTime) -> Iterator[_TimedViseme]:
    """The shapes of one sound, which share its time."""
    shapes = visemes_of(phoneme.ipa)
    step = (phoneme.end_ms - phoneme.start_ms) / max(1, len(shapes))
    for number, shape in enumerate(shapes):
        start = phoneme.start_ms + number * step
        yield _TimedViseme(shape, start, start + step)


def _viseme_of_each_frame(
    visemes: Sequence[_TimedViseme], start_ms: int, frames: range, rate: FrameRate
) -> list[Viseme]:
    """The shape in each of the frames."""
    length = float(1000 / rate.fps)
    shown = [_viseme_filling_most_of(visemes, frame * length - start_ms, length) for frame in frames]
    for one in visemes:
        if one.shape in BRIEF:
            middle = (start_ms + (one.start + one.end) / 2) / length
            if int(middle) in frames:
                shown[int(middle) - frames.start] = one.shape
    return shown


def _viseme_filling_most_of(visemes: Sequence[_TimedViseme], start: float, length: float) -> Viseme:
    """The shape that fills most of a frame; rest fills what no sound does."""
    filled: dict[Viseme, float] = {}
    for one in visemes:
        shared = min(one.end, start + length) - max(one.start, start)
        if shared > 0:
            filled[one.shape] = filled.get(one.shape, 0.0) + shared
    filled[Viseme.REST] = length - sum(filled.values())
    return max(filled, key=lambda shape: filled[shape])


def _accents(line: SpokenWords, words: Sequence[WordTime], frames: range, rate: FrameRate) -> Iterator[int]:
    """Frames in which stressed words of a phrase begin: those in capitals, or the one that lasts longest."""
    for word in _stressed(words):
        frame = rate.nearest_frame(_seconds(line, word.start_ms))
        if frame in frames:
            yield frame


def _stressed(words: Sequence[WordTime]) -> list[WordTime]:
    long = [word for word in words if sum(map(str.isalpha, word.word)) >= _FEWEST_LETTERS_STRESSED]
    capitals = [word for word in long if word.word.isupper()]
    if capitals and len(capitals) < len(long):
        return capitals
    return [max(long, key=lambda word: word.end_ms - word.start_ms)] if long else []


def _mark(word: str) -> str:
    """What ends the sentence after a word: '.', '?' or '!'; '' if it goes on."""
    found = [_SENTENCE_ENDS[sign] for sign in word if sign in _SENTENCE_ENDS]
    return max(found, default="", key=".!?".index)
