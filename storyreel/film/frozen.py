"""The base class of all values of the vocabulary."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value with checked fields; an unknown field is an error, not a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def key_form(self) -> Mapping[str, object]:
        """The parts of the value that enter the key of a result, by name: all fields by default.

        They are plain JSON values, other `Frozen` values and tuples of both. A brief of paid work, and every
        value in it, overrides this, so that an added or renamed field does not change the keys of what was
        bought: it is left out while it has its old meaning.
        """
        return self.model_dump(mode="json")

    def fields_named(self, *names: str) -> dict[str, object]:
        """These fields by name, for `key_form`."""
        return {name: getattr(self, name) for name in names}
