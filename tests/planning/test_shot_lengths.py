"""A shot has one length: in the plan, under limits, in the dry run, and in a film without voices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storyreel.film.abilities import VideoAbility
from storyreel.film.briefs import ClipBrief
from storyreel.film.pace import Pace, PaceTerms
from storyreel.film.skips import Skip
from storyreel.film.storyboard import Storyboard
from storyreel.film.timeline import lay_out
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import dry_run
from storyreel.graph.segments import shot_clips
from storyreel.graph.speech import PACE, pace_call, spoken_pace
from storyreel.planning.limits import limit
from storyreel.planning.pace import set_pace
from storyreel.planning.shot_lengths import begins_of, pace_brief, shot_seconds
from tests.graph.test_calls import context_of
from tests.planning.planned import film_seconds

EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPT = """INT. KITCHEN - NIGHT

SUPER: Ten years later

ANNA stands at the stove.

ANNA
(after a pause)
It is late, and nobody has come home yet.

BEN
Nobody at all?

ANNA ^
I said nobody.

ANNA (V.O.)
I never saw him again.

DISSOLVE TO:

EXT. HARBOUR - DAWN

BEN walks along the quay. He stops at the last boat, looks at the ropes, lifts the lantern from \
its hook, turns it in his hands, puts it
down again on the wet boards, wipes his face with his sleeve, and goes back the way that \
he came without looking round once.

INT. KITCHEN - NIGHT

ANNA sits.
"""
FIXED = VideoAbility(longest_seconds=10, lengths_seconds=(5, 10), overlap_frames=1, continues="frame")
PRICED = FIXED.model_copy(update={"costs_usd": (0.3, 0.9)})
"""As Luma prices its clips: ten seconds cost three times five."""


def engines() -> list[FilmContext]:
    """The script for an engine that makes any length, and for one that makes clips of 5 and 10 seconds."""
    context = context_of(SCRIPT)
    return [context, replace(context, card=context.card.model_copy(update={"video": FIXED}))]


def frames(context: FilmContext) -> list[int]:
    """The frames of each shot before anything is spoken."""
    return [shot.frames for shot in set_pace(pace_brief(context.storyboard, context.pace_terms)).shots]


def test_the_script_holds_every_kind_of_shot() -> None:
    """What the other tests compare is there to be compared."""
    shots = [shot for _, shot in context_of(SCRIPT).storyboard.shots()]
    lines = [line for shot in shots for line in shot.lines]

    assert any(line.with_previous for line in lines) and any("pause" in line.parenthetical for line in lines)
    assert (
        any(shot.title for shot in shots)
        and any(not shot.lines for shot in shots)
        and len({line.delivery for line in lines}) > 1
    )


@pytest.mark.parametrize("number", [0, 1], ids=["any length", "5 and 10 s"])
def test_a_dry_run_and_a_film_without_voices_have_the_planned_lengths(number: int) -> None:
    """Frame by frame: as planned, as dry_calls for the estimate, and as made if narration is skipped."""
    context = engines()[number]
    dry_calls = next(one.brief for one in dry_run(context, lambda _call, _brief: None) if one.call.id == PACE)
    unspoken = pace_call(replace(context, skip=frozenset({Skip.NARRATION}))).write({})

    assert dry_calls == unspoken == pace_brief(context.storyboard, context.pace_terms)
    assert len(set(frames(context))) > 1


def test_an_engine_with_lengths_of_its_own_lengthens_the_estimate_and_the_limits() -> None:
    """Each shot takes one of its lengths; a target of seconds is that of the film that it makes."""
    free, fixed = engines()
    whole = film_seconds(fixed.storyboard, fixed.pace_terms)

    assert set(frames(fixed)) <= {120, 240, 359, 479} and whole > film_seconds(
        free.storyboard, free.pace_terms
    )
    assert len(limit(fixed.storyboard, max_minutes=whole / 60, terms=fixed.pace_terms).shots()) == len(
        fixed.storyboard.shots()
    )
    assert (
        len(limit(fixed.storyboard, max_minutes=(whole - 1) / 60, terms=fixed.pace_terms).scenes)
        == len(fixed.storyboard.scenes) - 1
    )
    assert limit(free.storyboard, max_minutes=(whole - 1) / 60) == limit(free.storyboard)


@pytest.mark.parametrize("last_frames", [True, False], ids=["to a last frame", "with an open end"])
def test_if_ten_seconds_cost_over_three_times_five_clips_of_five_are_made(last_frames: bool) -> None:
    """No shot has a clip of ten seconds any more, and each is still as long as it needs."""
    dear = FIXED.model_copy(update={"costs_usd": (0.3, 1.0)})
    whole, cheap = (
        replace(context, last_frames=last_frames, card=context.card.model_copy(update={"video": video}))
        for context, video in ((engines()[1], FIXED), (engines()[1], dear))
    )

    asked = _clip_seconds(cheap)

    assert 10 in _clip_seconds(whole)
    assert set(asked) == {5}
    assert len(asked) > len(_clip_seconds(whole))
    assert all(one >= needed for one, needed in zip(frames(cheap), frames(engines()[0]), strict=True))


def test_a_shot_is_as_long_as_the_clips_that_cost_least() -> None:
    """14 s are three clips of 5 s for $0.90, and not one of 10 s and one of 5 s for $1.20.

    They are made whole, and the cut ends the last when the shot ends.
    """
    context = long_shot(PRICED)

    assert frames(context)[0] == 14 * 24
    assert _clip_seconds(context)[:3] == [5, 5, 5]


@pytest.mark.parametrize(
    ("made", "stays"),
    [
        ((240, 120), False),  # bought when the length of a shot did not heed prices
        ((120, 120, 120), False),
        ((240, 240), True),  # a shorter last clip would hold the shot: it stays, and its end is cut
        ((240, 0), True),  # one is missing
    ],
)
def test_a_shot_that_was_bought_is_not_divided_again(made: tuple[int, ...], stays: bool) -> None:
    """Clips that hold it stay as they are, whatever would cost least now."""
    context = long_shot(PRICED)
    shot = context.storyboard.shots()[0][1]
    kept = replace(context, clips={shot.id: made})
    pace = set_pace(spoken_pace(kept, {})).shots[0]

    clips = shot_clips(kept, shot, pace)

    assert pace.frames == 336
    assert [call.count for call in clips.ids] == [len(made)] * len(made)
    assert bool(clips.stay) is stays


def long_shot(video: VideoAbility) -> FilmContext:
    """The film with a first shot of 14 s."""
    context = engines()[0]
    scene, *others = context.storyboard.scenes
    shot, *shots = scene.shots
    direction = shot.direction.model_copy(update={"seconds": 14})
    changed = scene.model_copy(update={"shots": (shot.model_copy(update={"direction": direction}), *shots)})
    storyboard = context.storyboard.model_copy(update={"scenes": (changed, *others)})
    return replace(context, storyboard=storyboard, card=context.card.model_copy(update={"video": video}))


def _clip_seconds(context: FilmContext) -> list[int]:
    """Seconds of each clip that is asked for."""
    briefs = [one.brief for one in dry_run(context, lambda _call, _brief: None)]
    return [brief.frames // 24 for brief in briefs if isinstance(brief, ClipBrief)]


def test_the_film_is_as_long_as_its_time_line() -> None:
    """A dissolve is counted once."""
    context = engines()[0]
    pace = Pace(shots=set_pace(pace_brief(context.storyboard, context.pace_terms)).shots)
    cuts = lay_out(pace, begins_of(context.storyboard))

    seconds = shot_seconds(context.storyboard, pace_brief(context.storyboard, context.pace_terms))

    assert sum(cut.overlap for cut in cuts) == 18
    assert (
        film_seconds(context.storyboard)
        == round(sum(seconds), 3)
        == round((cuts[-1].start + cuts[-1].frames) / 24, 3)
    )


def of_one_shot(text: str) -> Storyboard:
    """The storyboard of one shot with this action."""
    board = context_of("INT. ROOM - DAY\n\nA door.\n").storyboard
    scene = board.scenes[0]
    shot = scene.shots[0].model_copy(update={"action": text, "figures": ()})
    return board.model_copy(update={"scenes": (scene.model_copy(update={"shots": (shot,)}),)})


@pytest.mark.parametrize(
    ("action", "length"),
    [
        ("", 1.8),
        ("A door.", 1.8),
        (" ".join(["word"] * 20), 5.1),
        (" ".join(["word"] * 80), 7.0),
        ("门" * 40, 5.1),
    ],
    ids=["nothing", "short", "twenty words", "eighty words", "forty Han characters"],
)
def test_a_silent_shot_lasts_as_its_action_takes(action: str, length: float) -> None:
    """1.8 s at least and 7.0 s at most, between the fades of 0.75 s at the film's beginning and end."""
    assert film_seconds(of_one_shot(action)) == pytest.approx(length + 1.5, abs=1 / 24)


@pytest.mark.parametrize("minutes", [0.01, 0.5, 1.0, 2.0, 3.0, 10.0])
def test_what_is_kept_for_so_many_minutes_fits_and_the_next_scene_would_not(minutes: float) -> None:
    """By the same lengths as the film's; the first scene is kept whatever its length."""
    board = context_of((EXAMPLES / "the-night-ferry.fountain").read_text()).storyboard

    kept = limit(board, max_minutes=minutes)

    count = len(kept.scenes)
    assert count == 1 or film_seconds(kept) <= 60 * minutes
    if count < len(board.scenes):
        assert film_seconds(limit(board, max_scenes=count + 1)) > 60 * minutes


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
def test_a_target_is_met_by_the_films_own_lengths(share: float) -> None:
    """No further from it than half of the longest scene, since no conversation is broken."""
    board = context_of((EXAMPLES / "the-night-ferry.fountain").read_text()).storyboard
    target = share * film_seconds(board)

    kept = limit(board, target_seconds=target, terms=PaceTerms())

    longest = max(film_seconds(board.model_copy(update={"scenes": (scene,)})) for scene in board.scenes)
    assert film_seconds(kept) == pytest.approx(target, abs=longest / 2)
