"""Which of a provider's voices a person of the film gets.

    candidates   |own age, in the provider's order ...|other ages, nearest first, from their last ...|
    timbre        0  1  2 ...                                                         ... 51  50

The timbre counts along the candidates, so that people of one kind get different voices. If no voice has a
person's age, the last voices of the nearest ages are used. A neutral person may get any voice. A vault
remembers who was cast, because the voices of an account may change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storyreel.film.assets import AssetStore
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import CapabilityError

if TYPE_CHECKING:
    from storyreel.vault.store import VaultStore

COUNTED_FROM_THE_END = 50
"""The narrator's timbre. It is counted from the last candidate, so that nobody sounds like the narrator."""
_AGES = (Age.CHILD, Age.YOUNG, Age.ADULT, Age.OLD)


@dataclass(frozen=True)
class OfferedVoice:
    """A voice as its provider describes it, in the film's terms."""

    id: str
    presentation: Presentation = Presentation.NEUTRAL
    age: Age = Age.ADULT
    languages: tuple[str, ...] = ()
    """BCP 47 tags in lower case; none if it speaks every language."""


def cast_voice(
    voice: Voice, offered: Sequence[OfferedVoice], provider: str, *, polyglot: bool = False
) -> OfferedVoice:
    """The voice for a person. Equal descriptions get the same voice; others differ if there are enough.

    offered: in the provider's own order. polyglot: every voice speaks every language, and its own best.

    Raises:
        CapabilityError: no voice speaks the language.
    """
    speaking = [one for one in offered if polyglot or _speaks(one, voice.language)]
    if not speaking:
        spoken = ", ".join(sorted({tag for one in offered for tag in one.languages})) or "none"
        raise CapabilityError(
            f"{provider} has no voice for the language {voice.language!r}; spoken are {spoken}. Nothing was"
            " spent. Change the character's voice, or pin one in `voices`.",
            provider=provider,
        )
    candidates = _candidates(voice, speaking)
    if voice.timbre >= COUNTED_FROM_THE_END:
        return candidates[-1 - (voice.timbre - COUNTED_FROM_THE_END) % len(candidates)]
    return candidates[voice.timbre % len(candidates)]


def cast_for_good(voice: Voice, offered: Sequence[OfferedVoice], provider: str, store: AssetStore) -> str:
    """The id that `cast_voice` finds among voices of every language, kept in the vault.

    A voice that is added to the account later does not change it. provider: its slug. store: if it is not a
    vault, the voice is chosen each time.
    """
    from storyreel.vault.store import VaultStore

    if not isinstance(store, VaultStore):
        return cast_voice(voice, offered, provider, polyglot=True).id
    who = f"{voice.presentation} {voice.age} {voice.timbre} {voice.language}"
    name = f"voices/{provider}/{hashlib.sha256(who.encode()).hexdigest()}.json"
    ids = {one.id for one in offered}
    if (kept := _kept(store, name)) in ids:
        return str(kept)
    chosen = cast_voice(voice, offered, provider, polyglot=True).id
    is_first = store.records.create(name, json.dumps({"who": who, "voice": chosen}).encode())
    if not is_first and (kept := _kept(store, name)) in ids:
        return str(kept)
    return chosen


def pinned_voice(voice: Voice, voices: Mapping[str, str]) -> str | None:
    """The id that was chosen for this person, or pinned for this kind of voice; None for none.

    The nearest description counts.

    >>> pinned = {"feminine adult": "Anna", "feminine adult 2": "Berta"}
    >>> pinned_voice(Voice(presentation="feminine", timbre=1), pinned)
    'Berta'
    """
    if voice.name:
        return voice.name
    kind = f"{voice.presentation} {voice.age}"
    keys = (f"{kind} {voice.timbre + 1}", kind, str(voice.presentation))
    return next((voices[key] for key in keys if key in voices), None)


def pins(voices: Mapping[str, str]) -> str:
    """Pinned voices as a short part of a fingerprint; '' if there are none.

    >>> pins({})
    ''
    """
    return f"/{_digest(json.dumps(dict(voices), sort_keys=True))}" if voices else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def require_pins(voices: Mapping[str, str]) -> dict[str, str]:
    """The pinned voices, if all their keys are kinds of voices.

    Raises:
        ValueError: a key is not a kind of voice.
    """
    for key in voices:
        _require_kind_of_voice(key)
    return dict(voices)


def _require_kind_of_voice(key: str) -> None:
    if not _is_kind_of_voice(key):
        raise ValueError(
            f"voices: {key!r} is not a kind of voice; accepted are 'feminine', 'feminine adult', 'feminine"
            " adult 2' and the like"
        )


def _is_kind_of_voice(key: str) -> bool:
    """Whether a key is a presentation, with an age or with an age and a number from 1."""
    presentations = {str(presentation) for presentation in Presentation}
    with_ages = {f"{presentation} {age}" for presentation in Presentation for age in Age}
    kind, _, number = key.rpartition(" ")
    if key in presentations or key in with_ages:
        return True
    return kind in with_ages and number.isdecimal() and int(number) >= 1


def _kept(store: VaultStore, name: str) -> str | None:
    content = store.records.get(name)
    return str(json.loads(content).get("voice")) if content is not None else None


def _candidates(voice: Voice, speaking: Iterable[OfferedVoice]) -> list[OfferedVoice]:
    """The voices that may be given to a person, best first."""
    everyone = list(enumerate(speaking))
    ranked = [(number, one) for number, one in everyone if one.presentation is voice.presentation]
    if voice.presentation is Presentation.NEUTRAL or not ranked:
        ranked = everyone
    own = [found for found in ranked if _is_of_kind(found[1], voice)]
    others = [found for found in ranked if found not in own]
    own.sort(key=lambda found: (_foreign(found[1], voice), found[0]))
    others.sort(key=lambda found: (*_distance(found[1], voice), -found[0]))
    return [one for _, one in (*own, *others)]


def _is_of_kind(one: OfferedVoice, voice: Voice) -> bool:
    return (one.age, one.presentation) == (voice.age, voice.presentation)


def _distance(one: OfferedVoice, voice: Voice) -> tuple[int, bool, int]:
    """How unlike a person a voice is: by age, then presentation, then language."""
    years = abs(_AGES.index(one.age) - _AGES.index(voice.age))
    return years, one.presentation is not voice.presentation, _foreign(one, voice)


def _foreign(one: OfferedVoice, voice: Voice) -> int:
    """0 for the same accent, 1 for the language or any, 2 for another accent, 3 for another language."""
    if voice.language in one.languages:
        return 0
    if not one.languages or _without_region(voice.language) in one.languages:
        return 1
    return 2 if _speaks(one, voice.language) else 3


def _speaks(one: OfferedVoice, language: str) -> bool:
    return not one.languages or any(
        _without_region(tag) == _without_region(language) for tag in one.languages
    )


def _without_region(tag: str) -> str:
    return tag.split("-")[0]
