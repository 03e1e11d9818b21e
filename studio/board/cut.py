"""When everything happens in a film: the shots as they are cut, or as long as they are expected to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from storyreel.film.briefs import Speech
from storyreel.film.cutting import FinishedFilm
from storyreel.film.pace import Pace, PaceBrief, PaceTerms, ShotPace
from storyreel.film.storyboard import Shot, Storyboard
from storyreel.film.timecode import FrameRate
from storyreel.film.timeline import lay_out
from storyreel.graph.cutting import TITLE_SECONDS
from storyreel.graph.speech import speech_id
from storyreel.planning.pace import set_pace
from storyreel.planning.shot_lengths import begins_of, pace_brief
from studio.board.results import Results

UNSPOKEN_MS = 1_500
"""How long a line is shown that is not spoken yet."""


@dataclass(frozen=True)
class ShotTimes:
    """One shot on the film's clock, in seconds."""

    start: float
    shown: float
    """How long it is shown; the frames of a dissolve count once, for the shot before it."""
    whole: float
    """From its first frame to its last, transitions included, as `seconds` of a shot counts."""
    lines: tuple[tuple[float, float], ...]
    """Start and end of each spoken line."""
    shortest: float
    """The least that its lines need."""

    @property
    def end(self) -> float:
        """When the next shot begins."""
        return self.start + self.shown


@dataclass(frozen=True)
class CutTimes:
    """The film's clock, in seconds."""

    shots: dict[str, ShotTimes] = field(default_factory=dict[str, ShotTimes])
    seconds: float = 0.0
    cut: bool = False
    """Whether a finished film was cut to these times; they are expected otherwise."""


def cut_times(results: Results, storyboard: Storyboard) -> CutTimes:
    """The times of all shots.

    They are those of the finished film if it has these shots. Lines that are not spoken are estimated.
    """
    rate = results.project.settings.recipe().rate
    shots = [shot for _, shot in storyboard.shots()]
    pace, film = results.pace, results.film
    is_cut = isinstance(pace, Pace) and len(pace.shots) == len(shots) and isinstance(film, FinishedFilm)
    paced = pace if isinstance(pace, Pace) and is_cut else set_pace(_expected(results, storyboard, rate))
    start = rate.frames_at_least(TITLE_SECONDS)
    cuts = lay_out(paced, begins_of(storyboard), start=start)
    times: dict[str, ShotTimes] = {}
    now = float(rate.seconds(start))
    for shot, one, cut in zip(shots, paced.shots, cuts, strict=True):
        shown = float(rate.seconds(cut.frames - cut.overlap))
        first = float(rate.seconds(cut.start))
        lines = tuple(_line_times(results, shot, one, first))
        whole = round(float(rate.seconds(one.frames)), 2)
        shortest = min(round(lines[-1][1] - first, 1), whole) if lines else 0.5
        times[shot.id] = ShotTimes(round(now, 3), round(shown, 3), whole, lines, shortest)
        now += shown
    whole = film.duration_ms / 1000 if isinstance(film, FinishedFilm) and is_cut else now + TITLE_SECONDS
    return CutTimes(times, round(whole, 3), is_cut)


def _expected(results: Results, storyboard: Storyboard, rate: FrameRate) -> PaceBrief:
    """What decides the lengths: lines as spoken, or as estimated from their words."""

    def spoken(shot: Shot, index: int) -> int:
        made = results.of(speech_id(shot, index))
        return made.duration_ms if isinstance(made, Speech) else estimated[shot.id, index]

    terms = PaceTerms(rate=rate)
    lengths = pace_brief(storyboard, terms).shots
    estimated = {
        (shot.id, index): line.duration_ms
        for (_, shot), length in zip(storyboard.shots(), lengths, strict=True)
        for index, line in enumerate(length.lines)
    }
    return pace_brief(storyboard, terms, spoken)


def _line_times(results: Results, shot: Shot, paced: ShotPace, first: float) -> Iterator[tuple[float, float]]:
    """Start and end of each line in seconds. first: when the shot's first frame is shown."""
    for index, line_start in enumerate(paced.line_starts_ms):
        made = results.of(speech_id(shot, index))
        length = made.duration_ms if isinstance(made, Speech) else UNSPOKEN_MS
        begin = first + line_start / 1000
        yield round(begin, 2), round(begin + length / 1000, 2)
