"""Weights that a person trained elsewhere, as the result of the call that would have trained them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Lora
from storyreel.film.errors import SettingsError, shown
from storyreel.project.own_files import OwnFile, files_in
from storyreel.vault.home import open_home

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
        SettingsError: it is not a file of weights as safetensors, or the folder holds several.
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
    metadata = _metadata(own)
    word = str(metadata.get("modelspec.trigger_phrase") or trigger_word)
    return Lora(weights=store.put(own.path, "application/safetensors"), trigger_word=word)


def require_weights(path: Path, where: str) -> None:
    """Refuse a file that is not a file of weights as safetensors.

    Raises:
        SettingsError: says what is accepted.
    """
    own = OwnFile(path, where)
    own.require(WEIGHTS, "weights as safetensors", WEIGHTS_BYTES)
    _metadata(own)


def is_link(value: str) -> bool:
    """Whether the weights are named by a web address."""
    return value.lower().startswith(_LINKS)


def without_query(link: str) -> str:
    """A link as it may be shown: what stands after the ? may be a key."""
    return link.partition("?")[0]


def fetched_path(link: str) -> Path:
    """Where the weights of a link are once they were fetched. What is named by the link is fetched once."""
    digest = hashlib.sha256(link.encode()).hexdigest()[:32]
    return open_home() / "weights" / f"{digest}.safetensors"


def require_https(link: str, where: str) -> None:
    """Refuse a link that is not fetched from: by http, or with a name and a password in it.

    Raises:
        SettingsError: it is one.
    """
    parts = urlsplit(link)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise SettingsError(
            f"{where} is a link by {parts.scheme!r} or with a password in it; a file, a folder or a plain"
            " https link is accepted. Nothing was fetched and nothing was spent. Fix film.toml."
        )


def require_fetched(link: str, where: str) -> Path:
    """Where the weights of a link are.

    Raises:
        SettingsError: they were not fetched: nothing is downloaded without consent.
    """
    require_https(link, where)
    path = fetched_path(link)
    if not path.is_file():
        raise SettingsError(
            f"{where} is the link {shown(without_query(link))}, which was not fetched on this machine."
            " Nothing was made and nothing was spent. `storyreel make` asks before it fetches; with --yes"
            " it asks nothing. Or download the weights into the film's folder, and name the file."
        )
    return path


def _metadata(own: OwnFile) -> dict[str, Any]:
    """What the header of a safetensors file says about it, after the header was held against the file."""
    size = own.path.stat().st_size
    with own.path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = file.read(length) if length <= min(HEADER_BYTES, size - 8) else b""
    try:
        named = json.loads(header)
        metadata = named.pop("__metadata__", {})
        end = max(int(tensor["data_offsets"][1]) for tensor in named.values())
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise own.refusal("which has no header of safetensors; trained weights are accepted.") from error
    if 8 + length + end > size:
        raise own.refusal(f"which breaks off after {size:,} of {8 + length + end:,} bytes.")
    return metadata if isinstance(metadata, dict) else {}
