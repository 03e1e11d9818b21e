"""Finds a screenplay's lines in the words that were heard in a recording of them.

script      The kettle was late.          So was the boat.
heard       the kettle was late   (take two)   so was a boat
recording   ~~~~~~~~~~~~~~~~~~~~____~~~~~~~____~~~~~~~~~~~~~
lines       |---------1----------|           |------2------|
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from storyreel.film.briefs import WordTime
from storyreel.film.errors import SettingsError
from storyreel.film.narration import FoundLine, Narration, Span, Transcript

HEARD_SHARE = 0.5
"""Least share of a line's words that must be heard; fewer may be words of other lines, too."""
SLACK_MS = 200
"""How far the end of a heard word may lie in the silence that follows it."""
SHORTEST_SPEECH_MS = 300
"""A shorter sound is not a line, but a breath or a click."""
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

    @property
    def span(self) -> Span:
        return self.start_ms, self.end_ms

    @property
    def middle_ms(self) -> int:
        return (self.start_ms + self.end_ms) // 2


@dataclass
class _Line:
    """A line while it is looked for."""

    words: list[str]
    tokens: list[str]
    """The words without case, accents and marks, some in several parts."""
    owners: list[int]
    """By token, the index of the word it belongs to."""
    at: list[int | None]
    """By token, the index of the heard word that it is; None if it was not heard."""

    @property
    def heard(self) -> bool:
        return bool(self.at) and self._count_heard() >= HEARD_SHARE * len(self.at)

    def _count_heard(self) -> int:
        """How many words of the line were heard."""
        return sum(index is not None for index in self.at)

    @property
    def first(self) -> int:
        return min(index for index in self.at if index is not None)

    @property
    def last(self) -> int:
        return max(index for index in self.at if index is not None)

    def forget(self) -> None:
        """Take the line as not heard."""
        self.at = [None] * len(self.at)

    def times(self, heard: Sequence[_Heard], span: Span) -> tuple[WordTime, ...]:
        """The times of the line's words; those that were not heard lie between their neighbours."""
        known = [None if index is None else heard[index].span for index in self.at]
        tokens = _filled(known, [len(token) for token in self.tokens], span)
        words: list[WordTime] = []
        for number, word in enumerate(self.words):
            own = [time for time, owner in zip(tokens, self.owners, strict=True) if owner == number]
            words.append(_word_time(word, own, words[-1].end_ms if words else tokens[0][0]))
        return tuple(words)


def _word_time(word: str, own: Sequence[Span], before: int) -> WordTime:
    """The time of a word from those of its tokens, if it has any. before: the end of the word before."""
    start, end = _time_of_tokens(own, before) if own else (before, before)
    return WordTime(word=word, start_ms=start, end_ms=end)


def _time_of_tokens(own: Sequence[Span], before: int) -> Span:
    start = max(before, own[0][0])
    return start, max(start, own[-1][1])


def find_lines(narration: Narration, transcript: Transcript | None) -> tuple[FoundLine, ...]:
    """Where each line lies, with its words if they were heard.

    transcript: the words that were heard. If it is None, only the pauses decide.

    Raises:
        SettingsError: neither pauses nor words say where the lines are.
    """
    heard = _heard(transcript)
    lines = [_line(text) for text in narration.texts]
    if narration.apart:
        _match_apart(lines, heard, narration.spans)
        spans = narration.spans
    else:
        spans = _spans_in_one(narration, lines, heard, transcript)
    return tuple(_found(line, heard, span) for line, span in zip(lines, spans, strict=True))


def _found(line: _Line, heard: Sequence[_Heard], span: Span) -> FoundLine:
    return FoundLine(span=span, words=_word_times(line, heard, span))


def _word_times(line: _Line, heard: Sequence[_Heard], span: Span) -> tuple[WordTime, ...]:
    return line.times(heard, span) if line.heard and span[0] < span[1] else ()


def _match_apart(lines: Iterable[_Line], heard: Sequence[_Heard], spans: Iterable[Span]) -> None:
    """Match each line with what was heard in its own part of the recording."""
    for line, (start, end) in zip(lines, spans, strict=True):
        within = [index for index, word in enumerate(heard) if start <= word.middle_ms < end]
        _match([line], heard, within)


def _spans_in_one(
    narration: Narration, lines: Sequence[_Line], heard: Sequence[_Heard], transcript: Transcript | None
) -> tuple[Span, ...]:
    """Where the lines lie in one recording of all."""
    _match(lines, heard, range(len(heard)))
    _reach(lines, heard)
    if any(line.heard for line in lines):
        return _spans(narration, lines, heard)
    if narration.why_uncertain and (heard or transcript is None):
        raise SettingsError(f"{narration.why_uncertain} {_UNHEARD if transcript is None else _OTHERS}")
    return narration.spans


def _heard(transcript: Transcript | None) -> list[_Heard]:
    """What was heard, token by token; tokens share the time of their word by their lengths."""
    return [heard for word in (transcript.words if transcript else ()) for heard in _heard_in(word)]


def _heard_in(word: WordTime) -> Iterator[_Heard]:
    tokens = _tokens(word.word)
    letters, passed, length = sum(map(len, tokens)), 0, word.end_ms - word.start_ms
    for token in tokens:
        start = word.start_ms + length * passed // letters
        passed += len(token)
        yield _Heard(token, start, word.start_ms + length * passed // letters)


def _line(text: str) -> _Line:
    words = text.split()
    owned = [(number, token) for number, word in enumerate(words) for token in _tokens(word)]
    return _Line(words, [token for _, token in owned], [number for number, _ in owned], [None] * len(owned))


def _tokens(word: str) -> list[str]:
    """The parts of a word by which it is compared: no case, no accents, no marks.

    >>> _tokens("Half-past,"), _tokens("Don't!"), _tokens("Café"), _tokens("灯塔。")
    (['half', 'past'], ['dont'], ['cafe'], ['灯', '塔'])
    """
    signs = unicodedata.normalize("NFKD", word.casefold())
    bare = (sign for sign in signs if not unicodedata.combining(sign) and sign not in _APOSTROPHES)
    plain = unicodedata.normalize("NFC", "".join(bare))
    return [token for run in re.findall(r"\w+", plain) for token in _parts_of_run(run)]


def _parts_of_run(run: str) -> list[str]:
    """The letters of a run in a script without spaces; otherwise the whole run."""
    return list(run) if max(map(ord, run)) >= _WITHOUT_SPACES else [run]


def _match(lines: Sequence[_Line], heard: Sequence[_Heard], within: Sequence[int]) -> None:
    """Find for every token the heard word that it is; a line of which too little is heard keeps none."""
    places = [(line, number) for line in lines for number in range(len(line.tokens))]
    wanted = [line.tokens[number] for line, number in places]
    matcher = SequenceMatcher(None, wanted, [heard[index].text for index in within], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            line, number = places[block.a + step]
            line.at[number] = within[block.b + step]
    for line in lines:
        if not line.heard:
            line.forget()


def _reach(lines: Sequence[_Line], heard: Sequence[_Heard]) -> None:
    """Add the misheard words at a line's ends: they follow without a pause and are not another line's."""
    taken = _taken(lines)
    for line in lines:
        if line.heard:
            _reach_on(line, heard, taken, 1)
            _reach_on(line, heard, taken, -1)


def _taken(lines: Sequence[_Line]) -> set[int]:
    """The indices of the heard words that belong to a line."""
    return {index for line in lines for index in line.at if index is not None}


def _reach_on(line: _Line, heard: Sequence[_Heard], taken: set[int], step: int) -> None:
    """Go towards the line's end with step 1, towards its beginning with -1."""
    order = range(len(line.at))[::step]
    edge = max((place for place, number in enumerate(order) if line.at[number] is not None), default=0)
    index = line.at[order[edge]]
    for number in order[edge + 1 :]:
        if index is None or index + step in taken or not _is_joined(heard, index, index + step):
            return
        index += step
        line.at[number] = index
        taken.add(index)


def _is_joined(heard: Sequence[_Heard], index: int, other: int) -> bool:
    """Whether there is a heard word at the other index, without a pause between the two."""
    is_heard = 0 <= other < len(heard)
    return is_heard and _gap_ms(heard, *sorted((index, other))) <= SLACK_MS


def _gap_ms(heard: Sequence[_Heard], left: int, right: int) -> int:
    return heard[right].start_ms - heard[left].end_ms


def _spans(narration: Narration, lines: Sequence[_Line], heard: Sequence[_Heard]) -> tuple[Span, ...]:
    """Each heard line from the pause before it to the pause after it.

    The others share the sound between.
    """
    around = [_around(narration, heard, line) if line.heard else None for line in lines]
    spans: list[Span] = []
    for first, end in _runs(around):
        known = around[first]
        if known is not None:
            spans.append(known)
            continue
        following = around[end] if end < len(lines) else None
        stop = following[0] if following else narration.duration_ms
        whole = (spans[-1][1] if spans else 0, stop)
        spans += _shared(whole, [len(line.words) for line in lines[first:end]], narration.pauses)
    return tuple(spans)


def _runs(values: Sequence[Span | None]) -> Iterator[tuple[int, int]]:
    """The first index and the index after the last of each value, and of each row of None."""
    first = 0
    while first < len(values):
        end = first + 1
        while values[first] is None and end < len(values) and values[end] is None:
            end += 1
        yield first, end
        first = end


def _around(narration: Narration, heard: Sequence[_Heard], line: _Line) -> Span:
    """From the middle of the pause before a heard line to the middle of the one after it."""
    first, last = line.first, line.last
    before = heard[first - 1].end_ms if first else 0
    after = heard[last + 1].start_ms if last + 1 < len(heard) else narration.duration_ms
    starts, ends = heard[first].start_ms, heard[last].end_ms
    leading, trailing = _pauses(narration, before, starts), _pauses(narration, ends, after)
    start = sum(leading[-1]) // 2 if leading else (before + starts) // 2
    end = sum(trailing[0]) // 2 if trailing else (ends + after) // 2
    return max(0, start), min(narration.duration_ms, max(end, start + 1))


def _pauses(narration: Narration, start: int, end: int) -> list[Span]:
    """The pauses from about one time to another."""
    return [pause for pause in narration.pauses if _is_about_within(pause, start, end)]


def _is_about_within(pause: Span, start: int, end: int) -> bool:
    return start - SLACK_MS <= pause[0] and pause[1] <= end + SLACK_MS


def _shared(whole: Span, lengths: Sequence[int], pauses: Sequence[Span]) -> list[Span]:
    """A stretch divided among lines by their lengths, at pauses if they lie near.

    Each gets an empty span if too little sounds in the stretch.
    """
    start, end = whole
    silent = sum(max(0, min(end, pause[1]) - max(start, pause[0])) for pause in pauses)
    if end - start - silent < SHORTEST_SPEECH_MS * len(lengths):
        return [(start, start)] * len(lengths)
    middles = [sum(pause) // 2 for pause in pauses]
    borders = [start]
    for passed in accumulate(lengths[:-1]):
        wanted = start + (end - start) * passed // sum(lengths)
        between = [middle for middle in middles if borders[-1] < middle < end]
        nearest = min(between, key=lambda middle: abs(middle - wanted), default=None)
        borders.append(max(wanted, borders[-1] + 1) if nearest is None else nearest)
    return list(pairwise([*borders, end]))


def _filled(known: Sequence[Span | None], letters: Sequence[int], span: Span) -> list[Span]:
    """Times in order, the unknown ones by the number of their letters."""
    times: list[Span] = []
    for first, stop in _runs(known):
        time = known[first]
        if time is not None:
            times.append(time)
            continue
        before = times[-1][1] if times else None
        following = known[stop] if stop < len(known) else None
        gap = _gap(before, following, sum(letters[first:stop]), span)
        times += _divided(gap, letters[first:stop])
    return times


def _gap(before: int | None, following: Span | None, letters: int, span: Span) -> Span:
    """The time of words that were not heard: what the known ones leave, else by the number of letters."""
    usual = letters * LETTER_MS
    start = before if before is not None else max(span[0], (following or span)[0] - usual)
    return start, max(start, following[0] if following else min(span[1], start + usual))


def _divided(whole: Span, letters: Sequence[int]) -> Iterator[Span]:
    """A time divided by numbers of letters."""
    start, end = whole
    passed = 0
    for length in letters:
        begins = start + (end - start) * passed // sum(letters)
        passed += length
        yield begins, start + (end - start) * passed // sum(letters)
