"""A separate process in which everything is bought, so that a purchase outlives the run that asked for it.

A run may be killed at any moment. Between the provider's acceptance and the ledger's entry, a paid answer
would then be lost. The worker has a session of its own: it finishes what was begun, records it, and ends when
the run is gone. Requests, and the keys with them, pass through a socket between the two processes and are
never written to disk.
"""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from blocks.keys import film_folder_of_keys, keys_of_film
from blocks.kinds import CrewMember, RemoteMember
from storyreel.film.errors import UnknownOutcomeError
from storyreel.film.frozen import Frozen
from storyreel.graph.stages import STAGES, Stage
from tasks.order import Order
from tasks.own_key import require_own_key
from tasks.purchasing.purchase import Claim, Purchase

AT_ONCE = 96
"""Most purchases at once. The limits of the providers are lower."""
PROGRAM = """\
import sys
from blocks.prefect_settings import keep_working_directory_out
keep_working_directory_out()
from tasks.purchasing.worker import serve
serve(int(sys.argv[2]))
"""
"""What the worker's process runs. Its arguments are its name and the number of its socket.

It runs with -P, so that nothing is imported from the working directory.
"""


class WorkerClient:
    """Starts the worker and asks it for purchases through a socket. Safe for many threads."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-c", PROGRAM, "tasks.purchasing.worker", str(theirs.fileno())]
        self._process = subprocess.Popen(  # noqa: S603 our own module
            command, pass_fds=[theirs.fileno()], start_new_session=True, stdin=subprocess.DEVNULL
        )
        theirs.close()
        self._socket = Connection(ours.detach())
        self._sending = threading.Lock()
        self._answers: dict[int, Future[Claim]] = {}
        threading.Thread(target=self._hear, name="worker", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id of the worker."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the worker runs and the socket is open."""
        return self._process.poll() is None and not self._socket.closed

    def ask(self, order: Order, member: CrewMember, brief: Frozen, made: Stage) -> Claim:
        """Have a call made, or its job submitted, and wait for the entry in the ledger.

        made: the stage that asks.

        Raises:
            FilmError: as the member or the ledger raised it.
            UnknownOutcomeError: the worker ended during the purchase; the ledger tells the next run more.
        """
        answer: Future[Claim] = Future()
        with self._sending:
            number = len(self._answers) + 1
            self._answers[number] = answer
            self._socket.send_bytes(pickle.dumps((number, film_folder_of_keys(), order, member, brief, made)))
        return answer.result()

    def _hear(self) -> None:
        try:
            while True:
                self._pass_on(self._socket.recv_bytes())
        except (EOFError, OSError):
            self._socket.close()
            self._give_up()

    def _pass_on(self, reply: bytes) -> None:
        number, claim, error = pickle.loads(reply)  # noqa: S301 from our own child, through a private socket
        _settle(self._answers[number], claim, error)

    def _give_up(self) -> None:
        """Answer every open request with an error."""
        for answer in list(self._answers.values()):
            if not answer.done():
                answer.set_exception(
                    UnknownOutcomeError(
                        "The purchase worker was ended during a purchase. Run the same command again: the"
                        " ledger says what was bought."
                    )
                )


_CLIENT: list[WorkerClient] = []
_LOCK = threading.Lock()


def worker_client() -> WorkerClient:
    """The client of this process's worker, which is started at the first call, and again if it ended."""
    with _LOCK:
        if not _CLIENT or not _CLIENT[0].alive():
            _CLIENT[:] = [WorkerClient()]
        return _CLIENT[0]


def carry_out(order: Order, member: CrewMember, brief: Frozen, made: Stage) -> Claim:
    """Claim one purchase and, if it is not done yet, submit its job or have it answered.

    Raises:
        CapabilityError: the order's key is not that of this member and brief; nothing was claimed.
    """
    require_own_key(order, made, member, brief)
    purchase = Purchase(order, member, brief)
    claim = purchase.claim()
    if claim.done is not None or claim.ticket is not None:
        return claim
    if isinstance(member, RemoteMember):
        return Claim(claim.number, ticket=purchase.submit(claim.number))
    return purchase.answer(claim.number, lambda store: STAGES[made].answer(member, brief, store))


def serve(descriptor: int) -> None:
    """Answer requests until the other end is closed, and finish what was begun."""
    line = Connection(descriptor)
    sending = threading.Lock()

    def work(number: int, *asked: Any) -> None:
        reply = pickle.dumps((number, *_reply(*asked)))
        with sending, suppress(OSError):  # if the run is gone, the ledger has the answer
            line.send_bytes(reply)

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="purchase") as purchases:
        while True:
            try:
                asked = line.recv_bytes()
            except (EOFError, OSError):
                return
            purchases.submit(work, *pickle.loads(asked))  # noqa: S301 from our own parent, private socket


def _reply(
    film: Path | None, order: Order, member: CrewMember, brief: Frozen, made: Stage
) -> tuple[Claim | None, BaseException | None]:
    """The claim, or the error that is raised at the other end."""
    try:
        with keys_of_film(film):
            return carry_out(order, member, brief, made), None
    except Exception as error:  # noqa: BLE001 it is raised at the other end
        return None, _portable(error)


def _settle(answer: Future[Claim], claim: Claim, error: BaseException | None) -> None:
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(claim)


def _portable(error: BaseException) -> BaseException:
    """The error, or one with its text if it cannot be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 made on the same line
    except Exception:  # noqa: BLE001 an error of a library may fail in any way
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
