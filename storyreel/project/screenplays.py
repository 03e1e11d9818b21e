"""The screenplay that a person names by its path, or gives as text."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import Screenplay
from storyreel.screenplays import read_screenplay

LARGEST_BYTES = 20_000_000
"""A long feature is 300 kB; beyond this it is not a screenplay."""

_ENDINGS = (".fountain", ".spmd", ".fdx", ".md", ".markdown", ".txt")


def find_screenplay(script: str) -> tuple[bytes, str]:
    """Content and file name of a screenplay given as a path, or as its text when it has more than one line.

    Raises:
        ScreenplayError: there is no such file, it cannot be read, or it is too large.
    """
    if is_text(script):
        return script.encode(), "screenplay.fountain"
    path = Path(script).expanduser()
    try:
        return _content(script, path), path.name
    except (FileNotFoundError, ValueError):
        raise ScreenplayError(
            f"There is no file {script!r}. Check the path; `examples/the-last-light.fountain` is one to try."
        ) from None
    except OSError as error:
        raise ScreenplayError(
            f"{script!r} cannot be read: {error.strerror}. Check the path and its permissions."
        ) from error


def _content(script: str, path: Path) -> bytes:
    if path.is_dir():
        raise ScreenplayError(
            f"{script!r} is a folder; a screenplay file (.fountain, .fdx, .md, .txt) is accepted. Name the"
            " file in it."
        )
    with open(path, "rb", opener=_at_once) as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise ScreenplayError(
                f"{script!r} is a pipe or a device; a screenplay file (.fountain, .fdx, .md, .txt) is"
                " accepted. Name a file."
            )
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise ScreenplayError(
            f"{script!r} has {facts.st_size:,} bytes; up to {LARGEST_BYTES:,} are accepted. Is it the right"
            " file?"
        )
    return content


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe without a writer would block the program for ever."""
    return os.open(path, flags | os.O_NONBLOCK)


def _is_of_lines(script: str) -> bool:
    return "\n" in script and not script.lower().endswith(_ENDINGS)


def is_text(script: str) -> bool:
    """Whether a screenplay is given as its text: more than one line, and not the name of a file."""
    return _is_of_lines(script.strip()) and not _is_file(script)


def _is_file(name: str) -> bool:
    try:
        return Path(name).expanduser().exists()
    except (OSError, ValueError):
        return False  # longer than a path may be, or with a character that no path has


def read_script(script: str) -> Screenplay:
    """The screenplay, read."""
    content, name = find_screenplay(script)
    return read_screenplay(content, name)
