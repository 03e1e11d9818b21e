"""Each person of a film gets a voice: their own if there are enough, and the same for every line."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.voice_casting import OfferedVoice, cast_for_good, cast_voice
from storyreel.film.cast import Age, Presentation, Voice
from storyreel.film.errors import CapabilityError
from storyreel.vault.disk import DiskVault

F, M, N = Presentation.FEMININE, Presentation.MASCULINE, Presentation.NEUTRAL
OFFERED = (
    OfferedVoice("ann", F, Age.ADULT, ("en-us",)),
    OfferedVoice("bea", F, Age.ADULT, ("en-gb",)),
    OfferedVoice("cat", F, Age.YOUNG, ("en-us",)),
    OfferedVoice("dan", M, Age.ADULT, ("en-us",)),
    OfferedVoice("eli", M, Age.OLD, ()),
    OfferedVoice("fay", F, Age.ADULT, ("de-de",)),
)


def chosen(*offered: OfferedVoice, polyglot: bool = False, **voice: object) -> str:
    return cast_voice(Voice.model_validate(voice), offered or OFFERED, "Somebody", polyglot=polyglot).id


def test_timbre_counts_along_people_of_one_kind() -> None:
    """The very accent first; then other ages, then from the beginning again."""
    assert [chosen(presentation=F, timbre=number) for number in range(4)] == ["ann", "bea", "cat", "ann"]


def test_the_narrator_is_counted_from_the_end() -> None:
    """To be unlike the first people of the film."""
    assert chosen(presentation=F, timbre=50) == "cat"


def test_nobody_speaks_with_the_voice_of_another_presentation_while_there_is_one() -> None:
    """If voices run out, age is the first thing to differ."""
    assert {chosen(presentation=M, age=age, timbre=number) for age in Age for number in range(3)} == {
        "dan",
        "eli",
    }
    assert chosen(OFFERED[0], presentation=M) == "ann"


def test_those_whose_age_nobody_speaks_borrow_from_the_far_end() -> None:
    """So that neighbouring ages share voices last."""
    assert chosen(presentation=F, age=Age.OLD) == "ann"
    assert chosen(*(OfferedVoice(name, F) for name in "abc"), presentation=F, age=Age.OLD) == "c"


def test_a_language_nobody_speaks_is_named() -> None:
    """With those that are spoken, unless everybody speaks every one."""
    assert chosen(presentation=F, language="de-at") == "fay"
    with pytest.raises(CapabilityError, match=r"'fr-fr'.*de-de, en-gb, en-us"):
        cast_voice(Voice(language="fr-fr"), OFFERED[:4] + OFFERED[5:], "Somebody")
    assert chosen(presentation=F, language="de-de", polyglot=True) == "fay"
    assert chosen(presentation=F, language="fr-fr", polyglot=True, timbre=1) == "bea"


def test_a_vault_remembers_who_was_cast(tmp_path: Path) -> None:
    """A new voice in the account recasts nobody; a removed one does."""
    vault, second = DiskVault(tmp_path), Voice(presentation=F, timbre=1)
    more = (*OFFERED, OfferedVoice("gia", F, Age.ADULT, ("en-us",)))

    assert cast_for_good(second, OFFERED, "somebody", vault) == "bea"
    assert cast_voice(second, more, "somebody", polyglot=True).id == "gia"
    assert cast_for_good(second, more, "somebody", DiskVault(tmp_path)) == "bea"
    assert cast_for_good(second, (more[0], *more[2:]), "somebody", vault) == "gia"


def test_neutral_people_take_neutral_voices_first_and_then_any() -> None:
    """One neutral voice in the account does not have to speak for all of them."""
    assert chosen(presentation=N) != chosen(presentation=N, timbre=1)
    assert chosen(*OFFERED, OfferedVoice("kim", N), presentation=N) == "kim"
