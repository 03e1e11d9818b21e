"""Finds a model on this machine and says what it is, from its files alone. Nothing is downloaded or run."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from typing import Any

from storyreel.diffusion.families import Family, Makes, classes_known, family_of_class
from storyreel.diffusion.jobs import ModelFacts, Usual
from storyreel.diffusion.licences import Licence, licence_of
from storyreel.diffusion.lora_files import read_header
from storyreel.film.errors import CapabilityError

INDEX, OWN_VALUES = "model_index.json", "storyreel.json"
PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_HUB_ID = re.compile(
    r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(@[\w.-]+)?"  # owner/name, and a branch, tag or commit after '@'
)
USUAL_TRAINING_PX = 768
_SAMPLE_BYTES = 2**20
_NOTHING_MADE = "Nothing was made and nothing was spent."


@dataclass(frozen=True)
class Model:
    """A model on disk."""

    named: str
    """As the person named it."""
    folder: Path
    family: Family
    digest: str
    """Changes with its content, and not with its path."""
    distilled: bool
    usual: Usual
    weight_bytes: int
    licence: Licence


def find_model(named: str, makes: Makes) -> Model:
    """The model in a folder, or one of the hub's that is on this machine already.

    named: a folder, or 'owner/name' or 'owner/name@revision' as on the hub.

    Raises:
        CapabilityError: it is not here, not whole, holds pickles only, or is of no family that is known.
    """
    folder = folder_of(named)
    index = _index(named, folder)
    family = _family(named, index, makes)
    _require_whole(named, folder, index)
    distilled = family.distilled_steps > 0 and _is_distilled(named, index)
    return Model(
        named=named,
        folder=folder,
        family=family,
        digest=_digest(folder),
        distilled=distilled,
        usual=_usual(named, folder, family, distilled=distilled),
        weight_bytes=sum(path.stat().st_size for path in folder.rglob("*.safetensors")),
        licence=licence_of(named, folder),
    )


def facts_of(model: Model) -> ModelFacts:
    """What a machine without the model is told of it."""
    return ModelFacts(
        family=model.family.name,
        digest=model.digest,
        distilled=model.distilled,
        usual=model.usual,
        licence=str(model.licence),
    )


def folder_of(named: str) -> Path:
    """Where a model's files are.

    Raises:
        CapabilityError: there is no such folder, and the hub's cache does not have it.
    """
    folder = Path(named).expanduser()
    if folder.is_dir():
        return folder.resolve()
    if not _HUB_ID.fullmatch(named):
        raise CapabilityError(
            f"The model {named!r} is not there. {_NOTHING_MADE} A folder in the hub's layout is accepted,"
            " or owner/name@revision of a model that is in the hub's cache; name one in film.toml under"
            " `models`."
        )
    return _cached(named)


def _cached(named: str) -> Path:
    """The snapshot in the hub's cache."""
    try:
        from huggingface_hub import snapshot_download  # pyright: ignore[reportMissingImports] extra gpu
        from huggingface_hub.errors import (  # pyright: ignore[reportMissingImports] extra gpu
            LocalEntryNotFoundError,
        )
    except ImportError as error:
        raise CapabilityError(
            f"The model {named!r} is looked for by the package huggingface_hub, which is not installed."
            f" {_NOTHING_MADE} Install what the local crew needs: make gpu."
        ) from error
    name, _, revision = named.partition("@")
    try:
        return Path(snapshot_download(name, revision=revision or None, local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError) as error:
        at = f" --revision {revision}" if revision else ""
        raise CapabilityError(
            f"The model {named!r} is not on this machine, and nothing is downloaded unless you ask for it."
            f" {_NOTHING_MADE}"
            f" Read its licence, then type: hf download {name}{at}"
        ) from error


def _usual(named: str, folder: Path, family: Family, *, distilled: bool) -> Usual:
    """The family's values, and over them those that the model's maker put into storyreel.json beside it."""
    usual = {
        "area_px": family.usual_px,
        "steps": family.distilled_steps if distilled else family.steps,
        "guidance": family.distilled_guidance if distilled else family.guidance,
        "training_px": min(USUAL_TRAINING_PX, isqrt(family.usual_px)),
    }
    own = folder / OWN_VALUES
    try:
        own_values = json.loads(own.read_text(encoding="utf-8")) if own.is_file() else {}
        return Usual.model_validate(usual | own_values)
    except (OSError, ValueError, TypeError) as error:
        raise CapabilityError(
            f"The model {named!r} has a {OWN_VALUES} that cannot be used: {str(error)[:300]}. {_NOTHING_MADE}"
            f" Accepted are {', '.join(Usual.model_fields)}, as JSON."
        ) from error


def _is_distilled(named: str, index: dict[str, Any]) -> bool:
    """FLUX.2 klein says so in its index; Z-Image-Turbo only by its name."""
    return bool(index.get("is_distilled")) or "turbo" in named.lower()


def _index(named: str, folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CapabilityError(
            f"The model {named!r} has no {INDEX} that can be read. {_NOTHING_MADE} A whole folder in the"
            " layout of diffusers is accepted, not a single file of weights. Download it again, or name"
            " another model in film.toml under `models`."
        ) from error
    return found if isinstance(found, dict) else {}


def _family(named: str, index: dict[str, Any], makes: Makes) -> Family:
    """The family, by the class that the index names."""
    pipeline = str(index.get("_class_name", ""))
    family = family_of_class(pipeline, expand_timesteps=bool(index.get("expand_timesteps")))
    if family is None or family.makes != makes:
        raise CapabilityError(
            f"The model {named!r} is a {pipeline or 'nameless pipeline'}, with which no {makes} are made"
            f" here. {_NOTHING_MADE} Accepted: {', '.join(classes_known(makes))}. Name another in film.toml"
            " under `models`."
        )
    return family


def _parts(index: dict[str, Any]) -> Iterator[str]:
    """Folders of the pipeline's components."""
    for name, kind in index.items():
        if isinstance(kind, list) and len(kind) == 2 and kind[0]:
            yield name


def _require_whole(named: str, folder: Path, index: dict[str, Any]) -> None:
    """Refuse a model that lacks files, or whose weights are pickles."""
    missing = [part for part in _parts(index) if not (folder / part).is_dir()]
    broken = [name for part in _parts(index) for name in _lost_weights(folder, part)]
    if lost := [*missing, *broken]:
        raise CapabilityError(
            f"The model {named!r} is not whole: {', '.join(lost[:5])} missing in {str(folder)!r}."
            f" {_NOTHING_MADE} Download it again: hf download {named.partition('@')[0]}"
        )
    pickled = [part for part in _parts(index) if _is_pickled(folder / part)]
    if pickled:
        raise CapabilityError(
            f"The model {named!r} has its weights of {', '.join(pickled)} as pickles only, which can run"
            f" programs and are not opened. {_NOTHING_MADE} Weights as safetensors are accepted: download"
            " such a revision, or convert them."
        )


def _lost_weights(folder: Path, part: str) -> Iterator[str]:
    """Files of weights that a component's index names and that are missing, or that break off."""
    for listing in (folder / part).glob("*.safetensors.index.json"):
        try:
            files = set(json.loads(listing.read_text(encoding="utf-8"))["weight_map"].values())
        except (OSError, ValueError, KeyError, AttributeError):
            yield f"{part}/{listing.name}"
            continue
        yield from (f"{part}/{name}" for name in sorted(files) if not (folder / part / name).is_file())
    for path in (folder / part).glob("*.safetensors"):
        if not _is_whole(path):
            yield f"the end of {part}/{path.name}"


def _is_whole(path: Path) -> bool:
    """Whether a safetensors file is as long as its header says."""
    try:
        return bool(read_header(path))
    except (OSError, CapabilityError):
        return False


def _is_pickled(part: Path) -> bool:
    """Whether a component has weights as pickles and none as safetensors."""
    has_pickles = any(path.suffix in PICKLES for path in part.iterdir())
    return has_pickles and not any(part.glob("*.safetensors"))


def _digest(folder: Path) -> str:
    """The commit of a snapshot of the hub; of another folder, a hash of its names, sizes and content.

    Of large files the first and the last megabyte are read: the header, which lists every tensor, and the
    end. 60 GB would take minutes.
    """
    if folder.parent.name == "snapshots":
        return f"{folder.parent.parent.name.removeprefix('models--').replace('--', '/')}@{folder.name[:12]}"
    whole = hashlib.sha256()
    for path in sorted(
        path for path in folder.rglob("*") if path.suffix in (".json", ".safetensors", ".txt")
    ):
        whole.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        whole.update(_sample(path))
    return whole.hexdigest()[:16]


def _sample(path: Path) -> bytes:
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(_SAMPLE_BYTES)
        file.seek(max(0, size - _SAMPLE_BYTES))
        return first + file.read(_SAMPLE_BYTES)
