"""The capabilities of a crew, each an abstract Block, so that Prefect's form offers a picker.

`fingerprint()` is everything that changes what a member makes, and nothing else. It enters the key of every
result.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar, Self

from prefect.blocks.core import Block
from pydantic import Field

from blocks.access import Access, is_loopback
from blocks.lifetimes import Lifetime, lifetime_of
from blocks.model_catalogues import ModelCatalogue
from blocks.waiting import usual_first_poll, wait_for
from storyreel.film.abilities import ImageAbility, MusicAbility, NarratorAbility, VideoAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    Clip,
    ClipBrief,
    KeyframeBrief,
    Keyframes,
    Lora,
    LoraBrief,
    Music,
    MusicBrief,
    PromptBrief,
    Review,
    ReviewBrief,
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
    Still,
    StillBrief,
    TranslatedPrompt,
)
from storyreel.film.drafts import SceneBrief, SceneDraft, Survey
from storyreel.film.errors import CapabilityError, FilmError, UnknownOutcomeError
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import Introduction, IntroductionBrief
from storyreel.film.jobs import JobReport, Ticket
from storyreel.film.money import FREE, Allowance, Cost
from storyreel.film.narration import Transcript, TranscriptBrief
from storyreel.film.prompt_parts import FittedPrompt
from storyreel.film.screenplay import Screenplay
from storyreel.film.scripts import Script, ScriptBrief
from storyreel.film.storyboard import Storyboard


class CrewMember(Block, ABC):
    """A member of a crew. The answers here are those of the embedded members; paid members override them."""

    _block_schema_capabilities = ["crew-member"]  # noqa: RUF012 Prefect's own class attribute is a plain list
    usual: ClassVar[Mapping[str, object]] = {}
    """Settings that it gets if a film names it: `{"model": "ray-3.2"}`. `models` in film.toml changes
    the model, if there is one.
    """

    sends_model_name: ClassVar[bool] = True
    """Whether the name of its model becomes part of a web address, so that it may not be any text."""

    catalogue: ClassVar[ModelCatalogue | None] = None
    """The models that its service offers; None if any name may be one."""

    @classmethod
    def hired(cls, language: str, model: str = "") -> Self:
        """The member as a film names it.

        language: BCP 47 tag of what is spoken in the film. model: a model other than the default; ignored
        by members that have none.

        Raises:
            ValidationError: it does not take the model.
        """
        chosen = {"model": model} if model and "model" in cls.usual else {}
        return cls.model_validate({**cls.usual, **chosen})

    @abstractmethod
    def fingerprint(self) -> str:
        """Provider, model, revision and settings that change the output; no address, no name, no secret."""

    def allowance(self) -> Allowance | None:
        """How many jobs the provider takes at once; None for work on this machine, which is free."""
        return None

    def price(self, brief: Frozen) -> Cost:
        """What the work costs, from the price table."""
        return FREE

    def prompt_sent(self, brief: Frozen) -> FittedPrompt | None:
        """The prompt as the engine gets it, shortened to the length it takes; None for work without one."""
        return None

    def seconds(self, brief: Frozen) -> float:
        """How long the provider usually takes, from submission to result."""
        return 0.0

    def sends_away(self) -> bool:
        """Whether anything that it is given leaves this machine. True unless a class says otherwise."""
        return True

    def computes_here(self) -> bool:
        """Whether its work takes a core of this process. False if it waits for another process."""
        return True

    def caution(self) -> str:
        """What a person should know before the film is made, in a sentence; '' for nothing."""
        return ""

    def reads(self) -> tuple[Path, ...]:
        """Files and folders of this machine that its settings name and whose content enters the film."""
        return ()

    def needs_links(self) -> bool:
        """Whether it takes pictures by web address only, which a vault on this machine cannot give."""
        return False

    def needs_s3(self) -> bool:
        """Whether it reads what it is given from S3, which only a vault on S3 can give."""
        return False

    def missing(self) -> str:
        """What it needs and lacks, in one line: a key, a package, weights; '' if nothing is missing."""
        return ""

    def unanswered(self, timeout_seconds: float) -> str:
        """Why the person's own server does not answer, in one line; '' if it does or if none is used.

        The server is asked, which is free.
        """
        return ""

    def lifetime(self) -> Lifetime | None:
        """The announced end of its model; None if none is known, or if a server on this machine is asked."""
        allowance = self.allowance()
        if allowance is None:
            return None
        known = lifetime_of(allowance.provider, str(getattr(self, "model", "")))
        return None if known is None or is_loopback(self._asked_at()) else known

    def ending(self, today: date) -> str:
        """That its model ends soon or has ended, in one line; '' if it does not."""
        lifetime = self.lifetime()
        if lifetime is None or not lifetime.is_near(today):
            return ""
        return lifetime.sentence(str(getattr(self, "model", "")), today)

    def model_catalogue(self) -> ModelCatalogue | None:
        """The models that it can be given here; None if any name may be one."""
        return self.catalogue

    def _asked_at(self) -> str:
        """Where it is asked, if not at the provider's own address."""
        try:
            return self.access().address
        except FilmError:
            return ""

    def access(self) -> Access:
        """The key, the address that it is sent to, and where both were found. All are empty on this machine.

        Raises:
            KeyMissingError: there is no key.
            SettingsError: key and address do not go together, or one comes from a place that is not safe.
        """
        return Access()


class HomeMember(CrewMember, ABC):
    """A member that works on this machine and sends nothing to another."""

    def sends_away(self) -> bool:
        """See `CrewMember.sends_away`."""
        return False


class RemoteMember(CrewMember, ABC):
    """A member whose work is a job at a provider: submitted once, asked for by its ticket, fetched when done.

    No method repeats a request that may be paid. Tasks repeat what is safe to repeat.
    """

    patience_seconds: float = Field(
        default=1800.0, gt=0, description="How long to wait for a job; it stays pending after that."
    )
    first_poll_seconds: float = Field(
        default_factory=usual_first_poll,
        gt=0,
        description="Wait before the first status request; the wait grows up to 10 s.",
    )

    @abstractmethod
    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        """Submit the job, once.

        Raises:
            TransientProviderError: the provider said that it did not take the job now (429, 5xx).
            RefusedError: it will not take the job as asked.
            KeyMissingError, QuotaError, CapabilityError: it did not take the job.
            UnknownOutcomeError: the connection ended before an answer; the job may have been taken.
        """

    def look_up(self, brief: Frozen, store: AssetStore, since: float, taken: frozenset[str]) -> Ticket | None:
        """The job whose submission got no answer; None if there certainly is none.

        since: the earliest time of its submission, in seconds since the epoch. taken: job ids that are known
        already.

        Raises:
            UnknownOutcomeError: the provider cannot tell. This is the default.
        """
        raise UnknownOutcomeError("this provider cannot list its jobs")

    @abstractmethod
    def ask(self, ticket: Ticket) -> JobReport:
        """The state of the job, by one request.

        Raises:
            TransientProviderError: no answer; ask again.
            ProviderError: the provider does not know the job.
        """

    @abstractmethod
    def fetch(self, brief: Frozen, ticket: Ticket, report: JobReport, store: AssetStore) -> Frozen:
        """Download what a finished job made, check that it is what was asked for, and store it.

        Raises:
            TransientProviderError: the link has expired or the download broke off; ask for a new link.
            BrokenDeliveryError: the file is whole and is not what was asked for.
        """

    def run(self, brief: Frozen, store: AssetStore) -> Frozen:
        """Submit, wait and fetch, for use outside a film. If it is stopped, the ticket is lost."""
        ticket = self.submit(brief, store)
        report = wait_for(self, ticket)
        return self.fetch(brief, ticket, report, store)


class Writer(CrewMember, ABC):
    """Reads a screenplay and plans the film."""

    def introduces(self) -> bool:
        """Whether it decides how new people and places look. If not, the survey's rules decide."""
        return False

    def introduce(self, brief: IntroductionBrief) -> Introduction:
        """How people and places that are new to the film look and sound."""
        raise CapabilityError(
            f"{type(self).__name__} leaves looks to the survey's rules and cannot introduce"
            f" {len(brief.people)} people. Ask only if `introduces()` is true. Nothing was spent."
        )

    def translates(self) -> bool:
        """Whether it puts prompts into other languages."""
        return False

    def translate(self, brief: PromptBrief) -> TranslatedPrompt:
        """A prompt in another language. Asked only if `translates()` is true."""
        raise CapabilityError(
            f"{type(self).__name__} does not translate, and a prompt in {brief.language!r} was asked for."
            " Nothing was spent. Name a writer that uses a language model."
        )

    def write(self, brief: ScriptBrief) -> Script:
        """A screenplay in Fountain from an idea."""
        raise CapabilityError(
            f"{type(self).__name__} reads screenplays and cannot write one from {brief.idea!r}. Nothing was"
            " spent. Name one that uses a language model, for example --writer anthropic."
        )

    def survey(self, screenplay: Screenplay, known: Storyboard | None = None) -> Survey:
        """The cast, the places and the scenes of the whole screenplay, by rules, which is free.

        People and places of `known` keep their looks.
        """
        from storyreel.planning import survey

        return survey(screenplay, known)

    @abstractmethod
    def analyse_scene(self, brief: SceneBrief) -> SceneDraft:
        """The shots of one scene."""

    @abstractmethod
    def describe(self, brief: AnchorBrief) -> Anchor:
        """The anchor prompt of one place."""


class ImageGenerator(CrewMember, ABC):
    """Draws keyframes: both ends of a shot at once, or one still at a time, as its ability says."""

    @abstractmethod
    def ability(self) -> ImageAbility:
        """What it can make."""

    def draw(self, brief: KeyframeBrief, store: AssetStore) -> Keyframes:
        """The first and last frame of a shot. Asked only if `ability().both_ends` is true."""
        raise CapabilityError(
            f"{type(self).__name__} draws one still at a time; ask `still`. Nothing was spent."
        )

    def still(self, brief: StillBrief, store: AssetStore) -> Still:
        """One picture. Asked only if `ability().both_ends` is false."""
        raise CapabilityError(
            f"{type(self).__name__} draws both ends of a shot at once; ask `draw`. Nothing was spent."
        )


class LoraTrainer(CrewMember, ABC):
    """Trains weights that keep one place or person consistent."""

    def weights(self) -> str:
        """The family of image models that load its weights; '' if it is for the engine to say."""
        return ""

    def for_weights(self, family: str, base: str = "") -> Self:
        """The trainer that trains for a family of image models; itself if it knows no other.

        base: the model that weights are trained on, if the one that draws says so.
        """
        return self

    def trainers(self) -> Mapping[str, str]:
        """Families of image models by what trained for them, as tickets of its jobs name it.

        Weights of earlier versions do not say for which family they are.
        """
        return {}

    @abstractmethod
    def train(self, brief: LoraBrief, store: AssetStore) -> Lora:
        """The trained weights as safetensors."""


class VideoGenerator(CrewMember, ABC):
    """Films segments."""

    @abstractmethod
    def ability(self) -> VideoAbility:
        """Lengths and shapes it can make."""

    @abstractmethod
    def shoot(self, brief: ClipBrief, store: AssetStore) -> Clip:
        """One segment of a shot.

        If `brief.extends` names a job of its own service, the segment is to be an extension of that job's
        clip; it is asked so only for the lengths of `ability().extends_seconds`. A clip that can be extended
        names its job in `Clip.job`.
        """


class Narrator(CrewMember, ABC):
    """Speaks lines."""

    @abstractmethod
    def ability(self) -> NarratorAbility:
        """Whether word times are measured, and in which forms it is told how a word is said."""

    @abstractmethod
    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """One spoken line.

        The words of `brief.pronounce` are said as told, in the forms of `ability().pronounces`; the word
        times name every word as it is written.
        """


class SoundDesigner(CrewMember, ABC):
    """Makes effects and ambience beds."""

    @abstractmethod
    def design(self, brief: SoundBrief, store: AssetStore) -> Sound:
        """One sound."""


class Composer(CrewMember, ABC):
    """Writes the score."""

    def ability(self) -> MusicAbility:
        """Which words for a style of music it takes; any if a class says nothing else."""
        return MusicAbility()

    @abstractmethod
    def compose(self, brief: MusicBrief, store: AssetStore) -> Music:
        """Music for a span of scenes."""


class Critic(CrewMember, ABC):
    """Judges takes."""

    @abstractmethod
    def review(self, brief: ReviewBrief, store: AssetStore) -> Review:
        """How good a take is, and what is wrong with it."""


class Listener(CrewMember, ABC):
    """Hears the words of the person's own recording."""

    @abstractmethod
    def hear(self, brief: TranscriptBrief, store: AssetStore) -> Transcript:
        """The words of a recording and their times."""


KINDS: Mapping[str, type[CrewMember]] = {
    "writer": Writer,
    "images": ImageGenerator,
    "trainer": LoraTrainer,
    "video": VideoGenerator,
    "narrator": Narrator,
    "sounds": SoundDesigner,
    "composer": Composer,
    "critic": Critic,
    "listener": Listener,
}
"""The class of each capability, by the name that film.toml uses."""
