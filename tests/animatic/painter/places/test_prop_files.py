"""Props kept as SVG files: what is read, how it is placed and coloured, and what each refusal says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storyreel.animatic.painter.places.canvas import Canvas
from storyreel.animatic.painter.places.palette import darker
from storyreel.animatic.painter.places.prop_files import (
    FOLDER,
    DrawingError,
    PropDrawing,
    drawing,
    read_drawing,
)
from tests.animatic.painter.places.sets import wrong_shades

PALETTE = (
    '<g id="palette"><rect id="colour-wood" fill="#806040"/>'
    '<rect id="colour-wood-darker-30" fill="#5c4532"/><rect id="fixed-glint" fill="#ffffff"/></g>'
)


def written(
    folder: Path, inside: str, palette: str = PALETTE, root: str = 'viewBox="-50 -100 100 110"'
) -> Path:
    """A file with a palette and these shapes."""
    path = folder / "box.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{palette}{inside}</svg>')
    return path


def shapes(drawn: PropDrawing, *where: float, **how: object) -> list[str]:
    """What the drawing puts on a canvas in white light."""
    canvas = Canvas("test")
    drawn.paint(canvas, str, *where, **how)  # type: ignore[arg-type]
    return canvas.svg().split("</defs>\n")[1].removesuffix("\n</svg>\n").splitlines()


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.svg")))
def test_each_file_is_read_and_its_shades_look_as_they_are_painted(name: str) -> None:
    """In white light, the painter draws what an illustrator sees."""
    drawn = drawing(name)

    assert shapes(drawn, 500, 900, 300)
    assert wrong_shades((FOLDER / f"{name}.svg").read_text(), drawn.slots) == []


def test_a_shape_is_placed_by_its_point_on_the_ground_and_its_size(tmp_path: Path) -> None:
    """500 units of the file are an adult; what is fixed stays as wide as it is."""
    drawn = read_drawing(
        written(
            tmp_path,
            '<rect id="a" x="-20" y="-50" width="40" height="50" rx="6" fill="#806040"'
            ' data-fixed="rounding"/>'
            '<path id="b" d="M0,0h10" fill="none" stroke="#5c4532" stroke-width="4"/>',
        )
    )

    assert shapes(drawn, 100, 900, 1000) == [
        '<rect x="60" y="800" width="80" height="100" rx="6" fill="#806040"/>',
        f'<path d="M100,900h20" fill="none" stroke="{darker("#806040", 0.3)}" stroke-width="8" '
        'stroke-linecap="round" stroke-linejoin="round"/>',
    ]
    assert shapes(drawn, 100, 900, 1000, mirrored=True)[1].startswith('<path d="M100,900h-20"')


def test_colours_are_given_by_slot_and_shaded_after_it(tmp_path: Path) -> None:
    """A given colour is used as it is; a fixed one is the same in any light."""
    drawn = read_drawing(
        written(tmp_path, '<path id="a" d="M0,0Z" fill="#5c4532"/><path id="b" d="M0,0Z" fill="#fff"/>')
    )

    assert f'fill="{darker("#102030", 0.3)}"' in shapes(drawn, colours={"wood": "#102030"})[0]
    assert 'fill="#ffffff"' in shapes(drawn, colours={"wood": "#102030"})[1]


def test_what_inkscape_makes_of_a_file_is_the_same_drawing(tmp_path: Path) -> None:
    """Fills in a style, groups with transforms, linked gradients and elements of its own change nothing."""
    plain = written(
        tmp_path,
        '<path id="a" d="M10,10L30,10L30,50Z" fill="#806040"/>'
        '<circle id="b" cx="5" cy="5" r="4" fill="#5c4532"/>',
    )
    before = shapes(read_drawing(plain), 100, 900, 500)
    edited = written(
        tmp_path,
        '<sodipodi:namedview id="v" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
        '<g id="a" transform="translate(10,10)" style="fill:#806040;stroke:none">'
        '<path d="M0,0 20,0 20,40Z"/></g>'
        '<ellipse id="b" cx="2.5" cy="2.5" rx="2" ry="2" transform="matrix(2,0,0,2,0,0)" '
        'style="fill:#5C4532;fill-opacity:1"/>',
    )
    after = shapes(read_drawing(edited), 100, 900, 500)

    assert [re.sub("[ML]", " ", line) for line in after] == [re.sub("[ML]", " ", line) for line in before]


def test_a_turned_shape_becomes_a_turned_outline(tmp_path: Path) -> None:
    """A quarter turn of a rectangle on a half-transparent group's shape moves its corners."""
    drawn = read_drawing(
        written(
            tmp_path,
            '<rect id="a" x="0" y="0" width="40" height="10" fill="#806040" transform="rotate(90)"/>'
            '<g id="b-2" transform="rotate(45 10 20)"><path d="M0,0h5" fill="#806040"/></g>',
        )
    )

    turned, opening, *_ = shapes(drawn)
    assert 'd="M0,0L0,40L-10,40L-10,0Z"' in turned
    assert opening == '<g id="b" transform="rotate(45 10 20)">'


def test_parts_are_painted_alone_or_left_out(tmp_path: Path) -> None:
    """Snow is painted if it lies."""
    drawn = read_drawing(
        written(tmp_path, '<path id="a" d="M1,0Z" fill="#806040"/><path id="snow" d="M2,0Z" fill="#fff"/>')
    )

    assert len(shapes(drawn)) == 2
    assert shapes(drawn, parts=("snow",)) + shapes(drawn, without=("a",)) == shapes(drawn)[1:] * 2


@pytest.mark.parametrize(
    ("inside", "more", "said"),
    [
        ('<path id="a" d="M0,0Z" fill="#123456"/>', {}, r"#123456 .*<path id='a'>.* is not in the palette"),
        ('<path d="M0,0Z" fill="#fff"/>', {}, "a <path> at the top has no id"),
        ('<text id="a">x</text>', {}, "<text> is not accepted.*Object to Path"),
        ('<use id="a"/>', {}, "<use> is not accepted.*Unlink"),
        ('<path id="a" d="M0,0X" fill="#fff"/>', {}, "path data cannot be read from 'X'"),
        ('<path id="a" d="M0,0Z" fill="url(#gone)"/>', {}, "not a gradient of this file"),
        (
            '<rect id="a" width="wide" fill="#fff"/>',
            {},
            "width of <rect id='a'> is 'wide'; it must be a number",
        ),
        (
            '<path id="a" d="M0,0Z" fill="#fff" data-fixed="colour"/>',
            {},
            "accepted are rounding, size, stroke",
        ),
        ("", {}, "nothing is drawn but the palette"),
        ("<g/>", {"root": ""}, "viewBox of <svg> is ''; it must be four numbers"),
        ("<g/>", {"palette": ""}, "no group with the id 'palette'"),
        ("<g/>", {"palette": '<g id="palette"><rect id="wood" fill="#fff"/></g>'}, "'wood' has no usable id"),
        (
            '<path id="a" d="M0,0Z" fill="#fff"/>',
            {"palette": '<g id="palette"><rect id="colour-wood-darker-20" fill="#fff"/></g>'},
            "shades of 'wood' but not the colour itself",
        ),
        (
            "<g/>",
            {
                "palette": '<g id="palette"><rect id="colour-a" fill="#fff"/>'
                '<rect id="colour-b" fill="#fff"/></g>'
            },
            "two colours of the palette are #ffffff",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_change(
    tmp_path: Path, inside: str, more: dict[str, str], said: str
) -> None:
    """Each message begins with the file."""
    path = written(tmp_path, inside, **more)

    with pytest.raises(DrawingError, match=said) as refused:
        read_drawing(path)

    assert f"{tmp_path.name}/box.svg" in str(refused.value)


def test_a_missing_file_slot_or_part_is_named() -> None:
    """The message lists what there is."""
    with pytest.raises(DrawingError, match=r"There is no file .*drawings/griffin\.svg"):
        drawing("griffin")
    with pytest.raises(DrawingError, match=r"ladder\.svg has no colour 'gold'.*It has wood"):
        drawing("ladder").paint(Canvas("test"), str, colours={"gold": "#ffcc00"})
    with pytest.raises(DrawingError, match=r"ladder\.svg has no part 'snow'.*It has rungs, rails"):
        drawing("ladder").paint(Canvas("test"), str, without=("snow",))
