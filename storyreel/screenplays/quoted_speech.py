"""Takes a paragraph of a story apart: narration, speech, and who speaks.

Every character of it is in exactly one piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.attribution import Speech, attributed, has_words
from storyreel.screenplays.quotes import Quote
from storyreel.screenplays.speakers import Company
from storyreel.screenplays.tag_clauses import Tag, tag_words
from storyreel.screenplays.vocabulary import ProseWords

Span = tuple[int, int]
_AROUND_NARRATION = " \t\n,，、—–―-"
_CLAUSE = re.compile(r"\s*, (?:and|but|while|as) (?=(?:the|a|an|his|her|their|its|it|they|he|she|[A-Z]\w+) )")
_GOES_ON = re.compile(r"^,? (?:and|then|und|dann|et|puis|y|e|и|i|en) ")
_DASHES = tuple("—–―-")
_STOPS_AND_DASHES = (*".;:!?。！？，", *_DASHES)
_COMMAS = {",": ".", "，": "。"}


class Piece(NamedTuple):
    """A part of a paragraph.

    `start` and `end`, the end exclusive, are its place in the paragraph; `extra` are further places of the
    same piece, as when a tag parts a speech: all places of all pieces together are the whole paragraph, each
    character once. The pieces stand in the order of a screenplay, so that a name comes before its speech
    even if the story has it behind the speech.
    """

    kind: ElementKind
    text: str
    start: int
    end: int
    extra: tuple[Span, ...] = ()

    @property
    def places(self) -> tuple[Span, ...]:
        """Every place that is not empty, in order."""
        return tuple(sorted(place for place in ((self.start, self.end), *self.extra) if place[0] < place[1]))


@dataclass
class _Run:
    """What one person says in a paragraph without narration in between."""

    speaker: str
    texts: list[str] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)
    tags: list[Span] = field(default_factory=list)

    def add(self, speech: Speech, position: int, text: str) -> None:
        """Let a speech join the run.

        What lies between `position` and the speech has no words and belongs to the speech's first part.
        """
        quote = speech.quote
        if self.texts:
            self.texts[-1] = _ended(self.texts[-1], self._ends_before(quote, text))
        self.texts.append(quote.text)
        start = position
        if speech.before:
            self.tags.append((position, speech.before.end))
            start = quote.start
        self.quotes.append((start, quote.end))
        if speech.after:
            self.tags.append((speech.after.start, speech.after.end))

    def _ends_before(self, quote: Quote, text: str) -> bool:
        """Whether the last speech ends a sentence before a quote."""
        start = text.find(quote.text[:1], quote.start) if quote.dashed else quote.start
        between = text[self.quotes[-1][1] : start].rstrip(" \t\n—–―-")
        return between.endswith(".") or (quote.text[:1].isupper() and self.texts[-1].endswith(","))

    def take_rest(self, position: int, end: int) -> None:
        """Let the last part of the run reach to the end: a full stop after a tag."""
        spans = self._spans_ending_at(position)
        spans[-1] = (spans[-1][0], end)

    def _spans_ending_at(self, position: int) -> list[Span]:
        return self.tags if self.tags and self.tags[-1][1] == position else self.quotes

    def pieces(self) -> list[Piece]:
        """The speaker and the speech; none if nothing is said."""
        if not self.quotes:
            return []
        last = _ended(self.texts[-1], self.texts[-1].endswith(tuple(_COMMAS)))
        first = self.quotes[0]
        tags = self.tags or [(first[0], first[0])]
        return [
            Piece(ElementKind.CHARACTER, self.speaker, *tags[0], tuple(tags[1:])),
            Piece(ElementKind.DIALOGUE, " ".join([*self.texts[:-1], last]), *first, tuple(self.quotes[1:])),
        ]


class _PieceWriter:
    """Writes the pieces of a paragraph in one walk over its speeches."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[Piece] = []
        self._run = _Run("")
        self._position = 0
        self._tag: Tag | None = None

    def add(self, speech: Speech) -> None:
        """Write the narration before a speech, and take the speech into the run of its speaker."""
        narrated = self._narrated_before(speech.start)
        if narrated or speech.speaker != self._run.speaker:
            self._pieces += self._run.pieces()
            self._run = _Run(speech.speaker)
        if narrated:
            self._pieces.append(Piece(ElementKind.NARRATION, narrated, self._position, speech.start))
            self._position = speech.start
        self._run.add(speech, self._position, self._text)
        self._position, self._tag = speech.end, speech.after

    def finish(self) -> list[Piece]:
        """All pieces, with the narration after the last speech."""
        end = len(self._text)
        narrated = self._narrated_before(end)
        if not narrated and self._run.speaker:
            self._run.take_rest(self._position, end)
            self._position = end
        self._pieces += self._run.pieces()
        if self._position < end:
            kind = ElementKind.NARRATION if narrated else ElementKind.IGNORED
            self._pieces.append(Piece(kind, narrated or self._text.strip(), self._position, end))
        return self._pieces

    def _narrated_before(self, stop: int) -> str:
        """The narration from the position to `stop`; '' if it has no words.

        It may follow the tag of the speech before: 'said Peter and left' tells that Peter left.
        """
        rest = self._text[self._position : stop]
        if not has_words(rest):
            return ""
        if self._tag:
            return _told_behind_tag(rest, self._tag)
        if self._position:
            return rest.strip(_AROUND_NARRATION)
        return rest.strip(" \t\n,").rstrip("—–―")


def read_prose_paragraph(text: str, source: LineSpan, company: Company, words: ProseWords) -> list[Piece]:
    """The pieces of a paragraph of a story: narration, names and speeches.

    A quote without a known speaker stays narration.

    source: the lines it came from, for messages; company: who was there and spoke before, which this
    paragraph changes.
    """
    del source
    if not text:
        return []
    writer = _PieceWriter(text)
    for speech in attributed(text, company, tag_words(words), words.dash):
        if speech.speaker:
            writer.add(speech)
    return writer.finish()


def _ended(spoken: str, ends: bool) -> str:
    """The speech, with a full stop if its sentence ends with it."""
    if not ends:
        return spoken
    if spoken[-1:] in tuple(_COMMAS):
        return spoken[:-1] + _COMMAS[spoken[-1]]
    return spoken + "." if spoken[-1:].isalnum() else spoken


def _told_behind_tag(rest: str, tag: Tag) -> str:
    first = rest.lstrip()[:1]
    if first in _STOPS_AND_DASHES:
        narrated = rest.strip().lstrip(" .;:—–―-!?。！？，").rstrip("—–―- \t\n")
        return _capitalised(narrated) if first in _DASHES else narrated
    clause = _CLAUSE.match(rest)
    narrated = rest[clause.end() :] if clause else tag.who + _GOES_ON.sub(" ", rest)
    return _capitalised(narrated.strip(" \t\n—–―-,"))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
