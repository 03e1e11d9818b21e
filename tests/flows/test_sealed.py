"""A stored result that somebody puts in our way runs no code. No server is needed."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import State, StateType
from prefect.results import ResultRecordMetadata, ResultStore

from flows._sealed import _SEALED, SealedFlow
from flows.clips import shoot_clips
from flows.film import make_film
from storyreel.film.errors import ServerError


class Attack:
    """Unpickling it makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return (Path.touch, (self.mark,))


def forced(folder: Path, mark: Path, serializer: dict[str, Any], payload: bytes) -> State[Any]:
    """The state that a person with access to the server gives a run: completed, with a result in a file."""
    metadata = {
        "storage_key": str(folder / "result"),
        "serializer": serializer,
        "prefect_version": "3.8.8",
        "storage_block_id": None,
    }
    (folder / "result").write_text(json.dumps({"metadata": metadata, "result": payload.decode("latin-1")}))
    return State(type=StateType.COMPLETED, data=ResultRecordMetadata.model_validate(metadata))


@pytest.fixture
def attack(tmp_path: Path) -> tuple[State[Any], Path]:
    """A state whose result is a pickle that touches a file, as Prefect would write it, and that file."""
    import base64

    mark = tmp_path / "ran"
    pickled = base64.encodebytes(pickle.dumps(Attack(mark)))
    return forced(tmp_path, mark, {"type": "pickle", "picklelib": "pickle"}, pickled), mark


def test_the_attack_is_real(attack: tuple[State[Any], Path]) -> None:
    """Outside our flows Prefect reads it, and the file is there."""
    state, mark = attack

    state.result()

    assert mark.exists()


def test_inside_our_flows_no_stored_result_is_read(attack: tuple[State[Any], Path]) -> None:
    """Read by the sync and the async road, nothing runs, and a sentence says why."""
    state, mark = attack
    token = _SEALED.set(True)
    try:
        with pytest.raises(ServerError, match="was set by hand"):
            state.result()
        with pytest.raises(ServerError):
            ResultStore().read(f"{uuid4()}")
    finally:
        _SEALED.reset(token)

    assert not mark.exists()


def test_a_json_result_that_names_a_class_is_not_read_either(tmp_path: Path) -> None:
    """Prefect's JSON builds objects of any class by name."""
    mark = tmp_path / "ran"
    payload = json.dumps({"__exc_type__": "os.system", "message": f"touch {mark}"}).encode()
    state = forced(tmp_path, mark, {"type": "json"}, payload)

    token = _SEALED.set(True)
    try:
        with pytest.raises(ServerError):
            state.result()
    finally:
        _SEALED.reset(token)

    assert not mark.exists()


def test_the_films_flow_is_sealed_and_keeps_nothing() -> None:
    """From its first question to the server to its last, and in no other flow of the process."""
    assert isinstance(make_film, SealedFlow)
    assert make_film.persist_result is False
    assert shoot_clips.persist_result is False
    assert not _SEALED.get()
