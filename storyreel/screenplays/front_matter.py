"""Reads what stands before the film begins: title page, lists of characters, synopsis.

None of it is filmed; what is useful is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    r"])\s*(?P<told>.*))?",
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
    """Indices of the lines that are not the film's."""

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

    Its lines are ignored in the draft, but for those of the film's own first picture.
    """
    return _Reading(lines, evidence, lexicon, draft, fountain).read()


def _names_in(text: str) -> tuple[str, ...]:
    """The names in a list of people.

    >>> _names_in("Ada Lind & Per Ek"), _names_in("A. B., C. D. and E. F.")
    (('Ada Lind', 'Per Ek'), ('A. B.', 'C. D.', 'E. F.'))
    """
    return tuple(name.strip() for name in _AND.split(text) if name.strip())


class _Reading:
    """One walk over the lines before the film; it holds where the walk stands."""

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
        self._skip_blank()
        keyed = self._read_keys(self._film_begins(speech=False))
        end = self._film_begins()
        while self._index < end:
            if not self._read_block(end, keyed):
                if end == len(self._lines):
                    break  # nothing but a story: what it tells is no title page
                self._kept += 1
                self._index += 1
        self._finish()
        return self._found

    # --- where the film begins

    def _film_begins(self, speech: bool = True) -> int:
        """Index of the first line that is certainly the film's.

        If there is none, of the first speech, else how many lines there are.
        """
        front = range(self._index, min(len(self._evidence), _MOST_FRONT_LINES))
        certain = next((index for index in front if self._is_film(index)), None)
        if certain is not None or not speech:
            return len(self._lines) if certain is None else certain
        return next((index for index in front if self._is_speech(index)), len(self._lines))

    def _is_speech(self, index: int) -> bool:
        """Whether somebody speaks on a line, and is not only named in a list of characters."""
        one = self._evidence[index]
        if index == 0 or one.look not in (Look.NAMED_SPEECH, Look.CUE) or one.style in (".", "title"):
            return False
        above = index - 1
        while above >= 0 and (
            not self._lines[above].text
            or self._evidence[above].look in (Look.NAMED_SPEECH, Look.CUE, Look.PLAIN, Look.TABLE)
        ):
            if self._evidence[above].look is Look.PLAIN and not self._lines[above].item:
                return True
            above -= 1
        label = self._lexicon.label(self._lines[above].text, (Label.CHARACTERS,)) if above >= 0 else None
        listed = self._lines[index].item or not any(
            not self._lines[between].text for between in range(above + 1, index)
        )
        return label is None or not listed

    def _is_film(self, index: int) -> bool:
        line, one = self._lines[index], self._evidence[index]
        if one.heading:
            return one.heading.strength >= Strength.NUMBERED or (
                one.heading.strength is Strength.LOOSE and self._is_blank(index - 1)
            )
        if one.look is Look.FORCED:
            return line.force not in "<=!"
        if one.look is Look.SECTION and one.label is None and line.level != 1:
            following = self._next_filled(index + 1)
            return following < len(self._evidence) and self._evidence[following].look in (
                Look.HEADING,
                Look.CUE,
                Look.NAMED_SPEECH,
                Look.PLAIN,
            )
        return one.look in (Look.TRANSITION, Look.FURNITURE)

    # --- fields

    def _read_keys(self, end: int) -> bool:
        """Read Fountain's title page: 'Key: value' lines from the first line on, values on indented lines, blank lines between."""
        first = self._entry(self._index) if self._index < end else None
        if (
            first is None
            or first[0] not in FIELDS
            or first[0] in (Label.CHARACTERS, Label.SYNOPSIS)
            or self._lines[self._index].level
        ):
            return False
        values: list[str] = []
        while self._index < len(self._lines):
            line = self._lines[self._index]
            if not line.text:
                following = self._next_filled(self._index)
                entry = self._entry(following) if following < end else None
                if entry is None or entry[0] not in FIELDS - {Label.CHARACTERS, Label.SYNOPSIS, Label.ABOUT}:
                    break
                self._index = following
                continue
            if self._index >= end:
                break
            entry = None if line.raw[:1] in " \t" else self._entry(self._index)
            if entry:
                if entry[0] in (Label.CHARACTERS, Label.SYNOPSIS):
                    break
                values = self._entries.setdefault(entry[0], []) if entry[0] else []
                if folded(line.text.partition(":")[0]) == "copyright":
                    self._found.copyright = entry[1].strip()
                if entry[1].strip():
                    values.append(entry[1].strip())
            elif line.text:
                values.append(line.text)
            self._take(1)
        return True

    def _entry(self, index: int) -> tuple[Label | None, str] | None:
        """Label and value of a 'Key: value' line; the label is None for a key that no language knows."""
        line = self._lines[index]
        found = _ENTRY.fullmatch(line.text) if len(line.text) < 2000 else None
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
            self._take(1)
            return True
        label = one.label if one.look in (Look.LABEL, Look.LABELLED, Look.SECTION) else None
        label = self._lexicon.label(line.text, (Label.CHARACTERS, Label.SYNOPSIS)) or label
        if (
            one.look is Look.SECTION
            and line.level == 1
            and _without_kind(line.text, self._lexicon) != line.text
        ):
            return self._read_title_block(end, keyed)
        if one.look is Look.SECTION and label is None and (entry := self._entry(self._index)):
            label = entry[0]
        if label is Label.CHARACTERS:
            return self._read_characters(end)
        if label is Label.SYNOPSIS or (one.look is Look.SECTION and label is not None):
            return self._read_synopsis(end)
        entry = self._entry(self._index)
        if entry and (field_label := entry[0]) is not None and field_label in FIELDS | {Label.ABOUT}:
            return self._read_field(field_label, entry[1])
        if (
            one.label in (Label.LOCATION, Label.TIME)
            and one.look is Look.LABELLED
            and any(other.heading for other in self._evidence)
        ):
            self._take(1)
            return True
        return self._read_title_block(end, keyed)

    def _read_field(self, label: Label, value: str) -> bool:
        if value.strip() or label in (Label.AUTHOR, Label.TITLE):
            self._entries.setdefault(label, []).extend([value.strip()] if value.strip() else [])
        self._take(1)
        if not value.strip():
            while (
                self._index < len(self._lines)
                and self._lines[self._index].text
                and self._evidence[self._index].look in (Look.PLAIN, Look.CUE)
            ):
                self._entries.setdefault(label, []).append(self._lines[self._index].text)
                self._take(1)
        return True

    # --- lists of characters, synopsis

    def _read_characters(self, end: int) -> bool:
        """A list of who is in it, to the next section, field or long paragraph."""
        first = self._index
        entry = self._entry(first)
        told = entry[1] if entry and entry[0] is Label.CHARACTERS else ""
        for name in _names_in(told):
            self._person(name)
        self._take(1)
        blanks, listed = 0, len(self._found.looks)
        while self._index < end:
            line, one = self._lines[self._index], self._evidence[self._index]
            if one.look is Look.BLANK:
                blanks += len(self._found.looks) > listed  # those below the label belong to it
                self._index += 1
                continue
            ends = one.look in (Look.SECTION, Look.RULE, Look.LABEL, Look.TRANSITION, Look.HEADING) or (
                one.look is Look.LABELLED and one.label in (*FIELDS, Label.LOCATION, Label.TIME, Label.CAMERA)
            )
            if ends or not (self._person_line(line, one, blanks) or (line.raw[:1] in " \t" and not blanks)):
                break
            blanks = 0
            self._take(1)
        return True

    def _person_line(self, line: Line, one: Evidence, blanks: int) -> bool:
        """Whether a line of a list describes somebody, who is then kept."""
        if one.look is Look.TABLE:
            cells = [cell.strip() for cell in line.text.strip("|").split("|")]
            if (
                len(cells) > 1
                and cells[0]
                and not set(line.text) <= set("|-: ")
                and self._lexicon.label(cells[0], (Label.CHARACTERS,)) is None
                and folded(cells[0]) not in ("name", "role")
            ):
                self._person(cells[0], " ".join(cell for cell in cells[1:] if cell))
            return True
        found = _PERSON.fullmatch(line.text) if len(line.text) < 400 else None
        if not found:
            return False
        name = found.group("name").strip(" .")
        capitals = is_capitals(name) or name.upper() == name.lower()
        if not (
            line.item
            or line.bold_start
            or capitals
            or (is_title_case(name) and not blanks and len(name.split()) < 5)
        ):
            return False
        if blanks and not (
            line.item or line.bold_start or (capitals and (found.group("told") or found.group("age")))
        ):
            return False
        self._person(
            name,
            ", ".join(
                part.strip() for part in (found.group("age"), found.group("told")) if part and part.strip()
            ),
        )
        return True

    def _person(self, name: str, told: str = "") -> None:
        if name.strip(" .:"):
            self._found.looks.append((name.strip(" .:").upper(), " ".join(told.split())))

    def _read_synopsis(self, end: int) -> bool:
        self._take(1)
        paragraphs = 0
        while self._index < end:
            one = self._evidence[self._index]
            if one.look is Look.BLANK:
                self._index += 1
                continue
            if one.look in (
                Look.SECTION,
                Look.RULE,
                Look.LABEL,
                Look.HEADING,
                Look.TRANSITION,
            ) or self._entry(self._index):
                break
            if paragraphs and self._is_blank(self._index - 1) and end == len(self._lines):
                break
            paragraphs += 1
            self._take(1)
        return True

    # --- titles without keys

    def _read_title_block(self, end: int, keyed: bool) -> bool:
        """A title on a line of its own, with whose it is below; False if the line is the film's."""
        line, one = self._lines[self._index], self._evidence[self._index]
        text = line.text
        credit = self._credit(text)
        has_title = bool(self._found.title or self._entries.get(Label.TITLE) or keyed)
        if not has_title and _CHAPTER.match(text):
            return False
        if (
            one.look is Look.SECTION
            and line.level == 1
            and not has_title
            and self._sections == 1
            and not self._fountain
        ):
            return self._read_title(_without_kind(text, self._lexicon))
        by = (
            _TITLE_BY.fullmatch(text)
            if not has_title and self._is_blank(self._index + 1) and not self._kept
            else None
        )
        if by and end < len(self._lines):
            self._found.authors = _names_in(by.group(2))
            return self._read_title(by.group(1))
        if credit is not None:
            return self._read_credit(credit)
        if has_title and not keyed:
            if (
                end < len(self._lines)
                and not self._found.authors
                and _is_person_alone(text)
                and self._is_blank(self._index + 1)
            ):
                self._found.authors = (text,)
                self._take(1)
                return True
            if (
                (_DATED.search(text) and len(text) < 80)
                or _SUBTITLE.fullmatch(text)
                or (line.indent > 15 and len(text) < 60 and not self._found.authors)
                or self._is_about(one)
            ):
                self._take(1)
                return True
            return False
        if (
            has_title
            or one.look not in (Look.PLAIN, Look.CUE, Look.SECTION, Look.NAMED_SPEECH)
            or not self._may_be_title(line, one, end)
        ):
            return False
        return self._read_title(text)

    def _is_about(self, one: Evidence) -> bool:
        return one.label in (Label.ABOUT, Label.DATE, Label.CONTACT)

    def _may_be_title(self, line: Line, one: Evidence, end: int) -> bool:
        """Whether the first line stands alone as titles do, and what follows shows that it is one."""
        text = line.text
        if (
            len(text) > _LONGEST_TITLE
            or text[-1] in ".,;:。！？…"
            or self._kept
            or (not text[0].isalnum() and text[0] not in "\"“'‘«¡¿")
        ):
            return False
        following = self._next_filled(self._index + 1)
        credited = following < len(self._lines) and (
            self._credit(self._lines[following].text) is not None
            or bool(_SUBTITLE.fullmatch(self._lines[following].text))
        )
        if credited or (following < end < len(self._lines) and _is_person_alone(self._lines[following].text)):
            return True
        shaped = (
            text.isupper()
            or is_title_case(
                re.sub(r"\b(?:of|the|a|an|and|in|on|at|to|for|with|from|by)\b", "", text).strip()
            )
            or text.upper() == text.lower()
        )
        alone = self._is_blank(self._index + 1) and one.look is not Look.NAMED_SPEECH
        if not (alone and shaped):
            return False
        if following >= len(self._lines):
            return False
        next_one, next_line = self._evidence[following], self._lines[following]
        if (
            following >= end
            or next_one.look
            in (
                Look.LABEL,
                Look.LABELLED,
                Look.SECTION,
                Look.RULE,
                Look.TRANSITION,
                Look.HEADING,
            )
            or self._entry(following)
        ):
            return True
        return len(next_line.text) > len(text) + 20 and text[-1] not in "!?" and len(text.split()) <= 8

    def _read_title(self, title: str) -> bool:
        self._found.title = title
        self._take(1)
        while (
            self._index < len(self._lines)
            and self._lines[self._index].text.isupper()
            and self._lines[self._index].indent > 15
            and self._evidence[self._index].look is Look.CUE
        ):
            self._found.title += f" {self._lines[self._index].text}"  # a title over two centred lines
            self._take(1)
        return True

    def _credit(self, text: str) -> str | None:
        """Whose work it is, in a line such as 'Written by A.

        B.'; '' if the name stands on the next line, None if it is no such line.
        """
        if len(text) > 120:
            return None
        words = text.rstrip(":").split()
        for count in range(min(4, len(words)), 0, -1):
            head = " ".join(words[:count])
            if self._lexicon.label(head, (Label.AUTHOR,)) and (
                count < len(words) or len(words) > 1 or folded(head) == "by" or text.endswith(":")
            ):
                rest = " ".join(words[count:]).lstrip(":： ").strip()
                by = folded(head).split()[-1] in (
                    "by",
                    "von",
                    "par",
                    "por",
                    "di",
                    "de",
                    "door",
                    "przez",
                    "da",
                )
                if not by and ":" not in text and "：" not in text and not is_caseless(head):
                    continue
                return (
                    rest
                    if not rest
                    or rest[:1].isupper()
                    or not rest[:1].isalpha()
                    or rest[:1] == rest[:1].upper()
                    else None
                )
        return None

    def _read_credit(self, name: str) -> bool:
        self._found.credit = "" if name else self._lines[self._index].text
        self._take(1)
        if not name:
            following = self._next_filled(self._index)
            if (
                following < len(self._lines)
                and self._evidence[following].look in (Look.PLAIN, Look.CUE, Look.NAMED_SPEECH)
                and len(self._lines[following].text) < 80
            ):
                self._index = following
                name = self._lines[following].text
                self._take(1)
        self._found.authors = (*self._found.authors, *_names_in(name))
        return True

    # --- steps

    def _take(self, count: int) -> None:
        """Leave the next lines out of the film as the title page's."""
        self._found.taken.update(range(self._index, self._index + count))
        self._index += count

    def _skip_blank(self) -> None:
        self._index = self._next_filled(self._index)

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
        run: list[int] = []
        for index in [*sorted(found.taken), -1]:
            if run and (index < 0 or any(self._lines[between].text for between in range(run[-1] + 1, index))):
                self._draft.ignore([self._lines[at] for at in run], "the title page and what stands with it")
                run = []
            run.append(index)


def _is_person_alone(text: str) -> bool:
    """Whether a line is somebody's name and nothing else: 'Tom Byrne'."""
    return len(text) < 60 and _PERSON_ALONE.fullmatch(text) is not None and not _SUBTITLE.fullmatch(text)


def _without_kind(text: str, lexicon: Lexicon) -> str:
    """A title without what kind of text it is of: 'Screenplay: The Line'."""
    found = _ENTRY.fullmatch(text)
    if (
        found
        and found.group(2)
        and (
            lexicon.label(found.group(1), (Label.TITLE, Label.AUTHOR))
            or folded(found.group(1)) in ("script", "short film", "film", "video script", "play", "drehbuch")
        )
    ):
        return found.group(2)
    return text
