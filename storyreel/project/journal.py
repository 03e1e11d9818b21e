"""What the newest run of a film on this machine did, step by step: a file that others read while it grows.

It is kept in STORYREEL_HOME, because a vault in a bucket cannot be appended to. Each run begins it again. It
decides nothing: a film whose journal is lost is made as before.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Self

from pydantic import Field, ValidationError

from storyreel.film.frozen import Frozen
from storyreel.film.names import is_plain
from storyreel.vault.home import home, open_home
from storyreel.vault.private import private_folder

Event = Literal["run", "expected", "planned", "begun", "made", "reused", "gap", "waits", "ended"]
MOST_BYTES = 64_000_000
"""Of a journal: a step has about 200, and a film of 3,000 shots about 60,000 steps."""

STOPPED = "stopped"
"""What is said of a run that a person ended."""
MOST_HEAD = 1_000
"""Bytes of the first line that tell one run from another."""


class Step(Frozen):
    """One thing that a run did."""

    event: Event
    at: float = Field(default=0.0, description="Seconds since 1970.")
    name: str = Field(default="", description="The call's name; of 'run', the id of the run.")
    doing: str = Field(default="", description="What is done, in words: 'drawing SC010-SH010'.")
    key: str = Field(default="", description="Key of the result, if there is one.")
    work: float = Field(default=0.0, description="Rough seconds of one core.")
    calls: int = 1
    message: str = Field(
        default="",
        description=(
            "Why a call is missing; of 'waits', what it waits for, '' once it no longer does; of 'ended', how"
            " the run ended."
        ),
    )


class Journal:
    """Writes down what a run does. Safe for several threads. A full disk loses steps, not the film."""

    def __init__(self, film_id: str, run: str = "") -> None:
        self._path, self._run = journal_file(film_id), run
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            open_home()
            private_folder(self._path.parent)
            self._path.unlink(missing_ok=True)  # whoever reads the one before keeps reading that one
            opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            self._file = os.fdopen(opened, "wb", buffering=0)
        except OSError:
            return self
        self.write(Step(event="run", name=self._run))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        if kind is not None:
            said = STOPPED if not isinstance(error, Exception) else str(error)
            self.write(Step(event="ended", name="failed", message=said))
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def write(self, step: Step) -> None:
        """Append a step, with the present time."""
        line = step.model_copy(update={"at": time.time()}).model_dump_json(exclude_defaults=True) + "\n"
        with self._lock:
            if self._file is None:
                return
            try:
                self._file.write(line.encode())
            except OSError:
                self._file = None


def note_stop(film_id: str) -> None:
    """Write at the end of a film's journal that a person stopped its run.

    A process that is interrupted ends before its run can write anything.
    """
    line = Step(event="ended", at=time.time(), name="failed", message=STOPPED).model_dump_json()
    try:
        opened = os.open(journal_file(film_id), os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
        with os.fdopen(opened, "wb", buffering=0) as file:
            file.write(f"\n{line}\n".encode())
    except OSError:
        return  # it has no journal, or the disk is full


class JournalReader:
    """Reads a film's journal as it grows."""

    def __init__(self, film_id: str) -> None:
        self._path = journal_file(film_id)
        self._head, self._offset, self._rest = b"", 0, b""

    def new_steps(self) -> tuple[Step, ...]:
        """The steps that were written since the last look; those of a new run begin with 'run'."""
        try:
            with self._path.open("rb") as file:
                head = file.readline(MOST_HEAD)
                if head != self._head:  # another run: each begins with its own time
                    self._head, self._offset, self._rest = head, 0, b""
                file.seek(self._offset)
                content = file.read(MOST_BYTES)
        except OSError:
            return ()
        self._offset += len(content)
        *lines, self._rest = (self._rest + content).split(b"\n")
        return tuple(_steps(lines))


def awaited(film_id: str) -> str:
    """What the calls of the newest run wait for, in a sentence; '' if none waits, or the run has ended."""
    waits: dict[str, str] = {}
    for step in JournalReader(film_id).new_steps():
        if step.event in ("run", "ended"):
            waits = {}
        elif step.event == "waits" and step.message:
            waits[step.name] = step.message
        else:
            waits.pop(step.name, None)
    return next(iter(waits.values()), "")


def _steps(lines: list[bytes]) -> Iterator[Step]:
    """The steps in the lines; one that cannot be read is left out."""
    for line in lines:
        try:
            yield Step.model_validate_json(line)
        except ValidationError:
            continue


def journal_file(film_id: str) -> Path:
    """Where the journal of a film is kept.

    Raises:
        ValueError: the id is not plain.
    """
    if not is_plain(film_id):
        raise ValueError(f"{film_id!r} is not a film's id")
    return home() / "journals" / f"{film_id}.jsonl"
