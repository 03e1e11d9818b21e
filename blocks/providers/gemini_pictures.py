"""Gemini's clips and stills, through interactions that are polled.

The service cannot list interactions, so a lost answer stays unresolved. Stills are part of the answer, and
clips have a link that needs the key.
"""

from __future__ import annotations

import re
from abc import ABC
from base64 import b64decode
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from blocks.access import GEMINI_ENDPOINT
from blocks.adopting import clip_of_bytes, fetch_clip, fetch_still, still_of_bytes
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
from blocks.frames import encoded, end_picture, first_picture
from blocks.job_account import JobAccount, Service
from blocks.kinds import ImageGenerator, VideoGenerator
from blocks.likeness import parts_beside_pictures, shown_pictures, shows
from blocks.model_catalogues import GEMINI_CLIPS, GEMINI_PICTURES, ModelCatalogue
from blocks.prices import cost_of
from blocks.shapes import nearest_shape, require_shape
from storyreel.film.abilities import ImageAbility, VideoAbility
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.briefs import Clip, ClipBrief, Still, StillBrief
from storyreel.film.errors import TransientProviderError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, JobState, Ticket
from storyreel.film.money import Cost
from storyreel.film.prompt_parts import FittedPrompt, PromptLimit, PromptPart, PromptRole, fitted

GEMINI = Service(
    slug="gemini",
    title="Gemini",
    module="google.genai",
    package="google-genai",
    key_names=GEMINI_ENDPOINT.key_names,
    address_name="GOOGLE_GEMINI_BASE_URL",
    hosts=("generativelanguage.googleapis.com", ".googleapis.com", ".googleusercontent.com"),
    taken_along=GEMINI_ENDPOINT.taken_along,
)
"""The key goes to the API's own host only."""
SLUG = GEMINI.slug
API = "https://generativelanguage.googleapis.com"
CLIP_SHAPES = ("16:9", "9:16")
PICTURE_SHAPES = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
LENGTHS = tuple(float(seconds) for seconds in range(3, 11))
"""Seconds that Omni makes with an end frame; without one up to 15 (press reports, read 2026-11-20)."""
MOST_PICTURES = 6
INSIDE = "inside the answer"
"""In place of a link if the result came in the interaction itself."""
OVER = frozenset(
    {"failed", "cancelled", "incomplete", "budget_exceeded", "requires_action", "requires_continuation"}
)
"""Ends of an interaction beside 'completed' (google-genai 3.4.0, `InteractionStatus`). Nothing goes on by
itself after them.
"""
ONE_SHOT = (
    "One single continuous shot, without scene cuts. Nobody speaks: no dialogue, no voice-over, no music."
)
"""Omni cuts into several shots and makes sound unless it is asked for less (its guide, read 2026-11-28)."""
LONGEST_PROMPT = PromptLimit(most=6000)
"""Our own bound: Omni's guide names none, and other engines take no more."""


class _Gemini(JobAccount, ABC):
    """What requests for clips and for stills have in common."""

    service: ClassVar[Service] = GEMINI

    model: str = Field(
        description=(
            "Google's name for the model, for example 'gemini-omni-1.2-flash' or 'gemini-3-pro-image'."
        )
    )
    api_key: SecretStr | None = Field(
        default=None, description="Gemini key; if none is given, GEMINI_API_KEY or GOOGLE_API_KEY is read."
    )
    base_url: str = Field(
        default="",
        description="Address of the API, if not Google's own; if none is given, GOOGLE_GEMINI_BASE_URL.",
    )

    def ask(self, ticket: Ticket) -> JobReport:
        """See `RemoteMember.ask`. A result that lies in a file is done when the file is ready."""
        report = _report(self._interaction(ticket), self._provider())
        name = _file_name(report.links[0]) if report.state is JobState.DONE else ""
        return self._when_ready(ticket, report, name) if name else report

    def _when_ready(self, ticket: Ticket, report: JobReport, name: str) -> JobReport:
        """The report of a finished job, if its file is ready; while it is not, the job is at work."""
        client = self._client()
        with questioning(self._provider(), ticket.job_id):
            state = str(getattr(client.files.get(name=name).state, "value", ""))
        if state == "FAILED":
            return JobReport(state=JobState.FAILED, reason=f"Gemini could not keep its file {name}")
        return JobReport(state=JobState.WORKING) if state == "PROCESSING" else report

    def _interact(
        self, request: dict[str, Any], pictures: list[dict[str, str]], prompt: str, *, background: bool
    ) -> Ticket:
        """Submit an interaction, once. background: it is answered before it is done."""
        provider = self._provider()
        content = [{"type": "text", "text": prompt}, *pictures]
        client = self._client()
        with submitting(provider):
            answer = client.interactions.create(
                model=self.model, input=content, background=background, store=True, **request
            )
        if not answer.id:
            raise no_job_id(provider)
        return Ticket(provider=SLUG, job_id=answer.id)

    def _interaction(self, ticket: Ticket) -> Any:
        client = self._client()
        with questioning(self._provider(), ticket.job_id):
            return client.interactions.get(ticket.job_id)

    def _inside(self, ticket: Ticket) -> bytes:
        """The result inside the interaction, requested again."""
        media = _media(self._interaction(ticket))
        try:
            return b64decode(media.data, validate=True)
        except (AttributeError, TypeError, ValueError) as error:
            raise _no_whole_file(ticket) from error

    def _headers(self, link: str) -> dict[str, str]:
        """The key, for the API's own host only."""
        access = self.access()
        is_of_api = _origin(link) == _origin(access.address or API)
        return {"x-goog-api-key": access.key} if is_of_api else {}

    def _client(self) -> Any:
        access = self.access()
        require_ready(self.missing())
        return _client(access.key, access.address, self.timeout_seconds)


@lru_cache(maxsize=8)
def _client(key: str, base: str, timeout_seconds: float) -> Any:
    """Google's client, one for each account. Making one reads all certificates again."""
    from google import genai

    return genai.Client(api_key=key, vertexai=False, http_options=_options(base, timeout_seconds))


def _options(base: str, timeout_seconds: float) -> Any:
    from google.genai import types

    once = types.HttpRetryOptions(attempts=1)  # the SDK would repeat a POST that may have been taken
    return types.HttpOptions(base_url=base or None, timeout=int(timeout_seconds * 1000), retry_options=once)


class GeminiVideo(VideoGenerator, _Gemini):
    """Films with Gemini Omni: 3 to 10 seconds, with a given first and last frame."""

    _block_type_name = "Gemini Video"
    _description = "Films segments with Gemini Omni; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "gemini-omni-1.2-flash"}
    catalogue: ClassVar[ModelCatalogue | None] = GEMINI_CLIPS

    resolution: Literal["360p", "720p", "1080p", "4k"] = Field(
        default="720p", description="Size of the clips."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"gemini-video/1/{self.model}/{self.resolution}"

    def ability(self) -> VideoAbility:
        """See `VideoGenerator.ability`."""
        return VideoAbility(
            longest_seconds=LENGTHS[-1],
            lengths_seconds=LENGTHS,
            overlap_frames=1,
            continues="frame",
            aspects=CLIP_SHAPES,
            references=MOST_PICTURES - 2,
            prompt=LONGEST_PROMPT,
            negative=True,
        )

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(
            SLUG, self.model, f"second at {self.resolution}", self._seconds(brief_as(ClipBrief, brief))
        )

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 12.0 * self._seconds(brief_as(ClipBrief, brief))

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`."""
        asked = brief_as(ClipBrief, brief)
        ends = [
            picture for picture in (first_picture(asked, store), end_picture(asked)) if picture is not None
        ]
        request = {
            "response_format": {
                "type": "video",
                "aspect_ratio": require_shape(asked.recipe.size, CLIP_SHAPES, self.model),
                "duration": f"{self._seconds(asked)}s",
                "resolution": self.resolution,
                "delivery": "uri",
            },
            "generation_config": {"video_config": {"task": "image_to_video"}},
        }
        shown = (reference.picture for reference in asked.references)
        pictures = [_inline(picture, store) for picture in (*ends, *shown)]
        return self._interact(request, pictures, self.prompt_sent(asked).text, background=True)

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(_clip_parts(brief_as(ClipBrief, brief)), self.ability().prompt)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Clip:
        """See `RemoteMember.fetch`."""
        asked, link = brief_as(ClipBrief, brief), report.links[0]
        if link == INSIDE:
            return clip_of_bytes(self._inside(ticket), asked, store)
        return fetch_clip(link, asked, store, self._hosts, self._headers(link))

    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """See `VideoGenerator.shoot`."""
        return Clip.model_validate(self.run(brief, store))

    def _seconds(self, brief: ClipBrief) -> int:
        return int(self.ability().clip_seconds(float(brief.recipe.rate.seconds(brief.frames))))


class GeminiStills(ImageGenerator, _Gemini):
    """Draws with Gemini's image models, from pictures of people and places.

    A shot's last frame is drawn from its first.
    """

    _block_type_name = "Gemini Stills"
    _description = "Draws keyframes with Gemini's image models; paid."
    usual: ClassVar[Mapping[str, object]] = {"model": "gemini-3-pro-image"}
    catalogue: ClassVar[ModelCatalogue | None] = GEMINI_PICTURES

    picture_size: Literal["1K", "2K", "4K"] = Field(
        default="1K", description="Size of the pictures as made; 1K is about 1344 pixels wide in 16:9."
    )

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`."""
        return f"gemini-stills/1/{self.model}/{self.picture_size}"

    def ability(self) -> ImageAbility:
        """See `ImageGenerator.ability`."""
        return ImageAbility(references=MOST_PICTURES - 1, prompt=LONGEST_PROMPT, negative=True, seed=True)

    def prompt_sent(self, brief: Frozen) -> FittedPrompt:
        """See `CrewMember.prompt_sent`."""
        return fitted(parts_beside_pictures(brief_as(StillBrief, brief)), self.ability().prompt)

    def price(self, brief: Frozen) -> Cost:
        """See `CrewMember.price`."""
        return cost_of(SLUG, self.model, f"image at {self.picture_size}", 1)

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 12.0

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """See `RemoteMember.submit`. With pictures the answer is waited for.

        An interaction in the background takes none: https://github.com/googleapis/python-genai/issues/2926.
        This may go with the release that closes it.
        """
        asked = brief_as(StillBrief, brief)
        shape = nearest_shape(asked.recipe.size, PICTURE_SHAPES)
        request = {
            "response_format": {"type": "image", "aspect_ratio": shape, "image_size": self.picture_size},
            "generation_config": {"seed": asked.seed & 0x7FFFFFFF},
        }
        pictures = [_inline(picture, store) for picture in shown_pictures(asked, MOST_PICTURES, self.model)]
        return self._interact(request, pictures, self.prompt_sent(asked).text, background=not pictures)

    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Still:
        """See `RemoteMember.fetch`."""
        recipe, link = brief_as(StillBrief, brief).recipe, report.links[0]
        if link == INSIDE:
            return still_of_bytes(self._inside(ticket), recipe, store)
        return fetch_still(link, recipe, store, self._hosts, self._headers(link))

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """See `ImageGenerator.still`."""
        return Still.model_validate(self.run(brief, store))


def _inline(picture: AssetRef, store: AssetStore) -> dict[str, str]:
    return {"type": "image", "data": encoded(store, picture), "mime_type": picture.media_type}


def _clip_parts(brief: ClipBrief) -> Iterator[PromptPart]:
    """The prompt in parts, with Omni's own tags for which picture is which end: the wire has no fields."""
    yield PromptPart(role=PromptRole.TASK, text=_frame_tags(brief))
    yield PromptPart(role=PromptRole.TASK, text=ONE_SHOT)
    for number, reference in enumerate(brief.references, start=3 if brief.last_frame else 2):
        sentence = f"@Image{number} {shows(reference)}"
        yield PromptPart(role=PromptRole.TASK, text=sentence)
    yield from brief.picture.parts
    if brief.picture.negative_prompt:
        yield PromptPart(role=PromptRole.STYLE, text=f"Not to be seen: {brief.picture.negative_prompt}.")


def _frame_tags(brief: ClipBrief) -> str:
    if brief.last_frame:
        return "[# Sources <FIRST_FRAME>@Image1 <LAST_FRAME>@Image2]"
    return "[# Sources <FIRST_FRAME>@Image1]" if brief.references else "<FIRST_FRAME>"


def _media(interaction: Any) -> Any:
    """The first block of the answer that is a file; None if there is none."""
    return next(
        (
            block
            for block in _blocks(interaction)
            if getattr(block, "uri", None) or getattr(block, "data", None)
        ),
        None,
    )


def _blocks(interaction: Any) -> list[Any]:
    return [block for step in interaction.steps or () for block in getattr(step, "content", None) or ()]


def _no_whole_file(ticket: Ticket) -> TransientProviderError:
    return TransientProviderError(
        f"Gemini's answer for the job {ticket.job_id} holds no whole file.", provider=SLUG
    )


def _link(uri: str) -> str:
    """Where a file's bytes are, from the name or address that the service gives it."""
    address = _absolute(uri)
    return f"{address.split('?')[0]}:download?alt=media" if _is_description(address) else address


def _file_name(link: str) -> str:
    """The name of the API's own file behind a link; '' if there is none.

    >>> _file_name("https://host/v1/files/abc:download?alt=media"), _file_name("https://host/a.mp4")
    ('files/abc', '')
    """
    found = re.search(r"/(files/[a-z0-9-]+):download", link)
    return found.group(1) if found else ""


def _origin(link: str) -> tuple[str, str]:
    parts = urlsplit(link)
    return parts.scheme, parts.netloc


def _absolute(uri: str) -> str:
    return uri if "://" in uri else f"{API}/v1/{uri}"


def _is_description(address: str) -> bool:
    """Whether the address answers with a file's metadata instead of its bytes."""
    return ":download" not in address and "/files/" in address


def _report(interaction: Any, provider: Provider) -> JobReport:
    media, status = _media(interaction), str(interaction.status)
    if status == "completed" and media is not None:
        return JobReport(
            state=JobState.DONE, links=(_link(media.uri) if getattr(media, "uri", None) else INSIDE,)
        )
    if status != "completed" and status not in OVER:
        return JobReport(state=JobState.WORKING)
    said = [f"{error.message or ''} {error.code or ''}" for error in interaction.errors or ()]
    said += [str(block.text) for block in _blocks(interaction) if getattr(block, "text", None)]
    words = provider.redacted(" ".join(said)) or f"it ended as {status!r} without a file"
    if is_moderation(words):
        return JobReport(state=JobState.REFUSED, reason=words, refused_input=refused_input(words))
    return JobReport(state=JobState.FAILED, reason=words)
