"""What a list of characters says of people's looks: 'ANNA, 30, a fisherwoman in a yellow coat'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from storyreel.screenplays.spelling import plain_form

_LONGEST_NAME = 40
_PARTED = re.compile(
    r"\s+[-–—]+\s+|[–—]\s*|:\s*|：\s*|\s*(?=[(（])|\t+\s*|\s*\|\s*|,\s+(?=\d|(?:a|an|the|in|early|mid"
    r"|late|his|her|their)\b)"
)


def looks_in(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Name in upper case and description, for each line that describes somebody. Mere names describe nobody.

    >>> looks_in(["Jette (30): a miller, floury", "Ove, a tall old man", "Jette, Ove"])
    (('JETTE', '30: a miller, floury'), ('OVE', 'a tall old man'))
    """
    found = (described(line) for line in lines)
    return tuple(dict(pair for pair in found if pair).items())


def described(line: str) -> tuple[str, str] | None:
    """The name at the beginning of a line and what is said of it; None if the line describes no person."""
    line = line.strip().lstrip("-*•·–—|").strip()
    for parted in _PARTED.finditer(line):
        name, words = line[: parted.start()].strip(" .*_|"), line[parted.end() :].strip(" |")
        if not name or len(name) > _LONGEST_NAME or len(name.split()) > 5:
            return None
        if words[:1] in "(（" and words:
            words = (
                re.sub(r"[)）]\s*(?=[,.:;)）]|$)", "", words[1:], count=1)
                if words.count(")") < 2
                else words[1:].replace(")", "", 1)
            )
            words = re.sub(r"[)）]\s*", ", ", words, count=1).strip(" ,")
        return (
            (plain_form(name), " ".join(words.split()))
            if any(map(str.isalnum, words)) and any(map(str.isalpha, name))
            else None
        )
    return None
