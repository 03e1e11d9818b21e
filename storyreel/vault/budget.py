"""Money set aside before work is bought and settled after: a numbered log, each entry created once.

    reserve (key, attempt, usd) -> settle (usd really charged) | release

A budget is shared by everybody who names it: several workers on one film, several films on one budget. Two
who reserve at once contend for the same number; the loser reads what the winner took and decides again. It
does not know what is bought.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from storyreel.film.errors import BudgetError, LedgerUnreadableError, SettingsError
from storyreel.film.names import ACCEPTED, is_plain
from storyreel.vault.records import Records

_NUMBERED = re.compile(r"\d{8}\.json")


@dataclass(frozen=True)
class Charge:
    """One job as the budget sees it."""

    film: str
    what: str
    key: str
    attempt: int
    reserved_usd: float
    spent_usd: float | None = None
    """None while it is under way; 0 where the provider took nothing."""
    exact: bool = True
    """False where the provider did not say what it charged, and the price table was believed."""


class Budget:
    """One budget. Safe for several threads, processes and machines at once."""

    def __init__(self, records: Records, name: str, clock: Callable[[], float] = time.time) -> None:
        """name: budgets of one name in one vault are one budget.

        Raises:
            SettingsError: the name is not plain.
        """
        if not is_plain(name):
            raise SettingsError(
                f"{name[:200]!r} is no name of a budget; {ACCEPTED} are accepted. Nothing was spent. Change"
                " `budget_name` in film.toml."
            )
        self._records, self._name, self._clock = records, name, clock
        self._charges: dict[tuple[str, int], Charge] = {}
        self._read = 0
        self._checked = False
        self._lock = threading.Lock()

    def reserve(self, charge: Charge, limit_usd: float | None) -> None:
        """Set money aside, once for a key and attempt. A limit of None lets everything through.

        Raises:
            BudgetError: what is spent and set aside already leaves no room for it.
        """
        with self._lock:
            while True:
                self._catch_up()
                if (charge.key, charge.attempt) in self._charges:
                    return
                left = None if limit_usd is None else limit_usd - self._committed()
                if left is not None and charge.reserved_usd > left + 1e-9:
                    raise BudgetError(
                        f"{charge.what} may cost ${charge.reserved_usd:.2f} and ${max(0.0, left):.2f} is left"
                        f" of the budget of ${limit_usd:.2f}. It was not submitted; what is made is kept."
                        " Raise --budget and run the same command again.",
                        needed_usd=charge.reserved_usd,
                        left_usd=left,
                    )
                entry = {
                    "step": "reserve",
                    "film": charge.film,
                    "what": charge.what,
                    "usd": charge.reserved_usd,
                }
                if self._append(charge.key, charge.attempt, entry):
                    return

    def settle(self, key: str, attempt: int, usd: float, *, exact: bool = True) -> None:
        """Say what the job really cost; the first word counts. Silent where nothing was set aside."""
        with self._lock:
            if (known := self._charges.get((key, attempt))) is not None and known.spent_usd is not None:
                return
            while True:
                self._catch_up()
                charge = self._charges.get((key, attempt))
                if (
                    charge is None
                    or charge.spent_usd is not None
                    or self._append(key, attempt, {"step": "settle", "usd": usd, "exact": exact})
                ):
                    return

    def is_settled(self, key: str, attempt: int) -> bool:
        """Whether it was said what the job cost."""
        with self._lock:
            self._catch_up()
            charge = self._charges.get((key, attempt))
            return charge is not None and charge.spent_usd is not None

    def charges(self) -> tuple[Charge, ...]:
        """Every job so far, in the order in which they were reserved."""
        with self._lock:
            self._catch_up()
            return tuple(self._charges.values())

    def _committed(self) -> float:
        return sum(
            charge.reserved_usd if charge.spent_usd is None else charge.spent_usd
            for charge in self._charges.values()
        )

    def _append(self, key: str, attempt: int, entry: dict[str, object]) -> bool:
        """Write the next number; False when somebody else did, which the next `_catch_up` reads."""
        content = json.dumps({"key": key, "attempt": attempt, "at": self._clock(), **entry}).encode()
        if not self._records.create(self._record(self._read + 1), content):
            return False
        self._apply(content)
        return True

    def _catch_up(self) -> None:
        if not self._checked:
            self._read_whole()
            self._checked = True
        while (content := self._records.get(self._record(self._read + 1))) is not None:
            self._apply(content)

    def _read_whole(self) -> None:
        """Read the log for the first time, up to the last number that is listed: one that is missing before another may have been money.

        A listing made while others write may leave out what was written before the last it shows, so each is
        asked for by its name.

        Raises:
            LedgerUnreadableError: an entry is missing or damaged.
        """
        kept = self._records.listed(f"purses/{self._name}")
        listed = (name.rpartition("/")[2] for name in kept or self._records.names(f"purses/{self._name}"))
        last = max((int(name.partition(".")[0]) for name in listed if _NUMBERED.fullmatch(name)), default=0)
        self._charges, self._read = {}, 0
        for content in self._records.each(
            self._records.get, [self._record(number) for number in range(1, last + 1)]
        ):
            if content is None:
                raise LedgerUnreadableError(
                    f"Entry {self._read + 1} of the budget {self._name!r} is missing, and later ones are"
                    " there. It is not passed over, because it may be money. Restore it from a copy."
                )
            self._apply(content)

    def _apply(self, content: bytes) -> None:
        try:
            entry = json.loads(content)
            name = (str(entry["key"]), int(entry["attempt"]))
            before = self._charges.get(name)
            if entry["step"] == "reserve":
                self._charges.setdefault(
                    name, Charge(entry["film"], entry["what"], *name, reserved_usd=float(entry["usd"]))
                )
            elif before is not None and before.spent_usd is None:
                self._charges[name] = Charge(
                    before.film,
                    before.what,
                    *name,
                    before.reserved_usd,
                    spent_usd=float(entry["usd"]),
                    exact=bool(entry["exact"]),
                )
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerUnreadableError(
                f"Entry {self._read + 1} of the budget {self._name!r} is damaged ({error}). It is not passed"
                " over, because it may be money. Restore it from a copy."
            ) from error
        self._read += 1

    def _record(self, number: int) -> str:
        return f"purses/{self._name}/{number:08d}.json"


_OPEN: dict[tuple[int, str], Budget] = {}


def open_budget(records: Records, name: str) -> Budget:
    """The budget of that name, opened once in a process, so that its log is read on and not read anew."""
    return _OPEN.setdefault((id(records), name), Budget(records, name))
