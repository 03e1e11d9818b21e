"""Which language a film speaks: the one that was chosen, or the one that its script is written in."""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.screenplays.vocabulary import LANGUAGES, vocabulary

USUAL = "en-us"
"""Spoken if no other language can be."""
# ISO 639-1 codes that espeak-ng 1.52 has a voice for, beside those of the languages with a data file.
VOICED = frozenset(
    (
        "af", "am", "as", "az", "ba", "be", "bg", "bn", "bs", "ca", "cs", "cv", "cy", "da", "el", "eo",
        "et", "eu", "fa", "fi", "ga", "gd", "gn", "gu", "he", "hr", "hu", "hy", "ia", "id", "io", "is",
        "ka", "kk", "kl", "kn", "ku", "ky", "la", "lb", "lt", "lv", "mi", "mk", "ml", "mr", "ms", "mt",
        "my", "ne", "no", "om", "or", "pa", "qu", "ro", "sd", "si", "sk", "sl", "sq", "sr", "sv", "sw",
        "ta", "te", "th", "ti", "tk", "tn", "tr", "tt", "ug", "ur", "uz", "vi",
    )
)  # fmt: skip


@dataclass(frozen=True)
class SpokenLanguage:
    """A film's language as the tag that voices take."""

    tag: str
    note: str = ""
    """What a person is told if it is not the script's own; '' otherwise."""


def spoken_language(chosen: str | None, written: str) -> SpokenLanguage:
    """The language that a film speaks.

    chosen: the tag from the command line or film.toml. written: ISO 639-1 code of the script's
    language.

    >>> spoken_language(None, "de").tag, spoken_language("fr", "de").tag, spoken_language(None, "en").tag
    ('de', 'fr', 'en-us')
    """
    if chosen:
        return SpokenLanguage(chosen)
    if written in LANGUAGES:
        return SpokenLanguage(vocabulary(written).voice)
    if written in VOICED:
        return SpokenLanguage(written)
    return SpokenLanguage(
        USUAL,
        f"The script's language is {written!r}, for which the embedded narrator has no voice, so its lines"
        f" are spoken in {USUAL!r}. Type --language and the tag of another, or name a narrator that speaks it"
        f" and type --language {written}.",
    )
