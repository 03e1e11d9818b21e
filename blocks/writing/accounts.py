"""A language model's account as fields of a block: who writes and who judges with it share them. It does not know what is asked."""

from __future__ import annotations

import ipaddress
from abc import ABC, abstractmethod
from importlib.util import find_spec
from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from blocks.keys import key_of, no_key, no_package, require_key, surroundings
from blocks.kinds import CrewMember
from blocks.writing.anthropic_model import AnthropicModel
from blocks.writing.asking import LanguageModel
from blocks.writing.gemini_model import GeminiModel
from blocks.writing.openai_model import OpenAIModel
from storyreel.film.errors import FilmError
from storyreel.film.money import Allowance

LOCAL_ADDRESS = "http://127.0.0.1:11434/v1"
"""Where Ollama listens."""


class ModelAccount(CrewMember, ABC):
    """Somebody whose work a language model does."""

    model: str = Field(min_length=1, description="Name of the model as the provider spells it; a fine-tuned one too.")
    api_key: SecretStr | None = Field(default=None, description="The provider's key; from the environment or .env where none is given.")
    base_url: str = Field(default="", description="Address of the service, where not the provider's own.")
    timeout_seconds: float = Field(default=300.0, gt=0, le=3600, description="How long one answer is waited for.")
    jobs_at_once: int = Field(default=4, ge=1, le=64, description="Questions of one account under way at once.")

    _provider: ClassVar[str]
    _key_variables: ClassVar[tuple[str, ...]]
    _address_variable: ClassVar[str]
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
        if find_spec(self._package.partition(".")[0]) is None or find_spec(self._package) is None:
            return no_package(type(self).__name__, self._package)
        if self.free or key_of(self.api_key, *self._key_variables):
            return ""
        return no_key(self._provider, *self._key_variables)

    @property
    def free(self) -> bool:
        """Whether nobody charges for it."""
        return False

    @property
    def provider(self) -> str:
        """Its name in the price table."""
        return self._provider

    def _address(self) -> str:
        return self.base_url or surroundings(self._address_variable)

    def _key(self) -> str:
        return require_key(self.api_key, self._provider, *self._key_variables)

    def _setting(self) -> str:
        """What a person types to name another model."""
        return f'models = {{ {self._capability} = "MODEL" }} in film.toml, or --model for `storyreel write`'


class AnthropicAccount(ModelAccount, ABC):
    """A Claude model."""

    _provider: ClassVar[str] = "anthropic"
    _key_variables: ClassVar[tuple[str, ...]] = ("ANTHROPIC_API_KEY",)
    _address_variable: ClassVar[str] = "ANTHROPIC_BASE_URL"
    _package: ClassVar[str] = "anthropic"

    def language_model(self) -> LanguageModel:
        """See `ModelAccount.language_model`."""
        return AnthropicModel(self.model, self._key(), self._address(), self.timeout_seconds, self._setting())


class GeminiAccount(ModelAccount, ABC):
    """A Gemini model."""

    _provider: ClassVar[str] = "gemini"
    _key_variables: ClassVar[tuple[str, ...]] = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
    _address_variable: ClassVar[str] = "GOOGLE_GEMINI_BASE_URL"
    _package: ClassVar[str] = "google.genai"

    def language_model(self) -> LanguageModel:
        """See `ModelAccount.language_model`."""
        return GeminiModel(self.model, self._key(), self._address(), self.timeout_seconds, self._setting())


class OpenAIAccount(ModelAccount, ABC):
    """A model of OpenAI's, or of a server that speaks its language; one on this machine, asked without a key, is free."""

    _provider: ClassVar[str] = "openai"
    _key_variables: ClassVar[tuple[str, ...]] = ("OPENAI_API_KEY",)
    _address_variable: ClassVar[str] = "OPENAI_BASE_URL"
    _package: ClassVar[str] = "openai"

    @property
    def free(self) -> bool:
        """Whether nobody charges for it."""
        return _on_this_machine(self._address()) and not key_of(self.api_key, *self._key_variables)

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`: one on this machine that has no account elsewhere does not."""
        return not self.free

    def language_model(self) -> LanguageModel:
        """See `ModelAccount.language_model`."""
        free = self.free
        return OpenAIModel(self.model, "" if free else self._key(), self._address(), self.timeout_seconds, self._setting(), free=free)


class LocalAccount(OpenAIAccount, ABC):
    """A model on a server of one's own: Ollama, vLLM, llama.cpp. The key of an OpenAI account is never sent there."""

    _address_variable: ClassVar[str] = "STORYREEL_LOCAL_URL"

    @property
    def free(self) -> bool:
        """Nobody charges for it."""
        return True

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`: a server of one's own may be another machine."""
        return not _on_this_machine(self._address() or LOCAL_ADDRESS)

    def language_model(self) -> OpenAIModel:
        """See `ModelAccount.language_model`."""
        key = self.api_key.get_secret_value() if self.api_key else ""
        address = self._address() or LOCAL_ADDRESS
        return OpenAIModel(self.model, key, address, self.timeout_seconds, self._setting(), free=True, address_variable=self._address_variable)

    def unanswered(self, timeout_seconds: float) -> str:
        """What keeps the server from answering, in one line; '' where it answers and has the model. Asks it, for free."""
        model = self.language_model()
        try:
            names = model.names(timeout_seconds)
        except FilmError as error:
            return str(error)
        if self.model in names or f"{self.model}:latest" in names or not names:  # Ollama takes a name without its tag; some servers list none
            return ""
        return f"The server at {model.address} has no model {self.model!r}. Nothing was spent. It has {', '.join(names[:8])}: name one with {self._setting()}."


def _on_this_machine(address: str) -> bool:
    """Whether an address is of this machine.

    >>> _on_this_machine("http://localhost:8000/v1"), _on_this_machine("https://example.org/v1"), _on_this_machine("")
    (True, False, False)
    """
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
