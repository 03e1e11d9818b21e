"""Pronunciation dictionaries of an ElevenLabs account: one for each set of words said in IPA.

Only `eleven_flash_v2` obeys their phoneme rules, in English; other models skip the words in silence
(elevenlabs.io, guide to pronunciation dictionaries, read 2026-12-01).
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from storyreel.film.pronunciations import Pronunciation

if TYPE_CHECKING:
    from elevenlabs.client import ElevenLabs
    from elevenlabs.types import PronunciationDictionaryVersionLocator

_FOUND: dict[tuple[str, str], PronunciationDictionaryVersionLocator] = {}
"""By account and name."""
_LOOKING = threading.Lock()
_ONCE: Any = {"max_retries": 0}


def dictionary_of(
    client: ElevenLabs, account: str, entries: Sequence[Pronunciation]
) -> PronunciationDictionaryVersionLocator:
    """The account's dictionary with a phoneme rule for each entry; made if there is none, which is free.

    account: a digest that tells accounts apart. Its name tells its rules, so that no run makes it twice.
    """
    name = _name(entries)
    with _LOOKING:
        if (account, name) not in _FOUND:
            _FOUND[account, name] = _known(client, name) or _made(client, name, entries)
        return _FOUND[account, name]


def forget_dictionaries() -> None:
    """Look for every dictionary again: one was deleted in the account."""
    with _LOOKING:
        _FOUND.clear()


def _name(entries: Sequence[Pronunciation]) -> str:
    rules = json.dumps([[entry.word, entry.ipa] for entry in entries], ensure_ascii=False)
    return f"storyreel-{hashlib.sha256(rules.encode()).hexdigest()[:16]}"


def _known(client: ElevenLabs, name: str) -> PronunciationDictionaryVersionLocator | None:
    return next((_locator(one.id, one.latest_version_id) for one in _all(client) if one.name == name), None)


def _all(client: ElevenLabs) -> Iterator[Any]:
    cursor: str | None = None
    while True:
        page = client.pronunciation_dictionaries.list(cursor=cursor, page_size=100, request_options=_ONCE)
        yield from page.pronunciation_dictionaries
        cursor = page.next_cursor
        if not page.has_more or not cursor:
            return


def _made(
    client: ElevenLabs, name: str, entries: Sequence[Pronunciation]
) -> PronunciationDictionaryVersionLocator:
    from elevenlabs.pronunciation_dictionaries import (
        BodyAddAPronunciationDictionaryV1PronunciationDictionariesAddFromRulesPostRulesItem_Phoneme as Rule,
    )

    made = client.pronunciation_dictionaries.create_from_rules(
        name=name,
        rules=[
            Rule(
                string_to_replace=entry.word,
                phoneme=entry.ipa,
                alphabet="ipa",
                case_sensitive=False,
                word_boundaries=True,
            )
            for entry in entries
        ],
        request_options=_ONCE,
    )
    return _locator(made.id, made.version_id)


def _locator(dictionary: str, version: str) -> PronunciationDictionaryVersionLocator:
    from elevenlabs.types import PronunciationDictionaryVersionLocator

    return PronunciationDictionaryVersionLocator(pronunciation_dictionary_id=dictionary, version_id=version)
