"""A bucket of Google Cloud Storage."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storyreel.film.errors import VaultError
from storyreel.vault.address import BucketAddress
from storyreel.vault.buckets import Bucket, Stored, required_seconds

CREDENTIALS = frozenset({"service_account_file", "service_account_info"})
SECONDS_A_REQUEST = 60
CONNECTIONS = 32
SCOPE = "https://www.googleapis.com/auth/devstorage.full_control"
"""To read and write objects needs less; to publish for everybody needs this."""


class GoogleBucket(Bucket):
    """A folder of a Google Cloud Storage bucket."""

    def __init__(
        self, address: BucketAddress, credentials: Mapping[str, Any] | None = None, page_size: int = 1000
    ) -> None:
        """A folder at an address. credentials: one of CREDENTIALS.

        Without them the SDK looks for some itself (GOOGLE_APPLICATION_CREDENTIALS, the machine's account).

        Raises:
            VaultError: the library is missing, or no usable credentials were found.
        """
        super().__init__(address, page_size)
        self._client = _client(address, dict(credentials or {}))
        self._bucket = self._client.bucket(address.bucket)
        self._errors = _errors()

    def get(self, name: str) -> bytes | None:
        """See `Bucket.get`."""
        with self._unless_absent(f"{name!r} cannot be read"):
            return self._blob(name).download_as_bytes(timeout=SECONDS_A_REQUEST)
        return None

    def head(self, name: str) -> Stored | None:
        """See `Bucket.head`."""
        try:
            found = self._bucket.get_blob(self.address.within(name), timeout=SECONDS_A_REQUEST)
        except self._errors as error:
            raise self._explained(error, f"{name!r} cannot be looked up") from error
        return None if found is None else _stored(name, found)

    def upload(self, name: str, file: Path, media_type: str, sha256: str, *, public: bool = False) -> None:
        """See `Bucket.upload`."""
        blob = self._blob(name)
        blob.metadata = {"sha256": sha256}
        acl = "publicRead" if public else None
        try:
            blob.upload_from_filename(
                str(file), content_type=media_type, predefined_acl=acl, timeout=SECONDS_A_REQUEST
            )
        except self._errors as error:
            if public and _status(error) in (400, 403, 412):
                raise self._not_public(error) from error
            raise self._explained(error, f"{name!r} cannot be uploaded") from error

    def _not_public(self, error: Exception) -> VaultError:
        return VaultError(
            f"The bucket {self.address.bucket!r} does not let objects be public ({_status(error)}). Nothing"
            " was published. Leave out --public for a link that expires, or turn off its uniform access and"
            " its public access prevention."
        )

    def download(self, name: str, file: Path) -> bool:
        """See `Bucket.download`."""
        with self._unless_absent(f"{name!r} cannot be downloaded"), file.open("wb") as content:
            self._blob(name).download_to_file(content, timeout=SECONDS_A_REQUEST)
            return True
        return False

    def list(self, prefix: str) -> Iterator[Stored]:
        """See `Bucket.list`."""
        skipped = len(self.address.within(""))
        try:
            found = self._client.list_blobs(
                self._bucket,
                prefix=self.address.within(prefix),
                page_size=self._page_size,
                timeout=SECONDS_A_REQUEST,
            )
            for blob in found:
                yield _stored(blob.name[skipped:], blob)
        except self._errors as error:
            raise self._explained(error, f"{prefix!r} cannot be listed") from error

    def delete(self, name: str) -> None:
        """See `Bucket.delete`."""
        with self._unless_absent(f"{name!r} cannot be removed"):
            self._blob(name).delete(timeout=SECONDS_A_REQUEST)

    @contextmanager
    def _unless_absent(self, how: str) -> Iterator[None]:
        """Turn the SDK's errors into ours, except the one which says that there is no such object."""
        try:
            yield
        except self._errors as error:
            if not _absent(error):
                raise self._explained(error, how) from error

    def link(self, name: str, seconds: int) -> str | None:
        """See `Bucket.link`.

        A person's own login and a machine's account cannot sign; a service account's key can.
        """
        from google.auth.credentials import Signing

        lifetime = timedelta(seconds=required_seconds(seconds))
        credentials: Any = self._client._credentials  # the client has no public name for them
        if not isinstance(credentials, Signing):
            return None
        where = {"api_access_endpoint": self.address.endpoint} if self.address.endpoint else {}
        return self._blob(name).generate_signed_url(
            version="v4", expiration=lifetime, method="GET", credentials=credentials, **where
        )

    def public_link(self, name: str) -> str:
        """See `Bucket.public_link`."""
        return self._blob(name).public_url

    def _create(self, name: str, content: bytes, media_type: str, writer: str) -> bool | None:
        blob = self._blob(name)
        blob.metadata = {"writer": writer}
        try:
            blob.upload_from_string(
                content, content_type=media_type, if_generation_match=0, timeout=SECONDS_A_REQUEST
            )
        except self._errors as error:
            status = _status(error)
            if status == 412:
                return False
            if status is None or status >= 500 or status in (408, 409, 429):
                return None
            raise self._explained(error, f"{name!r} cannot be written") from error
        return True

    def _blob(self, name: str) -> Any:
        return self._bucket.blob(self.address.within(name))

    def _explained(self, error: Exception, what: str) -> VaultError:
        """The error as a sentence that says what to do, without the SDK's words, which hold addresses."""
        status, where = _status(error), self.address.url
        if status == 404:
            return VaultError(
                f"There is no bucket {self.address.bucket!r} ({where!r}). Create it, or fix the vault's"
                " address. No money was spent here."
            )
        if status in (401, 403) or type(error).__name__ in {"RefreshError", "InvalidOperation"}:
            return VaultError(
                f"In {where!r} {what}: access is refused ({status or type(error).__name__}). The account"
                " needs the role Storage Object User there; check GOOGLE_APPLICATION_CREDENTIALS or the"
                " saved block. It is not treated as missing."
            )
        return VaultError(
            f"In {where!r} {what} ({status or type(error).__name__}). What is stored stays; run the same"
            " command again."
        )


def _stored(name: str, blob: Any) -> Stored:
    said = blob.metadata or {}
    return Stored(name, int(blob.size), blob.updated.timestamp(), said.get("sha256"), said.get("writer"))


def _errors() -> tuple[type[Exception], ...]:
    """The errors that the SDK raises, except those of the local disk."""
    import requests
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError
    from google.cloud.storage.exceptions import DataCorruption, InvalidResponse

    return (
        GoogleAPIError,
        GoogleAuthError,
        DataCorruption,
        InvalidResponse,
        requests.RequestException,
        ConnectionError,
    )


def _status(error: Exception) -> int | None:
    """The HTTP status of the service's answer; None if it did not answer."""
    code = getattr(error, "code", None)
    return int(code) if isinstance(code, int) else None


def _absent(error: Exception) -> bool:
    """Whether the object is not there, and the bucket is."""
    return _status(error) == 404 and "bucket does not exist" not in str(error)


def _client(address: BucketAddress, credentials: dict[str, Any]) -> Any:
    if unknown := sorted(set(credentials) - CREDENTIALS):
        raise VaultError(
            f"Credentials for {address.url!r} have {', '.join(unknown)}; {' or '.join(sorted(CREDENTIALS))}"
            " is accepted."
        )
    try:
        import google.auth.exceptions
        from google.cloud import storage
        from requests.adapters import HTTPAdapter
    except ImportError as error:
        raise VaultError(
            f"A vault at {address.url!r} needs the package google-cloud-storage. Install it: pip install"
            " 'storyreel[cloud]'. Nothing was made."
        ) from error
    options = {"api_endpoint": address.endpoint} if address.endpoint else None
    try:
        found = _credentials(address, credentials)
        project = getattr(found, "project_id", None)
        client = storage.Client(project=project or "-", credentials=found, client_options=options)
    except (google.auth.exceptions.GoogleAuthError, ValueError, OSError) as error:
        raise VaultError(
            f"No usable Google credentials for {address.url!r} ({type(error).__name__}). Set"
            " GOOGLE_APPLICATION_CREDENTIALS to a service account's key file, or log in with gcloud, or give"
            " a saved block. Nothing was made."
        ) from error
    client._http.mount("https://", HTTPAdapter(pool_maxsize=CONNECTIONS))
    return client


def _credentials(address: BucketAddress, given: dict[str, Any]) -> Any:
    """The service account's credentials; None if the SDK may look for some itself.

    The SDK may not if they would be sent over plain http. Such an endpoint is a substitute for Google's on
    this machine or network, and asks for none.
    """
    from google.auth.credentials import AnonymousCredentials

    found = _service_account(given)
    if found is not None or not _is_unencrypted(address):
        return found
    return AnonymousCredentials()


def _is_unencrypted(address: BucketAddress) -> bool:
    return address.endpoint is not None and urlsplit(address.endpoint).scheme == "http"


def _service_account(credentials: dict[str, Any]) -> Any:
    """The service account's credentials; None if none are given."""
    from google.oauth2.service_account import Credentials

    info, file = credentials.get("service_account_info"), credentials.get("service_account_file")
    if isinstance(info, str):
        info = json.loads(info)
    if info:
        return Credentials.from_service_account_info(info, scopes=[SCOPE])
    if file:
        return Credentials.from_service_account_file(str(Path(file).expanduser()), scopes=[SCOPE])
    return None
