"""Starts, finds and ends this machine's own host. Its record says where it listens, to its owner only."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from filelock import FileLock

from storyreel.diffusion.host.client import HostClient
from storyreel.film.errors import ProviderError, TransientProviderError

RECORD, LOG, LOCK = "host.json", "host.log", "host.lock"
START_SECONDS = 60.0
END_SECONDS = 10.0
USUAL_IDLE_MINUTES = 15.0


@dataclass(frozen=True)
class Record:
    """A host that was started."""

    address: str
    token: str
    pid: int
    born: float
    """When its process began, in seconds since the epoch: a later process may have the same number."""
    version: str

    def process(self) -> psutil.Process | None:
        """Its process; None if it has ended."""
        with suppress(psutil.Error):
            found = psutil.Process(self.pid)
            if abs(found.create_time() - self.born) < 1 and found.status() != psutil.STATUS_ZOMBIE:
                return found
        return None


@functools.cache
def _code_version() -> str:
    """Changes with the code that the host runs, so that a host of an older version is replaced."""
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def read_record(folder: Path) -> Record | None:
    """The host whose record is in the folder, if it still runs."""
    try:
        record = Record(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return record if record.process() is not None else None


def write_record(folder: Path, address: str, token: str) -> None:
    """Say where this process listens, in a file that only its owner may read."""
    born = psutil.Process().create_time()
    record = Record(address, token, os.getpid(), born, _code_version())
    handle, name = tempfile.mkstemp(dir=folder, prefix=".host-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(record), file)
    Path(name).replace(folder / RECORD)


def running_host(folder: Path) -> HostClient | None:
    """This machine's host, if one of this version runs."""
    record = read_record(folder)
    if record is None or record.version != _code_version():
        return None
    return HostClient(record.address, record.token)


def reach_host(folder: Path, idle_minutes: float = USUAL_IDLE_MINUTES, port: int = 0) -> HostClient:
    """This machine's host, started if none runs.

    folder: the host's own, private to its owner; it is made if it is missing. idle_minutes: how long it stays
    without anything to do; 0 for ever. port: on which it listens if it is started; 0 for any that is free.

    Raises:
        ProviderError: it does not start; says the last line of its log.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (found := running_host(folder)) is not None:
        return found
    with FileLock(folder / LOCK):
        if (found := running_host(folder)) is not None:
            return found
        end_host(folder)  # one of an older version
        return _started(folder, idle_minutes, port)


def _started(folder: Path, idle_minutes: float, port: int) -> HostClient:
    command = [sys.executable, "-P", "-m", "storyreel.diffusion.host", str(folder)]
    with (folder / LOG).open("ab") as log:
        child = subprocess.Popen(
            [*command, "--idle-minutes", str(idle_minutes), "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    pause, waited = threading.Event(), 0.0
    while child.poll() is None and waited < START_SECONDS:
        if (found := running_host(folder)) is not None:
            return found
        pause.wait(0.1)
        waited += 0.1
    child.kill()
    child.wait()
    raise ProviderError(
        f"The model host does not start: {_last_line(folder / LOG)} Nothing was made. Its log is"
        f" {folder / LOG}."
    )


def _last_line(log: Path) -> str:
    with suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else "it says nothing."
    return "it says nothing."


def end_host(folder: Path) -> bool:
    """End this machine's host, whatever it does; whether one ran. The card's memory is free afterwards."""
    record = read_record(folder)
    process = record.process() if record is not None else None
    if record is None or process is None:
        return False
    with suppress(TransientProviderError, ProviderError):
        HostClient(record.address, record.token).stop()
    with suppress(psutil.Error):
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(END_SECONDS)
    return True
