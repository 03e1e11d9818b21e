"""The log of a film's run, one line a result, as a call sheet reads."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.logging import get_run_logger
from prefect.logging.loggers import PrefectLogAdapter

from flows.progress import Progress, listening

_LOGGER = "prefect.flow_runs.call_sheet"
"""Below Prefect's logger of runs, whose handler sends to the server. It has a level of its own: at INFO
Prefect logs the end of each of a film's hundreds of runs as well.
"""


@contextmanager
def logging_steps() -> Iterator[None]:
    """Log what is made and what is missing until the end of the block, and then how much was used again."""
    extra = getattr(get_run_logger(), "extra", None)
    logger = logging.getLogger(_LOGGER)
    logger.setLevel(logging.INFO)
    sheet = _Sheet(PrefectLogAdapter(logger, extra=dict(extra or {})))
    with listening(sheet.hear):
        yield
    sheet.close()


class _Sheet:
    """Writes the log and counts."""

    def __init__(self, log: logging.LoggerAdapter[logging.Logger]) -> None:
        self._log = log
        self._made = self._reused = self._missing = 0

    def hear(self, step: Progress) -> None:
        """Log one step of the run."""
        if step.event == "made":
            self._made += 1
            self._log.info("%s is made", step.name)
        elif step.event == "gap":
            self._missing += 1
            self._log.warning("%s is missing: %s", step.name, step.message)
        elif step.event == "reused":
            self._reused += 1

    def close(self) -> None:
        """Log the sums."""
        self._log.info(
            "%d results are made, %d used again, %d missing", self._made, self._reused, self._missing
        )
