"""What is told of an error that nobody foresaw: one sentence, and where the details are. It does not know what was being done."""

from __future__ import annotations

import traceback
from pathlib import Path

from storyreel.vault.home import home
from studio.home import variable

LOG_FILE = "last-error.log"


def told(error: Exception) -> str:
    """The error in a sentence; its traceback is put into STORYREEL_HOME/last-error.log, or shown where STORYREEL_DEBUG=1 asks for it."""
    details = "".join(traceback.format_exception(error))
    if variable("STORYREEL_DEBUG") not in ("", "0"):
        return details.rstrip()
    said = " ".join(str(error).split())[:300]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    try:
        kept = f"The details are in {str(_keep(details))!r}; please report them."
    except OSError as failure:
        kept = f"The details could not be kept ({failure.strerror}); STORYREEL_DEBUG=1 shows them."
    return f"Something that storyreel did not foresee went wrong ({what}). Everything made so far is kept. {kept}"


def _keep(details: str) -> Path:
    log = home() / LOG_FILE
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(details, encoding="utf-8", errors="backslashreplace")
    log.chmod(0o600)
    return log
