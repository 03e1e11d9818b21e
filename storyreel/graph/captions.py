"""Captions from word times: how much is read at once, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storyreel.film.briefs import SpeechBrief, WordTime
from storyreel.film.cast import Voice
from storyreel.film.cutting import Caption
from storyreel.film.word_times import estimated_words, shared_times
from storyreel.screenplays.sentences import ends_sentence, is_abbreviated

LINE_CHARACTERS = 42
"""Most characters on a caption line (Netflix timed text style guide, general requirements)."""
CAPTION_CHARACTERS = 2 * LINE_CHARACTERS
SHORTEST_MS = 834
"""Five sixths of a second, the shortest time of a caption (same guide)."""
LONGEST_MS = 7000
"""The longest time of a caption (same guide)."""
LINGER_MS = 350
# Reading speeds of adults, characters a second (same guide; timed text style guides for Korean, Chinese and
# Japanese).
_LETTERS_A_SECOND, _HANGUL_A_SECOND, _HAN_A_SECOND, _KANA_A_SECOND = 20, 12, 9, 4
_TOGETHER_MS = 200
RUN_CHARACTERS = 8
_WIDE_FROM = "\u2e80"
_CLOSING = "、。，．！？」』）…"


@dataclass(frozen=True)
class VoicedLine:
    """One spoken line's captions in order, and whose line it is."""

    voice: str
    captions: tuple[Caption, ...]


def captions_of_line(
    text: str, words: Sequence[WordTime], start_ms: int, speaker: str = ""
) -> tuple[Caption, ...]:
    """Captions of one spoken line that starts at `start_ms` of the film.

    speaker: a name that is shown, for a speaker who is not seen.
    """
    parts = [_tokens(word) for word in text.split()]
    if not parts:
        return ()
    words = words or estimated_words(SpeechBrief(text=text, voice=Voice()))
    tokens = [token for part in parts for token in part]
    groups = _groups(tokens)
    texts = [_wrap(tokens[first : last + 1]) for first, last in groups]
    times = _token_times(parts, words)
    begins = [times[first].start_ms for first, _ in groups]
    end_ms = max(word.end_ms for word in words) + LINGER_MS
    return tuple(
        Caption(start_ms=start_ms + begin, end_ms=start_ms + end, text=text, speaker=speaker)
        for text, (begin, end) in zip(texts, _shown_spans(begins, end_ms), strict=True)
    )


def _shown_spans(begins: Sequence[int], end_ms: int) -> Iterator[tuple[int, int]]:
    """When captions are shown that begin then: each until the next begins, but not too short."""
    for begin, end in pairwise((*begins, end_ms)):
        yield begin, max(end, begin + SHORTEST_MS)


def in_order(lines: Sequence[VoicedLine], film_end_ms: int | None = None) -> tuple[Caption, ...]:
    """Captions by time, none of which overlaps the next.

    Lines of different voices that start together are joined in one.

    If no other line is spoken, a caption is shown as long as reading it takes, and the next of the same line
    waits for it:

        spoken   |a--|b--|c--|            (too fast to be read)
        shown    |a-----|b-----|c-----|
    """
    starts = sorted(line.captions[0].start_ms for line in lines if line.captions)
    shown = [
        _VoicedCaption(line.voice, caption)
        for line in lines
        for caption in _readable(line.captions, starts, film_end_ms)
    ]
    ordered: list[_VoicedCaption] = []
    for one in sorted(shown, key=lambda shown: shown.caption.start_ms):
        if ordered and one.starts_with(ordered[-1]):
            ordered[-1] = ordered[-1].joined(one)
            continue
        if ordered:
            ordered[-1] = ordered[-1].until(one.caption.start_ms)
        ordered.append(one)
    return tuple(one.caption for one in ordered)


@dataclass(frozen=True)
class _VoicedCaption:
    """A caption, and the voice that says it."""

    voice: str
    caption: Caption

    def starts_with(self, before: _VoicedCaption) -> bool:
        """Whether it starts about when the one before does."""
        return self.caption.start_ms - before.caption.start_ms < _TOGETHER_MS

    def joined(self, other: _VoicedCaption) -> _VoicedCaption:
        """Both in one caption."""
        is_same_voice = self.voice == other.voice
        return _VoicedCaption(other.voice, _joined(self.caption, other.caption, same_voice=is_same_voice))

    def until(self, end_ms: int) -> _VoicedCaption:
        """The caption, ended by that time."""
        if self.caption.end_ms <= end_ms:
            return self
        return _VoicedCaption(self.voice, self.caption.model_copy(update={"end_ms": end_ms}))


def reading_ms(text: str) -> int:
    """How long it takes to read a caption, in milliseconds, at most seven seconds.

    >>> reading_ms("Where does the lamp go at night?"), reading_ms("灯台の光が消えたのは")
    (1600, 2500)
    """
    kana = any("\u3041" <= sign <= "\u30ff" for sign in text)
    wide = sum(sign > _WIDE_FROM for sign in text)
    hangul = sum("\uac00" <= sign <= "\ud7a3" for sign in text)
    seconds = (
        (len(text) - wide) / _LETTERS_A_SECOND
        + hangul / _HANGUL_A_SECOND
        + (wide - hangul) / (_KANA_A_SECOND if kana else _HAN_A_SECOND)
    )
    return max(SHORTEST_MS, min(LONGEST_MS, round(1000 * seconds)))


def _readable(
    captions: Sequence[Caption], starts: Sequence[int], film_end_ms: int | None
) -> Sequence[Caption]:
    """One line's captions, each shown as long as reading takes if the next line leaves time for it."""
    if not captions:
        return captions
    limits = [start for start in starts if start >= captions[0].start_ms + _TOGETHER_MS]
    if film_end_ms is not None:
        limits.append(film_end_ms)
    limit = min(limits, default=None)
    if limit is not None and limit <= captions[-1].end_ms:
        return captions
    return _lengthened(captions, limit)


def _lengthened(captions: Sequence[Caption], limit: int | None) -> list[Caption]:
    """The captions at their reading times, shortened alike if they would pass the limit."""
    placed: list[Caption] = []
    wanted = [reading_ms(caption.text) for caption in captions]
    for index, caption in enumerate(captions):
        begin = max(caption.start_ms, placed[-1].end_ms) if placed else caption.start_ms
        share = 1.0 if limit is None else min(1.0, max(0, limit - begin) / sum(wanted[index:]))
        end = max(caption.end_ms, begin + int(wanted[index] * share))
        placed.append(caption.model_copy(update={"start_ms": begin, "end_ms": end}))
    return placed


def _joined(first: Caption, second: Caption, same_voice: bool) -> Caption:
    text = _two_lines(first.text, second.text, same_voice)
    return first.model_copy(update={"text": text, "end_ms": max(first.end_ms, second.end_ms)})


def _two_lines(first: str, second: str, same_voice: bool) -> str:
    return f"{first}\n{second}" if same_voice else f"- {first}\n- {second}"


def _tokens(word: str) -> list[str]:
    """A word with the space after it.

    A word of a script without spaces is divided into runs of about eight characters without spaces.
    """
    divided = len(word) > LINE_CHARACTERS or (len(word) > RUN_CHARACTERS and max(word) > _WIDE_FROM)
    *runs, last = _runs(word) if divided else [word]
    return [*runs, f"{last} "]


def _runs(word: str) -> list[str]:
    """Parts of a long word, none starting with a sign that closes the part before."""
    runs: list[str] = []
    for sign in word:
        if runs and (len(runs[-1]) < RUN_CHARACTERS or sign in _CLOSING):
            runs[-1] += sign
        else:
            runs.append(sign)
    return runs


def _columns(text: str) -> int:
    """Width of a text in Latin letters; an East Asian character is two wide."""
    return sum(2 if sign > _WIDE_FROM else 1 for sign in text.rstrip())


def _token_times(parts: list[list[str]], words: Sequence[WordTime]) -> list[WordTime]:
    """Start and end of each token: its share of its word's time.

    It is its share of the line's time if the line has another number of words.
    """
    if len(parts) != len(words):
        tokens = [token for part in parts for token in part]
        return _shared(tokens, words[0].start_ms, max(word.end_ms for word in words))
    pairs = zip(parts, words, strict=True)
    return [time for part, word in pairs for time in _shared(part, word.start_ms, word.end_ms)]


def _shared(tokens: Sequence[str], start_ms: int, end_ms: int) -> list[WordTime]:
    return list(shared_times(_bare(tokens), end_ms - start_ms, start_ms))


def _bare(tokens: Sequence[str]) -> list[str]:
    """The tokens without the spaces after them."""
    return [token.rstrip() for token in tokens]


def _groups(tokens: list[str]) -> list[tuple[int, int]]:
    """Index ranges of tokens read at once, both ends included.

    Sentences end a caption that is long enough.
    """
    groups: list[tuple[int, int]] = []
    first, last = 0, len(tokens) - 1
    for index in range(len(tokens)):
        if index > first and _length(tokens, first, index) > CAPTION_CHARACTERS:
            start = index - 1 if index - 1 > first and _belongs_to_next(tokens, index - 1) else index
            groups.append((first, start - 1))
            first = start
        is_long = _length(tokens, first, index) >= LINE_CHARACTERS // 2
        if index < last and is_long and _ends_sentence(tokens, index):
            groups.append((first, index))
            first = index + 1
    groups.append((first, last))
    return groups


def _length(tokens: list[str], first: int, last: int) -> int:
    """Width of the tokens from one to another, both included."""
    return _columns("".join(tokens[first : last + 1]))


def _ends_sentence(tokens: list[str], index: int) -> bool:
    return ends_sentence(tokens[index], tokens[index + 1], _before(tokens, index))


def _before(tokens: list[str], index: int) -> str:
    """The token before; '' if it is the first."""
    return tokens[index - 1].rstrip() if index else ""


def _belongs_to_next(tokens: list[str], index: int) -> bool:
    """Whether a token is a title such as 'Mr.' before a name."""
    word = tokens[index].rstrip()
    return word.endswith(".") and is_abbreviated(word, tokens[index + 1], _before(tokens, index))


def _wrap(tokens: list[str]) -> str:
    """One line, or two of about equal length; a title stays on the line of its name."""
    text = "".join(tokens).rstrip()
    if _columns(text) <= LINE_CHARACTERS or len(tokens) < 2:
        return text
    anywhere = range(1, len(tokens))
    breaks = [number for number in anywhere if not _belongs_to_next(tokens, number - 1)]
    best = min(breaks or anywhere, key=lambda number: _difference(tokens, number))
    return "".join(tokens[:best]).rstrip() + "\n" + "".join(tokens[best:]).rstrip()


def _difference(tokens: list[str], number: int) -> int:
    """How much longer one line is than the other if the first has that many tokens."""
    return abs(_width(tokens[:number]) - _width(tokens[number:]))


def _width(tokens: list[str]) -> int:
    return _columns("".join(tokens))
