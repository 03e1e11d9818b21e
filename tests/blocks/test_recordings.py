"""Sound of any format is converted to what the film needs, completely or not at all."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from blocks import recordings
from storyreel.editing.loudness import loudest_moment_lufs, loudness_lufs
from storyreel.film.assets import AssetStore
from storyreel.film.errors import BrokenDeliveryError
from tests.fakes import media, sounds

LINE = "Good evening, Mara. Is the lamp lit?"


def noise(seconds: float) -> np.ndarray:
    """Steady stereo noise."""
    return (0.1 * np.random.default_rng(3).standard_normal((round(seconds * 48000), 2))).astype(np.float32)


@pytest.mark.parametrize("form", ["mp3_44100_128", "mp3_24000", "wav", "flac", "opus_48000", "aac"])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_format_becomes_48_khz_of_the_same_length(form: str, channels: int) -> None:
    """Resampled to its last sample."""
    content, _ = sounds.speech({"text": LINE, "voice": "x", "format": form})

    sound = recordings.decoded(content, channels, "Somebody")

    assert sound.shape[1] == channels
    assert len(sound) / 48000 == pytest.approx(sounds.speech_seconds(LINE), abs=0.08)
    assert sound.dtype == np.float32


@pytest.mark.parametrize("form", ["mp3_44100_128", "wav", "flac", "aac"])
@pytest.mark.parametrize("damage", ["truncated", "corrupt", "empty"])
def test_damage_is_found(form: str, damage: str) -> None:
    """By decoding all of it, and by the length it should have."""
    content, _ = sounds.speech({"text": LINE, "voice": "x", "format": form})

    with pytest.raises(BrokenDeliveryError, match="Somebody"):
        recordings.decoded(media.damaged(content, damage), 1, "Somebody", sounds.speech_seconds(LINE) * 0.9)


@pytest.mark.parametrize("content", [b"<html>no</html>", b"#EXTM3U\nfile:///etc/passwd\n", bytes(4000)])
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    """A page, a list of files, zeros."""
    with pytest.raises(BrokenDeliveryError):
        recordings.decoded(content, 1, "Somebody")


def test_silence_is_refused() -> None:
    """A file that plays and is silent."""
    file = io.BytesIO()
    soundfile.write(file, np.zeros(48000), 48000, format="FLAC")

    with pytest.raises(BrokenDeliveryError, match="silence"):
        recordings.decoded(file.getvalue(), 1, "Somebody")


@pytest.mark.parametrize("seconds", [0.3, 4.0, 17.5])
def test_a_bed_is_exact_and_has_no_seam(seconds: float) -> None:
    """For any length; steady noise stays steady over every join."""
    bed = recordings.as_bed(noise(9), seconds)

    assert len(bed) == round(seconds * 48000)
    around = np.concatenate([bed, bed])
    power = [
        np.sqrt(np.mean(around[start : start + 4800] ** 2)) for start in range(0, len(around) - 4800, 2400)
    ]
    assert min(power) > 0.8 * max(power)


def test_levels_are_those_of_the_mix() -> None:
    """An effect at its loudest, a bed and music as a whole."""
    assert loudest_moment_lufs(recordings.as_effect(noise(2), 1.0)) == pytest.approx(-20, abs=0.5)
    assert loudness_lufs(recordings.as_bed(noise(5), 4.0)) == pytest.approx(-34, abs=0.5)
    assert loudness_lufs(recordings.as_music(noise(9), 9.0)) == pytest.approx(-24, abs=0.7)


def test_music_that_came_short_ends_in_its_fade_and_then_silence() -> None:
    """The length asked for holds to the sample."""
    music = recordings.as_music(noise(4.5), 5.0)

    assert len(music) == 5 * 48000
    assert not np.abs(music[round(4.5 * 48000) :]).max()
    assert np.abs(music[round(4.45 * 48000)]).max() < 0.01


def test_parts_fade_into_one_another() -> None:
    """Each seam is heard once."""
    assert len(recordings.joined([noise(2), noise(3), noise(1)], 0.5)) == 5 * 48000


def test_what_is_kept_is_the_same_each_time(store: AssetStore) -> None:
    """Equal samples have one hash."""
    assert recordings.keep(noise(1), store) == recordings.keep(noise(1), store)
