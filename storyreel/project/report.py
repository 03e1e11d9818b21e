"""A film's report page: what was made, from which words, and by which providers.

One file that needs no network.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from pydantic import Field

from storyreel.film.assets import PICTURE_FORMATS
from storyreel.film.frozen import Frozen
from storyreel.film.printable import printable
from storyreel.film.storyboard import Mood

PICTURE_WIDTH_PX = 480
_JPEG_QUALITY = 82
_TEMPLATE = "report.html.j2"

# Muted, to stand on light and dark paper; cool for quiet moods, warm for bright ones, red for danger.
_MOOD_COLOURS: dict[str, str] = {
    Mood.CALM: "#6fa3a8",
    Mood.HOPEFUL: "#c9b458",
    Mood.JOYFUL: "#e0a03c",
    Mood.ROMANTIC: "#cf7f8f",
    Mood.MELANCHOLY: "#6d7fa8",
    Mood.MYSTERY: "#7d6a9e",
    Mood.TENSE: "#b0593d",
    Mood.EERIE: "#5f8a6b",
    Mood.ACTION: "#c6432f",
    Mood.TRIUMPHANT: "#d9b23a",
}

Pairs = tuple[tuple[str, str], ...]
"""Names and values, in the order in which they are shown."""


class ReportLine(Frozen):
    """A spoken line."""

    speaker: str
    text: str
    manner: str = Field(default="", description="How or where it is said: 'whispering', 'off screen'.")


class ReportShot(Frozen):
    """One shot: its words, its picture and where it came from."""

    id: str
    size: str
    move: str
    action: str
    prompt: str = ""
    lines: tuple[ReportLine, ...] = ()
    picture: bytes | None = Field(default=None, description="PNG of any size; None if there is none.")
    length_seconds: float = Field(ge=0)
    provenance: Pairs = Field(default=(), description="Provider, fingerprint, seed, take, key and the like.")
    seconds_to_make: float | None = Field(default=None, ge=0)
    reused: bool = False
    gap: str = Field(default="", description="Why it is missing; empty if it was made.")
    stale: tuple[str, ...] = Field(
        default=(), description="What of it is of an earlier version, each as 'clip: why'."
    )


class ReportScene(Frozen):
    """A scene and its shots, in film order."""

    heading: str
    mood: str = ""
    shots: tuple[ReportShot, ...] = ()


class ReportPlace(Frozen):
    """A place, with the words every picture of it is made from."""

    name: str
    prompt: str
    palette: Pairs = Field(default=(), description="What has the colour, and the colour as '#rrggbb'.")
    facts: Pairs = ()


class ReportPerson(Frozen):
    """A person in the cast, with the colours of their look."""

    name: str
    description: str
    palette: Pairs = Field(default=(), description="What has the colour, and the colour as '#rrggbb'.")
    voice: str = ""


class Report(Frozen):
    """Everything on the page."""

    title: str
    made_at: str = Field(description="When, as it is shown.")
    duration_seconds: float = Field(ge=0)
    title_seconds: float = Field(
        default=0.0, ge=0, description="How long the title is shown before the first shot."
    )
    film_path: str = Field(
        default="",
        description="The film's path relative to the page; empty if the run stopped before the film.",
    )
    captions_vtt: str = Field(
        default="",
        description="WebVTT text; inlined, because a browser refuses a caption file beside a page on disk.",
    )
    language: str = "en"
    settings: Pairs = ()
    totals: Pairs = ()
    warnings: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    stale: tuple[str, ...] = Field(
        default=(), description="What is of an earlier version and stays, each as 'name: why'."
    )
    scenes: tuple[ReportScene, ...] = ()
    places: tuple[ReportPlace, ...] = ()
    cast: tuple[ReportPerson, ...] = ()


def render_report(report: Report) -> str:
    """The page as HTML: no script, no request, pictures inlined as JPEG, all text escaped."""
    page = _template()
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    return page.render(
        report=report,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        strip=_strip(report),
        starts=_starts(report),
        film_link=f"./{quote(report.film_path)}" if report.film_path else "",
        captions_link=_data_uri("text/vtt", report.captions_vtt.encode()) if report.captions_vtt else "",
        shot_count=sum(len(scene.shots) for scene in report.scenes),
    )


@lru_cache(maxsize=1)
def _template():  # noqa: ANN202 Jinja's Template
    environment = _environment()
    environment.filters |= {"clock": _clock, "picture": _picture, "mood_colour": _mood_colour}
    return environment.get_template(_TEMPLATE)


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )


def _plain(value: object) -> object:
    """Text without control characters and marks that change the direction of writing.

    Markup of the page itself is left as it is.
    """
    return printable(value) if type(value) is str else value


def _starts(report: Report) -> dict[str, float]:
    """When each shot begins in the film, in seconds, by id."""
    starts: dict[str, float] = {}
    now = report.title_seconds
    for shot in _shots(report):
        starts[shot.id] = now
        now += shot.length_seconds
    return starts


def _strip(report: Report) -> list[tuple[float, float, str, ReportShot]]:
    """The film at a glance: (left, width, mood, shot), left and width in thousandths of the whole."""
    whole = sum(shot.length_seconds for shot in _shots(report)) or 1.0
    strip: list[tuple[float, float, str, ReportShot]] = []
    left = 0.0
    for scene, shot in _shots_of_scenes(report):
        width = 1000 * shot.length_seconds / whole
        strip.append((round(left, 2), round(max(width - 1.0, 0.5), 2), scene.mood, shot))
        left += width
    return strip


def _shots(report: Report) -> Iterable[ReportShot]:
    return (shot for _, shot in _shots_of_scenes(report))


def _shots_of_scenes(report: Report) -> Iterable[tuple[ReportScene, ReportShot]]:
    return ((scene, shot) for scene in report.scenes for shot in scene.shots)


def _clock(seconds: float) -> str:
    """Minutes and seconds, '2:07'; with hours if there are any."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{_hours(minutes)}:{rest:02}"


def _hours(minutes: int) -> str:
    """Hours and minutes, '1:05'; only minutes for less than an hour."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if hours else f"{rest}"


def _mood_colour(mood: str) -> str:
    return _MOOD_COLOURS.get(mood, "#8d877c")


def _picture(png: bytes | None) -> str:
    """A JPEG at most PICTURE_WIDTH_PX wide as a data address.

    Empty if there is no picture or it cannot be read.
    """
    if png is None:
        return ""
    try:
        with Image.open(io.BytesIO(png), formats=PICTURE_FORMATS) as opened:
            flat = opened.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return ""  # the page of a whole film does not fail for one picture; the card says that it is missing
    jpeg = io.BytesIO()
    _fitted(flat).save(jpeg, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return _data_uri("image/jpeg", jpeg.getvalue())


def _fitted(picture: Image.Image) -> Image.Image:
    """The picture, at most PICTURE_WIDTH_PX wide."""
    if picture.width <= PICTURE_WIDTH_PX:
        return picture
    return picture.resize(_fitted_size(picture), Image.Resampling.LANCZOS)


def _fitted_size(picture: Image.Image) -> tuple[int, int]:
    return PICTURE_WIDTH_PX, max(1, round(picture.height * PICTURE_WIDTH_PX / picture.width))


def _data_uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
