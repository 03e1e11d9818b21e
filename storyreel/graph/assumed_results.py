"""Results of the right shape and length without content, from briefs: a plan goes on with them.

They stand in until there are real ones, and are never kept.
"""

from __future__ import annotations

from storyreel.film.assets import AssetRef
from storyreel.film.briefs import (
    Anchor,
    AnchorBrief,
    Clip,
    ClipBrief,
    FreezeFrameBrief,
    KeyframeBrief,
    Keyframes,
    Lora,
    LoraBrief,
    Music,
    MusicBrief,
    PromptBrief,
    Review,
    ReviewBrief,
    Sound,
    SoundBrief,
    Speech,
    SpeechBrief,
    Still,
    StillBrief,
    TranslatedPrompt,
)
from storyreel.film.cutting import (
    CreditsBrief,
    FinishedFilm,
    MixBrief,
    MixedSound,
    StitchBrief,
    TitleBrief,
    TitleClip,
)
from storyreel.film.drafts import SceneBrief, SceneDraft, ShotDraft
from storyreel.film.frozen import Frozen
from storyreel.film.introductions import Introduction, IntroductionBrief
from storyreel.film.narration import OwnLineBrief, Transcript, TranscriptBrief
from storyreel.film.storyboard import LineSpan
from storyreel.film.timeline import ChunkBrief
from storyreel.film.word_times import estimated_words, line_ms

NOTHING = AssetRef(sha256="0" * 64, media_type="application/octet-stream", size_bytes=0)


def translated(brief: PromptBrief) -> TranslatedPrompt:
    """Assumed."""
    return TranslatedPrompt(text=brief.prompt)


def names_nothing(brief: Frozen) -> bool:
    """Whether a brief names an assumed file, so that it is not what will be asked."""
    return NOTHING.sha256 in brief.model_dump_json()


def anchor(brief: AnchorBrief) -> Anchor:
    """Assumed."""
    return Anchor(
        layout=brief.description or brief.place.name,
        architecture=brief.place.kind.value,
        light="",
        atmosphere="",
        key_features=brief.place.features,
        time="",
        weather="",
        palette=brief.place.palette,
        trigger_word="sks_place",
        negative_prompt="",
    )


def speech(brief: SpeechBrief) -> Speech:
    """Assumed."""
    return Speech(audio=NOTHING, duration_ms=line_ms(brief), words=estimated_words(brief), exact_words=False)


def own_line(brief: OwnLineBrief) -> Speech:
    """Assumed."""
    return Speech(
        audio=NOTHING,
        duration_ms=max(1, brief.line.length_ms),
        words=(),
        exact_words=False,
    )


def lora(brief: LoraBrief) -> Lora:
    """Assumed."""
    return Lora(weights=NOTHING, trigger_word=brief.trigger_word)


def keyframes(_brief: KeyframeBrief) -> Keyframes:
    """Assumed."""
    return Keyframes(first=NOTHING, last=NOTHING)


def still(_brief: StillBrief) -> Still:
    """Assumed."""
    return Still(image=NOTHING)


def clip(brief: ClipBrief | FreezeFrameBrief) -> Clip:
    """Assumed."""
    return Clip(video=NOTHING, frames=brief.frames)


def sound(brief: SoundBrief) -> Sound:
    """Assumed."""
    return Sound(audio=NOTHING, duration_ms=int(brief.seconds * 1000))


def music(brief: MusicBrief) -> Music:
    """Assumed."""
    return Music(audio=NOTHING, duration_ms=max(1, int(brief.seconds * 1000)))


def title(brief: TitleBrief | CreditsBrief) -> TitleClip:
    """Assumed."""
    return TitleClip(video=NOTHING, frames=brief.frames)


def chunk(brief: ChunkBrief) -> Clip:
    """Assumed."""
    return Clip(video=NOTHING, frames=brief.piece.frames)


def mix(brief: MixBrief) -> MixedSound:
    """Assumed."""
    return MixedSound(
        audio=NOTHING, samples=brief.rate.samples(brief.frames, 48_000), loudness_lufs=0, true_peak_dbtp=0
    )


def film(brief: StitchBrief) -> FinishedFilm:
    """Assumed."""
    return FinishedFilm(
        video=NOTHING,
        srt=NOTHING,
        vtt=NOTHING,
        frames=sum(piece.frames for piece in brief.pieces),
        duration_ms=0,
    )


def introduction(_brief: IntroductionBrief) -> Introduction:
    """Assumed."""
    return Introduction()


def draft(_brief: SceneBrief) -> SceneDraft:
    """Assumed."""
    return SceneDraft(shots=(ShotDraft(source=LineSpan(first=1, last=1)),))


def transcript(_brief: TranscriptBrief) -> Transcript:
    """Assumed."""
    return Transcript(words=())


def review(_brief: ReviewBrief) -> Review:
    """Assumed."""
    return Review(score=1, usable=True)
