"""Whose words are whose where one sentence introduces several: 'NINA (28, blonde) and PAVEL (40, black beard)'. It does not know what looks they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyreel.film.cast import Presentation
from storyreel.planning.name_patterns import name_pattern, upper_case_letters
from storyreel.planning.words.titles import ROLES
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form

# 'her old husband ' before a name is said of whom the name names.
_NOUN_BEFORE = re.compile(
    r"(?:^|.*[\s(,])((?:an?|the|his|her|their|my|our) (?:[a-z'’-]+ ){0,4}?([a-z'’-]+),? *)$",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|at|to|from|for|by|near|behind|beside|against|towards?|on|in|with) $", re.IGNORECASE
)
_LINK = re.compile(r"[\s,;&]*(?:\b(?:and|with|but|while|as|or|then)\b)?[\s,;&]*$", re.IGNORECASE)
_JOINED = re.compile(r"[\s,&]*(?:and|with)?[\s,&]*", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"\b(?:both|each(?! other)|all (?:two|three|four|five|six|of them|in|wear|wearing|dressed))\b(?!"
    r" of\b)[^.;]*",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(
    r",? (?:in|wearing|dressed in) (?!(?:a|an|the|his|her|its|one)\b)[^,.;]*", re.IGNORECASE
)
_SEVERAL = re.compile(r"(?:they|their|both|all|each)\b", re.IGNORECASE)
_PRONOUNS = (
    (re.compile(r"(?:she|her)\b", re.IGNORECASE), Presentation.FEMININE),
    (re.compile(r"(?:he|his)\b", re.IGNORECASE), Presentation.MASCULINE),
)
_UPPER = upper_case_letters()
_UNKNOWN_NAME = re.compile(
    rf"(?<![\w'’])[{_UPPER}][{_UPPER}.'’-]+(?: [{_UPPER}][{_UPPER}.'’-]*){{0,3}}(?= ?[(（])"
)


@dataclass(frozen=True)
class OwnWords:
    """What is said of one person: the noun before the name ('her husband'), and everything after it that is theirs."""

    before: str = ""
    after: str = ""


def own_words(
    description: str, who: str, names: Mapping[str, Sequence[str]], kinds: Mapping[str, Presentation]
) -> OwnWords:
    """The words of a description that speak of `who`: from the name to the next person's, and what is said of everybody.

    names: by which each person who may stand in the description is called; `who` among them.
    kinds: how they present, as far as is known, which tells whose a following 'He ...' is.
    """
    bearer = {plain_form(name): person for person, called in names.items() for name in called}
    pattern = name_pattern(list(bearer), any_case=True)
    before: list[str] = []
    after: list[str] = []
    named: list[str] = []
    for sentence in sentences(description):
        marks = _marks(sentence, pattern, bearer)
        if marks:
            named = list(dict.fromkeys(person for _, _, person in marks))
            nouns, own = _own_parts(sentence, marks, who)
            before += nouns
            after += own
        elif who in _spoken_of(sentence, named, kinds):
            after.append(_of_each(sentence) if _SEVERAL.match(sentence) else sentence)
    return OwnWords(" ".join(before), " ".join(after))


def _marks(sentence: str, pattern: re.Pattern[str], bearer: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Where people are named: start, end, and who; 'Rose's son' names nobody."""
    known = [
        (match.start(), match.end(), bearer[plain_form(match.group(0))])
        for match in pattern.finditer(sentence)
    ]
    marks = [mark for mark in known if not _owns_kin(sentence[mark[1] :])]
    for match in _UNKNOWN_NAME.finditer(sentence):
        if not any(start < match.end() and match.start() < end for start, end, _ in marks):
            marks.append((match.start(), match.end(), ""))
    return sorted(marks)


def _owns_kin(following: str) -> bool:
    owned = re.match(r"['’]s?((?: [a-z-]+){1,3})", following)
    return bool(owned and set(owned.group(1).split()) & ROLES)


def _own_parts(sentence: str, marks: Sequence[tuple[int, int, str]], who: str) -> tuple[list[str], list[str]]:
    """The nouns before a person's name and the words after it, up to the next person's."""
    nouns: list[str] = []
    own: list[str] = []
    for index, (start, end, person) in enumerate(marks):
        if person != who:
            continue
        left = sentence[marks[index - 1][1] if index else 0 : start]
        nouns.append(_noun_before(left))
        last = index + 1 == len(marks)
        words = sentence[end : len(sentence) if last else marks[index + 1][0]]
        own.append(words if last or marks[index + 1][2] == who else _without_next(words))
        if not last and _JOINED.fullmatch(words):
            shared = _OF_SEVERAL.match(sentence, marks[index + 1][1])
            own.append(_of_each(shared.group(0)) if shared else "")
    if nouns:
        own += _said_of_everybody(sentence, marks)
    return [noun for noun in nouns if noun], [words for words in own if words.strip()]


def _noun_before(words: str) -> str:
    """The noun at the end that is in apposition to the name after it: 'an old woman, '."""
    found = _NOUN_BEFORE.match(words)
    is_person = (
        found and found.group(2).lower() in ROLES and not _AFTER_PREPOSITION.search(words[: found.start(1)])
    )
    return found.group(1) if found and is_person else ""


def _without_next(words: str) -> str:
    """The words without what already speaks of the next person: ', and her husband '."""
    noun = _noun_before(words)
    return _LINK.sub("", words[: len(words) - len(noun)] if noun else words)


def _said_of_everybody(sentence: str, marks: Sequence[tuple[int, int, str]]) -> list[str]:
    found: list[str] = []
    for match in _EVERYBODY.finditer(sentence):
        stop = next((start for start, _, _ in marks if start > match.start()), match.end())
        found.append(_of_each(sentence[match.start() : min(stop, match.end())]))
    return found


def _of_each(words: str) -> str:
    """What is said of several, and said of one: 'in red coats; in red coat'."""
    return f"{words}; " + re.sub(r"(?<=[a-z]{2}[^s\W])s\b", "", words.replace("sses", "ss"))


def _spoken_of(sentence: str, named: Sequence[str], kinds: Mapping[str, Presentation]) -> Sequence[str]:
    """Whom a sentence without a name goes on about."""
    if len(named) < 2 or _SEVERAL.match(sentence):
        return named
    for pronoun, kind in _PRONOUNS:
        if pronoun.match(sentence):
            fitting = [person for person in named if kinds.get(person) is kind] or [
                p for p in named if kinds.get(p, Presentation.NEUTRAL) is Presentation.NEUTRAL
            ]
            return fitting[-1:]
    return named[-1:]
