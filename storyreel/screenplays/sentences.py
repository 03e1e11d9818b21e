"""Where a sentence ends: the one rule by which action is cut into shots and speech into captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.screenplays.abbreviations import (
    AFTER_FIGURES,
    ANSWERS,
    BEFORE_FIGURES,
    BEFORE_NAMES,
    FOR_WORDS,
    IN_TWO_PARTS,
    SMALL_BEFORE_NAMES,
)

# The marks of the languages that are written, each as it is written.
_CLOSING = "\"'”’»)]」』）"
_OPENING = "\"'“‘«([—–-¿¡"
_UNSPACED_ENDS = ("。", "！", "？")
_ENDS = (".", "!", "?", "…", "؟", "।", "۔", *_UNSPACED_ENDS)
# Chinese and Japanese sentences stand without spaces between them.
_PARTED = re.compile(
    r"\s+|(?:(?<=[。！？])|(?<=[。！？][」』）”’])|(?<=[。！？][」』”’][」』）”’]))(?=[^\s。"
    r"！？…」』）”’、，])"
)
_UNSPACED_END = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff65][」』）”’]*$")
_QUOTE_CLOSED = re.compile(r"[」』）”’]$")
# After a closing quote a sentence may go on: 「行こう。」と言った.
_GOES_ON_AFTER_QUOTE = re.compile(
    r"[とをのがに]|って|なんて|など|然后|然後|就|便|又|也|还|還|而|地|的|说|說|问|問|答|喊|叫|道|[^\s。"
    r"！？“「『]{1,8}(?:说|說|问|問|道|喊|叫|答|言|尋|聞|叫)"
)
_GERMAN_STREET = re.compile(r"\w{1,20}str", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# A letter after these is their own and no first name: 'Plan B.'
_LETTERED = re.compile(
    r"plan|room|type|vitamin|grade|section|hepatitis|block|gate|exhibit|group|team|level|option|part"
    r"|apartment|camp|class|row|seat|track|unit|side",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, white space made single.

    Titles, initials and what goes on in small letters end none.

    `joined` makes a text of them again.

    >>> sentences("MR. HALE turns. J. R. Hobbs nods!  No. No. 7 is empty")
    ['MR. HALE turns.', 'J. R. Hobbs nods!', 'No.', 'No. 7 is empty']
    """
    paragraphs = re.split(r"\n+(?=[A-Z])", text)
    return [sentence for paragraph in paragraphs for sentence in _sentences_of(paragraph.strip())]


def _sentences_of(paragraph: str) -> Iterator[str]:
    run: list[str] = []
    pieces = _PARTED.split(paragraph)
    spaces = [*(match.group() for match in _PARTED.finditer(paragraph)), ""]
    around = zip(["", *pieces], pieces, [*pieces[1:], ""], spaces, strict=False)
    for before, piece, after, space in around:
        run.append(piece)
        goes_on = bool(after) and not space and _goes_on_unspaced(piece, after)
        if ends_sentence(piece, after, before) and not goes_on:
            yield "".join(run)
            run = []
        elif after and space:
            run.append(" ")
    if rest := "".join(run).strip():
        yield rest


def joined(parts: Sequence[str]) -> str:
    """The text that was cut into sentences or clauses, with no other characters and spaces than it had.

    >>> joined(sentences("光は消えない。海へ。")), joined(["He sat.", "She left."])
    ('光は消えない。海へ。', 'He sat. She left.')
    """
    text: list[str] = []
    for part in parts:
        apart = text and not _UNSPACED_END.search(text[-1], max(0, len(text[-1]) - 4))
        text.append(f" {part}" if apart else part)
    return "".join(text)


def _goes_on_unspaced(piece: str, after: str) -> bool:
    """Whether a sentence goes on behind a closing quote without a space, as Japanese and Chinese ones do.

    >>> _goes_on_unspaced("彼は「行こう。」", "と言った。"), _goes_on_unspaced("「だめだ。」", "海へ。")
    (True, False)
    """
    return bool(_QUOTE_CLOSED.search(piece)) and bool(_GOES_ON_AFTER_QUOTE.match(after))


def ends_sentence(word: str, following: str = "", before: str = "") -> bool:
    """Whether a sentence ends with a word.

    `following` and `before` are the words around it, '' if there is none.

    >>> ends_sentence("Mr.", "Fox?"), ends_sentence("Fox?")
    (False, True)
    >>> ends_sentence("R.", "Hobbs", "J."), ends_sentence("No.", "Never.")
    (False, True)
    """
    bare = word.rstrip().rstrip(_CLOSING + "“«‘")
    if not bare.endswith(_ENDS):
        return False
    if bare.endswith(_UNSPACED_ENDS):
        return True
    first = following.lstrip(_OPENING)[:1]
    if following and (first.islower() or not (first.isalnum() or first in "«「『“")):
        return False
    return not (bare.endswith(".") and is_abbreviated(bare, following, before))


def is_abbreviated(word: str, following: str, before: str = "") -> bool:
    """Whether a word with a full stop stands for a longer one and belongs to the word after it."""
    bare = word.strip().lstrip(_OPENING).removesuffix(".")
    next_letter = following.lstrip(_OPENING)[:1]
    if not bare or not next_letter:
        return False
    if next_letter.isdigit() and _may_stand_before_figures(bare):
        return True
    if _may_stand_before_words(bare, following, before):
        return True
    if before[-1:].isdigit() and bare in AFTER_FIGURES:
        return False
    if _may_stand_before_names(bare):
        return next_letter.isupper() and bare.lower() not in ANSWERS
    return next_letter.isupper() and _is_initial(bare, before)


def _may_stand_before_figures(bare: str) -> bool:
    return bare.lower() in BEFORE_FIGURES or _GERMAN_STREET.fullmatch(bare) is not None


def _may_stand_before_words(bare: str, following: str, before: str) -> bool:
    """Whether a word is 'z.B.', or one of the two parts of 'z. B.'."""
    if bare in FOR_WORDS or (bare, following.rstrip("., ")) in IN_TWO_PARTS:
        return True
    return (before.strip("., "), bare) in IN_TWO_PARTS


def _may_stand_before_names(bare: str) -> bool:
    if bare.lower() not in BEFORE_NAMES:
        return False
    return bare[0].isupper() or bare in SMALL_BEFORE_NAMES


def _is_initial(bare: str, before: str) -> bool:
    """Whether a word is the initials of a name, and no letter by which a thing is called: 'Plan B.'."""
    if not _INITIALS.fullmatch(bare) or not bare.isupper():
        return False
    earlier = before.strip(_OPENING + _CLOSING)
    if bare == "I":
        return earlier[:1].isupper() and earlier.endswith(".")
    return not _LETTERED.fullmatch(earlier)
