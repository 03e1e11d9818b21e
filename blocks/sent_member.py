"""A crew member as data, to be built again by a worker on another machine. It never holds a secret."""

from __future__ import annotations

from typing import Any

from pydantic import Field, SecretBytes, SecretStr

from blocks.kinds import CrewMember
from storyreel.film.errors import CapabilityError
from storyreel.film.frozen import Frozen


class SentMember(Frozen):
    """Which member is asked, and how it is set."""

    capability: str = Field(description="What it is asked for: 'video'.")
    kind: str = Field(description="Its block type, 'own-footage'.")
    settings: dict[str, Any] = Field(
        default={}, description="Its settings, if it is not saved in Prefect; none of them is a secret."
    )
    saved: str = Field(
        default="",
        description="Its name in Prefect, 'own-footage/mine', if it is saved there, as its keys are.",
    )


def sent(capability: str, member: CrewMember) -> SentMember:
    """The member as data.

    Raises:
        CapabilityError: it holds a secret and is not saved in Prefect, so it cannot be sent.
    """
    kind = type(member).get_block_type_slug()
    if member._block_document_name:
        return SentMember(capability=capability, kind=kind, saved=f"{kind}/{member._block_document_name}")
    if held := _secrets_of(member):
        raise CapabilityError(
            f"{type(member).__name__} holds a secret ({', '.join(held)}), which is not sent to a worker."
            " Nothing was made and nothing was spent. Save the member in Prefect and name it"
            f' ("block:{kind}/NAME" in `members`), or set its key in the worker\'s environment instead, or'
            " make the clips here: clips_on=here."
        )
    return SentMember(
        capability=capability, kind=kind, settings=member.model_dump(mode="json", include=_fields_of(member))
    )


def _fields_of(member: CrewMember) -> set[str]:
    """Names of the settings that say something."""
    return {name for name in type(member).model_fields if getattr(member, name) is not None}


def _secrets_of(member: CrewMember) -> tuple[str, ...]:
    """Names of the fields that hold a secret."""
    fields = type(member).model_json_schema()["secret_fields"]
    names = dict.fromkeys(str(field).partition(".")[0] for field in fields)
    return tuple(name for name in names if _is_filled(getattr(member, name)))


def _is_filled(value: object) -> bool:
    return bool(value.get_secret_value() if isinstance(value, (SecretStr, SecretBytes)) else value)
