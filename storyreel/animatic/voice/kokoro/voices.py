"""The model's 54 voices, and mixtures of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from storyreel.film.errors import UsageError, shown

_PART = re.compile(r"\s*(?P<name>[a-z]{2}_[a-z]+)\s*(?:\((?P<weight>\d{1,3}(?:\.\d{1,3})?)\))?\s*")
_LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "zh",
}
_MOST_PARTS = 8
MIDDLE_HZ = {
    "af_alloy": 190,
    "af_aoede": 190,
    "af_bella": 190,
    "af_heart": 190,
    "af_jessica": 190,
    "af_kore": 190,
    "af_nicole": 190,
    "af_nova": 190,
    "af_river": 190,
    "af_sarah": 190,
    "af_sky": 190,
    "am_adam": 115,
    "am_echo": 115,
    "am_eric": 115,
    "am_fenrir": 115,
    "am_liam": 115,
    "am_michael": 115,
    "am_onyx": 115,
    "am_puck": 115,
    "am_santa": 115,
    "bf_alice": 190,
    "bf_emma": 190,
    "bf_isabella": 190,
    "bf_lily": 190,
    "bm_daniel": 115,
    "bm_fable": 115,
    "bm_george": 115,
    "bm_lewis": 115,
    "ef_dora": 190,
    "em_alex": 115,
    "em_santa": 115,
    "ff_siwis": 190,
    "hf_alpha": 190,
    "hf_beta": 190,
    "hm_omega": 115,
    "hm_psi": 115,
    "if_sara": 190,
    "im_nicola": 115,
    "jf_alpha": 190,
    "jf_gongitsune": 190,
    "jf_nezumi": 190,
    "jf_tebukuro": 190,
    "jm_kumo": 115,
    "pf_dora": 190,
    "pm_alex": 115,
    "pm_santa": 115,
    "zf_xiaobei": 190,
    "zf_xiaoni": 190,
    "zf_xiaoxiao": 190,
    "zf_xiaoyi": 190,
    "zm_yunjian": 115,
    "zm_yunxi": 115,
    "zm_yunxia": 115,
    "zm_yunyang": 115,
}
"""The pitch of each voice, hertz: the median over one sentence."""


@dataclass(frozen=True)
class Mixture:
    """A voice made of the model's own, by weight. Weights add up to 1."""

    parts: tuple[tuple[str, float], ...]

    def style(self, phonemes: int) -> np.ndarray:
        """The voice for a line of that many phonemes, `(256,)` float32."""
        return sum((weight * _row(name, phonemes) for name, weight in self.parts), np.zeros(256, np.float32))

    @property
    def middle_hz(self) -> float:
        """The pitch about which it speaks."""
        return float(np.exp(sum(weight * np.log(MIDDLE_HZ[name]) for name, weight in self.parts)))


def mixture(name: str) -> Mixture:
    """The voice of a name: 'af_heart', or a mixture by weight, 'af_heart(2)+bf_emma(1)'.

    Raises:
        UsageError: there is no such voice.

    >>> mixture("af_heart(3)+bf_emma").parts
    (('af_heart', 0.75), ('bf_emma', 0.25))
    """
    found = [_PART.fullmatch(part) for part in name.split("+")]
    parts = [(one["name"], float(one["weight"] or 1)) for one in found if one]
    total = sum(weight for _, weight in parts)
    if (
        len(parts) != len(found)
        or len(parts) > _MOST_PARTS
        or not total
        or any(one not in MIDDLE_HZ for one, _ in parts)
    ):
        raise UsageError(
            f"kokoro has no voice {shown(name)}. Accepted are {', '.join(names())}, and mixtures of up to"
            f" {_MOST_PARTS} by weight, such as 'af_heart(2)+bf_emma(1)'. Nothing was made and nothing was"
            " spent."
        )
    return Mixture(tuple((one, weight / total) for one, weight in parts))


def names() -> tuple[str, ...]:
    """The names of the model's own voices."""
    return tuple(MIDDLE_HZ)


def language_of(name: str) -> str:
    """The language for which a voice of the model was made, as a BCP 47 tag.

    >>> language_of("bf_emma")
    'en-gb'
    """
    return _LANGUAGES[name[0]]


@cache
def _tables() -> Mapping[str, np.ndarray]:
    with files("storyreel.animatic.voice.kokoro").joinpath("voices.npz").open("rb") as file:
        return dict(np.load(file))


@lru_cache(maxsize=256)
def _row(name: str, phonemes: int) -> np.ndarray:
    """A voice's values for a line of that many phonemes, between the two nearest rows that are kept."""
    tables = _tables()
    rows, table = tables["rows"], tables[name].astype(np.float32)
    above = int(min(len(rows) - 1, max(1, np.searchsorted(rows, phonemes))))
    low, high = float(rows[above - 1]), float(rows[above])
    share = np.float32(min(1.0, max(0.0, (phonemes - low) / (high - low))))
    return table[above - 1] * (1 - share) + table[above] * share
