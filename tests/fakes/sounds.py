"""Speech, effects and music of fake services: tones of the right length, with times of every character."""

from __future__ import annotations

import hashlib
import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    import av

RATE_HZ = 24000
_VOWELS = {"a": 800, "e": 500, "i": 320, "o": 450, "u": 350, "y": 340}
_CODECS = {
    "mp3": ("mp3", "libmp3lame", "audio/mpeg"),
    "wav": ("wav", "pcm_s16le", "audio/wav"),
    "opus": ("ogg", "libopus", "audio/ogg"),
    "flac": ("flac", "flac", "audio/flac"),
    "aac": ("adts", "aac", "audio/aac"),
    "ogg_vorbis": ("ogg", "libopus", "audio/ogg"),
}


def character_seconds(text: str) -> list[tuple[str, float, float]]:
    """Each character with when it begins and ends; the first begins at 0.05 s."""
    spans, at = [], 0.05
    for letter in text:
        length = (
            0.22 if letter in ".!?…" else 0.12 if letter in ",;:\n" else 0.05 if letter.isspace() else 0.065
        )
        spans.append((letter, round(at, 4), round(at + length, 4)))
        at += length
    return spans


def word_seconds(text: str) -> list[tuple[str, int, float, float]]:
    """Each word with its 0-based place in the text, its beginning and its end."""
    spans = character_seconds(text)
    return [
        (found.group(), found.start(), spans[found.start()][1], spans[found.end() - 1][2])
        for found in re.finditer(r"\S+", text)
    ]


def speech_seconds(text: str) -> float:
    """How long the text takes, with a breath at both ends."""
    spans = character_seconds(text)
    return (spans[-1][2] if spans else 0.05) + 0.15


def speech(made: dict[str, Any]) -> tuple[bytes, str]:
    """The line in a voice of beeps: vowels sing, consonants hiss, silence between words."""
    digest = hashlib.sha256(made["voice"].encode()).digest()
    pitch = 90 + digest[0] / 2
    samples = np.zeros(
        round((speech_seconds(made["text"]) + made.get("more_seconds", 0.0)) * RATE_HZ), np.float32
    )
    noise = np.random.default_rng(digest[1])
    for letter, begins, ends in character_seconds(made["text"]):
        if not letter.isalnum():
            continue
        first, last = round(begins * RATE_HZ), round(ends * RATE_HZ)
        clock = np.arange(last - first) / RATE_HZ
        formant = _VOWELS.get(letter.lower())
        tone = (
            0.25 * np.sin(2 * np.pi * pitch * clock) + 0.15 * np.sin(2 * np.pi * formant * clock)
            if formant
            else 0.05 * noise.standard_normal(len(clock))
        )
        samples[first:last] = (tone * np.hanning(len(clock)))[: max(0, len(samples) - first)]
    return sounding(samples, made["format"], "" if made.get("bare") else made["text"])


def effect(made: dict[str, Any]) -> tuple[bytes, str]:
    """Noise that swells and dies, in stereo."""
    count = round(made["seconds"] * 44100)
    noise = np.random.default_rng(len(made["text"])).standard_normal((count, 2)).astype(np.float32)
    return sounding(0.12 * noise * np.hanning(count)[:, None], made["format"], made["text"], 44100)


def music(made: dict[str, Any]) -> tuple[bytes, str]:
    """A chord over a slow pulse, in stereo, in a key of the prompt's own."""
    count = round(made["seconds"] * 44100)
    clock = np.arange(count, dtype=np.float32) / 44100
    root = 110 * 2 ** (hashlib.sha256(made["text"].encode()).digest()[0] % 12 / 12)
    chord = sum(np.sin(2 * np.pi * root * ratio * clock) for ratio in (1, 1.2, 1.5)) * (
        0.6 + 0.4 * np.sin(2 * np.pi * 0.5 * clock)
    )
    return sounding(0.1 * np.stack([chord, chord], axis=1), made["format"], made["text"], 44100)


def sounding(samples: np.ndarray, form: str, words: str, rate_hz: int = RATE_HZ) -> tuple[bytes, str]:
    """The samples in [-1, 1] as a file of a form such as mp3_44100_128 or wav; its comment says the words."""
    kind, _, rest = form.partition("_")
    if form.startswith("ogg_vorbis"):
        kind, rest = "ogg_vorbis", ""
    asked = int(rest.partition("_")[0]) if rest[:1].isdigit() else rate_hz
    channels = samples[None, :] if samples.ndim == 1 else samples.T
    whole = np.clip(channels * 32767, -32768, 32767).astype(np.int16)
    if kind in ("pcm", "ulaw", "alaw"):
        return _resampled(whole, rate_hz, asked).T.tobytes(), "audio/pcm"
    return _file(whole, rate_hz, 48000 if "opus" in (kind, _CODECS[kind][1][3:]) else asked, kind, words)


def _resampled(samples: np.ndarray, rate_hz: int, asked_hz: int) -> np.ndarray:
    count = round(samples.shape[1] * asked_hz / rate_hz)
    where = np.linspace(0, samples.shape[1] - 1, count)
    return np.stack([np.interp(where, np.arange(samples.shape[1]), channel) for channel in samples]).astype(
        np.int16
    )


def _file(samples: np.ndarray, rate_hz: int, asked_hz: int, kind: str, words: str) -> tuple[bytes, str]:
    import av

    container, codec, media_type = _CODECS[kind]
    layout = "mono" if samples.shape[0] == 1 else "stereo"
    out = io.BytesIO()
    with av.open(
        out,
        "w",
        format=container,
        options={} if words or kind != "mp3" else {"id3v2_version": "0", "write_xing": "0"},
    ) as file:
        if words:
            file.metadata["comment"] = words
        fastest = {"compression_level": "9"} if kind == "mp3" else {}
        stream = cast("av.AudioStream", file.add_stream(codec, rate=asked_hz, options=fastest))
        stream.layout = layout
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(_resampled(samples, rate_hz, asked_hz).T.reshape(1, -1)),
            format="s16",
            layout=layout,
        )
        frame.sample_rate, frame.time_base = asked_hz, Fraction(1, asked_hz)
        file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return out.getvalue(), media_type


def listen(content: bytes) -> tuple[str, float]:
    """The words in a file's comment ("" when it has none) and how many seconds it sounds.

    Raises ValueError for what is no sound.
    """
    import av
    import av.error

    try:
        with av.open(io.BytesIO(content), "r") as file:
            notes = {
                name.lower(): text
                for source in (file.metadata, file.streams.audio[0].metadata)
                for name, text in source.items()
            }
            count = sum(frame.samples for frame in file.decode(audio=0))
            return notes.get("comment", ""), count / file.streams.audio[0].rate
    except (av.error.FFmpegError, IndexError) as error:
        raise ValueError(f"{len(content)} bytes beginning {content[:8]!r} are no sound") from error
