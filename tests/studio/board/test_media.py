"""Files of a film: only those that the film has, whatever path is asked for."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from storyreel.film.briefs import Still
from storyreel.project.project import direct
from tests.studio.board.conftest import Studio


@pytest.mark.parametrize(
    "path",
    [
        "/films/film/file/.env",
        "/films/film/file/film.toml",
        "/films/film/file/..%2F..%2Fhome%2Fstudio%2Ftoken",
        "/films/film/file/%2e%2e/film/film.mp4",
        "/films/..%2Ffilms/file/film.mp4",
        "/films/../home/studio/token",
        "/static/../../../pyproject.toml",
        "/static/%2e%2e/%2e%2e/cli.py",
        "/static/fonts/..%2fffmpeg.py",
        "/films/film/pictures/..%2F..%2Fx.jpg",
        "/films/film/clips/SC010-SH010.mp4?part=9",
        "/films/film/voices/..%2f..%2fx",
    ],
)
def test_a_path_out_of_the_film_is_not_answered(studio: Studio, path: str) -> None:
    """Neither keys nor settings nor files elsewhere are served."""
    folder = studio.film()
    (folder / ".env").write_text("FAL_KEY=planted-77\n")

    answer = studio.browser.get(path)

    assert answer.status_code in (400, 404, 422), answer.text[:200]
    assert "planted-77" not in answer.text
    assert studio.identity.token not in answer.text


def test_a_link_in_the_place_of_a_film_is_not_followed(studio: Studio, tmp_path) -> None:
    """Neither in the film's folder nor in the folder of films."""
    folder = studio.film()
    secret = tmp_path / "secret.txt"
    secret.write_text("planted-88")
    (folder / "film.mp4").symlink_to(secret)
    (studio.library.root / "other").symlink_to(folder)

    answer = studio.browser.get("/films/film/file/film.mp4")
    assert answer.status_code >= 400
    assert "planted-88" not in answer.text
    assert studio.browser.get("/films/other").status_code == 404
    assert studio.library.slugs() == ("film",)


def test_a_file_is_served_in_parts(studio: Studio) -> None:
    """A player may ask for a range, and gets it."""
    folder = studio.film()
    (folder / "film.mp4").write_bytes(bytes(range(200)))

    part = studio.browser.get("/films/film/file/film.mp4", headers={"Range": "bytes=10-19"})

    assert part.status_code == 206
    assert part.content == bytes(range(10, 20))


def test_a_picture_is_kept_only_under_an_address_that_names_it(studio: Studio) -> None:
    """An address without a digest has another picture after a redo; a browser asks for it again."""
    studio.film()
    project, content = studio.open(), io.BytesIO()
    Image.new("RGB", (64, 36), "#884422").save(content, "PNG")
    still = Still(image=project.vault.assets.put(content.getvalue(), "image/png"))
    project.vault.ledger.intend("a" * 64, 1, "SC010-SH010 first frame")
    project.vault.ledger.finish("a" * 64, 1, still.model_dump(mode="json"), seconds=1)
    with direct(project.script, str(project.folder), project.vault) as directed:
        directed.remember(keys={"SC010-SH010 first frame": "a" * 64})

    address = studio.browser.get("/api/v1/films/film/shots").json()[0]["picture"]
    named, bare = studio.browser.get(address), studio.browser.get(address.partition("?")[0])

    assert "immutable" in named.headers["cache-control"]
    assert "no-cache" in bare.headers["cache-control"]
    assert address in studio.browser.get("/").text


def test_everything_is_packed_and_nothing_of_it_stays(studio: Studio) -> None:
    """The zip has the film's own name, whatever letters it has, and takes no place afterwards."""
    studio.film("größe")

    answer = studio.browser.get("/films/größe/export/film.zip")

    packed = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "gr%C3%B6%C3%9Fe.zip" in answer.headers["content-disposition"]
    assert any(name.endswith("/storyboard.toml") for name in packed)
    assert list((studio.library.root.parent / "home" / "studio").glob("*zip*")) == []


def test_a_report_runs_no_script(studio: Studio) -> None:
    """A report.html that somebody put into the folder cannot act with the rights of the studio's pages."""
    folder = studio.film()
    (folder / "report.html").write_text("<script>fetch('/api/v1/films')</script>")

    answer = studio.browser.get("/films/film/file/report.html")

    policy = answer.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "script-src 'none'" in policy[0]
    assert "frame-ancestors 'none'" in policy[0]


def test_an_own_picture_stands_in_the_shots_place(studio: Studio) -> None:
    """It lies in the film's folder and is named in film.toml, until it is taken away again."""
    folder = studio.film()
    content = io.BytesIO()
    Image.new("RGB", (640, 360), "#884422").save(content, "PNG")
    address = "/api/v1/films/film/shots/SC010-SH010/own"

    kept = studio.browser.post(f"{address}?name=..%2F..%2Fevil%20name.png", content=content.getvalue())
    assert kept.status_code == 200, kept.text
    assert studio.open().settings.material.frames == {"SC010-SH010": "own/SC010-SH010.png"}
    assert (folder / "own" / "SC010-SH010.png").read_bytes() == content.getvalue()

    assert studio.browser.delete(address).status_code == 200
    assert studio.open().settings.material.frames == {}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"no picture", "picture"),
        ("a.svg", b"<svg/>", "are accepted"),
        ("a.png", b"\x89PNG" + bytes(41_000_000), "bytes"),
        ("a.mp4", b"#EXTM3U\nhttp://127.0.0.1:9/x.ts\n", "SC010-SH010"),
    ],
)
def test_what_is_no_picture_or_clip_is_not_kept(studio: Studio, name: str, content: bytes, said: str) -> None:
    """Every file is decoded before film.toml names it; nothing of it stays."""
    folder = studio.film()

    answer = studio.browser.post(f"/api/v1/films/film/shots/SC010-SH010/own?name={name}", content=content)

    assert answer.status_code in (400, 422), answer.text
    assert said in answer.json()["error"] or "video" in answer.json()["error"]
    assert not (folder / "own").exists()
    assert studio.open().settings.material.frames == {}
    assert list((studio.library.root.parent / "home" / "studio").glob("dropped-*")) == []
