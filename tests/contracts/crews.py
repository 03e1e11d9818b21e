"""Every block of every crew, with the briefs for each.

A new provider is found by its name in `blocks/roster.py`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import numpy as np

from blocks.crew import PRESETS
from blocks.kinds import CrewMember, RemoteMember
from blocks.providers.animatic import (
    EspeakSpeech,
    FoleySounds,
    KokoroSpeech,
    PainterClips,
    PainterStills,
    RulesWriter,
    ScoreMusic,
)
from blocks.providers.footage import FootageVideo
from blocks.providers.piper import PiperSpeech
from blocks.roster import MEMBERS as KNOWN
from blocks.roster import build, provider
from storyreel.editing.encoder import PictureEncoder, frame_of_rgb
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timecode import FrameRate, FrameSize
from tests.fakes.piper import put_piper

EMBEDDED: tuple[CrewMember, ...] = (
    RulesWriter(language="en"),
    PainterStills(rasteriser="resvg"),
    PainterClips(longest_seconds=10),
    KokoroSpeech(language="en-us"),
    EspeakSpeech(language="en-us"),
    FoleySounds(sample_rate_hz=48000),
    ScoreMusic(ensemble="chamber"),
)


def footage() -> FootageVideo:
    """The person's own footage: one clip, the same in every process."""
    folder = Path(tempfile.gettempdir()) / "storyreel-contract-footage"
    folder.mkdir(exist_ok=True)
    if not (folder / "kitchen.mp4").exists():
        recipe = PictureRecipe(size=FrameSize(width_px=320, height_px=180), rate=FrameRate(numerator=24))
        part = Path(tempfile.mkdtemp()) / "kitchen.mp4"
        with PictureEncoder(part, recipe) as encoder:
            for shade in range(60):
                encoder.add(frame_of_rgb(np.full((180, 320, 3), 60 + shade, np.uint8)))
        shutil.move(part, folder / "kitchen.mp4")
    return FootageVideo(folder=str(folder))


def piper() -> PiperSpeech:
    """The person's own program: a stand-in, the same in every process."""
    program, voice = put_piper(Path(tempfile.gettempdir()) / f"storyreel-contract-piper-{os.getpid()}")
    return PiperSpeech(model=str(voice), program=str(program))


def hired() -> tuple[CrewMember, ...]:
    """Every member that film.toml can name, except the embedded crew. Members with jobs are polled often."""
    members = [
        build(capability, name, "en-us")
        for capability, known in KNOWN.items()
        for name in known
        if name not in (PRESETS["animatic"].get(capability), "espeak", "footage", "piper")
    ]
    members += [footage(), piper()]
    return tuple(
        m.model_copy(update={"first_poll_seconds": 0.05}) if isinstance(m, RemoteMember) else m
        for m in members
    )


MEMBERS: tuple[CrewMember, ...] = (*EMBEDDED, *hired())
CHANGED: tuple[tuple[CrewMember, CrewMember], ...] = (
    (EspeakSpeech(language="en-us"), EspeakSpeech(language="de")),
    (KokoroSpeech(language="en-us"), KokoroSpeech(language="en-us", voices={"feminine": "af_bella"})),
    (KokoroSpeech(language="en-us"), KokoroSpeech(language="de")),
    *(
        (one, provider(capability, name).hired("en-us", "another-model"))
        for capability, name, one in (
            (capability, name, build(capability, name, "en-us"))
            for capability, known in KNOWN.items()
            for name in known
            if "model" in provider(capability, name).usual and name not in ("polly", "gtts")
        )
    ),
)
"""Two members whose settings make another result."""
UNCHANGED: tuple[tuple[CrewMember, CrewMember], ...] = (
    (PainterClips(longest_seconds=10), PainterClips(longest_seconds=5)),
)
"""Two members whose settings differ in what stands in the briefs already."""


def with_capability(kind: type[CrewMember]) -> list[CrewMember]:
    """Every member that has a capability."""
    return [member for member in MEMBERS if isinstance(member, kind)]
