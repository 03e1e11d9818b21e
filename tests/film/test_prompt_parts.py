"""Prompts are shortened by what their sentences say, the least important first."""

from __future__ import annotations

import pytest

from storyreel.film.prompt_parts import PromptLimit, PromptPart, PromptRole, fitted, whole_prompt

PARTS = (
    PromptPart(role=PromptRole.STYLE, text="Oil painting. Muted colours."),
    PromptPart(role=PromptRole.SUBJECT, text="An old woman in a black coat."),
    PromptPart(role=PromptRole.ACTION, text="She opens the door."),
    PromptPart(role=PromptRole.CONTINUITY, text="The lamp is dark."),
    PromptPart(role=PromptRole.PLACE, text="A kitchen with a stove. Copper pans."),
)
WHOLE = whole_prompt(PARTS)


@pytest.mark.parametrize("limit", [None, PromptLimit(most=len(WHOLE))])
def test_a_prompt_that_fits_is_sent_whole(limit: PromptLimit | None) -> None:
    """Its sentences stay in their order, and nothing is said to be left out."""
    sent = fitted(PARTS, limit)

    assert (sent.text, sent.left_out) == (WHOLE, ())


def test_style_goes_first_then_continuity_then_the_end_of_the_place() -> None:
    """Subject and action stay, and what was left out is told in the order of the prompt."""
    sent = fitted(PARTS, PromptLimit(most=80))

    assert sent.text == "An old woman in a black coat. She opens the door. A kitchen with a stove."
    assert sent.left_out == ("Oil painting.", "Muted colours.", "The lamp is dark.", "Copper pans.")


@pytest.mark.parametrize("most", range(1, len(WHOLE) + 1))
@pytest.mark.parametrize("unit", ["characters", "tokens"])
def test_no_limit_is_passed_and_no_word_is_lost_in_silence(most: int, unit: str) -> None:
    """Every word is either sent or said to be left out, at any limit."""
    limit = PromptLimit.model_validate({"most": most, "unit": unit})

    sent = fitted(PARTS, limit)

    assert limit.holds(sent.text)
    told = "".join((sent.text, *sent.left_out)).replace(" ", "")
    assert sorted(told) == sorted(WHOLE.replace(" ", ""))


def test_one_long_sentence_is_cut_after_a_word() -> None:
    """What is cut is said."""
    part = PromptPart(role=PromptRole.SUBJECT, text="A very long corridor without a door")

    sent = fitted((part,), PromptLimit(most=20))

    assert (sent.text, sent.left_out) == ("A very long corridor", ("without a door",))


def test_a_text_without_spaces_is_cut_at_the_limit() -> None:
    """Signs of other scripts count as a token each."""
    part = PromptPart(role=PromptRole.ACTION, text="她打开厨房的门")

    sent = fitted((part,), PromptLimit(most=4, unit="tokens"))

    assert (sent.text, sent.left_out) == ("她打开厨", ("房的门",))


def test_one_long_sentence_is_cut_behind_the_task_and_not_left_out() -> None:
    """A person's own prompt may be a list with commas; what the pictures are for stands before it."""
    task = PromptPart(role=PromptRole.TASK, text="Picture 1 shows the place.")
    own = PromptPart(role=PromptRole.SUBJECT, text="a harbour at dawn, " * 40)

    sent = fitted((task, own), PromptLimit(most=100))

    assert sent.text.startswith("Picture 1 shows the place. a harbour at dawn, a harbour")
    assert len(sent.text) <= 100
