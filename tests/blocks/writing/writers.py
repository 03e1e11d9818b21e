"""A screenplay and a place for writers, the writers of the three services, and good and spoiled answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr

from blocks.providers.anthropic_writer import AnthropicWriter
from blocks.providers.gemini_writer import GeminiWriter
from blocks.providers.openai_writer import OpenAIWriter
from blocks.writing.writer import ModelWriter
from storyreel.film.briefs import AnchorBrief
from storyreel.film.drafts import SceneBrief
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.planning import split_scenes, survey
from storyreel.screenplays import read_screenplay
from tests.fakes import screenwriting
from tests.fakes.answers import Asked
from tests.fakes.studio import Studio

LONG = "I kept the light for thirty years. " * 9
SCRIPT = f"""INT. KITCHEN - NIGHT

ANNA (30) pours tea. Thunder.

ANNA (V.O.)
It was late.

TOM (40) comes in.

TOM
(quietly)
You came.

ANNA
I did.

TOM ^
You did not.

DISSOLVE TO:

Anna sits. A door creaks.

ANNA
{LONG}
"""
KITCHEN = AnchorBrief(
    place=Place(
        kind=PlaceKind.KITCHEN,
        interior=True,
        name="KITCHEN",
        features=("stove",),
        palette=("#202830", "#c8b090", "#e0a040"),
    ),
    description="A stove glows.",
    times=(TimeOfDay.NIGHT,),
    weathers=(Weather.RAIN,),
    style="painted",
)
KINDS: dict[str, tuple[type[ModelWriter], str, str]] = {
    "anthropic": (AnthropicWriter, "claude-sonnet-5-5", "messages"),
    "gemini": (GeminiWriter, "gemini-3.8-flash", "generate"),
    "openai": (OpenAIWriter, "gpt-6-sol", "chat"),
}
each_provider = pytest.mark.parametrize("provider", KINDS)


def writer(studio: Studio, provider: str, **changes: Any) -> ModelWriter:
    kind, model, _ = KINDS[provider]
    given = {
        "model": model,
        "api_key": SecretStr(studio.key(provider)),
        "base_url": studio.url(provider),
        "timeout_seconds": 20,
    }
    return kind(**{**given, **changes})


def scene(script: str = SCRIPT) -> SceneBrief:
    screenplay = read_screenplay(script.encode(), "film.fountain")
    return split_scenes(screenplay, survey(screenplay))[0]


def requests(studio: Studio, provider: str) -> int:
    return studio.books.requests[f"{provider}.{KINDS[provider][2]}"]


def answering(studio: Studio, *answers: object) -> list[Asked]:
    """The next answers to questions on scenes, the last of them for ever; what was asked is gathered."""
    left, heard = list(answers), []

    def answer(asked: Asked) -> object:
        heard.append(asked)
        said = left.pop(0) if len(left) > 1 else left[0]
        return said(asked) if callable(said) else said

    studio.answers.register("SceneShots", answer)
    return heard


def changed(change: Callable[[dict[str, Any]], None]) -> Callable[[Asked], object]:
    """A good answer, spoiled."""

    def answer(asked: Asked) -> object:
        made = screenwriting.scene_shots(asked)
        change(made)
        return made

    return answer


def spoken(draft: Any) -> list[str]:
    return [line.text for shot in draft.shots for line in shot.lines]
