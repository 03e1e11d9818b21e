"""Which takes a person asks for: another one of part of a shot or of a likeness, or one made before. It makes nothing."""

from __future__ import annotations

import re

from storyreel.film.errors import SettingsError
from storyreel.project.state import FilmState

_DRAWN = ("keyframes", "first", "last")
_LIKENESS = ("reference", "lora")
WHAT = {
    "shot": (*_DRAWN, "clip"),
    "keyframes": _DRAWN,
    "clip": ("clip",),
    "speech": ("line",),
    "sound": ("sound",),
    "likeness": _LIKENESS,
}
"""What can be made again, by the word a person types, as the words its calls' names go on with after the shot, person or place."""


def asked_takes(state: FilmState, subject: str, what: str, take: int | None = None) -> dict[str, int]:
    """Take by call name: one that was never made where `take` is None, else that one of everything that has it.

    Where another take was asked for before and that run was cut short, it is that take: the same command goes on with it.

    subject: a shot's id, or a person's or place's. what: a key of WHAT; 'shot' of a person or place means the likeness.

    Raises:
        SettingsError: there is nothing of that name, or no such take; says what there is.
    """
    names = _calls(state, subject, what)
    newest = {name: state.takes.newest(name) for name in names}
    if take is None:
        redoing = state.takes.redoing
        return {name: number if name in redoing else number + 1 for name, number in newest.items()}
    most = max(newest.values())
    if not 1 <= take <= most:
        there = f"takes 1 to {most}" if most > 1 else "one take"
        raise SettingsError(
            f"The {what} of {subject!r} has {there}; take {take} was never made. Leave --take out to have another one made. Nothing was changed."
        )
    return {name: take for name, number in newest.items() if take <= number}


def _calls(state: FilmState, subject: str, what: str) -> list[str]:
    made = [name.partition(" ")[::2] for name in state.keys]
    accepted = _LIKENESS if what == "shot" and not re.match(r"SC\d", subject, re.IGNORECASE) else WHAT[what]
    names = [f"{head} {rest}" for head, rest in made if head.casefold() == subject.casefold() and rest.split(" ")[0] in accepted]
    parts = sorted({rest for head, rest in made if rest and head.casefold() == subject.casefold()})
    if not names and parts:
        raise SettingsError(f"{subject!r} has no {what} to make again; what was made of it is {', '.join(parts)}. Nothing was changed.")
    if not names:
        shots = sorted({head for head, _ in made if head.startswith("SC")})
        alike = sorted({head for head, rest in made if rest.split(" ")[0] in _LIKENESS})
        known = ", ".join(shots) if shots else "none yet; make the film first"
        people = f" Its people and places with pictures or weights are {', '.join(alike)}." if alike else ""
        raise SettingsError(f"The film has no {what} of {subject!r} to make again. Its shots are {known}.{people} Nothing was changed.")
    return names
