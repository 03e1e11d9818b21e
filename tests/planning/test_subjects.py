"""Of whom a sentence tells what."""

from __future__ import annotations

import re

import pytest

from storyreel.planning.subjects import words_about


def described(sentence: str) -> dict[str, str]:
    """What is described of Rose, Tom and Lily."""
    return dict(
        words_about(
            sentence,
            [(at.start(), at.end(), at.group(0)) for at in re.finditer(r"\b(?:Rose|Tom|Lily)\b", sentence)],
        )
    )


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Tom, Rose's son, sits on a bench.", {"Tom"}),
        ("Rose\u2019s kettle boils.", set()),
        ("Rose's hand trembles.", {"Rose"}),
        ("Rose's asleep.", {"Rose"}),
        ("Tom waits for Lily.", {"Tom"}),
        ("Tom looks at Lily.", {"Tom", "Lily"}),
        ("There is no sign of Rose.", set()),
        ("Tom holds a photograph of Rose.", {"Tom"}),
    ],
)
def test_owners_and_those_only_spoken_of_do_nothing(sentence: str, who: set[str]) -> None:
    """An owner's body is the owner."""
    assert set(described(sentence)) == who


def test_a_list_shares_what_stands_after_it() -> None:
    """Ages in brackets or between commas do not part it."""
    assert set(described("Tom (6), Rose (9) and Lily sleep.").values()) == {" sleep."}


def test_a_list_after_a_colon_shares_what_stands_before_it() -> None:
    """So does somebody after the verb of a sentence turned about."""
    assert all(
        "sleep" in words
        for words in described("Two children sleep in their bunks: Tom (6) and Lily (9).").values()
    )
    assert "lies" in described("On the bed lies Rose (80).")["Rose"]
