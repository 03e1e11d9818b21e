"""Which of a provider's voices a person of the film gets. It does not know providers, nor what is said.

    candidates   |own age, in the provider's order ...|other ages, nearest first, from their last ...|
    timbre        0  1  2 ...                                                         ... 51  50

Timbre counts along the candidates, so people of one kind differ; people whose age nobody speaks borrow from
the far end of their neighbours. Anybody may speak for a neutral person. Where the account's voices change, a
vault remembers who was cast.
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
"""The narrator's timbre: counted from the last candidate, to be unlike anybody in the film."""
_AGES = (Age.CHILD, Age.YOUNG, Age.ADULT, Age.OLD)


@dataclass(frozen=True)
class OfferedVoice:
    """A voice as its provider describes it, in the film's terms."""

    id: str
    presentation: Presentation = Presentation.NEUTRAL
    age: Age = Age.ADULT
    languages: tuple[str, ...] = ()
    """BCP 47 tags, lower case; none where it speaks any."""


def cast_voice(
    voice: Voice, offered: Sequence[OfferedVoice], provider: str, *, polyglot: bool = False
) -> OfferedVoice:
    """The voice for a person: the same for equal descriptions, another for another as far as there are some.

    offered: in the provider's own order. polyglot: every voice speaks every language, its own ones best.

    Raises:
        CapabilityError: nobody speaks the language.
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
    """The id as `cast_voice` finds it among voices that speak every language, kept in the vault: a voice that comes to the account recasts nobody.

    provider: its slug. store: remembers where it is a vault; elsewhere the account decides each time.
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
    if (
        not store.records.create(name, json.dumps({"who": who, "voice": chosen}).encode())
        and (kept := _kept(store, name)) in ids
    ):
        return str(kept)  # another process was first
    return chosen


def pinned_voice(voice: Voice, voices: Mapping[str, str]) -> str | None:
    """The id that the person pinned for this kind of voice, the nearest description first.

    None where there is none.

    >>> pinned_voice(Voice(presentation="feminine", timbre=1), {"feminine adult": "Anna", "feminine adult 2": "Berta"})
    'Berta'
    """
    kind = f"{voice.presentation} {voice.age}"
    return next(
        (
            voices[key]
            for key in (f"{kind} {voice.timbre + 1}", kind, str(voice.presentation))
            if key in voices
        ),
        None,
    )


def pins(voices: Mapping[str, str]) -> str:
    """Pinned voices as a short part of a fingerprint; '' where there are none.

    >>> pins({})
    ''
    """
    return (
        f"/{hashlib.sha256(json.dumps(dict(voices), sort_keys=True).encode()).hexdigest()[:12]}"
        if voices
        else ""
    )


def require_pins(voices: Mapping[str, str]) -> dict[str, str]:
    """The pinned voices, whose keys are kinds of voices.

    Raises:
        ValueError: a key is none.
    """
    kinds = {f"{presentation}" for presentation in Presentation} | {
        f"{presentation} {age}" for presentation in Presentation for age in Age
    }
    for key in voices:
        kind, _, number = key.rpartition(" ")
        if key not in kinds and not (
            kind in kinds and " " in kind and number.isdecimal() and int(number) >= 1
        ):
            raise ValueError(
                f"voices: {key!r} is no kind of voice; accepted are 'feminine', 'feminine adult', 'feminine"
                " adult 2' and their like"
            )
    return dict(voices)


def _kept(store: VaultStore, name: str) -> str | None:
    content = store.records.get(name)
    return str(json.loads(content).get("voice")) if content is not None else None


def _candidates(voice: Voice, speaking: Iterable[OfferedVoice]) -> list[OfferedVoice]:
    anyone = list(enumerate(speaking))
    ranked = [(number, one) for number, one in anyone if one.presentation is voice.presentation]
    if voice.presentation is Presentation.NEUTRAL or not ranked:
        ranked = anyone
    own = [
        (number, one)
        for number, one in ranked
        if (one.age, one.presentation) == (voice.age, voice.presentation)
    ]
    others = [found for found in ranked if found not in own]
    own.sort(key=lambda found: (_foreign(found[1], voice), found[0]))
    others.sort(
        key=lambda found: (
            _far(found[1], voice),
            found[1].presentation is not voice.presentation,
            _foreign(found[1], voice),
            -found[0],
        )
    )
    return [one for _, one in (*own, *others)]


def _far(one: OfferedVoice, voice: Voice) -> int:
    return abs(_AGES.index(one.age) - _AGES.index(voice.age))


def _foreign(one: OfferedVoice, voice: Voice) -> int:
    """0 for the very accent, 1 for the language or any, 2 for another accent of it, 3 for another language."""
    if not one.languages or voice.language.split("-")[0] in one.languages:
        return 0 if voice.language in one.languages else 1
    return 0 if voice.language in one.languages else 2 if _speaks(one, voice.language) else 3


def _speaks(one: OfferedVoice, language: str) -> bool:
    return not one.languages or any(tag.split("-")[0] == language.split("-")[0] for tag in one.languages)
