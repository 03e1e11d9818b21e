"""A person's own recordings of the lines that are spoken.

They are a folder with one file a line, or one file that is divided at its pauses or by its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from storyreel.editing.lines import GAP_SAMPLES, joined, spoken_line
from storyreel.editing.loudness import SAMPLE_RATE_HZ
from storyreel.editing.pauses import divided, divided_by_length, pauses_of
from storyreel.editing.recording import keep
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech
from storyreel.film.errors import SettingsError
from storyreel.film.narration import Narration, Span
from storyreel.project.own_files import SOUNDS, files_in
from storyreel.project.own_sounds import own_speech

_NOTHING = " Nothing was made and nothing was spent."


def own_lines(
    path: Path, where: str, texts: Sequence[str], store: AssetStore
) -> tuple[tuple[Speech, ...], str]:
    """One recording a line, in order, and a warning if more was recorded than there are lines ('' otherwise).

    Raises:
        SettingsError: a file is missing or no sound, or there are fewer recordings, or pauses, than lines.
    """
    files, warning = _files(path, where, texts)
    if path.is_dir() or len(texts) == 1:
        spoken = [own_speech(file, where, store) for file in files[: len(texts)]]
    else:
        spoken = _divided(path, where, texts, store)
    lines = tuple(spoken_line(sound, text, store) for sound, text in zip(spoken, texts, strict=True))
    return lines, warning


def _divided(path: Path, where: str, texts: Sequence[str], store: AssetStore) -> list[np.ndarray]:
    """The parts of a recording, one for each text.

    Raises:
        SettingsError: there are fewer pauses than lines.
    """
    sound = own_speech(path, where, store)
    parts = divided(sound, texts)
    if parts is None:
        raise SettingsError(_too_few_pauses(sound, texts, path, where) + _NOTHING)
    return [sound[start:end] for start, end in parts]


def own_recording(path: Path, where: str, texts: Sequence[str], store: AssetStore) -> tuple[Narration, str]:
    """The whole recording, for a crew that hears its words, and a warning as `own_lines` gives it.

    Its calls have no names yet. Files of a folder are put one after another, those that are not used too, so
    that what is heard does not depend on which are used.

    Raises:
        SettingsError: a file is missing or no sound, or there are fewer recordings than lines.
    """
    files, warning = _files(path, where, texts)
    sounds = [own_speech(file, where, store) for file in files]
    whole = joined(sounds)
    if path.is_dir():
        parts, why_uncertain = _spans_in_whole(sounds)[: len(texts)], ""
    else:
        parts, why_uncertain = _parts(whole, texts, path, where)
    narration = Narration(
        recording=keep(whole, store),
        duration_ms=_milliseconds(len(whole)),
        names=(),
        texts=tuple(texts),
        spans=_in_milliseconds(parts),
        pauses=_in_milliseconds(pauses_of(whole)),
        apart=path.is_dir(),
        why_uncertain=why_uncertain,
    )
    return narration, warning


def _parts(sound: np.ndarray, texts: Sequence[str], path: Path, where: str) -> tuple[list[Span], str]:
    """The lines' spans in a recording, and why they are not certain ('' if they are)."""
    found = divided(sound, texts)
    if found is not None:
        return found, ""
    return divided_by_length(len(sound), texts), _too_few_pauses(sound, texts, path, where)


def _files(path: Path, where: str, texts: Sequence[str]) -> tuple[tuple[Path, ...], str]:
    """The recordings, and a warning if there are more of them than lines."""
    files = files_in(path, where, SOUNDS, "sound file")
    if not path.is_dir():
        return files, ""
    if len(files) < len(texts):
        raise SettingsError(
            f"{where} names {path.name!r} with {len(files)} recordings, and there are {len(texts)} lines to"
            f" speak; the next is {texts[len(files)][:60]!r}. One file a line is accepted.{_NOTHING}"
        )
    if len(files) == len(texts):
        return files, ""
    return files, (
        f"{where} names {path.name!r} with {len(files)} recordings for {len(texts)} lines; the last"
        f" {len(files) - len(texts)} are not used."
    )


def _too_few_pauses(sound: np.ndarray, texts: Sequence[str], path: Path, where: str) -> str:
    """Why a recording is not divided into its lines."""
    return (
        f"{where} names {path.name!r}, in which {len(pauses_of(sound)) + 1} stretches of speech are heard and"
        f" {len(texts)} lines were to be found. Pause for a second between lines, or name a folder with one"
        " file a line."
    )


def _spans_in_whole(sounds: Sequence[np.ndarray]) -> list[Span]:
    """Where each recording lies among all of them joined, in samples."""
    ends = np.cumsum([len(sound) + GAP_SAMPLES for sound in sounds])
    return [
        (int(end) - len(sound) - GAP_SAMPLES, int(end) - GAP_SAMPLES)
        for end, sound in zip(ends, sounds, strict=True)
    ]


def _in_milliseconds(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple((_milliseconds(start), _milliseconds(end)) for start, end in spans)


def _milliseconds(samples: int) -> int:
    return max(1, round(samples * 1000 / SAMPLE_RATE_HZ)) if samples else 0
