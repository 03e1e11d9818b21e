from __future__ import annotations

import io
import tracemalloc

import numpy as np
import pyloudnorm
import pytest
import soundfile

from storyreel.editing.limiter import PeakMeter
from storyreel.editing.loudness import LoudnessMeter
from storyreel.editing.mix import BLOCK, mix_sound
from storyreel.film.assets import AssetRef
from storyreel.film.cutting import MixBrief, PlacedSound, Role
from storyreel.film.errors import RenderError
from storyreel.film.timecode import FrameRate
from tests.fakes.store import FolderStore

RATE = 48_000


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path)


def kept(store, sound, rate=RATE):
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format="FLAC", subtype="PCM_24")
    return store.put(file.getvalue(), "audio/flac")


def noise(seconds, level=0.1, channels=2, seed=1):
    return np.random.default_rng(seed).standard_normal((int(seconds * RATE), channels)) * level


def tone(seconds, hertz=220.0, level=0.1):
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE) * level


def mixed(store, *sounds, frames=240, **brief):
    result = mix_sound(MixBrief(sounds=sounds, frames=frames, **brief), store)
    return result, soundfile.read(store.path(result.audio))[0]


def placed(ref, role=Role.EFFECT, start_ms=0, **facts):
    return PlacedSound(audio=ref, role=role, start_ms=start_ms, **facts)


@pytest.mark.parametrize("target", [-14.0, -23.0])
def test_loudness_and_peaks_meet_the_brief(store, target):
    """An independent meter agrees to 0.3 LU, and no true peak passes the ceiling, not even of clicks."""
    sound = noise(10, 0.03)
    sound[::24_000] = 0.98
    result, heard = mixed(store, placed(kept(store, sound)), loudness_lufs=target)
    meter = PeakMeter(2)
    meter.hear(heard.astype(np.float32))

    assert abs(pyloudnorm.Meter(RATE).integrated_loudness(heard) - target) < 0.3
    assert abs(result.loudness_lufs - target) < 0.3
    assert meter.true_peak_dbtp() <= -2.0
    assert result.true_peak_dbtp <= -2.0


def test_a_film_without_sound_is_silent_and_exactly_long(store):
    """No NaN: silence, -70 LUFS, to the sample at a fractional rate."""
    result, heard = mixed(store, frames=101, rate=FrameRate(numerator=24_000, denominator=1001))

    assert len(heard) == result.samples == round(101 * 1001 / 24_000 * RATE)
    assert not heard.any()
    assert result.loudness_lufs == -70


def test_blocks_leave_no_mark(store):
    """A steady tone across a block's edge stays a steady tone."""
    _, heard = mixed(store, placed(kept(store, tone(24))), frames=24 * 24)
    bend = np.abs(np.diff(heard[:, 0], 2))

    assert len(heard) > 2 * BLOCK
    for edge in (BLOCK, 2 * BLOCK):
        assert bend[edge - 100 : edge + 100].max() < 1.02 * bend[RATE : 2 * RATE].max()


def test_sounds_begin_loop_fade_and_end_where_they_are_placed(store):
    """Loop fills its span, a cut ends at its end, and nothing is heard outside."""
    _, heard = mixed(
        store,
        placed(kept(store, noise(1)), start_ms=1000, end_ms=5500, looped=True),
        placed(kept(store, noise(3)), start_ms=7000, end_ms=8000),
    )
    level = np.sqrt((heard**2).mean(axis=1).reshape(-1, RATE // 2).mean(axis=1))

    assert (level[[0, 1, 11, 12, 13, 16, 17, 18, 19]] < 1e-6).all()
    assert (level[2:11] > 0.5 * level.max()).all()
    assert (level[14:16] > 0.3 * level.max()).all()


def test_a_fade_into_another_keeps_the_power(store):
    """Equal fades over one another, neither a dip nor a hump over 1 dB."""
    _, heard = mixed(
        store,
        placed(kept(store, noise(6, seed=1)), Role.MUSIC, end_ms=6000, fade_out_ms=2000),
        placed(kept(store, noise(6, seed=2)), Role.MUSIC, start_ms=4000, fade_in_ms=2000),
    )
    level = 10 * np.log10((heard**2).mean(axis=1).reshape(-1, RATE // 2).mean(axis=1))

    assert np.ptp(level[1:-1]) < 1.0


def test_pan_moves_a_voice_without_changing_its_power(store):
    """Hard left is heard left only; the middle is as loud in sum."""
    line = kept(store, tone(2))
    _, heard = mixed(store, placed(line, Role.EFFECT, pan=-1), placed(line, Role.EFFECT, start_ms=4000))
    left, middle = heard[RATE // 2 : RATE], heard[4 * RATE + RATE // 2 : 5 * RATE]

    assert np.abs(left[:, 1]).max() < 1e-6
    assert (left**2).sum() == pytest.approx((middle**2).sum(), rel=0.02)


def test_music_gives_way_to_speech_before_it_begins_and_through_its_pauses(store):
    """Ducked by 12 dB, in time, without pumping between two sentences."""
    music = placed(kept(store, tone(10, 3000, 0.02)), Role.MUSIC)
    lines = [placed(kept(store, tone(1.5, 300, 0.1)), Role.SPEECH, start_ms=ms) for ms in (3000, 5300)]
    _, heard = mixed(store, music, *lines)
    spectrum = np.abs(np.fft.rfft(heard[:, 0].reshape(-1, RATE // 10) * np.hanning(RATE // 10), axis=1))[
        :, 300
    ]
    level = 20 * np.log10(spectrum / spectrum[10])

    assert level[32] < -11
    assert (level[31:66] < -10).all()
    assert level[95] > -0.5
    assert np.abs(np.diff(level[10:90])).max() < 6


def test_other_rates_and_formats_are_converted(store):
    """A 22 kHz mono WAV and an MP3 sound at their own pitch."""
    for form, subtype in (("WAV", "PCM_16"), ("MP3", None)):
        file = io.BytesIO()
        time = np.arange(4 * 22_050) / 22_050
        soundfile.write(file, np.sin(2 * np.pi * 500 * time) * 0.2, 22_050, format=form, subtype=subtype)
        _, heard = mixed(store, placed(store.put(file.getvalue(), "audio/x")), frames=96)

        assert np.argmax(np.abs(np.fft.rfft(heard[RATE : 2 * RATE, 0]))) == 500


def test_a_broken_sound_is_named(store):
    """An error that says what to do, and no silence in its place."""
    with pytest.raises(RenderError, match="cannot be decoded"):
        mixed(store, placed(store.put(b"no sound at all", "audio/flac")))


def test_memory_does_not_grow_with_the_film(store):
    """Three times the film, nearly the same memory."""
    bed = placed(kept(store, noise(4)), Role.AMBIENCE, end_ms=160_000, looped=True)
    peaks = []
    store.put = lambda content, media_type: AssetRef(
        sha256="0" * 64, media_type=media_type, size_bytes=content.stat().st_size
    )
    for seconds in (20, 60):
        tracemalloc.start()
        mix_sound(MixBrief(sounds=(bed,), frames=24 * seconds), store)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] * 1.15


@pytest.mark.parametrize("channels", [1, 2])
def test_the_meter_agrees_with_an_independent_one(channels):
    """Gated loudness of a sound with quiet and loud parts, heard in odd blocks."""
    sound = noise(8, 0.1, channels) * np.repeat([1.0, 0.05, 0.5, 0.0], 2 * RATE)[:, None]
    meter = LoudnessMeter(channels)
    for start in range(0, len(sound), 7777):
        meter.hear(sound[start : start + 7777])

    assert meter.integrated_lufs() == pytest.approx(
        pyloudnorm.Meter(RATE).integrated_loudness(sound), abs=0.1
    )
