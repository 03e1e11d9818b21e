"""Pictures, clips and weights of fake services: real, cheap files that tell what they were made from."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tests.fakes import counter, sounds

ImportCache = Callable[[str], bytes]
"""Content by its hash."""

TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "mp4": "video/mp4",
    "safetensors": "application/octet-stream",
    "json": "application/json",
}


def render(made: dict[str, Any], imports: ImportCache) -> tuple[bytes, str]:
    """The file a job made and its media type.

    `made` is plain JSON, so that the same file can be made again at any time.
    """
    content, media_type = _KINDS[made["kind"]](made, imports)
    return damaged(content, made.get("damage", "")), media_type


def damaged(content: bytes, damage: str) -> bytes:
    """The content, truncated to its first half, corrupt in its middle, empty, or whole."""
    if damage == "truncated":
        return content[: len(content) // 2]
    if damage == "corrupt":
        third = len(content) // 3
        noise = np.random.default_rng(7).integers(0, 256, third, dtype=np.uint8).tobytes()
        return noise[:64] + content[64:third] + noise + content[2 * third :]
    return b"" if damage == "empty" else content


def place_of(prompt: str) -> str:
    """The words that name the place: a trigger word, a scene heading, or the last sentence of the prompt."""
    for pattern in (r"\b(?=\w*[a-z])(?=\w*[\d_])[a-z]\w{3,}\b", r"\b(?:INT|EXT)[./ ][^\n]+"):
        found = re.search(pattern, prompt)
        if found:
            return found.group().strip().lower()
    sentences = [part.strip() for part in re.split(r"[.\n]", prompt) if part.strip()]
    return sentences[-1].lower() if sentences else ""


def place_colour(place: str) -> tuple[int, int, int]:
    """A colour of middle brightness, always the same for the same place."""
    red, green, blue = hashlib.sha256(place.encode()).digest()[:3]
    return 50 + red * 130 // 255, 50 + green * 130 // 255, 50 + blue * 130 // 255


def decode_picture(content: bytes) -> np.ndarray:
    """The picture as (height, width, 3) uint8 RGB; raises ValueError for what is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            return np.array(image.convert("RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError(f"{len(content)} bytes beginning {content[:8]!r} are no picture") from error


def first_picture(clip: bytes) -> np.ndarray:
    """The first frame of a clip, (height, width, 3) uint8 RGB."""
    return next(_frames(clip))


def last_picture(clip: bytes) -> np.ndarray:
    """The last frame of a clip, (height, width, 3) uint8 RGB."""
    *_, last = _frames(clip)
    return last


def _frames(clip: bytes) -> Iterator[np.ndarray]:
    import av

    with av.open(io.BytesIO(clip), "r") as film:
        for frame in film.decode(video=0):
            yield frame.to_ndarray(format="rgb24")


def _drawn(width: int, height: int, place: str, words: str) -> np.ndarray:
    from PIL import Image, ImageDraw, ImageFont

    colour = place_colour(place)
    image = Image.new("RGB", (width, height), colour)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 0.62, width, height), fill=tuple(part * 3 // 4 for part in colour))
    pen.ellipse(
        (width * 0.42, height * 0.3, width * 0.58, height * 0.62), fill=tuple(255 - part for part in colour)
    )
    pen.text(
        (width * 0.05, height * 0.12),
        " ".join(words.split()[:8])[:60],
        font=ImageFont.load_default(max(12, height // 22)),
        fill=(245, 245, 245),
    )
    return np.array(image)


def encode_picture(picture: np.ndarray, form: str = "png") -> bytes:
    """The picture as the bytes of a PNG or JPEG file."""
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(picture).save(
        out, format=form.upper(), **({"compress_level": 1} if form == "png" else {"quality": 92})
    )
    return out.getvalue()


def _image(made: dict[str, Any], imports: ImportCache) -> tuple[bytes, str]:
    place = made.get("place") or place_of(made["prompt"])
    picture = (
        np.zeros((made["height"], made["width"], 3), np.uint8)
        if made.get("black")
        else _drawn(made["width"], made["height"], place, made["prompt"])
    )
    if made.get("seed"):  # another seed, another picture: a strip of grain at the lower edge
        grain = np.random.default_rng(made["seed"]).integers(0, 256, (8, made["width"], 3), np.uint8)
        picture = np.concatenate([picture[:-8], grain])
    return encode_picture(picture, made["format"]), TYPES[made["format"]]


LONGEST_CLIP_SIDE = 480
"""Clips are made no larger, in the shape that was asked for: their pixels would cost the tests minutes."""


def _clip_size(made: dict[str, Any]) -> tuple[int, int]:
    """Width and height of a clip's file; even, as H.264 needs them."""
    width, height = made["width"], made["height"]
    smaller = min(1.0, LONGEST_CLIP_SIDE / max(width, height))
    return round(width * smaller / 2) * 2, round(height * smaller / 2) * 2


def _layers(
    made: dict[str, Any], imports: ImportCache
) -> tuple[np.ndarray, np.ndarray | None, int, int | None]:
    from PIL import Image

    width, height = _clip_size(made)

    def taken(name: str) -> np.ndarray | None:
        return decode_picture(imports(made[name])) if made.get(name) else None

    def sized(picture: np.ndarray) -> np.ndarray:
        return np.array(Image.fromarray(picture).resize((width, height)))

    start, end = taken("start"), taken("end")
    place = made.get("place") or place_of(made["prompt"])
    first = sized(start) if start is not None else _drawn(width, height, place, made["prompt"])
    begins = counter.read(start) if start is not None else None
    ends = counter.read(end) if end is not None else None
    return first, sized(end) if end is not None else None, begins or 0, ends


def _frame(base: np.ndarray, number: int) -> np.ndarray:
    from PIL import Image, ImageDraw, ImageFont

    height, width = base.shape[:2]
    lane = height * 4 // 5
    picture = base.copy()
    picture[lane:] = 28
    left = number * max(2, width // 96) % max(1, width - width // 8)
    picture[lane + height // 25 : height - height // 25, left : left + width // 8] = 225
    label = Image.new("L", (width // 4, height // 12), 28)
    ImageDraw.Draw(label).text((4, 0), str(number), font=ImageFont.load_default(height // 16), fill=250)
    picture[lane : lane + label.height, : label.width] = np.array(label)[: height - lane, :, None]
    return counter.stamp(picture, number)


def _clip(made: dict[str, Any], imports: ImportCache) -> tuple[bytes, str]:
    """The first frame has the start picture's number and goes on from there.

    The last frame is the end picture with its number.
    """
    import av

    first, last, begins, ends = _layers(made, imports)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        stream = film.add_stream(
            "libx264",
            rate=made["fps"],
            options={"preset": "ultrafast", "crf": "20", "g": "12", "threads": "1"},
        )
        stream.width, stream.height, stream.pix_fmt = *_clip_size(made), "yuv420p"
        for index in range(made["frames"]):
            closing = last is not None and index == made["frames"] - 1
            part = index / max(1, made["frames"] - 1)
            base = (
                first
                if last is None
                else last
                if part > 0.97
                else first
                if part < 0.03
                else _between(first, last, part)
            )
            number = ends if closing and ends is not None else begins + index
            film.mux(stream.encode(av.VideoFrame.from_ndarray(_frame(base, number), format="rgb24")))
        film.mux(stream.encode())
    return out.getvalue(), TYPES["mp4"]


def _between(first: np.ndarray, last: np.ndarray, part: float) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.blend(Image.fromarray(first), Image.fromarray(last), part))


def _lora(made: dict[str, Any], imports: ImportCache) -> tuple[bytes, str]:
    shapes = {
        "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight": (4, 8),
        "transformer.single_transformer_blocks.0.attn.to_q.lora_B.weight": (8, 4),
    }
    numbers = np.random.default_rng([len(made["trigger"]), made.get("training", 0)])
    header: dict[str, Any] = {
        "__metadata__": {
            "format": "pt",
            "trigger_word": made["trigger"],
            "steps": str(made.get("steps", 0)),
            "family": made.get("family", ""),
        }
    }
    weights = b""
    for name, shape in shapes.items():
        block = numbers.normal(0, 0.02, shape).astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(shape),
            "data_offsets": [len(weights), len(weights) + len(block)],
        }
        weights += block
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    return struct.pack("<Q", len(head)) + head + weights, TYPES["safetensors"]


def trigger_of(lora: bytes) -> str:
    """The trigger word a LoRA file names, "" when it names none.

    Raises ValueError for what is no safetensors file.
    """
    return _told_by(lora, "trigger_word")


def family_of(lora: bytes) -> str:
    """The family of models for which a LoRA file was trained, "" when it names none."""
    return _told_by(lora, "family")


def _told_by(lora: bytes, name: str) -> str:
    size = int.from_bytes(lora[:8], "little")
    if len(lora) < 9 or size > len(lora) - 8:
        raise ValueError(f"{len(lora)} bytes are no safetensors file")
    return str(json.loads(lora[8 : 8 + size]).get("__metadata__", {}).get(name, ""))


def _document(made: dict[str, Any], imports: ImportCache) -> tuple[bytes, str]:
    return json.dumps(made["content"]).encode(), TYPES["json"]


_KINDS: dict[str, Callable[[dict[str, Any], ImportCache], tuple[bytes, str]]] = {
    "image": _image,
    "clip": _clip,
    "lora": _lora,
    "document": _document,
    "speech": lambda made, imports: sounds.speech(made),
    "sound": lambda made, imports: sounds.effect(made),
    "music": lambda made, imports: sounds.music(made),
}
