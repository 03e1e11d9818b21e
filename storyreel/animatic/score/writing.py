"""Writes the notes of a score.

It has phrases of four bars, voices that move as little as they can, a motif that is varied, and a cadence at
the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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
    """One note of one player."""

    at: float
    """Beats from the start of the score."""
    beats: float
    """Length."""
    pitch: int
    """MIDI number."""
    velocity: float
    """Loudness, 0 to 1."""
    player: str
    side: float = 0.5
    """Where the player sits: 0 left, 1 right."""


@dataclass(frozen=True)
class _Motif:
    rhythm: tuple[tuple[float, float], ...]
    contour: tuple[int, ...]
    """Scale steps from the chord tone it starts on."""


@dataclass(frozen=True)
class _Bar:
    """One bar of a score."""

    index: int
    count: int
    """Bars of the whole score."""
    degree: int
    chord: tuple[int, ...]

    @cached_property
    def start(self) -> int:
        """Beats from the start of the score."""
        return self.index * BEATS

    @cached_property
    def is_last(self) -> bool:
        return self.index == self.count - 1

    @cached_property
    def energy(self) -> float:
        return _energy(self.index, self.count)

    @cached_property
    def has_melody(self) -> bool:
        return self.is_last or _sings(self.index, self.count)


def write_score(style: Style, bars: int, rng: np.random.Generator) -> tuple[Note, ...]:
    """Every note of a score of that many bars; the last bar is a held tonic chord."""
    degrees = _harmony(style, bars, rng)
    voicings = _voicings(style, degrees)
    melody = _Melody(style, rng)
    notes: list[Note] = []
    for index, (degree, chord) in enumerate(zip(degrees, voicings, strict=True)):
        bar = _Bar(index, bars, degree, chord)
        notes += _accompaniment(style, bar, rng)
        if style.lead and bar.has_melody:
            notes += melody.bar(bar)
    return tuple(notes)


def _accompaniment(style: Style, bar: _Bar, rng: np.random.Generator) -> list[Note]:
    notes = _pad(style, bar) + _bass(style, bar)
    return notes if bar.is_last else notes + _rhythm(style, bar, rng)


def _rhythm(style: Style, bar: _Bar, rng: np.random.Generator) -> list[Note]:
    """What rests in the last bar."""
    return _figure(style, bar, rng) + _drums(style, bar)


def _harmony(style: Style, bars: int, rng: np.random.Generator) -> list[int]:
    """A degree for every bar: home phrases and others in turn, with a cadence at the end."""
    degrees: list[int] = []
    for phrase in range(-(-bars // BEATS)):
        degrees += _phrase(style, phrase % 4, rng)
    degrees = degrees[:bars]
    if bars > 2:
        degrees[-2] = 4 if style.scale[6] == 11 else 6
    degrees[-1] = 0
    return degrees


def _phrase(style: Style, place: int, rng: np.random.Generator) -> tuple[int, int, int, int]:
    """The phrase at a place among four: the third goes elsewhere, the second sometimes."""
    home, *others = style.phrases
    if _stays_home(place, rng):
        return home
    return others[int(rng.integers(len(others)))]


def _stays_home(place: int, rng: np.random.Generator) -> bool:
    return place in (0, 3) or (place == 1 and rng.random() >= 0.35)


def _voicings(style: Style, degrees: list[int]) -> list[tuple[int, ...]]:
    """Four tones a chord, each voice as near as can be to its tone before."""
    voicings: list[tuple[int, ...]] = []
    before = [style.root + 12 + step for step in (0, 4, 7, 12)]
    for number, degree in enumerate(degrees):
        coloured = style.added and number < len(degrees) - 1
        steps = (degree, degree + 2, degree + 4, degree + (style.added if coloured else 7))
        before = _led(style, before, [_pitch(style, step) % 12 for step in steps])
        voicings.append(tuple(before))
    return voicings


def _led(style: Style, voices: list[int], tones: list[int]) -> list[int]:
    """Pitches of the voices for a chord of these tones (0 to 11), lowest first; tones are not doubled."""
    taken: list[int] = []
    for voice in voices:
        used = {pitch % 12 for pitch in taken}
        free = [tone for tone in tones if tone not in used] or tones
        nearest = _nearest_of(free, voice)
        taken.append(min(style.root + 31, max(style.root + 7, nearest)))
    return sorted(taken)


def _nearest_of(tones: list[int], voice: int) -> int:
    """The pitch of one of the tones nearest to a voice; of two that are equally near, the first."""
    return min((_octave_near(tone, voice) for tone in tones), key=lambda pitch: abs(pitch - voice))


def _octave_near(pitch: int, other: int) -> int:
    """The octave of a pitch nearest to another pitch."""
    return other + (pitch - other + 6) % 12 - 6


class _Melody:
    """A motif of one bar, and its variations."""

    def __init__(self, style: Style, rng: np.random.Generator) -> None:
        self._style, self._rng = style, rng
        self._home, self._other = self._motif(), self._motif()
        self._last = style.root + 24

    def bar(self, bar: _Bar) -> list[Note]:
        """The melody's bar over a chord: the motif, its repeat, its answer, and a rest."""
        place = bar.index % BEATS
        if bar.is_last:
            return [self._note(bar, 0.0, float(BEATS), self._nearest(_pitch(self._style, 0)))]
        if place == 3:
            rest = 2.0 if self._style.lead_busy > 0.4 else 3.0
            return [self._note(bar, 0.0, rest, self._nearest(self._chord_tone(bar)))]
        motif = self._other if bar.index // BEATS % 4 == 2 else self._home
        return self._sung(bar, motif, self._contour(motif, place))

    def _contour(self, motif: _Motif, place: int) -> tuple[int, ...]:
        """The motif's steps: sometimes with another end when repeated, upside down as an answer."""
        if place == 2:
            return tuple(-step for step in motif.contour)
        if place == 1 and self._rng.random() < 0.5:
            return (*motif.contour[:-1], motif.contour[-1] + int(self._rng.choice([-1, 1])))
        return motif.contour

    def _sung(self, bar: _Bar, motif: _Motif, contour: tuple[int, ...]) -> list[Note]:
        start = bar.degree + self._chord_step()
        anchor = self._nearest(_pitch(self._style, start)) - _pitch(self._style, start)
        notes: list[Note] = []
        for (beat, beats), step in zip(motif.rhythm, contour, strict=True):
            pitch = self._in_reach(_pitch(self._style, start + step) + anchor)
            notes.append(self._note(bar, beat, beats, pitch))
        return notes

    def _chord_step(self) -> int:
        """Scale steps from the root of a triad to one of its tones."""
        return int(self._rng.choice([0, 2, 4]))

    def _chord_tone(self, bar: _Bar) -> int:
        return _pitch(self._style, bar.degree + self._chord_step())

    def _motif(self) -> _Motif:
        centre = self._style.lead_busy * (len(_RHYTHMS) - 1)
        index = int(np.clip(round(centre + self._rng.normal(0, 0.8)), 0, len(_RHYTHMS) - 1))
        rhythm = _RHYTHMS[index]
        steps = [0]
        for _ in rhythm[1:]:
            steps.append(int(np.clip(steps[-1] + self._rng.choice([-2, -1, -1, 1, 1, 2, 3]), -4, 5)))
        return _Motif(rhythm, tuple(steps))

    def _note(self, bar: _Bar, beat: float, beats: float, pitch: int) -> Note:
        self._last = pitch
        accent = 1.0 if beat == 0 else 0.86
        level = self._style.lead_level * (0.7 + 0.3 * bar.energy) * accent
        loudness = level * float(self._rng.uniform(0.92, 1.0))
        return Note(bar.start + beat, beats, pitch, loudness, self._style.lead, 0.56)

    def _nearest(self, pitch: int) -> int:
        """The octave of a pitch nearest to the note before."""
        return self._in_reach(_octave_near(pitch, self._last))

    def _in_reach(self, pitch: int) -> int:
        """The octave of a pitch that the instrument plays."""
        lowest = self._lowest()
        while pitch > lowest + 19:
            pitch -= 12
        while pitch < lowest:
            pitch += 12
        return pitch

    def _lowest(self) -> int:
        if self._style.lead == "brass":
            return max(52, self._style.root + 7)
        return max(57, self._style.root + 14)


def _pad(style: Style, bar: _Bar) -> list[Note]:
    """The chord, held for the whole bar."""
    loudness = style.pad_level * (0.65 + 0.35 * bar.energy)
    beats = BEATS + (1.5 if bar.is_last else 0.35)
    sides = np.linspace(0.25, 0.75, len(bar.chord))
    return [
        Note(bar.start, beats, pitch, loudness, style.pad, float(side))
        for pitch, side in zip(bar.chord, sides, strict=True)
    ]


def _bass(style: Style, bar: _Bar) -> list[Note]:
    if not style.bass_level or bar.energy < 0.3:
        return []
    pitch = _bass_pitch(style, bar.degree)
    if bar.is_last:
        return [Note(bar.start, BEATS, pitch, style.bass_level, "bass")]
    ends = (*style.bass_beats[1:], float(BEATS))
    return [
        Note(bar.start + beat, end - beat, pitch, style.bass_level, "bass")
        for beat, end in zip(style.bass_beats, ends, strict=True)
    ]


def _bass_pitch(style: Style, degree: int) -> int:
    pitch = _pitch(style, degree) - 12
    if pitch < 31:
        pitch += 12
    return pitch - 12 if pitch > 50 else pitch


def _figure(style: Style, bar: _Bar, rng: np.random.Generator) -> list[Note]:
    """The accompaniment: eighth notes over the chord, fewer if the music is thin."""
    notes: list[Note] = []
    for number, step in enumerate(style.figure_steps):
        if step < 0 or (number % 2 and rng.random() > 0.35 + bar.energy):
            continue
        loudness = style.figure_level * (0.6 + 0.4 * bar.energy) * (0.78 if number % 4 else 1.0)
        notes.append(_figure_note(style, bar, number, loudness * float(rng.uniform(0.9, 1.0))))
    return notes


def _figure_note(style: Style, bar: _Bar, number: int, loudness: float) -> Note:
    """The accompaniment's note on an eighth of the bar."""
    pitch = bar.chord[style.figure_steps[number] % len(bar.chord)] + _octave_of(style.figure)
    beats = 0.5 if style.figure == "low strings" else 1.5
    return Note(bar.start + number / 2, beats, pitch, loudness, style.figure, 0.38 + 0.08 * (number % 3))


def _octave_of(player: str) -> int:
    """Semitones by which a player of the accompaniment is above the chord."""
    return {"low strings": -12, "celesta": 12, "bell": 12}.get(player, 0)


def _drums(style: Style, bar: _Bar) -> list[Note]:
    if not style.drums or bar.energy < 0.45:
        return []
    return [_drum_note(bar, beat) for beat in _BEATS_OF[style.drums]]


_Beat = tuple[float, int, float, str, float]
"""Beat of the bar, pitch, loudness, player and side."""


def _drum_note(bar: _Bar, beat: _Beat) -> Note:
    at, pitch, loudness, player, side = beat
    return Note(bar.start + at, 1.0, pitch, loudness * (0.6 + 0.4 * bar.energy), player, side)


_BEATS_OF: dict[str, tuple[_Beat, ...]] = {
    "brush": tuple((n / 2, 60, 0.28 if n % 2 else 0.16, "shaker", 0.62) for n in range(8)),
    "pulse": (
        (0.0, 38, 0.75, "drum", 0.5),
        (0.5, 38, 0.45, "drum", 0.5),
        *((n / 2, 72, 0.12, "shaker", 0.4) for n in range(8)),
    ),
    "drive": (
        (0.0, 36, 0.95, "drum", 0.5),
        (0.75, 36, 0.5, "drum", 0.5),
        (1.5, 41, 0.7, "drum", 0.42),
        (2.5, 36, 0.75, "drum", 0.5),
        (3.0, 43, 0.65, "drum", 0.58),
        (3.5, 41, 0.5, "drum", 0.42),
        *((n / 2, 66, 0.22, "shaker", 0.6) for n in range(8)),
    ),
    "march": (
        (0.0, 38, 0.85, "drum", 0.45),
        (2.0, 38, 0.6, "drum", 0.45),
        (3.0, 45, 0.4, "drum", 0.5),
        (3.5, 45, 0.45, "drum", 0.5),
    ),
}


def _sings(bar: int, bars: int) -> bool:
    """True if the melody plays: after the opening bars, and in four phrases of every five."""
    return bar >= _opening(bars) and (bar // BEATS) % 5 != 4


def _opening(bars: int) -> int:
    """Bars before the melody begins."""
    if bars <= 4:
        return 0
    return 2 if bars <= 8 else 4


def _energy(bar: int, bars: int) -> float:
    """How full the music is, 0.25 to 1.

    It begins thin, grows in waves of sixteen bars, and thins out before it ends.
    """
    enters = min(1.0, 0.35 + bar / max(1, min(8, bars / 2)))
    leaves = min(1.0, 0.45 + (bars - 1 - bar) / 4)
    wave = 0.85 + 0.15 * np.sin(2 * np.pi * bar / 16 - 1.2)
    return float(max(0.25, min(enters, leaves) * wave))


def _pitch(style: Style, step: int) -> int:
    """MIDI pitch of a step of the scale, 0 the root."""
    octave, degree = divmod(step, len(style.scale))
    return style.root + 12 * octave + style.scale[degree]
