"""Finds the people of a film: who speaks, who is introduced, by which names they are called, how they present."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from storyreel.film.cast import Presentation
from storyreel.film.drafts import BriefElement
from storyreel.film.screenplay import Element, ElementKind
from storyreel.planning.described_people import DescribedPerson, people_described
from storyreel.planning.introductions import OwnWords, own_words
from storyreel.planning.names import (
    Name,
    name_parts,
    name_pattern,
    one_persons_names,
    upper_case_letters,
    ways_to_refer,
    whole_word,
    words_borne,
    words_of_office,
)
from storyreel.planning.words.names import GROUPS, NOT_NAMES
from storyreel.planning.words.people import (
    FEMININE_ABROAD,
    FEMININE_ENDINGS,
    FEMININE_LETTERS,
    MASCULINE_ABROAD,
    MASCULINE_ENDINGS,
    MASCULINE_IN_A,
)
from storyreel.planning.words.titles import ORDINARY_WORDS, ROLES
from storyreel.screenplays.cue_names import is_off_screen, is_voice_over, names_device
from storyreel.screenplays.first_names import FEMININE_NAMES, FEMININE_WORDS, MASCULINE_NAMES, MASCULINE_WORDS
from storyreel.screenplays.people_words import AGES_ABROAD
from storyreel.screenplays.sentences import sentences
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import Vocabulary, vocabularies, vocabulary

_UPPER = upper_case_letters()
_CAPITALS = (
    rf"[{_UPPER}][{_UPPER}.'’‐‑\-]+(?:[ \xa0](?:[{_UPPER}][{_UPPER}.'’‐‑\-]*|[\"“«][{_UPPER}]+[\"”»])){{0,3}}"
)
_INTRODUCED = re.compile(
    rf"(?<![\w'’])({_CAPITALS})(?:,? ?[(（]([^()（）\n]{{1,160}})[)）]|, (?=(?:\d|early|mid|late|an? |in"
    r" (?:his|her|their) ))|(?=[ ,.;:]))"
)
INTO_DEVICE = re.compile(r"(?:in)?to\b", re.IGNORECASE)
"""'INTO INTERCOM': the speaker is here, and the device only listens."""
HEARD_ONLY = re.compile(
    r"\bV\.? ?O\b|VOICE|NARRAT|PRE-?LAP|THOUGHT|\bO\.?"
    r" ?[SC]\b|\bOFF\b|FILTERED|RADIO|INTERCOM|LOUDSPEAKER|(?:ON|OVER) (?:THE )?(?:PHONE|TV|TAPE|SPEAKER)",
    re.IGNORECASE,
)
_NARRATORS = {"NARRATOR", "NARRATION", "VOICE OVER", "VOICEOVER", "VOICE-OVER", "STORYTELLER"}
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_HER = ("she", "her", "hers", "herself")
_HIM = ("he", "him", "his", "himself")


@dataclass
class Person:
    """Someone of the film, as gathered while reading.

    `names` are other names by which the script introduces or cues them.
    """

    name: str
    names: tuple[str, ...] = ()
    description: str = ""
    first_element: int = 0
    speaks: bool = False
    seen: bool = False
    introduced: bool = False
    """With a description in brackets."""
    heard_only: bool = False
    """A radio, a voice of nobody: never drawn."""
    pronouns: Counter[str] = field(default_factory=Counter)
    years: int = 0
    """As a story says, 0 where it does not."""
    told_looks: str = ""
    """What a story says of their looks in other sentences than the description's."""
    told_by: tuple[str, ...] = ()
    neighbours: tuple[Person, ...] = field(default=(), repr=False)


def _plain_name(cue: str) -> str:
    """The name in a cue, without a voice's or an article's words: "MARA'S VOICE" and 'THE CAPTAIN' are MARA and CAPTAIN.

    >>> _plain_name("Mara’s voice"), _plain_name("THE CAPTAIN"), _plain_name("CAPTAIN #2")
    ('MARA', 'CAPTAIN', 'CAPTAIN #2')
    """
    name = plain_form(cue)
    voice = _voice_of().match(name)
    name = re.sub(r"^(?:THE|AN?) (?=\S)", "", voice.group(1) if voice else name)
    return "NARRATOR" if name in _NARRATORS else name or "SOMEONE"


@cache
def _voice_of() -> re.Pattern[str]:
    """A cue that says whose voice it is, in English."""
    words = "|".join(
        re.escape(plain_form(word)) for word in sorted(vocabularies()[0].cue.voice_of, key=len, reverse=True)
    )
    return re.compile(rf"^(.+?)'S? (?:{words})$")


def speakers_of(cue: str, known: Collection[str]) -> tuple[str, ...]:
    """The plain names a cue stands for: 'MARA AND TOM' are two when both are known, else the cue is one speaker.

    >>> speakers_of("MARA & TOM", ("MARA", "TOM")), speakers_of("SALT AND CO", ())
    (('MARA', 'TOM'), ('SALT AND CO',))
    """
    parts = _parts(cue)
    if len(parts) > 1 and all(part in known for part in parts):
        return tuple(dict.fromkeys(parts))
    return (_plain_name(cue),)


def _parts(cue: str) -> list[str]:
    return [_plain_name(part) for part in _joined().split(plain_form(cue)) if part.strip()]


@cache
def _joined() -> re.Pattern[str]:
    """What stands between the names of two who speak together.

    In scripts without spaces it stands there without them, too.
    """
    words = {plain_form(word) for language in vocabularies() for word in language.joined if word.isalpha()}
    unparted = "".join(sorted(word for word in words if len(word) == 1 and word >= "\u2e80"))
    return re.compile(
        rf"\s*(?:[,，、・&/+{unparted}]|(?<!\w)(?:{'|'.join(sorted(map(re.escape, words)))})(?!\w))\s*"
    )


def find_people(
    elements: Sequence[Element],
    known: Collection[str] = (),
    language: str = "en",
    looks: Sequence[tuple[str, str]] = (),
    named: Sequence[str] = ("named", "called"),
) -> list[Person]:
    """Everyone who speaks, is introduced in capitals with a description, or acts in a story's narration, in order of appearance.

    Who is introduced as 'SHERIFF COLE' and speaks as 'COLE' is one person, named as the film knows them
    already (`known`), else by the cue.
    language: whose words for radios, montages and endings are nobody's name, beside the English ones.
    looks: names and descriptions of a list of characters, which say how somebody looks who is in the film.
    """
    words = _words_of(language)
    written = {text: name for text, name in _names_written(elements).items() if not _is_nobody(name, words)}
    told = people_described(elements, named)
    _write_down(told, written)
    groups, shared = one_persons_names(list(written.values()))
    groups, shared = _put_together(groups, shared, [person.names for person in told])
    called = {person.names[0] for person in told}
    people = [
        _person(group, known, called)
        for group in groups
        if any(name.cues or name.introduced for name in group)
    ]
    people = [
        person
        for person in people
        if person.name not in shared
        or not _always_another(person.name, elements, [groups[at] for at in shared[person.name]])
    ]
    _name_narrators(people, words)
    _describe(elements, people, written, words)
    _add_looks(people, looks)
    tellings = {name: one for one in told for name in one.names}
    for person in people:
        names = [written[name] for name in (person.name, *person.names) if name in written]
        telling = next((tellings[name.text] for name in names if name.text in tellings), None)
        if telling is not None:
            person.years = telling.years
            person.told_looks = "; ".join(looks for looks in telling.looks if looks not in person.description)
        person.heard_only = person.heard_only or (
            all(_is_heard_only(name.text, words) for name in names) and not any(name.age for name in names)
        )
    return sorted(people, key=lambda person: person.first_element)


def _name_narrators(people: Sequence[Person], words: Sequence[Vocabulary]) -> None:
    """Call the first whom the script calls narrator in its own language NARRATOR.

    Another one is heard, and is not in the picture.
    """
    titles = {
        _plain_name(word) for language in words for word in language.cue.narrator if language.code != "en"
    }
    taken = any(person.name == "NARRATOR" for person in people)
    for person in people:
        if person.name in titles and person.name != "NARRATOR" and not person.introduced:
            person.heard_only = True
            if not taken:
                person.names, person.name, taken = (person.name, *person.names), "NARRATOR", True


def _words_of(language: str) -> tuple[Vocabulary, ...]:
    """The words of English and of a script's language."""
    return tuple(one for one in vocabularies() if one.code in ("en", language))


def _is_heard_only(name: str, words: Sequence[Vocabulary]) -> bool:
    """Whether a name is a device's or a mere voice's."""
    return names_device(name, [one.cue for one in words])


def _is_nobody(name: Name, words: Sequence[Vocabulary]) -> bool:
    """Whether a name is a transition, an ending, a label or a field, and nobody is introduced by it.

    Offices and last names are left: somebody may be called DIRECTOR, or BLACK; and so is who speaks more than
    once: FIN.
    """
    plain = name.text.strip(" .:!…")
    if (
        plain not in _labels(tuple(one.code for one in words))
        or name.introduced
        or name.seen
        or name.cues > 1
    ):
        return False
    return not set(plain.lower().split()) <= ORDINARY_WORDS | ROLES


@lru_cache(maxsize=8)
def _labels(languages: tuple[str, ...]) -> frozenset[str]:
    """Words that stand alone on a line and are nobody, as plain names."""
    found: list[str] = []
    for one in map(vocabulary, languages):
        marks = one.marks
        found += [
            *marks.transitions,
            *marks.endings,
            *marks.on_screen,
            *marks.camera,
            *marks.visual,
            *marks.sound,
        ]
        found += [*one.fields.about, *one.fields.characters, *one.fields.synopsis, *one.fields.title]
    return frozenset(_plain_name(word).strip(" .:!…") for word in found)


def _add_looks(people: Sequence[Person], looks: Sequence[tuple[str, str]]) -> None:
    """Put what a list of characters says before what the script says where somebody appears."""
    borne = words_borne((person.name, *person.names) for person in people)
    called = [set(ways_to_refer(person.name, person.names, borne)) for person in people]
    for name, words in looks:
        plain = _plain_name(name)
        bearers = [at for at, names in enumerate(called) if plain in names] or [
            at
            for at, person in enumerate(people)
            if {*name_parts(person.name).core} <= {*name_parts(plain).core}
            and not name_parts(person.name).is_role
        ]
        if len(bearers) == 1:
            person = people[bearers[0]]
            said = re.sub(r"\s*[.!?]\s+", "; ", re.sub(r"[()]", " ", " ".join(words.split()))).strip(" .")
            person.description = f"{person.name} ({said}). {person.description}".strip()
            person.seen = True


def _names_written(elements: Sequence[Element]) -> dict[str, Name]:
    """Every name of a cue or an introduction, by its text."""
    single_cues = {
        _plain_name(e.text) for e in elements if e.kind is ElementKind.CHARACTER and len(_parts(e.text)) < 2
    }
    written: dict[str, Name] = {}
    scene = 0
    for index, element in enumerate(elements):
        scene += element.kind is ElementKind.HEADING
        if element.kind is ElementKind.CHARACTER:
            for text in speakers_of(element.text, tuple(single_cues)):
                name = written.setdefault(text, Name(text, index))
                name.cues += 1
                name.articled = name.articled or plain_form(element.text).startswith("THE ")
                name.on_screen = name.on_screen or is_seen_speaking(element)
                name.scenes.add(scene)
        elif element.kind is ElementKind.ACTION:
            _note_introductions(element.text, index, scene, written, single_cues)
    return written


def _note_introductions(
    text: str, index: int, scene: int, written: dict[str, Name], speakers: Collection[str]
) -> None:
    for match in _INTRODUCED.finditer(text):
        described = bool(match.group(2))
        for plain in speakers_of(match.group(1).strip(" .'’"), speakers):
            if plain not in speakers and (
                plain.lower() in NOT_NAMES or plain.split()[0].lower() in NOT_NAMES or len(plain) < 2
            ):
                continue
            told_of = described or match.group(0).endswith(", ")
            if not (told_of or plain in speakers or _is_titled_speaker(plain, speakers)):
                continue
            name = written.setdefault(plain, Name(plain, index))
            name.scenes.add(scene)
            name.seen = name.seen or told_of or plain not in speakers
            if described and not name.introduced:
                years = re.search(r"\d+", match.group(2))  # a digit of any script
                name.introduced, name.age, name.introduced_at = True, years.group(0) if years else "", index


def _is_titled_speaker(name: str, speakers: Collection[str]) -> bool:
    """Whether a name in capitals is a speaker's with a title before it, and not 'CAPTAIN GREY SALUTES'."""
    parts = name_parts(name)
    return bool(parts.titles) and " ".join(parts.core).upper() in speakers


def _write_down(told: Sequence[DescribedPerson], written: dict[str, Name]) -> None:
    """Add the names by which a story's narration calls people."""
    for person in told:
        for text in person.names:
            name = written.setdefault(text, Name(text, person.first))
            name.seen = True
        first = written[person.names[0]]
        first.first = min(first.first, person.first)
        if not first.introduced:
            first.introduced, first.introduced_at = True, person.first


def _put_together(
    groups: list[list[Name]], shared: Mapping[str, Sequence[int]], alike: Sequence[Sequence[str]]
) -> tuple[list[list[Name]], dict[str, list[int]]]:
    """The groups with those joined that a story says are one person: 'a girl' whose name is Nell."""
    at = {name.text: index for index, group in enumerate(groups) for name in group}
    goes_to = list(range(len(groups)))
    for names in alike:
        for other in names[1:]:
            first, second = goes_to[at[names[0]]], goes_to[at[other]]
            goes_to = (
                [first if index == second else index for index in goes_to] if first != second else goes_to
            )
    kept = list(dict.fromkeys(goes_to))
    joined: dict[int, list[Name]] = {one: [] for one in kept}
    for index, group in enumerate(groups):
        joined[goes_to[index]] += group
    places = {one: place for place, one in enumerate(kept)}
    return list(joined.values()), {
        text: sorted({places[goes_to[one]] for one in bearers}) for text, bearers in shared.items()
    }


def _person(group: Sequence[Name], known: Collection[str], called: Collection[str] = ()) -> Person:
    """The person of some names: called as the film knows them, else as a story names them, else as most cues do, else as introduced."""
    main = max(
        group,
        key=lambda name: (name.text in known, name.text in called, name.cues, name.introduced, -name.first),
    )
    return Person(
        main.text,
        names=tuple(name.text for name in group if name is not main),
        first_element=min(name.first for name in group if name.cues or name.introduced),
        speaks=any(name.cues for name in group),
        introduced=any(name.introduced for name in group),
        seen=any(name.on_screen or name.seen for name in group),
    )


def _always_another(short: str, elements: Sequence[Element], bearers: Sequence[Sequence[Name]]) -> bool:
    """Whether in each scene where somebody speaks as 'SMITH' exactly one of the film's Smiths is there."""
    patterns = [
        name_pattern(
            [name.text for name in group]
            + [word.upper() for name in group for word in name_parts(name.text).core[:-1]],
            any_case=True,
        )
        for group in bearers
    ]
    scenes: list[list[Element]] = [[]]
    for element in elements:
        if element.kind is ElementKind.HEADING:
            scenes.append([])
        scenes[-1].append(element)
    for scene in scenes:
        if any(e.kind is ElementKind.CHARACTER and _plain_name(e.text) == short for e in scene):
            named = " . ".join(e.text for e in scene if e.kind in (ElementKind.CHARACTER, ElementKind.ACTION))
            if sum(bool(pattern.search(named)) for pattern in patterns) != 1:
                return False
    return True


def is_seen_speaking(cue: Element | BriefElement) -> bool:
    """Whether a cue has its speaker in the picture."""
    said = [extension for extension in cue.extensions if not INTO_DEVICE.match(extension)]
    if HEARD_ONLY.search(" / ".join(said)) or _voice_of().match(plain_form(cue.text)):
        return False
    words = [language.cue for language in vocabularies()]
    return not is_voice_over(said, words) and not is_off_screen(said, words)


def _describe(
    elements: Sequence[Element],
    people: Sequence[Person],
    written: Mapping[str, Name],
    words: Sequence[Vocabulary],
) -> None:
    """Give each person the sentences of their introduction, else of their first appearance in the action, and count the pronouns that stand near."""
    _find_ways_to_tell(people)
    her, him = _pronouns(tuple(one.code for one in words))
    patterns = [name_pattern(person.told_by, any_case=person.seen) for person in people]
    introduced_at = [
        min(
            (written[n].introduced_at for n in (p.name, *p.names) if n in written and written[n].introduced),
            default=-1,
        )
        for p in people
    ]
    for index, element in enumerate(elements):
        if element.kind not in (ElementKind.ACTION, ElementKind.NARRATION):
            continue
        upper = plain_form(element.text)
        named = [
            at
            for at, person in enumerate(people)
            if any(name in upper for name in person.told_by) and patterns[at].search(element.text)
        ]
        for at in named:
            person = people[at]
            person.first_element = min(person.first_element, index)
            if introduced_at[at] == index or not (person.description or introduced_at[at] >= 0):
                person.description = _first_words_on(patterns[at], element.text)
                person.neighbours = tuple(people[other] for other in named if other != at)
        last: Person | None = None
        for sentence_group in [element.text] if len(named) == 1 else sentences(element.text):
            alone = [at for at in named if patterns[at].search(sentence_group)]
            after = (
                patterns[alone[0]].split(sentence_group, maxsplit=1)[-1]
                if len(alone) == 1
                else sentence_group
            )
            last = (
                people[alone[0]]
                if len(alone) == 1
                else None
                if alone or element.kind is ElementKind.ACTION
                else last
            )
            if last is not None:
                last.pronouns["feminine"] += len(her.findall(after))
                last.pronouns["masculine"] += len(him.findall(after))


@lru_cache(maxsize=8)
def _pronouns(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds words for her and for him."""
    prose = [vocabulary(code).prose for code in languages]
    her, him = (
        {*_HER, *(word for one in prose for word in one.she)},
        {
            *_HIM,
            *(word for one in prose for word in one.he),
        },
    )
    return _any_word(her - him), _any_word(him - her)


def _any_word(words: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(whole_word(word) for word in sorted(words)), re.IGNORECASE)


def _find_ways_to_tell(people: Sequence[Person]) -> None:
    """Give each person their names in full and the words of them that name nobody else.

    Offices alone are left out.
    """
    counts = words_borne((person.name, *person.names) for person in people)
    for person in people:
        full = {person.name, *person.names}
        person.told_by = tuple(
            name
            for name in ways_to_refer(person.name, person.names, counts)
            if name in full or not name_parts(name).is_role
        )


def _first_words_on(pattern: re.Pattern[str], text: str) -> str:
    """The sentence that names the person, and the next when it goes on about them."""
    parts = sentences(text)
    for index, sentence in enumerate(parts):
        if pattern.search(sentence):
            following = parts[index + 1] if index + 1 < len(parts) else ""
            goes_on = re.match(r"(?:He|She|They|His|Her|Their|Both|A|An|In|With)\b", following)
            return f"{sentence} {following}" if goes_on and len(following) < 120 else sentence
    return ""


def presentation_of(person: Person) -> Presentation:
    """How a person presents: by the description's words, the name's words, the pronouns, then the first name."""
    own = _own_description(person)
    names = " ".join((person.name, *person.names)).lower()
    for words in (own, _WORD.findall(names)):
        feminine, masculine = _told_by_words(
            words, abroad=words is own or not set(words) & (FEMININE_NAMES | MASCULINE_NAMES)
        )
        if feminine != masculine:
            return Presentation.FEMININE if feminine > masculine else Presentation.MASCULINE
    if person.name in _NARRATORS or set(person.name.lower().split()) & GROUPS:
        return Presentation.NEUTRAL
    feminine, masculine = person.pronouns["feminine"], person.pronouns["masculine"]
    first_names = [
        word
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", names)
        if word in FEMININE_NAMES or word in MASCULINE_NAMES
    ]
    if first_names:
        by_name = Presentation.FEMININE if first_names[0] in FEMININE_NAMES else Presentation.MASCULINE
        against = masculine - feminine if by_name is Presentation.FEMININE else feminine - masculine
        if against < 2:
            return by_name
    if feminine == masculine:
        feminine, masculine = _told_by_cyrillic_names(names)
    if feminine != masculine:
        return Presentation.FEMININE if feminine > masculine else Presentation.MASCULINE
    return Presentation.NEUTRAL


def _told_by_words(words: Sequence[str], abroad: bool) -> tuple[int, int]:
    """How many words speak of a woman, and how many of a man. abroad: in any language.

    AIMEE MANN is not a German man.
    """
    feminine = sum(
        word in FEMININE_WORDS or (abroad and word in FEMININE_ABROAD) or word.endswith(FEMININE_ENDINGS)
        for word in words
    )
    masculine = sum(
        word in MASCULINE_WORDS or (abroad and word in MASCULINE_ABROAD) or word.endswith(MASCULINE_ENDINGS)
        for word in words
    )
    return feminine, masculine


def _told_by_cyrillic_names(names: str) -> tuple[bool, bool]:
    """Whether first names in Cyrillic are a woman's, and whether they are a man's."""
    words = [word for word in _WORD.findall(names) if "\u0400" <= word[0] <= "\u04ff" and len(word) > 2]
    first = words[0] if words else ""
    in_a = first.endswith(FEMININE_LETTERS)
    return in_a and first not in MASCULINE_IN_A, bool(first) and (
        (not in_a and first[-1] not in "ьоеиы") or first in MASCULINE_IN_A
    )


def _own_description(person: Person) -> list[str]:
    """The words in the brackets after the name and those of the noun phrases around it: not other people's."""
    told = _told(person, {})
    match = re.match(
        r",? ?(\([^()]*\))?(?:, ((?:an?|the|his|her|their|[\w'’]+['’]s|\d)\b[^,.;]*))?", told.after
    )
    phrases = (told.before, *(match.groups() if match else ()))
    return _WORD.findall(" ".join(phrase for phrase in phrases if phrase).lower())


def described_looks(person: Person) -> str:
    """The part of the description that speaks of this person's looks, and of nobody else's."""
    told = _told(person, {one.name: presentation_of(one) for one in (person, *person.neighbours)})
    names = (person.name, *person.names)
    years = str(person.years) if person.years else ""
    return (
        f"{told.before} {words_of_office(names)} {years} {_ages_abroad(names)} {told.after}"
        f" {person.told_looks}".rstrip()
    )


def _ages_abroad(names: Sequence[str]) -> str:
    """What names in other languages than English say of somebody's age, in English: МАЛЬЧИК is a child."""
    words = {word for name in names for word in name.lower().split()}
    return " ".join(age for age, known in AGES_ABROAD.items() if words & known)


def _told(person: Person, kinds: Mapping[str, Presentation]) -> OwnWords:
    names = {one.name: one.told_by or (one.name, *one.names) for one in (*person.neighbours, person)}
    return own_words(person.description, person.name, names, kinds)
