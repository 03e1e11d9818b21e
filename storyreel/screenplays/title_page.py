"""Reads Fountain's title page. It does not know the rest of the screenplay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyreel.film.storyboard import TitleCard
from storyreel.screenplays.markup import SourceLine, without_emphasis

_ENTRY = re.compile(r"([^\W\d_][\w ./'-]{0,39}):(?:\s+|$)(.*)")
# A title page begins with one of these; 'FADE IN:' or 'He said: ...' on the first line is screenplay.
_FIRST_KEYS = {
    "title", "credit", "author", "authors", "source", "draft date", "date", "contact", "copyright", "notes", "format", "revision", "font",
    "episode", "series", "language", "written by", "draft", "version",
}  # fmt: skip


def read_title_page(lines: Sequence[SourceLine], fallback_title: str) -> tuple[TitleCard, Sequence[SourceLine]]:
    """The title card and the lines below the title page; all lines and a card with the fallback title when there is no such page."""
    start = next((index for index, line in enumerate(lines) if line.text.strip()), len(lines))
    first = _ENTRY.match(lines[start].text.strip()) if start < len(lines) else None
    if not first or first.group(1).strip().lower() not in _FIRST_KEYS:
        return TitleCard(title=fallback_title), lines
    entries: dict[str, list[str]] = {}
    values: list[str] = []
    index = start
    while index < len(lines) and lines[index].text.strip():
        text = lines[index].text
        entry = None if text[:1] in " \t" else _ENTRY.match(text.strip())
        if entry:
            values = entries.setdefault(entry.group(1).strip().lower(), [])
            text = entry.group(2)
        if text.strip():
            values.append(without_emphasis(text.strip()))
        index += 1
    return _card(entries, fallback_title), lines[index:]


def _card(entries: dict[str, list[str]], fallback_title: str) -> TitleCard:
    def text(key: str) -> str:
        return " ".join(entries.get(key, ()))

    authors = [*entries.get("author", ()), *entries.get("authors", ()), *entries.get("written by", ())]
    names = [name.strip() for author in authors for name in re.split(r"\s*(?:,|&| and )\s*", author) if name.strip()]
    return TitleCard(
        title=text("title") or fallback_title,
        credit=text("credit"),
        authors=tuple(names),
        source=text("source"),
        contact=text("contact"),
        copyright=text("copyright"),
    )
