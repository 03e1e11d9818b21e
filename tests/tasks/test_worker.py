"""The purchase worker reads the keys of the film for which it buys."""

from __future__ import annotations

import os
import pickle
import socket
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from blocks.keys import film_folder_of_keys, keys_of_film
from tasks.purchasing import worker
from tasks.purchasing.purchase import Claim


def test_each_question_is_answered_with_the_keys_of_its_film(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two films at one worker: each purchase sees its own folder."""
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(
        worker, "carry_out", lambda order, *_: Claim(order, done={"film": str(film_folder_of_keys())})
    )
    server = threading.Thread(target=worker.serve, args=(os.dup(theirs.fileno()),), daemon=True)
    server.start()
    theirs.close()
    line = Connection(ours.detach())
    films = [tmp_path / "one", tmp_path / "two", None]

    for number, film in enumerate(films):
        line.send_bytes(pickle.dumps((number, film, number, None, None, "speak")))
    answers = {
        number: claim.done["film"] for number, claim, _ in (pickle.loads(line.recv_bytes()) for _ in films)
    }
    line.close()
    server.join(10)

    assert answers == {number: str(film) for number, film in enumerate(films)}


def test_the_run_says_whose_keys_it_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is sent with every request."""
    sent: list[bytes] = []
    asking = worker.WorkerClient.__new__(worker.WorkerClient)
    asking._answers, asking._sending = {}, threading.Lock()
    asking._socket = type(
        "Line",
        (),
        {
            "send_bytes": lambda _self, content: (
                sent.append(content),
                asking._answers[1].set_result(Claim(1)),
            )
        },
    )()

    with keys_of_film(tmp_path):
        asking.ask(None, None, None, "speak")  # type: ignore[arg-type]

    assert pickle.loads(sent[0])[1] == tmp_path
