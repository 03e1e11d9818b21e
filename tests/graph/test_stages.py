"""Stages and calls: one row describes a stage, and a call's id and its text convert into each other."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.crew import animatic_crew
from storyreel.film.abilities import CAPABILITIES
from storyreel.graph.stages import STAGES, CallId, Stage, call_named
from tasks.departments import TASKS
from tests.sources import AT_ONE_WORKER, CODE, ROOT, nodes_of

MADE_IN = (
    "storyreel/graph/",
    "studio/board/",  # pages say in words what each stage makes
    "tasks/writing.py",
    "tasks/pictures.py",
    "tasks/filming.py",
    "tasks/sound.py",
    "tasks/cutting.py",
)
"""Rows, builders and tasks: the files in which a stage is added."""
NAMES_A_STAGE = {
    "flows/_retakes.py": "takes are judged of clips",
    "storyreel/project/kept_clips.py": "a shot has as many clips as were bought of it",
    "storyreel/project/likeness_costs.py": "what pictures and trained weights cost is told apart",
    "storyreel/project/notes.py": "what is said of a narrator without word times",
    "storyreel/project/remembering.py": "who was introduced once is not asked about again",
    "storyreel/project/parts.py": "clips are written out; the film itself is not one of its parts",
    "studio/api/shots.py": "one call a stage in Python",
    "studio/api/sounds.py": "one call a stage in Python",
    "flows/clips.py": "a worker of the pool makes clips, and nothing else",
    "flows/preview.py": "lines that are spoken already give the film its length",
}
"""Exceptions, with their reasons."""


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_row_and_its_task(stage: Stage) -> None:
    """A row without a task could be planned and never made."""
    row = STAGES[stage]

    assert TASKS[stage].name == stage.value
    assert bool(row.capability) is (row.ask is not None)
    assert row.capability in ("", *CAPABILITIES)


@AT_ONE_WORKER
def test_only_rows_builders_and_tasks_name_a_stage() -> None:
    """All other files read the row, so that a new stage changes three files."""
    found = {
        str(path.relative_to(ROOT))
        for path in CODE
        for node in nodes_of(path, ast.Attribute)
        if isinstance(node.value, ast.Name) and node.value.id == "Stage" and node.attr.isupper()
    }

    assert {name for name in found if not name.startswith(MADE_IN)} == NAMES_A_STAGE.keys()


subjects = st.sampled_from(
    [
        "SC010-SH010",
        "kitchen",
        "kitchen/night-clear",
        "mara-voss",
        "music",
        "scene",
        "title",
        "film",
        "line",
        "people",
    ]
)


@given(
    st.sampled_from([stage for stage in Stage if stage is not Stage.OWN_LINE]),
    subjects,
    st.integers(0, 12),
    st.integers(0, 3),
    st.data(),
)
def test_the_text_of_an_id_is_read_back(
    stage: Stage, subject: str, index: int, count: int, data: st.DataObject
) -> None:
    """Whatever can stand in it; a line is taken for a spoken one."""
    row = STAGES[stage]
    numbered = "{number}" in row.name
    call = CallId(
        stage,
        subject if "{subject}" in row.name else "",
        data.draw(st.sampled_from(row.parts or ("",))) if "{part}" in row.name else "",
        index if numbered else 0,
        max(index, count) if numbered and index and count else 0,
    )

    assert call_named(str(call)) == call


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (CallId(Stage.SPEECH, "SC020-SH010", index=2), "SC020-SH010 line 2"),
        (CallId(Stage.OWN_LINE, "SC020-SH010", index=2), "SC020-SH010 line 2"),
        (CallId(Stage.STILL, "SC020-SH010", "last"), "SC020-SH010 last frame"),
        (CallId(Stage.CLIP, "SC020-SH010"), "SC020-SH010 clip"),
        (CallId(Stage.REVIEW, "SC020-SH010", index=1, count=2), "SC020-SH010 clip 1 of 2 review"),
        (CallId(Stage.CHUNK, "SC020-SH010", "body", 2, 3), "SC020-SH010 body 2 of 3"),
        (CallId(Stage.SOUND, "kitchen/night-rain", "ambience", 1), "kitchen/night-rain ambience 1"),
        (CallId(Stage.MUSIC, part="calm", index=1), "music 1 calm"),
        (CallId(Stage.ANALYSIS, index=3), "scene 3 analysis"),
        (CallId(Stage.INTRODUCTION, index=1), "people and places 1"),
        (CallId(Stage.HEARING), "narration words"),
        (CallId(Stage.FILM), "film"),
    ],
)
def test_texts_are_those_that_films_and_people_know(call: CallId, text: str) -> None:
    """film.toml, `redo` and every ledger have them."""
    assert str(call) == text


@pytest.mark.parametrize(
    "text", ["", "nonsense", "music", "SC010-SH010", "SC010-SH010 clips", "mara reference", "line 1"]
)
def test_what_is_no_calls_text_is_nobodys(text: str) -> None:
    """A text that names no call is refused."""
    assert call_named(text) is None or str(call_named(text)) == text


def test_every_capability_answers_by_its_row() -> None:
    """What a row asks, a member of the capability has."""
    crew = animatic_crew()
    asked = {
        row.ask.__code__.co_names[0] for row in STAGES.values() if row.ask and crew.member(row.capability)
    }

    assert asked
    members = [
        member for row in STAGES.values() if row.capability and (member := crew.member(row.capability))
    ]
    assert all(any(hasattr(member, name) for member in members) for name in asked)
