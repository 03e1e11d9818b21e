"""Turns the paragraphs of a scene into beats: something happens, somebody speaks, the picture changes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from storyreel.film.cast import NARRATOR_ID
from storyreel.film.drafts import BriefElement, Role, SceneBrief
from storyreel.film.screenplay import ElementKind
from storyreel.film.storyboard import Delivery, LineSpan, TransitionKind
from storyreel.film.word_counts import word_count
from storyreel.planning.cues import says_heard_only, speakers_of, spoken_here
from storyreel.planning.transitions import transition_in
from storyreel.screenplays.cue_names import is_off_screen, is_voice_over
from storyreel.screenplays.sentences import joined, sentences
from storyreel.screenplays.vocabulary import vocabularies

# Comfortable shots: with about 0.22 s a word (storyreel.planning.limits) this is six seconds of action.
_ACTION_WORDS = 28
# A speech of more words is cut at its sentences; at 150 words a minute these are 16 seconds.
SPEECH_WORDS = 40
# A story's picture changes with every sentence or two: at 142 words a minute these are 12 seconds.
_NARRATION_WORDS, _NARRATION_SENTENCES = 28, 2
LONGEST_SPOKEN = 2000
"""Most characters of one line. Every voice of the crews takes so many at once: gTTS and the older models of
ElevenLabs no more (blocks/providers/gtts_speech.py, blocks/providers/elevenlabs_audio.py).
"""
_CLAUSES = re.compile(r"(?<=[,;:—–、，；])\s*")
_VOICE_OVER = re.compile(r"\bV\.? ?O\b|VOICE[ -]?OVER|NARRAT|PRE-?LAP|THOUGHTS?", re.IGNORECASE)


class BeatKind(StrEnum):
    """What a beat does."""

    ACTION = "action"
    SPEECH = "speech"
    NARRATION = "narration"
    TRANSITION = "transition"
    TITLE = "title"


@dataclass(frozen=True)
class Beat:
    """One step of a scene. `speakers` are cast ids, the first leading; a beat of action has none."""

    kind: BeatKind
    text: str
    source: LineSpan
    speakers: tuple[str, ...] = ()
    delivery: Delivery = Delivery.ON_SCREEN
    parenthetical: str = ""
    dual: bool = False
    line: int = 1
    transition: TransitionKind = TransitionKind.CUT


def beats_of(brief: SceneBrief) -> list[Beat]:
    """The beats of a scene in order. A speech whose cue names nobody of the scene is action."""
    beats: list[Beat] = []
    cue: BriefElement | None = None
    parenthetical = ""
    continues_dual = False
    for element in brief.elements:
        if element.kind is ElementKind.CHARACTER:
            cue, parenthetical, continues_dual = element, "", element.dual
        elif element.kind is ElementKind.PARENTHETICAL:
            parenthetical = element.text
        elif element.kind in (ElementKind.DIALOGUE, ElementKind.LYRIC) and cue is not None:
            aside = "singing" if element.kind is ElementKind.LYRIC and not parenthetical else parenthetical
            beats.extend(_speech(brief.roles, cue, element, aside, continues_dual))
            parenthetical, continues_dual = "", False
        elif element.kind in (ElementKind.ACTION, ElementKind.LYRIC):
            cue = None
            beats.extend(
                Beat(BeatKind.ACTION, group, element.source)
                for group in _group_sentences(sentences(element.text), _ACTION_WORDS)
            )
        elif element.kind is ElementKind.NARRATION:
            cue = None
            beats.extend(
                Beat(
                    BeatKind.NARRATION,
                    group,
                    element.source,
                    (NARRATOR_ID,),
                    Delivery.VOICE_OVER,
                    line=element.source.first,
                )
                for group in _spoken_groups(element.text, _NARRATION_WORDS, _NARRATION_SENTENCES)
            )
        elif element.kind in (ElementKind.TITLE, ElementKind.CENTERED) and element.text.strip():
            cue = None
            beats.append(Beat(BeatKind.TITLE, " ".join(element.text.split()), element.source))
        elif element.kind is ElementKind.TRANSITION:
            cue = None
            beats.append(
                Beat(
                    BeatKind.TRANSITION, element.text, element.source, transition=transition_in(element.text)
                )
            )
    return _sung_joined(beats)


def _group_sentences(parts: Sequence[str], most_words: int) -> list[str]:
    """Sentences joined into stretches of at most so many words, as even as they come.

    A longer sentence is cut at its commas.

    >>> _group_sentences(["One two three.", "Four five.", "Six."], 5)
    ['One two three.', 'Four five. Six.']
    """
    return _grouped([piece for part in parts for piece in _cut_long(part, most_words)], most_words)


def _spoken_groups(text: str, most_words: int, most_sentences: int = 0) -> list[str]:
    """What is spoken, joined into stretches of whole sentences: of at most so many words where a sentence is not longer, and so many sentences.

    Only a sentence that no voice can take at once is cut, at its clauses.

    >>> _spoken_groups("One, two, three, four. Five! Six?", 3, 2)
    ['One, two, three, four.', 'Five! Six?']
    """
    pieces = [
        piece
        for sentence in sentences(text)
        for piece in (_cut_by_length(sentence) if len(sentence) > LONGEST_SPOKEN else [sentence])
    ]
    return _grouped(pieces, most_words, most_sentences)


def is_beyond_voices(text: str) -> bool:
    """Whether a sentence of it is longer than a voice can take."""
    return len(text) > LONGEST_SPOKEN and any(len(sentence) > LONGEST_SPOKEN for sentence in sentences(text))


def _cut_by_length(sentence: str) -> list[str]:
    """Pieces of a sentence of at most `LONGEST_SPOKEN` characters, cut after clauses, else between words, else anywhere."""
    pieces: list[str] = []
    for clause in _CLAUSES.split(sentence):
        if pieces and len(pieces[-1]) + 1 + len(clause) <= LONGEST_SPOKEN:
            pieces[-1] = joined([pieces[-1], clause]).strip()
        else:
            pieces += textwrap.wrap(clause, LONGEST_SPOKEN) if len(clause) > LONGEST_SPOKEN else [clause]
    return [piece for piece in pieces if piece.strip()]


def _grouped(pieces: Sequence[str], most_words: int, most_sentences: int = 0) -> list[str]:
    total = sum(word_count(piece) for piece in pieces)
    groups_needed = -(-total // most_words) if total else 1
    aim = max(1.0, total / groups_needed)
    groups: list[list[str]] = []
    words_in = 0
    for piece in pieces:
        words = word_count(piece)
        room = bool(groups) and not (most_sentences and len(groups[-1]) >= most_sentences)
        if (
            room
            and words_in + words <= most_words
            and (words_in < aim * 0.8 or words_in + words <= aim * 1.15)
        ):
            groups[-1].append(piece)
            words_in += words
        else:
            groups.append([piece])
            words_in = words
    return [joined(group) for group in groups]


def _cut_long(sentence: str, most_words: int) -> Iterable[str]:
    """The sentence, or pieces of it cut after commas, dashes and semicolons, at words where nothing else helps."""
    if word_count(sentence) <= most_words * 1.25:
        return [sentence]
    clauses = _CLAUSES.split(sentence) if word_count(sentence) < 4000 else sentence.split()
    pieces: list[str] = []
    for clause in clauses:
        if pieces and word_count(pieces[-1]) + word_count(clause) <= most_words:
            pieces[-1] = joined([pieces[-1], clause]).strip()
        else:
            pieces.extend(_cut_hard(clause, most_words))
    return [piece for piece in pieces if piece.strip()]


def _cut_hard(clause: str, most_words: int) -> list[str]:
    """Pieces of at most so many words; in a script without spaces, of twice as many characters."""
    if word_count(clause) <= most_words:
        return [clause]
    words = clause.split()
    if len(words) > 1 and word_count(words[0]) < most_words:
        return [" ".join(words[at : at + most_words]) for at in range(0, len(words), most_words)]
    return [clause[at : at + 2 * most_words] for at in range(0, len(clause), 2 * most_words)]


def delivery_of(cue: str, extensions: Sequence[str], speaker: str) -> Delivery:
    """Where a speech comes from, by the brackets of its cue."""
    extensions = spoken_here(extensions)
    said = " / ".join(extensions)
    if speaker == NARRATOR_ID or _VOICE_OVER.search(said):
        return Delivery.VOICE_OVER
    words = [language.cue for language in vocabularies()]
    if is_voice_over(extensions, words):
        return Delivery.VOICE_OVER
    if (
        says_heard_only(extensions)
        or is_off_screen(extensions, words)
        or re.search(r"['’]S? VOICE$", cue.upper())
    ):
        return Delivery.OFF_SCREEN
    return Delivery.ON_SCREEN


def _speech(
    roles: Sequence[Role], cue: BriefElement, element: BriefElement, parenthetical: str, dual: bool
) -> Iterable[Beat]:
    names = {name: role.cast_id for role in roles for name in reversed(role.names)}
    full = {role.names[0] if role.names else role.cast_id.upper(): role.cast_id for role in roles}
    known = tuple(dict.fromkeys([*full, *names]))
    speakers = tuple(names[name] for name in speakers_of(cue.text, known) if name in names)
    text = " ".join(element.text.split())
    if not any(character.isalnum() for character in text):
        return []
    if not speakers:  # nobody is called so: what stands below is seen, and nothing is lost
        return [
            Beat(BeatKind.ACTION, group, element.source)
            for group in _group_sentences(sentences(text), _ACTION_WORDS)
        ]
    delivery = delivery_of(cue.text, cue.extensions, speakers[0])
    if delivery is Delivery.ON_SCREEN and any(
        role.heard_only for role in roles if role.cast_id == speakers[0]
    ):
        delivery = Delivery.OFF_SCREEN
    source = LineSpan(first=cue.source.first, last=element.source.last)
    whole = Beat(BeatKind.SPEECH, text, source, speakers, delivery, parenthetical, dual, element.source.first)
    if word_count(text) <= SPEECH_WORDS:
        return [whole]
    pieces = _spoken_groups(text, SPEECH_WORDS)
    return [
        replace(
            whole, text=piece, parenthetical=parenthetical if index == 0 else "", dual=dual and index == 0
        )
        for index, piece in enumerate(pieces)
    ]


def _sung_joined(beats: Sequence[Beat]) -> list[Beat]:
    """Lines of a song by one singer follow one another as one speech, up to the length of one."""
    sung: list[Beat] = []
    for beat in beats:
        last = sung[-1] if sung else None
        both_sung = (
            last is not None
            and last.kind is BeatKind.SPEECH
            and last.parenthetical == beat.parenthetical == "singing"
            and last.speakers == beat.speakers
        )
        if (
            last is not None
            and both_sung
            and not beat.dual
            and word_count(last.text) + word_count(beat.text) <= SPEECH_WORDS
        ):
            text = last.text if last.text[-1] in ".,;:!?" else last.text + ","
            sung[-1] = replace(
                last,
                text=f"{text} {beat.text}",
                source=LineSpan(first=last.source.first, last=beat.source.last),
            )
        else:
            sung.append(beat)
    return sung
