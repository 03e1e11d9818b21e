"""Weights that hold one place or person the same. It knows when the stage is repeated or reused, not how it is done."""

from blocks.kinds import LoraTrainer
from storyreel.film.briefs import Lora, LoraBrief
from tasks._order import Order
from tasks._stage import ask, stage


@stage("lora")
def train_lora(brief: LoraBrief, trainer: LoraTrainer, order: Order) -> Lora:
    """Trained weights for one place or person."""
    return ask(order, Lora, trainer, "train", brief)
