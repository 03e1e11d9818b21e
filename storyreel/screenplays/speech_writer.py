"""Writes speech into the draft while it goes on: the speaker, what is said, directions in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from storyreel.film.screenplay import ElementKind
from storyreel.screenplays.cue_names import is_off_screen, is_voice_over
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.look import Look
from storyreel.screenplays.names_on_lines import is_caseless
from storyreel.screenplays.script_position import ScriptPosition
from storyreel.screenplays.source import Line, Span, parted

Spans = tuple[Span, ...]
CLOSINGS = ")]）］"
_ASIDE = re.compile(
    r"[\[［][^\[\]［］]{2,300}[\]］]"
    r"|(?:(?<=[.!?…。！？])|(?<=[.!?…。！？] ))[(（][^()（）]{2,300}[)）](?=\s|$)"
)
"""A direction inside speech: in square brackets anywhere, in round ones between sentences.

'Go (he means it) now' is one sentence, and spoken.
"""
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "‘": "’"}
_SPEECH_INDENT = 4
"""Columns from which a line counts as set in, as speech is."""
_SENTENCE_ENDS = '.!?…"”»)'


@dataclass
class _Speech:
    """Whose speech is going on, and how much of it there is yet."""

    name: str
    gap: bool = False
    """A blank line stands between name and speech."""
    said: int = 0
    lines: list[tuple[Line, str, Spans]] = field(default_factory=list)


@dataclass(frozen=True)
class _Direction:
    """A direction in brackets, on one line or several. at: where it begins in the first line's text."""

    lines: tuple[Line, ...]
    at: int

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        first, *others = self.lines
        return (first.text[self.at :], *(line.text for line in others))

    @property
    def _last_text(self) -> str:
        return self._texts[-1]

    @cached_property
    def _end(self) -> int:
        """The index behind the closing bracket in the last text."""
        closings = _closings_in(self._last_text)
        return min(closings, default=len(self._last_text) - 1) + 1

    @property
    def inside(self) -> str:
        """What stands in the brackets."""
        return " ".join([*self._texts[:-1], self._last_text[: self._end]]).strip("()[]（）［］ ")

    @property
    def rest(self) -> str:
        """What is spoken behind the brackets."""
        return self._texts[-1][self._end :].strip()

    def spans(self, draft: Draft) -> tuple[Spans, Spans]:
        """The characters of the direction, and those of the rest."""
        first, last = self.lines[0], self.lines[-1]
        first_spans = draft.parted(first, self.at)[1] if self.at else first.fragments
        before, after = self._parted_last(draft)
        if last is first:
            return (_within(before, first_spans) if self.at else before), after
        between = [span for line in self.lines[1:-1] for span in line.fragments]
        return (*first_spans, *between, *before), after

    def _parted_last(self, draft: Draft) -> tuple[Spans, Spans]:
        last, rest = self.lines[-1], self.rest
        if not rest:
            return last.fragments, ()
        offset = len(last.text) - len(self._texts[-1])
        return draft.parted(last, last.text.index(rest, offset + self._end))


class SpeechWriter:
    """The speech at the walk's position; there is none until `begin` and after `end`."""

    def __init__(self, position: ScriptPosition, draft: Draft) -> None:
        self._position, self._draft = position, draft
        self._speech: _Speech | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person is speaking."""
        return self._speech is not None

    @property
    def has_words(self) -> bool:
        """Whether a person is speaking and has said something."""
        return self._speech is not None and self._speech.said > 0

    @property
    def awaits_words(self) -> bool:
        """Whether a name stands above and nothing is said yet."""
        return self._speech is not None and not self._speech.said

    @property
    def awaits_words_after_gap(self) -> bool:
        """Whether nothing is said yet, and a blank line stands below the name."""
        return self._speech is not None and not self._speech.said and self._speech.gap

    @property
    def is_inside_brackets(self) -> bool:
        """Whether the last line opens a bracket that it does not close."""
        said = self._speech.lines if self._speech else []
        return bool(said) and _leaves_bracket_open(said[-1][1])

    def begin(
        self, line: Line, name: str, extensions: tuple[str, ...], fragments: Spans, gap: bool = False
    ) -> None:
        """Add the speaker. fragments: the characters of the name; gap: a blank line stands below it."""
        shown = name if is_caseless(name) or line.force == "@" else name.upper()
        facts = {"extensions": extensions, "dual": line.text.endswith("^")}
        self._draft.add(ElementKind.CHARACTER, shown, [line], fragments, **facts)
        self._speech = _Speech(name, gap=gap)

    def begin_narrator(self, line: Line, fragments: Spans) -> None:
        """Add the narrator as the speaker of a line without a name."""
        self.begin(line, "NARRATOR", ("V.O.",), fragments)

    def sing(self, line: Line) -> None:
        """Add a line of a song to the speech."""
        self._end_paragraph()
        self._draft.add(ElementKind.LYRIC, line.text, [line])
        if self._speech is not None:
            self._speech.said += 1

    def say(self, line: Line, text: str | None = None, fragments: Spans | None = None) -> None:
        """Take a line, or a part of it, as spoken; directions in brackets between sentences are taken out."""
        if self._speech is None:
            return
        whole = line.text if text is None else text
        spans = line.fragments if fragments is None else fragments
        asides = _asides_in(whole, line)
        if asides and _has_text_beside(whole, asides):
            self._say_with_asides(line, whole, spans, asides)
        else:
            self._add_words(self._speech, line, whole, spans)

    def direct(self, line: Line, at: int = 0) -> None:
        """Take a direction in brackets, which may run over several lines; what stands behind it is spoken.

        at: where in the line's text it begins.
        """
        self._end_paragraph()
        direction = _Direction(self._lines_of_direction(line, at), at)
        spans, after = direction.spans(self._draft)
        self._add_direction(direction, spans)
        if direction.rest:
            is_quoted = at > 0 and line.text[at - 1] in "「『"
            rest = direction.rest.rstrip("」』") if is_quoted else direction.rest
            self.say(direction.lines[-1], rest, after)

    def _end_paragraph(self) -> None:
        """Close the paragraph of speech that is going on; the speaker goes on speaking."""
        if self._speech is None or not self._speech.lines:
            return
        text = "\n".join(text for _, text, _ in self._speech.lines)
        lines = [line for line, _, _ in self._speech.lines]
        fragments = [span for _, _, spans in self._speech.lines for span in spans]
        self._draft.add(ElementKind.DIALOGUE, unquoted(text), lines, fragments)
        self._speech.lines = []

    def end(self) -> None:
        """End the speech."""
        self._end_paragraph()
        self._speech = None

    def goes_on_over(self, blank: Line) -> bool:
        """Whether the speech goes on below a blank line, at which the walk stands."""
        if self._speech is None:
            return False
        if blank.keeps_speech and not self._position.is_blank(self._position.index + 1):
            return True  # two spaces keep a speech going over an empty line
        if self.awaits_words_after_gap:
            return True
        last = self._speech.lines[-1][0] if self._speech.lines else None
        return self._position.habits.double_spaced and last is not None and self._goes_on_after(last)

    def _goes_on_after(self, last: Line) -> bool:
        """Whether in double-spaced text the next line is still of the speech: it is set in, or goes on."""
        following = self._position.next_filled(self._position.index)
        if following >= len(self._position.lines):
            return False
        if self._position.evidence[following].look not in (Look.PLAIN, Look.BRACKET):
            return False
        indent = self._position.lines[following].indent
        return (indent >= last.indent > _SPEECH_INDENT) or last.text[-1:] not in _SENTENCE_ENDS

    def _add_words(self, speech: _Speech, line: Line, text: str, spans: Spans) -> None:
        speech.lines.append((line, text, spans))
        speech.said += 1

    def _say_with_asides(self, line: Line, whole: str, spans: Spans, asides: list[re.Match[str]]) -> None:
        starts = {aside.start() for aside in asides}
        for start, piece, own in self._pieces(line, whole, asides):
            if start in starts:
                self._end_paragraph()
                inside = piece.strip("()[]（）［］ ")
                self._draft.add(ElementKind.PARENTHETICAL, inside, [line], _within(own, spans))
            elif self._speech is not None and (piece or own):
                self._add_words(self._speech, line, piece, _within(own, spans))

    def _pieces(
        self, line: Line, whole: str, asides: list[re.Match[str]]
    ) -> Iterator[tuple[int, str, Spans]]:
        """The start, text and characters of each direction and of what stands between them."""
        edges = {place for aside in asides for place in aside.span()}
        cuts = sorted(place for place in edges if 0 < place < len(whole))
        offset = line.text.find(whole)
        spans = parted([line], self._draft.text, [offset + cut for cut in cuts])
        for start, end, own in zip([0, *cuts], [*cuts, len(whole)], spans, strict=True):
            yield start, whole[start:end].strip(), own

    def _lines_of_direction(self, line: Line, at: int) -> tuple[Line, ...]:
        """The lines of a direction; the walk moves on to the last of them."""
        lines, last = [line], line.text[at:]
        while not _closes(last) and self._position.has_text_below:
            self._position.index += 1
            lines.append(self._position.lines[self._position.index])
            last = lines[-1].text
        return tuple(lines)

    def _add_direction(self, direction: _Direction, spans: Spans) -> None:
        inside = direction.inside
        if self._belongs_to_name(inside):
            name = self._draft.elements[-1]
            extensions = (*name.extensions, inside)
            self._draft.extend_last(name.text, direction.lines, spans, extensions=extensions)
        else:
            self._draft.add(ElementKind.PARENTHETICAL, inside, direction.lines, spans)

    def _belongs_to_name(self, inside: str) -> bool:
        """Whether brackets right below a name are its extension: '(O.S.)' on a line of its own."""
        return self._is_below_name() and self._is_extension((inside,))

    def _is_below_name(self) -> bool:
        elements = self._draft.elements
        return bool(elements) and elements[-1].kind is ElementKind.CHARACTER

    def _is_extension(self, inside: tuple[str]) -> bool:
        words = self._position.lexicon.cue_words
        return is_voice_over(inside, words) or is_off_screen(inside, words)


def unquoted(text: str) -> str:
    """A speech without the quotation marks around all of it.

    >>> unquoted('"Your name?"'), unquoted('"Yes," he said, "no."')
    ('Your name?', '"Yes," he said, "no."')
    """
    closing, inner = _QUOTES.get(text[:1]), text[1:-1]
    if not closing or len(text) <= 2 or not text.endswith(closing):
        return text
    return text if closing in inner or text[0] in inner else inner.strip()


def _within(spans: Sequence[Span], bounds: Sequence[Span]) -> Spans:
    """The parts of spans that lie in the bounds."""
    return tuple(
        (max(start, lower), min(end, upper))
        for start, end in spans
        for lower, upper in bounds
        if max(start, lower) < min(end, upper)
    )


def _closes(text: str) -> bool:
    return any(sign in text for sign in CLOSINGS)


def _asides_in(whole: str, line: Line) -> list[re.Match[str]]:
    """The directions in a text; none if the text is not found in the line."""
    if whole not in line.text or not _has_opening(whole):
        return []
    return list(_ASIDE.finditer(whole))


def _has_opening(text: str) -> bool:
    return any(sign in text for sign in "([（［")


def _closings_in(text: str) -> list[int]:
    return [text.index(sign) for sign in CLOSINGS if sign in text]


def _leaves_bracket_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _has_text_beside(whole: str, asides: list[re.Match[str]]) -> bool:
    """Whether words stand before or behind the first direction."""
    return bool(whole[asides[0].end() :].strip() + whole[: asides[0].start()].strip())
