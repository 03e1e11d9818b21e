"""Money that is reserved before work is bought and settled after it: a numbered log, each entry created once.

    reserve (key, attempt, usd) -> settle (usd really charged)

Several workers on one film and several films may share a budget. If two of them reserve at once, both try to
create the same number; the one that fails reads the other's entry and decides again.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from storyreel.film.errors import BudgetError, LedgerUnreadableError, SettingsError
from storyreel.film.names import ACCEPTED, is_plain
from storyreel.vault.records import Records

_NUMBERED = re.compile(r"\d{8}\.json")
_DAMAGE = (ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class Charge:
    """One job as the budget sees it."""

    film: str
    what: str
    key: str
    attempt: int
    reserved_usd: float
    spent_usd: float | None = None
    """None while the job is under way; 0 if the provider charged nothing."""
    exact: bool = True
    """False if the provider did not say what it charged, and the price table was used."""


class Budget:
    """One budget. Safe for several threads, processes and machines at once."""

    def __init__(self, records: Records, name: str, clock: Callable[[], float] = time.time) -> None:
        """The budget of a name; budgets of one name in one vault are one budget.

        Raises:
            SettingsError: the name is not plain.
        """
        if not is_plain(name):
            raise SettingsError(
                f"{name[:200]!r} is not a name of a budget; {ACCEPTED} are accepted. Nothing was spent."
                " Change `budget_name` in film.toml."
            )
        self._records, self._name, self._clock = records, name, clock
        self._charges: dict[tuple[str, int], Charge] = {}
        self._read = 0
        self._checked = False
        self._lock = threading.Lock()

    def reserve(self, charge: Charge, limit_usd: float | None) -> None:
        """Set money aside, once for a key and attempt. A limit of None allows everything.

        Raises:
            BudgetError: what is spent and reserved already leaves no room for it.
        """
        entry = {"step": "reserve", "film": charge.film, "what": charge.what, "usd": charge.reserved_usd}
        with self._lock:
            while True:
                self._catch_up()
                if (charge.key, charge.attempt) in self._charges:
                    return
                if limit_usd is not None:
                    self._require_room(charge, limit_usd)
                if self._append(charge.key, charge.attempt, entry):
                    return

    def settle(self, key: str, attempt: int, usd: float, *, exact: bool = True) -> None:
        """Record what the job really cost. The first record counts; nothing happens if none was reserved."""
        with self._lock:
            if self._is_settled(key, attempt):
                return
            entry = {"step": "settle", "usd": usd, "exact": exact}
            while True:
                self._catch_up()
                is_open = (key, attempt) in self._charges and not self._is_settled(key, attempt)
                if not is_open or self._append(key, attempt, entry):
                    return

    def is_settled(self, key: str, attempt: int) -> bool:
        """Whether the cost of the job is recorded."""
        with self._lock:
            self._catch_up()
            return self._is_settled(key, attempt)

    def charges(self) -> tuple[Charge, ...]:
        """Every job so far, in the order in which they were reserved."""
        with self._lock:
            self._catch_up()
            return tuple(self._charges.values())

    def _is_settled(self, key: str, attempt: int) -> bool:
        charge = self._charges.get((key, attempt))
        return charge is not None and charge.spent_usd is not None

    def _require_room(self, charge: Charge, limit_usd: float) -> None:
        left = limit_usd - self._committed()
        if charge.reserved_usd > left + 1e-9:
            raise _over_budget(charge, left, limit_usd)

    def _committed(self) -> float:
        return sum(
            charge.reserved_usd if charge.spent_usd is None else charge.spent_usd
            for charge in self._charges.values()
        )

    def _append(self, key: str, attempt: int, entry: Mapping[str, object]) -> bool:
        """Write the next number; False if another process did, whose entry the next `_catch_up` reads."""
        content = json.dumps({"key": key, "attempt": attempt, "at": self._clock(), **entry}).encode()
        if not self._records.create(self._record(self._read + 1), content):
            return False
        self._apply(content)
        return True

    def _catch_up(self) -> None:
        self._read_whole_once()
        while (content := self._records.get(self._record(self._read + 1))) is not None:
            self._apply(content)

    def _read_whole(self) -> None:
        """Read the log for the first time, up to the last number that is listed.

        A listing that is made while others write may leave out entries before the last one, so that each
        entry is read by its name.

        Raises:
            LedgerUnreadableError: an entry is missing or damaged; it may be money.
        """
        records = [self._record(number) for number in range(1, self._last_listed() + 1)]
        self._charges, self._read = {}, 0
        for content in self._records.each(self._records.get, records):
            if content is None:
                raise LedgerUnreadableError(
                    f"Entry {self._read + 1} of the budget {self._name!r} is missing, and later ones are"
                    " there. It is not passed over, because it may be money. Restore it from a copy."
                )
            self._apply(content)

    def _last_listed(self) -> int:
        folder = f"purses/{self._name}"
        names = self._records.listed(folder) or self._records.names(folder)
        files = (name.rpartition("/")[2] for name in names)
        return max((int(file.partition(".")[0]) for file in files if _NUMBERED.fullmatch(file)), default=0)

    def _read_whole_once(self) -> None:
        if not self._checked:
            self._read_whole()
            self._checked = True

    def _apply(self, content: bytes) -> None:
        try:
            self._enter(json.loads(content))
        except _DAMAGE as error:
            raise self._damaged(error) from error
        self._read += 1

    def _damaged(self, error: Exception) -> LedgerUnreadableError:
        return LedgerUnreadableError(
            f"Entry {self._read + 1} of the budget {self._name!r} is damaged ({error}). It is not passed"
            " over, because it may be money. Restore it from a copy."
        )

    def _enter(self, entry: Any) -> None:
        name = (str(entry["key"]), int(entry["attempt"]))
        before = self._charges.get(name)
        if entry["step"] == "reserve":
            charge = Charge(entry["film"], entry["what"], *name, reserved_usd=float(entry["usd"]))
            self._charges.setdefault(name, charge)
        elif before is not None and before.spent_usd is None:
            spent, exact = float(entry["usd"]), bool(entry["exact"])
            self._charges[name] = replace(before, spent_usd=spent, exact=exact)

    def _record(self, number: int) -> str:
        return f"purses/{self._name}/{number:08d}.json"


def _over_budget(charge: Charge, left: float, limit_usd: float) -> BudgetError:
    return BudgetError(
        f"{charge.what} may cost ${charge.reserved_usd:.2f} and ${max(0.0, left):.2f} is left of the"
        f" budget of ${limit_usd:.2f}. It was not submitted; what is made is kept. Raise --budget and"
        " run the same command again.",
        needed_usd=charge.reserved_usd,
        left_usd=left,
    )


_OPEN: dict[tuple[int, str], Budget] = {}


def open_budget(records: Records, name: str) -> Budget:
    """The budget of that name, opened once in a process, so that its log is not read from the start again."""
    return _OPEN.setdefault((id(records), name), Budget(records, name))
