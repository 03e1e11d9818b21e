"""Luma through its older Dream Machine API: clips by Ray 2, stills by Photon.

Pictures go by web address only, so the vault must give links. Jobs can be listed, so a lost answer is looked
up.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Literal

from pydantic import Field, SecretStr

from blocks.adopting import fetch_clip, fetch_still
from blocks.briefing import brief_as
from blocks.failures import (
    Provider,
    is_moderation,
    no_job_id,
    questioning,
    refused_input,
    require_ready,
    submitting,
)
from blocks.frames import end_picture, first_picture
from blocks.job_account import JobAccount, Service
from blocks.kinds import ImageGenerator, VideoGenerator
from blocks.likeness import shown_pictures
from blocks.model_catalogues import DREAM_MACHINE_CLIPS, DREAM_MACHINE_PICTURES, ModelCatalogue
from blocks.prices import cost_of
from blocks.shapes import nearest_shape, require_shape
from storyreel.film.abilities import ImageAbility, VideoAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import OF_PLACE, OF_SHOT, OF_STYLE, Clip, ClipBrief, Reference, Still, StillBrief
from storyreel.film.errors import CapabilityError, FilmError, TransientProviderError, UnknownOutcomeError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, JobState, Ticket
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, fitted

DREAM_MACHINE = Service(
    slug="luma",
    title="Luma's Dream Machine",
    module="lumaai",
    package="lumaai",
    key_names=("LUMAAI_API_KEY", "LUMA_API_TOKEN"),
    address_name="LUMAAI_BASE_URL",
    hosts=(".cdn-luma.com", ".lumalabs.ai", ".amazonaws.com", ".cloudfront.net", "storage.googleapis.com"),
)
"""The first host serves results (docs.lumalabs.ai, read 2026-11-20); the rest are where such files usually
lie.
"""
SLUG = DREAM_MACHINE.slug
SHAPES = ("1:1", "16:9", "9:16", "4:3", "3:4", "21:9", "9:21")
MOST_PICTURES = 5
"""A first frame and four references (docs.lumalabs.ai, read 2026-11-20)."""
LONGEST_PROMPT = PromptLimit(most=5000)
"""The service takes 3 to 5000 characters (third-party clients, read 2026-11-28)."""
CLOCK_SECONDS = 5.0
"""The greatest difference allowed between our clock and Luma's."""
PAGE = 100
NO_PERSON = (OF_PLACE, OF_STYLE, OF_SHOT)


class _LumaAI(JobAccount, ABC):
    """What requests for clips and for stills have in common."""

    service: ClassVar[Service] = DREAM_MACHINE

    wire_kind: ClassVar[str]

    model: str = Field(
        description="Luma's name for the model, for example 'ray-2', 'ray-flash-2' or 'photon-1'."
    )
    api_key: SecretStr | None = Field(
        default=None,
        description="Dream Machine key; if none is given, LUMAAI_API_KEY or LUMA_API_TOKEN is read.",
    )
    base_url: str = Field(
        default="",
        description=(
            "Address of the API, if not Luma's own, ending in /dream-machine/v1; if none is given,"
            " LUMAAI_BASE_URL."
        ),
    )

    def _prompt(self, brief: Frozen) -> str:
        """The prompt as it is sent; a job is found again by it."""
        return self.prompt_sent(brief).text

    @abstractmethod
    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""

    def needs_links(self) -> bool:
        """See `CrewMember.needs_links`."""
        return True

    def look_up(self, brief: Frozen, store: AssetStore, since: float, taken: frozenset[str]) -> Ticket | None:
        """See `RemoteMember.look_up`: by prompt, model and kind among the jobs since then."""
        prompt = self._prompt(brief)
        try:
            found = [
                job
                for job in self._listed(since - CLOCK_SECONDS)
                if job.id not in taken and self._is_of(job, prompt)
            ]
        except FilmError as error:
            raise UnknownOutcomeError(f"Luma could not list its jobs ({error})", provider=SLUG) from error
        if len(found) > 1:
            raise UnknownOutcomeError(
                f"Luma lists {len(found)} jobs with this prompt: {', '.join(job.id for job in found)}",
                provider=SLUG,
            )
        return Ticket(provider=SLUG, job_id=found[0].id) if found else None

    def ask(self, ticket: Ticket) -> JobReport:
        """See `RemoteMember.ask`."""
        provider = self._provider()
        client = self._client()
        with questioning(provider, ticket.job_id):
            return _report(client.generations.get(ticket.job_id), ticket.job_id, provider)

    def _ticket(self, create: str, request: dict[str, Any]) -> Ticket:
        """Submit a request, once; `create` names the SDK's resource."""
        provider = self._provider()
        client = self._client()
        with submitting(provider):
            answer = getattr(client.generations, create).create(model=self.model, **request)
        if not getattr(answer, "id", None):
            raise no_job_id(provider)
        return Ticket(provider=SLUG, job_id=answer.id)

    def _listed(self, since: float) -> Iterator[Any]:
        """Jobs created since then, newest first."""
        offset = 0
        client = self._client()
        with questioning(self._provider(), "list"):
            while True:
                page = client.generations.list(limit=PAGE, offset=offset)
                for job in page.generations:
                    if job.created_at is not None and job.created_at.timestamp() < since:
                        return
                    yield job
                if not page.has_more or not page.generations:
                    return
                offset += len(page.generations)

    def _is_of(self, job: Any, prompt: str) -> bool:
        return _asked_of(job) == (prompt, self.model, self.wire_kind)

    def _link(self, picture: AssetRef, store: AssetStore) -> str:
        link = store.link(picture)
        if link is None:
            raise CapabilityError(
                "Luma's Dream Machine takes pictures by web address only, and this vault gives none. Nothing"
                " was spent. Use a vault on S3, or name `luma`, which takes pictures as they are, in"
                " film.toml."
            )
        return link

    def _client(self) -> Any:
        access = self.access()
        require_ready(self.missing())
        return _client(access.key, access.address, self.timeout_seconds)


@lru_cache(maxsize=8)
def _client(key: str, base: str, timeout_seconds: float) -> Any:
    """Luma's client, one for each account. Making one reads all certificates again."""
    from lumaai import LumaAI

    # The SDK would repeat a POST that may have been taken.
    return LumaAI(auth_token=key, base_url=base or None, max_retries=0, timeout=timeout_seconds)


class LumaVideo(VideoGenerator, _LumaAI):
    """Films with Luma's Ray 2: 5 or 9 seconds, with a given first and last frame."""

    _block_type_name = "Luma Video"
    _description = (
        "Films segments with Luma's Ray 2 models through the Dream Machine API; paid; needs a vault that"
        " gives links."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "ray-2"}
    catalogue: ClassVar[ModelCatalogue | None] = DREAM_MACHINE_CLIPS
    wire_kind = "video"

    resolution: Literal["540p", "720p", "1080p", "4k"] = Field(
        default="720p", description="Size of the clips."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"luma-video/1/{self.model}/{self.resolution}"

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        return VideoAbility(
            longest_seconds=9,
            lengths_seconds=(5, 9),
            overlap_frames=1,
            continues="frame",
            aspects=SHAPES,
            prompt=LONGEST_PROMPT,
        )

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(
            "luma", self.model, f"second at {self.resolution}", self._seconds(brief_as(ClipBrief, brief))
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 18.0 * self._seconds(brief_as(ClipBrief, brief))

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(ClipBrief, brief)
        pictures = {"frame0": first_picture(asked, store), "frame1": end_picture(asked)}
        request = {
            "prompt": self._prompt(asked),
            "aspect_ratio": require_shape(asked.recipe.size, SHAPES, self.model),
            "duration": f"{self._seconds(asked)}s",
            "resolution": self.resolution,
            "keyframes": {
                name: {"type": "image", "url": self._link(picture, store)}
                for name, picture in pictures.items()
                if picture is not None
            },
        }
        return self._ticket("video", request)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Clip:
        """See `RemoteMember.fetch`."""
        return fetch_clip(report.links[0], brief_as(ClipBrief, brief), store, self._hosts)

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        return Clip.model_validate(self.run(brief, store))

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(brief_as(ClipBrief, brief).picture.parts, self.ability().prompt)

    def _seconds(self, brief: ClipBrief) -> int:
        return int(self.ability().clip_seconds(float(brief.recipe.rate.seconds(brief.frames))))


class LumaStills(ImageGenerator, _LumaAI):
    """Draws with Luma's Photon, from pictures of people and places.

    A shot's last frame is drawn from its first.
    """

    _block_type_name = "Luma Stills"
    _description = (
        "Draws keyframes with Luma's Photon models through the Dream Machine API; paid; references need a"
        " vault that gives links."
    )
    usual: ClassVar[Mapping[str, object]] = {"model": "photon-1"}
    catalogue: ClassVar[ModelCatalogue | None] = DREAM_MACHINE_PICTURES
    wire_kind = "image"

    likeness: float = Field(
        default=0.85,
        ge=0,
        le=1,
        description="Weight of the pictures in proportion to the words: 1 copies them, 0 ignores them.",
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"luma-stills/1/{self.model}/{self.likeness:g}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        return ImageAbility(references=MOST_PICTURES - 1, prompt=LONGEST_PROMPT)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of("luma", self.model, "image", 1)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 12.0

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(StillBrief, brief)
        return self._ticket("image", self._request(asked) | self._shown(asked, store))

    def _request(self, asked: StillBrief) -> dict[str, Any]:
        return {
            "prompt": self._prompt(asked),
            "aspect_ratio": nearest_shape(asked.recipe.size, SHAPES),
            "format": "png",
        }

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Still:
        """See `RemoteMember.fetch`."""
        return fetch_still(report.links[0], brief_as(StillBrief, brief).recipe, store, self._hosts)

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`."""
        return Still.model_validate(self.run(brief, store))

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(brief_as(StillBrief, brief).picture.parts, self.ability().prompt)

    def _shown(self, brief: StillBrief, store: AssetStore) -> dict[str, Any]:
        """The pictures for the prompt.

        A single person is given as Luma's reference for a character, pictures of the style as its own.
        """
        shown_pictures(brief, MOST_PICTURES, self.model)
        people = [reference for reference in brief.references if reference.of not in NO_PERSON]
        styles = [reference for reference in brief.references if reference.of == OF_STYLE]
        character = people[0] if len(people) == 1 else None
        others = [one for one in brief.references if one is not character and one not in styles]
        shown: dict[str, Any] = {}
        if brief.opening is not None:
            shown["modify_image_ref"] = {"url": self._link(brief.opening, store), "weight": self.likeness}
        if character is not None:
            shown["character_ref"] = {"identity0": {"images": [self._link(character.picture, store)]}}
        if others:
            shown["image_ref"] = self._weighted(others, store)
        if styles:
            shown["style_ref"] = self._weighted(styles, store)
        return shown

    def _weighted(self, references: Sequence[Reference], store: AssetStore) -> list[dict[str, Any]]:
        return [
            {"url": self._link(reference.picture, store), "weight": self.likeness} for reference in references
        ]


def _asked_of(job: Any) -> tuple[Any, Any, Any]:
    """The prompt, model and kind of a job."""
    request = job.request
    model = job.model or getattr(request, "model", None)
    return getattr(request, "prompt", None), model, job.generation_type


def _report(answer: Any, job_id: str, provider: Provider) -> JobReport:
    if answer.state == "completed":
        link = getattr(answer.assets, "video", None) or getattr(answer.assets, "image", None)
        if not link:
            raise TransientProviderError(
                f"Luma says that the job {job_id} is done and gives no link yet.", provider=SLUG
            )
        return JobReport(state=JobState.DONE, links=(link,))
    if answer.state != "failed":
        return JobReport(state=JobState.WORKING)
    words = provider.redacted(answer.failure_reason or "")
    if is_moderation(words):
        return JobReport(state=JobState.REFUSED, reason=words, refused_input=refused_input(words))
    return JobReport(state=JobState.FAILED, reason=words)
