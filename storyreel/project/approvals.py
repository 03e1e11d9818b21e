"""Where a film stops for a person's word: after the storyboard, the keyframes or the clips.

It does not know what is judged.
"""

from __future__ import annotations

from hashlib import sha256
from typing import get_args

from storyreel.film.errors import SettingsError
from storyreel.film.keys import canonical_json
from storyreel.project.project import Project
from storyreel.project.settings import Gate

GATES: tuple[Gate, ...] = get_args(Gate)


def waits_at(project: Project, gate: Gate, made: object) -> bool:
    """Whether the film must stop here; what waits is remembered.

    What was approved and has changed since is asked about again.

    made: what is to be judged, as plain JSON: keys of results, or the storyboard.
    """
    if gate not in project.settings.approve:
        return False
    digest = sha256(canonical_json(made)).hexdigest()
    if project.state.approved.get(gate) == digest:
        return False
    project.remember(waiting={gate: digest})
    return True


def approve(project: Project, gate: Gate | None) -> Gate:
    """Give the person's word for what waits, and return which gate that was.

    Raises:
        SettingsError: nothing waits, or something else does.
    """
    waiting = project.state.waiting
    named = gate or next(iter(waiting), None)
    if named is None or named not in waiting:
        what = f"{next(iter(waiting))} wait" if waiting else "nothing waits for a word"
        raise SettingsError(
            f"{project.slug}: {what}, and {gate or 'what waits'} was to be approved. Run `storyreel make`"
            " first; nothing was changed."
        )
    project.remember(approved=project.state.approved | {named: waiting[named]}, waiting={})
    return next(known for known in GATES if known == named)
