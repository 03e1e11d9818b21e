"""Speaks one line with the model: reading, phonemes, sound, acting, and the exact times of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from storyreel.animatic.narrators import SPOKEN_LANGUAGES, speaks
from storyreel.animatic.voice.finishing import at_film_rate, whispered
from storyreel.animatic.voice.kokoro.casting import Setting, setting_of
from storyreel.animatic.voice.kokoro.engine import ENGINE, RATE_HZ, Delivery
from storyreel.animatic.voice.kokoro.phonemes import Phoneme, PhonemeWord, ipa_of, strung, transcribed
from storyreel.animatic.voice.kokoro.pronouncing import pronounced_line
from storyreel.animatic.voice.kokoro.reading_aloud import spoken_words
from storyreel.animatic.voice.line_sound import SPEECH_LUFS, eased, silent_line
from storyreel.animatic.voice.phoneme_times import Sound, phoneme_times, with_marks
from storyreel.animatic.voice.reading import Reading, reading_of
from storyreel.animatic.voice.script import word_spans
from storyreel.animatic.voice.word_times import heard_span, levels, word_times
from storyreel.editing.recording import keep, level_speech, milliseconds
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.errors import CapabilityError
from storyreel.film.pronunciations import SpokenText

_LONGEST = 200
"""Phonemes of a passage. The model takes 510, but needs more memory the longer a passage is."""
_STRESSED = 1.2
"""How much longer a word in capitals is."""
_PAUSE_BETWEEN_PASSAGES = RATE_HZ // 5
_HESITATION_UNITS = {"…": 10, "—": 4, ",": 4}
"""Units of 25 ms that marks last longer in a halting reading."""


@dataclass(frozen=True)
class _Passage:
    """A part of the line as it was said."""

    samples: np.ndarray
    starts: tuple[tuple[int, int], ...]
    """Index of a written word and the sample at which it begins, for each phoneme of a word."""
    sounds: tuple[Sound, ...]
    """The phonemes of words in order, with their marks, in samples."""


def speak_by_model(brief: SpeechBrief, store: AssetStore, own_name: str = "") -> Speech:
    """The line as mono FLAC at 48 kHz, with the exact times of its words.

    It has about -20 LUFS, or is softer or louder if the parenthetical says so. A line with nothing in it that
    the voice can read is a silence, as long as the line would take. own_name: a voice of the model's own, or
    a mixture, instead of the person's.

    Raises:
        CapabilityError: the model does not speak the voice's language, or its weights are gone.
        UsageError: there is no voice of that name.
    """
    _require_language(brief.voice.language)
    reading = reading_of(brief.parenthetical)
    setting = setting_of(brief.voice, reading, own_name)
    language = brief.voice.language
    line = pronounced_line(brief.text, brief.pronounce, language)
    words = transcribed(spoken_words(line.spoken.text, language), language, line.said_as)
    words = tuple(word for word in words if word.signs)
    if not words:
        return silent_line(brief, store)
    whole = _joined([_said(passage, setting, reading) for passage in _passages(words)])
    return _finished(brief, line.spoken, whole, reading, store)


def _finished(
    brief: SpeechBrief, spoken: SpokenText, whole: _Passage, reading: Reading, store: AssetStore
) -> Speech:
    """The recording at the film's level, trimmed and stored, with the times of words and phonemes."""
    first, last = heard_span(whole.samples, RATE_HZ)
    dry = whole.samples[first:last]
    voice = _levelled(dry, reading)
    length_ms = milliseconds(voice)
    starts = tuple(_written_starts(spoken, whole, first))
    times, exact = word_times(brief.text, brief.text, starts, levels(dry, RATE_HZ), length_ms)
    return Speech(
        audio=keep(eased(voice), store),
        duration_ms=length_ms,
        words=times,
        exact_words=exact,
        phonemes=phoneme_times((sound.later(-first) for sound in whole.sounds), RATE_HZ, length_ms),
    )


def _levelled(dry: np.ndarray, reading: Reading) -> np.ndarray:
    """The voice at the film's rate and level, whispered if the parenthetical says so."""
    voice = at_film_rate(dry, RATE_HZ)
    voice = whispered(voice, reading.breath) if reading.breath else voice
    return level_speech(voice.astype(np.float32), SPEECH_LUFS + reading.gain_db)


def _written_starts(spoken: SpokenText, whole: _Passage, first: int) -> Iterator[tuple[int, float]]:
    """Position of each word in the line as written, and when it begins, in ms from the first sample kept."""
    spans = word_spans(spoken.text)
    for word, sample in whole.starts:
        yield spoken.written(spans[word][0]), max(0, sample - first) * 1000 / RATE_HZ


def _require_language(language: str) -> None:
    if not speaks(language):
        raise CapabilityError(
            f"kokoro does not speak the language {language!r}. Accepted are {', '.join(SPOKEN_LANGUAGES)},"
            " and each with a region, such as 'en-gb'. Nothing was made and nothing was spent."
            ' narrator = "espeak" speaks the others.',
            language=language,
        )


def _said(words: Sequence[PhonemeWord], setting: Setting, reading: Reading) -> _Passage:
    phonemes = strung(words)
    stressed = {word.word.written for word in words if word.word.is_stressed}
    stretch = [setting.stretch * (_STRESSED if one.written in stressed else 1.0) for one in phonemes]
    spoken = ENGINE.say(
        "".join(one.sign for one in phonemes),
        Delivery(
            style=setting.mixture.style(len(phonemes)),
            stretch=np.array(stretch),
            pause=np.array([_pause_units(one, reading) for one in phonemes]),
            pitch=setting.pitch,
            liveliness=setting.liveliness,
            middle_hz=setting.mixture.middle_hz,
        ),
    )
    starts = tuple(
        (one.written, int(edge))
        for one, edge in zip(phonemes, spoken.edges[:-1], strict=True)
        if one.written is not None
    )
    sounds = (
        Sound(ipa_of(one.sign), int(start), int(end))
        for one, (start, end) in zip(phonemes, pairwise(spoken.edges), strict=True)
        if one.written is not None
    )
    return _Passage(spoken.samples, starts, tuple(with_marks(sounds)))


def _pause_units(phoneme: Phoneme, reading: Reading) -> float:
    """How much longer a mark is than the model makes it."""
    if phoneme.written is not None or reading.speed > 0.9:
        return 0.0
    return float(_HESITATION_UNITS.get(phoneme.sign, 0))


def _passages(words: Sequence[PhonemeWord]) -> Iterator[tuple[PhonemeWord, ...]]:
    """The words in passages that the model can take, parted after sentences, else marks, else words."""
    rest = list(words)
    while rest:
        count = _fitting(rest)
        if count < len(rest):
            count = _last_mark(rest[:count], ".?!…") or _last_mark(rest[:count], ",;:—") or count
        yield tuple(rest[:count])
        rest = rest[count:]


def _fitting(words: Sequence[PhonemeWord]) -> int:
    """How many words fit into a passage; at least one, which is cut if it is longer than the model takes."""
    length = 0
    for count, word in enumerate(words):
        length += len(word.signs) + len(word.word.mark) + 1
        if length > _LONGEST:
            return max(1, count)
    return len(words)


def _last_mark(words: Sequence[PhonemeWord], marks: str) -> int:
    """How many words stand up to the last mark of a kind; 0 if none has one."""
    return max(
        (number for number, word in enumerate(words, 1) if word.word.mark and word.word.mark in marks),
        default=0,
    )


def _joined(passages: Sequence[_Passage]) -> _Passage:
    """The passages one after another with a pause between them, as one."""
    pieces: list[np.ndarray] = []
    starts: list[tuple[int, int]] = []
    sounds: list[Sound] = []
    at = 0
    for passage in passages:
        first, last = heard_span(passage.samples, RATE_HZ)
        if pieces:
            pieces.append(np.zeros(_PAUSE_BETWEEN_PASSAGES, np.float32))
            at += _PAUSE_BETWEEN_PASSAGES
        starts += [(word, at + max(0, sample - first)) for word, sample in passage.starts]
        sounds += [sound.later(at - first) for sound in passage.sounds]
        pieces.append(passage.samples[first:last])
        at += last - first
    return _Passage(np.concatenate(pieces), tuple(starts), tuple(sounds))
