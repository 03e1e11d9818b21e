"""How large a screenplay may be: scenes, one paragraph, all its words."""

from __future__ import annotations

import re

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import ElementKind, Screenplay

MOST_SCENES = 2000
LONGEST_PARAGRAPH = 30_000
"""Most characters in one line, speech or paragraph: some 5,000 words, half an hour without a breath."""
MOST_WORDS = 150_000
"""Most words of a film: some 17 hours spoken at 150 words a minute. A feature has 25,000."""
_FAR = 4
"""How many times the most words a text may have with its notes and what else is not filmed."""
_HEARD_OR_SEEN = frozenset(
    {
        ElementKind.ACTION,
        ElementKind.DIALOGUE,
        ElementKind.LYRIC,
        ElementKind.NARRATION,
        ElementKind.CENTERED,
        ElementKind.TITLE,
    }
)
_LETTERS_A_WORD = 12
_WIDE = re.compile("[\u2e81-\U0010ffff]")


def refuse_long_paragraphs(text: str, name: str) -> None:
    """Check that no run of lines without a blank one is beyond reading, before anything is made of it.

    Raises:
        ScreenplayError: with the line at which it begins.
    """
    length, first = 0, 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.isspace():
            length, first = 0, number + 1
            continue
        length += len(line) + 1
        if length > LONGEST_PARAGRAPH:
            raise _too_long(name, first)


def refuse_too_much(screenplay: Screenplay, name: str) -> None:
    """Check that it is within what one film holds.

    Raises:
        ScreenplayError: too many scenes, too long a paragraph, or too many words; with the line.
    """
    headings = [element for element in screenplay.elements if element.kind is ElementKind.HEADING]
    if len(headings) > MOST_SCENES:
        raise ScreenplayError(
            f"{name!r} holds {len(headings)} scenes; one film holds at most {MOST_SCENES}. Split it, or give"
            " the part you want to film.",
            line=headings[MOST_SCENES].source.first,
        )
    words = 0
    for element in screenplay.elements:
        if len(element.text) > LONGEST_PARAGRAPH:
            raise _too_long(name, element.source.first)
        words += _word_estimate(element.text) if element.kind in _HEARD_OR_SEEN else 0
    if words > MOST_WORDS:
        raise _too_many_words(name, words)


def refuse_far_too_much(text: str, name: str) -> None:
    """Check that a text is not so long that even a part of it were too much, before anything is made of it.

    Raises:
        ScreenplayError: it has more than four times the words that one film holds.
    """
    words = _word_estimate(text)
    if words > _FAR * MOST_WORDS:
        raise _too_many_words(name, words)


def _too_many_words(name: str, words: int) -> ScreenplayError:
    return ScreenplayError(
        f"{name!r} holds about {words:,} words, some {words / 9000:.0f} hours of film; one film holds at most"
        f" {MOST_WORDS:,}. Split it, or give the part you want to film."
    )


def _word_estimate(text: str) -> int:
    """About how many words are spoken; two characters of a script without spaces are one.

    >>> _word_estimate("one two three"), _word_estimate("東京の空")
    (3, 2)
    """
    return max(len(text.split()), len(text) // _LETTERS_A_WORD, _count_wide(text) // 2)


def _count_wide(text: str) -> int:
    return 0 if text.isascii() else len(_WIDE.findall(text))


def _too_long(name: str, line: int) -> ScreenplayError:
    return ScreenplayError(
        f"{name!r} holds more than {LONGEST_PARAGRAPH:,} characters without a blank line, from line {line}"
        f" on; one paragraph holds at most {LONGEST_PARAGRAPH:,}. Part it with blank lines, or check that it"
        " is the right file.",
        line=line,
    )
