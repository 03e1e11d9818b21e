"""Sends one call to whoever makes it: a task here, a job at a provider in two tasks, or a worker of the gpu pool. It does not choose calls."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, Literal, Protocol, cast

from prefect.futures import PrefectFuture
from prefect.tasks import Task

from blocks.kinds import CrewMember, RemoteMember, VideoGenerator
from blocks.waiting import outlast
from storyreel.film.briefs import ClipBrief
from storyreel.film.frozen import Frozen
from storyreel.graph.callsheet import Stage
from tasks._limits import Turn
from tasks._order import Order
from tasks.analysis import analyse_scene
from tasks.clips import shoot_clip
from tasks.conform import conform_piece
from tasks.credits import make_credits
from tasks.dispatch import send_clip
from tasks.environments import describe_environment
from tasks.hearing import hear_words
from tasks.holds import hold_picture
from tasks.introductions import introduce
from tasks.jobs import collect_job, submit_job
from tasks.keyframes import draw_keyframes
from tasks.lora import train_lora
from tasks.mix import mix_film
from tasks.music import compose_music
from tasks.own_lines import cut_own_line
from tasks.pace import pace_film
from tasks.reuse import reuse
from tasks.reviews import review_take
from tasks.sound import design_sound
from tasks.speech import speak
from tasks.stills import draw_reference, draw_still
from tasks.stitch import stitch
from tasks.titles import make_title

TASKS: Mapping[Stage, Task[Any, Any]] = {
    Stage.INTRODUCTION: introduce,
    Stage.ANALYSIS: analyse_scene,
    Stage.ENVIRONMENT: describe_environment,
    Stage.REFERENCE: draw_reference,
    Stage.LORA: train_lora,
    Stage.HEARING: hear_words,
    Stage.OWN_LINE: cut_own_line,
    Stage.SPEECH: speak,
    Stage.PACE: pace_film,
    Stage.KEYFRAMES: draw_keyframes,
    Stage.STILL: draw_still,
    Stage.CLIP: shoot_clip,
    Stage.REVIEW: review_take,
    Stage.HOLD: hold_picture,
    Stage.SOUND: design_sound,
    Stage.MUSIC: compose_music,
    Stage.TITLE: make_title,
    Stage.CREDITS: make_credits,
    Stage.CHUNK: conform_piece,
    Stage.MIX: mix_film,
    Stage.FILM: stitch,
}


class Landing(Protocol):
    """What a sent call will come back as: Prefect's future, or that of a thread which runs two tasks."""

    def add_done_callback(self, _fn: Any, /) -> None:
        """Call when it is there."""
        ...


@dataclass(frozen=True)
class Parcel:
    """One call, ready to be sent."""

    stage: Stage
    brief: Frozen
    member: CrewMember | None
    order: Order
    kept: Frozen | None = None
    """The result in the ledger, if the call was made before: it is shown as reused and nobody is asked."""


class Sender:
    """Sends calls and reads what comes back."""

    def __init__(self, clips_on: Literal["here", "gpu"], jobs_at_once: int) -> None:
        """jobs_at_once: jobs at providers that are waited for."""
        self._clips_on = clips_on
        self._jobs = ThreadPoolExecutor(jobs_at_once, thread_name_prefix="job")
        self._tasks: dict[tuple[str, Stage], Task[Any, Any]] = {}

    def send(self, parcel: Parcel) -> Landing:
        """Begin it; what it comes back as is read with `landed`."""
        if parcel.kept is not None:
            return self._task(reuse, parcel.stage).submit(parcel.kept, parcel.order)
        if isinstance(parcel.member, RemoteMember):
            return self._send_job(parcel, parcel.member)
        if parcel.stage is Stage.CLIP and self._clips_on == "gpu":
            return send_clip.submit(cast(ClipBrief, parcel.brief), cast(VideoGenerator, parcel.member), parcel.order)
        task = self._task(TASKS[parcel.stage], parcel.stage)
        return task.submit(parcel.brief, *([parcel.member] if parcel.member is not None else []), order=parcel.order)

    def close(self) -> None:
        """Let the threads go; jobs under way stay pending at their providers."""
        self._jobs.shutdown(wait=False, cancel_futures=True)

    def _send_job(self, parcel: Parcel, member: RemoteMember) -> Landing:
        collect = self._task(collect_job, parcel.stage)

        def job() -> Any:
            with Turn(member.allowance()) as turn:
                place = submit_job.with_options(tags=[parcel.stage.value, "submit"])(parcel.brief, member, parcel.order, turn)
                if place.ticket is not None:
                    outlast(member, place.ticket)
            return collect(parcel.brief, member, parcel.order, parcel.stage, place)

        return self._jobs.submit(copy_context().run, job)

    def _task(self, task: Task[Any, Any], stage: Stage) -> Task[Any, Any]:
        """The task as the stage shows it.

        A run that the ledger answers carries no tag: before each run Prefect asks the server whether a limit stands on
        its tags, one question at a time, and for a film made before that was nearly all of the time it took.
        """
        name = (task.name, stage)
        if name not in self._tasks:
            self._tasks[name] = task.with_options(name=stage.value) if task is reuse else task.with_options(tags=[stage.value])
        return self._tasks[name]


def landed(future: Any) -> Any:
    """What came back: the result, or the error it ended in."""
    if isinstance(future, PrefectFuture):
        return future.result(raise_on_failure=False)
    try:
        return cast(Future[Any], future).result()
    except Exception as error:  # noqa: BLE001 it is handed on as a value, as Prefect's future does
        return error
