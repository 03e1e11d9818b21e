"""The folder in which storyreel keeps what outlives a film's folder.

This is the only module of the library that reads the environment.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from storyreel.vault.private import close_to_others, private_folder


def home() -> Path:
    """STORYREEL_HOME, or the system's usual folder for a program's data."""
    named = os.environ.get("STORYREEL_HOME", "")  # noqa: TID251 the one place that reads it
    return Path(named).expanduser().resolve() if named else platformdirs.user_data_path("storyreel")


def open_home() -> Path:
    """As `home`, made if it is missing, and closed to other users.

    Raises:
        OSError: it cannot be made.
    """
    folder = private_folder(home())
    close_to_others(folder)
    return folder


def default_vault_url() -> str:
    """STORYREEL_VAULT, for example 's3://bucket/films', or this machine's own vault."""
    named = os.environ.get("STORYREEL_VAULT", "")  # noqa: TID251 the one place that reads it
    return named or (home() / "vault").as_uri()


def films_url() -> str:
    """STORYREEL_FILMS_URL, where this machine's own Prefect server shows films; '' for another server."""
    return os.environ.get("STORYREEL_FILMS_URL", "")  # noqa: TID251 the one place that reads it
