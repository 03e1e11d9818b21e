"""Members in packages of the user's own are named like any other.

One that is broken stops only who names it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from blocks.crew import animatic_crew, assemble
from blocks.own_members import own_members
from blocks.roster import build
from storyreel.film.briefs import SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import SettingsError
from storyreel.vault.disk import DiskVault
from studio.doctor import examine
from tests.blocks.own_package import example, install

pytestmark = pytest.mark.filterwarnings(
    "ignore:Type .* has key .* that matches existing registered type"
)  # one class from many folders
HALF = """
from blocks.kinds import Narrator

class Half(Narrator):
    def fingerprint(self):
        return "half/1"
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, whose modules are loaded afresh in each test."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    for name in ("tone_speech", "broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return folder


def test_the_member_of_the_readme_speaks_a_line(site: Path, tmp_path: Path) -> None:
    """Named for a narrator, built with its usual settings, and asked like any other."""
    module, members = example()
    install(site, "tone-speech", members, tone_speech=module)

    crew = assemble("animatic", "en-us", {"narrator": ("tone",)})
    store = DiskVault(tmp_path / "vault")
    speech = crew.narrator.speak(SpeechBrief(text="It is late, and it rains.", voice=Voice()), store)
    sound, rate = soundfile.read(store.path(speech.audio))

    assert crew.card().fingerprints["narrator"] == "tone-speech/1/220"
    assert crew.senders() == ()
    assert (rate, len(sound)) == (48_000, 48 * speech.duration_ms) == (48_000, 48 * 65 * 25)
    assert abs(np.abs(np.fft.rfft(sound)).argmax() / (len(sound) / rate) - 220) < 1
    assert [word.word for word in speech.words] == ["It", "is", "late,", "and", "it", "rains."]


def test_a_member_is_named_for_what_it_can_do_alone(site: Path) -> None:
    """The capability follows from the class."""
    module, members = example()
    install(site, "tone-speech", members, tone_speech=module)

    with pytest.raises(
        SettingsError,
        match=(
            r"'tone' of the installed package tone-speech 1\.0 .* it is a ToneSpeech, and a VideoGenerator is"
            r" accepted"
        ),
    ):
        build("video", "tone", "en-us")


@pytest.mark.parametrize(
    ("address", "text", "said"),
    [
        (
            "broken:Voice",
            "import nothing_of_that_name",
            "ended in ModuleNotFoundError: No module named 'nothing_of_that_name'",
        ),
        ("broken:Voice", "", "ended in AttributeError"),
        ("broken:Voice", "raise SystemError('no licence')", "ended in SystemError: no licence"),
        ("broken:Voice", "class Voice: pass", "a subclass of one of Writer, ImageGenerator"),
        ("broken:Voice", "Voice = 5", "a subclass of one of Writer, ImageGenerator"),
        ("broken:Half", HALF, "Half lacks ability, speak"),
    ],
)
def test_a_package_that_is_broken_is_named_and_stops_nobody_else(
    site: Path, address: str, text: str, said: str
) -> None:
    """The error says what happened, and names the package.

    A crew without it is assembled, and the doctor lists it as missing.
    """
    install(site, "broken-voice", {"mine": address}, "2.1", broken=text)

    with pytest.raises(
        SettingsError, match=r"'mine' of the installed package broken-voice 2\.1 cannot be used"
    ) as refused:
        build("narrator", "mine", "en-us")
    (finding,) = [finding for finding in examine() if "mine" in finding.name]

    assert said in str(refused.value)
    assert animatic_crew().narrator.fingerprint()
    assert (finding.name, finding.ok, finding.optional) == (
        "own member mine of broken-voice 2.1",
        False,
        True,
    )
    assert said.partition(":")[0] in finding.detail


def test_settings_that_are_not_accepted_are_the_packages_fault(site: Path) -> None:
    """A usual setting that its own field refuses."""
    module, members = example()
    install(
        site, "tone-speech", members, tone_speech=module.replace('{"pitch_hz": 220}', '{"pitch_hz": "high"}')
    )

    with pytest.raises(
        SettingsError, match=r"package tone-speech 1\.0 cannot be used: it does not take its settings"
    ):
        build("narrator", "tone", "en-us")


def test_the_doctor_lists_it_as_any_other(site: Path) -> None:
    module, members = example()
    install(site, "tone-speech", members, tone_speech=module)

    (finding,) = [finding for finding in examine() if finding.name == "narrator tone"]

    assert (finding.ok, finding.detail) == (True, "ready")


def test_a_name_of_storyreels_own_is_taken(site: Path) -> None:
    """For every capability: a package cannot put itself in the place of a member that the person trusts."""
    module, members = example()
    install(
        site, "tone-speech", {"elevenlabs": members["tone"], "painter": members["tone"]}, tone_speech=module
    )

    found = {finding.name: finding for finding in examine()}

    assert type(build("narrator", "elevenlabs", "en-us")).__name__ == "ElevenLabsSpeech"
    with pytest.raises(SettingsError, match="There is no narrator 'painter'"):
        build("narrator", "painter", "en-us")
    assert not found["own member elevenlabs of tone-speech 1.0"].ok
    assert "another name" in found["own member painter of tone-speech 1.0"].remedy


def test_a_name_that_two_packages_declare_is_nobodys(site: Path) -> None:
    """Both are named."""
    module, members = example()
    install(site, "tone-speech", members, tone_speech=module)
    install(site, "other-tones", members)

    with pytest.raises(SettingsError, match=r"declared by other-tones 1\.0 and by tone-speech 1\.0"):
        build("narrator", "tone", "en-us")
    assert animatic_crew().narrator


def test_a_film_can_name_no_code(site: Path) -> None:
    """Neither a module's address nor a path is looked up; nothing is imported."""
    install(site, "tone-speech", {}, tone_speech="raise SystemExit('it was loaded')")

    for name in (
        "tone_speech:ToneSpeech",
        "tone_speech",
        "../site/tone_speech.py",
        "blocks.providers.fal:FalStills",
        "animatic:EspeakSpeech",
    ):
        with pytest.raises(SettingsError, match="There is no narrator"):
            build("narrator", name, "en-us")


def test_what_lies_in_the_working_directory_is_not_installed(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's folder may hold metadata of a package, and Python may have put the folder on its path."""
    folder = install(
        tmp_path / "stranger",
        "tone-speech",
        {"tone": "tone_speech:ToneSpeech"},
        tone_speech="raise SystemExit('it was loaded')",
    )
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", ["", str(folder), *sys.path])

    assert [member for member in own_members() if member.name == "tone"] == []
    with pytest.raises(SettingsError, match=r"storyreel\.crew' \(none\)"):
        build("narrator", "tone", "en-us")
