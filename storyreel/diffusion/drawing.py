"""Draws stills with a loaded pipeline: by words, beside references, with trained weights, over a picture."""

# pyright: reportMissingImports=false
# torch is in the extra `gpu`.

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from storyreel.diffusion.jobs import StillJob
from storyreel.diffusion.loading import Loaded
from storyreel.diffusion.pictures import covering, open_picture, require_reference, shrunk
from storyreel.diffusion.weights import use_weights
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import CapabilityError

if TYPE_CHECKING:
    from PIL import Image


def draw(loaded: Loaded, jobs: Sequence[StillJob], store: AssetStore) -> list[AssetRef]:
    """One picture for each job, as PNG. They differ in words and seed only, see `StillJob.with_others`.

    Pictures of a batch equal those drawn alone to within a rounding of the card.

    Raises:
        CapabilityError: the family cannot do it, or a picture or weights cannot be used.
    """
    shared = jobs[0].with_others()
    _require_able(loaded, shared)
    use_weights(loaded, shared.loras, store)
    pipe, given = _pictures(loaded, shared, store)
    made = pipe(**_words(loaded, jobs), **given, **_size(shared), output_type="pil").images
    return [store.put(_png(image), "image/png") for image in made]


def _require_able(loaded: Loaded, job: StillJob) -> None:
    family = loaded.model.family
    if len(job.references) > family.references:
        raise CapabilityError(
            f"{family.name} is shown {len(job.references)} pictures; at most {family.references} are"
            " accepted. Nothing was made. Name another model in film.toml under `models`."
        )
    if job.opening is not None and not family.over_pipeline:
        raise CapabilityError(
            f"{family.name} draws over no picture; it is shown the first frame as a reference. Nothing was"
            " made."
        )
    if job.width_px % family.grid_px or job.height_px % family.grid_px:
        raise CapabilityError(
            f"{family.name} was asked for {job.width_px}x{job.height_px}; multiples of {family.grid_px} are"
            " accepted. Nothing was made."
        )


def _size(job: StillJob) -> dict[str, int]:
    """Size and steps. A picture that is drawn over needs steps enough that at least one is left out.

    Otherwise the pipeline begins with noise alone, and the picture is not seen.
    """
    needed = ceil(1 / (1 - job.strength) - 1e-9) if job.opening and job.strength < 1 else 1
    return {
        "width": job.width_px,
        "height": job.height_px,
        "num_inference_steps": max(job.steps, needed),
    }


def _words(loaded: Loaded, jobs: Sequence[StillJob]) -> dict[str, Any]:
    """Prompts, what must not be seen, guidance and a generator for each picture."""
    import torch

    family = loaded.model.family
    words: dict[str, Any] = {
        "prompt": [job.prompt for job in jobs],
        # On the CPU, so that a seed gives the same noise on every machine.
        "generator": [torch.Generator("cpu").manual_seed(job.seed) for job in jobs],
    }
    if family.name == "Qwen-Image":
        # Its guidance is off unless there is a negative prompt, if only a space.
        words |= {
            "true_cfg_scale": jobs[0].guidance,
            "negative_prompt": [job.negative or " " for job in jobs],
        }
    else:
        words["guidance_scale"] = jobs[0].guidance
        if family.negative:
            words["negative_prompt"] = [job.negative for job in jobs]
    return words | encoder_layers(loaded)


def encoder_layers(loaded: Loaded) -> dict[str, Any]:
    """Which layers of its text encoder FLUX.2 klein reads: 9, 18 and 27, or the first of a smaller one."""
    if loaded.model.family.name != "FLUX.2 klein":
        return {}
    depth = loaded.pipe.text_encoder.config.num_hidden_layers
    return {} if depth > 27 else {"text_encoder_out_layers": (1,)}


def _pictures(loaded: Loaded, job: StillJob, store: AssetStore) -> tuple[Any, dict[str, Any]]:
    """The pipeline that draws, and the pictures that it is given."""
    family = loaded.model.family
    if job.opening is not None:
        opening = open_picture(job.opening, store, "the shot's first frame")
        size = (job.width_px, job.height_px)
        given = {"image": [covering(opening, size)], "strength": job.strength}
        return loaded.sibling(family.over_pipeline), given
    shown = [_reference(ref, job, store, family.grid_px) for ref in job.references]
    return loaded.pipe, {"image": shown} if shown else {}


def _reference(ref: AssetRef, job: StillJob, store: AssetStore, grid_px: int) -> Image.Image:
    image = open_picture(ref, store, "a reference")
    require_reference(image, "a reference")
    return shrunk(image, job.reference_px, grid_px)


def _png(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.save(content, format="PNG", compress_level=4)
    return content.getvalue()
