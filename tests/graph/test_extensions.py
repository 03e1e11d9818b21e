"""Which shots are made of clips that extend one another, and what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.frozen import Frozen
from storyreel.film.keys import content_key
from storyreel.film.timeline import Segment
from storyreel.graph.calls import Call
from storyreel.graph.clips import extends
from storyreel.graph.context import FilmContext
from storyreel.graph.dry_run import DryCall, dry_run
from storyreel.project.extension_notes import extension_notes
from tests.graph.test_calls import SCRIPT, context_of

LONG = (
    Segment(first_frame=0, frames=120),
    Segment(first_frame=119, frames=120, repeated=1),
    Segment(first_frame=238, frames=120, repeated=1),
)


def filmed_by(cost: float = 0.3, length: float = 5, **changes: object) -> FilmContext:
    """The film with an engine whose clips of 5 s cost $0.30, and its extensions something else."""
    ability = VideoAbility(
        longest_seconds=10,
        lengths_seconds=(5, 10),
        costs_usd=(0.3, 0.9),
        overlap_frames=1,
        continues="frame",
        extends_seconds=(length,) if length else (),
        extension_costs_usd=(cost,) if cost and length else (),
    )
    context = context_of(SCRIPT)
    return replace(context, card=context.card.model_copy(update={"video": ability}), **changes)


def with_seconds(context: FilmContext, seconds: float, **wishes: object) -> FilmContext:
    """The film with the first shot as long as that."""
    scene, *others = context.storyboard.scenes
    shot, *shots = scene.shots
    direction = shot.direction.model_copy(update={"seconds": seconds, **wishes})
    changed = scene.model_copy(update={"shots": (shot.model_copy(update={"direction": direction}), *shots)})
    return replace(context, storyboard=context.storyboard.model_copy(update={"scenes": (changed, *others)}))


@pytest.mark.parametrize(
    ("film", "asked", "expected"),
    [
        (filmed_by(0.3), None, False),  # equal costs leave what was bought
        (filmed_by(0.2), None, True),
        (filmed_by(0), None, False),  # the price is not known
        (filmed_by(0.5), True, True),
        (filmed_by(0.2), False, False),
        (filmed_by(0.5, extend=True), None, True),
        (filmed_by(0.2, extend=False), None, False),
        (filmed_by(0.5, extend=True), False, False),  # the shot's own word counts
        (filmed_by(0.2, length=10), True, False),  # no extension of 5 s
        (filmed_by(length=0), True, False),
    ],
)
def test_the_cheaper_road_is_taken_unless_one_is_asked_for(
    film: FilmContext, asked: bool | None, expected: bool
) -> None:
    """A shot's wish counts before the film's; an engine that cannot goes on from the last picture."""
    _, shot = next(iter(film.storyboard.shots()))
    shot = shot.model_copy(update={"direction": shot.direction.model_copy(update={"extend": asked})})

    assert extends(film, shot, LONG) is expected
    assert not extends(film, shot, LONG[:1])


@pytest.mark.parametrize(
    ("film", "words"),
    [
        (with_seconds(filmed_by(0.3), 14), ("3 clips, $0.90 at most", "do not cost less")),
        (with_seconds(filmed_by(0.2), 14), ("$0.70 at most", "extend the one before, which costs less")),
        (with_seconds(filmed_by(0.5), 14, extend=True), ("$1.30 at most", "extend the one before.")),
        (with_seconds(filmed_by(length=0), 14, extend=True), ("$0.90", "extends no clip")),
        (with_seconds(filmed_by(0.2, length=10), 14, extend=True), ("$0.90", "extensions of 10 s only")),
    ],
)
def test_the_plan_says_which_road_a_long_shot_takes_and_its_price(
    film: FilmContext, words: tuple[str, ...]
) -> None:
    """And why the other road is not taken. Shots of one clip are not named."""
    note = note_of_first(film, dry_run(film, lambda _call, _brief: None))

    assert all(word in note for word in words)


def note_of_first(film: FilmContext, calls: Sequence[DryCall]) -> str:
    """What is said of the clips of the first shot."""
    (note,) = (one for one in extension_notes(film, calls) if one.startswith("SC010-SH010: "))
    return note


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("luma-agents/a", "3 clips, 2 of them to be filmed, $0.40 at most; those after the first extend"),
        (
            "",
            "$0.50 at most; the others after the first extend the one before, which costs less; clip 2",
        ),
    ],
)
def test_a_clip_of_an_earlier_version_is_said_to_lend_its_last_picture(job: str, words: str) -> None:
    """It has no job that could be extended, and the next is asked for from its picture at a clip's price."""
    film = with_seconds(filmed_by(0.2), 14)
    video = AssetRef(sha256="1" * 64, media_type="video/mp4", size_bytes=1)

    def known(call: Call, brief: Frozen) -> Frozen | None:
        if not isinstance(brief, ClipBrief) or str(call.id) != "SC010-SH010 clip 1 of 3":
            return None
        return Clip(video=video, frames=brief.frames, job=job)

    calls = dry_run(film, known)
    note = note_of_first(film, calls)
    second = next(one.brief for one in calls if str(one.call.id) == "SC010-SH010 clip 2 of 3")

    assert words in note
    assert ("picture of 1, whose job is not known" in note) is not bool(job)
    assert isinstance(second, ClipBrief) and second.extends == job


def test_nothing_is_said_of_a_shot_of_which_nothing_is_filmed() -> None:
    """Its clips stay as they were made, whatever the note of a new shot would say."""
    film = with_seconds(filmed_by(0.2), 14)

    calls = dry_run(film, lambda call, brief: call.row.assume(brief))

    assert extension_notes(film, calls) == ()


def test_an_extension_has_another_key_and_the_number_of_the_job_has_none() -> None:
    """A clip that was bought from the last picture keeps its key; its video tells which clip is extended."""
    from storyreel.film.briefs import Keyframes
    from tests.blocks.drawn import PICTURE, RECIPE

    picture = AssetRef(sha256="0" * 64, media_type="image/png", size_bytes=1)
    plain = ClipBrief(
        picture=PICTURE,
        keyframes=Keyframes(first=picture, last=picture),
        recipe=RECIPE,
        shot_frames=9,
        frames=9,
        seed=7,
    )
    one, other = (plain.model_copy(update={"extends": f"luma-agents/{job}"}) for job in "ab")
    keys = [content_key("clip", 1, "", brief) for brief in (plain, one, other)]

    assert keys[0] != keys[1] == keys[2]
    assert "extends" not in plain.model_dump()
    assert "job" not in Clip(video=picture, frames=9).model_dump()
