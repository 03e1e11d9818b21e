"""What was bought for a film, call by call: as the film remembers it, and as its budgets' logs name it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from storyreel.project.project import Project
from storyreel.vault import Attempt
from storyreel.vault.budget import Charge, open_budget


class PaidResults:
    """The paid results of a film that are whole."""

    def __init__(self, project: Project) -> None:
        self._vault, self._state, self._film = project.vault, project.state, project.id
        self._budgets = dict.fromkeys((project.id, project.settings.budget_name or project.id))
        """The film's own budget, and the one that it has a share in now."""

    def keys(self, name: str) -> tuple[str, ...]:
        """Keys of the results of a call that may be paid, the one that counts first.

        Films of earlier versions say only what each result cost. What a run bought that was killed is in the
        budget's log.
        """
        known = (self._state.bought.get(name), self._state.keys.get(name))
        return tuple(dict.fromkeys(filter(None, (*known, *self.charged.get(name, ())))))

    def attempt(self, key: str) -> Attempt:
        """The attempt under a key, if its result is whole."""
        return self._vault.ledger.sound_attempt(key, self._vault.assets.check)

    def is_paid(self, name: str, key: str, done: Mapping[str, object]) -> bool:
        """Whether the result of a call was paid for. done: its entry in the ledger."""
        return key == self._state.bought.get(name) or bool(done.get("cost_usd"))

    @cached_property
    def charged(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of what the budgets' logs name, the newest first, by call name."""
        found: dict[str, tuple[str, ...]] = {}
        for charge in self._charges():
            found[charge.what] = (charge.key, *found.get(charge.what, ()))
        return found

    def _charges(self) -> Iterator[Charge]:
        budgets = (open_budget(self._vault.assets.records, name) for name in self._budgets)
        charges = chain.from_iterable(budget.charges() for budget in budgets)
        return (charge for charge in charges if charge.film == self._film)


def paid_keys(project: Project, names: Iterable[str], known: Collection[str] = ()) -> dict[str, str]:
    """Keys by name of those calls whose result the film uses and the ledger says was paid for.

    known: calls that need not be looked up.
    """
    keys = {name: project.state.keys[name] for name in names if name not in known}
    attempts = project.vault.ledger.attempts(keys.values())
    done = {name: attempts[key].done for name, key in keys.items()}
    return {name: key for name, key in keys.items() if (entry := done[name]) and entry.get("cost_usd")}
