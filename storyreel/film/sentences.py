"""Where a sentence ends: the one rule by which action is cut into shots and speech into captions. It does not know what is said."""

from __future__ import annotations

import re

# The marks of the languages that are written, each as it is written.
_CLOSING = "\"'”’»)]」』）"  # noqa: RUF001
_OPENING = "\"'“‘«([—–-¿¡"  # noqa: RUF001
_UNSPACED_ENDS = ("。", "！", "？", "؟", "।")  # noqa: RUF001
_ENDS = (".", "!", "?", "…", *_UNSPACED_ENDS)
_PARTED = re.compile(r"\s+|(?:(?<=[。！？؟।])|(?<=[。！？][」』）]))(?=[^\s」』）])")  # noqa: RUF001
# Before a name: 'Capt. Grey', 'St. Mary'.
_BEFORE_NAMES = re.compile(
    r"mrs?|ms|mx|dr|ste?|mt|ft|prof|capt|lt|sgt|cpl|pvt|col|gen|maj|cmdr|cdr|adm|brig|insp|supt|det|rev|hon|gov|sen|rep|pres|fr|messrs|mme|mlle|msgr|jr|sr|sra|srta|hr|frl|vs",
    re.IGNORECASE,
)
# Before a figure: 'No. 7'. With no figure after it, 'No.' is an answer.
_BEFORE_FIGURES = re.compile(r"nos?|nr|vol|fig|chs?|pp?|pt|sec|art", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# A letter after these is their own and no first name: 'Plan B.'
_LETTERED = re.compile(
    r"plan|room|type|vitamin|grade|section|hepatitis|block|gate|exhibit|group|team|level|option|part|apartment|camp|class|row|seat|track|unit|side",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, white space made single; titles, initials and what goes on in small letters end none.

    >>> sentences("MR. HALE turns. J. R. Hobbs nods!  No. No. 7 is empty")
    ['MR. HALE turns.', 'J. R. Hobbs nods!', 'No.', 'No. 7 is empty']
    """
    found: list[str] = []
    for paragraph in re.split(r"\n+(?=[A-Z])", text):
        run: list[str] = []
        pieces = _PARTED.split(paragraph.strip())
        spaces = [match.group(0) for match in _PARTED.finditer(paragraph.strip())]
        for index, piece in enumerate(pieces):
            run.append(piece)
            after = pieces[index + 1] if index + 1 < len(pieces) else ""
            if ends_sentence(piece, after, pieces[index - 1] if index else ""):
                found.append("".join(run))
                run = []
            elif after:
                run.append(" " if spaces[index] else "")
        if rest := "".join(run).strip():
            found.append(rest)
    return found


def ends_sentence(word: str, following: str = "", before: str = "") -> bool:
    """Whether a sentence ends with a word; `following` and `before` are the words around it, '' where there is none.

    >>> ends_sentence("Mr.", "Fox?"), ends_sentence("Fox?"), ends_sentence("R.", "Hobbs", "J."), ends_sentence("No.", "Never.")
    (False, True, False, True)
    """
    bare = word.rstrip().rstrip(_CLOSING)
    if not bare.endswith(_ENDS):
        return False
    if bare.endswith(_UNSPACED_ENDS):
        return True
    first = following.lstrip(_OPENING)[:1]
    if following and (first.islower() or not first.isalnum()):
        return False
    return not (bare.endswith(".") and is_abbreviated(bare, following, before))


def is_abbreviated(word: str, following: str, before: str = "") -> bool:
    """Whether a word with a full stop stands for a longer one and belongs to the word after it."""
    bare = word.strip().lstrip(_OPENING).removesuffix(".")
    next_letter = following.lstrip(_OPENING)[:1]
    if not bare or not next_letter:
        return False
    if _BEFORE_FIGURES.fullmatch(bare):
        return next_letter.isdigit()
    if _BEFORE_NAMES.fullmatch(bare):
        return bare[0].isupper() or bare == "vs"
    if not (_INITIALS.fullmatch(bare) and bare.isupper() and next_letter.isupper()):
        return False
    earlier = before.strip(_OPENING + _CLOSING)
    if bare == "I":
        return earlier[:1].isupper() and earlier.endswith(".")
    return not _LETTERED.fullmatch(earlier)
