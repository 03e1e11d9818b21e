"""What reaches the terminal: text, and rich's own colours.

Never what a title, a name or an answer would have the terminal do.
"""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.progress import Progress, TextColumn

from storyreel.film.errors import FilmError
from storyreel.film.printable import printable, printable_json
from studio import inspect_commands, printing
from studio.printing import Screen, print_table
from tests.studio.terminal import Terminal

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal acts on, or what turns text around; tab and line end are left."""
HOSTILE = "\x1b]0;owned\x07\u009b31m\u202eevil\u2066\r\x1b[2J[red]x[/red] [link=http://evil]y[/link] :smile:"
LEFT = "]0;owned31mevil[2J[red]x[/red] [link=http://evil]y[/link] :smile:"
HARD_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b\x9b\u202e\u2066\r\x07[]\ud800\u2028\x7f")), max_size=60
)


@given(HARD_TEXT)
def test_no_text_moves_the_terminal(text: str) -> None:
    """Through a line, a table, a panel's worth of markup, or the words beside the bar."""
    out = io.StringIO()
    screen = Screen(file=out)

    screen.print(text, soft_wrap=True)
    screen.print(f"[bold]{text}")
    print_table(screen, ("what", text), [(text, text)])
    bar = Progress(TextColumn("{task.description}", markup=False), console=screen)
    bar.add_task(text)
    screen.print(bar)
    printing.tell(text, out)

    assert not OBEYED.search(out.getvalue())


@given(st.dictionaries(HARD_TEXT, st.lists(HARD_TEXT, max_size=2), max_size=2))
def test_json_reads_back_the_same_and_holds_nothing_to_obey(data: dict[str, list[str]]) -> None:
    """What is taken out of text stands in data as an escape."""
    written = printable_json(data)

    assert json.loads(written) == data
    assert not OBEYED.search(written)
    assert printable(written) == written


def test_markup_and_codes_of_rich_stay_as_typed() -> None:
    """A name in brackets is no style, no link and no picture."""
    out = io.StringIO()

    Screen(file=out).print(HOSTILE, soft_wrap=True)
    print_table(Screen(file=out), ("what",), [("[bold]a[/bold] \\[b]",)])

    assert out.getvalue().splitlines()[0] == LEFT
    assert "[bold]a[/bold] \\[b]" in out.getvalue()


def test_colours_of_our_own_are_kept() -> None:
    """Only the text is cleaned."""
    out = io.StringIO()
    screen = Screen(file=out)
    screen._color_system = (
        screen._color_system or __import__("rich.console", fromlist=["ColorSystem"]).ColorSystem.STANDARD
    )

    screen.print("x\x1b[31my", style="red")

    assert out.getvalue() == "\x1b[31mx[31my\x1b[0m\n"


def script(terminal: Terminal) -> Path:
    """A screenplay with control characters in title, places and people, long enough to be text."""
    escaped = HOSTILE.replace("\r", "")
    more = "\n\nShe waits at the window and listens to the rain. " * 40
    return terminal.script(
        f"Title: The {escaped} Film\n\nINT. KITCHEN \u202e - NIGHT\n\n@ANNA {escaped}\nIt is late.{more}\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--every"),
        ("estimate",),
        ("estimate", "--crew", "cloud"),
        ("plan", "--json"),
        ("estimate", "--crew", "cloud", "--json"),
    ],
)
def test_a_hostile_screenplay_is_planned_and_priced_in_plain_text(
    arguments: tuple[str, ...], terminal: Terminal
) -> None:
    """Nothing of it acts; with --json everything of it is there."""
    said = terminal.type(arguments[0], script(terminal), *arguments[1:])

    assert said.code == 0, said.err
    assert said.out
    assert not OBEYED.search(said.out + said.err)
    if "--json" in arguments:
        json.loads(said.out)


@pytest.mark.parametrize("hostile", ["x\x1b]0;owned\x07", "\u202etxt", "\u009b31m", "[red]x[/red]"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "{}.fountain"),
        ("plan", "x", "--look", "{}"),
        ("{}",),
        ("plan", "x", "--{}", "y"),
        ("status", "{}"),
        ("doctor", "{}"),
        ("publish", "{}", "--hours=1"),
    ],
)
def test_what_was_typed_is_repeated_as_text(
    arguments: tuple[str, ...], hostile: str, terminal: Terminal
) -> None:
    """In our errors and in those of the library that reads the command line."""
    said = terminal.type(*(argument.format(hostile) for argument in arguments))

    assert said.code in (1, 2)
    assert said.out + said.err
    assert not OBEYED.search(said.out + said.err)


def test_an_error_in_a_providers_words_is_text(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """RunPlan, unforeseen, and with its traceback."""

    def refused(*_args: object, **_more: object) -> int:
        raise FilmError(f"The provider says {HOSTILE}.")

    def unforeseen(*_args: object, **_more: object) -> int:
        raise ZeroDivisionError(HOSTILE)

    for command, debug in ((refused, ""), (unforeseen, ""), (unforeseen, "1")):
        monkeypatch.setattr(inspect_commands, "plan_command", command)
        monkeypatch.setenv("STORYREEL_DEBUG", debug)
        said = terminal.type("plan", "x")
        assert "owned" in said.err
        assert not OBEYED.search(said.err)


def test_the_display_shows_gaps_and_names_as_text() -> None:
    """What a run tells while it goes on, and at its end."""
    from flows.outcome import MadeFilm
    from flows.progress import Progress as Step
    from storyreel.project.project import Project
    from studio.display import Display

    class Folder:
        folder, slug = Path(f"/films/{HOSTILE}"), "x"

    out = io.StringIO()
    display = Display(quiet=False, ui_url="http://127.0.0.1:1", terminal=out)
    display._live = True
    project: Project = Folder()  # type: ignore[assignment]
    with display:
        display.hear(Step("planned", work=1.0, calls=2))
        display.hear(Step("begun", f"{HOSTILE} clip", "clip"))
        display.hear(Step("gap", f"{HOSTILE} clip", "clip", message=HOSTILE))
    for waiting in ("", "clips"):
        display.outcome(
            MadeFilm(
                title=HOSTILE,
                folder=Folder.folder,
                gaps=(f"a: {HOSTILE}",),
                warnings=(HOSTILE,),
                pieces=(HOSTILE,),
                waiting=waiting,
            ),
            project,
            1.0,
        )

    printed = out.getvalue()
    assert LEFT in printed
    assert not OBEYED.search(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", printed.replace("\r", "")))
    assert "owned\x07" not in printed and "\x1b]" not in printed


def test_a_question_is_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And its answer is read without spaces."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(" YES \n"))

    assert printing.ask(f"Buy {HOSTILE}? [y/N] ") == "yes"
    assert capsys.readouterr().err == f"Buy {LEFT}? [y/N] "
