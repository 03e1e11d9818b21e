"""The shots of one scene. It knows when the stage is repeated or reused, not how a scene is read."""

from blocks.kinds import Writer
from storyreel.film.drafts import SceneBrief, SceneDraft
from tasks._order import Order
from tasks._stage import ask, stage


@stage("analysis")
def analyse_scene(brief: SceneBrief, writer: Writer, order: Order) -> SceneDraft:
    """The shots of one scene."""
    return ask(order, SceneDraft, writer, "analyse_scene", brief)
