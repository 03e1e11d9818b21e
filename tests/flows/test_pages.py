"""What a person sees in a real browser: the run in Prefect's UI, and the film's report."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.flows.conftest import FirstFilm
from tests.flows.installation import Install

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("server"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def page() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser.new_page(viewport={"width": 1500, "height": 1000})
        browser.close()


def signed_in(house: Install, page) -> str:
    """The server's address, after the browser opened a sign-in link."""
    link = house.type("server", "link").out.strip()
    open_link(page, link)
    return link.partition("/sign-in")[0]


def open_link(page, link: str) -> None:
    """Signs in, and waits until Prefect's page has tried the password: a page left earlier forgets it."""
    page.goto(link)
    page.wait_for_url(lambda url: urlsplit(url).path.endswith("/dashboard"), timeout=30_000)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("localStorage.getItem('prefect-password')")


def test_a_browser_that_did_not_sign_in_sees_nothing(house: Install, first_film: FirstFilm, page) -> None:
    """Another user of the machine gets Prefect's login page, and a link that was used gets a sentence."""
    link = house.type("server", "link").out.strip()
    stranger = page.context.browser.new_context().new_page()
    stranger.goto(f"{link.partition('/sign-in')[0]}/runs")
    stranger.wait_for_url("**/login**", timeout=30_000)

    assert first_film.folder.name not in stranger.content()
    open_link(page, link)
    assert stranger.goto(link).status == 403
    assert "storyreel server link" in stranger.content()
    stranger.context.close()


def test_the_pages_ask_nobody_else_and_run_no_script_of_an_artifact(
    house: Install, first_film: FirstFilm, page
) -> None:
    """What an artifact contains is neither fetched nor run: the rules of the page forbid it."""
    origin = signed_in(house, page)
    elsewhere: list[str] = []
    page.on(
        "requestfinished",
        lambda request: (
            elsewhere.append(request.url) if not request.url.startswith((origin, "data:", "blob:")) else None
        ),
    )
    page.goto(f"{origin}/artifacts")
    page.wait_for_load_state("networkidle")
    assert urlsplit(page.url).path == "/artifacts"

    ran = page.evaluate("""() => new Promise(known => {
            const link = document.createElement('a');
            link.href = "javascript:window.ran = true";
            document.body.append(link);
            const picture = document.createElement('img');
            picture.src = 'http://127.0.0.1:9/seen.png';
            document.body.append(picture);
            link.click();
            setTimeout(() => known(window.ran === true), 500);
        })""")

    assert not ran
    assert elsewhere == []


def test_a_run_is_seen_with_its_stages(house: Install, first_film: FirstFilm, page) -> None:
    """The runs page names the film, and its page names tasks a person understands."""
    page.goto(f"{signed_in(house, page)}/runs")
    page.get_by_text("make-film").first.wait_for(timeout=30_000)
    page.get_by_text(first_film.folder.name, exact=True).first.click()
    page.get_by_text("Task Runs", exact=True).first.click(timeout=30_000)
    page.get_by_placeholder("Search by run name").fill("keyframes")

    page.get_by_text("SC010-SH010 keyframes").first.wait_for(timeout=30_000)


def test_the_graph_of_a_run_is_drawn(house: Install, first_film: FirstFilm, page) -> None:
    """The canvas is drawn: its picture has more than one colour, and nothing failed."""
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{signed_in(house, page)}/runs/flow-run/{house.state('kettle')['run']}")
    canvas = page.locator("canvas").first
    canvas.wait_for(timeout=30_000)
    page.wait_for_timeout(3_000)  # it is drawn a while after it is there, and tells nobody

    with Image.open(io.BytesIO(canvas.screenshot()), formats=["PNG"]) as drawn:
        colours = drawn.convert("RGB").getcolors(maxcolors=1_000_000)

    assert failed == []
    assert colours is not None
    assert len(colours) > 20


def test_a_click_on_the_artifact_plays_the_film(house: Install, first_film: FirstFilm, page) -> None:
    """The link in Prefect's UI opens the film in the same browser."""
    page.goto(f"{signed_in(house, page)}/artifacts")
    page.get_by_text(re.compile(f"^{first_film.folder.name}-.*-film$")).first.click(timeout=30_000)
    page.wait_for_url("**/artifacts/key/**")
    page.wait_for_load_state("networkidle")  # it draws the description twice
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Watch the film").first.click(timeout=30_000)

    duration = opened.value.locator("video").evaluate(
        "video => new Promise(known => video.duration ? known(video.duration) : video.onloadedmetadata = ()"
        " => known(video.duration))"
    )

    assert duration == pytest.approx(first_film.outcome["duration_ms"] / 1000, abs=0.1)


def test_the_report_shows_every_shot_and_asks_the_network_nothing(first_film: FirstFilm, page) -> None:
    """The page has a picture a shot, its video is found, and nothing but its own folder is asked for."""
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)

    page.goto((first_film.folder / "report.html").as_uri())

    pictures = page.locator("img").count()
    assert pictures >= first_film.outcome["shots"]
    assert page.locator("img").evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    page.wait_for_function("document.querySelector('video').readyState >= 1", timeout=20_000)
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert problems == []
