"""Words that say whose a quoted speech is: 'said Peter', 'Then Anna said,', 'dijo Ana', '小满说：'."""

from __future__ import annotations

import re

from storyreel.screenplays.people_words import GESTURES, THINGS
from storyreel.screenplays.tag_clauses import (
    ARTICLES,
    JOINING,
    NE,
    NOT_NAMES,
    REFLEXIVE,
    Clause,
    Sex,
    Tag,
    TagWords,
    Who,
    Word,
    sex_of_verb,
    words_in,
)
from storyreel.screenplays.unspaced_tags import unspaced_subject, unspaced_tag_after, unspaced_tag_before

_LONGEST_TAG = 120
_MOST_WORDS_AFTER = 12
_MOST_WORDS_BEHIND_VERB = 5
_QUOTING_PARTICLES = frozenset({"라고", "이라고", "하고", "고", "며"})
_POSSESSIVE = re.compile(
    r"\b(?:his|her|their|sein\w*|ihr\w*|son|sa|ses|su|sus|suo|sua|seu|zijn|haar)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<![A-Z][a-z])(?<!Mrs)[.!?…。！？;]['\"”’»)]*\s*")
_BETWEEN_QUOTE_AND_TAG = " \t\n,،—–―-\u00a0라고하며"
_BETWEEN_TAG_AND_QUOTE = " \t\n,:،：\u00a0"
_AUXILIARIES = ("ha", "hat", "a", "har")


def tag_after(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """The tag that follows a quote that ends at `start`, before `stop`."""
    if words.unspaced:
        found = unspaced_tag_after(text, start, stop, words)
        if found or not words.said:
            return found
    clause = _clause_after(text, start, stop, words)
    if not clause.words or text[start : clause.words[0].start].strip(_BETWEEN_QUOTE_AND_TAG):
        return None
    return _verb_first(clause, start) or _who_first(clause, start)


def _clause_after(text: str, start: int, stop: int, words: TagWords) -> Clause:
    spoken = words_in(text, start, min(stop, start + _LONGEST_TAG), _MOST_WORDS_AFTER)
    if spoken and spoken[0].low in _QUOTING_PARTICLES:
        spoken = spoken[1:]
    return Clause(text, spoken, words)


def tag_before(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """The tag that ends where a quote begins, at `stop`; nothing before `start` is read."""
    first = sentence_start(text, max(start, stop - 2 * _LONGEST_TAG), stop)
    if words.unspaced:
        found = unspaced_tag_before(text, first, stop, words)
        if found or not words.said:
            return found
    clause = Clause(text, words_in(text, first, stop), words)
    if not clause.words or text[clause.words[-1].end : stop].strip(_BETWEEN_TAG_AND_QUOTE):
        return None
    verb = _last_verb(clause)
    return None if verb is None else _before_by_verb(clause, verb, first, stop)


def _last_verb(clause: Clause) -> int | None:
    """The index of the last verb of speech, if it is among the last words."""
    last = len(clause.words) - 1
    indices = range(last, max(-1, last - _MOST_WORDS_BEHIND_VERB), -1)
    return next((at for at in indices if clause.is_verb(at)), None)


def subject_of(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """Who the sentence from `start` on is about, by its first words: 'Anna stood up', 'The man turned'."""
    if words.unspaced and (unspaced := unspaced_subject(text, start, stop, words)):
        return unspaced
    clause = Clause(text, words_in(text, start, min(stop, start + _LONGEST_TAG)), words)
    first = 1 if clause.words and _is_opening(clause.words[0], words) else 0
    who = _who_begins(clause, first)
    if not who or not clause.has(who.after) or clause.words[who.after].capital:
        return None
    verb = _behind_apposition(clause, who.after)
    if not clause.has(verb) or clause.low(verb) in JOINING:
        return None
    return _subject(clause, first, who, verb, stop)


def _is_opening(word: Word, words: TagWords) -> bool:
    """Whether a word opens a sentence before its subject: 'Then Anna stood up'."""
    return word.low in NOT_NAMES and word.low not in words.pronouns and word.low not in ARTICLES


def _who_begins(clause: Clause, first: int) -> Who | None:
    who = clause.bare_noun(first, begins=True) if clause.language.articleless else None
    who = who or clause.who(first)
    if who and not who.pronoun and clause.low(first) in ARTICLES:
        return clause.subject_noun(first, who)
    return who


def _subject(clause: Clause, first: int, who: Who, verb: int, stop: int) -> Tag:
    words = clause.words
    is_name = _is_name(words[first], who)
    evidence = clause.text[words[verb].start : min(stop, words[verb].start + _LONGEST_TAG)]
    acts = _is_gesture(clause, verb) or (is_name and _POSSESSIVE.search(evidence) is not None)
    sex = who.sex or sex_of_verb(words[verb].low)
    return Tag(words[first].start, words[who.after - 1].end, who.text, who.pronoun, sex, acts, is_name)


def _is_name(first: Word, who: Who) -> bool:
    if first.low in ARTICLES or not first.capital or who.pronoun:
        return False
    return who.text.lower() not in THINGS


def _is_gesture(clause: Clause, verb: int) -> bool:
    """Whether the word at an index, or the one behind a reflexive or an adverb there, is a gesture."""
    at = _index_of_gesture(clause, verb)
    return clause.has(at) and clause.low(at) in GESTURES


def _index_of_gesture(clause: Clause, verb: int) -> int:
    word = clause.words[verb]
    return verb + 1 if word.low in REFLEXIVE or word.is_adverb else verb


def _behind_apposition(clause: Clause, after: int) -> int:
    """The index of the verb of a subject that ends before `after`; too great if there is none.

    The verb may stand behind ', a broad man with a broken nose,'.
    """
    gap = clause.gap(after).strip()
    if not gap:
        return after
    count = len(clause.words)
    if gap != "," or clause.low(after) not in ARTICLES:
        return count
    return next((at for at in range(after + 1, count) if "," in clause.gap(at)), count)


def sentence_start(text: str, start: int, stop: int) -> int:
    """Where the last sentence between two indices begins."""
    ends = _sentence_ends(text, start, stop)
    return start + ends[-1] if ends else start


def _sentence_ends(text: str, start: int, stop: int) -> list[int]:
    return [match.end() for match in _SENTENCE_END.finditer(text[start:stop].rstrip(" :：,，.!?…。！？"))]


def _verb_first(clause: Clause, start: int) -> Tag | None:
    """'said Peter', 'dit-elle', 'se preguntó Ana', 'спросила Вера'."""
    at = _index_of_first_verb(clause)
    if at is None:
        return None
    verb = clause.words[at]
    if pronoun := _pronoun_in_verb(clause, verb):
        sex = Sex.FEMALE if pronoun in clause.language.she else Sex.MALE
        return Tag(start, verb.end, pronoun, True, sex)
    who, sex = _who_behind_verb(clause, at), sex_of_verb(verb.low)
    if not who:
        is_alone = not clause.text[verb.end : verb.end + 2].strip(" .,;:—–-\n")
        return Tag(start, verb.end, "", True, sex) if sex and is_alone else None
    if clause.gap(at + 1).strip():
        return None
    return Tag(start, clause.end_with_adverb(who.after), who.text, who.pronoun, who.sex or sex)


def _index_of_first_verb(clause: Clause) -> int | None:
    """The index of a verb that stands first, or behind a reflexive."""
    if _begins_with_reflexive(clause) and clause.is_verb(1):
        return 1
    return 0 if clause.is_verb(0) else None


def _begins_with_reflexive(clause: Clause) -> bool:
    return clause.has(1) and clause.low(0) in REFLEXIVE


def _pronoun_in_verb(clause: Clause, verb: Word) -> str:
    """The pronoun behind a verb's hyphen: 'elle' of 'dit-elle'."""
    _, hyphen, last = verb.low.rpartition("-")
    return last if hyphen and last in clause.language.pronouns else ""


def _who_behind_verb(clause: Clause, verb: int) -> Who | None:
    """The person named behind a verb, a word in small letters in between: 'dijo entonces Ana'."""
    who = clause.who(verb + 1)
    if who or not clause.has(verb + 2) or not clause.words[verb + 1].text[0].islower():
        return who
    return clause.who(verb + 2, named=True)


def _who_first(clause: Clause, start: int) -> Tag | None:
    """'Peter said', 'she quietly said', 'राम ने कहा'."""
    who = clause.who(0)
    verb = _verb_behind(clause, who.after) if who else None
    if not who or verb is None:
        return None
    if _is_wanted_to_know(clause, verb):
        return Tag(start, clause.words[verb + 2].end, who.text, who.pronoun, who.sex)
    sex = who.sex or sex_of_verb(clause.low(verb))
    return Tag(start, clause.end_with_adverb(verb + 1), who.text, who.pronoun, sex)


def _verb_behind(clause: Clause, after: int) -> int | None:
    """The index of the verb of speech behind a subject, with few words in between."""
    most = 3 if clause.words[0].uncased else 1
    for at in range(after, min(after + most + 1, len(clause.words))):
        if clause.gap(at).strip():
            return None
        if clause.is_verb(at) or _is_wanted_to_know(clause, at):
            return at
        if not _may_stand_before_verb(clause.words[at]):
            return None
    return None


def _is_wanted_to_know(clause: Clause, at: int) -> bool:
    return [word.low for word in clause.words[at : at + 3]] == ["wanted", "to", "know"]


def _may_stand_before_verb(word: Word) -> bool:
    return word.is_adverb or word.uncased or word.low in REFLEXIVE or word.low in _AUXILIARIES


def _before_by_verb(clause: Clause, verb: int, first: int, stop: int) -> Tag | None:
    """The tag whose verb is the word at an index, up to the quote.

    'Then Anna said,', 'Da fragte Greta:', 'Anna turned to him and said,'.
    """
    return (
        _who_before_verb(clause, verb, first, stop)
        or _who_after_verb(clause, verb, first, stop)
        or _subject_of_verb(clause, verb, first, stop)
    )


def _who_before_verb(clause: Clause, verb: int, first: int, stop: int) -> Tag | None:
    for begin in range(max(0, verb - 4), verb):
        who = clause.who(begin)
        if who and _leads_to_verb(clause, who, verb) and _begins_clause(clause, begin):
            is_first = begin == 0 or (begin == 1 and clause.low(0) in NOT_NAMES)
            start = first if is_first else clause.words[begin].start
            return _tag_of(who, clause, verb, start, stop)
    return None


def _tag_of(who: Who, clause: Clause, verb: int, start: int, stop: int) -> Tag:
    return Tag(start, stop, who.text, who.pronoun, who.sex or sex_of_verb(clause.low(verb)))


def _leads_to_verb(clause: Clause, who: Who, verb: int) -> bool:
    """Whether only adverbs and particles stand between a person and the verb."""
    if who.after > verb:
        return False
    between = clause.words[who.after : verb]
    return all(word.is_adverb or word.low in REFLEXIVE or word.low == NE for word in between)


def _begins_clause(clause: Clause, at: int) -> bool:
    return at == 0 or _parts_clauses(clause.low(at - 1)) or bool(clause.gap(at).strip())


def _parts_clauses(word: str) -> bool:
    return word in NOT_NAMES or word in JOINING


def _who_after_verb(clause: Clause, verb: int, first: int, stop: int) -> Tag | None:
    who = clause.who(verb + 1)
    if not who:
        return None
    is_near = verb <= 3 or clause.low(verb - 1) in NOT_NAMES or clause.words[verb].uncased
    start = clause.words[verb].start if verb > 1 else first
    return _tag_of(who, clause, verb, start, stop) if is_near else None


def _subject_of_verb(clause: Clause, verb: int, first: int, stop: int) -> Tag | None:
    """The tag of a later verb, said of the sentence's subject: 'and said,'."""
    is_joined = verb > 0 and clause.low(verb - 1) in JOINING
    if not is_joined and not (verb and "," in clause.gap(verb)):
        return None
    subject = subject_of(clause.text, first, stop, clause.language)
    if not subject:
        return None
    start = clause.words[verb - 1 if is_joined else verb].start
    sex = subject.sex or sex_of_verb(clause.low(verb))
    return Tag(start, stop, subject.who, subject.pronoun, sex)


def cue_name(who: str) -> str:
    """The name as a cue has it.

    >>> cue_name("the old man"), cue_name("Mrs. Bell"), cue_name("der alte Mann")
    ('OLD MAN', 'MRS. BELL', 'ALTE MANN')
    """
    plain = who if " " in who else who.replace("’", "'")
    first, _, rest = plain.partition(" " if " " in who else "'")
    return (rest if rest and first.lower() in ARTICLES else who).upper()
