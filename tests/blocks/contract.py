"""The contract of every member whose work is a job at a provider.

Each provider's tests take these on by inheriting them.
"""

from __future__ import annotations

import socket
import threading
import time
from abc import ABC, abstractmethod
from fractions import Fraction
from typing import ClassVar

import pytest
from pydantic import SecretStr

from blocks.kinds import RemoteMember, VideoGenerator
from blocks.waiting import wait_for
from storyreel.editing.footage import frames_of
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import ClipBrief
from storyreel.film.errors import (
    BrokenDeliveryError,
    CapabilityError,
    FilmError,
    KeyMissingError,
    ProviderError,
    QuotaError,
    RefusedError,
    TransientProviderError,
    UnknownOutcomeError,
)
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, JobState
from storyreel.film.timeline import Span
from tests.blocks.drawn import LONG_PICTURE, RECIPE
from tests.fakes.faults import Fault
from tests.fakes.studio import Studio


def closed_address() -> str:
    """An address at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}"


def await_job(studio: Studio, provider: str, before: int) -> None:
    """Wait for a job that its asker gave up on, so that it does not come up in the next test."""
    until = time.monotonic() + 5
    while len(studio.jobs(provider)) <= before and time.monotonic() < until:
        threading.Event().wait(0.02)
    assert len(studio.jobs(provider)) == before + 1


class RemoteContract(ABC):
    """The contract. `provider` is the fake's name, `create` and `poll` its operations."""

    provider: ClassVar[str]
    create: ClassVar[str]
    poll: ClassVar[str]
    failures_pass: ClassVar[bool] = False
    """Whether the service says of a job that merely failed that the same job may succeed."""

    @abstractmethod
    def member(self, studio: Studio, **changes: object) -> RemoteMember:
        """The member, pointed at the studio."""

    @abstractmethod
    def brief(self, store: AssetStore) -> Frozen:
        """A brief that it can carry out."""

    def given(self, studio: Studio) -> dict[str, object]:
        """Key and address."""
        return {
            "api_key": SecretStr(studio.key(self.provider)),
            "base_url": studio.url(self.provider),
            "timeout_seconds": 20,
        }

    def posts(self, studio: Studio) -> int:
        """Jobs that were requested, accepted or not."""
        return studio.books.requests[f"{self.provider}.{self.create}"]

    def failing(self, studio: Studio, store: AssetStore, fault: Fault) -> FilmError:
        """The error of a submission with a fault; there is exactly one request."""
        studio.faults.next(self.provider, self.create, fault)
        with pytest.raises(FilmError) as raised:
            self.member(studio).submit(self.brief(store), store)
        assert self.posts(studio) == 1
        assert (
            studio.key(self.provider)
            not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.facts}"
        )
        return raised.value

    def finished(
        self, studio: Studio, store: AssetStore, fault: Fault | None = None
    ) -> tuple[RemoteMember, Frozen, object, JobReport]:
        """A job that is done, with a fault in it."""
        if fault is not None:
            studio.faults.next(self.provider, self.create, fault)
        member, brief = self.member(studio), self.brief(store)
        ticket = member.submit(brief, store)
        return member, brief, ticket, wait_for(member, ticket)

    def test_too_many_requests_say_how_long_to_wait(self, studio: Studio, store: AssetStore) -> None:
        """A 429 creates no job, and its error carries the requested pause."""
        error = self.failing(studio, store, Fault.RATE_LIMITED(retry_after=3))

        assert isinstance(error, TransientProviderError)
        assert error.facts["retry_after_seconds"] == 3

    @pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAVAILABLE], ids=lambda fault: fault.kind)
    def test_a_server_that_says_no_may_be_asked_again(
        self, studio: Studio, store: AssetStore, fault: Fault
    ) -> None:
        """An explicit 5xx creates no job."""
        error = self.failing(studio, store, fault)

        assert isinstance(error, TransientProviderError)
        assert "Nothing was spent" in str(error)

    def test_an_empty_account_is_said_to_be(self, studio: Studio, store: AssetStore) -> None:
        """Without credit there is no job, and the request is not repeated."""
        error = self.failing(studio, store, Fault.named("quota"))

        assert isinstance(error, QuotaError)
        assert "Nothing was spent" in str(error)

    @pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER], ids=lambda fault: fault.kind)
    def test_a_lost_answer_has_an_unknown_outcome(
        self, studio: Studio, store: AssetStore, fault: Fault
    ) -> None:
        """If the connection ends after the request was sent, the outcome is unknown."""
        assert isinstance(self.failing(studio, store, fault), UnknownOutcomeError)

    def test_an_answer_that_comes_too_late_has_an_unknown_outcome(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """After a read timeout, the provider may still accept the job a moment later."""
        member, brief, before = (
            self.member(studio, timeout_seconds=0.2),
            self.brief(store),
            len(studio.jobs(self.provider)),
        )
        studio.faults.next(self.provider, self.create, Fault.SLOW(seconds=0.4))

        with pytest.raises(UnknownOutcomeError):
            member.submit(brief, store)

        assert self.posts(studio) == 1
        await_job(studio, self.provider, before)

    def test_a_server_that_is_not_there_took_no_job(self, studio: Studio, store: AssetStore) -> None:
        """A refused connection certainly creates no job."""
        with pytest.raises(TransientProviderError, match="Nothing was spent"):
            self.member(studio, base_url=closed_address()).submit(self.brief(store), store)

    def test_a_wrong_key_is_named_and_not_shown(self, studio: Studio, store: AssetStore) -> None:
        """The sentence says which variable to fix."""
        with pytest.raises(KeyMissingError, match="KEY") as raised:
            self.member(studio, api_key=SecretStr("sk-wrong-secret")).submit(self.brief(store), store)

        assert "sk-wrong-secret" not in f"{raised.value!r} {raised.value.facts}"

    def test_without_a_key_nothing_is_asked(self, studio: Studio, store: AssetStore) -> None:
        """What is missing is said in one line, and a submission makes no request."""
        member = self.member(studio, api_key=None)

        assert "KEY" in member.missing()
        assert "\n" not in member.missing()
        with pytest.raises(KeyMissingError, match="Nothing was spent"):
            member.submit(self.brief(store), store)
        assert self.posts(studio) == 0

    def test_a_package_that_is_not_installed_buys_nothing(
        self, studio: Studio, store: AssetStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What to install is said before anything is asked."""
        monkeypatch.setattr(f"{type(self.member(studio)).missing.__module__}.find_spec", lambda _name: None)

        with pytest.raises(
            CapabilityError,
            match=r"Nothing was spent.*pip install --no-deps --require-hashes -r requirements/cloud\.txt",
        ):
            self.member(studio).submit(self.brief(store), store)

        assert self.posts(studio) == 0

    def test_an_unknown_model_is_named(self, studio: Studio, store: AssetStore) -> None:
        """The sentence names the model and where to change it; nothing is asked twice."""
        with pytest.raises(CapabilityError, match="no-such-model") as raised:
            self.member(studio, model=self.unknown_model()).submit(self.brief(store), store)

        assert "film.toml" in str(raised.value)
        assert self.posts(studio) == 1

    def unknown_model(self) -> str:
        """A model that the provider lacks."""
        return "no-such-model"

    def test_moderation_is_a_refusal_with_a_reason(self, studio: Studio, store: AssetStore) -> None:
        """A refusal, at once or at the end, is reported as one, with its reason."""
        studio.faults.next(self.provider, self.create, Fault.REFUSED)
        member, brief = self.member(studio), self.brief(store)

        with pytest.raises(RefusedError) as raised:
            wait_for(member, member.submit(brief, store))

        assert raised.value.facts["reason"]
        assert self.posts(studio) == 1

    def test_a_job_that_failed_says_so(self, studio: Studio, store: AssetStore) -> None:
        """A failed job is neither a refusal nor a success."""
        with pytest.raises(ProviderError) as raised:
            self.finished(studio, store, Fault.JOB_FAILED)

        assert not isinstance(raised.value, RefusedError)
        assert isinstance(raised.value, TransientProviderError) == self.failures_pass
        assert "failed_job" in raised.value.facts

    def test_an_unanswered_question_may_be_asked_again(self, studio: Studio, store: AssetStore) -> None:
        """If a status request gets no answer, nothing follows about the job."""
        member = self.member(studio)
        ticket = member.submit(self.brief(store), store)

        for fault in (Fault.SERVER_ERROR, Fault.RATE_LIMITED, Fault.DROP_BEFORE):
            studio.faults.next(self.provider, self.poll, fault)
            with pytest.raises(TransientProviderError):
                member.ask(ticket)

    def test_a_job_that_is_unknown_is_said_to_be(self, studio: Studio, store: AssetStore) -> None:
        """After a 404 for a job, the requests end."""
        member = self.member(studio)
        ticket = member.submit(self.brief(store), store)
        studio.faults.next(self.provider, self.poll, Fault.JOB_LOST)

        with pytest.raises(ProviderError, match=ticket.job_id) as raised:
            member.ask(ticket)

        assert not isinstance(raised.value, TransientProviderError)

    def test_a_link_to_another_host_is_not_followed(self, studio: Studio, store: AssetStore) -> None:
        """Results are fetched from the provider's own hosts only."""
        member, brief, ticket, report = self.finished(studio, store)
        hostile = report.model_copy(update={"links": ("https://evil.example/clip.mp4", *report.links[1:])})

        with pytest.raises(ProviderError, match=r"evil\.example"):
            member.fetch(brief, ticket, hostile, store)  # pyright: ignore[reportArgumentType]

    @pytest.mark.parametrize(
        "fault", [Fault.EXPIRED_LINK, Fault.TRUNCATED, Fault.CORRUPT], ids=lambda fault: fault.kind
    )
    def test_a_bad_download_is_fetched_again_and_never_made_again(
        self, studio: Studio, store: AssetStore, fault: Fault
    ) -> None:
        """An expired link or a truncated file costs another download, not another job."""
        member, brief, ticket, report = self.finished(studio, store)
        studio.faults.next(self.provider, "download", fault)

        with pytest.raises(TransientProviderError):
            member.fetch(brief, ticket, report, store)  # pyright: ignore[reportArgumentType]
        made = member.fetch(brief, ticket, wait_for(member, ticket), store)  # pyright: ignore[reportArgumentType]

        assert made
        assert self.posts(studio) == 1

    def test_the_key_is_nowhere_to_be_read(self, studio: Studio, store: AssetStore) -> None:
        """Neither the ticket nor the fingerprint nor the block's own text holds the key or a signed link."""
        member = self.member(studio)
        ticket = member.submit(self.brief(store), store)

        shown = f"{ticket!r} {member!r} {member.fingerprint()} {member.missing()}"
        assert studio.key(self.provider) not in shown
        assert "Signature" not in repr(ticket)

    def test_the_fingerprint_is_of_the_model_and_not_of_the_account(self, studio: Studio) -> None:
        """Another key or address makes the same pictures, another model others."""
        own = self.member(studio).fingerprint()

        assert (
            self.member(
                studio, api_key=SecretStr("another"), base_url="https://elsewhere.example"
            ).fingerprint()
            == own
        )
        assert self.member(studio, model=self.unknown_model()).fingerprint() != own

    def test_it_says_how_long_and_how_many_and_what_it_costs(self, studio: Studio, store: AssetStore) -> None:
        """The plan and its limits use these abilities."""
        member, brief = self.member(studio), self.brief(store)
        price, allowance = member.price(brief), member.allowance()

        assert member.seconds(brief) > 0
        assert allowance is not None and allowance.jobs >= 1
        assert price.low_usd > 0 or price.unknown

    def test_a_job_is_known_by_its_ticket_alone(self, studio: Studio, store: AssetStore) -> None:
        """Another process with the same ticket asks for the same job."""
        ticket = self.member(studio).submit(self.brief(store), store)

        report = wait_for(self.member(studio), ticket.model_validate_json(ticket.model_dump_json()))

        assert report.state is JobState.DONE
        assert report.links


class ClipContract(RemoteContract):
    """More of the contract, for members that film."""

    def test_a_clip_of_the_wrong_length_is_not_taken(self, studio: Studio, store: AssetStore) -> None:
        """A clip much shorter than asked is whole and useless, and says by how much."""
        member, brief, ticket, report = self.finished(studio, store, Fault.WRONG_LENGTH(frames=-100))

        with pytest.raises(BrokenDeliveryError, match="asked for"):
            member.fetch(brief, ticket, report, store)  # pyright: ignore[reportArgumentType]

    def test_a_paid_clip_that_is_a_little_short_is_used(self, studio: Studio, store: AssetStore) -> None:
        """The cut holds its last picture; the clip is not thrown away."""
        member, brief = self.member(studio), self.brief(store)
        assert isinstance(member, VideoGenerator)
        assert isinstance(brief, ClipBrief)
        rate = brief.recipe.rate
        whole = rate.nearest_frame(Fraction(member.ability().clip_seconds(float(rate.seconds(brief.frames)))))
        asked = brief.model_copy(update={"frames": whole, "shot_frames": whole})
        studio.faults.next(self.provider, self.create, Fault.WRONG_LENGTH(frames=-2))

        taken = member.shoot(asked, store)

        assert 0 < whole - taken.frames <= 2
        span = Span(video=taken.video, start=0, end=whole)
        assert sum(1 for _ in frames_of(store.path(taken.video), span, RECIPE)) == whole


class PromptContract(RemoteContract):
    """Further contract tests for members that take a text prompt."""

    def test_a_prompt_that_is_too_long_is_sent_without_what_matters_least(
        self, studio: Studio, store: AssetStore
    ) -> None:
        """What happens is sent, style is left out, and the member says what it left out."""
        member = self.member(studio)
        brief = self.brief(store).model_copy(update={"picture": LONG_PICTURE})

        member.submit(brief, store)

        asked, sent = studio.jobs(self.provider)[-1].asked["prompt"], member.prompt_sent(brief)
        assert sent is not None
        assert asked == sent.text
        assert "Rain runs down the window." in asked
        assert set(sent.left_out) == {"Oil on canvas."}
