"""The command `storyreel read`: what is understood of a screenplay, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable

from storyreel.film.screenplay import Screenplay
from storyreel.planning.reading import Reading, understand
from storyreel.project.screenplays import read_script
from studio.exits import DONE
from studio.printing import Screen, print_table, say_json, tell

_LONGEST_CELL = 70


def read_command(script: str, *, json: bool) -> int:
    """Print what was understood, as tables or as JSON."""
    reading = understand(read_script(script))
    if json:
        say_json(reading.model_dump(mode="json"))
        return DONE
    screen = Screen()
    _print_title(screen, reading)
    heads = ("scene", "line", "place", "", "time", "heading")
    _print(screen, heads, _scene_rows(reading), right=("scene", "line"))
    _print(screen, ("who", "lines", "seen"), _people_rows(reading), right=("lines",))
    _print(screen, ("line", "speaker", "says", "how"), _line_rows(reading), right=("line",))
    _print(screen, ("left out", "because it is", "text"), _left_out_rows(reading))
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
    for label, told in labelled.items():
        if told:
            screen.print(f"{label}: {told}")


def _scene_rows(reading: Reading) -> Iterable[tuple[str, ...]]:
    for scene in reading.scenes:
        number = f"{scene.number} ({scene.script_number})" if scene.script_number else str(scene.number)
        side = "inside" if scene.interior else "outside"
        yield number, str(scene.line), scene.place, side, scene.time, scene.heading


def _people_rows(reading: Reading) -> Iterable[tuple[str, ...]]:
    for one in reading.people:
        yield one.name, str(one.lines), "yes" if one.on_screen else "heard only"


def _line_rows(reading: Reading) -> Iterable[tuple[str, ...]]:
    for line in reading.lines:
        how = ", ".join(filter(None, ("not seen" if line.off_screen else "", line.direction)))
        yield str(line.line), line.speaker, _short(line.text), _short(how)


def _left_out_rows(reading: Reading) -> Iterable[tuple[str, ...]]:
    for one in reading.ignored:
        is_one_line = one.first_line == one.last_line
        lines = f"line {one.first_line}" if is_one_line else f"lines {one.first_line}-{one.last_line}"
        yield lines, one.reason, _short(" ".join(one.text.split()))


def _print(
    screen: Screen, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], right: tuple[str, ...] = ()
) -> None:
    listed = list(rows)
    if listed:
        screen.print()
        print_table(screen, heads, listed, right=right)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 3].rstrip()}..."
