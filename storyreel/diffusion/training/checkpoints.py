"""Progress of training on disk: the newest checkpoint is there whole or not at all."""

# pyright: reportMissingImports=false
# torch is in the extra `gpu`.

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path
from typing import Any

import torch

from storyreel.diffusion.jobs import TrainingJob
from storyreel.film.errors import RenderError

_KEPT_SECONDS = 30 * 24 * 3600
"""A run that nobody went on with for so long is removed."""


class Checkpoints:
    """The checkpoint of one job. The same job finds it again, whoever asks."""

    def __init__(self, folder: Path, job: TrainingJob, model_digest: str) -> None:
        _forget_old(folder)
        asked = f"{model_digest}\n{job.model_copy(update={'model': ''}).model_dump_json()}"
        self._folder = folder / hashlib.sha256(asked.encode()).hexdigest()[:32]
        self._file = self._folder / "checkpoint.pt"

    def save(self, state: dict[str, Any]) -> None:
        """Replace the checkpoint in one step.

        Raises:
            RenderError: the disk is full; the checkpoint before stays.
        """
        part = self._folder / "checkpoint.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as file:
                torch.save(state, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except (OSError, RuntimeError) as error:
            part.unlink(missing_ok=True)
            raise RenderError(
                f"A checkpoint of the training cannot be written to {str(self._folder)!r}: {error}. Free some"
                " disk space, then run the same command again: training goes on from the checkpoint before."
            ) from error

    def load(self) -> dict[str, Any] | None:
        """The newest checkpoint; None if there is none. Only tensors and numbers are read from it."""
        if not self._file.is_file():
            return None
        return torch.load(self._file, weights_only=True, map_location="cpu")

    def remove(self) -> None:
        """Forget the run: its weights are made."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _forget_old(folder: Path) -> None:
    if not folder.is_dir():
        return
    for one in folder.iterdir():
        if time.time() - one.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(one, ignore_errors=True)
