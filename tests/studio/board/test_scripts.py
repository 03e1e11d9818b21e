"""Screenplays from the page: kept as new films, edited, written from an idea, and refused in words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from storyreel.film.money import Cost
from storyreel.project.film_toml import load_settings
from tests.studio.board.conftest import Studio
from tests.studio.terminal import SCENE


def test_a_dropped_screenplay_becomes_a_film_of_which_nothing_is_made(studio: Studio) -> None:
    """Its folder holds the script and film.toml; the page shows what was understood."""
    made = studio.browser.post("/api/v1/scripts?name=My%20Script.fountain", content=SCENE.encode())
    slug = made.json()["slug"]
    folder = studio.library.root / slug

    assert sorted(path.name for path in folder.iterdir()) == ["film.toml", f"{slug}.fountain"]
    page = studio.browser.get(f"/films/{slug}/script").text
    assert "Understood" in page
    assert studio.started == []


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/x.fountain", "..", "/etc/passwd.txt", "a\x00b.fountain", "C:\\x.fountain", "﷽" * 60],
)
def test_a_hostile_file_name_stays_in_the_folder_of_films(studio: Studio, name: str) -> None:
    """Only its ending and its letters are used."""
    made = studio.browser.post(
        "/api/v1/scripts", params={"name": name}, content=b"INT. BARN - DAY\n\nRain.\n"
    )

    root = studio.library.root
    films = [path for path in root.iterdir() if path.is_dir()]
    outside = [path for path in root.parent.iterdir() if path not in (root, root.parent / "home")]
    assert outside == []
    if made.status_code == 200:
        assert [path.name for path in films] == [made.json()["slug"]]
        assert {path.suffix for path in films[0].iterdir()} <= {".toml", ".fountain", ".txt"}
    else:
        assert films == []


def test_what_is_no_screenplay_is_refused_and_not_kept(studio: Studio) -> None:
    """Too large, of another format, or with nothing in it: a sentence, and no folder."""
    too_large = b"INT. BARN - DAY\n\n" + b"Rain. " * 1_000_000
    for name, content, status in (
        ("a.fountain", too_large, 422),
        ("a.exe", b"MZ", 422),
        ("a.fountain", b"", 400),
        ("a.fdx", b"<!DOCTYPE x [<!ENTITY a 'b'>]><FinalDraft/>", 400),
    ):
        answer = studio.browser.post(f"/api/v1/scripts?name={name}", content=content)
        assert answer.status_code == status, (name, answer.text)
        assert answer.json()["error"]
    assert list(studio.library.root.iterdir()) == []


def test_films_of_one_name_that_come_at_once_are_films_of_their_own(studio: Studio) -> None:
    """A second screenplay of the same title never touches the first one's folder."""
    with ThreadPoolExecutor(4) as pages:
        folders = list(pages.map(studio.library.new_folder, ["The Barn"] * 8))
    slugs = [studio.browser.post("/api/v1/scripts", content=SCENE.encode()).json()["slug"] for _ in range(2)]

    assert len(set(folders)) == 8
    assert len(set(slugs)) == 2


def test_a_script_is_kept_as_it_is_typed_and_never_over_another(studio: Studio) -> None:
    """The answer says what each line is; a file that was changed elsewhere is not overwritten."""
    slug = studio.browser.post("/api/v1/scripts", content=SCENE.encode()).json()["slug"]
    read = studio.browser.get(f"/api/v1/films/{slug}/script").json()
    text = "INT. BARN - NIGHT\n\nSnow.\n\nANNA\nIt is cold.\n"

    kept = studio.browser.put(f"/api/v1/films/{slug}/script", json={"text": text, "was": read["digest"]})
    assert kept.status_code == 200
    assert kept.json()["kinds"]["1"] == "heading"
    assert kept.json()["kinds"]["6"] == "dialogue"
    assert (studio.library.root / slug / f"{slug}.fountain").read_text() == text

    late = studio.browser.put(f"/api/v1/films/{slug}/script", json={"text": "X", "was": read["digest"]})
    assert late.status_code == 409
    assert (studio.library.root / slug / f"{slug}.fountain").read_text() == text


def test_a_script_outside_the_films_folder_is_shown_and_not_written(studio: Studio, tmp_path) -> None:
    """film.toml may come from anybody: what it names elsewhere is never overwritten from the page."""
    folder = studio.film()
    elsewhere = tmp_path / "notes.fountain"
    elsewhere.write_text(SCENE)
    toml = folder / "film.toml"
    toml.write_text(toml.read_text().replace(str(folder / "film.fountain"), str(elsewhere)))

    read = studio.browser.get("/api/v1/films/film/script").json()
    assert read["editable"] is False
    answer = studio.browser.put("/api/v1/films/film/script", json={"text": "X", "was": read["digest"]})
    assert answer.status_code == 422
    assert elsewhere.read_text() == SCENE


def test_an_idea_becomes_a_sketch_without_a_model(studio: Studio) -> None:
    """The embedded writer is free; the same form sent twice makes one film."""
    asked = {
        "press": "p" * 24,
        "idea": "A keeper lets the light go out",
        "minutes": 1.0,
        "language": "English",
    }

    price = studio.browser.post("/api/v1/scripts/price", json=asked).json()
    assert price == {"high_usd": 0.0, "free": True}
    made = studio.browser.post("/api/v1/scripts/write", json=asked)
    again = studio.browser.post("/api/v1/scripts/write", json=asked)

    assert made.status_code == 200, made.text
    assert again.status_code == 208
    assert len(studio.library.slugs()) == 1
    assert "INT." in studio.browser.get(f"/api/v1/films/{made.json()['slug']}/script").json()["text"]


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"idea": "  "}, "There is no idea"),
        ({"idea": "Rain", "language": "Klingonese"}, "Klingonese"),
        ({"idea": "Rain", "minutes": 500}, "must be 120 or less"),
        ({"idea": "Rain", "genre": "x" * 201}, "must have 200 characters or fewer"),
        ({"idea": "Rain", "writer": "nobody"}, "rules"),
    ],
)
def test_a_wish_that_is_not_accepted_is_refused_in_plain_words(
    studio: Studio, wishes: dict[str, object], said: str
) -> None:
    """The sentence says what is accepted; nothing is written, and the form may be sent again."""
    answer = studio.browser.post("/api/v1/scripts/write", json={"press": "p" * 24, **wishes})

    assert answer.status_code == 422, answer.text
    assert said in answer.json()["error"]
    assert studio.library.slugs() == ()


def test_a_price_that_nobody_knows_is_not_agreed_to(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `storyreel write` refuses it: an agreed sum says nothing about an unknown price."""
    monkeypatch.setattr("studio.board.scripts.price_of", lambda *_: Cost(unknown=("a new model",)))

    asked = {"press": "p" * 24, "idea": "Rain", "budget_usd": 5.0}
    answer = studio.browser.post("/api/v1/scripts/write", json=asked)

    assert answer.status_code == 402
    assert "a new model is not known" in answer.json()["error"]


def test_a_story_is_drawn_around_what_is_fixed(studio: Studio) -> None:
    """What the person typed stays, what is empty is filled."""
    drawn = studio.browser.get("/api/v1/scripts/elements?place=a%20harbour").json()

    assert drawn["place"] == "a harbour"
    assert all(drawn.values())


def test_words_of_a_script_are_text_on_every_page(studio: Studio) -> None:
    """A title or a line that is HTML is shown as it is written."""
    evil = "<script>document.title='x'</script><img src=x onerror=alert(1)>"
    script = f"Title: {evil}\n\nINT. BARN - DAY\n\n{evil}\n\nANNA\n{evil}\n"
    studio.film("film", script)

    for path in (
        "/",
        "/films/film",
        "/films/film/script",
        "/films/film/cast",
        "/films/film/settings",
        "/films/film/money",
    ):
        page = studio.browser.get(path)
        assert page.status_code == 200, path
        assert "<script>document" not in page.text, path
        assert "<img src=x" not in page.text, path


def test_settings_are_kept_with_their_comments(studio: Studio) -> None:
    """As `storyreel set` keeps them; a wrong one is refused in words."""
    folder = studio.film()
    toml = folder / "film.toml"
    toml.write_text("# mine\n" + toml.read_text())

    fine = studio.browser.post(
        "/api/v1/films/film/settings", json={"values": {"look": "noir", "aspect": "9:16"}}
    )
    assert fine.status_code == 200, fine.text
    assert load_settings(toml).aspect == "9:16"
    assert toml.read_text().startswith("# mine\n")
    wrong = studio.browser.post("/api/v1/films/film/settings", json={"values": {"aspect": "5:7"}})
    assert wrong.status_code in (400, 422)
    assert "16:9" in wrong.json()["error"]


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ({"members.video": "luma", "models.video": "ray-99"}, "ray-3.2"),
        ({"members.video": "lumma"}, "luma"),
        ({"crew": "clowd"}, "cloud"),
        ({"likeness_of.NOBODY": "lora"}, "ANNA"),
    ],
)
def test_a_setting_that_no_run_could_use_is_not_kept(
    studio: Studio, typed: dict[str, str], accepted: str
) -> None:
    """As `storyreel set` refuses it: before it is kept, and where the page shows what it would touch."""
    toml = studio.film() / "film.toml"
    before = toml.read_bytes()

    wrong = studio.browser.post("/api/v1/films/film/settings", json={"values": typed})
    touches = studio.browser.get("/films/film/settings/touches", params=typed)

    for answer in (wrong, touches):
        assert answer.status_code in (400, 422), answer.text
        assert accepted in answer.text
    assert toml.read_bytes() == before
