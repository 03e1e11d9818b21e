"""The takes of a film, call by call: which were asked for, made and judged, and which is in the film.

SC010-SH010 clip    take 1 made, judged 0.4    take 2 made, judged 0.9, chosen
mara reference      take 1 made                take 2 asked for by the person, chosen, not made yet
"""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from storyreel.film.frozen import Frozen

UNNAMED = ""
"""The name under which keys are kept for which a film of an earlier version named no call."""
_FIELDS_OF_OLD = ("newest", "redoing", "by_hand", "tried", "kept")
"""What `FilmState` held beside the chosen takes before there were records."""
_Version = tuple[str, frozenset[tuple[str, int]]]
"""What was asked of a chain, and its takes by clip."""


class TriedTake(Frozen):
    """One version of a chain as made and judged."""

    asked: str = Field(
        description="Digest of what was asked, whatever the take: an edited shot begins again."
    )
    takes: dict[str, int] = Field(description="Take by clip.")
    keys: dict[str, str] = Field(default={}, description="Key by clip of what was made.")
    scores: dict[str, float] = Field(description="The critic's score by clip, 0 if a stand-in is shown.")
    unusable: tuple[str, ...] = Field(default=(), description="Clips of which another take was wanted.")

    @property
    def rank(self) -> tuple[bool, int, float, float]:
        """Greater for a better version: usable, with few unusable clips, no bad one, good on the whole."""
        scores = self.scores.values()
        return (not self.unusable, -len(self.unusable), min(scores), round(sum(scores), 6))


class Judgement(Frozen):
    """What the critic said of one take, as part of a chain of clips that were made from one another."""

    asked: str = Field(description="Digest of what was asked of the chain, whatever the take.")
    chain: dict[str, int] = Field(description="Take by clip of the whole chain.")
    score: float = Field(description="0 if a stand-in is shown.")
    usable: bool

    @property
    def version(self) -> _Version:
        """What was asked of the chain, and its takes by clip."""
        return (self.asked, frozenset(self.chain.items()))


class Take(Frozen):
    """One take of a call."""

    number: int = Field(ge=1)
    key: str = Field(
        default="", description="Key of what was made; '' if nothing is made yet, or only a stand-in."
    )
    judgement: Judgement | None = None


class CallTakes(Frozen):
    """The takes of one call. The first take is listed only once there is something to record of it."""

    chosen: int = Field(default=1, ge=1)
    by_hand: bool = Field(default=False, description="The person chose it; the critic does not change it.")
    redoing: bool = Field(
        default=False, description="Another take was asked for, and no run has come to its end since."
    )
    notes: dict[int, str] = Field(
        default={},
        description="The person's words for takes that they asked for, by number.",
        exclude_if=operator.not_,
    )
    takes: tuple[Take, ...] = Field(
        default=(),
        description="In the order in which they were recorded; one that was judged twice is listed twice.",
    )

    @property
    def newest(self) -> int:
        """The highest take that was ever asked for."""
        return max(self.chosen, *(take.number for take in self.takes), 1)


class FilmTakes(Frozen):
    """The takes of a film."""

    calls: dict[str, CallTakes] = Field(default={}, description="By call name.")

    @property
    def chosen(self) -> dict[str, int]:
        """The take in the film by call name, if it is not the first."""
        return {name: call.chosen for name, call in self.calls.items() if call.chosen != 1}

    @property
    def chosen_notes(self) -> dict[str, str]:
        """The person's words for the take in the film, by call name."""
        noted = ((name, call.notes.get(call.chosen, "")) for name, call in self.calls.items())
        return {name: note for name, note in noted if note}

    @property
    def redoing(self) -> frozenset[str]:
        """Calls of which another take was asked for, and no run has come to its end since."""
        return frozenset(name for name, call in self.calls.items() if call.redoing)

    @property
    def by_hand(self) -> frozenset[str]:
        """Calls whose take the person chose."""
        return frozenset(name for name, call in self.calls.items() if call.by_hand)

    @property
    def keys(self) -> frozenset[str]:
        """Keys of every take that was made. All are kept until the person lets them go."""
        return frozenset(take.key for call in self.calls.values() for take in call.takes if take.key)

    @property
    def tried(self) -> tuple[TriedTake, ...]:
        """The versions of chains that were made and judged, those of a chain in the order of trying."""
        versions: dict[_Version, dict[str, Take]] = {}
        for name, call in self.calls.items():
            for take in call.takes:
                if take.judgement is not None:
                    versions.setdefault(take.judgement.version, {})[name] = take
        return tuple(_version(asked, takes) for (asked, _), takes in versions.items())

    def newest(self, name: str) -> int:
        """The highest take of a call that was ever asked for; the first is 1."""
        return self._of(name).newest

    def key_of(self, name: str, number: int) -> str:
        """The key of a take of a call as it was made last; '' if none is on record."""
        keys = (take.key for take in reversed(self._of(name).takes) if take.number == number)
        return next(filter(None, keys), "")

    def asked_for(
        self, takes: Mapping[str, int], keys: Mapping[str, str], *, again: bool, note: str = ""
    ) -> FilmTakes:
        """With takes that the person chose; what was in the film before is kept.

        takes: number by call name. keys: key by call name of what the film was last made of. again: they are
        new takes, and not earlier ones. note: the person's words for the new takes.
        """
        kept = self.keys
        changed: dict[str, CallTakes] = {}
        for name, number in takes.items():
            call, key = self._of(name), keys.get(name, "")
            before = Take(number=call.chosen, key="" if key in kept else key)
            changes = {
                "chosen": number,
                "by_hand": True,
                "redoing": call.redoing or again,
                "takes": _without_repetition((*call.takes, before, Take(number=number))),
                "notes": call.notes | ({number: note} if note else {}),
            }
            changed[name] = call.model_copy(update=changes)
        return FilmTakes(calls=self.calls | changed)

    def judged(self, tried: Iterable[TriedTake], best: Mapping[str, int]) -> FilmTakes:
        """With all versions of chains that were made and judged, and the best takes chosen.

        best: number by call name.
        """
        found = _judged_takes(tried)
        changed: dict[str, CallTakes] = {}
        for name in dict.fromkeys((*self.calls, *found, *best)):
            call = self._of(name)
            others = [take for take in call.takes if take.judgement is None]
            takes = _without_repetition((*others, *found.get(name, [])))
            changes = {"chosen": best.get(name, call.chosen), "takes": takes}
            changed[name] = call.model_copy(update=changes)
        return FilmTakes(calls=changed)

    def _of(self, name: str) -> CallTakes:
        return self.calls.get(name, CallTakes())

    def come_to_an_end(self, names: Collection[str]) -> FilmTakes:
        """With nothing left to be redone of the calls that a run has finished."""
        done = {
            name: call.model_copy(update={"redoing": False})
            for name, call in self.calls.items()
            if call.redoing and name in names
        }
        return FilmTakes(calls=self.calls | done)


def with_records(document: Mapping[str, Any]) -> dict[str, Any]:
    """A film's state as it is written now, from one that held its takes in six fields.

    Any other is returned as it is.
    """
    chosen = document.get("takes", {})
    if isinstance(chosen, FilmTakes) or (isinstance(chosen, Mapping) and "calls" in chosen):
        return dict(document)
    old = {name: document.get(name, ()) for name in _FIELDS_OF_OLD}
    kept = {name: value for name, value in document.items() if name not in _FIELDS_OF_OLD}
    return kept | {"takes": _takes_of_old(chosen, old)}


def _takes_of_old(chosen: Mapping[str, int], old: Mapping[str, Any]) -> FilmTakes:
    """The takes of a state that held them in six fields."""
    takes = FilmTakes(calls=_calls_of_old(chosen, old))
    takes = takes.judged(map(TriedTake.model_validate, old["tried"]), {})
    unnamed = tuple(Take(number=1, key=key) for key in old["kept"] if key not in takes.keys)
    if not unnamed:
        return takes
    return FilmTakes(calls=takes.calls | {UNNAMED: CallTakes(takes=unnamed)})


def _calls_of_old(chosen: Mapping[str, int], old: Mapping[str, Any]) -> dict[str, CallTakes]:
    """The takes by call name of a state that held them in six fields."""
    newest = dict(old["newest"])
    names = dict.fromkeys((*chosen, *newest, *old["by_hand"], *old["redoing"]))
    return {
        name: CallTakes(
            chosen=chosen.get(name, 1),
            by_hand=name in old["by_hand"],
            redoing=name in old["redoing"],
            takes=(Take(number=newest[name]),) if name in newest else (),
        )
        for name in names
    }


def _judged_takes(tried: Iterable[TriedTake]) -> dict[str, list[Take]]:
    """The takes of the versions, by call name."""
    found: dict[str, list[Take]] = {}
    for version in tried:
        for name, number in version.takes.items():
            take = Take(number=number, key=version.keys.get(name, ""), judgement=_judgement(version, name))
            found.setdefault(name, []).append(take)
    return found


def _judgement(version: TriedTake, name: str) -> Judgement:
    return Judgement(
        asked=version.asked,
        chain=version.takes,
        score=version.scores.get(name, 0.0),
        usable=name not in version.unusable,
    )


def _without_repetition(takes: Sequence[Take]) -> tuple[Take, ...]:
    """Each take once: one that was not judged is left out if another of its number says the same or more.

    Judged ones come last.
    """
    judged = [take for take in takes if take.judgement is not None]
    recorded = {(take.number, take.key) for take in judged}
    made = {take.number for take in takes if take.key or take.judgement is not None}

    def says_something(take: Take) -> bool:
        return (take.number, take.key) not in recorded and (bool(take.key) or take.number not in made)

    others = [take for take in takes if take.judgement is None and says_something(take)]
    return (*dict.fromkeys(others), *judged)


def _version(asked: str, takes: Mapping[str, Take]) -> TriedTake:
    """A version of a chain from what each of its clips remembers of it."""
    judged = {name: take.judgement for name, take in takes.items() if take.judgement is not None}
    chain = next(iter(judged.values())).chain
    return TriedTake(
        asked=asked,
        takes=chain,
        keys={name: takes[name].key for name in chain if takes[name].key},
        scores={name: judged[name].score for name in chain},
        unusable=tuple(name for name in chain if not judged[name].usable),
    )
