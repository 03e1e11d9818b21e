"""Who is in a film's crew, who else could be, and what each lacks; never a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from blocks.crew import PRESETS
from blocks.keys import keys_of_film
from blocks.kinds import CrewMember
from blocks.roster import MEMBERS, build
from storyreel.film.errors import FilmError
from storyreel.project.project import Project
from storyreel.project.settings import FilmSettings

DOES = {
    "writer": "Plans",
    "images": "Draws",
    "trainer": "Keeps alike",
    "video": "Films",
    "narrator": "Speaks",
    "sounds": "Makes sounds",
    "composer": "Composes",
    "critic": "Judges",
    "listener": "Listens",
}
"""What each capability does, in a word."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who could have a capability."""

    name: str
    free: bool
    lacks: str
    """What is missing, in a sentence; '' if it is ready."""


@dataclass(frozen=True)
class Role:
    """A capability, who has it, and who could."""

    capability: str
    does: str
    asked: tuple[str, ...]
    """Who is asked, in order; empty for nobody."""
    model: str
    candidates: tuple[Candidate, ...]

    @property
    def now(self) -> Candidate | None:
        """The member that is asked first, if it is one of storyreel's."""
        return next((one for one in self.candidates if one.name in self.asked[:1]), None)


def roles(project: Project) -> tuple[Role, ...]:
    """Every capability of a film's crew."""
    with keys_of_film(project.folder):
        return tuple(_role(project.settings, capability) for capability in MEMBERS)


def _role(settings: FilmSettings, capability: str) -> Role:
    usual = PRESETS.get(settings.crew, {}).get(capability, "")
    asked = tuple(settings.members.get(capability, (usual,) if usual else ()))
    model = settings.models.get(capability, "")
    return Role(capability, DOES[capability], asked, model, tuple(_candidates(capability)))


def _candidates(capability: str) -> Iterator[Candidate]:
    for name in MEMBERS[capability]:
        yield candidate(capability, name)


def candidate(capability: str, name: str) -> Candidate:
    """What a member lacks, and whether it is free."""
    try:
        member = _member(capability, name)
        return Candidate(name, member.allowance() is None, member.missing())
    except (FilmError, ImportError) as error:
        return Candidate(name, False, str(error))


@lru_cache(maxsize=200)
def _member(capability: str, name: str) -> CrewMember:
    return build(capability, name, "en")


def engines_of(project: Project) -> list[Candidate]:
    """Who may film a shot."""
    with keys_of_film(project.folder):
        return list(_candidates("video"))
