"""Screenplays from a language model: our own reader reads them without a warning."""

from __future__ import annotations

import pytest

from storyreel.film.screenplay import ElementKind
from storyreel.film.scripts import ScriptBrief
from storyreel.screenplays import read_screenplay
from tests.blocks.writing.writers import each_provider, requests, writer
from tests.fakes import screenwriting
from tests.fakes.answers import Asked
from tests.fakes.studio import Studio


@each_provider
@pytest.mark.parametrize("minutes", [1.0, 20.0])
def test_a_screenplay_is_read_without_a_warning(studio: Studio, provider: str, minutes: float) -> None:
    """A short one takes one request; a long one a plan and parts, each scene under the plan's heading."""
    script = writer(studio, provider).write(
        ScriptBrief(idea="a keeper who lets the light go out", minutes=minutes, genre="drama")
    )

    read = read_screenplay(script.fountain.encode(), "x.fountain")
    headings = [element.text for element in read.elements if element.kind is ElementKind.HEADING]
    assert read.warnings == () and read.title.title == "A Keeper Who Lets The Light Go Out"
    assert {e.text for e in read.elements if e.kind is ElementKind.CHARACTER} == {"MARA", "TOM"}
    assert any(element.kind is ElementKind.ACTION for element in read.elements)
    assert (len(headings), requests(studio, provider)) == ((1, 1) if minutes == 1 else (10, 5))


def test_lines_that_look_like_something_else_stay_what_they_are(studio: Studio) -> None:
    """Shouted actions, names without capitals and hidden marks are read by our reader as they were meant."""
    hard = [
        ("action", "SILENCE.", ""),
        ("action", "> the sign says EXIT", ""),
        ("action", "INT. is written on the door", ""),
        ("dialogue", "(coughs) [[not a note]] I am here.", "灯"),
        ("dialogue", "~ and /* this too */", "MR. X"),
        ("transition", "slow dissolve to:", ""),
    ]
    made = {
        "title": "Hard: a film",
        "people": [{"name": name, "description": "Somebody."} for name in ("灯", "MR. X")],
        "scenes": [
            {
                "heading": "Int. Kitchen - Night",
                "paragraphs": [screenwriting._paragraph(kind, text, who) for kind, text, who in hard],
            }
        ],
    }
    studio.answers.register("ShortScreenplay", lambda _: made)

    read = read_screenplay(
        writer(studio, "anthropic").write(ScriptBrief(idea="x")).fountain.encode(), "x.fountain"
    )

    kinds = [element.kind for element in read.elements if element.kind is not ElementKind.PARENTHETICAL]
    speech = [ElementKind.CHARACTER, ElementKind.DIALOGUE]
    assert kinds == [ElementKind.HEADING, *[ElementKind.ACTION] * 3, *speech, *speech, ElementKind.TRANSITION]
    assert read.warnings == () and read.title.title == "Hard: a film"


def test_somebody_unknown_who_speaks_is_sent_back(studio: Studio) -> None:
    """Everybody who speaks is among the people, a heading is a heading, and a scene has an action."""
    heard: list[Asked] = []

    def answer(asked: Asked) -> object:
        heard.append(asked)
        made = screenwriting.short_screenplay(asked)
        if len(heard) == 1:
            made["scenes"][0]["paragraphs"][1]["character"] = "BORIS"
            made["scenes"][1]["heading"] = "The kitchen"
        return made

    studio.answers.register("ShortScreenplay", answer)
    writer(studio, "anthropic").write(ScriptBrief(idea="a light"))

    assert "BORIS speaks and is not among the people: MARA, TOM." in heard[1].prompt
    assert "'The kitchen' is no heading" in heard[1].prompt
