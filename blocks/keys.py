"""Where keys come from: a block's own field, the environment, or a `.env` file. Keys are read here and never written, logged or kept; what is missing is said here."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from dotenv import dotenv_values, find_dotenv
from pydantic import SecretStr

from storyreel.film.errors import KeyMissingError


def surroundings(*names: str) -> str:
    """The first of these variables that is set, in the environment first and then in `.env`; '' where none is."""
    return next((value for source in (os.environ, _dotenv(_dotenv_path())) for name in names if (value := source.get(name) or "")), "")  # noqa: TID251 the one place for blocks


def key_of(given: SecretStr | None, *names: str) -> str:
    """The key given to a block, or that of the first variable that is set; '' where there is none."""
    return given.get_secret_value() if given is not None else surroundings(*names)


def require_key(given: SecretStr | None, provider: str, *names: str) -> str:
    """As `key_of`.

    Raises:
        KeyMissingError: there is none; says which variable to set.
    """
    key = key_of(given, *names)
    if not key:
        raise KeyMissingError(no_key(provider, *names), provider=provider)
    return key


def no_key(provider: str, *names: str) -> str:
    """The sentence for a key that is not set."""
    return f"{provider} needs a key and {names[0]} is not set. Nothing was spent. Put `{names[0]}=...` into the environment or into a file named .env, then run the same command again."


def no_package(who: str, package: str, install: str = "--no-deps --require-hashes -r requirements/cloud.txt") -> str:
    """The sentence for a package that is not installed. install: what is typed after `pip install`."""
    return f"{who} needs the package {package}, which is not installed. Nothing was spent. Install it: pip install {install}."


def _dotenv_path() -> str:
    """The `.env` of the working directory or of a folder above it."""
    return find_dotenv(usecwd=True)


def _dotenv(path: str) -> dict[str, str | None]:
    return _read(path, Path(path).stat().st_mtime_ns) if path else {}


@lru_cache(maxsize=4)
def _read(path: str, _changed_ns: int) -> dict[str, str | None]:
    return dotenv_values(path)
