"""Submits calls as tasks: whatever is ready, a window at a time, in the order given. It knows no stage's work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from queue import Queue
from typing import Any, Literal, cast

from prefect.futures import PrefectFuture
from prefect.tasks import Task

from blocks.crew import Crew
from flows._progress import Progress, tell
from storyreel.film.briefs import ClipBrief
from storyreel.film.callsheet import STAGES, Call, Stage
from storyreel.film.errors import ProviderError, RenderError, TimelineError
from storyreel.film.frozen import Frozen
from storyreel.vault import Vault
from tasks._stage import Order
from tasks.analysis import analyse_scene
from tasks.clips import shoot_clip
from tasks.conform import conform_piece
from tasks.credits import make_credits
from tasks.dispatch import send_clip
from tasks.environments import describe_environment
from tasks.keyframes import draw_keyframes
from tasks.lora import train_lora
from tasks.mix import mix_film
from tasks.music import compose_music
from tasks.pace import pace_film
from tasks.sound import design_sound
from tasks.speech import speak
from tasks.stitch import stitch
from tasks.titles import make_title

WIDTH = 12
"""Calls in flight at once; the gate lets through what the cores can bear. An unbounded fan-out starts a thread for each."""

TASKS: Mapping[Stage, Task[Any, Any]] = {
    Stage.ANALYSIS: analyse_scene,
    Stage.ENVIRONMENT: describe_environment,
    Stage.LORA: train_lora,
    Stage.SPEECH: speak,
    Stage.PACE: pace_film,
    Stage.KEYFRAMES: draw_keyframes,
    Stage.CLIP: shoot_clip,
    Stage.SOUND: design_sound,
    Stage.MUSIC: compose_music,
    Stage.TITLE: make_title,
    Stage.CREDITS: make_credits,
    Stage.CHUNK: conform_piece,
    Stage.MIX: mix_film,
    Stage.FILM: stitch,
}
MAY_BE_MISSING = frozenset({Stage.SPEECH, Stage.SOUND, Stage.MUSIC})
"""Stages without whose result the film is cut all the same."""


@dataclass(frozen=True)
class Record:
    """How one call was answered."""

    call: Call
    key: str
    attempt: int
    reused: bool


class Window:
    """Makes calls and remembers what came of them."""

    def __init__(self, crew: Crew, vault: Vault, clips_on: Literal["here", "gpu"] = "here") -> None:
        self._crew, self._vault, self._clips_on = crew, vault, clips_on
        self.made: dict[str, Any] = {}
        self.gaps: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        self._tasks: dict[tuple[Stage, bool], Task[Any, Any]] = {}
        self._fingerprints = crew.card().fingerprints

    def make(self, calls: Sequence[Call]) -> None:
        """Make every call that is needed and not made yet.

        Raises:
            FilmError: a call failed without which there is no film; what was in flight is finished first.
        """
        waiting = [call for call in calls if not call.not_needed and call.name not in self.made]
        tell(Progress("planned", calls=len(waiting), work=sum(call.work for call in waiting)))
        flying: dict[PrefectFuture[Any], Record] = {}
        landed: Queue[PrefectFuture[Any]] = Queue()
        failure: BaseException | None = None
        while flying or (waiting and failure is None):
            for call in self._next(waiting, WIDTH - len(flying)) if failure is None else ():
                waiting.remove(call)
                record, future = self._submit(call)
                flying[future] = record
                future.add_done_callback(landed.put)
            if not flying:
                raise TimelineError(
                    f"{waiting[0].name!r} waits for {waiting[0].needs}, which nothing makes. This is a fault of storyreel; please report it."
                )
            future = landed.get()
            failure = self._land(future, flying.pop(future)) or failure
        if failure is not None:
            raise failure

    def _next(self, waiting: list[Call], room: int) -> list[Call]:
        return [call for call in waiting if call.ready(self.made)][: max(0, room)]

    def _submit(self, call: Call) -> tuple[Record, PrefectFuture[Any]]:
        brief = call.write(self.made)
        key = call.key(brief, self._fingerprints)
        attempt = self._vault.ledger.sound_attempt(key, self._vault.assets.check)
        record = Record(call, key, attempt.number, attempt.done is not None)
        order = Order(name=call.name, key=key, attempt=attempt.number, vault_url=self._vault.url)
        if not record.reused:
            tell(Progress("begun", call.name, call.stage.value, call.work))
        return record, self._send(record, brief, order)

    def _send(self, record: Record, brief: Frozen, order: Order) -> PrefectFuture[Any]:
        stage = record.call.stage
        if stage is Stage.CLIP and self._clips_on == "gpu" and not record.reused:
            return send_clip.with_options(result_storage=self._vault.results_folder).submit(cast(ClipBrief, brief), self._crew.video, order)
        member = self._crew.member(STAGES[stage].capability)
        return self._task(stage, reused=record.reused).submit(brief, *([member] if member is not None else []), order=order)

    def _task(self, stage: Stage, *, reused: bool) -> Task[Any, Any]:
        """The stage's task, keeping its results in the vault's folder.

        A run that will be answered from the cache carries no tag: before each run Prefect asks the server whether a limit
        stands on its tags, one question at a time, and for a film made before that was nearly all of the time it took.
        """
        if (stage, reused) not in self._tasks:
            task = TASKS[stage].with_options(result_storage=self._vault.results_folder)
            if reused:
                task.tags = set()  # with_options takes an empty list for none given
            self._tasks[stage, reused] = task
        return self._tasks[stage, reused]

    def _land(self, future: PrefectFuture[Any], record: Record) -> BaseException | None:
        """Keep a result, or say what failed; returns the failure that ends the film."""
        call = record.call
        self.records[call.name] = record
        result = future.result(raise_on_failure=False)
        if not isinstance(result, BaseException):
            self.made[call.name] = result if isinstance(result, Frozen) else STAGES[call.stage].result.model_validate(result)
            tell(Progress("reused" if record.reused else "made", call.name, call.stage.value, call.work))
            return None
        if call.stage in MAY_BE_MISSING and isinstance(result, (ProviderError, RenderError)):
            self.made[call.name] = None
            self.gaps[call.name] = str(result)
            tell(Progress("gap", call.name, call.stage.value, call.work, message=str(result)))
            return None
        return result
