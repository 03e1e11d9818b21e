"""Gemini's clips and stills over the real wire to a fake of it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from blocks.providers.gemini_pictures import GeminiStills, GeminiVideo, _link, _report
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import ClipBrief, Reference, StillBrief
from storyreel.film.errors import ProviderError, TransientProviderError
from storyreel.film.jobs import JobState
from tests.blocks.contract import ClipContract, RemoteContract
from tests.blocks.drawn import LONG_PICTURE, clip_brief, numbered_picture, still_brief
from tests.fakes.counter import counters_of
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


class TestGeminiVideo(ClipContract):
    """Clips by Omni."""

    provider, create, poll = "gemini", "interaction", "poll"

    def member(self, studio: Studio, **changes: object) -> GeminiVideo:
        return GeminiVideo.model_validate(
            {"model": "gemini-omni-1.2-flash", "resolution": "360p", **self.given(studio), **changes}
        )

    def brief(self, store: AssetStore) -> ClipBrief:
        return clip_brief(store)

    def test_a_clip_goes_from_keyframe_to_keyframe(self, studio: Studio, store: AssetStore) -> None:
        """Both pictures go with the words, whose tags say which end each is."""
        clip = self.member(studio).shoot(clip_brief(store, start=100, end=900, last_frame=True), store)

        numbers, asked = counters_of(store.path(clip.video)), studio.jobs("gemini")[-1].asked
        assert (len(numbers), numbers[0], numbers[-1]) == (96, 100, 900)
        assert "[# Sources <FIRST_FRAME>@Image1 <LAST_FRAME>@Image2]" in str(asked)

    def test_one_shot_without_speech_is_asked_for(self, studio: Studio, store: AssetStore) -> None:
        """Omni cuts and speaks unless it is told not to; these words come first and are never left out."""
        sent = self.member(studio).prompt_sent(clip_brief(store).model_copy(update={"picture": LONG_PICTURE}))

        assert sent.text.startswith("<FIRST_FRAME> One single continuous shot, without scene cuts. Nobody")
        assert "Rain runs down the window." in sent.text
        assert set(sent.left_out) == {"Oil on canvas."}

    def test_a_clip_is_done_when_its_file_is_ready(self, studio: Studio, store: AssetStore) -> None:
        """Until then it is at work, and its download would be refused."""
        member = self.member(studio)
        ticket = member.submit(self.brief(store), store)
        while studio.jobs("gemini")[-1].state != "completed":
            member.ask(ticket)

        states = [member.ask(ticket).state for _ in range(2)]

        assert states[-1] is JobState.DONE
        assert studio.books.requests["gemini.file"] >= 2
        assert member.fetch(self.brief(store), ticket, member.ask(ticket), store)

    def test_work_that_wants_to_be_continued_is_over(self, studio: Studio, store: AssetStore) -> None:
        """Nobody waits for it for ever."""
        told = SimpleNamespace(status="requires_continuation", steps=[], errors=[])

        report = _report(told, self.member(studio)._provider())

        assert report.state is JobState.FAILED
        assert "requires_continuation" in report.reason

    @pytest.mark.parametrize(
        "fault", [Fault.UNAVAILABLE, Fault.TRUNCATED, Fault.CORRUPT], ids=lambda fault: fault.kind
    )
    def test_a_bad_download_is_fetched_again_and_never_made_again(
        self, studio: Studio, store: AssetStore, fault: Fault
    ) -> None:
        """As for others; a file of Gemini's has one address, which does not run out."""
        super().test_a_bad_download_is_fetched_again_and_never_made_again(studio, store, fault)

    def test_the_key_goes_to_the_api_and_nowhere_else(self, studio: Studio) -> None:
        """A result at another host is fetched without the key."""
        member = self.member(studio)

        assert member._headers(f"{studio.url('gemini')}/v1/files/a:download") == {
            "x-goog-api-key": studio.key("gemini")
        }
        assert member._headers("https://storage.googleapis.com/a") == {}
        assert member._headers("http://127.0.0.1:1/a") == {}

    @pytest.mark.parametrize(
        ("uri", "link"),
        [
            ("files/abc", "https://generativelanguage.googleapis.com/v1/files/abc:download?alt=media"),
            ("https://host/v1beta/files/abc", "https://host/v1beta/files/abc:download?alt=media"),
            (
                "https://host/v1beta/files/abc:download?alt=media",
                "https://host/v1beta/files/abc:download?alt=media",
            ),
            (
                "https://storage.googleapis.com/x/y.mp4?X-Goog-Signature=s",
                "https://storage.googleapis.com/x/y.mp4?X-Goog-Signature=s",
            ),
        ],
    )
    def test_a_file_is_found_by_name_or_address(self, uri: str, link: str) -> None:
        """The service names files in several ways."""
        assert _link(uri) == link


class TestGeminiStills(RemoteContract):
    """Stills."""

    provider, create, poll = "gemini", "interaction", "poll"

    def member(self, studio: Studio, **changes: object) -> GeminiStills:
        return GeminiStills.model_validate({"model": "gemini-3-pro-image", **self.given(studio), **changes})

    def brief(self, store: AssetStore) -> StillBrief:
        return still_brief()

    def test_the_last_frame_is_drawn_from_the_first(self, studio: Studio, store: AssetStore) -> None:
        """The first frame and the references go as pictures, the words say which is which."""
        brief = still_brief(
            end="last",
            opening=numbered_picture(store, 1),
            references=(Reference(of="place", picture=numbered_picture(store, 2)),),
        )

        self.member(studio).still(brief, store)

        asked = str(studio.jobs("gemini")[-1].asked)
        assert asked.count("'type': 'image', 'data'") + asked.count("'data':") >= 2
        assert "Picture 2 shows the place" in asked
        assert "'background': False" in asked

    def test_the_price_is_that_of_the_size(self, studio: Studio) -> None:
        """4K costs more than 1K and 2K."""
        small, large = (self.member(studio, picture_size=size).price(still_brief()) for size in ("1K", "4K"))

        assert small.low_usd == pytest.approx(0.8 * 0.134)
        assert large.high_usd == pytest.approx(1.3 * 0.24)

    @pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.UNAVAILABLE], ids=lambda fault: fault.kind)
    def test_a_bad_download_is_fetched_again_and_never_made_again(
        self, studio: Studio, store: AssetStore, fault: Fault
    ) -> None:
        """A still is part of the answer, so a truncated answer is requested again."""
        member, brief, ticket, report = self.finished(studio, store)
        studio.faults.next("gemini", "poll", fault)

        with pytest.raises(TransientProviderError):
            member.fetch(brief, ticket, report, store)  # pyright: ignore[reportArgumentType]

        assert member.fetch(brief, ticket, report, store)  # pyright: ignore[reportArgumentType]
        assert self.posts(studio) == 1

    def test_a_damaged_still_is_no_picture(self, studio: Studio, store: AssetStore) -> None:
        """A picture that does not decode is never stored."""
        member, brief, ticket, report = self.finished(studio, store, Fault.TRUNCATED)

        with pytest.raises(ProviderError, match="damaged"):
            member.fetch(brief, ticket, report, store)  # pyright: ignore[reportArgumentType]
