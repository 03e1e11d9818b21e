"""Members, languages and folders as they are typed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from storyreel.project.project import direct
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.home import adopt_bucket, bucket, variable
from tests.studio.terminal import SCENE, Terminal


def settings_of(terminal: Terminal) -> dict[str, object]:
    return tomllib.loads((terminal.folder / "film" / "film.toml").read_text(encoding="utf-8"))


def test_members_are_named_one_by_one_and_kept(terminal: Terminal) -> None:
    """Each flag sets its capability in film.toml; several names are asked in turn."""
    script = terminal.script(SCENE)

    said = terminal.type(
        "init",
        script,
        "--out",
        "film",
        "--narrator",
        "gtts",
        "--video",
        "footage, painter",
        "--critic",
        "measured",
    )

    assert said.code == 0, said.err
    assert settings_of(terminal)["members"] == {
        "narrator": ["gtts"],
        "video": ["footage", "painter"],
        "critic": ["measured"],
    }


@pytest.mark.parametrize(
    "table",
    ['members = {video = "painter", writer = "rules"}\n', '[members]\nvideo = "painter"\nwriter = "rules"\n'],
)
def test_a_member_that_is_typed_leaves_the_others_in_the_file(table: str, terminal: Terminal) -> None:
    """A film that is planned with --narrator keeps the video engine of its film.toml."""
    script = terminal.script(SCENE)
    (terminal.folder / "film").mkdir()
    terminal.script(f'look = "noir"\n{table}', "film/film.toml")

    said = terminal.type("plan", script, "--out", "film", "--video", "nobody")

    said.is_one_sentence_with("'nobody'", "painter", "--video", code=2)
    assert terminal.type("plan", script, "--out", "film", "--narrator", "espeak", "--json").code == 0


@pytest.mark.parametrize(
    ("flag", "value", "accepted"),
    [
        ("--narrator", "nobody", "elevenlabs"),
        ("--crew", "nobody", "animatic, cloud"),
        ("--language", "klingon", "German"),
        ("--budget", "-1", "must be 0 or more"),
    ],
)
def test_a_wrong_value_is_wrong_usage_and_lists_what_is_accepted(
    flag: str, value: str, accepted: str, terminal: Terminal
) -> None:
    """Exit code 2 and one sentence."""
    command = "make" if flag == "--budget" else "plan"

    said = terminal.type(command, terminal.script(SCENE), flag, value)

    said.is_one_sentence_with(value, accepted, code=2)


def test_a_language_is_typed_by_its_name(terminal: Terminal) -> None:
    """film.toml holds the tag."""
    terminal.type("init", terminal.script(SCENE), "--out", "film", "--language", "German")

    assert settings_of(terminal)["language"] == "de"


def test_a_film_is_named_by_its_folder(terminal: Terminal) -> None:
    """The folder or its film.toml means the screenplay that it was made from; another --out is refused."""
    script = terminal.script(SCENE)
    terminal.type("init", script, "--out", "film")

    by_script = terminal.type("plan", script, "--out", "film", "--json")
    by_folder = terminal.type("plan", "film", "--json")
    by_settings = terminal.type("plan", "film/film.toml", "--json")

    assert by_folder.code == 0, by_folder.err
    assert json.loads(by_folder.out) == json.loads(by_script.out) == json.loads(by_settings.out)
    terminal.type("plan", "film", "--out", "other").is_one_sentence_with("--out", code=2)


def test_the_first_picture_is_given_as_words_or_as_a_picture(terminal: Terminal) -> None:
    """A painted film says that it takes no words; a picture that is typed is found from the film's folder."""
    script = terminal.script(SCENE)
    Image.new("RGB", (640, 360), "navy").save(terminal.folder / "fog.png")

    words = json.loads(terminal.type("plan", script, "--opening", "fog over a harbour", "--json").out)
    picture = terminal.type("plan", script, "--opening", "fog.png", "--json")

    assert any("has words" in note for note in words["warnings"])
    assert picture.code == 0, picture.err
    first = next(
        call for call in json.loads(picture.out)["calls"] if call["name"].endswith("SH010 keyframes")
    )
    assert first["why"] == "the person's own"


def test_a_music_style_that_the_composer_does_not_take_is_said(terminal: Terminal) -> None:
    """What it takes is listed."""
    said = terminal.type("plan", terminal.script(SCENE), "--music-style", "slow banjo", "--json")

    note = next(note for note in json.loads(said.out)["warnings"] if "music_style" in note)
    assert "'banjo'" in note and "piano" in note and "'slow'" not in note


def test_a_bucket_and_a_key_file_are_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Together they hold the vault; a bucket alone is only published to; STORYREEL_VAULT wins."""
    for name in ("STORYREEL_VAULT", "GOOGLE_APPLICATION_CREDENTIALS", "CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("BUCKET_NAME", "films")

    adopt_bucket()
    assert bucket() == "gs://films" and not default_vault_url().startswith("gs:")
    monkeypatch.setenv("CREDENTIALS_FILE", str(tmp_path / "account.json"))
    adopt_bucket()

    assert default_vault_url() == "gs://films"
    assert variable("GOOGLE_APPLICATION_CREDENTIALS") == str(tmp_path / "account.json")


def test_likeness_is_typed_for_the_film_and_for_single_people(terminal: Terminal) -> None:
    """From the first command on; a person who is typed leaves the others in the file."""
    script = terminal.script(SCENE)
    kinds = ("--likeness", "both", "--likeness-of", "ANNA=lora", "--likeness-of", "KITCHEN=references")

    assert terminal.type("init", script, "--out", "film", *kinds).code == 0
    with direct(str(script), "film", open_vault(default_vault_url()), {"likeness_of": {"ANNA": "both"}}):
        pass

    assert settings_of(terminal)["likeness"] == "both"
    assert settings_of(terminal)["likeness_of"] == {"ANNA": "both", "KITCHEN": "references"}
    terminal.type("plan", script, "--likeness-of", "ANNA").is_one_sentence_with("references, lora", code=2)
