"""Luma's Dream Machine API: clips and stills over the real wire to a fake of it, which fetches our links."""

from __future__ import annotations

import time

import pytest

from blocks.providers.lumaai import LumaStills, LumaVideo
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import ClipBrief, Reference, StillBrief
from storyreel.film.errors import CapabilityError, UnknownOutcomeError
from tests.blocks.contract import ClipContract, PromptContract
from tests.blocks.drawn import PICTURE, clip_brief, numbered_picture, still_brief
from tests.fakes.counter import counters_of
from tests.fakes.faults import Fault
from tests.fakes.store import FolderStore
from tests.fakes.studio import Studio


class LinkedStore(FolderStore):
    """A store whose files the studio serves."""

    studio: Studio

    def link(self, ref: AssetRef, seconds: int = 3600) -> str | None:
        name = self.studio.shelve(self.read(ref))
        return f"{self.studio.base}/fal/uploaded/{name}?X-Signature=s3cret"


@pytest.fixture
def store(store: FolderStore, studio: Studio, tmp_path) -> LinkedStore:
    linked = LinkedStore(tmp_path / "linked")
    linked.studio = studio
    return linked


class TestLumaVideo(ClipContract, PromptContract):
    """Clips by Ray 2."""

    provider, create, poll = "lumaai", "create", "poll"

    def member(self, studio: Studio, **changes: object) -> LumaVideo:
        return LumaVideo.model_validate(
            {"model": "ray-2", "resolution": "540p", **self.given(studio), **changes}
        )

    def brief(self, store: AssetStore) -> ClipBrief:
        return clip_brief(store)

    def test_a_clip_goes_from_keyframe_to_keyframe(self, studio: Studio, store: LinkedStore) -> None:
        """Luma fetches both ends by their links; neither link is kept in the ticket."""
        member = self.member(studio)

        clip = member.shoot(clip_brief(store, start=100, end=900, frames=120, last_frame=True), store)

        numbers = counters_of(store.path(clip.video))
        assert (numbers[0], numbers[1], numbers[-1]) == (100, 101, 900)

    def test_without_a_last_frame_none_is_sent(self, studio: Studio, store: LinkedStore) -> None:
        """If shots need not end on keyframes, Luma chooses the end; a later segment goes on from there."""
        member = self.member(studio)
        before = member.shoot(clip_brief(store, start=100), store)

        after = member.shoot(clip_brief(store, previous=before.video, previous_end=90, first_frame=89), store)

        assert counters_of(store.path(after.video))[:2] == [189, 190]
        assert list(studio.jobs("lumaai")[-1].asked["keyframes"]) == ["frame0"]

    def test_a_vault_without_links_is_refused_before_money_is_spent(self, studio: Studio, tmp_path) -> None:
        """The sentence names the engine that takes pictures as they are."""
        plain = FolderStore(tmp_path / "plain")

        with pytest.raises(CapabilityError, match="web address"):
            self.member(studio).submit(clip_brief(plain), plain)

        assert self.posts(studio) == 0

    def test_a_job_whose_answer_was_lost_is_found_again(self, studio: Studio, store: LinkedStore) -> None:
        """After a dropped connection the one unknown job with this prompt is ours."""
        member, since = self.member(studio), time.time()
        brief = clip_brief(store, picture=PICTURE.model_copy(update={"prompt": f"A kitchen, {since}."}))
        studio.faults.next("lumaai", "create", Fault.DROP_AFTER)
        with pytest.raises(UnknownOutcomeError):
            member.submit(brief, store)

        found = member.look_up(brief, store, since, frozenset())

        assert found is not None
        assert found.job_id == studio.jobs("lumaai")[-1].id
        assert member.look_up(brief, store, since, frozenset({found.job_id})) is None

    def test_a_job_that_was_never_taken_is_certainly_not_there(
        self, studio: Studio, store: LinkedStore
    ) -> None:
        """A connection that dropped before the job was taken leaves no job, and older jobs do not count."""
        member, since = self.member(studio), time.time()
        brief = clip_brief(store, picture=PICTURE.model_copy(update={"prompt": f"A cellar, {since}."}))
        studio.faults.next("lumaai", "create", Fault.DROP_BEFORE)
        with pytest.raises(UnknownOutcomeError):
            member.submit(brief, store)

        assert member.look_up(brief, store, since, frozenset()) is None
        member.submit(brief, store)
        assert member.look_up(brief, store, time.time() + 60, frozenset()) is None

    def test_two_jobs_that_might_be_ours_stay_unresolved(self, studio: Studio, store: LinkedStore) -> None:
        """If two jobs match, none is chosen.

        Nor is a list that cannot be read taken for an empty one.
        """
        member, since = self.member(studio), time.time()
        brief = clip_brief(store, picture=PICTURE.model_copy(update={"prompt": f"An attic, {since}."}))
        member.submit(brief, store)
        member.submit(brief, store)

        with pytest.raises(UnknownOutcomeError, match="2 jobs"):
            member.look_up(brief, store, since, frozenset())
        studio.faults.next("lumaai", "list", Fault.SERVER_ERROR)
        with pytest.raises(UnknownOutcomeError, match="list"):
            member.look_up(brief, store, since, frozenset())


class TestLumaStills(PromptContract):
    """Stills by Photon."""

    provider, create, poll = "lumaai", "create", "poll"

    def member(self, studio: Studio, **changes: object) -> LumaStills:
        return LumaStills.model_validate({"model": "photon-1", **self.given(studio), **changes})

    def brief(self, store: AssetStore) -> StillBrief:
        return still_brief()

    def test_one_person_goes_as_a_character_and_the_first_frame_is_modified(
        self, studio: Studio, store: LinkedStore
    ) -> None:
        """The last frame is drawn from the first, beside the place, with the one person's face."""
        place, person, opening = (numbered_picture(store, number) for number in (1, 2, 3))
        references = (Reference(of="place", picture=place), Reference(of="an old woman", picture=person))

        self.member(studio).still(still_brief(end="last", opening=opening, references=references), store)

        asked = studio.jobs("lumaai")[-1].asked
        assert len(asked["image_ref"]) == 1
        assert len(asked["character_ref"]["identity0"]["images"]) == 1
        assert asked["modify_image_ref"]["weight"] == 0.85

    def test_another_weight_is_another_fingerprint(self, studio: Studio) -> None:
        """Everything that changes the picture is in the fingerprint."""
        assert self.member(studio, likeness=0.5).fingerprint() != self.member(studio).fingerprint()
