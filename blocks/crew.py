"""The crew of a film: for each capability an ordered list of members, from a preset and what the person chose. It makes nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from blocks.kinds import (
    Composer,
    CrewMember,
    Critic,
    ImageGenerator,
    Listener,
    LoraTrainer,
    Narrator,
    SoundDesigner,
    VideoGenerator,
    Writer,
)
from blocks.roster import build, require_capability
from storyreel.film.abilities import CAPABILITIES, MOST_MEMBERS, CrewCard
from storyreel.film.errors import CapabilityError, KeyMissingError, SettingsError, shown
from storyreel.film.frozen import Frozen
from storyreel.film.money import FREE, Cost

PRESETS: Mapping[str, Mapping[str, str]] = {
    "animatic": {
        "writer": "rules",
        "images": "painter",
        "video": "painter",
        "narrator": "espeak",
        "sounds": "foley",
        "composer": "score",
    },
    "cloud": {
        "writer": "anthropic",
        "images": "fal",
        "trainer": "fal",
        "video": "luma",
        "narrator": "elevenlabs",
        "sounds": "elevenlabs",
        "composer": "elevenlabs",
        "critic": "measured",
    },
}


@dataclass(frozen=True)
class Crew:
    """Who does what. `others` are asked only where the person allowed it, when the first refuses."""

    writer: Writer
    images: ImageGenerator
    video: VideoGenerator
    narrator: Narrator
    sounds: SoundDesigner
    composer: Composer
    trainer: LoraTrainer | None = None
    critic: Critic | None = None
    listener: Listener | None = None
    others: Mapping[str, tuple[CrewMember, ...]] = field(default_factory=dict[str, tuple[CrewMember, ...]])

    def member(self, capability: str) -> CrewMember | None:
        """Who is asked first."""
        return getattr(self, capability) if capability else None

    def engine(self, capability: str, asked: int) -> CrewMember | None:
        """Who is asked after so many refused; None where there is nobody."""
        if asked == 0:
            return self.member(capability)
        others = self.others.get(capability, ())
        return others[asked - 1] if asked <= len(others) else None

    def card(self) -> CrewCard:
        """The crew as data: fingerprints and abilities."""
        members = {name: self.member(name) for name in CAPABILITIES}
        return CrewCard(
            fingerprints={
                name: member.fingerprint() for name, member in members.items() if member is not None
            },
            video=self.video.ability(),
            images=self.images.ability(),
            narrator=self.narrator.ability(),
            introduces=self.writer.introduces(),
        )

    def everybody(self) -> tuple[CrewMember, ...]:
        """Every member, those asked second included."""
        first = (member for name in CAPABILITIES if (member := self.member(name)) is not None)
        return (*first, *(member for others in self.others.values() for member in others))

    def paid(self) -> bool:
        """Whether anybody of it costs money."""
        return any(member.allowance() is not None for member in self.everybody())

    def senders(self) -> tuple[str, ...]:
        """Who of it sends what they are given to another machine."""
        return tuple(
            dict.fromkeys(type(member).__name__ for member in self.everybody() if member.sends_away())
        )

    def reads(self) -> tuple[Path, ...]:
        """Files and folders of this machine that members' settings name and of which parts come into the film."""
        return tuple(dict.fromkeys(path for member in self.everybody() for path in member.reads()))

    def price(self, capability: str, brief: Frozen) -> Cost:
        """What a call costs at the one who is asked first."""
        member = self.member(capability)
        return member.price(brief) if member is not None else FREE

    def seconds(self, capability: str, brief: Frozen) -> float | None:
        """How long the provider takes; None for work on this machine."""
        member = self.member(capability)
        return member.seconds(brief) if member is not None and member.allowance() is not None else None

    def resource(self, capability: str) -> tuple[str, int]:
        """The provider and its jobs at once; ('', 0) for work on this machine."""
        member = self.member(capability)
        allowance = member.allowance() if member is not None else None
        return (allowance.provider, allowance.jobs) if allowance is not None else ("", 0)

    def require_ready(self, *, aspect: str = "", vault_url: str = "") -> None:
        """Refuse early what would fail late.

        aspect: the film's shape, such as '9:16'. vault_url: where the assets are: one on this machine gives
        them no web addresses.

        Raises:
            KeyMissingError: somebody lacks a key or a package; says what, for all of them.
            CapabilityError: the camera does not film in the film's shape, or takes pictures by web address
                only and the vault gives none;
                or somebody reads from S3 and the vault is not there.
        """
        shapes = self.video.ability().aspects
        if aspect and shapes and aspect not in shapes:
            raise CapabilityError(
                f"{type(self.video).__name__} does not film in {aspect}; it films in {', '.join(shapes)}."
                " Nothing was spent. Choose another --aspect, or name somebody else in `members`."
            )
        lacking = tuple(
            dict.fromkeys(missing for member in self.everybody() if (missing := member.missing()))
        )
        if lacking:
            raise KeyMissingError(" ".join(lacking))
        linked = [type(member).__name__ for member in self.everybody() if member.needs_links()]
        if linked and vault_url.startswith("file:"):
            raise CapabilityError(
                f"{', '.join(linked)} takes pictures by web address only, and a vault on this machine gives"
                " none. Nothing was spent. Set STORYREEL_VAULT to s3://bucket or gs://bucket, or name"
                " somebody else in `members`."
            )
        stored = [type(member).__name__ for member in self.everybody() if member.needs_s3()]
        if stored and vault_url and not vault_url.startswith("s3:"):
            raise CapabilityError(
                f"{', '.join(stored)} reads recordings from S3, and this vault is not there. Nothing was"
                " spent. Set STORYREEL_TRANSCRIBE_BUCKET to a bucket of yours, or STORYREEL_VAULT to"
                " s3://bucket, or take `listener` out of `members`."
            )


def assemble(
    preset: str,
    language: str,
    members: Mapping[str, Sequence[str]] | None = None,
    models: Mapping[str, str] | None = None,
    **chosen: CrewMember | None,
) -> Crew:
    """The preset's crew, with the members the person named or handed over in their places.

    members: by capability, names in the order in which they are asked. models: by capability, the model of
    the one asked first.

    Raises:
        SettingsError: there is no such preset, capability or member.
    """
    if preset not in PRESETS:
        raise SettingsError(
            f"There is no crew {shown(preset)}; accepted are {', '.join(PRESETS)}. Nothing was spent. Change"
            " --crew or `crew` in film.toml."
        )
    named: dict[str, Sequence[str]] = {capability: (name,) for capability, name in PRESETS[preset].items()}
    named |= {require_capability(capability): names for capability, names in (members or {}).items() if names}
    for capability in models or {}:
        require_capability(capability)
    for capability, names in named.items():
        if len(names) > MOST_MEMBERS:
            raise SettingsError(
                f"members.{capability} names {len(names):,} members; up to {MOST_MEMBERS} are accepted."
                " Nothing was spent. Change `members` in film.toml."
            )
    built = {
        capability: tuple(
            build(capability, name, language, (models or {}).get(capability, "") if number == 0 else "")
            for number, name in enumerate(names)
        )
        for capability, names in named.items()
    }
    crew = Crew(
        **{name: everybody[0] for name, everybody in built.items()},
        others={name: everybody[1:] for name, everybody in built.items()},
    )  # pyright: ignore[reportArgumentType] each name has its kind
    return replace(crew, **{name: member for name, member in chosen.items() if member is not None})


def animatic_crew(language: str = "en-us") -> Crew:
    """The embedded crew."""
    return assemble("animatic", language)
