from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
import soundfile

from storyreel.animatic.foley import make_sound
from storyreel.animatic.foley.acoustics import Take
from storyreel.animatic.foley.recipes import RECIPES
from storyreel.animatic.foley.vocabulary import hear
from storyreel.film.briefs import SoundBrief
from storyreel.film.places import Place, PlaceKind, TimeOfDay, Weather
from storyreel.graph.ambience import ambience
from storyreel.planning.words.sounds import SOUNDING_VERBS, SOUNDS, VERBS_NEEDING_THINGS
from tests.fakes.store import FolderStore

BEDS = sorted(
    {
        sound
        for kind in PlaceKind
        for weather in Weather
        for interior in (False, True)
        for time in (TimeOfDay.DAY, TimeOfDay.NIGHT)
        for sound in ambience(Place(kind=kind, interior=interior, name="X"), time, weather)
    }
)


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path)


def made(store, sound, seconds=4.0, **brief):
    result = make_sound(SoundBrief(sound=sound, seconds=seconds, seed=7, **brief), store)
    return result, soundfile.read(store.path(result.audio))[0]


@pytest.mark.parametrize("bed", BEDS)
def test_every_bed_is_known_exactly(bed):
    """Foley has a recipe for every sound of a place."""
    heard = hear(bed, ambience=True)

    assert heard.names
    assert heard.exact


def test_every_sound_the_writer_finds_is_known():
    """Each noun is found, and each verb with each of its subjects."""
    phrases = [p.strip() for p in SOUNDS.split(",")]
    for verb in (v.strip() for v in SOUNDING_VERBS.split(",")):
        things = VERBS_NEEDING_THINGS.get(verb.split()[-1], "").split()
        phrases += [f"the {thing} {verb}" for thing in things] if things else [f"the thing {verb}"]

    assert [phrase for phrase in phrases if not hear(phrase).names] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the door creaks", "door creak"),
        ("a knock at the door", "knocks"),
        ("wind in the chimney", "wind"),
        ("waves crash against the rocks", "waves"),
        ("gulls cry overhead", "gulls"),
        ("rain drums on the roof", "rain"),
        ("the crack of thunder", "thunder"),
        ("running footsteps on gravel", "running steps"),
        ("his key turns in the lock", "key in lock"),
        ("the fog ship's horn", "foghorn"),
    ],
)
def test_phrases_find_their_sound(words, name):
    """The longest phrase wins, then the thing before the preposition."""
    assert hear(words).names == (name,)


def test_a_neighbour_stands_in_and_nonsense_is_silent(store):
    """A sound without a recipe is reported."""
    tractor = make_sound(SoundBrief(sound="a chainsaw", seconds=2, seed=1), store)
    nothing = make_sound(SoundBrief(sound="zzyzx", seconds=2, seed=1), store)

    assert (tractor.rendered_as, tractor.exact) == ("engine", False)
    assert (nothing.audio, nothing.rendered_as, nothing.exact) == (None, "", False)


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_repeats_itself_and_survives_a_short_take(name):
    """Bit-identical for a seed, finite, audible, and of the asked length, even a fifth of a second."""
    for samples in (48_000, 9_600):
        one, other = (RECIPES[name](Take(samples, np.random.default_rng(5))) for _ in range(2))

        assert one.shape == (2, samples)
        assert np.isfinite(one).all()
        assert np.array_equal(one, other)
        assert samples < 48_000 or np.abs(one).max() > 1e-6


@pytest.mark.parametrize(
    "bed", ["steady rain", "light wind", "crowd murmur in a bar", "quiet room with a clock"]
)
def test_a_bed_repeats_without_a_seam(store, bed):
    """Bed after bed, the join is no rougher than the sound itself."""
    result, sound = made(store, bed, seconds=6.0, ambience=True)
    twice = np.concatenate([sound, sound])[:, 0]
    steps = np.abs(np.diff(twice, 2))
    join = steps[len(sound) - 3 : len(sound) + 3].max()

    assert result.duration_ms == 6_000
    assert join <= steps.max()
    assert join < 8 * np.sqrt(np.mean(steps**2))
    level = [np.sqrt(np.mean(twice[at : at + 14_400] ** 2)) for at in (len(sound) - 14_400, len(sound))]
    assert 0.2 < level[0] / level[1] < 5
    assert abs(pyloudnorm.Meter(48_000).integrated_loudness(sound) + 34) < 1.5


@pytest.mark.parametrize("effect", ["thunder", "the door slams", "footsteps", "steady rain"])
def test_an_effect_is_level_and_ends_without_a_click(store, effect):
    """Stereo, peaks under -3 dBFS, nothing left at its last sample."""
    result, sound = made(store, effect)

    assert sound.shape[1] == 2
    assert result.exact
    assert np.abs(sound).max() <= 10 ** (-3 / 20) + 1e-4
    assert np.abs(sound[-1]).max() < 1e-3
    assert np.abs(sound[0]).max() < 1e-3


def test_walls_and_grounds_are_heard(store):
    """Rain outside has lost its hiss; gravel is brighter than carpet."""

    def brightness(sound):
        power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
        return (np.arange(len(power)) * power).sum() / power.sum()

    assert brightness(made(store, "steady rain outside")[1]) < 0.3 * brightness(made(store, "steady rain")[1])
    assert brightness(made(store, "footsteps", ground="carpet")[1]) < 0.6 * brightness(
        made(store, "footsteps", ground="gravel")[1]
    )
