"""Joins a spoken line from what an engine said: passages, trimming, levels and word times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks.recordings import RATE_HZ, SPEECH_LUFS, heard_span, keep, milliseconds
from storyreel.film.briefs import PhonemeTime, Speech, SpeechBrief
from storyreel.film.errors import BrokenDeliveryError
from storyreel.film.pronunciations import SpokenText, as_written, respelled
from storyreel.film.word_times import estimated_words, line_ms, shared_times

if TYPE_CHECKING:
    import numpy as np

    from storyreel.film.assets import AssetStore

_SENTENCE_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|[。！？]+")  # noqa: RUF001 marks of the languages spoken
_CLAUSE_ENDS = re.compile(r"[,;:—–]+\s+|[，；：、]+")  # noqa: RUF001 marks of the languages spoken
_SPACES = re.compile(r"\s+")
_PAUSE_SECONDS = 0.25
_LATE_MS = 150.0


@dataclass(frozen=True)
class Passage:
    """A part of a line that is spoken in one request."""

    text: str
    first: int
    """Position of its first character in the line as it is sent."""


def respelled_line(brief: SpeechBrief) -> SpokenText:
    """The line with respellings in the place of the words of `[pronounce]`, for engines that read letters."""
    language = brief.voice.language
    return respelled(brief.text, brief.pronounce, lambda entry: entry.respelled(language))


@dataclass(frozen=True)
class SpokenPassage:
    """A passage as an engine said it: mono `(samples,)` at 48 kHz, and the times of its characters."""

    sound: np.ndarray
    starts: tuple[tuple[int, float], ...] | None = None
    """Position of a character in the passage and its time in ms; None if the engine tells no times."""
    sounds: tuple[tuple[str, float], ...] = ()
    """Phonemes and when each begins, in ms; '' begins a silence. Empty if the engine reports none."""


def _passages(text: str, longest: int) -> tuple[Passage, ...]:
    """The text in parts of limited length, cut after a sentence, or else a clause, a word or anywhere.

    >>> [part.text for part in _passages("One. Two, three.", 12)]
    ['One.', 'Two, three.']
    """
    parts: list[Passage] = []
    first = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    while first < end:
        cut = end if end - first <= longest else first + _cut(text[first : first + longest + 1], longest)
        parts.append(Passage(text[first:cut].rstrip(), first))
        first = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    return tuple(parts)


def speak_passages(
    brief: SpeechBrief,
    longest: int,
    say: Callable[[Passage], SpokenPassage],
    store: AssetStore,
    spoken: SpokenText | None = None,
) -> Speech:
    """The line as `say` says it, passage by passage, stored with the times of its words as they are written.

    A line without words is a short silence, and `say` is not called.

    spoken: the line as it is sent, if words of it are said otherwise than they are written; passages are
    parts of it.

    Raises:
        BrokenDeliveryError: a recording ends before its last word.
    """
    from storyreel.animatic.voice.script import has_words

    if not has_words(brief.text):
        return _silence(brief, store)
    spoken = spoken or as_written(brief.text)
    parts = [part for part in _passages(spoken.text, longest) if has_words(part.text)]
    said = [(part, say(part)) for part in parts]
    return _put_together(brief, said, spoken, store)


def _put_together(
    brief: SpeechBrief, said: list[tuple[Passage, SpokenPassage]], spoken: SpokenText, store: AssetStore
) -> Speech:
    from storyreel.animatic.voice.phoneme_times import phonemes_in_words
    from storyreel.animatic.voice.reading import reading_of
    from storyreel.animatic.voice.word_times import levels, word_times
    from storyreel.editing.recording import level_speech

    joined = _JoinedPassages()
    for part, take in said:
        joined.add(part, take)
    voice = level_speech(joined.sound, SPEECH_LUFS + reading_of(brief.parenthetical).gain_db)
    duration_ms = milliseconds(voice)
    written: tuple[tuple[int, float], ...] = ()
    if any(take.starts is None for _, take in said):
        words, exact = shared_times(brief.text.split(), duration_ms), False
    else:
        written = tuple((spoken.written(place), ms) for place, ms in joined.starts)
        words, exact = word_times(brief.text, brief.text, written, levels(voice, RATE_HZ), duration_ms)
    return Speech(
        audio=keep(voice, store),
        duration_ms=duration_ms,
        words=words,
        exact_words=exact,
        phonemes=tuple(_reported_phonemes(joined.sounds, duration_ms))
        or phonemes_in_words(brief.text, words, brief.voice.language, written),
    )


def _reported_phonemes(sounds: Sequence[tuple[str, float]], duration_ms: int) -> Iterator[PhonemeTime]:
    """The engine's own phonemes; each lasts until the next begins."""
    ends = [ms for _, ms in sounds[1:]] + [float(duration_ms)]
    for (ipa, start), end in zip(sounds, ends, strict=False):
        if ipa:
            first = min(duration_ms, round(start))
            yield PhonemeTime(ipa=ipa, start_ms=first, end_ms=max(first, min(duration_ms, round(end))))


class _JoinedPassages:
    """Passages one after another, trimmed, with pauses; times are in ms from the start of the first."""

    def __init__(self) -> None:
        self.starts: list[tuple[int, float]] = []
        """Position of a character in the line as it is sent, and when it begins."""
        self.sounds: list[tuple[str, float]] = []
        """Phonemes and when each begins; '' begins a silence."""
        self._pieces: list[np.ndarray] = []
        self._samples = 0

    @property
    def sound(self) -> np.ndarray:
        """All of it, mono `(samples,)` at 48 kHz."""
        import numpy as np

        return np.concatenate(self._pieces)

    def add(self, part: Passage, take: SpokenPassage) -> None:
        """Put a passage at the end, after a pause if it is not the first.

        Raises:
            BrokenDeliveryError: its recording ends before its last word.
        """
        _require_whole(take)
        if self._pieces:
            self._add_pause()
        first, last = heard_span(take.sound)
        self._add_times(part, take, shift_ms=(self._samples - first) * 1000 / RATE_HZ)
        self._add_sound(_eased(take.sound[first:last]))
        if take.sounds:
            self.sounds.append(("", self._samples * 1000 / RATE_HZ))

    def _add_pause(self) -> None:
        import numpy as np

        self._add_sound(np.zeros(round(_PAUSE_SECONDS * RATE_HZ), np.float32))

    def _add_sound(self, sound: np.ndarray) -> None:
        self._pieces.append(sound)
        self._samples += len(sound)

    def _add_times(self, part: Passage, take: SpokenPassage, shift_ms: float) -> None:
        for place, ms in take.starts or ():
            self.starts.append((part.first + place, max(0.0, ms + shift_ms)))
        for ipa, ms in take.sounds:
            self.sounds.append((ipa, max(0.0, ms + shift_ms)))


def _require_whole(take: SpokenPassage) -> None:
    last_ms = _last_start_ms(take)
    length_ms = len(take.sound) * 1000 / RATE_HZ
    if last_ms > length_ms + _LATE_MS:
        raise _cut_off(length_ms, last_ms)


def _last_start_ms(take: SpokenPassage) -> float:
    """When the last word begins; 0 if the times are not known."""
    return max((ms for _, ms in take.starts or ()), default=0.0)


def _cut_off(length_ms: float, last_ms: float) -> BrokenDeliveryError:
    return BrokenDeliveryError(
        f"The recording is {length_ms / 1000:.2f} s long and its last word begins at {last_ms / 1000:.2f}"
        " s; it was cut off. It may have been charged and cannot be used; nothing was bought again."
        " `storyreel redo` asks for another take."
    )


def _eased(voice: np.ndarray) -> np.ndarray:
    """A copy with 5 ms of fade at its ends."""
    import numpy as np

    eased = voice.astype(np.float32)
    length = min(RATE_HZ // 200, len(eased) // 2)
    ramp = np.linspace(0, 1, length, dtype=np.float32)
    eased[:length] *= ramp
    eased[len(eased) - length :] *= ramp[::-1]
    return eased


def _silence(brief: SpeechBrief, store: AssetStore) -> Speech:
    """A silence as long as the line would take to speak, so that its caption can be read."""
    duration_ms = line_ms(brief)
    return Speech(
        audio=keep(_silent_samples(duration_ms), store),
        duration_ms=duration_ms,
        words=estimated_words(brief),
        exact_words=False,
    )


def _silent_samples(duration_ms: int) -> np.ndarray:
    import numpy as np

    return np.zeros(duration_ms * RATE_HZ // 1000, np.float32)


def _cut(window: str, longest: int) -> int:
    """Where the window is cut: after the last sentence that fits, or clause, or word, or at its end."""
    for pattern in (_SENTENCE_ENDS, _CLAUSE_ENDS, _SPACES):
        ends = (match.end() for match in pattern.finditer(window))
        cuts = [end for end in ends if len(window[:end].rstrip()) <= longest]
        if cuts:
            return min(cuts[-1], longest)
    return longest
