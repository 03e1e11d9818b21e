"""Sentences for the plan: how the clips of a long shot follow one another, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from storyreel.film.briefs import ClipBrief
from storyreel.film.storyboard import Shot
from storyreel.film.timeline import Segment
from storyreel.graph.assumed_results import NOTHING
from storyreel.graph.clips import can_extend, clip_seconds, extends
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall
from storyreel.graph.segments import is_own

_Filmed = tuple[DryCall, ClipBrief]
"""A call for a clip, and its brief."""
_BY_PICTURE = "each begins with the last picture of the one before"


def extension_notes(context: FilmContext, calls: Sequence[DryCall]) -> tuple[str, ...]:
    """A sentence for each shot of several clips, if its engine extends clips or is asked to.

    Shots of which nothing is to be filmed are left out. calls: the film's dry run, which knows the clips that
    are made and whether they can be extended.
    """
    return tuple(_notes(context, calls))


def _notes(context: FilmContext, calls: Sequence[DryCall]) -> Iterator[str]:
    clips = [(one, one.brief) for one in calls if isinstance(one.brief, ClipBrief)]
    for shot_id, group in groupby(clips, key=lambda pair: pair[0].call.id.subject):
        shot, filmed = context.shots_by_id[shot_id], list(group)
        is_long = len(filmed) > 1 and not all(one.made for one, _ in filmed)
        if is_long and not is_own(context, shot) and _may_extend(context, shot):
            yield f"{shot_id}: {_count(context, shot, filmed)}; {_road(context, shot, filmed)}"


def _may_extend(context: FilmContext, shot: Shot) -> bool:
    """Whether the engine of a shot extends clips, or is asked to."""
    return bool(context.video(shot).extends_seconds) or _asked(context, shot) is True


def _asked(context: FilmContext, shot: Shot) -> bool | None:
    """Whether the clips of a shot are asked to extend one another; None if nobody says so."""
    return context.extend if shot.direction.extend is None else shot.direction.extend


def _count(context: FilmContext, shot: Shot, filmed: list[_Filmed]) -> str:
    """'2 clips, $0.60 at most', with how many are filmed if some are made."""
    wanted = sum(not one.made for one, _ in filmed)
    some = f", {wanted} of them to be filmed" if wanted < len(filmed) else ""
    return f"{len(filmed)} clips{some}{_price(context, shot, filmed)}"


def _road(context: FilmContext, shot: Shot, filmed: list[_Filmed]) -> str:
    asked, parts = _asked(context, shot), _parts(filmed)
    if extends(context, shot, parts):
        return _extended(filmed, "" if asked else ", which costs less")
    if asked is False:
        return f"{_BY_PICTURE}."
    if not can_extend(context, shot, parts):
        seconds = ", ".join(f"{one:g}" for one in context.video(shot).extends_seconds)
        makes = f"makes extensions of {seconds} s only" if seconds else "extends no clip"
        return f"{_BY_PICTURE}: {_engine(context, shot)} {makes}."
    return f"{_BY_PICTURE}: extensions do not cost less; `extend = true` asks for them."


def _extended(filmed: list[_Filmed], why: str) -> str:
    """That clips extend one another, and which of those that are filmed cannot."""
    cannot = [
        number
        for number, (one, brief) in enumerate(filmed, start=1)
        if number > 1 and not one.made and not _is_extension(brief)
    ]
    road = f"those after the first extend the one before{why}."
    if not cannot:
        return road
    numbers = ", ".join(map(str, cannot))
    before = ", ".join(str(number - 1) for number in cannot)
    if sum(not one.made for one, _ in filmed[1:]) > len(cannot):
        road = f"the others after the first extend the one before{why};"
        return f"{road} clip {numbers} begins with the last picture of {before}, {_NO_JOB}."
    return f"clip {numbers} begins with the last picture of {before}, {_NO_JOB}."


_NO_JOB = "whose job is not known: it was made by an earlier version or by another service"


def _is_extension(brief: ClipBrief) -> bool:
    """Whether a clip is asked for as an extension, or will be after the one before is made."""
    return bool(brief.extends) or brief.previous == NOTHING


def _parts(filmed: list[_Filmed]) -> tuple[Segment, ...]:
    """The clips of a shot, as long as they are asked for."""
    return tuple(Segment(first_frame=0, frames=brief.frames) for _, brief in filmed)


def _price(context: FilmContext, shot: Shot, filmed: list[_Filmed]) -> str:
    """', $0.90 at most' for what is to be filmed, if the engine's prices are known."""
    video, extended = context.video(shot), extends(context, shot, _parts(filmed))
    clips = dict(zip(video.lengths_seconds, video.costs_usd, strict=False))
    later = dict(zip(video.extends_seconds, video.extension_costs_usd, strict=False))
    costs = [
        (later if number and extended and _is_extension(brief) else clips).get(
            clip_seconds(context, video, Segment(first_frame=0, frames=brief.frames))
        )
        for number, (one, brief) in enumerate(filmed)
        if not one.made
    ]
    known = [cost for cost in costs if cost is not None]
    return f", ${sum(known):.2f} at most" if len(known) == len(costs) else ""


def _engine(context: FilmContext, shot: Shot) -> str:
    """An engine's own name, from its fingerprint: 'luma-agents-video'."""
    who = shot.direction.asked or "video"
    return context.card.fingerprints.get(who, who).partition("/")[0]
