"""The words that stand for a clip or a shot: tags from names and notes, brought to stems, and words of one sense to one of them.

It does not know pictures.
"""

from __future__ import annotations

import json
import re
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
    """Names of the folders and of the file, and what lies beside it as .txt or .json."""
    named = " ".join(path.relative_to(folder).with_suffix("").parts)
    return " ".join((named, *(_note(path.with_suffix(suffix)) for suffix in (".txt", ".json"))))


def words_of_shot(picture: Picture) -> str:
    """What the camera is to see: place, hour, weather, what happens."""
    place = picture.place
    people = (
        ("people",)
        if len(picture.figures) > 2
        else tuple(_person(figure.look.presentation.value) for figure in picture.figures)
    )
    poses = dict.fromkeys(figure.pose.value for figure in picture.figures)
    return " ".join(
        (
            place.name,
            place.kind.value,
            *place.features,
            picture.time.value,
            picture.weather.value,
            *people,
            *poses,
            picture.action,
        )
    )


def stems(text: str) -> list[str]:
    """Words that carry a sense, each as its stem, or as the first of the words that share its sense.

    >>> stems("Waves_on the Beaches-03")
    ['sea', 'coast']
    """
    found = (
        _stem(word) for word in re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold())
    )
    return [_SENSE_OF.get(word, word) for word in found if word not in _NOTHING and len(word) > 1]


def _person(presentation: str) -> str:
    return {"feminine": "woman", "masculine": "man"}.get(presentation, "person")


def _stem(word: str) -> str:
    for ending, put in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("ing", ""),
        ("ed", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            stem = word[: -len(ending)] + put
            return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeioul" else stem
    return word


_SENSE_OF = {_stem(word): senses.split()[0] for senses in _SENSES for word in senses.split()}


def _note(path: Path) -> str:
    """What a note says: its text, or every text in its JSON; '' where there is none."""
    if not path.is_file() or path.stat().st_size > MOST_NOTE_BYTES:
        return ""
    text = path.read_bytes().decode("utf-8", errors="replace")
    if path.suffix == ".txt":
        return text
    try:
        return " ".join(_texts(json.loads(text)))
    except (ValueError, RecursionError):
        return ""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for entry in entries for text in _texts(entry)]
