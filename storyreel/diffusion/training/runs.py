"""One training run, from pictures to a file of weights."""

# pyright: reportMissingImports=false
# torch, diffusers and peft are in the extra `gpu`.

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from peft import get_peft_model_state_dict
from safetensors.torch import load_file, save_file

from storyreel.diffusion.jobs import TrainingJob
from storyreel.diffusion.loading import Loaded
from storyreel.diffusion.lora_files import sort_header
from storyreel.diffusion.training.checkpoints import Checkpoints
from storyreel.diffusion.training.families import TrainedFamily, trained_family
from storyreel.diffusion.training.pictures import training_pixels
from storyreel.diffusion.training.trainer import ADAPTER, Example, Trainer, add_weights
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import CapabilityError

HELD_OUT_OF = 6
"""Of so many pictures one is held out to judge by, and at least one in all."""
JUDGED = 8
"""How often a run is judged and its checkpoint written, and at least every `MOST_STEPS_LOST` steps."""
MOST_STEPS_LOST = 50
REPORT_SECONDS = 1.0
Tell = Callable[[dict[str, Any]], None]


def train(
    loaded: Loaded, job: TrainingJob, store: AssetStore, checkpoints: Path, tell: Tell
) -> tuple[AssetRef, tuple[str, ...]]:
    """Weights from a job's pictures, and what a person should know. A run that was killed goes on.

    tell: is told of each part of the run: {"event": "progress", "done": steps, "of": steps, "words": ...}.

    Raises:
        CapabilityError: the pictures or the model cannot be used.
        RenderError: the disk is full.
    """
    family = trained_family(loaded)
    kept = Checkpoints(checkpoints, job, loaded.model.digest)
    trainer = _trainer(family, job, store)
    if (state := kept.load()) is not None:
        trainer.resume(state)
        tell(_progress(trainer, job, f"training goes on from step {trainer.progress.step}"))
    _run(trainer, job, kept, tell)
    trainer.take_best()
    made = _exported(family, job, trainer, store)
    kept.remove()
    best, loss = trainer.progress.best_step, trainer.progress.best_loss
    return made, (f"Weights of step {best} of {job.steps} were taken, with the least loss ({loss:.4f}).",)


def _trainer(family: TrainedFamily, job: TrainingJob, store: AssetStore) -> Trainer:
    """The trainer with its pictures. What encodes them leaves the card before the training."""
    with torch.no_grad():
        grid = family.loaded.model.family.grid_px
        latents = [family.encode_picture(pixels).float() for pixels in training_pixels(job, store, grid)]
        captions = [family.encode_caption(_with_trigger(job, one.caption)) for one in job.pictures]
        without = family.encode_caption("")
    examples = [Example(one, caption) for one, caption in zip(latents, captions, strict=True)]
    _leave_card(family)
    _begin_weights(family, job, store)
    held = examples[HELD_OUT_OF - 1 :: HELD_OUT_OF] or examples[-1:]
    return Trainer(family, job, [one for one in examples if one not in held], held, without)


def _with_trigger(job: TrainingJob, caption: str) -> str:
    return caption if job.trigger_word in caption else f"{job.trigger_word}, {caption}"


def _leave_card(family: TrainedFamily) -> None:
    """Move what is no longer needed off the card."""
    for name, part in family.pipe.components.items():
        if isinstance(part, torch.nn.Module) and part is not family.denoiser and "encoder" in name:
            part.to("cpu")
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _begin_weights(family: TrainedFamily, job: TrainingJob, store: AssetStore) -> None:
    """New weights, or those that training goes on from."""
    if job.continued is None:
        add_weights(family, job)
        return
    rank = _rank(load_file(store.path(job.continued)))
    add_weights(family, job.model_copy(update={"rank": rank or job.rank}))
    before = _own_names(family, store.path(job.continued))
    wanted = get_peft_model_state_dict(family.denoiser, adapter_name=ADAPTER)
    if before.keys() != wanted.keys():
        raise CapabilityError(
            f"The weights that training is to go on from have {len(before)} tensors, and"
            f" {family.loaded.model.named} has a place for {len(wanted)}. They are of another family or were"
            " trained on other layers. Nothing was made. Train new ones."
        )
    from peft import set_peft_model_state_dict

    set_peft_model_state_dict(family.denoiser, before, adapter_name=ADAPTER)


def _rank(tensors: dict[str, torch.Tensor]) -> int:
    down = [tensor for name, tensor in tensors.items() if "lora_A" in name or "lora_down" in name]
    return int(down[0].shape[0]) if down else 0


def _own_names(family: TrainedFamily, path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file by the names that peft has for them; names of kohya's scripts are read, too."""
    read = type(family.pipe).lora_state_dict(load_file(path))
    found = read[0] if isinstance(read, tuple) else read
    prefix = "unet." if hasattr(family.pipe, "unet") else "transformer."
    return {_peft_name(name.removeprefix(prefix)): tensor for name, tensor in found.items()}


def _peft_name(name: str) -> str:
    named = {".lora.down.weight": ".lora_A.weight", ".lora.up.weight": ".lora_B.weight"}
    for old, new in named.items():
        if name.endswith(old):
            return name.removesuffix(old) + new
    return name


def _run(trainer: Trainer, job: TrainingJob, kept: Checkpoints, tell: Tell) -> None:
    every, reported_at = max(1, min(MOST_STEPS_LOST, job.steps // JUDGED)), 0.0
    while trainer.progress.step < job.steps:
        loss = trainer.step()
        step = trainer.progress.step
        if step % every == 0 or step == job.steps:
            judged = trainer.judge()
            kept.save(trainer.state())
            tell(_progress(trainer, job, f"loss {loss:.4f}, on a picture held out {judged:.4f}"))
            reported_at = time.monotonic()
        elif time.monotonic() - reported_at > REPORT_SECONDS:
            tell(_progress(trainer, job, f"loss {loss:.4f}"))
            reported_at = time.monotonic()


def _progress(trainer: Trainer, job: TrainingJob, words: str) -> dict[str, Any]:
    return {"event": "progress", "done": trainer.progress.step, "of": job.steps, "words": words}


def _exported(family: TrainedFamily, job: TrainingJob, trainer: Trainer, store: AssetStore) -> AssetRef:
    """The weights under diffusers' names, with what they are in the header as ModelSpec says it.

    (https://github.com/Stability-AI/ModelSpec)
    """
    part = "unet" if hasattr(family.pipe, "unet") else "transformer"
    tensors = get_peft_model_state_dict(family.denoiser, adapter_name=ADAPTER)
    if part == "unet":
        from diffusers.utils import convert_state_dict_to_diffusers

        tensors = convert_state_dict_to_diffusers(tensors)
    named = {f"{part}.{name}": tensor.cpu().contiguous() for name, tensor in tensors.items()}
    config = family.denoiser.peft_config[ADAPTER].to_dict()
    plain = {name: sorted(value) if isinstance(value, set) else value for name, value in config.items()}
    settings = {f"{part}.{name}": value for name, value in plain.items() if _is_plain(value)}
    metadata = {
        "format": "pt",
        "lora_adapter_metadata": json.dumps(settings, sort_keys=True),
        "modelspec.architecture": f"{family.loaded.model.family.name}/lora",
        "modelspec.trigger_phrase": job.trigger_word,
        "modelspec.sai_model_spec": "1.0.0",
        "storyreel.trained_on": family.loaded.model.digest,
        "storyreel.steps": str(trainer.progress.best_step),
    }
    folder = store.workspace()
    try:
        save_file(named, folder / "lora.safetensors", metadata=metadata)
        sort_header(folder / "lora.safetensors")
        return store.put(folder / "lora.safetensors", "application/safetensors")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )
