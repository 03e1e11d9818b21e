"""Captions from word times: how much is read at once, and when. It does not know caption file formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyreel.film.briefs import SpeechBrief, WordTime
from storyreel.film.cast import Voice
from storyreel.film.cutting import Caption
from storyreel.film.word_times import estimated_words, shared_times
from storyreel.screenplays.sentences import ends_sentence, is_abbreviated

LINE_CHARACTERS = 42
"""Most characters on a caption line (Netflix timed text style guide, general requirements)."""
CAPTION_CHARACTERS = 2 * LINE_CHARACTERS
SHORTEST_MS = 834
"""Five sixths of a second, the shortest a caption may stand (same guide)."""
LONGEST_MS = 7000
"""The longest one may stand (same guide)."""
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

    `speaker` is named where they are not seen.
    """
    parts = [_tokens(word) for word in text.split()]
    if not parts:
        return ()
    words = words or estimated_words(SpeechBrief(text=text, voice=Voice()))
    tokens, times = [token for part in parts for token in part], _token_times(parts, words)
    total_ms = max(word.end_ms for word in words)
    groups = _groups(tokens)
    made: list[Caption] = []
    for number, (first, last) in enumerate(groups):
        begin = start_ms + times[first].start_ms
        end = start_ms + (
            times[groups[number + 1][0]].start_ms if number + 1 < len(groups) else total_ms + LINGER_MS
        )
        made.append(
            Caption(
                start_ms=begin,
                end_ms=max(end, begin + SHORTEST_MS),
                text=_wrap(tokens[first : last + 1]),
                speaker=speaker,
            )
        )
    return tuple(made)


def in_order(lines: Sequence[VoicedLine], film_end_ms: int | None = None) -> tuple[Caption, ...]:
    """Captions by time, none running into the next.

    Lines of different voices that start together are joined in one.

    Where nobody else speaks, a caption stands as long as reading takes, and those of the same line wait for
    it:

        spoken   |a--|b--|c--|            (too fast to be read)
        shown    |a-----|b-----|c-----|
    """
    starts = sorted(line.captions[0].start_ms for line in lines if line.captions)
    shown = [
        (line.voice, caption) for line in lines for caption in _readable(line.captions, starts, film_end_ms)
    ]
    ordered: list[tuple[str, Caption]] = []
    for voice, caption in sorted(shown, key=lambda one: one[1].start_ms):
        if ordered and caption.start_ms - ordered[-1][1].start_ms < _TOGETHER_MS:
            ordered[-1] = (voice, _joined(ordered[-1][1], caption, same_voice=ordered[-1][0] == voice))
            continue
        if ordered and ordered[-1][1].end_ms > caption.start_ms:
            ordered[-1] = (ordered[-1][0], ordered[-1][1].model_copy(update={"end_ms": caption.start_ms}))
        ordered.append((voice, caption))
    return tuple(caption for _, caption in ordered)


def reading_ms(text: str) -> int:
    """How long a caption is read, in milliseconds, at most seven seconds.

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
    """One line's captions, each standing as long as reading takes where the next line leaves room for it."""
    if not captions:
        return captions
    first, spoken_end = captions[0].start_ms, captions[-1].end_ms
    ends = [start for start in starts if start >= first + _TOGETHER_MS] + (
        [film_end_ms] if film_end_ms is not None else []
    )
    room_end = min(ends, default=None)
    if room_end is not None and room_end <= spoken_end:
        return captions
    placed: list[Caption] = []
    wanted = [reading_ms(caption.text) for caption in captions]
    for index, caption in enumerate(captions):
        begin = max(caption.start_ms, placed[-1].end_ms) if placed else caption.start_ms
        still_wanted = sum(wanted[index:])
        share = 1.0 if room_end is None else min(1.0, max(0, room_end - begin) / still_wanted)
        placed.append(
            caption.model_copy(
                update={"start_ms": begin, "end_ms": max(caption.end_ms, begin + int(wanted[index] * share))}
            )
        )
    return placed


def _joined(first: Caption, second: Caption, same_voice: bool) -> Caption:
    text = f"{first.text}\n{second.text}" if same_voice else f"- {first.text}\n- {second.text}"
    return first.model_copy(update={"text": text, "end_ms": max(first.end_ms, second.end_ms)})


def _tokens(word: str) -> list[str]:
    """A word with the space after it.

    One of a script without spaces is divided into runs of about eight characters, which have none.
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
    """Room a text takes, in Latin letters; an East Asian character is two wide."""
    return sum(2 if sign > _WIDE_FROM else 1 for sign in text.rstrip())


def _token_times(parts: list[list[str]], words: Sequence[WordTime]) -> list[WordTime]:
    """Start and end of each token: its share of its word's time, or of the line's if other words were counted."""
    if len(parts) != len(words):
        first_ms, end_ms = words[0].start_ms, max(word.end_ms for word in words)
        return list(
            shared_times([token.rstrip() for part in parts for token in part], end_ms - first_ms, first_ms)
        )
    return [
        time
        for part, word in zip(parts, words, strict=True)
        for time in shared_times(
            [token.rstrip() for token in part], word.end_ms - word.start_ms, word.start_ms
        )
    ]


def _groups(tokens: list[str]) -> list[tuple[int, int]]:
    """Index ranges of tokens read at once, both ends included.

    Sentences end a caption that is long enough.
    """
    groups: list[tuple[int, int]] = []
    first = 0
    for index in range(len(tokens)):
        if index > first and _columns("".join(tokens[first : index + 1])) > CAPTION_CHARACTERS:
            start = index - 1 if index - 1 > first and _belongs_to_next(tokens, index - 1) else index
            groups.append((first, start - 1))
            first = start
        length = _columns("".join(tokens[first : index + 1]))
        if index < len(tokens) - 1 and length >= LINE_CHARACTERS // 2 and _ends_sentence(tokens, index):
            groups.append((first, index))
            first = index + 1
    groups.append((first, len(tokens) - 1))
    return groups


def _ends_sentence(tokens: list[str], index: int) -> bool:
    return ends_sentence(tokens[index], tokens[index + 1], tokens[index - 1].rstrip() if index else "")


def _belongs_to_next(tokens: list[str], index: int) -> bool:
    """Whether a token is the 'Mr.' of the next."""
    word = tokens[index].rstrip()
    return word.endswith(".") and is_abbreviated(
        word, tokens[index + 1], tokens[index - 1].rstrip() if index else ""
    )


def _wrap(tokens: list[str]) -> str:
    """One line, or two of about equal length; a title stays on the line of its name."""
    text = "".join(tokens).rstrip()
    if _columns(text) <= LINE_CHARACTERS or len(tokens) < 2:
        return text
    breaks = [n for n in range(1, len(tokens)) if not _belongs_to_next(tokens, n - 1)] or list(
        range(1, len(tokens))
    )
    best = min(breaks, key=lambda n: abs(_columns("".join(tokens[:n])) - _columns("".join(tokens[n:]))))
    return "".join(tokens[:best]).rstrip() + "\n" + "".join(tokens[best:]).rstrip()
