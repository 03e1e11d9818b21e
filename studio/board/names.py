"""Names of people and places as they are written in a sentence."""

from __future__ import annotations


def readable(name: str) -> str:
    """A name in capitals as it is written in a sentence; others as they are.

    >>> readable("KEEPER'S HOUSE - KITCHEN"), readable("van Gogh")
    ("Keeper's house, kitchen", 'van Gogh')
    """
    if not name.isupper():
        return name
    parts = [part.strip().lower() for part in name.split(" - ")]
    return ", ".join([parts[0][:1].upper() + parts[0][1:], *parts[1:]])
