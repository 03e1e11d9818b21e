"""Runs the model: phonemes in, sound and the length of each phoneme out."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from storyreel.animatic.voice.kokoro.weights import UNITS, model

RATE_HZ = 24_000
UNIT_SAMPLES = 600
"""One unit of duration: 25 ms."""
_NUMBERED = (
    '·;:,.!?··—…"()“” \u0303ʣʥʦʨᵝꭧAI·····O·Q·ST··W·Yᵊabcdef·hijklmnopq'
    "rstuvwxyzɑɐɒæ··βɔɕç·ɖðʤə·ɚɛɜ··ɟ·ɡ······ɥ·ɨɪʝ······ɯɰŋɳɲɴø·ɸθ"
    "œ··ɹ·ɾɻ·ʁɽʂʃʈʧ·ʊʋ·ʌɣɤ·χʎ···ʒʔ·······ˈˌː···ʰ·ʲ····↓·→↗↘···ᵻ"
)
_SYMBOLS = {symbol: number for number, symbol in enumerate(_NUMBERED) if symbol != "·"}
"""The model's vocabulary (config.json of Kokoro-82M v1.0); its unused numbers hold a dot."""
_REST = 0


@dataclass(frozen=True)
class Delivery:
    """How phonemes are said."""

    style: np.ndarray
    """The voice, `(256,)` float32."""
    stretch: np.ndarray
    """Factor of each phoneme's length, `(phonemes,)`."""
    pause: np.ndarray
    """Units added to each phoneme, `(phonemes,)`."""
    pitch: float = 1.0
    """Factor of the pitch."""
    liveliness: float = 1.0
    """Factor of its range around `middle_hz`."""
    middle_hz: float = 150.0
    """The pitch that liveliness leaves as it is: the voice's own."""


@dataclass(frozen=True)
class Spoken:
    """What the model said: mono float32 at 24 kHz, and the phonemes' edges as samples of it."""

    samples: np.ndarray
    edges: np.ndarray
    """`(phonemes + 1,)`: the first phoneme begins at the first edge and ends at the second."""


class Kokoro:
    """The model of this process. It is loaded when it first speaks, which takes 0.8 s of processor time.

    It runs on one thread, because two cost half as much processor time again for the same sound
    (docs/LOG.md). Lines of a film are spoken side by side instead; each sounds the same whatever is spoken
    beside it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def say(self, phonemes: str, delivery: Delivery) -> Spoken:
        """The sound of up to 510 phonemes: the model takes 512, and a rest stands at each end.

        All of them must be in the model's vocabulary; `known` leaves the others out.
        """
        numbers = [_REST, *(_SYMBOLS[one] for one in phonemes), _REST]
        one = np.ones(1, np.float32)
        asked = {
            "tokens": np.array([numbers], np.int64),
            "style": delivery.style.reshape(1, 256).astype(np.float32),
            "speed": one,
            "stretch": np.pad(delivery.stretch.astype(np.float32), 1, constant_values=1.0),
            "pause": np.pad(delivery.pause.astype(np.float32), 1),
            "pitch": one * delivery.pitch * delivery.middle_hz ** (1 - delivery.liveliness),
            "liveliness": one * delivery.liveliness,
        }
        with self._lock:
            session = self._session
        samples, units = session.run(["audio", UNITS], asked)
        ends = np.cumsum(np.asarray(units).reshape(-1)) * UNIT_SAMPLES
        return Spoken(np.asarray(samples).reshape(-1), ends[:-1].astype(int))

    @cached_property
    def _session(self) -> Any:
        onnxruntime = _runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps 230 MB for good
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(model(), options, providers=["CPUExecutionProvider"])


def _runtime() -> Any:
    """onnxruntime, told to keep to itself what it does.

    Otherwise it makes an identifier of the machine and sends events to its maker (onnxruntime 1.32,
    core/platform/telemetry_1ds.cc; its `disable_telemetry_events` comes too late, after the import).
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # noqa: TID251 the runtime reads it while it is imported
    import onnxruntime

    return onnxruntime


def known(phonemes: str) -> str:
    """The phonemes without those that the model has no number for."""
    return "".join(one for one in phonemes if one in _SYMBOLS)


ENGINE = Kokoro()
"""The one model of this process."""
