"""Small named records that are created once and never rewritten. The ledger and documents consist of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TypeVar

from storyreel.film.errors import VaultError

LONGEST_PART = 255
_FORBIDDEN = frozenset("\\\0")
Answer = TypeVar("Answer")


def require_record_name(name: str) -> str:
    """The name, if it can be used as a path.

    Raises:
        VaultError: it is absolute, or a part of it is empty, begins with a dot, is too long or holds a
            backslash or NUL.
    """
    if not _is_record_name(name):
        raise VaultError(
            f"{name[:200]!r} is not a name of a record; plain parts with '/' between them are accepted."
            " Nothing was read or written. This may be a bug in storyreel; please report it."
        )
    return name


def _is_record_name(name: str) -> bool:
    return all(_is_plain(part) for part in name.split("/"))


def _is_plain(part: str) -> bool:
    if not part or part.startswith(".") or _FORBIDDEN.intersection(part):
        return False
    return len(part.encode(errors="surrogatepass")) <= LONGEST_PART


class Records(ABC):
    """Write-once records.

    A name is a relative path of plain segments, for example 'ledger/ab/abcd/1/done.json'.
    """

    at_once = 1
    """How many records should be read at once; more if an answer takes long, as from a bucket."""

    @abstractmethod
    def get(self, name: str) -> bytes | None:
        """The record; None if there is none.

        Raises:
            LedgerUnreadableError: there is one and it cannot be read. It is never treated as missing.
        """

    @abstractmethod
    def create(self, name: str, content: bytes) -> bool:
        """Write the record durably and at once; False, and nothing written, if the name exists."""

    @abstractmethod
    def names(self, prefix: str) -> list[str]:
        """Full names of the records under a folder-like prefix, sorted."""

    def listed(self, prefix: str) -> frozenset[str] | None:
        """As `names`, if a listing is cheaper than reads of records that may be absent; None if not."""
        return None

    def each(self, ask: Callable[[str], Answer], about: Iterable[str]) -> list[Answer]:
        """The answers for each of `about`, in order, asked `at_once` at a time."""
        return [ask(one) for one in about]

    @abstractmethod
    def delete(self, name: str) -> None:
        """Remove a record, if it is there."""
