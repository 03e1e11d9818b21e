"""A finished film and its captions under a web address. It does not know how the film was made."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storyreel.film.errors import VaultError
from storyreel.film.names import plain_name
from storyreel.vault.address import bucket_address
from storyreel.vault.buckets import Bucket, required_seconds
from storyreel.vault.disk import hash_file
from storyreel.vault.remote import open_bucket

DEFAULT_SECONDS = 24 * 3600
MEDIA_TYPES = {
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".srt": "application/x-subrip; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
}


@dataclass(frozen=True)
class Published:
    """Where a published film is seen."""

    link: str
    expires_at: datetime | None
    """In UTC; None for a film that everybody may see for as long as it lies there."""
    public: bool
    captions: tuple[str, ...] = ()
    """Links to the caption files, in the order in which they were given; they live as long as the film's."""


def publish(
    url: str,
    film: Path,
    captions: Sequence[Path] = (),
    *,
    public: bool = False,
    seconds: int = DEFAULT_SECONDS,
    credentials: Mapping[str, Any] | None = None,
    clock: Callable[[], float] = time.time,
) -> Published:
    """Put a film and its captions under `published/<film's name>/` of a bucket.

    What lies there under these names is replaced.

    url: of a bucket vault or of any bucket or folder in one. public: everybody may see it, without end.
    seconds: else, how long the link lives, 1 to 604,800; a link signed with temporary credentials may end
    earlier, with them.

    Raises:
        VaultError: the address is no bucket's, a file is missing, the bucket refuses, or the credentials
            cannot sign links.
    """
    required_seconds(seconds)
    if urlsplit(url).scheme == "file":
        raise VaultError(
            f"The vault {url!r} is a folder of this machine, and there are no links to its files. Give --to"
            " s3://bucket or gs://bucket."
        )
    files = [film, *captions]
    if missing := [str(path) for path in files if not path.is_file()]:
        raise VaultError(
            f"There is no file {missing[0]!r} to publish. Make the film first, or mend the path. Nothing was"
            " published."
        )
    bucket = open_bucket(bucket_address(url), credentials)
    folder = f"published/{plain_name(film.stem)}"
    names = [f"{folder}/{_file_name(path)}" for path in files]
    began = clock()
    if not public and bucket.link(names[0], seconds) is None:
        raise VaultError(
            f"The credentials for {url!r} cannot sign links; a service account's key file can"
            " (GOOGLE_APPLICATION_CREDENTIALS). Nothing was published. Use one, or publish with --public."
        )
    for name, path in reversed(
        list(zip(names, files, strict=True))
    ):  # the film last: when it is there, its captions are
        bucket.upload(
            name,
            path,
            MEDIA_TYPES.get(path.suffix.lower()) or _guessed(path),
            hash_file(path)[0],
            public=public,
        )
    links = [bucket.public_link(name) if public else _signed(bucket, name, seconds) for name in names]
    expires_at = None if public else datetime.fromtimestamp(began + seconds, UTC)
    return Published(links[0], expires_at, public, tuple(links[1:]))


def _signed(bucket: Bucket, name: str, seconds: int) -> str:
    return bucket.link(name, seconds) or ""


def _guessed(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _file_name(path: Path) -> str:
    """The file's name for an address; 'film.de.vtt' keeps its language."""
    return ".".join(plain_name(part) for part in path.name.split("."))
