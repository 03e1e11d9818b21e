"""Weights that a person trained elsewhere, as the result of the call that would have trained them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Lora
from storyreel.film.errors import SettingsError
from storyreel.project.own_files import OwnFile, files_in

WEIGHTS = (".safetensors",)
WEIGHTS_BYTES = 4_000_000_000
HEADER_BYTES = 100_000_000
"""Longest header that the safetensors library reads."""
_LINKS = ("http://", "https://")


def own_lora(path: Path, where: str, trigger_word: str, store: AssetStore) -> Lora:
    """The weights in a file, or in the one file of a folder.

    trigger_word: the word of the film for it, if the file names none as ModelSpec does
    (https://github.com/Stability-AI/ModelSpec, 'modelspec.trigger_phrase').

    Raises:
        SettingsError: it is no file of weights as safetensors, or the folder holds several.
    """
    first, *others = files_in(path, where, WEIGHTS, "weights")
    if others:
        names = ", ".join(file.name for file in (first, *others))
        raise SettingsError(
            f"{where} is the folder {str(path)!r}, which holds several weights: {names}. Nothing was made and"
            " nothing was spent. Name one of them."
        )
    own = OwnFile(first, where)
    own.require(WEIGHTS, "weights as safetensors", WEIGHTS_BYTES)
    told = _metadata(own)
    word = str(told.get("modelspec.trigger_phrase") or trigger_word)
    return Lora(weights=store.put(own.path, "application/safetensors"), trigger_word=word)


def require_no_link(value: str, where: str) -> None:
    """Refuse a web address: what is named there may change, and nothing is downloaded unasked.

    Raises:
        SettingsError: the value is one.
    """
    if value.lower().startswith(_LINKS):
        raise SettingsError(
            f"{where} is the link {value!r}; a file or a folder is accepted. Nothing was made and nothing was"
            " spent. Download the weights into the film's folder, and name the file."
        )


def _metadata(own: OwnFile) -> dict[str, Any]:
    """What the header of a safetensors file says about it, after the header was held against the file."""
    size = own.path.stat().st_size
    with own.path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = file.read(length) if length <= min(HEADER_BYTES, size - 8) else b""
    try:
        named = json.loads(header)
        told = named.pop("__metadata__", {})
        end = max(int(tensor["data_offsets"][1]) for tensor in named.values())
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise own.refusal("which has no header of safetensors; trained weights are accepted.") from error
    if 8 + length + end > size:
        raise own.refusal(f"which breaks off after {size:,} of {8 + length + end:,} bytes.")
    return told if isinstance(told, dict) else {}
