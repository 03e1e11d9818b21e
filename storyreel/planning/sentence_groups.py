"""Groups sentences into stretches of a number of words, and cuts those that are too long."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from storyreel.film.word_counts import word_count
from storyreel.screenplays.sentences import joined, sentences

LONGEST_SPOKEN = 2000
"""Most characters of one line. Every voice of the crews accepts that many: gTTS and the older models of
ElevenLabs no more (blocks/providers/gtts_speech.py, blocks/providers/elevenlabs_audio.py).
"""
_CLAUSES = re.compile(r"(?<=[,;:—–、，；])\s*")
# A sentence of more words is cut between words at once: between its clauses it would take long.
_TOO_MANY_FOR_CLAUSES = 4000


def group_sentences(parts: Iterable[str], most_words: int) -> list[str]:
    """Sentences joined into stretches of limited length in words, as even as possible.

    A longer sentence is cut at its commas.

    >>> group_sentences(["One two three.", "Four five.", "Six."], 5)
    ['One two three.', 'Four five. Six.']
    """
    return _grouped([piece for part in parts for piece in _cut_long(part, most_words)], most_words)


def group_spoken(text: str, most_words: int, most_sentences: int = 0) -> list[str]:
    """Speech joined into stretches of whole sentences, limited in words and in sentences.

    A longer sentence is a stretch. It is cut at its clauses only if no voice can take it at once.

    >>> group_spoken("One, two, three, four. Five! Six?", 3, 2)
    ['One, two, three, four.', 'Five! Six?']
    """
    return _grouped(_speakable_pieces(text), most_words, most_sentences)


def _speakable_pieces(text: str) -> list[str]:
    return [piece for sentence in sentences(text) for piece in _speakable(sentence)]


def is_beyond_voices(text: str) -> bool:
    """Whether a sentence of it is longer than a voice can take."""
    return len(text) > LONGEST_SPOKEN and any(len(sentence) > LONGEST_SPOKEN for sentence in sentences(text))


def _speakable(sentence: str) -> list[str]:
    """The sentence, or pieces of at most `LONGEST_SPOKEN` characters.

    It is cut after clauses, or else between words, or anywhere.
    """
    if len(sentence) <= LONGEST_SPOKEN:
        return [sentence]
    pieces: list[str] = []
    for clause in _CLAUSES.split(sentence):
        if pieces and len(pieces[-1]) + 1 + len(clause) <= LONGEST_SPOKEN:
            pieces[-1] = joined([pieces[-1], clause]).strip()
        else:
            pieces += textwrap.wrap(clause, LONGEST_SPOKEN) if len(clause) > LONGEST_SPOKEN else [clause]
    return _filled(pieces)


def _filled(pieces: Iterable[str]) -> list[str]:
    return [piece for piece in pieces if piece.strip()]


def _grouped(pieces: Sequence[str], most_words: int, most_sentences: int = 0) -> list[str]:
    groups = _EvenGroups(pieces, most_words, most_sentences)
    for piece in pieces:
        groups.add(piece)
    return groups.texts()


class _EvenGroups:
    """Fills groups of about the same number of words."""

    def __init__(self, pieces: Iterable[str], most_words: int, most_sentences: int) -> None:
        """most_sentences: 0 for any number."""
        total = sum(word_count(piece) for piece in pieces)
        groups_needed = -(-total // most_words) if total else 1
        self._aim = max(1.0, total / groups_needed)
        self._most_words = most_words
        self._most_sentences = most_sentences
        self._groups: list[list[str]] = []
        self._words = 0
        """The words of the last group."""

    def add(self, piece: str) -> None:
        """Put a piece into the last group if it fits there, otherwise into a new one."""
        words = word_count(piece)
        if self._has_room and self._fits(words):
            self._groups[-1].append(piece)
            self._words += words
        else:
            self._groups.append([piece])
            self._words = words

    def texts(self) -> list[str]:
        """The groups as texts."""
        return [joined(group) for group in self._groups]

    @property
    def _has_room(self) -> bool:
        if not self._groups:
            return False
        return not self._most_sentences or len(self._groups[-1]) < self._most_sentences

    def _fits(self, words: int) -> bool:
        together = self._words + words
        return together <= self._most_words and self._stays_even(together)

    def _stays_even(self, together: int) -> bool:
        """Whether the last group is still short, or stays near the length of the others."""
        return self._words < self._aim * 0.8 or together <= self._aim * 1.15


def _cut_long(sentence: str, most_words: int) -> list[str]:
    """The sentence, or pieces of it, cut after commas, dashes and semicolons, or else between words."""
    if word_count(sentence) <= most_words * 1.25:
        return [sentence]
    pieces: list[str] = []
    for clause in _clauses(sentence):
        if pieces and word_count(pieces[-1]) + word_count(clause) <= most_words:
            pieces[-1] = joined([pieces[-1], clause]).strip()
        else:
            pieces.extend(_cut_hard(clause, most_words))
    return _filled(pieces)


def _clauses(sentence: str) -> list[str]:
    return _CLAUSES.split(sentence) if word_count(sentence) < _TOO_MANY_FOR_CLAUSES else sentence.split()


def _cut_hard(clause: str, most_words: int) -> Iterator[str]:
    """Pieces of limited length in words; in a script without spaces, of twice as many characters."""
    words = clause.split()
    if word_count(clause) <= most_words:
        yield clause
    elif len(words) > 1 and word_count(words[0]) < most_words:
        for at in range(0, len(words), most_words):
            yield " ".join(words[at : at + most_words])
    else:
        for at in range(0, len(clause), 2 * most_words):
            yield clause[at : at + 2 * most_words]
