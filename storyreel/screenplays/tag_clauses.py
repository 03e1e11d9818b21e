"""The words by which tags are found, and the clauses that are taken apart by them: 'said the old man'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from storyreel.screenplays.first_names import FEMININE_WORDS, MASCULINE_WORDS
from storyreel.screenplays.people_words import FEMININE_NOUNS, GESTURES, MASCULINE_NOUNS
from storyreel.screenplays.vocabulary import ProseWords

# Letters with the vowel signs of Arabic and Hindi, which are not letters to `re`.
_LETTER = (
    r"[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    r"\u0951-\u0957\u0962\u0963\u200c\u200d]"
)
_WORD = re.compile(rf"(?:{_LETTER})(?:{_LETTER}|['’\-](?=\w))*")
UNSPACED_LETTER = "\u3005\u3040-\u30ff\u3400-\u9fff"
_ELIDED = re.compile(r"([ldsmtcnj]|qu|gli)['’](?=\w{2})", re.IGNORECASE)
_MOST_WORDS = 12
_TITLES = frozenset(
    (
        "mr mrs ms dr prof capt lt sgt col st m mme mlle hr fr sr sra srta dra sig dott pan pani дядя тётя"
    ).split()
)
# Words before a noun that stands for a person: 'the old man', 'der Wirt', 'la vieille'. Those of every
# language, for a story may quote another.
ARTICLES = frozenset(
    (
        "the a an his her their my our its der die das ein eine sein seine ihr ihre mein meine le la les un"
        " une son sa ses leur mon ma mes el los las una su sus mi mis il lo gli uno suo sua suoi sue o os as"
        " um uma uns umas seu seus de het een zijn haar mijn l"
    ).split()
)
JOINING = frozenset("and und et y e и i en та і или o ou oder".split())
# In capitals at the beginning of a sentence they name nobody.
NOT_NAMES = frozenset(
    (
        "he she they it we you i the and but then who what there that this nobody everyone someone no so now"
        " finally at last when while as after before suddenly again yes if for with from to in on of dann da"
        " danach doch aber und nun jetzt als plötzlich wenn es wir puis alors et mais enfin ensuite quand il"
        " elle on ils elles nous vous entonces luego pero después cuando y allora poi ma quando infine e"
        " então depois mas quando toen daarna maar en als nu wtedy potem a ale gdy i тогда потом и но а затем"
        " когда наконец тоді потім але коли he's she's"
    ).split()
)
# They end a noun: 'the man and', 'the girl with'.
_NO_NOUN = frozenset(
    "and as with in into from to at on of who but while when then through over after before without that had"
    " was were is".split()
)
_OF_THE_BODY = frozenset(
    (
        "eyes face voice hand hands smile heart mouth lips lip shoulders head brow cheeks jaw fingers "
        "breath gaze"
    ).split()
)
REFLEXIVE = frozenset("se si s sich się le lui lhe leur me te mi ti ne ci vi y en".split())
_SUBJECT_PARTICLES = re.compile(r"(?<=[\uac00-\ud7af])(?:께서|은|는|이|가)$")
NE = "ने"
_FEMININE_PAST = re.compile(r"[а-яіїєё]+ла(?:сь|ся)?$|[a-ząćęłńóśźż]+ła$")
_MASCULINE_PAST = re.compile(r"[а-яіїєё]+(?:л|в)(?:ся|сь)?$|[a-ząćęłńóśźż]+ł$")
_NO_ARTICLES = re.compile(r"[а-яіїє]|ona$")
_ADJECTIVE = re.compile(r"[а-яіїєё]+(?:ый|ий|ой|ій|ая|яя|ое)|[a-ząćęłńóśźż]+(?:y|ska|cka|wa)")
# No noun that speaks: adverbs, and nouns in other cases than the first.
_NO_SUBJECT = re.compile(
    r"[а-яіїєё]*(?:[оуюеыії]|ом|ем|ам|ами|ями|ях|ах|ого|его|ему|ому|ів)|[a-ząćęłńóśźż]*(?:[oeęąu]|em"
    r"|om|ach|ami)"
)
_NO_NOUNS_ALONE = frozenset(
    (
        "вслух опять снова сам сама им ей нам мне себя в на с из за под над от до для без при про к у и а но"
        " да не ни же бы ли как что когда тогда потом там тут здесь теперь вдруг уже ещё вголос знову сам"
        " сама їм їй нам собі в на з із за під над від до для без при про і й та але не ні ж би як що коли"
        " тоді потім там тут тепер раптом вже ще sam sama im jej nam w na z za pod nad od do dla bez przy i a"
        " ale nie jak gdy wtedy potem tam tu teraz nagle już jeszcze znów"
    ).split()
)
_NOUNS = FEMININE_NOUNS | MASCULINE_NOUNS
_PERSON_WORDS = FEMININE_WORDS | MASCULINE_WORDS
_MOST_NAME_WORDS = 4
_MOST_NOUN_WORDS = 3
"""Words of a noun with its article: two after the article are enough, as in 'the old man slowly'."""


class Sex(StrEnum):
    """How the story speaks of a person."""

    FEMALE = "she"
    MALE = "he"
    UNKNOWN = ""


@dataclass(frozen=True)
class Tag:
    """Words that say who speaks: their place in the text, the end exclusive, and the name or pronoun."""

    start: int
    end: int
    who: str
    pronoun: bool = False
    sex: Sex = Sex.UNKNOWN
    """By the pronoun or by the verb's form: 'спросила' is said of a woman."""
    acts: bool = False
    """Whether they do what only people do: 'Osman smiled', 'Osman put down his cup'."""
    is_name: bool = False
    """Whether it is a name in capitals and no noun."""


@dataclass(frozen=True)
class Word:
    """A word of a text, with its place there."""

    text: str
    start: int
    end: int

    @cached_property
    def low(self) -> str:
        """The word in small letters, with a plain apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def uncased(self) -> bool:
        """Whether its writing system has no cases."""
        return self.text[0].lower() == self.text[0].upper()

    @property
    def is_person(self) -> bool:
        """Whether it is a word for a person: 'mother', 'boy'."""
        return self.low in _PERSON_WORDS

    @property
    def is_adverb(self) -> bool:
        """Whether it ends as English adverbs do."""
        return self.low.endswith("ly")

    @property
    def is_possessive(self) -> bool:
        """Whether it ends as English possessives do."""
        return self.low.endswith("'s")


@dataclass(frozen=True)
class Who:
    """The person that some words of a clause name. after: the index of the word behind them."""

    after: int
    text: str
    pronoun: bool = False
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True)
class TagWords:
    """A language's verbs and pronouns of speech, as looked up by the words of a story."""

    said: frozenset[str]
    she: frozenset[str]
    he: frozenset[str]
    unspaced: tuple[str, ...]
    """Verbs of scripts without spaces, the longest first."""
    articleless: bool = False
    """Whether nouns stand without an article: 'сказал мальчик'."""

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """'she', 'he'."""
        return self.she | self.he

    def pronoun_sex(self, word: str) -> Sex:
        """The sex that a word says as a pronoun."""
        if word in self.she:
            return Sex.FEMALE
        return Sex.MALE if word in self.he else Sex.UNKNOWN

    def is_verb(self, word: Word) -> bool:
        """Whether a word is a verb of speech, alone or before a hyphen: 'dit', 'dit-elle'."""
        return word.low in self.said or word.low.split("-")[0] in self.said


def tag_words(words: ProseWords) -> TagWords:
    """The words of a language as tags need them."""
    return _looked_up(words.said, words.she, words.he)


@lru_cache(maxsize=64)
def _looked_up(said: tuple[str, ...], she: tuple[str, ...], he: tuple[str, ...]) -> TagWords:
    unspaced = [verb for verb in said if re.search(rf"[{UNSPACED_LETTER}]", verb)]
    spaced = [verb.lower().replace("’", "'") for verb in said if verb not in unspaced]
    return TagWords(
        said=frozenset(_head(verb) for verb in spaced),
        she=frozenset(word.lower() for word in she),
        he=frozenset(word.lower() for word in he),
        unspaced=tuple(sorted(unspaced, key=len, reverse=True)),
        articleless=any(_NO_ARTICLES.match(word) for word in she),
    )


def _head(verb: str) -> str:
    """The word by which a longer verb is known: 'wollte' of 'wollte wissen', 'écria' of 's'écria'."""
    first = next((word for word in verb.split() if word != NE), verb)
    return _ELIDED.sub("", first)


def words_in(text: str, start: int, stop: int, most: int = 3 * _MOST_WORDS) -> list[Word]:
    """The words between two indices, up to about `most` of them; 's'écria' and 'l'homme' are two words."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, stop):
        found += _split_elided(match)
        if len(found) > most:
            break
    return found


def _split_elided(match: re.Match[str]) -> list[Word]:
    elided = _ELIDED.match(match.group())
    if not elided:
        return [Word(match.group(), *match.span())]
    cut = match.start() + elided.end()
    return [
        Word(elided.group(1), match.start(), cut),
        Word(match.group()[elided.end() :], cut, match.end()),
    ]


def sex_of_verb(verb: str) -> Sex:
    """The sex that the form of a verb in the past says, as Slavic languages have it."""
    if _FEMININE_PAST.fullmatch(verb):
        return Sex.FEMALE
    return Sex.MALE if _MASCULINE_PAST.fullmatch(verb) else Sex.UNKNOWN


def _sex_of_noun(noun: str) -> Sex:
    if noun in FEMININE_NOUNS:
        return Sex.FEMALE
    return Sex.MALE if noun in MASCULINE_NOUNS else Sex.UNKNOWN


@dataclass(frozen=True)
class Clause:
    """Words of a text that follow one another, to find in them who speaks or acts."""

    text: str
    words: list[Word]
    language: TagWords

    def has(self, at: int) -> bool:
        """Whether there is a word at an index."""
        return at < len(self.words)

    def low(self, at: int) -> str:
        """The word at an index, in small letters."""
        return self.words[at].low

    def gap(self, at: int) -> str:
        """What stands between the word before an index and the word at it."""
        return self.text[self.words[at - 1].end : self.words[at].start]

    def is_verb(self, at: int) -> bool:
        """Whether the word at an index is a verb of speech."""
        return self.language.is_verb(self.words[at])

    def span(self, first: int, after: int) -> str:
        """The text of the words from `first` to the one before `after`."""
        return self.text[self.words[first].start : self.words[after - 1].end]

    def end_with_adverb(self, after: int) -> int:
        """The place behind the word before `after` and an adverb behind it: 'said Anna softly'."""
        if self.has(after) and self._is_adverb_behind(after):
            return self.words[after].end
        return self.words[after - 1].end

    def _is_adverb_behind(self, at: int) -> bool:
        word = self.words[at]
        return word.is_adverb and not word.capital and not self.gap(at).strip()

    def who(self, at: int, named: bool = False) -> Who | None:
        """The person that the words from an index on name: a pronoun, a name, or a noun with its article.

        named: no pronoun and no noun with an article is looked for.
        """
        if not self.has(at):
            return None
        if not named and (pronoun := self._pronoun(at)):
            return pronoun
        word = self.words[at]
        if not named and word.low in ARTICLES and self.has(at + 1):
            return self._noun(at)
        if word.capital and (word.low not in NOT_NAMES or word.low in _TITLES):
            return self._name(at)
        return self._uncapitalised(at, named)

    def _pronoun(self, at: int) -> Who | None:
        """'she', or 'her voice', which stands for her."""
        low = self.low(at)
        if low in self.language.pronouns:
            return Who(at + 1, low, True, self.language.pronoun_sex(low))
        if low not in ("his", "her") or not self._is_of_the_body(at + 1):
            return None
        return Who(at + 2, "he", True, Sex.MALE) if low == "his" else Who(at + 2, "she", True, Sex.FEMALE)

    def _is_of_the_body(self, at: int) -> bool:
        return self.has(at) and self.low(at) in _OF_THE_BODY

    def _uncapitalised(self, at: int, named: bool) -> Who | None:
        word = self.words[at]
        if self.language.articleless and not word.capital and not word.uncased:
            noun = self.bare_noun(at)
            return noun if noun and (not named or noun.sex) else None
        if word.uncased and not self.is_verb(at):
            return self._uncased(at)
        return None

    def _uncased(self, at: int) -> Who:
        """A pronoun or name in a writing system without cases, without the particle of a subject."""
        bare = _SUBJECT_PARTICLES.sub("", self.words[at].text)
        if bare in self.language.pronouns:
            return Who(at + 1, bare, True, self.language.pronoun_sex(bare))
        particle = self.has(at + 1) and self.words[at + 1].text == NE
        return Who(at + 2 if particle else at + 1, bare)

    def _name(self, at: int) -> Who | None:
        after = self._after_name(at)
        name = self.span(at, after)
        if self.words[after - 1].is_possessive and self.has(after):
            if self.words[after].is_person:
                return Who(after + 1, self.span(at, after + 1))  # 'Finn's mother'
            if self._is_of_the_body(after):
                return Who(after + 1, name[:-2])  # 'Osman's eyes'
        return None if name.lower().rstrip(".") in _TITLES else Who(after, name)

    def _after_name(self, at: int) -> int:
        after = at + 1
        while after < min(at + _MOST_NAME_WORDS, len(self.words)) and self._continues_name(after):
            after += 1
        return after

    def _continues_name(self, at: int) -> bool:
        if not self.words[at].capital:
            return False
        before = self.words[at - 1]
        is_shortened = before.low in _TITLES or len(before.text) == 1
        return self.gap(at) == " " or (self.gap(at) == ". " and is_shortened)

    def _noun(self, at: int) -> Who | None:
        """'the old man', 'der alte Wirt': up to three words, the last of them the noun."""
        after = min(self._after_noun(at), at + _MOST_NOUN_WORDS)
        return Who(after, self.span(at, after)) if after > at + 1 else None

    def _after_noun(self, at: int) -> int:
        after = at + 1
        while after < min(at + 1 + _MOST_NOUN_WORDS, len(self.words)) and self._continues_noun(after):
            after += 1
            if self.words[after - 1].capital:
                break
        return after

    def _continues_noun(self, at: int) -> bool:
        return not self.gap(at).strip() and _may_be_in_noun(self.words[at]) and not self.is_verb(at)

    def subject_noun(self, at: int, longest: Who) -> Who:
        """The noun that begins a sentence and ends before the verb: 'The boy' of 'The boy nodded'."""
        for after in range(at + 2, longest.after):
            if self.words[after - 1].is_person or self._looks_like_verb(after):
                return Who(after, self.span(at, after))
        return longest

    def _looks_like_verb(self, at: int) -> bool:
        return self.low(at) in GESTURES or self.low(at).endswith(("ed", "s"))

    def bare_noun(self, at: int, begins: bool = False) -> Who | None:
        """A noun without an article, with the adjective before it: 'мальчик', 'старый робот'.

        begins: it begins a sentence, and has a capital.
        """
        if not self.has(at) or self.words[at].uncased or (self.words[at].capital and not begins):
            return None
        if self._is_described_noun(at):
            return Who(at + 2, self.span(at, at + 2), sex=_sex_of_noun(self.low(at + 1)))
        if self.low(at) in _NOUNS or (not begins and self._may_be_noun(at)):
            return Who(at + 1, self.words[at].text, sex=_sex_of_noun(self.low(at)))
        return None

    def _is_described_noun(self, at: int) -> bool:
        """Whether an adjective stands at an index and its noun behind it."""
        if not self.has(at + 1) or self.gap(at + 1) != " " or self.words[at + 1].capital:
            return False
        first, noun = self.low(at), self.low(at + 1)
        is_adjective = _ADJECTIVE.fullmatch(first) is not None and not _NO_SUBJECT.fullmatch(noun)
        if noun not in _NOUNS and not is_adjective:
            return False
        return not self._stands_alone(first) and noun not in _NO_NOUNS_ALONE and not self.is_verb(at + 1)

    def _stands_alone(self, low: str) -> bool:
        return low in _NO_NOUNS_ALONE or low in self.language.pronouns

    def _may_be_noun(self, at: int) -> bool:
        low = self.low(at)
        return not (_NO_SUBJECT.fullmatch(low) or self._stands_alone(low) or self.is_verb(at))


def _may_be_in_noun(word: Word) -> bool:
    return not word.is_adverb and word.low not in _NO_NOUN | JOINING
