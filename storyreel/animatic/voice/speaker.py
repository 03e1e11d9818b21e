"""Speaks one line: casting, reading, engine, finishing and word times, in that order."""

from __future__ import annotations

from collections.abc import Iterator

from storyreel.animatic.voice.casting import manner_of
from storyreel.animatic.voice.espeak import ENGINE, Utterance
from storyreel.animatic.voice.finishing import finish
from storyreel.animatic.voice.line_sound import SPEECH_LUFS, eased, silent_line
from storyreel.animatic.voice.phoneme_times import Sound, phoneme_times
from storyreel.animatic.voice.pronouncing import pronounced_line
from storyreel.animatic.voice.reading import reading_of
from storyreel.animatic.voice.script import has_words, speakable
from storyreel.animatic.voice.word_times import heard_span, levels, word_times
from storyreel.editing.recording import keep, level_speech, milliseconds
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.pronunciations import SpokenText


def speak_line(brief: SpeechBrief, store: AssetStore, language: str = "") -> Speech:
    """The line as mono FLAC at 48 kHz, with the times of its words.

    It has about -20 LUFS, or is softer or louder if the parenthetical says so.

    Times are exact if the engine reports the word. It reads some pairs as one word ("had been") and
    reports the first: the second begins between its neighbours' exact times. A line with nothing in it that
    the voice can read is a silence, as long as the line would take.
    language: BCP 47 tag that replaces the voice's own.

    Raises:
        CapabilityError: the engine has no voice for the language.
    """
    language = language or brief.voice.language
    reading = reading_of(brief.parenthetical)
    script = speakable(brief.text, language)
    line = pronounced_line(script, brief.pronounce, language)
    manner = manner_of(brief.voice, reading)
    utterance = ENGINE.speak(line.text, language, manner, phonemes=bool(brief.pronounce))
    first, last = heard_span(utterance.samples, utterance.rate_hz)
    if last == first or not has_words(script):
        return silent_line(brief, store)
    dry, rate_hz = utterance.samples[first:last], utterance.rate_hz
    voice = level_speech(finish(dry, rate_hz, reading.breath), SPEECH_LUFS + reading.gain_db)
    length_ms, starts = milliseconds(voice), _starts(utterance, first, line)
    words, exact = word_times(brief.text, script, starts, levels(dry, rate_hz), length_ms)
    return Speech(
        audio=keep(eased(voice), store),
        duration_ms=length_ms,
        words=words,
        exact_words=exact,
        phonemes=phoneme_times(_sounds(utterance, first), rate_hz, length_ms),
    )


def _sounds(utterance: Utterance, first: int) -> Iterator[Sound]:
    """The engine's phonemes, from the first sample kept; each lasts until the next begins."""
    ends = [after.sample for after in utterance.phonemes[1:]] + [len(utterance.samples)]
    for one, end in zip(utterance.phonemes, ends, strict=True):
        if one.ipa:
            yield Sound(one.ipa.lstrip("ˈˌ"), one.sample - first, end - first)


def _starts(utterance: Utterance, first: int, line: SpokenText) -> tuple[tuple[int, float], ...]:
    """Written character and milliseconds of the engine's words, from the first sample kept."""
    return tuple(
        (line.written(word.position), _ms_after(first, word.sample, utterance.rate_hz))
        for word in utterance.words
        if word.position < len(line.places)
    )


def _ms_after(first: int, sample: int, rate_hz: int) -> float:
    return max(0, sample - first) * 1000 / rate_hz
