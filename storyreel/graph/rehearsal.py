"""A film gone through without being made: what every call will be asked, from results that are assumed where none is there yet.

Assumed results have the right shape and length and no content, so that briefs can be written, priced and timed. They are never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    Clip,
    ClipBrief,
    Keyframes,
    Lora,
    LoraBrief,
    Music,
    MusicBrief,
    Review,
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
    Still,
)
from storyreel.film.cutting import FinishedFilm, MixedSound, TitleClip
from storyreel.film.frozen import Frozen
from storyreel.film.narration import OwnLineBrief, Transcript
from storyreel.film.pace import Pace, PaceBrief
from storyreel.film.word_times import estimated_words, line_ms
from storyreel.graph.callsheet import Call, Stage
from storyreel.graph.cutting import layout
from storyreel.graph.film import film_calls, script_calls
from storyreel.graph.sheet import Sheet
from storyreel.graph.speech import PACE
from storyreel.planning.pace import set_pace

_NOTHING = AssetRef(sha256="0" * 64, media_type="application/octet-stream", size_bytes=0)
Known = Callable[[Call, Frozen], Frozen | None]
"""The result of a call where it is made already."""


@dataclass(frozen=True)
class Rehearsed:
    """One call as it will be asked."""

    call: Call
    brief: Frozen
    made: bool
    """It is there already, or the person brought it: nothing is asked of anybody."""
    assumed: bool
    """Its brief stands on results that are not there yet, so it may be asked in other words or lengths."""


def rehearse(sheet: Sheet, known: Known) -> tuple[Rehearsed, ...]:
    """Every call of the whole film, in the order in which they are made."""
    made: dict[str, Any] = {}
    assumed: set[str] = set()
    script = _go_through(script_calls(sheet), made, assumed, known)
    pace: Pace = made[PACE]
    return (*script, *_go_through(film_calls(sheet, layout(sheet, pace)), made, assumed, known))


def _go_through(calls: Sequence[Call], made: dict[str, Any], assumed: set[str], known: Known) -> tuple[Rehearsed, ...]:
    """The calls with their briefs, each after what it needs."""
    done: list[Rehearsed] = []
    waiting = [call for call in calls if not call.not_needed]
    while waiting:
        ready = [call for call in waiting if call.ready(made)]
        if not ready:
            break
        done += [_rehearsed(call, made, assumed, known) for call in ready]
        waiting = [call for call in waiting if call.name not in made]
    order = {call.name: number for number, call in enumerate(calls)}
    return tuple(sorted(done, key=lambda rehearsed: order[rehearsed.call.name]))


def _rehearsed(call: Call, made: dict[str, Any], assumed: set[str], known: Known) -> Rehearsed:
    brief = call.write(made)
    guessed = any(need in assumed for need in call.needs)
    found = call.given or (None if guessed else known(call, brief))
    made[call.name] = found or _assumed(call.stage, brief)
    if found is None:
        assumed.add(call.name)
    return Rehearsed(call, brief, made=found is not None, assumed=guessed)


def _assumed(stage: Stage, brief: Frozen) -> Frozen:
    """A result of the right shape and length."""
    if isinstance(brief, AnchorBrief):
        words = brief.description or brief.place.name
        return Anchor(
            layout=words,
            architecture=brief.place.kind.value,
            light="",
            atmosphere="",
            key_features=brief.place.features,
            time="",
            weather="",
            palette=brief.place.palette,
            trigger_word="sks_place",
            negative_prompt="",
        )
    if isinstance(brief, LoraBrief):
        return Lora(weights=_NOTHING, trigger_word=brief.trigger_word)
    if isinstance(brief, SpeechBrief):
        return _spoken(brief)
    if isinstance(brief, OwnLineBrief):
        return Speech(audio=_NOTHING, duration_ms=max(1, brief.line.span[1] - brief.line.span[0]), words=(), exact_words=False)
    if isinstance(brief, PaceBrief):
        return set_pace(brief)
    if isinstance(brief, ClipBrief):
        return Clip(video=_NOTHING, frames=brief.frames)
    if isinstance(brief, SoundBrief):
        return Sound(audio=_NOTHING, duration_ms=int(brief.seconds * 1000))
    if isinstance(brief, MusicBrief):
        return Music(audio=_NOTHING, duration_ms=max(1, int(brief.seconds * 1000)))
    return _ASSUMED[stage]


_ASSUMED: dict[Stage, Frozen] = {
    Stage.HEARING: Transcript(words=()),
    Stage.REFERENCE: Still(image=_NOTHING),
    Stage.STILL: Still(image=_NOTHING),
    Stage.KEYFRAMES: Keyframes(first=_NOTHING, last=_NOTHING),
    Stage.REVIEW: Review(score=1, usable=True),
    Stage.TITLE: TitleClip(video=_NOTHING, frames=1),
    Stage.CREDITS: TitleClip(video=_NOTHING, frames=1),
    Stage.CHUNK: Clip(video=_NOTHING, frames=1),
    Stage.MIX: MixedSound(audio=_NOTHING, samples=0, loudness_lufs=0, true_peak_dbtp=0),
    Stage.FILM: FinishedFilm(video=_NOTHING, srt=_NOTHING, vtt=_NOTHING, frames=0, duration_ms=0),
}


def _spoken(brief: SpeechBrief) -> Speech:
    return Speech(audio=_NOTHING, duration_ms=line_ms(brief), words=estimated_words(brief), exact_words=False)
