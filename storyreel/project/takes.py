"""Which clips get another take, and which take is best, from the reviews of this run and of earlier ones.

Clips that are made from one another's ends are one chain. If a segment gets another take, those after it get
one, too, because each begins with the end of the one before. Segments that an engine makes by themselves are
chains of one.

    chain    [clip 1 of 3][clip 2 of 3][clip 3 of 3]
    unusable                   x
    next         take 1       take 2       take 2
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from storyreel.film.briefs import Clip, Review
from storyreel.film.keys import canonical_json
from storyreel.film.pace import ShotPace
from storyreel.graph.calls import Call, Made
from storyreel.graph.clips import chained, clip_calls, review_id
from storyreel.graph.context import FilmContext
from storyreel.graph.segments import is_own
from storyreel.project.take_records import TriedTake

_NO_KEYS: Mapping[str, str] = MappingProxyType({})


def tried_takes(
    context: FilmContext,
    pace: tuple[ShotPace, ...],
    made: Made,
    tried: tuple[TriedTake, ...],
    keys: Mapping[str, str] = _NO_KEYS,
    gaps: Collection[str] = (),
) -> tuple[TriedTake, ...]:
    """What was tried, with the takes that the context names added if they are made and judged.

    keys: key by call name of what was made. gaps: calls for which a stand-in is shown; a clip among them
    counts as the worst take.
    """
    known = {_identity(take): take for take in tried}
    for chain in _chains(context, pace, made, gaps):
        version = chain.version(keys)
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

    Empty if all clips are usable.

    tried: takes of earlier rounds and runs. allowed: versions of one chain that may be made, the first
    included.
    gaps: calls for which a stand-in is shown: what was refused or failed is not asked for again.
    by_hand: clips whose take the person chose; their chains stay as they are.
    """
    everything = tried_takes(context, pace, made, tried, gaps=gaps)
    wanted: dict[str, int] = {}
    for chain in _chains(context, pace, made, gaps):
        version = chain.version()
        if version is None or not version.unusable or chain.has_any(gaps) or chain.has_any(by_hand):
            continue
        if sum(take.asked == version.asked for take in everything) < allowed:
            wanted |= {name: _next_take(name, everything) for name in chain.names_from(version.unusable[0])}
    return wanted


def _next_take(name: str, everything: Sequence[TriedTake]) -> int:
    """The number after all that were tried of a clip."""
    return 1 + max(take.takes[name] for take in everything if name in take.takes)


def best_takes(
    context: FilmContext,
    pace: tuple[ShotPace, ...],
    made: Made,
    tried: tuple[TriedTake, ...],
    *,
    gaps: Collection[str] = (),
    by_hand: Collection[str] = (),
) -> dict[str, int]:
    """The best take by call name of every clip of which several were tried; the first if several are best.

    See `wanted_retakes` for the arguments.
    """
    everything = tried_takes(context, pace, made, tried, gaps=gaps)
    best: dict[str, int] = {}
    for chain in _chains(context, pace, made, gaps):
        version = chain.version()
        if version is None or chain.has_any(by_hand):
            continue
        versions = [take for take in everything if take.asked == version.asked]
        if len(versions) > 1:
            best |= max(versions, key=lambda take: take.rank).takes
    return best


@dataclass(frozen=True)
class _Chain:
    """Calls for clips that are made from one another, and what was made of them."""

    calls: tuple[Call, ...]
    context: FilmContext
    made: Made
    gaps: Collection[str]

    @property
    def names(self) -> list[str]:
        """The clips' call names."""
        return [call.name for call in self.calls]

    def names_from(self, first: str) -> list[str]:
        """The call names of a clip and of those after it."""
        return self.names[self.names.index(first) :]

    def has_any(self, names: Collection[str]) -> bool:
        """Whether one of its clips is among the names."""
        return any(name in names for name in self.names)

    def version(self, keys: Mapping[str, str] = _NO_KEYS) -> TriedTake | None:
        """The chain as it is now; None if one of its clips is neither judged nor a gap."""
        if not all(map(self._is_known, self.calls)):
            return None
        return TriedTake(
            asked=self._asked(),
            takes={call.name: call.take for call in self.calls},
            keys={name: keys[name] for name in self.names if name in keys and name not in self.gaps},
            scores={call.name: self._score(call) for call in self.calls},
            unusable=tuple(call.name for call in self.calls if not self._is_usable(call)),
        )

    def _is_known(self, call: Call) -> bool:
        is_made = isinstance(self.made.get(call.id), Clip)
        return is_made and (call.name in self.gaps or self._review(call) is not None)

    def _review(self, call: Call) -> Review | None:
        review = self.made.get(review_id(call.id))
        return review if isinstance(review, Review) else None

    def _score(self, call: Call) -> float:
        review = self._review(call)
        return review.score if review is not None and call.name not in self.gaps else 0.0

    def _is_usable(self, call: Call) -> bool:
        review = self._review(call)
        return call.name not in self.gaps and review is not None and review.usable

    def _asked(self) -> str:
        """Digest of what was asked of which engine, without what a take changes: seed and segment before."""
        briefs = [call.write(self.made) for call in self.calls]
        plain = [brief.model_copy(update={"seed": 0, "previous": None}) for brief in briefs]
        engine = self.context.card.fingerprints.get(self.calls[0].asks, "")
        return sha256(canonical_json([engine, self.names, plain])).hexdigest()


def _chains(
    context: FilmContext, pace: tuple[ShotPace, ...], made: Made, gaps: Collection[str]
) -> list[_Chain]:
    """The chains of the film's clips, without those that the person brought."""
    own = {shot.id for _, shot in context.storyboard.shots() if is_own(context, shot)}
    shots: dict[str, list[Call]] = {}
    for call in clip_calls(context, pace):
        if call.id.subject not in own:
            shots.setdefault(call.id.subject, []).append(call)
    return [_Chain(calls, context, made, gaps) for calls in _grouped(context, shots)]


def _grouped(context: FilmContext, calls: Mapping[str, Sequence[Call]]) -> Iterator[tuple[Call, ...]]:
    """Calls by shot id as chains: those of one shot, or each by itself if its engine films them alone."""
    for _, shot in context.storyboard.shots():
        of_shot = calls.get(shot.id, ())
        if of_shot and chained(context, shot):
            yield tuple(of_shot)
        else:
            yield from ((call,) for call in of_shot)


def _identity(take: TriedTake) -> tuple[str, tuple[tuple[str, int], ...]]:
    return (take.asked, tuple(sorted(take.takes.items())))
