"""The storyboard as the page shows it: scenes and shots with words, times, pictures, takes and states."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import JsonValue

from storyreel.film.printable import one_line
from storyreel.film.storyboard import Delivery, Scene, Shot, SpokenLine, Storyboard
from storyreel.graph.stages import Stage
from storyreel.project.bill import Bill
from storyreel.project.overrides import SKIP, Overrides, apply_overrides, fields_of
from storyreel.project.project import Project
from studio.board.cut import CutTimes, ShotTimes, cut_times
from studio.board.live import LiveRun
from studio.board.names import readable
from studio.board.own_material import own_of
from studio.board.results import Results, digest_in_address, picture_address

_NO_TIMES = ShotTimes(0.0, 0.0, 0.0, (), 0.5)
_AT_WORK = {
    Stage.CLIP: ("filming", "filming"),
    Stage.REVIEW: ("judged", "being judged"),
    Stage.KEYFRAMES: ("drawing", "drawing"),
    Stage.STILL: ("drawing", "drawing"),
    Stage.SPEECH: ("drawing", "speaking"),
}


@dataclass(frozen=True)
class LineView:
    """A spoken line."""

    index: int
    who: str
    manner: str
    text: str
    a: float
    b: float
    """Start and end in the film, in seconds; both 0 if it is not cut."""


@dataclass(frozen=True)
class ShotState:
    """What a shot is at."""

    kind: str
    """The word of the style sheet: 'done', 'queued', 'drawing', 'filming', 'judged', 'refused', 'gaps',
    'changed', 'drawn'."""
    word: str
    why: str = ""


@dataclass(frozen=True)
class ShotView:
    """One row of the storyboard."""

    id: str
    scene_id: str
    number: int
    size: str
    move: str
    transition: str
    action: str
    title: str
    people: tuple[str, ...]
    lines: tuple[LineView, ...]
    start: float
    length: float
    """As `seconds` counts: transitions included."""
    shown: float
    shortest: float
    engine: str
    model: str
    picture: str
    """Address of its picture; '' if it is not drawn."""
    clip: str
    """Address of its clip, the first of several; '' if it is not filmed."""
    takes: int
    cost_usd: float
    locked: bool
    skipped: bool
    state: ShotState
    source: str
    fields: Mapping[str, JsonValue]
    """Every field that may be edited, with its present value."""

    def digest(self, field: str) -> str:
        """A digest of a field's value, by which a change that somebody else made is noticed."""
        return digest_of(self.fields.get(field))

    @property
    def end(self) -> float:
        """When the next shot begins, in seconds."""
        return round(self.start + self.shown, 3)

    @property
    def words(self) -> str:
        """The shot in a few words."""
        return self.action or (self.lines[0].text if self.lines else "nothing but the picture")


@dataclass(frozen=True)
class SceneView:
    """A scene with its shots."""

    id: str
    number: int
    heading: str
    place: str
    inside: bool
    time: str
    weather: str
    mood: str
    start: float
    end: float
    shots: tuple[ShotView, ...]

    @property
    def seconds(self) -> float:
        """How long it is shown."""
        return round(self.end - self.start, 3)


@dataclass(frozen=True)
class BoardView:
    """The whole storyboard."""

    scenes: tuple[SceneView, ...]
    times: CutTimes

    @property
    def shots(self) -> tuple[ShotView, ...]:
        """Every shot in film order."""
        return tuple(shot for scene in self.scenes for shot in scene.shots)

    def shot(self, shot_id: str) -> ShotView | None:
        """The shot of that id."""
        return next((shot for shot in self.shots if shot.id == shot_id), None)


@dataclass(frozen=True)
class Prices:
    """What the shots have cost, and what a run would do about them."""

    cost_usd: Mapping[str, float]
    """Dollars by shot."""
    why_changed: Mapping[str, str]
    """Why a shot is not as it was made, by shot: 'clip: what it is made from has changed'."""


NO_PRICES = Prices({}, {})


def cost_by_shot(bill: Bill) -> Mapping[str, float]:
    """Dollars by shot, of what the bill names."""
    costs: dict[str, float] = {}
    for line in bill.lines:
        shot = line.what.split(" ")[0]
        costs[shot] = costs.get(shot, 0.0) + line.usd
    return costs


def edited_storyboards(project: Project) -> tuple[Storyboard, Storyboard] | None:
    """The storyboard with the person's edits, as it is filmed, and with the shots that are left out.

    None if nothing was planned yet. The edits are those in the film's file.
    """
    if project.state.base is None:
        return None
    project.look_at_edits()
    overrides = project.state.overrides
    shown = Overrides(edits=tuple(edit for edit in overrides.edits if edit.field != SKIP))
    whole = apply_overrides(project.state.base, shown)[0]
    if len(shown.edits) == len(overrides.edits):
        return whole, whole
    return apply_overrides(project.state.base, overrides)[0], whole


def board_view(slug: str, results: Results, run: LiveRun, *, at_work: bool, prices: Prices) -> BoardView:
    """The storyboard; without scenes if nothing was planned yet. at_work: whether a run goes on now."""
    boards = edited_storyboards(results.project)
    if boards is None:
        return BoardView((), CutTimes())
    return _Viewer(slug, results, run, at_work, prices, *boards).view()


@dataclass(frozen=True)
class _Viewer:
    """Puts the rows together."""

    slug: str
    results: Results
    run: LiveRun
    at_work: bool
    prices: Prices
    filmed: Storyboard
    whole: Storyboard
    """With the shots that are left out."""

    def view(self) -> BoardView:
        """The storyboard."""
        times = cut_times(self.results, self.filmed)
        fields = _fields_by_shot(self.whole)
        scenes: list[SceneView] = []
        number, now = 0, min((one.start for one in times.shots.values()), default=0.0)
        for scene in self.whole.scenes:
            shots: list[ShotView] = []
            for shot in scene.shots:
                number += 1
                own = times.shots.get(shot.id) or replace(_NO_TIMES, start=now)
                shots.append(self._shot(scene, shot, number, own, fields[shot.id]))
                now = own.end
            scenes.append(self._scene(scene, len(scenes) + 1, tuple(shots)))
        return BoardView(tuple(scenes), times)

    @cached_property
    def _filmed_ids(self) -> frozenset[str]:
        """The shots that are not left out."""
        return frozenset(shot.id for _, shot in self.filmed.shots())

    @cached_property
    def _filmed_now(self) -> frozenset[str]:
        """The shots that the run under way has filmed."""
        return frozenset(name.split(" clip")[0] for name in self.run.keys if " clip" in name)

    def _scene(self, scene: Scene, number: int, shots: tuple[ShotView, ...]) -> SceneView:
        place = self.whole.environment(scene.environment_id).place
        return SceneView(
            id=scene.id,
            number=number,
            heading=scene.heading,
            place=readable(place.name),
            inside=place.interior,
            time=scene.time.value,
            weather=scene.weather.value,
            mood=scene.mood.value,
            start=shots[0].start,
            end=shots[-1].end,
            shots=shots,
        )

    def _shot(
        self, scene: Scene, shot: Shot, number: int, times: ShotTimes, fields: Mapping[str, JsonValue]
    ) -> ShotView:
        seconds = shot.direction.seconds
        skipped = shot.id not in self._filmed_ids
        return ShotView(
            id=shot.id,
            scene_id=scene.id,
            number=number,
            size=shot.size.value,
            move=shot.move.value,
            transition=shot.transition.value,
            action=shot.action,
            title=shot.title,
            people=tuple(readable(self._name(one.cast_id)) for one in shot.figures),
            lines=tuple(self._lines(shot, times)),
            start=times.start,
            length=seconds or times.whole,
            shown=times.shown,
            shortest=times.shortest,
            engine=shot.direction.engine or (self.results.project.settings.members.get("video") or ("",))[0],
            model=shot.direction.model,
            picture=self._picture(shot),
            clip=self._clip(shot),
            takes=self._takes(shot),
            cost_usd=self.prices.cost_usd.get(shot.id, 0.0),
            locked=shot.direction.lock,
            skipped=skipped,
            state=ShotState("queued", "left out") if skipped else self._state(shot),
            source=f"lines {shot.source.first} to {shot.source.last}",
            fields={**fields, SKIP: skipped},
        )

    def _name(self, cast_id: str) -> str:
        return self.whole.member(cast_id).name

    def _lines(self, shot: Shot, times: ShotTimes) -> Iterator[LineView]:
        for index, line in enumerate(shot.lines):
            a, b = times.lines[index] if index < len(times.lines) else (0.0, 0.0)
            yield LineView(index, readable(self._name(line.cast_id)), _manner(line), line.text, a, b)

    def _picture(self, shot: Shot) -> str:
        picture = self.results.picture(shot.id)
        if picture is not None:
            return picture_address(self.slug, shot.id, picture)
        delivered = self.results.project.files.size(f"pictures/{shot.id}.jpg")
        own = own_of(self.results.project, shot.id)
        return f"/films/{self.slug}/pictures/{shot.id}.jpg?own={delivered}" if own and delivered else ""

    def _clip(self, shot: Shot) -> str:
        calls = self.results.clip_calls(shot.id)
        clip = self.results.clip(calls[0]) if calls else None
        return f"/films/{self.slug}/clips/{shot.id}.mp4?v={digest_in_address(clip.video)}" if clip else ""

    def _takes(self, shot: Shot) -> int:
        newest = self.results.project.state.takes.newest
        calls = (*self.results.clip_calls(shot.id), self.results.picture_call(shot.id))
        return max((newest(str(call)) for call in calls), default=1)

    def _state(self, shot: Shot) -> ShotState:
        """What the shot is at: as the run under way tells it, else as the film was left."""
        if self.at_work:
            return self._live_state(shot)
        if why := self.run.gap_of(shot.id):
            return ShotState("gaps", "missing", one_line(why))
        own = own_of(self.results.project, shot.id) in self.results.project.settings.material.clips.values()
        made = self.results.is_filmed(shot.id) or (own and self.results.film is not None)
        if why := self.prices.why_changed.get(shot.id, ""):
            return ShotState("changed", "changed, not made" if made else "not made", why if made else "")
        if made:
            return ShotState("done", "done")
        drawn = self.results.picture(shot.id) is not None
        return ShotState("drawn", "drawn, not filmed") if drawn else ShotState("queued", "not made")

    def _live_state(self, shot: Shot) -> ShotState:
        if why := self.run.gap_of(shot.id):
            return ShotState("refused", "missing", one_line(why))
        stage = self.run.at_work_on(shot.id)
        if stage is not None:
            kind, word = _AT_WORK[stage]
            return ShotState(kind, word)
        if shot.id in self._filmed_now:
            return ShotState("done", "done")
        drawn = {f"{shot.id} keyframes", f"{shot.id} first frame"} & self.run.keys.keys()
        return ShotState("drawn", "waits for a camera") if drawn else ShotState("queued", "queued")


def digest_of(value: JsonValue) -> str:
    """A digest of a value of a field."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _fields_by_shot(storyboard: Storyboard) -> dict[str, dict[str, JsonValue]]:
    fields: dict[str, dict[str, JsonValue]] = {}
    for (target, owner, name), value in fields_of(storyboard).items():
        if target == "shot":
            fields.setdefault(owner, {})[name] = value
    return fields


def _manner(line: SpokenLine) -> str:
    where = "" if line.delivery is Delivery.ON_SCREEN else line.delivery.value
    return ", ".join(filter(None, (line.parenthetical, where)))
