"""The English "'s" in phonetic signs."""

from __future__ import annotations

POSSESSIVES = ("'s", "’s")  # noqa: RUF001 both are written
_VOICELESS, _SIBILANTS = "ptkfθ", "szʃʒ"


def possessive_of(ipa: str) -> str:
    """IPA of a name with its possessive ending.

    >>> possessive_of("ˈziːmənz"), possessive_of("dʒæk"), possessive_of("ˈænə")
    ('ˈziːmənzɪz', 'dʒæks', 'ˈænəz')
    """
    if ipa.endswith(tuple(_SIBILANTS)):
        return f"{ipa}ɪz"
    return f"{ipa}s" if ipa.endswith(tuple(_VOICELESS)) else f"{ipa}z"
