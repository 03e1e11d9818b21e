"""What is remembered of a film between runs, as one versioned document. It does not know the film's folder."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from storyreel.film.briefs import LayerOverride
from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import Storyboard
from storyreel.project.overrides import Overrides
from storyreel.project.takes import TriedTake
from storyreel.vault import Vault


class FilmState(Frozen):
    """A film's memory."""

    title: str = ""
    folder: str = ""
    base: Storyboard | None = Field(default=None, description="The storyboard as last generated, without a person's edits.")
    overrides: Overrides = Overrides()
    written_storyboard: str = Field(default="", description="sha256 of the storyboard file as last written, to notice a person's edit.")
    takes: dict[str, int] = Field(default={}, description="Chosen take by call name, where it is not the first.")
    newest: dict[str, int] = Field(default={}, description="Highest take that the person ever asked for, by call name.")
    redoing: tuple[str, ...] = Field(default=(), description="Calls of which another take was asked for that no run has come to the end of.")
    by_hand: tuple[str, ...] = Field(default=(), description="Calls whose take the person chose; the critic leaves them alone.")
    tried: tuple[TriedTake, ...] = Field(default=(), description="Takes that were made and judged.")
    layers: dict[str, tuple[LayerOverride, ...]] = Field(default={}, description="A person's own layers by set.")
    written_layers: dict[str, str] = Field(default={}, description="sha256 by path of every layer file as last written.")
    keys: dict[str, str] = Field(default={}, description="Key by call name of every result the film was last made of.")
    scope: dict[str, Any] = Field(default={}, description="How much of the film was last made, for what goes on with it.")
    approved: dict[str, str] = Field(default={}, description="Digest by gate of what the person approved.")
    waiting: dict[str, str] = Field(default={}, description="Digest of what waits for the person's word, by gate.")
    run: str = Field(default="", description="The Prefect run that directed the film last.")
    kept: tuple[str, ...] = Field(default=(), description="Keys of earlier takes, kept until the person lets them go.")


def read_state(vault: Vault, film_id: str) -> FilmState:
    """The newest state; a fresh one for a new film."""
    document = vault.documents.read(_name(film_id))
    return FilmState.model_validate(document.value) if document.value is not None else FilmState()


def write_state(vault: Vault, film_id: str, state: FilmState) -> None:
    """Keep a state. Only the director writes it, so the newest version is the one it was read from."""
    while not vault.documents.write(_name(film_id), state.model_dump(mode="json"), vault.documents.read(_name(film_id)).version):
        pass


def _name(film_id: str) -> str:
    return f"films/{film_id}/state"
