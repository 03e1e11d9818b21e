"""Every character of a text is in exactly one element, or is ignored with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storyreel.film.screenplay import ElementKind
from storyreel.screenplays.reader import read_text
from storyreel.screenplays.source import prepared

CASES = Path(__file__).parent / "cases"
LINES = [
    "INT. BARN - DAY",
    "1. EXT. YARD - NIGHT 1",
    "SCENE 2",
    "Scene 3: Kitchen, Morning",
    "ROOM/NIGHT",
    "ACT I",
    "# A",
    "## Characters",
    "- **ROSA** - a baker",
    "MARA",
    "MARA (V.O.) ^",
    "Mara: Hello.",
    "**TOM:** (softly) Yes.",
    "**Tom**",
    "ROSA. Not *now*.",
    "(softly)",
    "(he stops",
    "and looks up) Now.",
    "[SOUND: rain]",
    "Rain falls on the roof.",
    "She says nothing: not one word.",
    "CUT TO:",
    "FADE OUT.",
    "THE END",
    "MONTAGE",
    'SUPER: "Ten years"',
    "CLOSE ON: a lamp",
    "12.",
    "(MORE)",
    "CONTINUED: 13.",
    "Location: a barn. Dark.",
    "Time: Night",
    "Characters: MARA, TOM",
    "Title: The Well",
    "by Ann & Bo",
    "Logline: a well.",
    "",
    "",
    "",
    "  ",
    "[[ a note",
    "]]",
    "/* gone",
    "*/ back",
    "<!-- x -->",
    "> x <",
    "> CUT TO:",
    "> a quotation",
    "= s",
    "===",
    "---",
    "~la la",
    "!MARA",
    "@mara",
    ".yard",
    "**b*",
    "```",
    "```fountain",
    "| a | b |",
    "|---|---|",
    "&amp; <br>so",
    "“Who is there?” asked Mara. “Me,” said Tom.",
    "'It's cold,' he said.",
    "健太「遅かったね」",
    "小满：你来晚了。",
    "○　道（夜）",
    "Here is your script:",
    "Let me know if you want changes to the script!",
    "Visual: a lamp.",
    "VO: Once.",
    "\u2028odd\x0bline\x0cends",
    "a\u00a0b\u200bc",
    "***",
    "_x_ \\*y\\*",
    "Chapter One",
    "Genre: noir",
    "<br>",
    "</div>",
    '<div align="center">',
    "&nbsp;",
    ">",
    "*/",
    "JOE - Hi.",
    "SAL, laughing: Ho.",
    "[MUM]",
    "3 OMITTED 3",
    "HEAD   FINAL DRAFT   3.",
    "1. **JOE:** Hi.",
    "ANNA.",
    "Yes. [Goes.] No (quietly) so. (Sits.)",
    "[0:00-0:10] Intro",
    "Hook (0-3s): Visual: a hand",
    "| Visual | Audio |",
    "SCENE. A garden. Roses climb the wall.",
    "FIN",
]
ENDINGS = [".fountain", ".md", ".txt"]


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=24), ending=st.sampled_from(ENDINGS))
@example(lines=["MARA", "(he stops", "", "INT. BARN - DAY"], ending=".fountain")
def test_lines_in_any_order_are_kept_whole(lines: list[str], ending: str) -> None:
    """Marks, names, headings and stories in any order."""
    require_whole("\n".join(lines), ending)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300), ending=st.sampled_from(ENDINGS))
def test_any_text_is_kept_whole(text: str, ending: str) -> None:
    """Whatever characters stand in it."""
    require_whole(text, ending)


@pytest.mark.parametrize(
    "path", sorted(path for path in CASES.glob("*") if path.suffix in ENDINGS), ids=lambda path: path.name
)
def test_what_people_write_is_kept_whole(path: Path) -> None:
    """Screenplays as people type them."""
    require_whole(path.read_text(encoding="utf-8"), path.suffix)


def require_whole(text: str, ending: str) -> None:
    """Check that the elements' characters part the text, and that what is ignored says why."""
    screenplay = read_text(text.replace("\r\n", "\n").replace("\r", "\n"), ending, "x")
    whole = prepared(text.replace("\r\n", "\n").replace("\r", "\n"))
    spans = sorted(
        span for element in (*screenplay.elements, *screenplay.ignored) for span in element.fragments
    )
    covered = bytearray(len(whole))
    for start, end in spans:
        assert 0 <= start <= end <= len(whole)
        assert not any(covered[start:end]), f"{whole[start:end]!r} is in two elements"
        covered[start:end] = b"\1" * (end - start)
    lost = "".join(
        sign for sign, there in zip(whole, covered, strict=True) if not there and not sign.isspace()
    )
    assert lost == ""
    assert all(element.reason and element.kind is ElementKind.IGNORED for element in screenplay.ignored)
