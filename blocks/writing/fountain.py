"""Writes scenes as Fountain text, with a mark on each line that our reader would otherwise misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from blocks.writing.asking import UnusableAnswerError
from blocks.writing.schemas import ParagraphAnswer, SceneAnswer
from storyreel.film.screenplay import ElementKind
from storyreel.screenplays import read_screenplay
from storyreel.screenplays.evidence import evidence_of
from storyreel.screenplays.lexicon import Lexicon
from storyreel.screenplays.look import Look
from storyreel.screenplays.marks import take_marks
from storyreel.screenplays.source import Line
from storyreel.screenplays.vocabulary import vocabularies

_MARKS = "!@.>~=#"
_HIDDEN = re.compile(r"\[\[|\]\]|/\*|\*/")


def fountain_of(title: str, scenes: Sequence[SceneAnswer]) -> str:
    """A whole screenplay, ending in a line break."""
    return (
        "\n\n".join((f"Title: {_shown(title) or 'Untitled'}", *(scene_text(scene) for scene in scenes)))
        + "\n"
    )


def scene_text(scene: SceneAnswer) -> str:
    """A scene: its heading in capitals, and its paragraphs."""
    return "\n\n".join(
        (_shown(scene.heading).upper(), *(_paragraph(paragraph) for paragraph in scene.paragraphs))
    )


def require_readable(fountain: str, scenes: int) -> str:
    """The text, if our reader finds the written scenes in it, and something to be seen.

    Raises:
        UnusableAnswerError: says what the reader found.
    """
    read = read_screenplay(fountain.encode(), "screenplay.fountain")
    headings = sum(element.kind is ElementKind.HEADING for element in read.elements)
    if headings != scenes:
        raise UnusableAnswerError(
            f"Of {scenes} headings {headings} are read as headings; each is like 'INT. KITCHEN - NIGHT'."
        )
    if all(element.kind is not ElementKind.ACTION for element in read.elements):
        raise UnusableAnswerError("It has no action.")
    return fountain


def _paragraph(paragraph: ParagraphAnswer) -> str:
    text = _shown(paragraph.text) or "..."
    if paragraph.kind == "transition":
        return f"> {text.strip('<> ').upper()}"
    if paragraph.kind == "action":
        return f"!{text}" if text[0] in _MARKS or text.isupper() or _look(text) is not Look.PLAIN else text
    return _speech(paragraph, text)


def _speech(paragraph: ParagraphAnswer, text: str) -> str:
    name = re.sub(r"[()^]", "", _shown(paragraph.character)).upper().strip()
    cue = name if _look(name) is Look.CUE and name.isupper() else f"@{name}"
    extension = f" ({paragraph.extension})" if paragraph.extension else ""
    parenthetical = re.sub(r"[()]", "", _shown(paragraph.parenthetical))
    direction = [f"({parenthetical})"] if parenthetical else []
    return "\n".join((cue + extension, *direction, text.lstrip("(~ ") or "..."))


def _look(text: str) -> Look:
    """What a line looks like to our reader, in any language."""
    line = Line(1, ((0, len(text)),), text)
    take_marks([line], fountain=True)
    return evidence_of(line, _every_language()).look


@cache
def _every_language() -> Lexicon:
    return Lexicon(vocabularies())


def _shown(text: str) -> str:
    """Text without the marks of notes and of hidden parts."""
    return " ".join(_HIDDEN.sub(" ", text).split())
