"""How Fountain is read: elements, lines, what is hidden, and agreement with two other readers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from screenplain.parsers import fountain as screenplain_fountain

from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.screenplays import read_screenplay

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAD = "Title: X\n\nINT. ROOM - DAY\n\n"


def read(text: str, name: str = "film.fountain") -> Screenplay:
    return read_screenplay(text.encode(), name)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(element.kind.value, element.text) for element in read(text).elements]


def test_the_last_light_reads_as_reviewed() -> None:
    """The example's elements, with their lines, are those of the golden file."""
    screenplay = read_screenplay(
        (EXAMPLES / "the-last-light.fountain").read_bytes(), "the-last-light.fountain"
    )
    golden = Path(__file__).with_name("the-last-light.txt").read_text(encoding="utf-8")

    written = "".join(
        f"{e.source.first}-{e.source.last} {e.kind.value} {'/'.join(e.extensions)} | {e.text}\n"
        for e in screenplay.elements
    )

    assert written == golden


def test_title_page_gives_title_and_authors_without_marks() -> None:
    """Keys of the title page become the title card; values may stand on indented lines."""
    title = read(
        "Title:\n    _**The Well**_\nCredit: by\nAuthors: Ann and Bo\nSource: a tale\n\nINT. A - DAY\n\nHi.\n"
    ).title

    assert (title.title, title.credit, title.authors, title.source) == (
        "The Well",
        "by",
        ("Ann", "Bo"),
        "a tale",
    )


def test_first_line_with_a_colon_is_no_title_page() -> None:
    """'FADE IN:' and 'He said: hello.' on the first line are screenplay."""
    assert kinds("FADE IN:\n\nINT. A - DAY\n\nHi.\n")[0] == ("transition", "FADE IN:")
    assert kinds("He said: hello.\n\nINT. A - DAY\n\nHi.\n")[0] == ("action", "He said: hello.")


@pytest.mark.parametrize(
    ("heading", "text", "number"),
    [
        ("INT. HOUSE - DAY", "INT. HOUSE - DAY", ""),
        ("ext house - night #12A#", "ext house - night", "12A"),
        ("INT./EXT. CAR - DAY", "INT./EXT. CAR - DAY", ""),
        ("I/E CAR - DAY", "I/E CAR - DAY", ""),
        ("EST. CITY - DAWN", "EST. CITY - DAWN", ""),
        (".ÎLE DE RÉ - JOUR", "ÎLE DE RÉ - JOUR", ""),
        (".灯台 - 夜", "灯台 - 夜", ""),
    ],
)
def test_headings_in_every_form(heading: str, text: str, number: str) -> None:
    """Plain and forced headings of any alphabet, with their scene number."""
    element = read(f"INT. A - DAY\n\nHi.\n\n{heading}\n\nHo.\n").elements[2]

    assert (element.kind, element.text, element.scene_number, element.source.first) == (
        ElementKind.HEADING,
        text,
        number,
        5,
    )


@pytest.mark.parametrize("cue", ["ÉLISE", "МАРА", "MARA (on the radio)", "R2-D2", "@McAvoy", "@光"])
def test_cues_of_any_alphabet_speak(cue: str) -> None:
    """A cue in capitals of any alphabet, or forced, has a speech."""
    read_kinds = [kind for kind, _ in kinds(f"{HEAD}{cue}\nHello.\n")]

    assert read_kinds == ["heading", "character", "dialogue"]


def test_extensions_dual_and_parentheticals() -> None:
    """Brackets of a cue are kept apart from the name; a caret marks speech at the same time."""
    elements = read(f"{HEAD}MARA (V.O.) (CONT'D)\n(softly)\nHi *there*.\n\nTOM ^\nHo.\n").elements

    assert elements[1].extensions == ("V.O.", "CONT'D") and not elements[1].dual
    assert [(e.kind.value, e.text) for e in elements[2:4]] == [
        ("parenthetical", "softly"),
        ("dialogue", "Hi there."),
    ]
    assert elements[4].dual and elements[4].text == "TOM"


def test_notes_and_boneyard_are_never_read() -> None:
    """What is hidden leaves no trace, in the line or over lines, and keeps the numbers of the lines below."""
    screenplay = read(
        f"{HEAD}One [[not said]] two /* gone\n\nINT. GONE - DAY\n\n*/ three.\n\n[[\nalone\n]]\n\nMARA\nHi"
        " [[no]] you.\n"
    )

    assert [(e.text, e.source.first) for e in screenplay.elements[1:]] == [
        ("One two\nthree.", 5),
        ("MARA", 15),
        ("Hi you.", 16),
    ]
    assert screenplay.warnings == ()


@pytest.mark.parametrize("mark", ["/*", "[["])
def test_unclosed_marks_hide_one_paragraph_and_warn_with_the_line(mark: str) -> None:
    """A mark never closed must not swallow the film."""
    screenplay = read(f"{HEAD}One.\n\nTwo {mark} gone\n\nThree.\n")

    assert [e.text for e in screenplay.elements[1:]] == ["One.", "Two", "Three."]
    assert "line 7" in screenplay.warnings[0] and "never closed" in screenplay.warnings[0]


def test_forced_and_marked_paragraphs() -> None:
    """Action, transition, centred text, section, synopsis, page break and lyrics by their marks."""
    read_kinds = kinds(
        f"{HEAD}!MARA\n\n> Slow burn\n\n> THE END <\n\n# Act\n\n= What for\n\n===\n\n~la la\n\nCUT"
        " TO:\n\n...and then.\n"
    )[1:]

    assert read_kinds == [
        ("action", "MARA"),
        ("transition", "Slow burn"),
        ("centered", "THE END"),
        ("section", "Act"),
        ("synopsis", "What for"),
        ("page break", ""),
        ("lyric", "la la"),
        ("transition", "CUT TO:"),
        ("action", "...and then."),
    ]


def test_right_to_left_and_cjk_survive_untouched() -> None:
    """No letter of another script is changed."""
    assert kinds(f"{HEAD}هو يمشي.\n\n彼は歩く。\n")[1:] == [("action", "هو يمشي."), ("action", "彼は歩く。")]


@pytest.mark.parametrize("name", ["the-last-light", "the-night-ferry", "the-importance-of-being-earnest"])
def test_screenplain_agrees_on_the_examples(name: str) -> None:
    """Another reader finds the same headings and the same number of speeches and actions."""
    text = (EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8")
    ours = read(text).elements

    theirs = list(screenplain_fountain.parse(io.StringIO(text)))

    assert [e.text.upper() for e in ours if e.kind is ElementKind.HEADING] == [
        str(p.line.to_plain()) if hasattr(p.line, "to_plain") else _plain(p.line)
        for p in theirs
        if type(p).__name__ == "Slug"
    ]
    assert sum(e.kind is ElementKind.CHARACTER for e in ours) == sum(
        type(p).__name__ == "Dialog" for p in theirs
    )


def _plain(rich: object) -> str:
    return "".join(segment.text for segment in rich.segments)  # type: ignore[attr-defined] - screenplain's rich string


@pytest.mark.parametrize("name", ["the-last-light", "the-night-ferry", "the-importance-of-being-earnest"])
def test_screenplay_tools_agrees_on_the_examples(name: str) -> None:
    """A third reader finds the same cues and speeches in the same order."""
    parser_module = pytest.importorskip("screenplay_tools.fountain.parser")
    text = (EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8")
    parser = parser_module.Parser()
    parser.add_text(text)

    theirs = [
        (e.name if e.type.value == "CHARACTER" else e.text)
        for e in parser.script.elements
        if e.type.value in ("CHARACTER", "DIALOGUE", "PARENTHETICAL")
    ]

    spoken = (ElementKind.CHARACTER, ElementKind.DIALOGUE, ElementKind.PARENTHETICAL)
    assert [e.text for e in read(text).elements if e.kind in spoken] == theirs
