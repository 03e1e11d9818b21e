"""The count of a text's words, in any script."""

from __future__ import annotations

import re

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def word_count(text: str) -> int:
    """Words of a text; scripts without spaces count two characters a word.

    >>> word_count("The light must never go out."), word_count("光は消えない")
    (6, 3)
    """
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    return -(-unspaced // 2) + len(_UNSPACED.sub(" ", text).split()) * (unspaced < len(text) / 3)
