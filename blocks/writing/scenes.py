"""Asks for the shots of a scene, and checks that they hold the whole scene and only its people.

Spoken lines are never taken from the model. Each is in the shot that holds its element, once and in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from blocks.charges import charged
from blocks.writing.asking import LanguageModel, Question, UnusableAnswerError, ask
from blocks.writing.prompts import enclosed, prompt
from blocks.writing.schemas import FigureAnswer, SceneShots, ShotAnswer, schema_of
from blocks.writing.sizes import MOST_ELEMENTS
from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import Role, SceneBrief, SceneDraft, ShotDraft
from storyreel.film.places import Place
from storyreel.film.storyboard import Figure, LineSpan, Mood, SoundCue, SpokenLine, TransitionKind
from storyreel.planning import analyse_scene as by_rules
from storyreel.planning.beats import Beat, BeatKind, beats_of

_TOKENS_AN_ELEMENT = 220
_CLOSEST = 0.14
"""Least distance between two bodies, as a share of the frame's width."""


@dataclass(frozen=True)
class Step:
    """An element of the scene as the model sees it, its number, and the screenplay's transition before it."""

    number: int
    beat: Beat
    transition: TransitionKind | None = None
    titles: tuple[str, ...] = ()
    """Words on the picture over the shot that holds the element. The model is not asked about them."""


def scene_draft(model: LanguageModel, brief: SceneBrief) -> SceneDraft:
    """The shots of a scene. No model is asked about a scene in which nothing happens; it shows its place.

    Raises:
        ProviderError: no answer held the whole scene and only its people.
        RefusedError: the model refuses to read it.
    """
    steps = steps_of(brief)
    if not steps:
        charged(0.0)
        return by_rules(brief)
    parts: list[SceneDraft] = []
    stretches = _stretches(steps)
    for number, stretch in enumerate(stretches, start=1):
        before = parts[-1].shots[-1] if parts else None
        part = f"Part {number} of {len(stretches)} of the scene." if len(stretches) > 1 else ""
        question = _question(brief, stretch, part, before)
        accept = partial(_draft, brief, stretch, opens_scene=not parts)
        parts.append(ask(model, question, SceneShots, accept))
    shots = tuple(shot for part in parts for shot in part.shots)
    return SceneDraft(mood=parts[0].mood if parts else Mood.CALM, shots=(*shots, *_closing_shot(brief)))


def _question(brief: SceneBrief, steps: Sequence[Step], part: str, before: ShotDraft | None) -> Question:
    return Question(
        subject=f"the scene {brief.heading!r}",
        system=prompt("analyse_scene").text,
        prompt=_prompt(brief, steps, part, before),
        schema=schema_of(SceneShots),
        answer_tokens=2000 + _TOKENS_AN_ELEMENT * len(steps),
    )


def steps_of(brief: SceneBrief) -> tuple[Step, ...]:
    """What happens in a scene, numbered from 1: actions and speeches, long ones in pieces.

    A transition belongs to the step that it opens.
    """
    steps: list[Step] = []
    transition: TransitionKind | None = None
    titles: tuple[str, ...] = ()
    for beat in beats_of(brief):
        if beat.kind is BeatKind.TRANSITION:
            transition = beat.transition
        elif beat.kind is not BeatKind.TITLE:
            steps.append(Step(len(steps) + 1, beat, transition, titles))
            transition, titles = None, ()
        elif steps and transition is None and steps[-1].beat.kind is BeatKind.ACTION:
            steps[-1] = replace(steps[-1], titles=(*steps[-1].titles, beat.text))
        else:
            titles = (*titles, beat.text)
    return tuple(steps)


def _closing_shot(brief: SceneBrief) -> tuple[ShotDraft, ...]:
    """A shot of the place for words on the picture after the last speech; none without such words."""
    closing: list[Beat] = []
    for beat in beats_of(brief):
        if beat.kind is BeatKind.TITLE:
            closing.append(beat)
        elif beat.kind is not BeatKind.TRANSITION:
            closing = [beat] if beat.kind is BeatKind.ACTION else []
    if not closing or closing[0].kind is BeatKind.ACTION:
        return ()
    source = LineSpan(first=closing[0].source.first, last=closing[-1].source.last)
    return (ShotDraft(source=source, title="\n".join(beat.text for beat in closing)),)


def _stretches(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    """Even stretches of a long scene. Two people who speak at once stay in one stretch."""
    count = -(-len(steps) // MOST_ELEMENTS)
    length = -(-len(steps) // count)
    stretches: list[tuple[Step, ...]] = []
    start = 0
    while start < len(steps):
        end = min(start + length, len(steps))
        while end < len(steps) and _together(steps[end - 1], steps[end]):
            end += 1
        stretches.append(tuple(steps[start:end]))
        start = end
    return stretches


def _together(one: Step, other: Step) -> bool:
    return other.beat.dual and one.beat.kind is BeatKind.SPEECH


# --- what is asked


def _prompt(brief: SceneBrief, steps: Sequence[Step], part: str, before: ShotDraft | None) -> str:
    facts = "\n".join(_facts(brief, steps))
    after = f"The shot before was {before.size.value}, {before.move.value}." if before else ""
    asked = f"Divide elements {steps[0].number} to {steps[-1].number} into shots. {part} {after}".strip()
    return f"{enclosed('screenplay', facts)}\n\n{asked}"


def _facts(brief: SceneBrief, steps: Sequence[Step]) -> Iterator[str]:
    visit = "has not been here before" if brief.first_visit else "has been here before"
    yield f"Heading: {brief.heading}"
    yield _place(brief.place)
    yield f"The film {visit}. Hour: {brief.time.value}. Weather: {brief.weather.value}."
    yield "People:"
    for role in brief.roles:
        yield _person(role)
    yield "Elements:"
    for step in steps:
        yield from _element(step)


def _place(place: Place) -> str:
    side = "inside" if place.interior else "outside"
    return f"Place: {place.name}, {place.kind.value}, {side}{_seen(place)}"


def _seen(place: Place) -> str:
    return f"; to be seen there: {', '.join(place.features)}" if place.features else ""


def _is_only_heard(role: Role) -> bool:
    return role.heard_only or role.cast_id == NARRATOR_ID


def _person(role: Role) -> str:
    heard = ", only heard" if _is_only_heard(role) else ""
    return f'- id "{role.cast_id}": {", ".join(role.names)}, {role.presentation.value}{heard}'


def _element(step: Step) -> Iterator[str]:
    beat = step.beat
    if step.transition is not None and step.transition is not TransitionKind.CUT:
        yield f"(the screenplay asks for: {step.transition.value})"
    if beat.kind is BeatKind.ACTION:
        yield f"{step.number} action: {beat.text}"
        return
    together = "at the same time as the one before" if beat.dual else ""
    how = ", ".join((beat.delivery.value, *filter(None, (beat.parenthetical, together))))
    yield f"{step.number} speech by {' and '.join(beat.speakers)} ({how}): {beat.text}"


# --- what is made of the answer


def _draft(brief: SceneBrief, steps: Sequence[Step], answer: SceneShots, opens_scene: bool) -> SceneDraft:
    wrong = [*_wrong_ranges(steps, answer.shots), *_wrong_people(brief, answer.shots)]
    if wrong:
        raise UnusableAnswerError(" ".join(wrong))
    by_number = {step.number: step for step in steps}
    shots: list[ShotDraft] = []
    for index, shot in enumerate(answer.shots):
        held = [by_number[number] for number in range(shot.first, shot.last + 1)] if shot.first else []
        opening = brief.opening if opens_scene and index == 0 else _opening(held, shot)
        shots.append(_shot(shot, held, _source(held, answer.shots[index:], by_number, shots), opening))
    return SceneDraft(mood=answer.mood, shots=tuple(shots))


def _wrong_ranges(steps: Sequence[Step], shots: Sequence[ShotAnswer]) -> list[str]:
    """What is wrong with the elements that the shots hold."""
    expected, wrong = steps[0].number, []
    for number, shot in enumerate(shots, start=1):
        if (shot.first, shot.last) == (0, 0):
            if number > 1 and shots[number - 2].first == 0:
                wrong.append(
                    f"Shots {number - 1} and {number} both hold no element; at most one in a row may."
                )
            continue
        if shot.first != expected or shot.last < shot.first:
            wrong.append(
                f"Shot {number} holds elements {shot.first} to {shot.last}; it must begin with element"
                f" {expected} and not end before it."
            )
            return wrong
        expected = shot.last + 1
    if expected != steps[-1].number + 1:
        wrong.append(
            f"The shots end with element {expected - 1}; the scene has elements {steps[0].number} to"
            f" {steps[-1].number}, each in one shot."
        )
        return wrong
    return [*wrong, *_wrong_starts(steps, {shot.first for shot in shots})]


def _wrong_starts(steps: Sequence[Step], starts: set[int]) -> Iterator[str]:
    """What is wrong with the elements with which the shots begin."""
    for one, other in pairwise(steps):
        if _together(one, other) and other.number in starts:
            yield (
                f"Elements {one.number} and {other.number} are spoken at the same time, so one shot holds"
                " both."
            )
        if other.transition not in (None, TransitionKind.CUT) and other.number not in starts:
            yield (
                f"The screenplay asks for a transition before element {other.number}, so a shot begins"
                " with it."
            )


def _wrong_people(brief: SceneBrief, shots: Sequence[ShotAnswer]) -> Iterator[str]:
    known = {role.cast_id for role in brief.roles if not role.heard_only} - {NARRATOR_ID}
    unknown = sorted({figure.cast_id for shot in shots for figure in shot.figures} - known)
    if unknown:
        who = ", ".join(sorted(known)) or "nobody"
        yield f"{', '.join(map(repr, unknown))} cannot be in the frame; the scene's people are {who}."
    for number, shot in enumerate(shots, start=1):
        ids = [figure.cast_id for figure in shot.figures]
        if len(set(ids)) < len(ids):
            yield f"Shot {number} has a person twice."


def _shot(shot: ShotAnswer, held: Sequence[Step], source: LineSpan, opening: TransitionKind) -> ShotDraft:
    action = shot.action or _text(held, BeatKind.ACTION)
    script = _text(held, BeatKind.ACTION, BeatKind.NARRATION)
    return ShotDraft(
        source=source,
        size=shot.size,
        move=shot.move,
        figures=_apart(shot.figures),
        action=action,
        script=script if script != action else "",
        lines=_lines(held),
        cues=tuple(SoundCue(sound=cue.sound, at=cue.at) for cue in shot.cues),
        transition=opening,
        title="\n".join(title for step in held for title in step.titles),
    )


def _text(held: Sequence[Step], *kinds: BeatKind) -> str:
    return " ".join(step.beat.text for step in held if step.beat.kind in kinds)


def _lines(held: Sequence[Step]) -> tuple[SpokenLine, ...]:
    lines: list[SpokenLine] = []
    for step in held:
        beat = step.beat
        for index, speaker in enumerate(beat.speakers):
            lines.append(
                SpokenLine(
                    cast_id=speaker,
                    text=beat.text,
                    parenthetical=beat.parenthetical,
                    delivery=beat.delivery,
                    with_previous=index > 0 or (beat.dual and bool(lines)),
                    source_line=beat.line,
                )
            )
    return tuple(lines)


def _apart(figures: Sequence[FigureAnswer]) -> tuple[Figure, ...]:
    """The people as answered; if two would overlap, all are spread evenly from left to right."""
    places = sorted(figure.x for figure in figures)
    crowded = any(right - left < _CLOSEST for left, right in pairwise(places))
    positions = _spread(figures) if crowded else [figure.x for figure in figures]
    return tuple(
        Figure(cast_id=figure.cast_id, pose=figure.pose, facing=figure.facing, x=x)
        for figure, x in zip(figures, positions, strict=True)
    )


def _spread(figures: Sequence[FigureAnswer]) -> list[float]:
    """Even positions in the order of the figures' own."""
    order = sorted(range(len(figures)), key=lambda index: figures[index].x)
    spread = {index: round((rank + 1) / (len(figures) + 1), 3) for rank, index in enumerate(order)}
    return [spread[index] for index in range(len(figures))]


def _opening(held: Sequence[Step], shot: ShotAnswer) -> TransitionKind:
    """The screenplay's own transition if it has one, or the model's."""
    return held[0].transition if held and held[0].transition else TransitionKind(shot.transition.value)


def _source(
    held: Sequence[Step],
    following: Sequence[ShotAnswer],
    by_number: dict[int, Step],
    before: Sequence[ShotDraft],
) -> LineSpan:
    """The lines of a shot's elements. A shot without elements has those of the next shot, or of the last."""
    if not held:
        after = next((by_number[shot.first] for shot in following if shot.first), None)
        return after.beat.source if after else before[-1].source
    sources = [step.beat.source for step in held]
    return LineSpan(first=min(one.first for one in sources), last=max(one.last for one in sources))
