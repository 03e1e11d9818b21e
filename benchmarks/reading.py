"""Times the reader on a feature of 120 pages, against screenplain 0.12.0 and screenplay-tools 0.0.10.

The feature is generated: 200 scenes of action and speech, with as many lines as 120 pages have. Our reader
also reads five megabytes of it.

    python -m benchmarks.reading
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator

from screenplain.parsers import fountain as screenplain_fountain
from screenplay_tools.fountain.parser import Parser

from storyreel.screenplays.reader import read_text

SCENES = 200
TIMES = 5
PLACES = ("KITCHEN", "HARBOUR", "FOREST ROAD", "OFFICE", "LIGHTHOUSE")
PEOPLE = ("MARA", "TOM", "OLD HOBBS", "DR. REED", "THE CAPTAIN")
LARGE_CHARACTERS = 5_000_000


def feature() -> str:
    """A screenplay of 120 pages at 55 lines a page."""
    scenes = ("\n\n".join(_paragraphs(scene)) for scene in range(SCENES))
    return "Title: Two Hours\nAuthor: A. B.\n\n" + "\n\n".join(scenes) + "\n"


def _paragraphs(scene: int) -> Iterator[str]:
    side, hour = "INT" if scene % 2 else "EXT", "NIGHT" if scene % 3 else "DAY"
    yield f"{side}. {PLACES[scene % len(PLACES)]} - {hour}"
    for n in range(4):
        person = PEOPLE[(scene + n) % 5]
        yield (
            f"{person.title()} walks to the window and looks out at the rain, scene {scene}.\n"
            "Nothing moves but a *lamp* on the pier."
        )
        cue = f"{person} (O.S.)" if n == 2 else person
        direction = "(softly)\n" if n == 1 else ""
        yield f"{cue}\n{direction}Who left the door open, and why is it line {n} of scene {scene}?"


def main() -> None:
    """Print the figures as JSON."""
    text = feature()
    facts = _facts(text, _best_seconds(text), _seconds_of_large(text))
    print(json.dumps(facts, indent=2))  # noqa: T201 what is asked for


def _best_seconds(text: str) -> dict[str, float]:
    """The fastest of several readings, by reader."""
    return {name: min(_timed(way) for _ in range(TIMES)) for name, way in _readers(text).items()}


def _readers(text: str) -> dict[str, Callable[[], object]]:
    return {
        "storyreel": lambda: read_text(text, ".fountain", "x"),
        "screenplain": lambda: list(screenplain_fountain.parse(io.StringIO(text))),
        "screenplay-tools": lambda: Parser().add_text(text),
    }


def _seconds_of_large(text: str) -> float:
    large = (text * (LARGE_CHARACTERS // len(text) + 1))[:LARGE_CHARACTERS]
    return _timed(lambda: read_text(large, ".fountain", "x"))


def _facts(text: str, seconds: dict[str, float], large_seconds: float) -> dict[str, object]:
    """What is printed, by its name."""
    per_character = large_seconds / LARGE_CHARACTERS / (seconds["storyreel"] / len(text))
    fastest_rival = min(seconds["screenplain"], seconds["screenplay-tools"])
    return {
        "lines": text.count("\n"),
        "characters": len(text),
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "of the fastest rival": round(seconds["storyreel"] / fastest_rival, 2),
        "five megabytes, seconds": round(large_seconds, 2),
        "five megabytes, seconds for a character against the feature's": round(per_character, 2),
    }


def _timed(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
