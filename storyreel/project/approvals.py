"""The gates at which a film waits for approval: after the storyboard, the keyframes or the clips."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from typing import get_args

from storyreel.film.errors import SettingsError
from storyreel.film.keys import canonical_json
from storyreel.film.storyboard import Scene, Storyboard
from storyreel.project.project import Project
from storyreel.project.settings import FilmSettings, Gate

GATES: tuple[Gate, ...] = get_args(Gate)


def gates_of(settings: FilmSettings, *, buys: bool) -> tuple[Gate, ...]:
    """The gates at which the film stops.

    buys: whether anything is to be bought that the person has not said yes to.
    """
    if settings.approve is not None:
        return settings.approve
    return ("storyboard",) if buys else ()


def waits_at(project: Project, gates: Collection[Gate], gate: Gate, made: object) -> bool:
    """Whether the film must stop at this gate; what waits is remembered.

    What was approved and has changed since waits again.

    gates: those at which it stops. made: what is to be approved, as plain JSON: keys of results, or the
    storyboard.
    """
    return gate in gates and _waits(project, gate, _digest(made))


def _waits(project: Project, gate: Gate, digest: str) -> bool:
    """Whether what has this digest is not approved yet; it is remembered if so."""
    if project.state.is_approved(gate, digest):
        return False
    project.remember(waiting={gate: digest})
    return True


def _digest(made: object) -> str:
    return sha256(canonical_json(made)).hexdigest()


def storyboard_form(storyboard: Storyboard) -> object:
    """What of a storyboard is approved, as plain JSON: not which shots are locked, nor notes for a redo."""
    scenes = tuple(_without_handling(scene) for scene in storyboard.scenes)
    return storyboard.model_copy(update={"scenes": scenes}).model_dump(mode="json")


def _without_handling(scene: Scene) -> Scene:
    shots = tuple(
        shot.model_copy(update={"direction": shot.direction.model_copy(update={"lock": False, "note": ""})})
        for shot in scene.shots
    )
    return scene.model_copy(update={"shots": shots})


def approve(project: Project, gate: Gate | None) -> Gate:
    """Approve what waits, and return its gate.

    Raises:
        SettingsError: nothing waits, or something else does.
    """
    waiting = project.state.waiting
    named = gate or next(iter(waiting), None)
    if named is None or named not in waiting:
        raise _does_not_wait(project, gate)
    project.remember(approved=project.state.approved | {named: waiting[named]}, waiting={})
    return next(known for known in GATES if known == named)


def _does_not_wait(project: Project, gate: Gate | None) -> SettingsError:
    """The error for what cannot be approved now."""
    waiting = project.state.waiting
    if not waiting:
        return SettingsError(
            f"{project.slug}: nothing is waiting for approval. Run `storyreel make` first; nothing was"
            " changed."
        )
    return SettingsError(
        f"{project.slug}: {next(iter(waiting))} are waiting for approval, and not {gate}. Run `storyreel"
        " make` first; nothing was changed."
    )
