"""Publishes a finished film and its captions in a bucket, under a web address."""

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
from storyreel.vault.buckets import required_seconds
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
    """The links of a published film."""

    link: str
    expires_at: datetime | None
    """In UTC; None if everybody may see the film, without end."""
    public: bool
    captions: tuple[str, ...] = ()
    """Links to the caption files, in the given order. They last as long as the film's."""


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
    """Put a film and its captions under `published/<film's name>/` of a bucket, in place of earlier ones.

    url: of a bucket vault or of any bucket or folder in one. public: everybody may see it, without end.
    seconds: how long the link lasts otherwise, 1 to 604,800. A link that is signed with temporary credentials
    may end earlier, with them.

    Raises:
        VaultError: the address is not a bucket's, a file is missing, the bucket refuses, or the credentials
            cannot sign links.
    """
    required_seconds(seconds)
    files = [film, *captions]
    _require_publishable(url, files)
    bucket = open_bucket(bucket_address(url), credentials)
    folder = f"published/{plain_name(film.stem)}"
    names = [f"{folder}/{_file_name(path)}" for path in files]
    began = clock()
    if not public and bucket.link(names[0], seconds) is None:
        raise VaultError(
            f"The credentials for {url!r} cannot sign links; a service account's key file can"
            " (GOOGLE_APPLICATION_CREDENTIALS). Nothing was published. Use one, or publish with --public."
        )
    # The film is last, so that its captions are there when it is.
    for name, path in reversed(list(zip(names, files, strict=True))):
        bucket.upload(name, path, _media_type(path), hash_file(path)[0], public=public)
    if public:
        links, expires_at = [bucket.public_link(name) for name in names], None
    else:
        links = [bucket.link(name, seconds) or "" for name in names]
        expires_at = datetime.fromtimestamp(began + seconds, UTC)
    return Published(links[0], expires_at, public, tuple(links[1:]))


def _require_publishable(url: str, files: Sequence[Path]) -> None:
    if urlsplit(url).scheme == "file":
        raise VaultError(
            f"The vault {url!r} is a folder of this machine, and there are no links to its files. Give --to"
            " s3://bucket or gs://bucket."
        )
    _require_files(files)


def _require_files(files: Sequence[Path]) -> None:
    if missing := [str(path) for path in files if not path.is_file()]:
        raise VaultError(
            f"There is no file {missing[0]!r} to publish. Make the film first, or fix the path. Nothing was"
            " published."
        )


def _media_type(path: Path) -> str:
    known = MEDIA_TYPES.get(path.suffix.lower())
    return known or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _file_name(path: Path) -> str:
    """The file's name for an address; 'film.de.vtt' keeps its language."""
    return ".".join(plain_name(part) for part in path.name.split("."))
