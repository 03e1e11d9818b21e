"""Loads a pipeline as its placement says, and keeps it with what was loaded into it."""

# pyright: reportMissingImports=false
# torch and diffusers are in the extra `gpu`.

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from storyreel.diffusion.card import Card, Placement, placement_of
from storyreel.diffusion.models import INDEX, Model
from storyreel.film.errors import CapabilityError

MOST_PROMPTS = 64
"""Encoded prompts that are kept. Each takes a few megabytes."""


@dataclass
class Loaded:
    """A pipeline in memory."""

    model: Model
    placement: Placement
    pipe: Any
    adapters: OrderedDict[str, None] = field(default_factory=OrderedDict)
    """Names of the trained weights in it, those used last at the end."""
    in_use: tuple[tuple[str, float], ...] = ()
    """Names and scales of those that it draws with. They may change what its text encoder says."""
    others: dict[str, Any] = field(default_factory=dict)
    """Pipelines of other classes that share its components, by class."""

    def sibling(self, pipeline: str) -> Any:
        """The same components in a pipeline of another class."""
        import diffusers

        if pipeline not in self.others:
            # Not by `from_pipe`, which turns all weights into float32 unless it is told otherwise.
            made = getattr(diffusers, pipeline)(**self.pipe.components)
            made.set_progress_bar_config(disable=True)
            self.keep_prompts(made)
            self.others[pipeline] = made
        return self.others[pipeline]

    def keep_prompts(self, pipe: Any) -> None:
        """Let a pipeline remember the prompts that it encoded, by the weights in use."""
        pipe.encode_prompt = _keeping(pipe.encode_prompt, lambda: self.in_use)


def usual_placement(card: Card, model: Model) -> Placement:
    """The fastest way in which a model fits on the card."""
    parts = [part for part in model.folder.iterdir() if part.is_dir()]
    sizes = [sum(path.stat().st_size for path in part.glob("*.safetensors")) for part in parts]
    return placement_of(card, model.weight_bytes, max(sizes, default=0))


def load(model: Model, placement: Placement) -> Loaded:
    """Load a model from its folder; nothing is downloaded, and no pickle is opened.

    Raises:
        CapabilityError: this release of diffusers cannot load it.
    """
    pipe = _pipeline(model, placement)
    pipe.set_progress_bar_config(disable=True)
    _place(pipe, placement)
    if placement.tiled and hasattr(pipe, "vae") and hasattr(pipe.vae, "enable_tiling"):
        pipe.vae.enable_tiling()
    loaded = Loaded(model, placement, pipe)
    loaded.keep_prompts(pipe)
    return loaded


def _pipeline(model: Model, placement: Placement) -> Any:
    import diffusers
    from diffusers.utils import logging as told

    told.disable_progress_bar()
    named = model.family.works_as or json.loads((model.folder / INDEX).read_text("utf-8"))["_class_name"]
    try:
        return getattr(diffusers, named).from_pretrained(
            model.folder, dtype=placement.dtype, local_files_only=True, use_safetensors=True
        )
    except (AttributeError, OSError, ValueError, RuntimeError, ImportError) as error:
        if is_out_of_memory(error):
            raise
        raise CapabilityError(
            f"The model {model.named!r} cannot be loaded by diffusers {diffusers.__version__}:"
            f" {type(error).__name__}: {str(error)[:300]}. Nothing was made. Download it"
            " again, or name another model in film.toml under `models`."
        ) from error


def _place(pipe: Any, placement: Placement) -> None:
    import torch

    if placement.card.device != "cuda":
        pipe.to(placement.card.device)
    elif placement.offload == "resident":
        pipe.to("cuda")
    elif placement.offload == "parts":
        pipe.enable_model_cpu_offload()
    else:
        pipe.enable_group_offload(
            onload_device=torch.device("cuda"), offload_type="leaf_level", use_stream=True
        )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a card or the machine had no memory left."""
    import torch

    return isinstance(error, torch.OutOfMemoryError | MemoryError)


def _keeping(encode: Callable[..., Any], weights_in_use: Callable[[], object]) -> Callable[..., Any]:
    """`encode_prompt` of a pipeline that remembers what it encoded: shots of one place share most words.

    The embeddings are the same tensors, so pictures are the same to the bit.
    """
    kept: OrderedDict[str, Any] = OrderedDict()

    def encode_or_remember(*args: Any, **named: Any) -> Any:
        asked = _plain(args, named)
        if asked is None:
            return encode(*args, **named)
        asked = f"{weights_in_use()}{asked}"
        if asked not in kept:
            kept[asked] = encode(*args, **named)
        kept.move_to_end(asked)
        while len(kept) > MOST_PROMPTS:
            kept.popitem(last=False)
        return kept[asked]

    return encode_or_remember


def _plain(args: tuple[Any, ...], named: dict[str, Any]) -> str | None:
    """The arguments as text; None if one is a tensor or a picture."""
    import torch

    def text(value: Any) -> object:
        if isinstance(value, str | int | float | bool | None):
            return value
        if isinstance(value, torch.device | torch.dtype):
            return str(value)
        if isinstance(value, list | tuple):
            return [text(one) for one in value]
        raise TypeError

    try:
        return json.dumps([text(args), {name: text(value) for name, value in named.items()}], sort_keys=True)
    except TypeError:
        return None
