"""Which clips get another take, and which take is best: from clips with their reviews, and from what was tried before. It makes nothing.

Clips that are made from one another's ends are one chain: another take of a segment drags those after it
along, because what they went on from is gone. Segments that an engine makes by themselves are chains of one.

    chain   [clip 1 of 3][clip 2 of 3][clip 3 of 3]
    fault                     x
    next        take 1       take 2       take 2
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from types import MappingProxyType

from storyreel.film.briefs import Clip, Review
from storyreel.film.keys import canonical_json
from storyreel.film.pace import ShotPace
from storyreel.graph.calls import Call, Made
from storyreel.graph.clips import chained, clip_calls, is_own, review_id
from storyreel.graph.context import FilmContext
from storyreel.project.take_records import TriedTake


def tried_takes(
    context: FilmContext,
    pace: tuple[ShotPace, ...],
    made: Made,
    tried: tuple[TriedTake, ...],
    keys: Mapping[str, str] = MappingProxyType({}),
    gaps: Collection[str] = (),
) -> tuple[TriedTake, ...]:
    """What was tried, with the takes that the context names added where they are made and judged.

    keys: key by call name of what was made. gaps: calls in whose place a stand-in is; a clip among them
    counts as the worst take.
    """
    known = {_identity(take): take for take in tried}
    for chain in _chains(context, pace):
        version = _version(chain, context, made, keys, gaps)
        if version is not None:
            known[_identity(version)] = version
    return tuple(known.values())


def wanted_retakes(
    context: FilmContext,
    pace: tuple[ShotPace, ...],
    made: Made,
    tried: tuple[TriedTake, ...],
    allowed: int,
    *,
    gaps: Collection[str] = (),
    by_hand: Collection[str] = (),
) -> dict[str, int]:
    """The next take by call name of each clip that is not usable, and of those that follow it in its chain.

    Empty where all is well.

    tried: takes of earlier rounds and runs. allowed: versions of one chain that may be made, the first
    included.
    gaps: calls in whose place a stand-in is: what was refused or failed is not asked for again.
    by_hand: clips whose take the person chose; their chains stay as they are.
    """
    everything = tried_takes(context, pace, made, tried, gaps=gaps)
    wanted: dict[str, int] = {}
    for chain in _chains(context, pace):
        version = _version(chain, context, made, {}, gaps)
        if (
            version is None
            or not version.unusable
            or any(call.name in gaps or call.name in by_hand for call in chain)
        ):
            continue
        if sum(take.asked == version.asked for take in everything) >= allowed:
            continue
        names = [call.name for call in chain]
        for name in names[names.index(version.unusable[0]) :]:
            wanted[name] = 1 + max(take.takes[name] for take in everything if name in take.takes)
    return wanted


def best_takes(
    context: FilmContext,
    pace: tuple[ShotPace, ...],
    made: Made,
    tried: tuple[TriedTake, ...],
    *,
    gaps: Collection[str] = (),
    by_hand: Collection[str] = (),
) -> dict[str, int]:
    """The best take by call name of every clip of which several were tried; of equals the first.

    See `wanted_retakes` for the arguments.
    """
    everything = tried_takes(context, pace, made, tried, gaps=gaps)
    best: dict[str, int] = {}
    for chain in _chains(context, pace):
        version = _version(chain, context, made, {}, gaps)
        if version is None or any(call.name in by_hand for call in chain):
            continue
        versions = [take for take in everything if take.asked == version.asked]
        if len(versions) > 1:
            best |= max(versions, key=lambda take: take.rank).takes
    return best


def _chains(context: FilmContext, pace: tuple[ShotPace, ...]) -> list[tuple[Call, ...]]:
    """Calls for clips, those that are made from one another together.

    What the person brought is nobody's take.
    """
    own = {shot.id for _, shot in context.storyboard.shots() if is_own(context, shot)}
    shots: dict[str, list[Call]] = {}
    for call in clip_calls(context, pace):
        if call.id.subject not in own:
            shots.setdefault(call.id.subject, []).append(call)
    if chained(context):
        return [tuple(calls) for calls in shots.values()]
    return [(call,) for calls in shots.values() for call in calls]


def _version(
    chain: tuple[Call, ...], context: FilmContext, made: Made, keys: Mapping[str, str], gaps: Collection[str]
) -> TriedTake | None:
    """A chain as it is now; None where something of it is neither judged nor a gap."""
    scores: dict[str, float] = {}
    unusable: list[str] = []
    for call in chain:
        review = made.get(review_id(call.id))
        if not isinstance(made.get(call.id), Clip) or not (call.name in gaps or isinstance(review, Review)):
            return None
        usable = call.name not in gaps and isinstance(review, Review) and review.usable
        scores[call.name] = review.score if isinstance(review, Review) and call.name not in gaps else 0.0
        unusable += [] if usable else [call.name]
    return TriedTake(
        asked=_asked(chain, context, made),
        takes={call.name: call.take for call in chain},
        keys={call.name: keys[call.name] for call in chain if call.name in keys and call.name not in gaps},
        scores=scores,
        unusable=tuple(unusable),
    )


def _asked(chain: tuple[Call, ...], context: FilmContext, made: Made) -> str:
    """What was asked of whom, without what a take changes: its seed, and the segment before."""
    briefs = [call.write(made) for call in chain]
    plain = [brief.model_copy(update={"seed": 0, "previous": None}) for brief in briefs]
    return sha256(
        canonical_json([context.card.fingerprints.get("video", ""), [call.name for call in chain], plain])
    ).hexdigest()


def _identity(take: TriedTake) -> tuple[str, tuple[tuple[str, int], ...]]:
    return (take.asked, tuple(sorted(take.takes.items())))
