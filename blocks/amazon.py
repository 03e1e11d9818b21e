"""An AWS account: its credentials, its clients, and the meaning of its errors."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from prefect_aws import AwsCredentials
from pydantic import Field

from blocks.access import Access, require_allowed_address
from blocks.keys import Found
from blocks.kinds import CrewMember
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

NO_CREDENTIALS = (
    "AWS needs credentials and none were found. Nothing was spent. Set AWS_ACCESS_KEY_ID and"
    " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give a saved AWS Credentials block, then run the same command"
    " again."
)
_KEYS = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "NotAuthorized",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "SubscriptionRequiredException",
        "UnrecognizedClientException",
    }
)
_BUSY = frozenset(
    {
        "LimitExceededException",
        "PriorRequestNotComplete",
        "RequestLimitExceeded",
        "RequestThrottled",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
_UNABLE = frozenset(
    {
        "EngineNotSupportedException",
        "InvalidSampleRateException",
        "LanguageNotSupportedException",
        "MarksNotSupportedForFormatException",
        "TextLengthExceededException",
        "ValidationException",
    }
)
_REFUSED = frozenset({"InvalidParameterValue", "InvalidSsmlException"})
_NEVER_SENT = frozenset(
    {
        "EndpointConnectionError",
        "ConnectTimeoutError",
        "ProxyConnectionError",
        "SSLError",
        "InvalidEndpointConfigurationError",
    }
)
_NO_CREDENTIALS = frozenset(
    {
        "NoCredentialsError",
        "PartialCredentialsError",
        "ProfileNotFound",
        "CredentialRetrievalError",
        "TokenRetrievalError",
        "UnauthorizedSSOTokenError",
    }
)
_LONGEST_WORDS = 200


class AwsMember(CrewMember, ABC):
    """What members of one AWS account share.

    Credentials come from a saved block, or from the places in which the SDK looks.
    """

    credentials: AwsCredentials | None = Field(
        default=None,
        description="Saved AWS credentials; without them the environment, profile or role of this machine.",
    )
    region: str = Field(
        default="",
        pattern=r"^[a-z0-9-]*$",
        description="AWS region; if none is given, that of the credentials or profile.",
    )
    base_url: str = Field(
        default="",
        description=(
            "Another address of the service; if none is given, the SDK's own variables, such as"
            " AWS_ENDPOINT_URL_POLLY."
        ),
    )
    timeout_seconds: float = Field(default=60.0, gt=0, description="How long to wait for an answer.")
    jobs_at_once: int = Field(default=4, ge=1, description="Requests at once; what the account allows.")

    def missing(self) -> str:
        """See `CrewMember.missing`. Credentials are looked for, but not tried."""
        from botocore.exceptions import BotoCoreError

        try:
            return "" if self._session().get_credentials() is not None else NO_CREDENTIALS
        except BotoCoreError as error:
            return f"{NO_CREDENTIALS} ({type(error).__name__})"

    def access(self) -> Access:
        """See `CrewMember.access`: what the SDK finds by itself, or the saved block."""
        found = self._session().get_credentials()
        address = Found(self.base_url, "field") if self.base_url else Found()
        if found is None:
            return Access(address=address.value, address_from=address)
        is_saved = self.credentials is not None
        where = "the saved AWS Credentials block" if is_saved else f"AWS's own search ({found.method})"
        return Access("found", address.value, Found("found", "elsewhere", where), address)

    def client(self, service: str, address: str | None = None) -> Any:
        """A client of a service that sends nothing twice. address: replaces the service's own; '' for none.

        Raises:
            KeyMissingError: there are no credentials, or the named profile does not exist.
            SettingsError: the address leaves this machine without https.
        """
        from botocore.exceptions import BotoCoreError

        at = address or self._address(service)
        try:
            client = self._made(service, at)
        except ValueError:
            raise ProviderError(
                f"The address {at!r} is not usable for {service}. Nothing was spent. Fix `base_url`.",
                provider=service,
            ) from None
        except BotoCoreError as error:
            raise KeyMissingError(f"{NO_CREDENTIALS} ({type(error).__name__})", provider=service) from None
        url = client.meta.endpoint_url
        found = Found(url, "field") if at else Found(url, "elsewhere", "AWS_ENDPOINT_URL or the AWS profile")
        require_allowed_address(f"AWS {service}", found)
        return client

    def _made(self, service: str, address: str | None) -> Any:
        from botocore.config import Config

        once = Config(
            retries={"mode": "standard", "total_max_attempts": 1},
            connect_timeout=min(15.0, self.timeout_seconds),
            read_timeout=self.timeout_seconds,
            signature_version="s3v4" if service == "s3" else None,
        )
        session = self._session()
        if session.get_credentials() is None:
            raise KeyMissingError(NO_CREDENTIALS, provider=service)
        region = self.region or session.region_name or "us-east-1"
        return session.client(service, region_name=region, endpoint_url=address, config=once)

    def _session(self) -> Any:
        import boto3

        session = self.credentials.get_boto3_session() if self.credentials is not None else boto3.Session()
        # Without this, each session reads the models of the services again, 50 ms a client.
        session._session.register_component("data_loader", _service_models())
        return session

    def _address(self, service: str) -> str | None:
        if self.base_url and service != "s3":
            return self.base_url
        if self.credentials is None:
            return None
        return self.credentials.aws_client_parameters.endpoint_url


@lru_cache(maxsize=1)
def _service_models() -> Any:
    from botocore.loaders import create_loader

    return create_loader()


@contextmanager
def asking_amazon(provider: str, what: str, settings: str, *, paid: bool) -> Iterator[None]:
    """Turn what boto3 raises into our errors. What it streams must be read inside.

    what: what is asked for. settings: which of the block's settings may be wrong.

    Raises:
        UnknownOutcomeError: the connection ended before the answer to a paid request did.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except FilmError:
        raise
    except ClientError as error:
        raise _failure(error, provider, what, settings, paid) from None
    except BotoCoreError as error:
        raise _lost(error, provider, what, paid) from None


def error_code(error: Exception) -> str:
    """The service's name for the error; '' if it did not answer."""
    return str(getattr(error, "response", {}).get("Error", {}).get("Code", ""))


def _failure(error: Any, provider: str, what: str, settings: str, paid: bool) -> FilmError:
    metadata = error.response.get("ResponseMetadata", {})
    answer = _Answer(
        provider=provider,
        what=what,
        code=error_code(error),
        said=str(error.response.get("Error", {}).get("Message", ""))[:_LONGEST_WORDS],
        status=int(metadata.get("HTTPStatusCode", 0)),
        retry_after=str(metadata.get("HTTPHeaders", {}).get("retry-after", "")),
    )
    return answer.failure(settings, paid=paid)


@dataclass(frozen=True)
class _Answer:
    """An error that a service answered."""

    provider: str
    what: str
    code: str
    said: str
    status: int
    retry_after: str

    def failure(self, settings: str, *, paid: bool) -> FilmError:
        """Our error for the answer."""
        if self.code in _KEYS or self.status in (401, 403):
            return self._wrong_key()
        if self.code in _BUSY or self.status == 429:
            return self._not_now(f"is busy ({self.code})")
        if self.code == "ServiceQuotaExceededException":
            return self._quota()
        if self.status in (502, 504) and paid:
            return self._unknown_outcome()
        if self.status >= 500 or self.status == 408:
            return self._not_now(f"answered {self.status} ({self.code})")
        if self.code in _UNABLE:
            return self._unable(settings)
        if self.code in _REFUSED:
            return self._refused()
        problem = f"{self.code or self.status}: {self.said}"
        return self._error(
            ProviderError, f"{self.provider} did not take the {self.what} ({problem}). Nothing was spent."
        )

    def _wrong_key(self) -> FilmError:
        return self._error(
            KeyMissingError,
            f"AWS does not accept the credentials for {self.provider} ({self.code}). Nothing was spent. Check"
            " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do.",
        )

    def _not_now(self, how: str) -> FilmError:
        return self._error(
            TransientProviderError,
            f"{self.provider} {how}; it did not take the {self.what}. Nothing was spent.",
            retry_after_seconds=self._pause(),
        )

    def _pause(self) -> float | None:
        is_number = self.retry_after.replace(".", "", 1).isdigit()
        return float(self.retry_after) if is_number else None

    def _quota(self) -> FilmError:
        return self._error(
            QuotaError,
            f"The account's quota of {self.provider} is used up: {self.said}. Nothing was spent. Ask AWS for"
            " a higher one.",
        )

    def _unknown_outcome(self) -> FilmError:
        return self._error(
            UnknownOutcomeError,
            f"A gateway of {self.provider} got no answer from the service ({self.status}); the {self.what}"
            " may have been made and charged.",
        )

    def _unable(self, settings: str) -> FilmError:
        return self._error(
            CapabilityError,
            f"{self.provider} cannot make this {self.what} ({self.code}: {self.said}). Nothing was spent."
            f" Change {settings} of the block.",
        )

    def _refused(self) -> FilmError:
        return self._error(
            RefusedError,
            f"{self.provider} refuses the text of the {self.what} ({self.code}: {self.said}).",
            reason=self.said or self.code,
            refused_input="text",
        )

    def _error(self, kind: type[FilmError], message: str, **facts: object) -> FilmError:
        return kind(message, provider=self.provider, capability=self.what, code=self.code, **facts)


def _lost(error: Exception, provider: str, what: str, paid: bool) -> FilmError:
    """Our error for a request that was not answered."""
    name, facts = type(error).__name__, {"provider": provider, "capability": what}
    if name in _NO_CREDENTIALS:
        return KeyMissingError(f"{NO_CREDENTIALS} ({name})", **facts)
    if name in _NEVER_SENT:
        return TransientProviderError(
            f"{provider} cannot be reached ({name}). Nothing was sent or spent.", **facts
        )
    if name in ("ParamValidationError", "NoRegionError", "UnknownServiceError"):
        return ProviderError(
            f"{provider} was not asked for the {what} ({name}). Nothing was spent. Check the settings of the"
            " block.",
            **facts,
        )
    if paid:
        return UnknownOutcomeError(
            f"The connection to {provider} ended before the {what} was answered ({name}); it may have been"
            " made and charged.",
            **facts,
        )
    return TransientProviderError(
        f"The connection to {provider} ended before the {what} was answered ({name}). Nothing was spent.",
        **facts,
    )
