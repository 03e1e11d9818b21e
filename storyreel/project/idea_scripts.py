"""The screenplay of a film that is made from an idea: written once, and kept in the film's folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from storyreel.animatic.writer import seed_of
from storyreel.film.errors import UsageError, shown
from storyreel.film.scripts import Script, ScriptBrief
from storyreel.film.wrong_values import why_wrong
from storyreel.project.folder import FilmFolder
from storyreel.project.project import slug_of

USUAL_MINUTES = 2.0
_SLUG_WORDS = 6


def require_one(script: str, idea: str, minutes: float | None) -> None:
    """Refuse a film of nothing, of two things, or of a length that no writer is asked for.

    Raises:
        UsageError: says what is accepted.
    """
    if bool(script) == bool(idea.strip()):
        given = "both were given" if script else "none of them was given"
        raise UsageError(
            f"A film is made of a screenplay, `script`, or of an `idea`; {given}. Nothing was made and"
            " nothing was spent. Give one of them."
        )
    if script and minutes is not None:
        raise UsageError(
            f"minutes is {minutes:g}, which is for an `idea`; a screenplay has a length. Nothing was made and"
            " nothing was spent. Give `max_minutes` or `seconds` for a part of it."
        )


def idea_brief(idea: str, minutes: float | None, language: str | None) -> ScriptBrief:
    """The request for a screenplay. minutes: 2 if none are given. language: a tag; English if none is given.

    Raises:
        UsageError: a value is not accepted.
    """
    words, tag = " ".join(idea.split()), language or "en"
    named = {
        "idea": words,
        "minutes": USUAL_MINUTES if minutes is None else minutes,
        "language": "en" if tag == "en-us" else tag,
        "seed": seed_of(words),
    }
    try:
        return ScriptBrief.model_validate(named)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(
            f"{first['loc'][0]} is {shown(first['input'])}: {why_wrong(first)}. Nothing was made and nothing"
            " was spent. Give another value."
        ) from error


def idea_folder(idea: str, folder: str = "") -> Path:
    """The film's folder: the one named, or films/ and the idea's first words."""
    name = slug_of(" ".join(idea.split()[:_SLUG_WORDS]))
    return Path(folder).expanduser().resolve() if folder else (Path("films") / name).resolve()


def idea_file(brief: ScriptBrief, writer: str) -> str:
    """The name of its file, which another idea, length, language or writer does not share.

    writer: its fingerprint.
    """
    digest = hashlib.sha256(f"{writer}\n{brief.model_dump_json()}".encode()).hexdigest()[:8]
    return f"screenplay-{digest}.fountain"


def is_written(folder: Path, name: str) -> bool:
    """Whether the screenplay is there already. It may have been edited since."""
    return bool(FilmFolder(folder).size(name))


def keep_screenplay(folder: Path, name: str, write: Callable[[], Script]) -> Path:
    """The path of the screenplay, which is written if it is not there."""
    files = FilmFolder(folder)
    if not is_written(folder, name):
        folder.mkdir(parents=True, exist_ok=True)
        files.write(name, write().fountain.encode())
    return folder / name
