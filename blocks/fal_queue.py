"""fal's queue and storage: puts a request in an application's queue, asks for its result, uploads files.

fal-client takes addresses and the number of its attempts from constants of its module, so they are set there.
"""

from __future__ import annotations

import hashlib
import threading
from abc import ABC
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import Field, SecretStr

from blocks.failures import (
    Provider,
    handing_over,
    is_moderation,
    no_job_id,
    questioning,
    refused_input,
    require_ready,
    status_of,
    submitting,
    words_of,
)
from blocks.job_account import JobAccount, Service
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import TransientProviderError
from storyreel.film.jobs import JobReport, JobState, Ticket

FAL = Service(
    slug="fal",
    title="fal",
    module="fal_client",
    package="fal-client",
    key_names=("FAL_KEY", "FAL_API_KEY"),
    address_name="STORYREEL_FAL_URL",
    hosts=(".fal.media", "fal.media", ".fal.ai", "storage.googleapis.com"),
)
"""Hosts of results (addresses on fal's model pages, read 2026-11-20)."""
SLUG = FAL.slug
LINK_SECONDS = 6 * 3600
"""A request may wait in the queue before its inputs are read."""
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/safetensors": "safetensors",
    "application/zip": "zip",
}


class FalQueue(JobAccount, ABC):
    """What all of fal's applications have in common."""

    service: ClassVar[Service] = FAL

    model: str = Field(description="fal's name for the application, for example 'fal-ai/flux-lora'.")
    api_key: SecretStr | None = Field(
        default=None, description="fal key; if none is given, FAL_KEY or FAL_API_KEY is read."
    )
    base_url: str = Field(
        default="",
        description="Address of queue and storage, if not fal's own; if none is given, STORYREEL_FAL_URL.",
    )
    webhook_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description=(
            "Address that fal calls when a job is done, for a worker that has one; jobs are asked for all the"
            " same."
        ),
    )
    jobs_at_once: int = Field(
        default=8,
        ge=1,
        description="How many jobs are in the queue at once; fal lets more wait and refuses none.",
    )

    def ask(self, ticket: Ticket) -> JobReport:
        """See `RemoteMember.ask`."""
        provider, application = self._provider(), ticket.facts.get("application", self.model)
        with self._client() as client, questioning(provider, ticket.job_id):
            from fal_client import Completed

            status = client.status(application, ticket.job_id)
            if not isinstance(status, Completed):
                return JobReport(state=JobState.WORKING)
            try:
                result = client.result(application, ticket.job_id)
            except Exception as error:
                report = _failure(error, status, provider)
                if report is not None:
                    return report
                raise
        return _success(result, ticket.job_id)

    def _queue(self, application: str, arguments: dict[str, Any]) -> Ticket:
        """Put a request in an application's queue, once."""
        provider = self._provider()
        with self._client() as client, submitting(provider):
            handle = client.submit(application, arguments, webhook_url=self.webhook_url or None)
        if not handle.request_id:
            raise no_job_id(provider)
        return Ticket(provider=SLUG, job_id=handle.request_id, facts={"application": application})

    def _link(self, ref: AssetRef, store: AssetStore) -> str:
        """A link under which fal can read an asset: the vault's own, or of a copy in fal's storage."""
        link = store.link(ref, LINK_SECONDS)
        if link is not None:
            return link
        access = self.access()
        place = (access.address, hashlib.sha256(access.key.encode()).hexdigest(), ref.sha256)
        if place not in _HANDED_OVER:
            _HANDED_OVER[place] = self._hand_over(store.read(ref), ref.media_type)
        return _HANDED_OVER[place]

    def _hand_over(self, content: bytes, media_type: str) -> str:
        """Copy a file into fal's storage, which is free; returns its link."""
        provider, name = self._provider(), f"input.{_ENDINGS.get(media_type, 'bin')}"
        with self._client() as client, handing_over(provider):
            # Its fallback would send the account's key to the address that the storage names.
            return client.upload(content, media_type, name, fallback_repository=[])

    @contextmanager
    def _client(self) -> Iterator[Any]:
        access = self.access()
        require_ready(self.missing())
        with _addressed(access.address):
            yield _client(access.key, access.address, self.timeout_seconds)


@lru_cache(maxsize=8)
def _client(key: str, base: str, timeout_seconds: float) -> Any:
    """Fal's client, one for each account and address. Making one reads all certificates again."""
    from fal_client import SyncClient

    return SyncClient(key=key, default_timeout=timeout_seconds)


_HANDED_OVER: dict[tuple[str, str, str], str] = {}
"""Links to copies in fal's storage, by address, account and content."""
_USED = threading.Condition()
_ADDRESSES = ("QUEUE_URL_FORMAT", "RUN_URL_FORMAT", "REST_URL", "CDN_URL")
_users = 0
_usual: dict[str, Any] = {}


@contextmanager
def _addressed(base: str) -> Iterator[None]:
    """Point fal-client at an address and keep it from repeating requests.

    A thread that needs another address waits until no other thread uses this one.
    """
    global _users
    with _USED:
        wanted = _wanted_addresses(base)
        _USED.wait_for(lambda: _users == 0 or _addresses() == wanted)
        _set_addresses(wanted)
        _users += 1
    try:
        yield
    finally:
        with _USED:
            _users -= 1
            _USED.notify_all()


def _wanted_addresses(base: str) -> dict[str, Any]:
    if not _usual:
        _usual.update(_addresses())
    return _addresses_under(base) if base else dict(_usual)


def _addresses_under(base: str) -> dict[str, Any]:
    return {name: f"{base}/" if name.endswith("FORMAT") else base for name in _ADDRESSES}


def _addresses() -> dict[str, Any]:
    from fal_client import client

    return {name: getattr(client, name) for name in _ADDRESSES}


def _set_addresses(wanted: dict[str, Any]) -> None:
    from fal_client import client

    client.MAX_ATTEMPTS = 1
    for name, address in wanted.items():
        setattr(client, name, address)


def _failure(error: Exception, status: Any, provider: Provider) -> JobReport | None:
    """The report of a finished request without a result; None if the question itself failed."""
    words = provider.redacted(f"{words_of(error)} {status.error_type or ''}".strip())
    answered = status_of(error)
    is_client_error = answered is not None and answered < 500
    if is_client_error and is_moderation(words):
        return JobReport(state=JobState.REFUSED, reason=words, refused_input=refused_input(words))
    if status.error or (is_client_error and answered not in (401, 403, 404, 408, 429)):
        return JobReport(state=JobState.FAILED, reason=words)
    return None


def _success(result: dict[str, Any], job_id: str) -> JobReport:
    """The report with links to what was made. A picture that the safety checker blackened is refused."""
    if any(result.get("has_nsfw_concepts") or ()):
        return JobReport(
            state=JobState.REFUSED,
            reason="fal's safety checker blackened the picture",
            refused_input="prompt",
        )
    files = [result.get("video"), *(result.get("images") or ()), result.get("diffusers_lora_file")]
    links = tuple(file["url"] for file in files if file and file.get("url"))
    if not links:
        raise TransientProviderError(
            f"fal says that the job {job_id} is done but gives no link.", provider=SLUG
        )
    return JobReport(state=JobState.DONE, links=links)
