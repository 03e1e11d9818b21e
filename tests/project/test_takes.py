"""Which clips get another take, and which is used in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import AnchorBrief, Clip, Keyframes, Review
from storyreel.film.pace import ShotPace
from storyreel.film.skips import Skip
from storyreel.graph.clips import clip_calls, review_id
from storyreel.graph.context import FilmContext
from storyreel.graph.film import keyframe_only_calls
from storyreel.graph.places import environment_calls
from storyreel.graph.speech import PACE
from storyreel.graph.stages import CallId, Stage, call_named
from storyreel.planning import write_anchor
from storyreel.project.state import FilmState
from storyreel.project.take_records import FilmTakes, TriedTake
from storyreel.project.takes import best_takes, tried_takes, wanted_retakes
from tests.graph.test_calls import context_of

SCRIPT = "INT. KITCHEN - NIGHT\n\nANNA stands at the stove.\n"
FRAMES = 700
"""A shot of three clips of ten seconds."""
PICTURE = AssetRef(sha256="a" * 64, media_type="image/png", size_bytes=1)
VIDEO = AssetRef(sha256="b" * 64, media_type="video/mp4", size_bytes=1)
GOOD, BAD, WORSE = (
    Review(score=0.9, usable=True),
    Review(score=0.4, usable=False),
    Review(score=0.1, usable=False),
)


def a_context(continues: str = "frame") -> FilmContext:
    planned = context_of(SCRIPT)
    scene = planned.storyboard.scenes[0]
    one = planned.storyboard.model_copy(
        update={"scenes": (scene.model_copy(update={"shots": scene.shots[:1]}),)}
    )
    card = planned.card.model_copy(
        update={
            "fingerprints": planned.card.fingerprints | {"critic": "someone/1"},
            "video": VideoAbility.model_validate(
                {"longest_seconds": 10, "overlap_frames": 1, "continues": continues}
            ),
        }
    )
    return replace(planned, storyboard=one, card=card, skip=frozenset({Skip.NARRATION}))


def paced() -> tuple[ShotPace, ...]:
    return (ShotPace(frames=FRAMES),)


def names(context: FilmContext) -> list[str]:
    return [call.name for call in clip_calls(context, paced())]


def made_of(context: FilmContext, *reviews: Review | None) -> dict[str, Any]:
    """Everything that a review needs, and a judgement of each clip."""
    made: dict[CallId, Any] = {PACE: None}
    for call in environment_calls(context):
        brief = call.write({})
        assert isinstance(brief, AnchorBrief)
        made[call.id] = write_anchor(brief)
    for call in keyframe_only_calls(context):
        if call.stage is Stage.KEYFRAMES:
            made[call.id] = Keyframes(first=PICTURE, last=PICTURE)
    for call, review in zip(clip_calls(context, paced()), reviews, strict=True):
        made[call.id] = Clip(video=VIDEO, frames=240)
        made[review_id(call.id)] = review
    return made


def with_takes(context: FilmContext, takes: Mapping[str, int]) -> FilmContext:
    return replace(context, takes={**context.takes, **by_id(takes)})


def by_id(takes: Mapping[str, int]) -> dict[CallId, int]:
    return {call: take for name, take in takes.items() if (call := call_named(name))}


def test_a_bad_segment_drags_those_after_it() -> None:
    """What it was made from stays; what is made from it is made again."""
    context = a_context()
    _, second, third = names(context)

    wanted = wanted_retakes(context, paced(), made_of(context, GOOD, BAD, GOOD), (), allowed=2)

    assert wanted == {second: 2, third: 2}


def test_segments_made_alone_are_retaken_alone() -> None:
    """Nothing was made from them."""
    context = a_context("alone")
    _, second, _ = names(context)

    assert wanted_retakes(context, paced(), made_of(context, GOOD, BAD, GOOD), (), allowed=2) == {second: 2}


@pytest.mark.parametrize("reviews", [(GOOD, GOOD, GOOD), (GOOD, None, GOOD)])
def test_what_is_good_or_not_judged_stays(reviews: tuple[Review | None, ...]) -> None:
    """A missing judgement spends no money."""
    context = a_context()

    assert wanted_retakes(context, paced(), made_of(context, *reviews), (), allowed=5) == {}


def test_one_take_allowed_is_no_retake() -> None:
    """The first take counts."""
    context = a_context()

    assert wanted_retakes(context, paced(), made_of(context, BAD, BAD, BAD), (), allowed=1) == {}


def rounds(
    context: FilmContext, judgements: list[tuple[Review, ...]], allowed: int
) -> tuple[FilmContext, tuple[TriedTake, ...], dict[str, Any], int]:
    """What the flow does: make, judge, ask, make again."""
    tried: tuple[TriedTake, ...] = ()
    made: dict[str, Any] = {}
    count = 0
    for reviews in judgements:
        made = made_of(context, *reviews)
        count += 1
        keys = {call.name: f"{call.name} take {call.take}" for call in clip_calls(context, paced())}
        tried = tried_takes(context, paced(), made, tried, keys)
        wanted = wanted_retakes(context, paced(), made, tried, allowed)
        if not wanted:
            break
        context = with_takes(context, wanted)
    return context, tried, made, count


def test_rounds_end_at_the_number_allowed_and_the_best_is_used() -> None:
    """Three bad takes of the first segment.

    The second of them was the least bad, with what was made from it.
    """
    context, tried, made, count = rounds(
        a_context(),
        [(WORSE, GOOD, GOOD), (BAD, GOOD, GOOD), (WORSE, GOOD, GOOD), (GOOD, GOOD, GOOD)],
        allowed=3,
    )

    first, second, third = names(context)
    assert count == 3
    assert best_takes(context, paced(), made, tried) == {first: 2, second: 2, third: 2}


def test_best_is_a_whole_chain_never_parts_of_two() -> None:
    """Two chains are spoilt alike.

    The first is used as it was made, and no good clip of the one is put into the other.
    """
    context, tried, made, _ = rounds(
        a_context(), [(BAD, GOOD, GOOD), (GOOD, BAD, GOOD), (GOOD, WORSE, GOOD)], allowed=3
    )

    first, second, third = names(context)
    assert context.takes == by_id({first: 2, second: 3, third: 3})
    assert best_takes(context, paced(), made, tried) == {first: 1, second: 1, third: 1}


def test_a_usable_take_wins_over_all() -> None:
    """And ends the rounds."""
    context, tried, made, count = rounds(a_context(), [(GOOD, GOOD, BAD), (GOOD, GOOD, GOOD)], allowed=4)

    first, second, third = names(context)
    assert count == 2
    assert best_takes(context, paced(), made, tried) == {first: 1, second: 1, third: 2}
    assert FilmTakes().judged(tried, {}).keys == {
        f"{first} take 1",
        f"{second} take 1",
        f"{third} take 1",
        f"{third} take 2",
    }


def test_a_run_goes_on_where_another_was_stopped() -> None:
    """Takes of earlier runs count, and no number is given twice."""
    context = a_context()
    first, second, third = names(context)
    _, tried, _, _ = rounds(context, [(GOOD, GOOD, BAD), (GOOD, GOOD, WORSE)], allowed=2)

    made = made_of(context, GOOD, GOOD, BAD)

    assert tried_takes(context, paced(), made, tried)[0].takes == {first: 1, second: 1, third: 1}
    assert len(tried_takes(context, paced(), made, tried)) == 2
    assert wanted_retakes(context, paced(), made, tried, allowed=2) == {}
    assert wanted_retakes(context, paced(), made, tried, allowed=3) == {third: 3}


def test_an_edited_shot_begins_again() -> None:
    """Takes of what is no longer asked for neither count nor win; their numbers are not given again."""
    context = a_context()
    context, tried, _, _ = rounds(context, [(BAD, GOOD, GOOD), (GOOD, GOOD, GOOD)], allowed=2)
    edited = replace(context, style="noir")
    changed = made_of(edited, BAD, GOOD, GOOD)

    assert best_takes(edited, paced(), changed, tried) == {}
    assert set(wanted_retakes(edited, paced(), changed, tried, allowed=2).values()) == {3}


def test_a_stand_in_is_not_asked_for_again() -> None:
    """What was refused is refused; a take that was made is better than a held picture."""
    context = a_context()
    first, second, third = names(context)
    made = made_of(context, GOOD, BAD, GOOD)
    tried = tried_takes(context, paced(), made, ())
    again = with_takes(context, wanted_retakes(context, paced(), made, tried, allowed=3))
    gone = made_of(again, GOOD, GOOD, GOOD)

    assert wanted_retakes(again, paced(), gone, tried, allowed=3, gaps=(second,)) == {}
    assert best_takes(again, paced(), gone, tried, gaps=(second,)) == {first: 1, second: 1, third: 1}


def test_a_take_chosen_by_the_person_stays() -> None:
    """Whatever the critic says."""
    context = with_takes(a_context(), {names(a_context())[0]: 4})
    made = made_of(context, BAD, BAD, BAD)
    tried = tried_takes(a_context(), paced(), made_of(a_context(), GOOD, GOOD, GOOD), ())

    assert wanted_retakes(context, paced(), made, tried, allowed=9, by_hand=(names(context)[0],)) == {}
    assert best_takes(context, paced(), made, tried, by_hand=(names(context)[0],)) == {}


def test_ones_own_clip_is_nobodys_take() -> None:
    """It is not judged, so it is not retaken."""
    context = a_context()
    shot = context.storyboard.scenes[0].shots[0]
    own = replace(context, own={CallId(Stage.CLIP, shot.id): Clip(video=VIDEO, frames=FRAMES)})

    assert wanted_retakes(own, paced(), made_of(own, BAD), (), allowed=5) == {}


def test_what_was_tried_is_remembered_as_json() -> None:
    """The film's state holds every version, in the order in which they were tried, and the best of them."""
    context, tried, made, _ = rounds(
        a_context(), [(BAD, GOOD, GOOD), (GOOD, BAD, GOOD), (GOOD, WORSE, GOOD)], allowed=3
    )
    best = best_takes(context, paced(), made, tried)

    state = FilmState(takes=FilmTakes().judged(tried, best))

    assert len(tried) == 3
    assert FilmState.model_validate_json(state.model_dump_json()).takes.tried == tried
    assert state.takes.chosen == {name: take for name, take in best.items() if take != 1}
    assert state.takes.judged(tried, {}) == state.takes
