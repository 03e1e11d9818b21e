"""How lights and broken things stand, by topic, from what one text says to how they stand in the shots around it.

A topic is 'lamps', 'fires', 'candles', 'windows', or 'broken <thing>'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from storyreel.film.facts import UNSAID, LightKind, LightState, ShotFacts
from storyreel.planning.light_statements import (
    DARK,
    LIGHT_RETURNS,
    LIGHTS,
    Said,
    broken_things,
    is_dark,
    lights_said,
    plain,
)

Topics = dict[str, LightState]
"""How things stand, by topic, in the order in which the script first speaks of them; a broken thing is
`UNSAID`.
"""
IN_THE_DARK = LightState(thing=DARK, share=0.0)
"""How every light stands that nothing is said of since it became dark."""
BROKEN = "broken "


def topics_after(text: str, before: Mapping[str, LightState]) -> Topics:
    """How a text leaves what it speaks of; `before` is how things stood."""
    dark = IN_THE_DARK in before.values()
    said = {kind: lights_said(text, kind, dark)[-1:] for kind in LIGHTS}
    found: Topics = {kind.value: _state(last[0]) for kind, last in said.items() if last}
    return found | {f"{BROKEN}{thing}": UNSAID for thing in sorted(broken_things(text))}


def topics_at_first(text: str) -> Topics:
    """How a text that tells of a place first says that each thing stands there."""
    said = {kind: lights_said(text, kind)[:1] for kind in LIGHTS}
    found: Topics = {
        kind.value: LightState(thing="" if first[0].thing == DARK else first[0].thing, share=first[0].share)
        for kind, first in said.items()
        if first
    }
    return found | {f"{BROKEN}{thing}": UNSAID for thing in sorted(broken_things(text))}


def topics_at_beginning(texts: Sequence[str]) -> Topics:
    """How lights stand as a scene begins, by what its shots' texts say of them first.

    What breaks in the scene was whole.

    What is first said later holds from the beginning: as it is said if it is a state, as its contrary if
    something changes just then.
    """
    first: Topics = {}
    opening = next((text for text in texts if text), "")
    for text in texts:
        for kind in LIGHTS:
            for said in lights_said(text, kind)[:1]:
                if said.thing != DARK:
                    first.setdefault(
                        kind.value,
                        LightState(
                            thing=said.thing, share=float(not said.share) if said.changes else said.share
                        ),
                    )
                elif text == opening:
                    first.setdefault(kind.value, IN_THE_DARK)
        if is_dark(text) and text != opening:
            # What is lit after a darkness that falls later was not dark before it.
            break
    return first


def light_again(text: str, topics: Mapping[str, LightState]) -> Topics:
    """The topics without what the dark put out, if a text says that the light comes back."""
    returns = LIGHT_RETURNS.search(plain(text)) is not None
    return {topic: state for topic, state in topics.items() if not (returns and state == IN_THE_DARK)}


def unsaid_topics(topics: Mapping[str, LightState], said: Mapping[str, LightState]) -> tuple[str, ...]:
    """Names of what stands otherwise than a text says, or is not in it: 'dark' first, then topics in their order."""
    missing = [topic for topic, state in topics.items() if said.get(topic) != state]
    dark = ("dark",) if any(topics[topic] == IN_THE_DARK for topic in missing) else ()
    return (*dark, *(topic for topic in missing if topics[topic] != IN_THE_DARK))


def facts_of(
    topics: Mapping[str, LightState], place: Mapping[str, LightState], hand_light: bool | None
) -> ShotFacts:
    """Lights and broken things of a shot: as they stand, else, unless it is dark, as the script says of the place.

    hand_light: whether a person said that a light is held in the dark; None if the topics decide it.
    """
    dark = IN_THE_DARK in topics.values()

    def state(kind: LightKind) -> LightState:
        stated = topics.get(kind.value, UNSAID if dark else place.get(kind.value, UNSAID))
        return UNSAID if stated == IN_THE_DARK else stated

    said = (topics.get(kind.value, IN_THE_DARK) for kind in (LightKind.LAMPS, LightKind.CANDLES))
    held = any(light.share > 0 for light in said)
    return ShotFacts(
        dark=dark,
        hand_light=dark and (held if hand_light is None else hand_light),
        lamps=state(LightKind.LAMPS),
        fires=state(LightKind.FIRES),
        candles=state(LightKind.CANDLES),
        windows=state(LightKind.WINDOWS),
        broken=_broken((*topics, *place)),
    )


def _broken(topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic.removeprefix(BROKEN) for topic in topics if topic.startswith(BROKEN)))


def _state(said: Said) -> LightState:
    return IN_THE_DARK if said.thing == DARK else LightState(thing=said.thing, share=said.share)
