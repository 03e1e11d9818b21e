"""Reads what stands before the film begins: title page, lists of characters, synopsis.

None of it is filmed; what is useful is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storyreel.film.storyboard import TitleCard
from storyreel.screenplays.draft import Draft
from storyreel.screenplays.headings import Strength
from storyreel.screenplays.lexicon import FIELDS, Label, Lexicon, folded
from storyreel.screenplays.look import Evidence, Look
from storyreel.screenplays.names_on_lines import is_capitals, is_caseless, is_title_case
from storyreel.screenplays.source import Line

_ENTRY = re.compile(r"([^\W\d_][\w ./'’-]{0,39}?)\s*(?::(?:\s+|$)|：\s*)(.*)", re.DOTALL)
_PERSON = re.compile(
    r"(?P<name>[^\s,:：–—(（|\-][^,:：–—(（|\n]{0,39}?)\s*(?:[(（](?P<age>[^()（）]{1,"
    r"160})[)）])?\s*(?:(?:\s[-–—]|[–—:：,，"
    r"])\s*(?P<description>.*))?",
    re.DOTALL,
)
_AND = re.compile(
    r"\s*(?:,\s*(?:and|und|et|y|e|en|i|и|та)\s+|,|;|&|/|、|，"
    r"|\s+and\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s+e\s+|\s+en\s+|\s+i\s+|\s+и\s+|\s+та\s+)\s*",
    re.IGNORECASE,
)
_TITLE_BY = re.compile(r"(\S.{1,60}?)\s+(?:by|von|par|por)\s+([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})")
_PERSON_ALONE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]* ){1,2}[^\W\d_a-z][\w'’-]+")
_DATED = re.compile(
    r"^\w+"
    r" draft$|(?:draft|rev(?:ised|ision)?|version|v)\b.*\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19"
    r"|20)\d\d|©|copyright|@\w+\.|\(\d{3}\)|\+\d",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(
    r"(?:an?|the|ein|eine|un|une|una)\s.{0,60}\b(?:play|film|movie|screenplay|script|drama|comedy"
    r"|tragedy|short|pilot|story|act|acts|part|parts|stück|komödie|pièce|obra|guion"
    r"|commedia)\b.{0,40}",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo|глава|розділ|rozdział|hoofdstuk)\b"
    r"|第.{1,4}[章回]|제\s?\d+\s?장",
    re.IGNORECASE,
)
_SMALL_WORDS = re.compile(r"\b(?:of|the|a|an|and|in|on|at|to|for|with|from|by)\b")
_BY = ("by", "von", "par", "por", "di", "de", "door", "przez", "da")
_KINDS = ("script", "short film", "film", "video script", "play", "drehbuch")
_LISTS = (Label.CHARACTERS, Label.SYNOPSIS)
_KEYS = FIELDS - set(_LISTS)
_KEYS_AFTER_BLANK = _KEYS - {Label.ABOUT}
_FIELDS_BEHIND_LIST = (*FIELDS, Label.LOCATION, Label.TIME, Label.CAMERA)
_NAMES = (Look.NAMED_SPEECH, Look.CUE)
_LISTED = (*_NAMES, Look.PLAIN, Look.TABLE)
_BEGINS_FILM = (*_NAMES, Look.PLAIN, Look.HEADING)
_TITLE_LOOKS = (*_NAMES, Look.PLAIN, Look.SECTION)
_ENDS_LIST = (Look.SECTION, Look.RULE, Look.LABEL, Look.TRANSITION, Look.HEADING)
_BEGINS_SCRIPT = (*_ENDS_LIST, Look.LABELLED)
_CENTRED = 15
"""Columns beyond which a line counts as centred."""
_LONGEST_ENTRY = 2000
_LONGEST_PERSON = 400
_LONGEST_CREDIT = 120
_ABOUT_THE_TEXT = (Label.ABOUT, Label.DATE, Label.CONTACT)
_LOOKS_OF_AUTHORS = (Look.PLAIN, Look.CUE, Look.NAMED_SPEECH)
_LONGEST_TITLE = 80
_MOST_FRONT_LINES = 400


@dataclass
class FrontMatter:
    """What was found: the title card's parts, people who were described, and which lines said so."""

    title: str = ""
    credit: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    contact: str = ""
    copyright: str = ""
    looks: list[tuple[str, str]] = field(default_factory=list)
    language: str = ""
    taken: set[int] = field(default_factory=set)
    """Indices of the lines that do not belong to the film."""

    def card(self, fallback_title: str) -> TitleCard:
        """The title card."""
        return TitleCard(
            title=self.title or fallback_title,
            credit=self.credit,
            authors=self.authors,
            source=self.source,
            contact=self.contact,
            copyright=self.copyright,
        )


def read_front_matter(
    lines: Sequence[Line], evidence: Sequence[Evidence], lexicon: Lexicon, draft: Draft, fountain: bool
) -> FrontMatter:
    """What stands before the first scene or speech.

    The draft ignores its lines, except those of the film's own first picture.
    """
    return _Reading(lines, evidence, lexicon, draft, fountain).read()


def _names_in(text: str) -> tuple[str, ...]:
    """The names in a list of people.

    >>> _names_in("Ada Lind & Per Ek"), _names_in("A. B., C. D. and E. F.")
    (('Ada Lind', 'Per Ek'), ('A. B.', 'C. D.', 'E. F.'))
    """
    return tuple(name.strip() for name in _AND.split(text) if name.strip())


class _Reading:
    """One walk over the lines before the film."""

    def __init__(
        self,
        lines: Sequence[Line],
        evidence: Sequence[Evidence],
        lexicon: Lexicon,
        draft: Draft,
        fountain: bool,
    ) -> None:
        self._lines, self._evidence, self._lexicon, self._draft = lines, evidence, lexicon, draft
        self._found = FrontMatter()
        self._entries: dict[Label, list[str]] = {}
        self._index = 0
        self._kept = 0
        self._fountain = fountain
        self._sections = sum(line.level == 1 for line in lines)

    def read(self) -> FrontMatter:
        self._index = self._next_filled(self._index)
        keyed = self._read_keys(self._first_of_film())
        end = self._film_begins()
        while self._index < end:
            if not self._read_block(end, keyed):
                if end == len(self._lines):
                    break  # only a story follows, so its text is not a title page
                self._kept += 1
                self._index += 1
        self._finish()
        return self._found

    # --- where the film begins

    def _film_begins(self) -> int:
        """Index of the first line that certainly belongs to the film.

        If there is none, the index of the first speech; if there is no speech either, the number of lines.
        """
        certain = self._first_of_film()
        return certain if certain < len(self._lines) else self._first_speech()

    def _first_speech(self) -> int:
        return next((index for index in self._front() if self._is_speech(index)), len(self._lines))

    def _first_of_film(self) -> int:
        return next((index for index in self._front() if self._is_film(index)), len(self._lines))

    def _front(self) -> range:
        return range(self._index, min(len(self._evidence), _MOST_FRONT_LINES))

    def _is_speech(self, index: int) -> bool:
        """Whether a person speaks on a line, and is not only named in a list of characters."""
        one = self._evidence[index]
        if index == 0 or one.look not in _NAMES or one.style in (".", "title"):
            return False
        above = index - 1
        while above >= 0 and self._may_be_listed(above):
            if self._evidence[above].look is Look.PLAIN and not self._lines[above].item:
                return True
            above -= 1
        return not self._is_list_of_people(above) or not self._is_in_list(above, index)

    def _may_be_listed(self, index: int) -> bool:
        return not self._lines[index].text or self._evidence[index].look in _LISTED

    def _is_list_of_people(self, index: int) -> bool:
        """Whether a list of characters begins on a line."""
        if index < 0:
            return False
        return self._lexicon.label(self._lines[index].text, (Label.CHARACTERS,)) is not None

    def _is_in_list(self, label: int, index: int) -> bool:
        """Whether a line belongs to the list whose label stands above it."""
        return bool(self._lines[index].item) or self._are_filled(range(label + 1, index))

    def _are_filled(self, indices: Iterable[int]) -> bool:
        return all(self._lines[index].text for index in indices)

    def _is_film(self, index: int) -> bool:
        line, one = self._lines[index], self._evidence[index]
        if one.heading:
            return self._is_heading_of_film(index, one.heading.strength)
        if one.look is Look.FORCED:
            return line.force not in "<=!"
        if one.look is Look.SECTION and one.label is None and line.level != 1:
            following = self._next_filled(index + 1)
            return following < len(self._evidence) and self._evidence[following].look in _BEGINS_FILM
        return one.look in (Look.TRANSITION, Look.FURNITURE)

    def _is_heading_of_film(self, index: int, strength: Strength) -> bool:
        if strength >= Strength.NUMBERED:
            return True
        return strength is Strength.LOOSE and self._is_blank(index - 1)

    # --- fields

    def _read_keys(self, end: int) -> bool:
        """Read Fountain's title page, if the first lines hold one; False if they do not.

        It has lines 'Key: value', values on indented lines below, and blank lines between.
        """
        first = self._entry(self._index) if self._index < end else None
        if first is None or first[0] not in _KEYS or self._lines[self._index].level:
            return False
        values: list[str] = []
        while self._index < len(self._lines):
            if not self._lines[self._index].text:
                following = self._next_key(end)
                if following is None:
                    break
                self._index = following
                continue
            entry = self._key()
            if self._index >= end or (entry and entry[0] in _LISTS):
                break
            values = self._read_key(entry, values)
            self._take(1)
        return True

    def _next_key(self, end: int) -> int | None:
        """Index of the next line with text, if it has a key of a title page."""
        following = self._next_filled(self._index)
        return following if following < end and self._has_key_after_blank(following) else None

    def _has_key_after_blank(self, index: int) -> bool:
        entry = self._entry(index)
        return entry is not None and entry[0] in _KEYS_AFTER_BLANK

    def _key(self) -> tuple[Label | None, str] | None:
        """The key and value of the line; None if it is indented, or has none."""
        return None if self._is_indented() else self._entry(self._index)

    def _is_indented(self) -> bool:
        return self._line.raw[:1] in " \t"

    @property
    def _line(self) -> Line:
        return self._lines[self._index]

    def _look_of(self, index: int) -> Look | None:
        """The look of the line at an index; None after the last line."""
        return self._evidence[index].look if index < len(self._lines) else None

    def _read_key(self, entry: tuple[Label | None, str] | None, values: list[str]) -> list[str]:
        """Keep a line's value. Returns the list to which the next lines belong."""
        text = self._lines[self._index].text
        if not entry:
            values.append(text)
            return values
        label, value = entry[0], entry[1].strip()
        values = self._entries.setdefault(label, []) if label else []
        if folded(text.partition(":")[0]) == "copyright":
            self._found.copyright = value
        if value:
            values.append(value)
        return values

    def _entry(self, index: int) -> tuple[Label | None, str] | None:
        """Label and value of a 'Key: value' line; the label is None for a key of no language."""
        line = self._lines[index]
        found = _ENTRY.fullmatch(line.text) if len(line.text) < _LONGEST_ENTRY else None
        if not found:
            return None
        return self._lexicon.label(found.group(1), FIELDS | {Label.ABOUT}), found.group(2)

    def _read_block(self, end: int, keyed: bool) -> bool:
        """Read what begins at the line; False if it belongs to the film."""
        line, one = self._lines[self._index], self._evidence[self._index]
        if one.look is Look.BLANK:
            self._index += 1
            return True
        if one.look is Look.TABLE and end == len(self._lines):
            return False
        if one.look in (Look.RULE, Look.TABLE) or (one.look is Look.FORCED and line.force == "="):
            return self._take(1)
        if self._is_title_with_kind(line, one):
            return self._read_title_block(end, keyed)
        label = self._label_of_block(line, one)
        if label is Label.CHARACTERS:
            return self._read_characters(end)
        if label is Label.SYNOPSIS or (one.look is Look.SECTION and label is not None):
            return self._read_synopsis(end)
        return self._read_entry(one) or self._read_title_block(end, keyed)

    def _is_title_with_kind(self, line: Line, one: Evidence) -> bool:
        """Whether a section is a title that names the kind of the text."""
        return _is_of_first_level(line, one) and _without_kind(line.text, self._lexicon) != line.text

    def _label_of_block(self, line: Line, one: Evidence) -> Label | None:
        listed = self._lexicon.label(line.text, _LISTS)
        labelled = one.look in (Look.LABEL, Look.LABELLED, Look.SECTION)
        label = listed or (one.label if labelled else None)
        if one.look is Look.SECTION and label is None:
            entry = self._entry(self._index)
            return entry[0] if entry else None
        return label

    def _read_entry(self, one: Evidence) -> bool:
        """Read a field of a title page, or pass over a field of a scene; False if the line is neither."""
        entry = self._entry(self._index)
        if entry and entry[0] is not None:
            return self._read_field(*entry)
        if one.look is Look.LABELLED and one.label in (Label.LOCATION, Label.TIME):
            return any(other.heading for other in self._evidence) and self._take(1)
        return False

    def _read_field(self, label: Label | None, value: str) -> bool:
        value = value.strip()
        if label and value:
            self._entries.setdefault(label, []).append(value)
        self._take(1)
        while label and not value and self._is_value_below():
            self._entries.setdefault(label, []).append(self._lines[self._index].text)
            self._take(1)
        return True

    def _is_value_below(self) -> bool:
        return self._look_of(self._index) in (Look.PLAIN, Look.CUE) and bool(self._line.text)

    # --- lists of characters, synopsis

    def _read_characters(self, end: int) -> bool:
        """Read a list of characters, to the next section, field or long paragraph."""
        entry = self._entry(self._index)
        for name in _names_in(entry[1] if entry and entry[0] is Label.CHARACTERS else ""):
            self._add_person(name)
        self._take(1)
        blanks, listed = 0, len(self._found.looks)
        while self._index < end:
            if self._evidence[self._index].look is Look.BLANK:
                blanks += len(self._found.looks) > listed  # those below the label belong to it
                self._index += 1
                continue
            if not self._is_in_characters(blanks):
                break
            blanks = 0
            self._take(1)
        return True

    def _is_in_characters(self, blanks: int) -> bool:
        """Whether the line belongs to a list of characters. A person whom it describes is kept."""
        line, one = self._lines[self._index], self._evidence[self._index]
        if one.look in _ENDS_LIST or (one.look is Look.LABELLED and one.label in _FIELDS_BEHIND_LIST):
            return False
        return self._read_person(line, one, blanks) or (line.raw[:1] in " \t" and not blanks)

    def _read_person(self, line: Line, one: Evidence, blanks: int) -> bool:
        """Whether a line of a list describes a person. Such a person is kept."""
        if one.look is Look.TABLE:
            self._read_row(line)
            return True
        found = _PERSON.fullmatch(line.text) if len(line.text) < _LONGEST_PERSON else None
        if not found or not _is_person(line, found, blanks):
            return False
        description = [part.strip() for part in found.group("age", "description") if part and part.strip()]
        self._add_person(found.group("name").strip(" ."), ", ".join(description))
        return True

    def _read_row(self, line: Line) -> None:
        """Keep the person in a row of a table."""
        name, *description = (cell.strip() for cell in line.text.strip("|").split("|"))
        if not description or not name or set(line.text) <= set("|-: "):
            return
        is_head = folded(name) in ("name", "role")
        if not is_head and self._lexicon.label(name, (Label.CHARACTERS,)) is None:
            self._add_person(name, " ".join(cell for cell in description if cell))

    def _add_person(self, name: str, description: str = "") -> None:
        if name.strip(" .:"):
            self._found.looks.append((name.strip(" .:").upper(), " ".join(description.split())))

    def _read_synopsis(self, end: int) -> bool:
        self._take(1)
        paragraphs = 0
        while self._index < end:
            if self._evidence[self._index].look is Look.BLANK:
                self._index += 1
                continue
            is_next = paragraphs > 0 and self._is_blank(self._index - 1) and end == len(self._lines)
            if is_next or self._ends_synopsis():
                break
            paragraphs += 1
            self._take(1)
        return True

    def _ends_synopsis(self) -> bool:
        return self._evidence[self._index].look in _ENDS_LIST or self._entry(self._index) is not None

    # --- titles without keys

    def _read_title_block(self, end: int, keyed: bool) -> bool:
        """Read a title on a line of its own, or the author below it; False if the line is the film's."""
        line, one = self._lines[self._index], self._evidence[self._index]
        has_title = bool(self._found.title or self._entries.get(Label.TITLE) or keyed)
        if not has_title and _CHAPTER.match(line.text):
            return False
        if not has_title and self._is_only_section(line, one):
            return self._read_title(_without_kind(line.text, self._lexicon))
        if not has_title and self._read_title_with_author(line, end):
            return True
        credit = self._credit(line.text)
        if credit is not None:
            return self._read_credit(credit)
        if has_title:
            return not keyed and self._read_below_title(line, one, end)
        may_be_title = one.look in _TITLE_LOOKS and self._may_be_title(line, one, end)
        return may_be_title and self._read_title(line.text)

    def _is_only_section(self, line: Line, one: Evidence) -> bool:
        """Whether a line is the only Markdown heading of the first level."""
        return _is_of_first_level(line, one) and self._sections == 1 and not self._fountain

    def _read_title_with_author(self, line: Line, end: int) -> bool:
        """Read 'The Well by Ann Lee'; False if the line is not of that form, or no film follows."""
        if self._kept or end >= len(self._lines) or not self._is_blank(self._index + 1):
            return False
        found = _TITLE_BY.fullmatch(line.text)
        if not found:
            return False
        self._found.authors = _names_in(found.group(2))
        return self._read_title(found.group(1))

    def _read_below_title(self, line: Line, one: Evidence, end: int) -> bool:
        """Read what stands below a title: an author, a date, a subtitle; False if it is something else."""
        if end < len(self._lines) and self._is_author_alone(line.text):
            self._found.authors = (line.text,)
            return self._take(1)
        return (self._is_about(line, one) or self._is_set_in(line)) and self._take(1)

    def _is_author_alone(self, text: str) -> bool:
        if self._found.authors or not self._is_blank(self._index + 1):
            return False
        return _is_person_alone(text)

    def _is_about(self, line: Line, one: Evidence) -> bool:
        """Whether a line gives a date, the kind of the text, or another fact about it."""
        return one.label in _ABOUT_THE_TEXT or _says_kind(line.text) or _is_dated(line.text)

    def _is_set_in(self, line: Line) -> bool:
        """Whether a short line is centred or at the right, as authors are."""
        return line.indent > _CENTRED and len(line.text) < 60 and not self._found.authors

    def _may_be_title(self, line: Line, one: Evidence, end: int) -> bool:
        """Whether the first line stands alone, as titles do, and the text after it confirms a title."""
        if self._kept or not _is_shaped_as_title(line.text):
            return False
        following = self._next_filled(self._index + 1)
        if following >= len(self._lines):
            return False
        if self._is_author_line(following, end):
            return True
        alone = self._is_blank(self._index + 1) and one.look is not Look.NAMED_SPEECH
        if not alone or not _is_in_title_letters(line.text):
            return False
        if following >= end or self._begins_script(following):
            return True
        return _is_heading_of_prose(line.text, self._lines[following].text)

    def _is_author_line(self, index: int, end: int) -> bool:
        """Whether a line says who wrote the text, or of what kind it is."""
        text = self._lines[index].text
        may_be_alone = index < end < len(self._lines)
        return self._says_author_or_kind(text) or (may_be_alone and _is_person_alone(text))

    def _says_author_or_kind(self, text: str) -> bool:
        return self._credit(text) is not None or _says_kind(text)

    def _begins_script(self, index: int) -> bool:
        return self._evidence[index].look in _BEGINS_SCRIPT or self._entry(index) is not None

    def _read_title(self, title: str) -> bool:
        self._found.title = title
        self._take(1)
        while self._goes_on_in_title():
            self._add_line_to_title()
        return True

    def _add_line_to_title(self) -> None:
        self._found.title += f" {self._line.text}"
        self._take(1)

    def _goes_on_in_title(self) -> bool:
        """Whether a title goes on over a second centred line."""
        is_cue = self._look_of(self._index) is Look.CUE
        return is_cue and _is_centred_capitals(self._line)

    def _credit(self, text: str) -> str | None:
        """The author in a line such as 'Written by A. B.'.

        '' if the name is on the next line, None if the line names no author.
        """
        if len(text) > _LONGEST_CREDIT:
            return None
        words = text.rstrip(":").split()
        for count in range(min(4, len(words)), 0, -1):
            head = " ".join(words[:count])
            if self._is_credit(head, text, alone=len(words) == 1):
                rest = " ".join(words[count:]).lstrip(":： ").strip()
                return rest if _may_begin_name(rest) else None
        return None

    def _is_credit(self, head: str, text: str, alone: bool) -> bool:
        """Whether the first words of a line say that an author follows. alone: the line has one word."""
        if not self._lexicon.label(head, (Label.AUTHOR,)):
            return False
        if alone and folded(head) != "by" and not text.endswith(":"):
            return False
        if ":" in text or "：" in text or is_caseless(head):
            return True
        return folded(head).split()[-1] in _BY

    def _read_credit(self, name: str) -> bool:
        self._found.credit = "" if name else self._lines[self._index].text
        self._take(1)
        following = self._next_filled(self._index)
        if not name and self._may_be_author(following):
            self._index = following
            name = self._lines[following].text
            self._take(1)
        self._found.authors = (*self._found.authors, *_names_in(name))
        return True

    def _may_be_author(self, index: int) -> bool:
        may_be = self._look_of(index) in _LOOKS_OF_AUTHORS
        return may_be and len(self._lines[index].text) < _LONGEST_TITLE

    # --- steps

    def _take(self, count: int) -> bool:
        """Mark the next lines as title page. Returns True, so that a reader can return it."""
        self._found.taken.update(range(self._index, self._index + count))
        self._index += count
        return True

    def _next_filled(self, index: int) -> int:
        while index < len(self._lines) and not self._lines[index].text:
            index += 1
        return index

    def _is_blank(self, index: int) -> bool:
        return not 0 <= index < len(self._lines) or not self._lines[index].text

    def _finish(self) -> None:
        found, entries = self._found, self._entries
        text = {label: " ".join(values) for label, values in entries.items()}
        found.title = text.get(Label.TITLE, "") or found.title
        found.credit = text.get(Label.CREDIT, "") or found.credit
        authors = [name for value in entries.get(Label.AUTHOR, ()) for name in _names_in(value)]
        found.authors = tuple(authors) or found.authors
        found.source = text.get(Label.SOURCE, "")
        found.contact = text.get(Label.CONTACT, "")
        found.language = text.get(Label.LANGUAGE, "")
        self._ignore_taken()

    def _ignore_taken(self) -> None:
        """Ignore the taken lines in the draft; neighbours, apart from blank lines, are ignored together."""
        run: list[int] = []
        for index in sorted(self._found.taken):
            if run and any(self._lines[between].text for between in range(run[-1] + 1, index)):
                self._ignore(run)
                run = []
            run.append(index)
        self._ignore(run)

    def _ignore(self, indices: Sequence[int]) -> None:
        self._draft.ignore([self._lines[at] for at in indices], "the title page and what stands with it")


def _is_person(line: Line, found: re.Match[str], blanks: int) -> bool:
    """Whether a line of a list names a person. blanks: the blank lines above it in the list."""
    if line.item or line.bold_start:
        return True
    name = found.group("name").strip(" .")
    if is_capitals(name) or name.upper() == name.lower():
        return not blanks or bool(found.group("description") or found.group("age"))
    return not blanks and is_title_case(name) and len(name.split()) < 5


def _is_shaped_as_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or text[-1] in ".,;:。！？…":
        return False
    return _begins_as_title(text[0])


def _begins_as_title(sign: str) -> bool:
    return sign.isalnum() or sign in "\"“'‘«¡¿"


def _is_in_title_letters(text: str) -> bool:
    """Whether a line is in capitals, in title case, or in a writing system without cases."""
    if text.isupper() or not _has_cases(text):
        return True
    return is_title_case(_SMALL_WORDS.sub("", text).strip())


def _has_cases(text: str) -> bool:
    return text.upper() != text.lower()


def _is_heading_of_prose(text: str, below: str) -> bool:
    """Whether a short line stands above a longer paragraph."""
    return _is_short_phrase(text) and len(below) > len(text) + 20


def _is_short_phrase(text: str) -> bool:
    return text[-1] not in "!?" and len(text.split()) <= 8


def _is_of_first_level(line: Line, one: Evidence) -> bool:
    return one.look is Look.SECTION and line.level == 1


def _says_kind(text: str) -> bool:
    return _SUBTITLE.fullmatch(text) is not None


def _is_dated(text: str) -> bool:
    return len(text) < _LONGEST_TITLE and _DATED.search(text) is not None


def _is_centred_capitals(line: Line) -> bool:
    return line.text.isupper() and line.indent > _CENTRED


def _may_begin_name(text: str) -> bool:
    """Whether a text is empty or does not begin with a small letter."""
    first = text[:1]
    return not first.isalpha() or first == first.upper()


def _is_person_alone(text: str) -> bool:
    """Whether a line is a person's name and nothing else: 'Tom Byrne'."""
    return len(text) < 60 and _PERSON_ALONE.fullmatch(text) is not None and not _SUBTITLE.fullmatch(text)


def _without_kind(text: str, lexicon: Lexicon) -> str:
    """A title without the kind of its text: 'Screenplay: The Line'."""
    found = _ENTRY.fullmatch(text)
    if not found or not found.group(2):
        return text
    kind = found.group(1)
    is_kind = folded(kind) in _KINDS or lexicon.label(kind, (Label.TITLE, Label.AUTHOR))
    return found.group(2) if is_kind else text
