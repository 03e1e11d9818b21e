"""Runs that a page starts and stops: each a process of its own."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import ExitStack

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


def test_a_film_that_an_edit_holds_for_a_moment_is_free_after_it(studio: Studio) -> None:
    """Who types a word and presses Make at once is not told that the film is being made."""
    studio.film()
    project = studio.open()
    edit = ExitStack()
    edit.enter_context(directing(project.vault.documents, project.id))
    threading.Timer(0.3, edit.close).start()

    assert Runs().director(project) is not None
    assert Runs().awaited_director(project) is None
