"""The notebook in examples/ and the README's lines of Python, run as a person runs them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.flows.installation import CHECKOUT, TINY, Install

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server"), pytest.mark.timeout(900)]
NOTEBOOK = CHECKOUT / "examples" / "python.ipynb"
RUN_CELLS = """\
import ast, asyncio, json, sys

async def run(cells):
    names = {}
    for cell in cells:
        *body, last = ast.parse(cell).body
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            forms = [form for form in ("_repr_html_", "_repr_png_") if getattr(shown, form, str)()]
            print(type(shown).__name__, *forms)
        else:
            exec(compile(ast.Module([last], []), "cell", "exec"), names)

asyncio.run(run(json.load(open(sys.argv[1]))))
"""
"""As a notebook does: cells in order, in one namespace and inside an event loop; last values are shown."""
APPROVED = """\
import storyreel
settings = dict(resolution=360, frame_rate="12", approve=["storyboard"])
waits = storyreel.make("approve.fountain", max_scenes=1, **settings)
done = storyreel.make("approve.fountain", yes=True, quiet=True, max_scenes=1)
print(waits.waiting, waits.path, "then", done.waiting, done.path)
"""


def run(house: Install, *words: object) -> list[str]:
    said = house.run(command=(sys.executable, *map(str, words)))
    assert said.code == 0, said.err
    return said.out.splitlines()


def test_the_notebook_runs_from_top_to_bottom(house: Install) -> None:
    """Each cell shows something, and the film is there at the end."""
    cells = [cell for cell in json.loads(NOTEBOOK.read_text())["cells"] if cell["cell_type"] == "code"]
    sources = house.work / "cells.json"
    sources.write_text(json.dumps(["".join(cell["source"]) for cell in cells]))

    shown = run(house, "-c", RUN_CELLS, sources)

    assert [line.split()[0] for line in shown] == [
        *("Analysis", "Drawing", "Video", "Audio", "Audio", "Audio", "FilmPlan", "Film", "Film")
    ]
    assert "_repr_png_" in shown[1]
    assert all("_repr_html_" in line for line in (shown[0], *shown[2:]))
    assert (house.work / "films" / "the-kettle" / "the-kettle.mp4").stat().st_size > 10_000
    (sketched,) = (house.work / "films").glob("a-clockmaker-*/screenplay-*.fountain")
    assert "A clockmaker hears a clock that nobody wound." in sketched.read_text()
    assert (sketched.parent / f"{sketched.parent.name}.mp4").stat().st_size > 10_000
    assert all(cell["outputs"] == [] for cell in cells)


def test_the_film_uses_what_single_calls_made(house: Install) -> None:
    """A line that was spoken from Python, a shot that was drawn and filmed: none is made again."""
    house.script(TINY, "single.fountain")
    program = (
        "import storyreel\n"
        "settings = dict(resolution=360, frame_rate='12', look='noir')\n"
        "shot = storyreel.analyse('single.fountain', **settings).shots[0]\n"
        "storyreel.shoot(shot)\n"
    )
    run(house, "-c", program)
    before = house.work_done()

    house.make(Path("single.fountain"), "films/single", "--look", "noir")

    made = house.new_work(before)
    assert made
    assert not {"SC010-SH010 keyframes", "SC010-SH010 clip", "kitchen environment"} & set(made)


def test_a_gate_that_is_named_waits_whoever_says_yes(house: Install) -> None:
    """Only the gate that a paid crew has of its own is lifted by yes."""
    house.script(TINY, "approve.fountain")

    assert run(house, "-c", APPROVED) == ["storyboard None then storyboard None"]


def test_the_lines_of_the_readme_run(house: Install) -> None:
    """They are typed in one go beside a screenplay."""
    blocks = re.findall(r"```python\n(.*?)```", (CHECKOUT / "README.md").read_text(), re.DOTALL)
    (lines,) = [block for block in blocks if block.startswith("import storyreel")]
    beside = Install(house.home, house.work / "python")
    beside.work.mkdir()
    beside.script(TINY, "my-script.fountain")

    run(beside, "-c", lines)

    assert (beside.work / "line.flac").read_bytes()[:4] == b"fLaC"
    assert (beside.work / "first.png").read_bytes()[:4] == b"\x89PNG"
