"""The command `storyreel read`: how a screenplay is understood, before anything is made from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from storyreel.film.screenplay import Screenplay
from storyreel.planning.reading import LeftOut, LineRead, PersonRead, Reading, SceneRead, understand
from storyreel.project.screenplays import read_script
from studio.exits import DONE
from studio.printing import Screen, print_table, say_json, tell

_LONGEST_CELL = 70
_Row: TypeAlias = tuple[str, ...]


def read_command(script: str, *, json: bool) -> int:
    """Print what was understood, as tables or as JSON."""
    reading = understand(read_script(script))
    if json:
        say_json(reading.model_dump(mode="json"))
        return DONE
    screen = Screen()
    _print_title(screen, reading)
    heads = ("scene", "line", "place", "", "time", "heading")
    _print(screen, heads, map(_scene_row, reading.scenes), right=("scene", "line"))
    _print(screen, ("who", "lines", "seen"), map(_person_row, reading.people), right=("lines",))
    _print(screen, ("line", "speaker", "says", "how"), map(_line_row, reading.lines), right=("line",))
    _print(screen, ("left out", "because it is", "text"), map(_left_out_row, reading.ignored))
    for note in reading.notes:
        screen.print(f"note: {note}")
    return DONE


def tell_reading(screenplay: Screenplay) -> frozenset[str]:
    """Print on stderr, in a line, what was understood, and the notes. Returns the notes."""
    tell(understand(screenplay).summary)
    for note in screenplay.warnings:
        tell(f"note: {note}")
    return frozenset(screenplay.warnings)


def _print_title(screen: Screen, reading: Reading) -> None:
    screen.print(reading.summary)
    written_by = f", by {', '.join(reading.authors)}" if reading.authors else ""
    screen.print(f"{reading.title}{written_by}")
    labelled = {"after": reading.after, "contact": reading.contact, "copyright": reading.copyright}
    for label, value in labelled.items():
        if value:
            screen.print(f"{label}: {value}")


def _scene_row(scene: SceneRead) -> _Row:
    return _number(scene), str(scene.line), scene.place, _side(scene), scene.time, scene.heading


def _side(scene: SceneRead) -> str:
    return "inside" if scene.interior else "outside"


def _number(scene: SceneRead) -> str:
    return f"{scene.number} ({scene.script_number})" if scene.script_number else str(scene.number)


def _person_row(one: PersonRead) -> _Row:
    return one.name, str(one.lines), "yes" if one.on_screen else "heard only"


def _line_row(line: LineRead) -> _Row:
    return str(line.line), line.speaker, _short(line.text), _short(_how(line))


def _how(line: LineRead) -> str:
    return ", ".join(filter(None, ("not seen" if line.off_screen else "", line.direction)))


def _left_out_row(one: LeftOut) -> _Row:
    return _lines(one), one.reason, _short(" ".join(one.text.split()))


def _lines(one: LeftOut) -> str:
    if one.first_line == one.last_line:
        return f"line {one.first_line}"
    return f"lines {one.first_line}-{one.last_line}"


def _print(screen: Screen, heads: tuple[str, ...], rows: Iterable[_Row], right: tuple[str, ...] = ()) -> None:
    listed = list(rows)
    if listed:
        screen.print()
        print_table(screen, heads, listed, right=right)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 3].rstrip()}..."
