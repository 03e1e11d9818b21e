"""Waits for a job at a provider: asks, pauses, asks again."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from tenacity import (
    RetryCallState,
    RetryError,
    Retrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_delay,
)

from storyreel.film.errors import (
    PendingError,
    ProviderError,
    QuotaError,
    RefusedError,
    TransientProviderError,
)
from storyreel.film.jobs import JobFailure, JobReport, JobState, Ticket

LONGEST_PAUSE_SECONDS = 10.0
PAUSE_SHARE = 0.05
"""Next pause as a share of the time waited so far: the end of a job is noticed within a twentieth of its
length, and a long job gets few status requests.
"""
USUAL_FIRST_POLL_SECONDS = 1.0


class Asked(Protocol):
    """A member that can be asked for the state of a job."""

    patience_seconds: float
    first_poll_seconds: float

    def ask(self, ticket: Ticket) -> JobReport:
        """The state of the job."""
        ...


def usual_first_poll() -> float:
    """Seconds before the first status request.

    STORYREEL_POLL_SECONDS changes it, for a studio on this machine.
    """
    seconds = os.environ.get("STORYREEL_POLL_SECONDS", USUAL_FIRST_POLL_SECONDS)  # noqa: TID251 a block's field
    return float(seconds)


def _pause(first_poll_seconds: float, state: RetryCallState) -> float:
    """Seconds until the next status request."""
    longest = max(LONGEST_PAUSE_SECONDS, first_poll_seconds)
    return min(longest, max(first_poll_seconds, PAUSE_SHARE * (state.seconds_since_start or 0.0)))


def wait_for(member: Asked, ticket: Ticket, hear: Callable[[JobReport], None] = lambda _: None) -> JobReport:
    """Ask until the job is done. If an answer is lost, ask again.

    Raises:
        PendingError: the job is still running when the member's patience ends; it is not abandoned.
        RefusedError: the provider refused what was asked.
        TransientProviderError: the job failed and may succeed when it is asked for again.
        QuotaError: the job failed because the account is out of credit.
        ProviderError: the job failed, or the provider does not know it.
    """

    def asked() -> JobReport:
        report = member.ask(ticket)
        hear(report)
        return report

    repeated = Retrying(
        retry=retry_if_result(lambda report: report.state is JobState.WORKING)
        | retry_if_exception_type(TransientProviderError),
        stop=stop_after_delay(member.patience_seconds),
        wait=lambda state: _pause(member.first_poll_seconds, state),
    )
    try:
        report = repeated(asked)
    except RetryError as error:
        raise PendingError(
            f"The job {ticket.job_id} at {ticket.provider} is still running after"
            f" {member.patience_seconds:.0f} s and was not abandoned. It is paid: run the same command again"
            " to collect it."
        ) from error
    if report.state is JobState.REFUSED:
        raise RefusedError(
            report.reason or "the provider gave no reason",
            reason=report.reason,
            refused_input=report.refused_input,
            cost_usd=report.cost_usd,
        )
    if report.state is JobState.FAILED:
        raise _failure_of(report, ticket)
    return report


def _failure_of(report: JobReport, ticket: Ticket) -> ProviderError:
    """The error for a job that failed."""
    said = f"The job {ticket.job_id} at {ticket.provider} failed: {report.reason or 'no reason given'}."
    facts = {"failed_job": ticket.job_id, "cost_usd": report.cost_usd}
    if report.failure is JobFailure.PASSING:
        return TransientProviderError(f"{said} It may succeed when it is asked for again.", **facts)
    if report.failure is JobFailure.QUOTA:
        advice = "Add credit at the provider, then run the same command again."
        return QuotaError(f"{said} The account is out of credit. {advice}", **facts)
    return ProviderError(f"{said} Run the same command again to try once more.", **facts)


def outlast(member: Asked, ticket: Ticket) -> None:
    """Wait until the provider no longer works on the job, whether it failed or not. Then its slot is free."""
    with suppress(ProviderError):
        wait_for(member, ticket)
