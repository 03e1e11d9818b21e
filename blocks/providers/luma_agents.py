"""Luma through its Agents API: clips by Ray, stills by Uni.

Pictures go inline, so no public address is needed. The service cannot list jobs, so a lost answer stays
unresolved.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, Literal

from pydantic import Field, SecretStr

from blocks.adopting import fetch_clip, fetch_still
from blocks.briefing import brief_as
from blocks.failures import Provider, no_job_id, questioning, refused_input, require_ready, submitting
from blocks.frames import encoded, end_picture, first_picture
from blocks.job_account import JobAccount, Service
from blocks.kinds import ImageGenerator, VideoGenerator
from blocks.likeness import parts_beside_pictures, shown_pictures
from blocks.model_catalogues import LUMA_CLIPS, LUMA_PICTURES, ModelCatalogue
from blocks.prices import cost_of
from blocks.shapes import nearest_shape, require_shape
from storyreel.film.abilities import ImageAbility, VideoAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Clip, ClipBrief, Still, StillBrief
from storyreel.film.errors import TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobFailure, JobReport, JobState, Ticket
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, fitted

LUMA = Service(
    slug="luma-agents",
    title="Luma",
    module="luma_agents",
    package="luma-agents",
    key_names=("LUMA_AGENTS_API_KEY",),
    address_name="LUMA_BASE_URL",
    hosts=(".lumalabs.ai", ".cdn-luma.com", ".amazonaws.com", ".cloudfront.net", "storage.googleapis.com"),
    taken_along=("LUMA_CUSTOM_HEADERS",),
)
"""Hosts at which results were seen or may be; their links are presigned."""
SLUG = LUMA.slug
CLIP_SHAPES = ("16:9", "9:16", "1:1", "4:3", "3:4", "21:9")
PICTURE_SHAPES = ("3:1", "2:1", "21:9", "16:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3")
MOST_PICTURES = 9
"""One of them is the source if a picture is edited (luma-agents 0.5.0, `image_ref`)."""
LENGTHS = (5, 10)
"""Seconds."""
LONGEST_PROMPT = PromptLimit(most=6000)
"""Luma's page of the models (docs.agents.lumalabs.ai, read 2026-12-01: 1 to 6,000 characters)."""
GRID_FPS = 24
LONGEST_WITH_FRAMES = 5
"""Seconds of a clip with a start or end frame; a longer one takes pictures as keyframes on the grid.

(luma-agents 0.5.0, `VideoOptionsParam`; docs.comfy.org, read 2026-12-01: "image-anchored generations are
always 5 seconds".)
"""
_FAILURES = {
    "budget_exhausted": JobFailure.QUOTA,
    "rate_limited": JobFailure.PASSING,
    "generation_failed": JobFailure.PASSING,
    "output_not_found": JobFailure.PASSING,
}
"""What a failure code means for the next job (Luma's page on errors, read 2026-11-28). All others last."""


class _LumaAgents(JobAccount, ABC):
    """What requests for clips and for stills have in common."""

    service: ClassVar[Service] = LUMA

    model: str = Field(description="Luma's name for the model, for example 'ray-3.2' or 'uni-1'.")
    api_key: SecretStr | None = Field(
        default=None, description="Luma Agents key; if none is given, LUMA_AGENTS_API_KEY is read."
    )
    base_url: str = Field(
        default="",
        description="Address of the API, if not Luma's own, ending in /v1; if none is given, LUMA_BASE_URL.",
    )

    def ask(self, ticket: Ticket) -> JobReport:
        """See `RemoteMember.ask`."""
        client = self._client()
        with questioning(self._provider(), ticket.job_id):
            answer = client.generations.get(ticket.job_id)
        return _report(answer, self._provider())

    def _ticket(self, request: dict[str, Any]) -> Ticket:
        """Submit a request, once."""
        provider = self._provider()
        client = self._client()
        with submitting(provider):
            answer = client.generations.create(**request)
        if not getattr(answer, "id", None):
            raise no_job_id(provider)
        return Ticket(provider=SLUG, job_id=answer.id)

    def _client(self) -> Any:
        access = self.access()
        require_ready(self.missing())
        return _client(access.key, access.address, self.timeout_seconds)


@lru_cache(maxsize=8)
def _client(key: str, base: str, timeout_seconds: float) -> Any:
    """Luma's client, one for each account. Making one reads all certificates again."""
    from luma_agents import Luma

    # The SDK would repeat a POST that may have been taken.
    return Luma(auth_token=key, base_url=base or None, max_retries=0, timeout=timeout_seconds)


class LumaAgentsVideo(VideoGenerator, _LumaAgents):
    """Films with Luma's Ray: 5 or 10 seconds, with a given first and last frame."""

    _block_type_name = "Luma Agents Video"
    _description = "Films segments with Luma's Ray models through the Agents API; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "ray-3.2"}
    catalogue: ClassVar[ModelCatalogue | None] = LUMA_CLIPS

    resolution: Literal["360p", "540p", "720p", "1080p"] = Field(
        default="720p", description="Size of the clips; 360p is Luma's draft."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"luma-agents-video/1/{self.model}/{self.resolution}"

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        return VideoAbility(
            longest_seconds=LENGTHS[-1],
            lengths_seconds=LENGTHS,
            costs_usd=self._costs_usd(),
            overlap_frames=1,
            continues="frame",
            extends_seconds=(LONGEST_WITH_FRAMES,),
            extension_costs_usd=self._costs_usd()[:1],
            aspects=CLIP_SHAPES,
            prompt=LONGEST_PROMPT,
        )

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(brief_as(ClipBrief, brief).picture.parts, self.ability().prompt)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return self._cost(self._seconds(brief_as(ClipBrief, brief)))

    def _cost(self, seconds: int) -> Cost:
        return cost_of("luma", self.model, f"clip of {seconds} s at {self.resolution}", 1)

    def _costs_usd(self) -> tuple[float, ...]:
        """What a clip of each length costs at most; empty if a price is not known."""
        costs = tuple(map(self._cost, LENGTHS))
        return () if any(cost.unknown for cost in costs) else tuple(cost.high_usd for cost in costs)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 18.0 * self._seconds(brief_as(ClipBrief, brief))

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(ClipBrief, brief)
        return self._ticket(
            {
                "model": self.model,
                "type": "video",
                "prompt": self.prompt_sent(asked).text,
                "aspect_ratio": require_shape(asked.recipe.size, CLIP_SHAPES, self.model),
                "video": {
                    "duration": f"{self._seconds(asked)}s",
                    "resolution": self.resolution,
                    **self._ends(asked, store),
                },
            }
        )

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Clip:
        """See `RemoteMember.fetch`."""
        clip = fetch_clip(report.links[0], brief_as(ClipBrief, brief), store, self._hosts)
        return clip.model_copy(update={"job": f"{SLUG}/{ticket.job_id}"})

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        return Clip.model_validate(self.run(brief, store))

    def _seconds(self, brief: ClipBrief) -> int:
        return int(self.ability().clip_seconds(float(brief.recipe.rate.seconds(brief.frames))))

    def _ends(self, brief: ClipBrief, store: AssetStore) -> dict[str, Any]:
        """The first and last frame, as a clip of this length takes them."""
        seconds, last = self._seconds(brief), end_picture(brief)
        ends = {"start_frame": _start(brief, store)}
        if last is not None:
            ends["end_frame"] = _inline(last, store)
        return ends if seconds <= LONGEST_WITH_FRAMES else _on_grid(tuple(ends.values()), seconds)


class LumaAgentsStills(ImageGenerator, _LumaAgents):
    """Draws with Luma's Uni, from pictures of people and places.

    A shot's last frame is drawn from its first.
    """

    _block_type_name = "Luma Agents Stills"
    _description = "Draws keyframes with Luma's Uni models through the Agents API; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "uni-1"}
    catalogue: ClassVar[ModelCatalogue | None] = LUMA_PICTURES

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"luma-agents-stills/1/{self.model}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        return ImageAbility(references=MOST_PICTURES - 1, prompt=LONGEST_PROMPT, negative=True)

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(parts_beside_pictures(brief_as(StillBrief, brief)), self.ability().prompt)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        pictures = shown_pictures(brief_as(StillBrief, brief), MOST_PICTURES, self.model)
        shown = cost_of("luma", self.model, "reference picture", len(pictures)) if pictures else Cost()
        return cost_of("luma", self.model, "image", 1) + shown

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 12.0

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(StillBrief, brief)
        pictures = [_inline(picture, store) for picture in shown_pictures(asked, MOST_PICTURES, self.model)]
        request: dict[str, Any] = {
            "model": self.model,
            "type": "image",
            "prompt": self.prompt_sent(asked).text,
            "aspect_ratio": nearest_shape(asked.recipe.size, PICTURE_SHAPES),
            "output_format": "png",
        }
        if asked.opening is not None:
            request |= {"type": "image_edit", "source": pictures.pop(0)}
        if pictures:
            request["image_ref"] = pictures
        return self._ticket(request)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Still:
        """See `RemoteMember.fetch`."""
        return fetch_still(report.links[0], brief_as(StillBrief, brief).recipe, store, self._hosts)

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`."""
        return Still.model_validate(self.run(brief, store))


def _on_grid(ends: tuple[dict[str, str], ...], seconds: int) -> dict[str, Any]:
    """The first picture, and the last if there is one, as keyframes of a clip of so many seconds."""
    return {"keyframes": list(ends), "keyframe_indexes": [0, seconds * GRID_FPS][: len(ends)]}


def _start(brief: ClipBrief, store: AssetStore) -> dict[str, str]:
    """What the clip goes on from: the generation before if it is to be extended, or a picture.

    A segment that another service made cannot be extended, and lends its last picture.
    """
    service, _, generation = brief.extends.partition("/")
    if service == SLUG and generation:
        return {"generation_id": generation}
    return _inline(first_picture(brief, store), store)


def _inline(picture: AssetRef, store: AssetStore) -> dict[str, str]:
    return {"data": encoded(store, picture), "media_type": picture.media_type}


def _report(answer: Any, provider: Provider) -> JobReport:
    if answer.state == "completed":
        links = tuple(output.url for output in answer.output or () if output.url)
        if not links:
            raise TransientProviderError(
                f"Luma says that the job {answer.id} is done and gives no link yet.", provider=SLUG
            )
        return JobReport(state=JobState.DONE, links=links)
    if answer.state != "failed":
        return JobReport(state=JobState.WORKING)
    words = provider.redacted(answer.failure_reason or answer.failure_code or "")
    if answer.failure_code == "content_moderated":
        return JobReport(state=JobState.REFUSED, reason=words, refused_input=refused_input(words))
    meaning = _FAILURES.get(answer.failure_code or "", JobFailure.LASTING)
    return JobReport(state=JobState.FAILED, reason=words, failure=meaning)
