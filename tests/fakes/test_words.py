"""The language models answer what the official SDKs ask, in the schema that was sent."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field

from storyreel.screenplays.reader import read_screenplay
from tests.fakes import media
from tests.fakes.answers import Asked, fitting
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio

SAID = "Where is the harbour? An old lamp burns in the fog."


class Person(BaseModel):
    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    age: int = Field(ge=2, le=5)


class Beat(BaseModel):
    title: str = Field(max_length=20)
    seconds: float = Field(ge=1, le=9)
    size: Literal["wide", "close"]
    note: str | None = None
    tags: list[str] = Field(min_length=3, max_length=5)
    people: list[Person] = Field(min_length=1)


def _picture() -> bytes:
    return media.render(
        {"kind": "image", "width": 64, "height": 48, "format": "png", "prompt": "x"}, {}.__getitem__
    )[0]


def test_anthropic_answers_in_the_schema(studio: Studio):
    """A parsed answer, tokens counted and billed once."""
    import anthropic

    client = anthropic.Anthropic(
        api_key=studio.key("anthropic"), base_url=studio.url("anthropic"), max_retries=0
    )

    answer = client.messages.parse(
        model="claude-sonnet-5-5",
        max_tokens=8000,
        messages=[{"role": "user", "content": SAID}],
        output_format=Beat,
    )

    assert answer.parsed_output is not None and answer.parsed_output.size in ("wide", "close")
    assert answer.usage.output_tokens > 0
    assert studio.bill().jobs == {"anthropic": 1} and studio.bill().total_usd > 0


def test_anthropic_streams_and_counts(studio: Studio):
    """A long answer comes as events; counting costs nothing."""
    import anthropic

    client = anthropic.Anthropic(
        api_key=studio.key("anthropic"), base_url=studio.url("anthropic"), max_retries=0
    )
    asked = [{"role": "user", "content": SAID}]

    with client.messages.stream(model="claude-sonnet-5-5", max_tokens=64_000, messages=asked) as stream:  # type: ignore[arg-type]
        message = stream.get_final_message()
    counted = client.messages.count_tokens(model="claude-sonnet-5-5", messages=asked)  # type: ignore[arg-type]

    assert message.stop_reason == "end_turn" and counted.input_tokens == message.usage.input_tokens
    assert len(studio.jobs()) == 1


@pytest.mark.parametrize(
    ("fault", "stop"),
    [(Fault.REFUSED, "refusal"), (Fault.HALF_JSON, "max_tokens"), (Fault.EMPTY, "end_turn")],
)
def test_anthropic_says_why_it_stopped(studio: Studio, fault: Fault, stop: str):
    """Refusals, cut-off answers and empty answers are marked by the stop reason."""
    import anthropic

    client = anthropic.Anthropic(
        api_key=studio.key("anthropic"), base_url=studio.url("anthropic"), max_retries=0
    )
    studio.faults.next("anthropic", "messages", fault)

    message = client.messages.create(
        model="claude-sonnet-5-5", max_tokens=9000, messages=[{"role": "user", "content": SAID}]
    )

    assert message.stop_reason == stop
    assert any(block.type == "text" for block in message.content) == (fault is Fault.HALF_JSON)
    assert (message.stop_details is not None) == (stop == "refusal")


def test_openai_answers_in_the_schema(studio: Studio):
    """Strict JSON schema, a picture to look at, usage; a refusal in its own field."""
    import base64

    import openai

    client = openai.OpenAI(api_key=studio.key("openai"), base_url=studio.url("openai"), max_retries=0)
    link = {"url": "data:image/png;base64," + base64.b64encode(_picture()).decode()}
    asked = [
        {
            "role": "user",
            "content": [{"type": "text", "text": SAID}, {"type": "image_url", "image_url": link}],
        }
    ]

    answer = client.chat.completions.parse(model="gpt-6-luna", messages=asked, response_format=Beat)  # type: ignore[arg-type]
    studio.faults.next("openai", "chat", Fault.REFUSED)
    refused = client.chat.completions.parse(model="gpt-6-luna", messages=asked, response_format=Beat)  # type: ignore[arg-type]

    assert (
        answer.choices[0].message.parsed is not None
        and answer.usage is not None
        and answer.usage.prompt_tokens > 1000
    )
    assert refused.choices[0].message.refusal


def test_gemini_answers_in_the_schema(studio: Studio):
    """Both ways of sending a schema; a blocked prompt has feedback and no candidate."""
    from google import genai
    from google.genai import types

    client = genai.Client(
        api_key=studio.key("gemini"), http_options=types.HttpOptions(base_url=studio.url("gemini"))
    )
    plain = types.GenerateContentConfig(
        response_mime_type="application/json", response_json_schema=Beat.model_json_schema()
    )

    typed = client.models.generate_content(
        model="gemini-3.8-flash",
        contents=SAID,
        config=types.GenerateContentConfig(response_mime_type="application/json", response_schema=Beat),
    )
    looked = client.models.generate_content(
        model="gemini-3.8-flash",
        contents=[SAID, types.Part.from_bytes(data=_picture(), mime_type="image/png")],
        config=plain,
    )
    studio.faults.next("gemini", "generate", Fault.REFUSED)
    blocked = client.models.generate_content(model="gemini-3.8-flash", contents=SAID)

    assert isinstance(typed.parsed, Beat) and Beat.model_validate_json(looked.text or "")
    assert blocked.prompt_feedback is not None and blocked.prompt_feedback.block_reason == "SAFETY"
    assert len(studio.jobs("gemini")) == 2


def test_a_screenplay_is_a_screenplay(studio: Studio):
    """An idea comes back as Fountain that our reader understands, and tells of the idea."""
    text = studio.answers.text(Asked("anthropic", "m", "", "Write a screenplay about a kettle that sings"))

    script = read_screenplay(text.encode(), "kettle.fountain")

    assert "a kettle that sings" in text
    assert len([one for one in script.elements if "INT." in one.text or "EXT." in one.text]) == 2


def test_a_registered_answer_wins(studio: Studio):
    """By the schema's title in any case, or by a predicate."""
    studio.answers.register("beat", lambda asked: {"title": asked.model})
    studio.answers.register(
        lambda asked: "lamp" in asked.prompt and asked.schema is None, lambda asked: "A lamp."
    )

    assert studio.answers.text(Asked("openai", "m", "", SAID, {"title": "Beat"}, "Beat")) == '{"title": "m"}'
    assert studio.answers.text(Asked("openai", "m", "", SAID)) == "A lamp."


def test_the_same_question_has_the_same_answer():
    """Answers are drawn from the prompt, so another prompt has another."""
    schema = Beat.model_json_schema()

    assert fitting(schema, "one") == fitting(schema, "one")
    assert len({str(fitting(schema, f"prompt {index}")) for index in range(8)}) > 4


def test_schemas_with_unions_references_and_bounds_are_met():
    """What pydantic makes of a hard model is met by what is drawn."""

    class Tree(BaseModel):
        kind: Literal["tree"] = "tree"
        branches: list[Tree] = Field(default_factory=list, max_length=2)
        height: float = Field(gt=0, lt=0.5)
        spot: tuple[int, int]
        leaf: Person | str | None = None

    for index in range(20):
        Tree.model_validate(fitting(Tree.model_json_schema(), f"prompt {index}"))
