"""What Prefect's pages show of a film: its text is text there, whatever a screenplay holds."""

from __future__ import annotations

import html
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blocks.crew import animatic_crew
from flows import _artifacts, _markdown
from flows._markdown import link, literal
from storyreel.film.assets import AssetRef
from storyreel.film.cutting import FinishedFilm
from storyreel.film.printable import one_line
from storyreel.project.project import open_project
from storyreel.vault import open_vault
from tests.planning.planned import plan

HOSTILE = (
    "![x](http://evil.example/a.png)",
    "[click](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "<https://evil.example>",
    "https://evil.example/a?b=c",
    "www.evil.example",
    "a@evil.example",
    "| a | b |",
    "**bold** _it_ `code` ~~no~~",
    "&lt;b&gt; &#60;",
    "# head",
    "1. one",
    "- list",
    "> quote",
    "\\| \\\\| \\",
    "a\x1b]0;owned\x07\x9b31m\u202eb",
    "line\nline\r\nline\u2028end",
    "[x]: http://evil.example",
    "$$x$$ :smile: ==a== ^b^ {.c}",
)
_GFM_ADDRESS = re.compile(r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.IGNORECASE)
"""What remark-gfm, which Prefect's newer pages use, turns into a link wherever it stands in the finished text
(mdast-util-gfm-autolink-literal 2.0).
"""


def rendered(markdown: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)


def tags(page: str) -> set[str]:
    return set(re.findall(r"<\s*/?\s*([a-zA-Z!][a-zA-Z0-9]*)", page))


def words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip().replace("\u2060", "")


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join),
        st.text(st.sampled_from("!-/:-@[\\]^_`{|}~<>&# \n\t1a.w"), max_size=30),
    )
)
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    """Alone and in a cell of a table: no new tag, no link, and the same letters."""
    alone, cell = (
        rendered(f"x{literal(text)}"),
        rendered(f"| a | b |\n| --- | --- |\n| {literal(text)} | y |"),
    )

    expected = one_line(text).replace("\u2060", "")
    assert tags(alone) == {"p"}
    assert tags(cell) <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert words(alone) == f"x{expected}".strip()
    assert html.unescape(re.findall(r"<td>(.*?)</td>", cell, re.DOTALL)[0]).replace("\u2060", "") == expected
    assert not _GFM_ADDRESS.search(html.unescape(re.sub(r"<[^>]*>", "", alone)))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_link_leads_where_it_says_and_nowhere_else(text: str, path: str) -> None:
    """Neither its text nor a file's name ends it early."""
    page = rendered(link(text, f"http://127.0.0.1:1/films/{path}"))

    assert tags(page) == {"p", "a"}
    assert re.findall(r'href="([^"]*)"', page)[0].startswith("http://127.0.0.1:1/films/")
    assert len(re.findall("<a ", page)) == 1


class Page:
    """What would be sent to the server."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def markdown(self, markdown: str, **more: Any) -> None:
        self.sent.append({"markdown": markdown, **more})

    def link(self, link: str, link_text: str, **more: Any) -> None:
        self.sent.append({"link": link, "markdown": f"[{link_text}]({link})", **more})

    def progress(self, progress: float, **more: Any) -> str:
        self.sent.append({"markdown": "", **more})
        return "00000000-0000-0000-0000-000000000000"


_REF = AssetRef(sha256="0" * 64, media_type="video/mp4", size_bytes=1)
FINISHED = FinishedFilm(video=_REF, srt=_REF, vtt=_REF, frames=24, duration_ms=1000)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    shown = Page()
    monkeypatch.setattr(_artifacts, "create_markdown_artifact", shown.markdown)
    monkeypatch.setattr(_artifacts, "create_link_artifact", shown.link)
    monkeypatch.setattr(_artifacts, "create_progress_artifact", shown.progress)
    monkeypatch.setattr(_artifacts, "update_progress_artifact", lambda *_: None)
    return shown


def test_a_hostile_screenplay_is_a_plain_table(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Title, names, actions, lines and paths: nothing is fetched, and only our own links can be clicked."""
    monkeypatch.setenv("STORYREEL_FILMS_URL", "")
    fetched, clicked = HOSTILE[:2]
    script = (
        f"Title: {fetched}\n\nINT. KITCHEN - NIGHT\n\n@ANNA {fetched}\n{clicked} | www.evil.example\n\nShe"
        f" reads {fetched} and <b>{clicked}</b>.\n"
    )
    folder = tmp_path / fetched.replace("/", "")
    project = open_project(script, str(folder), open_vault((tmp_path / "vault").as_uri()))
    context = project.context(plan(script), animatic_crew().card())

    _artifacts.show_storyboard(project, context, {})
    _artifacts.show_film(project, folder / f"{clicked}.mp4".replace("/", ""), FINISHED)
    with _artifacts.showing_progress(project):
        pass

    pages = [rendered(sent["markdown"]) for sent in page.sent] + [
        rendered(sent["description"]) for sent in page.sent
    ]
    assert not [one for one in pages if "<img" in one or "<b" in one.replace("<body", "")]
    assert {address.split(":")[0] for one in pages for address in re.findall(r'href="([^"]*)"', one)} == set()
    assert "evil" in words(pages[0])
    assert len(re.findall("<tr>", pages[0])) == 1 + len(context.storyboard.shots())


@pytest.mark.parametrize("shared", [None, "https://bucket.example/film?signature=1"])
def test_the_film_of_a_worker_has_no_link_to_the_workers_disk(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: str | None
) -> None:
    """A vault in a bucket gives a link; otherwise the page says on which machine the film is."""
    monkeypatch.setenv("STORYREEL_FILMS_URL", "")
    project = open_project("INT. KITCHEN\n", str(tmp_path / "tea"), open_vault((tmp_path / "vault").as_uri()))
    monkeypatch.setattr(type(project.vault.assets), "link", lambda *_: shared)

    _artifacts.show_film(project, tmp_path / "tea" / "tea.mp4", FINISHED)

    (sent,) = page.sent
    assert "file:" not in str(sent)
    assert sent.get("link") == shared
    assert _markdown.literal(socket.gethostname()) in sent["description"]
