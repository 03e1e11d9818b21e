from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

from storyreel.animatic.voice.kokoro import speak_by_model
from storyreel.animatic.voice.kokoro.engine import ENGINE, UNIT_SAMPLES, Delivery
from storyreel.animatic.voice.kokoro.voices import mixture
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import CapabilityError
from tests.fakes.store import FolderStore

LINE = "On the way, at 3:45."
SIGNS = "nˈO."


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return FolderStore(tmp_path_factory.mktemp("store"))


def spoken(store, text=LINE, parenthetical="", **voice):
    brief = SpeechBrief(text=text, voice=Voice(presentation="feminine", **voice), parenthetical=parenthetical)
    speech = speak_by_model(brief, store)
    return speech, soundfile.read(store.path(speech.audio))[0]


def delivery(signs=SIGNS, stretch=1.0, pause=0.0, **more):
    return Delivery(
        style=mixture("af_heart").style(len(signs)),
        stretch=np.full(len(signs), stretch),
        pause=np.full(len(signs), pause),
        middle_hz=mixture("af_heart").middle_hz,
        **more,
    )


def highest_pitch(samples):
    """The highest pitch of the loud tenths of a second, hertz, by autocorrelation between 80 and 400 Hz."""
    parts = [samples[start : start + 2400] for start in range(0, len(samples) - 2400, 600)]
    loud = [part for part in parts if (part**2).sum() > 0.3 * max((one**2).sum() for one in parts)]
    alike = [np.correlate(part, part, "full")[len(part) :] for part in loud]
    return max(24_000 / (60 + int(np.argmax(one[59:300]))) for one in alike)


def test_the_runtime_writes_and_sends_nothing_of_its_own(tmp_path: Path) -> None:
    """It would keep events for its maker, and an identifier of the machine, in the person's home."""
    code = "from storyreel.animatic.voice.kokoro.engine import ENGINE; assert ENGINE._session"
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}  # noqa: TID251

    subprocess.run([sys.executable, "-c", code], check=True, env=environment | {"HOME": str(tmp_path)})

    assert list(tmp_path.rglob("*")) == []


def test_every_word_has_its_exact_time_and_the_line_its_level(store):
    """Words as they are written, in order; 48 kHz mono near -20 LUFS with 20 ms of silence at most."""
    speech, sound = spoken(store)
    info = soundfile.info(store.path(speech.audio))
    heard = np.flatnonzero(np.abs(sound) > 0.01)

    assert [word.word for word in speech.words] == LINE.split()
    assert speech.exact_words
    assert all(one.start_ms < one.end_ms for one in speech.words)
    assert speech.words[-1].end_ms <= speech.duration_ms == round(len(sound) / 48)
    assert "".join(one.ipa for one in speech.phonemes).startswith("ɔnðəweɪ")
    assert all(one.end_ms == after.start_ms for one, after in pairwise(speech.phonemes[:2]))
    assert speech.phonemes[0].start_ms == pytest.approx(speech.words[0].start_ms, abs=1)
    assert speech.words[-1].start_ms < speech.phonemes[-1].end_ms <= speech.duration_ms
    assert (info.samplerate, info.channels, info.format) == (48_000, 1, "FLAC")
    assert abs(pyloudnorm.Meter(48_000).integrated_loudness(sound) + 20) < 1
    assert heard[0] <= 960
    assert len(sound) - heard[-1] <= 1_100


def test_the_same_line_has_the_same_samples_whatever_is_spoken_beside_it(store):
    """One model serves many threads."""
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(lambda timbre: spoken(store, "No.", timbre=timbre)[0].audio.sha256, (0, 1))

    assert spoken(store, "No.", timbre=0)[0].audio.sha256 == one != other


def test_the_lengths_of_the_phonemes_add_up_to_the_sound():
    """To the sample; a stretch and a pause make them longer."""
    plain = ENGINE.say(SIGNS, delivery())
    slow = ENGINE.say(SIGNS, delivery(stretch=1.5))
    halting = ENGINE.say(SIGNS, delivery(pause=2.0))

    assert len(plain.edges) == len(SIGNS) + 1
    assert len(plain.samples) >= plain.edges[-1]
    assert (np.diff(plain.edges) % UNIT_SAMPLES == 0).all()
    assert np.diff(slow.edges).sum() > 1.25 * np.diff(plain.edges).sum()
    assert (np.diff(halting.edges) - np.diff(plain.edges) == 2 * UNIT_SAMPLES).all()


def test_pitch_changes_the_voice_and_not_its_length():
    """The model's own melody is raised; the recording is not shifted."""
    vowel = "ˈɑːːːː."
    plain, high = ENGINE.say(vowel, delivery(vowel)), ENGINE.say(vowel, delivery(vowel, pitch=1.2))

    assert len(plain.samples) == len(high.samples)
    assert highest_pitch(high.samples) / highest_pitch(plain.samples) == pytest.approx(1.2, abs=0.04)


@pytest.mark.parametrize("text", ["...", "🎉😀", "—", "\x00\x07 ."])
def test_what_cannot_be_spoken_is_a_short_silence(store, text):
    """No error, and the captions still get times."""
    speech, sound = spoken(store, text)

    assert speech.duration_ms >= 300
    assert not sound.any()
    assert len(speech.words) == len(text.split())


@pytest.mark.parametrize("own_name", ["", "bf_emma"])
def test_a_language_that_the_model_does_not_speak_is_refused(store, own_name):
    """Also if the voice is named: an English voice would read German as English."""
    brief = SpeechBrief(text="Guten Abend.", voice=Voice(language="de"))

    with pytest.raises(CapabilityError, match="Accepted are en, es, fr, hi, it, pt"):
        speak_by_model(brief, store, own_name)


@pytest.mark.long
def test_a_line_longer_than_the_model_takes_is_spoken_in_passages(store):
    """Every word keeps a time, in order; also one word of a thousand letters."""
    text = "The keeper counted the boats again, and nobody answered him. " * 12 + "ha" * 500

    speech, _ = spoken(store, text)

    starts = [word.start_ms for word in speech.words]
    assert len(starts) == len(text.split())
    assert starts == sorted(starts)
    assert len(text) > 510
