"""The state of lights and broken things by topic, carried from the text that says it to the shots around it.

A topic is 'lamps', 'fires', 'candles', 'windows', or 'broken <thing>'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from storyreel.film.facts import UNSAID, LightKind, LightState, ShotFacts
from storyreel.planning.light_statements import (
    DARK,
    LIGHT_RETURNS,
    LIGHTS,
    LightStatement,
    broken_things,
    is_dark,
    lights_said,
    plain,
)

Topics = dict[str, LightState]
_HELD_LIGHTS = (LightKind.LAMPS, LightKind.CANDLES)
"""The state of things by topic, in the order in which the script first names them.

A broken thing has the state `UNSAID`.
"""
IN_THE_DARK = LightState(thing=DARK, share=0.0)
"""The state of every light of which nothing is said since it became dark."""
BROKEN = "broken "


def topics_after(text: str, before: Mapping[str, LightState]) -> Topics:
    """The state of what a text names, at its end. before: the states before the text."""
    dark = IN_THE_DARK in before.values()
    said = {kind: lights_said(text, kind, dark)[-1:] for kind in LIGHTS}
    found: Topics = {kind.value: _state(last[0]) for kind, last in said.items() if last}
    return found | {f"{BROKEN}{thing}": UNSAID for thing in sorted(broken_things(text))}


def topics_at_first(text: str) -> Topics:
    """The state of each thing at a place, as a description of the place says it first."""
    found: Topics = {}
    for kind in LIGHTS:
        for first in lights_said(text, kind)[:1]:
            thing = "" if first.thing == DARK else first.thing
            found[kind.value] = LightState(thing=thing, share=first.share)
    return found | {f"{BROKEN}{thing}": UNSAID for thing in sorted(broken_things(text))}


def topics_at_beginning(texts: Sequence[str]) -> Topics:
    """The state of lights as a scene begins, by what its shots' texts say of them first.

    What is first said later holds from the beginning: a state as it is said, a change as its contrary. What
    breaks in the scene was whole.
    """
    first: Topics = {}
    opening = next((text for text in texts if text), "")
    for text in texts:
        for kind in LIGHTS:
            for said in lights_said(text, kind)[:1]:
                if said.thing != DARK or text == opening:
                    first.setdefault(kind.value, _state_before(said))
        if is_dark(text) and text != opening:
            # What is lit after a darkness that falls later was not dark before it.
            break
    return first


def _state_before(said: LightStatement) -> LightState:
    """The state of a light before the first statement about it. Darkness that is said was there before."""
    if said.thing == DARK:
        return IN_THE_DARK
    return LightState(thing=said.thing, share=_share_before(said))


def _share_before(said: LightStatement) -> float:
    return float(not said.share) if said.changes else said.share


def light_again(text: str, topics: Mapping[str, LightState]) -> Topics:
    """The topics without what the dark put out, if a text says that the light comes back."""
    return _without_dark(topics) if LIGHT_RETURNS.search(plain(text)) else dict(topics)


def _without_dark(topics: Mapping[str, LightState]) -> Topics:
    return {topic: state for topic, state in topics.items() if state != IN_THE_DARK}


def unsaid_topics(topics: Mapping[str, LightState], said: Mapping[str, LightState]) -> tuple[str, ...]:
    """Names of the states that a text does not say: 'dark' first, then topics in their order."""
    missing = [topic for topic, state in topics.items() if said.get(topic) != state]
    dark = ("dark",) if any(topics[topic] == IN_THE_DARK for topic in missing) else ()
    return (*dark, *(topic for topic in missing if topics[topic] != IN_THE_DARK))


def facts_of(
    topics: Mapping[str, LightState], place: Mapping[str, LightState], hand_light: bool | None
) -> ShotFacts:
    """Lights and broken things of a shot.

    topics: their states. place: the states of its place, which hold for the others unless it is dark.
    hand_light: whether the user said that a light is held in the dark; None if the topics decide it.
    """
    dark = IN_THE_DARK in topics.values()
    stated = topics if dark else {**place, **topics}
    return ShotFacts(
        dark=dark,
        hand_light=dark and (_is_light_held(topics) if hand_light is None else hand_light),
        lamps=_fact(LightKind.LAMPS, stated),
        fires=_fact(LightKind.FIRES, stated),
        candles=_fact(LightKind.CANDLES, stated),
        windows=_fact(LightKind.WINDOWS, stated),
        broken=_broken((*topics, *place)),
    )


def _fact(kind: LightKind, stated: Mapping[str, LightState]) -> LightState:
    state = stated.get(kind.value, UNSAID)
    return UNSAID if state == IN_THE_DARK else state


def _is_light_held(topics: Mapping[str, LightState]) -> bool:
    """Whether a lamp or a candle burns although it is dark."""
    return any(topics.get(kind.value, IN_THE_DARK).share > 0 for kind in _HELD_LIGHTS)


def _broken(topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic.removeprefix(BROKEN) for topic in topics if topic.startswith(BROKEN)))


def _state(said: LightStatement) -> LightState:
    return IN_THE_DARK if said.thing == DARK else LightState(thing=said.thing, share=said.share)
