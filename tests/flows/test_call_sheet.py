"""The log of a film's run."""

from __future__ import annotations

import logging

import pytest
from prefect.logging.loggers import PrefectLogAdapter

from flows import _call_sheet
from flows.progress import Progress, tell


def test_results_and_gaps_are_logged_and_what_is_reused_is_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Although the logs of Prefect itself begin at warnings; with the run that they belong to."""
    run = PrefectLogAdapter(logging.getLogger("prefect.flow_runs"), extra={"flow_run_id": "seven"})
    monkeypatch.setattr(_call_sheet, "get_run_logger", lambda: run)
    logger = logging.getLogger(_call_sheet._LOGGER)
    monkeypatch.setattr(logger, "propagate", False)  # it would send to a server
    logger.addHandler(caplog.handler)

    with _call_sheet.logging_steps():
        tell(Progress("begun", "SC010-SH010 clip"))
        tell(Progress("made", "SC010-SH010 clip"))
        tell(Progress("reused", "SC010-SH020 clip"))
        tell(Progress("gap", "SC010-SH030 clip", message="Refused."))
    tell(Progress("made", "after the end"))
    logger.removeHandler(caplog.handler)

    assert caplog.messages == [
        "SC010-SH010 clip is made",
        "SC010-SH030 clip is missing: Refused.",
        "1 results are made, 1 used again, 1 missing",
    ]
    assert {record.__dict__["flow_run_id"] for record in caplog.records} == {"seven"}
