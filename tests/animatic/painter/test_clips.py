"""Clips and keyframes of the painter's camera."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest
from PIL import Image

from storyreel.animatic.painter.clips import shoot_clip
from storyreel.animatic.painter.drawings import DrawingError
from storyreel.animatic.painter.keyframes import draw_keyframes
from storyreel.animatic.painter.shot_renderer import ShotRenderer, Timing
from storyreel.film.assets import AssetRef
from storyreel.film.briefs import LayerOverride
from storyreel.film.errors import CapabilityError, TimelineError
from storyreel.film.storyboard import CameraMove, ShotSize
from storyreel.film.timecode import FrameRate
from tests.animatic.painter.briefs import SMALL, a_picture, clip_brief, keyframe_brief
from tests.fakes.store import FolderStore

pytestmark = pytest.mark.usefixtures("street")


def decoded(store: FolderStore, ref: AssetRef) -> list[av.VideoFrame]:
    with av.open(str(store.path(ref))) as container:
        return list(container.decode(video=0))


def test_equal_briefs_give_the_same_bytes(store: FolderStore) -> None:
    """A clip depends only on its brief."""
    picture = a_picture(ShotSize.MEDIUM, CameraMove.HANDHELD)
    keyframes = draw_keyframes(keyframe_brief(picture), store)

    first, second = (shoot_clip(clip_brief(picture, keyframes), store) for _ in range(2))

    assert first.video == second.video
    assert draw_keyframes(keyframe_brief(picture), store) == keyframes


def test_overlapping_segments_show_the_same_frames() -> None:
    """A frame depends on its number in the shot, not on where its segment begins."""
    one, other = (
        ShotRenderer(
            a_picture(ShotSize.FULL, CameraMove.DOLLY_IN), {}, SMALL.size, Timing(30, FrameRate()), 7
        )
        for _ in range(2)
    )
    for frame in range(5):
        one.frame(frame)

    assert np.array_equal(one.frame(9).luma, other.frame(9).luma)
    assert np.array_equal(one.frame(9).red, other.frame(9).red)


def test_clip_has_every_frame_and_key_pictures_at_cut_points(store: FolderStore) -> None:
    """A cut at a cut point needs no second encoding."""
    picture = a_picture()
    keyframes = draw_keyframes(keyframe_brief(picture), store)

    clip = shoot_clip(clip_brief(picture, keyframes, frames=15, cut_points=(4, 9)), store)
    frames = decoded(store, clip.video)

    assert clip.frames == len(frames) == 15
    assert [i for i, frame in enumerate(frames) if frame.key_frame] == [0, 4, 9]
    with av.open(str(store.path(clip.video))) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        assert sorted(int(packet.pts * packet.time_base * 24) for packet in packets) == list(range(15))
        assert (stream.width, stream.height, stream.average_rate) == (320, 180, 24)
        assert (stream.codec_context.color_range, stream.codec_context.colorspace) == (1, 1)
        seen_cut = min(i for i, packet in enumerate(packets) if packet.is_keyframe and i > 0)
        assert all(packet.pts >= packets[seen_cut].pts for packet in packets[seen_cut:])


def test_first_keyframe_is_the_first_frame_of_the_clip(store: FolderStore) -> None:
    """The approved keyframe is filmed, except for the encoder's loss."""
    picture = a_picture(ShotSize.MEDIUM_CLOSE)
    keyframes = draw_keyframes(keyframe_brief(picture), store)

    clip = shoot_clip(clip_brief(picture, keyframes, frames=2), store)
    filmed = decoded(store, clip.video)[0].to_ndarray(format="rgb24").astype(float)
    drawn = np.asarray(Image.open(io.BytesIO(store.read(keyframes.first)))).astype(float)

    assert 10 * np.log10(255**2 / np.mean((filmed - drawn) ** 2)) > 30


def test_a_persons_layer_changes_the_picture_and_the_clip(store: FolderStore) -> None:
    """Keyframe and clip both show a layer that was replaced by name."""
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2304 1296"><rect width="2304" height="1296"'
        b' fill="#00ff00"/></svg>'
    )
    plain = draw_keyframes(keyframe_brief(a_picture()), store)
    changed = a_picture(overrides=(LayerOverride(layer="sky", svg=store.put(svg, "image/svg+xml")),))

    keyframes = draw_keyframes(keyframe_brief(changed), store)
    clip = shoot_clip(clip_brief(changed, keyframes, frames=1), store)

    assert keyframes.first != plain.first
    sky = decoded(store, clip.video)[0].to_ndarray(format="rgb24")[20, 150]
    assert sky[1] > 2 * sky[0]


def test_a_persons_figure_stands_in_for_the_drawn_one(store: FolderStore) -> None:
    """A replaced figure is shown in the place of the drawn person."""
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 124 140"><rect x="52" y="40" width="20"'
        b' height="93" fill="#00ff00"/></svg>'
    )
    picture = a_picture(
        ShotSize.FULL, overrides=(LayerOverride(layer="figure-1", svg=store.put(svg, "image/svg+xml")),)
    )

    frame = np.asarray(
        Image.open(io.BytesIO(store.read(draw_keyframes(keyframe_brief(picture), store).first)))
    )

    green = frame[..., 1].astype(int) > 1.8 * np.maximum(frame[..., 0], frame[..., 2])
    assert green.sum() > 200
    assert np.flatnonzero(green.any(axis=0)).mean() == pytest.approx(0.33 * 320, abs=16)


@pytest.mark.parametrize(
    "svg",
    [
        b"nonsense",
        b"<html/>",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/passwd"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect fill="url(http://x/y)"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>',
        (
            b'<!DOCTYPE a [<!ENTITY b "cccc">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9'
            b' 9">&b;</svg>'
        ),
    ],
)
def test_a_bad_layer_is_named(store: FolderStore, svg: bytes) -> None:
    """A layer that cannot be drawn is refused by name."""
    picture = a_picture(overrides=(LayerOverride(layer="hills", svg=store.put(svg, "image/svg+xml")),))

    with pytest.raises(DrawingError, match=r"Street by dusk.*'hills'.*layers/ folder"):
        draw_keyframes(keyframe_brief(picture), store)


def test_an_unknown_layer_is_refused(store: FolderStore) -> None:
    """The error lists the existing layers."""
    picture = a_picture(overrides=(LayerOverride(layer="moon", svg=store.put(b"", "image/svg+xml")),))

    with pytest.raises(DrawingError, match=r"moon.*sky.*figure-1"):
        draw_keyframes(keyframe_brief(picture), store)


def test_layers_run_back_to_front_with_people_between(store: FolderStore) -> None:
    """People stand before the place and behind what is nearer than they are."""
    layers = draw_keyframes(keyframe_brief(a_picture()), store).layers

    assert [layer.name for layer in layers] == [
        "sky",
        "clouds",
        "hills",
        "houses",
        "ground",
        "figure-1",
        "figure-2",
        "front",
    ]


def test_wrong_segments_are_refused(store: FolderStore) -> None:
    """A segment lies in its shot, a cut point in its segment."""
    picture = a_picture()
    keyframes = draw_keyframes(keyframe_brief(picture), store)

    with pytest.raises(TimelineError, match="beyond"):
        shoot_clip(clip_brief(picture, keyframes, frames=20, first_frame=10), store)
    with pytest.raises(TimelineError, match="cut points"):
        shoot_clip(clip_brief(picture, keyframes, frames=5, cut_points=(5,)), store)


def test_styles_grade_the_picture() -> None:
    """Noir has next to no colour, pastel is lighter; an unknown style is refused."""

    def shot(style: str) -> ShotRenderer:
        return ShotRenderer(a_picture(style=style), {}, SMALL.size, Timing(2, FrameRate()), 7)

    painted, noir, pastel = (shot(style).frame(0) for style in ("painted", "noir", "pastel"))

    assert np.abs(noir.red.astype(int) - 128).mean() < 0.3 * np.abs(painted.red.astype(int) - 128).mean()
    assert pastel.luma.mean() > painted.luma.mean() + 20
    with pytest.raises(CapabilityError, match="'cubist'"):
        shot("cubist")
