"""Files of trained weights: their headers, whose names they use, and what they say about themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from storyreel.film.errors import CapabilityError

HEADER_BYTES = 100_000_000
"""Longest header that the safetensors library reads."""


def read_header(path: Path) -> dict[str, Any]:
    """The tensors of a safetensors file by name, each with 'dtype' and 'shape', without reading them.

    Raises:
        CapabilityError: it is a pickle, breaks off, or is no safetensors file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(8)
        length = int.from_bytes(first, "little")
        header = file.read(length) if length <= min(HEADER_BYTES, size - 8) else b""
    if first[:1] == b"\x80" or first[:2] == b"PK":
        raise _unusable(path, "is a pickle, which can run programs and was not opened")
    try:
        found: dict[str, Any] = json.loads(header)
        tensors = {name: tensor for name, tensor in found.items() if name != "__metadata__"}
        end = max(int(tensor["data_offsets"][1]) for tensor in tensors.values())
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise _unusable(path, "has no header of safetensors") from error
    if 8 + length + end > size:
        raise _unusable(path, f"breaks off after {size:,} of {8 + length + end:,} bytes")
    return tensors


def _unusable(path: Path, why: str) -> CapabilityError:
    return CapabilityError(
        f"The file of trained weights {path.name!r} {why}. Nothing was made and nothing was spent. A LoRA as"
        " safetensors is accepted; download it again, or convert it."
    )


def sort_header(path: Path) -> None:
    """Put the header of a safetensors file into one order: the library writes what it is told in any.

    The same weights are then the same bytes.
    """
    content = path.read_bytes()
    end = 8 + int.from_bytes(content[:8], "little")
    told = json.loads(content[8:end])
    header = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    path.write_bytes(len(header).to_bytes(8, "little") + header + content[end:])
