"""Where speech stands in a paragraph of a story: in quotation marks of any language, or after a dash."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# The closing marks of each opening mark that means nothing else. Guillemets and single marks are told apart
# by what stands around them.
_CLOSERS: Mapping[str, str] = {
    "“": "”“",
    "„": '“”"„',
    "‟": "”",
    "「": "」",
    "『": "』",
    "《": "》",
    "〝": "〟",
    "＂": "＂",
    "❝": "❞",
}
_GUILLEMETS = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
_NESTED = frozenset("「『《")
_SINGLES = {"‘": "’", "‚": "‘’", "'": "'"}
_ENDS_SPEECH = frozenset(".,!?…;:—–-。！？，、؟،।")
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f\u3000([{—–-:،,…/>")
# Words that begin with an apostrophe and no quotation mark.
_ELIDED = re.compile(
    r"['’](?:em|tis|twas|til|till|cause|cos|bout|round|neath|n|un|ere|twere|twill|s|t|ow|ave|er|im"
    r"|is|ome|\d+s?)\b",
    re.IGNORECASE,
)
_DASH_FIRST = re.compile(r"\s*[—–―‒]\s*|\s*-\s+")
_LONG_DASH_FIRST = re.compile(r"\s*[—―]\s*|\s*–\s+")
# A dash between speech and narration: with a space on one side at least, or before a full stop.
_DASH = re.compile(r"(?<=\s)[—–―-](?=\s|\w)|[—–―](?=\s|[.,;:!?])")
_RESUMED = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-z]|[¿¡])")
_INNER_DASH = re.compile(r"([:.!?…])\s{0,3}(?=[—―–]\s?[^\W\d_]|[—―–]\s?[¿¡…«])")
_DASHES = "—–―‒-"
_MAY_TELL = re.compile(r"[—–―‒-]|[,!?…»”\"]\s")
_MOST_NESTED = 8
_OPENING = re.compile("[" + re.escape("".join([*_CLOSERS, *_GUILLEMETS, *_SINGLES, '"'])) + "]")
_MAY_CLOSE = re.compile(
    "[" + re.escape("".join([*_CLOSERS.values(), *_GUILLEMETS, *_SINGLES.values(), '"'])) + "]"
)
MOST_SPEECH = 4000
"""Characters of a quote; a forgotten closing mark does not turn the rest of a book into one speech."""


@dataclass(frozen=True)
class Quote:
    """A quoted speech: its place with its marks, the end exclusive, and what it says."""

    start: int
    end: int
    text: str
    closed: bool = True
    """Whether its closing mark is there."""
    dashed: bool = False
    """Whether dashes mark it."""


@dataclass(frozen=True)
class _Marks:
    """Where closing marks stand in a text, by the mark; found once, so that the next one is found quickly."""

    text: str
    places: Mapping[str, Sequence[int]]

    def next(self, closers: str, start: int) -> int:
        """Index of the first of the closing marks at or after `start`, -1 if there is none near enough."""
        found = [
            places[at]
            for closer in closers
            if (places := self.places.get(closer)) and (at := bisect_left(places, start)) < len(places)
        ]
        nearest = min(found, default=-1)
        return nearest if 0 <= nearest - start <= MOST_SPEECH else -1


def quotes_in(text: str, is_tag: Callable[[int], bool] = lambda _: False) -> list[Quote]:
    """The quotes of a paragraph in order; a quote within a quote belongs to the outer one.

    is_tag: whether words that say who speaks begin at an index; it decides if a single mark that might be an
    apostrophe is none.

    >>> [quote.text for quote in quotes_in("'It's cold,' he said. “Is it?”")]
    ["It's cold,", 'Is it?']
    """
    marks = _Marks(text, _closing_marks(text, is_tag))
    found: list[Quote] = []
    position = 0
    for match in _OPENING.finditer(text):
        start = match.start()
        if start < position:
            continue
        closing, closed = _closing(text, start, marks, is_first=not found and not text[:start].strip())
        if _has_speech(text[start + 1 : max(closing, 0)]):
            position = closing + 1 if closed else closing
            found.append(Quote(start, position, text[start + 1 : closing].strip(), closed))
    return found


def _has_speech(text: str) -> bool:
    return any(character.isalnum() or character in "…—?!" for character in text)


def _closing_marks(text: str, is_tag: Callable[[int], bool]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for match in _MAY_CLOSE.finditer(text):
        at, mark = match.start(), match.group()
        if mark not in "'’‘" or _closes_single(text, at, is_tag):
            places.setdefault(mark, []).append(at)
    return places


def _closes_single(text: str, at: int, is_tag: Callable[[int], bool]) -> bool:
    """Whether a single mark closes a speech (and is not an apostrophe): after a stop, or before a tag."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or before.isspace() or after.isalnum():
        return False
    if before in _ENDS_SPEECH or before in '”"':
        return True
    return (not after.strip() or after in ",.") and is_tag(at + 1)


def _closing(text: str, start: int, marks: _Marks, is_first: bool) -> tuple[int, bool]:
    """Index of the closing mark of the mark at `start`, and whether there is one.

    The end of the text if speech goes on in the next paragraph. is_first: nothing stands before it.
    """
    mark = text[start]
    if mark in _SINGLES:
        opens = _opens_single(text, start)
        return (marks.next(_SINGLES[mark], start + 1), True) if opens else (-1, False)
    closing = _closing_of_pair(text, start, marks)
    goes_on = is_first if mark not in "“«「" else _begins_sentence(text, start)
    if closing < 0 and goes_on and mark not in "»›" and len(text) - start <= MOST_SPEECH:
        return len(text), False
    return closing, True


def _may_open(text: str, start: int) -> bool:
    """Whether a mark stands where speech may begin."""
    return start == 0 or text[start - 1] in _BEFORE_OPENING or text[start] in _CLOSERS


def _opens_single(text: str, start: int) -> bool:
    """Whether a single mark opens a speech and is not an apostrophe."""
    if not _may_open(text, start) or not text[start + 1 : start + 2].strip():
        return False
    return start == 0 or text[start] == "‚" or not _ELIDED.match(text, start)


def _closing_of_pair(text: str, start: int, marks: _Marks) -> int:
    """Index of the closing mark of a mark that is not a single one, -1 if there is none."""
    mark = text[start]
    if mark in _NESTED:
        return _nested_closing(text, start, marks)
    if mark in _GUILLEMETS:
        opens = mark in "«‹" or _may_open(text, start)
        return marks.next(_GUILLEMETS[mark], start + 1) if opens else -1
    return marks.next('"', start + 1) if mark == '"' else _paired(text, start, marks)


def _begins_sentence(text: str, start: int) -> bool:
    return start == 0 or _may_end_sentence(_just_before(text, start))


def _may_end_sentence(text: str) -> bool:
    return not text or text[-1] in ".,:!?…—"


def _just_before(text: str, start: int) -> str:
    return text[max(0, start - 3) : start].rstrip()


def _paired(text: str, start: int, marks: _Marks) -> int:
    """The closing mark of a curly quote; an opening one closes only what „ opened."""
    mark = text[start]
    if mark == "“":
        return _curly_closing(text, start, marks)
    if mark == "„":
        closing = marks.next("“”", start + 1)
        return closing if closing >= 0 else marks.next('"', start + 1)
    return marks.next(_CLOSERS[mark], start + 1)


def _curly_closing(text: str, start: int, marks: _Marks) -> int:
    """The closing mark of “; -1 if another “ stands before it, for then this one is not closed."""
    closing, opening = marks.next("”", start + 1), marks.next("“", start + 1)
    if opening < 0 or 0 <= closing < opening or "”" in text[start:opening]:
        return closing
    return -1


def _nested_closing(text: str, start: int, marks: _Marks) -> int:
    opening, closing = text[start], _CLOSERS[text[start]]
    end = marks.next(closing, start + 1)
    depth = text.count(opening, start + 1, end) if end >= 0 else 0
    while 0 < depth <= _MOST_NESTED and end >= 0:
        following = marks.next(closing, end + 1)
        depth += (text.count(opening, end + 1, following) if following >= 0 else 0) - 1
        end = following
    return end


def begins_with_dash(text: str, hyphens: bool) -> bool:
    """Whether a paragraph is speech after a dash.

    A hyphen with a space is a dash if the language writes speech so.
    """
    return (_DASH_FIRST if hyphens else _LONG_DASH_FIRST).match(text) is not None


def inner_dashes(text: str) -> Iterator[tuple[int, bool]]:
    """Where speech after a dash may begin inside a paragraph, and whether a colon is before it.

    'Pedro respondió: —Tengo frío' has one.
    """
    for match in _INNER_DASH.finditer(text):
        yield match.end(), match.group(1) == ":"


def dashed_quotes(text: str, tag_at: Callable[[int], int], begin: int = 0) -> list[Quote]:
    """The speeches of a paragraph that begins with a dash at `begin`, without the narration between them.

    tag_at: the index after the words that say who speaks, if such words begin at an index, else -1.
    """
    found: list[Quote] = []
    first = _DASH_FIRST.match(text, begin)
    start, speech_from = begin, first.end() if first else begin
    while speech_from < len(text):
        narration_at = _narration_from(text, speech_from, tag_at)
        end = narration_at if narration_at >= 0 else len(text)
        spoken = text[speech_from:end].strip(" \t\n" + _DASHES)
        if any(map(str.isalnum, spoken)):
            found.append(Quote(start, end, spoken, dashed=True))
        if narration_at < 0:
            break
        start = _speech_again(text, narration_at, tag_at)
        speech_from = _after_marks(text, start, _DASHES + ".,;:")
    return found


def _narration_from(text: str, start: int, tag_at: Callable[[int], int]) -> int:
    """Where narration begins: at a dash or after a stop, before words that say who speaks.

    -1 if there is none.
    """
    for match in _MAY_TELL.finditer(text, start):
        if tag_at(match.end()) > match.end():
            return match.start() + (match.group(0)[0] not in _DASHES)
    return -1


def _speech_again(text: str, narration_at: int, tag_at: Callable[[int], int]) -> int:
    """Where speech goes on after the narration: at the next dash, or in the sentence after the tag."""
    inner = _after_marks(text, narration_at, _DASHES)
    after_tag = max(inner, tag_at(inner))
    dashed = any(mark in _DASHES for mark in text[narration_at:inner])
    again = (_DASH if dashed else _RESUMED).search(text, after_tag)
    return again.start() if again else len(text)


def _after_marks(text: str, at: int, marks: str) -> int:
    """Index of the first character at or after `at` that is neither white space nor one of the marks."""
    while at < len(text) and (text[at].isspace() or text[at] in marks):
        at += 1
    return at
