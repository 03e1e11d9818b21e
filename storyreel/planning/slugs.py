"""Ids made from names. It does not know what they name."""

from __future__ import annotations

import re
import unicodedata

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
    lost = sum(1 for character in name if character.isalnum()) > 2 * sum(
        1 for character in plain if character.isalnum()
    )
    bare = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-")
    if bare and not lost:
        return bare
    return f"{kind}-{seed_of(name) % 100_000:05d}"
