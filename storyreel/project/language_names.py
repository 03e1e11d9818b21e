"""Languages by their names: what a person types becomes the tag that voices take."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from langcodes import tag_is_valid

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")


def language_tag(typed: str) -> str:
    """The lower-case BCP 47 tag of a language given by its name or by its tag.

    Raises:
        ValueError: it is neither; says what is accepted.

    >>> language_tag("German"), language_tag("pt_BR"), language_tag("suomi")
    ('de', 'pt-br', 'fi')
    """
    wanted = " ".join(typed.casefold().split())
    tag = _tags().get(wanted) or wanted.replace("_", "-")
    if not _TAG.fullmatch(tag) or not tag_is_valid(tag):
        raise ValueError(
            f"no language has that name or tag. Accepted are {', '.join(_english_names())}, and tags such"
            " as 'de' or 'pt-br'"
        )
    return tag


@cache
def _names() -> dict[str, list[str]]:
    """Names by tag."""
    return tomllib.loads(
        files("storyreel.project").joinpath("language_names.toml").read_text(encoding="utf-8")
    )


@cache
def _tags() -> dict[str, str]:
    return {name.casefold(): tag for tag, names in _names().items() for name in names}


def _english_names() -> list[str]:
    return sorted(names[0].title() for names in _names().values())
