"""The shots of a scene while they are planned, with the people and the place that they show."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from storyreel.film.drafts import SceneBrief, ShotDraft
from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import (
    CameraMove,
    Delivery,
    Figure,
    LineSpan,
    Mood,
    ShotSize,
    SpokenLine,
    TransitionKind,
)
from storyreel.film.word_counts import word_count
from storyreel.planning.beats import Beat
from storyreel.planning.blocking import Blocking
from storyreel.planning.camera import establishing_move, next_size

CLOSEST = (ShotSize.CLOSE, ShotSize.EXTREME_CLOSE)


class SceneShots:
    """A scene's shots so far; `transition` and `waiting_title` go to the next one."""

    def __init__(self, brief: SceneBrief, mood: Mood, heard_only: Collection[str]) -> None:
        """heard_only: cast ids of people who are only heard in the scene."""
        self.brief = brief
        self.mood = mood
        is_story = any(element.kind is ElementKind.NARRATION for element in brief.elements)
        self.blocking = Blocking(brief.roles, brief.place, heard_only, is_story)
        self.shots: list[ShotDraft] = []
        self.transition = brief.opening
        self.waiting_title = ""

    @property
    def last(self) -> ShotDraft | None:
        """The shot planned last."""
        return self.shots[-1] if self.shots else None

    @property
    def last_size(self) -> ShotSize | None:
        """The size of the shot planned last."""
        return self.shots[-1].size if self.shots else None

    @property
    def last_move(self) -> CameraMove | None:
        """The camera's move in the shot planned last."""
        return self.shots[-1].move if self.shots else None

    @property
    def follows_by_cut(self) -> bool:
        """Whether no other transition is asked for before the next shot."""
        return self.transition is TransitionKind.CUT

    @property
    def interior(self) -> bool:
        """Whether the scene plays indoors."""
        return self.brief.place.interior

    @property
    def place_size(self) -> ShotSize:
        """The size that shows the place."""
        is_new_exterior = self.brief.first_visit and not self.interior
        return ShotSize.EXTREME_WIDE if is_new_exterior else ShotSize.WIDE

    def place_move(self, text: str) -> CameraMove:
        """The move that shows the place; the text decides which."""
        return establishing_move(text, self.interior, None)

    def show_place(self) -> None:
        """Add a shot of only the place."""
        move = self.place_move(self.brief.heading)
        self.add(ShotDraft(source=LineSpan(first=1, last=1), size=self.place_size, move=move))

    def add(self, shot: ShotDraft) -> None:
        """Add a shot after the others."""
        self.shots.append(self._opened(shot))
        self.transition, self.waiting_title = TransitionKind.CUT, ""

    def _opened(self, shot: ShotDraft) -> ShotDraft:
        """The shot with the transition into it and the title that waits for a picture."""
        return shot.model_copy(update={"transition": self.transition, "title": self.waiting_title})

    def extend(self, beat: Beat, with_previous: bool = False) -> None:
        """Let the last shot carry the speech too."""
        self._go_on(beat, {"lines": (*self.shots[-1].lines, *lines_of(beat, with_previous))})

    def put_title(self, beat: Beat) -> None:
        """Show the words of a title over the last shot."""
        self._go_on(beat, {"title": beat.text})

    def _go_on(self, beat: Beat, changes: dict[str, object]) -> None:
        """Let the last shot last through a beat, with changes."""
        last = self.shots[-1]
        self.shots[-1] = last.model_copy(update=changes | {"source": _through(last, beat)})

    def show_together(self, speakers: tuple[str, ...]) -> None:
        """Let the last shot show all who speak in it."""
        last = self.shots[-1]
        people = [*(figure.cast_id for figure in last.figures), *speakers]
        seen = [cast_id for cast_id in people if cast_id in self.blocking.positions]
        if len(set(seen)) > len(last.figures):
            size = ShotSize.MEDIUM if last.size in (ShotSize.MEDIUM_CLOSE, *CLOSEST) else last.size
            figures = self.blocking.group(seen)
            self.shots[-1] = last.model_copy(update={"figures": figures, "size": size})

    def name_of(self, cast_id: str) -> str:
        """The first name of a role, its id if it has none."""
        names = self._names_of(cast_id)
        return names[0] if names else cast_id

    def _names_of(self, cast_id: str) -> tuple[str, ...]:
        return next((role.names for role in self.brief.roles if role.cast_id == cast_id), ())

    @property
    def is_empty(self) -> bool:
        """Whether it has no shot yet."""
        return not self.shots


def lines_of(beat: Beat, with_previous: bool = False) -> Iterator[SpokenLine]:
    """The speech as a line of each speaker.

    with_previous: whether the first is spoken together with the line before; the others always are.
    """
    for index, cast_id in enumerate(beat.speakers):
        yield line_of(beat, cast_id, with_previous or index > 0)


def line_of(beat: Beat, cast_id: str = "", with_previous: bool = False) -> SpokenLine:
    """The speech as the line of one speaker, the leading one if none is given."""
    return SpokenLine(
        cast_id=cast_id or beat.speakers[0],
        text=beat.text,
        parenthetical=beat.parenthetical,
        delivery=beat.delivery,
        medium=beat.medium,
        with_previous=with_previous,
        source_line=beat.line,
    )


def words_heard(shot: ShotDraft) -> int:
    """The number of words spoken in a shot."""
    return sum(word_count(line.text) for line in shot.lines)


def is_voice_over(shot: ShotDraft) -> bool:
    """Whether all lines of a shot are spoken over the picture."""
    return all(line.delivery is Delivery.VOICE_OVER for line in shot.lines)


def another_size(size: ShotSize) -> ShotSize:
    """The size a step closer, or wider from the closest.

    Two views of the same from the same distance jump; a step nearer or wider does not.
    """
    return next_size(size, closer=size not in CLOSEST)


def shows(shot: ShotDraft, figures: tuple[Figure, ...], size: ShotSize) -> bool:
    """Whether a shot is of this size and shows these figures."""
    return shot.size is size and shot.figures == figures


def _through(shot: ShotDraft, beat: Beat) -> LineSpan:
    """The lines of a shot, up to the end of a beat."""
    return LineSpan(first=shot.source.first, last=max(shot.source.last, beat.source.last))
