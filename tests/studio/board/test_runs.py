"""Runs that a page starts and stops: each a process of its own."""

from __future__ import annotations

import os
import signal

import pytest

from storyreel.film.errors import UsageError
from storyreel.project.lock import directing
from studio.board.runs import Runs
from tests.studio.board.conftest import Studio


def test_stop_never_ends_the_studio_itself(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit holds the film's lock for a moment, in the studio's own process; it is no run."""
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    studio.film()
    project = studio.open()

    with directing(project.vault.documents, project.id), pytest.raises(UsageError, match="not being made"):
        Runs().stop(project)

    assert (os.getpid(), signal.SIGINT) not in sent
