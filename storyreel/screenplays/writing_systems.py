"""Which writing systems a language is written in, and which one a text is in.

It does not know who speaks it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

# First words of Unicode's letter names, and the languages usually written so; every other language is taken
# to be written in Latin letters.
_LANGUAGES = {
    "CYRILLIC": (
        "ru",
        "uk",
        "be",
        "bg",
        "sr",
        "mk",
        "kk",
        "ky",
        "mn",
        "tg",
        "tt",
        "ba",
        "cv",
        "kv",
        "udm",
        "os",
        "ab",
    ),
    "GREEK": ("el", "grc"),
    "HEBREW": ("he", "yi"),
    "ARABIC": ("ar", "fa", "ur", "ug", "ps", "sd", "ckb"),
    "DEVANAGARI": ("hi", "mr", "ne", "sa", "kok"),
    "BENGALI": ("bn", "as", "bpy"),
    "GURMUKHI": ("pa",),
    "GUJARATI": ("gu",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "KANNADA": ("kn",),
    "MALAYALAM": ("ml",),
    "SINHALA": ("si",),
    "THAI": ("th",),
    "LAO": ("lo",),
    "MYANMAR": ("my", "shn"),
    "KHMER": ("km",),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "ETHIOPIC": ("am", "ti"),
    "HANGUL": ("ko",),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "CJK": ("zh", "cmn", "yue", "hak", "ja", "ko", "nan", "wuu"),
}
_SPOKEN_OF = {
    "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "CJK": "Chinese characters", "HANGUL": "Korean", "LATIN": "Latin letters",
}  # fmt: skip
_SUGGESTED = {"CJK": "cmn"}
_BOTH_WAYS = ("sr", "kk", "uz", "az", "tk", "ku", "ms", "ha")
"""Languages written in Latin letters, too, or in another beside."""
_SHARE = 0.5


def language_note(texts: Iterable[str], language: str) -> str:
    """A sentence where most of what is spoken is in a writing system that the film's language is not written in; '' otherwise.

    >>> language_note(["Уже поздно."], "en-us")
    "The script is written in Cyrillic letters and the film's language is 'en-us', so its lines are spoken as
    that language would. Type --language ru (or another of uk, be, bg), or set language in film.toml."
    >>> language_note(["It is late."], "en-us")
    ''
    """
    counts = Counter(system for text in texts for sign in text if (system := writing_system(sign)))
    total = counts.total()
    kana = counts["HIRAGANA"] + counts["KATAKANA"]
    foremost = "HIRAGANA" if kana > 0.1 * total else counts.most_common(1)[0][0] if total else ""
    spoken = language.split("-")[0]
    if (
        not foremost
        or spoken in _BOTH_WAYS
        or _is_written_in(spoken, foremost)
        or (foremost != "HIRAGANA" and counts[foremost] < _SHARE * total)
    ):
        return ""
    languages = _LANGUAGES.get(foremost, ("en-us", "de", "fr"))
    first = _SUGGESTED.get(foremost, languages[0])
    others = ", ".join(name for name in languages[:4] if name != first)
    called = _SPOKEN_OF.get(foremost, f"{foremost.title()} letters")
    return (
        f"The script is written in {called} and the film's language is {language!r}, so its lines are spoken"
        f" as that language would. Type --language {first}{f' (or another of {others})' if others else ''},"
        " or set language in film.toml."
    )


def writing_system(sign: str) -> str:
    """The first word of a letter's Unicode name, '' for what is no letter.

    >>> writing_system("я"), writing_system("光"), writing_system("!")
    ('CYRILLIC', 'CJK', '')
    """
    if sign.isascii():
        return "LATIN" if sign.isalpha() else ""
    return unicodedata.name(sign, "").split(" ")[0].split("-")[0] if sign.isalpha() else ""


def languages_written_in(system: str) -> tuple[str, ...]:
    """Languages that are usually written in a system, the foremost first.

    () for the Latin, in which every other language is.

    >>> languages_written_in("HANGUL"), languages_written_in("LATIN")
    (('ko',), ())
    """
    return _LANGUAGES.get(system, ())


def _is_written_in(language: str, system: str) -> bool:
    own = [known for known, languages in _LANGUAGES.items() if language in languages]
    return system in own if own else system == "LATIN"
