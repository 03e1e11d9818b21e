"""Which voice a person gets, and how it is set.

    timbre   0 1 2 ... n-1 | n ...                    | ...
    voice    each as it is | each with a third of the | each with a third of the one after
                           | next in it               |

The lists of no two kinds of people share a voice, and nobody has the narrator's. So the voices of a film
differ, and a person of the same description has the same voice in each film.
"""

from __future__ import annotations

from dataclasses import dataclass

from storyreel.animatic.narrators import VOICES
from storyreel.animatic.voice.kokoro.voices import Mixture, is_british, language_of, mixture
from storyreel.animatic.voice.reading import Reading
from storyreel.film.cast import WORDS_PER_MINUTE, Age, Presentation, Voice

_F, _M, _N = Presentation.FEMININE, Presentation.MASCULINE, Presentation.NEUTRAL
_NARRATORS_TIMBRE = 50
_AMERICAN: dict[tuple[Presentation, Age], tuple[str, ...]] = {
    (_F, Age.ADULT): ("af_heart", "af_bella", "af_sarah", "af_kore", "af_aoede", "af_nova"),
    (_F, Age.YOUNG): ("af_sky", "af_jessica", "af_river(2)+af_heart(1)", "af_sky(1)+af_bella(1)"),
    (_F, Age.OLD): ("af_alloy(1)+bf_emma(1)", "af_alloy(1)+bf_isabella(1)", "bf_alice(1)+af_kore(1)"),
    (_F, Age.CHILD): ("af_jessica(1)+af_heart(1)", "af_sky(1)+af_aoede(1)", "af_jessica(1)+af_nova(1)"),
    (_M, Age.ADULT): ("am_michael", "am_fenrir", "am_echo", "am_eric", "am_onyx(1)+am_michael(1)"),
    (_M, Age.YOUNG): ("am_puck", "am_liam", "am_puck(1)+am_fenrir(1)", "am_liam(1)+am_michael(1)"),
    (_M, Age.OLD): ("bm_lewis(1)+am_michael(1)", "am_onyx(1)+bm_lewis(1)", "am_santa(1)+am_fenrir(2)"),
    (_M, Age.CHILD): ("af_sky(2)+am_puck(1)", "af_jessica(2)+am_liam(1)", "af_river(2)+am_puck(1)"),
    (_N, Age.ADULT): ("af_river(1)+am_echo(1)", "af_alloy(1)+am_liam(1)", "af_kore(1)+am_eric(1)"),
    (_N, Age.YOUNG): ("af_sky(1)+am_liam(1)", "af_nova(1)+am_puck(1)"),
    (_N, Age.OLD): ("bf_isabella(1)+bm_lewis(1)", "af_alloy(1)+bm_daniel(1)"),
    (_N, Age.CHILD): ("af_aoede(3)+am_puck(1)", "af_river(3)+am_liam(1)"),
}
"""Voices for American English by kind, the best graded first (VOICES.md of Kokoro-82M)."""
_BRITISH: dict[tuple[Presentation, Age], tuple[str, ...]] = {
    (_F, Age.ADULT): ("bf_emma", "bf_isabella", "bf_emma(1)+af_bella(1)"),
    (_F, Age.YOUNG): ("bf_lily", "bf_lily(1)+bf_emma(1)", "bf_lily(1)+af_heart(1)"),
    (_F, Age.OLD): ("bf_alice", "bf_alice(1)+bf_isabella(1)"),
    (_F, Age.CHILD): ("bf_lily(2)+af_sky(1)", "bf_emma(1)+af_sky(1)"),
    (_M, Age.ADULT): ("bm_george", "bm_fable", "bm_george(1)+am_michael(1)"),
    (_M, Age.YOUNG): ("bm_daniel(1)+bm_fable(1)", "bm_fable(1)+am_puck(1)"),
    (_M, Age.OLD): ("bm_lewis", "bm_lewis(1)+bm_george(1)"),
    (_M, Age.CHILD): ("bf_lily(2)+bm_fable(1)", "bf_emma(2)+bm_daniel(1)"),
    (_N, Age.ADULT): ("bf_emma(1)+bm_fable(1)", "bf_isabella(1)+bm_george(1)"),
    (_N, Age.YOUNG): ("bf_lily(1)+bm_fable(1)", "bf_lily(1)+bm_daniel(1)"),
    (_N, Age.OLD): ("bf_alice(1)+bm_lewis(1)", "bf_alice(1)+bm_george(1)"),
    (_N, Age.CHILD): ("bf_lily(3)+bm_daniel(1)", "bf_emma(3)+bm_fable(1)"),
}
_NARRATORS = {_F: "bf_emma(1)+af_heart(1)", _M: "am_michael(2)+bm_george(1)", _N: "am_michael(1)+bm_fable(1)"}
_PITCH_OF_AGE = {Age.CHILD: 1.2, Age.YOUNG: 1.03, Age.ADULT: 1.0, Age.OLD: 0.95}
_PITCH_SPREAD = 0.12
"""How much higher than the lowest the highest of a kind speaks, as a share."""
_LEAST_PITCH, _MOST_PITCH = 0.8, 1.35
_SHORTEST, _LONGEST = 0.65, 1.6
_CONVERSATION = 172.0
"""Words a minute within a sentence, of a person who speaks 150 with the pauses between sentences."""


@dataclass(frozen=True)
class Setting:
    """A voice and how it speaks."""

    mixture: Mixture
    stretch: float
    """Factor of the length of phonemes."""
    pitch: float
    liveliness: float


def setting_of(voice: Voice, reading: Reading, own_name: str = "") -> Setting:
    """The voice for a person, coloured by the reading.

    own_name: a voice of the model or a mixture, which is then used as it is.

    Raises:
        UsageError: there is no voice of that name.
    """
    chosen = mixture(own_name or voice_name(voice))
    wanted = voice.words_per_minute / WORDS_PER_MINUTE * _CONVERSATION * reading.speed
    pitch = 1 + reading.pitch / 100
    if not own_name:
        pitch *= _PITCH_OF_AGE[voice.age] * (1 + (voice.pitch - 0.5) * _PITCH_SPREAD)
    return Setting(
        mixture=chosen,
        stretch=min(_LONGEST, max(_SHORTEST, chosen.words_per_minute / wanted)),
        pitch=min(_MOST_PITCH, max(_LEAST_PITCH, pitch)),
        liveliness=reading.liveliness**0.5,  # a power of the pitch; readings give a share of its range
    )


def voice_name(voice: Voice) -> str:
    """The voice for a person of a film, by name.

    >>> voice_name(Voice(presentation="feminine", timbre=1))
    'af_bella'
    >>> voice_name(Voice(presentation="feminine", timbre=7))
    'af_bella(2)+af_sarah(1)'
    """
    if voice.timbre >= _NARRATORS_TIMBRE:
        return _native(_NARRATORS[voice.presentation], voice)
    listed = _listed(voice)
    turn, place = divmod(voice.timbre, len(listed))
    if turn == 0:
        return listed[place]
    weight, step = divmod(turn - 1, len(listed) - 1)
    return _joined(listed[place], listed[(place + 1 + step) % len(listed)], weight + 2)


def _listed(voice: Voice) -> tuple[str, ...]:
    """The voices for people of a kind who speak a language."""
    english = _BRITISH if is_british(voice.language) else _AMERICAN
    return tuple(dict.fromkeys(_native(one, voice) for one in english[voice.presentation, voice.age]))


def _native(english: str, voice: Voice) -> str:
    """An English voice for the person's language; in another, one of its own that the English one colours."""
    primary = voice.language.split("-")[0]
    if primary == "en":
        return english
    own = [name for name in VOICES if language_of(name).split("-")[0] == primary]
    alike = [name for name in own if name[1] == str(voice.presentation)[0]] or own
    return _joined(alike[voice.timbre % len(alike)], english, 2)


def _joined(one: str, other: str, weight: int) -> str:
    """Two voices as one, the first with that weight to one of the second."""
    weights: dict[str, float] = {}
    for voice, times in ((one, weight), (other, 1)):
        for name, share in mixture(voice).parts:
            weights[name] = weights.get(name, 0) + share * times
    return "+".join(f"{name}({round(share, 3):g})" for name, share in weights.items())
