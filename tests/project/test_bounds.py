"""Limits of film.toml and storyboard.toml: more than any film needs is refused before it takes time."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyreel.film.errors import FolderError, SettingsError
from storyreel.project.film_toml import MOST_BYTES, load_settings, update_settings
from storyreel.project.project import direct
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault
from tests.project.test_project import SCRIPT, planned


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (tmp_path / "film").mkdir()
    return tmp_path / "film"


BOUNDED = {
    "60,000 members": "members = {video = [" + '"fal", ' * 60_000 + "]}",
    "60,000 short members": "members = {video = [" + '"a",' * 60_000 + "]}",
    "9 members": "members = {video = [" + '"fal", ' * 9 + "]}",
    "60,000 capabilities": "[members]\n" + "".join(f'c{number} = "fal"\n' for number in range(60_000)),
    "an unknown capability": 'members = {director = "fal"}',
    "an unknown model": 'models = {director = "x"}',
    "60,000 models": "[models]\n" + "".join(f'c{number} = "x"\n' for number in range(60_000)),
    "a long name": f'members = {{video = "{"x" * 100_000}"}}',
    "a long model": f'models = {{video = "{"x" * 100_000}"}}',
    "a long crew": f'crew = "{"x" * 100_000}"',
    "60,000 frames": "[material.frames]\n" + "".join(f'a{number} = "x"\n' for number in range(60_000)),
    "60,000 settings": "".join(f"a{number} = 1\n" for number in range(60_000)),
    "60,000 skips": "skip = [" + '"music", ' * 60_000 + "]",
    "a long prompt": f'[material]\nnarration = "{"x" * 100_000}"',
    "deep": "members = " + "[" * 50_000,
    "a budget with a way out": 'purse = "../x"',
    "a long purse": f'purse = "{"x" * 300}"',
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", BOUNDED.values(), ids=BOUNDED)
def test_what_no_film_needs_is_refused_in_a_sentence(text: str, film: Path) -> None:
    """It takes seconds at most, and the sentence is no longer than usual."""
    (film / "film.toml").write_text(text)

    with pytest.raises(SettingsError) as refused:
        load_settings(film / "film.toml")

    assert len(str(refused.value)) < 1_000


def test_a_film_toml_that_is_too_large_is_not_parsed(film: Path) -> None:
    (film / "film.toml").write_text("# \n" * MOST_BYTES)

    with pytest.raises(FolderError, match=f"{MOST_BYTES:,} are accepted"):
        load_settings(film / "film.toml")


def test_a_feature_film_fits(film: Path) -> None:
    """A frame and a clip for each of 3,000 shots."""
    shots = [f"SC{number:04d}-SH010" for number in range(3_000)]
    tables = (
        "[material.frames]",
        *(f'"{shot}" = "frames/{shot}.png"' for shot in shots),
        "[material.clips]",
        *(f'"{shot}" = "{shot}.mp4"' for shot in shots),
    )
    (film / "film.toml").write_text("\n".join(tables))

    settings = load_settings(film / "film.toml")

    assert len(settings.material.frames) == len(settings.material.clips) == 3_000


@pytest.mark.timeout(20)
def test_a_file_that_would_take_a_writer_minutes_is_only_put_something_in_front(film: Path) -> None:
    """The id is written before what stands there.

    A flag that would have to be written into it is refused in words.
    """
    dotted = "[material]\n" + "".join(f'frames.a{number} = "x"\n' for number in range(5_000))
    (film / "film.toml").write_text(dotted)

    update_settings(film / "film.toml", {}, id="film-1", script='a "quoted" name')

    assert (film / "film.toml").read_text() == f'id = "film-1"\nscript = "a \\"quoted\\" name"\n{dotted}'
    with pytest.raises(SettingsError, match="look cannot be written into it"):
        update_settings(film / "film.toml", {"look": "noir"})


def test_comments_stay_where_a_flag_is_kept(film: Path) -> None:
    (film / "film.toml").write_text('# mine\nlook = "noir" # dark\n[models] # theirs\nvideo = "ray-3.2"\n')

    update_settings(film / "film.toml", {"look": "pastel", "resolution": 720}, id="film-1")

    text = (film / "film.toml").read_text()
    assert "# mine" in text and "# dark" in text and "# theirs" in text
    assert load_settings(film / "film.toml").look == "pastel"
    assert load_settings(film / "film.toml").resolution == 720


def test_a_storyboard_that_is_too_large_or_too_deep_is_refused(
    film: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its own bounds, and in words; a date is no field."""
    with direct(SCRIPT, str(film), vault) as project:
        planned(project, SCRIPT)
    whole = (film / "storyboard.toml").read_text()

    for text, words in (
        (whole + "x = " + "[" * 10_000, "nested more than"),
        (whole + "\n[shots.SC010-SH010.figures]\na = 1\n", "figures"),
        (whole.replace('action = "', "action = 2020-01-01 # ", 1), "2020"),
        ("#" * 8_000_001, "8,000,000 are accepted"),
    ):
        (film / "storyboard.toml").write_text(text)
        with pytest.raises(Exception, match=words) as refused, direct(SCRIPT, str(film), vault):
            pass
        assert type(refused.value).__module__ == "storyreel.film.errors"
