"""`storyreel set` and `storyreel styles`: one command for one change, and every wrong word refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from blocks.crew import animatic_crew
from storyreel.film.storyboard import Storyboard
from storyreel.project.film_toml import load_settings
from storyreel.project.project import direct, open_project
from storyreel.project.settings import FilmSettings
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from tests.planning.planned import plan
from tests.studio.terminal import SCENE, Terminal

SHOT = "SC010-SH010"


@pytest.fixture
def film(terminal: Terminal) -> Path:
    """A film's folder after its storyboard was made."""
    script = terminal.script(SCENE)
    folder = terminal.folder / "film"
    with direct(str(script), str(folder), open_vault(default_vault_url())) as project:
        base: Storyboard = plan(SCENE)
        project.files.write("storyboard.toml", project.editable_text(base).encode())
        project.remember(base=base)
    return folder


def shots(film: Path) -> dict[str, Any]:
    return tomllib.loads((film / "storyboard.toml").read_text())["shots"]


def test_fields_of_a_shot_are_set_and_taken_away(film: Path, terminal: Terminal) -> None:
    """Beside them every line and comment of the file stays."""
    file = film / "storyboard.toml"
    file.write_text(f"# mine\n{file.read_text()}")

    said = terminal.type("set", film, SHOT, "seconds=6", "lock=yes", "prompt=a = b", "references=", "skip=no")
    assert said.code == 0, said.err
    assert f"{SHOT}: seconds = 6, lock = True, prompt = 'a = b'" in said.out
    assert "`storyreel make" in said.out
    shot = shots(film)[SHOT]
    assert (shot["seconds"], shot["lock"], shot["prompt"]) == (6, True, "a = b")
    assert file.read_text().startswith("# mine\n")

    terminal.type("set", film, SHOT, "seconds=", "transition=dissolve")
    assert "seconds" not in shots(film)[SHOT]
    assert shots(film)[SHOT]["transition"] == "dissolve"
    assert shots(film)[SHOT]["lock"] is True


def test_a_film_that_was_not_made_yet_is_given_no_screenplay(tmp_path: Path, terminal: Terminal) -> None:
    """A folder with a film.toml of the person's own stays one: `make SCRIPT --out` says later of what."""
    film = tmp_path / "boat"
    film.mkdir()
    (film / "film.toml").write_text("resolution = 360\n")

    terminal.type("set", film, "resolution=720")
    terminal.type("set", film, SHOT, "seconds=6").is_one_sentence_with("no storyboard yet", code=2)

    written = tomllib.loads((film / "film.toml").read_text())
    assert "script" not in written and written["resolution"] == 720


def test_scenes_people_and_places_are_set_too(film: Path, terminal: Terminal) -> None:
    assert terminal.type("set", film, "SC010", "mood=eerie").code == 0
    assert terminal.type("set", film, "anna", "look.hair=short").code == 0

    written = tomllib.loads((film / "storyboard.toml").read_text())
    assert written["scenes"]["SC010"]["mood"] == "eerie"
    assert written["cast"]["anna"]["look"]["hair"] == "short"


def test_what_is_meant_is_found_in_any_letters_and_by_its_name(film: Path, terminal: Terminal) -> None:
    """As the screenplay names a person, and a shot in small letters."""
    assert "anna: likeness = 'lora'" in terminal.type("set", film, "ANNA", "likeness=lora").out
    assert f"{SHOT}: seconds = 6" in terminal.type("set", film, SHOT.lower(), "seconds=6").out
    terminal.type("set", film, SHOT, "seconds=600").is_one_sentence_with("it must be 120 or less", code=2)


def test_settings_of_the_film_are_set_and_their_comments_stay(film: Path, terminal: Terminal) -> None:
    """A named style is said to be one; one entry of a table leaves the others."""
    said = terminal.type("set", film, "style=Film Noir", "genre=thriller", "aspect=2.39:1", "takes=3")
    terminal.type("set", film, "members.video=fal,luma")
    terminal.type("set", film, "members.images=gemini", "skip=music")

    settings = load_settings(film / "film.toml")
    assert "a style of the library" in said.out
    assert (settings.style, settings.genre, settings.aspect, settings.takes) == (
        "Film Noir",
        "thriller",
        "2.39:1",
        3,
    )
    assert settings.members == {"video": ("fal", "luma"), "images": ("gemini",)}
    assert [str(one) for one in settings.skip] == ["music"]
    assert f"# {FilmSettings.model_fields['style'].description}" in (film / "film.toml").read_text()
    assert "your own words" in terminal.type("set", film, "style=felt").out


def test_pronunciations_are_set_and_taken_away_word_by_word(film: Path, terminal: Terminal) -> None:
    """They are a table at the end of the file; a word keeps its hyphens."""
    terminal.type("set", film, "pronounce.Jean-Luc=/ʒɑ̃ˈlyk/", "pronounce.Anna=AH-nah")
    terminal.type("set", film, "pronounce.Anna=")

    text = (film / "film.toml").read_text()
    assert load_settings(film / "film.toml").pronounce == {"Jean-Luc": "/ʒɑ̃ˈlyk/"}
    assert text.rstrip().endswith('[pronounce]\nJean-Luc = "/ʒɑ̃ˈlyk/"')


def test_a_setting_is_set_by_its_old_name(film: Path, terminal: Terminal) -> None:
    """`purse` is what `budget_name` was called; the file says the new name."""
    said = terminal.type("set", film, "purse=winter")

    assert said.code == 0, said.err
    assert "budget_name = 'winter'" in said.out
    assert load_settings(film / "film.toml").budget_name == "winter"


def test_a_refused_setting_is_named_as_it_was_typed(film: Path, terminal: Terminal) -> None:
    """No flag that nobody typed, and one sentence on what was not done."""
    said = terminal.type("set", film, "aspect=7:5").err

    assert "--aspect" not in said
    assert said.count("Nothing was") == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((SHOT, "sead=7"), ("'sead'", "seed, lens, camera")),
        ((SHOT, "seconds=0.1"), ("seconds", "0.5")),
        ((SHOT, "size=huge"), ("'huge'", "extreme wide")),
        ((SHOT, "lock=perhaps"), ("'perhaps'", "true and false")),
        ((SHOT, "extend=perhaps"), ("'perhaps'", "true or false")),
        (("extend=perhaps",), ("'perhaps'", "true and false")),
        ((SHOT, "engine=lumma"), ("'lumma'", "painter, luma", SHOT)),
        ((SHOT, "references=x.png"), ("x.png", ".png, .jpg")),
        (("SC099-SH010", "seed=7"), ("'SC099-SH010'", SHOT, "anna")),
        (("aspect=7:5",), ("aspect is '7:5'", "2.39:1")),
        (("foo=1",), ("'foo'", "style_pictures")),
        (("stlye=noir",), ("'stlye' is not a setting. Did you mean 'style'?",)),
        (("takes=",), ("takes", "film.toml")),
        (("members.camera=fal",), ("'camera'", "video")),
        (("style_pictures=x.png",), ("x.png", "style_pictures")),
        (("material.music=a.mp3",), ("[material]",)),
        (("pronounce.Anna=/%/",), ("'Anna'", "'%'", "International Phonetic Alphabet")),
        ((SHOT, "other", "seed=7"), ("'other'", "name=value")),
        ((SHOT,), ("storyreel set FILM",)),
    ],
)
def test_what_is_not_accepted_changes_nothing(
    typed: tuple[str, ...], words: tuple[str, ...], film: Path, terminal: Terminal
) -> None:
    """It is wrong usage, and the sentence lists what is accepted."""
    before = {file.name: file.read_text() for file in film.iterdir() if file.is_file()}

    terminal.type("set", film, *typed).is_one_sentence_with(*words, code=2)

    assert {file.name: file.read_text() for file in film.iterdir() if file.is_file()} == before


def test_a_film_without_a_storyboard_says_how_to_get_one(terminal: Terminal) -> None:
    terminal.type("init", terminal.script(SCENE), "--out", "film")

    terminal.type("set", "film", SHOT, "seed=7").is_one_sentence_with("--until storyboard", code=2)


def test_the_plan_shows_edits_and_what_is_not_taken(film: Path, terminal: Terminal) -> None:
    """The embedded crew reads no prompt; nobody is left to find that out."""
    script = terminal.folder / "script.fountain"
    terminal.type("set", film, SHOT, "prompt=a red kite", "seed=7")

    said = json.loads(terminal.type("plan", script, "--out", film, "--json").out)

    assert said["edits"] == [f"{SHOT}: prompt 'a red kite', seed 7"]
    assert f"{SHOT}: not taken by painter-camera: prompt." in said["warnings"]
    assert f"edited: {SHOT}: prompt" in terminal.type("plan", script, "--out", film).out


def test_the_styles_are_listed(film: Path, terminal: Terminal) -> None:
    (film / "styles.toml").write_text('["my wool"]\nwords = "knitted wool"\n')

    assert len(json.loads(terminal.type("styles", "--json").out)) == 30
    assert "knitted wool" in terminal.type("styles", film).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--what", "speech"), ("'speech'", "keyframes")), (("--take", "1"), ("--take 1",))],
)
def test_a_note_is_for_a_new_take_of_a_picture(
    arguments: tuple[str, ...], words: tuple[str, ...], film: Path, terminal: Terminal
) -> None:
    terminal.type("redo", film, SHOT, "--note", "less rain", *arguments).is_one_sentence_with(*words, code=2)


def test_what_keeps_a_person_or_a_place_alike_is_set_in_either_file(film: Path, terminal: Terminal) -> None:
    """The storyboard's word goes before that of film.toml; without a value that one counts again."""
    assert terminal.type("set", film, "likeness=both", "likeness_of.ANNA=references").code == 0
    assert terminal.type("set", film, "anna", "likeness=lora").code == 0
    assert terminal.type("set", film, "kitchen", "likeness=references").code == 0
    assert likenesses(film) == {"anna": "lora", "kitchen": "references"}

    terminal.type("set", film, "kitchen", "likeness=magic").is_one_sentence_with(
        "references, lora, both", code=2
    )
    terminal.type("set", film, "likeness_of.ANNA=magic").is_one_sentence_with("'lora' or 'both'", code=2)
    terminal.type("set", film, "anna", "likeness=")
    assert likenesses(film) == {"anna": "references", "kitchen": "references"}


def likenesses(film: Path) -> dict[str, str]:
    """What a run would keep people and places alike by, and that the words in the file say so, too."""
    project = open_project("script.fountain", str(film), open_vault(default_vault_url()))
    project.look_at_edits()
    assert project.asks_for_weights()
    assert project.state.base is not None
    return dict(project.context(project.state.base, animatic_crew().card()).likenesses)
