"""What numbers options of commands accept, so that others are wrong usage before anything begins."""

from __future__ import annotations

import math
from collections.abc import Callable

Validator = Callable[[type, float | None], None]


def _between(least: float, most: float, what: str) -> Validator:
    """A validator for cyclopts: numbers from `least` to `most`, both inclusive, are accepted."""

    def require(_kind: type, value: float | None) -> None:
        if value is not None and not (math.isfinite(value) and least <= value <= most):
            raise ValueError(f"{value} is not accepted: {what}, from {least:,} to {most:,}.")

    return require


PORT = _between(0, 65_535, "a port; 0 for any that is free")
MINUTES = _between(0, 525_600, "minutes; 0 for no end")
STEPS = _between(1, 100_000, "training steps")
