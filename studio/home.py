"""The folders in which the command line keeps its state, and the variables that studio reads or sets."""

from __future__ import annotations

import os
import re
from pathlib import Path

from blocks.keys import NOWHERE, Found, find
from storyreel.film.errors import SettingsError
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


def bucket() -> str:
    """Address of the bucket that BUCKET_NAME names, in the environment or the checkout's `.env`; '' if none.

    A name without 's3://' or 'gs://' is of Google Cloud Storage.
    """
    name = _found("BUCKET_NAME").value
    return name if not name or "://" in name else f"gs://{name}"


def adopt_bucket() -> None:
    """Have BUCKET_NAME and CREDENTIALS_FILE understood, as other programs name them.

    CREDENTIALS_FILE is the key file of a Google service account. If both are set, the vault is in the bucket;
    a bucket alone is only published to. STORYREEL_VAULT and GOOGLE_APPLICATION_CREDENTIALS win.
    """
    credentials = _found("CREDENTIALS_FILE")
    if not credentials.value:
        return
    folder = credentials.file.parent if credentials.file else Path()
    file = (folder / Path(credentials.value).expanduser()).resolve()
    # The one place that sets it.
    os.environ.setdefault("GOOGLE_APPLICATION_CREDENTIALS", str(file))  # noqa: TID251
    if address := bucket():
        os.environ.setdefault("STORYREEL_VAULT", address)  # noqa: TID251 the one place that sets it


def _found(name: str) -> Found:
    """A variable of the environment or of the checkout's `.env`. A file that cannot be used has none."""
    try:
        return find(name)
    except SettingsError:
        return NOWHERE


def environment_without_secrets() -> dict[str, str]:
    """The environment for a child process: no settings of Prefect, and nothing named like a secret."""
    return {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 the one place that reads it
        if not _is_withheld(name)
    }


def _is_withheld(name: str) -> bool:
    return name.startswith("PREFECT_") or _SECRET.search(name) is not None
