"""Reads Final Draft files (.fdx) with XML bombs refused. It does not know Fountain's marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import Element, ElementKind, Screenplay
from storyreel.film.storyboard import LineSpan, TitleCard
from storyreel.screenplays.encoding import refuse_other_files
from storyreel.screenplays.fountain import split_cue

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl, Locator

_KINDS = {
    "scene heading": ElementKind.HEADING,
    "action": ElementKind.ACTION,
    "general": ElementKind.ACTION,
    "shot": ElementKind.ACTION,
    "character": ElementKind.CHARACTER,
    "parenthetical": ElementKind.PARENTHETICAL,
    "dialogue": ElementKind.DIALOGUE,
    "lyrics": ElementKind.LYRIC,
    "singing": ElementKind.LYRIC,
    "transition": ElementKind.TRANSITION,
    "new act": ElementKind.SECTION,
    "end of act": ElementKind.SECTION,
    "outline 1": ElementKind.SECTION,
}
# Paragraphs of these elements are remarks and formatting, not film.
_HIDDEN = {
    "ScriptNote",
    "ScriptNotes",
    "HeaderAndFooter",
    "SmartType",
    "Cast",
    "Revisions",
    "ElementSettings",
    "Synopsis",
    "Summary",
    "SceneProperties",
}


def read_final_draft(content: bytes, name: str) -> Screenplay:
    """The screenplay in a Final Draft file; its lines are those of the XML.

    Raises:
        ScreenplayError: it is no Final Draft XML, or it declares entities or a document type (an XML bomb).
    """
    refuse_other_files(content, name)
    handler = _Paragraphs()
    try:
        defusedxml.sax.parseString(content, handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ScreenplayError(
            f"{name!r} declares XML entities or a document type ({type(error).__name__}); Final Draft writes neither, and they can swallow a machine."
            " Export it again from Final Draft."
        ) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: None)()
        raise ScreenplayError(
            f"{name!r} is not whole XML (line {line}: {error.getMessage()}). Export it again from Final Draft, or give Fountain.", line=line
        ) from error
    except (ValueError, LookupError) as error:
        raise ScreenplayError(f"{name!r} names an unusable encoding ({error}). Save it as UTF-8.") from error
    if not handler.is_final_draft:
        raise ScreenplayError(
            f"{name!r} is XML without a FinalDraft element. Only Final Draft's .fdx is read from XML; export it as .fdx or Fountain."
        )
    return Screenplay(
        title=_title_card(handler.title_lines, name), elements=tuple(handler.elements), format="final draft", warnings=tuple(handler.warnings)
    )


class _Paragraphs(ContentHandler):
    """Collects paragraphs with the lines they stand on."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.title_lines: list[str] = []
        self.warnings: list[str] = []
        self.is_final_draft = False
        self._locator: Locator | None = None
        self._path: list[str] = []
        self._type = ""
        self._number = ""
        self._text: list[str] = []
        self._first_line = 1
        self._dual_speeches = 0

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - the name is the SAX interface's
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name is the SAX interface's
        self._path.append(name)
        if name == "FinalDraft":
            self.is_final_draft = True
        elif name == "DualDialogue":
            self._dual_speeches = 0
        elif name == "Paragraph":
            self._type = attrs.get("Type", "Action").lower()
            self._number = attrs.get("Number", "")
            self._text = []
            self._first_line = self._line()

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is the SAX interface's
        self._path.pop()
        if name == "Paragraph":
            text = "".join(self._text).strip()
            self._text = []
            if text and "TitlePage" in self._path:
                self.title_lines.append(text)
            elif text and "Content" in self._path and not _HIDDEN.intersection(self._path):
                self._add(text)

    def characters(self, content: str) -> None:
        if self._path and self._path[-1] == "Text" and not _HIDDEN.intersection(self._path):
            self._text.append(content)

    def _add(self, text: str) -> None:
        kind = next((kind for start, kind in _KINDS.items() if self._type.startswith(start)), None)
        if kind is None:
            kind = ElementKind.ACTION
            if len(self.warnings) < 20:
                self.warnings.append(f"line {self._first_line}: a paragraph of type {self._type!r} was read as action.")
        source = LineSpan(first=self._first_line, last=max(self._first_line, self._line()))
        if kind is ElementKind.CHARACTER:
            self._dual_speeches += 1
            name, extensions = split_cue(text)
            dual = "DualDialogue" in self._path and self._dual_speeches == 2
            self.elements.append(Element(kind=kind, text=name or text, source=source, extensions=extensions, dual=dual))
            return
        if kind is ElementKind.PARENTHETICAL:
            text = text.strip("()").strip() or text
        self.elements.append(Element(kind=kind, text=text, source=source, scene_number=self._number if kind is ElementKind.HEADING else ""))

    def _line(self) -> int:
        return (self._locator.getLineNumber() if self._locator else None) or 1


def _title_card(lines: list[str], name: str) -> TitleCard:
    """Final Draft's title page is only centred lines: title, then 'by' or 'written by', then names."""
    if not lines:
        return TitleCard(title=name.rsplit("/", 1)[-1].rsplit(".", 1)[0] or "Untitled")
    credit_index = next(
        (index for index, line in enumerate(lines) if index and line.lower() in ("by", "written by", "screenplay by", "story by")), None
    )
    if credit_index is None:
        return TitleCard(title=lines[0])
    authors = lines[credit_index + 1 : credit_index + 2]
    return TitleCard(title=" ".join(lines[:credit_index]), credit=lines[credit_index], authors=tuple(authors))
