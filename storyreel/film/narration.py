"""The person's own recording of the narrator's lines, before and after its words are heard."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import AliasChoices, Field

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import WordTime
from storyreel.film.frozen import Frozen

Span = tuple[int, int]
"""Start and end in milliseconds from the start of the recording, end exclusive."""


class Narration(Frozen):
    """A recording whose words are to be heard, and the positions of its lines as its pauses suggest."""

    recording: AssetRef
    duration_ms: int = Field(ge=1)
    names: tuple[str, ...] = Field(description="Names of the calls whose lines it holds, in order.")
    texts: tuple[str, ...] = Field(description="What each line says.")
    spans: tuple[Span, ...] = Field(description="Where each line lies, by pauses and lengths.")
    pauses: tuple[Span, ...] = Field(description="Silences between stretches of speech, in order.")
    apart: bool = Field(description="Each line was a file of its own, so its span is certain.")
    why_uncertain: str = Field(
        default="",
        validation_alias=AliasChoices("why_uncertain", "doubt"),
        serialization_alias="doubt",
        description=(
            "Why the spans are not reliable before the words are heard, as one sentence; '' if they are."
            " Stored as `doubt`."
        ),
    )


class TranscriptBrief(Frozen):
    """Asks for the words of a recording."""

    recording: AssetRef
    language: str = Field(default="en-us", description="BCP 47 tag, lower case.")
    seconds: float = Field(
        default=0.0, ge=0, description="Length of the recording, for the price; 0 if it is not known."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"recording": self.recording, "language": self.language, "seconds": self.seconds}


class Transcript(Frozen):
    """The words of a recording, in order."""

    words: tuple[WordTime, ...]


class FoundLine(Frozen):
    """The position of a line in its recording; start and end are the same if the line is not in it."""

    span: Span
    words: tuple[WordTime, ...] = Field(
        default=(), description="Its words from the start of the recording; none if they were not heard."
    )

    @property
    def length_ms(self) -> int:
        """0 if it is not in the recording."""
        start, end = self.span
        return end - start


class OwnLineBrief(Frozen):
    """Asks for one line of a recording, cut out of it."""

    recording: AssetRef
    text: str
    line: FoundLine
