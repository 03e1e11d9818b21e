"""The colours of wood, metal and snow in white light."""

from __future__ import annotations

WOOD = "#8a5c38"
BRASS = "#c89c4c"
SNOW = "#eef3fa"
