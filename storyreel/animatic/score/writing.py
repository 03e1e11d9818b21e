"""Writes the notes of a score: phrases of four bars, voices that move as little as they can, a motif that grows, a cadence at the end.

It does not know how instruments sound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from storyreel.animatic.score.styles import Style

BEATS = 4
_RHYTHMS = (
    ((0.0, 4.0),),
    ((0.0, 2.0), (2.0, 2.0)),
    ((0.0, 3.0), (3.0, 1.0)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 2.0)),
    ((0.0, 1.0), (1.0, 1.0), (2.0, 2.0)),
    ((0.0, 1.0), (1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 1.0)),
    ((0.0, 0.5), (0.5, 0.5), (1.0, 1.0), (2.0, 0.5), (2.5, 0.5), (3.0, 1.0)),
)
"""Bars of melody from slow to running: beat and length of each note."""


@dataclass(frozen=True)
class Note:
    """One note: when and how long in beats from the start, MIDI pitch, loudness 0 to 1, who plays, and where they sit (0 left, 1 right)."""

    at: float
    beats: float
    pitch: int
    velocity: float
    player: str
    side: float = 0.5


@dataclass(frozen=True)
class _Motif:
    rhythm: tuple[tuple[float, float], ...]
    contour: tuple[int, ...]
    """Scale steps from the chord tone it starts on."""


def write_score(style: Style, bars: int, rng: np.random.Generator) -> tuple[Note, ...]:
    """Every note of a score of that many bars; the last bar is home, held."""
    degrees = _harmony(style, bars, rng)
    voicings = _voicings(style, degrees)
    notes: list[Note] = []
    melody = _Melody(style, rng)
    for bar, (degree, chord) in enumerate(zip(degrees, voicings, strict=True)):
        last, energy = bar == bars - 1, _energy(bar, bars)
        notes += _pad(style, bar, chord, last, energy)
        notes += _bass(style, bar, degree, last, energy)
        if not last:
            notes += _figure(style, bar, chord, energy, rng)
            notes += _drums(style, bar, energy)
        if style.lead and (last or _sings(bar, bars)):
            notes += melody.bar(bar, degree, last, energy)
    return tuple(notes)


def _harmony(style: Style, bars: int, rng: np.random.Generator) -> list[int]:
    """A degree for every bar: home phrases and others in turn, five - one at the end."""
    home, *others = style.phrases
    degrees: list[int] = []
    for phrase in range(-(-bars // BEATS)):
        degrees += (
            home
            if phrase % 4 in (0, 1, 3) and not (phrase % 4 == 1 and rng.random() < 0.35)
            else others[int(rng.integers(len(others)))]
        )
    degrees = degrees[:bars]
    if bars > 2:
        degrees[-2] = 4 if style.scale[6] == 11 else 6
    degrees[-1] = 0
    return degrees


def _voicings(style: Style, degrees: list[int]) -> list[tuple[int, ...]]:
    """Four tones a chord, each voice as near as can be to where it was."""
    voicings: list[tuple[int, ...]] = []
    before = [style.root + 12 + step for step in (0, 4, 7, 12)]
    for number, degree in enumerate(degrees):
        steps = [
            degree,
            degree + 2,
            degree + 4,
            degree + (style.added if style.added and number < len(degrees) - 1 else 7),
        ]
        tones = [_pitch(style, step) % 12 for step in steps]
        taken: list[int] = []
        for voice in before:
            free = [tone for tone in tones if tone not in [t % 12 for t in taken]] or tones
            nearest = min(
                (voice + (tone - voice + 6) % 12 - 6 for tone in free),
                key=lambda pitch, voice=voice: abs(pitch - voice),
            )
            taken.append(min(style.root + 31, max(style.root + 7, nearest)))
        before = sorted(taken)
        voicings.append(tuple(before))
    return voicings


class _Melody:
    """A motif of one bar, and what becomes of it."""

    def __init__(self, style: Style, rng: np.random.Generator) -> None:
        self._style, self._rng = style, rng
        self._home, self._other = self._motif(), self._motif()
        self._last = style.root + 24

    def bar(self, bar: int, degree: int, last: bool, energy: float) -> list[Note]:
        """The melody's bar over a chord: the motif, again, answered, and come to rest."""
        phrase, place = divmod(bar, BEATS)
        if last:
            return [self._note(bar, 0.0, float(BEATS), self._nearest(_pitch(self._style, 0)), energy)]
        if place == 3:
            rest = 2.0 if self._style.lead_busy > 0.4 else 3.0
            return [
                self._note(
                    bar,
                    0.0,
                    rest,
                    self._nearest(_pitch(self._style, degree + int(self._rng.choice([0, 2, 4])))),
                    energy,
                )
            ]
        motif = self._other if phrase % 4 == 2 else self._home
        contour = motif.contour if place != 2 else tuple(-step for step in motif.contour)
        if place == 1 and self._rng.random() < 0.5:
            contour = (*contour[:-1], contour[-1] + int(self._rng.choice([-1, 1])))
        start = degree + int(self._rng.choice([0, 2, 4]))
        anchor = self._nearest(_pitch(self._style, start)) - _pitch(self._style, start)
        return [
            self._note(bar, beat, beats, self._in_reach(_pitch(self._style, start + step) + anchor), energy)
            for (beat, beats), step in zip(motif.rhythm, contour, strict=True)
        ]

    def _motif(self) -> _Motif:
        centre = self._style.lead_busy * (len(_RHYTHMS) - 1)
        index = int(np.clip(round(centre + self._rng.normal(0, 0.8)), 0, len(_RHYTHMS) - 1))
        rhythm = _RHYTHMS[index]
        steps = [0]
        for _ in rhythm[1:]:
            steps.append(int(np.clip(steps[-1] + self._rng.choice([-2, -1, -1, 1, 1, 2, 3]), -4, 5)))
        return _Motif(rhythm, tuple(steps))

    def _note(self, bar: int, beat: float, beats: float, pitch: int, energy: float) -> Note:
        self._last = pitch
        accent = 1.0 if beat == 0 else 0.86
        loudness = (
            self._style.lead_level * (0.7 + 0.3 * energy) * accent * float(self._rng.uniform(0.92, 1.0))
        )
        return Note(bar * BEATS + beat, beats, pitch, loudness, self._style.lead, 0.56)

    def _nearest(self, pitch: int) -> int:
        """The octave of a pitch nearest to the note before."""
        return self._in_reach(self._last + (pitch - self._last + 6) % 12 - 6)

    def _in_reach(self, pitch: int) -> int:
        lowest = (
            max(57, self._style.root + 14) if self._style.lead != "brass" else max(52, self._style.root + 7)
        )
        while pitch > lowest + 19:
            pitch -= 12
        while pitch < lowest:
            pitch += 12
        return pitch


def _pad(style: Style, bar: int, chord: tuple[int, ...], last: bool, energy: float) -> list[Note]:
    loudness = style.pad_level * (0.65 + 0.35 * energy)
    sides = np.linspace(0.25, 0.75, len(chord))
    return [
        Note(bar * BEATS, BEATS + (1.5 if last else 0.35), pitch, loudness, style.pad, float(side))
        for pitch, side in zip(chord, sides, strict=True)
    ]


def _bass(style: Style, bar: int, degree: int, last: bool, energy: float) -> list[Note]:
    pitch = _pitch(style, degree) - 12
    pitch += 12 if pitch < 31 else 0
    pitch -= 12 if pitch > 50 else 0
    if not style.bass_level or energy < 0.3:
        return []
    if last:
        return [Note(bar * BEATS, BEATS, pitch, style.bass_level, "bass")]
    ends = (*style.bass_beats[1:], float(BEATS))
    return [
        Note(bar * BEATS + beat, end - beat, pitch, style.bass_level, "bass")
        for beat, end in zip(style.bass_beats, ends, strict=True)
    ]


def _figure(
    style: Style, bar: int, chord: tuple[int, ...], energy: float, rng: np.random.Generator
) -> list[Note]:
    """The accompaniment: eighth notes over the chord, fewer where the music is thin."""
    low = style.figure == "low strings"
    notes: list[Note] = []
    for number, step in enumerate(style.figure_steps):
        if step < 0 or (number % 2 and rng.random() > 0.35 + energy):
            continue
        pitch = chord[step % len(chord)] + (-12 if low else 12 if style.figure in ("celesta", "bell") else 0)
        loudness = (
            style.figure_level
            * (0.6 + 0.4 * energy)
            * (1.0 if number % 4 == 0 else 0.78)
            * float(rng.uniform(0.9, 1.0))
        )
        notes.append(
            Note(
                bar * BEATS + number / 2,
                0.5 if low else 1.5,
                pitch,
                loudness,
                style.figure,
                0.38 + 0.08 * (number % 3),
            )
        )
    return notes


def _drums(style: Style, bar: int, energy: float) -> list[Note]:
    if not style.drums or energy < 0.45:
        return []
    return [
        Note(bar * BEATS + beat, 1.0, pitch, loudness * (0.6 + 0.4 * energy), player, side)
        for beat, pitch, loudness, player, side in _BEATS_OF[style.drums]
    ]


_BEATS_OF: dict[str, tuple[tuple[float, int, float, str, float], ...]] = {
    "brush": tuple((n / 2, 60, 0.28 if n % 2 else 0.16, "shaker", 0.62) for n in range(8)),
    "pulse": ((0.0, 38, 0.75, "drum", 0.5), (0.5, 38, 0.45, "drum", 0.5), *((n / 2, 72, 0.12, "shaker", 0.4) for n in range(8))),
    "drive": (
        (0.0, 36, 0.95, "drum", 0.5), (0.75, 36, 0.5, "drum", 0.5), (1.5, 41, 0.7, "drum", 0.42), (2.5, 36, 0.75, "drum", 0.5), (3.0, 43, 0.65, "drum", 0.58),
        (3.5, 41, 0.5, "drum", 0.42), *((n / 2, 66, 0.22, "shaker", 0.6) for n in range(8)),
    ),
    "march": ((0.0, 38, 0.85, "drum", 0.45), (2.0, 38, 0.6, "drum", 0.45), (3.0, 45, 0.4, "drum", 0.5), (3.5, 45, 0.45, "drum", 0.5)),
}  # fmt: skip


def _sings(bar: int, bars: int) -> bool:
    """Whether the melody plays: after the opening bars, resting for a phrase in every five, and not over the last bars but one."""
    opening = 0 if bars <= 4 else 2 if bars <= 8 else 4
    return bar >= opening and (bar // BEATS) % 5 != 4


def _energy(bar: int, bars: int) -> float:
    """How full the music is, 0.25 to 1: it enters thin, grows in waves of sixteen bars, and thins out before it ends."""
    enters = min(1.0, 0.35 + bar / max(1, min(8, bars / 2)))
    leaves = min(1.0, 0.45 + (bars - 1 - bar) / 4)
    wave = 0.85 + 0.15 * np.sin(2 * np.pi * bar / 16 - 1.2)
    return float(max(0.25, min(enters, leaves) * wave))


def _pitch(style: Style, step: int) -> int:
    """MIDI pitch of a step of the scale, 0 the root."""
    octave, degree = divmod(step, len(style.scale))
    return style.root + 12 * octave + style.scale[degree]
