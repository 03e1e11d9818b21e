"""What a film has already, call by call: for the plan and the estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyreel.film.frozen import Frozen
from storyreel.graph.assumed_results import names_nothing
from storyreel.graph.calls import Call, Made
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, dry_run
from storyreel.graph.stages import CallId
from storyreel.project.kept_results import Keeping
from storyreel.project.project import Project
from storyreel.vault.ledger import Attempt

_NO_ATTEMPT = Attempt(1)


class LedgerAnswers:
    """Answers a dry run with results from the ledger, and with those of an earlier version that stay."""

    def __init__(self, project: Project, context: FilmContext, keeping: Keeping) -> None:
        self._vault, self._card, self._keeping = project.vault, context.card, keeping
        self._ask_next = project.settings.ask_next
        self.attempts: dict[str, tuple[str, Attempt]] = {}
        """Key and newest attempt by call name; the key is '' if it is not known yet."""
        self.unneeded: set[CallId] = set()
        """Pictures of people and places that are not drawn: only pictures that stay would show them."""
        self.unjudged: set[CallId] = set()
        """Judgements that are not asked for, because their clips stay."""

    @property
    def stale(self) -> dict[CallId, str]:
        """Why an earlier result stays, by call."""
        return self._keeping.stale

    def is_paid(self, call: Call) -> bool:
        """Whether the call costs money, so that it is not made again without consent."""
        return self._keeping.is_paid(call)

    def expect(self, calls: Sequence[Call]) -> None:
        """Note the calls that are asked about next."""
        self._keeping.expect(calls, self._card)

    def result(self, call: Call, brief: Frozen) -> Frozen | None:
        """The call's result if it was made before and is whole, or the earlier one that stays."""
        if self._keeping.is_unjudged(call):
            self.unjudged.add(call.id)
            return call.row.assume(brief)
        key, attempt = self._attempt(call, brief)
        self.attempts[call.name] = (key, attempt)
        made = attempt.done is not None
        if not (made or attempt.begun) and self._keeping.is_unneeded(call):
            self.unneeded.add(call.id)
            return call.row.assume(brief)
        earlier = self._keeping.earlier(call, brief, key, made=made, begun=attempt.begun)
        if earlier is not None:
            return earlier.result
        return call.row.result.model_validate(attempt.done["result"]) if attempt.done is not None else None

    def _attempt(self, call: Call, brief: Frozen) -> tuple[str, Attempt]:
        """Key and newest attempt at the first member, or at the next one allowed if that refused it."""
        if names_nothing(brief):
            return "", _NO_ATTEMPT
        first, *others = self._card.in_turn(call.asks)
        key, attempt = self._attempt_by(call, brief, first)
        for fingerprints in others if self._ask_next else ():
            if attempt.refused is not None:
                key, attempt = self._attempt_by(call, brief, fingerprints)
        return key, attempt

    def _attempt_by(self, call: Call, brief: Frozen, prints: Mapping[str, str]) -> tuple[str, Attempt]:
        key = call.key(brief, prints)
        return key, self._vault.ledger.sound_attempt(key, self._vault.assets.check)


@dataclass(frozen=True)
class LookedUp:
    """A film's dry run, and which of its results exist."""

    calls: tuple[DryCall, ...]
    known: LedgerAnswers
    certain: frozenset[CallId] = frozenset()
    """Calls whose result is not stored but is known in advance, such as those of rules."""


def look_up_calls(
    project: Project,
    context: FilmContext,
    keeping: Keeping,
    before: Sequence[Call] = (),
    worked_out: Made | None = None,
) -> LookedUp:
    """What a run would ask, compared with the ledger. before, worked_out: see `dry_run`."""
    known = LedgerAnswers(project, context, keeping)
    calls = dry_run(context, known.result, before, worked_out, known.expect)
    return LookedUp(calls, known, frozenset(worked_out or ()))
