"""The command `storyreel publish`: the finished film and its captions in a bucket, and a link to it."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from storyreel.film.errors import UsageError, VaultError, shown
from storyreel.project.folder import FilmFolder
from storyreel.vault.buckets import LONGEST_LINK_SECONDS
from storyreel.vault.durable import BLOCK_BYTES
from storyreel.vault.home import default_vault_url, open_home
from studio.exits import DONE
from studio.home import bucket
from studio.printing import say, say_json


def publish_command(film: Path, to: str, *, public: bool, hours: float, json: bool) -> int:
    """Upload the finished film and print its link."""
    from storyreel.vault.publishing import publish

    if not 0 < hours <= LONGEST_LINK_SECONDS / 3600:
        raise UsageError(
            f"--hours is {hours:g}; a number above 0 and up to {LONGEST_LINK_SECONDS // 3600}."
            " Nothing was published."
        )
    if to and not to.startswith(("s3://", "gs://")):
        raise UsageError(
            f"--to is {shown(to)}; a bucket is accepted, such as s3://my-films or gs://my-films. Nothing was"
            " published."
        )
    with TemporaryDirectory(prefix="publishing-", dir=open_home()) as copies:
        finished, captions = _copies(FilmFolder(film), Path(copies))
        seconds = int(hours * 3600)
        published = publish(
            to or bucket() or default_vault_url(), finished, captions, public=public, seconds=seconds
        )
    if json:
        say_json(dataclasses.asdict(published))
        return DONE
    expires = published.expires_at
    lasts = f"until {expires:%d %B %Y, %H:%M} UTC" if expires else "for everybody, without end"
    say(f"{published.link}\n{lasts}")
    return DONE


def _copies(folder: FilmFolder, target: Path) -> tuple[Path, list[Path]]:
    """Copies of the finished film and of its captions.

    Raises:
        VaultError: the film is not made.
    """
    name = folder.path.name
    finished, *captions = (_copied(folder, f"{name}{ending}", target) for ending in (".mp4", ".srt", ".vtt"))
    if finished is None:
        missing = str(folder.path / f"{name}.mp4")
        raise VaultError(
            f"There is no file {missing!r} to publish. Make the film first, or change the path. Nothing"
            " was published."
        )
    return finished, [path for path in captions if path is not None]


def _copied(folder: FilmFolder, name: str, target: Path) -> Path | None:
    """A copy of a file of the film's folder, which nothing else changes; None if the file is missing."""
    file = folder.open(name)
    if file is None:
        return None
    with file, (target / name).open("xb") as copy:
        shutil.copyfileobj(file, copy, BLOCK_BYTES)
    return target / name
