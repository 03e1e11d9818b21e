"""Files that a person brings: found, and refused by name unless they are of an accepted kind and size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from storyreel.film.errors import SettingsError
from storyreel.project.settings import PICTURE_ENDINGS

PICTURES = PICTURE_ENDINGS
CLIPS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")
SOUNDS = (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aiff", ".aif")
CONTAINERS = "mov,matroska,wav,mp3,flac,ogg,aiff"
"""Formats that hold nothing but media. A playlist under another name is none of them and is not followed."""
READ_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
MOST_PIXELS = 100_000_000
LONGEST_SECONDS = 3600
"""Of a clip or a recording. Reading stops if the file is longer, whatever length it claims."""
_NOTHING_MADE = (
    "Nothing was made and nothing was spent. Fix film.toml or the file, and run the same command again."
)


@dataclass(frozen=True)
class OwnFile:
    """A file that `film.toml` names."""

    path: Path
    where: str
    """What names it: 'material.music', or 'material.people."MARA"'."""

    def require(self, kinds: tuple[str, ...], what: str, most_bytes: int) -> None:
        """Refuse what is not a file, has another ending or another size.

        Raises:
            SettingsError: says what is accepted.
        """
        accepted = f"{what} ({', '.join(kinds)}) is accepted"
        if not self.path.is_file():
            state = "is a folder or no plain file" if self.path.exists() else "does not exist"
            raise SettingsError(
                f"{self.where} names {str(self.path)!r}, which {state}; {accepted}. {_NOTHING_MADE}"
            )
        if self.path.suffix.lower() not in kinds:
            raise self.refusal(f"which has another ending; {accepted}.")
        size = self.path.stat().st_size
        if not 0 < size <= most_bytes:
            raise self.refusal(f"which has {size:,} bytes; 1 to {most_bytes:,} are accepted.")

    def require_length(self, seconds: float) -> None:
        """Refuse what is longer than an hour.

        Raises:
            SettingsError: it is longer.
        """
        if seconds > LONGEST_SECONDS:
            raise self.refusal("which is longer than an hour; at most that is accepted.")

    def refusal(self, why: str) -> SettingsError:
        """The error to raise for this file; `why` goes on after the file's name."""
        return SettingsError(f"{self.where} names {self.path.name!r}, {why} {_NOTHING_MADE}")


def files_in(path: Path, where: str, kinds: tuple[str, ...], what: str) -> tuple[Path, ...]:
    """The file itself, or the files of these kinds in a folder in the order of their names, 2 before 10.

    Raises:
        SettingsError: there is nothing, or nothing of the kind.
    """
    if not path.is_dir():
        return (path,)
    found = sorted((file for file in path.iterdir() if _is_of_kind(file, kinds)), key=_natural_order)
    if not found:
        raise SettingsError(
            f"{where} is the folder {str(path)!r}, which holds no {what} ({', '.join(kinds)})."
            f" {_NOTHING_MADE}"
        )
    return tuple(found)


def _is_of_kind(file: Path, kinds: tuple[str, ...]) -> bool:
    return file.suffix.lower() in kinds and not file.name.startswith(".")


def _natural_order(path: Path) -> list[tuple[int, str]]:
    """Sort key that puts 2 before 10."""
    return [_part_order(part) for part in re.split(r"(\d+)", path.name)]


def _part_order(part: str) -> tuple[int, str]:
    return (int(part) if part.isdigit() else -1, part.casefold())
