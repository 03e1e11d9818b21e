"""Words that say whose a quoted speech is: 'said Peter', 'Then Anna said,', 'dijo Ana', '小满说：'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storyreel.screenplays.first_names import FEMININE_WORDS, MASCULINE_WORDS
from storyreel.screenplays.people_words import (
    FEMININE_NOUNS,
    GESTURE_SIGNS,
    GESTURES,
    MASCULINE_NOUNS,
    THINGS,
)
from storyreel.screenplays.vocabulary import ProseWords

# Letters with the vowel signs of Arabic and Hindi, which are no letters to `re`.
_LETTER = r"[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d]"
_WORD = re.compile(rf"(?:{_LETTER})(?:{_LETTER}|['’\-](?=\w))*")
_UNSPACED_LETTER = "\u3005\u3040-\u30ff\u3400-\u9fff"
_UNSPACED_CLAUSE = re.compile(rf"[{_UNSPACED_LETTER}]{{1,40}}")
_ELIDED = re.compile(r"([ldsmtcnj]|qu|gli)['’](?=\w{2})", re.IGNORECASE)
_MOST_WORDS = 12
_LONGEST_TAG = 120
_TITLES = frozenset(
    "mr mrs ms dr prof capt lt sgt col st m mme mlle hr fr sr sra srta dra sig dott pan pani дядя тётя".split()
)
# Words before a noun that stands for somebody: 'the old man', 'der Wirt', 'la vieille'. Those of every
# language, for a story may quote another.
ARTICLES = frozenset(
    (
        "the a an his her their my our its der die das ein eine sein seine ihr ihre mein meine le la les un"
        " une son sa ses leur mon ma mes el los las una su sus mi mis il lo gli uno suo sua suoi sue o os as"
        " um uma uns umas seu seus de het een zijn haar mijn l"
    ).split()
)
_JOINING = frozenset("and und et y e и i en та і или o ou oder".split())
# In capitals at the beginning of a sentence they name nobody.
_NOT_NAMES = frozenset(
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
_REFLEXIVE = frozenset("se si s sich się le lui lhe leur me te mi ti ne ci vi y en".split())
_SUBJECT_PARTICLES = re.compile(r"(?<=[\uac00-\ud7af])(?:께서|은|는|이|가)$")
_QUOTING_PARTICLES = frozenset({"라고", "이라고", "하고", "고", "며"})
_NE = "ने"
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
_POSSESSIVE = re.compile(
    r"\b(?:his|her|their|sein\w*|ihr\w*|son|sa|ses|su|sus|suo|sua|seu|zijn|haar)\b", re.IGNORECASE
)
_UNSPACED_SUBJECT = re.compile(rf"(?:那时|这时|然后|于是|忽然|突然|终于)?([{_UNSPACED_LETTER}]{{1,40}})")
_TOPIC = re.compile(
    r"([\u3005\u30a0-\u30ff\u3400-\u9fffー]{1,8}(?:さん|くん|ちゃん|君|様)?|[\u3041-\u3096]{2,5}(?:さん|くん|ちゃん))[はがも]"
)
_UNSPACED_MANNER = re.compile(
    r"(?:微笑着|笑着|哭着|叹着气|轻声|小声|大声|低声|高声|冷冷地?|慢慢地?|连忙|急忙|立刻|忽然|突然|终于|又|也|便|就|才|还|只是|回头|抬头|点点头|摇摇头"
    r"|对[^说道问答]{1,6}|向[^说道问答]{1,6})+$"
)
_QUOTING_IN_JAPANESE = re.compile(
    r"(?:と|って)(?:[^はがも、。"
    r"「」]{0,6}?)(?:言|い|尋|訊|聞|答|叫|囁|呟|つぶや|ささや|怒鳴|笑|続|頷|告|返|話|呼|声)[^はがも、。"
    r"「」]{0,6}"
)
_SAID_IN_JAPANESE = re.compile(rf"(?:と|って)?([{_UNSPACED_LETTER}]{{1,10}}?)[はがも]")


class Sex(StrEnum):
    """How the story speaks of a person."""

    FEMALE = "she"
    MALE = "he"
    UNKNOWN = ""


@dataclass(frozen=True)
class Tag:
    """Words that say who speaks: where they stand in the text, the end exclusive, and the name or pronoun in them."""

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
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def uncased(self) -> bool:
        return self.text[0].lower() == self.text[0].upper()


@dataclass(frozen=True)
class _Who:
    """Who is named by some words: the index of the word after them."""

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

    @property
    def pronouns(self) -> frozenset[str]:
        """'she', 'he'."""
        return self.she | self.he


def tag_words(words: ProseWords) -> TagWords:
    """The words of a language as tags need them."""
    return _looked_up(words.said, words.she, words.he)


@lru_cache(maxsize=64)
def _looked_up(said: tuple[str, ...], she: tuple[str, ...], he: tuple[str, ...]) -> TagWords:
    unspaced = sorted(
        (verb for verb in said if re.search(rf"[{_UNSPACED_LETTER}]", verb)), key=len, reverse=True
    )
    spaced = [verb.lower().replace("’", "'") for verb in said if verb not in unspaced]
    return TagWords(
        said=frozenset(_head(verb) for verb in spaced),
        she=frozenset(word.lower() for word in she),
        he=frozenset(word.lower() for word in he),
        unspaced=tuple(unspaced),
        articleless=any(_NO_ARTICLES.match(word) for word in she),
    )


def _head(verb: str) -> str:
    """The word by which a verb of several words is known: 'wollte' of 'wollte wissen', 'écria' of 's'écria'."""
    first = next((word for word in verb.split() if word != _NE), verb)
    return _ELIDED.sub("", first)


def tag_after(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """The tag that follows a quote that ends at `start`, before `stop`."""
    if words.unspaced:
        found = _unspaced_after(text, start, stop, words)
        if found or not words.said:
            return found
    spoken = _words_in(text, start, min(stop, start + _LONGEST_TAG), _MOST_WORDS)
    if spoken and spoken[0].low in _QUOTING_PARTICLES:
        spoken = spoken[1:]
    if not spoken or text[start : spoken[0].start].strip(" \t\n,،—–―-\u00a0라고하며"):
        return None
    return _verb_first(text, start, spoken, words) or _who_first(text, start, spoken, words)


def tag_before(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """The tag that ends where a quote begins, at `stop`; nothing before `start` is read."""
    first = sentence_start(text, max(start, stop - 2 * _LONGEST_TAG), stop)
    if words.unspaced:
        found = _unspaced_before(text, first, stop, words)
        if found or not words.said:
            return found
    spoken = _words_in(text, first, stop)
    if not spoken or text[spoken[-1].end : stop].strip(" \t\n,:،：\u00a0"):
        return None
    for at in range(len(spoken) - 1, max(-1, len(spoken) - 6), -1):
        if _is_verb(spoken[at], words):
            return _before_by_verb(text, first, stop, spoken, at, words)
    return None


def subject_of(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """Who the sentence from `start` on is about, by its first words: 'Anna stood up', 'The old man turned'."""
    if words.unspaced and (unspaced := _unspaced_subject(text, start, stop, words)):
        return unspaced
    spoken = _words_in(text, start, min(stop, start + _LONGEST_TAG))
    at = 1 if spoken and spoken[0].low in _NOT_NAMES and spoken[0].low not in words.pronouns | ARTICLES else 0
    found = (words.articleless and _bare_noun(text, spoken, at, words, begins=True)) or _who(
        text, spoken, at, words
    )
    if found and at < len(spoken) and spoken[at].low in ARTICLES and not found.pronoun:
        found = _subject_noun(text, spoken, at, found)
    if (
        not found
        or found.after >= len(spoken)
        or not (spoken[found.after].text[0].islower() or spoken[found.after].uncased)
    ):
        return None
    verb = _behind_apposition(text, spoken, found.after)
    if verb >= len(spoken) or spoken[verb].low in _JOINING:
        return None
    article = spoken[at].low in ARTICLES
    told = text[spoken[verb].start : min(stop, spoken[verb].start + _LONGEST_TAG)]
    is_name = not article and spoken[at].capital and not found.pronoun and found.text.lower() not in THINGS
    gesture = _is_gesture(spoken, verb)
    acts = gesture if article or not is_name else gesture or _POSSESSIVE.search(told) is not None
    return Tag(
        spoken[at].start,
        spoken[found.after - 1].end,
        found.text,
        found.pronoun,
        found.sex or _sex_of_verb(spoken[verb].low),
        acts,
        is_name,
    )


def _is_gesture(spoken: list[_Word], verb: int) -> bool:
    """Whether the word at an index, or the one behind a reflexive or an adverb there, is a gesture."""
    skipped = verb + 1 if spoken[verb].low in _REFLEXIVE or spoken[verb].low.endswith("ly") else verb
    return skipped < len(spoken) and (spoken[skipped].low in GESTURES)


def _behind_apposition(text: str, spoken: list[_Word], after: int) -> int:
    """The index of the verb of a subject that ends before `after`: behind ', a broad man with a broken nose,' too; too great where there is none."""
    if not text[spoken[after - 1].end : spoken[after].start].strip():
        return after
    if text[spoken[after - 1].end : spoken[after].start].strip() != "," or spoken[after].low not in ARTICLES:
        return len(spoken)
    ends = (
        at + 1 for at in range(after, len(spoken) - 1) if "," in text[spoken[at].end : spoken[at + 1].start]
    )
    return next(ends, len(spoken))


def _bare_noun(text: str, spoken: list[_Word], at: int, words: TagWords, begins: bool = False) -> _Who | None:
    """A noun without an article, with the adjective before it: 'мальчик', 'старый робот'. begins: it begins a sentence, and has a capital."""
    if at >= len(spoken) or (spoken[at].capital and not begins) or spoken[at].uncased:
        return None
    first = spoken[at].low
    nouns = FEMININE_NOUNS | MASCULINE_NOUNS
    following = (
        spoken[at + 1].low
        if at + 1 < len(spoken) and text[spoken[at].end : spoken[at + 1].start] == " "
        else ""
    )
    described = following in nouns or (
        _ADJECTIVE.fullmatch(first) is not None and bool(following) and not _NO_SUBJECT.fullmatch(following)
    )
    described = (
        described
        and first not in _NO_NOUNS_ALONE | words.pronouns
        and following not in _NO_NOUNS_ALONE
        and not _is_verb(spoken[at + 1], words)
    )
    if described and not spoken[at + 1].capital:
        return _Who(at + 2, text[spoken[at].start : spoken[at + 1].end], sex=_sex_of_noun(following))
    if first in nouns or (
        not begins
        and not _NO_SUBJECT.fullmatch(first)
        and first not in _NO_NOUNS_ALONE | words.pronouns
        and not _is_verb(spoken[at], words)
    ):
        return _Who(at + 1, spoken[at].text, sex=_sex_of_noun(first))
    return None


def _sex_of_noun(noun: str) -> Sex:
    return Sex.FEMALE if noun in FEMININE_NOUNS else Sex.MALE if noun in MASCULINE_NOUNS else Sex.UNKNOWN


def _unspaced_subject(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """Whom a sentence in Chinese or Japanese is about: 李梅 of '李梅笑了笑', 太郎 of '太郎が立ち上がった'."""
    while start < stop and text[start] in " \u3000，、,“”「」":
        start += 1
    topic = _TOPIC.match(text, start, min(stop, start + 16))
    if topic:
        who = topic.group(1)
        verb = text[topic.end() : min(stop, topic.end() + 12)]
        acts = any(sign in GESTURE_SIGNS for sign in verb) or not verb.strip()
        return Tag(
            start,
            topic.end(),
            who,
            who in words.pronouns,
            _pronoun_sex(who, words),
            acts,
            is_name=who not in words.pronouns,
        )
    clause = _UNSPACED_SUBJECT.match(text, start, min(stop, start + 40))
    if not clause or re.search(r"[\u3041-\u30ff]", clause.group(0)):
        return None
    said = clause.group(1)
    pronoun = next(
        (word for word in sorted(words.pronouns, key=len, reverse=True) if said.startswith(word)), ""
    )
    if pronoun:
        return Tag(
            clause.start(1), clause.start(1) + len(pronoun), pronoun, True, _pronoun_sex(pronoun, words)
        )
    at = next((index for index, sign in enumerate(said[:7]) if index and sign in GESTURE_SIGNS), 0)
    name = _UNSPACED_MANNER.sub("", said[:at])
    return (
        Tag(clause.start(1), clause.start(1) + len(name), name, acts=True, is_name=True)
        if 1 < len(name) <= 4
        else None
    )


def _words_in(text: str, start: int, stop: int, most: int = 3 * _MOST_WORDS) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(text, start, stop):
        # 's'écria' and 'l'homme' are two words.
        elided = _ELIDED.match(match.group(0))
        if elided:
            found.append(_Word(elided.group(1), match.start(), match.start() + elided.end()))
            found.append(_Word(match.group(0)[elided.end() :], match.start() + elided.end(), match.end()))
        else:
            found.append(_Word(match.group(0), match.start(), match.end()))
        if len(found) > most:
            break
    return found


def sentence_start(text: str, start: int, stop: int) -> int:
    """Where the last sentence between two indices begins."""
    ends = [
        match.end()
        for match in re.finditer(
            r"(?<![A-Z][a-z])(?<!Mrs)[.!?…。！？;]['\"”’»)]*\s*", text[start:stop].rstrip(" :：,，.!?…。！？")
        )
    ]
    return start + ends[-1] if ends else start


def _is_verb(word: _Word, words: TagWords) -> bool:
    low = word.low
    return low in words.said or ("-" in low and low.split("-")[0] in words.said)


def _verb_first(text: str, start: int, spoken: list[_Word], words: TagWords) -> Tag | None:
    """'said Peter', 'dit-elle', 'se preguntó Ana', 'спросила Вера'."""
    at = 1 if len(spoken) > 1 and spoken[0].low in _REFLEXIVE and _is_verb(spoken[1], words) else 0
    if at >= len(spoken) or not _is_verb(spoken[at], words):
        return None
    sex = _sex_of_verb(spoken[at].low)
    parts = spoken[at].low.split("-")
    if len(parts) > 1 and parts[-1] in words.pronouns:
        return Tag(start, spoken[at].end, parts[-1], True, Sex.FEMALE if parts[-1] in words.she else Sex.MALE)
    found = _who(text, spoken, at + 1, words) or (
        _who(text, spoken, at + 2, words, named=True)
        if at + 2 < len(spoken) and spoken[at + 1].text[0].islower()
        else None
    )
    if not found and sex and not text[spoken[at].end : spoken[at].end + 2].strip(" .,;:—–-\n"):
        return Tag(start, spoken[at].end, "", True, sex)
    if not found or text[spoken[at].end : spoken[at + 1].start].strip():
        return None
    end = _with_manner(text, spoken, found.after)
    return Tag(start, end, found.text, found.pronoun, found.sex or sex)


def _who_first(text: str, start: int, spoken: list[_Word], words: TagWords) -> Tag | None:
    """'Peter said', 'she quietly said', 'राम ने कहा'."""
    found = _who(text, spoken, 0, words)
    if not found:
        return None
    most = 3 if spoken[0].uncased else 1
    for at in range(found.after, min(found.after + most + 1, len(spoken))):
        between = text[spoken[at - 1].end : spoken[at].start]
        if between.strip():
            return None
        if [word.low for word in spoken[at : at + 3]] == ["wanted", "to", "know"]:
            return Tag(start, spoken[at + 2].end, found.text, found.pronoun, found.sex)
        if _is_verb(spoken[at], words):
            return Tag(
                start,
                _with_manner(text, spoken, at + 1),
                found.text,
                found.pronoun,
                found.sex or _sex_of_verb(spoken[at].low),
            )
        if not (
            spoken[at].low.endswith("ly")
            or spoken[at].low in _REFLEXIVE
            or spoken[at].uncased
            or spoken[at].low in ("ha", "hat", "a", "har")
        ):
            return None
    return None


def _with_manner(text: str, spoken: list[_Word], after: int) -> int:
    """The index after the tag's last word and an adverb behind it: 'said Anna softly'."""
    last = spoken[after - 1].end
    if (
        after < len(spoken)
        and spoken[after].low.endswith("ly")
        and not text[last : spoken[after].start].strip()
        and not spoken[after].capital
    ):
        return spoken[after].end
    return last


def _before_by_verb(
    text: str, first: int, stop: int, spoken: list[_Word], at: int, words: TagWords
) -> Tag | None:
    """The tag whose verb is the word at an index, up to the quote: 'Then Anna said,', 'Da fragte Greta:', 'Anna turned to him and said,'."""
    sex = _sex_of_verb(spoken[at].low)
    for begin in range(max(0, at - 4), at):
        who = _who(text, spoken, begin, words)
        between = spoken[who.after : at] if who else []
        if (
            who
            and who.after <= at
            and all(word.low.endswith("ly") or word.low in _REFLEXIVE or word.low == _NE for word in between)
        ):
            if begin and not (
                spoken[begin - 1].low in _NOT_NAMES | _JOINING
                or text[spoken[begin - 1].end : spoken[begin].start].strip()
            ):
                continue
            before = begin == 1 and spoken[0].low in _NOT_NAMES
            return Tag(
                first if before or not begin else spoken[begin].start,
                stop,
                who.text,
                who.pronoun,
                who.sex or sex,
            )
    after = _who(text, spoken, at + 1, words) if at + 1 < len(spoken) else None
    if after and (at == 0 or spoken[at - 1].low in _NOT_NAMES or spoken[at].uncased or at <= 3):
        return Tag(spoken[at].start if at > 1 else first, stop, after.text, after.pronoun, after.sex or sex)
    joined = at > 0 and spoken[at - 1].low in _JOINING
    subject = (
        subject_of(text, first, stop, words)
        if joined or (at and "," in text[spoken[at - 1].end : spoken[at].start])
        else None
    )
    return (
        Tag(
            spoken[at - 1].start if joined else spoken[at].start,
            stop,
            subject.who,
            subject.pronoun,
            subject.sex or sex,
        )
        if subject
        else None
    )


def _who(text: str, spoken: list[_Word], at: int, words: TagWords, named: bool = False) -> _Who | None:
    """Whom the words from an index on name: a pronoun, a name, or a noun with its article."""
    if at >= len(spoken):
        return None
    first = spoken[at]
    if not named and first.low in words.pronouns:
        return _Who(at + 1, first.low, True, Sex.FEMALE if first.low in words.she else Sex.MALE)
    if (
        not named
        and first.low in ("his", "her")
        and at + 1 < len(spoken)
        and spoken[at + 1].low in _OF_THE_BODY
    ):
        pronoun = "he" if first.low == "his" else "she"
        return _Who(at + 2, pronoun, True, Sex.MALE if pronoun == "he" else Sex.FEMALE)
    if not named and first.low in ARTICLES and at + 1 < len(spoken):
        return _noun(text, spoken, at, words)
    if first.capital and (first.low not in _NOT_NAMES or first.low in _TITLES):
        return _name(text, spoken, at)
    if words.articleless and not first.capital and not first.uncased:
        bare_noun = _bare_noun(text, spoken, at, words)
        return bare_noun if bare_noun and (not named or bare_noun.sex) else None
    if first.uncased and not _is_verb(first, words):
        bare = _SUBJECT_PARTICLES.sub("", first.text)
        if bare in words.pronouns:
            return _Who(at + 1, bare, True, Sex.FEMALE if bare in words.she else Sex.MALE)
        after = at + 2 if at + 1 < len(spoken) and spoken[at + 1].text == _NE else at + 1
        return _Who(after, bare)
    return None


def _name(text: str, spoken: list[_Word], at: int) -> _Who | None:
    after = at + 1
    while after < min(at + 4, len(spoken)) and spoken[after].capital:
        gap = text[spoken[after - 1].end : spoken[after].start]
        if gap != " " and not (
            gap == ". " and (spoken[after - 1].low in _TITLES or len(spoken[after - 1].text) == 1)
        ):
            break
        after += 1
    name = text[spoken[at].start : spoken[after - 1].end]
    if (
        spoken[after - 1].low.endswith("'s")
        and after < len(spoken)
        and spoken[after].low in FEMININE_WORDS | MASCULINE_WORDS
    ):
        return _Who(after + 1, text[spoken[at].start : spoken[after].end])  # 'Finn's mother'
    if spoken[after - 1].low.endswith("'s") and after < len(spoken) and spoken[after].low in _OF_THE_BODY:
        return _Who(after + 1, name[:-2])  # 'Osman's eyes'
    return None if name.lower().rstrip(".") in _TITLES else _Who(after, name)


def _noun(text: str, spoken: list[_Word], at: int, words: TagWords) -> _Who | None:
    """'the old man', 'der alte Wirt': up to three words, the last of them the noun."""
    after = at + 1
    while after < min(at + 4, len(spoken)):
        word = spoken[after]
        if (
            text[spoken[after - 1].end : word.start].strip()
            or word.low in _NO_NOUN | _JOINING
            or word.low.endswith("ly")
            or _is_verb(word, words)
        ):
            break
        after += 1
        if word.capital:
            break
    # Two words after the article are enough if no word is in capitals: 'the old man slowly'.
    if after - at > 3:
        after = at + 3
    return _Who(after, text[spoken[at].start : spoken[after - 1].end]) if after > at + 1 else None


def _subject_noun(text: str, spoken: list[_Word], at: int, longest: _Who) -> _Who:
    """The noun at the beginning of a sentence, which ends before the verb: 'The boy' of 'The boy nodded'."""
    for after in range(at + 2, longest.after):
        is_person = spoken[after - 1].low in FEMININE_WORDS | MASCULINE_WORDS
        if is_person or spoken[after].low in GESTURES or spoken[after].low.endswith(("ed", "s")):
            return _Who(after, text[spoken[at].start : spoken[after - 1].end])
    return longest


def _sex_of_verb(verb: str) -> Sex:
    return (
        Sex.FEMALE
        if _FEMININE_PAST.fullmatch(verb)
        else Sex.MALE
        if _MASCULINE_PAST.fullmatch(verb)
        else Sex.UNKNOWN
    )


def _unspaced_after(text: str, start: int, stop: int, words: TagWords) -> Tag | None:
    """'」と美咲は言った', '”小满说'."""
    from_ = start
    while from_ < stop and text[from_] in " \u3000，、,":
        from_ += 1
    clause = _UNSPACED_CLAUSE.match(text, from_, min(stop, from_ + 40))
    if not clause:
        return None
    quoting = _QUOTING_IN_JAPANESE.match(clause.group(0))
    if quoting:
        return Tag(start, clause.start() + quoting.end(), "")
    found = _unspaced_who(clause.group(0), words)
    return (
        Tag(
            start,
            clause.start() + found[1],
            found[0],
            found[0] in words.pronouns,
            _pronoun_sex(found[0], words),
        )
        if found
        else None
    )


def _unspaced_before(text: str, first: int, stop: int, words: TagWords) -> Tag | None:
    """'小满笑着说：', '美咲は言った。', and a name alone right before the speech."""
    bare = text[first:stop].rstrip(" \u3000：:，,、。")
    begins = max((bare.rfind(mark) for mark in "。！？，、,"), default=-1) + 1
    clause = bare[begins:].strip()
    if not re.fullmatch(rf"[{_UNSPACED_LETTER}]{{1,40}}", clause):
        return None
    found = _unspaced_who(clause, words)
    verb_first = begins and _is_unspaced_verb(clause, words)
    if verb_first or (found and found[1] == len(clause) and not _UNSPACED_MANNER.sub("", found[0])):
        subject = _unspaced_subject(text, first, first + begins, words)
        return Tag(first + begins, stop, subject.who, subject.pronoun, subject.sex) if subject else None
    if found and found[1] == len(clause):
        return Tag(first + begins, stop, found[0], found[0] in words.pronouns, _pronoun_sex(found[0], words))
    alone = first == 0 and begins == 0 and 1 < len(clause) <= 6 and len(bare) == stop - first
    return Tag(first, stop, clause) if alone else None


def _unspaced_who(clause: str, words: TagWords) -> tuple[str, int] | None:
    """The name in a clause without spaces, and the index after the verb.

    None where there is no verb or the name is no name.
    """
    ends = [(at, -len(verb), at + len(verb)) for verb in words.unspaced if (at := clause.find(verb)) > 0]
    if not ends:
        return None
    at, _, end = min(ends)
    while end < len(clause) and (
        end < (further := max((stop for start, _, stop in ends if at <= start <= end), default=end))
        or clause[end] in "道着了"
    ):
        end = max(end + (further == end), further)
    japanese = _SAID_IN_JAPANESE.match(clause)
    if japanese and re.search(r"[\u3040-\u309f]", clause[at:end]):
        return japanese.group(1), end
    before = clause[:at]
    pronoun = next(
        (word for word in sorted(words.pronouns, key=len, reverse=True) if before.startswith(word)), ""
    )
    name = pronoun or _UNSPACED_MANNER.sub("", before) or before
    name = re.sub(r".{1,4}地$", "", name) or name
    return (name, end) if 0 < len(name) <= 5 else None


def _is_unspaced_verb(clause: str, words: TagWords) -> bool:
    """Whether a clause is a verb of speech alone, with how it is said at most: '说', '轻声问道'."""
    bare = re.sub(
        r"^(?:[^，。]{1,4}地|微笑着|笑着|哭着|叹着气|轻声|小声|大声|低声|高声|又|便|就|才|还|接着|继续)",
        "",
        clause,
    )
    return clause in words.unspaced or bare in words.unspaced or bare.rstrip("道着了") in words.unspaced


def _pronoun_sex(who: str, words: TagWords) -> Sex:
    return Sex.FEMALE if who in words.she else Sex.MALE if who in words.he else Sex.UNKNOWN


def cue_name(who: str) -> str:
    """The name as a cue has it.

    >>> cue_name("the old man"), cue_name("Mrs. Bell"), cue_name("der alte Mann")
    ('OLD MAN', 'MRS. BELL', 'ALTE MANN')
    """
    first, _, rest = who.partition(" ") if " " in who else who.replace("’", "'").partition("'")
    return (rest if rest and first.lower() in ARTICLES else who).upper()
