"""Mixes the film's one continuous sound in blocks, so that memory does not grow with the film.

It does not know scenes or shots.

placed sounds --> first pass: sum of ten seconds at a time, loudness and peaks measured --> raw file
raw file      --> gain and limiter, measured again until the loudness is met            --> FLAC
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile

from storyreel.editing.ducking import SpeechTrack, ducked_gain
from storyreel.editing.limiter import STRETCH, PeakMeter, gain_at, gain_knots
from storyreel.editing.loudness import SAMPLE_RATE_HZ, SILENCE_LUFS, LoudnessMeter
from storyreel.editing.placed import PlacedPlayer, is_ready, make_ready
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.cutting import MixBrief, MixedSound, PlacedSound, Role

ROLE_GAIN_DB = {Role.SPEECH: 0.0, Role.EFFECT: -4.0, Role.AMBIENCE: 0.0, Role.MUSIC: 0.0}
"""Over the levels the crew records at: speech -20, effects -20 at their loudest, beds -34, music -24 LUFS."""
DUCK_DB = {Role.AMBIENCE: 3.0, Role.MUSIC: 8.0}
"""How far a role gives way to speech."""
BLOCK = 7500 * STRETCH
"""Ten seconds."""
_TOLERANCE_LU = 0.1
_MOST_PASSES = 6
_GREATEST_GAIN_DB = 40.0
"""A film of nothing but a whisper of noise is not made loud."""


def mix_sound(brief: MixBrief, store: AssetStore) -> MixedSound:
    """Everything heard, as one stereo FLAC exactly as long as the picture, at the wanted loudness and under the ceiling.

    Silence stays silence, its loudness reported as -70 LUFS. Where limiting leaves too little, the mix comes
    as near as six passes take it.

    Raises:
        RenderError: a sound cannot be decoded.
        AssetLostError: a sound is gone from the store.
    """
    samples = brief.rate.samples(brief.frames, SAMPLE_RATE_HZ)
    with TemporaryDirectory(dir=store.workspace()) as name:
        folder = Path(name)
        paths = _ready_paths(brief.sounds, store, folder)
        raw = folder / "sum.f32"
        loudness, peaks = _sum_up(brief.sounds, paths, samples, raw)
        path = folder / "mix.flac"
        lufs, dbtp = _master(raw, samples, loudness, peaks, brief, path)
        return MixedSound(
            audio=store.put(path, "audio/flac"),
            samples=samples,
            loudness_lufs=round(lufs, 2),
            true_peak_dbtp=round(dbtp, 2),
        )


def _ready_paths(sounds: tuple[PlacedSound, ...], store: AssetStore, folder: Path) -> dict[AssetRef, Path]:
    """A file for each sound that plays at 48 kHz, converted where it does not."""
    paths: dict[AssetRef, Path] = {}
    for ref in dict.fromkeys(sound.audio for sound in sounds):
        path = store.path(ref)
        if not is_ready(path):
            ready = folder / f"{ref.sha256}.wav"
            make_ready(path, ready)
            path = ready
        paths[ref] = path
    return paths


def _sum_up(
    sounds: tuple[PlacedSound, ...], paths: dict[AssetRef, Path], samples: int, raw: Path
) -> tuple[float, np.ndarray]:
    """Write the plain sum of everything; its loudness, and the true peak of every stretch."""
    presence = _speech_track([s for s in sounds if s.role is Role.SPEECH], paths, samples).presence()
    meter, peaks = LoudnessMeter(2), PeakMeter(2)
    with raw.open("wb") as file:
        for block in _blocks(sounds, paths, samples, presence):
            meter.hear(block)
            peaks.hear(block)
            block.tofile(file)
    return meter.integrated_lufs(), peaks.peaks()


def _speech_track(lines: list[PlacedSound], paths: dict[AssetRef, Path], samples: int) -> SpeechTrack:
    track = SpeechTrack(samples)
    for line in lines:
        player = PlacedPlayer(line, paths[line.audio])
        end = min(player.end, samples)
        for start in range(player.start, end, BLOCK):
            track.hear(start, player.play(start, min(end, start + BLOCK)))
        player.close()
    return track


def _blocks(
    sounds: tuple[PlacedSound, ...], paths: dict[AssetRef, Path], samples: int, presence: np.ndarray
) -> Iterator[np.ndarray]:
    """The sum of all sounds, ten seconds at a time; a file is open only while it is heard."""
    coming = sorted(sounds, key=lambda sound: sound.start_ms, reverse=True)
    playing: list[PlacedPlayer] = []
    with ExitStack() as files:
        for start in range(0, samples, BLOCK):
            end = min(samples, start + BLOCK)
            while coming and coming[-1].start_ms * SAMPLE_RATE_HZ < end * 1000:
                placed = coming.pop()
                playing.append(PlacedPlayer(placed, paths[placed.audio]))
                files.callback(playing[-1].close)
            yield _block(playing, start, end, presence)
            for player in [p for p in playing if p.end <= end]:
                player.close()
                playing.remove(player)


def _block(playing: list[PlacedPlayer], start: int, end: int, presence: np.ndarray) -> np.ndarray:
    buses = {
        role: np.zeros((end - start, 2), np.float32) for role in dict.fromkeys(p.placed.role for p in playing)
    }
    for player in playing:
        first, last = max(start, player.start), min(end, player.end)
        if first < last:
            buses[player.placed.role][first - start : last - start] += player.play(first, last)
    total = np.zeros((end - start, 2), np.float32)
    for role in (role for role in Role if role in buses):
        bus = buses[role] * np.float32(10 ** (ROLE_GAIN_DB[role] / 20))
        if role in DUCK_DB:
            bus *= ducked_gain(presence, start, end - start, DUCK_DB[role])
        total += bus
    return total


def _master(
    raw: Path, samples: int, loudness: float, peaks: np.ndarray, brief: MixBrief, path: Path
) -> tuple[float, float]:
    """Write the FLAC at the wanted loudness; its loudness and true peak as measured."""
    if loudness <= SILENCE_LUFS:
        return _write(raw, samples, np.ones(len(peaks) + 1, np.float32), path)
    gain_db, lufs, dbtp = min(_GREATEST_GAIN_DB, brief.loudness_lufs - loudness), loudness, 0.0
    for _ in range(_MOST_PASSES):
        lufs, dbtp = _write(raw, samples, gain_knots(peaks, 10 ** (gain_db / 20), brief.true_peak_dbtp), path)
        missing = brief.loudness_lufs - lufs
        if abs(missing) <= _TOLERANCE_LU or gain_db >= _GREATEST_GAIN_DB:
            break
        gain_db = min(_GREATEST_GAIN_DB, gain_db + missing * 1.3)  # what is gained is limited again
    return lufs, dbtp


def _write(raw: Path, samples: int, knots: np.ndarray, path: Path) -> tuple[float, float]:
    meter, peaks = LoudnessMeter(2), PeakMeter(2)
    with (
        raw.open("rb") as source,
        soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 2, format="FLAC", subtype="PCM_24") as sink,
    ):
        for start in range(0, samples, BLOCK):
            count = min(BLOCK, samples - start)
            block = np.fromfile(source, np.float32, count * 2).reshape(count, 2) * gain_at(
                knots, start, count
            )
            meter.hear(block)
            peaks.hear(block)
            sink.write(block)
    return meter.integrated_lufs(), peaks.true_peak_dbtp()
