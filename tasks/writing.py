"""The writing department: introductions, the shots of scenes, the looks of places, and lengths of shots."""

from blocks.kinds import Writer
from storyreel.film.briefs import Anchor, AnchorBrief, PromptBrief, TranslatedPrompt
from storyreel.film.drafts import SceneBrief, SceneDraft
from storyreel.film.introductions import Introduction, IntroductionBrief
from storyreel.film.pace import Pace, PaceBrief
from storyreel.graph.stages import Stage
from storyreel.planning.pace import set_pace
from tasks._stage import ask, make, stage
from tasks.order import Order


@stage(Stage.INTRODUCTION)
def introduce(brief: IntroductionBrief, writer: Writer, order: Order) -> Introduction:
    """Looks and voices of a few new people, and a few new places."""
    return ask(order, Stage.INTRODUCTION, writer, brief)


@stage(Stage.ANALYSIS)
def analyse_scene(brief: SceneBrief, writer: Writer, order: Order) -> SceneDraft:
    """The shots of one scene."""
    return ask(order, Stage.ANALYSIS, writer, brief)


@stage(Stage.ENVIRONMENT)
def describe_environment(brief: AnchorBrief, writer: Writer, order: Order) -> Anchor:
    """The anchor prompt of one place."""
    return ask(order, Stage.ENVIRONMENT, writer, brief)


@stage(Stage.PROMPT)
def translate_prompt(brief: PromptBrief, writer: Writer, order: Order) -> TranslatedPrompt:
    """A prompt in the film's prompt language."""
    return ask(order, Stage.PROMPT, writer, brief)


@stage(Stage.PACE)
def pace_film(brief: PaceBrief, order: Order) -> Pace:
    """The length of every shot and the start of every line."""
    return make(order, Pace, lambda _store: set_pace(brief))
