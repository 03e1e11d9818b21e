"""Through what a speech is heard, by the words of its cue: 'MARA (ON PHONE)', 'RADIO', 'CROWD'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.hearing import Medium
from storyreel.film.storyboard import Delivery

_DEVICES: tuple[tuple[Medium, str], ...] = (
    (
        Medium.TELEPHONE,
        r"PHONE|TELEPHONE|SPEAKERPHONE|VOICEMAIL|ANSWERING MACHINE|TELEFON\w*|T[ÉE]L[ÉE]PHONE|TEL[ÉE]FONO"
        r"|HANDY|ТЕЛЕФОН\w*|电话|電話|전화",
    ),
    (
        Medium.LOUDSPEAKER,
        r"LOUDSPEAKER|P\.?A\.?(?: SYSTEM)?|TANNOY|MEGAPHONE|LAUTSPRECHER|HAUT-PARLEUR|ALTAVOZ|ALTOPARLANTE",
    ),
    (
        Medium.RADIO,
        r"RADIO|WALKIE[- ]TALKIE|INTERCOM|COMMS?|HEADSET|EARPIECE|SCANNER|FILTERED|FUNK\w*|РАДИО|РАЦИЯ",
    ),
    (Medium.SCREEN, r"TV|TELEVISION|TAPE|RECORDING|RECORDER|GRAMOPHONE|MONITOR|COMPUTER|FERNSEHER"),
)
_PATTERNS = tuple(
    (medium, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for medium, words in _DEVICES
)
_INNER_VOICE = re.compile(r"\bV\.? ?O\b|VOICE[ -]?OVER|THOUGHT|[内內]心|心[声聲想]|独白|獨白", re.IGNORECASE)
_CROWD = re.compile(
    r"(?:THE )?(?:ANGRY |WHOLE )?(?:CROWD|MOB|EVERYONE|EVERYBODY|ALL|VOICES|AUDIENCE|CONGREGATION|VILLAGERS"
    r"|SOLDIERS|SAILORS|PASSENGERS|CHILDREN|STUDENTS|PROTESTERS|MENGE|ALLE|FOULE|TOUS|MULTITUD|TODOS|FOLLA"
    r"|TUTTI)",
    re.IGNORECASE,
)


def medium_of(
    cue: str, extensions: Sequence[str], parenthetical: str, speaker: str, delivery: Delivery
) -> Medium:
    """Through what a speech is heard; in the air if a person in the picture speaks into a telephone.

    >>> medium_of("TOM", ["ON PHONE"], "", "tom", Delivery.OFF_SCREEN).value
    'telephone'
    >>> medium_of("TOM", [], "on the phone", "tom", Delivery.ON_SCREEN).value
    'air'
    """
    if _CROWD.fullmatch(cue.strip()):
        return Medium.CROWD
    if delivery is Delivery.ON_SCREEN:
        return Medium.AIR
    said = " / ".join((cue, *extensions, parenthetical))
    device = next((medium for medium, pattern in _PATTERNS if pattern.search(said)), None)
    if device is None and speaker != NARRATOR_ID and any(map(_INNER_VOICE.search, extensions)):
        return Medium.THOUGHT
    return device or Medium.AIR
