"""Reads screenplays in the formats people write them in. It does not know what a shot is."""

from storyreel.screenplays.reader import read_screenplay

__all__ = ["read_screenplay"]
