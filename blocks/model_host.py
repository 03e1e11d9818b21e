"""What members that work on the person's own card share: a model, and the host that owns the card.

Without STORYREEL_HOST_URL the host of this machine is used, and started if none runs.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import math
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Self

from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from pydantic import Field, SecretStr

from blocks.access import Access, Endpoint, access_of, address_of, is_loopback
from blocks.keys import lacking
from blocks.kinds import CrewMember
from storyreel.diffusion.families import FAMILIES, Family, Makes
from storyreel.diffusion.host.client import HostClient
from storyreel.diffusion.host.process import reach_host, running_host
from storyreel.diffusion.jobs import Done, Job, ModelFacts, Usual
from storyreel.diffusion.licences import FREE
from storyreel.diffusion.models import facts_of, find_model, folder_of
from storyreel.film.assets import AssetStore
from storyreel.film.errors import CapabilityError, FilmError
from storyreel.vault.home import home

HOST_ENDPOINT = Endpoint("the model host", ("STORYREEL_HOST_TOKEN",), ("STORYREEL_HOST_URL",))
PACKAGES = ("torch", "diffusers", "transformers", "peft", "accelerate", "safetensors", "huggingface_hub")
_CARDS = Path("/proc/driver/nvidia/gpus")


class HostedMember(CrewMember):
    """A member whose work is done by the model host, for nothing."""

    sends_model_name: ClassVar[bool] = False
    makes: ClassVar[Makes] = "stills"
    usual_family: ClassVar[str] = ""
    """The family of the usual model, for what can be said while the model is not here."""

    model: str = Field(
        min_length=1,
        description=(
            "Folder of a model in the layout of diffusers, or its id on the hub: owner/name or"
            " owner/name@revision. Nothing is downloaded."
        ),
    )
    steps: int | None = Field(
        default=None, ge=1, le=200, description="Denoising steps; the model's usual number if none is given."
    )
    guidance: float | None = Field(
        default=None,
        ge=0,
        le=35,
        description="How closely the words are followed; the model's own value if none is given.",
    )
    host_url: str = Field(
        default="",
        description=(
            "Address of a model host elsewhere, such as http://127.0.0.1:7860 at the end of a tunnel;"
            " otherwise STORYREEL_HOST_URL, or this machine's own host."
        ),
    )
    host_token: SecretStr | None = Field(
        default=None, description="Its token; otherwise STORYREEL_HOST_TOKEN."
    )

    @classmethod
    def hired(cls, language: str, model: str = "") -> Self:
        """See `CrewMember.hired`. A model may be a folder, whose name no service would accept."""
        return cls.model_validate({**cls.usual, **({"model": model} if model else {})})

    def computes_here(self) -> bool:
        """See `CrewMember.computes_here`."""
        return False

    def access(self) -> Access:
        """See `CrewMember.access`. A host on this machine needs neither address nor key."""
        if not address_of(HOST_ENDPOINT, self.host_url).value:
            return Access()
        return access_of(HOST_ENDPOINT, self.host_token, self.host_url)

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`."""
        address = address_of(HOST_ENDPOINT, self.host_url).value
        return bool(address) and not is_loopback(address)

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        if address_of(HOST_ENDPOINT, self.host_url).value:
            return lacking(self.access) or self.facts().missing
        return _no_packages(type(self).__name__) or _wrong_torch() or self.facts().missing

    def caution(self) -> str:
        """See `CrewMember.caution`: the licence's limits, and how slow it is without a card."""
        facts = self.facts()
        if facts.missing:
            return ""
        said = []
        if facts.licence not in FREE:
            said.append(f"{self.model}: {facts.licence}.")
        if not address_of(HOST_ENDPOINT, self.host_url).value and not _has_card():
            said.append(
                f"No card is seen for {self.model}: it works on the CPU, where a full-size picture takes"
                " minutes to hours and a clip hours to days."
            )
        return " ".join(said)

    def facts(self) -> ModelFacts:
        """The model where the host is, without loading it."""
        try:
            access = self.access()
            if access.address:
                return _facts_elsewhere(access.address, access.key, self.model, self.makes)
            return _facts_here(self.model, self.makes, _stamp(self.model))
        except FilmError as error:
            return ModelFacts(missing=error.message)

    @property
    def family(self) -> Family:
        """The model's family; that of the usual model while the model is not found."""
        return FAMILIES[self.facts().family or self.usual_family]

    def usual_values(self) -> Usual:
        """How the model is used if nothing else is set; what can be said of one that is not here."""
        family = self.family
        return self.facts().usual or Usual(
            area_px=family.usual_px, steps=family.steps, guidance=family.guidance, training_px=512
        )

    def usual_steps(self) -> int:
        """Steps as set, or as usual for the model."""
        return self.steps or self.usual_values().steps

    def usual_guidance(self) -> float:
        """Guidance as set, or as usual for the model."""
        return self.usual_values().guidance if self.guidance is None else self.guidance

    def sampling(self) -> str:
        """The part of a fingerprint that says which model works, and how."""
        which = self.facts().digest or f"{self.model[-80:]} (not found)"
        return f"{which}/{self.usual_steps()}/{self.usual_guidance():g}"

    def asked(
        self,
        job: Job,
        store: AssetStore,
        media_type: str,
        tell: Callable[[dict[str, Any]], object] = lambda _event: None,
    ) -> Done:
        """What the host makes of a job; raises as `HostClient.do` does. tell: is told how far it is."""
        access = self.access()
        client = HostClient(access.address, access.key) if access.address else reach_host(host_folder())
        done = client.do(job, store, media_type, tell)
        for note in done.notes:
            log(note)
        return done


def log(words: str) -> None:
    """Write a line into the log of the task that waits, which Prefect's pages show."""
    with suppress(MissingContextError):  # no task waits: it was asked in Python
        get_run_logger().info(words)


def host_folder() -> Path:
    """The folder of this machine's own host."""
    return home() / "model-host"


def own_host() -> HostClient | None:
    """This machine's own host, if one runs."""
    return running_host(host_folder())


def _has_card() -> bool:
    """Whether this machine has a card that torch can use: one of NVIDIA, or Apple's own."""
    import platform

    return _CARDS.is_dir() or (platform.system() == "Darwin" and platform.machine() == "arm64")


def _no_packages(who: str) -> str:
    """Which packages are not installed, in a sentence; '' if all are."""
    lost = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if not lost:
        return ""
    return (
        f"{who} needs the package {lost[0]}, which is not installed. Nothing was spent. Install what the"
        " local crew needs: make gpu."
    )


def _wrong_torch() -> str:
    """That torch was built without support for this machine's card; '' if it was not."""
    version = importlib.metadata.version("torch")
    if not (_CARDS.is_dir() and version.endswith("+cpu")):
        return ""
    return (
        f"torch {version} is a build for the CPU only, and this machine has a card. Nothing was spent."
        " Install a build for it: pip install --no-deps --force-reinstall torch=="
        f"{version.removesuffix('+cpu')} --index-url https://download.pytorch.org/whl/cu130."
    )


def _stamp(named: str) -> float:
    """Changes if the model's folder does."""
    try:
        folder = folder_of(named)
    except CapabilityError:
        return 0.0
    files = [folder, *folder.iterdir()]
    return math.fsum(path.stat().st_mtime for path in files)


@functools.lru_cache(maxsize=64)
def _facts_here(named: str, makes: Makes, stamp: float) -> ModelFacts:
    return facts_of(find_model(named, makes))


@functools.lru_cache(maxsize=64)
def _facts_elsewhere(address: str, token: str, named: str, makes: Makes) -> ModelFacts:
    """Asked once in a process.

    Raises:
        CapabilityError: the model cannot be used there; it is asked again the next time.
    """
    found = HostClient(address, token).facts(named, makes)
    if found.missing:
        raise CapabilityError(found.missing)
    return found
