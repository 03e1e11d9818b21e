"""Luma's Agents API: clips and stills over the real wire to a fake of it."""

from __future__ import annotations

import pytest

from blocks.providers.luma_agents import LumaAgentsStills, LumaAgentsVideo
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import ClipBrief, Reference, StillBrief
from storyreel.film.errors import (
    CapabilityError,
    FilmError,
    ProviderError,
    QuotaError,
    TransientProviderError,
)
from storyreel.film.timecode import FrameSize
from tests.blocks.contract import ClipContract, PromptContract
from tests.blocks.drawn import RECIPE, clip_brief, numbered_picture, still_brief
from tests.fakes.counter import counters_of
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


class TestLumaAgentsVideo(ClipContract, PromptContract):
    """Clips by Ray."""

    provider, create, poll = "luma", "create", "poll"
    failures_pass = True

    def member(self, studio: Studio, **changes: object) -> LumaAgentsVideo:
        return LumaAgentsVideo.model_validate(
            {"model": "ray-3.2", "resolution": "360p", **self.given(studio), **changes}
        )

    def brief(self, store: AssetStore) -> ClipBrief:
        return clip_brief(store)

    def test_a_clip_begins_with_the_first_keyframe(self, studio: Studio, store: AssetStore) -> None:
        """Four seconds are filmed as Luma's five, from the keyframe on."""
        clip = self.member(studio).shoot(clip_brief(store, start=100), store)

        assert counters_of(store.path(clip.video)) == list(range(100, 220))
        assert clip.frames == 120

    def test_the_next_segment_begins_with_the_last_frame_used(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """Frame 0 of a later segment is the last used frame of the one before, so they overlap by one."""
        member = self.member(studio)
        before = member.shoot(clip_brief(store, start=100), store)

        after = member.shoot(clip_brief(store, previous=before.video, previous_end=90, first_frame=89), store)

        assert counters_of(store.path(after.video))[:3] == [189, 190, 191]

    def test_an_extension_goes_on_from_the_clip_before(self, studio: Studio, store: AssetStore) -> None:
        """By its generation. A clip of another service lends its picture; an unknown one costs nothing."""
        first = self.member(studio).shoot(clip_brief(store, frames=120), store)
        brief = clip_brief(store, frames=120, previous=first.video, previous_end=120, first_frame=1)

        self.member(studio).shoot(brief.model_copy(update={"extends": first.job}), store)
        sent = studio.jobs("luma")[-1].asked["video"]
        self.member(studio).shoot(brief.model_copy(update={"extends": "fal/1"}), store)
        other = studio.jobs("luma")[-1].asked["video"]
        count = len(studio.jobs("luma"))

        assert sent["start_frame"] == {"generation_id": first.job.removeprefix("luma-agents/")}
        assert sent["duration"] == "5s"
        assert set(other["start_frame"]) == {"data", "media_type"}
        with pytest.raises(FilmError, match=r"[Nn]othing was spent"):
            self.member(studio).shoot(brief.model_copy(update={"extends": "luma-agents/gone"}), store)
        assert len(studio.jobs("luma")) == count

    @pytest.mark.parametrize(("frames", "made"), [(120, 120), (200, 240)])
    def test_a_clip_ends_on_the_last_keyframe_where_asked(
        self, studio: Studio, store: AssetStore, frames: int, made: int
    ) -> None:
        """Five seconds take an end frame, ten take keyframes on Luma's grid."""
        clip = self.member(studio).shoot(
            clip_brief(store, start=100, end=900, frames=frames, last_frame=True), store
        )

        numbers = counters_of(store.path(clip.video))
        assert (len(numbers), numbers[0], numbers[-1]) == (made, 100, 900)

    def test_a_shape_it_does_not_film_is_refused_before_money_is_spent(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """The sentence says which shapes are accepted."""
        odd = RECIPE.model_copy(update={"size": FrameSize(width_px=640, height_px=200)})

        with pytest.raises(CapabilityError, match="16:9"):
            self.member(studio).submit(clip_brief(store, recipe=odd), store)

        assert self.posts(studio) == 0

    def test_ten_seconds_from_a_picture_take_it_as_a_keyframe(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """Luma makes no clip of 10 s with a start frame; a segment with an open end has one keyframe."""
        clip = self.member(studio).shoot(clip_brief(store, start=100, frames=200), store)

        asked = studio.jobs("luma")[-1].asked["video"]
        assert (asked["duration"], asked["keyframe_indexes"]) == ("10s", [0])
        assert "start_frame" not in asked
        assert counters_of(store.path(clip.video)) == list(range(100, 340))

    def test_the_price_is_of_the_clip_made(self, studio: Studio, store: AssetStore) -> None:
        """Four seconds asked are five paid; ten cost three times five."""
        member = self.member(studio, resolution="720p")
        five, ten = (member.price(clip_brief(store, frames=frames)).low_usd for frames in (96, 121))

        assert five == member.price(clip_brief(store, frames=120)).low_usd
        assert ten == pytest.approx(3 * five)
        assert member.ability().costs_usd[1] == pytest.approx(3 * member.ability().costs_usd[0])

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            ("rate_limited", TransientProviderError),
            ("generation_failed", TransientProviderError),
            ("output_not_found", TransientProviderError),
            ("budget_exhausted", QuotaError),
            ("image_too_large", ProviderError),
        ],
    )
    def test_a_failure_code_says_what_the_next_job_may_bring(
        self, studio: Studio, store: AssetStore, code: str, error: type[ProviderError]
    ) -> None:
        """Some jobs may be asked for again, an empty account is said to be, all others have failed."""
        with pytest.raises(ProviderError) as raised:
            self.finished(studio, store, Fault.JOB_FAILED(code=code))

        assert type(raised.value) is error
        assert "failed_job" in raised.value.facts


class TestLumaAgentsStills(PromptContract):
    """Stills by Uni."""

    provider, create, poll = "luma", "create", "poll"
    failures_pass = True

    def member(self, studio: Studio, **changes: object) -> LumaAgentsStills:
        return LumaAgentsStills.model_validate({"model": "uni-1", **self.given(studio), **changes})

    def brief(self, store: AssetStore) -> StillBrief:
        return still_brief()

    def test_a_still_has_the_films_shape(self, studio: Studio, store: AssetStore) -> None:
        """A still is stored as PNG at the size Luma makes."""
        from PIL import Image

        still = self.member(studio).still(still_brief(), store)

        with Image.open(store.path(still.image)) as image:
            assert image.format == "PNG"
            assert image.width / image.height == pytest.approx(16 / 9, rel=0.02)

    def test_the_last_frame_is_drawn_from_the_first(self, studio: Studio, store: AssetStore) -> None:
        """The first frame is edited, with people and places, and the prompt says which is which."""
        opening, place = numbered_picture(store, 1), numbered_picture(store, 2)
        brief = still_brief(end="last", opening=opening, references=(Reference(of="place", picture=place),))

        self.member(studio).still(brief, store)

        asked = studio.jobs("luma")[-1].asked
        assert asked["type"] == "image_edit"
        assert len(asked["image_ref"]) == 1
        assert "Picture 1 is the first frame" in asked["prompt"]
        assert "Picture 2 shows the place" in asked["prompt"]

    def test_more_pictures_than_it_takes_are_refused(self, studio: Studio, store: AssetStore) -> None:
        """No reference is dropped silently."""
        references = tuple(
            Reference(of=f"person {number}", picture=numbered_picture(store, number)) for number in range(10)
        )

        with pytest.raises(CapabilityError, match="10 pictures"):
            self.member(studio).submit(still_brief(references=references), store)

    def test_another_key_in_the_environment_is_used(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The block's own field comes first, then the environment."""
        monkeypatch.setenv("LUMA_AGENTS_API_KEY", studio.key("luma"))

        assert self.member(studio, api_key=None).missing() == ""
        assert self.member(studio, api_key=None).still(still_brief(), store)
