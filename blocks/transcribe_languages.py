"""The languages of Amazon Transcribe, and the one it is asked for if a tag names no region that it knows."""

from __future__ import annotations

from types import MappingProxyType

from storyreel.film.errors import CapabilityError

REGIONS = MappingProxyType(
    {
        "ab": "GE",
        "af": "ZA",
        "am": "ET",
        "ar": "SA AE",
        "ast": "ES",
        "az": "AZ",
        "ba": "RU",
        "be": "BY",
        "bg": "BG",
        "bn": "IN",
        "bs": "BA",
        "ca": "ES",
        "ckb": "IQ IR",
        "cs": "CZ",
        "cy": "GB WL",
        "da": "DK",
        "de": "DE CH",
        "el": "GR",
        "en": "US AB AU GB IE IN NZ WL ZA",
        "es": "ES MX US",
        "et": "EE ET",
        "eu": "ES",
        "fa": "IR AF",
        "fi": "FI",
        "fr": "FR CA",
        "ga": "IE",
        "gd": "GB",
        "gl": "ES",
        "gu": "IN",
        "ha": "NG",
        "he": "IL",
        "hi": "IN",
        "hr": "HR",
        "ht": "HT",
        "hu": "HU",
        "hy": "AM",
        "id": "ID",
        "is": "IS",
        "it": "IT",
        "ja": "JP",
        "jv": "ID",
        "ka": "GE",
        "kab": "DZ",
        "kk": "KZ",
        "km": "KH",
        "kn": "IN",
        "ko": "KR",
        "ky": "KG",
        "lg": "IN",
        "lt": "LT",
        "lv": "LV",
        "mhr": "RU",
        "mi": "NZ",
        "mk": "MK",
        "ml": "IN",
        "mn": "MN",
        "mr": "IN",
        "ms": "MY",
        "mt": "MT",
        "my": "MM",
        "ne": "NP",
        "nl": "NL",
        "no": "NO",
        "or": "IN",
        "pa": "IN",
        "pl": "PL",
        "ps": "AF",
        "pt": "BR PT",
        "ro": "RO",
        "ru": "RU",
        "rw": "RW",
        "si": "LK",
        "sk": "SK",
        "sl": "SI",
        "so": "SO",
        "sq": "AL",
        "sr": "RS",
        "su": "ID",
        "sv": "SE",
        "sw": "KE BI RW TZ UG",
        "ta": "IN",
        "te": "IN",
        "th": "TH",
        "tl": "PH",
        "tr": "TR",
        "tt": "RU",
        "ug": "CN",
        "uk": "UA",
        "uz": "UZ",
        "vi": "VN",
        "wo": "SN",
        "zh": "CN HK TW",
        "zu": "ZA",
    }
)
"""The regions of each language, the usual one first (botocore 1.43.117, `LanguageCode` of transcribe)."""
_SAME = MappingProxyType(
    {
        "arb": "ar",
        "cmn": "zh",
        "fil": "tl",
        "in": "id",
        "iw": "he",
        "nb": "no",
        "nn": "no",
        "zh-hans": "zh-cn",
        "zh-hant": "zh-tw",
        "yue": "zh-hk",
    }
)
"""Tags of BCP 47 for what the service calls otherwise."""


def transcribe_tag(tag: str) -> str:
    """The service's tag for what is spoken; the language's usual region if it does not know the region.

    >>> transcribe_tag("en-gb"), transcribe_tag("sv"), transcribe_tag("de-at")
    ('en-GB', 'sv-SE', 'de-DE')

    Raises:
        CapabilityError: it does not know the language.
    """
    named = _renamed(tag.lower().replace("_", "-"))
    language, _, region = named.partition("-")
    regions = REGIONS.get(language, "").split()
    if not regions:
        raise _unknown(tag)
    return f"{language}-{region.upper() if region.upper() in regions else regions[0]}"


def _renamed(tag: str) -> str:
    """The tag in the service's words for the language.

    >>> _renamed("nb-no"), _renamed("zh-hant-tw"), _renamed("yue")
    ('no-no', 'zh-tw', 'zh-hk')
    """
    language, _, region = tag.partition("-")
    for begins, instead in _SAME.items():
        if "-" in instead and (tag == begins or tag.startswith(f"{begins}-")):
            return instead
    same = _SAME.get(language, language)
    return f"{same}-{region}" if region else same


def _unknown(tag: str) -> CapabilityError:
    return CapabilityError(
        f"Transcribe does not know the language {tag!r}; accepted are {', '.join(REGIONS)}. Nothing was"
        " spent. Change the language of the film, or take the listener out of `members`.",
        provider="transcribe",
    )
