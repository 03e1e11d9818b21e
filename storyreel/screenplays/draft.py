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

        Fragments: the characters, where they are not all of those lines'.
        """
        spans = (
            tuple(fragments)
            if fragments is not None
            else tuple(span for line in lines for span in line.fragments)
        )
        source = LineSpan(first=lines[0].number, last=lines[-1].number)
        self.elements.append(Element(kind=kind, text=text, source=source, fragments=spans, **facts))

    def ignore(self, lines: Sequence[Line], reason: str, fragments: Iterable[Span] | None = None) -> None:
        """Leave lines out, and say why."""
        if not lines or not any(line.raw.strip() for line in lines):
            return
        spans = (
            tuple(fragments)
            if fragments is not None
            else tuple(span for line in lines for span in line.fragments)
        )
        text = (
            "\n".join(line.raw.strip() for line in lines)
            if fragments is None
            else "".join(self.text[a:b] for a, b in spans).strip()
        )
        source = LineSpan(first=lines[0].number, last=lines[-1].number)
        self.ignored.append(
            Element(kind=ElementKind.IGNORED, text=text, source=source, fragments=spans, reason=reason)
        )

    def hide(self, start: int, end: int, first: int, last: int, reason: str) -> None:
        """Leave characters out that were taken away before there were lines."""
        source = LineSpan(first=first, last=last)
        self.ignored.append(
            Element(
                kind=ElementKind.IGNORED,
                text=self.text[start:end].strip(),
                source=source,
                fragments=((start, end),),
                reason=reason,
            )
        )

    def parted(self, line: Line, at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The line's characters before and from index `at` of its text."""
        before, after = parted((line,), self.text, (at,))
        return before, after

    def extend_last(self, text: str, lines: Sequence[Line], fragments: Iterable[Span], **facts: Any) -> None:
        """Let the last element have more lines, another text and other facts."""
        last = self.elements[-1]
        source = LineSpan(first=last.source.first, last=max(last.source.last, lines[-1].number))
        self.elements[-1] = last.model_copy(
            update={"text": text, "source": source, "fragments": (*last.fragments, *fragments), **facts}
        )
