"""The embedded composer: a score for every mood, written bar by bar and played by synthesised instruments."""

from storyreel.animatic.score.composer import compose
from storyreel.animatic.score.style_words import style_words

__all__ = ["compose", "style_words"]
