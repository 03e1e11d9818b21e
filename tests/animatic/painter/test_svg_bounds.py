"""What a layer's SVG may hold: hostile ones are refused by their text, all others are drawn."""

from __future__ import annotations

import base64
import struct
import zlib
from functools import cache

import pytest

from storyreel.animatic.painter import drawings, raster_cache
from storyreel.animatic.painter.drawings import DrawingError, read_drawing
from storyreel.film.briefs import MOST_LAYER_BYTES
from storyreel.film.places import PlaceKind
from tests.animatic.painter.places.sets import painted

RED = '<rect width="2304" height="1296" fill="#ff0000"/>'


def document(inner: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0'
        f' 2304 1296">{inner}</svg>'
    )


@cache
def png(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel, all black."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    packer, row = zlib.compressobj(9), b"\0" * (1 + (width + 7) // 8)
    rows = (
        packer.compress(row * (height % 1000))
        + b"".join(packer.compress(row * 1000) for _ in range(height // 1000))
        + packer.flush()
    )
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_head(width: int, height: int) -> bytes:
    """The beginning of a JPEG, as far as its first scan."""
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC2, 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"\0\0" + b"\xff\xff" + frame[1:] + b"\xff\xda\0\0"


def picture(content: bytes, kind: str = "png", attribute: str = "href") -> str:
    return (
        '<image id="i" width="9" height="9"'
        f' {attribute}="data:image/{kind};base64,{base64.b64encode(content).decode()}"/>'
    )


def laughing(levels: int, times: int, how: str = '<use href="#a{}"/>') -> str:
    """Each group draws the one before it so many times: times**levels in all."""
    groups = "".join(f'<g id="a{n}">{how.format(n - 1) * times}</g>' for n in range(1, levels + 1))
    return f'<defs><g id="a0">{RED}</g>{groups}</defs><use href="#a{levels}"/>'


def chained(kind: str, attribute: str, length: int) -> str:
    """Masks or clips, each seen through the one before it."""
    links = "".join(
        f'<{kind} id="m{n}" {attribute}="url(#m{n - 1})">{RED}</{kind}>' for n in range(1, length)
    )
    return (
        f'<defs><{kind} id="m0">{RED}</{kind}>{links}</defs><rect width="9" height="9"'
        f' {attribute}="url(#m{length - 1})"/>'
    )


def in_filter(step: str) -> str:
    return f'<filter id="f">{step}</filter><rect width="2304" height="1296" filter="url(#f)"/>'


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        pytest.param(
            "<g>" * 50_000 + RED + "</g>" * 50_000, "more than 100 levels deep", id="50,000 nested groups"
        ),
        pytest.param("<g/>" * 210_000, "more than 200000 elements", id="210,000 elements"),
        pytest.param(
            in_filter('<feTurbulence numOctaves="1000000000"/>'),
            "numOctaves='1000000000'; 0 to 10",
            id="a billion octaves",
        ),
        pytest.param(
            in_filter('<feTurbulence numOctaves="1e9"/>'), "numOctaves='1e9'", id="a billion octaves, shorter"
        ),
        pytest.param(
            in_filter('<feTurbulence numOctaves="999px"/>'), "numOctaves='999px'", id="octaves with a unit"
        ),
        pytest.param(
            in_filter('<feTurbulence numOctaves="nan"/>'), "numOctaves='nan'", id="octaves that are no number"
        ),
        pytest.param(
            in_filter('<feMorphology radius="3 4000"/>'), "radius='3 4000'; 0 to 50", id="a wide morphology"
        ),
        pytest.param(
            in_filter(f'<feConvolveMatrix order="100" kernelMatrix="{"1 " * 10_000}"/>'),
            "225 cells",
            id="a wide kernel",
        ),
        pytest.param(
            in_filter('<feGaussianBlur stdDeviation="3"/>' * 3000),
            "2000 filter steps",
            id="3,000 blurs in a filter",
        ),
        pytest.param(
            f'<g style="filter:{"blur(3px) " * 3000}">{RED}</g>',
            "2000 filter steps",
            id="3,000 blurs in a style",
        ),
        pytest.param(
            picture(png(30_000, 30_000)),
            "pictures of 900000000 pixels; at most 64000000",
            id="a picture of 30,000 squared",
        ),
        pytest.param(
            picture(png(30_000, 30_000), attribute="xlink:href"), "900000000 pixels", id="an older link to it"
        ),
        pytest.param(
            picture(jpeg_head(60_000, 60_000), "jpeg"), "3600000000 pixels", id="a JPEG of 60,000 squared"
        ),
        pytest.param(picture(png(5000, 5000)) * 3, "75000000 pixels", id="three large pictures"),
        pytest.param(
            picture(png(5000, 5000)) + '<use href="#i"/>' * 20,
            "pixels of embedded pictures, counted as often",
            id="a picture drawn often",
        ),
        pytest.param(
            picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "does not begin as",
            id="an SVG that says it is a PNG",
        ),
        pytest.param(picture(b"GIF89a"), "does not begin as", id="a GIF that says it is a PNG"),
        pytest.param(picture(jpeg_head(9, 9)[:12], "jpeg"), "does not begin as", id="a JPEG that is cut off"),
        pytest.param(
            '<image href="data:image/png;base64,%69VBORw0KGgo"/>',
            "does not begin as",
            id="a picture with escapes",
        ),
        pytest.param(
            '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "outside the file", id="an SVG in an SVG"
        ),
        pytest.param('<image href="file:///etc/passwd"/>', "outside the file", id="a file of the machine"),
        pytest.param('<image xlink:href="http://127.0.0.1/"/>', "outside the file", id="an address"),
        pytest.param(
            '<rect style="fill:url( http://127.0.0.1/#a)"/>', "outside the file", id="an address in a style"
        ),
        pytest.param(laughing(6, 10), "200000 elements, counted as often", id="a million laughs"),
        pytest.param(
            laughing(60, 10), "200000 elements, counted as often", id="more laughs than there are atoms"
        ),
        pytest.param(
            laughing(60, 2, '<rect width="9" height="9" mask="url(#a{})"/>'),
            "200000 elements",
            id="laughs through masks",
        ),
        pytest.param(laughing(3000, 1), "levels deep through <use>", id="a long chain of uses"),
        pytest.param(chained("mask", "mask", 5000), "levels deep through <use>", id="a long chain of masks"),
        pytest.param(
            chained("clipPath", "clip-path", 5000), "levels deep through <use>", id="a long chain of clips"
        ),
        pytest.param(
            f'<marker id="m">{RED}</marker><path marker-mid="url(#m)" d="M0 0{" 1 1" * 300_000}"/>',
            "200000 elements",
            id="a marker at 300,000 corners",
        ),
        pytest.param(
            '<g id="a"><use href="#a"/></g>', "<g id='a'> that uses itself", id="a group that uses itself"
        ),
        pytest.param(
            '<pattern id="p"><rect fill="url(#p)"/></pattern>', "uses itself", id="a pattern that uses itself"
        ),
    ],
)
def test_a_hostile_layer_is_refused_at_once_by_name(inner: str, words: str) -> None:
    """The text alone says that it would take too much; nothing is drawn."""
    text = document(inner)

    with pytest.raises(DrawingError, match=f"layer 'sky' .*(?:{words}).*") as refused:
        read_drawing("sky", text)

    assert refused.value.facts == {"layer": "sky"}


@pytest.mark.parametrize(
    "text",
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg'
            ' xmlns="http://www.w3.org/2000/svg">&b;</svg>'
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg'
            ' xmlns="http://www.w3.org/2000/svg">&a;</svg>'
        ),
        (
            '<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://127.0.0.1/a.dtd"> %a;]><svg'
            ' xmlns="http://www.w3.org/2000/svg"/>'
        ),
        '<?xml version="1.0" encoding="rot13"?><svg/>',
        '<?xml version="1.0" encoding="no-such-one"?><svg/>',
        '<?xml version="1.0" encoding="big5"?><svg/>',
        "<svg",
        "\0",
    ],
)
def test_entities_and_strange_encodings_are_refused(text: str) -> None:
    """Whatever the reader of XML says, the layer is named."""
    with pytest.raises(DrawingError, match="layer 'sky' is not readable SVG"):
        read_drawing("sky", text)


def test_a_layer_longer_than_is_read_is_refused() -> None:
    """Its length is known before it is read."""
    with pytest.raises(DrawingError, match=f"layer 'sky' holds {MOST_LAYER_BYTES + 1} bytes"):
        read_drawing("sky", b" " * (MOST_LAYER_BYTES + 1))


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<g>" * 90 + RED + "</g>" * 90, id="nested 90 deep"),
        pytest.param(picture(png(8000, 8000)), id="a photograph of 64 megapixels"),
        pytest.param(picture(jpeg_head(8000, 6000), "jpeg"), id="a progressive JPEG"),
        pytest.param(picture(png(9, 9)).replace("AAAN", "AA\n  AN"), id="a picture whose text is wrapped"),
        pytest.param(in_filter('<feTurbulence numOctaves="10"/>'), id="as many octaves as Inkscape offers"),
        pytest.param(
            "".join(f'<linearGradient id="g{n}" href="#g"/><rect fill="url(#g{n})"/>' for n in range(5000)),
            id="5,000 gradients",
        ),
        pytest.param(
            f"<defs>{'<filter><feBlend/><feBlend/><feBlend/></filter>' * 1000}</defs>",
            id="a library of a thousand filters",
        ),
        pytest.param(laughing(4, 10), id="ten thousand copies of a shape"),
        pytest.param(
            "<rect style=\"fill:url('#g')\"/><rect fill='url( \"#g\" )'/><linearGradient id='g'/>",
            id="quoted references",
        ),
        pytest.param('<a href="#a" id="a"><rect/></a>', id="a link to itself, which draws nothing"),
        pytest.param('<use href="#gone"/><rect mask="url(#gone)"/>', id="references to what is not there"),
    ],
)
def test_what_artists_draw_is_within_the_bounds(inner: str) -> None:
    """The bounds refuse attacks, not work."""
    assert read_drawing("sky", document(inner)).view_box == (0, 0, 2304, 1296)


@pytest.mark.parametrize("kind", PlaceKind)
def test_the_painters_own_layers_are_far_within_the_bounds(kind: PlaceKind) -> None:
    """Ten times as much would still be drawn, and all of it is kept when read."""
    for layer in painted(kind).layers:
        drawing = read_drawing(layer.name, layer.svg)

        assert len(layer.svg) < drawings.MOST_KEPT_BYTES / 2
        assert layer.svg.count("<") * 10 < 200_000
        assert drawing.view_box[2] * drawing.view_box[3] * 1.25**2 < raster_cache.MOST_PIXELS / 5


def test_a_hundred_long_layers_are_not_all_kept() -> None:
    """What is remembered of drawings stays small, from any source."""
    drawings._kept.cache_clear()

    for number in range(20):
        read_drawing("sky", document(f"<!-- {number} {'x' * drawings.MOST_KEPT_BYTES} -->"))

    assert drawings._kept.cache_info().currsize == 0
