"""Drawings that SVG allows and the painter cannot paint as they look: each refusal says what is accepted."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyreel.animatic.painter.artwork.outlines import read_outline
from storyreel.animatic.painter.artwork.shapes import DrawingError
from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.prop_files import FOLDER, read_drawing

FILL = 'fill="#806040"'
LINE = 'id="a" d="M0,0h9" fill="none" stroke="#806040"'
PALETTE = '<g id="palette"><rect id="colour-wood" fill="#806040"/></g>'
RAMP = '<stop offset="0" stop-color="#806040"/>'


def written(folder: Path, inside: str, root: str = 'viewBox="-50 -100 100 110"') -> Path:
    """A file with one colour and these elements."""
    path = folder / "box.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{PALETTE}{inside}</svg>')
    return path


def test_what_is_not_painted_is_refused_on_the_shape(tmp_path: Path) -> None:
    """The message names the file, the element, the attribute, its value and what is accepted."""
    path = written(tmp_path, f'<path {LINE} stroke-dasharray="4 2"/>')

    with pytest.raises(DrawingError) as refused:
        read_drawing(path)

    assert str(refused.value) == (
        f"{tmp_path.name}/box.svg: stroke-dasharray of <path id='a'> is '4 2'; accepted is 'none'. Draw the"
        " dashes as one path of many strokes."
    )


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (f'<path {LINE} stroke-linecap="butt"/>', r"stroke-linecap of <path id='a'> is 'butt'.*'round'"),
        (f'<path {LINE} style="stroke-linejoin:miter"/>', "stroke-linejoin .* is 'miter'.*'round'"),
        (f'<path {LINE} marker-end="url(#arrow)"/>', "marker-end .*accepted is 'none'"),
        (f'<g id="g" clip-path="url(#c)"><path {LINE}/></g>', r"clip-path of <g id='g'> is 'url\(#c\)'"),
        (f'<rect id="a" {FILL} filter="url(#blur)"/>', r"filter of <rect id='a'>.*accepted is 'none'"),
        (f'<rect id="a" {FILL} mask="url(#m)"/>', "mask of .*accepted is 'none'"),
        (f'<rect id="a" {FILL} style="mix-blend-mode:multiply"/>', "mix-blend-mode .* is 'multiply'"),
        (f'<rect id="a" {FILL} style="transform:rotate(9deg)"/>', "transform of .* is set in its style"),
        (f'<rect id="a" {FILL} transform="rotate(1 2)"/>', r"transform is 'rotate\(1 2\)'"),
        (f'<rect id="a" {FILL} transform="turn it"/>', "transform is 'turn it'; translate, scale"),
        (f'<rect id="a" {FILL} width="nan"/>', "width of <rect id='a'> is 'nan'; it must be a number from 0"),
        (f'<rect id="a" {FILL} x="1e999"/>', "x of .* is '1e999'; it must be a number from -1000000"),
        (f'<rect id="a" {FILL} width="-4"/>', "width of .* is '-4'; it must be a number from 0"),
        (f'<rect id="a" {FILL} width="4mm"/>', "width of .* is '4mm'"),
        (f'<rect id="a" {FILL} rx="4" ry="9"/>', "rx and ry of .*one rounding"),
        (f'<rect id="a" {FILL} opacity="1.5"/>', "opacity of .* is '1.5'; it must be a number from 0 to 1"),
        (f'<path id="a" d="M0,0L1e999,0" {FILL}/>', "cannot be read from '1e999,0' on.*up to 1000000"),
        (f'<path id="a" d="M0,0L5" {FILL}/>', "L in the path data has 1 numbers; 2 or a multiple"),
        (f'<path id="a" d="L5,5" {FILL}/>', "begins with 'L5,5'; it must begin with M"),
        (f'<path id="a" {FILL}/>', "there is no path data"),
        (f'<polygon id="a" points="" {FILL}/>', "points of <polygon id='a'> is ''; pairs of numbers"),
        (f'<circle id="a" {FILL}/>', "r of <circle id='a'> is None"),
        ('<rect id="a" fill="#80604080"/>', "'#80604080' .* lets what is behind it through"),
        (
            f'<g id="g" transform="scale(9e5)"><rect id="a" width="9" {FILL} transform="scale(9e5)"/></g>',
            "<rect id='a'> reaches beyond 1000000 units",
        ),
        (f"<defs><style>path {{}}</style></defs><path {LINE}/>", "<style> is not accepted, wherever"),
        (
            f'<linearGradient id="f" spreadMethod="reflect">{RAMP}</linearGradient>'
            '<rect id="a" fill="url(#f)"/>',
            "spreadMethod of <linearGradient id='f'> is 'reflect'; accepted is 'pad'",
        ),
        (
            f'<linearGradient id="f">{RAMP.replace("0", "nan", 1)}</linearGradient>'
            '<rect id="a" fill="url(#f)"/>',
            "offset of <stop id=''> is 'nan'",
        ),
        (
            f'<linearGradient id="f">{RAMP}</linearGradient>'
            '<rect id="a" fill="url(#f)" transform="rotate(90)"/>',
            "on a shape that is not turned or mirrored",
        ),
        (
            '<radialGradient id="f" gradientUnits="userSpaceOnUse" cx="1" cy="1" r="5"'
            f' gradientTransform="scale(1 3)">{RAMP}</radialGradient><rect id="a" fill="url(#f)"/>',
            "<radialGradient id='f'> is slanted or stretched",
        ),
        (
            '<radialGradient id="f" gradientUnits="userSpaceOnUse" cx="1" cy="1" r="5" fx="3">'
            f'{RAMP}</radialGradient><rect id="a" fill="url(#f)"/>',
            "fx, fy or fr of <radialGradient id='f'>",
        ),
    ],
)
def test_a_drawing_that_would_look_otherwise_is_refused(tmp_path: Path, inside: str, said: str) -> None:
    """Nothing that changes a shape's look is left out in silence."""
    with pytest.raises(DrawingError, match=said):
        read_drawing(written(tmp_path, inside))


@pytest.mark.parametrize("box", ["0 0 0 10", "0 0 10 -1", "0 0 nan 10", "0 0 1e999 10", "0 0 10"])
def test_a_page_without_an_area_is_refused(tmp_path: Path, box: str) -> None:
    """The message repeats the page's numbers."""
    path = written(tmp_path, f"<path {LINE}/>", f'viewBox="{box}"')

    with pytest.raises(DrawingError, match=f"viewBox of <svg> is '{re.escape(box)}'.* more than 0"):
        read_drawing(path)


def test_a_shape_without_a_stroke_may_say_what_strokes_would_be(tmp_path: Path) -> None:
    """Drawing programs write ends and dashes for every shape; they are seen on strokes alone."""
    path = written(tmp_path, f'<rect id="a" {FILL} style="stroke-linecap:butt;stroke-dasharray:none"/>')

    assert list(read_drawing(path).parts) == ["a"]


_TEXTS = st.one_of(
    st.sampled_from(
        [
            *(
                "nan",
                "inf",
                "1e999",
                "-1e999",
                "-5",
                "",
                "none",
                "url(#x)",
                "url(#body-shading)",
                "1 2",
                "9e5",
            ),
            *("#123456", "rotate(1e5 9e5 9e5)", "scale(0)", "matrix(9e5 0 0 9e5 9e5 9e5)"),
            "M1e5,1e5A1,2 3 1 0 4",
        ]
    ),
    st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,-+e ", max_size=20),
    st.floats().map(str),
)
_ATTRIBUTES = st.sampled_from(
    [
        *("x", "y", "d", "r", "cx", "rx", "ry", "x1", "width", "height", "viewBox", "id", "offset", "points"),
        *("transform", "fill", "stroke", "stroke-width", "opacity", "stop-color", "style", "data-fixed"),
        *("data-thinnest", "gradientTransform", "gradientUnits", "clip-path", "filter", "stroke-dasharray"),
    ]
)
_PROPS = [FOLDER / f"{name}.svg" for name in ("anchor", "gramophone", "statue", "windmill")]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.sampled_from(_PROPS),
    changes=st.lists(st.tuples(st.integers(0, 400), _ATTRIBUTES, _TEXTS), min_size=1, max_size=4),
)
def test_a_malformed_drawing_is_refused_by_its_file_or_painted_in_finite_numbers(
    tmp_path: Path, source: Path, changes: list[tuple[int, str, str]]
) -> None:
    """Whatever an attribute holds, the answer is a drawing or a message, never another error."""
    tree = ET.parse(source)
    elements = list(tree.iter())
    for index, name, text in changes:
        elements[index % len(elements)].set(name, text)
    path = tmp_path / source.name
    tree.write(path)
    canvas = Canvas("test")

    try:
        read_drawing(path).paint(canvas, str, 300, 900, 520)
    except DrawingError as refused:
        assert str(refused).startswith(f"{tmp_path.name}/{source.name}: ")

    shapes = canvas.svg().split("</defs>")[1]
    assert ET.fromstring(canvas.svg()) is not None
    assert not re.search(r"\b(nan|inf)\b", shapes)
    for d in re.findall(r' d="([^"]*)"', shapes):
        assert read_outline(d)


@given(st.binary(max_size=60))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_is_no_drawing_is_refused(tmp_path: Path, content: bytes) -> None:
    """Bytes of any kind give a message that begins with the file."""
    path = tmp_path / "box.svg"
    path.write_bytes(content)

    with pytest.raises(DrawingError, match=r"box\.svg: "):
        read_drawing(path)
