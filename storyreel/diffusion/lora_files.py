"""Files of trained weights: their headers, whose names they use, and what they say about themselves."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storyreel.film.errors import CapabilityError

HEADER_BYTES = 100_000_000
"""Longest header that the safetensors library reads."""


def read_header(path: Path) -> dict[str, Any]:
    """The tensors of a safetensors file by name, each with 'dtype' and 'shape', without reading them.

    Raises:
        CapabilityError: it is a pickle, breaks off, or is not a safetensors file.
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
    """Put the header of a safetensors file into one order: the library writes it in any.

    The same weights are then the same bytes.
    """
    path.write_bytes(_file({"__metadata__": _metadata(path), **read_header(path)}, _content(path)))


@dataclass(frozen=True)
class WeightsFacts:
    """What a file of weights says about itself; '' for what it does not say."""

    family: str
    trigger_word: str
    trained_on: str
    steps: str
    names: str
    """Whose names its tensors have: 'diffusers', 'kohya' or 'other'."""


def facts_of(path: Path) -> WeightsFacts:
    """What a file says about itself; raises as `read_header` does."""
    tensors, metadata = read_header(path), _metadata(path)
    return WeightsFacts(
        family=str(metadata.get("modelspec.architecture", "")).removesuffix("/lora"),
        trigger_word=str(metadata.get("modelspec.trigger_phrase", "")),
        trained_on=str(metadata.get("storyreel.trained_on", "")),
        steps=str(metadata.get("storyreel.steps", "")),
        names=_named_by(tensors),
    )


def _named_by(tensors: Mapping[str, Any]) -> str:
    if all(name.startswith(("lora_unet_", "lora_te")) for name in tensors):
        return "kohya"
    return "diffusers" if all(name.startswith(("unet.", "transformer.")) for name in tensors) else "other"


def _metadata(path: Path) -> dict[str, Any]:
    """The text in a header, beside its tensors."""
    with path.open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    metadata = header.get("__metadata__", {})
    return metadata if isinstance(metadata, dict) else {}


def with_trigger(path: Path, trigger_word: str) -> bytes:
    """A file of weights that names this word as its own (ModelSpec, 'modelspec.trigger_phrase')."""
    tensors, metadata = read_header(path), _metadata(path) | {"modelspec.trigger_phrase": trigger_word}
    return _file({"__metadata__": metadata, **tensors}, _content(path))


def in_kohya_names(path: Path) -> bytes:
    """Weights of a U-Net under the names of kohya's scripts, each with its alpha.

    unet.down_blocks.1.attentions.0.proj.lora.down.weight
    lora_unet_down_blocks_1_attentions_0_proj.lora_down.weight and .alpha

    Raises:
        CapabilityError: they are of a transformer, whose layers kohya's names join and split.
    """
    tensors, content, metadata = read_header(path), _content(path), _metadata(path)
    if not all(name.startswith("unet.") for name in tensors):
        raise CapabilityError(
            f"The weights {path.name!r} are not of SD 1.5 or SDXL: kohya's names are written for these."
            " Nothing was written. Leave --kohya out: ComfyUI and others read diffusers' names."
        )
    named, header = {}, {}
    for name, tensor in tensors.items():
        layer, part = _layer_and_part(name)
        header[f"{layer}.{part}.weight"] = tensor
        if part == "lora_down":
            named[layer] = float(tensor["shape"][0])
    for layer, rank in sorted(named.items()):
        begin = len(content)
        content += struct.pack("<f", rank)
        header[f"{layer}.alpha"] = {"dtype": "F32", "shape": [], "data_offsets": [begin, begin + 4]}
    return _file({"__metadata__": metadata, **header}, content)


def _layer_and_part(name: str) -> tuple[str, str]:
    """A layer as kohya's scripts call it, and which half of its weights a tensor is."""
    for ending, part in (
        (".lora.down.weight", "lora_down"),
        (".lora_A.weight", "lora_down"),
        (".lora.up.weight", "lora_up"),
        (".lora_B.weight", "lora_up"),
    ):
        if name.endswith(ending):
            layer = name.removeprefix("unet.").removesuffix(ending)
            return f"lora_unet_{layer.replace('.', '_')}", part
    raise CapabilityError(f"The tensor {name!r} is not part of a LoRA. Nothing was written.")


def _content(path: Path) -> bytes:
    """What follows the header."""
    content = path.read_bytes()
    return content[8 + int.from_bytes(content[:8], "little") :]


def _file(header: Mapping[str, Any], content: bytes) -> bytes:
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + content
