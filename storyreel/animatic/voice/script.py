"""What of a line can be spoken, and where its words are."""

from __future__ import annotations

import re
import unicodedata

from storyreel.screenplays.writing_systems import LATIN, script_of, scripts_of

_MORE_SCRIPTS = {"cmn": ("Bopo",), "zh": ("Bopo",), "yue": ("Bopo",), "hak": ("Bopo",), "ku": ("Arab",)}
"""Scripts that a language is written in beside its usual one."""
_Scripts = tuple[str, ...]
_SPOKEN_SIGNS = frozenset("$€£¥%&+°@#=")
_PAUSE_MARKS = frozenset(".,;:!?…—–-'’\"“”()¿¡。、，！？؟،।")  # noqa: RUF001 punctuation of the languages spoken
_APOSTROPHES = {"’": "'", "‘": "'", "`": "'"}  # noqa: RUF001 typographic marks are replaced


def speakable(text: str, language: str) -> str:
    """The text with spaces for what the voice cannot or must not read.

    These are letters of scripts that the language is not written in, pictures, control characters and
    brackets of the engine's own notation. Every other character keeps its place.

    >>> speakable("[[h@loU]] 🎉 <b>hi</b>", "en-us")
    '  h@loU      b hi  b '
    """
    primary = language.lower().replace("_", "-").split("-")[0]
    scripts = (LATIN, *scripts_of(primary), *_MORE_SCRIPTS.get(primary, ()))
    kept = "".join(_kept(character, scripts) for character in text)
    kept = re.sub(r"(?<=\s)[-–—]+(?=\s)|—|--", lambda dash: ",".ljust(len(dash.group(0))), kept)  # noqa: RUF001 a dash is heard as a pause
    return kept


def has_words(text: str) -> bool:
    """True if anything in speakable text can be said aloud."""
    return any(character.isalnum() or character in _SPOKEN_SIGNS for character in text)


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each word of `text.split()` is: its first character and the one after its last.

    >>> word_spans("So: it begins.")
    ((0, 3), (4, 6), (7, 14))
    """
    return tuple(match.span() for match in re.finditer(r"\S+", text))


def _kept(character: str, scripts: _Scripts) -> str:
    character = _APOSTROPHES.get(character, character)
    return character if _is_sign(character) or _is_read(character, scripts) else " "


def _is_sign(character: str) -> bool:
    return character in _PAUSE_MARKS or character in _SPOKEN_SIGNS or "0" <= character <= "9"


def _is_read(character: str, scripts: _Scripts) -> bool:
    """True for digits, marks and the letters of some scripts."""
    category = unicodedata.category(character)
    if category.startswith(("Nd", "M")):
        return True
    return category[0] == "L" and script_of(character) in scripts
