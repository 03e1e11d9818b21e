"""An AWS account: its credentials, its clients, and what its refusals mean.

It does not know which service is asked for what.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterator
from contextlib import contextmanager
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
        "UnrecognizedClientException", "InvalidSignatureException", "InvalidClientTokenId", "SignatureDoesNotMatch", "IncompleteSignature",
        "MissingAuthenticationToken", "MissingAuthenticationTokenException", "ExpiredToken", "ExpiredTokenException", "AccessDenied",
        "AccessDeniedException", "InvalidAccessKeyId", "NotAuthorized", "OptInRequired", "SubscriptionRequiredException",
    }
)  # fmt: skip
_BUSY = frozenset(
    {
        "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "LimitExceededException",
        "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
    }
)  # fmt: skip
_UNABLE = frozenset(
    {
        "EngineNotSupportedException", "LanguageNotSupportedException", "MarksNotSupportedForFormatException", "InvalidSampleRateException",
        "TextLengthExceededException", "ValidationException",
    }
)  # fmt: skip
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

    Credentials come from a saved block, else from where the SDK looks by itself.
    """

    credentials: AwsCredentials | None = Field(
        default=None,
        description="Saved AWS credentials; without them the environment, profile or role of this machine.",
    )
    region: str = Field(
        default="",
        pattern=r"^[a-z0-9-]*$",
        description="AWS region; that of the credentials or profile where none is given.",
    )
    base_url: str = Field(
        default="",
        description=(
            "Another address of the service; the SDK's own variables, such as AWS_ENDPOINT_URL_POLLY, else."
        ),
    )
    timeout_seconds: float = Field(default=60.0, gt=0, description="How long an answer is waited for.")
    jobs_at_once: int = Field(default=4, ge=1, description="Requests at once; what the account allows.")

    def missing(self) -> str:
        """See `CrewMember.missing`. Credentials are looked for, not tried."""
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
        where = (
            "the saved AWS Credentials block"
            if self.credentials is not None
            else f"AWS's own search ({found.method})"
        )
        return Access("found", address.value, Found("found", "elsewhere", where), address)

    def client(self, service: str, address: str | None = None) -> Any:
        """A client of a service, at another address where one is given, that sends nothing twice.

        Raises:
            KeyMissingError: there are no credentials, or not the profile that is named.
        SettingsError: the address leaves this machine without https.
        """
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError

        at = address or self._address(service)
        once = Config(
            retries={"mode": "standard", "total_max_attempts": 1},
            connect_timeout=min(15.0, self.timeout_seconds),
            read_timeout=self.timeout_seconds,
            signature_version="s3v4" if service == "s3" else None,
        )
        try:
            session = self._session()
            if session.get_credentials() is None:
                raise KeyMissingError(NO_CREDENTIALS, provider=service)
            region = self.region or session.region_name or "us-east-1"
            client = session.client(service, region_name=region, endpoint_url=at, config=once)  # pyright: ignore[reportCallIssue, reportArgumentType] the service is named at run time
        except (BotoCoreError, ValueError) as error:
            if isinstance(error, ValueError):
                raise ProviderError(
                    f"The address {at!r} is not usable for {service}. Nothing was spent. Mend `base_url`.",
                    provider=service,
                ) from None
            raise KeyMissingError(f"{NO_CREDENTIALS} ({type(error).__name__})", provider=service) from None
        own = (
            Found(client.meta.endpoint_url, "field")
            if at
            else Found(client.meta.endpoint_url, "elsewhere", "AWS_ENDPOINT_URL or the AWS profile")
        )
        require_allowed_address(f"AWS {service}", own)
        return client

    def _session(self) -> Any:
        import boto3

        session = self.credentials.get_boto3_session() if self.credentials is not None else boto3.Session()
        session._session.register_component(
            "data_loader", _service_models()
        )  # each session reads its own again, 50 ms a client
        return session

    def _address(self, service: str) -> str | None:
        if self.base_url and service != "s3":
            return self.base_url
        return self.credentials.aws_client_parameters.endpoint_url if self.credentials is not None else None


@lru_cache(maxsize=1)
def _service_models() -> Any:
    from botocore.loaders import create_loader

    return create_loader()


@contextmanager
def asking_amazon(provider: str, what: str, settings: str, *, paid: bool) -> Iterator[None]:
    """Turn what boto3 raises into our errors; what it streams is to be read inside.

    what: what is asked for. settings: which of the block's settings may be to blame.

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
    """The service's name for what went wrong; '' where it did not answer."""
    return str(getattr(error, "response", {}).get("Error", {}).get("Code", ""))


def _failure(error: Any, provider: str, what: str, settings: str, paid: bool) -> FilmError:
    code, said = error_code(error), str(error.response.get("Error", {}).get("Message", ""))[:_LONGEST_WORDS]
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    facts: dict[str, Any] = {"provider": provider, "capability": what, "code": code}
    if code in _KEYS or status in (401, 403):
        return KeyMissingError(
            f"AWS does not accept the credentials for {provider} ({code}). Nothing was spent. Check"
            " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do.",
            **facts,
        )
    if code in _BUSY or status == 429:
        return TransientProviderError(
            f"{provider} is busy ({code}); it did not take the {what}. Nothing was spent.",
            retry_after_seconds=_pause(error),
            **facts,
        )
    if code == "ServiceQuotaExceededException":
        return QuotaError(
            f"The account's quota of {provider} is used up: {said}. Nothing was spent. Ask AWS for a higher"
            " one.",
            **facts,
        )
    if status in (502, 504) and paid:
        return UnknownOutcomeError(
            f"{provider} lost its own service on the way ({status}); the {what} may have been made and"
            " charged.",
            **facts,
        )
    if status >= 500 or status == 408:
        return TransientProviderError(
            f"{provider} answered {status} ({code}); it did not take the {what}. Nothing was spent.",
            retry_after_seconds=_pause(error),
            **facts,
        )
    if code in _UNABLE:
        return CapabilityError(
            f"{provider} cannot make this {what} ({code}: {said}). Nothing was spent. Change {settings} of"
            " the block.",
            **facts,
        )
    if code in _REFUSED:
        return RefusedError(
            f"{provider} refuses the text of the {what} ({code}: {said}).",
            reason=said or code,
            refused_input="text",
            **facts,
        )
    return ProviderError(
        f"{provider} did not take the {what} ({code or status}: {said}). Nothing was spent.", **facts
    )


def _lost(error: Exception, provider: str, what: str, paid: bool) -> FilmError:
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


def _pause(error: Any) -> float | None:
    told = str(error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("retry-after", ""))
    return float(told) if told.replace(".", "", 1).isdigit() else None
