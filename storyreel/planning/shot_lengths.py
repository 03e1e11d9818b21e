"""How long each shot of a storyboard lasts: by `set_pace`, with estimates for lines not yet spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.pace import LineLength, PaceBrief, PaceTerms, ShotLength
from storyreel.film.storyboard import Delivery, Shot, Storyboard, TransitionKind
from storyreel.film.superimposed import reading_ms
from storyreel.film.timeline import lay_out
from storyreel.film.word_counts import word_count
from storyreel.film.word_times import line_ms
from storyreel.planning.pace import set_pace

LineLengths = Callable[[Shot, int], int]
"""The length in milliseconds of a shot's line, by the line's index."""


def begins_of(storyboard: Storyboard) -> tuple[TransitionKind, ...]:
    """How each shot begins."""
    return tuple(shot.transition for _, shot in storyboard.shots())


def ends_of(storyboard: Storyboard) -> tuple[TransitionKind, ...]:
    """How each shot ends: as the next begins, the last as the film ends."""
    return (*begins_of(storyboard)[1:], storyboard.ending)


def pace_brief(storyboard: Storyboard, terms: PaceTerms, spoken: LineLengths | None = None) -> PaceBrief:
    """What decides the length of each shot.

    spoken: the length of each line; estimated from its words if it is not given.
    """
    speakers = {member.id: number for number, member in enumerate(storyboard.cast)}
    spoken = spoken or _estimated(storyboard)
    shots = (shot for _, shot in storyboard.shots())
    borders = zip(begins_of(storyboard), ends_of(storyboard), strict=True)
    lengths = tuple(
        ShotLength(
            action_words=word_count(shot.action),
            lines=tuple(_line_lengths(shot, spoken, speakers)),
            begins=begins,
            ends=ends,
            title_ms=reading_ms(shot.title),
            wanted_ms=round(1000 * (shot.direction.seconds or 0)),
            engine=terms.engines.get(shot.direction.asked),
        )
        for shot, (begins, ends) in zip(shots, borders, strict=True)
    )
    return PaceBrief(
        shots=lengths, rate=terms.rate, lengths=terms.lengths, costs=terms.costs, overlap=terms.overlap
    )


def _line_lengths(shot: Shot, spoken: LineLengths, speakers: Mapping[str, int]) -> Iterator[LineLength]:
    for index, line in enumerate(shot.lines):
        yield LineLength(
            duration_ms=spoken(shot, index),
            speaker=speakers[line.cast_id],
            narration=line.cast_id == NARRATOR_ID or line.delivery is Delivery.VOICE_OVER,
            with_previous=line.with_previous,
        )


def shot_seconds(storyboard: Storyboard, brief: PaceBrief) -> tuple[float, ...]:
    """The seconds that each shot adds to the film, in order.

    The frames of a dissolve count once, for the shot before it.
    """
    cuts = lay_out(set_pace(brief), begins_of(storyboard))
    return tuple(float(brief.rate.seconds(cut.frames - cut.overlap)) for cut in cuts)


def _estimated(storyboard: Storyboard) -> LineLengths:
    voices = {member.id: member.voice for member in storyboard.cast}

    def estimate(shot: Shot, index: int) -> int:
        line = shot.lines[index]
        voice = voices[line.cast_id]
        return line_ms(SpeechBrief(text=line.text, voice=voice, parenthetical=line.parenthetical))

    return estimate
