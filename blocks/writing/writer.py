"""A writer that uses a language model: each question with its size, price and answer."""

from __future__ import annotations

from abc import ABC
from typing import ClassVar

from blocks.kinds import Writer
from blocks.writing.accounts import ModelAccount
from blocks.writing.anchors import place_anchor
from blocks.writing.costs import estimate, usual_seconds
from blocks.writing.introductions import introduction
from blocks.writing.prompts import versions
from blocks.writing.scenes import scene_draft
from blocks.writing.screenplays import written_script
from blocks.writing.sizes import size_of
from blocks.writing.translations import translated_prompt
from storyreel.film.briefs import Anchor, AnchorBrief, PromptBrief, TranslatedPrompt
from storyreel.film.drafts import SceneBrief, SceneDraft
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import Introduction, IntroductionBrief
from storyreel.film.money import Cost
from storyreel.film.scripts import Script, ScriptBrief


class ModelWriter(ModelAccount, Writer, ABC):
    """Plans the film, introduces its people and places, and writes screenplays."""

    _capability: ClassVar[str] = "writer"

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        prompts = versions("introduce", "analyse_scene", "describe", "outline", "write")
        return f"{self._provider}/{self.model}{self.manner}/{prompts}"

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        size = size_of(brief)
        return estimate(self, size.prompt_characters, size.answer_tokens, questions=size.questions)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return usual_seconds(size_of(brief).answer_tokens)

    def introduces(self) -> bool:
        """See `Writer.introduces`."""
        return True

    def introduce(self, brief: IntroductionBrief) -> Introduction:
        """See `Writer.introduce`."""
        return introduction(self.language_model(), brief)

    def analyse_scene(self, brief: SceneBrief) -> SceneDraft:
        """See `Writer.analyse_scene`."""
        return scene_draft(self.language_model(), brief)

    def describe(self, brief: AnchorBrief) -> Anchor:
        """See `Writer.describe`."""
        return place_anchor(self.language_model(), brief)

    def translates(self) -> bool:
        """See `Writer.translates`."""
        return True

    def translate(self, brief: PromptBrief) -> TranslatedPrompt:
        """See `Writer.translate`."""
        return translated_prompt(self.language_model(), brief)

    def write(self, brief: ScriptBrief) -> Script:
        """See `Writer.write`."""
        return written_script(self.language_model(), brief)
