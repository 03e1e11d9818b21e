"""The command `storyreel write`: from an idea to a screenplay. The price is printed before it is bought."""

from __future__ import annotations

import math
import re
import secrets
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from storyreel.film.errors import BudgetError, CapabilityError, KeyMissingError, SettingsError, UsageError
from storyreel.film.money import Cost
from storyreel.film.scripts import ScriptBrief, StoryElements
from storyreel.film.wrong_values import why_wrong
from storyreel.project.language_names import language_tag
from studio.exits import DONE, ERROR
from studio.printing import ask, say, tell
from studio.write_flags import ScriptWishes, StoryFlags

if TYPE_CHECKING:
    from blocks.kinds import Writer

_SLUG_WORDS = 6
_USUAL = "anthropic"
"""The writer that is asked if none is named and its key is there."""
SKETCH = (
    "This is a sketch by the embedded writer, which knows no language model: people, places and things are"
    " those of the idea, the rest is put together from its tables. Read and change it; --writer anthropic"
    " (or gemini, openai, local) writes a screenplay of its own."
)
"""What a person is told about a text that no language model wrote."""


def write_command(
    idea: str,
    out: str = "",
    writer: str = "",
    model: str = "",
    *,
    wishes: ScriptWishes = ScriptWishes(),  # noqa: B008 a frozen value
    story: StoryFlags = StoryFlags(),  # noqa: B008 a frozen value
    music_style: str | None = None,
    preview: bool = False,
    make: bool = False,
    yes: bool = False,
    budget_usd: float | None = None,
) -> int:
    """Write a screenplay and say what to type next, or make the film of it; returns the exit code.

    out: the file, or a folder for it; `<words of the idea>.fountain` here if none is given. It is never
    overwritten. writer: if none is named, the usual language model if its key is there, or the embedded
    writer of sketches.

    Raises:
        UsageError: there is no idea, a wish is not usable, or the file is there already.
        BudgetError: it may cost more than the budget, or its price is not known.
        KeyMissingError: the writer that was named lacks its key or its package.
        CapabilityError: it writes no screenplays, or not as long or in the language that is wanted.
    """
    _require_amount(budget_usd)
    brief = _script_brief(idea, wishes, story)
    server = _join_server() if make else ""
    target = _target(brief.idea, out)
    member = screenwriter(writer, brief.language, model)
    _tell_story(brief, story)
    free = member.allowance() is None
    if preview:
        return _preview(member, brief, free=free)
    if not free and not _agreed(member.price(brief), yes=yes, budget_usd=budget_usd):
        tell("Nothing was asked and nothing was spent.")
        return ERROR
    usd = _write(member, brief, target)
    _tell_spent(usd, free=free)
    if free and not member.introduces():
        tell(SKETCH)
    if make:
        spent_usd = member.price(brief).high_usd if usd is None else usd
        left_usd = _left_usd(budget_usd, spent_usd)
        return _make(target, _settings(brief, music_style), left_usd, yes=yes, server=server)
    say(f"{target}\nRead and edit it, then: storyreel make {shlex.quote(str(target))}")
    return DONE


def _tell_spent(usd: float | None, *, free: bool) -> None:
    """usd: what was charged; None if that is not known."""
    if free:
        tell("Spent: nothing.")
    else:
        tell("Spent: not known." if usd is None else f"Spent: ${usd:.4f}.")


def _left_usd(budget_usd: float | None, spent_usd: float) -> float | None:
    """What is left of a budget; None if there is none."""
    return None if budget_usd is None else max(0.0, budget_usd - spent_usd)


def _require_amount(budget_usd: float | None) -> None:
    if budget_usd is not None and not 0 <= budget_usd < math.inf:
        raise UsageError(
            f"--budget is {budget_usd:g}; US dollars from 0 are accepted. Nothing was written and nothing was"
            " spent."
        )


def _script_brief(idea: str, wishes: ScriptWishes, story: StoryFlags) -> ScriptBrief:
    """The request for a screenplay, from what was typed.

    Raises:
        UsageError: there is no idea, or a wish is not usable.
    """
    from storyreel.animatic.writer import SEEDS, draw_elements, idea_of, seed_of

    elements = _elements(story)
    seed = story.seed
    if story.random:
        seed = secrets.randbelow(SEEDS) if seed is None else seed
        elements = draw_elements(seed, elements)
    if not idea.strip() and not elements.named():
        raise UsageError(
            'There is no idea. Nothing was spent. Type one in quotes: storyreel write "A keeper who lets the'
            ' light go out"; or have one drawn: storyreel write --random.'
        )
    words = idea.strip() or idea_of(elements)
    return _brief(words, vars(wishes), elements, seed_of(words, elements) if seed is None else seed)


def _elements(story: StoryFlags) -> StoryElements:
    fields = StoryElements.model_fields
    return StoryElements.model_validate({name: getattr(story, name).strip() for name in fields})


def _tell_story(brief: ScriptBrief, story: StoryFlags) -> None:
    """Say what was drawn, and how to have it again."""
    if story.random:
        drawn = ", ".join(f"{name}: {value}" for name, value in brief.elements.named().items())
        tell(f"{drawn} (--seed {brief.seed})")


def _preview(member: Writer, brief: ScriptBrief, *, free: bool) -> int:
    """Print a sketch, or what a language model would be asked for and its price."""
    if free and not member.introduces():
        say(member.write(brief).fountain)
        tell(SKETCH)
    else:
        say(f"{brief.idea}\n{_in_words(member.price(brief))}. Nothing was asked and nothing was spent.")
    return DONE


def _settings(brief: ScriptBrief, music_style: str | None) -> dict[str, object]:
    """The settings of the film that is made at once."""
    settings: dict[str, object] = {"music_style": music_style} if music_style else {}
    if brief.language != "en":
        settings["language"] = brief.language
    return settings


def _join_server() -> str:
    """Join the server before Prefect is imported by a writer; returns what a person opens to watch."""
    from studio.make_commands import watched_server

    return watched_server()


def _make(
    target: Path, settings: dict[str, object], budget_usd: float | None, *, yes: bool, server: str
) -> int:
    """Make the film of the screenplay that was written."""
    from studio.make_commands import make_command

    budget = {} if budget_usd is None else {"budget_usd": budget_usd}
    tell(str(target))
    return make_command(
        str(target), "", {**settings, **budget}, {}, yes=yes, json=False, quiet=False, server=server
    )


def screenwriter(name: str, language: str, model: str) -> Writer:
    """A writer that is ready: the one that was named, the usual model, or the embedded one without a key.

    Raises:
        UsageError: there is no such writer.
        KeyMissingError: it lacks its key or its package.
    """
    from blocks.kinds import Writer
    from blocks.roster import build

    if not name:
        usual = build("writer", _USUAL, language, model)
        name = "rules" if usual.missing() and not model else _USUAL
    member = build("writer", name, "en" if name == "rules" else language, model)
    if missing := member.missing():
        raise KeyMissingError(missing)
    if not isinstance(member, Writer):
        raise TypeError(f"{name} is a {type(member).__name__}")
    _require_model(member)
    return member


def _require_model(member: Writer) -> None:
    """Refuse a model that has ended, and say of one that it ends soon."""
    from blocks import dates
    from blocks.crew import has_ended

    ending = member.ending(dates.today())
    if ending and has_ended(member):
        raise CapabilityError(ending)
    if ending:
        tell(f"note: {ending}")


def _write(member: Writer, brief: ScriptBrief, target: Path) -> float | None:
    """Have the screenplay written into the file; returns what was charged in dollars, None if not known."""
    from blocks.charges import charges

    written = False
    with _reserved(target) as file:
        try:
            with charges() as heard:
                script = member.write(brief)
            file.write(script.fountain)
            file.flush()
            written = True
        finally:
            if not written:
                target.unlink(missing_ok=True)
    return heard.usd


def _brief(idea: str, wishes: Mapping[str, object], elements: StoryElements, seed: int) -> ScriptBrief:
    from pydantic import ValidationError

    try:
        tag = _language(str(wishes["language"]))
        return ScriptBrief.model_validate(
            {**wishes, "idea": idea, "language": tag, "elements": elements, "seed": seed}
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]).replace("_", "-")
        raise UsageError(
            f"{name} is {str(first['input'])[:80]!r}: {why_wrong(first)}. Nothing was spent. Change it and"
            " run the command again."
        ) from error


def _language(typed: str) -> str:
    """The tag of a language by its name or tag; 'en' for any English."""
    try:
        tag = language_tag(typed)
    except ValueError as error:
        raise _unknown_language(typed, error) from error
    return "en" if tag == "en-us" else tag


def _unknown_language(typed: str, error: ValueError) -> UsageError:
    return UsageError(f"--language is {typed!r}: {error}. Nothing was spent.")


def _target(idea: str, out: str) -> Path:
    """The file for the screenplay. A file that exists is refused before money is spent."""
    name = "-".join(re.findall(r"[a-z0-9]+", idea.lower())[:_SLUG_WORDS]) or "screenplay"
    path = Path(out).expanduser() if out else Path()
    target = path if path.suffix else path / f"{name}.fountain"
    if target.exists():
        raise UsageError(
            f"{str(target)!r} exists already and was not changed. Nothing was spent. Name another file:"
            " --out FILE.fountain."
        )
    return target


def _reserved(target: Path) -> TextIO:
    """The file, made empty and open, so that a paid screenplay can be kept. Links are refused."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("x", encoding="utf-8")
    except FileExistsError as error:
        raise SettingsError(
            f"{str(target)!r} exists already and was not changed. Nothing was spent. Name another: --out"
            " FILE.fountain."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"{str(target)!r} cannot be written: {error.strerror}. Nothing was spent. Name another file:"
            " --out FILE.fountain."
        ) from error


def _agreed(price: Cost, *, yes: bool, budget_usd: float | None) -> bool:
    """Whether the price is within the budget and the person agrees to it."""
    known = _in_words(price)
    if budget_usd is not None and (price.high_usd > budget_usd or (price.unknown and not price.high_usd)):
        raise BudgetError(
            f"{known}, and the budget is ${budget_usd:.3f}. Nothing was spent. Raise --budget, ask for fewer"
            " --minutes, or add the price to blocks/prices.toml.",
            needed_usd=price.high_usd,
            left_usd=budget_usd,
        )
    tell(f"{known}.")
    if yes or budget_usd is not None:
        return True
    if not sys.stdin.isatty():
        raise SettingsError(
            f"{known}, and nobody is there to agree. Nothing was spent. Add --yes, or a --budget."
        )
    return ask("Buy it? [y/N] ") in ("y", "yes")


def _in_words(price: Cost) -> str:
    """The price in words. If it is not known, the guessed ceiling, if there is one.

    >>> _in_words(Cost(high_usd=0.25, unknown=("gemini new",)))
    'The price of gemini new is not known; it is guessed to stay below $0.250'
    """
    if not price.unknown:
        return f"About ${price.low_usd:.3f} to ${price.high_usd:.3f}"
    return _unknown_price(price)


def _unknown_price(price: Cost) -> str:
    return f"The price of {', '.join(price.unknown)} is not known; {_ceiling(price)}"


def _ceiling(price: Cost) -> str:
    if price.high_usd:
        return f"it is guessed to stay below ${price.high_usd:.3f}"
    return "there is no guessed ceiling either"
