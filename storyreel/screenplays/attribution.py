"""Finds the quotes of a paragraph of a story, and whose each of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from storyreel.screenplays.quotes import Quote, begins_with_dash, dashed_quotes, inner_dashes, quotes_in
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.speakers import Company, sex_of
from storyreel.screenplays.tag_clauses import Sex, Tag, TagWords
from storyreel.screenplays.tags import cue_name, sentence_start, subject_of, tag_after, tag_before

_MOST_DASHES = 8
"""Dashes of a paragraph at which speech is looked for, so that each is read once."""
# 'her arm', and not 'watched her' or 'gave her the cup', where she is somebody else.
_HER = re.compile(
    r"\b(?:she|herself|her(?="
    r" (?!(?:the|an?|to|and|in|on|at|with|for|from|as|but|into|by|again|back|his)\b)[a-z]))\b",
    re.IGNORECASE,
)
_HIS = re.compile(r"\b(?:he|his|himself)\b", re.IGNORECASE)
_ENDS = frozenset(".!?…,—–-~。！？，؟।")
_SENTENCE_LIKE = frozenset("「『")
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
_BEFORE_SPEECH = ".!?…:,。！？：，、」』”»—–―"
_STOPS = tuple(".!?…")
_MOST_MANNER_WORDS = 3
_MOST_WORDS_OF_MANNER = 6


@dataclass
class Speech:
    """A quote with its speaker and the tags that say so."""

    quote: Quote
    speaker: str = ""
    before: Tag | None = None
    after: Tag | None = None

    @property
    def start(self) -> int:
        """Where the tag before it begins, or the quote if there is none."""
        return self.before.start if self.before else self.quote.start

    @property
    def end(self) -> int:
        """Where the tag behind it ends, or the quote if there is none."""
        return self.after.end if self.after else self.quote.end

    @property
    def tag(self) -> Tag | None:
        """The words that say who speaks."""
        return self.after or self.before


def attributed(text: str, company: Company, words: TagWords, hyphens: bool) -> list[Speech]:
    """The quotes of a paragraph with their speakers.

    The speaker of a quote is who its tag names, else who spoke before in the paragraph, else who is mentioned
    beside it, else who answers.

    company: who was there and spoke before, which this paragraph changes. hyphens: a hyphen begins speech.
    """
    return _Attribution(text, _unattributed(text, words, hyphens), company, words).speeches()


def _unattributed(text: str, words: TagWords, hyphens: bool) -> list[Speech]:
    return [Speech(quote) for quote in _quotes(text, words, hyphens)]


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in a text."""
    return any(character.isalnum() for character in text)


def _quotes(text: str, words: TagWords, hyphens: bool) -> list[Quote]:
    if begins_with_dash(text, hyphens):
        return dashed_quotes(text, partial(_tag_end, text, words))
    found = quotes_in(text, partial(_is_tag, text, words))
    return found or (_dashed_inside(text, words) if hyphens else [])


def _is_tag(text: str, words: TagWords, at: int) -> bool:
    return tag_after(text, at, len(text), words) is not None


def _tag_end(text: str, words: TagWords, at: int) -> int:
    """The end of the tag at an index, -1 if there is none."""
    tag = tag_after(text, at, len(text), words)
    return tag.end if tag else -1


def _dashed_inside(text: str, words: TagWords) -> list[Quote]:
    """The speeches after a dash behind a tag with a colon, or behind a sentence if a tag follows."""
    for begin, after_colon in islice(inner_dashes(text), _MOST_DASHES):
        if after_colon and not tag_before(text, 0, begin, words):
            continue
        quotes = dashed_quotes(text, partial(_tag_end, text, words), begin)
        if after_colon or _is_tagged(text, quotes, words):
            return quotes
    return []


def _is_tagged(text: str, quotes: Sequence[Quote], words: TagWords) -> bool:
    """Whether a tag follows the first of some quotes."""
    return bool(quotes) and _is_tag_behind(text, quotes[0], words)


def _is_tag_behind(text: str, quote: Quote, words: TagWords) -> bool:
    return quote.end < len(text) and _is_tag(text, words, quote.end)


class _Attribution:
    """One walk over the quotes of a paragraph; it keeps who is speaking."""

    def __init__(self, text: str, speeches: list[Speech], company: Company, words: TagWords) -> None:
        self._text, self._speeches = text, speeches
        self._company, self._words = company, words
        self._speaker = company.last_speaker if self._continues() else ""

    def speeches(self) -> list[Speech]:
        """The speeches with their speakers and tags."""
        self._company.unfinished = False
        start = 0
        stops = [speech.quote.start for speech in self._speeches[1:]]
        for speech, stop in zip(self._speeches, [*stops, len(self._text)], strict=False):
            self._attribute(speech, start, stop)
            start = speech.end
        self._read(self._text[start:])
        self._name_the_first()
        last = self._speeches[-1] if self._speeches else None
        self._company.unfinished = last is not None and not last.quote.closed and bool(last.speaker)
        return self._speeches

    def _continues(self) -> bool:
        """Whether the paragraph begins in the middle of a speech."""
        if not self._company.unfinished or not self._speeches:
            return False
        return not self._text_before(self._speeches[0].quote)

    def _text_before(self, quote: Quote) -> str:
        return self._text[: quote.start].strip()

    def _subject_of(self, start: int, stop: int) -> Tag | None:
        return subject_of(self._text, start, stop, self._words)

    def _attribute(self, speech: Speech, start: int, stop: int) -> None:
        """Find a speech's tags and speaker. start, stop: where the words around it begin and end."""
        self._find_tags(speech, start, stop)
        narrated = self._text[start : speech.start]
        self._read(narrated)
        tag = speech.tag
        if tag and not tag.who and not tag.pronoun:
            self._attribute_around(speech, start)
            return
        if tag:
            self._speaker = self._speaker_by_tag(speech, tag, start, silent=not has_words(narrated))
        elif has_words(narrated):
            begins = sentence_start(self._text, start, speech.quote.start)
            self._speaker = self._person_in(begins, speech.quote.start) or self._speaker
        if tag or self._is_speech(speech.quote):
            speech.speaker = self._speaker

    def _find_tags(self, speech: Speech, start: int, stop: int) -> None:
        after = tag_after(self._text, speech.quote.end, stop, self._words)
        if after:
            speech.after = replace(after, end=_end_with_direction(self._text, after.end, stop))
        else:
            speech.before = tag_before(self._text, start, speech.quote.start, self._words)

    def _speaker_by_tag(self, speech: Speech, tag: Tag, start: int, silent: bool) -> str:
        """Who a tag says is speaking. silent: no narration stands before this speech."""
        about = self._about(speech, tag, start) if tag.pronoun and not silent else None
        if about:
            return self._company.speaker(replace(tag, who=about.who, pronoun=False))
        if self._speaker and silent and self._company.may_mean(tag, self._speaker):
            return self._speaker
        found = self._company.speaker(tag)
        return found or ("" if silent or tag.pronoun else self._speaker)

    def _attribute_around(self, speech: Speech, start: int) -> None:
        """Attribute a speech with the name before it and the verb behind it: 彼は「行こう」と言った."""
        begins = sentence_start(self._text, start, speech.quote.start)
        found = self._subject_of(begins, speech.quote.start)
        if found:
            self._speaker = self._company.speaker(found)
            if not self._text[found.end : speech.quote.start].strip():
                speech.before = replace(found, start=begins, end=speech.quote.start)
        speech.speaker = self._speaker

    def _read(self, narrated: str) -> None:
        """Note who is mentioned, and who does what only people do."""
        self._company.read(narrated)
        for sentence in sentences(narrated):
            found = subject_of(sentence, 0, len(sentence), self._words)
            if found and found.is_name and self._company.may_be(found):
                self._meet(found, sentence)

    def _meet(self, found: Tag, sentence: str) -> None:
        name = cue_name(found.who)
        has_her = _HER.search(sentence, found.end) is not None
        has_his = _HIS.search(sentence, found.end) is not None
        if has_her != has_his:
            self._company.hint(name, Sex.FEMALE if has_her else Sex.MALE)
        if found.acts:
            self._company.meet(name)

    def _name_the_first(self) -> None:
        """Name who speaks in the quotes at the beginning that no tag names.

        They are spoken by who speaks the rest, or by whom the next sentence is about, or by the other of two
        who talk.
        """
        speeches = self._speeches
        unnamed = next((at for at, speech in enumerate(speeches) if speech.speaker), len(speeches))
        if not unnamed:
            return
        named = {speech.speaker for speech in speeches[unnamed:]}
        if len(named) == 1:
            self._give(speeches[:unnamed], speeches[unnamed].speaker)
        elif not speeches[0].tag and not self._text_before(speeches[0].quote):
            self._give(speeches[:unnamed], self._first_speaker(speeches[0].quote, alone=not named))

    def _first_speaker(self, first: Quote, alone: bool) -> str:
        """Who begins a paragraph with a quote. alone: no quote of the paragraph has a speaker."""
        speaker = ""
        if self._text[first.end : first.end + 1].isspace():
            speaker = self._person_in(first.end, len(self._text))
        if not speaker and alone:
            speaker = self._company.other()
        if speaker and self._is_speech(first):
            self._company.speaks(speaker)
        return speaker

    def _give(self, speeches: Sequence[Speech], speaker: str) -> None:
        for speech in speeches:
            if self._needs_speaker(speech):
                speech.speaker = speaker

    def _needs_speaker(self, speech: Speech) -> bool:
        return not speech.speaker and (speech.tag is not None or self._is_speech(speech.quote))

    def _about(self, speech: Speech, tag: Tag, start: int) -> Tag | None:
        """Whom the sentence before a quote is about, if the tag's 'she' can be said of them.

        'The old woman looked up', and then 'she said'.
        """
        begins = sentence_start(self._text, start, speech.quote.start)
        found = self._subject_of(begins, speech.start)
        if not found or found.pronoun or not self._company.may_be(found):
            return None
        name = cue_name(found.who)
        return found if sex_of(name) is tag.sex or self._may_be_meant(found, name, tag) else None

    def _may_be_meant(self, found: Tag, name: str, tag: Tag) -> bool:
        """Whether the subject of a sentence is a person whose sex is unknown, and the tag can mean them."""
        return self._can_mean_unknown(tag, name) and self._is_somebody(found, name)

    def _can_mean_unknown(self, tag: Tag, name: str) -> bool:
        return sex_of(name) is Sex.UNKNOWN and self._company.may_mean(tag, name)

    def _is_somebody(self, found: Tag, name: str) -> bool:
        return found.acts or found.is_name or self._company.knows(name)

    def _person_in(self, start: int, stop: int) -> str:
        """The person a sentence beside a quote is about: 'Anna stood up. "Go."'; '' if nobody known."""
        found = self._subject_of(start, stop)
        return self._company.speaker(found) if found and self._is_known_person(found) else ""

    def _is_known_person(self, found: Tag) -> bool:
        return self._company.may_be(found) and self._is_known(found)

    def _is_known(self, found: Tag) -> bool:
        return found.pronoun or found.acts or self._company.is_name_of_person(cue_name(found.who))

    def _is_speech(self, quote: Quote) -> bool:
        """Whether a quote without a tag is a speech, and not a word that is only quoted: the "garden"."""
        before = self._text[: quote.start].rstrip()
        opens_clause = not before or before[-1] in _BEFORE_SPEECH
        if self._text[quote.start] in _SENTENCE_LIKE:
            return opens_clause
        if quote.dashed or not quote.closed or quote.text[-1:] in _ENDS:
            return True
        if not before and not self._text[quote.end :].strip():
            return True
        return self._is_a_sentence(quote, before)

    def _is_a_sentence(self, quote: Quote, before: str) -> bool:
        """Whether a quote stands between the stops of two sentences."""
        return self._sign_behind(quote) in _STOPS and before[-1:] in (*_STOPS, ":")

    def _sign_behind(self, quote: Quote) -> str:
        return self._text[quote.end : quote.end + 1]


def _end_with_direction(text: str, end: int, stop: int) -> int:
    """The end of a tag with the few words that say how it is said."""
    found = _DIRECTION.match(text, end, stop)
    if not found or not _is_direction(found.group(2)):
        return end
    if found.group(1) and not _may_stand_behind_comma(text, found, stop):
        return end
    return found.end()


def _is_direction(words: str) -> bool:
    """Whether words behind a tag say how the speech is said."""
    said = words.split()
    first = said[0].lower()
    if first in _NO_DIRECTION:
        return False
    if first == "en":
        return _EN.match(words) is not None
    if first in _OF_MANNER and len(said) <= _MOST_WORDS_OF_MANNER:
        return True
    is_short = len(said) <= _MOST_MANNER_WORDS and said[0][0].islower()
    return is_short and not any(word.endswith("ing") for word in said)


def _may_stand_behind_comma(text: str, found: re.Match[str], stop: int) -> bool:
    if found.group(2).split()[0].lower() not in _OF_MANNER:
        return False
    return found.end() < stop and text[found.end()] in ".!?"
