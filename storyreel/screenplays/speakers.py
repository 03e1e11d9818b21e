"""Who is there in a story and whose a speech is: by its tag, by who spoke before, by turns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from storyreel.screenplays.first_names import FEMININE_NAMES, FEMININE_WORDS, MASCULINE_NAMES, MASCULINE_WORDS
from storyreel.screenplays.people_words import FEMININE_NOUNS, MASCULINE_NOUNS
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.tag_clauses import Sex, Tag
from storyreel.screenplays.tags import cue_name

_OFFICES = (
    r"Captain|Doctor|Professor|Sergeant|Lieutenant|Colonel|Major|General|Sheriff|Inspector|Sister|Father"
    r"|Aunt|Uncle|Lady|Lord|Sir|Miss|Madame|King|Queen|Herr|Frau|Señor|Señora|Signor|Signora|Monsieur"
)
_TITLE = rf"(?:(?:(?:Mrs?|Ms|Dr|Prof|Capt|Lt|Sgt|Col)\.?|{_OFFICES}) (?:[A-Z][\w-]{{1,20}} )?)?"
# 'St. Agnes Hospital' is not a person.
_OF_A_BUILDING = (
    r"(?! (?:[A-Z]\w+ )?"
    r"(?:Hospital|Church|Street|School|Road|Avenue|Square|Station|Bridge|House|Hall|College|Park"
    r"|Island|Castle|Hotel|Lane|Harbour|Library))"
)
_CAPITALISED = re.compile(rf"(?<!St\. )(?<!Saint ){_TITLE}\b[^\W\d_a-z][\w-]{{1,20}}\b{_OF_A_BUILDING}")
_ROLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)((?: [a-z]{2,15})?) ([a-z-]{3,15})\b")
_TITLED = re.compile(rf"(?:{_OFFICES}) [A-Z]")
_NOUN_ABROAD = re.compile(r"(?<![\w-])[^\W\d_]{3,14}(?:-[^\W\d_]{3,8})?(?![\w-])")
# Behind another word, with the verb in the past, whose form says the sex.
_CYRILLIC_NAME = re.compile(
    r"(?<=[а-яіїєґё,] )[А-ЯІЇЄҐЁ][а-яіїєґё'’]{1,20}(?="
    r" [а-яіїєґё'’]{2,20}(?:л|в|ла|лся|вся|лась|лася)(?![а-яіїєґё]))"
)
_NOUN_AND_NAME = re.compile(r"([А-ЯІЇЄҐЁа-яіїєґё]{3,12}) ([А-ЯІЇЄҐЁ][а-яіїєґё'’]{1,20})(?![\w])")
_CYRILLIC_CAPITAL = re.compile(r"(?<=[а-яіїєґё,] )[А-ЯІЇЄҐЁ][а-яіїєґё'’]{2,20}")
_CYRILLIC_FIRST = re.compile(
    r"(?:^|[.!?…»—] )([А-ЯІЇЄҐЁ][а-яіїєґё'’]{2,20})(?="
    r" [а-яіїєґё'’]{2,20}(?:л|в|ла|лся|вся|лась|лася)(?![а-яіїєґё]))"
)
_MASCULINE_IN_A = frozenset(
    "НИКИТА ИЛЬЯ ЛУКА ФОМА КУЗЬМА САША ЖЕНЯ МИША ПАША ЛЁША КОЛЯ ВАНЯ ПЕТЯ ВАСЯ ДИМА ГРИША ЮРА БОРЯ ТОЛЯ ВИТЯ"
    " МИКОЛА ІЛЛЯ МИКИТА".split()
)
_FEMININE_TITLES = frozenset("mrs ms miss lady aunt queen frau madame mme señora doña signora pani".split())
_MASCULINE_TITLES = frozenset("mr sir lord uncle king herr monsieur señor don signor pan".split())
_FEMININE_AND_MASCULINE = (
    (_FEMININE_TITLES, _MASCULINE_TITLES),
    (FEMININE_WORDS, MASCULINE_WORDS),
    (FEMININE_NAMES, MASCULINE_NAMES),
    (FEMININE_NOUNS, MASCULINE_NOUNS),
)
_PERSON_WORDS = FEMININE_WORDS | MASCULINE_WORDS
_PERSON_NOUNS = FEMININE_NOUNS | MASCULINE_NOUNS
_MOST_TALKERS = 3
_Found = tuple[int, str, bool]
"""Where a person is named, the name in capitals, and whether it is only a noun."""


def sex_of(name: str) -> Sex:
    """What a name says of its bearer, by title, noun or first name.

    >>> sex_of("OLD MAN"), sex_of("ANNA"), sex_of("ZORG")
    (<Sex.MALE: 'he'>, <Sex.FEMALE: 'she'>, <Sex.UNKNOWN: ''>)
    """
    words = name.lower().replace(".", "").split()
    for feminine, masculine in _FEMININE_AND_MASCULINE:
        found = next((word for word in words if word in feminine or word in masculine), "")
        if found:
            return Sex.FEMALE if found in feminine else Sex.MALE
    return Sex.UNKNOWN


def _sex_of_cyrillic(name: str) -> Sex:
    """By the letter that a Russian or Ukrainian first name ends in."""
    if not re.fullmatch(r"[А-ЯІЇЄҐЁ'’]{3,20}", name):
        return Sex.UNKNOWN
    if name.endswith(("А", "Я")) and name not in _MASCULINE_IN_A:
        return Sex.FEMALE
    return Sex.UNKNOWN if name[-1] in "ОЕИІЬУЮ" else Sex.MALE


def cyrillic_names(paragraphs: Iterable[str]) -> frozenset[str]:
    """The names in a Russian or Ukrainian story, in capitals.

    A name begins a sentence and stands with a capital inside another one too, in any case of its declension.
    """
    begun: set[str] = set()
    inside: set[str] = set()
    for text in paragraphs:
        begun.update(_CYRILLIC_FIRST.findall(text))
        for name in _CYRILLIC_CAPITAL.findall(text):
            inside.update(name[:length] for length in range(3, len(name) + 1))
    return frozenset(name.upper() for name in begun if _stem(name) in inside or name in inside)


def _stem(name: str) -> str:
    """A name without its last letter, which changes with the case."""
    return name[: max(3, len(name) - 1)]


class Company:
    """Who is there in a story, the one named last at the end, who spoke last, and who speaks with whom."""

    def __init__(self, common: Collection[str] = ()) -> None:
        """common: words that the story also writes small, which are not names."""
        self._common = common
        self._there: dict[str, Sex] = {}
        self._before: dict[str, Sex] = {}
        self._unnamed: set[str] = set()
        self._expected: set[str] = set()
        self._hints: dict[str, int] = {}
        self._sexes: Mapping[str, Sex] = {}
        self._spoke: list[str] = []
        self.last_speaker = ""
        self.unfinished = False
        """Whether the last paragraph ended inside a speech, which goes on in the next."""

    def part(self) -> None:
        """Begin another scene: those of the one before are meant only if none of the new ones fits."""
        self._before = {**self._before, **self._there}
        self._there = {}
        self._spoke = []
        self.last_speaker = ""
        self.unfinished = False

    def read(self, narrated: str) -> None:
        """Note who is named outside quotes; of one sentence's people the first named is who it is about."""
        for sentence in sentences(narrated):
            self._note_people_in(sentence)
            self._note_names_of_nouns_in(sentence)

    def _note_people_in(self, sentence: str) -> None:
        for name, unnamed in reversed(self._people_in(sentence)):
            self._come(name, unnamed)

    def _note_names_of_nouns_in(self, sentence: str) -> None:
        for match in _NOUN_AND_NAME.finditer(sentence):
            self._take_name_for_noun(match.group(1).lower(), match.group(2).upper())

    def _take_name_for_noun(self, noun: str, name: str) -> None:
        """Note a name that stands behind its noun, which names the same person: 'робот Вася'."""
        if noun in _PERSON_NOUNS:
            self._there.pop(noun.upper(), None)
            self._come(name, False, Sex.FEMALE if noun in FEMININE_NOUNS else Sex.MALE)

    def expect(self, names: Iterable[str], sexes: Mapping[str, Sex] | None = None) -> None:
        """Take these words, in capitals, for names of people. sexes: those that the whole story shows."""
        self._expected.update(names)
        self._sexes = sexes or self._sexes

    def hint(self, name: str, sex: Sex) -> None:
        """Note that a sentence about a person has 'her' in it and no 'his', or the other way round."""
        self._hints[name] = self._hints.get(name, 0) + (1 if sex is Sex.FEMALE else -1)

    @property
    def sexes(self) -> Mapping[str, Sex]:
        """The sex of each person of whom more sentences hint at one than at the other."""
        return {name: _hinted_sex(hints) for name, hints in self._hints.items() if hints}

    def meet(self, name: str) -> None:
        """Note that a person of that name is there."""
        self._come(name, name in self._unnamed)

    @property
    def everybody(self) -> frozenset[str]:
        """Names of all who were mentioned or spoke."""
        return frozenset((*self._there, *self._before))

    def speaker(self, tag: Tag) -> str:
        """Whose speech a tag says it is; '' if no person fits."""
        name = self._meant_by(tag.sex) if tag.pronoun else cue_name(tag.who)
        if name:
            self._come(name, name in self._unnamed, tag.sex)
            self.speaks(name)
        return name

    def speaks(self, name: str) -> None:
        """Note that a person speaks."""
        self.last_speaker = name
        self._spoke = [*(one for one in self._spoke if one != name), name][-_MOST_TALKERS:]

    def knows(self, name: str) -> bool:
        """Whether a person of that name was mentioned or spoke, or is expected."""
        return name in self._there or name in self._before or name in self._expected

    def may_be(self, found: Tag) -> bool:
        """Whether words that begin a sentence can be a person's name, or are a noun for a person."""
        if found.pronoun or self.is_name_of_person(cue_name(found.who)):
            return True
        return not self._is_common_word(found)

    def is_name_of_person(self, name: str) -> bool:
        """Whether a name is known, or tells whether it is a man's or a woman's."""
        return self.knows(name) or sex_of(name) is not Sex.UNKNOWN

    def _is_common_word(self, found: Tag) -> bool:
        return found.is_name and found.who.split()[0].lower() in self._common

    def may_mean(self, tag: Tag, name: str) -> bool:
        """Whether the pronoun of a tag can be said of a person."""
        return tag.pronoun and self._sex(name) in (Sex.UNKNOWN, tag.sex)

    def other(self) -> str:
        """Who answers: the other of two who speak with each other; '' if they are not two."""
        others = [name for name in dict.fromkeys([*self._spoke, *self._there]) if name != self.last_speaker]
        spoke = [name for name in self._spoke if name != self.last_speaker]
        if not self.last_speaker or len(spoke) > 1:
            return ""
        if spoke:
            return spoke[0]
        return others[0] if len(others) == 1 else ""

    def _sex(self, name: str) -> Sex:
        return self._there.get(name) or self._before.get(name) or sex_of(name) or self._guessed(name)

    def _guessed(self, name: str) -> Sex:
        return self._sexes.get(name) or _sex_of_cyrillic(name)

    def _come(self, name: str, unnamed: bool, sex: Sex = Sex.UNKNOWN) -> None:
        known = self._there.get(name) or self._before.get(name) or sex_of(name) or sex
        self._there.pop(name, None)
        self._there[name] = known or sex
        (self._unnamed.add if unnamed else self._unnamed.discard)(name)

    def _meant_by(self, sex: Sex) -> str:
        """The person of that sex who was named last; '' if there is none.

        Those of this scene come before those of earlier ones, those with names before others, and another
        person before the last speaker.
        """
        for company in (self._there, self._before):
            for wanted in (sex, Sex.UNKNOWN):
                fitting = [
                    name for name, known in company.items() if (known or self._guessed(name)) is wanted
                ]
                if fitting:
                    return self._likeliest(fitting)
        return ""

    def _likeliest(self, fitting: Sequence[str]) -> str:
        others = [name for name in fitting if name != self.last_speaker]
        named = [name for name in others if name not in self._unnamed]
        if named:
            return named[-1]
        return self.last_speaker if self.last_speaker in fitting else others[-1]

    def _people_in(self, sentence: str) -> Sequence[tuple[str, bool]]:
        """Names in a sentence in order, and whether each is only a noun: 'the old man'."""
        found = [
            *self._capitalised_in(sentence),
            *_cyrillic_names_in(sentence),
            *_nouns_in(sentence),
            *self._roles_in(sentence),
        ]
        return [(name, unnamed) for _, name, unnamed in sorted(found)]

    def _capitalised_in(self, sentence: str) -> Iterator[_Found]:
        for match in _CAPITALISED.finditer(sentence):
            name = match.group()
            is_noun = not name[0].isupper() or name.split()[-1].lower() in _PERSON_WORDS
            if not is_noun and self._is_person(name):
                yield match.start(), name.upper(), False

    def _is_person(self, name: str) -> bool:
        if _TITLED.match(name) or sex_of(name) is not Sex.UNKNOWN:
            return True
        return self._is_known_by_name(name.upper())

    def _is_known_by_name(self, name: str) -> bool:
        return self.knows(name) and name not in self._unnamed

    def _roles_in(self, sentence: str) -> Iterator[_Found]:
        """'the old man', 'a nurse'."""
        for match in _ROLE.finditer(sentence):
            role = f"{match.group(1)} {match.group(2)}".strip().upper()
            if match.group(2) in _PERSON_WORDS or role in self._expected:
                yield match.start(), role, True


def _cyrillic_names_in(sentence: str) -> Iterator[_Found]:
    for match in _CYRILLIC_NAME.finditer(sentence):
        yield match.start(), match.group().upper(), False


def _nouns_in(sentence: str) -> Iterator[_Found]:
    """Nouns for people in languages other than English."""
    for match in _NOUN_ABROAD.finditer(sentence):
        if match.group().lower() in _PERSON_NOUNS:
            yield match.start(), match.group().upper(), True


def _hinted_sex(hints: int) -> Sex:
    return Sex.FEMALE if hints > 0 else Sex.MALE
