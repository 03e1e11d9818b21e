"""The one place that knows the graph: from storyboard and crew to calls, each a brief with what it depends on.

`plan` and `make_film` read the same calls. A call's brief can be written once everything it needs is made; until then
a plan says so. It knows no task, no vault and no provider.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storyreel.film.briefs import Anchor, Clip, Keyframes, Lora, Music, Review, Sound, Speech, Still
from storyreel.film.cutting import FinishedFilm, MixedSound, TitleClip
from storyreel.film.drafts import SceneDraft
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import Introduction
from storyreel.film.keys import content_key
from storyreel.film.narration import Transcript
from storyreel.film.pace import Pace

Made = Mapping[str, Any]
"""Results by the name of their call."""


class Stage(StrEnum):
    """The stages of a film, in the order in which a person meets them."""

    INTRODUCTION = "introduction"
    ANALYSIS = "analysis"
    ENVIRONMENT = "environment"
    REFERENCE = "reference"
    LORA = "lora"
    HEARING = "hearing"
    OWN_LINE = "own line"
    SPEECH = "speech"
    PACE = "pace"
    KEYFRAMES = "keyframes"
    STILL = "still"
    CLIP = "clip"
    REVIEW = "review"
    HOLD = "hold"
    SOUND = "sound"
    MUSIC = "music"
    TITLE = "title"
    CREDITS = "credits"
    CHUNK = "chunk"
    MIX = "mix"
    FILM = "film"


@dataclass(frozen=True)
class StageFacts:
    """What the key of a stage needs."""

    version: int
    """Raised by hand when the stage behaves differently: its task's source does not show what its engine does."""
    capability: str
    """Whose fingerprint enters the key; '' where the stage needs no crew member."""
    result: type[Frozen]


STAGES: Mapping[Stage, StageFacts] = {
    Stage.INTRODUCTION: StageFacts(1, "writer", Introduction),
    Stage.ANALYSIS: StageFacts(1, "writer", SceneDraft),
    Stage.ENVIRONMENT: StageFacts(1, "writer", Anchor),
    Stage.REFERENCE: StageFacts(1, "images", Still),
    Stage.LORA: StageFacts(1, "trainer", Lora),
    Stage.HEARING: StageFacts(1, "listener", Transcript),
    Stage.OWN_LINE: StageFacts(1, "", Speech),
    Stage.SPEECH: StageFacts(1, "narrator", Speech),
    Stage.PACE: StageFacts(1, "", Pace),
    Stage.KEYFRAMES: StageFacts(1, "images", Keyframes),
    Stage.STILL: StageFacts(1, "images", Still),
    Stage.CLIP: StageFacts(1, "video", Clip),
    Stage.REVIEW: StageFacts(1, "critic", Review),
    Stage.HOLD: StageFacts(1, "", Clip),
    Stage.SOUND: StageFacts(1, "sounds", Sound),
    Stage.MUSIC: StageFacts(1, "composer", Music),
    Stage.TITLE: StageFacts(1, "", TitleClip),
    Stage.CREDITS: StageFacts(1, "", TitleClip),
    Stage.CHUNK: StageFacts(2, "", Clip),
    Stage.MIX: StageFacts(1, "", MixedSound),
    Stage.FILM: StageFacts(1, "", FinishedFilm),
}


@dataclass(frozen=True)
class Call:
    """One piece of work."""

    name: str
    """Unique in the film and readable: 'SC020-SH010 keyframes'. It is the run's name in Prefect."""
    stage: Stage
    needs: tuple[str, ...]
    """Names of the calls whose results its brief is written from."""
    write: Callable[[Made], Frozen]
    take: int = 1
    work: float = 1.0
    """Rough seconds of one core, for the remaining time."""
    shot_id: str = ""
    given: Frozen | None = None
    """The result, where the person brought it: planned and never made."""
    not_needed: str = ""
    """Why the crew needs no such work; a call with a reason is planned and never made."""

    def ready(self, made: Made) -> bool:
        """Whether everything it needs is made."""
        return all(need in made for need in self.needs)

    def key(self, brief: Frozen, fingerprints: Mapping[str, str]) -> str:
        """The content key of its result."""
        facts = STAGES[self.stage]
        return content_key(self.stage.value, facts.version, fingerprints.get(facts.capability, ""), brief, self.take)
