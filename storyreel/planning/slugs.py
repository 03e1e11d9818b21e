"""Ids made from names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from storyreel.film.keys import seed_of


def slug(name: str, kind: str) -> str:
    """An id of a-z, 0-9 and single hyphens.

    A name without Latin letters gets its kind and a number made from it.

    >>> slug("KEEPER'S HOUSE - KITCHEN", "place")
    'keepers-house-kitchen'
    >>> slug("Élise", "person"), slug("灯台", "place").startswith("place-")
    ('elise', True)
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-")
    mostly_lost = _count_letters(name) > 2 * _count_letters(plain)
    if bare and not mostly_lost:
        return bare
    return f"{kind}-{seed_of(name) % 100_000:05d}"


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """The id, with a number if another has it."""
    number = 1
    candidate = wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _count_letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
