"""Writes a sketch of a screenplay of a wanted length, in Fountain.

The story has a beginning, attempts, a turn and an end. Its length is measured as a film's is: by the planner.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice

import numpy as np

from storyreel.animatic.writer.story import Story, story_of
from storyreel.animatic.writer.tables import table
from storyreel.animatic.writer.whereabouts import Place
from storyreel.film.errors import UsageError
from storyreel.film.pace import PaceTerms
from storyreel.film.scripts import Script, ScriptBrief
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.planning.reconcile import reconcile
from storyreel.planning.shot_lengths import pace_brief, shot_seconds
from storyreel.screenplays import read_screenplay

LONGEST_MINUTES = 10.0
_SPARE = 1.12
"""A sketch is at most this much longer than it is wanted."""
_BEGINNING = ("opening", "arrival", "argument")
_MIDDLE = ("attempt", "search", "quiet", "setback", "discovery")
_END = ("turn", "climax", "ending", "coda")
_AT_HOME = ("opening", "turn", "climax", "coda")
"""They play in the idea's own place."""
_OF_ROOMS = re.compile(
    r"\b(?:doors?|window|telephone|drawer|floor|table|wall|chair|lamp goes|kettle|floorboard)\b"
)
_SHORT = ("opening", "arrival", "turn", "ending")
_SCENE_SECONDS = 27.0
"""About what one scene lasts, to begin with; the planner measures it then."""
_TRIES = 8


def write_sketch(brief: ScriptBrief) -> Script:
    """A screenplay from an idea, without a language model. The same brief gives the same text.

    Raises:
        UsageError: another language than English, or more than ten minutes, is asked for.
    """
    _require_possible(brief)
    wanted = brief.minutes * 60
    count = max(1, round(wanted / _SCENE_SECONDS))
    best, best_off = "", float("inf")
    for _ in range(_TRIES):
        text = _screenplay(brief, count)
        seconds = film_seconds(text)
        off = _off(seconds, wanted)
        if off < best_off:
            best, best_off = text, off
        if not off:
            break
        count = max(1, _next_count(count, seconds, wanted))
    return Script(fountain=best)


def _require_possible(brief: ScriptBrief) -> None:
    if brief.language.partition("-")[0] != "en":
        raise UsageError(
            f"The embedded writer writes in English only, and language is {brief.language!r}. Nothing was"
            " spent. Leave --language out, or name a writer that uses a language model: --writer anthropic."
        )
    if brief.minutes > LONGEST_MINUTES:
        raise UsageError(
            f"The embedded writer writes up to {LONGEST_MINUTES:g} minutes, and {brief.minutes:g} were asked"
            " for. Nothing was spent. Ask for fewer --minutes, or name a writer that uses a language model:"
            " --writer anthropic."
        )


def _off(seconds: float, wanted: float) -> float:
    """How far a length is from what is wanted, in seconds; too short counts more, 0 is well."""
    if seconds < wanted:
        return 4 * (wanted - seconds)
    return max(0.0, seconds - wanted * _SPARE)


def _next_count(count: int, seconds: float, wanted: float) -> int:
    """How many scenes to try next."""
    aim = wanted * (1 + _SPARE) / 2
    change = round((aim - seconds) / (seconds / count))
    return count + (change or (1 if seconds < wanted else -1))


def film_seconds(fountain: str) -> float:
    """How long the film of a screenplay is, as the planner lays it out, without title and credits."""
    screenplay = read_screenplay(fountain.encode(), "sketch.fountain")
    surveyed = survey(screenplay)
    drafts = [analyse_scene(scene) for scene in split_scenes(screenplay, surveyed)]
    storyboard = reconcile(None, surveyed, drafts, screenplay.title)
    return sum(shot_seconds(storyboard, pace_brief(storyboard, PaceTerms())))


def _screenplay(brief: ScriptBrief, count: int) -> str:
    """The screenplay with so many scenes."""
    rng = np.random.default_rng(brief.seed)
    story = story_of(brief, rng)
    beats = _beats(count)
    paragraphs = chain.from_iterable(
        _scene(story, text, place, _hour(story, number, len(beats)))
        for number, (text, place) in enumerate(_staged(story, beats, rng))
    )
    opening = story.opening()
    return (
        "\n\n".join(
            (
                f"Title: {story.title}\nCredit: A sketch by the embedded writer",
                "FADE IN:",
                *_with_first(paragraphs, opening),
                "FADE OUT.",
            )
        )
        + "\n"
    )


def _with_first(paragraphs: Iterator[str], opening: str) -> Iterator[str]:
    """The paragraphs with the narrator's first words after the first line of action."""
    yield from islice(paragraphs, 2)
    yield opening
    yield from paragraphs


def _beats(count: int) -> list[str]:
    """What each scene does in the story.

    >>> _beats(1), _beats(2)
    (['opening'], ['opening', 'ending'])
    >>> _beats(3), _beats(6)
    (['opening', 'turn', 'ending'], ['opening', 'arrival', 'argument', 'turn', 'climax', 'ending'])
    """
    if count < 3:
        return ["opening", "ending"][:count]
    if count < 5:
        return [beat for beat in _SHORT if count == 4 or beat != "arrival"]
    frame = [*_BEGINNING, *_END]
    if count < len(frame):
        frame = [beat for beat in frame if beat not in ("coda", "argument")[: len(frame) - count]]
        return frame
    middle = [_MIDDLE[number % len(_MIDDLE)] for number in range(count - len(frame))]
    return [*_BEGINNING, *middle, *_END]


def _staged(story: Story, beats: Sequence[str], rng: np.random.Generator) -> Iterator[tuple[str, Place]]:
    """A scene for each beat, and where it plays. A scene with a door or a table plays under a roof."""
    scenes = _shuffled(rng)
    others = [story.places[1 + index] for index in rng.permutation(len(story.places) - 1)]
    used = Counter[str]()
    for beat in beats:
        at = story.places[0] if beat in _AT_HOME else others[used.total() % len(others)]
        text = _next(scenes[beat], open_air=beat in _AT_HOME and at.air == "outdoors")
        used[beat] += 1
        yield text, _under_a_roof(at, others) if _indoors(text) else at


def _next(left: list[str], *, open_air: bool) -> str:
    """The next scene, which is put at the end of the row.

    open_air: one that needs no roof, if there is one.
    """
    fitting = [text for text in left if not (open_air and _indoors(text))]
    text = (fitting or left)[0]
    left.remove(text)
    left.append(text)
    return text


def _shuffled(rng: np.random.Generator) -> dict[str, list[str]]:
    """The scenes by what they do in the story."""
    known: dict[str, list[str]] = defaultdict(list)
    for row in table("scenes")["scene"]:
        known[row["beat"]].append(row["text"])
    return {beat: [texts[index] for index in rng.permutation(len(texts))] for beat, texts in known.items()}


def _indoors(text: str) -> bool:
    return _OF_ROOMS.search(text) is not None


def _under_a_roof(at: Place, others: Sequence[Place]) -> Place:
    """The place, or the first other one that is a room."""
    return next((place for place in (at, *others) if place.air == "indoors"), at)


def _hour(story: Story, number: int, count: int) -> str:
    return story.hours[number * len(story.hours) // count]


def _scene(story: Story, text: str, place: Place, hour: str) -> Iterator[str]:
    yield f"{place.heading} - {hour}"
    yield from story.teller.paragraphs(text, place)
