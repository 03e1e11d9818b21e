"""Ends the command line on Ctrl-C or SIGTERM within two seconds. Everything made so far is kept."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from contextvars import copy_context
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TypeVar

from studio.printing import tell

if TYPE_CHECKING:
    import psutil

Made = TypeVar("Made")
PATIENCE_SECONDS = 1.5
"""How long the work may take to stop by itself. After that, the process ends as if it were killed."""
_ENDING = threading.Lock()


class Stopped(KeyboardInterrupt):
    """A signal asked this process to end."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__(signal.Signals(number).name)
        self.code = 128 + number


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM raise `Stopped` in the main thread; the process ends if that does not stop it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def in_thread(work: Callable[[], Made]) -> Made:
    """What the work returns or raises. It runs in a thread, so that the main thread gets signals at once.

    If a flow runs in the main thread, Prefect handles SIGTERM and waits for every task before it ends.
    """
    outcome: Future[Made] = Future()

    def do() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 it is raised again by the thread that waits
            outcome.set_exception(error)

    threading.Thread(target=copy_context().run, args=(do,), name="film", daemon=True).start()
    return outcome.result()


def end(code: int) -> NoReturn:
    """Say that everything is kept, and end this process and its children without waiting for threads.

    The server and the purchase worker have sessions of their own and go on.
    """
    if not _ENDING.acquire(blocking=False):
        threading.Event().wait()  # another thread ends the process
    with suppress(ValueError):  # only the main thread may set this
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _say_kept()
    _end_children()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)


def _say_kept() -> None:
    with suppress(OSError, ValueError):
        if sys.__stderr__ is not None:
            tell(
                "\nInterrupted. Everything made so far is kept; run the same command again to go on where it"
                " stopped.",
                sys.__stderr__,
            )


def _stop(number: int, _frame: FrameType | None) -> None:
    late = threading.Timer(PATIENCE_SECONDS, end, (128 + number,))
    late.daemon = True
    late.start()
    raise Stopped(number)


def _end_children() -> None:
    import psutil

    with suppress(psutil.Error, AttributeError):  # only POSIX has sessions
        session = os.getsid(0)
        for child in psutil.Process().children(recursive=True):
            _end_child(child, session)


def _end_child(child: psutil.Process, session: int) -> None:
    import psutil

    with suppress(psutil.Error, ProcessLookupError):
        if os.getsid(child.pid) == session:
            child.kill()
