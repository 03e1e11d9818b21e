"""Joins the kept server for calls from Python, and runs them in a thread without an event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

from studio.disk_space import require_disk_space
from studio.server import ServerFacts, join_server

if TYPE_CHECKING:
    from flows.progress import Progress

Made = TypeVar("Made")


@contextmanager
def on_kept_server() -> Iterator[str]:
    """Start or join the server, and have Prefect use it; yields the address of its pages.

    Raises:
        ServerError: it does not start or answer.
        VaultError: the disk is full.
    """
    require_disk_space()
    facts = join_server()
    from prefect.settings import temporary_settings

    with temporary_settings(_settings_of(facts)):
        yield facts.ui_url


def _settings_of(facts: ServerFacts) -> dict[Any, str]:
    """The server's address and password as Prefect's settings.

    Prefect reads its environment once. It may have been imported before the server was started, and the
    server may have been started again since.
    """
    import prefect.settings

    named = facts.environment().items()
    settings = {getattr(prefect.settings, name, None): value for name, value in named}
    return {setting: value for setting, value in settings.items() if setting is not None}


class Stop:
    """Ends a run between two of its calls, after Ctrl-C or a notebook's stop button."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Have the run end before its next call."""
        self._asked.set()

    def hear(self, _step: Progress | None = None) -> None:
        """Called with the run's progress in the run's thread.

        Raises:
            KeyboardInterrupt: the run is to end.
        """
        if self._asked.is_set():
            raise KeyboardInterrupt


def in_own_thread(work: Callable[[], Made], stop: Stop) -> Made:
    """What the work returns or raises.

    A notebook runs an event loop in its main thread, in which Prefect's functions return coroutines. If this
    thread is interrupted, the work is asked to stop, and its calls in flight are finished.
    """
    outcome: Future[Made] = Future()

    def do() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 it is raised again by the thread that waits
            outcome.set_exception(error)

    thread = threading.Thread(target=copy_context().run, args=(do,), name="storyreel", daemon=True)
    thread.start()
    try:
        return outcome.result()
    except KeyboardInterrupt:
        stop.ask()
        thread.join()
        raise
