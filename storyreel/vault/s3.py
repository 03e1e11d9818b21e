"""A bucket of Amazon S3, or of another service with the same protocol (MinIO)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from storyreel.film.errors import VaultError
from storyreel.vault.address import BucketAddress
from storyreel.vault.buckets import Bucket, Stored, required_seconds

CREDENTIALS = frozenset(
    {"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "profile_name", "region_name"}
)
ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})
REFUSED = frozenset(
    {
        "403",
        "AccessDenied",
        "Forbidden",
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "ExpiredToken",
        "InvalidToken",
        "AllAccessDisabled",
    }
)
NO_CREDENTIALS = frozenset(
    {
        "NoCredentialsError",
        "PartialCredentialsError",
        "ProfileNotFound",
        "TokenRetrievalError",
        "UnauthorizedSSOTokenError",
    }
)
CONNECTIONS = 32


class S3Bucket(Bucket):
    """A folder of an S3 bucket."""

    def __init__(
        self, address: BucketAddress, credentials: Mapping[str, Any] | None = None, page_size: int = 1000
    ) -> None:
        """A folder at an address. credentials: any of CREDENTIALS.

        Without them the SDK looks for some itself (environment, profile, role).

        Raises:
            VaultError: an unknown name among the credentials, or an unknown profile.
        """
        super().__init__(address, page_size)
        self._client = _client(address, dict(credentials or {}))
        self._errors = _errors()

    def get(self, name: str) -> bytes | None:
        """See `Bucket.get`."""
        with self._unless_absent(f"{name!r} cannot be read"):
            return self._client.get_object(**self._at(name))["Body"].read()
        return None

    def head(self, name: str) -> Stored | None:
        """See `Bucket.head`."""
        with self._unless_absent(f"{name!r} cannot be looked up"):
            return _stored(name, self._client.head_object(**self._at(name)))
        return None

    def upload(self, name: str, file: Path, media_type: str, sha256: str, *, public: bool = False) -> None:
        """See `Bucket.upload`."""
        extra: dict[str, Any] = {"ContentType": media_type, "Metadata": {"sha256": sha256}}
        if public:
            extra["ACL"] = "public-read"
        try:
            with file.open("rb") as content:
                self._client.upload_fileobj(content, **self._at(name), ExtraArgs=extra)
        except self._errors as error:
            if public and _code(error) in {"AccessControlListNotSupported", "AccessDenied"}:
                raise self._not_public(error) from error
            raise self._explained(error, f"{name!r} cannot be uploaded") from error

    def _not_public(self, error: Exception) -> VaultError:
        return VaultError(
            f"The bucket {self.address.bucket!r} does not let objects be public ({_code(error)}). Nothing was"
            " published. Leave out --public for a link that expires, or allow public access lists in the"
            " bucket's settings."
        )

    def download(self, name: str, file: Path) -> bool:
        """See `Bucket.download`."""
        with self._unless_absent(f"{name!r} cannot be downloaded"), file.open("wb") as content:
            self._client.download_fileobj(**self._at(name), Fileobj=content)
            return True
        return False

    def list(self, prefix: str) -> Iterator[Stored]:
        """See `Bucket.list`."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.address.bucket,
            Prefix=self.address.within(prefix),
            PaginationConfig={"PageSize": self._page_size},
        )
        skipped = len(self.address.within(""))
        try:
            for page in pages:
                for found in page.get("Contents", ()):
                    yield Stored(found["Key"][skipped:], found["Size"], found["LastModified"].timestamp())
        except self._errors as error:
            raise self._explained(error, f"{prefix!r} cannot be listed") from error

    def delete(self, name: str) -> None:
        """See `Bucket.delete`."""
        with self._explaining(f"{name!r} cannot be removed"):
            self._client.delete_object(**self._at(name))

    def link(self, name: str, seconds: int) -> str | None:
        """See `Bucket.link`.

        A link signed with temporary credentials ends when they do, whatever was asked.
        """
        required_seconds(seconds)
        with self._explaining(f"no link to {name!r} can be signed"):
            return self._client.generate_presigned_url("get_object", Params=self._at(name), ExpiresIn=seconds)

    @contextmanager
    def _explaining(self, how: str) -> Iterator[None]:
        """Turn the SDK's errors into ours."""
        try:
            yield
        except self._errors as error:
            raise self._explained(error, how) from error

    @contextmanager
    def _unless_absent(self, how: str) -> Iterator[None]:
        """Turn the SDK's errors into ours, except the one which says that there is no such object."""
        try:
            yield
        except self._errors as error:
            if _code(error) not in ABSENT:
                raise self._explained(error, how) from error

    def public_link(self, name: str) -> str:
        """See `Bucket.public_link`."""
        signed = self.link(name, 60) or ""
        return urlunsplit(urlsplit(signed)._replace(query=""))

    def _create(self, name: str, content: bytes, media_type: str, writer: str) -> bool | None:
        try:
            self._client.put_object(
                **self._at(name),
                Body=content,
                ContentType=media_type,
                Metadata={"writer": writer},
                IfNoneMatch="*",
            )
        except self._errors as error:
            if _code(error) in {"PreconditionFailed", "412"}:
                return False
            if _unknown_outcome(error):
                return None
            raise self._explained(error, f"{name!r} cannot be written") from error
        return True

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.address.bucket, "Key": self.address.within(name)}

    def _explained(self, error: Exception, what: str) -> VaultError:
        """The error as a sentence that says what to do, without the SDK's words, which may hold addresses."""
        code, where = _code(error), self.address.url
        if code == "NoSuchBucket":
            return VaultError(
                f"There is no bucket {self.address.bucket!r} ({where!r}). Create it, or fix the vault's"
                " address. No money was spent here."
            )
        if code in REFUSED:
            return VaultError(
                f"In {where!r} {what}: access is refused ({code}). The credentials need s3:GetObject,"
                " s3:PutObject, s3:DeleteObject and s3:ListBucket there; check AWS_ACCESS_KEY_ID and"
                " AWS_SECRET_ACCESS_KEY, the profile or the role. It is not treated as missing."
            )
        if type(error).__name__ in NO_CREDENTIALS:
            return VaultError(
                f"In {where!r} {what}: no usable AWS credentials were found. Set AWS_ACCESS_KEY_ID and"
                " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give a saved block."
            )
        return VaultError(
            f"In {where!r} {what} ({code or type(error).__name__}). What is stored stays; run the same"
            " command again."
        )


def _stored(name: str, found: Any) -> Stored:
    said = found.get("Metadata", {})
    made_at = found["LastModified"].timestamp()
    return Stored(name, found["ContentLength"], made_at, said.get("sha256"), said.get("writer"))


def _errors() -> tuple[type[Exception], ...]:
    """The errors that the SDK raises, except those of the local disk."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError
    from s3transfer.exceptions import RetriesExceededError

    return (BotoCoreError, ClientError, Boto3Error, RetriesExceededError)


def _code(error: Exception) -> str:
    """The service's name for the error; '' if it did not answer."""
    response = getattr(error, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, Mapping) else ""


def _unknown_outcome(error: Exception) -> bool:
    """Whether the object may have been written: the service did not answer, or it is busy."""
    from botocore.exceptions import ClientError, HTTPClientError

    if isinstance(error, ClientError):
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        return status >= 500 or status in (408, 409, 429) or _code(error) == "RequestTimeout"
    return isinstance(error, HTTPClientError)


def _client(address: BucketAddress, credentials: dict[str, Any]) -> Any:
    if unknown := sorted(set(credentials) - CREDENTIALS):
        raise VaultError(
            f"Credentials for {address.url!r} have {', '.join(unknown)}; {', '.join(sorted(CREDENTIALS))} are"
            " accepted."
        )
    from boto3.session import Session
    from botocore.exceptions import BotoCoreError

    asked = {name: value for name, value in credentials.items() if value is not None}
    try:
        session = Session(**asked)
    except BotoCoreError as error:
        raise VaultError(
            f"AWS credentials for {address.url!r} cannot be used ({type(error).__name__}). Check AWS_PROFILE"
            " or the saved block."
        ) from error
    region = address.region or session.region_name or "us-east-1"
    config = _config(is_amazon=address.endpoint is None)
    return session.client("s3", region_name=region, endpoint_url=address.endpoint, config=config)


def _config(*, is_amazon: bool) -> Any:
    from botocore.config import Config

    # Services other than Amazon's often do not know the newer checksums. Content is checked by its sha256.
    checksums = "when_supported" if is_amazon else "when_required"
    return Config(
        signature_version="s3v4",  # without it, some clients sign links in a form that newer regions refuse
        retries={"mode": "standard", "max_attempts": 4},
        connect_timeout=10,
        read_timeout=60,
        max_pool_connections=CONNECTIONS,
        s3={"addressing_style": "auto" if is_amazon else "path"},
        request_checksum_calculation=checksums,
        response_checksum_validation=checksums,
    )
