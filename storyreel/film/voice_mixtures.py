"""Voices that are mixed by weight, as they are named: 'af_heart(2)+bf_emma(1)'."""

from __future__ import annotations

import re

_PART = re.compile(r"\s*(?P<name>[^\s()+]+)\s*(?:\((?P<weight>\d{1,3}(?:\.\d{1,3})?)\))?\s*", re.ASCII)
MOST_PARTS = 8
"""Voices in a mixture."""


def mixed_voices(name: str) -> tuple[tuple[str, float], ...]:
    """The voices of a mixture with their weights, which add up to 1; none if it is not written as one.

    A voice without a weight has the weight 1.

    >>> mixed_voices("af_heart(3)+bf_emma")
    (('af_heart', 0.75), ('bf_emma', 0.25))
    >>> mixed_voices("af_heart(0)"), mixed_voices("af_heart+")
    ((), ())
    """
    found = [_PART.fullmatch(part) for part in name.split("+")]
    parts = [(one["name"], float(one["weight"] or 1)) for one in found if one]
    total = sum(weight for _, weight in parts)
    if len(parts) != len(found) or len(parts) > MOST_PARTS or not total:
        return ()
    return tuple((one, weight / total) for one, weight in parts)
