"""Work for the gpu pool: sent again if its run died, never if it is completed, and not in silence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import State, WorkerStatus
from prefect.states import Cancelled, Completed, Crashed, Failed, Running, Scheduled

from blocks.crew import animatic_crew
from storyreel.film.briefs import Clip
from storyreel.film.errors import ProviderError, RefusedError
from storyreel.graph.stages import Stage
from storyreel.vault import Vault, open_vault
from tasks import dispatch
from tasks.dispatch import MOST_DEATHS, send_away
from tests.flows.ordered_clips import BRIEF, key_of, order_of

CAMERA = animatic_crew().video


class Pool:
    """A server with its pool, which plays the states of each run that is sent, one at each look."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.runs: dict[str, Any] = {}
        self.plays: list[list[State | Callable[[], State]]] = []
        self.workers: list[WorkerStatus] = []
        self.sent: list[dict[str, Any]] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None: ...

    def had(self, key: str, *states: State | Callable[[], State]) -> None:
        """A run that is there already. states: what it plays."""
        run = SimpleNamespace(id=uuid4(), name="run", idempotency_key=key, plays=list(states))
        run.state, run.start_time = states[0], None
        self.runs[key] = run

    def run_deployment(
        self, _name: str, *, parameters: dict[str, Any], idempotency_key: str, **_: Any
    ) -> Any:
        if idempotency_key not in self.runs:
            self.sent.append(parameters)
            self.had(idempotency_key, *self.plays.pop(0))
        return self.runs[idempotency_key]

    def read_flow_run(self, run_id: UUID) -> Any:
        run = next(run for run in self.runs.values() if run.id == run_id)
        state = run.plays.pop(0) if len(run.plays) > 1 else run.plays[0]
        run.state = state if isinstance(state, State) else state()
        run.start_time = run.start_time or (None if run.state.is_scheduled() else "now")
        return run

    def read_flow_runs(self, flow_run_filter: Any) -> list[Any]:
        return [self.runs[key] for key in flow_run_filter.idempotency_key.any_ if key in self.runs]

    def read_workers_for_work_pool(self, _pool: str) -> list[Any]:
        return [SimpleNamespace(status=status) for status in self.workers]

    def films(self) -> State:
        """A worker keeps the clip, and the run is completed."""
        clip = Clip(video=self.vault.assets.put(b"clip", "video/mp4"), frames=9)
        self.vault.ledger.finish(key_of(CAMERA), 1, clip.model_dump(mode="json"), seconds=1)
        return Completed()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault((tmp_path / "vault").as_uri())


@pytest.fixture
def pool(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Pool:
    made = Pool(vault)
    monkeypatch.setattr(dispatch, "get_client", lambda **_: made)
    monkeypatch.setattr(dispatch, "run_deployment", made.run_deployment)
    monkeypatch.setattr(dispatch, "get_run_logger", lambda: logging.getLogger("test"))
    monkeypatch.setattr(dispatch, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(dispatch, "SILENCE_SECONDS", -1)  # every look at a run that waits is late
    return made


def sent(vault: Vault, heard: list[str] | None = None) -> Any:
    told = heard if heard is not None else []
    return send_away.fn(BRIEF, CAMERA, order_of(CAMERA, vault.url), Stage.CLIP, told.append)


def test_the_order_names_the_camera_and_holds_no_none(pool: Pool, vault: Vault) -> None:
    """With the settings it has."""
    pool.plays = [[Running(), pool.films]]

    assert sent(vault).frames == 9

    (parameters,) = pool.sent
    assert parameters["member"]["kind"] == "painter-clips"
    assert parameters["member"]["settings"]["longest_seconds"] == 10
    assert "None" not in str(parameters)


@pytest.mark.parametrize("ended", [Crashed(), Cancelled(), Failed()], ids=lambda state: state.name)
def test_a_run_that_ended_before_is_followed_by_one_of_the_next_number(
    pool: Pool, vault: Vault, ended: State
) -> None:
    """A cancelled film can be finished."""
    key = f"{key_of(CAMERA)}-1"
    pool.had(key, ended)
    pool.had(f"{key}-2", ended)
    pool.plays = [[pool.films]]

    assert sent(vault).frames == 9

    assert list(pool.runs) == [key, f"{key}-2", f"{key}-3"]


@pytest.mark.parametrize("died", [Crashed(), Cancelled()], ids=lambda state: state.name)
def test_a_run_that_dies_is_sent_again_while_the_film_waits(pool: Pool, vault: Vault, died: State) -> None:
    """Nobody types anything."""
    pool.plays = [[Running(), died], [Running(), pool.films]]

    assert sent(vault).frames == 9
    assert len(pool.sent) == 2


def test_a_run_that_always_dies_is_given_up(pool: Pool, vault: Vault) -> None:
    """After three, with what the server says of the last."""
    pool.plays = [[Crashed(message="out of memory")] for _ in range(MOST_DEATHS)]

    with pytest.raises(ProviderError, match=r"ended as Crashed: out of memory"):
        sent(vault)

    assert len(pool.sent) == MOST_DEATHS


def test_a_run_that_failed_is_not_sent_again_by_the_same_film(pool: Pool, vault: Vault) -> None:
    """It tried again by itself already."""
    pool.plays = [[Failed(message="no memory")]]

    with pytest.raises(ProviderError, match="no memory"):
        sent(vault)


def test_a_run_under_way_is_waited_for(pool: Pool, vault: Vault) -> None:
    """It is the same run after the film was started again."""
    pool.had(f"{key_of(CAMERA)}-1", Running(), pool.films)

    assert sent(vault).frames == 9
    assert pool.sent == []


def test_a_completed_run_is_never_sent_again(pool: Pool, vault: Vault) -> None:
    """If its clip is not in this vault, the worker's vault is another one."""
    pool.had(f"{key_of(CAMERA)}-1", Completed())

    with pytest.raises(ProviderError, match=r"is not in the vault file:.*STORYREEL_VAULT"):
        sent(vault)

    assert pool.sent == []


def test_a_refusal_on_the_worker_is_a_refusal_of_the_film(pool: Pool, vault: Vault) -> None:
    """The ledger has its reason."""
    vault.ledger.refuse(key_of(CAMERA), 1, "Not this picture.")
    pool.plays = [[Failed()]]

    with pytest.raises(RefusedError, match="Not this picture"):
        sent(vault)


def test_a_film_without_a_worker_says_so_once_and_that_it_goes_on(
    pool: Pool, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    """In the run's log, too, with the command that starts one."""
    pool.workers = [WorkerStatus.OFFLINE]
    pool.plays = [[Scheduled(), Scheduled(), Scheduled(), Running(), pool.films]]
    heard: list[str] = []

    sent(vault, heard)

    assert len(heard) == 2
    assert "storyreel worker gpu" in heard[0]
    assert heard[1] == ""
    assert caplog.text.count("none is online") == 1


def test_a_film_whose_worker_is_busy_waits_in_silence(pool: Pool, vault: Vault) -> None:
    """It is in the queue."""
    pool.workers = [WorkerStatus.OFFLINE, WorkerStatus.ONLINE]
    pool.plays = [[Scheduled(), Scheduled(), pool.films]]
    heard: list[str] = []

    sent(vault, heard)

    assert heard == []
