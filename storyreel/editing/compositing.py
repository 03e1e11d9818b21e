"""What we use of MoviePy, imported so that it reads no `.env`.

By itself MoviePy looks for one from its own folder up to the root of the disk when it is imported, puts what
it finds into the environment and runs the program that FFMPEG_BINARY names there. Whoever can write a file
above the installation could so run programs here, and change where keys are sent.
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
