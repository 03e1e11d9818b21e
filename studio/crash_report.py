"""Explains an unexpected error in one sentence, and says where the details are."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from storyreel.film.errors import FilmError
from storyreel.vault.durable import explained
from storyreel.vault.home import home, open_home
from storyreel.vault.private import write_private
from studio.disk_space import full_disk
from studio.home import variable

LOG_FILE = "last-error.log"
# By name, because importing Prefect takes seconds.
_SERVER_ERRORS = {
    "PrefectHTTPStatusError",
    "ConnectError",
    "ConnectTimeout",
    "ReadTimeout",
    "ReadError",
    "RemoteProtocolError",
    "ServiceUnavailable",
}
_DISK_ERRORS = (errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.EDQUOT)


def explain(error: Exception) -> str:
    """The error in a sentence.

    Its traceback is put into STORYREEL_HOME/last-error.log. With STORYREEL_DEBUG=1 it is returned instead.
    """
    details = "".join(traceback.format_exception(error))
    if variable("STORYREEL_DEBUG") not in ("", "0"):
        return details.rstrip()
    known = _known(error)
    if known:
        with suppress(OSError):
            _keep(details)
        return known
    return (
        f"Something that storyreel did not foresee went wrong ({_named(error)}). Everything made so far is"
        f" kept. {_kept(details)}"
    )


def _named(error: Exception) -> str:
    said = _one_line(str(error))
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def _kept(details: str) -> str:
    """Where the details were put, in a sentence."""
    try:
        return f"The details are in {str(_keep(details))!r}; please report them."
    except OSError as failure:
        return f"The details could not be kept ({failure.strerror}); STORYREEL_DEBUG=1 shows them."


def _known(error: BaseException) -> str:
    """The sentence for an error of storyreel, the disk or the server that caused this one; '' if none did."""
    chain = list(_chain(error))
    ours = next((one for one in chain if isinstance(one, FilmError)), None)
    if ours is not None:
        return str(ours)
    server_failed = any(type(one).__name__ in _SERVER_ERRORS for one in chain)
    system_errors = [one for one in chain if isinstance(one, OSError)]
    if full_disk() and (server_failed or system_errors):
        return f"{full_disk()} Everything made so far is kept; run the same command again."
    for one in system_errors:
        if one.errno in _DISK_ERRORS:
            return str(explained(one, Path(str(one.filename)) if one.filename else home(), 0))
    if server_failed:
        return (
            "The Prefect server failed in the middle of the run. Everything made so far is kept; `storyreel"
            " server stop`, then run the same command again."
        )
    return ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and the errors that caused it."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _keep(details: str) -> Path:
    log = open_home() / LOG_FILE
    write_private(log, details.encode(errors="backslashreplace"))
    return log
