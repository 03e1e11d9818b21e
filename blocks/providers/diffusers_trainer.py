"""Trains weights of places and people on the person's own card, through the model host."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self

from pydantic import Field

from blocks.kinds import LoraTrainer
from blocks.model_host import HostedMember, log
from blocks.training_pictures import caption
from storyreel.diffusion.families import Makes
from storyreel.diffusion.jobs import TrainingJob, TrainingPicture
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Lora, LoraBrief
from storyreel.film.errors import CapabilityError

FEWEST, MOST = 5, 30
"""Pictures to train on: fewer show too little of a place or person, and more gain little."""


def _line(event: dict[str, Any]) -> str:
    """How far a run is, in a line."""
    return f"step {event['done']:,} of {event['of']:,}, {event['words']}"


def _log_progress(event: dict[str, Any]) -> None:
    """Write how far a run is into the log of the task that waits."""
    if "of" in event:
        log(f"training: {_line(event)}")


class DiffusersTrainer(HostedMember, LoraTrainer):
    """Trains a LoRA from a place's or person's pictures; a run that is killed goes on where it was. Free."""

    _block_type_name = "Diffusers Trainer"
    _description = "Trains weights that keep a place or person the same, on your own card; free."
    makes: ClassVar[Makes] = "stills"
    usual_family: ClassVar[str] = "FLUX.2 klein"
    usual: ClassVar[Mapping[str, object]] = {"model": "black-forest-labs/FLUX.2-klein-base-4B"}

    training_steps: int | None = Field(
        default=None, ge=1, le=20_000, description="Training steps; 800 if none are given."
    )
    rank: int = Field(default=16, ge=1, le=256, description="Rank of the weights; larger files hold more.")
    learning_rate: float | None = Field(
        default=None, gt=0, le=1, description="How far one step goes; 0.0002 if none is given."
    )
    resolution_px: int | None = Field(
        default=None,
        ge=16,
        le=2048,
        description="Side of a square with as many pixels as are trained on; 768, or 512 for SD 1.5.",
    )
    batch: int | None = Field(
        default=None, ge=1, le=16, description="Pictures in one step; 1 if none is given."
    )

    def weights(self) -> str:
        """See `LoraTrainer.weights`."""
        return self.family.name

    def for_weights(self, family: str, base: str = "") -> Self:
        """See `LoraTrainer.for_weights`."""
        return self.model_copy(update={"model": base}) if base else self

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        which = self.facts().digest or f"{self.model[-80:]} (not found)"
        asked = self._asked()
        learnt = "/".join(f"{value:g}" for value in asked.values())
        return f"diffusers-lora/1/{which}/{learnt}"

    def train(self, brief: LoraBrief, store: AssetStore) -> Lora:
        """See `LoraTrainer.train`."""
        _require_enough(brief)
        return self._made(brief, self._job(brief), store)

    def train_further(
        self,
        brief: LoraBrief,
        before: AssetRef,
        captions: Sequence[str],
        store: AssetStore,
        say: Callable[[str], object],
    ) -> Lora:
        """Weights that training makes of others; raises as `train`.

        captions: of each picture, '' for the brief's own words. say: is told how far it is, a line a report.
        """
        _require_enough(brief)
        job = self._job(brief)
        pictures = tuple(
            one.model_copy(update={"caption": words or one.caption})
            for one, words in zip(job.pictures, captions, strict=True)
        )
        further = job.model_copy(update={"pictures": pictures, "continued": before})
        return self._made(brief, further, store, lambda event: say(_line(event)) if "of" in event else None)

    def _made(
        self,
        brief: LoraBrief,
        job: TrainingJob,
        store: AssetStore,
        tell: Callable[[dict[str, Any]], object] = _log_progress,
    ) -> Lora:
        done = self.asked(job, store, "application/safetensors", tell)
        return Lora(weights=done.made, trigger_word=brief.trigger_word, family=self.weights())

    def _asked(self) -> dict[str, float]:
        """Steps, rank, rate, size and batch, as set or as usual for the model."""
        usual = self.usual_values()
        return {
            "steps": self.training_steps or usual.training_steps,
            "rank": self.rank,
            "learning_rate": self.learning_rate or usual.learning_rate,
            "resolution_px": self.resolution_px or usual.training_px,
            "batch": self.batch or usual.training_batch,
        }

    def _job(self, brief: LoraBrief) -> TrainingJob:
        captions = brief.captions or ("",) * len(brief.references)
        return TrainingJob.model_validate(
            {
                "model": self.model,
                "pictures": [
                    TrainingPicture(picture=picture, caption=_caption(brief, varies))
                    for picture, varies in zip(brief.references, captions, strict=True)
                ],
                "trigger_word": brief.trigger_word,
                "seed": brief.seed,
                **self._asked(),
            }
        )


def _caption(brief: LoraBrief, varies: str) -> str:
    """The trigger word with what varies in a picture; with the brief's own words if that is not known.

    What defines the place or person is left out, so that the weights, and not the words, hold it.
    """
    return f"{brief.trigger_word}, {varies}" if varies else caption(brief)


def _require_enough(brief: LoraBrief) -> None:
    if not FEWEST <= len(brief.references) <= MOST:
        raise CapabilityError(
            f"{len(brief.references)} pictures of {brief.subject!r} were given to train on; {FEWEST} to"
            f" {MOST} are accepted. Nothing was made. Add pictures, or set `likeness` in film.toml to"
            ' "references".'
        )
