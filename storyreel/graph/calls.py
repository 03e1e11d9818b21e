"""One piece of work: which call it is, what it depends on, and how its brief is written once that is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from storyreel.film.frozen import Frozen
from storyreel.film.keys import content_key
from storyreel.graph.stages import STAGES, CallId, CallIds, Stage, StageRow

Made = Mapping[CallId, Any]
"""Results by call."""


@dataclass(frozen=True)
class Call:
    """One piece of work."""

    id: CallId
    needs: CallIds
    """The calls whose results it is made from, or that decide whether and how it is made.

    Prefect is given exactly these.
    """
    write: Callable[[Made], Frozen]
    take: int = 1
    work: float = 1.0
    """Rough seconds of one core, to estimate the remaining time."""
    given: Frozen | None = None
    """The result, if the person brought it: planned and never made."""
    engine: str = ""
    """The member that is asked, as the crew names it, if a shot has one of its own: 'video/luma/ray-3.2'."""
    stays: str = ""
    """Why an earlier result stays in its place, if that follows from how the film is divided into calls."""
    not_needed: str = ""
    """Why the crew needs no such work; a call with a reason is planned and never made."""

    @property
    def name(self) -> str:
        """Unique in the film and readable: 'SC020-SH010 keyframes'. It is the run's name in Prefect."""
        return str(self.id)

    @property
    def stage(self) -> Stage:
        """What kind of work it is."""
        return self.id.stage

    @property
    def row(self) -> StageRow:
        """What is known of its stage."""
        return STAGES[self.id.stage]

    @property
    def asks(self) -> str:
        """Who is asked: the shot's own engine or the crew's member for a capability; '' for none."""
        return self.engine or self.row.capability

    def key(self, brief: Frozen, fingerprints: Mapping[str, str], stage: Stage | None = None) -> str:
        """The content key of its result. stage: what is made, if it is not the call's own: its stand-in."""
        made = stage or self.stage
        row = STAGES[made]
        asked = self.asks if made is self.stage else row.capability
        return content_key(made.value, row.version, fingerprints.get(asked, ""), brief, self.take)


Calls = tuple[Call, ...]
