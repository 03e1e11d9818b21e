"""How names are compared and found, with any apostrophe, hyphen, space and width of letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Other signs for the apostrophe: curly and straight quotation marks, accents, and the letter.
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u02b9\uff07`\u00b4\u02bb\u201b"), "'")
# Other signs for the hyphen, dashes and the minus among them.
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), ""
)
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"), "")
"""They change how letters of some scripts look, so names keep them and are compared without."""
_LONGEST_NAME = 80
_SIGNS = {
    "'": "['\u2019\u2018\u02bc\uff07`\u00b4]",
    "-": "[-\u2010\u2011\u2012\u2013\u2212]",
    " ": r"\s{1,3}",
}


def plain_form(name: str) -> str:
    r"""A name as names are compared: in upper case, one apostrophe, hyphen and space, no hidden signs.

    >>> plain_form("Jean\u2011Luc  O\u2019Brien\u200b") == plain_form("JEAN-LUC O'BRIEN")
    True
    """
    return _short_form(name) if len(name) <= _LONGEST_NAME else _compared(name)


@lru_cache(maxsize=8192)
def _short_form(name: str) -> str:
    """Names come again and again; running text does not."""
    return _compared(name)


def _compared(name: str) -> str:
    if name.isascii():
        return " ".join(name.translate(_APOSTROPHES).split()).upper()
    name = (
        unicodedata.normalize("NFKC", name.translate(_UNSEEN | _JOINERS))
        .translate(_APOSTROPHES)
        .translate(_HYPHENS)
    )
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold().upper())


def without_unseen(text: str) -> str:
    """The text without signs that have no width and change no letter."""
    return text.translate(_UNSEEN)


def spelt(words: str) -> str:
    r"""A pattern of the words of a plain form, however they are written.

    To be matched without regard to case.

    >>> bool(re.fullmatch(spelt("O'BRIEN"), "O\u2019Brien", re.IGNORECASE))
    True
    >>> bool(re.fullmatch(spelt("WEISS"), "Weiß", re.IGNORECASE))
    True
    """
    return "".join(map(_spelt_part, re.split(r"(SS|ss)", words)))


def _spelt_part(part: str) -> str:
    if part in ("SS", "ss"):
        return "(?:ss|ß)"
    return "".join(_SIGNS.get(sign) or re.escape(sign) for sign in part)


def title_of_file(stem: str) -> str:
    """A film's title from the name of its file, without the ending.

    >>> title_of_file("the_night-ferry"), title_of_file("")
    ('The Night Ferry', 'Untitled')
    """
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return (words.title() if words.islower() else words) or "Untitled"
