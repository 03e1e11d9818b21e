"""Which bought weights of people and places the film's image engine does not load.

Weights load in the family of models that they were trained for, and in no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from storyreel.film.abilities import CrewCard
from storyreel.film.briefs import Lora
from storyreel.film.frozen import Frozen
from storyreel.graph.context import FilmContext
from storyreel.graph.likeness import lora_id
from storyreel.project.paid_results import PaidResults
from storyreel.vault import Attempt, Ledger


@dataclass(frozen=True)
class Families:
    """Tells the families of weights in a ledger, also of those that do not say it themselves."""

    ledger: Ledger
    card: CrewCard

    def other(self, key: str, number: int, result: Frozen) -> str:
        """The family of weights that the film's engine does not load.

        '' if it loads them, if it is not known, and for every other result.
        """
        if not isinstance(result, Lora) or not self.card.images.weights:
            return ""
        family = result.family or self._trained_for(key, number)
        return family if family != self.card.images.weights else ""

    def _trained_for(self, key: str, number: int) -> str:
        """The family for which the job trained that made them; '' if the crew's trainer does not know it."""
        facts = (self.ledger.ticket_of(key, number) or {}).get("facts")
        application = facts.get("application", "") if isinstance(facts, dict) else ""
        return self.card.trainers.get(str(application), "")


def other_weights(
    context: FilmContext, bought: PaidResults, families: Families, asked: Collection[str]
) -> Mapping[str, str]:
    """The family of the weights that were bought and do not load, by id of the person or place.

    None if the engine is shown no pictures in their place. asked: what is to be made again, in small letters;
    weights are trained again for these.
    """
    if not context.card.images.references:
        return {}
    found = _Found(bought, families)
    subjects = (*context.storyboard.environments, *context.storyboard.cast)
    families_of = ((subject.id, found.family(subject.id)) for subject in subjects)
    return {one: family for one, family in families_of if family and not _is_asked(one, asked)}


def _is_asked(subject_id: str, asked: Collection[str]) -> bool:
    words = {subject_id.casefold(), str(lora_id(subject_id)).casefold()}
    return not words.isdisjoint(asked)


@dataclass(frozen=True)
class _Found:
    """The weights that a film has bought."""

    bought: PaidResults
    families: Families

    def family(self, subject_id: str) -> str:
        """The family of weights that do not load; '' if there are none, or others that do."""
        others = [self._other(key, attempt) for key, attempt in self._attempts(str(lora_id(subject_id)))]
        return others[0] if others and all(others) else ""

    def _attempts(self, name: str) -> Iterator[tuple[str, Attempt]]:
        for key in self.bought.keys(name):
            attempt = self.bought.attempt(key)
            if attempt.done is not None:
                yield key, attempt

    def _other(self, key: str, attempt: Attempt) -> str:
        done = attempt.done or {}
        return self.families.other(key, attempt.number, Lora.model_validate(done["result"]))
