"""Which takes a person asks for: another one of part of a shot or of a likeness, or one made before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from storyreel.film.errors import UsageError
from storyreel.graph.stages import STAGES, CallId, call_named
from storyreel.project.overrides import locked_shots
from storyreel.project.project import Project
from storyreel.project.settings import Again
from storyreel.project.state import FilmState

WHAT: tuple[str, ...] = get_args(Again)
"""What can be made again, by the word a person types."""
IN_WORDS = ("shot", "keyframes", "clip", "likeness")
"""What is made by a prompt, to which a note is added."""


def asked_takes(state: FilmState, subject: str, what: str, take: int | None = None) -> dict[str, int]:
    """Take by call name: a new one if `take` is None, else that one of every call that has it.

    If a new take was asked for before and that run was cut short, it is the take of that run, so that the
    same command goes on with it.

    subject: a shot's id, or a person's or place's. what: one of WHAT; 'shot' of a person or place means the
    likeness.

    Raises:
        UsageError: there is nothing of that name, it is locked, or has no such take; names what exists.
    """
    if what not in WHAT:
        raise UsageError(f"{what!r} cannot be made again; {', '.join(WHAT)} can. Nothing was changed.")
    _require_unlocked(state, subject)
    names = _calls(state, subject, what)
    newest = {name: state.takes.newest(name) for name in names}
    if take is None:
        redoing = state.takes.redoing
        return {name: number if name in redoing else number + 1 for name, number in newest.items()}
    most = max(newest.values())
    if not 1 <= take <= most:
        raise _never_made(subject, what, take, most)
    return {name: take for name, number in newest.items() if take <= number}


def _made_takes(state: FilmState, takes: Mapping[str, int]) -> dict[str, str]:
    """Key by call name of the takes that are on record."""
    known = {name: state.takes.key_of(name, number) for name, number in takes.items()}
    return {name: key for name, key in known.items() if key}


def ask_for_takes(project: Project, takes: Mapping[str, int], *, again: bool, note: str = "") -> None:
    """Remember which takes the person asked for; the next run makes them, or uses those that are made.

    takes: number by call name. again: they are new takes. note: the person's words for new takes.
    """
    state = project.state
    chosen = {} if again else _made_takes(state, takes)
    project.remember(
        takes=state.takes.asked_for(takes, state.keys, again=again, note=note),
        keys=state.keys | chosen,
        bought=state.bought | {name: key for name, key in chosen.items() if name in state.bought},
    )


def _require_unlocked(state: FilmState, subject: str) -> None:
    if subject.casefold() in {shot.casefold() for shot in locked_shots(state.overrides)}:
        raise UsageError(
            f"{subject!r} is locked. Nothing was changed and nothing was spent. Take `lock = true` from it in"
            " storyboard.toml if it is to be made again."
        )


def require_note_fits(what: str, take: int | None) -> None:
    """Refuse a note for what is not made by a prompt, or for a take that is made already.

    Raises:
        UsageError: says what is accepted.
    """
    if what not in IN_WORDS:
        raise _no_prompt(what)
    if take is not None:
        raise UsageError(
            f"--note is for a new take, and --take {take} goes back to one that was made. Leave one of them"
            " out. Nothing was changed."
        )


def _no_prompt(what: str) -> UsageError:
    return UsageError(
        f"--note is for what is made by a prompt: {', '.join(IN_WORDS)}; --what is {what!r}. Nothing was"
        " changed."
    )


def _never_made(subject: str, what: str, take: int, most: int) -> UsageError:
    return UsageError(
        f"The {what} of {subject!r} has {_takes(most)}; take {take} was never made. Leave --take out to have"
        " another one made. Nothing was changed."
    )


def _takes(most: int) -> str:
    return f"takes 1 to {most}" if most > 1 else "one take"


def _calls(state: FilmState, subject: str, what: str) -> list[str]:
    """Names of the calls to be made again.

    Raises:
        UsageError: there are none; says what there is.
    """
    made = [call for name in state.keys if (call := call_named(name)) is not None]
    own = [call for call in made if call.subject and call.subject.casefold() == subject.casefold()]
    asked = "likeness" if what == "shot" and own and not _are_of("shot", own) else what
    names = [str(call) for call in _are_of(asked, own)]
    if names:
        return names
    raise _other_parts(subject, what, own) if own else _unknown(subject, what, made)


def _other_parts(subject: str, what: str, own: Sequence[CallId]) -> UsageError:
    return UsageError(
        f"{subject!r} has no {what} to make again; what was made of it is {', '.join(_parts(own))}. Nothing"
        " was changed."
    )


def _parts(own: Sequence[CallId]) -> list[str]:
    """The calls in words, without what they are for."""
    return sorted(str(replace(call, subject="")) for call in own)


def _unknown(subject: str, what: str, made: Sequence[CallId]) -> UsageError:
    shots = sorted({call.subject for call in _are_of("shot", made)})
    alike = sorted({call.subject for call in _are_of("likeness", made)})
    known = f"Its shots are {', '.join(shots)}." if shots else "It has no shots yet; make the film first."
    of = "" if what == "shot" else "of "
    people = f" Its people and places with pictures or weights are {', '.join(alike)}." if alike else ""
    return UsageError(
        f"There is no {what} {of}{subject!r} to make again in the film. {known}{people} Nothing was changed."
    )


def _are_of(what: str, calls: Sequence[CallId]) -> list[CallId]:
    """Those of the calls that are made again for a word."""
    return [call for call in calls if what in STAGES[call.stage].redo]
