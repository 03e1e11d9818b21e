"""The embedded composer: a score for every mood, written bar by bar and played by synthesised instruments."""

from storyreel.animatic.score.composer import compose

__all__ = ["compose"]
