"""Asks for a screenplay: a short one in one answer, a longer one as a plan and then in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blocks.writing.asking import LanguageModel, Question, UnusableAnswerError, ask
from blocks.writing.fountain import fountain_of, require_readable, scene_text
from blocks.writing.prompts import enclosed, prompt
from blocks.writing.schemas import (
    FilmOutline,
    NamedPerson,
    PlannedScene,
    SceneAnswer,
    ScreenplayPart,
    ShortScreenplay,
    schema_of,
)
from blocks.writing.sizes import PART_MINUTES
from storyreel.film.scripts import Script, ScriptBrief

_TOKENS_A_MINUTE = 1500
_LONGEST_BEFORE = 3000
"""Characters of the earlier parts that are shown for the next part."""
_HEADING = re.compile(r"(?:INT|EXT|INT\.?/EXT|EXT\.?/INT)\. .*\w.*", re.IGNORECASE)


def written_script(model: LanguageModel, brief: ScriptBrief) -> Script:
    """A screenplay of about the wanted length in Fountain that our own reader reads without a warning.

    Raises:
        ProviderError: no answer was usable.
        RefusedError: the model refuses to write it.
    """
    return Script(fountain=_short(model, brief) if brief.minutes <= PART_MINUTES else _long(model, brief))


def _short(model: LanguageModel, brief: ScriptBrief) -> str:
    question = Question(
        subject="the screenplay",
        system=prompt("write").text,
        prompt=f"{_wanted(brief)}\n\nWrite the whole screenplay. List everybody who speaks under people.",
        schema=schema_of(ShortScreenplay),
        answer_tokens=_tokens(brief.minutes),
    )

    def accept(answer: ShortScreenplay) -> str:
        _require_scenes(answer.scenes, _names(answer.people))
        return require_readable(fountain_of(answer.title, answer.scenes), len(answer.scenes))

    return ask(model, question, ShortScreenplay, accept)


def _long(model: LanguageModel, brief: ScriptBrief) -> str:
    outline = _outline(model, brief)
    people = list(outline.people)
    scenes: list[SceneAnswer] = []
    for part in _parts(outline.scenes):
        answer = _part(model, brief, outline, people, scenes, part)
        people += [person for person in answer.new_people if _name(person.name) not in _names(people)]
        scenes += answer.scenes
    return require_readable(fountain_of(outline.title, scenes), len(scenes))


def _outline(model: LanguageModel, brief: ScriptBrief) -> FilmOutline:
    question = _outline_question(brief)
    return ask(model, question, FilmOutline, lambda answer: _checked_outline(brief, answer))


def _outline_question(brief: ScriptBrief) -> Question:
    return Question(
        subject="the plan of the screenplay",
        system=prompt("outline").text,
        prompt=f"{_wanted(brief)}\n\nPlan the film.",
        schema=schema_of(FilmOutline),
        answer_tokens=3000 + round(400 * brief.minutes),
    )


def _checked_outline(brief: ScriptBrief, answer: FilmOutline) -> FilmOutline:
    wrong = [_no_heading(scene.heading) for scene in answer.scenes if not _HEADING.fullmatch(scene.heading)]
    minutes = sum(scene.minutes for scene in answer.scenes)
    if not 0.6 * brief.minutes <= minutes <= 1.5 * brief.minutes:
        wrong.append(f"The scenes last {minutes:.0f} minutes together; about {brief.minutes:.0f} are wanted.")
    if wrong:
        raise UnusableAnswerError(" ".join(wrong[:6]))
    return answer


def _no_heading(heading: str) -> str:
    return f"{heading!r} is no heading such as 'INT. KITCHEN - NIGHT'."


def _part(
    model: LanguageModel,
    brief: ScriptBrief,
    outline: FilmOutline,
    people: Sequence[NamedPerson],
    written: Sequence[SceneAnswer],
    part: Sequence[int],
) -> ScreenplayPart:
    first, last = part[0] + 1, part[-1] + 1
    plan = enclosed("plan", "\n".join(_plan(outline, people)))
    before = "\n\n".join(scene_text(scene) for scene in written[-3:])[-_LONGEST_BEFORE:]
    asked = (
        f"Write scenes {first} to {last} of the plan, each under its heading, in order, and no other. They"
        " follow what was written before."
    )
    shared = f"{_wanted(brief)}\n\n{plan}"
    texts = (shared, enclosed("before", before) if before else "", asked)
    question = Question(
        subject=f"scenes {first} to {last} of the screenplay",
        system=prompt("write").text,
        prompt="\n\n".join(filter(None, texts)),
        shared=shared,
        schema=schema_of(ScreenplayPart),
        answer_tokens=_tokens(sum(outline.scenes[index].minutes for index in part)),
    )
    return ask(model, question, ScreenplayPart, lambda answer: _checked_part(outline, people, part, answer))


def _plan(outline: FilmOutline, people: Sequence[NamedPerson]) -> Iterator[str]:
    """The lines of a film's plan."""
    yield f"Title: {outline.title}"
    yield "People:"
    yield from (f"- {person.name}: {person.description}" for person in people)
    yield "Places:"
    yield from (f"- {place.name}: {place.description}" for place in outline.places)
    yield "Scenes:"
    for number, scene in enumerate(outline.scenes, start=1):
        yield f"{number}. {scene.heading} ({scene.minutes:g} min): {scene.summary}"


def _checked_part(
    outline: FilmOutline, people: Sequence[NamedPerson], part: Sequence[int], answer: ScreenplayPart
) -> ScreenplayPart:
    """The part with the plan's headings."""
    if len(answer.scenes) != len(part):
        raise UnusableAnswerError(
            f"It has {len(answer.scenes)} scenes; scenes {part[0] + 1} to {part[-1] + 1} of the plan are"
            f" wanted, which are {len(part)}."
        )
    _require_scenes(answer.scenes, _names((*people, *answer.new_people)))
    require_readable(fountain_of(outline.title, answer.scenes), len(answer.scenes))
    headings = [outline.scenes[index].heading for index in part]
    pairs = zip(answer.scenes, headings, strict=True)
    scenes = [scene.model_copy(update={"heading": heading}) for scene, heading in pairs]
    return answer.model_copy(update={"scenes": scenes})


def _parts(scenes: Sequence[PlannedScene]) -> list[list[int]]:
    """Indexes of the scenes of each part; a part has about as many minutes as one answer can hold."""
    parts: list[list[int]] = []
    minutes = 0.0
    for index, scene in enumerate(scenes):
        if parts and minutes + scene.minutes <= PART_MINUTES:
            parts[-1].append(index)
            minutes += scene.minutes
        else:
            parts.append([index])
            minutes = scene.minutes
    return parts


def _require_scenes(scenes: Sequence[SceneAnswer], names: set[str]) -> None:
    if wrong := _all_problems(scenes, names):
        raise UnusableAnswerError(" ".join(wrong[:6]))


def _all_problems(scenes: Sequence[SceneAnswer], names: set[str]) -> list[str]:
    return [problem for scene in scenes for problem in _problems(scene, names)]


def _problems(scene: SceneAnswer, names: set[str]) -> Iterator[str]:
    """What is wrong with a scene. names: of the people who may speak."""
    if not _HEADING.fullmatch(scene.heading):
        yield _no_heading(scene.heading)
    if all(paragraph.kind != "action" for paragraph in scene.paragraphs):
        yield f"The scene {scene.heading!r} has no action."
    spoken = (paragraph for paragraph in scene.paragraphs if paragraph.kind == "dialogue")
    if unknown := sorted({_name(paragraph.character) for paragraph in spoken} - names):
        yield (
            f"In {scene.heading!r} {', '.join(unknown) or 'somebody without a name'} speaks and is not"
            f" among the people: {', '.join(sorted(names))}."
        )


def _names(people: Sequence[NamedPerson]) -> set[str]:
    return {_name(person.name) for person in people}


def _name(name: str) -> str:
    return " ".join(name.upper().split())


def _tokens(minutes: float) -> int:
    return 3000 + round(_TOKENS_A_MINUTE * minutes)


def _elements(brief: ScriptBrief) -> dict[str, str]:
    """What the story is to be made of, by name, without what the idea says already."""
    idea = brief.idea.casefold()
    return {
        name.capitalize(): value
        for name, value in brief.elements.named().items()
        if value.casefold() not in idea
    }


def _wanted(brief: ScriptBrief) -> str:
    wishes = {
        "Genre": brief.genre,
        "Mood": brief.mood,
        "Theme": brief.theme,
        "In the manner of": brief.style_of,
        **_elements(brief),
    }
    lines = (
        brief.idea,
        f"Length: {brief.minutes:g} minutes",
        f"Language of dialogue and action: {brief.language}",
        *(f"{name}: {value}" for name, value in wishes.items() if value),
    )
    return enclosed("idea", "\n".join(lines))
