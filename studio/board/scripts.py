"""Screenplays from the page: kept in a film's folder, read, edited, and written from an idea."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from blocks.charges import charges
from blocks.kinds import Writer
from blocks.roster import MEMBERS
from storyreel.animatic.writer import draw_elements, idea_of, seed_of
from storyreel.film.errors import BudgetError, FilmError, ScreenplayError, UsageError, shown
from storyreel.film.money import Cost
from storyreel.film.screenplay import Screenplay
from storyreel.film.scripts import ScriptBrief, StoryElements
from storyreel.film.wrong_values import why_wrong
from storyreel.planning.reading import Reading, understand
from storyreel.project.folder import FilmFolder
from storyreel.project.language_names import language_tag
from storyreel.project.project import direct
from storyreel.screenplays import read_screenplay
from studio.board.edits import ConflictError
from studio.board.identity import require_new_press, use_press
from studio.board.library import Library
from studio.writing import screenwriter

MOST_BYTES = 5_000_000
"""Of a screenplay that is dropped on the page; a long feature is 300 kB."""
ENDINGS = (".fountain", ".fdx", ".md", ".txt")
EXAMPLE = Path(__file__).parents[2] / "examples" / "the-last-light.fountain"
_EDITED = (".fountain", ".md", ".txt")


@dataclass(frozen=True)
class ScriptLook:
    """A film's screenplay as the page shows it."""

    name: str
    """The file's name."""
    text: str
    digest: str
    editable: bool
    """Whether it is a text in the film's own folder."""


@dataclass(frozen=True)
class Understood:
    """What was understood of a screenplay; or why nothing was."""

    reading: Reading | None
    why_not: str = ""

    def kinds(self) -> dict[int, str]:
        """What each line is, by its number: 'heading', 'character', 'dialogue' and so on."""
        found: dict[int, str] = {}
        for element in self.reading.elements if self.reading else ():
            for line in range(element.first_line, element.last_line + 1):
                found[line] = element.kind
        return found


def _understood(content: bytes, name: str) -> Understood:
    """What is understood of a screenplay's bytes. name: of its file; its ending names the format."""
    try:
        return Understood(understand(_read(content, name)))
    except FilmError as error:
        return Understood(None, error.message)


def _read(content: bytes, name: str) -> Screenplay:
    """The screenplay.

    Raises:
        ScreenplayError: nothing in it can be filmed, or it is too large.
    """
    if len(content) > MOST_BYTES:
        raise ScreenplayError(
            f"The screenplay has {len(content):,} bytes; up to {MOST_BYTES:,} are accepted. Is it the right"
            " file? Nothing was kept."
        )
    return read_screenplay(content, name)


@dataclass(frozen=True)
class Scripts:
    """The screenplays of a library's films."""

    library: Library

    def new_film(self, content: bytes, name: str, settings: Mapping[str, object] | None = None) -> str:
        """Keep a screenplay as a new film; returns the film's name. Nothing is made.

        name: of the file it came from; only its ending and, without a title, its stem are used.

        Raises:
            ScreenplayError: nothing in it can be filmed.
            UsageError: its ending is of no format that is read.
        """
        ending = Path(name).suffix.lower() or ".fountain"
        if ending not in ENDINGS:
            raise UsageError(
                f"The file ends in {ending[:20]!r}; {', '.join(ENDINGS)} are accepted. Nothing was kept."
            )
        reading = understand(_read(content, f"script{ending}"))
        folder = self.library.new_folder(_title(reading, name))
        slug = folder.name
        FilmFolder(folder).write(f"{slug}{ending}", content)
        with direct(str(folder / f"{slug}{ending}"), str(folder), self.library.vault, dict(settings or {})):
            pass
        return slug

    def example(self) -> str:
        """Keep storyreel's own example as a new film; returns the film's name.

        Raises:
            UsageError: it is not installed with storyreel.
        """
        if not EXAMPLE.is_file():
            raise UsageError("The example is not installed here. Bring a screenplay, or an idea.")
        return self.new_film(EXAMPLE.read_bytes(), EXAMPLE.name)

    def look(self, slug: str) -> ScriptLook:
        """A film's screenplay. One outside the film's folder is shown and not edited.

        Raises:
            ScreenplayError: it cannot be read.
        """
        content, name, editable = self._content(slug)
        text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
        return ScriptLook(name, text, _digest(content), editable and Path(name).suffix.lower() in _EDITED)

    def understood(self, slug: str) -> Understood:
        """What is understood of a film's screenplay."""
        content, name, _ = self._content(slug)
        return _understood(content, name)

    def write(self, slug: str, text: str, was: str) -> str:
        """Keep a film's screenplay; returns its digest.

        was: digest of the text from which it was edited.

        Raises:
            ConflictError: the file is another one by now.
            UsageError: it is not in the film's folder, or too large.
        """
        content, name, editable = self._content(slug)
        if not editable or Path(name).suffix.lower() not in _EDITED:
            raise UsageError(f"{name} is not edited here. Edit it where it is. Nothing was changed.")
        wanted = text.encode()
        if len(wanted) > MOST_BYTES:
            raise UsageError(f"It has {len(wanted):,} bytes; up to {MOST_BYTES:,} are accepted.")
        if _digest(content) not in (was, _digest(wanted)):
            raise ConflictError(
                f"{name} was changed elsewhere after the page had read it. Nothing was overwritten. Load the"
                " page again.",
                digest=_digest(content),
            )
        FilmFolder(self.library.folder(slug)).write(name, wanted)
        return _digest(wanted)

    def _content(self, slug: str) -> tuple[bytes, str, bool]:
        """Bytes and file name of the screenplay, and whether it lies in the film's folder."""
        folder, script = self.library.folder(slug), self.library.script(slug)
        if not script:
            raise UsageError(f"{slug} was not made from a file, so its screenplay cannot be shown.")
        path = Path(script)
        if path.parent == folder:
            content = FilmFolder(folder).read(path.name, MOST_BYTES)
            if content is None:
                raise ScreenplayError(
                    f"There is no file {script!r}. Put it back, or name another in film.toml."
                )
            return content, path.name, True
        from storyreel.project.screenplays import find_screenplay

        content, name = find_screenplay(script)
        return content, name, False

    def from_idea(self, wishes: Mapping[str, str], writer: str, press: str, most_usd: float) -> str:
        """Have a screenplay written and keep it as a new film; returns the film's name.

        wishes: as `brief_of`. writer: the member's name. most_usd: what the person agreed to.

        Raises:
            UsageError: a wish is not accepted.
            PressedTwiceError: the form was sent before.
            BudgetError: it may cost more than was agreed to, or its price is not known.
        """
        require_new_press(press)
        brief = brief_of(wishes)
        member = self.writer(writer, brief.language)
        _require_agreed(price_of(member, brief), most_usd)
        use_press(press)
        with charges():
            script = member.write(brief)
        settings = {"language": brief.language} if brief.language != "en" else {}
        return self.new_film(script.fountain.encode(), "idea.fountain", settings)

    @staticmethod
    def writer(name: str, language: str) -> Writer:
        """A writer that is ready. language: of the screenplay, as a tag.

        Raises:
            UsageError: there is none of that name.
            KeyMissingError: it lacks its key or its package.
        """
        if name not in MEMBERS["writer"]:
            raise UsageError(
                f"There is no writer {name[:60]!r}; {', '.join(MEMBERS['writer'])} are accepted."
            )
        return screenwriter(name, language, "")


def brief_of(wishes: Mapping[str, str]) -> ScriptBrief:
    """The request for a screenplay, from the form's fields; an idea of its elements if none is given.

    Raises:
        UsageError: there is no idea, or a wish is not accepted.
    """
    try:
        elements = StoryElements.model_validate(
            {name: wishes.get(name, "").strip() for name in StoryElements.model_fields}
        )
        idea = wishes.get("idea", "").strip() or (idea_of(elements) if elements.named() else "")
        if not idea:
            raise UsageError("There is no idea. Nothing was spent. Say what it is about, or draw a story.")
        tag = _language(wishes.get("language") or "en")
        return ScriptBrief(
            idea=idea,
            genre=wishes.get("genre", ""),
            mood=wishes.get("mood", ""),
            theme=wishes.get("theme", ""),
            style_of=wishes.get("style_of", ""),
            minutes=float(wishes.get("minutes") or 2),
            language=tag,
            elements=elements,
            seed=seed_of(idea, elements),
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        raise UsageError(
            f"{name} is {shown(wishes.get(name, ''))}: {why_wrong(first)}. Nothing was spent."
        ) from error


def _language(typed: str) -> str:
    """The tag of a language by its name or tag; 'en' for any English."""
    try:
        tag = language_tag(typed)
    except ValueError as error:
        raise UsageError(f"language is {shown(typed)}: {error}. Nothing was spent.") from error
    return "en" if tag.startswith("en") else tag


def _require_agreed(price: Cost | None, most_usd: float) -> None:
    """Refuse what costs more than was agreed to, to the cent that the page shows."""
    if price is None:
        return
    if price.unknown and not price.high_usd:
        raise BudgetError(f"The price of {', '.join(price.unknown)} is not known. Nothing was spent.")
    if round(price.high_usd, 2) > round(most_usd, 2):
        raise BudgetError(
            f"This may cost ${price.high_usd:.2f} and ${most_usd:.2f} was agreed to. Nothing was spent."
        )


def price_of(member: Writer, brief: ScriptBrief) -> Cost | None:
    """What a screenplay costs; None if nothing."""
    return None if member.allowance() is None else member.price(brief)


def random_elements(seed: int, fixed: Mapping[str, str]) -> dict[str, str]:
    """What a story may be made of; what is fixed stays."""
    kept = {name: fixed.get(name, "")[:200] for name in StoryElements.model_fields}
    return draw_elements(seed, StoryElements.model_validate(kept)).model_dump()


def _title(reading: Reading, name: str) -> str:
    title = reading.title.strip()
    stem = Path(name).stem
    return title if title and title.lower() != "script" else stem or "film"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
