"""The shots of a scene: grammar, lines, people and moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyreel.film.briefs import AnchorBrief
from storyreel.film.pace import PaceTerms
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.film.storyboard import CameraMove, Delivery, Pose, ShotSize, TransitionKind
from storyreel.graph.captions import VoicedLine, captions_of_line, in_order
from storyreel.planning import analyse_scene, split_scenes, survey, write_anchor
from storyreel.planning.shot_lengths import pace_brief, shot_seconds
from storyreel.screenplays import read_screenplay
from tests.planning.planned import film_seconds, plan, written

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ["the-last-light", "the-night-ferry", "the-importance-of-being-earnest"]
TALK = "INT. KITCHEN - DAY\n\nA stove. MARA (40) sits at the table. TOM (19) enters.\n\n" + "".join(
    f"{who}\nThis is a line of about ten words, number {n}.\n\n" for n in range(6) for who in ("MARA", "TOM")
)


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.fountain").read_text(encoding="utf-8")


def test_the_last_light_is_planned_as_reviewed() -> None:
    """The example's storyboard is the golden file's."""
    assert written(plan(example("the-last-light"))) == Path(__file__).with_name(
        "the-last-light.txt"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "shortest", "longest"), [(NAMES[0], 72, 80), (NAMES[1], 262, 286), (NAMES[2], 150, 171)]
)
def test_examples_last_as_long_as_they_should(name: str, shortest: float, longest: float) -> None:
    """Estimated lengths are within 6 % of the films of the embedded crew: 76.3, 276.6 and 161.1 seconds."""
    assert shortest <= film_seconds(plan(example(name))) <= longest


@pytest.mark.parametrize("name", NAMES)
def test_every_speech_is_spoken_once_and_in_order(name: str) -> None:
    """No line is lost, doubled or moved."""
    text = example(name)
    spoken = " ".join(
        " ".join(e.text.split())
        for e in read_screenplay(text.encode(), "a.fountain").elements
        if e.kind.value == "dialogue"
    )

    assert " ".join(line.text for _, shot in plan(text).shots() for line in shot.lines) == spoken


@pytest.mark.parametrize("name", NAMES)
def test_grammar_of_the_examples(name: str) -> None:
    """New places open wide; no move comes twice running; shots are of comfortable length.

    Nobody on screen speaks unseen.
    """
    storyboard = plan(example(name))
    seconds = dict(
        zip(
            (shot.id for _, shot in storyboard.shots()),
            shot_seconds(storyboard, pace_brief(storyboard, PaceTerms())),
            strict=True,
        )
    )
    seen: set[str] = set()
    for scene in storyboard.scenes:
        if scene.environment_id not in seen:
            assert scene.shots[0].size in (ShotSize.WIDE, ShotSize.EXTREME_WIDE)
        seen.add(scene.environment_id)
        for before, after in zip(scene.shots, scene.shots[1:], strict=False):
            assert before.move is not after.move or before.move is CameraMove.STATIC
        for shot in scene.shots:
            assert shot.lines or seconds[shot.id] <= 9
            people = {figure.cast_id for figure in shot.figures}
            assert all(line.cast_id in people for line in shot.lines if line.delivery is Delivery.ON_SCREEN)


def test_conversation_opens_on_both_then_alternates_on_one_side_of_the_line() -> None:
    """Each keeps a side of the frame and looks across it."""
    shots = plan(TALK).scenes[0].shots

    assert len(shots[0].figures) == 2
    assert {len(shot.figures) for shot in shots[1:6]} == {1}
    sides = {(f.cast_id, f.facing, f.x < 0.5) for shot in shots if shot.lines for f in shot.figures}
    assert len(sides) == 2


def test_long_speech_is_cut_at_its_sentences() -> None:
    """Above forty words a speech goes over consecutive shots, whole sentences in each."""
    speech = " ".join(f"This sentence has exactly seven words, number{n}." for n in range(12))
    shots = [shot for shot in plan(f"INT. HALL - DAY\n\nANNA\n{speech}\n").scenes[0].shots if shot.lines]

    assert len(shots) >= 2
    assert all(
        len(line.text.split()) <= 40 and line.text.endswith(".") for shot in shots for line in shot.lines
    )


def test_voices_over_ride_on_action_and_move_no_lips() -> None:
    """A voice over plays on the action before it."""
    shot = plan("EXT. FIELD - DAY\n\nMARA (40) runs.\n\nMARA (V.O.)\nI was young.\n").scenes[0].shots[0]

    assert shot.action and shot.lines[0].delivery is Delivery.VOICE_OVER
    assert shot.figures[0].pose is Pose.RUNNING


def test_dual_dialogue_is_seen_and_heard_together() -> None:
    """Both are in the frame and the second line starts with the first."""
    shot = plan("INT. HALL - DAY\n\nANNA\nYes!\n\nBO ^\nNo!\n").scenes[0].shots[-1]

    assert [line.with_previous for line in shot.lines] == [False, True]
    assert len(shot.figures) == 2


def test_transitions_open_the_scene_they_lead_to() -> None:
    """A dissolve belongs to the shot after it; the film fades in by itself."""
    storyboard = plan("INT. A - DAY\n\nHi.\n\nDISSOLVE TO:\n\nINT. B - DAY\n\nHo.\n\nFADE OUT.\n")

    assert [s.shots[0].transition for s in storyboard.scenes] == [
        TransitionKind.FADE_FROM_BLACK,
        TransitionKind.DISSOLVE,
    ]
    assert storyboard.ending is TransitionKind.FADE_TO_BLACK


def test_equal_scenes_give_equal_briefs_wherever_they_stand() -> None:
    """Inserting a scene before leaves a scene's brief, which is its key, as it was."""

    def briefs(text: str) -> list[str]:
        screenplay = read_screenplay(text.encode(), "a.fountain")
        return [brief.model_dump_json() for brief in split_scenes(screenplay, survey(screenplay))]

    tail = "INT. KITCHEN - NIGHT\n\nMARA (40) waits.\n\nMARA\nWell?\n"
    assert (
        briefs("INT. HALL - DAY\n\nRain.\n\n" + tail)[1]
        == briefs("INT. HALL - DAY\n\nRain.\n\nINT. BAR - DAY\n\nSmoke.\n\n" + tail)[2]
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "INT. BAR - NIGHT",
                "MARA",
                "TOM (V.O.)",
                "TOM ^",
                "(beat)",
                "Hi there, you.",
                "She runs. He sits. A door slams!",
                "",
                "",
                "CUT TO:",
                "ANNA AND TOM",
                "~la",
                "> C <",
            ]
        ),
        max_size=40,
    )
)
def test_anything_readable_can_be_planned(lines: list[str]) -> None:
    """Whatever the reader reads, the writer plans, with every figure and speaker in the cast."""
    storyboard = plan("INT. ROOM - DAY\n\nHi.\n\n" + "\n".join(lines))

    known = {member.id for member in storyboard.cast}
    assert all(
        {f.cast_id for f in shot.figures} | {line.cast_id for line in shot.lines} <= known
        for _, shot in storyboard.shots()
    )


def test_anchors_differ_for_every_kind() -> None:
    """Each kind of place has its own layout, architecture and light, and its own trigger word."""
    anchors = [
        write_anchor(
            AnchorBrief(
                place=Place(kind=kind, interior=False, name="PLACE", seed=n, palette=("#3d5a6c",)),
                description="",
                times=(TimeOfDay.NIGHT,),
                weathers=(Weather.RAIN,),
                style="",
            )
        )
        for n, kind in enumerate(PlaceKind)
    ]

    for field in ("layout", "architecture", "light", "trigger_word"):
        assert len({getattr(anchor, field) for anchor in anchors}) == len(PlaceKind)
    assert "night" in anchors[0].prompt.lower() and "rain" in anchors[0].prompt and anchors[0].negative_prompt


LONG = (
    "Then who will take my horse, my saddle, my boots, my hat, my map of the northern passes, my letter to"
    " the governor, my last eleven coins, and the promise that I made in the spring to a woman whose name I"
    " have told to nobody, because she asked me to keep it until the river froze, and the river has not"
    " frozen, not this year, not the year before?"
)


def test_a_sentence_is_never_cut() -> None:
    """However long it is, it stays one line; the sentences around it go over other shots."""
    lines = [
        line.text
        for _, shot in plan(f"INT. STATION - DAY\n\nRIDER\n{LONG} I ask you. {LONG} Well?\n").shots()
        for line in shot.lines
    ]

    assert LONG in lines
    assert all(text.endswith(("?", ".")) for text in lines)


def test_only_a_sentence_beyond_any_voice_is_cut_and_said_to_be() -> None:
    """At its clauses, with a note; nothing is lost."""
    sentence = ", ".join("the river has not frozen" for _ in range(120)) + "."
    screenplay = read_screenplay(f"INT. STATION - DAY\n\nRIDER\n{sentence}\n".encode(), "film.fountain")
    (brief,) = split_scenes(screenplay, survey(screenplay))
    draft = analyse_scene(brief)
    lines = [line.text for shot in draft.shots for line in shot.lines]

    assert len(lines) == 2
    assert all(len(text) <= 2000 for text in lines)
    assert " ".join(lines) == sentence
    assert "2,000 characters" in draft.notes[0]


def test_captions_of_long_speeches_are_readable_and_nobody_elses() -> None:
    """At most two lines of whole words, each of one speech only."""
    board = plan(
        "INT. STATION - DAY\n\nRIDER ONE\nEvery rider goes down.\n\nRIDER TWO\nNot every rider gets"
        f" up.\n\nRIDER ONE\n{LONG}\n"
    )
    voiced, start = list[VoicedLine](), 0
    for _, shot in board.shots():
        for line in shot.lines:
            voiced.append(VoicedLine(line.cast_id, captions_of_line(line.text, (), start)))
            start += 400 * len(line.text.split()) + 500
    captions = in_order(voiced)

    assert (
        " ".join(caption.text for caption in captions).split()
        == " ".join(line.text for _, shot in board.shots() for line in shot.lines).split()
    )
    assert all(caption.text.count("\n") <= 1 for caption in captions)
    said = [line.text for _, shot in board.shots() for line in shot.lines]
    assert all(sum(" ".join(caption.text.split()) in text for text in said) == 1 for caption in captions)
