"""storyreel in Python, as far as it needs no server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import storyreel
from blocks.roster import build
from storyreel.film.cast import Age, Presentation
from storyreel.film.errors import BudgetError, ScreenplayError, SettingsError, UsageError
from storyreel.film.money import Cost
from studio.api.agreement import Agreement
from studio.api.opening import folder_of
from studio.api.reference import reference
from studio.api.voices import cast, voice_named
from tests.sources import ROOT

SCENE = "INT. KITCHEN - NIGHT\n\nMARA stands at the stove.\n\nMARA\nThe kettle is late.\n"
HEAVY = ("prefect", "numpy", "torch", "PIL", "scipy", "blocks", "flows", "studio")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYREEL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_import_alone_loads_nothing_heavy() -> None:
    """Neither Prefect nor numpy, and none of the packages that make films."""
    program = f"import sys, storyreel; print(*(name for name in {HEAVY!r} if name in sys.modules))"

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert said.stdout.strip() == ""


def test_the_working_directory_does_not_choose_prefects_server(home: Path) -> None:
    """A folder that another person made may hold settings of Prefect's; they are not read."""
    (home / ".env").write_text("PREFECT_API_URL=http://elsewhere.invalid/api\n")
    program = (
        "import storyreel; storyreel.make; from prefect.settings import *; print(PREFECT_API_URL.value())"
    )
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(home), "STORYREEL_HOME": str(home / "home")}

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=home, env=environment
    )

    assert said.returncode == 0, said.stderr
    assert "elsewhere" not in said.stdout


def test_the_package_offers_what_it_lists() -> None:
    """Each name is found, and another is refused with the list."""
    assert {name for name in storyreel.__all__ if callable(getattr(storyreel, name))} == set(
        storyreel.__all__
    )
    with pytest.raises(AttributeError, match="'film_it'; it offers Analysis"):
        _ = storyreel.film_it


def test_the_page_says_what_the_docstrings_say() -> None:
    """`make python-docs` writes it again."""
    page = (ROOT / "docs" / "PYTHON.md").read_text(encoding="utf-8")

    assert page == reference()
    assert all(f"storyreel.{name}(" in page for name in ("make", "speak", "draw", "shoot", "analyse"))


def test_a_text_is_analysed_into_shots_and_leaves_no_folder(home: Path) -> None:
    """Without a server, and shown as a table."""
    found = storyreel.analyse(SCENE)

    assert [shot.id for shot in found.shots] == ["SC010-SH010", "SC010-SH020"]
    assert found.shot("SC010-SH020").lines == ("The kettle is late.",)
    assert "<td>SC010-SH010</td>" in found._repr_html_()
    assert not (home / "films").exists()
    with pytest.raises(SettingsError, match="accepted are SC010-SH010, SC010-SH020"):
        found.shot("SC990-SH010")


def test_a_plan_lists_what_would_be_made() -> None:
    """And an estimate of free work costs nothing."""
    planned = storyreel.plan(SCENE, look="noir")
    made = storyreel.estimate(SCENE)

    assert planned.shots == 2
    assert "SC010-SH010 keyframes" in {call.name for call in planned.to_make}
    assert "SC010-SH010 keyframes" in planned._repr_html_()
    assert (made.cost.high_usd, made.stages) == (0, ())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"colour": "red"}, "no setting 'colour'; accepted are crew, look"),
        ({"look": "cubist"}, "cubist"),
        ({"max_scenes": 0}, "a whole number from 1"),
        ({"crew": "nobody"}, "no crew 'nobody'"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_is_accepted(wrong: dict[str, object], words: str) -> None:
    """By storyreel's own errors."""
    with pytest.raises(SettingsError, match=words):
        storyreel.plan(SCENE, **wrong)


def test_a_wrong_end_is_refused_before_a_screenplay_is_written(home: Path) -> None:
    """The crew's writer may cost money; it is not asked for a film that cannot be made as it is named."""
    with pytest.raises(UsageError, match="--until is 'clip'"):
        storyreel.make(idea="a keeper who lets the light go out", until="clip")  # pyright: ignore[reportArgumentType]

    assert not (home / "films").exists()


def test_a_missing_screenplay_is_said() -> None:
    """As on the command line."""
    with pytest.raises(ScreenplayError, match="There is no file"):
        storyreel.analyse("nothing.fountain")


def test_two_texts_without_a_title_get_two_folders() -> None:
    """So that neither film takes the other's edits; a title names the folder."""
    folders = {folder_of(SCENE, ""), folder_of(SCENE.replace("late", "early"), "")}

    assert len(folders) == 2
    assert folder_of(f"Title: The Kettle\n\n{SCENE}", "").endswith("films/the-kettle")
    assert folder_of(SCENE, "here").endswith("/here")


def test_a_shot_keeps_the_settings_it_was_analysed_with() -> None:
    """Others are refused before anything is drawn."""
    shot = storyreel.analyse(SCENE).shots[0]

    with pytest.raises(UsageError, match="look came with the shot 'SC010-SH010'"):
        storyreel.draw(shot, look="noir")


def test_voices_are_named_by_kind() -> None:
    """In words, as film.toml has them, and with a number for another voice."""
    old, second = voice_named("old woman", "en-us"), voice_named("masculine young 2", "de")

    assert old is not None
    assert second is not None
    assert (old.presentation, old.age, old.timbre) == (Presentation.FEMININE, Age.OLD, 0)
    assert (second.presentation, second.age, second.timbre) == (Presentation.MASCULINE, Age.YOUNG, 1)
    assert second.language == "de"
    assert [voice_named(name, "en") for name in ("bf_emma", "old girl", "man woman", "tall man", "")] == [
        None
    ] * 5


def test_a_voice_of_the_narrators_own_is_pinned() -> None:
    """If it has voices that can be named; espeak has none."""
    speaker, voice = cast(build("narrator", "openai", "en-us"), "coral", "en-us")

    assert speaker.model_dump()["voices"] == {f"{voice.presentation} {voice.age}": "coral"}
    with pytest.raises(UsageError, match=r"no voice 'bf_emma', and EspeakSpeech .*'old woman'"):
        storyreel.speak("hello", voice="bf_emma", narrator="espeak")


def test_a_wrong_pronunciation_is_refused_with_what_is_accepted() -> None:
    """Before anybody is asked."""
    with pytest.raises(UsageError, match=r"'Siemens'.*'%'.*Phonetic Alphabet.*nothing was spent"):
        storyreel.speak("Ask Siemens.", pronounce={"Siemens": "/%/"})


def test_what_costs_needs_a_word() -> None:
    """A budget, or yes; and a budget that is too small is not an agreement."""
    price = Cost(low_usd=1, high_usd=2)

    Agreement(budget=2).require(price)
    Agreement(yes=True).require(price)
    with pytest.raises(SettingsError, match=r"\$1.000 to \$2.000.* Nothing was spent. Give budget=2.4"):
        Agreement().require(price)
    with pytest.raises(BudgetError, match=r"budget is \$1.5"):
        Agreement(budget=1.5, yes=True).require(price)
    with pytest.raises(BudgetError, match="is not known"):
        Agreement(budget=5).require(Cost(unknown=("luma new",)))


def test_a_paid_line_is_not_bought_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The price is said first, and no service is asked."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")

    with pytest.raises(SettingsError, match=r"nobody agreed to it\. Nothing was spent"):
        storyreel.speak("hello", narrator="openai")
    with pytest.raises(BudgetError, match=r"Nothing was spent"):
        storyreel.speak("hello " * 400, narrator="openai", budget=0.0001)
