"""Pictures, clips and recordings as a person might bring them, small."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import soundfile
from PIL import Image


def picture(
    path: Path, colour: tuple[int, int, int] = (200, 40, 40), size: tuple[int, int] = (320, 180)
) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def clip(
    path: Path,
    colours: list[tuple[int, int, int]],
    frames_each: int = 12,
    rate: int = 12,
    size: tuple[int, int] = (160, 90),
) -> Path:
    """A clip that shows one colour after another, a cut between them."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264" if path.suffix != ".webm" else "libvpx-vp9", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for colour in colours:
            pixels = np.full((size[1], size[0], 3), colour, np.uint8)
            pixels[: size[1] // 4] = pixels[: size[1] // 4] // 2
            for _ in range(frames_each):
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def tone(
    path: Path, seconds: float = 2.0, hertz: float = 330.0, channels: int = 2, rate: int = 44100
) -> Path:
    wave = 0.1 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)
    soundfile.write(path, np.repeat(wave[:, None], channels, axis=1), rate)
    return path


def talk(path: Path, lengths: list[float], pause: float = 0.8, rate: int = 16000) -> Path:
    """Stretches of noise with the rhythm of syllables, silence between them and at both ends."""
    chance = np.random.default_rng(1)
    parts = [np.zeros(int(pause * rate))]
    for seconds in lengths:
        samples = int(seconds * rate)
        syllables = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * np.arange(samples) / rate)
        parts += [0.1 * chance.standard_normal(samples) * syllables, np.zeros(int(pause * rate))]
    soundfile.write(path, np.concatenate(parts), rate)
    return path
