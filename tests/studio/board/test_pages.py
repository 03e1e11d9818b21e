"""The studio in a real browser: from an empty library to a downloaded film, and what may go wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.flows.installation import TINY, Install
from tests.studio.board.browsers import CHROMIUM, QUIET, RunningStudio, axe_findings, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("server"),
    pytest.mark.timeout(400),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
FIRST = "SC010-SH010"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    root = tmp_path_factory.mktemp("studio")
    (root / "work").mkdir()
    house = Install(root / "home", root / "work")
    studio = RunningStudio(house, free_port())
    studio.start()
    yield studio
    studio.stop()
    house.leave()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def context(running: RunningStudio, browser: Any) -> Iterator[Any]:
    """A browser that was signed in by the link."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = made.new_page()
    page.goto(running.link)
    page.wait_for_url(f"{running.origin}/")
    page.close()
    yield made
    made.close()


def shows(field: Any, value: str) -> None:
    """Wait until a field has a value. The page's policy forbids the scripts that Playwright waits by."""
    from playwright.sync_api import expect

    expect(field).to_have_value(value, timeout=30_000)


@pytest.fixture
def page(context: Any) -> Iterator[Any]:
    """A page on which no script fails."""
    made = context.new_page()
    failed: list[str] = []
    made.on("pageerror", lambda error: failed.append(str(error)))
    yield made
    made.close()
    assert failed == []


@pytest.fixture(scope="module")
def film(running: RunningStudio, context: Any) -> str:
    """Address of a film that was made from the pages with the mouse, from an empty library on."""
    page = context.new_page()
    page.goto(running.origin)
    page.get_by_role("heading", name="No film yet").wait_for()
    page.get_by_role("link", name="New film").click()
    page.get_by_label("or paste it").fill(TINY)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Understood").wait_for()
    page.wait_for_url("**/script")
    address = page.url.removesuffix("/script")
    for name, value in (("resolution", "360"), ("frame_rate", "12")):
        page.goto(f"{address}/settings")
        page.locator(f'[data-setting="{name}"]').select_option(value)
        with page.expect_navigation():
            page.get_by_role("button", name="Keep it").click()
    page.goto(f"{address}/script")
    page.get_by_role("button", name="Make the film").click(timeout=60_000)
    page.wait_for_url(address)
    page.locator("video#video[src]").wait_for(timeout=240_000)
    page.locator("#rail").wait_for(state="detached", timeout=60_000)
    page.close()
    return address


def test_a_film_is_made_and_taken_home(film: str, page: Any) -> None:
    """From an empty library to a downloaded film, with the mouse: the file is a film."""
    page.goto(film)
    page.get_by_role("link", name="Deliver").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the film").click()

    assert started.value.path().read_bytes()[4:8] == b"ftyp"
    assert page.get_by_text("Every shot is there, none stands in.").is_visible()


def test_the_player_the_board_and_the_script_agree(film: str, page: Any) -> None:
    """Wherever the film is, the row, the chapter, the code and the caption are those of that time."""
    page.goto(film)
    data = json.loads(page.locator("#film-data").text_content())
    for shot in data["shots"]:
        page.evaluate(f"seek({shot['a'] + 0.1})")
        page.wait_for_function(f"document.querySelector('.shot.now')?.id === '{shot['id']}'")
        assert shot["id"] in page.locator("#nowshot").inner_text()
    said = data["captions"][0]
    page.evaluate(f"seek({(said['a'] + said['b']) / 2})")
    page.wait_for_function(
        f"document.querySelector('#caption').innerText.includes({json.dumps(said['text'][:8])})"
    )
    assert page.evaluate("Math.abs(video.duration - film.seconds) < 0.1")


def test_everything_is_done_by_keyboard(film: str, page: Any) -> None:
    """Open, look, close, change a length, undo, list the keys; the focus returns where it was."""
    page.goto(film)
    page.locator(f"#{FIRST}").focus()
    page.keyboard.press("Enter")
    page.locator("#inspector .insp-head").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#inspector").is_hidden()
    assert page.evaluate("document.activeElement.id") == FIRST

    before = page.evaluate("video.currentTime")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"video.currentTime > {before}")
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    page.keyboard.press("Escape")

    page.locator(f"#{FIRST}").focus()
    length = page.locator(f"#{FIRST} .len input")
    was = length.input_value()
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press("+")
    assert length.input_value() != was
    page.locator(f"#{FIRST} .at.changed").wait_for(timeout=60_000)
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press("Control+z")
    shows(length, was)


def test_two_tabs_that_edit_one_field_ask_which_one_stays(film: str, page: Any, context: Any) -> None:
    """The other tab follows by itself; one that had not heard of it is asked, and nothing is overwritten."""
    page.goto(film)
    other = context.new_page()
    other.goto(film)
    field = f"#{FIRST} textarea.action"
    other.locator(field).wait_for()
    other.wait_for_timeout(1500)

    page.locator(field).fill("Rain on the roof.")
    page.locator(field).blur()
    shows(other.locator(field), "Rain on the roof.")

    other.evaluate("stream.remove()")
    page.locator(field).fill("Fog on the roof.")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.locator(field).blur()
    other.locator(field).fill("Snow on the roof.")
    other.locator(field).blur()
    other.locator("#conflict[open]").wait_for()
    assert other.locator("#conflict-theirs").inner_text() == "Fog on the roof."
    other.get_by_text("yours, on this page").click()
    with other.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        other.get_by_role("button", name="Keep this one").click()
    shows(page.locator(field), "Snow on the roof.")
    other.close()


def test_a_killed_studio_comes_back_and_the_page_catches_up(
    film: str, page: Any, running: RunningStudio
) -> None:
    """A run goes on while the studio is away; the page says that it waits, and follows without a reload."""
    page.goto(film)
    answers: list[int] = []
    page.on("response", lambda one: answers.append(one.status) if one.url.endswith("/make") else None)
    page.locator(f"#{FIRST} textarea.action").fill("Hail.")
    page.locator(f"#{FIRST} textarea.action").blur()
    make = page.get_by_role("button", name="Make what changed")
    make.dblclick(timeout=60_000)
    page.locator("#rail").wait_for(timeout=60_000)
    assert answers.count(200) == 1

    page.evaluate("window.kept = 'the same page'")
    running.kill()
    page.locator("#offline").wait_for(timeout=30_000)
    running.start()
    page.locator("#offline").wait_for(state="hidden", timeout=60_000)
    assert page.evaluate("window.kept") == "the same page"
    page.get_by_text("done", exact=True).first.wait_for(timeout=240_000)
    page.locator("#rail").wait_for(state="detached", timeout=240_000)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_hangs_over(film: str, page: Any, theme: str, width: int) -> None:
    """Every page in both themes at two widths, the open inspector and a dialog too."""
    origin = film.partition("/films/")[0]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin)
    page.evaluate(f"localStorage.setItem('theme', '{theme}')")
    found: list[str] = []
    paths = ("/", "/new", *(f"/films/{film.rpartition('/')[2]}{tab}" for tab in TABS))
    for path in paths:
        page.goto(f"{origin}{path}")
        page.wait_for_timeout(700)
        found += [f"{path} {one}" for one in axe_findings(page)]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{path} is {over} px too wide")
    page.goto(film)
    page.evaluate(f"openShot('{FIRST}', true)")
    page.locator("#inspector .insp-head").wait_for()
    found += [f"inspector {one}" for one in axe_findings(page)]
    page.evaluate("document.querySelector('#keys').showModal()")
    found += [f"keys {one}" for one in axe_findings(page)]

    assert found == []


TABS = ("", "/script", "/cast", "/money", "/deliver", "/settings", "/approve")


def test_pages_ask_nobody_else_and_run_no_words_of_a_script(page: Any, running: RunningStudio) -> None:
    """A title that is HTML is a title, and no request leaves the studio."""
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda one: (
            elsewhere.append(one.url) if not one.url.startswith((running.origin, "data:", "blob:")) else None
        ),
    )
    evil = "<script>window.owned=1</script><img src=http://127.0.0.1:9/x onerror=window.owned=1>"
    page.goto(f"{running.origin}/new")
    page.get_by_label("or paste it").fill(f"Title: {evil}\n\nINT. BARN - DAY\n\n{evil}\n\nANNA\n{evil}\n")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Understood").wait_for()
    page.goto(running.origin)
    page.wait_for_timeout(500)

    assert page.evaluate("window.owned") is None
    assert elsewhere == []
    assert page.locator(".poster").count() > 0
