"""What the model host is asked, and what it answers. Pictures, clips and weights are assets beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from storyreel.film.assets import AssetRef
from storyreel.film.frozen import Frozen
from storyreel.film.recipe import PictureRecipe


class LoadedWeights(Frozen):
    """Trained weights that a picture is drawn with."""

    weights: AssetRef
    scale: float = Field(default=1.0, ge=0, le=4)


class StillJob(Frozen):
    """Asks for one picture."""

    kind: Literal["still"] = "still"
    model: str
    prompt: str
    negative: str = ""
    seed: int = Field(ge=0, lt=2**32)
    width_px: int = Field(ge=16, le=4096)
    height_px: int = Field(ge=16, le=4096)
    steps: int = Field(ge=1, le=200)
    guidance: float = Field(ge=0, le=35)
    references: tuple[AssetRef, ...] = ()
    reference_px: int = Field(
        default=512, ge=64, description="Longer side to which references are shrunk before they are shown."
    )
    opening: AssetRef | None = Field(default=None, description="The picture that it is drawn over.")
    strength: float = Field(default=0.6, gt=0, le=1, description="How far it may differ from the opening.")
    loras: tuple[LoadedWeights, ...] = ()

    def with_others(self) -> StillJob:
        """The part that pictures of one batch share: all but words and seed."""
        return self.model_copy(update={"prompt": "", "negative": "", "seed": 0})

    def assets(self) -> tuple[AssetRef, ...]:
        """What the host must have to do it."""
        opening = (self.opening,) if self.opening else ()
        return (*self.references, *opening, *(lora.weights for lora in self.loras))


class ClipJob(Frozen):
    """Asks for one clip, encoded by the film's recipe."""

    kind: Literal["clip"] = "clip"
    model: str
    prompt: str
    negative: str = ""
    seed: int = Field(ge=0, lt=2**32)
    recipe: PictureRecipe
    frames: int = Field(ge=1, description="Frames at the film's rate.")
    area_px: int = Field(ge=16 * 16, le=4096 * 4096, description="Pixels of a frame as the model makes it.")
    steps: int = Field(ge=1, le=200)
    guidance: float = Field(ge=0, le=35)
    first: AssetRef
    last: AssetRef | None = None
    tail: AssetRef | None = Field(default=None, description="The segment before, as video.")
    tail_end: int = Field(default=0, ge=0, description="Frame of it, exclusive, at which this one goes on.")
    overlap: int = Field(
        default=0, ge=0, description="Frames at the start that repeat the end of the segment before."
    )
    references: tuple[AssetRef, ...] = ()
    key_pictures: tuple[int, ...] = ()

    def assets(self) -> tuple[AssetRef, ...]:
        """What the host must have to do it."""
        given = (self.first, self.last, self.tail, *self.references)
        return tuple(asset for asset in given if asset is not None)


class TrainingPicture(Frozen):
    """A picture with what varies in it, in words."""

    picture: AssetRef
    caption: str


class TrainingJob(Frozen):
    """Asks for weights that keep one place or person alike."""

    kind: Literal["training"] = "training"
    model: str
    pictures: tuple[TrainingPicture, ...]
    trigger_word: str
    seed: int = Field(ge=0, lt=2**32)
    steps: int = Field(ge=1, le=20_000)
    rank: int = Field(ge=1, le=256)
    learning_rate: float = Field(gt=0, le=1)
    resolution_px: int = Field(ge=16, le=2048)
    batch: int = Field(default=1, ge=1, le=16)
    continued: AssetRef | None = Field(default=None, description="Weights that training goes on from.")

    def assets(self) -> tuple[AssetRef, ...]:
        """What the host must have to do it."""
        continued = (self.continued,) if self.continued else ()
        return (*(one.picture for one in self.pictures), *continued)


Job = Annotated[StillJob | ClipJob | TrainingJob, Field(discriminator="kind")]


class Done(Frozen):
    """What came of a job, and what it took."""

    made: AssetRef
    frames: int = Field(default=0, description="Of a clip, as counted; 0 of anything else.")
    seconds: float = Field(default=0.0, ge=0, description="Of work, without waiting and loading.")
    load_seconds: float = Field(default=0.0, ge=0, description="To load the model; 0 if it was resident.")
    peak_gb: float = Field(default=0.0, ge=0, description="Most memory of the card in use; 0 on a CPU.")
    notes: tuple[str, ...] = Field(default=(), description="What a person should know, in sentences.")


class HostStatus(Frozen):
    """What the model host is and does."""

    pid: int
    device: str
    placement: str = Field(default="", description="Precision and where weights are kept, in words.")
    resident: tuple[str, ...] = Field(default=(), description="Models in memory.")
    waiting: int = Field(default=0, description="Jobs that wait or are at work.")
    idle_seconds: float = 0.0
    done: int = Field(default=0, description="Jobs done since it started.")


class Usual(Frozen):
    """How a model is used unless a film asks for something else."""

    area_px: int = Field(ge=16 * 16, le=4096 * 4096)
    steps: int = Field(ge=1, le=200)
    guidance: float = Field(ge=0, le=35)
    training_steps: int = Field(default=800, ge=1, le=20_000)
    training_px: int = Field(ge=16, le=2048, description="Side of a square with the pixels trained on.")
    training_batch: int = Field(default=1, ge=1, le=16)
    learning_rate: float = Field(default=2e-4, gt=0, le=1)


class ModelFacts(Frozen):
    """A model as the host finds it: for a machine that has no weights itself."""

    family: str = ""
    digest: str = ""
    distilled: bool = False
    usual: Usual | None = None
    licence: str = ""
    missing: str = Field(default="", description="Why it cannot be used; '' if it can.")
