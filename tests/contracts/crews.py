"""Every block of every crew, and what each is asked: a new provider is one line here."""

from __future__ import annotations

from blocks.animatic import EspeakSpeech, FoleySounds, PainterClips, PainterStills, RulesWriter, ScoreMusic
from blocks.kinds import CrewMember

MEMBERS: tuple[CrewMember, ...] = (
    RulesWriter(language="en"),
    PainterStills(rasteriser="resvg"),
    PainterClips(longest_seconds=10),
    EspeakSpeech(language="en-us"),
    FoleySounds(sample_rate_hz=48000),
    ScoreMusic(ensemble="chamber"),
)
CHANGED: tuple[tuple[CrewMember, CrewMember], ...] = ((EspeakSpeech(language="en-us"), EspeakSpeech(language="de")),)
"""Two members whose settings make another result."""
UNCHANGED: tuple[tuple[CrewMember, CrewMember], ...] = ((PainterClips(longest_seconds=10), PainterClips(longest_seconds=5)),)
"""Two members whose settings differ in what stands in the briefs already."""


def with_capability(kind: type[CrewMember]) -> list[CrewMember]:
    """Every member that has a capability."""
    return [member for member in MEMBERS if isinstance(member, kind)]
