"""Takes a cue apart: 'ANNA - V.O.', 'ANNA [V.O.]' and 'ANNA (V.O.)' are ANNA, heard and not seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from storyreel.screenplays.spelling import plain_form, without_unseen
from storyreel.screenplays.vocabulary import CueWords

_BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "{": "}"}
_CLOSING = "".join(dict.fromkeys(_BRACKETS.values()))
_PARTED = re.compile(r"\.?\s*(?:[,/:;、，]|\s[-–—]\s|[–—])\s*|\.? |-")
_JOINT = re.compile(r"[\s,\-–—/:;、，]+$")
_ATTACHED = re.compile(r"(?<=[^\W\d_])\s?([A-Za-zＡ-Ｚａ-ｚ](?:[./．／]?[A-Za-zＡ-Ｚａ-ｚ]){0,3}[.．]?)$")
"""Up to four Latin letters at the end of a cue, with or without full stops."""
_LONGEST = 300
"""Characters beyond which a line is not a cue; nothing in it is looked for."""


def split_cue(cue: str, words: Sequence[CueWords]) -> tuple[str, tuple[str, ...]]:
    """The name in a cue, as written, and what stands beside it.

    What stands beside it are brackets, and words of the languages that say how it is heard.

    A word outside brackets is an extension only as the last thing after a space, a comma or a dash, so that
    a person called OFFMAN keeps the name, and so does a person called VO.

    >>> from storyreel.screenplays.vocabulary import vocabulary
    >>> english = [vocabulary("en").cue]
    >>> split_cue("ANNA - V.O.", english), split_cue("ANNA [V.O.] (CONT'D", english)
    (('ANNA', ('V.O.',)), ('ANNA', ('V.O.', "CONT'D")))
    >>> split_cue("VO", english), split_cue("ANNA (30):", english)
    (('VO', ()), ('ANNA', ('30',)))
    """
    text = " ".join(without_unseen(cue).split()).rstrip("^ ")
    if len(text) > _LONGEST:
        return text, ()
    bare, bracketed = _without_brackets(text)
    bare = bare.rstrip(" :：").rstrip() if bare.strip(" :：") else bare
    name, said = _without_last_words(bare, _known(words))
    name = _JOINT.sub("", name).strip() or name.strip()
    if not name:  # nothing but brackets: they are the name
        return text.strip(" ()[]（）［］【】{}:：") or text, ()
    return name, (*said, *bracketed)


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text outside brackets, and what stands in each; an unclosed bracket reaches to the end."""
    outside: list[str] = []
    inside: list[str] = []
    at = 0
    while at < len(text):
        closing = _BRACKETS.get(text[at])
        if closing is None:
            outside.append(text[at])
            at += 1
            continue
        end = next((i for i in range(at + 1, len(text)) if text[i] in _CLOSING), len(text))
        if found := text[at + 1 : end].strip():
            inside.append(found)
        outside.append(" ")
        at = end + 1
    return " ".join("".join(outside).split()).rstrip(_CLOSING + " "), inside


def _without_last_words(text: str, known: _CueVocabulary) -> tuple[str, list[str]]:
    """The text without the known extensions at its end, and these in their order."""
    said: list[str] = []
    while (start := _last_extension(text, known)) is not None:
        said.insert(0, text[start:])
        text = _JOINT.sub("", text[:start])
    return text, said


def _last_extension(text: str, known: _CueVocabulary) -> int | None:
    """Where the longest known extension at the end begins.

    None if there is none, or if nothing would be left before it.
    """
    for before in _PARTED.finditer(text):
        last, name = text[before.end() :], _compared(text[: before.start()])
        if (
            not name
            or len(_compared(last)) < 2
            or _compared(last) not in known.extensions
            or name in known.voices
        ):
            continue
        sign = before.group(0)
        after_title = sign.startswith(".") and " " not in text[: before.start()]  # 'DR. VO' is a doctor
        if "." not in last and (after_title or sign == "-"):  # so is 'JEAN-OS' a name
            continue
        if (
            sign == " " and _compared(last) in known.in_names
        ):  # and 'KITCHEN RADIO', "MARA'S VOICE", 'THOMAS MORE'
            continue
        if sign == " " and len(_compared(last)) < 3 and _compared(last) not in known.dotted:  # and 'LI NA'
            continue
        return before.end()
    return _attached_extension(text, known)


def _attached_extension(text: str, known: _CueVocabulary) -> int | None:
    """Where Latin letters begin that stand right behind a name without cases: 林夏OS, 花子Ｎ."""
    found = _ATTACHED.search(text)
    name = text[: found.start()] if found else ""
    if (
        found is None
        or name.upper() != name.lower()
        or _compared(found.group(1)) not in known.extensions
        or _compared(name) in known.voices
    ):
        return None
    return found.start(1)


class _CueVocabulary(NamedTuple):
    """Words of cues as they are compared. in_names: extensions that end names, too.

    Voices: a voice of nobody in particular; dotted: abbreviations.
    """

    words: tuple[CueWords, ...]
    extensions: frozenset[str]
    in_names: frozenset[str]
    voices: frozenset[str]
    devices: frozenset[str]
    voice_over: frozenset[str]
    off_screen: frozenset[str]
    dotted: frozenset[str]


_KNOWN: dict[tuple[int, ...], _CueVocabulary] = {}
"""By the identities of the words, which are kept beside them: to hash all words of all languages for every
cue takes longer than the rest.
"""


def _known(words: Sequence[CueWords]) -> _CueVocabulary:
    key = tuple(map(id, words))
    if key not in _KNOWN:
        voices, devices = _all(words, "voice_of"), _all(words, "devices")
        over, off, on = _all(words, "voice_over"), _all(words, "off_screen"), _all(words, "continued")
        if len(_KNOWN) > 256:
            _KNOWN.clear()
        surnames = {word for word in on if len(word) < 7 and not word.startswith("CONT")}
        _KNOWN[key] = _CueVocabulary(
            tuple(words),
            over | off | on,
            voices | devices | surnames,
            voices,
            devices,
            over,
            off,
            _dotted(words),
        )
    return _KNOWN[key]


def _dotted(words: Sequence[CueWords]) -> frozenset[str]:
    """Extensions that are abbreviations: written with full stops, too."""
    listed = (word for one in words for word in (*one.voice_over, *one.off_screen, *one.continued))
    return frozenset(_compared(word) for word in listed if "." in word)


def _all(words: Sequence[CueWords], name: str) -> frozenset[str]:
    return frozenset(filter(None, (_compared(word) for one in words for word in getattr(one, name))))


@lru_cache(maxsize=8192)
def _compared(words: str) -> str:
    """Extensions without their full stops and slashes: 'V.O.', 'V. O.', 'VO' and 'V/O' are one.

    >>> _compared("V. O.") == _compared("v/o") == "VO"
    True
    """
    plain = plain_form(words).replace("'", "")
    letters = re.split(r"[.\s/\-]+", plain.strip(" ."))
    return (
        "".join(letters)
        if all(len(part) <= 1 for part in letters) or len(letters) == 1
        else " ".join(filter(None, letters))
    )


def names_device(name: str, words: Sequence[CueWords]) -> bool:
    """Whether a name is of a thing that speaks, or of a voice without a person: heard, and never drawn.

    >>> from storyreel.screenplays.vocabulary import vocabulary
    >>> english = [vocabulary("en").cue]
    >>> devices = ("THE KITCHEN RADIO", "RADIO VOICE", "VOICE ON RADIO", "GPS #2")
    >>> [names_device(name, english) for name in devices]
    [True, True, True, True]
    >>> people = ("TV ANCHOR", "MARA'S VOICE", "MAN ON THE PHONE", "RADIO OPERATOR")
    >>> [names_device(name, english) for name in people]
    [False, False, False, False]
    """
    known = _known(words)
    devices, voices = known.devices, known.voices - {"THOUGHTS"}
    parts = _parts_without_number(name)
    if not parts:
        return False
    is_placed = any(_compared(part) in _PLACED for part in parts[1:])
    if _compared(parts[0]) in voices and (is_placed or len(parts) == 1):
        return True
    if is_placed or _is_owned(parts, devices):
        return False
    return any(_compared(" ".join(parts[at:])) in devices | voices for at in range(len(parts)))


def _parts_without_number(name: str) -> list[str]:
    parts = re.sub(r"[#№]|\bN[O°º]\.", " ", plain_form(name)).split()
    return [part for part in parts if not part.strip(".").isdigit()]


def _is_owned(parts: Sequence[str], devices: frozenset[str]) -> bool:
    """Whether it is what a person has, and no device: 'MARA'S VOICE'."""
    return len(parts) == 2 and parts[0].endswith(("'S", "S'")) and parts[1] not in devices


_PLACED = frozenset(
    (
        "ON IN FROM OVER OF AT WITH BEHIND AUS IM AM AUF DANS SUR DE EN DEL DA DAL NO NA OP UIT ПО ИЗ В З Z W"
    ).split()
)


def is_voice_over(extensions: Sequence[str], words: Sequence[CueWords]) -> bool:
    """Whether what stands beside a name says that the voice lies over the picture: 'V.O.'."""
    return bool(extensions) and _any_of(extensions, _known(words).voice_over)


def is_off_screen(extensions: Sequence[str], words: Sequence[CueWords]) -> bool:
    """Whether what stands beside a name says that the speaker is near and not in the picture."""
    return bool(extensions) and _any_of(extensions, _known(words).off_screen)


def _any_of(extensions: Sequence[str], known: frozenset[str]) -> bool:
    parts = [part for extension in extensions for part in (extension, *re.split(r"[,/;、，]", extension))]
    return any(_compared(part) in known for part in parts if part.strip())


def is_manner(extension: str, words: Sequence[CueWords]) -> bool:
    """Whether what stands beside a name says how it is spoken: 'sleepy', 'to TOM'.

    Not where the voice comes from, and not an age.

    >>> from storyreel.screenplays.vocabulary import vocabulary
    >>> english = [vocabulary("en").cue]
    >>> [is_manner(extension, english) for extension in ("sleepy", "V.O.", "CONT'D", "30s")]
    [True, False, False, False]
    """
    if re.fullmatch(r"\W*\d+\w?\W*", extension):
        return False
    continued = frozenset(_compared(word) for one in words for word in one.continued)
    return not (
        is_voice_over([extension], words)
        or is_off_screen([extension], words)
        or _any_of([extension], continued)
    )
