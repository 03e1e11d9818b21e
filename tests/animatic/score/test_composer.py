from __future__ import annotations

import itertools

import numpy as np
import pyloudnorm
import pytest
import soundfile

from storyreel.animatic.score import compose
from storyreel.animatic.score.styles import STYLES
from storyreel.animatic.score.writing import write_score
from storyreel.film.briefs import MusicBrief
from storyreel.film.storyboard import Mood
from tests.fakes.store import FolderStore


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path)


def composed(store, mood=Mood.CALM, seconds=20.0, seed=3):
    music = compose(MusicBrief(mood=mood, seconds=seconds, seed=seed), store)
    return music, soundfile.read(store.path(music.audio))[0]


@pytest.mark.parametrize("mood", list(Mood))
def test_every_mood_has_a_score_at_its_level(store, mood):
    """Stereo, -24 LUFS, under -3 dBFS, and faded out at the end."""
    _, sound = composed(store, mood, 8.0)

    assert sound.shape == (384_000, 2)
    assert abs(pyloudnorm.Meter(48_000).integrated_loudness(sound) + 24) < 0.7
    assert np.abs(sound).max() <= 10 ** (-3 / 20) + 1e-4
    assert np.abs(sound[-1]).max() < 1e-4


@pytest.mark.parametrize("seconds", [0.5, 1.234, 7.001, 21.5])
def test_a_score_is_as_long_as_asked(store, seconds):
    """To within one millisecond, whatever the length."""
    music, sound = composed(store, Mood.TENSE, seconds)

    assert abs(len(sound) / 48_000 - seconds) <= 0.001
    assert abs(music.duration_ms - seconds * 1000) <= 1
    assert sound.any()


def test_a_seed_is_a_score(store):
    """The same seed gives the same samples, another other music."""
    shas = [composed(store, seconds=3, seed=seed)[0].audio.sha256 for seed in (1, 1, 2)]

    assert shas[0] == shas[1] != shas[2]


@pytest.mark.parametrize("mood", list(Mood))
def test_a_score_goes_somewhere_and_comes_home(mood):
    """Phrases differ, voices move little, and the last bar is the tonic."""
    style = STYLES[mood]
    notes = write_score(style, 16, np.random.default_rng(4))
    pads = [
        sorted(n.pitch for n in notes if n.player == style.pad and n.at == bar * 4 and n.beats > 4)
        for bar in range(16)
    ]
    moves = [abs(a - b) for one, other in itertools.pairwise(pads) for a, b in zip(one, other, strict=False)]

    assert len({tuple(pad) for pad in pads}) >= 3
    assert np.mean(moves) < 4
    assert {pitch % 12 for pitch in pads[-1]} <= {(style.root + style.scale[step]) % 12 for step in (0, 2, 4)}
    assert max(n.at for n in notes) >= 60
