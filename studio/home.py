"""The folders in which the command line keeps its state, and the environment variables that studio reads."""

from __future__ import annotations

import os
import re
from pathlib import Path

from storyreel.vault.durable import explained
from storyreel.vault.home import home, open_home
from storyreel.vault.private import close_to_others, private_folder

_SECRET = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)$", re.IGNORECASE)


def server_home() -> Path:
    """Folder of the Prefect server with its database, log and state. It is made if it is missing.

    Raises:
        VaultError: it cannot be made.
    """
    try:
        folder = private_folder(open_home() / "server")
        close_to_others(folder)
    except OSError as error:
        raise explained(error, home(), 0) from error
    return folder


def variable(name: str) -> str:
    """A variable of the environment; '' if it is not set."""
    return os.environ.get(name, "")  # noqa: TID251 the one place that reads it


def environment_without_secrets() -> dict[str, str]:
    """The environment for a child process: no settings of Prefect, and nothing named like a secret."""
    return {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 the one place that reads it
        if not _is_withheld(name)
    }


def _is_withheld(name: str) -> bool:
    return name.startswith("PREFECT_") or _SECRET.search(name) is not None
