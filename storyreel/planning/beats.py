"""Turns the paragraphs of a scene into beats: an action, a speech, a title, a transition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import chain

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import BriefElement, Role, SceneBrief
from storyreel.film.hearing import Medium
from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import Delivery, LineSpan, TransitionKind
from storyreel.film.word_counts import word_count
from storyreel.planning.cues import says_heard_only, speakers_of, spoken_here
from storyreel.planning.media import medium_of
from storyreel.planning.sentence_groups import group_sentences, group_spoken
from storyreel.planning.transitions import transition_in
from storyreel.screenplays.cue_names import is_off_screen, is_voice_over
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.vocabulary import CueWords, vocabularies
from storyreel.screenplays.writing_systems import script_of, scripts_of

# Comfortable shots: with about 0.22 s a word (storyreel.planning.limits) this is six seconds of action.
_ACTION_WORDS = 28
# A speech of more words is cut at its sentences; at 150 words a minute these are 16 seconds.
SPEECH_WORDS = 40
# A story's picture changes with every sentence or two: at 142 words a minute these are 12 seconds.
_NARRATION_WORDS, _NARRATION_SENTENCES = 28, 2
_VOICE_OVER = re.compile(r"\bV\.? ?O\b|VOICE[ -]?OVER|NARRAT|PRE-?LAP|THOUGHTS?", re.IGNORECASE)
_OWN_VOICE = re.compile(r"['’]S? VOICE$")


class BeatKind(StrEnum):
    """What a beat does."""

    ACTION = "action"
    SPEECH = "speech"
    NARRATION = "narration"
    TRANSITION = "transition"
    TITLE = "title"


@dataclass(frozen=True)
class Beat:
    """One step of a scene."""

    kind: BeatKind
    text: str
    source: LineSpan
    speakers: tuple[str, ...] = ()
    """Cast ids, the leading speaker first; none for action."""
    delivery: Delivery = Delivery.ON_SCREEN
    medium: Medium = Medium.AIR
    parenthetical: str = ""
    dual: bool = False
    line: int = 1
    transition: TransitionKind = TransitionKind.CUT

    @property
    def words(self) -> int:
        """The number of its words."""
        return word_count(self.text)

    @property
    def is_sung(self) -> bool:
        """Whether it is a line of a song."""
        return self.kind is BeatKind.SPEECH and self.parenthetical == "singing"


def beats_of(brief: SceneBrief) -> list[Beat]:
    """The beats of a scene in order. A speech is action if its cue names no person of the scene."""
    return _join_song_lines([*chain.from_iterable(map(_BeatReader(brief.roles).read, brief.elements))])


class _BeatReader:
    """Reads the elements of a scene in order."""

    def __init__(self, roles: Sequence[Role]) -> None:
        self._roles = roles
        self._cue: BriefElement | None = None
        self._parenthetical = ""
        self._is_dual = False

    def read(self, element: BriefElement) -> Iterable[Beat]:
        """The beats of the next element."""
        if element.kind is ElementKind.CHARACTER:
            self._cue, self._parenthetical, self._is_dual = element, "", element.dual
            return ()
        if element.kind is ElementKind.PARENTHETICAL:
            self._parenthetical = element.text
            return ()
        if element.kind in (ElementKind.DIALOGUE, ElementKind.LYRIC) and self._cue is not None:
            return self._speech(self._cue, element)
        return self._outside_speech(element)

    def _speech(self, cue: BriefElement, element: BriefElement) -> list[Beat]:
        is_song = element.kind is ElementKind.LYRIC and not self._parenthetical
        said_how = "singing" if is_song else self._parenthetical
        speech = _Speech(self._roles, cue, element, said_how, self._is_dual)
        self._parenthetical, self._is_dual = "", False
        return speech.beats()

    def _outside_speech(self, element: BriefElement) -> Iterable[Beat]:
        read = _READERS.get(element.kind)
        if read is None or _is_empty_title(element):
            return ()
        self._cue = None
        return read(element)


def _action(element: BriefElement) -> Iterator[Beat]:
    return _action_beats(element.text, element.source)


def _action_beats(text: str, source: LineSpan) -> Iterator[Beat]:
    for group in group_sentences(sentences(text), _ACTION_WORDS):
        yield Beat(BeatKind.ACTION, group, source)


def _narration(element: BriefElement) -> Iterator[Beat]:
    for group in group_spoken(element.text, _NARRATION_WORDS, _NARRATION_SENTENCES):
        yield _narrated(group, element.source)


def _narrated(words: str, source: LineSpan) -> Beat:
    return Beat(BeatKind.NARRATION, words, source, (NARRATOR_ID,), Delivery.VOICE_OVER, line=source.first)


def _title(element: BriefElement) -> Iterator[Beat]:
    yield Beat(BeatKind.TITLE, " ".join(element.text.split()), element.source)


def _transition(element: BriefElement) -> Iterator[Beat]:
    transition = transition_in(element.text)
    yield Beat(BeatKind.TRANSITION, element.text, element.source, transition=transition)


_READERS = {
    ElementKind.ACTION: _action,
    ElementKind.LYRIC: _action,
    ElementKind.NARRATION: _narration,
    ElementKind.TITLE: _title,
    ElementKind.CENTERED: _title,
    ElementKind.TRANSITION: _transition,
}
"""What makes the beats of an element that is not a speech."""


@dataclass(frozen=True)
class _Speech:
    """A paragraph of speech with its cue."""

    roles: Sequence[Role]
    cue: BriefElement
    element: BriefElement
    parenthetical: str
    dual: bool

    def beats(self) -> list[Beat]:
        """The speech in pieces of at most `SPEECH_WORDS`; none if it has no letter and no figure."""
        return self._said_or_seen() if any(map(str.isalnum, self._text)) else []

    def _said_or_seen(self) -> list[Beat]:
        speakers = self._speakers()
        return self._pieces(self._whole(speakers)) if speakers else self._seen_words()

    def _seen_words(self) -> list[Beat]:
        """The words as action, if no person of the scene is called so: nothing is lost."""
        return list(_action_beats(self._text, self.element.source))

    @property
    def _text(self) -> str:
        return " ".join(self.element.text.split())

    def _speakers(self) -> tuple[str, ...]:
        """The cast ids of those whom the cue names."""
        by_name = {name: role.cast_id for role in self.roles for name in reversed(role.names)}
        main_names = [role.names[0] if role.names else role.cast_id.upper() for role in self.roles]
        known = tuple(dict.fromkeys([*main_names, *by_name]))
        return tuple(by_name[name] for name in speakers_of(self.cue.text, known) if name in by_name)

    def _whole(self, speakers: tuple[str, ...]) -> Beat:
        delivery = self._delivery(speakers[0])
        return Beat(
            BeatKind.SPEECH,
            self._text,
            _joined_spans(self.cue, self.element),
            speakers,
            delivery,
            self._medium(speakers[0], delivery),
            self.parenthetical,
            self.dual,
            self.element.source.first,
        )

    def _medium(self, speaker: str, delivery: Delivery) -> Medium:
        here = spoken_here(self.cue.extensions)
        return medium_of(self.cue.text, here, self.parenthetical, speaker, delivery)

    def _delivery(self, speaker: str) -> Delivery:
        delivery = delivery_of(self.cue.text, self.cue.extensions, speaker)
        if delivery is Delivery.ON_SCREEN and self._is_heard_only(speaker):
            return Delivery.OFF_SCREEN
        return delivery

    def _is_heard_only(self, speaker: str) -> bool:
        return any(role.heard_only for role in self.roles if role.cast_id == speaker)

    def _pieces(self, whole: Beat) -> list[Beat]:
        """The speech, cut if it is long; only the first piece has the parenthetical."""
        if whole.words <= SPEECH_WORDS:
            return [whole]
        first, *others = group_spoken(whole.text, SPEECH_WORDS)
        later = replace(whole, parenthetical="", dual=False)
        return [replace(whole, text=first), *(replace(later, text=piece) for piece in others)]


def delivery_of(cue: str, extensions: Sequence[str], speaker: str) -> Delivery:
    """Where a speech comes from, by the brackets of its cue.

    They are read in the languages that the cue is written in: 'O.S.' is an inner voice in Chinese scripts.

    >>> delivery_of("TOM", ["O.S."], "tom").value, delivery_of("王明", ["OS"], "tom").value
    ('off screen', 'voice over')
    """
    here = spoken_here(extensions)
    words = _words_for(frozenset(map(script_of, "".join((cue, *here)))))
    if speaker == NARRATOR_ID or _VOICE_OVER.search(" / ".join(here)) or is_voice_over(here, words):
        return Delivery.VOICE_OVER
    if says_heard_only(here) or is_off_screen(here, words) or _OWN_VOICE.search(cue.upper()):
        return Delivery.OFF_SCREEN
    return Delivery.ON_SCREEN


@cache
def _words_for(scripts: frozenset[str]) -> tuple[CueWords, ...]:
    """The words of cues in the languages that are written in one of the scripts; of all if there is none."""
    known = vocabularies()
    found = tuple(one.cue for one in known if not scripts.isdisjoint(scripts_of(one.code)))
    return found or tuple(one.cue for one in known)


def _join_song_lines(beats: Sequence[Beat]) -> list[Beat]:
    """The beats with the lines of a song by one singer joined, up to the length of one speech."""
    found: list[Beat] = []
    for beat in beats:
        if found and _is_one_song(found[-1], beat):
            found[-1] = _joined_lines(found[-1], beat)
        else:
            found.append(beat)
    return found


def _is_one_song(last: Beat, beat: Beat) -> bool:
    return _is_sung_on(last, beat) and not beat.dual and last.words + beat.words <= SPEECH_WORDS


def _is_empty_title(element: BriefElement) -> bool:
    return element.kind in (ElementKind.TITLE, ElementKind.CENTERED) and not element.text.strip()


def _is_sung_on(last: Beat, beat: Beat) -> bool:
    """Whether the same people go on singing."""
    return last.is_sung and beat.parenthetical == "singing" and last.speakers == beat.speakers


def _joined_lines(last: Beat, beat: Beat) -> Beat:
    source = _joined_spans(last, beat)
    return replace(last, text=f"{_ended(last.text)} {beat.text}", source=source)


def _joined_spans(one: Beat | BriefElement, following: Beat | BriefElement) -> LineSpan:
    return LineSpan(first=one.source.first, last=following.source.last)


def _ended(line: str) -> str:
    """The line of a song, with a comma if it ends without a sign."""
    return line if line[-1] in ".,;:!?" else line + ","
