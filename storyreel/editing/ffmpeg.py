"""Runs ffmpeg; it is started nowhere else."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

import imageio_ffmpeg

from storyreel.film.errors import RenderError

LAST_LINES = 8


def ffmpeg_path() -> str:
    """Path of the ffmpeg program that the imageio-ffmpeg wheel brought."""
    return imageio_ffmpeg.get_ffmpeg_exe()


def run_ffmpeg(arguments: Sequence[str], timeout_seconds: float = 1800) -> None:
    """Run ffmpeg to its end.

    Raises:
        RenderError: it failed or took longer than `timeout_seconds`.
    """
    command = [ffmpeg_path(), "-hide_banner", "-nostdin", "-v", "error", "-y", *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=timeout_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RenderError(
            f"ffmpeg took longer than {timeout_seconds:.0f} s and was stopped.", command=command
        ) from error
    if done.returncode:
        raise _failure(done, command)


def _failure(done: subprocess.CompletedProcess[str], command: list[str]) -> RenderError:
    last = _last_lines(done.stderr)
    return RenderError(
        f"ffmpeg failed with exit code {done.returncode}: {last}", command=command, last_lines=last
    )


def _last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-LAST_LINES:])
