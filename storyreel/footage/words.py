"""The words of a clip or a shot, as stems; words of one sense share one stem.

Those of a clip come from names and notes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from storyreel.film.briefs import Picture

MOST_NOTE_BYTES = 100_000
_SENSES = (
    "sea ocean wave water surf tide",
    "coast beach shore seaside bay cliff",
    "harbour harbor port quay pier dock marina",
    "boat ship ferry vessel sail yacht",
    "forest wood tree grove jungle pine",
    "mountain hill peak ridge alp summit",
    "desert sand dune",
    "field meadow grass country farm pasture prairie",
    "city street town urban downtown traffic avenue",
    "village hamlet",
    "house home cottage building",
    "kitchen stove cook",
    "bedroom bed",
    "office desk",
    "bar pub cafe restaurant",
    "car drive vehicle road highway taxi",
    "train railway station rail",
    "night dark midnight evening",
    "dawn sunrise morning daybreak",
    "dusk sunset twilight",
    "day daylight noon sunny sun afternoon",
    "rain rainy drizzle wet",
    "storm stormy thunder lightning tempest",
    "snow snowy winter ice frost blizzard",
    "fog foggy mist misty haze",
    "fire flame burn campfire",
    "man men guy male gentleman",
    "woman women lady female",
    "child kid boy girl baby",
    "people crowd group audience",
    "walk stroll step wander",
    "run sprint jog chase",
    "talk speak conversation say dialogue",
    "sky cloud cloudy heaven",
    "space star planet galaxy rocket spacecraft",
    "lighthouse beacon",
    "bird gull seagull crow owl",
    "dog puppy",
    "cat kitten",
    "door gate entrance",
    "window pane",
)
_SAY_NOTHING = (
    "a an the and or of in on at to with from by for into over under is are was were be it its his her their"
    " this that as he she they clip video footage mov mp4 mkv webm img dsc vid final copy take shot stock"
)
_NOTHING = frozenset(_SAY_NOTHING.split())


def words_of_clip(path: Path, folder: Path) -> str:
    """Names of the folders and of the file, and the text of notes beside it in .txt or .json."""
    notes = (_note(path.with_suffix(suffix)) for suffix in (".txt", ".json"))
    return " ".join((*path.relative_to(folder).with_suffix("").parts, *notes))


def words_of_shot(picture: Picture) -> str:
    """What the camera is to see: place, hour, weather, people, and what happens."""
    place = picture.place
    poses = dict.fromkeys(figure.pose.value for figure in picture.figures)
    words = (
        place.name,
        place.kind.value,
        *place.features,
        picture.time.value,
        picture.weather.value,
        *_people(picture),
        *poses,
        picture.action,
    )
    return " ".join(words)


def stems(text: str) -> list[str]:
    """Words with a sense, each as its stem, or as the first of the words that share its sense.

    >>> stems("Waves_on the Beaches-03")
    ['sea', 'coast']
    """
    return [_SENSE_OF.get(word, word) for word in map(_stem, _words(text)) if _has_sense(word)]


def _words(text: str) -> list[str]:
    """The words in small letters; 'HighTide' is two."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return re.findall(r"[^\W\d_]+", apart.casefold())


def _has_sense(stem: str) -> bool:
    return stem not in _NOTHING and len(stem) > 1


def _people(picture: Picture) -> list[str]:
    if len(picture.figures) > 2:
        return ["people"]
    return [_person(figure.look.presentation.value) for figure in picture.figures]


def _person(presentation: str) -> str:
    return {"feminine": "woman", "masculine": "man"}.get(presentation, "person")


_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ing", ""),
    ("ed", ""),
    ("s", ""),
)
"""Endings of words, and what takes their place in the stem."""


def _stem(word: str) -> str:
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            stem = word[: -len(ending)] + replacement
            return stem[:-1] if _ends_doubled(stem) else stem
    return word


def _ends_doubled(stem: str) -> bool:
    """Whether a stem ends on a consonant that was doubled before its ending, as in 'running'."""
    return len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeioul"


_SENSE_OF = {_stem(word): senses.split()[0] for senses in _SENSES for word in senses.split()}


def _note(path: Path) -> str:
    """The text of a note, or every text in its JSON; '' if there is none."""
    if not path.is_file() or path.stat().st_size > MOST_NOTE_BYTES:
        return ""
    text = path.read_bytes().decode("utf-8", errors="replace")
    if path.suffix == ".txt":
        return text
    try:
        return " ".join(_texts(json.loads(text)))
    except (ValueError, RecursionError):
        return ""


def _texts(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    for entry in _entries(value):
        yield from _texts(entry)


def _entries(value: object) -> Iterable[object]:
    """What a JSON list or table holds; nothing if it is neither."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
