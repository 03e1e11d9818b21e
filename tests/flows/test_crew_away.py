"""The camera travels with the order: it arrives as it is, or the film is refused before anything runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from blocks.crew import animatic_crew
from blocks.kinds import CrewMember, HomeMember, VideoGenerator
from blocks.providers.diffusers_video import DiffusersVideo
from blocks.providers.footage import FootageVideo
from blocks.roster import received
from blocks.sent_member import SentMember, sent
from flows._crew_away import require_sendable
from storyreel.film.abilities import VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Clip, ClipBrief
from storyreel.film.errors import CapabilityError, SettingsError
from tests.drills.counter_shop import ShopVideo


class HomeMadeVideo(VideoGenerator, HomeMember):
    """A camera of a script, which no package declares."""

    def fingerprint(self) -> str:
        return "home-made"

    def ability(self) -> VideoAbility:
        return VideoAbility()

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        raise NotImplementedError


def footage(tmp_path: Path, content: bytes = b"clip") -> FootageVideo:
    (tmp_path / "footage").mkdir(exist_ok=True)
    (tmp_path / "footage" / "sea.mp4").write_bytes(content)
    return FootageVideo(folder=str(tmp_path / "footage"))


def travelled(member: CrewMember) -> CrewMember:
    """The member after it was JSON in a run's parameters."""
    text = json.dumps(sent("video", member).model_dump(mode="json", exclude_none=True))
    return received(SentMember.model_validate_json(text))


def test_an_unsaved_camera_arrives_with_its_settings(tmp_path: Path) -> None:
    """Own footage is own footage there, with the fingerprint that is in the key."""
    camera = footage(tmp_path)

    arrived = travelled(camera)

    assert isinstance(arrived, FootageVideo)
    assert arrived.folder == camera.folder
    assert arrived.fingerprint() == camera.fingerprint()
    require_sendable(replace(animatic_crew(), video=camera))


def test_other_footage_on_the_worker_is_another_camera(tmp_path: Path) -> None:
    """The key is that of what the folder held where the film was planned."""
    before = footage(tmp_path).fingerprint()

    assert travelled(footage(tmp_path, b"other")).fingerprint() != before


def test_a_camera_with_a_secret_is_refused_and_its_secret_not_shown() -> None:
    """Names the field, and two ways out; a saved block is one of them."""
    camera = DiffusersVideo(model="owner/name", host_token=SecretStr("sesame"))

    with pytest.raises(
        CapabilityError, match=r"host_token.*block:diffusers-video/NAME.*clips_on=here"
    ) as said:
        require_sendable(replace(animatic_crew(), video=camera))

    assert "sesame" not in str(said.value)


def test_a_saved_camera_is_named_and_its_settings_stay_in_prefect() -> None:
    """Only the name is sent."""
    camera = DiffusersVideo(model="owner/name", host_token=SecretStr("sesame"))
    camera._block_document_name = "mine"

    asked = sent("video", camera)

    assert (asked.saved, asked.settings) == ("diffusers-video/mine", {})


def test_a_camera_that_no_worker_can_build_is_refused() -> None:
    """Says which kinds are installed; as an engine of a single shot, too."""
    crew = animatic_crew()

    for asked in (
        replace(crew, video=HomeMadeVideo()),
        replace(crew, others={"video": (HomeMadeVideo(),)}),
        replace(crew, engines={"video/mine": HomeMadeVideo()}),
    ):
        with pytest.raises(CapabilityError, match=r"HomeMadeVideo cannot be sent.*painter-clips"):
            require_sendable(asked)


def test_a_camera_of_a_service_is_not_sent(tmp_path: Path) -> None:
    """Its jobs are bought by the film's own process."""
    require_sendable(replace(animatic_crew(), video=ShopVideo(folder=str(tmp_path))))


def test_settings_that_are_not_accepted_there_are_refused() -> None:
    """In a sentence that names the member."""
    with pytest.raises(SettingsError, match="'painter-clips' does not take its settings here"):
        received(SentMember(capability="video", kind="painter-clips", settings={"longest_seconds": 0}))
