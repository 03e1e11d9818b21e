"""The seed of a sketch, from what it is about."""

from __future__ import annotations

import hashlib

from storyreel.film.scripts import StoryElements

SEEDS = 10**6
"""How many seeds there are; they are short enough to be typed."""


def seed_of(idea: str, elements: StoryElements = StoryElements()) -> int:  # noqa: B008 a frozen value
    """A seed from 0 that another idea hardly shares.

    >>> seed_of("A boy finds a door") == seed_of("A boy finds a door") != seed_of("A girl finds a door")
    True
    """
    digest = hashlib.sha256(f"{idea}\n{elements.model_dump_json()}".encode()).hexdigest()
    return int(digest[:8], 16) % SEEDS
