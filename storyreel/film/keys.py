"""The key under which a result is kept, and the seeds for random choices."""

from __future__ import annotations

import json
from hashlib import sha256

from storyreel.film.frozen import Frozen


def content_key(stage: str, version: int, fingerprint: str, brief: Frozen, take: int = 1) -> str:
    """Hex sha256 of exactly what changes the result.

    stage, version: the stage, and the number of its behaviour, which is raised by hand. A fixed stage must
    not answer with old results.
    fingerprint: the crew member and its settings; never its address, its name in a server, or a secret.
    brief: what is asked for, with the hashes of its inputs. It holds no id, position, path or time.
    take: another take of the same brief is another result.
    """
    return sha256(canonical_json([stage, version, fingerprint, brief, take])).hexdigest()


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no white space, equal in every process for equal values.

    A `Frozen` value is its key form.

    >>> canonical_json({"b": 1, "a": ["x"]})
    b'{"a":["x"],"b":1}'

    Raises:
        TypeError: something is not plain JSON (a set, a class, bytes).
        ValueError: NaN or infinity.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
    ).encode()


def _plain(value: object) -> object:
    if isinstance(value, Frozen):
        return value.key_form()
    raise TypeError(
        f"{type(value).__name__} {value!r} cannot be part of a key; plain JSON values and Frozen values can."
    )


def seed_of(*names: object) -> int:
    """A seed in [0, 2**32) derived from names, equal in every process.

    >>> seed_of("SC010-SH010") == seed_of("SC010-SH010")
    True
    """
    return int.from_bytes(sha256(canonical_json([str(name) for name in names])).digest()[:4], "big")
