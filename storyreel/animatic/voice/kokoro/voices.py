"""The model's 54 voices, and mixtures of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from storyreel.animatic.narrators import VOICES
from storyreel.animatic.voice.espeak import NEIGHBOUR_LANGUAGES
from storyreel.film.errors import UsageError, shown
from storyreel.film.voice_mixtures import MOST_PARTS, mixed_voices

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
_MEASURED = {
    "af_alloy": (132, 182),
    "af_aoede": (173, 201),
    "af_bella": (187, 192),
    "af_heart": (191, 205),
    "af_jessica": (203, 211),
    "af_kore": (147, 200),
    "af_nicole": (143, 139),
    "af_nova": (149, 189),
    "af_river": (178, 208),
    "af_sarah": (183, 186),
    "af_sky": (151, 200),
    "am_adam": (108, 195),
    "am_echo": (106, 185),
    "am_eric": (146, 205),
    "am_fenrir": (129, 214),
    "am_liam": (114, 212),
    "am_michael": (108, 180),
    "am_onyx": (81, 186),
    "am_puck": (110, 208),
    "am_santa": (154, 205),
    "bf_alice": (204, 201),
    "bf_emma": (173, 200),
    "bf_isabella": (203, 189),
    "bf_lily": (165, 198),
    "bm_daniel": (118, 197),
    "bm_fable": (112, 188),
    "bm_george": (136, 176),
    "bm_lewis": (97, 180),
    "ef_dora": (170, 245),
    "em_alex": (125, 240),
    "em_santa": (125, 233),
    "ff_siwis": (202, 203),
    "hf_alpha": (214, 186),
    "hf_beta": (181, 201),
    "hm_omega": (120, 180),
    "hm_psi": (127, 190),
    "if_sara": (218, 218),
    "im_nicola": (96, 212),
    "jf_alpha": (268, 192),
    "jf_gongitsune": (225, 172),
    "jf_nezumi": (231, 168),
    "jf_tebukuro": (321, 178),
    "jm_kumo": (90, 186),
    "pf_dora": (174, 240),
    "pm_alex": (129, 235),
    "pm_santa": (128, 231),
    "zf_xiaobei": (229, 158),
    "zf_xiaoni": (222, 180),
    "zf_xiaoxiao": (229, 198),
    "zf_xiaoyi": (287, 190),
    "zm_yunjian": (107, 190),
    "zm_yunxi": (143, 185),
    "zm_yunxia": (276, 186),
    "zm_yunyang": (106, 207),
}
"""The median pitch in hertz and the words a minute of each voice, over one sentence of ten words."""


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
        return float(np.exp(sum(weight * np.log(_MEASURED[name][0]) for name, weight in self.parts)))

    @property
    def words_per_minute(self) -> float:
        """How fast it speaks of itself."""
        return sum(weight * _MEASURED[name][1] for name, weight in self.parts)


def mixture(name: str) -> Mixture:
    """The voice of a name: 'af_heart', or a mixture by weight, 'af_heart(2)+bf_emma(1)'.

    Raises:
        UsageError: there is no such voice.

    >>> mixture("af_heart(3)+bf_emma").parts
    (('af_heart', 0.75), ('bf_emma', 0.25))
    """
    parts = mixed_voices(name)
    if not parts or any(one not in _MEASURED for one, _ in parts):
        raise UsageError(
            f"kokoro has no voice {shown(name)}. Accepted are {', '.join(VOICES)}, and mixtures of up to"
            f" {MOST_PARTS} by weight, such as 'af_heart(2)+bf_emma(1)'. Nothing was made and nothing was"
            " spent."
        )
    return Mixture(parts)


def language_of(name: str) -> str:
    """The language for which a voice of the model was made, as a BCP 47 tag.

    >>> language_of("bf_emma")
    'en-gb'
    """
    return _LANGUAGES[name[0]]


def is_british(language: str) -> bool:
    """Whether a kind of English, by its BCP 47 tag, is spoken as in Britain; all others as in America.

    >>> [is_british(tag) for tag in ("en-gb", "en-au", "en-ca", "en")]
    [True, True, False, False]
    """
    return NEIGHBOUR_LANGUAGES.get(language, language).startswith("en-gb")


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
