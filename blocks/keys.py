"""Finds keys and addresses: in a block's own field, in the environment, or in one of two `.env` files.

The file in the film's folder is read before the one in the checkout. The working directory is never read.
Nothing is written or logged here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from blocks.keyfile import read_key_file
from storyreel.film.errors import KeyMissingError, SettingsError

KEY_FILE = ".env"
_ABOVE_BLOCKS = Path(__file__).resolve().parents[1]
_MARKS = ("pyproject.toml", "prefect.yaml")
"""Files that a checkout holds and a folder of installed packages does not."""
_FILM: ContextVar[Path | None] = ContextVar("film_folder", default=None)


@dataclass(frozen=True)
class Found:
    """A value and where it was found. An empty value was found nowhere."""

    value: str = field(default="", repr=False)
    kind: Literal["nowhere", "field", "environment", "film", "checkout", "elsewhere"] = "nowhere"
    """'film' and 'checkout' are the `.env` of that folder; 'elsewhere' is what an SDK found by itself."""
    name: str = ""
    """The variable's name; for a value that an SDK found, a description of the place."""
    file: Path | None = None

    def __str__(self) -> str:
        """Where it was found, in words; never the value."""
        if self.file is not None:
            return f"{self.name} in {self.file}"
        if self.kind == "environment":
            return f"{self.name} in the environment"
        if self.kind == "elsewhere":
            return self.name
        return "the block's own field" if self.kind == "field" else "nowhere"


NOWHERE = Found()


@contextmanager
def keys_of_film(folder: Path | None) -> Iterator[None]:
    """Also read the `.env` of this film's folder, in this context and in copies of it."""
    before = _FILM.set(folder)
    try:
        yield
    finally:
        _FILM.reset(before)


def film_folder_of_keys() -> Path | None:
    """The folder named by `keys_of_film`, to be named again in another process."""
    return _FILM.get()


def key_files() -> tuple[tuple[Literal["film", "checkout"], Path], ...]:
    """The files that are read, in order, whether they exist or not."""
    film = _FILM.get()
    is_checkout = any((_ABOVE_BLOCKS / mark).is_file() for mark in _MARKS)
    files: list[tuple[Literal["film", "checkout"], Path]] = []
    if film is not None and not (is_checkout and film == _ABOVE_BLOCKS):
        files.append(("film", film / KEY_FILE))
    if is_checkout:
        files.append(("checkout", _ABOVE_BLOCKS / KEY_FILE))
    return tuple(files)


def find(*names: str) -> Found:
    """The first of these variables that is set: in the environment, the film's `.env` or the checkout's.

    Raises:
        SettingsError: a file breaks a rule of `read_key_file`.
    """
    for name in names:
        if value := os.environ.get(name, ""):  # noqa: TID251 the one place for blocks
            return Found(value, "environment", name)
    for kind, path in key_files():
        values = read_key_file(path) or {}
        for name in names:
            if value := values.get(name, ""):
                return Found(value, kind, name, path)
    return NOWHERE


def find_key(given: SecretStr | None, *names: str) -> Found:
    """The key given to a block; if none is given, the one that `find` finds."""
    return Found(given.get_secret_value(), "field") if given is not None else find(*names)


def set_in_environment(*names: str) -> tuple[str, ...]:
    """Which of these variables the environment sets."""
    return tuple(name for name in names if os.environ.get(name))  # noqa: TID251 the one place for blocks


def no_key(provider: str, *names: str) -> str:
    """The sentence for a key that is not set."""
    return (
        f"{provider} needs a key and {names[0]} is not set. Nothing was spent. Put `{names[0]}=...` into the"
        " environment, or into a file named .env in the film's folder or in the checkout, then run the same"
        " command again."
    )


def no_package(
    who: str, package: str, install: str = "--no-deps --require-hashes -r requirements/cloud.txt"
) -> str:
    """The sentence for a package that is not installed. install: what is typed after `pip install`."""
    return (
        f"{who} needs the package {package}, which is not installed. Nothing was spent. Install it: pip"
        f" install {install}."
    )


def lacking(look: Callable[[], object]) -> str:
    """Why a key or an address cannot be used, in words; '' if it can."""
    try:
        look()
    except (KeyMissingError, SettingsError) as error:
        return str(error)
    return ""
