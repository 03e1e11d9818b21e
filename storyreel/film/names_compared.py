"""When two written names are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({**dict.fromkeys("’‘ʼ`´＇", "'"), **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")})


@lru_cache(maxsize=8192)
def compared(name: str) -> str:
    """A name as it is compared with others: without case, width of letters, kinds of apostrophe, hyphen and space.

    >>> compared("O’BRIEN") == compared("O'Brien"), compared("JEAN‑LUC\u200b") == compared("Jean-Luc")
    (True, True)
    """
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name)
    return re.sub(r"\s+", " ", plain.translate(_APOSTROPHES).casefold()).strip(" .:")
