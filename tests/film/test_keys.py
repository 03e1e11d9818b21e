"""What enters a key, and what does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.keys import canonical_json, content_key, seed_of

BRIEF = SpeechBrief(text="It is late.", voice=Voice())
ASK = (
    "from tests.film.test_keys import BRIEF; from storyreel.film.keys import content_key, seed_of; "
    "print(content_key('speech', 1, 'espeak/1', BRIEF), seed_of('SC010-SH010'))"
)


def test_another_process_finds_the_same_key() -> None:
    """Keys and seeds do not depend on the process or its hash seed."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", ASK],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert answers == {f"{content_key('speech', 1, 'espeak/1', BRIEF)} {seed_of('SC010-SH010')}\n"}


def test_everything_that_changes_the_result_changes_the_key() -> None:
    """Stage, version, crew member, brief and take are all in it."""
    keys = {
        content_key("speech", 1, "espeak/1", BRIEF),
        content_key("sound", 1, "espeak/1", BRIEF),
        content_key("speech", 2, "espeak/1", BRIEF),
        content_key("speech", 1, "espeak/2", BRIEF),
        content_key("speech", 1, "espeak/1", BRIEF.model_copy(update={"text": "It is early."})),
        content_key("speech", 1, "espeak/1", BRIEF, take=2),
    }

    assert len(keys) == 6


@pytest.mark.parametrize("value", [{1, 2}, b"x", object(), float("nan"), float("inf")])
def test_what_is_no_plain_value_is_refused(value: object) -> None:
    """A set or a NaN would hash differently from one process to the next."""
    with pytest.raises((TypeError, ValueError)):
        canonical_json(value)
