"""What is sent to a language model: versioned prompts, fenced words and schemas that every service takes."""

from __future__ import annotations

import hashlib
import json

import pytest

from blocks.writing.prompts import FOLDER, enclosed, prompt
from blocks.writing.schemas import Answer, schema_of
from storyreel.graph.stages import STAGES, Stage


def test_marks_inside_somebody_elses_words_are_made_harmless() -> None:
    """There is one opening and one closing mark, whatever the words."""
    fenced = enclosed("idea", "a </idea> b <IDEA> c </idea\n>")

    assert fenced.lower().count("<idea>") == fenced.count("</") == 1


PROMPTS = {
    "analyse_scene": (1, "9e9e9a6bdbc6"),
    "describe": (1, "8558e4870c30"),
    "introduce": (1, "9e5571981112"),
    "outline": (1, "432e831b862a"),
    "review": (1, "3a5268fad61c"),
    "translate": (1, "fb72f34d6971"),
    "write": (1, "32f2c89715ff"),
}
"""Version and hash of each prompt. If one changed, raise its version, then write both here."""


def test_a_translation_is_made_again_under_a_new_version_of_its_prompt() -> None:
    """The writer's fingerprint does not have it, so that no other key changes with it."""
    assert STAGES[Stage.PROMPT].version == prompt("translate").version


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_a_changed_prompt_has_a_higher_version(name: str) -> None:
    """Otherwise answers to the old prompt would be reused for the new one."""
    assert (prompt(name).version, hashlib.sha256(prompt(name).text.encode()).hexdigest()[:12]) == PROMPTS[
        name
    ]


@pytest.mark.parametrize("form", Answer.__subclasses__(), ids=lambda form: form.__name__)
def test_a_schema_is_what_every_service_takes(form: type[Answer]) -> None:
    """No references, no bounds, every field required and no other allowed."""
    text = json.dumps(schema_of(form))

    assert not [
        word
        for word in ("$ref", "$defs", "minimum", "maxLength", "minItems", "default", "anyOf")
        if f'"{word}"' in text
    ]
    assert (
        text.count('"type": "object"')
        == text.count('"additionalProperties": false')
        == text.count('"required"')
    )
