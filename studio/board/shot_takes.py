"""The takes of one shot: its clips and pictures, what each cost, and what the critic said."""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.film.briefs import Review
from storyreel.graph.stages import CallId, Stage
from storyreel.project.take_records import CallTakes, Judgement, Take
from studio.board.film_controller import FilmView


@dataclass(frozen=True)
class TakeView:
    """One take of a clip, or of a picture if nothing is filmed."""

    number: int
    chosen: bool
    made: bool
    picture: str
    clip: str
    note: str
    score: float | None
    faults: tuple[str, ...]
    seconds: float
    cost_usd: float
    key: str


@dataclass(frozen=True)
class ShotTakes:
    """The takes of a shot."""

    what: str
    """'clip' or 'keyframes': what another choice changes."""
    takes: tuple[TakeView, ...]

    @property
    def chosen(self) -> TakeView | None:
        """The one in the film."""
        return next((take for take in self.takes if take.chosen), None)


def takes_of(view: FilmView, shot_id: str) -> ShotTakes:
    """The takes of a shot, the newest first; none if nothing of it is made.

    They are those of its clip, or of its picture if that has more.
    """
    clips = view.results.clip_calls(shot_id)
    picture = view.results.picture_call(shot_id)
    clip = clips[0] if clips else None
    records = view.project.state.takes.calls
    of_clip = records.get(str(clip), CallTakes()) if clip else CallTakes()
    of_picture = records.get(str(picture), CallTakes())
    if clip is not None and of_clip.newest >= of_picture.newest:
        return ShotTakes("clip", _views(view, shot_id, clip, of_clip))
    if view.results.picture(shot_id) is not None:
        return ShotTakes("keyframes", _views(view, shot_id, picture, of_picture))
    return ShotTakes("clip", ())


def _views(view: FilmView, shot_id: str, call: CallId, record: CallTakes) -> tuple[TakeView, ...]:
    kept = {take.number: take for take in record.takes}
    numbers = range(record.newest, 0, -1)
    return tuple(
        _view(view, shot_id, call, record, kept.get(number, Take(number=number))) for number in numbers
    )


def _view(view: FilmView, shot_id: str, call: CallId, record: CallTakes, take: Take) -> TakeView:
    chosen = take.number == record.chosen
    key = (
        view.results.keys.get(str(call), "")
        if chosen
        else view.project.state.takes.key_of(str(call), take.number)
    )
    done = view.results.attempt(key).done or {}
    base = f"/films/{view.slug}"
    query = f"take={take.number}&v={key[:12]}"
    is_clip = call.stage is Stage.CLIP
    review = _review(view, call) if chosen else None
    return TakeView(
        number=take.number,
        chosen=chosen,
        made=bool(done),
        picture=f"{base}/pictures/{shot_id}.jpg?{query}" if done else "",
        clip=f"{base}/clips/{shot_id}.mp4?{query}" if done and is_clip else "",
        note=record.notes.get(take.number, ""),
        score=_score(take.judgement, review),
        faults=tuple(fault.words for fault in review.faults) if review else (),
        seconds=float(str(done.get("seconds", 0))),
        cost_usd=float(str(done.get("cost_usd", 0))),
        key=key[:12],
    )


def _score(judgement: Judgement | None, review: Review | None) -> float | None:
    """The score that was kept with the take, or that of the review."""
    if judgement is not None:
        return judgement.score
    return review.score if review else None


def _review(view: FilmView, call: CallId) -> Review | None:
    made = view.results.of(CallId(Stage.REVIEW, call.subject, index=call.index, count=call.count))
    return made if isinstance(made, Review) else None
