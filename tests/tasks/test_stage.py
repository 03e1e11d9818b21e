"""What every stage shares: its key, its attempt in the ledger, its retries.

Tasks are called without Prefect's engine.
"""

from __future__ import annotations

import inspect
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prefect.cache_policies import NO_CACHE
from prefect.tasks import Task

from blocks.providers.animatic import RulesWriter
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Anchor, AnchorBrief
from storyreel.film.errors import ProviderError, QuotaError, RefusedError, TransientProviderError
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import Vault, open_vault
from tasks import gate
from tasks._stage import RETRIES, RETRY_SECONDS, make
from tasks.departments import TASKS
from tasks.dispatch import send_away
from tasks.order import Order
from tasks.reuse import reuse
from tasks.writing import describe_environment

KEY = "ab" * 32
BRIEF = AnchorBrief(
    place=Place(kind=PlaceKind.KITCHEN, interior=True, name="KITCHEN"),
    description="",
    times=(TimeOfDay.NIGHT,),
    weathers=(Weather.CLEAR,),
    style="painted",
)
ANCHOR = RulesWriter(language="en").describe(BRIEF)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault((tmp_path / "vault").as_uri())


def order(vault: Vault, attempt: int = 1) -> Order:
    return Order(name="kitchen environment", key=KEY, attempt=attempt, vault_url=vault.url)


class Maker:
    """Makes the anchor, and counts its calls."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.times, self._failure = 0, failure

    def __call__(self, _store: AssetStore) -> Anchor:
        self.times += 1
        if self._failure:
            raise self._failure
        return ANCHOR


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_a_task_that_returns_what_the_call_sheet_says(stage: Stage) -> None:
    """Named as its stage, not kept by Prefect, tried again three times, with the executor's result type."""
    task = TASKS[stage]

    assert task.name == stage.value
    assert task.persist_result is False
    assert task.cache_policy is NO_CACHE
    assert (task.retries, task.retry_delay_seconds) == (RETRIES, RETRY_SECONDS)
    assert inspect.signature(task.fn).return_annotation in (
        STAGES[stage].result,
        STAGES[stage].result.__name__,
    )
    assert "order" in inspect.signature(task.fn).parameters


def test_a_stage_makes_once_and_answers_from_the_ledger(vault: Vault) -> None:
    """The second call asks no member, even if it is another."""
    first, second = Maker(), Maker()

    assert make(order(vault), Anchor, first) == make(order(vault), Anchor, second) == ANCHOR

    assert (first.times, second.times) == (1, 0)


def test_a_lost_result_is_made_again_under_the_next_attempt(vault: Vault) -> None:
    """The lost attempt stays on record; the next one counts."""
    make(order(vault), Anchor, Maker())
    vault.ledger.lose(KEY, 1, "its file is gone")
    maker = Maker()

    make(order(vault, attempt=2), Anchor, maker)

    assert maker.times == 1
    assert vault.ledger.attempt(KEY).number == 2


def test_a_failure_is_not_kept(vault: Vault) -> None:
    """What failed may be tried again; only what was begun is on record."""
    with pytest.raises(TransientProviderError):
        make(order(vault), Anchor, Maker(TransientProviderError("Busy.")))

    attempt = vault.ledger.attempt(KEY)
    assert (attempt.number, attempt.done, attempt.refused) == (1, None, None)
    assert attempt.intent
    assert attempt.intent["what"] == "kitchen environment"
    assert make(order(vault), Anchor, Maker()) == ANCHOR


def test_a_refusal_is_kept_and_the_same_brief_not_sent_again(vault: Vault) -> None:
    """Asked a second time, the reason is answered from the ledger, with what to do; nobody is asked."""
    with pytest.raises(RefusedError):
        make(order(vault), Anchor, Maker(RefusedError("Not this picture.")))
    again = Maker()

    with pytest.raises(RefusedError, match=r"Not this picture\..*storyboard\.toml") as caught:
        make(order(vault), Anchor, again)

    assert again.times == 0
    assert caught.value.facts["reason"] == "Not this picture."


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (TransientProviderError("x"), True),
        (QuotaError("x"), False),
        (RefusedError("x"), False),
        (ProviderError("x"), False),
        (ValueError("x"), False),
    ],
)
def test_only_what_may_pass_is_tried_again(error: Exception, again: bool) -> None:
    """A quota, a refusal or a fault of ours costs no second try."""
    state = SimpleNamespace(result=lambda raise_on_failure: error)
    task = TASKS[Stage.ENVIRONMENT]
    assert task.retry_condition_fn

    assert task.retry_condition_fn(task, None, state) is again


@pytest.mark.parametrize("task", [send_away, reuse])
def test_prefect_keeps_no_result_of_any_other_task(task: Task[Any, Any]) -> None:
    """A result that Prefect reads back may be a pickle, which runs as a program."""
    assert task.persist_result is False
    assert task.cache_policy is NO_CACHE


def test_what_the_ledger_has_is_shown_as_cached(vault: Vault) -> None:
    """The state carries the result, and Prefect's pages show its name."""
    state = reuse.fn(ANCHOR, order(vault))

    assert (state.name, state.data) == ("Cached", ANCHOR)


def test_a_task_called_by_hand_asks_its_crew_member(vault: Vault) -> None:
    """The stage's function works without Prefect."""
    made = describe_environment.fn(BRIEF, RulesWriter(language="en"), order(vault))

    assert made == ANCHOR


def test_the_gate_lets_through_what_the_machine_can_bear(monkeypatch: pytest.MonkeyPatch) -> None:
    """One a core, fewer if memory is short, and at least one; never more at once."""
    monkeypatch.setattr(gate.psutil, "virtual_memory", lambda: SimpleNamespace(available=1))
    assert gate.workers() == 1

    monkeypatch.setattr(gate, "_SLOTS", threading.BoundedSemaphore(2))
    inside, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with gate.cpu_gate():
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.02)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 2
