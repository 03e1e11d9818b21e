"""The command `storyreel read`, and what the other commands say of a screenplay before they begin."""

from __future__ import annotations

import json

import pytest

from tests.studio.terminal import Terminal

SCRIPT = """# The Well

By L. Berg

INT. BARN - NIGHT

NORA (30) lights a lamp.

NORA: Who is there?

TOM (O.S.): (softly) Only me.

EXT. YARD - DAWN

[[ how much light? ]]

Rain. Nothing moves.
"""
SUMMARY = "Markdown, English: 2 scenes, 2 places, 2 people, 2 spoken lines"


@pytest.fixture
def script(terminal: Terminal) -> str:
    (terminal.folder / "well.md").write_text(SCRIPT, encoding="utf-8")
    return "well.md"


def test_read_says_scenes_people_and_lines(terminal: Terminal, script: str) -> None:
    """Everything that was understood stands there, and what was left out; nothing is made."""
    said = terminal.type("read", script)

    assert said.code == 0
    assert said.out.startswith(f"{SUMMARY}\nThe Well, by L. Berg\n")
    assert all(
        word in said.out
        for word in ("BARN", "inside", "dawn", "NORA", "heard only", "Only me.", "not seen, softly", "a note")
    )
    assert not (terminal.folder / "films").exists()


def test_read_says_what_the_title_page_says(terminal: Terminal) -> None:
    """Whom to write to, what it is made from and whose it is, on the terminal and in JSON."""
    page = (
        "Title: The Well\nAuthor: L. Berg\nSource: Based on a novel by A. Holm\nContact:"
        " berg@example.org\nCopyright: (c) 2026 L. Berg\n\n"
    )
    (terminal.folder / "well.fountain").write_text(page + "INT. BARN - NIGHT\n\nA lamp.\n", encoding="utf-8")

    shown, said = (
        terminal.type("read", "well.fountain").out,
        json.loads(terminal.type("read", "well.fountain", "--json").out),
    )

    assert (
        "contact: berg@example.org" in shown
        and "after: Based on a novel by A. Holm" in shown
        and "copyright: (c) 2026 L. Berg" in shown
    )
    assert (said["after"], said["contact"], said["copyright"]) == (
        "Based on a novel by A. Holm",
        "berg@example.org",
        "(c) 2026 L. Berg",
    )


def test_read_says_the_scripts_own_numbers_of_scenes(terminal: Terminal) -> None:
    """A production calls a scene by the number that is printed beside it."""
    (terminal.folder / "well.fountain").write_text(
        "INT. BARN - NIGHT #7A#\n\nA lamp.\n\nEXT. YARD - DAY\n\nRain.\n", encoding="utf-8"
    )

    shown, said = (
        terminal.type("read", "well.fountain").out,
        json.loads(terminal.type("read", "well.fountain", "--json").out),
    )

    assert "1 (7A)" in shown
    assert [scene.get("script_number") for scene in said["scenes"]] == ["7A", None]


def test_read_as_json_has_the_shape_that_programs_rely_on(terminal: Terminal, script: str) -> None:
    """Names and nesting of every field."""
    said = json.loads(terminal.type("read", script, "--json").out)

    assert {
        name: said[name]
        for name in ("format", "language", "title", "authors", "scenes", "people", "lines", "notes")
    } == {
        "format": "markdown",
        "language": "en",
        "title": "The Well",
        "authors": ["L. Berg"],
        "scenes": [
            {
                "number": 1,
                "heading": "INT. BARN - NIGHT",
                "place": "BARN",
                "interior": True,
                "time": "night",
                "line": 5,
            },
            {
                "number": 2,
                "heading": "EXT. YARD - DAWN",
                "place": "YARD",
                "interior": False,
                "time": "dawn",
                "line": 13,
            },
        ],
        "people": [
            {"name": "NORA", "lines": 1, "on_screen": True},
            {"name": "TOM", "lines": 1, "on_screen": False},
        ],
        "lines": [
            {
                "scene": 1,
                "speaker": "NORA",
                "text": "Who is there?",
                "off_screen": False,
                "direction": "",
                "line": 9,
            },
            {
                "scene": 1,
                "speaker": "TOM",
                "text": "Only me.",
                "off_screen": True,
                "direction": "softly",
                "line": 11,
            },
        ],
        "notes": [],
    }
    assert {"kind": "ignored", "text": "[[ how much light? ]]", "first_line": 15, "last_line": 15} in said[
        "elements"
    ]
    assert {"first_line": 15, "last_line": 15, "reason": "a note", "text": "[[ how much light? ]]"} in said[
        "ignored"
    ]


@pytest.mark.parametrize("command", ["plan", "estimate"])
def test_what_was_understood_is_said_before_anything_is_bought(
    terminal: Terminal, script: str, command: str
) -> None:
    """In one line, with the notes below it."""
    (terminal.folder / script).write_text(SCRIPT.replace("Rain.", "Rain on\nTOM\n\nagain."), encoding="utf-8")

    said = terminal.type(command, script).out

    assert said.startswith(SUMMARY)
    assert "note: line 18: 'TOM'" in said


def test_a_script_that_cannot_be_filmed_is_refused_with_a_sentence(terminal: Terminal) -> None:
    """The reader's own words, and code 1."""
    (terminal.folder / "empty.md").write_text("# Only a title\n", encoding="utf-8")

    terminal.type("read", "empty.md").is_one_sentence_with("holds no action")
