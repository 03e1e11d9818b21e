"""Mouths, brows and blinks in speech."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.ndimage import label

from storyreel.animatic.painter.drawings import read_drawing
from storyreel.animatic.painter.figures import Part, Person, Stance, draw_person
from storyreel.animatic.painter.mouths import Mouth
from storyreel.animatic.painter.pigments import Lighting
from storyreel.animatic.painter.raster_cache import rasterise
from storyreel.animatic.painter.shot_renderer import ShotRenderer, Timing
from storyreel.animatic.painter.speaking import SpokenPhrases
from storyreel.animatic.voice import speak_line
from storyreel.film.briefs import DrawnFigure, SpeechBrief, TalkSpan
from storyreel.film.cast import Age, Hair, Look, Presentation, Voice
from storyreel.film.storyboard import Facing, ShotSize
from storyreel.film.timecode import FrameRate, FrameSize
from storyreel.film.visemes import Viseme
from storyreel.graph.lips import SpokenWords, talk_spans
from tests.animatic.painter import small_set
from tests.animatic.painter.briefs import a_picture
from tests.fakes.store import FolderStore

RATE = FrameRate()
DARKEST_FACE, LIGHTEST_FACE = 51, 145
"""Luma in the small street of what is no mouth's inside."""
LOOKS = (
    Look(presentation=Presentation.FEMININE, hair=Hair.LONG),
    Look(presentation=Presentation.MASCULINE, beard=True),
    Look(presentation=Presentation.MASCULINE, age=Age.OLD, moustache=True, skin="#7a4a2e"),
    Look(age=Age.CHILD),
)


@pytest.fixture
def still_street(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place is the small street without rain, clouds and lamps."""
    monkeypatch.setattr(
        "storyreel.animatic.painter.shot_renderer.set_of", lambda _picture: small_set.small_set(living=False)
    )


def filmed(
    look: Look, facing: Facing, size: ShotSize, talk: Sequence[TalkSpan], frames: int
) -> list[np.ndarray]:
    """The luma of each frame of a shot of one person, 640 x 360."""
    picture = a_picture(size, figures=(DrawnFigure(look=look, facing=facing, x=0.5),))
    timing = Timing(frames, RATE, tuple(talk))
    renderer = ShotRenderer(picture, {}, FrameSize(width_px=640, height_px=360), timing, 7)
    return [renderer.frame(number).luma.astype(int) for number in range(frames)]


class Gauge:
    """Measures the opening of a mouth in pixels: rows in its middle that are dark, or white with teeth.

    All lips, beards and skins in the small street are between the two.
    """

    def __init__(self, shut: np.ndarray, open_: np.ndarray) -> None:
        patches = np.empty(shut.shape, np.int32)
        label(np.abs(shut - open_) > 24, output=patches)
        largest = int(np.bincount(patches[patches > 0]).argmax())
        rows, columns = np.nonzero(patches == largest)
        self.column = int(np.median(columns))
        self.top, self.bottom = int(rows.min()) - 2, int(rows.max()) + 3

    def opening(self, frame: np.ndarray) -> int:
        """Rows from the first to the last that is inside the mouth."""
        middle = frame[self.top : self.bottom, self.column]
        inside = np.flatnonzero((middle < DARKEST_FACE) | (middle > LIGHTEST_FACE))
        return int(inside[-1] - inside[0] + 1) if inside.size else 0


def said(mouth: str, start_frame: int = 0, **more: object) -> TalkSpan:
    return TalkSpan.model_validate(
        {"figure_index": 0, "start_frame": start_frame, "mouth": mouth, "mark": "."} | more
    )


def opening_units(look: Look, facing: Facing, shape: Viseme, scale: float) -> float:
    """Height of what is solid in the middle of a mouth: its inside, or the line between the lips."""
    mouth = Mouth.of(shape)
    person = Person(DrawnFigure(look=look, facing=facing), Lighting())
    drawing = read_drawing("x", draw_person(person, Stance(mouth=mouth), (Part.MOUTH,)))
    left, top, right, bottom = person.part_box(Part.MOUTH)
    pixels = rasterise("x", drawing, scale, (left, top, right - left, bottom - top)).pixels
    solid = (pixels >> 24)[:, pixels.shape[1] // 2] >= 250
    return float(solid.sum()) / scale


@pytest.mark.parametrize("look", LOOKS, ids=["woman", "beard", "old", "child"])
@pytest.mark.parametrize("facing", [Facing.CAMERA, Facing.LEFT])
@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0])
def test_every_face_opens_and_shuts_its_mouth_in_every_size(look: Look, facing: Facing, scale: float) -> None:
    """Wide is the most open; closed and at rest no more than a line is between the lips."""
    rest, closed, teeth, open_, wide, round_, pucker, lip, tongue = (
        opening_units(look, facing, shape, scale) for shape in Viseme
    )

    assert max(rest, closed) <= max(2.6, 1 / scale)
    assert wide > open_ > teeth > 0
    assert wide > 3 * max(rest, closed)
    assert wide > round_ > pucker > 0
    assert open_ >= tongue > lip


@pytest.mark.usefixtures("still_street")
def test_lips_are_shut_within_a_frame_of_their_sound_and_open_in_vowels(store: FolderStore) -> None:
    """From a spoken line to pixels: m, b and p are shut, open vowels open, and silences shut."""
    text = "Mama bought a map. Papa may mop, Bob."
    speech = speak_line(SpeechBrief(text=text, voice=Voice(language="en-us")), store)
    line = SpokenWords(0, speech.words, speech.phonemes, start_ms=500)
    frames = RATE.frames_at_least((speech.duration_ms + 1000) / 1000)
    pictures = filmed(LOOKS[0], Facing.CAMERA, ShotSize.CLOSE, tuple(talk_spans(line, frames, RATE)), frames)
    gauge = _gauge(LOOKS[0])
    openings = [gauge.opening(picture) for picture in pictures]
    widest = max(openings)

    def at(ms: float) -> int:
        return int((500 + ms) * 24 / 1000)

    closed = [one for one in speech.phonemes if one.ipa in "mbp"]
    vowels = [one for one in speech.phonemes if one.ipa[0] in "aɑæ" and one.end_ms - one.start_ms > 90]
    assert len(closed) >= 11
    assert len(vowels) >= 4
    for sound in closed:
        around = openings[max(0, at(sound.start_ms) - 1) : at(sound.end_ms) + 2]
        assert min(around) == 0, sound
    for sound in vowels:
        assert max(openings[at(sound.start_ms) : at(sound.end_ms) + 1]) >= 0.5 * widest, sound
    assert max(openings[:11] + openings[-10:]) == 0


def _gauge(look: Look) -> Gauge:
    shut, _, _, _, wide, _ = filmed(look, Facing.CAMERA, ShotSize.CLOSE, [said("AAADDD")], 6)
    return Gauge(shut, wide)


def test_a_change_of_shape_takes_two_frames() -> None:
    """Closed lips are shut in all their frames; what is half-way lies before and after them."""
    saying = SpokenPhrases((said("AADDDBBBA"),))

    drawn = [saying.mouth(frame) for frame in range(9)]

    closed, wide, teeth = (Mouth.of(shape) for shape in (Viseme.CLOSED, Viseme.WIDE, Viseme.TEETH))
    opens = Mouth.between(Viseme.CLOSED, Viseme.WIDE)
    assert drawn == [
        closed,
        closed,
        opens,
        wide,
        Mouth.between(Viseme.WIDE, Viseme.TEETH),
        teeth,
        teeth,
        Mouth.between(Viseme.TEETH, Viseme.CLOSED),
        closed,
    ]
    assert 0 < opens.jaw < wide.jaw
    assert closed.jaw == 0


def test_people_blink_at_the_end_of_a_sentence_and_not_in_a_short_phrase() -> None:
    """A blink that would fall into it is left out; one that is far from it stays."""
    saying = SpokenPhrases((said("D" * 48, 24),))

    assert list(saying.blinks([0.2, 1.5, 2.9, 6.0], RATE)) == [0.2, pytest.approx(3.08), 6.0]


def test_brows_rise_with_a_stressed_word_and_higher_at_the_end_of_a_question() -> None:
    """They rise and fall within a few frames."""
    told = SpokenPhrases((said("D" * 48, accents=(10,)),))
    asked = SpokenPhrases((said("D" * 48, mark="?"),))

    rising = [told.brow_lift(frame) for frame in range(9, 14)]

    assert rising == sorted(rising)
    assert rising[0] == 0 < rising[-1]
    assert told.brow_lift(30) == 0
    assert asked.brow_lift(47) > rising[-1]
    assert asked.brow_lift(60) == 0
