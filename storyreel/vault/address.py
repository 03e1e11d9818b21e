"""The address of a bucket, and of a folder in it. It holds no secret and opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from storyreel.film.errors import VaultError

ACCEPTED = (
    "'s3://bucket/folder', 's3://bucket/folder?endpoint=http://127.0.0.1:9000&region=us-east-1' and"
    " 'gs://bucket/folder' are accepted"
)


@dataclass(frozen=True)
class BucketAddress:
    """Where a bucket is."""

    scheme: str
    """'s3' or 'gs'."""
    bucket: str
    folder: str = ""
    """Without slashes at its ends; empty for the bucket itself."""
    endpoint: str | None = None
    """Address of an S3 that is not Amazon's (MinIO), or of a stand-in for Google's; None for theirs."""
    region: str | None = None

    @property
    def url(self) -> str:
        """The address as one text, from which `bucket_address` gives an equal address."""
        query = urlencode(
            {name: value for name, value in (("endpoint", self.endpoint), ("region", self.region)) if value},
            safe=":/",
        )
        return f"{self.scheme}://{self.bucket}{'/' * bool(self.folder)}{quote(self.folder)}{'?' * bool(query)}{query}"

    def within(self, name: str) -> str:
        """The object's full name for a name in the folder."""
        return f"{self.folder}/{name}" if self.folder else name


def bucket_address(url: str) -> BucketAddress:
    """Read 's3://bucket/folder?endpoint=...&region=...' or 'gs://bucket/folder?endpoint=...'.

    Raises:
        VaultError: something else was given, or a secret stands in it; the secret is not repeated.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "@" in parts.netloc or "@" in urlsplit(query.get("endpoint", "")).netloc:
        raise VaultError(
            "The bucket's address holds a user or a password before an '@' (not repeated here). Addresses are"
            " kept in logs and results: take it out, and give credentials by the environment"
            " (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or GOOGLE_APPLICATION_CREDENTIALS) or a saved"
            " block."
        )
    accepted = {"s3": {"endpoint", "region"}, "gs": {"endpoint"}}.get(parts.scheme)
    dots = {".", ".."} & set(unquote(parts.path).split("/"))  # a browser would take them out of a link
    if accepted is None or not parts.netloc or parts.fragment or dots:
        raise VaultError(f"The bucket's address {_without_query(url)!r} is not understood; {ACCEPTED}.")
    if unknown := sorted(set(query) - accepted):
        raise VaultError(
            f"The bucket's address {_without_query(url)!r} has {', '.join(unknown)} after the '?';"
            f" {' and '.join(sorted(accepted))} can stand there. Credentials never do: they come from the"
            " environment or a saved block."
        )
    endpoint = query.get("endpoint") or None
    if endpoint is not None and urlsplit(endpoint).scheme not in ("http", "https"):
        raise VaultError(
            f"The endpoint {endpoint!r} is not a web address; for example 'http://127.0.0.1:9000' is."
        )
    folder = "/".join(part for part in unquote(parts.path).split("/") if part)
    return BucketAddress(
        parts.scheme,
        parts.netloc,
        folder,
        endpoint.rstrip("/") if endpoint else None,
        query.get("region") or None,
    )


def _without_query(url: str) -> str:
    return url.split("?", 1)[0].split("#", 1)[0]
