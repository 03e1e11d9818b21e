"""Crew members in packages of the user's own, declared under the entry point group `storyreel.crew`.

An entry point is code that the user installed. A film can only give its name; it cannot name a module or a
file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, distributions
from inspect import isabstract
from pathlib import Path

from blocks.kinds import KINDS, CrewMember
from storyreel.film.errors import SettingsError, shown

GROUP = "storyreel.crew"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True)
class OwnMember:
    """A declared member. Its code is loaded only by `kind`."""

    name: str
    package: str
    """The package that declares it, with its version: 'my-voices 1.0'."""
    entry: EntryPoint

    def kind(self) -> type[CrewMember]:
        """The member's class.

        Raises:
            SettingsError: it cannot be loaded, has no capability of a crew, or lacks methods; the package
                is named.
        """
        try:
            found = self.entry.load()
        except Exception as error:
            raise self.fault(
                f"loading {self.entry.value!r} ended in {type(error).__name__}: {error}"
            ) from error
        if not isinstance(found, type) or not issubclass(found, tuple(KINDS.values())):
            accepted = ", ".join(kind.__name__ for kind in KINDS.values())
            raise self.fault(
                f"{self.entry.value!r} is {shown(found)}, and a subclass of one of {accepted} in blocks.kinds"
                " is accepted"
            )
        if isabstract(found):
            raise self.fault(f"{found.__name__} lacks {', '.join(sorted(found.__abstractmethods__))}")
        return found

    def fault(self, what: str) -> SettingsError:
        """The error for a member that cannot be used. what: what happened, without a full stop."""
        return SettingsError(
            f"The member {self.name!r} of the installed package {self.package} cannot be used: {what}. "
            "Nothing was spent. Fix or uninstall the package, or change `members` in film.toml."
        )


def own_members() -> tuple[OwnMember, ...]:
    """Every declared member in the order of their names, without loading any.

    Packages in the working directory are left out: it may be another person's folder.
    """
    return tuple(sorted(_declared(), key=lambda member: (member.name, member.package)))


def own_member(name: str) -> OwnMember | None:
    """The declared member of this name; None if there is none.

    Raises:
        SettingsError: several packages declare the name.
    """
    found = _members_named(name)
    if len(found) > 1:
        raise _declared_twice(name, [member.package for member in found])
    return found[0] if found else None


def _members_named(name: str) -> list[OwnMember]:
    return [member for member in own_members() if member.name == name]


def _declared_twice(name: str, packages: list[str]) -> SettingsError:
    return SettingsError(
        f"The member {name!r} is declared by {' and by '.join(packages)}; one package may declare a name."
        " Nothing was spent. Uninstall one of them, or change `members` in film.toml."
    )


def capabilities_of(kind: type[CrewMember]) -> tuple[str, ...]:
    """What a class can be named for: 'narrator' for a subclass of `Narrator`."""
    return tuple(capability for capability, wanted in KINDS.items() if issubclass(kind, wanted))


def _declared() -> Iterator[OwnMember]:
    here = Path.cwd()
    places = [place for place in sys.path if place and Path(place).resolve() != here]
    declaring = [
        package
        for package in distributions(path=places)
        if GROUP in (package.read_text("entry_points.txt") or "")
    ]
    for title in dict.fromkeys(package.metadata["Name"] for package in declaring):
        package = next(
            iter(distributions(name=title, path=places))
        )  # the first on the path is the one that is imported
        for entry in package.entry_points:
            if entry.group == GROUP and _NAME.fullmatch(entry.name):
                yield OwnMember(entry.name, f"{title} {package.version}", entry)
