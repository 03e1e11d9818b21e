"""Requests to a Prefect server without importing Prefect: its health, its safety, and a sign-in link."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from blocks.access import is_loopback
from storyreel.film.errors import ServerError
from studio.home import variable

PATIENCE_SECONDS = 3
SIGN_IN_SECONDS = 20


def ui_of(url: str) -> str:
    """Address of the pages of a server whose API is at `url`."""
    return url.rstrip("/").removesuffix("/api")


def answers(url: str) -> bool:
    """Whether a Prefect server answers at the address, even if it does not let us in."""
    return _status(f"{url}/health") in (HTTPStatus.OK, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def exposure(url: str) -> str:
    """What is unsafe about a server that PREFECT_API_URL names, in a sentence or two; '' for nothing.

    Nothing secret is sent.
    """
    address = url.rstrip("/")
    if _status(f"{address}/admin/version") == HTTPStatus.OK:
        return (
            f"The Prefect server at {ui_of(url)} asks for no password: everybody who reaches it can run code"
            " on its workers and read the keys saved there. Set PREFECT_SERVER_API_AUTH_STRING where it runs"
            " and PREFECT_API_AUTH_STRING here, or unset PREFECT_API_URL to use our own."
        )
    secret = variable("PREFECT_API_AUTH_STRING") or variable("PREFECT_API_KEY")
    if secret and urlsplit(url).scheme == "http" and not is_loopback(address):
        return (
            f"The password of the Prefect server at {ui_of(url)} is sent over http, and everybody on the way"
            " can read it. Use https."
        )
    return ""


def request_sign_in(ui_url: str, password: str) -> str:
    """A link that signs one browser in to the pages of our own server.

    Raises:
        ServerError: the server gave no link.
    """
    try:
        answer = httpx.get(
            f"{ui_url}/sign-in/link",
            auth=httpx.BasicAuth(*password.split(":", 1)),
            timeout=SIGN_IN_SECONDS,
            trust_env=False,
        )
        link = str(answer.raise_for_status().json()["link"])
        if not link.startswith(f"{ui_url}/"):
            raise ValueError("it leads elsewhere")
        return link
    except (httpx.HTTPError, ValueError, KeyError) as error:
        raise ServerError(
            f"The Prefect server at {ui_url} gave no sign-in link ({error}). Try again, or `storyreel server"
            " stop` and `storyreel server start`."
        ) from error


def _status(url: str) -> int | None:
    """The status of the answer to a request that holds nothing secret; None if there is no answer.

    Redirects are not followed, and no proxy is used for this machine.
    """
    try:
        # Prefect's client may use certificates of its own, and checks them itself.
        return httpx.get(
            url,
            timeout=PATIENCE_SECONDS,
            trust_env=not is_loopback(url),
            verify=False,  # noqa: S501 nothing secret is sent
        ).status_code
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
