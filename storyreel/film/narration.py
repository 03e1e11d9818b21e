"""The person's own recording of the narrator's lines: what is known of it before and after its words are heard. It knows no sound and no service."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import WordTime
from storyreel.film.frozen import Frozen

Span = tuple[int, int]
"""Start and end in milliseconds from the start of the recording, end exclusive."""


class Narration(Frozen):
    """A recording whose words are to be heard, and where its lines lie as far as its pauses tell."""

    recording: AssetRef
    duration_ms: int = Field(ge=1)
    names: tuple[str, ...] = Field(description="Names of the calls whose lines it holds, in order.")
    texts: tuple[str, ...] = Field(description="What each line says.")
    spans: tuple[Span, ...] = Field(description="Where each line lies, by pauses and lengths.")
    pauses: tuple[Span, ...] = Field(description="Silences between stretches of speech, in order.")
    apart: bool = Field(description="Each line was a file of its own, so its span is certain.")
    doubt: str = Field(
        default="",
        description=(
            "Why the spans are not to be believed without words: the sentence that refuses such a recording."
        ),
    )


class TranscriptBrief(Frozen):
    """Asks for the words of a recording."""

    recording: AssetRef
    language: str = Field(default="en-us", description="BCP 47 tag, lower case.")
    seconds: float = Field(
        default=0.0, ge=0, description="Length of the recording, for the price; 0 where it is not known."
    )

    def key_form(self) -> Mapping[str, object]:
        """See `Frozen.key_form`."""
        return {"recording": self.recording, "language": self.language, "seconds": self.seconds}


class Transcript(Frozen):
    """The words of a recording, in order."""

    words: tuple[WordTime, ...]


class FoundLine(Frozen):
    """Where a line lies in its recording; start and end are the same where it is not in it."""

    span: Span
    words: tuple[WordTime, ...] = Field(
        default=(), description="Its words from the start of the recording; none where they were not heard."
    )


class OwnLineBrief(Frozen):
    """Asks for one line of a recording, cut out of it."""

    recording: AssetRef
    text: str
    line: FoundLine
