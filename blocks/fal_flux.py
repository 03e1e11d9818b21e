"""The FLUX families on fal: their applications, what each takes, the size of its pictures and their price."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.prices import cost_of
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import PromptLimit
from storyreel.film.recipe import PictureRecipe

PROMPT = PromptLimit(most=512, unit="tokens")
"""The text encoder reads no more and drops the rest unsaid: T5 of FLUX.1 [dev], and of FLUX.2 [dev] Mistral
(`max_sequence_length` of diffusers' pipelines).
"""
ONE_MEGAPIXEL = 1_000_000
"""fal rounds up, and does not say whether a megapixel is this or 2**20; a picture below it costs one."""
BINARY_MEGAPIXEL = 2**20
SHORTEST_PX, LONGEST_PX = 512, 2048
USUAL_SIDE_PX = 1344


@dataclass(frozen=True)
class FluxFamily:
    """One family. Weights of one do not load in another."""

    name: str
    trainer: str
    """The application that trains weights for it."""
    guidance: float
    """The model's own (fal's pages of flux-lora and flux-2/lora, read 2026-12-01)."""
    grid_px: int
    """Width and height are multiples of it."""
    loras: int
    """Most weights at once; 0 for any number."""
    references: int
    """Most pictures it is shown."""


FLUX_1 = FluxFamily("FLUX.1 [dev]", "fal-ai/flux-lora-fast-training", 3.5, grid_px=16, loras=0, references=0)
FLUX_2 = FluxFamily("FLUX.2 [dev]", "fal-ai/flux-2-trainer", 2.5, grid_px=32, loras=3, references=3)
"""At most 3 weights (fal's page of flux-2/lora); pictures: 3 or 4, as resellers of its edit model say."""
EDITOR = "fal-ai/flux-2/lora/edit"
"""Draws the last frames of films that FLUX.1 draws, which has no edit model that takes their size."""
TRAINERS = {family.name: family.trainer for family in (FLUX_1, FLUX_2)}


def family_of(application: str) -> FluxFamily:
    """The family of an application that draws or trains.

    >>> family_of("fal-ai/flux-2-trainer").name, family_of("fal-ai/flux-lora").name
    ('FLUX.2 [dev]', 'FLUX.1 [dev]')
    """
    return FLUX_2 if "flux-2" in application else FLUX_1


def by_strength(application: str) -> bool:
    """Whether it draws over one picture, as strongly as asked, instead of looking at several."""
    return application.endswith("/image-to-image")


def size_of(recipe: PictureRecipe, family: FluxFamily, longer_side_px: int | None) -> dict[str, int]:
    """Width and height in pixels, on the family's grid, as close to the film's shape as the grid allows.

    longer_side_px: None for what is usual: of FLUX.2 the largest picture of one megapixel.
    """
    if longer_side_px is not None or family is FLUX_1:
        return _size(recipe, family.grid_px, longer_side_px or USUAL_SIDE_PX)
    sides = range(LONGEST_PX, SHORTEST_PX, -family.grid_px)
    sizes = (_size(recipe, family.grid_px, side) for side in sides)
    return next(size for size in sizes if size["width"] * size["height"] <= ONE_MEGAPIXEL)


def _size(recipe: PictureRecipe, grid_px: int, longer_side_px: int) -> dict[str, int]:
    shape = float(recipe.size.aspect)
    shorter = max(SHORTEST_PX, round(longer_side_px / max(shape, 1 / shape) / grid_px) * grid_px)
    return (
        {"width": longer_side_px, "height": shorter}
        if shape >= 1
        else {"width": shorter, "height": longer_side_px}
    )


def drawing_cost(application: str, size: dict[str, int], shown: int) -> Cost:
    """What a picture costs: its megapixels rounded up, and one for each picture shown to an edit model."""
    pixels = size["width"] * size["height"]
    paid = 0 if by_strength(application) else shown
    low, high = (
        cost_of("fal", application, "megapixel", -(-pixels // unit) + paid)
        for unit in (BINARY_MEGAPIXEL, ONE_MEGAPIXEL)
    )
    return Cost(low_usd=low.low_usd, high_usd=high.high_usd, unknown=high.unknown)
