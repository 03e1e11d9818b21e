"""Says what each paragraph of a Final Draft file is: by its type, else by its look and its neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from storyreel.film.screenplay import Element, ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.cast_lists import looks_in
from storyreel.screenplays.cue_names import split_cue
from storyreel.screenplays.final_draft_paragraphs import Paragraph
from storyreel.screenplays.final_draft_types import kind_of_type, why_left_out
from storyreel.screenplays.spelling import plain_form
from storyreel.screenplays.vocabulary import vocabularies

_OMITTED = {
    "OMITTED",
    "OMIT",
    "SCENE OMITTED",
    "OMITTED SCENE",
    "ENTFÄLLT",
    "GESTRICHEN",
    "SUPPRIMÉE",
    "OMITIDA",
    "OMESSA",
    "OMESSO",
    "VERVALLEN",
}
_NOT_SHOWN_ENDING = re.compile(r"\bEND OF (?:ACT|SCENE|EPISODE|SCRIPT|TEASER)\b|CREDITS|TITLES")
_BRACKETED = re.compile(r"\s*[(（\[][^()（）]*[)）\]]\s*")
_LABEL = re.compile(r"([^:\"“„«\n]{2,60}?)\s*(?::|\s[-–—]\s|(?=[\"“„«]))")
_SPEECH = (ElementKind.PARENTHETICAL, ElementKind.DIALOGUE, ElementKind.LYRIC)
_NAME_OR_SPEECH = (ElementKind.CHARACTER, *_SPEECH)
_QUOTES = '"“”„«» '
_LONGEST_CUE = 60
_LONGEST_CENTRED = 120
_MOST_WARNINGS = 20


@dataclass
class FinalDraftReading:
    """The elements of a file, what is left out of them, and what was odd."""

    elements: list[Element] = field(default_factory=list[Element])
    ignored: list[Element] = field(default_factory=list[Element])
    warnings: list[str] = field(default_factory=list[str])

    def looks(self) -> tuple[tuple[str, str], ...]:
        """What the lists of characters say of people."""
        return looks_in(self._lines_of_cast())

    def _lines_of_cast(self) -> Iterator[str]:
        for element in self.ignored:
            if element.reason == "a list of the cast":
                yield from element.text.split("\n")


def elements_of(body: Sequence[Paragraph], title_page: Sequence[Paragraph] = ()) -> FinalDraftReading:
    """The elements of the paragraphs, in order.

    Each character of their text is in exactly one element, filmed or ignored.
    """
    reading = FinalDraftReading()
    for paragraph in title_page:
        _leave_out(reading, paragraph, "the title page")
    kinds = _kinds(body, reading.warnings)
    walk = _Walk(reading)
    for paragraph, kind in zip(body, kinds, strict=True):
        for run in paragraph.left_out():
            reading.ignored.append(
                _element(ElementKind.IGNORED, run.text.strip(), paragraph, reason=run.reason)
            )
        walk.take(paragraph, kind)
    return reading


def _kinds(body: Sequence[Paragraph], warnings: list[str]) -> list[ElementKind]:
    """What each paragraph is by its type.

    Types that no program is known to write are judged over all paragraphs that have them.
    """
    return _KindReader(body).kinds(warnings)


class _KindReader:
    """Finds what the paragraphs of a file are."""

    def __init__(self, body: Sequence[Paragraph]) -> None:
        self._body = body
        self._texts = [paragraph.visible() for paragraph in body]
        self._kinds: list[ElementKind | None] = []
        self._unknown: dict[str, list[int]] = defaultdict(list)
        """The indices of the paragraphs of each type that is not known."""

    def kinds(self, warnings: list[str]) -> list[ElementKind]:
        """The kind of each paragraph; a warning is added for each unknown type."""
        typed = self._has_typed_headings()
        self._kinds = [self._kind_of(index, typed) for index in range(len(self._body))]
        self._judge_by_looks()
        self._judge_by_speech()
        for name, places in list(self._unknown.items())[:_MOST_WARNINGS]:
            warnings.append(
                f"line {self._body[places[0]].first_line}: paragraphs of type {name!r} are of no known type;"
                f" they were read as {self._kinds[places[0]]}."
            )
        return [kind or ElementKind.ACTION for kind in self._kinds]

    def _has_typed_headings(self) -> bool:
        pairs = zip(self._body, self._texts, strict=True)
        return any(text and _is_typed_heading(one) for one, text in pairs)

    def _kind_of(self, index: int, typed: bool) -> ElementKind | None:
        """What a paragraph is by its type or its look. typed: headings of the file have their type."""
        name = self._body[index].type
        kind = kind_of_type(name) if name else None
        if kind is None or (kind is ElementKind.ACTION and not typed):
            kind = _by_its_look(self._texts[index], certain=bool(name)) or kind
        if kind is None and name and not why_left_out(name):
            self._unknown[name].append(index)
        return kind

    def _judge_by_looks(self) -> None:
        for places in self._unknown.values():
            texts = [self._texts[at] for at in places]
            kind = _kind_by_looks(texts, [_next_type(self._body, at) for at in places])
            for at in places:
                self._kinds[at] = kind

    def _judge_by_speech(self) -> None:
        """Take paragraphs that look like nothing certain for speech if most stand below speech or a name."""
        before = _before(self._texts)
        for places in self._unknown.values():
            if self._kinds[places[0]] is not None:
                continue
            spoken = sum(before[at] >= 0 and self._kinds[before[at]] in _NAME_OR_SPEECH for at in places)
            kind = ElementKind.DIALOGUE if spoken > len(places) * 0.6 else ElementKind.ACTION
            for at in places:
                self._kinds[at] = kind


def _is_typed_heading(paragraph: Paragraph) -> bool:
    return kind_of_type(paragraph.type) is ElementKind.HEADING


def _by_its_look(text: str, certain: bool) -> ElementKind | None:
    """What a text is, by only its look, in a paragraph without a type, or of one that holds anything."""
    if _is_heading(text):
        return ElementKind.HEADING
    if _is_transition(text):
        return ElementKind.TRANSITION
    return None if certain or not text else ElementKind.ACTION


def _kind_by_looks(texts: Sequence[str], next_types: Sequence[str]) -> ElementKind | None:
    """What paragraphs of one unknown type are, if most look alike.

    None if only what stands before them can tell.
    """
    shown = [(text, following) for text, following in zip(texts, next_types, strict=True) if text]
    if not shown:
        return ElementKind.ACTION
    half = len(shown) / 2
    if sum(bool(_BRACKETED.fullmatch(text)) for text, _ in shown) > half:
        return ElementKind.PARENTHETICAL
    if sum(_could_be_cue(text) and bool(following) for text, following in shown) > len(shown) * 0.8:
        return ElementKind.CHARACTER
    return None


def _could_be_cue(text: str) -> bool:
    if len(text) > 3 * _LONGEST_CUE or text[-1:] in ".!?…。！？" or _is_transition(text):
        return False
    name = split_cue(text, _cue_words())[0]
    if len(name) > _LONGEST_CUE or len(name.split()) > 6:
        return False
    return name == name.upper() and any(map(str.isalpha, name))


def _next_type(body: Sequence[Paragraph], at: int) -> str:
    """The type of the paragraph after one; '' if it is the same type."""
    return body[at + 1].type if at + 1 < len(body) and body[at + 1].type != body[at].type else ""


def _before(seen: Sequence[str]) -> list[int]:
    """For each paragraph the index of the last one before it that has text; -1 if there is none."""
    found: list[int] = []
    last = -1
    for index, text in enumerate(seen):
        found.append(last)
        last = index if text else last
    return found


class _Walk:
    """One walk over the paragraphs; it keeps who speaks."""

    def __init__(self, reading: FinalDraftReading) -> None:
        self._reading = reading
        self._speaks = False
        self._pair = 0
        self._labelled = False
        self._voices = 0

    def take(self, paragraph: Paragraph, kind: ElementKind) -> None:
        """Add the element of one paragraph."""
        text = paragraph.visible(capitals=kind not in _SPEECH)
        if not text:
            return
        if reason := self._why_left_out(paragraph, kind, text):
            self._ignore(paragraph, text, reason)
            return
        labelled, self._labelled = self._labelled, _is_label_alone(kind, text)
        if self._labelled:
            self._ignore(paragraph, text, "the label of a title")
            return
        if labelled and kind in (ElementKind.ACTION, ElementKind.DIALOGUE):  # 'SUPER:' stood alone above it
            kind, text = ElementKind.TITLE, text.strip(_QUOTES) or text
        if kind in (ElementKind.ACTION, ElementKind.CHARACTER):
            kind, text = self._told_apart(paragraph, kind, text)
        kind = self._spoken_or_action(paragraph, kind, text)
        self._add(paragraph, kind, text)
        self._speaks = kind is ElementKind.CHARACTER or (self._speaks and kind in _SPEECH)

    def _ignore(self, paragraph: Paragraph, text: str, reason: str) -> None:
        self._reading.ignored.append(_element(ElementKind.IGNORED, text, paragraph, reason=reason))

    def _spoken_or_action(self, paragraph: Paragraph, kind: ElementKind, text: str) -> ElementKind:
        """The kind of a paragraph; speech without a name above it is action."""
        if self._speaks or kind not in (ElementKind.DIALOGUE, ElementKind.PARENTHETICAL):
            return kind
        self._warn(_nameless_speech(paragraph, text))
        return ElementKind.ACTION

    def _add(self, paragraph: Paragraph, kind: ElementKind, text: str) -> None:
        if kind is ElementKind.CHARACTER:
            self._add_cue(paragraph, text)
            return
        if kind is ElementKind.PARENTHETICAL and _BRACKETED.fullmatch(text):
            text = text.strip()[1:-1].strip() or text
        number = paragraph.number if kind is ElementKind.HEADING else ""
        self._reading.elements.append(
            _element(kind, text, paragraph, number=number, level=1 if kind is ElementKind.SECTION else 0)
        )

    def _add_cue(self, paragraph: Paragraph, text: str) -> None:
        name, extensions = split_cue(text, _cue_words())
        self._voices = self._voices + 1 if paragraph.dual and paragraph.dual == self._pair else 1
        self._pair = paragraph.dual
        dual = bool(paragraph.dual) and self._voices == 2
        self._reading.elements.append(
            _element(ElementKind.CHARACTER, name or text, paragraph, extensions=extensions, dual=dual)
        )

    def _why_left_out(self, paragraph: Paragraph, kind: ElementKind, text: str) -> str:
        if reason := why_left_out(paragraph.type):
            return reason
        plain = plain_form(text).strip(" .:")
        if paragraph.stands_for_omitted or (kind is ElementKind.HEADING and plain in _OMITTED):
            return "an omitted scene"
        if _is_page_mark(text, bracketed_only=kind is ElementKind.DIALOGUE):
            return "a page mark"
        if kind is ElementKind.ACTION and plain in _words("endings") and _NOT_SHOWN_ENDING.search(plain):
            return "an end mark"
        return ""

    def _told_apart(self, paragraph: Paragraph, kind: ElementKind, text: str) -> tuple[ElementKind, str]:
        """What a paragraph of action or a cue without a name is by its words; its text without a label."""
        plain = plain_form(text).strip(" .:!")
        if _is_transition(text):
            return ElementKind.TRANSITION, text
        if plain in _words("endings"):
            return ElementKind.CENTERED, text
        if shown := _words_on_screen(text):
            self._ignore(paragraph, text[: text.index(shown)].strip(), "the label of a title")
            return ElementKind.TITLE, shown.strip(_QUOTES) or shown
        if kind is ElementKind.CHARACTER:
            return (ElementKind.ACTION if plain in _words("camera") else kind), text
        return (ElementKind.CENTERED if _is_centred(paragraph, text) else kind), text

    def _warn(self, words: str) -> None:
        if len(self._reading.warnings) < _MOST_WARNINGS:
            self._reading.warnings.append(words)


def _nameless_speech(paragraph: Paragraph, text: str) -> str:
    return (
        f"line {paragraph.first_line}: nobody is named above the speech {text[:40]!r}; it was read as action."
    )


def _leave_out(reading: FinalDraftReading, paragraph: Paragraph, reason: str) -> None:
    text = _whole_text(paragraph)
    if text:
        reading.ignored.append(_element(ElementKind.IGNORED, text, paragraph, reason=reason))


def _whole_text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs).strip()


def _element(
    kind: ElementKind,
    text: str,
    paragraph: Paragraph,
    reason: str = "",
    number: str = "",
    level: int = 0,
    extensions: tuple[str, ...] = (),
    dual: bool = False,
) -> Element:
    """An element of a paragraph."""
    source = LineSpan(first=paragraph.first_line, last=max(paragraph.first_line, paragraph.last_line))
    return Element(
        kind=kind,
        text=text,
        source=source,
        extensions=extensions,
        dual=dual,
        scene_number=number,
        level=level,
        reason=reason,
    )


def _is_heading(text: str) -> bool:
    """Whether a text begins as scene headings do in some language: 'INT. MILL', 'INNEN - TAG'.

    >>> _is_heading("INT. MILL - DAY"), _is_heading("Inside, a mill turns."), _is_heading("int. mill - day")
    (True, False, True)
    """
    plain = plain_form(text[:200])
    known = _heading_words().get(plain[:1], [])
    word = next((word for word in known if plain.startswith(word)), "")
    behind = plain[len(word) :]
    rest = behind.lstrip(" ")
    if not word or not rest:
        return False
    if rest[0] in "./:-" and any(map(str.isalnum, rest)) and (rest[0] != "-" or text[:200].isupper()):
        return True
    return behind[0] == " " and text.split("\n")[0].isupper()


def _is_centred(paragraph: Paragraph, text: str) -> bool:
    if paragraph.alignment != "center" or len(text) > _LONGEST_CENTRED:
        return False
    return not _is_heading(text)


def _is_label_alone(kind: ElementKind, text: str) -> bool:
    """Whether a paragraph only says that the next one is written on the picture."""
    if kind not in (ElementKind.ACTION, ElementKind.CHARACTER) or not text.endswith(":"):
        return False
    return _is_label(text)


def _words_on_screen(text: str) -> str:
    """What a line such as 'SUPER: TEN YEARS LATER' writes on the picture; '' if it writes nothing.

    >>> _words_on_screen("Title card: Spring"), _words_on_screen("SUPER “1940”")
    ('Spring', '“1940”')
    >>> _words_on_screen("SUPER COP: Freeze!")
    ''
    """
    label = _LABEL.match(text)
    words = text[label.end() :].strip() if label else ""
    return words if label and words and _is_label(label.group(1)) else ""


def _is_label(text: str) -> bool:
    """Whether a text says that what follows is written on the picture."""
    bare = re.sub(r"[-–—(\[].*", "", text)
    return _is_on_screen(text) or _is_on_screen(bare)


def _is_on_screen(words: str) -> bool:
    return plain_form(words).strip(" .:") in _words("on_screen")


def _is_transition(text: str) -> bool:
    if len(text) > _LONGEST_CUE:
        return False
    plain = _without_end(text)
    return plain in _words("transitions") or (plain.endswith(" TO") and _is_label_in_capitals(text))


def _without_end(text: str) -> str:
    return plain_form(text[:100]).strip(" .:…")


def _is_label_in_capitals(text: str) -> bool:
    return text.rstrip().endswith(":") and text.isupper()


def _is_page_mark(text: str, bracketed_only: bool) -> bool:
    bare = text.strip()
    bracketed = bare[:1] in "(（[" and bare[-1:] in ")）].:"
    plain = re.sub(r"[\s.:()（）\[\]\d]+", " ", plain_form(bare)).strip()
    if plain in _words("more"):
        return bracketed or not bracketed_only
    return not bracketed_only and bool(re.fullmatch(r"[-–—\s]*\d{1,4}\s*\.?[-–—\s]*", bare))


@cache
def _words(field_name: str) -> frozenset[str]:
    return frozenset(
        plain_form(word).strip(" .:")
        for language in vocabularies()
        for word in getattr(language.marks, field_name)
    )


@cache
def _heading_words() -> dict[str, list[str]]:
    """Words of headings by their first letters, the longest first."""
    words = {
        plain_form(word).strip(" .")
        for one in vocabularies()
        for word in (*one.heading.both, *one.heading.interior, *one.heading.exterior)
    }
    by_letter: dict[str, list[str]] = {}
    for word in sorted(filter(None, words), key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(word)
    return by_letter


@cache
def _cue_words() -> tuple:
    return tuple(language.cue for language in vocabularies())
