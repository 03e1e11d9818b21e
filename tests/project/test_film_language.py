"""Which language a film speaks: the script's own, unless a person names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.crew import animatic_crew
from storyreel.animatic.voice.espeak import ENGINE, Manner
from storyreel.film.briefs import SpeechBrief
from storyreel.film.screenplay import Screenplay
from storyreel.graph.context import FilmContext
from storyreel.graph.speech import speech_calls
from storyreel.planning import analyse_scene, split_scenes, survey
from storyreel.project.film_language import VOICED, spoken_language
from storyreel.project.film_toml import load_settings
from storyreel.project.project import SETTINGS_FILE, Project, direct, open_project
from storyreel.project.screenplays import read_script
from storyreel.project.settings import FilmSettings, Scope
from storyreel.screenplays.detection import detect_language
from storyreel.screenplays.vocabulary import LANGUAGES
from storyreel.vault import Vault
from storyreel.vault.disk import DiskVault

GERMAN = """Title: Das Brot

INT. KÜCHE - TAG

GÜNTHER (45), ein müder Bäcker, schneidet Brot.

GÜNTHER
Wo ist das Messer?
"""
ENGLISH = """Title: The Bread

INT. KITCHEN - DAY

GUNTHER (45), a tired baker, cuts bread.

GUNTHER
Where is the knife?
"""
GREEK_LETTERS = (
    "Title: Ο φούρνος\n\nINT. ΚΟΥΖΙΝΑ - DAY\n\nΗ Μαρία κόβει ψωμί.\n\n@ΜΑΡΙΑ\nΠού είναι το μαχαίρι;\n"
)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(DiskVault(tmp_path / "vault"))


def read(script: str) -> Screenplay:
    return read_script(script).model_copy(update={"language": detect_language(script)})


def context_of(project: Project, screenplay: Screenplay) -> FilmContext:
    surveyed = survey(screenplay, project.state.base)
    board = project.plan(
        screenplay,
        surveyed,
        [analyse_scene(brief) for brief in split_scenes(screenplay, surveyed)],
        Scope(),
        animatic_crew().card(),
    )
    return project.context(board, animatic_crew().card())


def speech_languages(context: FilmContext) -> set[str]:
    briefs = [call.write({}) for call in speech_calls(context)]
    return {brief.voice.language for brief in briefs if isinstance(brief, SpeechBrief)}


def test_a_german_script_is_spoken_in_german(vault: Vault, tmp_path: Path) -> None:
    """Nobody named a language: the voices and the captions have the script's."""
    with direct(GERMAN, str(tmp_path / "film"), vault) as project:
        context = context_of(project, read(GERMAN))

    assert context.language == "de"
    assert speech_languages(context) == {"de"}
    assert project.warnings == []


def test_the_language_that_a_person_names_is_spoken(vault: Vault, tmp_path: Path) -> None:
    """--language wins over the script's own."""
    with direct(GERMAN, str(tmp_path / "film"), vault, {"language": "fr"}) as project:
        context = context_of(project, read(GERMAN))

    assert context.language == "fr"
    assert speech_languages(context) == {"fr"}


def test_an_english_script_keeps_the_voices_it_had(vault: Vault, tmp_path: Path) -> None:
    """Its tag is en-us, and an accent that a person names changes no line's key."""
    with direct(ENGLISH, str(tmp_path / "film"), vault) as project:
        usual = context_of(project, read(ENGLISH))
    with direct(ENGLISH, str(tmp_path / "other"), vault, {"language": "en-gb"}) as project:
        british = context_of(project, read(ENGLISH))

    assert usual.language == "en-us"
    assert speech_languages(usual) == speech_languages(british) == {"en-us"}


def test_film_toml_freezes_no_language_that_nobody_named(vault: Vault, tmp_path: Path) -> None:
    """The file says that there is such a setting, without a value; a flag is kept in it."""
    file = tmp_path / "film" / SETTINGS_FILE
    with direct(GERMAN, str(file.parent), vault):
        pass
    assert "# language =" in file.read_text()
    assert load_settings(file).language is None

    with direct(GERMAN, str(file.parent), vault, {"language": "fr"}):
        pass
    assert load_settings(file).language == "fr"


def test_an_old_film_toml_keeps_its_language(vault: Vault, tmp_path: Path) -> None:
    """Earlier versions wrote a language into every file, and it still holds.

    The person is told if the script's letters are those of another language.
    """
    folder = tmp_path / "film"
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text('language = "en-us"\n')
    script = "Title: Соль\n\nINT. КУХНЯ - DAY\n\n@ВЕРА\nКто там? Я никого не жду.\n"

    with direct(script, str(folder), vault) as project:
        context = context_of(project, read(script))

    assert context.language == "en-us"
    assert any("--language ru" in warning for warning in project.warnings)


def test_a_language_without_a_file_is_spoken_where_there_is_a_voice(vault: Vault, tmp_path: Path) -> None:
    """Greek has no words of its own here and a voice."""
    with direct(GREEK_LETTERS, str(tmp_path / "film"), vault) as project:
        context = context_of(project, read(GREEK_LETTERS))

    assert context.language == "el"
    assert not any("--language" in warning for warning in project.warnings)


def test_a_language_without_a_voice_is_spoken_in_english_and_said(vault: Vault, tmp_path: Path) -> None:
    """Which language is spoken instead stands in a note, and what to do."""
    screenplay = read(ENGLISH).model_copy(update={"language": "lo"})
    with direct(ENGLISH, str(tmp_path / "film"), vault) as project:
        context = context_of(project, screenplay)

    assert context.language == "en-us"
    assert any(
        "'lo'" in warning and "'en-us'" in warning and "--language" in warning for warning in project.warnings
    )


def test_the_embedded_narrator_has_the_voices_that_are_counted_on() -> None:
    """Every code of the table is spoken, and none of them has a data file."""
    for code in sorted(VOICED):
        ENGINE.speak("1", code, Manner())

    assert VOICED.isdisjoint(LANGUAGES)
    assert spoken_language(None, "zh").tag == "cmn"


def test_looking_at_a_film_decides_no_language(vault: Vault, tmp_path: Path) -> None:
    """Settings hold the language that a person named, and none otherwise."""
    project = open_project(GERMAN, str(tmp_path / "film"), vault)

    assert project.settings == FilmSettings()
    assert project.settings.language is None
