"""Whether a place is called, or holds, one of some things: by whole words of its name and its features."""

from __future__ import annotations

from collections.abc import Collection

from storyreel.film.places import Place


def is_called(texts: Collection[str], words: Collection[str]) -> bool:
    """True if one of the words, each in small letters, stands whole in one of the texts.

    >>> is_called(("FERRY DOCK",), {"dock"}), is_called(("BLACK CLIFFS",), {"cliff"})
    (True, False)
    >>> is_called(("COAST-GUARD CUTTER",), {"coast guard"})
    True
    """
    spaced = (
        " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
        for text in texts
    )
    return any(f" {word} " in f" {text} " for text in spaced for word in words)


def has_one_of(place: Place, words: Collection[str]) -> bool:
    """True if the place's name, or a feature of it, has one of the words."""
    return is_called((place.name, *place.features), words)
