"""Which scripts a language is written in, and which one a text is in. Scripts are ISO 15924 codes: 'Cyrl'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from fontTools import unicodedata
from langcodes import Language

LATIN = "Latn"
_PARTS = {"Jpan": ("Hira", "Kana", "Hani"), "Kore": ("Hang", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",)}
"""Scripts of one letter each, for the codes that stand for several together."""
_OTHER_SCRIPTS = {"grc": "Grek"}
"""Ancient Greek is typed in Greek letters; CLDR's script for it is the Cypriot syllabary."""
_FOREMOST = {
    "Cyrl": ("ru", "uk", "be", "bg"),
    "Grek": ("el", "grc"),
    "Hebr": ("he", "yi"),
    "Arab": ("ar", "fa", "ur", "ug"),
    "Deva": ("hi", "mr", "ne", "sa"),
    "Beng": ("bn", "as", "bpy"),
    "Guru": ("pa",),
    "Gujr": ("gu",),
    "Taml": ("ta",),
    "Telu": ("te",),
    "Knda": ("kn",),
    "Mlym": ("ml",),
    "Sinh": ("si",),
    "Thai": ("th",),
    "Laoo": ("lo",),
    "Mymr": ("my", "shn"),
    "Khmr": ("km",),
    "Geor": ("ka",),
    "Armn": ("hy",),
    "Ethi": ("am", "ti"),
    "Hang": ("ko",),
    "Hira": ("ja",),
    "Kana": ("ja",),
    "Hani": ("cmn", "zh", "yue", "hak"),
}
"""Languages to suggest for a script, the most likely first."""
_SUGGESTED_FOR_LATIN = ("en-us", "de", "fr")
_CALLED = {
    "Hira": "Japanese",
    "Kana": "Japanese",
    "Hani": "Chinese characters",
    "Hang": "Korean",
    LATIN: "Latin letters",
}
_BOTH_WAYS = ("sr", "kk", "uz", "az", "tk", "ku", "ms", "ha")
"""Languages that are also written in a script that CLDR does not name first."""
_SHARE = 0.5


def language_note(texts: Iterable[str], language: str) -> str:
    """A warning if most of what is spoken is in a script that the film's language is not written in, else ''.

    >>> language_note(["Уже поздно."], "en-us")  # doctest: +NORMALIZE_WHITESPACE
    "The script is written in Cyrillic letters and the film's language is 'en-us', so its lines are spoken as
    that language would. Type --language ru (or another of uk, be, bg), or set language in film.toml."
    >>> language_note(["It is late."], "en-us")
    ''
    """
    foremost = _foremost_script(texts)
    spoken = language.split("-")[0]
    if not foremost or spoken in _BOTH_WAYS or foremost in scripts_of(spoken):
        return ""
    first, *others = _FOREMOST.get(foremost, _SUGGESTED_FOR_LATIN)
    called = _CALLED.get(foremost) or f"{unicodedata.script_name(foremost)} letters"
    alternatives = f" (or another of {', '.join(others)})" if others else ""
    return (
        f"The script is written in {called} and the film's language is {language!r}, so its lines are spoken"
        f" as that language would. Type --language {first}{alternatives}, or set language in film.toml."
    )


def _foremost_script(texts: Iterable[str]) -> str:
    """The script of at least half of the letters, '' if there is none; a tenth of kana makes Japanese."""
    counts = Counter(script for text in texts for sign in text if (script := script_of(sign)))
    if not counts:
        return ""
    if counts["Hira"] + counts["Kana"] > 0.1 * counts.total():
        return "Hira"
    foremost, count = counts.most_common(1)[0]
    return foremost if count >= _SHARE * counts.total() else ""


def script_of(sign: str) -> str:
    """The script of a letter, '' for what is not a letter, or is one of every script.

    >>> script_of("я"), script_of("光"), script_of("!")
    ('Cyrl', 'Hani', '')
    """
    if sign.isascii():
        return LATIN if sign.isalpha() else ""
    return _script_beyond_ascii(sign) if sign.isalpha() else ""


@cache
def _script_beyond_ascii(sign: str) -> str:
    script = unicodedata.script(sign)
    if script not in ("Zyyy", "Zinh"):
        return script
    shared = _scripts_sharing(sign)
    return shared[0] if shared else ""


def _scripts_sharing(sign: str) -> list[str]:
    """The scripts that use a sign of several, in order: Hira and Kana for Japan's long-vowel mark."""
    return sorted(unicodedata.script_extension(sign) - {"Zyyy", "Zinh"})


def languages_written_in(script: str) -> tuple[str, ...]:
    """Languages that a text in this script may be in, the most likely first; () for Latin letters.

    >>> languages_written_in("Hang"), languages_written_in("Latn")
    (('ko',), ())
    """
    return _FOREMOST.get(script, ())


@cache
def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts that a language is written in: Latin letters if the language is not known.

    language: an ISO 639 code.

    >>> scripts_of("ru"), scripts_of("ja"), scripts_of("de"), scripts_of("qya")
    (('Cyrl',), ('Hira', 'Kana', 'Hani'), ('Latn',), ('Latn',))
    """
    usual = _usual_script(language)
    return _PARTS.get(usual, (usual,))


def _usual_script(language: str) -> str:
    return _OTHER_SCRIPTS.get(language) or Language.get(language).maximize().script or LATIN
