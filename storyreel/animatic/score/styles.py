"""How each mood is written: its key, harmony, pace and players."""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.film.storyboard import Mood

MAJOR, MINOR, DORIAN, LYDIAN, PHRYGIAN, HARMONIC_MINOR = (
    (0, 2, 4, 5, 7, 9, 11),
    (0, 2, 3, 5, 7, 8, 10),
    (0, 2, 3, 5, 7, 9, 10),
    (0, 2, 4, 6, 7, 9, 11),
    (0, 1, 3, 5, 7, 8, 10),
    (0, 2, 3, 5, 7, 8, 11),
)


@dataclass(frozen=True)
class Style:
    """One mood's music.

    Each phrase is four bars of scale degrees, 0 the tonic: the first is home, the others go elsewhere.
    Levels are linear; 0 leaves a part out.
    """

    tempo: float
    root: int
    scale: tuple[int, ...]
    phrases: tuple[tuple[int, int, int, int], ...]
    pad: str = "strings"
    pad_level: float = 0.5
    figure: str = "harp"
    figure_level: float = 0.5
    figure_steps: tuple[int, ...] = (0, 1, 2, 1, 3, 2, 1, 2)
    """Chord tones of the accompaniment, one an eighth note; -1 rests."""
    lead: str = "piano"
    lead_level: float = 0.8
    lead_busy: float = 0.5
    """0 long notes, 1 running ones."""
    bass_level: float = 0.5
    bass_beats: tuple[float, ...] = (0.0,)
    drums: str = ""
    hall: float = 0.35
    added: int = 0
    """Degree steps over the root of a colour added to each triad: 6 a seventh, 8 a ninth, 0 none."""


STYLES: dict[Mood, Style] = {
    Mood.CALM: Style(
        66,
        50,
        MAJOR,
        ((0, 5, 3, 4), (3, 4, 2, 5), (3, 0, 1, 4)),
        lead="flute",
        lead_busy=0.25,
        figure_level=0.38,
        added=8,
        hall=0.4,
    ),
    Mood.HOPEFUL: Style(
        84,
        50,
        MAJOR,
        ((0, 4, 5, 3), (3, 4, 5, 4), (1, 3, 0, 4)),
        lead="piano",
        lead_busy=0.5,
        bass_beats=(0.0, 2.5),
        added=8,
    ),
    Mood.JOYFUL: Style(
        112,
        55,
        MAJOR,
        ((0, 3, 4, 0), (5, 1, 4, 4), (3, 0, 1, 4)),
        figure="pluck",
        figure_level=0.6,
        figure_steps=(0, 2, 1, 2, 3, 2, 1, 2),
        pad_level=0.3,
        lead="celesta",
        lead_busy=0.8,
        bass_beats=(0.0, 2.0),
        drums="brush",
        hall=0.25,
    ),
    Mood.ROMANTIC: Style(
        70,
        53,
        MAJOR,
        ((0, 5, 1, 4), (3, 2, 1, 4), (5, 3, 1, 4)),
        lead="violin",
        lead_busy=0.35,
        figure="piano",
        figure_level=0.42,
        figure_steps=(0, 1, 2, 3, 2, 1, 2, 1),
        added=6,
        hall=0.42,
    ),
    Mood.MELANCHOLY: Style(
        60,
        45,
        MINOR,
        ((0, 5, 2, 6), (3, 0, 5, 4), (5, 3, 0, 4)),
        lead="piano",
        lead_busy=0.3,
        figure="piano",
        figure_level=0.3,
        figure_steps=(0, -1, 1, 2, -1, 1, 2, -1),
        pad_level=0.55,
        added=8,
        hall=0.45,
    ),
    Mood.MYSTERY: Style(
        62,
        48,
        DORIAN,
        ((0, 3, 0, 6), (0, 1, 2, 1), (5, 3, 0, 3)),
        lead="clarinet",
        lead_busy=0.3,
        figure="celesta",
        figure_level=0.3,
        figure_steps=(0, -1, 2, -1, 1, -1, 3, -1),
        pad="glass",
        pad_level=0.5,
        hall=0.5,
        added=8,
    ),
    Mood.TENSE: Style(
        88,
        43,
        HARMONIC_MINOR,
        ((0, 0, 5, 5), (3, 3, 1, 4), (0, 5, 3, 4)),
        lead="",
        figure="low strings",
        figure_level=0.62,
        figure_steps=(0, 0, 0, 1, 0, 0, 2, 1),
        pad_level=0.5,
        bass_level=0.65,
        drums="pulse",
        hall=0.35,
    ),
    Mood.EERIE: Style(
        50,
        46,
        PHRYGIAN,
        ((0, 1, 0, 1), (0, 5, 1, 0), (4, 1, 5, 0)),
        pad="glass",
        pad_level=0.6,
        figure="bell",
        figure_level=0.34,
        figure_steps=(0, -1, -1, 3, -1, -1, 2, -1),
        lead="voice",
        lead_level=0.5,
        lead_busy=0.1,
        hall=0.6,
        added=6,
    ),
    Mood.ACTION: Style(
        132,
        45,
        MINOR,
        ((0, 0, 5, 6), (3, 3, 5, 4), (0, 2, 5, 6)),
        lead="brass",
        lead_level=0.75,
        lead_busy=0.45,
        figure="low strings",
        figure_level=0.7,
        figure_steps=(0, 0, 2, 0, 0, 2, 0, 1),
        pad_level=0.35,
        bass_level=0.65,
        bass_beats=(0.0, 1.5, 3.0),
        drums="drive",
        hall=0.25,
    ),
    Mood.TRIUMPHANT: Style(
        100,
        50,
        MAJOR,
        ((0, 4, 5, 3), (3, 0, 4, 4), (5, 3, 0, 4)),
        lead="brass",
        lead_level=0.85,
        lead_busy=0.45,
        pad_level=0.6,
        figure="strings short",
        figure_level=0.5,
        figure_steps=(0, 1, 2, 1, 0, 1, 2, 3),
        bass_level=0.6,
        bass_beats=(0.0, 2.0),
        drums="march",
        hall=0.4,
    ),
}
"""Tempo in beats a minute, root as a MIDI number."""
