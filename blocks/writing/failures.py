"""Errors of providers of language models, as our errors."""

from __future__ import annotations

import re
from collections.abc import Mapping

from blocks.writing.asking import LanguageModel
from storyreel.film.errors import (
    CapabilityError,
    FilmError,
    KeyMissingError,
    ProviderError,
    QuotaError,
    TransientProviderError,
    UnknownOutcomeError,
)

_NEVER_SENT = frozenset(
    {
        "ConnectError",
        "ConnectTimeout",
        "PoolTimeout",
        "UnsupportedProtocol",
        "ProxyError",
        "LocalProtocolError",
        "InvalidURL",
    }
)
_LONGEST_SAID = 300
_LATER = frozenset({408, 409, 425, 429})
_KEY = re.compile(
    r"api.?key (?:not valid|expired|invalid)|invalid.{0,10}api.?key|API_KEY_INVALID", re.IGNORECASE
)
_NO_CREDIT = re.compile(
    r"insufficient_quota|credit balance|billing|exceeded your current quota", re.IGNORECASE
)
_NO_MODEL = re.compile(
    r"model[^.]{0,80}(?:not found|does not exist|not"
    r" supported|deprecated|retired|decommissioned|unknown)|model_not_found",
    re.IGNORECASE,
)


def failure(
    model: LanguageModel, status: int, said: str, headers: Mapping[str, str] | None = None, key: str = ""
) -> FilmError:
    """Our error for a status other than 200.

    `said` is the provider's own message; the key is taken out of it.
    """
    words, at = _quoted(said, key), f"{model.provider} answered {status}"
    if status in (401, 403) or (status == 400 and _KEY.search(said)):
        return _wrong_key(model, status)
    if status in (404, 410) or (status == 400 and _NO_MODEL.search(said)):
        return CapabilityError(
            f"{at}: it has no model {model.model!r}, or no longer has it ({words}). Nothing was spent. Name"
            f" another: {model.setting}.",
            provider=model.provider,
        )
    if status == 402 or (status == 429 and _NO_CREDIT.search(said)):
        return QuotaError(
            f"{at}: the account has no credit left ({words}). Nothing was spent. Add credit there, then run"
            " the same command again.",
            provider=model.provider,
        )
    if status in _LATER or status >= 500:
        return TransientProviderError(
            f"{at}: {words}. Nothing was spent. It may answer later: run the same command again.",
            retry_after_seconds=_retry_after(headers),
            provider=model.provider,
        )
    return ProviderError(
        f"{at} to model {model.model!r}: {words}. Nothing was spent. Name another model if it cannot do this:"
        f" {model.setting}.",
        provider=model.provider,
    )


def _key_wanted(model: LanguageModel, status: int) -> KeyMissingError:
    return KeyMissingError(
        f"The server at {model.address} answered {status}: it needs a key. Nothing was spent. Save a"
        " block with its key and name it in film.toml, "
        f'`writer = "block:local-writer/NAME"` in `members`, or set {model.address_variable} to a server'
        " that needs none.",
        provider=model.provider,
    )


def _wrong_key(model: LanguageModel, status: int) -> KeyMissingError:
    if model.free and status in (401, 403):
        return _key_wanted(model, status)
    return KeyMissingError(
        f"{model.provider} answered {status}: it does not accept the key. Nothing was spent. Fix"
        f" {model.key_variable} in the environment or in .env, or the rights of that key, then run the same"
        " command again.",
        provider=model.provider,
    )


def lost(model: LanguageModel, error: BaseException) -> ProviderError:
    """Our error for a connection that failed. The outcome is not known if a paid request was sent."""
    if any(type(one).__name__ in _NEVER_SENT for one in _chain(error)):
        if model.free:
            return TransientProviderError(
                f"The server at {model.address} cannot be reached. Nothing was sent and nothing was spent. "
                f"Start it, or set {model.address_variable} to its address, then run the same command again.",
                provider=model.provider,
            )
        return TransientProviderError(
            f"{model.provider} cannot be reached. Nothing was sent and nothing was spent. Check the network"
            " and the address set, then run the same command again.",
            provider=model.provider,
        )
    if model.free:
        return TransientProviderError(
            f"The server at {model.address} ended the connection before its answer. Nothing was spent. Run"
            f" the same command again; if you mean another server, set {model.address_variable} to"
            " its address.",
            provider=model.provider,
        )
    return UnknownOutcomeError(
        f"the connection to {model.provider} ended before its answer, which may be charged",
        provider=model.provider,
    )


def unreadable(model: LanguageModel, error: BaseException, said: object = "", key: str = "") -> ProviderError:
    """Our error for an answer that the provider's own library cannot read. It may have been charged.

    said: the answer, if it is known.
    """
    if any(type(one).__name__ in _NEVER_SENT for one in _chain(error)):
        return lost(model, error)
    words = _words_of(error, said, key)
    quoted = f" ({words})" if words else ""
    if model.free:
        return ProviderError(
            f"The server at {model.address} answered with something that cannot be read{quoted}. Nothing was"
            f" spent. Check whether the model {model.model!r} runs there, or set {model.address_variable}"
            " to another server, then run the same command again.",
            provider=model.provider,
        )
    return UnknownOutcomeError(
        f"{model.provider} answered with something that its own library cannot read{quoted}, which may be"
        " charged; the address set for it may be wrong",
        provider=model.provider,
    )


def _words_of(error: BaseException, said: object, key: str) -> str:
    text = said if isinstance(said, str) else getattr(said, "error", None)
    return _quoted(words_in(text or getattr(error, "doc", None), ""), key, "")


def words_in(body: object, otherwise: str) -> str:
    """The sentence in the body of an error, at any depth.

    >>> words_in({"error": {"message": "Busy."}}, "?"), words_in({"error": "No memory."}, "?")
    ('Busy.', 'No memory.')
    >>> words_in(None, "?")
    '?'
    """
    while isinstance(body, dict):
        body = body.get("message") or body.get("error")
    return body if isinstance(body, str) and body else otherwise


def _retry_after(headers: Mapping[str, str] | None) -> float | None:
    """Seconds that the provider asks to wait before the next request; None if it does not say."""
    by_name = {name.lower(): value for name, value in (headers or {}).items()}
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(by_name[name]) * scale)
        except (KeyError, ValueError):
            continue
    return None


def _chain(error: BaseException) -> list[BaseException]:
    """The error and the errors that caused it, at most eight."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain and len(chain) < 8:
        chain.append(one)
        one = one.__cause__ or one.__context__
    return chain


def _quoted(said: str, key: str, otherwise: str = "no reason given") -> str:
    words = " ".join((said.replace(key, "...") if key else said).split())[:_LONGEST_SAID].rstrip(".")
    return words or otherwise
