"""The record of takes, asked for by a person or judged by a critic; films of earlier versions keep theirs."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from storyreel.film.briefs import Speech
from storyreel.project.state import FilmState, read_state, write_state
from storyreel.project.take_records import FilmTakes, TriedTake
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from storyreel.vault.gc import YOUNG_SECONDS, collect

FIRST, SECOND, REFERENCE = "SC010-SH010 clip 1 of 2", "SC010-SH010 clip 2 of 2", "mara reference"
OLD = {
    "title": "Tea",
    "keys": {FIRST: "f1", SECOND: "s2", REFERENCE: "r2"},
    "takes": {FIRST: 1, SECOND: 2, REFERENCE: 2},
    "newest": {REFERENCE: 3},
    "redoing": [REFERENCE],
    "by_hand": [REFERENCE],
    "tried": [
        {
            "asked": "x",
            "takes": {FIRST: 1, SECOND: 1},
            "keys": {FIRST: "f1", SECOND: "s1"},
            "scores": {FIRST: 0.9, SECOND: 0.2},
            "unusable": [SECOND],
        },
        {
            "asked": "x",
            "takes": {FIRST: 1, SECOND: 2},
            "keys": {FIRST: "f1", SECOND: "s2"},
            "scores": {FIRST: 0.9, SECOND: 0.8},
            "unusable": [],
        },
        {
            "asked": "edited",
            "takes": {FIRST: 1, SECOND: 2},
            "keys": {FIRST: "g1"},
            "scores": {FIRST: 0.5, SECOND: 0.0},
            "unusable": [SECOND],
        },
    ],
    "kept": ["s1", "r1", "e0"],
}
"""A film as it was remembered before takes had records of their own."""


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


def test_a_film_of_an_earlier_version_keeps_its_takes(vault: Vault) -> None:
    """Chosen, newest, asked for, by hand, judged and kept; and it is the same after it was written again."""
    vault.documents.write("films/tea/state", OLD, 0)
    read = read_state(vault, "tea")
    write_state(vault, "tea", read)

    for state in (read, read_state(vault, "tea")):
        takes = state.takes
        assert takes.chosen == {SECOND: 2, REFERENCE: 2}
        assert {name: takes.newest(name) for name in OLD["keys"]} == {FIRST: 1, SECOND: 2, REFERENCE: 3}
        assert (takes.redoing, takes.by_hand) == ({REFERENCE}, {REFERENCE})
        assert takes.tried == tuple(map(TriedTake.model_validate, OLD["tried"]))
        assert takes.keys == {"f1", "s1", "s2", "g1", "r1", "e0"}
    assert set(json.loads(json.dumps(read.model_dump(mode="json")))) == set(FilmState.model_fields)


def test_a_field_that_nobody_knows_is_still_refused() -> None:
    """Only the fields of before are taken over."""
    with pytest.raises(ValidationError, match="retaken"):
        FilmState.model_validate(OLD | {"retaken": []})


def test_what_a_person_asks_for_is_remembered_until_a_run_has_made_it() -> None:
    """What was in the film is kept; going back is no new take; the numbers never repeat."""
    asked = FilmTakes().asked_for({FIRST: 2}, {FIRST: "f1"}, again=True)
    made = asked.come_to_an_end([FIRST])
    third = made.asked_for({FIRST: 3}, {FIRST: "f2"}, again=True).come_to_an_end([FIRST])
    back = third.asked_for({FIRST: 1}, {FIRST: "f3"}, again=False)

    assert (asked.chosen, asked.redoing, asked.by_hand, asked.keys) == ({FIRST: 2}, {FIRST}, {FIRST}, {"f1"})
    assert (made.redoing, made.by_hand) == (frozenset(), {FIRST})
    assert (back.chosen, back.newest(FIRST), back.keys, back.redoing) == (
        {},
        3,
        {"f1", "f2", "f3"},
        frozenset(),
    )
    assert [take.number for take in back.calls[FIRST].takes] == [1, 2, 3]


def test_a_take_that_a_critic_chose_is_not_forgotten_by_going_back() -> None:
    """Its number is taken, though the person never asked for it."""
    version = TriedTake(asked="x", takes={FIRST: 2}, keys={FIRST: "f2"}, scores={FIRST: 0.9})
    judged = FilmTakes().judged((version,), {FIRST: 2})

    back = judged.asked_for({FIRST: 1}, {FIRST: "f2"}, again=False)

    assert judged.chosen == {FIRST: 2} and not judged.by_hand
    assert (back.chosen, back.newest(FIRST), back.tried) == ({}, 2, (version,))


@pytest.mark.parametrize("earlier", [True, False], ids=["an earlier version's memory", "today's"])
def test_kept_takes_outlive_a_clearing_of_the_vault(vault: Vault, earlier: bool) -> None:
    """What the film is made of and every take of it stay; what no film knows goes."""
    refs = {key: vault.assets.put(key.encode(), "audio/flac") for key in ("r1", "r2", "s1", "nobody's")}
    for key, ref in refs.items():
        vault.ledger.intend(key, 1, key)
        vault.ledger.finish(
            key,
            1,
            Speech(audio=ref, duration_ms=1, words=(), exact_words=True).model_dump(mode="json"),
            seconds=1,
        )
        long_ago = time.time() - 2 * YOUNG_SECONDS
        os.utime(vault.assets.path(ref), (long_ago, long_ago))
    vault.documents.write(
        "films/tea/state", OLD if earlier else FilmState.model_validate(OLD).model_dump(mode="json"), 0
    )

    collect(vault)

    assert {asset.sha256 for asset in vault.assets.assets()} == {
        refs[key].sha256 for key in ("r1", "r2", "s1")
    }
