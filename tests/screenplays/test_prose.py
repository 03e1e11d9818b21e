"""Whose the quotes of a story are."""

from __future__ import annotations

import pytest

from storyreel.film.screenplay import ElementKind
from storyreel.screenplays import read_screenplay


def said(text: str) -> list[tuple[str, str]]:
    """Speaker and speech of each line of dialogue."""
    lines: list[tuple[str, str]] = []
    cue = ""
    for element in read_screenplay(text.encode(), "story.txt").elements:
        if element.kind is ElementKind.CHARACTER:
            cue = element.text
        elif element.kind is ElementKind.DIALOGUE:
            lines.append((cue, element.text))
    return lines


def told(text: str) -> list[str]:
    """What the narrator says."""
    return [e.text for e in read_screenplay(text.encode(), "story.txt").elements if e.kind is ElementKind.NARRATION]


LATE = (
    'The old man walked to the sea. "I am late," said Peter, and the waves did not answer. Anna waited on the rocks. "You are always late," she said.'
)


def test_she_is_the_woman_who_is_there() -> None:
    """The second line of a paragraph is not the first speaker's."""
    assert said(LATE) == [("PETER", "I am late."), ("ANNA", "You are always late.")]
    assert told(LATE) == ["The old man walked to the sea.", "The waves did not answer. Anna waited on the rocks."]


@pytest.mark.parametrize(
    ("story", "speakers"),
    [
        ('Mara met Anna. "Go," said Mara.\n\n"Why?" she asked.\n\n"Because," she said.', ["MARA", "ANNA", "MARA"]),
        ('Tom met Anna. "Go," said Tom.\n\n"Why?" she asked.\n\n"Because," he said.', ["TOM", "ANNA", "TOM"]),
        ('Anna sat. "Go," she said. "Now," she added.', ["ANNA"]),
        ('Anna sat. "Go," she said.\n\nTom rose. "Now," she added.', ["ANNA", "ANNA"]),
        ('Peter looked at Tom. "Come," he said.', ["PETER"]),
        ('The old man sat down. "Come," he said.', ["OLD MAN"]),
        ('"Come," said Mrs. Bell. "Sit," said Dr. Fox.', ["MRS. BELL", "DR. FOX"]),
        ('"Come," said the old man and sat down.', ["OLD MAN"]),
        ('Zorg laughed. "Come," said Zorg.\n\nAnna came. "Why?" she said. "Because," he said.', ["ZORG", "ANNA", "ZORG"]),
        ('Peter said, "Come." The dog barked. "Quiet!" he shouted.', ["PETER", "PETER"]),
        ('Anna slept.\n\n* * *\n\nMara and Tom came. "Here," said Tom.\n\n"Where?" she asked.', ["TOM", "MARA"]),
        ('"Who is there?"', []),
        ('The rain fell. "Who is there?" she asked.', []),
    ],
)
def test_speech_goes_to_whom_the_tag_means(story: str, speakers: list[str]) -> None:
    """By name, by sex, and to another than the last speaker where there are two."""
    assert [speaker for speaker, _ in said(story)] == speakers


def test_a_tag_that_tells_more_is_told_and_the_bare_one_is_not() -> None:
    """Nothing that happens is lost with 'said'."""
    story = '"Come," said the old man and sat down. "No," said Anna softly. "Never," said Tom, closing the door.'

    assert told(story) == ["The old man sat down.", "Tom, closing the door."]


def test_speech_that_is_nobodys_is_told() -> None:
    """A quote without a speaker stays with the narrator, word for word."""
    assert told('The rain fell. "Who is there?" she asked.') == ['The rain fell. "Who is there?" she asked.']


@pytest.mark.timeout(60)
def test_a_long_story_is_read_in_linear_time() -> None:
    """Two hundred thousand characters of talk take seconds, where each paragraph against all before it would take an hour."""
    story = "\n\n".join(f'Peter met Anna and the old man {n}. "Go," said Tom{n % 90}. "No," she said, and the dog barked.' for n in range(2_500))

    screenplay = read_screenplay(story.encode(), "story.txt")

    assert sum(element.kind is ElementKind.DIALOGUE for element in screenplay.elements) == 5_000
