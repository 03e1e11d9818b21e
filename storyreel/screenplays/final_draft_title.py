"""What a title page of centred lines says: Final Draft has no keys on it, only lines and how they are set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storyreel.film.storyboard import TitleCard
from storyreel.screenplays.final_draft_paragraphs import Paragraph
from storyreel.screenplays.spelling import plain_form, title_of_file
from storyreel.screenplays.vocabulary import Vocabulary, vocabularies

_BESIDE = ("left", "right", "full")
_CONTACT = re.compile(
    r"@|\bwww\.|https?:|\d{3}|(?:^|\s)\d+\s|\btel\b|\bphone\b|\bagen(?:t|cy)\b|\bavenue\b|\bstreet\b",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\b(?:draft|revision|revised|version|fassung|versión|versione|versão|редакция)\b"
    r"|^\W*\d+[./-]\d+|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
_QUOTES = "\"“”„«»‘’' "


@dataclass(frozen=True)
class _Line:
    text: str
    beside: bool
    block: int
    """Which run of lines without an empty one between it belongs to."""


def title_card(paragraphs: Sequence[Paragraph], stem: str) -> TitleCard:
    """Title, credit and authors.

    What a page does not say is left empty, and the title is then the file's name.
    """
    fallback = title_of_file(stem)
    lines = _lines(paragraphs)
    if not lines:
        return TitleCard(title=fallback)
    page = _read_page(lines)
    others = [line.text for line in lines if line not in page.used]
    return TitleCard(
        title=_without_quotes(" ".join(line.text for line in page.title)) or fallback,
        credit=page.credit,
        authors=tuple(page.names),
        source=next(filter(_is_source, others), ""),
        contact=", ".join(text for text in others if _is_contact(text)),
        copyright=next(filter(_COPYRIGHT.search, others), ""),
    )


@dataclass(frozen=True)
class _Page:
    """What the lines of a title page are."""

    title: list[_Line]
    credit: str
    names: list[str]
    used: set[_Line]
    """The lines of title, credit and authors."""


def _read_page(lines: Sequence[_Line]) -> _Page:
    for index, line in enumerate(lines):
        credit = _credit(line.text)
        if credit and (index or not credit[1]):
            return _page_with_credit(lines, index, *credit)
    return _page_without_credit(lines)


def _page_with_credit(
    lines: Sequence[_Line], index: int, credit: str, rest: str, language: Vocabulary
) -> _Page:
    """A page whose line at an index says 'written by'. rest: the names behind it on the line."""
    title = _centred(lines[:index]) or list(lines[:index])
    authors = [] if rest else _author_lines(lines[index + 1 :], lines[index])
    texts = (rest, *(line.text for line in authors))
    names = [name for text in texts for name in _names(text, language)]
    return _Page(title, credit, names, {*title, *authors, lines[index]})


def _page_without_credit(lines: Sequence[_Line]) -> _Page:
    title, authors = _without_credit(_centred(lines) or lines)
    names = [name for line in authors for name in _names(line.text, None)]
    return _Page(title, "", names, {*title, *authors})


def _centred(lines: Sequence[_Line]) -> list[_Line]:
    return [line for line in lines if not line.beside]


def _is_contact(text: str) -> bool:
    return not (_is_source(text) or _COPYRIGHT.search(text) or _DRAFT.search(text))


def _without_quotes(title: str) -> str:
    """The title without marks around the whole of it; 'MY SHOW "Pilot"' keeps those of its part."""
    inside = title.strip(_QUOTES)
    is_whole = _is_in_quotes(title) and not _has_quote(inside)
    return inside if is_whole or not inside else title.strip()


def _is_in_quotes(title: str) -> bool:
    return title[:1] in _QUOTES and title[-1:] in _QUOTES


def _has_quote(text: str) -> bool:
    return bool(set(text) & set(_QUOTES.strip("’' ")))


def _lines(paragraphs: Sequence[Paragraph]) -> list[_Line]:
    found: list[_Line] = []
    block = 0
    for paragraph in paragraphs:
        texts = [" ".join(text.split()) for text in paragraph.visible().split("\n")]
        if not any(texts):
            block += 1
        found += [_Line(text, paragraph.alignment in _BESIDE, block) for text in texts if text]
    return found


def _credit(text: str) -> tuple[str, str, Vocabulary] | None:
    """The credit that a line is or begins with, the names after it, and its language."""
    plain = plain_form(text).rstrip(" :")
    for language in vocabularies():
        for words in sorted((*language.fields.author, *language.fields.credit), key=len, reverse=True):
            known = plain_form(words)
            if plain == known:
                return text.rstrip(" :"), "", language
            if plain.startswith(known + " ") and (len(known.split()) > 1 or _is_name(text[len(words) :])):
                return text[: len(words)], text[len(words) :].strip(" :"), language
    return None


def _author_lines(lines: Sequence[_Line], credit: _Line) -> list[_Line]:
    """The lines below a credit that name people, up to an empty line or to a line of another kind."""
    found: list[_Line] = []
    for line in lines:
        joined = bool(found) and (_is_joint(line.text) or _is_joint(found[-1].text))
        if (found and line.block != found[-1].block and not joined) or (line.beside and not credit.beside):
            break
        if (
            _credit(line.text)
            or _is_source(line.text)
            or any(pattern.search(line.text) for pattern in (_CONTACT, _DRAFT, _COPYRIGHT))
        ):
            break
        found.append(line)
    return found


def _without_credit(lines: Sequence[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines of the title, and of the names under it, if no line says 'written by'."""
    title = [lines[0]]
    for line in lines[1:]:
        if line.block != title[0].block or not (title[0].text.isupper() and line.text.isupper()):
            break
        title.append(line)
    following = lines[len(title)] if len(lines) > len(title) else None
    return title, [following] if following and _is_name(following.text) else []


def _is_name(text: str) -> bool:
    words = text.split()
    is_administrative = any(pattern.search(text) for pattern in (_CONTACT, _DRAFT, _COPYRIGHT)) or _is_source(
        text
    )
    return (
        2 <= len(words) <= 7
        and not is_administrative
        and all(word[:1].isupper() or not word[:1].isalpha() or len(word) <= 3 for word in words)
    )


def _is_source(text: str) -> bool:
    plain = plain_form(text)
    return any(
        plain.startswith(plain_form(words) + " ")
        for language in vocabularies()
        for words in language.fields.source
    )


def _is_joint(text: str) -> bool:
    return plain_form(text) in {
        "&",
        "+",
        "/",
        *(plain_form(word) for language in vocabularies() for word in language.joined),
    }


def _names(text: str, language: Vocabulary | None) -> list[str]:
    """The people that a line of authors names: 'Ada Lind & Per Ek' are two, 'Sam Hill, Jr.' is one."""
    words = {
        word
        for one in (vocabularies()[0], *([language] if language else []))
        for word in one.joined
        if word.isalpha()
    }
    joints = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    text = re.sub(r",\s*(?=(?:jr|sr|ii|iii|iv|phd|md)\b\.?)", "\u0001 ", text, flags=re.IGNORECASE)
    parts = (
        re.split(rf"[,;&/+、，]|(?<!\w)(?:{joints})(?!\w)", text, flags=re.IGNORECASE)
        if joints
        else re.split(r"[,;&/+、，]", text)
    )
    return [part.replace("\u0001", ",").strip() for part in parts if part.strip(" \u0001")]
