"""Takes a character cue apart: the name, and what stands behind it of voice, place and manner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from storyreel.screenplays.vocabulary import CueWords

_BRACKET = re.compile(r"[(\[（［]([^()\[\]（）［］]*)[)\]）］]?")


def split_cue(cue: str, words: Sequence[CueWords]) -> tuple[str, tuple[str, ...]]:
    """Name and extensions of a cue.

    >>> from storyreel.screenplays.vocabulary import vocabulary
    >>> split_cue("MARA (V.O.) (CONT'D)", (vocabulary("en").cue,))
    ('MARA', ('V.O.', "CONT'D"))
    """
    name = re.split(r"[(\[（［]", cue, maxsplit=1)[0]
    extensions = [found.strip() for found in _BRACKET.findall(cue[len(name) :]) if found.strip()]
    name = name.strip().rstrip(":：").strip()
    trailing = _trailing(tuple(words)).search(name)
    if trailing and trailing.start() > 0:
        extensions.insert(0, trailing.group(1).strip())
        name = name[: trailing.start()]
    return name.strip(" ,–—-"), tuple(extensions)


@cache
def _trailing(words: tuple[CueWords, ...]) -> re.Pattern[str]:
    known = sorted({word for one in words for word in (*one.voice_over, *one.off_screen, *one.continued)}, key=len, reverse=True)
    short = [word for word in known if "." in word or "'" in word or len(word) <= 3 and word.isascii()]
    forms = {form for word in short for form in (word, word.replace(".", ""), word.replace("'", "’"))}
    return re.compile(r"(?:\s*[,–—-]\s*|\s+)(" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + r")\.?$", re.IGNORECASE)
