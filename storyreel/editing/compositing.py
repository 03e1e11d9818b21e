"""The parts of MoviePy that are used, imported so that it reads no `.env`.

When it is imported, MoviePy looks for such a file from its own folder up to the root of the disk, puts what
it finds into the environment and runs the program that FFMPEG_BINARY names there. A person who can write a
file above the installation could run programs that way, and change where keys are sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dotenv

__all__ = ["CompositeVideoClip", "Effect", "ImageClip"]


@contextmanager
def _no_env_files() -> Iterator[None]:
    found, loaded = dotenv.find_dotenv, dotenv.load_dotenv
    dotenv.find_dotenv, dotenv.load_dotenv = (lambda *_, **__: ""), (lambda *_, **__: False)
    try:
        yield
    finally:
        dotenv.find_dotenv, dotenv.load_dotenv = found, loaded


with _no_env_files():
    from moviepy import CompositeVideoClip, Effect, ImageClip
