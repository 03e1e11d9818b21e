"""Reads screenplays in the formats people write them in."""

from storyreel.screenplays.reader import read_screenplay

__all__ = ["read_screenplay"]
