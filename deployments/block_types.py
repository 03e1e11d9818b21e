"""Registers the types of blocks that are saved and picked in Prefect: a crew, and each kind of member."""

from __future__ import annotations

from prefect.blocks.core import Block

from blocks.kinds import KINDS
from blocks.roster import installed_kinds
from blocks.saved_crew import SavedCrew


def block_types() -> tuple[type[Block], ...]:
    """The crew's type, and those of every member that is installed here."""
    kinds = (kind for capability in KINDS for kind in installed_kinds(capability))
    return (SavedCrew, *dict.fromkeys(kinds))


def register_block_types() -> tuple[str, ...]:
    """Register them with the server, or bring them up to date; returns their slugs."""
    for kind in block_types():
        kind.register_type_and_schema()
    return tuple(kind.get_block_type_slug() for kind in block_types())
