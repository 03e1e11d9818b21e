"""The call sheet: the calls of a storyboard, and what their briefs leave out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from blocks.crew import animatic_crew
from storyreel.film.briefs import AnchorBrief, SpeechBrief
from storyreel.film.keys import content_key
from storyreel.film.pace import Pace
from storyreel.film.pronunciations import read_pronunciations
from storyreel.film.recipe import PictureRecipe
from storyreel.film.skips import Skip
from storyreel.graph.calls import Call
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import credit_lines, film_pieces, layout
from storyreel.graph.film import film_calls, likeness_calls, script_calls
from storyreel.graph.places import anchor_id, environment_calls
from storyreel.graph.sound import music_spans, span_times_ms
from storyreel.graph.speech import pace_call, speech_calls
from storyreel.graph.stages import CallId, Stage
from storyreel.planning import analyse_scene, split_scenes, survey, write_anchor
from storyreel.planning.pace import set_pace
from storyreel.planning.reconcile import reconcile
from storyreel.screenplays import read_screenplay

SCRIPT = """INT. KITCHEN - NIGHT

ANNA stands at the stove. Thunder.

ANNA
It is late, and nobody has come home yet.

DISSOLVE TO:

EXT. HARBOUR - DAWN

A door slams. BEN walks along the quay.

BEN (O.S.)
So is the boat.

INT. KITCHEN - NIGHT

ANNA sits.
"""


def context_of(text: str) -> FilmContext:
    screenplay = read_screenplay(text.encode(), "a.fountain")
    surveyed = survey(screenplay)
    drafts = [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)]
    return FilmContext(
        reconcile(None, surveyed, drafts, screenplay.title), animatic_crew().card(), PictureRecipe()
    )


def silent_pace(context: FilmContext) -> Pace:
    quiet = replace(context, skip=frozenset({Skip.NARRATION}))
    return set_pace(pace_call(quiet).write({}))


@pytest.fixture(scope="module")
def context() -> FilmContext:
    return context_of(SCRIPT)


def test_names_are_unique_and_needs_are_made_by_somebody(context: FilmContext) -> None:
    """No two calls have one name, and what a call needs is made by another call."""
    calls = (*script_calls(context), *film_calls(context, layout(context, silent_pace(context))))
    names = [call.name for call in calls]
    made = {call.id for call in calls}

    assert len(names) == len(set(names))
    assert {need for call in calls for need in call.needs} <= made


def test_pieces_add_up_to_the_film(context: FilmContext) -> None:
    """Title, shots, transitions and credits are as long together as the time line."""
    film = layout(context, silent_pace(context))

    assert sum(piece.frames for piece in film_pieces(context, film)) == film.total_frames


def test_a_moved_scene_keeps_its_keys() -> None:
    """What is asked of the crew for a place is the same wherever the scene stands."""
    first, second = context_of(SCRIPT), context_of("EXT. ROAD - DAY\n\nDust.\n\n" + SCRIPT)

    def keys(context: FilmContext) -> dict[CallId, str]:
        return {
            call.id: call.key(call.write({}), context.card.fingerprints)
            for call in environment_calls(context)
        }

    assert keys(first)[anchor_id("kitchen")] == keys(second)[anchor_id("kitchen")]


def test_another_take_of_a_line_has_another_seed_and_the_line_s_key_has_none(
    context: FilmContext,
) -> None:
    """An engine that takes a seed would say it exactly as before."""
    first = next(call for call in speech_calls(context) if call.stage is Stage.SPEECH)
    again = next(call for call in speech_calls(replace(context, takes={first.id: 2})) if call.id == first.id)
    said, other = first.write({}), again.write({})

    assert isinstance(said, SpeechBrief) and isinstance(other, SpeechBrief)
    assert said.seed != other.seed
    assert said.key_form() == other.key_form()


def test_weights_are_planned_and_not_made(context: FilmContext) -> None:
    """The painter needs no trained weights: the call is there, says so, and its brief can be written."""
    made = {
        call.id: write_anchor(brief)
        for call in environment_calls(context)
        if isinstance(brief := call.write({}), AnchorBrief)
    }
    loras = [call for call in likeness_calls(context) if call.stage is Stage.LORA]

    assert len(loras) == len(context.storyboard.environments)
    assert all("not needed" in call.not_needed for call in loras)
    assert all(call.write(made) for call in loras)


@pytest.mark.parametrize(
    ("skip", "stage"), [(Skip.NARRATION, Stage.SPEECH), (Skip.SOUND, Stage.SOUND), (Skip.MUSIC, Stage.MUSIC)]
)
def test_what_is_skipped_is_not_called(context: FilmContext, skip: Skip, stage: Stage) -> None:
    """A skipped stage has no call, and nothing waits for one."""
    quiet = replace(context, skip=frozenset({skip}))
    calls: tuple[Call, ...] = (*script_calls(quiet), *film_calls(quiet, layout(quiet, silent_pace(quiet))))

    assert stage not in {call.stage for call in calls}
    assert {need for call in calls for need in call.needs} <= {call.id for call in calls}


def test_music_runs_from_the_title_to_the_end(context: FilmContext) -> None:
    """Spans of one mood follow one another and cover every shot."""
    film = layout(context, silent_pace(context))
    spans = music_spans(context)

    times = span_times_ms(context, film.cuts, film.total_frames)

    assert [span.first_shot for span in spans][:1] == [0] and all(
        before.mood is not after.mood for before, after in pairwise(spans)
    )
    assert (times[0][0], times[-1][1]) == (0, int(context.recipe.rate.seconds(film.total_frames) * 1000))
    assert all(after[0] < before[1] for before, after in pairwise(times))


def test_the_narrator_is_credited_last() -> None:
    """The narrator is in the credits, after the people who are seen."""
    context = context_of(
        SCRIPT.replace("ANNA stands", "NARRATOR (V.O.)\nOnce there was a lamp.\n\nANNA stands")
        + "\nNARRATOR (V.O.)\nThe end.\n"
    )

    (cast,) = (line.names for line in credit_lines(context) if line.role == "With")

    assert cast[-1] == "NARRATOR" and "ANNA" in cast


def test_a_pronunciation_changes_the_keys_of_only_the_lines_that_have_the_word() -> None:
    """And an entry that occurs in no line changes none."""
    film = context_of(SCRIPT)
    told = replace(film, pronounce=read_pronunciations({"LATE": "LAYT", "Nobody Else": "NO"}))
    other = replace(film, pronounce=read_pronunciations({"late": "LAHT"}))

    keys = [
        [content_key("line", 1, "", call.write({})) for call in speech_calls(one)]
        for one in (film, told, other)
    ]

    assert len(keys[0]) == 2
    assert len({found[0] for found in keys}) == 3
    assert len({found[1] for found in keys}) == 1
