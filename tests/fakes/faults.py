"""Faults that a fake service commits when told to."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar

ANY = "*"


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong once; calling a fault gives it other particulars: `Fault.SLOW(seconds=3)`."""

    kind: str
    retry_after: float = 0.05
    seconds: float = 0.5
    frames: int = -12
    announced: bool = True
    quiet: bool = False
    code: str = ""

    RATE_LIMITED: ClassVar[Fault]
    """429 with Retry-After of `retry_after` seconds; nothing is billed."""
    SERVER_ERROR: ClassVar[Fault]
    """500; nothing is billed."""
    UNAVAILABLE: ClassVar[Fault]
    """503; nothing is billed."""
    SLOW: ClassVar[Fault]
    """The answer comes `seconds` later, else as usual."""
    DROP_BEFORE: ClassVar[Fault]
    """The connection is reset before anything is accepted."""
    DROP_AFTER: ClassVar[Fault]
    """The job is accepted and billed, then the connection closes without an answer."""
    EXPIRED_LINK: ClassVar[Fault]
    """On a download: this link answers 403 from now on; the next poll gives another."""
    TRUNCATED: ClassVar[Fault]
    """Half the file. On a download once (`announced`: the length header tells of the whole), on a creation
    for good.
    """
    CORRUPT: ClassVar[Fault]
    """The file's middle is noise. On a download once, on a creation for good."""
    WRONG_LENGTH: ClassVar[Fault]
    """On a creation: the clip has `frames` more frames than asked, the sound as many 24ths of a second."""
    REFUSED: ClassVar[Fault]
    """On a creation: moderation refuses in the service's own words; `quiet` if a service only hints at it."""
    EMPTY: ClassVar[Fault]
    """An answer of the right form with nothing in it."""
    HALF_JSON: ClassVar[Fault]
    """A language model stops in the middle of its answer because it has no tokens left."""
    BROKEN_STREAM: ClassVar[Fault]
    """A streamed answer ends in an error after its first words; what came of it is billed."""
    DUPLICATE_WEBHOOK: ClassVar[Fault]
    """On a creation with a webhook: it is called twice."""
    JOB_FAILED: ClassVar[Fault]
    """On a creation: accepted, later failed, billed nothing; `code` is the service's own for the failure."""
    JOB_LOST: ClassVar[Fault]
    """On a creation: accepted and billed, then unknown (404). On a poll: unknown once."""
    QUOTA: ClassVar[Fault]
    """The account's money is spent: 402, 401, 403 or 429 with a reason, as the service says it."""
    WRONG_KEY: ClassVar[Fault]
    """401, as for a key nobody knows."""
    UNKNOWN_MODEL: ClassVar[Fault]
    """404 or 400, as the service says it of a model it lacks."""

    def __call__(self, **particulars: Any) -> Fault:
        """The same fault with other particulars."""
        return replace(self, **particulars)

    @classmethod
    def named(cls, kind: str, **particulars: Any) -> Fault:
        """The fault of this name, in any case; raises ValueError for a name or a particular that is none."""
        known = getattr(cls, kind.upper(), None)
        accepted = {one.name for one in fields(cls)} - {"kind"}
        if not isinstance(known, Fault) or not set(particulars) <= accepted:
            raise ValueError(
                f"{kind!r} with {sorted(particulars)} is no fault; faults are {KINDS}, particulars"
                f" {sorted(accepted)}"
            )
        return known(**particulars)


KINDS = (
    "rate_limited",
    "server_error",
    "unavailable",
    "slow",
    "drop_before",
    "drop_after",
    "expired_link",
    "truncated",
    "corrupt",
    "wrong_length",
    "refused",
    "empty",
    "half_json",
    "broken_stream",
    "duplicate_webhook",
    "job_failed",
    "job_lost",
    "wrong_key",
    "unknown_model",
    "quota",
)
for _kind in KINDS:
    setattr(Fault, _kind.upper(), Fault(_kind))


@dataclass
class Script:
    """Faults to come, first in, first out, for each provider and operation; `*` stands for any operation."""

    _queues: dict[tuple[str, str], deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    committed: list[tuple[str, str, Fault]] = field(default_factory=list)

    def next(self, provider: str, operation: str, *faults: Fault, times: int = 1) -> None:
        """The next calls of this operation go wrong so, one fault a call, the whole row `times` times."""
        with self._lock:
            self._queues[provider, operation].extend(list(faults) * times)

    def take(self, provider: str, operation: str) -> Fault | None:
        """The fault due now, struck off."""
        with self._lock:
            for name in (operation, ANY):
                queue = self._queues.get((provider, name))
                if queue:
                    fault = queue.popleft()
                    self.committed.append((provider, operation, fault))
                    return fault
        return None

    def waiting(self) -> int:
        """How many faults are still to come."""
        with self._lock:
            return sum(len(queue) for queue in self._queues.values())

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._queues.clear()
