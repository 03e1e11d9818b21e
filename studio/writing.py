"""The command `storyreel write`: from an idea to a screenplay. The price is printed before it is bought."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from storyreel.film.errors import BudgetError, CapabilityError, KeyMissingError, SettingsError
from storyreel.film.money import Cost
from storyreel.film.scripts import ScriptBrief
from studio.exits import DONE, ERROR
from studio.printing import ask, say, tell

if TYPE_CHECKING:
    from blocks.kinds import Writer

_SLUG_WORDS = 6


def write_command(
    idea: str,
    out: str = "",
    writer: str = "anthropic",
    model: str = "",
    genre: str = "",
    mood: str = "",
    theme: str = "",
    style_of: str = "",
    minutes: float = 2.0,
    language: str = "en",
    *,
    yes: bool = False,
    budget_usd: float | None = None,
) -> int:
    """Write a screenplay and say what to type next; returns the exit code.

    out: the file, or a folder for it; `<words of the idea>.fountain` here if none is given. It is never
    overwritten.

    Raises:
        SettingsError: the idea or a setting is not usable, or the file exists already.
        BudgetError: it may cost more than the budget, or its price is not known.
        KeyMissingError: the writer lacks its key or its package.
    """
    brief = _brief(
        idea, genre=genre, mood=mood, theme=theme, style_of=style_of, minutes=minutes, language=language
    )
    target = _target(idea, out)
    member = _writer(writer, language, model)
    free = member.allowance() is None
    if not free and not _agreed(member.price(brief), yes=yes, budget_usd=budget_usd):
        tell("Nothing was asked and nothing was spent.")
        return ERROR
    usd = _write(member, brief, target)
    spent = "not known" if usd is None else f"${usd:.4f}"
    tell(f"Spent: {'nothing' if free else spent}.")
    say(f"{target}\nRead and edit it, then: storyreel make {shlex.quote(str(target))}")
    return DONE


def _writer(name: str, language: str, model: str) -> Writer:
    """A writer that uses a language model and is ready to work."""
    from blocks.kinds import Writer
    from blocks.roster import build

    member = build("writer", name, language, model)
    if not isinstance(member, Writer) or not member.introduces():
        raise CapabilityError(
            f"The writer {name!r} plans by rules and writes no screenplays. Nothing was spent. Name one"
            " that uses a language model, for example --writer anthropic."
        )
    if missing := member.missing():
        raise KeyMissingError(missing)
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


def _brief(idea: str, **wishes: str | float) -> ScriptBrief:
    from pydantic import ValidationError

    try:
        return ScriptBrief.model_validate({"idea": idea.strip(), **wishes})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = str(first["loc"][0]).replace("_", "-")
        raise SettingsError(
            f"{name} is {str(first['input'])[:80]!r}: {first['msg']}. Nothing was spent. Change it and run"
            " the command again."
        ) from error


def _target(idea: str, out: str) -> Path:
    """The file for the screenplay. A file that exists is refused before money is spent."""
    name = "-".join(re.findall(r"[a-z0-9]+", idea.lower())[:_SLUG_WORDS]) or "screenplay"
    path = Path(out).expanduser() if out else Path()
    target = path if path.suffix else path / f"{name}.fountain"
    if target.exists():
        raise SettingsError(
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
    return ask("Write it? [y/N] ") in ("y", "yes")


def _in_words(price: Cost) -> str:
    """The price in words. If it is not known, the guessed ceiling, if there is one.

    >>> _in_words(Cost(high_usd=0.25, unknown=("gemini new",)))
    'The price of gemini new is not known; it is guessed to stay below $0.250'
    """
    if not price.unknown:
        return f"About ${price.low_usd:.3f} to ${price.high_usd:.3f}"
    return f"The price of {', '.join(price.unknown)} is not known; {_ceiling(price)}"


def _ceiling(price: Cost) -> str:
    if price.high_usd:
        return f"it is guessed to stay below ${price.high_usd:.3f}"
    return "there is no guessed ceiling either"
