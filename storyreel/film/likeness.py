"""How image engines are told what a person or place looks like."""

from __future__ import annotations

from enum import StrEnum


class Likeness(StrEnum):
    """What keeps a face or a place the same from shot to shot."""

    REFERENCES = "references"
    """The engine is shown a picture."""
    LORA = "lora"
    """Weights are trained on pictures."""
    BOTH = "both"
    """Weights, and a picture beside them."""
