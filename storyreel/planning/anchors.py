"""Writes the anchor of a place: the words from which each of its pictures starts, the same each time."""

from __future__ import annotations

from storyreel.film.briefs import Anchor, AnchorBrief
from storyreel.film.colours import nearest
from storyreel.film.keys import seed_of
from storyreel.film.place_kinds import PLACE_KINDS
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.planning.words.anchors import COLOUR_NAMES, PASSING_FEATURES, TIMES, WEATHERS

_ONSETS = (
    "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z",
    "br", "dr", "kr", "st", "tr", "vel", "mor", "sk",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ae", "or", "il", "en", "um")
_ALWAYS_UNWANTED = (
    "text, captions, watermark, logo, signature, frame, split screen, deformed hands, extra limbs, blurry,"
    " low resolution, people not asked for"
)
_MOST_WORDS_OF_SCRIPT = 45


def write_anchor(brief: AnchorBrief) -> Anchor:
    """The anchor of a place. Equal briefs give equal anchors; two places of a film share no trigger word."""
    place = brief.place
    kind = PLACE_KINDS[place.kind]
    return Anchor(
        layout=f"{_named(place)}: {kind.layout}.",
        architecture=f"Made of {kind.architecture}.",
        light=f"{_capitalised(kind.light)}.",
        atmosphere=f"{_capitalised(kind.atmosphere)}.{_in_script_words(brief.description)}",
        key_features=tuple(feature for feature in place.features if feature not in PASSING_FEATURES),
        time=_times(brief.times),
        weather=_weathers(brief.weathers, place.interior),
        palette=tuple(dict.fromkeys(colour_name(colour) for colour in place.palette)),
        trigger_word=trigger_word(place.name, place.seed),
        negative_prompt=_unwanted(kind.unwanted, set(brief.times) == {TimeOfDay.NIGHT}),
    )


def _capitalised(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _in_script_words(description: str) -> str:
    script = _script_words(description)
    return f" In the script's words: {script}" if script else ""


def _unwanted(by_kind: str, only_at_night: bool) -> str:
    parts = (by_kind, "daylight" if only_at_night else "", _ALWAYS_UNWANTED)
    return ", ".join(part for part in parts if part)


def trigger_word(name: str, seed: int) -> str:
    """A word that can be spoken and means nothing: the name's first letters and three made syllables.

    >>> trigger_word("LIGHTHOUSE", 7) == trigger_word("LIGHTHOUSE", 7) != trigger_word("LIGHTHOUSE", 8)
    True
    """
    number = seed_of("trigger", name, seed)
    syllables: list[str] = []
    for _ in range(3):
        number, onset = divmod(number, len(_ONSETS))
        number, vowel = divmod(number, len(_VOWELS))
        syllables.append(_ONSETS[onset] + _VOWELS[vowel])
    start = "".join(letter for letter in name.lower() if "a" <= letter <= "z")[:2]
    return start + "".join(syllables)


def colour_name(colour: str) -> str:
    """The everyday name nearest to a '#rrggbb' colour.

    >>> colour_name("#101014"), colour_name("#e8a24a")
    ('black', 'amber')
    """
    return nearest(colour, COLOUR_NAMES)


def _named(place: Place) -> str:
    """The place as a phrase: "the kitchen of the keeper's house, interior (kitchen)"."""
    parts = [part.strip().lower() for part in place.name.split(" - ") if part.strip()]
    name = " of the ".join(reversed(parts)) if parts else "the place"
    side = "interior" if place.interior else "exterior"
    return f"The {name}{_kind_words(place, name)}, {side}"


def _kind_words(place: Place, name: str) -> str:
    """', a kitchen', '' if the name says it."""
    return "" if _says_kind(name, place.kind) else f", {_with_article(place.kind.value)}"


def _says_kind(name: str, kind: PlaceKind) -> bool:
    return kind.value in name or bool(PLACE_KINDS[kind].drawn_as)


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _script_words(description: str) -> str:
    """The first sentences of the script on the place, up to some forty-five words, ended whole."""
    words = description.split()
    text = " ".join(words[:_MOST_WORDS_OF_SCRIPT])
    if len(words) <= _MOST_WORDS_OF_SCRIPT:
        return text
    end = max(text.rfind(mark) for mark in ".!?")
    return text[: end + 1] if end > 20 else text.rstrip(",;:") + "."


def _times(times: tuple[TimeOfDay, ...]) -> str:
    """The hour if there is one; of several only their names, because a picture is of one of them."""
    if len(times) > 1:
        return _named_hours(times)
    return "".join(map(_time_words, times))


def _named_hours(times: tuple[TimeOfDay, ...]) -> str:
    names = ", ".join(TIMES[time][0] for time in times)
    return f"Seen at different hours ({names}); each picture says its own."


def _time_words(time: TimeOfDay) -> str:
    name, light = TIMES[time][:2]
    return f"{_preposition(time)} {name}, {light}.".capitalize()


def _preposition(time: TimeOfDay) -> str:
    return "by" if time is TimeOfDay.DAY else "at"


def _weathers(weathers: tuple[Weather, ...], interior: bool) -> str:
    """The weather if there is one; of several only their names, because a picture is of one of them."""
    if len(weathers) > 1:
        names = ", ".join(weather.value for weather in weathers)
        return f"Seen in different weather ({names}); each picture says its own."
    return "".join(WEATHERS[weather][1 if interior else 0].capitalize() + "." for weather in weathers)
