"""What is asked of a bucket, whoever keeps it, and how an object is created only if it is absent.

It does not know what objects say.

The ledger relies on two promises, which Amazon S3 (since December 2020), Google Cloud Storage and MinIO give:
what was written is seen by every read and every listing that begins afterwards, and of several who create one
absent name at once exactly one is told that it did. A bucket that does not keep the second promise is refused
when it is opened.
"""

from __future__ import annotations

import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyreel.film.errors import LedgerUnreadableError, VaultError
from storyreel.vault.address import BucketAddress

TRIES = 6
FIRST_WAIT_SECONDS = 0.05
LONGEST_LINK_SECONDS = 7 * 24 * 3600
"""Version 4 signatures of both services end after seven days at most."""
MARK = "vault.json"


@dataclass(frozen=True)
class Stored:
    """An object as the bucket describes it."""

    name: str
    """Relative to the bucket's folder."""
    size_bytes: int
    made_at: float
    """Seconds since the epoch."""
    sha256: str | None = None
    """Of the content, as said by whoever uploaded it; None in listings, which do not tell."""
    writer: str | None = None
    """Who created it; None in listings and for files."""


class Bucket(ABC):
    """A folder of a bucket; names are relative to it.

    Safe for several threads. Everything raises `VaultError` in words.
    """

    def __init__(self, address: BucketAddress, page_size: int = 1000) -> None:
        """page_size: objects asked for in one request when listing, 1 to 1000."""
        self.address = address
        self._page_size = page_size

    def __repr__(self) -> str:
        """The address; credentials stay out."""
        return f"{type(self).__name__}({self.address.url!r})"

    @abstractmethod
    def get(self, name: str) -> bytes | None:
        """The object's content, or None when there is certainly none."""

    @abstractmethod
    def head(self, name: str) -> Stored | None:
        """What the bucket says about the object, or None when there is none."""

    @abstractmethod
    def upload(self, name: str, file: Path, media_type: str, sha256: str, *, public: bool = False) -> None:
        """Give the object the content of a file, sent in pieces; an object of that name is replaced.

        `public`: anybody may read it.
        """

    @abstractmethod
    def download(self, name: str, file: Path) -> bool:
        """Write the object's content to a file in pieces; False when there is no such object."""

    @abstractmethod
    def list(self, prefix: str) -> Iterator[Stored]:
        """Every object whose name starts with the prefix, page by page, in the order of their names."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Remove the object; silent when it is gone already."""

    @abstractmethod
    def link(self, name: str, seconds: int) -> str | None:
        """A web address from which anybody reads the object for so long.

        None where the credentials cannot sign.
        """

    @abstractmethod
    def public_link(self, name: str) -> str:
        """The web address of an object that anybody may read."""

    @abstractmethod
    def _create(self, name: str, content: bytes, media_type: str, writer: str) -> bool | None:
        """Try once: True when created, False when the name exists, None when it has to be looked up and perhaps tried again."""

    def create(self, name: str, content: bytes, media_type: str = "application/json") -> bool:
        """Create the object; False, and nothing written, when the name exists.

        A connection that broke says nothing about what was written, and an SDK that tried again is told
        "exists" by its own first try. So each creation carries a random word, and whoever is told "exists"
        looks whose word stands there.

        Raises:
            LedgerUnreadableError: nobody can say whether it was created.
            VaultError: it was certainly not created.
        """
        writer = secrets.token_hex(12)
        for number in range(TRIES):
            answer = self._create(name, content, media_type, writer)
            if answer:
                return True
            there = self._look_up(name)
            if there is not None:
                return there.writer == writer
            threading.Event().wait(FIRST_WAIT_SECONDS * 2**number)
        raise VaultError(
            f"{name!r} could not be created in {self.address.url!r}: the bucket answered {TRIES} times that"
            " it is busy with that name. Run the same command again."
        )

    def require_promises(self) -> None:
        """Make sure that the bucket is there, may be written, and creates a name only once.

        Raises:
            VaultError: says which of these is missing, and what to do.
        """
        content = b'{"storyreel vault": 1}'
        for _ in range(2):
            if not self.create(MARK, content):
                return
        raise VaultError(
            f"{self.address.url!r} created the same name twice: it does not honour 'only if absent' (the"
            " header If-None-Match), and two machines could pay for one job twice. Use Amazon S3, Google"
            " Cloud Storage or a current MinIO. Nothing was made and no money was spent."
        )

    def _look_up(self, name: str) -> Stored | None:
        try:
            return self.head(name)
        except VaultError as error:
            raise LedgerUnreadableError(
                f"Whether {name!r} was written cannot be said. {error.message}"
            ) from error


def required_seconds(seconds: int) -> int:
    """How long a link shall live, checked.

    Raises:
        VaultError: not between a second and seven days.
    """
    if not 1 <= seconds <= LONGEST_LINK_SECONDS:
        raise VaultError(
            f"A link cannot live for {seconds!r} seconds; 1 to {LONGEST_LINK_SECONDS:,} (seven days) are"
            " accepted."
        )
    return seconds
