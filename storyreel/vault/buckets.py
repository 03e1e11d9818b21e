"""The requests to a bucket, the same for all services, and how an object is created only if it is absent.

The ledger relies on two promises, which Amazon S3 (since December 2020), Google Cloud Storage and MinIO give:
what was written is seen by every read and every listing that begins afterwards; and if several clients create
one absent name at once, exactly one of them succeeds. A bucket that does not keep the second promise is
refused when it is opened.
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
    """Of the content, as its uploader said; None in listings, which do not hold it."""
    writer: str | None = None
    """The random word of its creator; None in listings and for files."""


class Bucket(ABC):
    """A folder of a bucket; names are relative to it. Safe for several threads.

    Every method raises `VaultError` if the bucket does not answer or refuses.
    """

    def __init__(self, address: BucketAddress, page_size: int = 1000) -> None:
        """A folder at an address. page_size: objects in one page of a listing, 1 to 1000."""
        self.address = address
        self._page_size = page_size

    def __repr__(self) -> str:
        """The address; credentials stay out."""
        return f"{type(self).__name__}({self.address.url!r})"

    @abstractmethod
    def get(self, name: str) -> bytes | None:
        """The object's content; None if there certainly is none."""

    @abstractmethod
    def head(self, name: str) -> Stored | None:
        """What the bucket says about the object; None if there is none."""

    @abstractmethod
    def upload(self, name: str, file: Path, media_type: str, sha256: str, *, public: bool = False) -> None:
        """Give the object the content of a file, sent in pieces; an object of that name is replaced.

        `public`: everybody may read it.
        """

    @abstractmethod
    def download(self, name: str, file: Path) -> bool:
        """Write the object's content to a file in pieces; False if there is no such object."""

    @abstractmethod
    def list(self, prefix: str) -> Iterator[Stored]:
        """Every object whose name starts with the prefix, page by page, in the order of their names."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Remove the object, if it is there."""

    @abstractmethod
    def link(self, name: str, seconds: int) -> str | None:
        """A web address from which everybody can read the object for so long; None if it cannot be signed."""

    @abstractmethod
    def public_link(self, name: str) -> str:
        """The web address of an object that everybody may read."""

    @abstractmethod
    def _create(self, name: str, content: bytes, media_type: str, writer: str) -> bool | None:
        """Try once: True if it was created, False if the name exists, None if that is not known."""

    def create(self, name: str, content: bytes, media_type: str = "application/json") -> bool:
        """Create the object; False, and nothing written, if the name exists.

        After a connection broke, it is not known what was written; and if an SDK repeats a request, the
        answer "exists" may be caused by its own first try. So each creation writes a random word, and after
        "exists" the word in the bucket is compared with it.

        Raises:
            LedgerUnreadableError: it is not known whether it was created.
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
        """Check that the bucket is there, may be written, and creates a name only once.

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
    """The lifetime of a link, if it is accepted.

    Raises:
        VaultError: it is not between a second and seven days.
    """
    if not 1 <= seconds <= LONGEST_LINK_SECONDS:
        raise VaultError(
            f"A link cannot live for {seconds!r} seconds; 1 to {LONGEST_LINK_SECONDS:,} (seven days) are"
            " accepted."
        )
    return seconds
