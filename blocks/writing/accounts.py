"""A language model's account as fields of a block, for writers and critics that use it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from importlib.util import find_spec
from typing import ClassVar

from pydantic import Field, SecretStr

from blocks.access import (
    GEMINI_ENDPOINT,
    OPENAI_ENDPOINT,
    Access,
    Endpoint,
    access_of,
    address_of,
    is_loopback,
    keyless_access,
)
from blocks.keys import find_key, lacking, no_package
from blocks.kinds import CrewMember
from blocks.model_catalogues import ANTHROPIC_TEXT, GEMINI_TEXT, OPENAI_TEXT, ModelCatalogue
from blocks.writing.anthropic_model import THOUGHTS, AnthropicModel, Effort
from blocks.writing.asking import THINKING_TOKENS, LanguageModel
from blocks.writing.gemini_model import GeminiModel
from blocks.writing.openai_model import OpenAIModel
from storyreel.film.errors import FilmError
from storyreel.film.money import Allowance

LOCAL_ADDRESS = "http://127.0.0.1:11434/v1"
"""The usual address of Ollama."""


def _is_installed(package: str) -> bool:
    return find_spec(package.partition(".")[0]) is not None and find_spec(package) is not None


class ModelAccount(CrewMember, ABC):
    """A crew member whose work a language model does."""

    model: str = Field(
        min_length=1, description="The provider's name for the model, or for a fine-tuned one."
    )
    api_key: SecretStr | None = Field(
        default=None, description="The provider's key; if none is given, the environment or a `.env` is read."
    )
    base_url: str = Field(default="", description="Address of the service, if not the provider's own.")
    timeout_seconds: float = Field(
        default=300.0, gt=0, le=3600, description="How long to wait for one answer."
    )
    jobs_at_once: int = Field(
        default=4, ge=1, le=64, description="How many questions of one account run at once."
    )

    _provider: ClassVar[str]
    _endpoint: ClassVar[Endpoint]
    _package: ClassVar[str]
    _capability: ClassVar[str]

    @abstractmethod
    def language_model(self) -> LanguageModel:
        """The model, with its key.

        Raises:
            KeyMissingError: there is no key.
        """

    def allowance(self) -> Allowance | None:
        """See `CrewMember.allowance`."""
        return None if self.free else Allowance(provider=self._provider, jobs=self.jobs_at_once)

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if not _is_installed(self._package):
            return no_package(type(self).__name__, self._package)
        return lacking(self.access)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return access_of(self._endpoint, self.api_key, self.base_url)

    @property
    def free(self) -> bool:
        """Whether it costs nothing."""
        return False

    @property
    def provider(self) -> str:
        """Its name in the price table."""
        return self._provider

    @property
    def thinking_tokens(self) -> int:
        """The most tokens that it may think before an answer."""
        return THINKING_TOKENS

    @property
    def manner(self) -> str:
        """How it is asked, as a part of a fingerprint; '' if as usual."""
        return ""

    def _setting(self) -> str:
        """What a person types to name another model."""
        return f'models = {{ {self._capability} = "MODEL" }} in film.toml, or --model for `storyreel write`'


class AnthropicAccount(ModelAccount, ABC):
    """A Claude model."""

    catalogue: ClassVar[ModelCatalogue | None] = ANTHROPIC_TEXT
    _provider: ClassVar[str] = "anthropic"
    _endpoint: ClassVar[Endpoint] = Endpoint(
        "anthropic",
        ("ANTHROPIC_API_KEY",),
        ("ANTHROPIC_BASE_URL",),
        ("ANTHROPIC_CUSTOM_HEADERS", "ANTHROPIC_AUTH_TOKEN"),
    )
    _package: ClassVar[str] = "anthropic"

    effort: Effort = Field(
        default="medium",
        description=(
            "How much a model thinks before an answer, and what it may cost; models that take no such setting"
            " are not asked for it."
        ),
    )

    @property
    def thinking_tokens(self) -> int:
        """See `ModelAccount.thinking_tokens`."""
        return THOUGHTS[self.effort]

    @property
    def manner(self) -> str:
        """See `ModelAccount.manner`."""
        return "" if self.effort == "medium" else f"/{self.effort}"

    def language_model(self) -> LanguageModel:
        """See `ModelAccount.language_model`."""
        access = self.access()
        model = AnthropicModel(self.model, access.key, access.address, self.timeout_seconds, self._setting())
        model.effort, model.thinking_tokens = self.effort, self.thinking_tokens
        return model


class GeminiAccount(ModelAccount, ABC):
    """A Gemini model."""

    catalogue: ClassVar[ModelCatalogue | None] = GEMINI_TEXT
    _provider: ClassVar[str] = "gemini"
    _endpoint: ClassVar[Endpoint] = GEMINI_ENDPOINT
    _package: ClassVar[str] = "google.genai"

    def language_model(self) -> LanguageModel:
        """See `ModelAccount.language_model`."""
        access = self.access()
        return GeminiModel(self.model, access.key, access.address, self.timeout_seconds, self._setting())


class OpenAIAccount(ModelAccount, ABC):
    """A model of OpenAI, or of a server with the same API.

    A server on this machine that is asked without a key is free.
    """

    catalogue: ClassVar[ModelCatalogue | None] = OPENAI_TEXT
    _provider: ClassVar[str] = "openai"
    _endpoint: ClassVar[Endpoint] = OPENAI_ENDPOINT
    _package: ClassVar[str] = "openai"

    @property
    def free(self) -> bool:
        """Whether it costs nothing: it is on this machine, and there is no key."""
        return self._is_here() and not find_key(self.api_key, *self._endpoint.key_names).value

    def model_catalogue(self) -> ModelCatalogue | None:
        """See `CrewMember.model_catalogue`. Another server with the same API has models of its own."""
        return None if address_of(self._endpoint, self.base_url).value else self.catalogue

    def _is_here(self) -> bool:
        return is_loopback(address_of(self._endpoint, self.base_url).value)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return keyless_access(self._endpoint, None, self.base_url) if self.free else super().access()

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`. A server on this machine does not, if it is asked without a key."""
        return not self.free

    def language_model(self) -> LanguageModel:
        """See `ModelAccount.language_model`."""
        access = self.access()
        return OpenAIModel(
            self.model, access.key, access.address, self.timeout_seconds, self._setting(), free=not access.key
        )


class LocalAccount(OpenAIAccount, ABC):
    """A model on the person's own server: Ollama, vLLM, llama.cpp.

    The key of an OpenAI account is never sent there.
    """

    catalogue: ClassVar[ModelCatalogue | None] = None
    _endpoint: ClassVar[Endpoint] = replace(
        OPENAI_ENDPOINT, title="your own server", key_names=(), address_names=("STORYREEL_LOCAL_URL",)
    )

    @property
    def free(self) -> bool:
        """Always true: it costs nothing."""
        return True

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`. The person's own server may be another machine."""
        return not is_loopback(address_of(self._endpoint, self.base_url).value or LOCAL_ADDRESS)

    def language_model(self) -> OpenAIModel:
        """See `ModelAccount.language_model`."""
        access = self.access()
        return OpenAIModel(
            self.model,
            access.key,
            access.address,
            self.timeout_seconds,
            self._setting(),
            free=True,
            address_variable=self._endpoint.address_names[0],
        )

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return keyless_access(
            self._endpoint, self.api_key, self.base_url, usual=LOCAL_ADDRESS, own_server=True
        )

    def unanswered(self, timeout_seconds: float) -> str:
        """Why the server does not answer or lacks the model, in one line; '' if it is ready.

        The server is asked, which is free.
        """
        model = self.language_model()
        try:
            names = model.names(timeout_seconds)
        except FilmError as error:
            return str(error)
        # Ollama accepts a name without its tag, and some servers list no names.
        if self.model in names or f"{self.model}:latest" in names or not names:
            return ""
        return (
            f"The server at {model.address} has no model {self.model!r}. Nothing was spent. It has"
            f" {', '.join(names[:8])}: name one with {self._setting()}."
        )
