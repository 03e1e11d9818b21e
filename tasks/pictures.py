"""The art department: reference pictures, trained weights, keyframes."""

from blocks.kinds import ImageGenerator, LoraTrainer
from storyreel.film.briefs import KeyframeBrief, Keyframes, Lora, LoraBrief, Still, StillBrief
from storyreel.graph.stages import Stage
from tasks._stage import ask, stage
from tasks.order import Order


@stage(Stage.REFERENCE)
def draw_reference(brief: StillBrief, images: ImageGenerator, order: Order) -> Still:
    """A reference picture of a place or a person, which keeps other pictures consistent."""
    return ask(order, Stage.REFERENCE, images, brief)


@stage(Stage.LORA)
def train_lora(brief: LoraBrief, trainer: LoraTrainer, order: Order) -> Lora:
    """Trained weights for one place or person."""
    return ask(order, Stage.LORA, trainer, brief)


@stage(Stage.KEYFRAMES)
def draw_keyframes(brief: KeyframeBrief, images: ImageGenerator, order: Order) -> Keyframes:
    """The first and last frame of a shot."""
    return ask(order, Stage.KEYFRAMES, images, brief)


@stage(Stage.STILL)
def draw_still(brief: StillBrief, images: ImageGenerator, order: Order) -> Still:
    """One picture."""
    return ask(order, Stage.STILL, images, brief)
