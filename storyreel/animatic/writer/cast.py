"""Finds the people of a film: who speaks, who is introduced, by which names they are called, how they present."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from storyreel.animatic.writer.sentences import sentences
from storyreel.animatic.writer.words.names import FEMININE_NAMES, FEMININE_WORDS, GROUPS, MASCULINE_NAMES, MASCULINE_WORDS, NOT_NAMES
from storyreel.film.cast import Presentation
from storyreel.film.drafts import BriefElement
from storyreel.film.screenplay import Element, ElementKind

_INTRODUCED = re.compile(
    r"(?<![\w'’])([A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]*){0,3})(?:,? ?\(([^()\n]{1,160})\)|, (?=(?:\d|early|mid|late|an? |in (?:his|her|their) )))"
)
_VOICE_OF = re.compile(r"^(.+?)['’]S? (?:VOICE|RADIO VOICE|THOUGHTS|GHOST VOICE)$")
HEARD_ONLY = re.compile(
    r"\bV\.? ?O\b|VOICE|NARRAT|PRE-?LAP|THOUGHT|\bO\.? ?[SC]\b|\bOFF\b|FILTERED|RADIO|INTERCOM|LOUDSPEAKER|(?:ON|OVER) (?:THE )?(?:PHONE|TV|TAPE|SPEAKER)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|&|/|\+|\bAND\b)\s*")
_NARRATORS = {"NARRATOR", "NARRATION", "VOICE OVER", "VOICEOVER", "VOICE-OVER", "STORYTELLER"}
_HER = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_HIM = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)


@dataclass
class Person:
    """Someone of the film, as gathered while reading."""

    name: str
    description: str = ""
    first_element: int = 0
    speaks: bool = False
    seen: bool = False
    pronouns: Counter[str] = field(default_factory=Counter)


def plain_name(cue: str) -> str:
    """The name in a cue, without a voice's or an article's words: "MARA'S VOICE" and 'THE CAPTAIN' are MARA and CAPTAIN.

    >>> plain_name("Mara’s voice"), plain_name("THE CAPTAIN"), plain_name("CAPTAIN #2")
    ('MARA', 'CAPTAIN', 'CAPTAIN #2')
    """
    name = re.sub(r"\s+", " ", cue).strip().upper()
    voice = _VOICE_OF.match(name)
    name = re.sub(r"^(?:THE|AN?) (?=\S)", "", voice.group(1) if voice else name)
    return "NARRATOR" if name in _NARRATORS else name or "SOMEONE"


def name_pattern(names: Sequence[str], any_case: bool) -> re.Pattern[str]:
    """Finds names in action. Of somebody only ever heard, in capitals or as a name: 'RADIO' speaks, 'the radio' is a thing.

    >>> bool(name_pattern(("RADIO",), any_case=False).search("by the radio"))
    False
    """
    if any_case:
        return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)", re.IGNORECASE)
    written = [form for name in names for form in (name, name.title())]
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(form) for form in written) + r")(?!\w)")


def speakers_of(cue: str, known: Sequence[str]) -> tuple[str, ...]:
    """The plain names a cue stands for: 'MARA AND TOM' are two when both are known, else the cue is one speaker.

    >>> speakers_of("MARA & TOM", ("MARA", "TOM")), speakers_of("SALT AND CO", ())
    (('MARA', 'TOM'), ('SALT AND CO',))
    """
    parts = [plain_name(part) for part in _JOINED.split(cue.upper()) if part.strip()]
    if len(parts) > 1 and all(part in known for part in parts):
        return tuple(dict.fromkeys(parts))
    return (plain_name(cue),)


def find_people(elements: Sequence[Element]) -> list[Person]:
    """Everyone who speaks or is introduced in capitals with a description, in order of appearance."""
    people: dict[str, Person] = {}
    single_cues = {plain_name(e.text) for e in elements if e.kind is ElementKind.CHARACTER and not _JOINED.search(e.text.upper())}
    for index, element in enumerate(elements):
        if element.kind is ElementKind.CHARACTER:
            for name in speakers_of(element.text, tuple(single_cues)):
                person = people.setdefault(name, Person(name, first_element=index))
                person.speaks = True
                person.seen = person.seen or is_seen_speaking(element)
        elif element.kind is ElementKind.ACTION:
            _note_introductions(element.text, index, people, single_cues)
    _describe(elements, people)
    return sorted(people.values(), key=lambda person: person.first_element)


def is_seen_speaking(cue: Element | BriefElement) -> bool:
    """Whether a cue has its speaker in the picture."""
    return not HEARD_ONLY.search(" / ".join(cue.extensions)) and not _VOICE_OF.match(cue.text.upper())


def _note_introductions(text: str, index: int, people: dict[str, Person], speakers: set[str]) -> None:
    for match in _INTRODUCED.finditer(text):
        name = plain_name(match.group(1).strip(" .'’"))
        if name not in speakers and (name.lower() in NOT_NAMES or name.split()[0].lower() in NOT_NAMES or len(name) < 2):
            continue
        if name not in people and (name in speakers or match.group(2)):
            people[name] = Person(name, first_element=index)
        if name in people:
            people[name].seen = True


def _describe(elements: Sequence[Element], people: dict[str, Person]) -> None:
    """Give each person the sentences of their first appearance in the action, and count the pronouns that stand near."""
    patterns = {name: name_pattern((name,), any_case=person.seen) for name, person in people.items()}
    for index, element in enumerate(elements):
        if element.kind not in (ElementKind.ACTION, ElementKind.NARRATION):
            continue
        upper = element.text.upper()
        named = [name for name in people if name in upper and patterns[name].search(element.text)]
        for name in named:
            person = people[name]
            if not person.description:
                person.description = _first_words_on(patterns[name], element.text)
                person.first_element = min(person.first_element, index)
        for sentence_group in [element.text] if len(named) == 1 else sentences(element.text):
            alone = [name for name in named if patterns[name].search(sentence_group)]
            if len(alone) == 1:
                person = people[alone[0]]
                after = patterns[alone[0]].split(sentence_group, maxsplit=1)[-1]
                person.pronouns["feminine"] += len(_HER.findall(after))
                person.pronouns["masculine"] += len(_HIM.findall(after))


def _first_words_on(pattern: re.Pattern[str], text: str) -> str:
    """The sentence that names the person, and the next when it goes on about them."""
    parts = sentences(text)
    for index, sentence in enumerate(parts):
        if pattern.search(sentence):
            following = parts[index + 1] if index + 1 < len(parts) else ""
            goes_on = re.match(r"(?:He|She|They|His|Her|Their|A|An|In|With)\b", following)
            return f"{sentence} {following}" if goes_on and len(following) < 120 else sentence
    return ""


def presentation_of(person: Person) -> Presentation:
    """How a person presents: by the description's words, the name's words, the pronouns, then the first name."""
    own = _own_description(person)
    for words in (own, re.findall(r"[a-z'-]+", person.name.lower())):
        feminine, masculine = (sum(word in table for word in words) for table in (FEMININE_WORDS, MASCULINE_WORDS))
        if feminine != masculine:
            return Presentation.FEMININE if feminine > masculine else Presentation.MASCULINE
    if person.name in _NARRATORS or set(person.name.lower().split()) & GROUPS:
        return Presentation.NEUTRAL
    feminine, masculine = person.pronouns["feminine"], person.pronouns["masculine"]
    first_names = [word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", person.name.lower()) if word in FEMININE_NAMES or word in MASCULINE_NAMES]
    if first_names:
        by_name = Presentation.FEMININE if first_names[0] in FEMININE_NAMES else Presentation.MASCULINE
        against = masculine - feminine if by_name is Presentation.FEMININE else feminine - masculine
        if against < 2:
            return by_name
    if feminine != masculine:
        return Presentation.FEMININE if feminine > masculine else Presentation.MASCULINE
    return Presentation.NEUTRAL


def _own_description(person: Person) -> list[str]:
    """The words in the brackets after the name, else those of the noun phrase that follows it: not other people's."""
    match = re.search(rf"{re.escape(person.name)},? ?(?:\(([^()]*)\)|, ((?:an?|the|\d)[^,.;]*))", person.description, re.IGNORECASE)
    return re.findall(r"[a-z'-]+", (match.group(1) or match.group(2) or "").lower()) if match else []


def described_looks(person: Person) -> str:
    """The part of the description that speaks of looks: brackets first, then the sentence from the name on."""
    match = re.search(re.escape(person.name), person.description, re.IGNORECASE)
    return person.description[match.start() :] if match else person.description
