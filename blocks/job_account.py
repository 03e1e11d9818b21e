"""An account at a provider of jobs: its key, its address, the hosts of results, and its limit of jobs."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from importlib.util import find_spec
from typing import ClassVar

from pydantic import Field, SecretStr

from blocks.access import Access, Endpoint, access_of
from blocks.adopting import hosts_of
from blocks.failures import Provider
from blocks.keys import lacking, no_package
from blocks.kinds import RemoteMember
from storyreel.film.money import Allowance


@dataclass(frozen=True)
class Service:
    """What all accounts at a provider have in common."""

    slug: str
    title: str
    module: str
    """The name under which its package is imported."""
    package: str
    """The name under which its package is installed."""
    key_names: tuple[str, ...]
    """Variables that hold its key, the default first."""
    address_name: str
    """Variable that holds an address to use in place of its own."""
    hosts: tuple[str, ...]
    """Hosts of its results. Keys are never sent there."""
    taken_along: tuple[str, ...] = ()
    """See `Endpoint.taken_along`."""

    @property
    def endpoint(self) -> Endpoint:
        """The variables that may set its key and its address."""
        return Endpoint(self.title, self.key_names, (self.address_name,), self.taken_along)


class JobAccount(RemoteMember, ABC):
    """What all blocks of such a provider have in common."""

    service: ClassVar[Service]

    model: str = Field(description="The provider's name for the model.")
    api_key: SecretStr | None = Field(
        default=None, description="The account's key; if none is given, the environment or a `.env` is read."
    )
    base_url: str = Field(default="", description="Address of the API, if it is not the provider's own.")
    timeout_seconds: float = Field(default=120.0, gt=0, description="How long one request may take.")
    jobs_at_once: int = Field(default=4, ge=1, description="How many jobs of the account may run at once.")
    result_hosts: tuple[str, ...] = Field(
        default=(),
        description="More hosts that may serve results; '.example.com' stands for all its subdomains.",
    )

    def allowance(self) -> Allowance:
        """See `CrewMember.allowance`."""
        return Allowance(provider=self.service.slug, jobs=self.jobs_at_once)

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if not _installed(self.service.module):
            return no_package(self.service.title, self.service.package)
        return lacking(self.access)

    def access(self) -> Access:
        """See `CrewMember.access`."""
        return access_of(self.service.endpoint, self.api_key, self.base_url)

    def _provider(self, access: Access | None = None) -> Provider:
        known, key = self.service, (access or self.access()).key
        return Provider(known.title, known.slug, self.model, known.key_names[0], key)

    def _base(self) -> str:
        return self.access().address

    @property
    def _hosts(self) -> tuple[str, ...]:
        return hosts_of(self._base(), *self.service.hosts, *self.result_hosts)


def _installed(module: str) -> bool:
    package = module.partition(".")[0]
    return find_spec(package) is not None and find_spec(module) is not None
