"""What this machine computes with, and how a model is put on it: precision, offload and batch."""

# pyright: reportMissingImports=false
# torch is in the extra `gpu`.

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import torch

Offload = Literal["resident", "parts", "leaves"]
STEPS_DOWN: tuple[Offload, ...] = ("resident", "parts", "leaves")
"""Less and less memory: the whole model on the card, the part at work, the layer at work."""
WORK_BYTES = 3 * 2**30
"""Left free for activations. It is assumed, not measured; if it is too little, `step_down` follows."""
MOST_BATCH = 4
"""Pictures in one call on a card. More gain little, and the memory for work grows with them."""


@dataclass(frozen=True)
class Card:
    """A device."""

    device: Literal["cuda", "mps", "cpu"]
    name: str
    free_bytes: int
    precision: Literal["bfloat16", "float16", "float32"]

    def __str__(self) -> str:
        memory = f", {self.free_bytes / 2**30:.0f} GB free" if self.device == "cuda" else ""
        return f"{self.name}{memory}"


@dataclass(frozen=True)
class Placement:
    """How a model is put on a card."""

    card: Card
    offload: Offload = "resident"
    batch: int = 1
    tiled: bool = False
    """Whether the VAE works in tiles, which differ from one another by no more than a shade."""

    @property
    def dtype(self) -> torch.dtype:
        """The type of its weights."""
        import torch

        return getattr(torch, self.card.precision)

    def __str__(self) -> str:
        where = {
            "resident": "whole on the card",
            "parts": "the part at work on the card, the others in the machine's memory",
            "leaves": "layer by layer on the card, which is slow",
        }[self.offload]
        if self.card.device == "cpu":
            where = "on the CPU: a picture of a megapixel takes minutes to hours; a card takes seconds"
        tiles = ", VAE in tiles" if self.tiled else ""
        return f"{self.card.precision}, {where}{tiles}"


def this_card() -> Card:
    """The device that torch finds. bfloat16 needs a card of 2020 or later (compute capability 8)."""
    import torch

    if torch.cuda.is_available():
        free, _ = torch.cuda.mem_get_info()
        precision = "bfloat16" if torch.cuda.get_device_capability()[0] >= 8 else "float16"
        return Card("cuda", torch.cuda.get_device_name(), free, precision)
    if torch.backends.mps.is_available():
        return Card("mps", "Apple GPU", 0, "bfloat16")
    return Card("cpu", "CPU", 0, "float32")


def placement_of(card: Card, weight_bytes: int, largest_part_bytes: int) -> Placement:
    """The fastest way in which a model fits.

    weight_bytes: of the whole model. largest_part_bytes: of its largest component.

    >>> small = Card("cuda", "12 GB", 12 * 2**30, "bfloat16")
    >>> [placement_of(small, part * 2**31, part * 2**30).offload for part in (8, 40)]
    ['parts', 'leaves']
    """
    if card.device != "cuda":
        return Placement(card)
    room = card.free_bytes - WORK_BYTES
    if weight_bytes <= room:
        return Placement(card, batch=MOST_BATCH)
    if largest_part_bytes <= room:
        return Placement(card, "parts", batch=2)
    return Placement(card, "leaves", tiled=True)


def step_down(placement: Placement) -> Placement | None:
    """The next way that takes less memory; None if there is none.

    First fewer pictures at once, then the VAE in tiles, then less of the model on the card. Pictures stay of
    the size that was asked for.
    """
    if placement.batch > 1:
        return replace(placement, batch=1)
    if not placement.tiled:
        return replace(placement, tiled=True)
    further = STEPS_DOWN[STEPS_DOWN.index(placement.offload) + 1 :]
    if placement.card.device != "cuda" or not further:
        return None
    return replace(placement, offload=further[0])
