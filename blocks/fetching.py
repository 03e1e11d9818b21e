"""Fetches what a provider made: from its own hosts only, to a `.part` first, no more bytes than allowed.

It does not know what is inside.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from storyreel.film.errors import BrokenDeliveryError, ProviderError, TransientProviderError

CONNECT_SECONDS, READ_SECONDS = 15.0, 60.0
MOST_REDIRECTS = 3
EXPIRED = frozenset({401, 403, 404, 410})
"""What a store answers to a link that has run out."""


def download(
    link: str,
    target: Path,
    *,
    hosts: tuple[str, ...],
    most_bytes: int,
    headers: Mapping[str, str] | None = None,
) -> Path:
    """Fetch a link into `target`, which exists whole or not at all.

    hosts: names that may serve it; '.fal.media' stands for every host below that name. A loopback address is
    served only where it is named.

    Raises:
        TransientProviderError: the link has run out, or the connection broke off; ask the provider for a
            fresh link.
        BrokenDeliveryError: it is larger than allowed.
        ProviderError: the link leads to a host, a scheme or an address that is not allowed.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            verify=_certificates(),
            trust_env=False,
        ) as client:
            _fetch(client, link, part, hosts, most_bytes, dict(headers or {}))
        part.replace(target)
    except httpx.HTTPError as error:
        raise TransientProviderError(
            f"The download from {urlsplit(link).hostname} broke off: {type(error).__name__}."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def require_allowed(link: str, hosts: tuple[str, ...]) -> None:
    """Refuse a link that does not lead to one of the provider's hosts, or that leads into a private network.

    Raises:
        ProviderError: says which host was named and which are accepted.
    """
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    named = any(
        host == allowed.lower() or (allowed.startswith(".") and host.endswith(allowed.lower()))
        for allowed in hosts
    )
    if not named:
        raise ProviderError(
            f"The provider sent a link to {host or 'nowhere'!r}; {', '.join(hosts)} are accepted. It was not"
            " fetched; nothing more was spent."
        )
    loopback = _is_loopback(host)
    if parts.scheme != "https" and not loopback:
        raise ProviderError(
            f"The provider sent a link by {parts.scheme!r} to {host!r}; https is accepted. It was not"
            " fetched; nothing more was spent."
        )
    if not loopback and any(not address.is_global for address in _addresses(host)):
        raise ProviderError(
            f"The provider sent a link to {host!r}, which lies in a private network. It was not fetched;"
            " nothing more was spent."
        )


@cache
def _certificates() -> ssl.SSLContext:
    """Whom downloads trust; read once, it takes longer than a small download."""
    return httpx.create_ssl_context(trust_env=False)


def _fetch(
    client: httpx.Client,
    link: str,
    part: Path,
    hosts: tuple[str, ...],
    most_bytes: int,
    headers: dict[str, str],
) -> None:
    first_host = urlsplit(link).hostname
    for _ in range(MOST_REDIRECTS + 1):
        require_allowed(link, hosts)
        own = headers if urlsplit(link).hostname == first_host else {}
        with client.stream("GET", link, headers=own) as answer:
            if answer.is_redirect:
                link = str(answer.next_request.url) if answer.next_request else link
                continue
            _keep(answer, part, most_bytes)
            return
    raise ProviderError(
        f"The link from {first_host} redirects more than {MOST_REDIRECTS} times. It was not fetched; nothing"
        " more was spent."
    )


def _keep(answer: httpx.Response, part: Path, most_bytes: int) -> None:
    if answer.status_code in EXPIRED:
        raise TransientProviderError(f"The link answered {answer.status_code}: it has run out.", expired=True)
    if answer.status_code != httpx.codes.OK:
        raise TransientProviderError(f"The download answered {answer.status_code}.")
    announced = int(answer.headers.get("content-length") or 0)
    if announced > most_bytes:
        raise BrokenDeliveryError(f"The file has {announced:,} bytes; at most {most_bytes:,} are accepted.")
    received = 0
    with part.open("wb") as out:
        for block in answer.iter_bytes():
            received += len(block)
            if received > most_bytes:
                raise BrokenDeliveryError(
                    f"The file has more than {most_bytes:,} bytes, which is the most accepted."
                )
            out.write(block)
    if announced and received < announced and "content-encoding" not in answer.headers:
        raise TransientProviderError(f"The download broke off after {received:,} of {announced:,} bytes.")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        return [
            ipaddress.ip_address(entry[4][0])
            for entry in socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)
        ]
    except OSError as error:
        raise TransientProviderError(f"The host {host!r} is not found.") from error
