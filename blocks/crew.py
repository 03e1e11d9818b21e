"""The crew of a film: the members for each capability in order, from a preset and what the person chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from blocks import dates
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
from blocks.model_names import require_model_name
from blocks.roster import SAVED, build, require_capability, require_sold
from blocks.shapes import films
from storyreel.film.abilities import CAPABILITIES, MOST_MEMBERS, CrewCard
from storyreel.film.direction import ShotDirection
from storyreel.film.errors import CapabilityError, KeyMissingError, SettingsError, UsageError, shown
from storyreel.film.frozen import Frozen
from storyreel.film.money import FREE, Allowance, Cost

Engine = TypeVar("Engine", bound=CrewMember)
MOST_ENGINES = 16
"""Engines and models that the shots of one film may name."""
PRESETS: Mapping[str, Mapping[str, str]] = {
    "animatic": {
        "writer": "rules",
        "images": "painter",
        "video": "painter",
        "narrator": "kokoro",
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
    "local": {
        "writer": "rules",
        "images": "diffusers",
        "trainer": "diffusers",
        "video": "diffusers",
        "narrator": "espeak",
        "sounds": "foley",
        "composer": "score",
        "critic": "measured",
    },
}


@dataclass(frozen=True)
class Crew:
    """The members by capability. `others` are asked after the first refuses, if the person allows it."""

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
    engines: Mapping[str, VideoGenerator] = field(default_factory=dict[str, VideoGenerator])
    """Engines that film single shots, by 'video/ENGINE/MODEL'."""
    drawing: Mapping[str, ImageGenerator] = field(default_factory=dict[str, ImageGenerator])
    """Engines that draw single shots, by 'images/ENGINE/MODEL'."""

    def member(self, capability: str) -> CrewMember | None:
        """The member that is asked first. capability: or the engine that a shot names."""
        if capability in self._of_shots:
            return self._of_shots[capability]
        return getattr(self, capability) if capability else None

    @property
    def _of_shots(self) -> Mapping[str, CrewMember]:
        """The engines that single shots name."""
        return {**self.engines, **self.drawing}

    def engine(self, capability: str, asked: int) -> CrewMember | None:
        """The member that is asked after `asked` others refused; None if there is none."""
        if asked == 0:
            return self.member(capability)
        return self._other(capability, asked - 1)

    def _other(self, capability: str, index: int) -> CrewMember | None:
        """A member that is asked after the first."""
        others = self.others.get(capability, ())
        return others[index] if index < len(others) else None

    def card(self) -> CrewCard:
        """The crew as data: fingerprints and abilities."""
        members = {name: self.member(name) for name in CAPABILITIES}
        known = {name: member for name, member in members.items() if member is not None}
        return CrewCard(
            fingerprints={name: member.fingerprint() for name, member in {**known, **self._of_shots}.items()},
            next_fingerprints={
                name: tuple(member.fingerprint() for member in others)
                for name, others in self.others.items()
                if others
            },
            video=self.video.ability(),
            images=self.images.ability(),
            narrator=self.narrator.ability(),
            composer=self.composer.ability(),
            introduces=self.writer.introduces(),
            translates=self.writer.translates(),
            trainers=dict(self.trainer.trainers()) if self.trainer is not None else {},
            engines={name: engine.ability() for name, engine in self.engines.items()},
            drawing={name: engine.ability() for name, engine in self.drawing.items()},
        )

    def everybody(self) -> tuple[CrewMember, ...]:
        """Every member, including those asked after the first and those that single shots name."""
        others = chain.from_iterable(self.others.values())
        return (*self._asked_first(), *others, *self._of_shots.values())

    def _asked_first(self) -> Iterator[CrewMember]:
        return (member for name in CAPABILITIES if (member := self.member(name)) is not None)

    def paid(self) -> bool:
        """Whether any member costs money."""
        return any(member.allowance() is not None for member in self.everybody())

    def paid_capabilities(self) -> frozenset[str]:
        """Who costs money, by capability or as a shot names its engine."""
        return frozenset(name for name in (*CAPABILITIES, *self._of_shots) if self._allowance(name))

    def senders(self) -> tuple[str, ...]:
        """Names of the members that send what they are given to another machine."""
        return tuple(dict.fromkeys(self._sending()))

    def _sending(self) -> list[str]:
        return [type(member).__name__ for member in self.everybody() if member.sends_away()]

    def reads(self) -> tuple[Path, ...]:
        """Files and folders of this machine that members' settings name and that become part of the film."""
        return tuple(dict.fromkeys(path for member in self.everybody() for path in member.reads()))

    def price(self, capability: str, brief: Frozen) -> Cost:
        """What a call costs at the member that is asked first."""
        member = self.member(capability)
        return member.price(brief) if member is not None else FREE

    def left_out(self, capability: str, brief: Frozen) -> tuple[str, ...]:
        """Sentences of a call's prompt that are left out, because the prompt is too long for its engine."""
        member = self.member(capability)
        sent = member.prompt_sent(brief) if member is not None else None
        return sent.left_out if sent is not None else ()

    def seconds(self, capability: str, brief: Frozen) -> float | None:
        """How long the provider takes; None for work on this machine."""
        member = self.member(capability)
        if member is None or member.allowance() is None:
            return None
        return member.seconds(brief)

    def resource(self, capability: str) -> tuple[str, int]:
        """The provider, and how many jobs it takes at once; ('', 0) for work on this machine."""
        allowance = self._allowance(capability)
        return (allowance.provider, allowance.jobs) if allowance is not None else ("", 0)

    def _allowance(self, capability: str) -> Allowance | None:
        member = self.member(capability)
        return member.allowance() if member is not None else None

    def require_ready(self, *, aspect: str = "", vault_url: str = "", weights: bool = False) -> None:
        """Refuse a film that this crew cannot make, before anything is made.

        aspect: the film's shape, such as '9:16'. vault_url: where the assets are; a vault on this machine
        gives them no web addresses. weights: whether the film asks for trained weights.

        Raises:
            KeyMissingError: a member lacks a key or a package; says what, for all of them.
            CapabilityError: a member cannot film in the film's shape, its model has ended, it trains weights
                that its fellow does not load, it needs web addresses and the vault gives none, or it reads
                from S3 and the vault is not there; or weights are requested that no member trains or uses.
        """
        self._require_aspect(aspect)
        self._require_models()
        if weights:
            self._require_weights()
        self._require_one_family()
        self._require_keys_and_packages(weights=weights)
        self._require_links(vault_url)
        self._require_s3(vault_url)

    def endings(self) -> tuple[str, ...]:
        """The models that end soon or have ended, each in a sentence."""
        today = dates.today()
        return tuple(dict.fromkeys(filter(None, (member.ending(today) for member in self.everybody()))))

    def cautions(self) -> tuple[str, ...]:
        """What a person should know of the members before the film is made, each in a sentence."""
        return tuple(dict.fromkeys(filter(None, (member.caution() for member in self.everybody()))))

    def _require_models(self) -> None:
        ended = [member for member in self.everybody() if has_ended(member)]
        if ended:
            raise _ended(ended)

    def _require_keys_and_packages(self, *, weights: bool) -> None:
        asked = (member for member in self.everybody() if member is not self.trainer or self._trains(weights))
        lacking = dict.fromkeys(filter(None, (member.missing() for member in asked)))
        if lacking:
            raise KeyMissingError(" ".join(lacking))

    def _trains(self, asked: bool) -> bool:
        """Whether the trainer is asked: if the film asks for weights, or nothing else keeps it alike."""
        return asked or not self.images.ability().references

    def _require_aspect(self, aspect: str) -> None:
        for engine in (self.video, *self.engines.values()):
            shapes = engine.ability().aspects
            if aspect and shapes and not films(aspect, shapes):
                raise _wrong_aspect(engine, aspect, shapes)

    def _require_weights(self) -> None:
        """Refuse a request for trained weights that the crew cannot train or use. The painter needs none."""
        images = self.images.ability()
        if images.both_ends:
            return
        if not images.uses_lora:
            raise _no_weights(f"{type(self.images).__name__} draws with none")
        if self.trainer is None:
            raise _no_weights("this crew has no trainer")

    def _require_one_family(self) -> None:
        images = self.images.ability()
        trained = self.trainer.weights() if self.trainer is not None and images.uses_lora else ""
        if trained and images.weights and trained != images.weights:
            raise self._other_family(trained, images.weights)

    def _other_family(self, trained: str, loaded: str) -> CapabilityError:
        return CapabilityError(
            f"{type(self.trainer).__name__} trains weights for {trained}, and {type(self.images).__name__}"
            f" draws with {loaded}, which does not load them. Nothing was spent. Take `trainer` out of"
            " `models` in film.toml, so that it follows `images`, or name two of one family."
        )

    def _linked(self) -> list[str]:
        return [type(member).__name__ for member in self.everybody() if member.needs_links()]

    def _require_links(self, vault_url: str) -> None:
        linked = self._linked()
        if linked and vault_url.startswith("file:"):
            raise CapabilityError(
                f"{', '.join(linked)} takes pictures by web address only, and a vault on this machine gives"
                " none. Nothing was spent. Set STORYREEL_VAULT to s3://bucket or gs://bucket, or name"
                " another member in `members`."
            )

    def _stored(self) -> list[str]:
        return [type(member).__name__ for member in self.everybody() if member.needs_s3()]

    def _require_s3(self, vault_url: str) -> None:
        stored = self._stored()
        if stored and vault_url and not vault_url.startswith("s3:"):
            raise CapabilityError(
                f"{', '.join(stored)} reads recordings from S3, and this vault is not there. Nothing was"
                " spent. Set STORYREEL_TRANSCRIBE_BUCKET to a bucket of yours, or STORYREEL_VAULT to"
                " s3://bucket, or take `listener` out of `members`."
            )


def _ended(ended: Sequence[CrewMember]) -> CapabilityError:
    return CapabilityError(" ".join(member.ending(dates.today()) for member in ended))


def _no_weights(why: str) -> CapabilityError:
    return CapabilityError(
        f"Trained weights are requested, and {why}. Nothing was spent. Set `likeness` and `likeness_of` in"
        ' film.toml to "references", or name `images` and `trainer` in `members` that fit together, such as'
        " fal."
    )


def _wrong_aspect(engine: VideoGenerator, aspect: str, shapes: Sequence[str]) -> CapabilityError:
    return CapabilityError(
        f"{engine._block_type_name} does not film in {aspect}; it films in {', '.join(shapes)}, and at most"
        " 7 % of a clip is cropped. Nothing was spent. Choose another --aspect, or name another member in"
        " `members` or as the shot's `engine`."
    )


def assemble(
    preset: str,
    language: str,
    members: Mapping[str, Sequence[str]] | None = None,
    models: Mapping[str, str] | None = None,
    engines: Mapping[str, ShotDirection] = MappingProxyType({}),
    **chosen: CrewMember | None,
) -> Crew:
    """The preset's crew, with the members that the person named, and those in `chosen`, in their places.

    members: by capability, names in the order in which they are asked. models: by capability, the model of
    the member that is asked first. engines: by shot id, what is asked of shots that name an engine or model.

    Raises:
        UsageError: there is no such preset or member.
        SettingsError: there is no such capability, or a member cannot be built.
    """
    named = _named(preset, members or {})
    for capability in models or {}:
        require_capability(capability)
    for capability, names in named.items():
        _require_few(capability, names)
    given = {name: member for name, member in chosen.items() if member is not None}
    crew = replace(_built_crew(named, models or {}, language), **given)
    if "trainer" not in given and not _names_trainer(named, models or {}):
        crew = _with_fitting_trainer(crew)
    own = {name: "" if name in given else named[name][0] for name in ("video", "images")}
    return _with_engines_of_shots(crew, engines, own, language)


def _built_crew(named: Mapping[str, Sequence[str]], models: Mapping[str, str], language: str) -> Crew:
    """The crew by its members' names; only the member that is asked first gets a model."""
    built = {
        capability: _built_members(capability, names, models.get(capability, ""), language)
        for capability, names in named.items()
    }
    first: dict[str, Any] = {name: engines[0] for name, engines in built.items()}
    return Crew(**first, others={name: engines[1:] for name, engines in built.items()})


def _built_members(
    capability: str, names: Sequence[str], model: str, language: str
) -> tuple[CrewMember, ...]:
    first, *others = names
    engine = build(capability, first, language, model)
    return (engine, *(build(capability, name, language) for name in others))


def _names_trainer(named: Mapping[str, Sequence[str]], models: Mapping[str, str]) -> bool:
    """Whether the person chose the trainer's model, by itself or with the settings of a saved member."""
    first = (*named.get("trainer", ()), "")[0]
    return bool(models.get("trainer")) or first.startswith(SAVED)


def _with_engines_of_shots(
    crew: Crew, wishes: Mapping[str, ShotDirection], own: Mapping[str, str], language: str
) -> Crew:
    """The crew with the engines that single shots name.

    wishes: by shot id. own: names of the crew's own engines; '' for one that was handed over as it is.
    """
    _require_few_engines(wishes)
    films = _EnginesOfShots("video", VideoGenerator, crew.video, own["video"], language)
    draws = _EnginesOfShots("images", ImageGenerator, crew.images, own["images"], language)
    return replace(
        crew,
        engines=films.built((shot, wish.asked, wish.engine, wish.model) for shot, wish in wishes.items()),
        drawing=draws.built(
            (shot, wish.draws, wish.images, wish.images_model) for shot, wish in wishes.items()
        ),
    )


def _with_fitting_trainer(crew: Crew) -> Crew:
    """The crew with a trainer for the family of models that draws."""
    if crew.trainer is None:
        return crew
    images = crew.images.ability()
    return replace(crew, trainer=crew.trainer.for_weights(images.weights, images.trained_on))


_Wished = tuple[str, str, str, str]
"""A shot's id, an engine as the crew names it ('' for none), and the member and the model that it names."""


@dataclass(frozen=True)
class _EnginesOfShots(Generic[Engine]):
    """Builds the engines of one kind that single shots name."""

    capability: str
    kind: type[Engine]
    usual_engine: Engine
    """The crew's own."""
    usual: str
    """Its name; '' if it was handed over as it is."""
    language: str

    def built(self, wishes: Iterable[_Wished]) -> dict[str, Engine]:
        """The engines, as the crew names them.

        Raises:
            SettingsError: one of them cannot be built; names the shot.
        """
        return {named: self._engine(shot, name, model) for shot, named, name, model in wishes if named}

    def _engine(self, shot_id: str, name: str, model: str) -> Engine:
        """The engine that a shot names; with a model alone, the crew's own engine with that model.

        Raises:
            SettingsError: there is none of that name, or it does not take the model; names the shot.
        """
        try:
            return self._built(name, model)
        except SettingsError as error:
            raise _no_engine(shot_id, self.capability, name, model, error) from error

    def _built(self, named: str, model: str) -> Engine:
        name = named or ("" if self.usual.startswith(SAVED) else self.usual)
        member = build(self.capability, name, self.language, model) if name else self._with_model(model)
        if not isinstance(member, self.kind):
            raise TypeError(f"{name} is a {type(member).__name__}")
        if model and model not in map(str, vars(member).values()):
            raise SettingsError(f"{type(member).__name__} takes no model.")
        return member

    def _with_model(self, model: str) -> CrewMember:
        """The engine that was handed over, with another model."""
        kind = type(self.usual_engine)
        kept = {name: getattr(self.usual_engine, name) for name in kind.model_fields}
        engine = kind.model_validate(kept | {"model": require_model_name(self.capability, model)})
        require_sold(self.capability, engine, model)
        return engine


def _no_engine(shot_id: str, capability: str, name: str, model: str, error: SettingsError) -> SettingsError:
    fields = ("engine", "model") if capability == "video" else ("images", "images_model")
    named = " and ".join(
        f"{field} = {shown(value)}" for field, value in zip(fields, (name, model), strict=True) if value
    )
    said = error.message.partition(" Nothing was")[0]
    kind = UsageError if isinstance(error, UsageError) else SettingsError
    return kind(
        f"The shot {shot_id} has {named}. {said} Nothing was spent. Change the shot in storyboard.toml, or"
        f" type `storyreel set FILM {shot_id} {fields[0]}=NAME`.",
        target="shot",
        id=shot_id,
        field=fields[0],
    )


def _require_few_engines(engines: Mapping[str, ShotDirection]) -> None:
    if len(engines) > MOST_ENGINES:
        raise _too_many_engines(len(engines))


def _too_many_engines(count: int) -> SettingsError:
    return SettingsError(
        f"The shots name {count:,} engines and models; up to {MOST_ENGINES} are accepted in one film. Nothing"
        " was spent. Change `engine` and `model` in storyboard.toml."
    )


def _named(preset: str, members: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Names of members by capability: the preset's, unless the person named others."""
    if preset not in PRESETS:
        raise UsageError(
            f"There is no crew {shown(preset)}; accepted are {', '.join(PRESETS)}. Nothing was spent. Change"
            " --crew or `crew` in film.toml."
        )
    usual: dict[str, Sequence[str]] = {capability: (name,) for capability, name in PRESETS[preset].items()}
    own = {require_capability(capability): names for capability, names in members.items() if names}
    return usual | own


def _require_few(capability: str, names: Sequence[str]) -> None:
    if len(names) > MOST_MEMBERS:
        raise _too_many(capability, len(names))


def _too_many(capability: str, count: int) -> SettingsError:
    return SettingsError(
        f"members.{capability} names {count:,} members; up to {MOST_MEMBERS} are accepted."
        " Nothing was spent. Change `members` in film.toml."
    )


def has_ended(member: CrewMember) -> bool:
    """Whether the provider takes a member's model no more."""
    lifetime = member.lifetime()
    return lifetime is not None and lifetime.is_over(dates.today())


def animatic_crew(language: str = "en-us") -> Crew:
    """The embedded crew."""
    return assemble("animatic", language)
