"""Names of crew members: storyreel's own by capability, those of the user's packages, and saved blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module

from prefect.blocks.core import Block, UnknownBlockType
from pydantic import ValidationError

from blocks.kinds import KINDS, CrewMember
from blocks.model_names import require_model_name
from blocks.own_members import GROUP, OwnMember, own_member, own_members
from blocks.sent_member import SentMember
from storyreel.film.errors import SettingsError, UsageError, did_you_mean, shown

SAVED = "block:"
_SAVED_NAME = re.compile(r"[a-z0-9-]{1,100}/[a-z0-9-]{1,100}")
"""Names of blocks that Prefect accepts."""
MEMBERS: Mapping[str, Mapping[str, str]] = {
    "writer": {
        "rules": "animatic:RulesWriter",
        "anthropic": "anthropic_writer:AnthropicWriter",
        "gemini": "gemini_writer:GeminiWriter",
        "openai": "openai_writer:OpenAIWriter",
        "local": "openai_writer:LocalWriter",
    },
    "images": {
        "painter": "animatic:PainterStills",
        "fal": "fal:FalStills",
        "luma": "luma_agents:LumaAgentsStills",
        "luma-photon": "lumaai:LumaStills",
        "openai": "openai_stills:OpenAIStills",
        "gemini": "gemini_pictures:GeminiStills",
        "diffusers": "diffusers_stills:DiffusersStills",
    },
    "trainer": {"fal": "fal:FalLoraTrainer", "diffusers": "diffusers_trainer:DiffusersTrainer"},
    "video": {
        "painter": "animatic:PainterClips",
        "luma": "luma_agents:LumaAgentsVideo",
        "luma-ray2": "lumaai:LumaVideo",
        "fal": "fal:FalVideo",
        "gemini": "gemini_pictures:GeminiVideo",
        "diffusers": "diffusers_video:DiffusersVideo",
        "footage": "footage:FootageVideo",
    },
    "narrator": {
        "kokoro": "animatic:KokoroSpeech",
        "espeak": "animatic:EspeakSpeech",
        "server": "speech_server:SpeechServer",
        "piper": "piper:PiperSpeech",
        "elevenlabs": "elevenlabs_audio:ElevenLabsSpeech",
        "polly": "polly:PollySpeech",
        "openai": "openai_speech:OpenAISpeech",
        "gtts": "gtts_speech:GttsSpeech",
    },
    "sounds": {"foley": "animatic:FoleySounds", "elevenlabs": "elevenlabs_audio:ElevenLabsSounds"},
    "composer": {"score": "animatic:ScoreMusic", "elevenlabs": "elevenlabs_audio:ElevenLabsMusic"},
    "critic": {
        "measured": "measured_critic:MeasuredCritic",
        "anthropic": "anthropic_critic:AnthropicCritic",
        "gemini": "gemini_critic:GeminiCritic",
    },
    "listener": {"transcribe": "transcribe:TranscribeWords", "whisper": "whisper:WhisperWords"},
}
"""The module in blocks/providers and the class in it, by capability and name. A module is loaded when one of
its members is named.
"""


def build(capability: str, name: str, language: str, model: str = "") -> CrewMember:
    """One member by capability and name, with its usual settings.

    language: BCP 47 tag of what is spoken. model: a model other than the default.

    Raises:
        SettingsError: no member of that name has the capability, the member does not take the model, or the
            package that declares it is wrong.
    """
    known = MEMBERS[require_capability(capability)]
    if name.startswith(SAVED):
        return _saved(capability, name.removeprefix(SAVED))
    own = None if name in known else _own(capability, name)
    kind = own.kind() if own else provider(capability, name)
    if own and not issubclass(kind, KINDS[capability]):
        raise own.fault(
            f"it is a {kind.__name__}, and a {KINDS[capability].__name__} is accepted for {capability}"
        )
    if model and "model" in kind.usual and kind.sends_model_name:
        require_model_name(capability, model)
    try:
        member = kind.hired(language, model)
    except ValidationError as error:
        said = error.errors(include_url=False, include_context=False)[0]["msg"].removeprefix("Value error, ")
        if own:
            raise own.fault(f"it does not take its settings: {said}") from error
        raise UsageError(
            f"models.{capability} is {shown(model)}, which {name} does not take: {said}. Nothing was sent"
            " and nothing was spent. Change `models` in film.toml."
        ) from error
    if model:
        require_sold(capability, member, model)
    return member


def require_sold(capability: str, member: CrewMember, model: str) -> None:
    """Refuse a model that the member's service does not offer, if its models are known.

    Raises:
        UsageError: names the models that it offers.
    """
    catalogue = member.model_catalogue()
    if catalogue is None or catalogue.has(model):
        return
    raise UsageError(
        f"models.{capability} is {shown(model)}, which {catalogue.provider} does not offer for this."
        f"{did_you_mean(model, catalogue.names)} Known are {', '.join(catalogue.names)}. Nothing was sent"
        " and nothing was spent. Change `models` in film.toml, or --model. A model that is newer than this"
        f" list is taken from a block saved in Prefect, named as {SAVED}<type>/<name> in `members`."
    )


def provider(capability: str, name: str) -> type[CrewMember]:
    """The class of one of storyreel's own members.

    Raises:
        KeyError: `MEMBERS` has no such name.
    """
    module, kind = MEMBERS[capability][name].split(":")
    return getattr(import_module(f"blocks.providers.{module}"), kind)


def is_taken(name: str) -> bool:
    """Whether a member of storyreel has the name, for any capability. A package's member of it is ignored."""
    return any(name in known for known in MEMBERS.values())


def require_capability(capability: str) -> str:
    """The capability, if there is one of that name.

    Raises:
        SettingsError: there is none.
    """
    if capability not in MEMBERS:
        raise SettingsError(
            f"There is no capability {shown(capability)}; accepted are {', '.join(MEMBERS)}. Nothing was"
            " spent. Fix film.toml."
        )
    return capability


def received(asked: SentMember) -> CrewMember:
    """The member that was sent to this process as data.

    Raises:
        SettingsError: no member of this kind is installed here or saved in Prefect, or it does not take the
            settings.
    """
    if asked.saved:
        return _saved(require_capability(asked.capability), asked.saved)
    kinds = installed_kinds(require_capability(asked.capability))
    kind = next((kind for kind in kinds if kind.get_block_type_slug() == asked.kind), None)
    if kind is None:
        installed = ", ".join(kind.get_block_type_slug() for kind in kinds)
        raise SettingsError(
            f"No {asked.capability} of the kind {shown(asked.kind)} is installed here; accepted are"
            f" {installed}. Nothing was made and nothing was spent. Install the package that declares it"
            f" under {GROUP!r} on every worker."
        )
    try:
        return kind.model_validate(asked.settings)
    except ValidationError as error:
        said = error.errors(include_url=False, include_context=False)[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(
            f"The {asked.capability} {shown(asked.kind)} does not take its settings here: {said}. Nothing was"
            " made and nothing was spent. Install the same version on every worker."
        ) from error


def installed_kinds(capability: str) -> tuple[type[CrewMember], ...]:
    """The classes of every member of a capability: storyreel's own, then those of the user's packages."""
    kinds = [provider(capability, name) for name in MEMBERS[capability]]
    for member in own_members():
        with suppress(SettingsError):
            if issubclass(kind := member.kind(), KINDS[capability]):
                kinds.append(kind)
    return tuple(dict.fromkeys(kinds))


def _own(capability: str, name: str) -> OwnMember:
    """A member of one of the user's packages.

    Raises:
        UsageError: no package declares the name.
        SettingsError: several do.
    """
    found = None if is_taken(name) else own_member(name)
    if found is None:
        free = (member.name for member in own_members() if not is_taken(member.name))
        declared = ", ".join(dict.fromkeys(free)) or "none"
        raise UsageError(
            f"There is no {capability} {shown(name)}; accepted are {', '.join(MEMBERS[capability])}, a name"
            f" that an installed package declares under {GROUP!r} ({declared}), and {SAVED}<type>/<name> for"
            f" a block saved in Prefect. Nothing was spent. Change --{capability}, or `members` in film.toml."
        )
    return found


def _saved(capability: str, slug: str) -> CrewMember:
    """A block that was saved in Prefect, with its keys and settings.

    Raises:
        SettingsError: there is none of that name, or it does something else.
    """
    if not _SAVED_NAME.fullmatch(slug):
        raise SettingsError(
            f"{shown(slug)} is not a name of a saved block; {SAVED}<type>/<name> of small letters, digits and"
            " dashes is accepted. Nothing was spent. Change `members` in film.toml."
        )
    _load_classes(capability)
    try:
        block = Block.load(slug)
    except (ValueError, UnknownBlockType) as error:
        raise SettingsError(
            f"No block {slug!r} is saved in Prefect ({error}). Nothing was spent. Save it there, or change"
            " `members` in film.toml."
        ) from error
    if not isinstance(block, KINDS[capability]):
        raise SettingsError(
            f"The saved block {slug!r} is a {type(block).__name__}, and a {KINDS[capability].__name__} is"
            f" accepted for {capability}. Nothing was spent."
        )
    return block


def _load_classes(capability: str) -> None:
    """Load all classes that may be saved: Prefect finds only classes that are loaded."""
    for name in MEMBERS[capability]:
        provider(capability, name)
    for member in own_members():
        with suppress(SettingsError):
            member.kind()
