"""Cuts text into sentences and counts its words, in any script."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])|(?<=[。！？؟।])\s*|\n+(?=[A-Z])")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Capt|Lt|Sgt|Col|Gen|No|vs|etc|Jr|Sr)|\b[A-Z])\.$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def sentences(text: str) -> list[str]:
    """The sentences of a text, white space made single; abbreviations and initials end none.

    >>> sentences("Mr. Hale turns. The door creaks!  Silence")
    ['Mr. Hale turns.', 'The door creaks!', 'Silence']
    """
    found: list[str] = []
    for piece in _END.split(text):
        piece = " ".join(piece.split())
        if not piece:
            continue
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def word_count(text: str) -> int:
    """Words of a text; scripts without spaces count two characters a word.

    >>> word_count("The light must never go out."), word_count("光は消えない")
    (6, 3)
    """
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    return -(-unspaced // 2) + len(_UNSPACED.sub(" ", text).split()) * (unspaced < len(text) / 3)
