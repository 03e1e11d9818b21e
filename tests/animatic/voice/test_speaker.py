from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyloudnorm
import pytest
import soundfile

from storyreel.animatic.voice import speak_line
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import CapabilityError
from tests.fakes.store import FolderStore

LINE = "The storm had been gathering all afternoon, and by dusk the keeper said: “Three days.”"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return FolderStore(tmp_path_factory.mktemp("store"))


def spoken(store, text=LINE, parenthetical="", **voice):
    speech = speak_line(SpeechBrief(text=text, voice=Voice(**voice), parenthetical=parenthetical), store)
    return speech, soundfile.read(store.path(speech.audio))[0]


def colour(sound):
    """Spectrum of a voice in third octaves, decibels."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    edges = 80 * 2 ** (np.arange(20) / 3) * len(sound) / 48_000
    bands = np.array([power[int(low) : int(high) + 1].mean() for low, high in itertools.pairwise(edges)])
    return 10 * np.log10(bands / bands.sum())


def test_every_word_of_the_line_has_its_time(store):
    """The words are those of the text, in order, and none overlap or leave the recording."""
    speech, sound = spoken(store)

    assert [w.word for w in speech.words] == LINE.split()
    assert speech.exact_words
    assert all(
        a.end_ms <= b.start_ms + 1 and a.start_ms < a.end_ms
        for a, b in zip(speech.words, speech.words[1:], strict=False)
    )
    assert speech.words[-1].end_ms <= speech.duration_ms == round(len(sound) / 48)


def test_a_line_is_mono_at_its_level_and_begins_at_once(store):
    """48 kHz mono near -20 LUFS, with at most 20 ms of silence at either end."""
    speech, sound = spoken(store)
    info = soundfile.info(store.path(speech.audio))
    heard = np.flatnonzero(np.abs(sound) > 0.01)

    assert (info.samplerate, info.channels, info.format) == (48_000, 1, "FLAC")
    assert abs(pyloudnorm.Meter(48_000).integrated_loudness(sound) + 20) < 1
    assert heard[0] <= 960
    assert len(sound) - heard[-1] <= 1_100


def test_the_same_brief_speaks_the_same_samples_from_any_thread(store):
    """One engine serves many threads, and earlier speech does not change later speech."""
    with ThreadPoolExecutor(6) as threads:
        hashes = list(threads.map(lambda n: spoken(store, timbre=n % 3)[0].audio.sha256, range(12)))

    assert len(set(hashes)) == 3


@pytest.mark.parametrize("presentation", list(Presentation))
@pytest.mark.parametrize("age", list(Age))
def test_neighbouring_timbres_sound_unlike(store, presentation, age):
    """Voices of one kind differ in colour."""
    colours = [
        colour(spoken(store, "Nobody has come to the bay.", presentation=presentation, age=age, timbre=n)[1])
        for n in range(3)
    ]

    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.sqrt(np.mean((colours[one] - colours[other]) ** 2)) > 1.5


@pytest.mark.parametrize("text", ["...", "🎉😀", "こんにちは", "—", "\x00\x07 ."])
def test_what_cannot_be_spoken_is_a_short_silence(store, text):
    """No error, and the captions still get times."""
    speech, sound = spoken(store, text)

    assert speech.duration_ms >= 300
    assert not sound.any()
    assert not speech.exact_words
    assert len(speech.words) == len(text.split())


def test_text_is_never_obeyed(store):
    """Markup and the engine's own notation are read like any words."""
    plain = spoken(store, "one two")[0]

    assert spoken(store, "<break time='9s'/> one two")[0].duration_ms < plain.duration_ms + 3_000
    assert spoken(store, "[[_:_:]] one two")[0].duration_ms < plain.duration_ms + 1_500


def test_a_missing_language_is_refused_by_name(store):
    """The message names the requested language and the available ones."""
    with pytest.raises(CapabilityError, match=r"'xx'.*en-us"):
        spoken(store, language="xx")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Bonjour la mer"),
        ("pt-br", "O mar"),
        ("de-at", "Das Meer"),
        ("ja", "こんにちは"),
        ("ru", "Здравствуй море"),
    ],
)
def test_languages_are_spoken_in_their_own_script(store, language, text):
    """A tag finds its voice, or its parent's."""
    assert spoken(store, text, language=language)[1].any()


def test_parentheticals_colour_the_line(store):
    """A whisper is softer, a shout louder, a slow line longer."""
    plain, _sound = spoken(store)
    levels = {
        how: pyloudnorm.Meter(48_000).integrated_loudness(spoken(store, parenthetical=how)[1])
        for how in ("whispering", "shouting")
    }

    assert levels["whispering"] < -23 < -18.5 < levels["shouting"]
    assert spoken(store, parenthetical="slowly")[0].duration_ms > plain.duration_ms * 1.08


@pytest.mark.parametrize("rate", [90, 150, 220])
def test_words_a_minute_are_honoured(store, rate):
    """Over several voices, a script's words take the minutes they should.

    Scripts of longer or shorter words differ by a seventh.
    """
    text = (
        "We have water for two days. If nobody comes, we row to the point, and then we walk. Can you walk so"
        " far with that leg?"
    )

    minutes = (
        sum(spoken(store, text, words_per_minute=rate, timbre=timbre)[0].duration_ms for timbre in range(4))
        / 60_000
    )

    assert 4 * len(text.split()) / minutes == pytest.approx(rate, rel=0.15)
