"""What is remembered of a film between runs, as one versioned document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, JsonValue, model_validator

from storyreel.film.briefs import LayerOverride
from storyreel.film.cast import CastMember
from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import Storyboard
from storyreel.project.overrides import Overrides
from storyreel.project.take_records import FilmTakes, with_records
from storyreel.vault import Vault


class FilmState(Frozen):
    """What is remembered of a film."""

    title: str = ""
    folder: str = ""
    base: Storyboard | None = Field(
        default=None, description="The storyboard as last generated, without a person's edits."
    )
    former_cast: tuple[CastMember, ...] = Field(
        default=(), description="People who left the film, for one who comes back under another name."
    )
    overrides: Overrides = Overrides()
    written_storyboard: str = Field(
        default="", description="sha256 of the storyboard file as last written, to notice a person's edit."
    )
    takes: FilmTakes = Field(
        default=FilmTakes(),
        description="Every take that was asked for, made or judged, and which are in the film.",
    )
    layers: dict[str, tuple[LayerOverride, ...]] = Field(
        default={}, description="A person's own layers by set."
    )
    written_layers: dict[str, str] = Field(
        default={}, description="sha256 by path of every layer file as last written."
    )
    keys: dict[str, str] = Field(
        default={}, description="Key by call name of every result the film was last made of."
    )
    bought: dict[str, str] = Field(
        default={},
        description=(
            "Key by call name of the newest paid result of each call, also of those that are not in the film"
            " at present. It is used until another is asked for."
        ),
    )
    scope: dict[str, Any] = Field(
        default={}, description="How much of the film was last made, for a run that goes on with it."
    )
    approved: dict[str, str] = Field(default={}, description="Digest by gate of what the person approved.")
    waiting: dict[str, str] = Field(default={}, description="Digest by gate of what waits for approval.")
    run: str = Field(default="", description="The Prefect run that directed the film last.")

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_version(cls, document: Any) -> Any:
        """A film that was last made before takes had records of their own."""
        return with_records(document) if isinstance(document, Mapping) else document

    def is_approved(self, gate: str, digest: str) -> bool:
        """Whether what waits at a gate was approved as it is."""
        return self.approved.get(gate) == digest


def read_state(vault: Vault, film_id: str) -> FilmState:
    """The newest state; a fresh one for a new film."""
    value = vault.documents.read(_name(film_id)).value
    return FilmState() if value is None else FilmState.model_validate(value)


def write_state(vault: Vault, film_id: str, state: FilmState) -> None:
    """Keep a state. Only the director writes it, so the newest version is the one it was read from."""
    document = state.model_dump(mode="json")
    while not _replaced(vault, _name(film_id), document):
        pass


def _replaced(vault: Vault, name: str, document: JsonValue) -> bool:
    """Whether the newest version was replaced; not if another process was faster."""
    return vault.documents.write(name, document, vault.documents.read(name).version)


def _name(film_id: str) -> str:
    return f"films/{film_id}/state"
