"""The host's worker: takes jobs in turn, draws pictures of one reference set together, and reports."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from storyreel.diffusion.jobs import ClipJob, Job, StillJob, TrainingJob
from storyreel.film.assets import AssetStore
from storyreel.film.errors import FilmError

if TYPE_CHECKING:
    from storyreel.diffusion.engine import Engine

HEARTBEAT_SECONDS = 5.0
"""How often a client hears that its job still waits or is at work."""
Event = dict[str, Any]


@dataclass
class Ticket:
    """A job in line, and what its client is told."""

    job: Job
    events: Queue[Event] = field(default_factory=Queue)
    gone: bool = False
    """Whether its client left: a job that was not begun is left out."""

    def follow(self) -> Iterator[Event]:
        """What happens to the job, until it is done or has failed; a heartbeat if nothing does."""
        while True:
            try:
                event = self.events.get(timeout=HEARTBEAT_SECONDS)
            except Empty:
                event = {"event": "alive"}
            yield event
            if event["event"] in ("done", "failed"):
                return


class Worker:
    """Does jobs with one engine in one thread."""

    def __init__(self, make_engine: Callable[[], Engine], store: AssetStore, checkpoints: Path) -> None:
        """checkpoints: folder in which training keeps its progress."""
        self._make_engine, self._store, self._checkpoints = make_engine, store, checkpoints
        self._line: list[Ticket] = []
        self._at_work: list[Ticket] = []
        self._changed = threading.Condition()
        self.engine: Engine | None = None
        self.done = 0
        threading.Thread(target=self._run, name="worker", daemon=True).start()

    def take(self, job: Job) -> Ticket:
        """Put a job in line."""
        ticket = Ticket(job)
        with self._changed:
            self._line.append(ticket)
            self._changed.notify()
        return ticket

    @property
    def waiting(self) -> int:
        """Jobs in line and at work."""
        with self._changed:
            return len(self._line) + len(self._at_work)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._at_work = []
                while not self._line:
                    self._changed.wait()
            self._work()

    def _work(self) -> None:
        """Do the next job, and with it the pictures in line that share all but words and seed."""
        try:
            engine = self._engine()
            self._begin(engine)
            for ticket in self._at_work:
                ticket.events.put({"event": "begun"})
            if self._at_work:
                self._answer(engine)
        except FilmError as error:
            self._fail(type(error).__name__, error.message)
        except Exception as error:  # noqa: BLE001 any failure of a library is the job's answer; the host goes on
            self._fail("RenderError", f"{type(error).__name__}: {str(error)[:500]}")

    def _engine(self) -> Engine:
        if self.engine is None:
            self.engine = self._make_engine()
        return self.engine

    def _begin(self, engine: Engine) -> None:
        """Take the next job out of the line, with those that are done together with it."""
        with self._changed:
            self._line = [ticket for ticket in self._line if not ticket.gone]
            if not self._line:
                return
            first = self._line[0]
            self._at_work = [first]
            if isinstance(first.job, StillJob):
                self._at_work = self._alike(first.job)[: engine.most_batch(first.job)]
            self._line = [ticket for ticket in self._line if ticket not in self._at_work]

    def _alike(self, job: StillJob) -> list[Ticket]:
        shared = job.with_others()
        stills = [ticket for ticket in self._line if isinstance(ticket.job, StillJob)]
        return [ticket for ticket in stills if ticket.job.with_others() == shared]  # pyright: ignore[reportAttributeAccessIssue] stills only

    def _answer(self, engine: Engine) -> None:
        job = self._at_work[0].job
        if isinstance(job, TrainingJob):
            tell = self._at_work[0].events.put
            made = [engine.train(job, self._store, self._checkpoints, tell)]
        elif isinstance(job, ClipJob):
            made = [engine.film(job, self._store)]
        else:
            jobs = [ticket.job for ticket in self._at_work if isinstance(ticket.job, StillJob)]
            made = engine.draw(jobs, self._store)
        for ticket, done in zip(self._at_work, made, strict=True):
            self.done += 1
            ticket.events.put({"event": "done", "done": done.model_dump(mode="json")})

    def _fail(self, kind: str, message: str) -> None:
        with self._changed:
            failed = self._at_work or self._line[:1]
            self._line = [ticket for ticket in self._line if ticket not in failed]
        for ticket in failed:
            ticket.events.put({"event": "failed", "kind": kind, "message": message})
