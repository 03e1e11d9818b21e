"""Who speaks under a cue, and whether they are in the picture: 'MARA (V.O.)', 'TOM & ANN'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from storyreel.film.drafts import BriefElement
from storyreel.film.screenplay import Element
from storyreel.screenplays.cue_names import is_off_screen, is_voice_over
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import vocabularies

_INTO_DEVICE = re.compile(r"(?:in)?to\b", re.IGNORECASE)
_HEARD_ONLY = re.compile(
    r"\bV\.? ?O\b|VOICE|NARRAT|PRE-?LAP|THOUGHT|\bO\.? ?[SC]\b|\bOFF\b"
    r"|FILTERED|RADIO|INTERCOM|LOUDSPEAKER|(?:ON|OVER) (?:THE )?(?:PHONE|TV|TAPE|SPEAKER)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:THE|AN?) (?=\S)")
NARRATORS = {"NARRATOR", "NARRATION", "VOICE OVER", "VOICEOVER", "VOICE-OVER", "STORYTELLER"}


def plain_name(cue: str) -> str:
    """The name in a cue, without words for a voice and without an article.

    >>> plain_name("Mara’s voice"), plain_name("THE CAPTAIN"), plain_name("CAPTAIN #2")
    ('MARA', 'CAPTAIN', 'CAPTAIN #2')
    """
    name = _without_voice(plain_form(cue))
    return "NARRATOR" if name in NARRATORS else name or "SOMEONE"


def _without_voice(name: str) -> str:
    """The name without words for a voice and without an article."""
    return _ARTICLE.sub("", _owner_of_voice(name) or name)


def _owner_of_voice(plain_cue: str) -> str:
    """MARA of "MARA'S VOICE", '' if a cue names no voice in English."""
    found = _voice_pattern().match(plain_cue)
    return found.group(1) if found else ""


@cache
def _voice_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _voice_words()))
    return re.compile(rf"^(.+?)'S? (?:{words})$")


def _voice_words() -> list[str]:
    """Words for a voice, the longest first."""
    by_length = sorted(vocabularies()[0].cue.voice_of, key=len, reverse=True)
    return [plain_form(word) for word in by_length]


def speakers_of(cue: str, known: Collection[str]) -> tuple[str, ...]:
    """The plain names in a cue: 'MARA AND TOM' are two if both are known, else one.

    >>> speakers_of("MARA & TOM", ("MARA", "TOM")), speakers_of("SALT AND CO", ())
    (('MARA', 'TOM'), ('SALT AND CO',))
    """
    return _joined_speakers(cue, known) or (plain_name(cue),)


def _joined_speakers(cue: str, known: Collection[str]) -> tuple[str, ...]:
    """The names that a cue joins, none if it is one name or they are not all known."""
    parts = names_joined(cue)
    return tuple(dict.fromkeys(parts)) if _are_several(parts, known) else ()


def _are_several(names: Collection[str], known: Collection[str]) -> bool:
    return len(names) > 1 and all(name in known for name in names)


def names_joined(cue: str) -> list[str]:
    """The plain names between the words and marks that join names."""
    return [plain_name(part) for part in _joints().split(plain_form(cue)) if part.strip()]


@cache
def _joints() -> re.Pattern[str]:
    """What stands between the names of two who speak together.

    In scripts without spaces it stands there without them, too.
    """
    words = {plain_form(word) for language in vocabularies() for word in language.joined if word.isalpha()}
    unspaced = "".join(sorted(word for word in words if len(word) == 1 and word >= "\u2e80"))
    spaced = "|".join(sorted(map(re.escape, words)))
    return re.compile(rf"\s*(?:[,，、・&/+{unspaced}]|(?<!\w)(?:{spaced})(?!\w))\s*")


def is_seen_speaking(cue: Element | BriefElement) -> bool:
    """Whether the speaker of a cue is in the picture."""
    return not (_is_voice(cue) or _is_out_of_picture(spoken_here(cue.extensions)))


def _is_voice(cue: Element | BriefElement) -> bool:
    return says_heard_only(spoken_here(cue.extensions)) or bool(_owner_of_voice(plain_form(cue.text)))


def _is_out_of_picture(said: Sequence[str]) -> bool:
    words = [language.cue for language in vocabularies()]
    return is_voice_over(said, words) or is_off_screen(said, words)


def spoken_here(extensions: Iterable[str]) -> list[str]:
    """The extensions without 'INTO INTERCOM', which says that the speaker is here and a device listens."""
    return [extension for extension in extensions if not _INTO_DEVICE.match(extension)]


def says_heard_only(extensions: Iterable[str]) -> bool:
    """Whether extensions in English say that the speaker is only heard: 'V.O.', 'ON THE PHONE'."""
    return _HEARD_ONLY.search(" / ".join(extensions)) is not None
