"""What looks like a screenplay and was not read as one is said, with its line.

A clean script gives no note.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.screenplays import read_screenplay

EXAMPLES = Path(__file__).parents[2] / "examples"
TALK = "INT. A - DAY\n\nANNA\nHi.\n\nTOM\nHo.\n\nANNA\nHi.\n\n"


def notes(text: str, name: str = "a.fountain") -> tuple[str, ...]:
    return read_screenplay(text.encode(), name).warnings


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.fountain")), ids=lambda path: path.name)
def test_clean_scripts_give_no_notes(path: Path) -> None:
    assert notes(path.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{TALK}Rain.\n\nZed: is that you?\n", 14, "'Zed:' stands before a colon"),
        (f"{TALK}Rain falls on the\nTOM\n\nroof.\n", 13, "'TOM' speaks elsewhere and stands here alone"),
        (
            f"{TALK}OLD MILL\n\nA bird.\n\nOLD MILL\n\nA tree.\n",
            12,
            "'OLD MILL' stands alone in capitals more than once",
        ),
        (f"{TALK}ANNA\nHi (she laughs) you.\n", 13, "'(she laughs)' stands in brackets inside speech"),
        (f'{TALK}"Hello there," said Anna.\n', 12, "is quoted and nobody is named"),
        (f"{TALK}| a | b |\n|---|---|\n| c | d |\n", 12, "a row of a table"),
        (
            (
                "INT. KÖK - NATT\n\nAnna häller upp kaffe och tittar länge ut genom fönstret mot"
                " gatan.\n\nANNA\nDet är sent och jag är trött.\n"
            ),
            1,
            "'sv'",
        ),
        ('"Who is there at this hour?"\n\nThe rain fell all night.\n', 1, "nobody is named who says it"),
    ],
)
def test_what_looks_odd_is_said_with_its_line(text: str, line: int, words: str) -> None:
    """A note names the first line, what stands there, and what to do."""
    said = notes(text, "a.fountain" if "Who is" not in text else "a.txt")

    assert any(f" {line}" in note.split(":")[0] and words in note for note in said), said


def test_a_note_names_a_few_lines_and_counts_the_rest() -> None:
    """Hundreds of odd lines are one note."""
    said = notes(TALK + "".join(f"Rain {n}.\n\nANNA\nOh (she sighs) {n}.\n\n" for n in range(20)))

    assert len(said) == 1
    assert said[0].startswith("lines 15, 20, 25, 30 and 16 more: '(she sighs)'")
