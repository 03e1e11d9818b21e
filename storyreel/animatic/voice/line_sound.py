"""The level and the ends of a spoken line, whichever engine spoke it."""

from __future__ import annotations

import numpy as np

from storyreel.editing.recording import SAMPLE_RATE_HZ, Signal, keep, silence_of
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.word_times import estimated_words, line_ms

SPEECH_LUFS = -20.0


def eased(voice: Signal) -> Signal:
    """The voice with 5 ms of fade at its ends, so that it does not click."""
    ramp = np.linspace(0, 1, SAMPLE_RATE_HZ // 200, dtype=np.float32)
    length = min(len(ramp), len(voice) // 2)
    voice[:length] *= ramp[:length]
    voice[len(voice) - length :] *= ramp[:length][::-1]
    return voice


def silent_line(brief: SpeechBrief, store: AssetStore) -> Speech:
    """Silence as long as the line would take, so that it can be read."""
    duration_ms = line_ms(brief)
    audio = keep(silence_of(duration_ms), store)
    return Speech(audio=audio, duration_ms=duration_ms, words=estimated_words(brief), exact_words=False)
