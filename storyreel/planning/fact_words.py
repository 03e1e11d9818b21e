"""What a shot's facts are in words: the sentences of a prompt that its action does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storyreel.film.cast import CastMember
from storyreel.film.facts import EnvironmentState, LightKind, LightState, ShotFacts
from storyreel.film.storyboard import Figure, Pose, Shot

_USUAL_THINGS = {
    LightKind.LAMPS: "lamps",
    LightKind.FIRES: "fire",
    LightKind.CANDLES: "candles",
    LightKind.WINDOWS: "windows",
}
"""By kind, the word for a light for which the script has none."""
_OUT = ("power", "electricity", "mains")


def fact_words(shot: Shot, member: Callable[[str], CastMember]) -> tuple[str, ...]:
    """A sentence for each fact that the shot's action leaves unsaid, for a prompt.

    member: the cast member with an id, for example `Storyboard.member`.
    """
    words = dict.fromkeys(_words(name, shot, member) for name in shot.facts.unsaid)
    return tuple(word for word in words if word)


def _words(name: str, shot: Shot, member: Callable[[str], CastMember]) -> str:
    """The sentence for a fact, '' for a fact about a person who is not in the frame."""
    about, _, what = name.partition(" ")
    if any(what == figure.cast_id for figure in shot.figures):
        return _person_words(about, what, shot.facts, member(what).name.title())
    return "" if about in _ABOUT_PEOPLE else _environment_words(about, what, shot.facts)


_ABOUT_PEOPLE = frozenset({"asleep", "kneeling", "fallen", "seat"})


def posed_in_words(figure: Figure, facts: ShotFacts) -> Pose:
    """The pose that a prompt gives a person: kneeling if the action does not say it, else the planned one."""
    return Pose.KNEELING if _kneels_unsaid(figure.cast_id, facts) else figure.pose


def _kneels_unsaid(cast_id: str, facts: ShotFacts) -> bool:
    return cast_id in facts.kneeling and f"kneeling {cast_id}" in facts.unsaid


def _environment_words(about: str, thing: str, facts: EnvironmentState) -> str:
    if about == "dark":
        return "It is completely dark." if facts.dark else "It is not dark."
    if about == "hand_light":
        return "Somebody holds a light." if facts.hand_light else "Nobody holds a light."
    if about == "broken":
        return f"The {thing} {_is(thing)} {'broken' if thing in facts.broken else 'whole'}."
    return _light_words(LightKind(about), facts.light(LightKind(about)))


def _person_words(about: str, who: str, facts: ShotFacts, name: str) -> str:
    seat = facts.seat_of(who)
    sentences: Mapping[str, str] = {
        "asleep": f"{name} is asleep." if who in facts.asleep else f"{name} is awake.",
        "fallen": f"{name} lies on the ground." if who in facts.fallen else "",
        "seat": f"{name} is sitting on a {seat}." if seat else "",
    }
    return sentences.get(about, "")


def _light_words(kind: LightKind, state: LightState) -> str:
    """A sentence that says how lights burn.

    >>> _light_words(LightKind.LAMPS, LightState(thing="lens", share=0.0))
    'The lens is dark.'
    >>> _light_words(LightKind.CANDLES, LightState(thing="candles"))
    'The candles are burning.'
    >>> _light_words(LightKind.LAMPS, LightState(thing="wick", share=0.34))
    'The wick is faintly burning.'
    >>> _light_words(LightKind.FIRES, LightState(share=0.0))
    'The fire is out.'
    """
    thing = state.thing or _USUAL_THINGS[kind]
    return _light_sentence(thing, _brightness(kind, thing, state.share))


def _light_sentence(thing: str, brightness: str) -> str:
    return f"The {thing} {_is(thing)} {brightness}."


def _brightness(kind: LightKind, thing: str, share: float) -> str:
    if share == 0:
        return _unlit(kind, thing)
    if share == 1:
        return _lit(kind)
    return "faintly burning"


def _lit(kind: LightKind) -> str:
    return "lit" if kind is LightKind.WINDOWS else "burning"


def _unlit(kind: LightKind, thing: str) -> str:
    return "out" if kind is LightKind.FIRES or thing in _OUT else "dark"


def _is(thing: str) -> str:
    return "are" if thing.endswith("s") and thing != "lens" else "is"
