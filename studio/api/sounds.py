"""Single sounds from Python: a spoken line, an effect, and a score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blocks.kinds import CrewMember
from blocks.roster import build
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import Music, MusicBrief, Sound, SoundBrief, Speech, SpeechBrief
from storyreel.film.cast import Voice
from storyreel.film.errors import CapabilityError, UsageError
from storyreel.film.frozen import Frozen
from storyreel.film.pronunciations import Pronunciation, occurring, read_pronunciations
from storyreel.graph.stages import STAGES, Stage
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.api.agreement import Agreement
from studio.api.briefs import brief_of
from studio.api.calls import Caller, call_for
from studio.api.results import Audio
from studio.api.voices import cast


def speak(
    text: str,
    voice: str | Voice = "adult",
    *,
    narrator: str = "kokoro",
    model: str = "",
    language: str = "en-us",
    manner: str = "",
    pronounce: Mapping[str, str] | None = None,
    budget: float | None = None,
    yes: bool = False,
) -> Audio:
    """One spoken line. The same line in the same voice is not made, or paid for, again.

    Args:
        text: What is said.
        voice: 'woman', 'man', 'person', 'girl', 'boy' or 'child', with 'old' or 'young' before it, and a
            number from 1 after it for another voice of the kind: 'old woman', 'man 2'. The kinds of film.toml
            are accepted, too ('feminine adult 2'), and the id of one of the narrator's own voices if it has
            any that can be named.
        narrator: Who speaks, by its name in film.toml: 'kokoro' and 'espeak' are free and need no network.
        model: The narrator's model, if not the default.
        language: BCP 47 tag in lower case.
        manner: How it is said, as in parentheses in a script: 'whispering'.
        pronounce: How names are said, as in film.toml: {"Siemens": "/ˈziːmənz/", "Siobhan": "shi-VAWN"}.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.

    Returns:
        Mono, 48 kHz, with the time of each word.

    Raises:
        FilmError: one of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    member, chosen = cast(_member("narrator", narrator, language, model), voice, language)
    entries = occurring(_pronunciations(pronounce), text)
    brief = brief_of(SpeechBrief, text=text.strip(), voice=chosen, parenthetical=manner, pronounce=entries)
    made: Speech = _made(Stage.SPEECH, member, brief, Agreement(budget, yes))
    return _audio(made.audio, made.duration_ms, made)


def _pronunciations(named: Mapping[str, str] | None) -> tuple[Pronunciation, ...]:
    try:
        return read_pronunciations(named or {})
    except ValueError as error:
        raise UsageError(f"pronounce: {error}. Nothing was made and nothing was spent.") from error


def design_sound(
    sound: str,
    seconds: float = 3.0,
    *,
    ambience: bool = False,
    ground: str = "",
    seed: int = 0,
    sounds: str = "foley",
    budget: float | None = None,
    yes: bool = False,
) -> Audio:
    """One effect, or an ambience bed that can be repeated end to end.

    Args:
        sound: What is heard, in words: 'thunder', 'a door creaks'.
        seconds: Its length, above 0 and up to 60.
        ambience: Whether it is a bed.
        ground: What is walked on, for footsteps: 'gravel', 'wood', 'stone', 'snow', 'grass', 'water',
            'metal', 'carpet' or 'sand'.
        seed: Another number gives another sound of the kind.
        sounds: Who makes it, by its name in film.toml: 'foley' is free and needs no network.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.

    Returns:
        Stereo, 48 kHz.

    Raises:
        CapabilityError: the member cannot make this sound.
        FilmError: another of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    member = _member("sounds", sounds)
    brief = brief_of(SoundBrief, sound=sound, seconds=seconds, ambience=ambience, ground=ground, seed=seed)
    made: Sound = _made(Stage.SOUND, member, brief, Agreement(budget, yes))
    if made.audio is None:
        raise CapabilityError(
            f"{type(member).__name__} cannot make the sound {sound!r}. Nothing was spent. Use other words, or"
            " another member: sounds='elevenlabs'."
        )
    return _audio(made.audio, made.duration_ms)


def compose(
    mood: str,
    seconds: float = 30.0,
    *,
    seed: int = 0,
    style: str = "",
    composer: str = "score",
    budget: float | None = None,
    yes: bool = False,
) -> Audio:
    """A score that ends in a fade.

    Args:
        mood: 'calm', 'hopeful', 'joyful', 'romantic', 'melancholy', 'mystery', 'tense', 'eerie', 'action' or
            'triumphant'.
        seconds: Its length, above 0 and up to 3600.
        seed: Another number gives another piece.
        style: Words for the music, such as 'slow piano'.
        composer: Who writes it, by its name in film.toml: 'score' is free and needs no network.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.

    Returns:
        Stereo, 48 kHz.

    Raises:
        FilmError: one of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    brief = brief_of(MusicBrief, mood=mood, seconds=seconds, seed=seed, style=style)
    made: Music = _made(Stage.MUSIC, _member("composer", composer), brief, Agreement(budget, yes))
    return _audio(made.audio, made.duration_ms)


def _member(capability: str, name: str, language: str = "en-us", model: str = "") -> CrewMember:
    return build(capability, name, language, model)


def _made(stage: Stage, member: CrewMember, brief: Frozen, agreement: Agreement) -> Any:
    """The stage's result."""
    call = call_for(stage, brief)
    vault = open_vault(default_vault_url())
    return Caller({STAGES[stage].capability: member}.get, vault, agreement).make([call])[call.id]


def _audio(audio: AssetRef, duration_ms: int, spoken: Speech | None = None) -> Audio:
    path = open_vault(default_vault_url()).assets.path(audio)
    return Audio(path, audio.media_type, duration_ms / 1000, spoken.words if spoken else ())
