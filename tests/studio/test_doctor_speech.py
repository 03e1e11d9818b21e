"""What the doctor finds of speech leaves no trace in the voices."""

from __future__ import annotations

from storyreel.animatic.voice.espeak import ENGINE, Manner
from studio import doctor


def test_the_same_words_sound_the_same_after_the_doctor() -> None:
    """A library that stays loaded keeps its static data, and the second utterance would differ."""
    manner = Manner()
    before = ENGINE.speak("The kettle is late.", "en-us", manner).samples

    found = doctor._speech()
    after = [ENGINE.speak("The kettle is late.", "en-us", manner).samples for _ in range(3)]

    assert found.detail.startswith("espeak-ng 1.")
    assert all((samples == before).all() for samples in after)
