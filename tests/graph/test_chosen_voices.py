from dataclasses import replace

import pytest

from storyreel.film.abilities import NarratorAbility
from storyreel.film.errors import SettingsError
from storyreel.film.hearing import Medium
from storyreel.film.storyboard import Delivery
from storyreel.graph.context import FilmContext
from storyreel.graph.speech import speech_calls
from tests.graph.test_calls import SCRIPT, context_of


def voices_asked(context: FilmContext) -> dict[str, str]:
    briefs = [call.write({}) for call in speech_calls(context)]
    return {brief.text: brief.voice.name for brief in briefs}


def test_a_chosen_voice_is_asked_for_and_changes_the_key_of_its_lines_alone() -> None:
    """By the person's id; the others are cast."""
    plain = context_of(SCRIPT)
    chosen = replace(plain, voices={"ben": "bf_emma(2)+af_heart"})

    asked = voices_asked(chosen)
    keys = [
        {call.name: call.key(call.write({}), context.card.fingerprints) for call in speech_calls(context)}
        for context in (plain, chosen)
    ]

    assert asked["So is the boat."] == "bf_emma(2)+af_heart"
    assert asked["It is late, and nobody has come home yet."] == ""
    changed = {name for name in keys[0] if keys[0][name] != keys[1][name]}
    assert changed == {call.name for call in speech_calls(chosen) if call.write({}).voice.name}


def test_a_voice_that_the_narrator_lacks_is_refused_before_anything_is_made() -> None:
    """With the voices that it has, or that it has none."""
    context = replace(context_of(SCRIPT), voices={"ben": "bf_nobody"})
    nameless = replace(context, card=context.card.model_copy(update={"narrator": NarratorAbility(voices=())}))

    with pytest.raises(SettingsError, match=r"BEN .*'bf_nobody'.*af_heart.*Nothing was made"):
        speech_calls(context)
    with pytest.raises(SettingsError, match="no voices that can be named"):
        speech_calls(nameless)


def test_a_line_knows_through_what_it_is_heard() -> None:
    """A radio is heard as a radio, and everybody else in the air."""
    script = SCRIPT.replace("BEN (O.S.)", "RADIO")
    context = context_of(script)
    lines = [line for _, shot in context.storyboard.shots() for line in shot.lines]

    radio = next(line for line in lines if line.text == "So is the boat.")
    assert radio.medium is Medium.RADIO
    assert radio.delivery is Delivery.OFF_SCREEN
    assert {line.medium for line in lines if line is not radio} == {Medium.AIR}
