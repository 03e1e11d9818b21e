"""Collects the elements of a screenplay while it is read, each with the characters it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storyreel.film.screenplay import Element, ElementKind
from storyreel.film.storyboard import LineSpan
from storyreel.screenplays.source import Line, Span, parted


class Draft:
    """Elements so far, and what was left out on purpose."""

    def __init__(self, text: str) -> None:
        """text: the whole file, prepared."""
        self.text = text
        self.elements: list[Element] = []
        self.ignored: list[Element] = []
        self.warnings: list[str] = []

    def add(
        self,
        kind: ElementKind,
        text: str,
        lines: Sequence[Line],
        fragments: Iterable[Span] | None = None,
        **facts: Any,
    ) -> None:
        """Add an element that came from lines.

        fragments: the characters, if they are not all of those lines'.
        """
        spans = _fragments_of(lines) if fragments is None else tuple(fragments)
        self.elements.append(
            Element(kind=kind, text=text, source=_source_of(lines), fragments=spans, **facts)
        )

    def ignore(self, lines: Sequence[Line], reason: str, fragments: Iterable[Span] | None = None) -> None:
        """Leave lines out, and say why."""
        if not any(line.raw.strip() for line in lines):
            return
        if fragments is None:
            spans = _fragments_of(lines)
            text = "\n".join(line.raw.strip() for line in lines)
        else:
            spans = tuple(fragments)
            text = "".join(self.text[start:end] for start, end in spans).strip()
        self._ignore(text, _source_of(lines), spans, reason)

    def _ignore(self, text: str, source: LineSpan, spans: tuple[Span, ...], reason: str) -> None:
        kind = ElementKind.IGNORED
        self.ignored.append(Element(kind=kind, text=text, source=source, fragments=spans, reason=reason))

    def hide(self, start: int, end: int, first: int, last: int, reason: str) -> None:
        """Leave characters out that were taken away before there were lines."""
        text = self.text[start:end].strip()
        self._ignore(text, LineSpan(first=first, last=last), ((start, end),), reason)

    def parted(self, line: Line, at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The line's characters before and from index `at` of its text."""
        before, after = parted((line,), self.text, (at,))
        return before, after

    def extend_last(self, text: str, lines: Sequence[Line], fragments: Iterable[Span], **facts: Any) -> None:
        """Let the last element have more lines, another text and other facts."""
        last = self.elements[-1]
        source = LineSpan(first=last.source.first, last=max(last.source.last, lines[-1].number))
        spans = (*last.fragments, *fragments)
        known = {"text": text, "source": source, "fragments": spans, **facts}
        self.elements[-1] = last.model_copy(update=known)


def _fragments_of(lines: Sequence[Line]) -> tuple[Span, ...]:
    return tuple(span for line in lines for span in line.fragments)


def _source_of(lines: Sequence[Line]) -> LineSpan:
    return LineSpan(first=lines[0].number, last=lines[-1].number)
