import itertools

import numpy as np
import pytest

from storyreel.animatic.voice.kokoro.casting import setting_of, voice_name
from storyreel.animatic.voice.kokoro.voices import mixture
from storyreel.animatic.voice.reading import Reading, reading_of
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import UsageError

KINDS = tuple(itertools.product(Presentation, Age))


@pytest.mark.parametrize("language", ["en-us", "en-gb"])
def test_nobody_shares_a_voice_with_another_or_with_the_narrator(language: str) -> None:
    """Five of each kind, and the three narrators."""
    voices = [
        voice_name(Voice(presentation=person, age=age, timbre=number, language=language))
        for person, age in KINDS
        for number in (*range(5), 50)[: 6 if age is Age.ADULT else 5]
    ]
    styles = {name: mixture(name).style(40) for name in voices}

    assert len(set(voices)) == len(voices)
    for one, other in itertools.combinations(styles.values(), 2):
        assert np.abs(one - other).max() > 0.01


def test_the_narrator_of_a_film_in_another_language_is_native_to_it() -> None:
    """As its people are: one of the model's voices for the language, coloured by the English narrator's."""
    narrator = voice_name(Voice(presentation="feminine", timbre=50, language="fr"))

    assert narrator.startswith("ff_siwis(2)+bf_emma(")
    assert narrator != voice_name(Voice(presentation="feminine", language="fr"))


def test_a_mixture_lies_between_its_parts() -> None:
    """By weight, in its sound and in its pitch."""
    mixed = mixture("af_heart(3)+am_michael(1)")

    expected = 0.75 * mixture("af_heart").style(40) + 0.25 * mixture("am_michael").style(40)
    assert np.allclose(mixed.style(40), expected, atol=1e-5)
    assert mixture("am_michael").middle_hz < mixed.middle_hz < mixture("af_heart").middle_hz


@pytest.mark.parametrize(
    "name", ["bf_nobody", "af_heart+", "af_heart(0)", "", "af_heart(2)+x", "../af_heart"]
)
def test_an_unknown_voice_is_refused_with_those_that_there_are(name: str) -> None:
    """Names, weights that add up to nothing, and text that is no name."""
    with pytest.raises(UsageError, match=r"af_heart.*Nothing was made and nothing was spent"):
        mixture(name)


def test_a_reading_colours_the_voice() -> None:
    """A shout is higher and livelier, a slow line longer; a person's pace counts."""
    plain, shout = setting_of(Voice(), Reading()), setting_of(Voice(), reading_of("shouting"))

    assert shout.pitch > plain.pitch
    assert shout.liveliness > plain.liveliness
    assert setting_of(Voice(), reading_of("slowly")).stretch > plain.stretch
    assert setting_of(Voice(words_per_minute=120), Reading()).stretch > plain.stretch


def test_a_voice_that_the_person_named_is_used_as_it_is() -> None:
    """Neither the age nor the person's height changes it."""
    child = setting_of(Voice(age=Age.CHILD, pitch=1.0), Reading(), "bf_emma")

    assert child.mixture == mixture("bf_emma")
    assert child.pitch == 1.0
