"""A screenplay as read: elements in order, each with the lines it came from. It does not know file formats."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.storyboard import LineSpan, TitleCard


class ElementKind(StrEnum):
    """What a paragraph of a screenplay is."""

    HEADING = "heading"
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    CENTERED = "centered"
    PAGE_BREAK = "page break"
    NARRATION = "narration"  # prose: read by the narrator


class Element(Frozen):
    """One paragraph. Notes and boneyard are not elements: they are never shown or spoken."""

    kind: ElementKind
    text: str
    source: LineSpan
    extensions: tuple[str, ...] = Field(default=(), description="On a character: 'V.O.', 'O.S.', \"CONT'D\" and what else stands in brackets.")
    dual: bool = Field(default=False, description="On a character: spoken at the same time as the speech before.")
    scene_number: str = ""
    level: int = Field(default=0, description="On a section: its depth, 1 the outermost.")


class Screenplay(Frozen):
    """The whole screenplay."""

    title: TitleCard
    elements: tuple[Element, ...]
    format: str = Field(description="'fountain', 'final draft', 'prose' or 'markdown'.")
    warnings: tuple[str, ...] = Field(default=(), description="What was odd and how it was read, with its line.")
