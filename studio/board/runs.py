"""Starts and stops the runs that the page asks for: each is the command line in a process of its own.

A run goes on if the studio ends. Whoever looks sees it by its journal and by the director's lock.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from storyreel.film.errors import ProjectBusyError, UsageError
from storyreel.project.lock import Director, director_of
from storyreel.project.project import Project
from studio.board.identity import studio_folder
from studio.exits import DONE, WAITING, WITH_GAPS

_LOG_BYTES = 20_000
EDIT_SECONDS = 10.0
"""Longer than an edit holds a film."""
_COMMAND = "from studio.cli import main; main()"


@dataclass
class Runs:
    """The processes that this studio started, by film."""

    _started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict[str, "subprocess.Popen[bytes]"])

    def director(self, project: Project) -> Director | None:
        """Who makes the film at present; None if nobody does."""
        return director_of(project.vault.documents, project.id)

    def awaited_director(self, project: Project) -> Director | None:
        """Who makes the film, after an edit of this studio, which holds it for a moment; None if nobody."""
        until = time.monotonic() + EDIT_SECONDS
        while (director := self.director(project)) is not None:
            if director.pid != os.getpid() or time.monotonic() > until:
                return director
            threading.Event().wait(0.05)
        return None

    def start(self, project: Project, *words: str) -> None:
        """Type a command of storyreel about a film, in a process of its own.

        Raises:
            ProjectBusyError: the film is being made already.
        """
        if self.lives(project.id) or self.awaited_director(project) is not None:
            raise ProjectBusyError(f"{project.slug} is being made already. Nothing was started.")
        log = _log_file(project.id)
        with open(log, "wb", opener=_privately) as out:
            child = subprocess.Popen(
                [sys.executable, "-P", "-c", _COMMAND, *words],
                cwd=project.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=out,
                start_new_session=True,
            )
        self._started[project.id] = child
        # A child that nobody waits for would count as alive, and its lock as held.
        threading.Thread(target=child.wait, daemon=True).start()

    def lives(self, film_id: str) -> bool:
        """Whether a run of the film that was started here goes on."""
        child = self._started.get(film_id)
        return child is not None and child.poll() is None

    def failure(self, film_id: str) -> str:
        """Why the last run that was started here failed; '' if it did not, or none was started."""
        child = self._started.get(film_id)
        if child is None or child.poll() in (None, DONE, WITH_GAPS, WAITING):
            return ""
        return _last_words(_log_file(film_id))

    def stop(self, project: Project) -> None:
        """Ask the run to end. What is made so far is kept.

        Raises:
            UsageError: the film is not being made, or on another machine.
        """
        director = self.director(project)
        if self.lives(project.id):
            self._started[project.id].send_signal(signal.SIGINT)
        elif director is None or director.pid == os.getpid():  # an edit from a page is no run
            raise UsageError("The film is not being made. Nothing was stopped.")
        elif not director.here:
            raise UsageError(f"The film is made on {director.host}. Stop it there. Nothing was stopped.")
        else:
            with suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(director.pid, signal.SIGINT)


def _last_words(log: Path) -> str:
    """What a run said last: its error, without the progress before it."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _LOG_BYTES))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    said = [line for line in lines if line.startswith("storyreel: ")]
    return said[-1].removeprefix("storyreel: ") if said else " ".join(lines[-3:])


def _log_file(film_id: str) -> Path:
    folder = studio_folder() / "runs"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{film_id}.log"


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
