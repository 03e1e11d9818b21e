"""A run as its journal tells it: what every shot is at, how far each stage is, and what happened last."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from flows.progress import Progress
from storyreel.graph.stages import CallId, Stage, call_named
from storyreel.project.journal import JournalReader, Step
from studio.remaining import TimeEstimate

_FEED = 60
"""Lines of what happened that are kept."""
RAIL: Mapping[str, tuple[Stage, ...]] = {
    "Script": (Stage.INTRODUCTION, Stage.ANALYSIS),
    "Voices": (Stage.SPEECH, Stage.OWN_LINE, Stage.HEARING),
    "Likeness": (Stage.ENVIRONMENT, Stage.REFERENCE, Stage.LORA),
    "Pictures": (Stage.KEYFRAMES, Stage.STILL),
    "Clips": (Stage.CLIP,),
    "Judged": (Stage.REVIEW,),
    "Sound": (Stage.SOUND,),
    "Music": (Stage.MUSIC,),
    "Cut": (Stage.TITLE, Stage.CREDITS, Stage.CHUNK, Stage.MIX),
    "Film": (Stage.FILM,),
}
"""The stages as a person sees them, in order."""
_STAGE_ON_RAIL = {stage: name for name, stages in RAIL.items() for stage in stages}
_STEP_WORDS: Mapping[Stage, str] = {
    Stage.INTRODUCTION: "Somebody or some place is introduced",
    Stage.ANALYSIS: "A scene is read and broken into shots",
    Stage.ENVIRONMENT: "{0} is described",
    Stage.REFERENCE: "{0} has a picture to be recognised by",
    Stage.LORA: "{0} has weights to be recognised by",
    Stage.SPEECH: "{0}, line {2}, is spoken",
    Stage.KEYFRAMES: "{0} is drawn",
    Stage.STILL: "{0}: the {1} frame is drawn",
    Stage.CLIP: "{0} is filmed {2}",
    Stage.REVIEW: "{0} is judged",
    Stage.SOUND: "{0}: {1} {2} is made",
    Stage.MUSIC: "Music is composed: {1}",
    Stage.MIX: "The sound is mixed",
    Stage.FILM: "The film is put together",
}
"""What is told of a result, with its subject, part and number."""


@dataclass
class StageCount:
    """How much of a stage is done."""

    done: int = 0
    at_work: int = 0

    @property
    def words(self) -> str:
        """'10 of 12', or ''."""
        most = self.done + self.at_work
        return f"{self.done} of {most}" if most > 1 else ""


@dataclass
class LiveRun:
    """The newest run of a film, as far as its journal goes. Times are seconds since 1970."""

    began: float = 0.0
    ended: Step | None = None
    planned: bool = False
    """Whether the storyboard is written, so that it may be edited while the run goes on."""
    keys: dict[str, str] = field(default_factory=dict[str, str])
    """Key by call name of what was made or reused."""
    flying: dict[str, float] = field(default_factory=dict[str, float])
    """When each call in flight began, by its name."""
    gaps: dict[str, str] = field(default_factory=dict[str, str])
    """Why a call is missing, by its name."""
    stages: dict[str, StageCount] = field(default_factory=dict[str, StageCount])
    feed: deque[tuple[float, str]] = field(default_factory=lambda: deque(maxlen=_FEED))
    """Time and words of what happened, the newest last."""
    latest: str = ""
    """The shot that was drawn or filmed last."""
    version: int = 0
    """Rises with every step."""
    left: TimeEstimate = field(default_factory=TimeEstimate)

    def copy(self) -> Self:
        """The run as it is now, which no later step changes."""
        return replace(
            self,
            keys=dict(self.keys),
            flying=dict(self.flying),
            gaps=dict(self.gaps),
            stages={name: replace(count) for name, count in self.stages.items()},
            feed=self.feed.copy(),
            left=replace(self.left, flying=dict(self.left.flying)),
        )

    def hear(self, step: Step) -> None:
        """Take in a step."""
        self.version += 1
        if step.event == "run":
            self.began = step.at
        elif step.event == "ended":
            self.ended, self.flying = step, {}
        elif step.event == "waits":
            self._wait(step)
        else:
            self._count(step)

    def _wait(self, step: Step) -> None:
        """Tell that a call waits. Many calls wait for the same; it is told once."""
        if step.message and step.message not in {words for _, words in self.feed}:
            self.feed.append((step.at, step.message))

    def _count(self, step: Step) -> None:
        self.planned = self.planned or step.event == "expected"
        self.left.hear(_progress(step), step.at)
        call = call_named(step.name)
        if call is None:
            return
        count = self.stages.setdefault(_STAGE_ON_RAIL.get(call.stage, ""), StageCount())
        if step.event == "begun":
            self.flying[step.name] = step.at
            count.at_work += 1
            return
        if self.flying.pop(step.name, None) is not None:
            count.at_work -= 1
        count.done += 1
        self._finish(step, call)

    def _finish(self, step: Step, call: CallId) -> None:
        if step.key:
            self.keys[step.name] = step.key
        if step.event == "gap":
            self.gaps[step.name] = step.message
        elif self.gaps:
            self.gaps.pop(step.name, None)
        if call.stage in (Stage.KEYFRAMES, Stage.STILL, Stage.CLIP) and step.event == "made":
            self.latest = call.subject
        words = _in_words(step, call)
        if words:
            self.feed.append((step.at, words))

    def seconds_left(self) -> float | None:
        """How long the run will still take; None if that cannot be said yet."""
        return self.left.seconds(time.time()) if self.ended is None else None

    def at_work_on(self, shot_id: str) -> Stage | None:
        """The stage of a shot that is made just now: filming before drawing."""
        calls = (call_named(name) for name in self.flying)
        found = {call.stage for call in calls if call is not None and call.subject == shot_id}
        wanted = (Stage.CLIP, Stage.REVIEW, Stage.STILL, Stage.KEYFRAMES, Stage.SPEECH)
        return next((stage for stage in wanted if stage in found), None)

    @property
    def incomplete(self) -> frozenset[str]:
        """The shots, and what else is asked for, of which something is missing."""
        return frozenset(name.split(" ")[0] for name in self.gaps)

    def gap_of(self, shot_id: str) -> str:
        """Why something of a shot is missing; '' if nothing is."""
        return next((why for name, why in self.gaps.items() if name.split(" ")[0] == shot_id), "")


def _progress(step: Step) -> Progress:
    event = "planned" if step.event in ("run", "ended") else step.event
    return Progress(event, step.name, step.doing, step.work, step.calls, step.message)


def _in_words(step: Step, call: CallId) -> str:
    """A step in words for the list of what happens; '' for a step that is not listed."""
    if step.event == "gap":
        return f"{step.name} is missing: {step.message}"
    if step.event != "made":
        return ""
    shot = call.subject[:2] == "SC"
    subject = call.subject if shot else call.subject.replace("-", " ").capitalize()
    return _STEP_WORDS.get(call.stage, "").format(subject, call.part, call.number).strip()


class LiveRuns:
    """The newest runs of films, followed as their journals grow. Safe for several threads."""

    def __init__(self) -> None:
        self._followed: dict[str, tuple[JournalReader, LiveRun]] = {}
        self._lock = threading.Lock()

    def of(self, film_id: str) -> LiveRun:
        """The newest run of a film, up to now; it does not change. Empty if this machine knows none."""
        with self._lock:
            reader, run = self._followed.get(film_id) or (JournalReader(film_id), LiveRun())
            steps = reader.new_steps()
            run = run.copy() if steps else run
            for step in steps:
                if step.event == "run":
                    run = LiveRun(version=run.version)
                run.hear(step)
            self._followed[film_id] = (reader, run)
            return run
