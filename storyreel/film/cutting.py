"""The requests to the cutting room: titles, the mix, captions and the finished film."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from storyreel.film.assets import AssetRef
from storyreel.film.frozen import Frozen
from storyreel.film.hearing import Medium, Room
from storyreel.film.recipe import PictureRecipe
from storyreel.film.storyboard import TitleCard
from storyreel.film.timecode import FrameRate
from storyreel.film.timeline import Piece


class TitleBrief(Frozen):
    """Asks for the opening title, over a dimmed picture when there is one."""

    card: TitleCard
    frames: int = Field(ge=1)
    recipe: PictureRecipe
    backdrop: AssetRef | None = None


class CreditLine(Frozen):
    """One credit: what, and who; without `role` a line of its own."""

    role: str = ""
    names: tuple[str, ...]


class CreditsBrief(Frozen):
    """Asks for the end credits."""

    lines: tuple[CreditLine, ...]
    frames: int = Field(ge=1)
    recipe: PictureRecipe


class TitleClip(Frozen):
    """A title as made."""

    video: AssetRef
    frames: int = Field(ge=1)
    missing_glyphs: str = Field(
        default="", description="Characters no font on the machine can draw; shown as boxes."
    )


class Role(StrEnum):
    """What a sound is in the mix; music and ambience give way to speech."""

    SPEECH = "speech"
    EFFECT = "effect"
    AMBIENCE = "ambience"
    MUSIC = "music"


class PlacedSound(Frozen):
    """A sound on the time line.

    start_ms to end_ms is where it is heard; a `looped` sound is repeated to fill that, any other is cut off
    (with its fade) at end_ms or plays out when end_ms is None.
    """

    audio: AssetRef
    role: Role
    start_ms: int = Field(ge=0)
    end_ms: int | None = None
    looped: bool = False
    gain_db: float = Field(default=0.0, ge=-60, le=12)
    pan: float = Field(default=0.0, ge=-1, le=1, description="-1 left, 1 right.")
    fade_in_ms: int = Field(default=0, ge=0)
    fade_out_ms: int = Field(default=0, ge=0)
    medium: Medium = Field(default=Medium.AIR, description="Through what speech is heard.")
    room: Room = Field(default=Room.NONE, description="The room whose echo is heard behind speech.")
    off_screen: bool = Field(default=False, description="Speech from outside the picture.")

    @property
    def is_plain(self) -> bool:
        """Whether it is heard as it was recorded."""
        return self.medium is Medium.AIR and self.room is Room.NONE and not self.off_screen


class MixBrief(Frozen):
    """Asks for the film's one continuous sound."""

    sounds: tuple[PlacedSound, ...]
    frames: int = Field(ge=1)
    rate: FrameRate = FrameRate()
    loudness_lufs: float = Field(
        default=-14.0,
        description="Integrated loudness, ITU-R BS.1770-4; -14 LUFS is what streaming services play at.",
    )
    true_peak_dbtp: float = Field(
        default=-2.0,
        description="Ceiling of the limiter; a decibel under the wanted -1 dBTP, because AAC overshoots.",
    )

    @property
    def seconds(self) -> float:
        """Length of the film."""
        return float(self.rate.seconds(self.frames))


class MixedSound(Frozen):
    """The mix: stereo, 48 kHz, FLAC, exactly as long as the picture to the sample."""

    audio: AssetRef
    samples: int
    loudness_lufs: float
    true_peak_dbtp: float


class Caption(Frozen):
    """One caption; times from the start of the film."""

    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)
    text: str
    speaker: str = Field(default="", description="Named if the speaker is not seen.")


class Chapter(Frozen):
    """A chapter of the film: one scene."""

    start_frame: int = Field(ge=0)
    title: str


class StitchBrief(Frozen):
    """Asks for the finished film.

    Pieces of kind body are copied; every other was made into a chunk, which stands here as a body.
    """

    pieces: tuple[Piece, ...]
    audio: AssetRef
    samples: int
    captions: tuple[Caption, ...]
    chapters: tuple[Chapter, ...]
    title: str
    language: str
    recipe: PictureRecipe


class FinishedFilm(Frozen):
    """The film and its captions."""

    video: AssetRef
    srt: AssetRef
    vtt: AssetRef
    frames: int
    duration_ms: int
