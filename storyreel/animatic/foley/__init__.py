"""The embedded foley stage: effects and ambience beds made from noise, sines and struck modes."""

from storyreel.animatic.foley.designer import make_sound

__all__ = ["make_sound"]
