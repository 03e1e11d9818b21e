"""What the fake services took on, delivered and billed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

UNSPOKEN = {"callback_url", "webhook_url", "stream"}
"""Parts of a request that do not change what is made."""


@dataclass
class Job:
    """One request to a provider: `asked` has hashes in place of bytes, `made` says what media to render."""

    id: str
    provider: str
    operation: str
    asked: Any
    key: str
    billed_usd: float = 0.0
    times_billed: int = 0
    accepted_at: float = 0.0
    ready_at: float = 0.0
    made: list[dict[str, Any]] = field(default_factory=list)
    answer: Any = None
    failure: str = ""
    code: str = ""
    """The service's own code of the failure, if a test asks for one."""
    lost: bool = False
    cancelled: bool = False
    answered: bool = True
    collected: int = 0

    @property
    def state(self) -> str:
        """Which of queued, running, completed, failed, cancelled, lost it is now."""
        if self.lost:
            return "lost"
        if self.cancelled:
            return "cancelled"
        now = time.time()
        if now < self.ready_at:
            return (
                "queued" if now < self.accepted_at + 0.2 * (self.ready_at - self.accepted_at) else "running"
            )
        return "failed" if self.failure else "completed"

    @property
    def in_flight(self) -> bool:
        """Whether the provider is still at work on it."""
        return not self.cancelled and (not self.answered or time.time() < self.ready_at)


@dataclass(frozen=True)
class Bill:
    """What is owed, in US dollars.

    `double` are the groups of jobs whose same request was taken on more than once.
    """

    total_usd: float
    by_provider: dict[str, float]
    double: tuple[tuple[Job, ...], ...]
    high_water: dict[str, int]
    jobs: dict[str, int]
    requests: dict[str, int]


class Books:
    """All jobs of a studio, kept in a file of JSON lines when one is given.

    A file that exists is read first.
    """

    def __init__(self, state: Path | None = None) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self._state = state
        self.high_water: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()
        if state is not None and state.exists():
            for line in state.read_text(encoding="utf-8").splitlines():
                job = Job(**{name: value for name, value in json.loads(line).items() if name in _FIELDS})
                self._jobs[job.id] = job

    def enter(self, job: Job, limit: int) -> bool:
        """Take the job on, unless its provider has `limit` in flight already."""
        with self._lock:
            flying = sum(one.in_flight for one in self._jobs.values() if one.provider == job.provider)
            if flying >= limit:
                return False
            self.high_water[job.provider] = max(self.high_water[job.provider], flying + 1)
            self._jobs[job.id] = job
            self.note(job)
            return True

    def note(self, job: Job) -> None:
        """Write down how the job stands now."""
        with self._lock:
            if self._state is not None:
                with self._state.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(job)) + "\n")

    def find(self, job_id: str, provider: str) -> Job | None:
        """The provider's job of this id."""
        job = self._jobs.get(job_id)
        return job if job and job.provider == provider and not job.lost else None

    def collected(self, job: Job) -> None:
        """Count one delivery of the job's media."""
        with self._lock:
            job.collected += 1
            self.note(job)

    def heard(self, provider: str, operation: str) -> None:
        """Count one request, whatever becomes of it."""
        with self._lock:
            self.requests[f"{provider}.{operation}"] += 1

    def jobs(self, provider: str | None = None) -> list[Job]:
        """The jobs, oldest first."""
        with self._lock:
            return [job for job in self._jobs.values() if provider in (None, job.provider)]

    def bill(self) -> Bill:
        """What is owed by now."""
        jobs = self.jobs()
        by_provider: dict[str, float] = {}
        groups: dict[str, list[Job]] = {}
        for job in jobs:
            by_provider[job.provider] = round(by_provider.get(job.provider, 0.0) + job.billed_usd, 6)
            if job.times_billed:
                groups.setdefault(job.key, []).append(job)
        double = tuple(tuple(group) for group in groups.values() if len(group) > 1)
        counts = dict(Counter(job.provider for job in jobs))
        return Bill(
            round(sum(by_provider.values()), 6),
            by_provider,
            double,
            dict(self.high_water),
            counts,
            dict(self.requests),
        )


def new_id() -> str:
    """A name no other job has."""
    return uuid.uuid4().hex


def request_key(provider: str, operation: str, asked: Any) -> str:
    """What is the same for two requests that ask for the same thing."""
    return hashlib.sha256(json.dumps([provider, operation, asked], sort_keys=True).encode()).hexdigest()


def spoken(request: Any, fetched: Mapping[str, bytes] | None = None) -> Any:
    """The request with hashes for inline bytes and fetched links; other links have no query string."""
    if isinstance(request, Mapping):
        return {str(name): spoken(value, fetched) for name, value in request.items() if name not in UNSPOKEN}
    if isinstance(request, list | tuple):
        return [spoken(value, fetched) for value in request]
    if isinstance(request, bytes):
        return _hash(request)
    if not isinstance(request, str):
        return request
    if fetched and request in fetched:
        return _hash(fetched[request])
    if request.startswith(("http://", "https://")) and " " not in request:
        parts = urlsplit(request)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"
    if request.startswith("data:"):
        return _hash(base64.b64decode(request.partition(",")[2]))
    return _shortened(request)


def _shortened(text: str) -> str:
    if len(text) < 256 or " " in text[:256] or "\n" in text[:256]:
        return text
    try:
        return _hash(base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True))
    except (binascii.Error, ValueError):
        return text


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


_FIELDS = {one.name for one in fields(Job)}
