"""Keeps runs on the pools alive: what the Prefect server does by itself if a worker dies.

A process that is killed cannot say so, and its run would stay Running for ever. Runs of the pools send a
heartbeat each half minute; if HEARTBEATS_MISSED in a row are missing, it is marked Crashed. A film that
crashed is scheduled again, and any worker of its pool goes on with it: what was made is in the vault. A clip
that crashed is sent again by its film, which is why it is not scheduled here (`tasks.dispatch`).
"""

from __future__ import annotations

from datetime import timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ActionTypes, ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

HEARTBEAT_SECONDS = 30
"""The shortest that Prefect takes; prefect.yaml sets it for every run of the pools."""
HEARTBEATS_MISSED = 3
FILM_POOL, CLIP_POOL = "cpu", "gpu"

LONGEST_START = timedelta(minutes=30)
"""A machine that is started for a run, and an image that is fetched, take some minutes."""

_HEARTBEAT = "prefect.flow-run.heartbeat"
_FINAL_STATES = ("Completed", "Failed", "Crashed", "Cancelled")
_SILENT_STATES = ("Paused", "Suspended", "Scheduled", "AwaitingRetry", "Late", "Cancelling")
"""In these a run sends no heartbeat, for example while it waits for a person."""


def _automations() -> tuple[AutomationCore, ...]:
    """The automations that storyreel's pools need."""
    silent = AutomationCore(
        name="storyreel: a run whose process died is Crashed",
        description="No heartbeat came from a run of the cpu or gpu pool for a minute and a half.",
        trigger=_silence(
            after={_HEARTBEAT, _event("Running")},
            expect={_HEARTBEAT, *map(_event, (*_FINAL_STATES, *_SILENT_STATES))},
            within=timedelta(seconds=HEARTBEAT_SECONDS * HEARTBEATS_MISSED),
        ),
        actions=[_change(StateType.CRASHED, "Crashed", "Its process died: no heartbeat came from it.")],
    )
    never_began = AutomationCore(
        name="storyreel: a run that never began is Crashed",
        description="A worker took a run of the cpu or gpu pool, and it did not begin within half an hour.",
        trigger=_silence(
            after={_event("Pending")},
            expect={
                _HEARTBEAT,
                _event("Running"),
                *map(_event, (*_FINAL_STATES, *_SILENT_STATES)),
            },
            within=LONGEST_START,
        ),
        actions=[_change(StateType.CRASHED, "Crashed", "It did not begin: the worker that took it died.")],
    )
    return silent, never_began, _go_on_with_films()


def ensure_automations(client: SyncPrefectClient) -> tuple[str, ...]:
    """Create or change what differs; returns names. An automation that a person switched off stays off."""
    return tuple(wanted.name for wanted in _automations() if _ensure(client, wanted))


def _silence(*, after: set[str], expect: set[str], within: timedelta) -> EventTrigger:
    """Fires if a run of the pools sends none of the events in `expect` within a time after one in `after`."""
    return EventTrigger(
        match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
        match_related=_of_pools(FILM_POOL, CLIP_POOL),
        after=after,
        expect=expect,
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=within,
    )


def _go_on_with_films() -> AutomationCore:
    return AutomationCore(
        name="storyreel: a film that crashed goes on",
        description="A worker of the cpu pool takes it again. Nothing that was made is made again.",
        trigger=EventTrigger(
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            match_related=_of_pools(FILM_POOL),
            expect={_event("Crashed")},
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
        ),
        actions=[_change(StateType.SCHEDULED, "AwaitingRetry", "A worker goes on with it.")],
    )


def _change(state: StateType, name: str, message: str) -> ActionTypes:
    return ChangeFlowRunState(state=state, name=name, message=message, force=False)


def _event(state: str) -> str:
    return f"prefect.flow-run.{state}"


def _of_pools(*names: str) -> ResourceSpecification:
    """Runs of these work pools."""
    return ResourceSpecification({"prefect.resource.role": "work-pool", "prefect.resource.name": list(names)})


def _ensure(client: SyncPrefectClient, wanted: AutomationCore) -> bool:
    """Create or change one automation; returns whether it was missing or differed."""
    found = client.read_automations_by_name(wanted.name)
    if not found:
        client.create_automation(wanted)
        return True
    kept = wanted.model_copy(update={"enabled": found[0].enabled})
    if _comparable(found[0]) == _comparable(kept):
        return False
    client.update_automation(found[0].id, kept)
    return True


def _comparable(automation: AutomationCore) -> dict[str, object]:
    """What an automation does, without the trigger's id, which the server assigns."""
    fields = automation.model_dump(include={"description", "trigger", "actions"})
    fields["trigger"].pop("id", None)
    return fields
