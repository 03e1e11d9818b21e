"""Clips whose every frame carries its number as black and white squares, readable after encoding."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import av
import numpy as np
import soundfile

from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.recipe import SAMPLE_RATE_HZ, PictureRecipe
from storyreel.film.timecode import FrameRate, FrameSize

BITS = 10
RECIPE = PictureRecipe(size=FrameSize(width_px=320, height_px=180))
RATES = (
    FrameRate(),
    FrameRate(numerator=25),
    FrameRate(numerator=30),
    FrameRate(numerator=24000, denominator=1001),
)


def numbered_picture(number: int, size: FrameSize = RECIPE.size, grey: int = 110) -> np.ndarray:
    """The number in ten squares across the middle, over a pattern that moves; (height, width, 3) uint8."""
    picture = np.full((size.height_px, size.width_px, 3), grey, np.uint8)
    picture[: size.height_px // 5, (number * 4) % size.width_px :][:, :30] = (200, 90, 40)
    square = size.width_px // BITS
    for bit in range(BITS):
        picture[size.height_px // 3 : size.height_px // 3 + square, bit * square : (bit + 1) * square] = (
            235 if number >> bit & 1 else 20
        )
    return picture


def read_number(luma: np.ndarray) -> int:
    """The number on a picture, from its luma plane."""
    height, width = luma.shape
    square = width // BITS
    row = luma[height // 3 + square // 4 : height // 3 + square - square // 4]
    return sum(
        int(row[:, bit * square + square // 4 : (bit + 1) * square - square // 4].mean() > 128) << bit
        for bit in range(BITS)
    )


def key_frames(path: Path) -> set[int]:
    """Numbers of the frames of a video that start a group."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        first = min(packet.pts or 0 for packet in packets)
        rate = stream.average_rate or 0
        return {
            round(((packet.pts or 0) - first) * (packet.time_base or 0) * rate)
            for packet in packets
            if packet.is_keyframe
        }


def numbered_clip(
    store: AssetStore,
    numbers: Iterable[int],
    recipe: PictureRecipe = RECIPE,
    keys: Collection[int] = (),
    grey: int = 110,
) -> AssetRef:
    """A clip by the film's recipe that shows these numbers."""
    path = store.workspace() / "clip.mp4"
    with PictureEncoder(path, recipe, keys) as encoder:
        for number in numbers:
            encoder.add(frame_of_rgb(numbered_picture(number, recipe.size, grey)))
    return store.put(path, "video/mp4")


def plain_clip(store: AssetStore, level: int, frames: int, recipe: PictureRecipe = RECIPE) -> AssetRef:
    """A clip of one even grey."""
    path = store.workspace() / "clip.mp4"
    picture = np.full((recipe.size.height_px, recipe.size.width_px, 3), level, np.uint8)
    with PictureEncoder(path, recipe) as encoder:
        for _ in range(frames):
            encoder.add(frame_of_rgb(picture))
    return store.put(path, "video/mp4")


def tone(store: AssetStore, samples: int) -> AssetRef:
    """A stereo tone as FLAC."""
    path = store.workspace() / "tone.flac"
    wave = 0.2 * np.sin(2 * np.pi * 440 * np.arange(samples) / SAMPLE_RATE_HZ)
    soundfile.write(path, np.column_stack([wave, wave]).astype(np.float32), SAMPLE_RATE_HZ, subtype="PCM_24")
    return store.put(path, "audio/flac")


def lumas(path: Path) -> list[np.ndarray]:
    """The luma plane of every picture, (height, width) uint8."""
    with av.open(str(path)) as container:
        return [
            frame.to_ndarray(format="gray8") if frame.format.name == "gray8" else _luma(frame)
            for frame in container.decode(video=0)
        ]


def _luma(frame: av.VideoFrame) -> np.ndarray:
    return frame.to_ndarray()[: frame.height].copy()


def numbers_in(path: Path) -> list[int]:
    """The number on every picture of a file."""
    return [read_number(luma) for luma in lumas(path)]
