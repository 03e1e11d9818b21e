"""Reads the files a person brings and stores them as what a crew would have made.

It does not know which piece of the film they become.

Every file is read to its end before anything is made of it; what only pretends to be a picture, a clip or a
sound is refused by name.
"""

from __future__ import annotations

import io
import re
import shutil
import warnings
from collections import deque
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile
from av.error import FFmpegError
from PIL import Image, ImageOps, UnidentifiedImageError

from storyreel.editing.encoder import PictureEncoder
from storyreel.editing.ffmpeg import run_ffmpeg
from storyreel.editing.footage import frames_of
from storyreel.editing.loudness import SAMPLE_RATE_HZ, SILENCE_LUFS, LoudnessMeter
from storyreel.editing.placed import make_ready
from storyreel.film.assets import PICTURE_FORMATS, AssetRef, AssetStore
from storyreel.film.briefs import Clip, Keyframes, Music
from storyreel.film.errors import FilmError, SettingsError
from storyreel.film.recipe import PictureRecipe
from storyreel.film.timeline import Span

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
CLIPS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")
SOUNDS = (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aiff", ".aif")
CONTAINERS = "mov,matroska,wav,mp3,flac,ogg,aiff"
"""Formats that hold nothing but media: a playlist under another name is none of them, and is not followed."""
READ_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
PICTURE_BYTES, CLIP_BYTES, SOUND_BYTES = 100_000_000, 20_000_000_000, 2_000_000_000
MOST_PIXELS = 100_000_000
FEWEST_PIXELS = 64
"""Of a picture's shorter side: less is a thumbnail."""
REFERENCE_PIXELS = 2048
"""Longer side of a reference: image services take no more."""
LONGEST_SECONDS = 3600
"""Of a clip or a recording; what claims, or turns out, to be longer is not read on."""
MUSIC_LUFS, SPEECH_LUFS = -24.0, -20.0
"""What the mix takes music and speech to be recorded at."""
PEAK = 10 ** (-1 / 20)
_BLOCK = SAMPLE_RATE_HZ * 10


def own_frame(path: Path, where: str, recipe: PictureRecipe, store: AssetStore) -> AssetRef:
    """A picture as a frame of the film: upright, cut at its middle to the film's shape, at least as large as the film.

    Raises:
        SettingsError: the file is missing, or is no picture.
    """
    picture = _picture(path, where)
    size, shape = recipe.size, recipe.size.aspect
    across = min(picture.width, int(picture.height * shape))
    scale = min(2.0, max(1.0, across / size.width_px))
    fitted = ImageOps.fit(
        picture, (round(size.width_px * scale), round(size.height_px * scale)), Image.Resampling.LANCZOS
    )
    return store.put(_png(fitted), "image/png")


def own_reference(path: Path, where: str, store: AssetStore) -> AssetRef:
    """A picture of a person or place: upright, in its own shape, its longer side at most 2,048 pixels.

    Raises:
        SettingsError: the file is missing, or is no picture.
    """
    picture = _picture(path, where)
    picture.thumbnail((REFERENCE_PIXELS, REFERENCE_PIXELS), Image.Resampling.LANCZOS)
    return store.put(_png(picture), "image/png")


def own_clip(path: Path, where: str, recipe: PictureRecipe, store: AssetStore) -> tuple[Clip, Keyframes]:
    """A clip of any size, rate and codec, its length in the film's frames, with its first and last picture.

    It is stored as it is; one that the cut cannot read by frame number (trimmed without encoding, for
    example) is encoded once.

    Raises:
        SettingsError: the file is missing, holds no picture, or breaks off.
    """
    _require(path, where, CLIPS, "a video file", CLIP_BYTES)
    folder = store.workspace()
    try:
        whole, announced = _decoded(path, where)
        kept = folder / f"own{path.suffix.lower()}"
        if whole < announced:
            kept = folder / "own.mp4"
            _encode_again(path, where, whole, recipe, kept)
        else:
            shutil.copyfile(path, kept)
        frames, ends = _ends(kept, where, recipe, store)
        kind = {".webm": "video/webm", ".mkv": "video/x-matroska", ".mov": "video/quicktime"}.get(
            kept.suffix, "video/mp4"
        )
        return Clip(video=store.put(kept, kind), frames=frames), ends
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def own_music(path: Path, where: str, store: AssetStore) -> Music:
    """Music of any format as stereo FLAC at 48 kHz, at the level the crew's composer records at.

    Raises:
        SettingsError: the file is missing, is no sound, is silent or longer than an hour.
    """
    folder = store.workspace()
    try:
        ready, leveled = folder / "ready.wav", folder / "music.flac"
        samples = _sound(path, where, ready)
        _level(ready, leveled, MUSIC_LUFS, path, where)
        return Music(
            audio=store.put(leveled, "audio/flac"), duration_ms=max(1, round(samples * 1000 / SAMPLE_RATE_HZ))
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def own_speech(path: Path, where: str, store: AssetStore) -> np.ndarray:
    """A recording of speech as `(samples,)` float32 at 48 kHz, at the level the crew's narrator speaks at.

    Raises:
        SettingsError: the file is missing, is no sound, is silent or longer than an hour.
    """
    folder = store.workspace()
    try:
        ready, leveled = folder / "ready.wav", folder / "speech.flac"
        _sound(path, where, ready)
        _level(ready, leveled, SPEECH_LUFS, path, where)
        return soundfile.read(leveled, dtype="float32", always_2d=True)[0].mean(axis=1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def files_in(path: Path, where: str, kinds: tuple[str, ...], what: str) -> tuple[Path, ...]:
    """The file itself, or the files of these kinds in a folder in the order of their names, 2 before 10.

    Raises:
        SettingsError: there is nothing, or nothing of the kind.
    """
    if not path.is_dir():
        return (path,)
    found = sorted(
        (file for file in path.iterdir() if file.suffix.lower() in kinds and not file.name.startswith(".")),
        key=_natural,
    )
    if not found:
        raise SettingsError(
            f"{where} is the folder {str(path)!r}, which holds no {what} ({', '.join(kinds)}). {_NOTHING}"
        )
    return tuple(found)


_NOTHING = (
    "Nothing was made and nothing was spent. Mend film.toml or the file, and run the same command again."
)


def _require(path: Path, where: str, kinds: tuple[str, ...], what: str, most_bytes: int) -> None:
    accepted = f"{what} ({', '.join(kinds)}) is accepted"
    if not path.is_file():
        state = "is a folder or no plain file" if path.exists() else "does not exist"
        raise SettingsError(f"{where} names {str(path)!r}, which {state}; {accepted}. {_NOTHING}")
    if path.suffix.lower() not in kinds:
        raise SettingsError(f"{where} names {path.name!r}; {accepted}. {_NOTHING}")
    size = path.stat().st_size
    if not 0 < size <= most_bytes:
        raise SettingsError(
            f"{where} names {path.name!r}, which has {size:,} bytes; 1 to {most_bytes:,} are accepted."
            f" {_NOTHING}"
        )


def _picture(path: Path, where: str) -> Image.Image:
    _require(path, where, PICTURES, "a picture", PICTURE_BYTES)
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(path, formats=PICTURE_FORMATS) as image,
        ):
            width, height = image.size
            if width * height > MOST_PIXELS or min(width, height) < FEWEST_PIXELS:
                raise SettingsError(
                    f"{where} names {path.name!r}, which claims {width}x{height} pixels; {FEWEST_PIXELS} on"
                    f" the shorter side to {MOST_PIXELS:,} in all are accepted. {_NOTHING}"
                )
            image.load()
            return ImageOps.exif_transpose(_eight_bits(image)).convert("RGB")
    except Image.DecompressionBombError as error:
        raise SettingsError(
            f"{where} names {path.name!r}, which claims more pixels than the {MOST_PIXELS:,} that are"
            f" accepted. Make it smaller. {_NOTHING}"
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise SettingsError(
            f"{where} names {path.name!r}, which is no whole picture ({type(error).__name__}); PNG, JPEG and"
            f" WebP are accepted. {_NOTHING}"
        ) from error


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 bits a pixel in 8; Pillow would cut it off at 255, which is white."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray(
        (np.asarray(image, dtype=np.float32).clip(0, 65_535) / 257).round().astype(np.uint8)
    )


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _decoded(path: Path, where: str) -> tuple[int, int]:
    """Pictures decoded, and pictures announced; every packet is read."""
    try:
        with av.open(str(path), options=READ_OPTIONS | {"err_detect": "explode"}) as container:
            if not container.streams.video:
                raise SettingsError(
                    f"{where} names {path.name!r}, which holds no moving picture; a video file is accepted."
                    f" {_NOTHING}"
                )
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            if stream.width * stream.height > MOST_PIXELS:
                raise SettingsError(
                    f"{where} names {path.name!r}, which claims {stream.width}x{stream.height} pixels; at"
                    f" most {MOST_PIXELS:,} are accepted. {_NOTHING}"
                )
            decoded = 0
            for frame in container.decode(stream):
                decoded += 1
                _require_length(frame.time or 0.0, path, where)
            announced = stream.frames
        there = announced if decoded >= announced else _packets(path)
    except FFmpegError as error:
        raise SettingsError(
            f"{where} names {path.name!r}, which is no whole video ({error.strerror}); a whole video file"
            f" ({', '.join(CLIPS)}) is accepted. {_NOTHING}"
        ) from error
    if not decoded or there < announced:
        raise SettingsError(
            f"{where} names {path.name!r}, which breaks off after {there} of {announced} pictures; a whole"
            f" video file is accepted. {_NOTHING}"
        )
    return decoded, announced


def _require_length(seconds: float, path: Path, where: str) -> None:
    if seconds > LONGEST_SECONDS:
        raise SettingsError(
            f"{where} names {path.name!r}, which is longer than an hour; at most that is accepted. {_NOTHING}"
        )


def _packets(path: Path) -> int:
    """Pictures that lie in the file, those that a trim hides among them."""
    with av.open(str(path), options=READ_OPTIONS | {"ignore_editlist": "1"}) as container:
        return sum(packet.size > 0 for packet in container.demux(video=0))


def _encode_again(path: Path, where: str, pictures: int, recipe: PictureRecipe, target: Path) -> None:
    """The pictures that a player shows, at the film's rate and size."""
    bare = target.with_name("shown.mkv")
    try:
        guards = ("-protocol_whitelist", "file", "-format_whitelist", CONTAINERS)
        run_ffmpeg(
            [
                *guards,
                "-i",
                str(path),
                "-map",
                "0:v:0",
                "-an",
                "-c:v",
                "libx264",
                "-crf",
                "14",
                "-preset",
                "veryfast",
                str(bare),
            ]
        )
        seconds = Fraction(pictures) / _rate(bare)
        span = Span(video=_UNSTORED, start=0, end=max(1, recipe.rate.nearest_frame(seconds)))
        with PictureEncoder(target, recipe) as encoder:
            for frame in frames_of(bare, span, recipe):
                encoder.add(frame)
    except FilmError as error:
        raise SettingsError(
            f"{where} names {path.name!r}, which cannot be read by frames ({error.message}). {_NOTHING}"
        ) from error


def _rate(path: Path) -> Fraction:
    with av.open(str(path), options=READ_OPTIONS) as container:
        return Fraction(container.streams.video[0].average_rate or 25)


_UNSTORED = AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=0)


def _ends(path: Path, where: str, recipe: PictureRecipe, store: AssetStore) -> tuple[int, Keyframes]:
    """Length in the film's frames, counted as the cut will read them, and the first and last."""
    with av.open(str(path), options=READ_OPTIONS) as container:
        stream = container.streams.video[0]
        length = (
            stream.duration * stream.time_base
            if stream.duration and stream.time_base
            else Fraction(container.duration or 0, av.time_base)
        )
    frames = max(1, recipe.rate.nearest_frame(length))
    try:
        pictures = frames_of(path, Span(video=_UNSTORED, start=0, end=frames), recipe)
        first = next(pictures)
        last = next(iter(deque(pictures, maxlen=1)), first)
    except FilmError as error:
        raise SettingsError(
            f"{where} names {path.name!r}, which cannot be read by frames ({error.message}). {_NOTHING}"
        ) from error
    refs = [store.put(_png(_rgb_of(frame)), "image/png") for frame in (first, last)]
    return frames, Keyframes(first=refs[0], last=refs[1])


def _rgb_of(frame: av.VideoFrame) -> Image.Image:
    """A frame of the film as a picture in RGB."""
    return frame.reformat(
        format="rgb24",
        src_colorspace="ITU709",
        dst_colorspace="ITU709",
        src_color_range="MPEG",
        dst_color_range="JPEG",
    ).to_image()


def _sound(path: Path, where: str, ready: Path) -> int:
    """Write a sound file as stereo or mono float samples at 48 kHz; returns their number."""
    _require(path, where, SOUNDS, "a sound file", SOUND_BYTES)
    try:
        with av.open(str(path), options=READ_OPTIONS) as container:
            if not container.streams.audio:
                raise SettingsError(
                    f"{where} names {path.name!r}, which holds no sound; a sound file is accepted. {_NOTHING}"
                )
            seconds = 0.0
            for frame in container.decode(audio=0):
                seconds += frame.samples / frame.sample_rate
                _require_length(seconds, path, where)
        make_ready(path, ready)
        samples = soundfile.info(ready).frames
    except (FFmpegError, FilmError, soundfile.LibsndfileError) as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError(
            f"{where} names {path.name!r}, which is no whole sound file ({type(error).__name__});"
            f" {', '.join(SOUNDS)} are accepted. {_NOTHING}"
        ) from error
    if not 0 < samples <= LONGEST_SECONDS * SAMPLE_RATE_HZ:
        raise SettingsError(
            f"{where} names {path.name!r}, which holds {samples:,} samples of sound; some, and at most an"
            f" hour, are accepted. {_NOTHING}"
        )
    return samples


def _level(source: Path, target: Path, lufs: float, path: Path, where: str) -> None:
    """Write a FLAC at that loudness, its peaks under -1 dBFS, ten seconds at a time."""
    with soundfile.SoundFile(source) as sound:
        meter, peak = LoudnessMeter(sound.channels), 0.0
        for block in sound.blocks(_BLOCK, dtype="float32", always_2d=True):
            if not np.isfinite(block).all():
                raise SettingsError(
                    f"{where} names {path.name!r}, whose samples are not numbers; make it again. {_NOTHING}"
                )
            meter.hear(block)
            peak = max(peak, float(np.abs(block).max(initial=0)))
        measured = meter.integrated_lufs()
        if measured <= SILENCE_LUFS:
            raise SettingsError(
                f"{where} names {path.name!r}, which is silent; a recording that can be heard is accepted."
                f" {_NOTHING}"
            )
        gain = min(10 ** ((lufs - measured) / 20), PEAK / peak)
        sound.seek(0)
        with soundfile.SoundFile(
            target, "w", SAMPLE_RATE_HZ, sound.channels, format="FLAC", subtype="PCM_24"
        ) as sink:
            for block in sound.blocks(_BLOCK, dtype="float32", always_2d=True):
                sink.write(block * np.float32(gain))


def _natural(path: Path) -> list[tuple[int, str]]:
    """Order in which 2 comes before 10."""
    return [(int(part) if part.isdigit() else -1, part.casefold()) for part in re.split(r"(\d+)", path.name)]
