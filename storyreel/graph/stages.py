"""The stages of a film, one row each: what a stage makes, which member is asked, and its stand-in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import (
    Anchor,
    Clip,
    ClipBrief,
    FreezeFrameBrief,
    KeyframeBrief,
    Keyframes,
    Lora,
    Music,
    Review,
    Sound,
    Speech,
    Still,
    StillBrief,
    TranslatedPrompt,
)
from storyreel.film.cutting import FinishedFilm, MixedSound, TitleClip
from storyreel.film.drafts import SceneDraft
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import Introduction
from storyreel.film.moods import Mood
from storyreel.film.narration import Transcript
from storyreel.film.pace import Pace
from storyreel.graph import assumed_results, member_calls
from storyreel.planning.pace import set_pace

Milestone = Literal["narration", "keyframes", "clips"]


class Stage(StrEnum):
    """The stages of a film, in the order in which plans and progress list them."""

    INTRODUCTION = "introduction"
    ANALYSIS = "analysis"
    ENVIRONMENT = "environment"
    PROMPT = "prompt"
    REFERENCE = "reference"
    LORA = "lora"
    HEARING = "hearing"
    OWN_LINE = "own line"
    SPEECH = "speech"
    PACE = "pace"
    KEYFRAMES = "keyframes"
    STILL = "still"
    CLIP = "clip"
    REVIEW = "review"
    FREEZE_FRAME = "hold"
    SOUND = "sound"
    MUSIC = "music"
    TITLE = "title"
    CREDITS = "credits"
    CHUNK = "chunk"
    MIX = "mix"
    FILM = "film"


@dataclass(frozen=True, slots=True)
class CallId:
    """Which call is meant. Its text is what Prefect, film.toml and `redo` call it.

    >>> str(CallId(Stage.CLIP, "SC020-SH010", index=2, count=3))
    'SC020-SH010 clip 2 of 3'
    """

    stage: Stage
    subject: str = ""
    """Id of the shot, person or place it is made for; '' for the whole film."""
    part: str = ""
    """Which of several kinds of thing the stage makes for the subject: 'first' or 'last' of a still, the mood
    of music.
    """
    index: int = 0
    """Number of it among its like, from 1; 0 for the only one."""
    count: int = 0
    """How many calls of its kind there are, if the number does not identify it by itself; 0 otherwise."""

    def __str__(self) -> str:
        return _filled(STAGES[self.stage].name, self)

    @property
    def number(self) -> str:
        """'2 of 3', '2', or ''."""
        return f"{self.index or ''}{f' of {self.count}' if self.count else ''}"

    @property
    def doing(self) -> str:
        """What is done, in words for the person who waits."""
        return _filled(STAGES[self.stage].doing, self)


CallIds = tuple[CallId, ...]


@dataclass(frozen=True)
class StandIn:
    """What is made in the place of a result that could not be made."""

    stage: Stage
    brief: Callable[[Any], Frozen]
    """What is asked instead, from the brief that failed."""
    result: Callable[[Any, Any], Frozen] = lambda _brief, made: made
    """The result of the stage it stands in for, from the brief that failed and what was made instead."""


@dataclass(frozen=True)
class StageRow:
    """One stage."""

    name: str
    """Text of its calls' ids. {subject}, {part} and {number} are filled in; '{number}' is '2 of 3' if there
    is a count.
    """
    doing: str
    """What is done, in words for the person who waits; filled in as `name` is."""
    result: type[Frozen]
    assume: Callable[[Any], Frozen]
    """A result of the right shape and length without content, from a brief: a plan goes on with it until
    there is a real one.
    """
    several: str = ""
    """What several of its results are called, such as 'clips'; '' if the film has one."""
    version: int = 1
    """Raised by hand if the stage behaves differently, because its task's source does not show that."""
    parts: tuple[str, ...] = ()
    """Values that a {part} in `name` can have; any if none is given."""
    capability: str = ""
    """Whose fingerprint enters the key; '' if the stage needs no crew member."""
    ask: Callable[[Any, Any, AssetStore], Frozen] | None = None
    """What is asked of the crew member, from member, brief and store."""
    optional: bool = False
    """Whether the film is cut without its result."""
    bought_on: bool = False
    """Whether nothing is bought that needs its result while that is missing: weights of pictures that are
    missing, a clip of a board drawing.
    """
    final_refusal: bool = False
    """Whether what was refused will not come, so that others are made without it."""
    stands_alone: bool = True
    """False if nothing is made of a stand-in: a stand-in is not judged."""
    plans: bool = False
    """Whether the storyboard is made from its results, so that it is done before all else."""
    must_fit: bool = False
    """Whether an earlier result cannot be used for a changed input: readings of scenes, words of recordings,
    judgements of clips.
    """
    numbered: bool = False
    """Whether its calls are numbered in the order of the film, so that what was line 2 may be line 3 now."""
    alike: bool = False
    """Whether it keeps a place or person alike: if the person asks for it again, the pictures that show them
    are made again, too.
    """
    per_take: bool = False
    """Whether it is made again for another take of a clip."""
    milestone: Milestone | Literal[""] = ""
    """The milestone at which a run can end that includes its results; '' if there is none."""
    stand_in: StandIn | None = None
    redo: tuple[str, ...] = ()
    """What a person types to have it made again: 'shot', 'keyframes', 'clip', 'speech', 'sound' or
    'likeness'.
    """
    deployment: str = ""
    """The deployment that a gpu pool's workers run for it; '' if it is always made where the film is."""

    def answer(self, member: object, brief: Frozen, store: AssetStore) -> Frozen:
        """What a crew member makes of a brief.

        Raises:
            TypeError: the stage needs no crew member.
        """
        if self.ask is None:
            raise TypeError(f"'{self.name}' is made without a crew member.")
        return self.ask(member, brief, store)


def _filled(text: str, call: CallId) -> str:
    return " ".join(text.format(subject=call.subject, part=call.part, number=call.number).split())


def call_named(text: str) -> CallId | None:
    """The id of which this is the text; None if it is not a call's.

    >>> call_named("SC010-SH010 clip 2 of 3")
    CallId(stage=<Stage.CLIP: 'clip'>, subject='SC010-SH010', part='', index=2, count=3)
    """
    for stage in reversed(Stage):  # a line is a spoken one, unless the caller knows better
        if found := _pattern(stage).fullmatch(text):
            return _call(stage, found)
    return None


def _call(stage: Stage, found: re.Match[str]) -> CallId:
    fields = found.groupdict(default="")
    numbers = (int(fields.get(name) or 0) for name in ("index", "count"))
    return CallId(stage, fields.get("subject", ""), fields.get("part", ""), *numbers)


@cache
def _pattern(stage: Stage) -> re.Pattern[str]:
    row = STAGES[stage]
    fields = {
        "{subject}": r"(?P<subject>\S+)",
        "{part}": rf"(?P<part>{'|'.join(map(re.escape, row.parts)) or '.+?'})",
        "{number}": r"(?P<index>\d+)(?: of (?P<count>\d+))?",
    }
    first, *rest = row.name.split(" ")
    optional = ("{number}",) if row.parts else ("{number}", "{part}")
    words = [
        f"(?: {fields[word]})?" if word in optional else " " + fields.get(word, re.escape(word))
        for word in rest
    ]
    return re.compile(fields.get(first, re.escape(first)) + "".join(words))


def _frozen(brief: ClipBrief) -> FreezeFrameBrief:
    """A clip's keyframe, shown for as long as the clip."""
    return FreezeFrameBrief(
        picture=_nearest_keyframe(brief),
        frames=brief.frames,
        recipe=brief.recipe,
        cut_points=brief.cut_points,
    )


def _nearest_keyframe(brief: ClipBrief) -> AssetRef:
    return brief.keyframes.first if brief.first_frame == 0 else brief.keyframes.last


def _board(brief: StillBrief) -> KeyframeBrief:
    """A board drawing of the same picture, by the embedded painter."""
    return KeyframeBrief(picture=brief.picture, recipe=brief.recipe, seed=brief.seed)


def _from_board(brief: StillBrief, drawn: Keyframes) -> Still:
    return Still(image=drawn.last if brief.end == "last" else drawn.first)


STAGES: Mapping[Stage, StageRow] = {
    Stage.INTRODUCTION: StageRow(
        "people and places {number}",
        "meeting people and places",
        Introduction,
        assumed_results.introduction,
        capability="writer",
        ask=member_calls.introduce,
        must_fit=True,
        plans=True,
    ),
    Stage.ANALYSIS: StageRow(
        "scene {number} analysis",
        "reading scene {number}",
        SceneDraft,
        assumed_results.draft,
        several="scenes",
        capability="writer",
        ask=member_calls.analyse,
        must_fit=True,
        plans=True,
    ),
    Stage.ENVIRONMENT: StageRow(
        "{subject} environment",
        "describing {subject}",
        Anchor,
        assumed_results.anchor,
        several="places",
        capability="writer",
        ask=member_calls.describe,
        alike=True,
    ),
    # The version of the writer's prompt `translate` is this row's: the writer's fingerprint does not have it.
    Stage.PROMPT: StageRow(
        "{subject} {part} prompt {number}",
        "translating the prompt of {subject}",
        TranslatedPrompt,
        assumed_results.translated,
        parts=("first", "last", "reference"),
        capability="writer",
        ask=member_calls.translate,
        must_fit=True,
        optional=True,
    ),
    Stage.REFERENCE: StageRow(
        "{subject} reference {number}",
        "drawing {subject} for reference",
        Still,
        assumed_results.still,
        several="reference pictures",
        capability="images",
        ask=member_calls.draw_still,
        alike=True,
        optional=True,
        bought_on=True,
        final_refusal=True,
        redo=("likeness",),
    ),
    Stage.LORA: StageRow(
        "{subject} lora",
        "training weights of {subject}",
        Lora,
        assumed_results.lora,
        several="trained weights",
        capability="trainer",
        ask=member_calls.train,
        alike=True,
        optional=True,
        bought_on=True,
        final_refusal=True,
        redo=("likeness",),
    ),
    Stage.HEARING: StageRow(
        "narration words",
        "hearing your narration",
        Transcript,
        assumed_results.transcript,
        capability="listener",
        ask=member_calls.hear,
        optional=True,
        must_fit=True,
    ),
    Stage.OWN_LINE: StageRow(
        "{subject} line {number}",
        "cutting your line {number} of {subject}",
        Speech,
        assumed_results.own_line,
        several="recorded lines",
        milestone="narration",
    ),
    Stage.SPEECH: StageRow(
        "{subject} line {number}",
        "speaking line {number} of {subject}",
        Speech,
        assumed_results.speech,
        several="spoken lines",
        capability="narrator",
        ask=member_calls.speak,
        optional=True,
        numbered=True,
        milestone="narration",
        redo=("speech",),
    ),
    Stage.PACE: StageRow("pace", "setting the pace", Pace, set_pace, version=2),
    Stage.KEYFRAMES: StageRow(
        "{subject} keyframes",
        "drawing {subject}",
        Keyframes,
        assumed_results.keyframes,
        several="keyframes",
        capability="images",
        ask=member_calls.draw,
        milestone="keyframes",
        redo=("shot", "keyframes"),
    ),
    Stage.STILL: StageRow(
        "{subject} {part} frame",
        "drawing the {part} frame of {subject}",
        Still,
        assumed_results.still,
        several="keyframes",
        parts=("first", "last"),
        capability="images",
        ask=member_calls.draw_still,
        optional=True,
        bought_on=True,
        milestone="keyframes",
        stand_in=StandIn(Stage.KEYFRAMES, _board, _from_board),
        redo=("shot", "keyframes"),
    ),
    Stage.CLIP: StageRow(
        "{subject} clip {number}",
        "filming {subject} {number}",
        Clip,
        assumed_results.clip,
        several="clips",
        capability="video",
        ask=member_calls.shoot,
        optional=True,
        bought_on=True,
        per_take=True,
        milestone="clips",
        stand_in=StandIn(Stage.FREEZE_FRAME, _frozen),
        deployment="shoot-clips/gpu",
        redo=("shot", "clip"),
    ),
    Stage.REVIEW: StageRow(
        "{subject} clip {number} review",
        "judging {subject} {number}",
        Review,
        assumed_results.review,
        several="judgements",
        capability="critic",
        ask=member_calls.judge,
        optional=True,
        stands_alone=False,
        must_fit=True,
        per_take=True,
    ),
    Stage.FREEZE_FRAME: StageRow(
        "{subject} clip {number} stand-in", "holding the picture of {subject}", Clip, assumed_results.clip
    ),
    Stage.SOUND: StageRow(
        "{subject} {part} {number}",
        "making {part} {number} of {subject}",
        Sound,
        assumed_results.sound,
        several="sounds",
        parts=("sound", "ambience"),
        capability="sounds",
        ask=member_calls.design,
        optional=True,
        numbered=True,
        redo=("sound",),
    ),
    Stage.MUSIC: StageRow(
        "music {number} {part}",
        "composing {part} music",
        Music,
        assumed_results.music,
        several="pieces of music",
        capability="composer",
        ask=member_calls.compose,
        optional=True,
        numbered=True,
        parts=tuple(Mood),
    ),
    Stage.TITLE: StageRow("title", "setting the title", TitleClip, assumed_results.title),
    Stage.CREDITS: StageRow("credits", "setting the credits", TitleClip, assumed_results.title),
    Stage.CHUNK: StageRow(
        "{subject} {part} {number}",
        "joining {subject}",
        Clip,
        assumed_results.chunk,
        several="joins",
        version=2,
        parts=("body", "dissolve", "fade in", "fade out"),
    ),
    Stage.MIX: StageRow(  # 2: speech in its room and through its device, and more of the rest under it
        "mix", "making the mix", MixedSound, assumed_results.mix, version=2
    ),
    Stage.FILM: StageRow("film", "putting together the film", FinishedFilm, assumed_results.film),
}
"""By stage, in the order of `Stage`."""


def stages_of(*milestones: Milestone) -> tuple[Stage, ...]:
    """The stages whose results are a part of a film that a run can end with."""
    return tuple(stage for stage, row in STAGES.items() if row.milestone in milestones)
