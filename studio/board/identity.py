"""What the studio of one user keeps between its starts: its name, its token and its forms' one-time keys."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from storyreel.film.errors import UsageError
from storyreel.vault.durable import explained
from storyreel.vault.home import home, open_home
from storyreel.vault.private import private_folder, write_private

PRESSES_KEPT_SECONDS = 7 * 86_400.0
_PRESS = re.compile(r"[A-Za-z0-9_-]{20,64}")
_TWICE = "This was asked for already, and counts once."


class PressedTwiceError(UsageError):
    """A form was sent twice; the first one counts."""


@dataclass(frozen=True)
class Identity:
    """Who the studio is for its own browser."""

    name: str
    """A host name under `.localhost` that nobody else knows. A cookie goes to every port of a host, so under
    127.0.0.1 another user's server would be sent ours (docs/decisions/0009)."""
    token: str
    """256 random bits. Whoever has it is the user."""

    @property
    def form_token(self) -> str:
        """A word that each form of our own pages carries, so that no other page can send one."""
        return hmac.new(self.token.encode(), b"forms", hashlib.sha256).hexdigest()


def own_identity() -> Identity:
    """The identity that is kept in STORYREEL_HOME, made at the first start.

    Raises:
        VaultError: it cannot be written down.
    """
    folder = studio_folder()
    name = _kept(folder / "name", f"storyreel-{secrets.token_hex(8)}.localhost")
    return Identity(name, _kept(folder / "token", secrets.token_urlsafe(32)))


def studio_folder() -> Path:
    """The studio's folder in STORYREEL_HOME; only its user can open it.

    Raises:
        VaultError: it cannot be made.
    """
    try:
        return private_folder(open_home() / "studio")
    except OSError as error:
        raise explained(error, home(), 0) from error


def _kept(path: Path, new: str) -> str:
    """The text of a file; if there is none, the new text is written."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        write_private(path, new.encode())
        return path.read_text(encoding="utf-8")


def new_press() -> str:
    """A key for one form. It can be used once."""
    return secrets.token_urlsafe(18)


def require_new_press(key: str) -> None:
    """Refuse a form whose key was used before.

    Raises:
        UsageError: it is no such key.
        PressedTwiceError: it was used.
    """
    if _press_file(key).exists():
        raise PressedTwiceError(_TWICE)


def use_press(key: str) -> None:
    """Use up the key of a form, when all that could refuse the form was asked.

    Raises:
        UsageError: it is no such key.
        PressedTwiceError: it was used before, by any process of this studio.
    """
    file = _press_file(key)
    _forget_old(private_folder(file.parent))
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    except FileExistsError:
        raise PressedTwiceError(_TWICE) from None


def _press_file(key: str) -> Path:
    if not _PRESS.fullmatch(key):
        raise UsageError("The form came without its one-time key. Nothing was changed. Load the page again.")
    return studio_folder() / "presses" / key


def _forget_old(folder: Path) -> None:
    for used in folder.iterdir():
        if used.stat().st_mtime < time.time() - PRESSES_KEPT_SECONDS:
            used.unlink(missing_ok=True)
