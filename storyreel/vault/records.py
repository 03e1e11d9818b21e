"""Small named records that are created once and never rewritten: what the ledger and the documents are made of.

It does not know what a record says.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TypeVar

from storyreel.film.errors import VaultError

LONGEST_PART = 255
Answer = TypeVar("Answer")


def require_record_name(name: str) -> str:
    """The name, which may become a path.

    Raises:
        VaultError: it is absolute, or a part of it is empty, begins with a dot, is too long or holds a
            backslash or NUL.
    """
    for part in name.split("/"):
        if (
            not part
            or part.startswith(".")
            or "\\" in part
            or "\0" in part
            or len(part.encode(errors="surrogatepass")) > LONGEST_PART
        ):
            raise VaultError(
                f"{name[:200]!r} is no name of a record; plain parts with '/' between them are accepted."
                " Nothing was read or written. This may be a fault of storyreel; please report it."
            )
    return name


class Records(ABC):
    """Write-once records.

    A name is a relative path of plain segments, for example 'ledger/ab/abcd/1/done.json'.
    """

    at_once = 1
    """How many questions are worth asking at once: more where an answer is mostly waited for, as in a bucket."""

    @abstractmethod
    def get(self, name: str) -> bytes | None:
        """The record, or None when there is none.

        Raises:
            LedgerUnreadableError: there is one and it cannot be read. Never taken for absent.
        """

    @abstractmethod
    def create(self, name: str, content: bytes) -> bool:
        """Write the record durably and at once; False, and nothing written, when the name exists."""

    @abstractmethod
    def names(self, prefix: str) -> list[str]:
        """Full names of the records under a folder-like prefix, sorted."""

    def listed(self, prefix: str) -> frozenset[str] | None:
        """As `names`, where one listing costs less than several looks at what may not be there, as in a bucket; else None."""
        return None

    def each(self, ask: Callable[[str], Answer], about: Iterable[str]) -> list[Answer]:
        """What is answered about each, in the order given; `at_once` at a time."""
        return [ask(one) for one in about]

    @abstractmethod
    def delete(self, name: str) -> None:
        """Remove a record; silent when it is gone already."""
