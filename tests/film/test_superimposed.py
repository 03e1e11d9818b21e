"""Words over the picture: long enough to read, and they change only the pieces of their shot."""

from __future__ import annotations

from dataclasses import replace

from storyreel.film.briefs import AnchorBrief
from storyreel.film.drafts import ShotDraft
from storyreel.film.pace import PaceBrief, ShotLength
from storyreel.film.storyboard import LineSpan, Shot
from storyreel.film.superimposed import Superimposed, reading_ms
from storyreel.film.timecode import FrameRate
from storyreel.film.timeline import Piece, PieceKind, Segment, ShotPicture, TransitionKind, plan_pieces
from storyreel.graph.context import FilmContext
from storyreel.graph.cutting import chunk_calls, film_pieces, layout
from storyreel.graph.keyframes import keyframe_calls
from storyreel.graph.places import environment_calls
from storyreel.planning import write_anchor
from storyreel.planning.pace import set_pace
from storyreel.project.overrides import apply_overrides
from storyreel.project.storyboard_text import storyboard_to_text
from storyreel.project.text_edits import edits_from_text
from tests.graph.test_calls import SCRIPT, context_of, silent_pace

SPAN = LineSpan(first=1, last=1)


def titled(words: str) -> FilmContext:
    """A film whose first shot has words over it."""
    context = context_of(SCRIPT)
    scene = context.storyboard.scenes[0]
    shots = (scene.shots[0].model_copy(update={"title": words}), *scene.shots[1:])
    scenes = (scene.model_copy(update={"shots": shots}), *context.storyboard.scenes[1:])
    return replace(context, storyboard=context.storyboard.model_copy(update={"scenes": scenes}))


def test_films_without_titles_keep_their_keys() -> None:
    """Nothing that is hashed or kept has the field while it is empty."""
    for value in (Shot(id="SC010-SH010", source=SPAN), ShotDraft(source=SPAN), ShotLength(action_words=3)):
        assert not {"title", "title_ms"} & set(value.model_dump(mode="json"))
    piece = film_pieces(context_of(SCRIPT), layout(context_of(SCRIPT), silent_pace(context_of(SCRIPT))))[1]
    assert "title" not in Piece.model_construct(kind=piece.kind, spans=(), title=None).model_dump()


def test_a_title_is_held_until_it_is_read() -> None:
    """The shot is as long as its words take, between its transitions; two and a half seconds at least."""
    words = " ".join(["word"] * 30)
    for title in ("Spring", words):
        brief = PaceBrief(
            shots=(
                ShotLength(
                    action_words=0,
                    title_ms=reading_ms(title),
                    begins=TransitionKind.DISSOLVE,
                    ends=TransitionKind.DISSOLVE,
                ),
            )
        )
        (shot,) = set_pace(brief).shots
        body = shot.frames - shot.head_frames - shot.tail_frames

        assert body >= FrameRate().frames_at_least(max(2.5, 0.3 * len(title.split())))


def test_only_the_bodies_of_the_titled_shot_are_encoded_with_it() -> None:
    """The picture is asked for in the same words as without the title."""
    plain, context = context_of(SCRIPT), titled("Ten years later")
    film = layout(context, silent_pace(context))
    pieces = [piece for piece in film_pieces(context, film) if piece.title]

    assert [piece.name for piece in pieces] == [f"{context.storyboard.shots()[0][1].id} body"]
    assert (
        pieces[0].title
        and pieces[0].title.words == "Ten years later"
        and pieces[0].title.frames <= pieces[0].frames
    )
    assert pieces[0].name in [call.name for call in chunk_calls(context, film)]
    assert sum(piece.frames for piece in film_pieces(context, film)) == film.total_frames
    assert _asked(plain) == _asked(context)


def _asked(context: FilmContext) -> dict[str, str]:
    """The keys of all pictures."""
    made = {
        call.id: write_anchor(brief)
        for call in environment_calls(context)
        if isinstance(brief := call.write({}), AnchorBrief)
    }
    return {
        call.name: call.key(call.write(made), context.card.fingerprints) for call in keyframe_calls(context)
    }


def test_a_title_goes_on_over_the_segments_of_a_long_shot() -> None:
    """Each piece knows how much of the title was shown before it."""
    segments = (Segment(first_frame=0, frames=30), Segment(first_frame=25, frames=30, repeated=5))
    title = Superimposed(words="Spring", shown=0, frames=50)
    shot = ShotPicture(
        id="SC010-SH010",
        segments=segments,
        clips=("a", "b"),
        head=6,
        tail=0,
        begins=TransitionKind.DISSOLVE,
        ends=TransitionKind.CUT,
        title=title,
    )

    bodies = [piece for piece in plan_pieces((shot,)) if piece.kind is PieceKind.BODY]

    assert [(piece.frames, piece.title and piece.title.shown) for piece in bodies] == [(24, 0), (25, 24)]


def test_words_fade_in_and_out() -> None:
    """They are never cut off, and never shown outside their time."""
    title = Superimposed(words="Spring", shown=10, frames=60)
    strength = [title.opacity(frame, FrameRate()) for frame in range(-10, 55)]

    assert (
        0 < strength[0] < strength[5] < 1 and strength[30] == 1 and 0 < strength[59] < 1 and strength[61] == 0
    )


def test_a_person_may_write_and_take_away_a_title() -> None:
    """A title is in the storyboard's text if there is one, and can be added if there is none."""
    base = titled("Ten years later").storyboard
    text = storyboard_to_text(base)
    assert text.count("title = ") == 2 and 'title = "Ten years later"' in text

    changed = text.replace('title = "Ten years later"', 'title = "Spring"')
    last = base.shots()[-1][1]
    added = (
        changed + f'\n[shots.{last.id}]\ntitle = "The end"\n'
        if f"[shots.{last.id}]" not in changed
        else changed.replace(f"[shots.{last.id}]\n", f'[shots.{last.id}]\ntitle = "The end"\n')
    )
    board, drift = apply_overrides(base, edits_from_text(added, base))

    assert not drift and [shot.title for _, shot in board.shots() if shot.title] == ["Spring", "The end"]
