"""Loads trained weights into a pipeline, and takes them out of use again."""

# pyright: reportMissingImports=false
# diffusers and peft are in the extra `gpu`.

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storyreel.diffusion.jobs import LoadedWeights
from storyreel.diffusion.loading import Loaded
from storyreel.diffusion.lora_files import read_header
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import CapabilityError

MOST_LOADED = 12
"""Weights that stay in a pipeline. Loading takes 13 to 50 ms, choosing among loaded ones 1 ms."""


def use_weights(loaded: Loaded, wanted: Sequence[LoadedWeights], store: AssetStore) -> None:
    """Let a pipeline draw with these weights and no others. Without any, it draws exactly as its base does.

    Raises:
        CapabilityError: the weights are of another family, or are no LoRA.
    """
    loaded.in_use = tuple((_name(one.weights), one.scale) for one in wanted)
    if not wanted:
        if loaded.adapters:
            loaded.pipe.disable_lora()
        return
    _forget_oldest(loaded, {_name(one.weights) for one in wanted})
    for one in wanted:
        if _name(one.weights) not in loaded.adapters:
            _load(loaded, one.weights, store)
        loaded.adapters.move_to_end(_name(one.weights))
    loaded.pipe.enable_lora()
    loaded.pipe.set_adapters([name for name, _ in loaded.in_use], [scale for _, scale in loaded.in_use])


def _name(weights: AssetRef) -> str:
    return f"w{weights.sha256[:16]}"


def _forget_oldest(loaded: Loaded, wanted: set[str]) -> None:
    unwanted = [name for name in loaded.adapters if name not in wanted]
    for name in unwanted[: max(0, len(loaded.adapters) + len(wanted) - MOST_LOADED)]:
        loaded.pipe.delete_adapters(name)
        del loaded.adapters[name]


def _load(loaded: Loaded, weights: AssetRef, store: AssetStore) -> None:
    """Load a file of weights under its own name, and check that all of it was taken."""
    if not loaded.model.family.lora:
        raise CapabilityError(
            f"{loaded.model.family.name} draws without trained weights here. Nothing was made. Set `likeness`"
            ' in film.toml to "references", or name another model.'
        )
    path, name = store.path(weights), _name(weights)
    tensors = read_header(path)
    try:
        loaded.pipe.load_lora_weights(_tensors(path), adapter_name=name)
        taken = _taken(loaded, name)
    except (ValueError, RuntimeError, KeyError, AttributeError, IndexError, TypeError) as error:
        raise _another_family(loaded, f"{type(error).__name__}: {str(error)[:200]}") from error
    if not taken:
        raise _another_family(loaded, f"none of its {len(tensors)} tensors has a place in the model")
    loaded.adapters[name] = None


def _tensors(path: Path) -> dict[str, Any]:
    """All tensors of a file. Stored assets have no ending, by which diffusers would know the format."""
    from safetensors.torch import load_file

    return load_file(path)


def _taken(loaded: Loaded, name: str) -> int:
    """How many tensors of the weights are in the model."""
    from peft import get_peft_model_state_dict

    model = denoiser(loaded.pipe)
    if name not in getattr(model, "peft_config", {}):
        return 0
    return len(get_peft_model_state_dict(model, adapter_name=name))


def denoiser(pipe: Any) -> Any:
    """The part of a pipeline that is trained: its transformer or U-Net."""
    return getattr(pipe, "transformer", None) or pipe.unet


def _another_family(loaded: Loaded, why: str) -> CapabilityError:
    return CapabilityError(
        f"The trained weights do not fit {loaded.model.family.name} ({loaded.model.named}): {why}. They are"
        " of another family or size. Nothing was made. Train them again with --redo likeness, or bring"
        " weights for this model."
    )
