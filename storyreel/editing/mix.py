"""Mixes the film's one continuous sound in blocks, so that memory does not grow with the film.

placed sounds --> first pass: sum of ten seconds at a time, loudness and peaks measured --> raw file
raw file      --> gain and limiter, measured again until the loudness is met            --> FLAC
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import numpy as np
import soundfile

from storyreel.editing.ducking import SpeechTrack, ducked_gain
from storyreel.editing.limiter import STRETCH, PeakMeter, gain_at, gain_knots
from storyreel.editing.loudness import SAMPLE_RATE_HZ, SILENCE_LUFS, LoudnessMeter
from storyreel.editing.placed_sound import PlacedPlayer, is_ready, make_ready
from storyreel.editing.speech_places import as_heard
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.cutting import MixBrief, MixedSound, PlacedSound, Role
from storyreel.film.hearing import Medium, Room

ROLE_GAIN_DB = {Role.SPEECH: 0.0, Role.EFFECT: -4.0, Role.AMBIENCE: 0.0, Role.MUSIC: 0.0}
"""Over the levels the crew records at: speech -20, effects -20 at their loudest, beds -34, music -24 LUFS."""
DUCK_DB = {Role.EFFECT: 4.0, Role.AMBIENCE: 6.0, Role.MUSIC: 12.0}
"""How much quieter a role becomes under speech."""
_Paths = dict[tuple[AssetRef, Medium, Room, bool], Path]
"""The file of each sound as it is heard."""
BLOCK = 7500 * STRETCH
"""Ten seconds."""
_TOLERANCE_LU = 0.1
_MOST_PASSES = 6
_GREATEST_GAIN_DB = 40.0
"""A film of almost silent noise is not made loud."""


def mix_sound(brief: MixBrief, store: AssetStore) -> MixedSound:
    """All sounds as one stereo FLAC exactly as long as the picture, at the wanted loudness and peak.

    Silence stays silence, its loudness reported as -70 LUFS. If limiting takes too much, the mix comes as
    near to the wanted loudness as six passes take it.

    Raises:
        RenderError: a sound cannot be decoded.
        AssetLostError: a sound is gone from the store.
    """
    samples = brief.rate.samples(brief.frames, SAMPLE_RATE_HZ)
    with TemporaryDirectory(dir=store.workspace()) as name:
        folder = Path(name)
        paths = _ready_paths(brief.sounds, store, folder)
        raw, path = folder / "sum.f32", folder / "mix.flac"
        loudness, peaks = _sum_up(brief.sounds, paths, samples, raw)
        lufs, dbtp = _Master(raw, samples, path).at(brief, loudness, peaks)
        return MixedSound(
            audio=store.put(path, "audio/flac"),
            samples=samples,
            loudness_lufs=round(lufs, 2),
            true_peak_dbtp=round(dbtp, 2),
        )


def _ready_paths(sounds: tuple[PlacedSound, ...], store: AssetStore, folder: Path) -> _Paths:
    """A file for each sound that plays at 48 kHz and as it is heard, made if the sound is another."""
    refs = dict.fromkeys(sound.audio for sound in sounds)
    ready = {ref: _ready_path(ref, store, folder) for ref in refs}
    return {_heard_as(sound): _as_heard(sound, ready[sound.audio], folder) for sound in sounds}


def _heard_as(sound: PlacedSound) -> tuple[AssetRef, Medium, Room, bool]:
    return sound.audio, sound.medium, sound.room, sound.off_screen


def _as_heard(sound: PlacedSound, path: Path, folder: Path) -> Path:
    """The file of a sound as it is heard through its device and in its room."""
    if sound.is_plain:
        return path
    how = f"{sound.medium}-{sound.room}-{sound.off_screen}".replace(" ", "-")
    treated = folder / f"{sound.audio.sha256}-{how}.wav"
    if not treated.exists():
        voice, _ = soundfile.read(path, dtype="float32", always_2d=True)
        heard = as_heard(voice.mean(axis=1), sound.medium, sound.room, off_screen=sound.off_screen)
        soundfile.write(treated, heard, SAMPLE_RATE_HZ, subtype="FLOAT")
    return treated


def _ready_path(ref: AssetRef, store: AssetStore, folder: Path) -> Path:
    path = store.path(ref)
    if is_ready(path):
        return path
    ready = folder / f"{ref.sha256}.wav"
    make_ready(path, ready)
    return ready


def _sum_up(
    sounds: tuple[PlacedSound, ...], paths: _Paths, samples: int, raw: Path
) -> tuple[float, np.ndarray]:
    """Write the plain sum of everything; its loudness, and the true peak of every stretch."""
    lines = [sound for sound in sounds if sound.role is Role.SPEECH]
    presence = _speech_track(lines, paths, samples).presence()
    meter, peaks = LoudnessMeter(2), PeakMeter(2)
    with raw.open("wb") as file:
        for block in _blocks(sounds, paths, samples, presence):
            meter.hear(block)
            peaks.hear(block)
            block.tofile(file)
    return meter.integrated_lufs(), peaks.peaks()


def _speech_track(lines: list[PlacedSound], paths: _Paths, samples: int) -> SpeechTrack:
    track = SpeechTrack(samples)
    for line in lines:
        player = _player(line, paths)
        end = min(player.end, samples)
        for start in range(player.start, end, BLOCK):
            track.hear(start, player.play(start, min(end, start + BLOCK)))
        player.close()
    return track


def _blocks(
    sounds: tuple[PlacedSound, ...], paths: _Paths, samples: int, presence: np.ndarray
) -> Iterator[np.ndarray]:
    """The sum of all sounds, ten seconds at a time; a file is open only while it is heard."""
    with _Players(sounds, paths) as players:
        for start in range(0, samples, BLOCK):
            end = min(samples, start + BLOCK)
            players.start_until(end)
            yield _block(players.playing, start, end, presence)
            players.stop_at(end)


def _player(placed: PlacedSound, paths: _Paths) -> PlacedPlayer:
    return PlacedPlayer(placed, paths[_heard_as(placed)])


class _Players:
    """The sounds that are heard at present, in the order in which they began."""

    def __init__(self, sounds: tuple[PlacedSound, ...], paths: _Paths) -> None:
        self._paths = paths
        self._coming = sorted(sounds, key=lambda sound: sound.start_ms, reverse=True)
        self.playing: list[PlacedPlayer] = []
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def start_until(self, end: int) -> None:
        """Open the sounds that begin before sample `end`."""
        while self._coming and self._coming[-1].start_ms * SAMPLE_RATE_HZ < end * 1000:
            self._start(_player(self._coming.pop(), self._paths))

    def _start(self, player: PlacedPlayer) -> None:
        self.playing.append(player)
        self._files.callback(player.close)

    def stop_at(self, end: int) -> None:
        """Close the sounds that are over at sample `end`."""
        for player in self._over_at(end):
            player.close()
            self.playing.remove(player)

    def _over_at(self, end: int) -> list[PlacedPlayer]:
        return [player for player in self.playing if player.end <= end]


def _block(playing: list[PlacedPlayer], start: int, end: int, presence: np.ndarray) -> np.ndarray:
    buses = _buses(playing, start, end)
    total = np.zeros((end - start, 2), np.float32)
    for role in (role for role in Role if role in buses):
        bus = buses[role] * np.float32(10 ** (ROLE_GAIN_DB[role] / 20))
        if role in DUCK_DB:
            bus *= ducked_gain(presence, start, end - start, DUCK_DB[role])
        total += bus
    return total


def _buses(playing: list[PlacedPlayer], start: int, end: int) -> dict[Role, np.ndarray]:
    """The sum of the sounds of each role, `(samples, 2)` float32."""
    roles = dict.fromkeys(player.placed.role for player in playing)
    buses = {role: np.zeros((end - start, 2), np.float32) for role in roles}
    for player in playing:
        first, last = max(start, player.start), min(end, player.end)
        if first < last:
            buses[player.placed.role][first - start : last - start] += player.play(first, last)
    return buses


@dataclass(frozen=True)
class _Master:
    """Brings the plain sum to its loudness."""

    raw: Path
    samples: int
    path: Path
    """The FLAC that is written."""

    def at(self, brief: MixBrief, loudness: float, peaks: np.ndarray) -> tuple[float, float]:
        """Write the FLAC at the wanted loudness; its loudness and true peak as measured."""
        if loudness <= SILENCE_LUFS:
            return self._write(np.ones(len(peaks) + 1, np.float32))
        gain_db, lufs, dbtp = min(_GREATEST_GAIN_DB, brief.loudness_lufs - loudness), loudness, 0.0
        for _ in range(_MOST_PASSES):
            lufs, dbtp = self._write(gain_knots(peaks, 10 ** (gain_db / 20), brief.true_peak_dbtp))
            missing = brief.loudness_lufs - lufs
            if abs(missing) <= _TOLERANCE_LU or gain_db >= _GREATEST_GAIN_DB:
                break
            gain_db = min(_GREATEST_GAIN_DB, gain_db + missing * 1.3)  # what is gained is limited again
        return lufs, dbtp

    def _write(self, knots: np.ndarray) -> tuple[float, float]:
        meter, peaks = LoudnessMeter(2), PeakMeter(2)
        with soundfile.SoundFile(self.path, "w", SAMPLE_RATE_HZ, 2, format="FLAC", subtype="PCM_24") as sink:
            for block in self._blocks(knots):
                meter.hear(block)
                peaks.hear(block)
                sink.write(block)
        return meter.integrated_lufs(), peaks.true_peak_dbtp()

    def _blocks(self, knots: np.ndarray) -> Iterator[np.ndarray]:
        """The plain sum times its gain, ten seconds at a time."""
        with self.raw.open("rb") as source:
            for start in range(0, self.samples, BLOCK):
                count = min(BLOCK, self.samples - start)
                plain = np.fromfile(source, np.float32, count * 2).reshape(count, 2)
                yield plain * gain_at(knots, start, count)
