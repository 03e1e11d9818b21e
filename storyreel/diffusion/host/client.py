"""Asks a model host: sends what it lacks, waits for the job, and fetches what was made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from storyreel.diffusion.families import Makes
from storyreel.diffusion.jobs import Done, HostStatus, Job, ModelFacts
from storyreel.film import errors
from storyreel.film.assets import AssetRef, AssetStore
from storyreel.film.errors import (
    CapabilityError,
    FilmError,
    ProviderError,
    RenderError,
    TransientProviderError,
)

CONNECT_SECONDS = 5.0
SILENT_SECONDS = 60.0
"""A host at work is heard every 5 seconds. One that is silent for so long has ended or hangs."""
Tell = Callable[[dict[str, Any]], object]


class HostClient:
    """A host at an address."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self._client = httpx.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(SILENT_SECONDS, connect=CONNECT_SECONDS),
            trust_env=False,  # the token goes to no proxy
        )

    def status(self) -> HostStatus:
        """What the host is and does; raises as `do` does."""
        with self._explained():
            return HostStatus.model_validate(self._checked(self._client.get("/status")).json())

    def facts(self, named: str, makes: Makes) -> ModelFacts:
        """A model as it is on the host's machine; raises as `do` does."""
        with self._explained():
            answer = self._client.get("/models", params={"named": named, "makes": makes})
            return ModelFacts.model_validate(self._checked(answer).json())

    def stop(self) -> None:
        """End the host. Jobs that wait or are at work are lost."""
        with self._explained():
            self._checked(self._client.post("/stop"))

    def do(self, job: Job, store: AssetStore, media_type: str, tell: Tell = lambda _event: None) -> Done:
        """What the host makes of a job, put into the store.

        tell: is told of progress.

        Raises:
            TransientProviderError: the host ended or cannot be reached.
            CapabilityError, RenderError: the host's own answer.
        """
        with self._explained():
            self._send(job, store)
            done = self._answer(job, tell)
            return done.model_copy(update={"made": self._fetch(done.made, store, media_type)})

    def _send(self, job: Job, store: AssetStore) -> None:
        """Send the assets that the host lacks."""
        known = {ref.sha256: ref for ref in job.assets()}
        wanted = self._checked(self._client.post("/wanted", json=sorted(known))).json()
        for name in wanted:
            with store.path(known[name]).open("rb") as file:
                size = {"Content-Length": str(known[name].size_bytes)}
                self._checked(self._client.put(f"/assets/{name}", content=file, headers=size))

    def _answer(self, job: Job, tell: Tell) -> Done:
        with self._client.stream("POST", "/jobs", content=job.model_dump_json()) as answer:
            if answer.status_code != 200:
                answer.read()
            self._checked(answer)
            for line in answer.iter_lines():
                event = json.loads(line)
                if event["event"] == "done":
                    return Done.model_validate(event["done"])
                if event["event"] == "failed":
                    raise _failure(event)
                tell(event)
        raise self._ended("its answer broke off")

    def _fetch(self, made: AssetRef, store: AssetStore, media_type: str) -> AssetRef:
        folder = store.workspace()
        try:
            with (
                self._client.stream("GET", f"/assets/{made.sha256}") as answer,
                (folder / "made").open("wb") as file,
            ):
                if answer.status_code != 200:
                    answer.read()
                self._checked(answer)
                for chunk in answer.iter_bytes():
                    file.write(chunk)
            stored = store.put(folder / "made", media_type)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if stored.sha256 != made.sha256:
            raise self._ended("what it made arrived damaged")
        return stored

    def _checked(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code == 401:
            raise ProviderError(
                f"The model host at {self.address} does not accept the token. Nothing was made. Set"
                " STORYREEL_HOST_TOKEN to the one that `storyreel host start` shows there."
            )
        if answer.status_code != 200:
            raise RenderError(
                f"The model host at {self.address} answered {answer.status_code}: {answer.text[:300]}."
            )
        return answer

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            raise self._ended(type(error).__name__) from error

    def _ended(self, how: str) -> TransientProviderError:
        return TransientProviderError(
            f"The model host at {self.address} ended while it was asked ({how}): it was stopped, or the"
            " machine ran out of memory. What is made is kept, and training goes on from its last checkpoint."
            " Run the same command again."
        )


def _failure(event: dict[str, Any]) -> FilmError:
    """The host's error as one of ours."""
    kind = getattr(errors, str(event["kind"]), RenderError)
    known = kind if isinstance(kind, type) and issubclass(kind, FilmError) else RenderError
    return (known if known in (CapabilityError, errors.AssetLostError) else RenderError)(
        str(event["message"])
    )
