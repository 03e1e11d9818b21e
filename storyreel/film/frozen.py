"""What every value of the vocabulary is made of."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value with checked fields; an unknown field is an error, not a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def key_form(self) -> Mapping[str, object]:
        """What of the value enters the key of a result, by name: plain JSON values, other `Frozen` values and tuples of both.

        Every field here. A brief of paid work, and every value in one, names its own, so that a field that is
        added or renamed does not change the keys of what was bought: it is left out where it has its old
        meaning.
        """
        return self.model_dump(mode="json")
