"""Screenplays as people really type them, each with its right reading in `cases.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from storyreel.planning.reading import LineRead, Reading, understand
from storyreel.screenplays import read_screenplay

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))


def summary_of(reading: Reading) -> dict[str, object]:
    """What a reading says, in lines a person can check."""
    return {
        "summary": reading.summary,
        "title": f"{reading.title}, by {' and '.join(reading.authors)}" if reading.authors else reading.title,
        "scenes": [
            f"{'inside' if scene.interior else 'outside'}, {scene.place}, {scene.time}"
            for scene in reading.scenes
        ],
        "people": [
            f"{one.name} {one.lines}{'' if one.on_screen else ', heard only'}" for one in reading.people
        ],
        "lines": [_line(line) for line in reading.lines],
        "notes": len(reading.notes),
    }


def _line(line: LineRead) -> str:
    how = "".join(
        [" (not seen)" if line.off_screen else "", f" ({line.direction})" if line.direction else ""]
    )
    return f"{line.scene} {line.speaker}{how}: {line.text}"


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_people_type_is_understood(name: str) -> None:
    """Scenes, people, speeches and title are the right ones."""
    assert summary_of(understand(read_screenplay((HERE / "cases" / name).read_bytes(), name))) == CASES[name]


def test_every_case_has_its_right_reading() -> None:
    """No input lies there unchecked."""
    assert sorted(CASES) == sorted(path.name for path in (HERE / "cases").iterdir())
