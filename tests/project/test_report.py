"""The report page."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest
from PIL import Image

from storyreel.project.report import (
    Report,
    ReportLine,
    ReportPerson,
    ReportPlace,
    ReportScene,
    ReportShot,
    render_report,
)

_VOID = {"meta", "img", "track", "br", "link"}


def png(size: tuple[int, int] = (960, 540), mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 90).save(written, "PNG")
    return written.getvalue()


def a_shot(number: int = 10, **changed: object) -> ReportShot:
    described = {
        "id": f"SC010-SH{number:03}",
        "size": "wide",
        "move": "static",
        "action": "Waves break.",
        "length_seconds": 4.0,
    }
    return ReportShot.model_validate(described | changed)


def a_report(*shots: ReportShot, **changed: object) -> Report:
    scene = ReportScene(heading="EXT. COAST - DUSK", mood="melancholy", shots=shots or (a_shot(),))
    return Report.model_validate(
        {
            "title": "The Last Light",
            "made_at": "21 November 2026",
            "duration_seconds": 127.2,
            "scenes": (scene,),
        }
        | changed
    )


class Tags(HTMLParser):
    """Reads a page, holding its tags against each other."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.said += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for met, attributes in self.met if met == tag]


def test_script_text_stays_text() -> None:
    """Whatever a screenplay holds, it is shown and never run."""
    hard = "<script>alert('x')</script><img src=x onerror=alert(1)> \"quoted\" & {{ 7 * 7 }}"
    shot = a_shot(
        action=hard,
        prompt=hard,
        lines=(ReportLine(speaker=hard, text=hard, manner=hard),),
        gap=hard,
        provenance=((hard, hard),),
    )
    page = render_report(
        a_report(
            shot,
            title=hard,
            warnings=(hard,),
            gaps=(hard,),
            settings=((hard, hard),),
            totals=((hard, hard),),
            cast=(ReportPerson(name=hard, description=hard, palette=((hard, hard),), voice=hard),),
            places=(ReportPlace(name=hard, prompt=hard, palette=((hard, hard),), facts=((hard, hard),)),),
        )
    )
    tags = Tags(page)

    assert not tags.open
    assert not tags.attributes("script")
    assert not any(name.startswith("on") for _, attributes in tags.met for name in attributes)
    assert hard in tags.said


def test_no_letter_of_the_page_turns_others_around() -> None:
    """A title cannot show itself as something else; letters of right-to-left scripts stay."""
    page = render_report(a_report(a_shot(action="run \u202egnp.exe\u2066 \x9b31m"), title="שלום\u202e"))

    assert "run gnp.exe 31m" in page
    assert "שלום" in page
    assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x9b")


def test_page_asks_nothing_of_the_network() -> None:
    """Every address is inlined, a part of the page, or the film beside it; the policy says the same."""
    page = render_report(a_report(a_shot(picture=png()), film_path="film 1.mp4", captions_vtt="WEBVTT\n"))
    tags = Tags(page)

    addresses = [
        value or ""
        for _, attributes in tags.met
        for name, value in attributes.items()
        if name in ("src", "href")
    ]
    assert addresses
    assert all(re.match(r"data:|#|\./film%201\.mp4$", address) for address in addresses)
    assert "url(" not in page
    assert "@import" not in page
    policy = next(
        attributes["content"] or "" for attributes in tags.attributes("meta") if attributes.get("http-equiv")
    )
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "I;16"])
def test_pictures_are_inlined_small(mode: str) -> None:
    """A picture of any PNG kind becomes a JPEG no wider than a card needs."""
    page = render_report(a_report(a_shot(picture=png(mode=mode))))

    source = Tags(page).attributes("img")[0]["src"] or ""
    with Image.open(io.BytesIO(base64.b64decode(source.removeprefix("data:image/jpeg;base64,")))) as shown:
        assert (shown.format, shown.size) == ("JPEG", (480, 270))


def test_missing_or_damaged_picture_is_said() -> None:
    """One bad picture does not cost the page; the card says that it is missing."""
    tags = Tags(
        render_report(
            a_report(a_shot(10), a_shot(20, picture=b"no picture"), a_shot(30, gap="refused: too dark"))
        )
    )

    assert not tags.attributes("img")
    assert tags.said.count("no picture") == 2
    assert "refused: too dark" in tags.said


def test_shots_stand_in_film_order_with_their_times() -> None:
    """Each card says when its shot begins, and the strip leads to it."""
    tags = Tags(
        render_report(
            a_report(
                a_shot(10),
                a_shot(20, length_seconds=61.5),
                a_shot(30, lines=(ReportLine(speaker="ADA", text="Light it."),)),
            )
        )
    )

    ids = [attributes["id"] for attributes in tags.attributes("article")]
    assert ids == ["SC010-SH010", "SC010-SH020", "SC010-SH030"]
    assert {f"#{shot}" for shot in ids} <= {attributes["href"] for attributes in tags.attributes("a")}
    assert "0:04 + 61.5 s" in tags.said
    assert "1:06 + 4.0 s" in tags.said
    assert "Light it." in tags.said
    assert "2:07" in tags.said


def test_film_that_was_not_made_has_no_player() -> None:
    """A run that stopped at the storyboard shows what there is."""
    tags = Tags(render_report(a_report(duration_seconds=0.0)))

    assert not tags.attributes("video")
    assert not tags.open


def test_equal_reports_give_equal_pages() -> None:
    """Nothing but the report decides the page."""
    report = a_report(a_shot(picture=png()))

    assert render_report(report) == render_report(report)
