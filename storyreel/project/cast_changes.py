"""Who came into a film and who left it, between two of its storyboards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from storyreel.film.cast import NARRATOR_ID, CastMember
from storyreel.film.storyboard import Storyboard


def member_named(cast: Sequence[CastMember], name: str) -> CastMember | None:
    """The person of that name or id, whatever the letters' case; None if there is none."""
    wanted = name.strip().casefold()
    return next((one for one in cast if wanted in (one.name.casefold(), one.id)), None)


def former_cast(
    former: Sequence[CastMember], before: Storyboard | None, now: Storyboard
) -> tuple[CastMember, ...]:
    """Everybody who was in the film once and is not in the storyboard of today."""
    once = (*former, *(before.cast if before else ()))
    known = {member.name: member for member in once}
    return tuple(member for name, member in known.items() if member_named(now.cast, name) is None)


def renaming_notes(before: Storyboard | None, now: Storyboard, folder: Path) -> Iterator[str]:
    """A sentence for each person who is gone and whose lines are said by somebody new."""
    if before is None:
        return
    gone = [one for one in before.cast if member_named(now.cast, one.name) is None and one.id != NARRATOR_ID]
    new = [one for one in now.cast if member_named(before.cast, one.name) is None and one.id != NARRATOR_ID]
    for member in gone:
        said = _lines_of(before, member)
        heir = next((one for one in new if _share(said, _lines_of(now, one)) > 0.5), None)
        if heir:
            yield (
                f"{member.name} is gone, and {heir.name} says the same lines. If it is one person, type:"
                f" storyreel rename {folder} {member.name!r} {heir.name!r}; looks, voice and edits stay."
            )


def _lines_of(storyboard: Storyboard, member: CastMember) -> Counter[str]:
    shots = (shot for _, shot in storyboard.shots())
    return Counter(line.text for shot in shots for line in shot.lines if line.cast_id == member.id)


def _share(of: Counter[str], among: Counter[str]) -> float:
    """The share of lines that are among others."""
    return (of & among).total() / of.total() if of else 0.0
