"""Takes a paragraph of a story apart: what is told, what is spoken, and by whom.

Every character of it is in exactly one piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.quotes import Quote, begins_with_dash, dashed_quotes, inner_dashes, quotes_in
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.speakers import Company, sex_of
from storyreel.screenplays.tags import (
    Sex,
    Tag,
    TagWords,
    cue_name,
    sentence_start,
    subject_of,
    tag_after,
    tag_before,
    tag_words,
)
from storyreel.screenplays.vocabulary import ProseWords

Span = tuple[int, int]
_MOST_DASHES = 8
"""Of a paragraph at which speech is looked for, so that each is read once."""
_AROUND_TOLD = " \t\n,，、—–―-"
# 'her arm', and not 'watched her' or 'gave her the cup', where she is somebody else.
_HER = re.compile(
    r"\b(?:she|herself|her(?="
    r" (?!(?:the|an?|to|and|in|on|at|with|for|from|as|but|into|by|again|back|his)\b)[a-z]))\b",
    re.IGNORECASE,
)
_HIS = re.compile(r"\b(?:he|his|himself)\b", re.IGNORECASE)
_ENDS = frozenset(".!?…,—–-~。！？，؟।")
_SENTENCE_LIKE = frozenset("「『")
_CLAUSE = re.compile(r"\s*, (?:and|but|while|as) (?=(?:the|a|an|his|her|their|its|it|they|he|she|[A-Z]\w+) )")
_GOES_ON = re.compile(r"^,? (?:and|then|und|dann|et|puis|y|e|и|i|en) ")
# How it is said: 'said Anna in a whisper', 'sagte Hans leise'. It tells nothing that can be seen.
_DIRECTION = re.compile(r"(,?) ([^\W\d_][^.!?…,;:—–―\"“”«»\n]{0,60})(?=[.!?…,;:—–―]|$)")
_NO_DIRECTION = frozenset(
    "and but as while then when who und et y e и i aber mais pero но ma mas dann puis".split()
)
_OF_MANNER = frozenset(
    "in with to from at without under mit zu ohne à avec d'une sans con a sin com em z ze с со met".split()
)
# 'en souriant', 'en voz baja'; the Dutch 'en' goes on to tell.
_EN = re.compile(r"en (?:\w+ant\b|voz |un susurro|silencio)")


class Piece(NamedTuple):
    """A part of a paragraph.

    `start` and `end`, the end exclusive, are its place in the paragraph; `extra` are further places of the
    same piece, as when a tag parts a speech: all places of all pieces together are the whole paragraph, each
    character once. The pieces stand in the order of a screenplay, so that a name comes before its speech
    wherever the story has it.
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
class _Speech:
    """A quote with its speaker and the tags that say so."""

    quote: Quote
    speaker: str = ""
    before: Tag | None = None
    after: Tag | None = None

    @property
    def start(self) -> int:
        return self.before.start if self.before else self.quote.start

    @property
    def end(self) -> int:
        return self.after.end if self.after else self.quote.end


@dataclass
class _Run:
    """What one person says in a paragraph without anything told in between."""

    speaker: str
    texts: list[str] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)
    tags: list[Span] = field(default_factory=list)


def read_prose_paragraph(text: str, source: LineSpan, company: Company, words: ProseWords) -> list[Piece]:
    """The pieces of a paragraph of a story: narration, names and speeches.

    A quote that nobody is known to say stays narration.

    source: the lines it came from, for messages; company: who was there and spoke before, which this
    paragraph changes.
    """
    del source
    if not text:
        return []
    speeches = [
        speech for speech in _attributed(text, company, tag_words(words), words.dash) if speech.speaker
    ]
    pieces: list[Piece] = []
    run = _Run("")
    position = 0
    tag: Tag | None = None
    for speech in speeches:
        told = _told_between(text, position, speech.start, tag)
        if told or speech.speaker != run.speaker:
            pieces += _spoken(run)
            run = _Run(speech.speaker)
        if told:
            pieces.append(Piece(ElementKind.NARRATION, told, position, speech.start))
            position = speech.start
        _add(run, speech, position, text)
        position, tag = speech.end, speech.after
    told = _told_between(text, position, len(text), tag)
    if not told and run.speaker:
        _take_rest(run, position, len(text))
        position = len(text)
    pieces += _spoken(run)
    if position < len(text):
        pieces.append(
            Piece(
                ElementKind.NARRATION if told else ElementKind.IGNORED,
                told or text.strip(),
                position,
                len(text),
            )
        )
    return pieces


def _add(run: _Run, speech: _Speech, position: int, text: str) -> None:
    """Let a speech join the run.

    What lies between `position` and it has no words and belongs to its first part.
    """
    if run.texts:
        words_at = (
            text.find(speech.quote.text[:1], speech.quote.start)
            if speech.quote.dashed
            else speech.quote.start
        )
        between = text[run.quotes[-1][1] : words_at].rstrip(" \t\n—–―-")
        run.texts[-1] = _ended(
            run.texts[-1],
            between.endswith(".") or (speech.quote.text[:1].isupper() and run.texts[-1].endswith(",")),
        )
    run.texts.append(speech.quote.text)
    if speech.before:
        run.tags.append((position, speech.before.end))
        run.quotes.append((speech.quote.start, speech.quote.end))
    else:
        run.quotes.append((position, speech.quote.end))
    if speech.after:
        run.tags.append((speech.after.start, speech.after.end))


def _ended(spoken: str, ends: bool) -> str:
    """The speech with a full stop where its sentence ends with it."""
    if not ends:
        return spoken
    return (
        spoken[:-1] + {",": ".", "，": "。"}[spoken[-1]]
        if spoken[-1:] in (",", "，")
        else spoken + "."
        if spoken[-1:].isalnum()
        else spoken
    )


def _take_rest(run: _Run, position: int, end: int) -> None:
    """Let the last part of the run reach to the end: a full stop after a tag."""
    spans = run.tags if run.tags and run.tags[-1][1] == position else run.quotes
    spans[-1] = (spans[-1][0], end)


def _spoken(run: _Run) -> list[Piece]:
    if not run.quotes:
        return []
    text = " ".join([*run.texts[:-1], _ended(run.texts[-1], run.texts[-1].endswith((",", "，")))])
    tags = run.tags or [(run.quotes[0][0], run.quotes[0][0])]
    return [
        Piece(ElementKind.CHARACTER, run.speaker, *tags[0], tuple(tags[1:])),
        Piece(ElementKind.DIALOGUE, text, *run.quotes[0], tuple(run.quotes[1:])),
    ]


def _attributed(text: str, company: Company, words: TagWords, hyphens: bool) -> list[_Speech]:
    """The quotes of a paragraph with their speakers: by tag, else who spoke before in it, else who is told of beside it, else who answers."""
    if begins_with_dash(text, hyphens):
        quotes = dashed_quotes(
            text, lambda at: tag.end if (tag := tag_after(text, at, len(text), words)) else -1
        )
    else:
        quotes = quotes_in(text, lambda at: tag_after(text, at, len(text), words) is not None) or (
            _dashed_inside(text, words) if hyphens else []
        )
    speeches = [_Speech(quote) for quote in quotes]
    goes_on = company.unfinished and bool(quotes) and not text[: quotes[0].start].strip()
    speaker = company.last_speaker if goes_on else ""
    company.unfinished = False
    told_from = 0
    for index, speech in enumerate(speeches):
        stop = quotes[index + 1].start if index + 1 < len(quotes) else len(text)
        speaker = _speaker(text, speech, (told_from, stop), speaker, company, words)
        told_from = speech.end
    _read(text[told_from:], company, words)
    _name_the_first(text, speeches, company, words)
    company.unfinished = bool(speeches) and not speeches[-1].quote.closed and bool(speeches[-1].speaker)
    return speeches


def _read(told: str, company: Company, words: TagWords) -> None:
    """Note who is told of, and whoever does what only people do."""
    company.read(told)
    for sentence in sentences(told):
        found = subject_of(sentence, 0, len(sentence), words)
        if not found or not found.is_name or not company.may_be(found):
            continue
        her, his = _HER.search(sentence, found.end) is not None, _HIS.search(sentence, found.end) is not None
        if her != his:
            company.hint(cue_name(found.who), Sex.FEMALE if her else Sex.MALE)
        if found.acts:
            company.meet(cue_name(found.who))


def _dashed_inside(text: str, words: TagWords) -> list[Quote]:
    """The speeches after a dash that stands behind a colon after a tag, or behind a sentence where a tag follows."""
    for begin, after_colon in islice(inner_dashes(text), _MOST_DASHES):
        if after_colon and not tag_before(text, 0, begin, words):
            continue
        quotes = dashed_quotes(
            text, lambda at: tag.end if (tag := tag_after(text, at, len(text), words)) else -1, begin
        )
        if after_colon or (
            quotes and quotes[0].end < len(text) and tag_after(text, quotes[0].end, len(text), words)
        ):
            return quotes
    return []


def _speaker(
    text: str, speech: _Speech, around: Span, speaker: str, company: Company, words: TagWords
) -> str:
    """Find a speech's tags and speaker; returns who has the word after it.

    `around`: where the words before it begin and those after it end.
    """
    quote = speech.quote
    after = tag_after(text, quote.end, around[1], words)
    speech.after = replace(after, end=_with_direction(text, after.end, around[1])) if after else None
    speech.before = None if after else tag_before(text, around[0], quote.start, words)
    told = text[around[0] : speech.start]
    _read(told, company, words)
    tag = speech.after or speech.before
    silent = not _has_words(told)
    if tag and not tag.who and not tag.pronoun:
        return _around_quote(text, speech, around[0], speaker, company, words)
    if (
        tag
        and tag.pronoun
        and not silent
        and (
            about := _about(
                text, sentence_start(text, around[0], quote.start), speech.start, tag, company, words
            )
        )
    ):
        speaker = company.speaker(replace(tag, who=about.who, pronoun=False))
    elif tag and not (speaker and silent and company.may_mean(tag, speaker)):
        speaker = company.speaker(tag) or ("" if silent else speaker if not tag.pronoun else "")
    elif tag is None and not silent:
        speaker = (
            _subject(text, sentence_start(text, around[0], quote.start), quote.start, company, words)
            or speaker
        )
    if tag or _is_speech(text, quote):
        speech.speaker = speaker
    return speaker


def _around_quote(
    text: str, speech: _Speech, start: int, speaker: str, company: Company, words: TagWords
) -> str:
    """Who speaks where the verb stands behind the quote and the name before it, as in 彼は「行こう」と言った."""
    begins = sentence_start(text, start, speech.quote.start)
    found = subject_of(text, begins, speech.quote.start, words)
    if found:
        speaker = company.speaker(found)
        if not text[found.end : speech.quote.start].strip():
            speech.before = replace(found, start=begins, end=speech.quote.start)
    speech.speaker = speaker
    return speaker


def _name_the_first(text: str, speeches: Sequence[_Speech], company: Company, words: TagWords) -> None:
    """Quotes at the beginning that no tag names are whose the rest is, or whom the next sentence is about, or the other's of two who talk."""
    unnamed = next((at for at, speech in enumerate(speeches) if speech.speaker), len(speeches))
    if not unnamed or speeches[0].after or speeches[0].before or text[: speeches[0].quote.start].strip():
        if unnamed and len({speech.speaker for speech in speeches[unnamed:]}) == 1:
            _give(text, speeches[:unnamed], speeches[unnamed].speaker)
        return
    named = {speech.speaker for speech in speeches[unnamed:]}
    first = speeches[0].quote
    if len(named) == 1:
        speaker = next(iter(named))
    else:
        speaker = (
            _subject(text, first.end, len(text), company, words)
            if text[first.end : first.end + 1].isspace()
            else ""
        )
        speaker = speaker or (company.other() if not named else "")
        if speaker and _is_speech(text, first):
            company.speaks(speaker)
    _give(text, speeches[:unnamed], speaker)


def _give(text: str, speeches: Sequence[_Speech], speaker: str) -> None:
    for speech in speeches:
        if not speech.speaker and (speech.after or speech.before or _is_speech(text, speech.quote)):
            speech.speaker = speaker


def _about(text: str, start: int, stop: int, tag: Tag, company: Company, words: TagWords) -> Tag | None:
    """Whom the sentence before a quote is about, where 'she' can be said of them: 'The old woman looked up', and then 'she said'."""
    found = subject_of(text, start, stop, words)
    if not found or found.pronoun or not company.may_be(found):
        return None
    sex = sex_of(cue_name(found.who))
    unknown = sex is Sex.UNKNOWN and (found.acts or found.is_name or company.knows(cue_name(found.who)))
    return found if sex is tag.sex or (unknown and company.may_mean(tag, cue_name(found.who))) else None


def _subject(text: str, start: int, stop: int, company: Company, words: TagWords) -> str:
    """The person a sentence beside a quote is about: 'Anna stood up.

    "Go."' '' where it is about nobody known.
    """
    found = subject_of(text, start, stop, words)
    if not found or not company.may_be(found):
        return ""
    name = cue_name(found.who)
    if not found.pronoun and not found.acts and not company.knows(name) and sex_of(name) is Sex.UNKNOWN:
        return ""
    return company.speaker(found)


def _is_speech(text: str, quote: Quote) -> bool:
    """Whether a quote without a tag is a speech and no word that is only quoted: 'the so-called "garden"'."""
    opens_clause = (
        not text[: quote.start].strip() or text[: quote.start].rstrip()[-1:] in ".!?…:,。！？：，、」』”»—–―"
    )
    if text[quote.start] in _SENTENCE_LIKE:
        return opens_clause
    if (
        opens_clause
        and text[quote.end : quote.end + 1] in tuple(".!?…")
        and text[: quote.start].rstrip()[-1:] in tuple(".!?…:")
    ):
        return True
    return (
        quote.dashed
        or quote.text[-1:] in _ENDS
        or not quote.closed
        or (not text[: quote.start].strip() and not text[quote.end :].strip())
    )


def _with_direction(text: str, end: int, stop: int) -> int:
    """The end of a tag with the few words that say how it is said."""
    found = _DIRECTION.match(text, end, stop)
    if not found:
        return end
    said = found.group(2).split()
    first = said[0].lower()
    how = (len(said) <= 3 and said[0][0].islower() and not any(word.endswith("ing") for word in said)) or (
        first in _OF_MANNER and len(said) <= 6
    )
    how = how if first != "en" else _EN.match(found.group(2)) is not None
    how = how and (
        not found.group(1) or (first in _OF_MANNER and found.end() < stop and text[found.end()] in ".!?")
    )
    return found.end() if how and first not in _NO_DIRECTION else end


def _told_between(text: str, start: int, stop: int, tag: Tag | None) -> str:
    """What is told from `start` on, after the tag of the quote before: 'said Peter and left' tells that Peter left. '' where it has no words."""
    rest = text[start:stop]
    if not _has_words(rest):
        return ""
    if tag is None:
        return rest.strip(_AROUND_TOLD) if start else rest.strip(" \t\n,").rstrip("—–―")
    if rest.lstrip()[:1] in tuple(".;:—–―!?。！？，-"):
        told = rest.strip().lstrip(" .;:—–―-!?。！？，").rstrip("—–―- \t\n")
        return told[:1].upper() + told[1:] if rest.lstrip()[:1] in tuple("—–―-") else told
    clause = _CLAUSE.match(rest)
    told = rest[clause.end() :] if clause else tag.who + _GOES_ON.sub(" ", rest)
    told = told.strip(" \t\n—–―-,")
    return told[:1].upper() + told[1:]


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
