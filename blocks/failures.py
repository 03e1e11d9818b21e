"""What a provider's failure means for a film: what was spent, and what to do next.

Three questions decide: did the provider get the request, did it refuse, and is another request worthwhile?
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from storyreel.film.errors import (
    CapabilityError,
    FilmError,
    KeyMissingError,
    ProviderError,
    QuotaError,
    RefusedError,
    TransientProviderError,
    UnknownOutcomeError,
)

LONGEST_WORDS = 300
NEVER_SENT = frozenset(
    {
        "ConnectError",
        "ConnectTimeout",
        "PoolTimeout",
        "ProxyError",
        "UnsupportedProtocol",
        "LocalProtocolError",
        "InvalidURL",
    }
)
"""Transport errors of httpx and httpx2 that are raised before the request is sent."""
UNRESOLVED = frozenset({502, 504})
"""Sent by a gateway that got no answer from the service: it is not known whether the job was taken."""
AGAIN = frozenset({408, 409, 425, 429})
_MODERATED = re.compile(
    r"moderat|content[ _-]?polic|safety|flagged|content checker|nsfw|prohibited|sensitive|responsible"
    r" ai|image_generation_user_error",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient_quota|exceeded your current quota|insufficient (credit|balance|funds)|credit"
    r" balance|exhausted balance|billing",
    re.IGNORECASE,
)
_WRONG_KEY = re.compile(
    r"API_KEY_INVALID|api[ _]key (is )?(not valid|invalid|expired)|(invalid|incorrect|wrong) api[ _]key",
    re.IGNORECASE,
)
_INPUTS = {
    "prompt": re.compile(r"\bprompt\b", re.IGNORECASE),
    "first frame": re.compile(r"start_frame|frame0|first frame|\bimage_url\b", re.IGNORECASE),
    "last frame": re.compile(r"end_frame|frame1|last frame|\bend_image_url\b", re.IGNORECASE),
    "pictures": re.compile(r"\binputs?\b(?! image)|\bimages?\b|\bpictures?\b|image_ref", re.IGNORECASE),
}
_QUERY = re.compile(r"(https?://[^\s?'\"]+)\?[^\s'\"]*")
_LONG_DATA = re.compile(r"[A-Za-z0-9+/=_-]{120,}")


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else f"{text[:LONGEST_WORDS]}..."


@dataclass(frozen=True)
class Provider:
    """A provider as errors name it: `name` for people, `slug` for the ledger, its model and its key."""

    name: str
    slug: str
    model: str
    key_name: str
    key: str = field(default="", repr=False)

    def redacted(self, text: str) -> str:
        """What the provider said, without the key, signatures of links and files, and shortened."""
        text = text.replace(self.key, "***") if self.key else text
        text = _LONG_DATA.sub("...", _QUERY.sub(r"\1", text))
        return _shortened(" ".join(text.split()))


@contextmanager
def submitting(provider: Provider) -> Iterator[None]:
    """Turn any error of a request that costs money into one of ours.

    The cause is not chained: the errors of SDKs hold the request with its key.
    """
    try:
        yield
    except FilmError:
        raise
    except Exception as error:  # noqa: BLE001 after any other error the outcome is not known
        raise submission_failure(error, provider) from None


@contextmanager
def questioning(provider: Provider, job_id: str) -> Iterator[None]:
    """Turn any error of a free status request about a job into one of ours."""
    try:
        yield
    except FilmError:
        raise
    except Exception as error:  # noqa: BLE001 a question without an answer can be asked again
        raise _question_failure(error, provider, job_id) from None


@contextmanager
def handing_over(provider: Provider) -> Iterator[None]:
    """Turn any error of a free upload into one of ours. The upload may be repeated."""
    try:
        yield
    except FilmError:
        raise
    except Exception as error:  # noqa: BLE001 nothing is bought by an upload
        status = status_of(error)
        if status is not None and status < 500 and status not in AGAIN:
            raise _answer_failure(error, status, provider) from None
        raise TransientProviderError(
            f"{provider.name} did not take a file: {_kind(error)}. Nothing was spent.", provider=provider.slug
        ) from None


def submission_failure(error: Exception, provider: Provider) -> FilmError:
    """The error for a paid request that failed."""
    status = status_of(error)
    if status is not None:
        return _answer_failure(error, status, provider)
    transport = _transport(error)
    if transport in NEVER_SENT:
        return TransientProviderError(
            f"{provider.name} could not be reached ({transport}). Nothing was spent. Check the network, then"
            " run the same command again.",
            provider=provider.slug,
        )
    return UnknownOutcomeError(
        f"{provider.name} did not answer ({_kind(error)}) and may have taken the job.", provider=provider.slug
    )


def _question_failure(error: Exception, provider: Provider, job_id: str) -> FilmError:
    """The error for a status request that failed. The job itself is not affected."""
    status, words = status_of(error), provider.redacted(words_of(error))
    if status in (401, 403) or _WRONG_KEY.search(words):
        message = (
            f"{provider.name} does not accept the key in {provider.key_name} ({status}). The job {job_id} is"
            " paid and stays pending. Fix the key, then run the same command again."
        )
        return KeyMissingError(message, provider=provider.slug)
    if status is None or status >= 500 or status in AGAIN:
        message = f"{provider.name} did not report the state of the job {job_id} ({status or _kind(error)})."
        return TransientProviderError(message, provider=provider.slug, **_pause(error))
    if status == 404:
        message = (
            f"{provider.name} does not know the job {job_id}. What it cost is spent. Look at the provider's"
            " own page; `storyreel redo` asks for another take."
        )
    else:
        message = (
            f"{provider.name} answered {status} when asked for the job {job_id}: {words}. The job stays"
            " pending."
        )
    return ProviderError(message, provider=provider.slug)


def require_ready(missing: str) -> None:
    """Refuse to ask if a member says that something is missing.

    An error of the import inside a request would look like a request with an unknown outcome.

    Raises:
        CapabilityError: with what is missing.
    """
    if missing:
        raise CapabilityError(missing if "Nothing was spent" in missing else f"{missing} Nothing was spent.")


def no_job_id(provider: Provider) -> UnknownOutcomeError:
    """The error for an answer that names no job."""
    return UnknownOutcomeError(
        f"{provider.name} answered without a job id and may have taken the job.", provider=provider.slug
    )


def is_moderation(words: str) -> bool:
    """Whether a provider's words say that moderation refused."""
    return bool(_MODERATED.search(words))


def refused_input(words: str) -> str:
    """Which inputs a provider's words name as refused; '' if they name none.

    >>> refused_input("The prompt was flagged."), refused_input("The prompt or an input was flagged.")
    ('prompt', 'prompt or pictures')
    """
    named = [name for name, pattern in _INPUTS.items() if pattern.search(words)]
    return " or ".join(named)


def status_of(error: Exception) -> int | None:
    """The HTTP status in an SDK's error, from 400; None if there was no answer."""
    response = getattr(error, "response", None)
    for holder, name in ((error, "status_code"), (error, "code"), (response, "status_code")):
        status = getattr(holder, name, None)
        if isinstance(status, int) and status >= 400:
            return status
    return None


def words_of(error: Exception) -> str:
    """The provider's own sentence in an SDK's error."""
    return _sentence(_body_of(error)) or str(error)


def _body_of(error: Exception) -> Any:
    """The part of the answer in an SDK's error, under the first of these names that exists."""
    body: Any = getattr(error, "body", None)
    return body or getattr(error, "message", None) or getattr(error, "details", None)


def _answer_failure(error: Exception, status: int, provider: Provider) -> FilmError:
    words = provider.redacted(words_of(error))
    if status == 402 or _QUOTA.search(words):
        return _no_quota(provider, words)
    if _WRONG_KEY.search(words) or (status in (401, 403) and not is_moderation(words)):
        return _wrong_key(provider, status)
    if status in UNRESOLVED:
        return UnknownOutcomeError(
            f"A gateway of {provider.name} got no answer from the service ({status}), which may have taken"
            " the job.",
            provider=provider.slug,
        )
    if status >= 500 or status in AGAIN:
        message = f"{provider.name} did not take the job now ({status}: {words}). Nothing was spent."
        return TransientProviderError(message, provider=provider.slug, **_pause(error))
    if status == 404:
        return _no_model(provider, words)
    if is_moderation(words):
        return RefusedError(words, provider=provider.slug, reason=words, refused_input=refused_input(words))
    return CapabilityError(
        f"{provider.name} cannot do with {provider.model!r} what was asked ({status}): {words}. Nothing was"
        " spent. Change the model or its settings under `models` in film.toml.",
        provider=provider.slug,
    )


def _no_quota(provider: Provider, words: str) -> QuotaError:
    return QuotaError(
        f"{provider.name} says that the account has no credit left: {words}. Nothing was spent. Add"
        " credit at the provider, then run the same command again.",
        provider=provider.slug,
    )


def _wrong_key(provider: Provider, status: int) -> KeyMissingError:
    return KeyMissingError(
        f"{provider.name} does not accept the key in {provider.key_name} ({status}). Nothing was spent."
        " Put a valid key into the environment or into a file named .env, then run the same command"
        " again.",
        provider=provider.slug,
    )


def _no_model(provider: Provider, words: str) -> CapabilityError:
    return CapabilityError(
        f"{provider.name} does not know the model {provider.model!r}: {words}. Nothing was spent. Name a"
        " model that it has under `models` in film.toml.",
        provider=provider.slug,
    )


def _pause(error: Exception) -> dict[str, object]:
    """The pause that the provider asks for, in seconds, as a fact."""
    try:
        return {"retry_after_seconds": float(_headers_of(error).get("retry-after"))}
    except (TypeError, ValueError):
        return {}


def _headers_of(error: Exception) -> Any:
    """The headers of the answer in an SDK's error; empty if there are none."""
    response = getattr(error, "response", None)
    return getattr(response, "headers", None) or getattr(error, "response_headers", None) or {}


def _sentence(body: Any) -> str:
    """The sentence in the body of an error, with the provider's code after it."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        return "; ".join(filter(None, (_sentence(part) for part in body)))
    if not isinstance(body, dict):
        return ""
    said = (_sentence(body.get(name)) for name in ("message", "msg", "detail", "error", "failure_reason"))
    words = next(filter(None, said), "")
    code = next((str(body[name]) for name in ("code", "type") if isinstance(body.get(name), str)), "")
    return f"{words} [{code}]" if words and code and code not in words else words


def _transport(error: BaseException | None) -> str:
    """Name of the outermost transport error. Errors behind it may be of earlier tries at other addresses."""
    while error is not None:
        if _is_transport(error):
            return type(error).__name__
        error = error.__cause__ or error.__context__
    return ""


def _is_transport(error: BaseException) -> bool:
    return type(error).__module__.split(".")[0] in ("httpx", "httpx2")


def _kind(error: Exception) -> str:
    return _transport(error) or type(error).__name__
