"""The address of a bucket, and of a folder in it. It holds no secret."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from storyreel.film.errors import VaultError

ACCEPTED = (
    "'s3://bucket/folder', 's3://bucket/folder?endpoint=http://127.0.0.1:9000&region=us-east-1' and"
    " 'gs://bucket/folder' are accepted"
)

_QUERIES = {"s3": {"endpoint", "region"}, "gs": {"endpoint"}}


@dataclass(frozen=True)
class BucketAddress:
    """The address of a folder in a bucket."""

    scheme: str
    """'s3' or 'gs'."""
    bucket: str
    folder: str = ""
    """Without slashes at its ends; empty for the bucket itself."""
    endpoint: str | None = None
    """Address of an S3 that is not Amazon's (MinIO), or of a substitute for Google's; None for their own."""
    region: str | None = None

    @property
    def url(self) -> str:
        """The address as one text, from which `bucket_address` gives an equal address."""
        path = f"/{quote(self.folder)}" if self.folder else ""
        return f"{self.scheme}://{self.bucket}{path}{self._query()}"

    def _query(self) -> str:
        query = urlencode(self._options(), safe=":/")
        return f"?{query}" if query else ""

    def _options(self) -> dict[str, str]:
        options = {"endpoint": self.endpoint, "region": self.region}
        return {name: value for name, value in options.items() if value}

    def within(self, name: str) -> str:
        """The object's full name for a name in the folder."""
        return f"{self.folder}/{name}" if self.folder else name


def bucket_address(url: str) -> BucketAddress:
    """Read 's3://bucket/folder?endpoint=...&region=...' or 'gs://bucket/folder?endpoint=...'.

    Raises:
        VaultError: something else was given, or it holds a secret, which is not repeated.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    _require_no_secret(parts.netloc, urlsplit(query.get("endpoint", "")).netloc)
    folder = unquote(parts.path).split("/")
    accepted = _QUERIES.get(parts.scheme)
    has_dots = not {".", ".."}.isdisjoint(folder)  # a browser would take them out of a link
    if accepted is None or not parts.netloc or parts.fragment or has_dots:
        raise VaultError(f"The bucket's address {_without_query(url)!r} is not understood; {ACCEPTED}.")
    if unknown := sorted(set(query) - accepted):
        raise VaultError(
            f"The bucket's address {_without_query(url)!r} has {', '.join(unknown)} after the '?';"
            f" {' and '.join(sorted(accepted))} can stand there. Credentials never do: they come from the"
            " environment or a saved block."
        )
    return BucketAddress(
        parts.scheme,
        parts.netloc,
        folder="/".join(part for part in folder if part),
        endpoint=_endpoint(query.get("endpoint", "")),
        region=query.get("region") or None,
    )


def _require_no_secret(*locations: str) -> None:
    if any("@" in location for location in locations):
        raise VaultError(
            "The bucket's address holds a user or a password before an '@' (not repeated here). Addresses are"
            " kept in logs and results: take it out, and give credentials by the environment"
            " (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or GOOGLE_APPLICATION_CREDENTIALS) or a saved"
            " block."
        )


def _is_web_address(given: str) -> bool:
    return urlsplit(given).scheme in ("http", "https")


def _endpoint(given: str) -> str | None:
    if not given:
        return None
    if not _is_web_address(given):
        raise VaultError(
            f"The endpoint {given!r} is not a web address; for example 'http://127.0.0.1:9000' is."
        )
    return given.rstrip("/")


def _without_query(url: str) -> str:
    return url.split("?", 1)[0].split("#", 1)[0]
