"""Estimates of how long words take to be said, and when each is said, until a recording tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from storyreel.film.briefs import SpeechBrief, WordTime
from storyreel.film.word_counts import word_count

PAUSE_MS = 500
"""The silence that a parenthetical such as '(beat)' asks for before its line."""
SHORTEST_MS = 300
"""The length of a line without words, such as '...'."""
_SILENT_PART_MS = 150
_WORD_WEIGHT, _COMMA_WEIGHT, _STOP_WEIGHT = 2, 3, 6
"""The time that a word, a comma and a full stop take in addition to letters, as a number of letters."""
_STOPS = (".", "!", "?", "…", ":", "。", "！", "？")
_COMMAS = (",", ";", "，", "、", "；")
_PAUSE = re.compile(r"\b(?:beats?|paus\w*|silence|silent)\b", re.IGNORECASE)


def pause_ms(parenthetical: str) -> int:
    """The silence before a line that its parenthetical names, in milliseconds; 0 if it names none.

    >>> pause_ms("after a pause"), pause_ms("softly")
    (500, 0)
    """
    return PAUSE_MS if _PAUSE.search(parenthetical) else 0


def spoken_ms(text: str, words_per_minute: int) -> int:
    """How long a text takes to be said, in milliseconds. If it has no words, it is a short silence.

    >>> spoken_ms("It is late.", 150), spoken_ms("已经很晚了。", 150), spoken_ms("...", 150)
    (1200, 1200, 300)
    """
    if not any(map(str.isalnum, text)):
        return _silent_ms(text)
    return word_count(text) * (60_000 // words_per_minute)


def _silent_ms(text: str) -> int:
    return max(SHORTEST_MS, _SILENT_PART_MS * len(text.split()))


def line_ms(brief: SpeechBrief) -> int:
    """How long a line takes at its voice's pace, in milliseconds, with the pause of its parenthetical.

    >>> from storyreel.film.cast import Voice
    >>> line_ms(SpeechBrief(text="It is late.", voice=Voice()))
    1200
    >>> line_ms(SpeechBrief(text="It is late.", voice=Voice(), parenthetical="(beat)"))
    1700
    """
    return pause_ms(brief.parenthetical) + spoken_ms(brief.text, brief.voice.words_per_minute)


def estimated_words(brief: SpeechBrief) -> tuple[WordTime, ...]:
    """Times of every word of `text.split()` of a line that is not spoken yet.

        |pause|word|word|word|
                             ^ line_ms

    >>> from storyreel.film.cast import Voice
    >>> brief = SpeechBrief(text="So then.", voice=Voice(), parenthetical="beat")
    >>> [(word.start_ms, word.end_ms) for word in estimated_words(brief)]
    [(500, 820), (820, 1300)]
    """
    duration_ms = spoken_ms(brief.text, brief.voice.words_per_minute)
    return shared_times(brief.text.split() or [brief.text], duration_ms, pause_ms(brief.parenthetical))


def shared_times(words: Sequence[str], duration_ms: int, start_ms: int = 0) -> tuple[WordTime, ...]:
    """Times of words without gaps. They share a known length by their letters and stops.

    >>> [(word.start_ms, word.end_ms) for word in shared_times(["Go,", "then."], 900)]
    [(0, 484), (484, 900)]
    """
    weights = _weights(words)
    total, at, edges = sum(weights) or 1, 0, [start_ms]
    for weight in weights:
        at += weight
        edges.append(start_ms + duration_ms * at // total)
    return tuple(
        WordTime(word=word, start_ms=start, end_ms=end)
        for word, (start, end) in zip(words, pairwise(edges), strict=True)
    )


def _weights(words: Sequence[str]) -> list[int]:
    """The weight of each word. Stops at the end of the line take no time."""
    if not words:
        return []
    return [*map(_weight, words[:-1]), _weight(_without_stops(words[-1]))]


def _without_stops(word: str) -> str:
    return word.rstrip("".join((*_STOPS, *_COMMAS)))


def _weight(word: str) -> int:
    return sum(map(str.isalnum, word)) + _WORD_WEIGHT + _weight_of_stop(word)


def _weight_of_stop(word: str) -> int:
    if word.endswith(_STOPS):
        return _STOP_WEIGHT
    return _COMMA_WEIGHT if word.endswith(_COMMAS) else 0
