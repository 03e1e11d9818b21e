"""Names that become paths, documents and keys: only small letters, digits and dashes."""

from __future__ import annotations

import re
import unicodedata

ACCEPTED = "small letters a to z, digits and dashes, at most 120 of them"
LONGEST = 120
_PLAIN = re.compile(rf"[a-z0-9-]{{1,{LONGEST}}}")


def is_plain(name: object) -> bool:
    r"""Whether a name may become part of a path.

    >>> is_plain("the-last-light-1a2b3c4d"), is_plain("../../x"), is_plain("x\n")
    (True, False, False)
    >>> is_plain("été"), is_plain("")
    (False, False)
    """
    return isinstance(name, str) and _PLAIN.fullmatch(name) is not None


def plain_name(text: str, otherwise: str = "film") -> str:
    """A plain name made from any text, without accents and without letters that have no plain form.

    >>> plain_name("The Last_Light (final)"), plain_name("Ångström"), plain_name("灯")
    ('the-last-light-final', 'angstrom', 'film')
    """
    return re.sub(r"[^a-z0-9]+", "-", _plain_letters(text)).strip("-")[:80].strip("-") or otherwise


def _plain_letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
