"""Makes Fountain of the Markdown in which some write screenplays: scene headings as headings, names in bold. It reads no story; `prose` does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from storyreel.film.screenplay import Screenplay
from storyreel.screenplays.fountain import HEADING, is_cue, read_fountain_lines
from storyreel.screenplays.markup import SourceLine, visible_lines, without_emphasis
from storyreel.screenplays.title_page import read_title_page

_MARKED = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_BREAK = re.compile(r"(?:[-*_]\s?){3,}")
_NAMED_SPEECH = re.compile(r"\*\*([^\W\d_][^*:]{0,39}?)(?::\*\*|\*\*:)\s+(\S.*)")
_BY = re.compile(r"(?:(?:written|a (?:film|play|screenplay)) )?by[: ]+(\S.{0,79})", re.IGNORECASE)


def is_screenplay(text: str) -> bool:
    r"""Whether Markdown holds scene headings, marked as headings or in bold.

    >>> is_screenplay("# The Well\n\n## INT. BARN - NIGHT\n"), is_screenplay("# The Well\n\nOnce upon a time.\n")
    (True, False)
    """
    return any(HEADING.match(_unmarked(line.strip()[:200])) for line in text.split("\n"))


def read_markdown(text: str, fallback_title: str) -> Screenplay:
    """The screenplay in Markdown; each element keeps the number of its line. Its first heading is the title, 'by ...' below it the author."""
    lines, warnings = visible_lines(text)
    card, body = read_title_page(lines, fallback_title)
    title, body = _title_in(body) if card.title == fallback_title else ("", body)
    author, body = _author_in(body)
    card = card.model_copy(update={"title": title or card.title, "authors": (author,) if author else card.authors})
    return read_fountain_lines(list(_fountain(body)), card, warnings, written_in="markdown")


def _fountain(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    cues = _cues(lines)
    after_cue = False
    for line in lines:
        text = line.text.strip()
        plain = _unmarked(text)
        speech = _NAMED_SPEECH.fullmatch(text)
        if not text and after_cue:
            continue  # Markdown parts every two lines by a blank one
        after_cue = plain in cues
        if text and HEADING.match(plain[:200]):
            alone = [plain]
        elif speech:
            alone = [speech.group(1).upper(), speech.group(2)]
        elif _BREAK.fullmatch(text):
            alone = ["==="]
        else:
            yield SourceLine(line.number, plain) if after_cue else line
            continue
        for part in ("", *alone, ""):
            yield SourceLine(line.number, part)


def _cues(lines: Sequence[SourceLine]) -> frozenset[str]:
    """Lines that are a name and nothing else: in capitals and bold, or in capitals more than once."""
    texts = [line.text.strip() for line in lines]
    names = Counter(_unmarked(text) for text in texts if is_cue(_unmarked(text)) and not text.startswith("#"))
    bold = {_unmarked(text) for text in texts if text.startswith("**")}
    return frozenset(name for name, times in names.items() if times > 1 or name in bold)


def _title_in(lines: Sequence[SourceLine]) -> tuple[str, Sequence[SourceLine]]:
    """The first line's text where it is a heading and no scene's, and what follows."""
    for index, line in enumerate(lines):
        text = line.text.strip()
        if text:
            marked = _MARKED.fullmatch(text[:300])
            if marked and not HEADING.match(_unmarked(text)):
                return without_emphasis(marked.group(1)).strip(), lines[index + 1 :]
            break
    return "", lines


def _author_in(lines: Sequence[SourceLine]) -> tuple[str, Sequence[SourceLine]]:
    for index, line in enumerate(lines):
        text = without_emphasis(line.text.strip()).strip()
        if text:
            by = _BY.fullmatch(text)
            return (by.group(1), lines[index + 1 :]) if by else ("", lines)
    return "", lines


def _unmarked(text: str) -> str:
    """A line without the marks of a heading and of emphasis."""
    marked = _MARKED.fullmatch(text)
    return without_emphasis(marked.group(1) if marked else text).strip()
