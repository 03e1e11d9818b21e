"""The command `storyreel voices`: the embedded narrator's voices by name, and samples of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from blocks.kinds import Narrator
from blocks.roster import build
from blocks.voice_casting import pinned_voice
from storyreel.animatic.narrators import VOICES, speaks
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import CastMember, Voice
from storyreel.film.errors import CapabilityError, UsageError, shown
from storyreel.graph.context import FilmContext
from storyreel.graph.speech import speech_brief
from storyreel.project.project import Project, open_project
from storyreel.project.settings import Scope
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.exits import DONE
from studio.film_folders import script_of
from studio.printing import Screen, print_table, say_json

_FOLDER = "auditions"
_TEXTS = {
    "en": "Good evening. I came as soon as I heard, and I brought the letter that you asked for.",
    "es": "Buenas noches. He venido en cuanto lo supe, y traigo la carta que me pidió.",
    "fr": "Bonsoir. J'arrive tout juste, et j'apporte la lettre que vous avez demandée.",
    "hi": "नमस्ते। यह वही चिट्ठी है, जो आपने माँगी थी।",
    "it": "Buonasera. Sono qui con la lettera che mi ha chiesto, e ho anche una domanda.",
    "pt": "Boa noite. Vim assim que soube, e trouxe a carta que você pediu.",
}
"""What a sample says if no text was given, by the language of the voice."""
_PLAYERS = (
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("afplay",),
    ("paplay",),
    ("aplay", "-q"),
)
_LONGEST = 140
"""Characters of the line that a person is heard with, if they have one as short."""


def voices_command(play: str, audition: Path | None, text: str, out: Path, *, json: bool) -> int:
    """List voices, or write samples. out: the folder of the sample of `play`."""
    if play and audition is not None:
        raise UsageError(
            f"--play {shown(play)} and --audition {str(audition)!r} were given; one of them is accepted."
            " Nothing was made."
        )
    if audition is not None:
        return _audition(audition, json=json)
    return _sample(play, text, out, json=json) if play else _list(json=json)


def _list(*, json: bool) -> int:
    from storyreel.animatic.voice.kokoro.voices import language_of, mixture

    rows = [
        {
            "voice": name,
            "language": language_of(name),
            "presentation": "feminine" if name[1] == "f" else "masculine",
            "pitch_hz": round(mixture(name).middle_hz),
            "words_per_minute": round(mixture(name).words_per_minute),
        }
        for name in VOICES
    ]
    if json:
        say_json(rows)
        return DONE
    screen = Screen()
    titles = ("voice", "language", "presentation", "pitch, Hz", "words a minute")
    print_table(screen, titles, [tuple(map(str, row.values())) for row in rows])
    screen.print(
        "Voices may be mixed: 'af_heart(2)+bf_emma(1)'. storyreel voices --play bf_emma writes a sample;"
        ' film.toml takes voices = {"MARA" = "bf_emma"}, storyboard.toml `name` of a person\'s voice.'
    )
    return DONE


def _sample(name: str, text: str, out: Path, *, json: bool) -> int:
    from storyreel.animatic.voice.kokoro.voices import language_of, mixture

    language = language_of(mixture(name).parts[0][0])
    if not speaks(language):
        language = "en-us"
    store = open_vault(default_vault_url()).assets
    said = text or _TEXTS[language.split("-")[0]]
    brief = SpeechBrief(text=said, voice=Voice(language=language, name=name))
    path = _written(_narrator(language).speak(brief, store), store, out / f"{_plain(name)}.flac")
    if json:
        say_json({"voice": name, "file": str(path)})
    else:
        Screen().print(str(path))
        _play(path)
    return DONE


def _narrator(language: str) -> Narrator:
    """The embedded narrator."""
    member = build("narrator", "kokoro", language)
    if not isinstance(member, Narrator):
        raise TypeError(f"kokoro is a {type(member).__name__}")
    return member


def _audition(film: Path, *, json: bool) -> int:
    """Write a sample of each person of a film, in its folder."""
    from studio.preview import preview_film

    project = open_project(script_of(film), str(film), open_vault(default_vault_url()))
    preview = preview_film(project, Scope())
    narrator = preview.crew.narrator
    if narrator.allowance() is not None:
        raise CapabilityError(
            f"{type(narrator).__name__} costs money, and an audition buys nothing. Nothing was spent. Name"
            ' narrator = "kokoro" in `members`, or hear the voices at the service.'
        )
    written = [_heard(project, narrator, line) for line in _lines(preview.context)]
    if json:
        say_json([{"person": member, "voice": voice, "file": str(path)} for member, voice, path in written])
    else:
        rows = [(member, voice, str(path)) for member, voice, path in written]
        print_table(Screen(), ("person", "voice", "file"), rows)
    return DONE


def _lines(context: FilmContext) -> Iterator[tuple[CastMember, SpeechBrief]]:
    """Each person who speaks, with the line that is heard: the first of a fit length, or the shortest."""
    for member in context.storyboard.cast:
        lines = [
            line for _, shot in context.storyboard.shots() for line in shot.lines if line.cast_id == member.id
        ]
        if lines:
            long_enough = [line for line in lines if 30 <= len(line.text) <= _LONGEST]
            chosen = long_enough[0] if long_enough else min(lines, key=lambda line: abs(len(line.text) - 60))
            yield member, speech_brief(context, chosen)


def _heard(
    project: Project, narrator: Narrator, line: tuple[CastMember, SpeechBrief]
) -> tuple[str, str, Path]:
    member, brief = line
    store = open_vault(default_vault_url()).assets
    file = f"{_FOLDER}/{member.id}.flac"
    project.files.write(file, store.path(narrator.speak(brief, store).audio))
    return member.name, _voice_of(narrator, brief, store), project.folder / file


def _voice_of(narrator: Narrator, brief: SpeechBrief, store: AssetStore) -> str:
    """The voice that speaks a line; the narrator's name if it tells of no voices."""
    from blocks.providers.animatic import KokoroSpeech
    from blocks.providers.speech_server import SpeechServer
    from storyreel.animatic.voice.kokoro.casting import voice_name

    if isinstance(narrator, KokoroSpeech) and speaks(brief.voice.language):
        return pinned_voice(brief.voice, narrator.voices) or voice_name(brief.voice)
    if isinstance(narrator, SpeechServer):
        return narrator.voice_id(brief, store)
    return brief.voice.name or narrator.ability().instead or narrator.get_block_type_name()


def _written(speech: Speech, store: AssetStore, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(store.path(speech.audio), path)
    return path


def _plain(name: str) -> str:
    return name.replace("(", "-").replace(")", "").replace("+", "-")


def _play(path: Path) -> None:
    """Play a file with what this machine has; nothing is heard if it has no player."""
    for player, *options in _PLAYERS:
        if found := shutil.which(player):
            with suppress(subprocess.TimeoutExpired):
                subprocess.run([found, *options, str(path)], check=False, timeout=120, capture_output=True)  # noqa: S603 a player of the system and a file of ours
            return
