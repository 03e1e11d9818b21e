"""Screenplays written in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyreel.film.screenplay import ElementKind, Screenplay
from storyreel.screenplays.reader import read_screenplay

WELL = """# The Well

*by R. Picky*

## INT. BARN - NIGHT

Rain. NORA (30) lights a lamp.

**NORA**
Who is there?

**Tom:** Only me. *Do* sit down.

---

**EXT. YARD - DAWN**

A rat runs past.

NORA

Nothing.

NORA

And nobody.
"""


def read(text: str, name: str = "well.md") -> Screenplay:
    return read_screenplay(text.encode(), name)


def elements_of(screenplay: Screenplay) -> list[tuple[ElementKind, str, int]]:
    return [(element.kind, element.text, element.source.first) for element in screenplay.elements]


def test_headings_are_scenes_and_bold_names_speak() -> None:
    """Each element has the number of its line.

    The first heading is the title, and what stands below it the author.
    """
    screenplay = read(WELL)

    assert (screenplay.title.title, screenplay.title.authors, screenplay.format) == (
        "The Well",
        ("R. Picky",),
        "markdown",
    )
    assert elements_of(screenplay) == [
        (ElementKind.HEADING, "INT. BARN - NIGHT", 5),
        (ElementKind.ACTION, "Rain. NORA (30) lights a lamp.", 7),
        (ElementKind.CHARACTER, "NORA", 9),
        (ElementKind.DIALOGUE, "Who is there?", 10),
        (ElementKind.CHARACTER, "TOM", 12),
        (ElementKind.DIALOGUE, "Only me. Do sit down.", 12),
        (ElementKind.PAGE_BREAK, "", 14),
        (ElementKind.HEADING, "EXT. YARD - DAWN", 16),
        (ElementKind.ACTION, "A rat runs past.", 18),
        (ElementKind.CHARACTER, "NORA", 20),
        (ElementKind.DIALOGUE, "Nothing.", 22),
        (ElementKind.CHARACTER, "NORA", 24),
        (ElementKind.DIALOGUE, "And nobody.", 26),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "INT. BARN - NIGHT",
        "# INT. BARN - NIGHT",
        "### int. barn - night ###",
        "**INT. BARN - NIGHT**",
        "## **INT. BARN - NIGHT**",
    ],
)
def test_a_scene_heading_is_one_however_it_is_marked(heading: str) -> None:
    screenplay = read(f"# The Well\n\nA film.\n\n{heading}\nNora waits.\n")

    found = [element.text.upper() for element in screenplay.elements if element.kind is ElementKind.HEADING]
    assert found == ["INT. BARN - NIGHT"]
    assert screenplay.elements[-1].text == "Nora waits."


def test_sections_between_scenes_and_a_title_page_stay() -> None:
    """Other headings are sections; a title page wins over the first heading."""
    screenplay = read(
        "Title: Water\nAuthor: A. Writer\n\n# Act One\n\n## INT. BARN - NIGHT\n\nRain.\n\nBANG\n\nThe door"
        " opens.\n"
    )

    assert (screenplay.title.title, screenplay.title.authors) == ("Water", ("A. Writer",))
    assert [kind for kind, _, _ in elements_of(screenplay)] == [
        ElementKind.SECTION,
        ElementKind.HEADING,
        *[ElementKind.ACTION] * 3,
    ]


def test_a_story_in_markdown_stays_a_story() -> None:
    assert ElementKind.NARRATION in {
        kind for kind, _, _ in elements_of(read("# The Well\n\nOnce there was a well.\n"))
    }


@given(
    st.lists(
        st.sampled_from(
            ["# A", "## INT. BARN - DAY", "**NORA**", "NORA", "", "**Tom:** no", "---", "text", "*by*", "> q"]
        ),
        max_size=30,
    )
)
def test_any_order_of_lines_is_read_with_its_own_numbers(lines: list[str]) -> None:
    text = "\n".join([*lines, "", "## EXT. END - DAY", "", "Rain."])

    numbers = [element.source.first for element in read(text).elements]

    assert numbers == sorted(numbers)
    assert numbers[-1] == len(lines) + 4
