"""fal's queue and storage: stills with weights, training and clips over the real wire to a fake of it."""

from __future__ import annotations

import queue
import threading

import pytest

from blocks.providers.fal import FalLoraTrainer, FalStills, FalVideo
from storyreel.editing.footage import frames_of
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import ClipBrief, Lora, LoraBrief, Reference, StillBrief
from storyreel.film.errors import BrokenDeliveryError, CapabilityError, RefusedError, TransientProviderError
from storyreel.film.timecode import FrameRate
from storyreel.film.timeline import Span
from tests.blocks.contract import ClipContract, PromptContract, RemoteContract
from tests.blocks.drawn import RECIPE, clip_brief, numbered_picture, still_brief
from tests.fakes.counter import counters_of, read
from tests.fakes.faults import Fault
from tests.fakes.media import trigger_of
from tests.fakes.server import LoopbackServer, Reply
from tests.fakes.store import FolderStore
from tests.fakes.studio import Studio


class FalContract(RemoteContract):
    """The contract for every application of fal."""

    provider, create, poll = "fal", "submit", "status"

    def unknown_model(self) -> str:
        return "fal-ai/no-such-model"


def lora_brief(store: AssetStore, pictures: int = 4) -> LoraBrief:
    references = tuple(numbered_picture(store, number) for number in range(pictures))
    return LoraBrief(
        subject="KITCHEN",
        prompt="sks_kitchen. A small kitchen.",
        trigger_word="sks_kitchen",
        references=references,
    )


class TestFalVideo(FalContract, ClipContract, PromptContract):
    """Clips by LTX."""

    def member(self, studio: Studio, **changes: object) -> FalVideo:
        made = FalVideo.model_validate(
            {"model": "fal-ai/ltx-2.3/image-to-video/fast", **self.given(studio), **changes}
        )
        # smaller than fal makes any, so that a clip takes a moment only
        return made if "resolution" in changes else made.model_copy(update={"resolution": "540p"})

    def unknown_model(self) -> str:
        return "fal-ai/no-such-model/image-to-video"

    def brief(self, store: AssetStore) -> ClipBrief:
        return clip_brief(store)

    def test_a_clip_goes_from_keyframe_to_keyframe(self, studio: Studio, store: AssetStore) -> None:
        """Six seconds at the film's rate, with both ends given, without sound, and with links only."""
        brief = clip_brief(store, start=100, end=900, frames=144, last_frame=True)
        clip = self.member(studio).shoot(brief, store)

        numbers, asked = counters_of(store.path(clip.video)), studio.jobs("fal")[-1].asked
        assert (len(numbers), numbers[0], numbers[-1]) == (145, 100, 900)
        assert (asked["duration"], asked["fps"], asked["generate_audio"]) == (6, 24, False)

    @pytest.mark.parametrize("fps", [24, 25])
    def test_the_end_keyframe_is_the_last_frame_that_the_film_uses(
        self, studio: Studio, store: AssetStore, fps: int
    ) -> None:
        """LTX makes 8n+1 frames, 145 or 153 for six seconds: they are played in 144 or 150."""
        recipe = RECIPE.model_copy(update={"rate": FrameRate(numerator=fps)})
        brief = clip_brief(store, start=100, end=900, frames=6 * fps, last_frame=True, recipe=recipe)

        clip = self.member(studio).shoot(brief, store)

        used = frames_of(store.path(clip.video), Span(video=clip.video, start=0, end=6 * fps), recipe)
        numbers = [read(frame.to_ndarray(format="rgb24")) for frame in used]
        assert clip.frames == len(numbers) == 6 * fps
        assert (numbers[0], numbers[-1], numbers.count(900)) == (100, 900, 1)

    def test_the_price_is_of_the_seconds_made(self, studio: Studio, store: AssetStore) -> None:
        """Four requested seconds cost six; the fast variant costs less."""
        fast = self.member(studio, resolution="1080p").price(clip_brief(store))
        other = self.member(studio, resolution="1080p", model="fal-ai/ltx-2.3/image-to-video")

        assert fast.high_usd == pytest.approx(6 * 0.04)
        assert other.price(clip_brief(store)).high_usd == pytest.approx(6 * 0.06)

    def test_without_a_last_frame_none_is_sent(self, studio: Studio, store: AssetStore) -> None:
        """The model chooses the end."""
        self.member(studio).submit(clip_brief(store), store)

        assert "end_image_url" not in studio.jobs("fal")[-1].asked

    def test_long_clips_are_only_where_the_model_makes_them(self, studio: Studio) -> None:
        """Above ten seconds only the fast variant at 1080p films."""
        assert self.member(studio, longest_seconds=20, resolution="1080p").ability().longest_seconds == 20
        assert self.member(studio, longest_seconds=20, resolution="1440p").ability().longest_seconds == 10
        assert (
            self.member(studio, longest_seconds=20, resolution="1080p", model="fal-ai/ltx-2.3/image-to-video")
            .ability()
            .longest_seconds
            == 10
        )


class TestFalStills(FalContract, PromptContract):
    """Stills by Flux."""

    def member(self, studio: Studio, **changes: object) -> FalStills:
        return FalStills.model_validate({"model": "fal-ai/flux-lora", **self.given(studio), **changes})

    def brief(self, store: AssetStore) -> StillBrief:
        return still_brief()

    def test_weights_are_handed_over_and_called_upon(self, studio: Studio, store: AssetStore) -> None:
        """fal loads weights from its own storage, and the prompt always has the trigger word."""
        lora = _trained(studio, store)

        self.member(studio).still(still_brief(loras=(lora,)), store)
        self.member(studio).still(still_brief(loras=(lora,), seed=8), store)

        asked = studio.jobs("fal")[-1].asked
        assert "sks_kitchen" in asked["prompt"]
        assert asked["loras"][0]["scale"] == 1
        assert studio.books.requests["fal.initiate"] == 0

    def test_a_vault_with_links_needs_no_copy(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """If the vault gives links, nothing is uploaded."""
        lora = _trained(studio, store)
        before = studio.books.requests["fal.upload"]
        monkeypatch.setattr(
            FolderStore,
            "link",
            lambda self, ref, seconds=0: (
                f"{studio.base}/fal/uploaded/{studio.shelve(self.read(ref))}?X-Signature=s"
            ),
        )

        self.member(studio).still(still_brief(loras=(lora,)), store)

        assert studio.books.requests["fal.upload"] == before

    def test_the_last_frame_is_drawn_by_an_edit_model(self, studio: Studio, store: AssetStore) -> None:
        """FLUX.1 has none: one of FLUX.2 is asked, which loads none of its weights."""
        member, lora = self.member(studio), _trained(studio, store)
        opening = numbered_picture(store, 3)

        member.still(
            still_brief(
                end="last", opening=opening, loras=(lora,), opening_model=member.ability().opening_model
            ),
            store,
        )

        asked = studio.jobs("fal")[-1].asked
        assert asked["application"] == "fal-ai/flux-2/lora/edit"
        assert (len(asked["image_urls"]), asked["loras"], asked["guidance_scale"]) == (1, [], 2.5)
        assert "Picture 1 is the first frame" in asked["prompt"]
        assert "sks_kitchen" not in asked["prompt"]

    def test_films_that_were_drawn_over_their_first_frames_can_still_be(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """With the application named, request and fingerprint are those under which they were bought."""
        member = self.member(studio, opening_model="fal-ai/flux-lora/image-to-image")

        member.still(still_brief(end="last", opening=numbered_picture(store, 3)), store)

        asked = studio.jobs("fal")[-1].asked
        assert (asked["application"], asked["strength"]) == ("fal-ai/flux-lora/image-to-image", 0.85)
        assert member.fingerprint() == (
            "fal-stills/1/fal-ai/flux-lora/1344/28/3.5/1/fal-ai/flux-lora/image-to-image/0.85"
        )
        assert member.ability().opening_model == ""

    def test_megapixels_are_paid_rounded_up(self, studio: Studio, store: AssetStore) -> None:
        """1344x752 is a little over a million: one at least, two at most."""
        cost = self.member(studio).price(still_brief())

        assert (cost.low_usd, cost.high_usd) == (pytest.approx(0.035), pytest.approx(0.07))

    def test_a_blackened_picture_is_a_refusal(self, studio: Studio, store: AssetStore) -> None:
        """fal marks a picture that its safety checker rejected."""
        studio.faults.next("fal", "submit", Fault.REFUSED(quiet=True))

        with pytest.raises(RefusedError, match="safety checker"):
            self.member(studio).still(still_brief(), store)

    def test_an_upload_that_fails_costs_nothing(self, studio: Studio, store: AssetStore) -> None:
        """No job is submitted while its inputs are missing."""
        studio.faults.next("fal", "upload", Fault.SERVER_ERROR)

        with pytest.raises(TransientProviderError, match="Nothing was spent"):
            self.member(studio).submit(still_brief(opening=numbered_picture(store, 77, shade=33)), store)

        assert self.posts(studio) == 0

    def test_settings_that_change_the_picture_change_the_fingerprint(self, studio: Studio) -> None:
        """Every one of them."""
        changes = (
            {"steps": 20},
            {"guidance": 2},
            {"lora_scale": 0.5},
            {"longer_side_px": 1024},
            {"opening_model": "a/image-to-image"},
            {"opening_model": "a/image-to-image", "opening_strength": 0.5},
        )

        prints = {self.member(studio, **change).fingerprint() for change in ({}, *changes)}

        assert len(prints) == len(changes) + 1

    def test_a_worker_with_an_address_is_called_when_the_job_is_done(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """The job is asked for all the same, and its fingerprint is that of any other."""
        called: queue.Queue[str] = queue.Queue()
        server = LoopbackServer(0, lambda request: Reply(200, called.put(request.json["request_id"])))
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        member = self.member(studio, webhook_url=f"http://127.0.0.1:{server.server_address[1]}/done")

        ticket = member.submit(still_brief(), store)

        assert called.get(timeout=10) == ticket.job_id == studio.jobs("fal")[-1].id
        assert member.fingerprint() == self.member(studio).fingerprint()
        server.shutdown()
        server.server_close()

    def test_two_addresses_do_not_mix(self, studio: Studio, store: AssetStore) -> None:
        """Members at different addresses in one process each reach their own, at the same time."""
        with Studio() as other:
            members = [self.member(one) for one in (studio, other) for _ in range(3)]
            threads = [
                threading.Thread(target=member.submit, args=(still_brief(seed=100 + n), store))
                for n, member in enumerate(members)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            assert len(other.jobs("fal")) == 3
            assert self.posts(studio) == 3


class TestFalStillsOfFlux2(FalContract, PromptContract):
    """Stills by FLUX.2, which looks at pictures."""

    def member(self, studio: Studio, **changes: object) -> FalStills:
        return FalStills.model_validate({"model": "fal-ai/flux-2/lora", **self.given(studio), **changes})

    def brief(self, store: AssetStore) -> StillBrief:
        return still_brief()

    def test_a_picture_of_the_films_shape_costs_one_megapixel(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """It is as large as that allows, and nothing is shown."""
        member = self.member(studio)
        member.submit(still_brief(), store)

        asked, cost = studio.jobs("fal")[-1].asked, member.price(still_brief())
        assert asked["image_size"] == {"width": 1312, "height": 736}
        assert (asked["application"], "image_urls" in asked) == ("fal-ai/flux-2/lora", False)
        assert cost.low_usd == cost.high_usd == pytest.approx(0.021)

    def test_it_looks_at_place_and_people(self, studio: Studio, store: AssetStore) -> None:
        """The edit model is shown them, the prompt says which is which, and each is paid as a megapixel."""
        brief = still_brief(references=_references(store))
        member = self.member(studio)

        member.still(brief, store)

        asked = studio.jobs("fal")[-1].asked
        assert (asked["application"], len(asked["image_urls"])) == ("fal-ai/flux-2/lora/edit", 3)
        assert "Picture 1 shows the place" in asked["prompt"]
        assert member.price(brief).high_usd == pytest.approx(4 * 0.021)
        assert studio.jobs("fal")[-1].billed_usd == pytest.approx(4 * 0.021)

    def test_the_last_frame_looks_at_the_first_and_at_the_people(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """The first frame shows the place; there is no strength, and weights of the family go along."""
        lora = _trained(studio, store, "flux-2")
        opening = numbered_picture(store, 9)

        self.member(studio).still(
            still_brief(end="last", opening=opening, references=_references(store), loras=(lora,)), store
        )

        asked = studio.jobs("fal")[-1].asked
        assert (asked["application"], len(asked["image_urls"])) == ("fal-ai/flux-2/lora/edit", 3)
        assert len(asked["loras"]) == 1
        assert "Picture 2 shows an old woman" in asked["prompt"]

    def test_a_fourth_weight_is_refused_before_money_is_spent(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """The sentence says how many are accepted."""
        loras = (_trained(studio, store, "flux-2"),) * 4

        with pytest.raises(CapabilityError, match="at most 3"):
            self.member(studio).submit(still_brief(loras=loras), store)
        assert self.posts(studio) == 0


class TestFalLoraTrainer(FalContract):
    """Training."""

    def member(self, studio: Studio, **changes: object) -> FalLoraTrainer:
        return FalLoraTrainer.model_validate(
            {"model": "fal-ai/flux-lora-fast-training", **self.given(studio), **changes}
        )

    def brief(self, store: AssetStore) -> LoraBrief:
        return lora_brief(store)

    def unknown_model(self) -> str:
        return "fal-ai/no-such-model-trainer"

    def test_weights_come_back_as_safetensors(self, studio: Studio, store: AssetStore) -> None:
        """The pictures go with captions, the weights come with their word."""
        lora = self.member(studio, steps=500).train(lora_brief(store), store)

        assert trigger_of(store.read(lora.weights)) == "sks_kitchen" == lora.trigger_word
        assert studio.jobs("fal")[-1].asked["steps"] == 500

    def test_the_trainer_of_flux_2_gets_a_caption_and_no_masks(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """Its weights call on the same word."""
        member = self.member(studio).for_weights("FLUX.2 [dev]")

        lora = member.train(lora_brief(store), store)

        assert studio.jobs("fal")[-1].asked["application"] == "fal-ai/flux-2-trainer"
        assert trigger_of(store.read(lora.weights)) == "sks_kitchen"

    @pytest.mark.parametrize("is_person", [True, False], ids=["a person", "a place"])
    def test_only_a_persons_face_is_weighed_by_masks(
        self, studio: Studio, store: AssetStore, is_person: bool
    ) -> None:
        """A place has no face: a mask of its subject would leave the place out."""
        brief = lora_brief(store).model_copy(update={"is_person": is_person})

        self.member(studio).submit(brief, store)

        assert studio.jobs("fal")[-1].asked["create_masks"] is is_person

    def test_too_few_pictures_are_refused_before_money_is_spent(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """The sentence says how many are accepted."""
        with pytest.raises(CapabilityError, match="4 or more"):
            self.member(studio).submit(lora_brief(store, pictures=3), store)

        assert self.posts(studio) == 0

    def test_the_price_grows_with_the_steps(self, studio: Studio, store: AssetStore) -> None:
        """Both ways of telling a price are understood."""
        brief = lora_brief(store)

        assert self.member(studio, steps=500).price(brief).high_usd == pytest.approx(1.0)
        assert self.member(studio, steps=500, model="fal-ai/flux-2-trainer").price(
            brief
        ).high_usd == pytest.approx(3.2)

    def test_a_pickle_is_never_opened(self, studio: Studio, store: AssetStore, tmp_path) -> None:
        """Weights that can run programs are refused."""
        from blocks.adopting import adopt_lora

        for first in (b"\x80\x04", b"PK\x03\x04"):
            pickle = tmp_path / "lora.safetensors"
            pickle.write_bytes(first + b"rest" * 10)
            with pytest.raises(BrokenDeliveryError, match="pickle"):
                adopt_lora(pickle, "word", store)

    @pytest.mark.parametrize("fault", [Fault.EXPIRED_LINK, Fault.TRUNCATED], ids=lambda fault: fault.kind)
    def test_a_bad_download_is_fetched_again_and_never_made_again(
        self, studio: Studio, store: AssetStore, fault: Fault
    ) -> None:
        """As for pictures, except for noise inside weights, which cannot be detected."""
        super().test_a_bad_download_is_fetched_again_and_never_made_again(studio, store, fault)


def _references(store: AssetStore) -> tuple[Reference, ...]:
    """A place and two people."""
    names = ("place", "an old woman", "a young man")
    return tuple(
        Reference(of=name, picture=numbered_picture(store, number)) for number, name in enumerate(names)
    )


def _trained(studio: Studio, store: AssetStore, family: str = "flux-1") -> Lora:
    """Weights as fal would have trained them."""
    made = {"kind": "lora", "trigger": "sks_kitchen", "steps": 10, "family": family}
    content, _ = studio.rendered(made)
    ref: AssetRef = store.put(content, "application/safetensors")
    return Lora(weights=ref, trigger_word="sks_kitchen")
