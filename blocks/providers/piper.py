"""Speech by the person's own `piper` program with a voice file of theirs.

Piper's licence is the GPL, so it is not installed with storyreel, and nothing of it is imported: the program
is started as a process of its own, reads a line on its standard input and writes a WAV.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from blocks.keys import find
from blocks.kinds import HomeMember, Narrator
from blocks.recordings import decoded
from blocks.spoken_lines import Passage, SpokenPassage, respelled_line, speak_passages
from blocks.voice_casting import OfferedVoice, cast_voice
from storyreel.film.abilities import NarratorAbility
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import Speech, SpeechBrief
from storyreel.film.cast import WORDS_PER_MINUTE
from storyreel.film.errors import CapabilityError, ProviderError, SettingsError, shown
from storyreel.film.frozen import Frozen

VARIABLE = "PIPER"
_PROGRAM = "piper"
_LONGEST_PASSAGE = 1000
_LAST_WORDS = 300
"""Characters of what the program said that an error repeats."""
_HOW_TO = "Set PIPER in the environment to its path, or install it: https://github.com/OHF-Voice/piper1-gpl."


class PiperSpeech(Narrator, HomeMember):
    """Speaks with a Piper voice; word times are estimated. Free."""

    _block_type_name = "Piper Speech"
    _description = "Speaks lines with your own piper program and a voice file of yours; offline and free."
    usual: ClassVar[Mapping[str, object]] = {"model": "voice.onnx"}
    sends_model_name: ClassVar[bool] = False

    model: str = Field(
        min_length=1,
        description="Path of a Piper voice, ending in .onnx; its settings lie beside it in .onnx.json.",
    )
    program: str = Field(
        default="", description="Path of the piper program; otherwise PIPER, or the piper that is installed."
    )
    timeout_seconds: float = Field(default=120.0, gt=0, description="How long to wait for a line.")

    def fingerprint(self) -> str:
        """See `CrewMember.fingerprint`: the voice's content, wherever it lies."""
        return f"piper-speech/1/{_identity(self._voice)}"

    def ability(self) -> NarratorAbility:
        """See `Narrator.ability`."""
        return NarratorAbility(exact_words=False, pronounces=("respelling",), voices=_speakers(self._voice))

    def missing(self) -> str:
        """See `CrewMember.missing`."""
        try:
            self._require_voice()
            self._path()
        except (CapabilityError, SettingsError) as error:
            return str(error)
        return ""

    def seconds(self, brief: Frozen) -> float:
        """See `CrewMember.seconds`."""
        return 1.0 + (len(brief.text) / 100 if isinstance(brief, SpeechBrief) else 0)

    def speak(self, brief: SpeechBrief, store: AssetStore) -> Speech:
        """See `Narrator.speak`."""
        self._require_voice()
        command = [self._path(), *self._manner(brief)]
        return speak_passages(
            brief,
            _LONGEST_PASSAGE,
            lambda passage: self._said(command, passage, store),
            store,
            respelled_line(brief),
        )

    @property
    def _voice(self) -> Path:
        return Path(self.model).expanduser().absolute()

    def _require_voice(self) -> None:
        if not self._voice.is_file():
            raise CapabilityError(
                f"The narrator piper finds no voice at {shown(self.model)}. Nothing was spent. Name a voice"
                ' file in film.toml: models = { narrator = "path/voice.onnx" }.',
                provider=_PROGRAM,
            )
        if not _beside(self._voice).is_file():
            raise CapabilityError(
                f"The narrator piper finds no {_beside(self._voice).name!r} beside {shown(self.model)}."
                " Nothing was spent. A Piper voice is two files; put both into one folder.",
                provider=_PROGRAM,
            )

    def _path(self) -> str:
        """The program: the block's own, or the one in PIPER, or the one that is installed.

        Raises:
            SettingsError: a film's folder names it; a film may be another person's, and this is run.
            CapabilityError: there is none.
        """
        found = find(VARIABLE) if not self.program else None
        if found is not None and found.kind == "film":
            raise SettingsError(
                f"{found} names a program to run, and a film's folder may be another person's. Nothing was"
                f" run. Set {VARIABLE} in the environment or in the checkout's .env."
            )
        named = self.program or (found.value if found is not None else "")
        path = shutil.which(Path(named).expanduser()) if named else shutil.which(_PROGRAM)
        if path is None:
            raise CapabilityError(
                f"The narrator piper needs the program piper, and {shown(named or _PROGRAM)} is none that can"
                f" be run. Nothing was spent. {_HOW_TO}",
                provider=_PROGRAM,
            )
        return str(path)

    def _manner(self, brief: SpeechBrief) -> list[str]:
        """The program's options for the voice and the pace of a line."""
        from storyreel.animatic.voice.reading import reading_of

        pace = brief.voice.words_per_minute / WORDS_PER_MINUTE * reading_of(brief.parenthetical).speed
        options = ["--model", str(self._voice), "--length_scale", f"{1 / max(0.5, min(2.0, pace)):.3f}"]
        speaker = _speaker(self._voice, brief)
        return options if speaker is None else [*options, "--speaker", str(speaker)]

    def _said(self, command: list[str], passage: Passage, store: AssetStore) -> SpokenPassage:
        """A passage. The program takes each line of its input as a text of its own, so there is one line.

        Raises:
            ProviderError: the program failed, or did not end.
        """
        written = store.workspace() / "piper.wav"
        try:
            done = subprocess.run(  # noqa: S603 the person's own program
                [*command, "--output_file", str(written)],
                input=f"{' '.join(passage.text.split())}\n".encode(),
                capture_output=True,
                timeout=self.timeout_seconds,
                check=False,
            )
            content = written.read_bytes() if written.is_file() else b""
        except subprocess.TimeoutExpired:
            raise _failure(f"took longer than {self.timeout_seconds:.0f} s and was stopped", "") from None
        except OSError as error:
            raise _failure(f"cannot be run ({error.strerror})", "") from None
        finally:
            shutil.rmtree(written.parent, ignore_errors=True)
        if done.returncode:
            raise _failure(f"failed with exit code {done.returncode}", done.stderr.decode(errors="replace"))
        return SpokenPassage(decoded(content, 1, "The program piper")[:, 0])


def _failure(what: str, said: str) -> ProviderError:
    last = f": {shown(said.strip()[-_LAST_WORDS:], _LAST_WORDS)}" if said.strip() else ""
    return ProviderError(
        f"The program piper {what}{last}. Nothing was spent. Try it by itself: echo Hello | piper --model"
        " VOICE.onnx --output_file hello.wav.",
        provider=_PROGRAM,
    )


def _beside(voice: Path) -> Path:
    return voice.with_name(f"{voice.name}.json")


def _speakers(voice: Path) -> tuple[str, ...] | None:
    """Names of the speakers in a voice of several; None for a voice of one, or if the file cannot be read."""
    known = _speaker_ids(voice)
    return tuple(known) if len(known) > 1 else None


def _speaker_ids(voice: Path) -> dict[str, int]:
    """Numbers of the voice's speakers by name, in the order of their numbers."""
    try:
        settings = json.loads(_beside(voice).read_bytes())
    except (OSError, ValueError):
        return {}
    found = settings.get("speaker_id_map") if isinstance(settings, dict) else None
    ids = found if isinstance(found, dict) else {}
    numbered = {str(name): number for name, number in ids.items() if isinstance(number, int)}
    return dict(sorted(numbered.items(), key=lambda one: one[1]))


def _speaker(voice: Path, brief: SpeechBrief) -> int | None:
    """The number of the speaker for a person; None if the voice has one speaker only.

    Raises:
        CapabilityError: the voice has no speaker of the name that was chosen.
    """
    known = _speaker_ids(voice)
    if len(known) < 2:
        return None
    name = brief.voice.name or cast_voice(brief.voice, [OfferedVoice(one) for one in known], _PROGRAM).id
    if name not in known:
        raise CapabilityError(
            f"The voice {voice.name!r} has no speaker {shown(name)}; accepted are"
            f" {shown(', '.join(known), 400)}. Nothing was spent. Change `voices` in film.toml.",
            provider=_PROGRAM,
        )
    return known[name]


def _identity(voice: Path) -> str:
    """What tells a voice from another: the start of the hash of its two files."""
    try:
        stats = [path.stat() for path in (voice, _beside(voice))]
    except OSError:
        return f"missing-{hashlib.sha256(str(voice).encode()).hexdigest()[:8]}"
    return _hash(voice, tuple((found.st_size, found.st_mtime_ns) for found in stats))


@lru_cache(maxsize=8)
def _hash(voice: Path, _stats: tuple[tuple[int, int], ...]) -> str:
    both = hashlib.sha256()
    for path in (voice, _beside(voice)):
        with path.open("rb") as file:
            both.update(hashlib.file_digest(file, "sha256").digest())
    return both.hexdigest()[:16]
