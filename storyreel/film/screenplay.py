"""A screenplay as read: elements in order, each with the lines it came from."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from storyreel.film.frozen import Frozen
from storyreel.film.places import Setting
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
    TITLE = "title"  # words that are shown on the picture: 'SUPER: TEN YEARS LATER'
    IGNORED = "ignored"  # neither shown nor spoken: notes, title page, page numbers, talk around the script


class Element(Frozen):
    """A paragraph or a part of one: 'ANNA: (softly) Yes' has three, the name, the direction and the words."""

    kind: ElementKind
    text: str
    source: LineSpan
    extensions: tuple[str, ...] = Field(
        default=(), description="On a character: 'V.O.', 'O.S.', \"CONT'D\" and what else stands in brackets."
    )
    dual: bool = Field(
        default=False, description="On a character: spoken at the same time as the speech before."
    )
    scene_number: str = ""
    level: int = Field(default=0, description="On a section: its depth, 1 the outermost.")
    setting: Setting | None = Field(default=None, description="On a heading: what it says of place and time.")
    reason: str = Field(
        default="",
        description="On what is ignored: why, as it is said to the person: 'a note', 'a page number'.",
    )
    fragments: tuple[tuple[int, int], ...] = Field(
        default=(),
        description=(
            "Characters of the decoded text it came from: start and end, the end exclusive. () for Final"
            " Draft."
        ),
    )


class Screenplay(Frozen):
    """The whole screenplay."""

    title: TitleCard
    elements: tuple[Element, ...] = Field(description="What is filmed, spoken or parts scenes, in order.")
    ignored: tuple[Element, ...] = Field(
        default=(), description="What is left out on purpose, in order, each with its reason."
    )
    language: str = Field(
        default="en", description="ISO 639-1 code of the language it is written in, as far as it can be told."
    )
    looks: tuple[tuple[str, str], ...] = Field(
        default=(),
        description="Name in upper case and description of those whom a list of characters describes.",
    )
    format: str = Field(description="'fountain', 'final draft', 'prose' or 'markdown'.")
    warnings: tuple[str, ...] = Field(
        default=(), description="What was odd and how it was read, with its line."
    )
