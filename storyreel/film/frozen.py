"""What every value of the vocabulary is made of. It does not know what the values mean."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value with checked fields; an unknown field is an error, not a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")
