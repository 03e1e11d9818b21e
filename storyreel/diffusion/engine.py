"""Does jobs with models that stay in memory from one to the next, one at a time."""

# pyright: reportMissingImports=false
# torch is in the extra `gpu`.

from __future__ import annotations

import gc
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from storyreel.diffusion.card import Placement, step_down, this_card
from storyreel.diffusion.drawing import draw
from storyreel.diffusion.families import Makes
from storyreel.diffusion.filming import film
from storyreel.diffusion.jobs import ClipJob, Done, StillJob, TrainingJob
from storyreel.diffusion.loading import Loaded, is_out_of_memory, load, usual_placement
from storyreel.diffusion.models import Model, find_model
from storyreel.film.assets import AssetStore
from storyreel.film.errors import CapabilityError

Result = TypeVar("Result")
Tell = Callable[[dict[str, Any]], None]
MOST_RESIDENT = 2
"""Models in memory at once: one that draws and one that films. The one used last stays if memory is short."""


class Engine:
    """The models of this machine's card."""

    def __init__(self) -> None:
        self.card = this_card()
        self._resident: OrderedDict[str, Loaded] = OrderedDict()
        self._placements: dict[str, Placement] = {}
        """How each model was last put on the card, by digest."""

    @property
    def resident(self) -> tuple[str, ...]:
        """Models in memory, as they were named."""
        return tuple(loaded.model.named for loaded in self._resident.values())

    @property
    def placement(self) -> str:
        """How the model used last is put on the card, in words; '' if there is none."""
        last = next(reversed(self._resident.values()), None)
        return str(last.placement) if last else ""

    def most_batch(self, job: StillJob) -> int:
        """Pictures that are drawn in one call with the model of a job."""
        model = find_model(job.model, "stills")
        return (self._placements.get(model.digest) or usual_placement(self.card, model)).batch

    def draw(self, jobs: Sequence[StillJob], store: AssetStore) -> list[Done]:
        """A picture for each job; raises as `drawing.draw` does."""

        def drawn(loaded: Loaded) -> list[Done]:
            step, made = max(1, loaded.placement.batch), []
            for first in range(0, len(jobs), step):
                made += draw(loaded, jobs[first : first + step], store)
            return [Done(made=one) for one in made]

        return self._timed(find_model(jobs[0].model, "stills"), drawn)

    def film(self, job: ClipJob, store: AssetStore) -> Done:
        """A clip; raises as `filming.film` does."""

        def filmed(loaded: Loaded) -> list[Done]:
            clip, frames = film(loaded, job, store)
            return [Done(made=clip, frames=frames)]

        return self._timed(find_model(job.model, "clips"), filmed)[0]

    def train(self, job: TrainingJob, store: AssetStore, checkpoints: Path, tell: Tell) -> Done:
        """Weights of a place or person.

        Raises:
            CapabilityError: the card has too little memory; and as `training.runs.train`.
        """
        from storyreel.diffusion.training.runs import train

        started = time.monotonic()
        try:
            made, notes = self._with_own(
                job.model, "stills", lambda loaded: train(loaded, job, store, checkpoints, tell)
            )
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            raise CapabilityError(
                f"{self.card} has too little memory to train on {job.resolution_px} pixels with"
                f" {job.model!r}. Nothing was spent. Set a smaller training_px in the model's storyreel.json,"
                " or close what else uses the card."
            ) from error
        return Done(made=made, seconds=time.monotonic() - started, peak_gb=_peak_gb(), notes=notes)

    def _with_own(self, named: str, makes: Makes, work: Callable[[Loaded], Result]) -> Result:
        """What work makes with a model of its own, which leaves memory afterwards: training changes it."""
        model = find_model(named, makes)
        self._unload(keep=0)
        loaded = load(model, self._placement(model))
        try:
            return work(loaded)
        finally:
            del loaded
            _give_back()

    def _timed(self, model: Model, work: Callable[[Loaded], list[Done]]) -> list[Done]:
        """What work makes, with what it took. If memory runs out, the model steps down and work begins again.

        Raises:
            CapabilityError: no way to put the model on the card takes little enough memory.
        """
        notes: list[str] = []
        while True:
            try:
                loaded, load_seconds = self._loaded(model)
                started = time.monotonic()
                made = work(loaded)
                seconds = (time.monotonic() - started) / len(made)
                took = {"seconds": seconds, "load_seconds": load_seconds, "peak_gb": _peak_gb()}
                return [one.model_copy(update=took | {"notes": tuple(notes)}) for one in made]
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            notes.append(self._stepped_down(model))

    def _loaded(self, model: Model) -> tuple[Loaded, float]:
        """The model in memory, and the seconds that it took to load."""
        if model.digest in self._resident:
            self._resident.move_to_end(model.digest)
            return self._resident[model.digest], 0.0
        started = time.monotonic()
        self._unload(keep=MOST_RESIDENT - 1)
        self._resident[model.digest] = load(model, self._placement(model))
        return self._resident[model.digest], time.monotonic() - started

    def _placement(self, model: Model) -> Placement:
        """How a model is put on the card. Others leave it if the model does not fit whole beside them."""
        if model.digest not in self._placements:
            placement = usual_placement(this_card(), model)
            if placement.offload != "resident" and self._resident:
                self._unload(keep=0)
                placement = usual_placement(this_card(), model)
            self._placements[model.digest] = placement
        return self._placements[model.digest]

    def _stepped_down(self, model: Model) -> str:
        """Put a model on the card in a way that takes less memory; what was done, in a sentence."""
        others = [one.model.named for digest, one in self._resident.items() if digest != model.digest]
        if others:
            self._unload(keep=0)
            return f"Memory ran out; {', '.join(others)} left it."
        now = self._placement(model)
        lower = step_down(now)
        self._unload(keep=0)
        if lower is None:
            raise CapabilityError(
                f"{self.card} has too little memory for {model.named!r} ({now}). Nothing was spent. Make the"
                " film in a lower --resolution, close what else uses the card, or name a smaller model in"
                " film.toml under `models`."
            )
        self._placements[model.digest] = lower
        return f"Memory ran out; {model.named} goes on with {lower}, {lower.batch} at once."

    def _unload(self, keep: int) -> None:
        """Let models leave memory, those used longest ago first, until so many are left."""
        while len(self._resident) > keep:
            self._resident.popitem(last=False)
        _give_back()


def _give_back() -> None:
    """Give memory that nothing uses back to the card."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _peak_gb() -> float:
    """Most memory of the card in use since the last time this was asked."""
    import torch

    if not torch.cuda.is_available():
        return 0.0
    peak = torch.cuda.max_memory_allocated() / 2**30
    torch.cuda.reset_peak_memory_stats()
    return peak
