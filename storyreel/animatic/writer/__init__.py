"""The embedded writer of sketches: a screenplay from an idea, without a language model."""

from storyreel.animatic.writer.elements import draw_elements, idea_of
from storyreel.animatic.writer.seeds import SEEDS, seed_of
from storyreel.animatic.writer.sketch import write_sketch

__all__ = ["SEEDS", "draw_elements", "idea_of", "seed_of", "write_sketch"]
