"""The paragraphs of a Final Draft file as they stand in its XML, nested or not, each with its runs of text.

`final_draft_elements` says what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.handler import ContentHandler

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl, Locator

# What stands inside these is neither filmed nor spoken, with the reason that is given for it.
_HIDDEN = {
    "ScriptNote": "a script note",
    "ScriptNotes": "a script note",
    "Notes": "a script note",
    "OmittedScene": "an omitted scene",
    "SceneProperties": "a scene's summary",
    "Summary": "a scene's summary",
    "Synopsis": "a scene's summary",
    "HeaderAndFooter": "a header or footer",
    "Header": "a header or footer",
    "Footer": "a header or footer",
    "Alts": "an alternative",
    "Alt": "an alternative",
    "AltCollection": "an alternative",
    "SmartType": "a setting of the program",
    "Cast": "a list of the cast",
    "Revisions": "a setting of the program",
    "ElementSettings": "a setting of the program",
}
_STRUCK = {"strikeout", "strikethrough", "strike"}


@dataclass
class Run:
    """Text in one style. reason: why it is neither filmed nor spoken; '' if it is."""

    text: str
    capitals: bool = False
    reason: str = ""


@dataclass
class Paragraph:
    """One paragraph with its own runs only; those of paragraphs inside it are theirs."""

    type: str
    number: str = ""
    alignment: str = ""
    first_line: int = 1
    last_line: int = 1
    runs: list[Run] = field(default_factory=list[Run])
    dual: int = 0
    """Which pair of simultaneous speeches it belongs to, counted from 1; 0 for none."""
    stands_for_omitted: bool = False
    open_texts: int = 0

    def visible(self, capitals: bool = False) -> str:
        """Its text without what is left out. capitals: as it looks, in capitals if the style says so."""
        kept = [run for run in self.runs if not run.reason]
        text = "".join(run.text.upper() if capitals and run.capitals else run.text for run in kept)
        return _one_space(text).strip() if len(kept) < len(self.runs) else text.strip()

    def left_out(self) -> list[Run]:
        """What is left out, runs of one reason that follow one another joined."""
        joined: list[Run] = []
        last: Run | None = None
        for run in self.runs:
            if run.reason and last is not None and last.reason == run.reason:
                joined[-1] = Run(joined[-1].text + run.text, reason=run.reason)
            elif run.reason:
                joined.append(Run(run.text, reason=run.reason))
            last = run
        return [run for run in joined if run.text.strip()]


def _one_space(text: str) -> str:
    """Each run of spaces as one: struck words leave two spaces behind."""
    return "\n".join(map(_one_space_on_line, text.split("\n")))


def _one_space_on_line(line: str) -> str:
    return " ".join(filter(None, line.split(" "))) if "  " in line else line


class Paragraphs(ContentHandler):
    """Collects the paragraphs of the script and of the title page in the order in which they begin."""

    def __init__(self) -> None:
        super().__init__()
        self.body: list[Paragraph] = []
        self.title_page: list[Paragraph] = []
        self.is_final_draft = False
        self._locator: Locator | None = None
        self._path: list[str] = []
        self._open: list[Paragraph] = []
        self._styles: list[tuple[bool, str]] = []
        self._reasons: list[str] = []
        self._pairs: list[int] = []
        self._pairs_seen = 0

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - the name is the SAX interface's
        """Keep what knows the line."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 SAX's name
        """Begin what the element begins."""
        self._path.append(name)
        if name in _HIDDEN:
            self._reasons.append(_HIDDEN[name])
        if name == "FinalDraft":
            self.is_final_draft = True
        elif name == "DualDialogue":
            self._pairs_seen += 1
            self._pairs.append(self._pairs_seen)
        elif name == "OmittedScene" and self._open:
            self._open[-1].stands_for_omitted = True
        elif name == "Paragraph":
            self._begin(attrs.get("Type", ""), attrs.get("Number", ""), attrs.get("Alignment", ""))
        elif name == "Text":
            self._begin_text({word.strip().lower() for word in attrs.get("Style", "").split("+")})

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is the SAX interface's
        """End what the element began."""
        self._path.pop()
        if name in _HIDDEN:
            self._reasons.pop()
        if name == "DualDialogue":
            self._pairs.pop()
        elif name == "Text" and self._styles:
            self._styles.pop()
            self._open[-1].open_texts -= 1
            if "Paragraph" not in self._path and not self._open[-1].open_texts:
                self._end()
        elif name == "Paragraph":
            self._end()

    def characters(self, content: str) -> None:
        """Add text to the paragraph that is open."""
        if self._open and self._open[-1].open_texts:
            capitals, struck = self._styles[-1]
            reason = self._reasons[0] if self._reasons else struck
            runs = self._open[-1].runs
            if runs and (runs[-1].capitals, runs[-1].reason) == (capitals, reason):
                runs[-1].text += content
            else:
                runs.append(Run(content, capitals, reason))

    def _begin(self, kind: str, number: str, alignment: str) -> None:
        line = self._line()
        paragraph = Paragraph(
            kind.strip(),
            number.strip(),
            alignment.strip().lower(),
            line,
            line,
            dual=self._pairs[-1] if self._pairs else 0,
        )
        self._open.append(paragraph)
        if "TitlePage" in self._path:
            self.title_page.append(paragraph)
        elif "Content" in self._path:
            self.body.append(paragraph)

    def _begin_text(self, styles: set[str]) -> None:
        if not self._open:  # text that no paragraph holds is one of its own
            self._begin("", "", "")
        self._open[-1].open_texts += 1
        self._styles.append(("allcaps" in styles, "struck out" if styles & _STRUCK else ""))

    def _end(self) -> None:
        self._open.pop().last_line = self._line()

    def _line(self) -> int:
        return (self._locator.getLineNumber() if self._locator else None) or 1
