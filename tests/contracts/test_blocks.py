"""The contract of every block: it is described, and its fingerprint depends on its settings only."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pydantic import ValidationError

from blocks.crew import assemble
from blocks.kinds import CrewMember
from blocks.providers import animatic
from storyreel.film.errors import SettingsError
from tests.contracts.crews import CHANGED, EMBEDDED, MEMBERS, UNCHANGED

members = pytest.mark.parametrize("member", MEMBERS, ids=lambda member: type(member).__name__)


def own_fields(member: CrewMember) -> dict:
    """Fields that the block adds to Prefect's own."""
    return {name: field for name, field in type(member).model_fields.items() if not name.startswith("_")}


@members
def test_a_block_is_described_and_so_is_each_of_its_fields(member: CrewMember) -> None:
    """Every label in Prefect's form says what it is for."""
    assert type(member)._description
    assert type(member)._block_type_name
    assert all(field.description for field in own_fields(member).values())


@members
def test_a_block_cannot_be_made_by_accident(member: CrewMember) -> None:
    """At least one field must be given, so that no form is sent empty."""
    assert any(field.is_required() for field in own_fields(member).values())
    with pytest.raises(ValidationError):
        type(member)()


@members
def test_a_fingerprint_depends_on_nothing_but_the_settings(member: CrewMember) -> None:
    """Another instance of the same settings has the same.

    It is short enough to read, and holds nothing of this process.
    """
    twin = type(member).model_validate(member.model_dump(include=set(own_fields(member))))

    assert twin.fingerprint() == member.fingerprint()
    assert 0 < len(member.fingerprint()) < 200
    assert "0x" not in member.fingerprint()


@pytest.mark.long
def test_fingerprints_are_the_same_in_another_process() -> None:
    """They enter the key of every result, so they must not change from run to run.

    The default tests compare the keys of whole films with those that other processes recorded:
    tests/graph/recorded/keys.json.
    """
    ask = (
        "import json; from tests.contracts.crews import MEMBERS; print(json.dumps([m.fingerprint() for m in"
        " MEMBERS]))"
    )

    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout

    assert json.loads(answer.splitlines()[-1]) == [member.fingerprint() for member in MEMBERS]


@pytest.mark.parametrize(("one", "other"), CHANGED)
def test_a_setting_that_changes_the_result_changes_the_fingerprint(
    one: CrewMember, other: CrewMember
) -> None:
    """Otherwise one setting would get the result of the other."""
    assert one.fingerprint() != other.fingerprint()


@pytest.mark.parametrize(("one", "other"), UNCHANGED)
def test_a_setting_that_stands_in_the_briefs_leaves_the_fingerprint(
    one: CrewMember, other: CrewMember
) -> None:
    """Otherwise everything would be bought again."""
    assert one.fingerprint() == other.fingerprint()


def test_every_block_of_the_embedded_crew_is_held_to_the_contracts() -> None:
    """A block that is not listed here would not be tested."""
    written = {
        kind
        for kind in vars(animatic).values()
        if isinstance(kind, type) and kind.__module__ == animatic.__name__
    }

    assert written == {type(member) for member in EMBEDDED}


def test_a_crew_is_assembled_by_name_and_with_ones_own_members() -> None:
    """A chosen member takes the place of the preset's; an unknown preset is named."""
    mine = animatic.PainterClips(longest_seconds=5)

    crew = assemble("animatic", "en-us", video=mine, writer=None)

    assert crew.video is mine
    assert isinstance(crew.writer, animatic.RulesWriter)
    assert set(crew.card().fingerprints) == {"writer", "images", "video", "narrator", "sounds", "composer"}
    with pytest.raises(SettingsError, match=r"'nobody'.*animatic"):
        assemble("nobody", "en-us")


def test_only_whoever_works_on_this_machine_denies_that_anything_leaves_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Paid and remote members send data away, and so does a member that does not say.

    The embedded crew and one's own footage do not.
    """
    for variable in ("STORYREEL_LOCAL_URL", "STORYREEL_SPEECH_URL", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)

    staying = {type(member).__name__ for member in MEMBERS if not member.sends_away()}

    assert staying == {
        *(type(member).__name__ for member in EMBEDDED),
        "FootageVideo",
        "MeasuredCritic",
        "LocalWriter",
        "SpeechServer",
        "PiperSpeech",
        "DiffusersStills",
        "DiffusersTrainer",
        "DiffusersVideo",
        "WhisperWords",
    }
    assert not [member for member in MEMBERS if member.allowance() is not None and not member.sends_away()]


@pytest.mark.parametrize(
    ("address", "away"),
    [
        ("http://127.0.0.1:9/v1", False),
        ("http://localhost/v1", False),
        ("http://10.0.0.5/v1", True),
        ("https://example.org/v1", True),
    ],
)
def test_a_server_of_ones_own_may_be_another_machine(
    address: str, away: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYREEL_LOCAL_URL", address)

    assert assemble("animatic", "en-us", {"writer": ("local",)}).writer.sends_away() is away
