import numpy as np
import pytest

from storyreel.editing.speech_places import as_heard
from storyreel.film.hearing import Medium, Room

NOISE = np.random.default_rng(5).standard_normal(24_000).astype(np.float32) * 0.1


def share_over(sound: np.ndarray, hertz: float) -> float:
    """The share of a sound's energy over a frequency."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(power[int(hertz * len(sound) / 48_000) :].sum() / power.sum())


@pytest.mark.parametrize("medium", [Medium.RADIO, Medium.TELEPHONE, Medium.LOUDSPEAKER])
def test_a_device_lets_a_narrow_band_through_and_stays_as_loud(medium: Medium) -> None:
    """Under a tenth of the energy is over its upper edge, and none of the energy is lost."""
    heard = as_heard(NOISE, medium, Room.NONE)

    assert share_over(heard, 5000) < 0.1 < share_over(NOISE, 5000)
    assert (heard**2).sum() == pytest.approx((NOISE**2).sum(), rel=0.1)
    assert len(heard) == len(NOISE)


def test_a_hall_echoes_longer_than_the_open_air() -> None:
    """The echo follows the end of the line, and the line begins when it did."""
    hall, outside = (as_heard(NOISE, Medium.AIR, room) for room in (Room.HALL, Room.OPEN))

    assert len(hall) > len(outside) + 24_000
    assert np.abs(hall[len(NOISE) + 2_400 :]).max() > 0.0005
    assert np.abs(hall[:100]).max() > 0.01


def test_somebody_outside_the_picture_sounds_duller() -> None:
    """But not through a device, which is in the room."""
    heard = as_heard(NOISE, Medium.AIR, Room.NONE, off_screen=True)

    radio, elsewhere = (as_heard(NOISE, Medium.RADIO, Room.NONE, off_screen=off) for off in (False, True))

    assert share_over(heard, 5000) < 0.6 * share_over(NOISE, 5000)
    assert np.array_equal(radio, elsewhere)


def test_a_crowd_is_many_voices_and_a_plain_line_stays_as_it_is() -> None:
    """A crowd ends later than one voice."""
    assert len(as_heard(NOISE, Medium.CROWD, Room.NONE)) > len(NOISE)
    assert np.array_equal(as_heard(NOISE, Medium.AIR, Room.NONE), NOISE)
