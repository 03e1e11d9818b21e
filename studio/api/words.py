"""A screenplay from Python, written by a language model or as a sketch."""

from __future__ import annotations

from blocks.charges import charges
from storyreel.animatic.writer import seed_of
from storyreel.film.scripts import ScriptBrief
from studio.api.agreement import Agreement
from studio.api.briefs import brief_of
from studio.api.results import Screenplay
from studio.writing import screenwriter


def write(
    idea: str,
    *,
    minutes: float = 2.0,
    language: str = "en",
    writer: str = "",
    model: str = "",
    budget: float | None = None,
    yes: bool = False,
    **wishes: str,
) -> Screenplay:
    """A screenplay from an idea. It is written again each time, so keep what you like with `save`.

    Args:
        idea: What the film is about, in a sentence or more.
        minutes: Wanted length of the film, above 0 and up to 120.
        language: Of dialogue and action, as a tag.
        writer: Who writes, by its name in film.toml. If none is named, 'anthropic' if its key is there, or
            'rules', the embedded writer, whose text is a sketch and free.
        model: The writer's model, if not the default.
        budget: What this call may spend, in US dollars. To give one is to agree to it.
        yes: Buy without another question.
        wishes: `genre`, `mood`, `theme`, and `style_of`, a director whose style to follow.

    Raises:
        FilmError: one of its subclasses says in a sentence what is wrong and whether money was spent.
    """
    brief = brief_of(
        ScriptBrief,
        idea=idea.strip(),
        minutes=minutes,
        language=language,
        **{"seed": seed_of(idea.strip()), **wishes},
    )
    member = screenwriter(writer, language, model)
    if member.allowance() is not None:
        Agreement(budget, yes).require(member.price(brief))
    with charges() as heard:
        script = member.write(brief)
    return Screenplay(script.fountain, heard.usd)
