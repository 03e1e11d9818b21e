"""Downloads what a provider made: from its own hosts only, into a `.part` first, with a limit on bytes."""

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
"""Statuses that mean that a link has expired."""


def download(
    link: str,
    target: Path,
    *,
    hosts: tuple[str, ...] | None,
    most_bytes: int,
    headers: Mapping[str, str] | None = None,
) -> Path:
    """Download a link into `target`, which is complete or does not exist.

    hosts: names that may serve it; '.fal.media' stands for every host below that name. A loopback address is
    accepted only if it is named. None: any host that is not in a private network, for a link that the person
    agreed to.

    Raises:
        TransientProviderError: the link has expired, or the connection broke off; ask the provider for a new
            link.
        BrokenDeliveryError: it is larger than allowed.
        ProviderError: the link leads to a host, a scheme or an address that is not allowed.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with _client() as client:
            _fetch(client, link, part, hosts, most_bytes, dict(headers or {}))
        part.replace(target)
    except httpx.HTTPError as error:
        raise TransientProviderError(
            f"The download from {urlsplit(link).hostname} broke off: {type(error).__name__}."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def require_allowed(link: str, hosts: tuple[str, ...] | None) -> None:
    """Refuse a link that does not lead to one of these hosts, or that leads into a private network.

    Raises:
        ProviderError: says which host was named and which are accepted.
    """
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    if hosts is not None:
        if not any(_is_at(host, allowed.lower()) for allowed in hosts):
            raise _refused(f"to {host or 'nowhere'!r}; {', '.join(hosts)} are accepted")
        if _is_loopback(host):
            return
    if parts.scheme != "https":
        raise _refused(f"by {parts.scheme!r} to {host!r}; https is accepted")
    if any(not address.is_global for address in _addresses(host)):
        raise _refused(f"to {host!r}, which lies in a private network")


def _is_at(host: str, allowed: str) -> bool:
    """Whether a host has an allowed name, or is a subdomain of it if the name begins with a dot."""
    return host == allowed or (allowed.startswith(".") and host.endswith(allowed))


def _refused(what: str) -> ProviderError:
    return ProviderError(f"The link leads {what}. It was not fetched; nothing more was spent.")


def _client() -> httpx.Client:
    return httpx.Client(
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        follow_redirects=False,
        verify=_certificates(),
        trust_env=False,
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Certificates that downloads trust. They are read once, which takes longer than a small download."""
    return httpx.create_ssl_context(trust_env=False)


def _fetch(
    client: httpx.Client,
    link: str,
    part: Path,
    hosts: tuple[str, ...] | None,
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
        raise TransientProviderError(f"The link answered {answer.status_code}: it has expired.", expired=True)
    if answer.status_code != httpx.codes.OK:
        raise TransientProviderError(f"The download answered {answer.status_code}.")
    announced = int(answer.headers.get("content-length") or 0)
    if announced > most_bytes:
        raise BrokenDeliveryError(f"The file has {announced:,} bytes; at most {most_bytes:,} are accepted.")
    received = _write(answer, part, most_bytes)
    if announced and received < announced and "content-encoding" not in answer.headers:
        raise TransientProviderError(f"The download broke off after {received:,} of {announced:,} bytes.")


def _write(answer: httpx.Response, part: Path, most_bytes: int) -> int:
    """Write the answer's body into a file; returns its length in bytes."""
    received = 0
    with part.open("wb") as out:
        for block in answer.iter_bytes():
            received += len(block)
            if received > most_bytes:
                raise BrokenDeliveryError(
                    f"The file has more than {most_bytes:,} bytes, which is the most accepted."
                )
            out.write(block)
    return received


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)
    except OSError as error:
        raise TransientProviderError(f"The host {host!r} is not found.") from error
    return [ipaddress.ip_address(entry[4][0]) for entry in found]
