"""A job at a provider: its ticket and its state."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from storyreel.film.frozen import Frozen


class Ticket(Frozen):
    """What a provider gave for an accepted job.

    With it the job is asked for again by any process, at no cost.
    """

    provider: str
    job_id: str = Field(min_length=1)
    facts: dict[str, str] = Field(
        default={}, description="What else is needed to ask, for example the endpoint. Never a secret."
    )


class JobState(StrEnum):
    """The state of a job."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


class JobFailure(StrEnum):
    """What a failed job means for the next one."""

    LASTING = "lasting"
    """The same job would most likely fail again."""
    PASSING = "passing"
    """The provider says that the same job may succeed."""
    QUOTA = "quota"
    """The account is out of credit."""


class JobReport(Frozen):
    """The provider's answer about the state of a job."""

    state: JobState
    links: tuple[str, ...] = Field(default=(), description="Where the results lie, while the links last.")
    reason: str = Field(default="", description="Why it failed or was refused, in the provider's words.")
    failure: JobFailure = Field(
        default=JobFailure.LASTING, description="What it means for the next job, if this one failed."
    )
    refused_input: str = Field(
        default="", description="Which input was refused, if the provider says: 'prompt', 'first frame'."
    )
    cost_usd: float | None = Field(default=None, ge=0, description="What the provider charged, if it says.")
