"""The day on which models end and prices change."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The date, in UTC. Whatever depends on it asks here, so that a test can set it."""
    return datetime.now(UTC).date()
