"""Finds a screenplay's lines in the words that were heard in a recording of them.

It knows neither the recording nor who heard it.

script      The kettle was late.          So was the boat.
heard       the kettle was late   (take two)   so was a boat
recording   ~~~~~~~~~~~~~~~~~~~~____~~~~~~~____~~~~~~~~~~~~~
lines       |---------1----------|           |------2------|
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from storyreel.film.briefs import WordTime
from storyreel.film.errors import SettingsError
from storyreel.film.narration import FoundLine, Narration, Span, Transcript

HEARD_SHARE = 0.5
"""A line is heard where at least so much of its words is; less is words that other lines have, too."""
SLACK_MS = 200
"""How far the end of a heard word may lie in the silence that follows it."""
SHORTEST_SPEECH_MS = 300
"""What is shorter is no line: a breath, a click."""
LETTER_MS = 65
"""Usual length of a letter, for words at a line's edge that were not heard."""
_UNHEARD = "Its words could not be heard, either; `storyreel bill` says whether that cost anything."
_OTHERS = (
    "Its words were heard, which is paid, and are none of these lines': is it the right recording, and the"
    " film's language?"
)
_APOSTROPHES = "'\u2019"
_WITHOUT_SPACES = 0x2E80  # from here on scripts are written without spaces


@dataclass(frozen=True)
class _Heard:
    """One word, or one sign of a script without spaces, as it was heard."""

    text: str
    start_ms: int
    end_ms: int


@dataclass
class _Line:
    """A line while it is looked for: its tokens, and by each the heard word that it is."""

    words: list[str]
    tokens: list[str]
    owners: list[int]
    """By token, the index of the word it belongs to."""
    at: list[int | None]
    """By token, the index of the heard word; None where it was not heard."""

    @property
    def heard(self) -> bool:
        return bool(self.at) and sum(index is not None for index in self.at) >= HEARD_SHARE * len(self.at)

    @property
    def first(self) -> int:
        return min(index for index in self.at if index is not None)

    @property
    def last(self) -> int:
        return max(index for index in self.at if index is not None)


def find_lines(narration: Narration, transcript: Transcript | None) -> tuple[FoundLine, ...]:
    """Where each line lies, with its words where they were heard.

    By pauses alone where there is no transcript.

    Raises:
        SettingsError: neither pauses nor words tell where the lines are.
    """
    heard = _heard(transcript)
    lines = [_line(text) for text in narration.texts]
    if narration.apart:
        for line, (start, end) in zip(lines, narration.spans, strict=True):
            within = [
                index for index, word in enumerate(heard) if start <= (word.start_ms + word.end_ms) // 2 < end
            ]
            _match([line], heard, within)
        spans = narration.spans
    else:
        _match(lines, heard, range(len(heard)))
        _reach(lines, heard)
        found = any(line.heard for line in lines)
        if narration.doubt and not found and (heard or transcript is None):
            raise SettingsError(f"{narration.doubt} {_UNHEARD if transcript is None else _OTHERS}")
        spans = _spans(narration, lines, heard) if found else narration.spans
    return tuple(
        FoundLine(span=span, words=_times(line, heard, span) if line.heard and span[0] < span[1] else ())
        for line, span in zip(lines, spans, strict=True)
    )


def _heard(transcript: Transcript | None) -> list[_Heard]:
    """What was heard, token by token; the time of a word of several is divided by their lengths."""
    found: list[_Heard] = []
    for word in transcript.words if transcript else ():
        tokens = _tokens(word.word)
        letters, passed, length = sum(map(len, tokens)), 0, word.end_ms - word.start_ms
        for token in tokens:
            start = word.start_ms + length * passed // letters
            passed += len(token)
            found.append(_Heard(token, start, word.start_ms + length * passed // letters))
    return found


def _line(text: str) -> _Line:
    words = text.split()
    owned = [(number, token) for number, word in enumerate(words) for token in _tokens(word)]
    return _Line(words, [token for _, token in owned], [number for number, _ in owned], [None] * len(owned))


def _tokens(word: str) -> list[str]:
    """What of a word can be compared: no case, no accents, no marks.

    >>> _tokens("Half-past,"), _tokens("Don't!"), _tokens("Café"), _tokens("灯塔。")
    (['half', 'past'], ['dont'], ['cafe'], ['灯', '塔'])
    """
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", word.casefold())
        if not unicodedata.combining(sign) and sign not in _APOSTROPHES
    )
    plain = unicodedata.normalize("NFC", plain)
    return [
        token
        for run in re.findall(r"\w+", plain)
        for token in (list(run) if max(map(ord, run)) >= _WITHOUT_SPACES else [run])
    ]


def _match(lines: Sequence[_Line], heard: Sequence[_Heard], within: Sequence[int]) -> None:
    """Say of every token which heard word it is; lines of which too little is heard keep none."""
    places = [(line, number) for line in lines for number in range(len(line.tokens))]
    matcher = SequenceMatcher(
        None,
        [line.tokens[number] for line, number in places],
        [heard[index].text for index in within],
        autojunk=False,
    )
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            line, number = places[block.a + step]
            line.at[number] = within[block.b + step]
    for line in lines:
        if not line.heard:
            line.at = [None] * len(line.at)


def _reach(lines: Sequence[_Line], heard: Sequence[_Heard]) -> None:
    """Take what was misheard at a line's ends: words that follow without a pause and are no other line's."""
    taken = {index for line in lines for index in line.at if index is not None}
    for line in lines:
        if line.heard:
            for step in (1, -1):
                _reach_on(line, heard, taken, step)


def _reach_on(line: _Line, heard: Sequence[_Heard], taken: set[int], step: int) -> None:
    """Towards the line's end with step 1, towards its beginning with -1."""
    order = range(len(line.at))[::step]
    edge = max((place for place, number in enumerate(order) if line.at[number] is not None), default=0)
    index = line.at[order[edge]]
    for number in order[edge + 1 :]:
        if index is None or not 0 <= index + step < len(heard) or index + step in taken:
            return
        left, right = sorted((index, index + step))
        if heard[right].start_ms - heard[left].end_ms > SLACK_MS:
            return
        index += step
        line.at[number] = index
        taken.add(index)


def _spans(narration: Narration, lines: Sequence[_Line], heard: Sequence[_Heard]) -> tuple[Span, ...]:
    """Each heard line from the pause before it to the pause after it.

    The others share what sounds between.
    """
    spans: dict[int, Span] = {
        number: _around(narration, heard, line) for number, line in enumerate(lines) if line.heard
    }
    number = 0
    while number < len(lines):
        if number in spans:
            number += 1
            continue
        after = next((later for later in range(number, len(lines)) if later in spans), len(lines))
        start = spans[number - 1][1] if number else 0
        end = spans[after][0] if after < len(lines) else narration.duration_ms
        shares = _shared((start, end), [len(line.words) for line in lines[number:after]], narration.pauses)
        spans |= dict(zip(range(number, after), shares, strict=True))
        number = after
    return tuple(spans[number] for number in range(len(lines)))


def _around(narration: Narration, heard: Sequence[_Heard], line: _Line) -> Span:
    first, last = line.first, line.last
    before = heard[first - 1].end_ms if first else 0
    after = heard[last + 1].start_ms if last + 1 < len(heard) else narration.duration_ms
    starts, ends = heard[first].start_ms, heard[last].end_ms
    leading = [
        pause for pause in narration.pauses if before - SLACK_MS <= pause[0] and pause[1] <= starts + SLACK_MS
    ]
    trailing = [
        pause for pause in narration.pauses if ends - SLACK_MS <= pause[0] and pause[1] <= after + SLACK_MS
    ]
    start = sum(leading[-1]) // 2 if leading else (before + starts) // 2
    end = sum(trailing[0]) // 2 if trailing else (ends + after) // 2
    return max(0, start), min(narration.duration_ms, max(end, start + 1))


def _shared(whole: Span, lengths: Sequence[int], pauses: Sequence[Span]) -> list[Span]:
    """A stretch divided among lines by their lengths, at pauses where they lie near.

    Nothing for anybody where nothing sounds.
    """
    start, end = whole
    silent = sum(max(0, min(end, pause[1]) - max(start, pause[0])) for pause in pauses)
    if end - start - silent < SHORTEST_SPEECH_MS * len(lengths):
        return [(start, start)] * len(lengths)
    borders, passed = [start], 0
    for length in lengths[:-1]:
        passed += length
        wanted = start + (end - start) * passed // sum(lengths)
        middles = [middle for pause in pauses if borders[-1] < (middle := sum(pause) // 2) < end]
        borders.append(
            min(middles, key=lambda middle: abs(middle - wanted), default=max(wanted, borders[-1] + 1))
        )
    return list(zip(borders, [*borders[1:], end], strict=True))


def _times(line: _Line, heard: Sequence[_Heard], span: Span) -> tuple[WordTime, ...]:
    """The times of the line's words; those that were not heard lie between their neighbours."""
    known = [(heard[index].start_ms, heard[index].end_ms) if index is not None else None for index in line.at]
    tokens = _filled(known, [len(token) for token in line.tokens], span)
    words: list[WordTime] = []
    for number, word in enumerate(line.words):
        own = [time for time, owner in zip(tokens, line.owners, strict=True) if owner == number]
        before = words[-1].end_ms if words else tokens[0][0]
        start = max(before, own[0][0]) if own else before
        words.append(WordTime(word=word, start_ms=start, end_ms=max(start, own[-1][1]) if own else start))
    return tuple(words)


def _filled(known: Sequence[Span | None], letters: Sequence[int], span: Span) -> list[Span]:
    """Times in order, gaps filled by length."""
    times: list[Span] = []
    number = 0
    while number < len(known):
        time = known[number]
        if time is not None:
            times.append(time)
            number += 1
            continue
        after = next((later for later in range(number, len(known)) if known[later] is not None), len(known))
        asked = sum(letters[number:after])
        following = known[after] if after < len(known) else None
        start = times[-1][1] if times else max(span[0], (following or span)[0] - asked * LETTER_MS)
        end = max(start, following[0] if following else min(span[1], start + asked * LETTER_MS))
        passed = 0
        for length in letters[number:after]:
            times.append(
                (start + (end - start) * passed // asked, start + (end - start) * (passed + length) // asked)
            )
            passed += length
        number = after
    return times
