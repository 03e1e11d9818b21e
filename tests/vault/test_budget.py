"""The budget: a numbered log of money, read whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.errors import BudgetError, LedgerUnreadableError
from storyreel.vault.budget import Budget, Charge
from storyreel.vault.disk import DiskRecords


def charge(key: str, usd: float = 1.0, attempt: int = 1) -> Charge:
    return Charge("film", f"{key} clip", key, attempt, usd)


def budget(tmp_path: Path) -> Budget:
    return Budget(DiskRecords(tmp_path), "summer")


def entry(tmp_path: Path, number: int) -> Path:
    return tmp_path / f"purses/summer/{number:08d}.json"


@pytest.fixture
def spent(tmp_path: Path) -> Path:
    """Two jobs settled, four entries."""
    books = budget(tmp_path)
    for key in ("a", "b"):
        books.reserve(charge(key), None)
        books.settle(key, 1, 0.75)
    return tmp_path


def test_what_is_spent_leaves_no_room(spent: Path) -> None:
    """Another reader of the same log counts the same."""
    with pytest.raises(BudgetError, match=r"\$0\.50 is left of the budget of \$2\.00"):
        budget(spent).reserve(charge("c"), 2.0)


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_an_entry_that_is_missing_is_not_passed_over(spent: Path, missing: int) -> None:
    """The entry may have been a purchase: nothing is bought until it is restored."""
    content = entry(spent, missing).read_bytes()
    entry(spent, missing).unlink()
    books = budget(spent)

    for _ in range(2):
        with pytest.raises(
            LedgerUnreadableError,
            match=rf"Entry {missing} of the budget 'summer' is missing.*Restore it from a copy",
        ):
            books.reserve(charge("c"), 2.0)

    entry(spent, missing).write_bytes(content)
    assert sum(one.spent_usd or 0 for one in books.charges()) == 1.5


def test_a_listing_that_leaves_out_what_others_just_wrote_is_no_missing_entry(spent: Path) -> None:
    """A folder that is read while another film writes may show the last entry and not the one before."""

    class Hasty(DiskRecords):
        def names(self, prefix: str) -> list[str]:
            return [name for name in super().names(prefix) if not name.endswith(("2.json", "3.json"))]

    assert sum(one.spent_usd or 0 for one in Budget(Hasty(spent), "summer").charges()) == 1.5


def test_a_damaged_entry_is_not_passed_over_the_second_time(spent: Path) -> None:
    """Also if it appeared after the log was read for the first time."""
    books = budget(spent)
    books.charges()
    entry(spent, 5).write_text("{")

    for _ in range(2):
        with pytest.raises(LedgerUnreadableError, match="Entry 5 of the budget 'summer' is damaged"):
            books.charges()


def test_half_written_entries_are_no_entries(spent: Path) -> None:
    """Whatever else lies in the folder is not taken for a number."""
    (spent / "purses/summer/.part-x").write_text("{")
    (spent / "purses/summer/notes.txt").write_text("mine")

    assert len(budget(spent).charges()) == 2


def test_whether_a_job_is_settled_is_known(spent: Path) -> None:
    """Settled, set aside, or never heard of."""
    books = budget(spent)
    books.reserve(charge("c"), None)

    assert (books.is_settled("a", 1), books.is_settled("c", 1), books.is_settled("d", 1)) == (
        True,
        False,
        False,
    )
