"""The command line, as far as it needs no server: exit codes, plain sentences, and every kind of script."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from storyreel.film.errors import VaultError
from storyreel.film.skips import Skip
from storyreel.project import delivery
from storyreel.project.project import open_project
from storyreel.project.redo import WHAT
from storyreel.project.settings import FilmSettings
from storyreel.vault import open_vault
from studio import inspect_commands
from tests.studio.terminal import SCENE, Terminal


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    """What --help imports is the command line alone, so that it is there at once."""
    look = (
        "import sys, atexit; from studio.cli import main; atexit.register(lambda: print('LOADED',"
        " *sys.modules)); sys.argv[1:] = ['--help']; main()"
    )

    said = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=tmp_path
    ).stdout

    loaded = set(said.rsplit("LOADED", 1)[1].split())
    assert "Exit codes" in said
    assert not loaded & {"prefect", "numba", "torch", "numpy", "av", "moviepy", "scipy"}


@pytest.mark.parametrize(
    "field", ["crew", "look", "aspect", "resolution", "frame_rate", "language", "skip", "budget_usd"]
)
def test_flags_say_what_the_settings_say(field: str, terminal: Terminal) -> None:
    """The help of a flag is the description of its setting, with the choices that the setting takes."""
    facts = FilmSettings.model_fields[field]
    values = [value for part in (facts.annotation, *get_args(facts.annotation)) for value in choices(part)]

    said = help_of_make(terminal)

    assert str(facts.description).rstrip(".") in said
    assert not values or f"[choices: {', '.join(map(str, values))}]" in said


_HELP: list[str] = []


def help_of_make(terminal: Terminal) -> str:
    """What `make --help` prints, without its frames; asked once for all tests."""
    if not _HELP:
        _HELP.append(" ".join(terminal.type("make", "--help").out.replace("│", " ").split()))
    return _HELP[0]


def choices(kind: object) -> tuple[object, ...]:
    """What a type names one by one."""
    if isinstance(kind, type) and issubclass(kind, Skip):
        return tuple(Skip)
    return get_args(kind) if get_origin(kind) is Literal else ()


def test_every_part_that_can_be_made_again_may_be_typed(terminal: Terminal) -> None:
    """`redo --what` takes each of them."""
    assert f"[choices: {', '.join(WHAT)}]" in " ".join(
        terminal.type("redo", "--help").out.replace("│", " ").split()
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("make",),
        ("make", "x", "--look", "cubist"),
        ("make", "x", "--resolution", "7"),
        ("nonsense",),
        ("make", "x", "--no-such-flag"),
        ("redo", "film"),
        ("plan", "x", "--max-scenes", "two"),
    ],
)
def test_wrong_usage_is_code_two(arguments: tuple[str, ...], terminal: Terminal) -> None:
    """What is wrong is said on stderr or stdout, and nothing begins."""
    said = terminal.type(*arguments)

    assert said.code == 2
    assert said.out + said.err
    assert "Traceback" not in said.out + said.err
    assert not (terminal.folder / "films").exists()


@pytest.mark.parametrize("command", ["make", "plan", "init"])
def test_a_missing_script_is_named(command: str, terminal: Terminal) -> None:
    """Code 1, the path, and no folder left behind."""
    terminal.type(command, "nowhere.fountain").is_one_sentence_with("nowhere.fountain")

    assert not (terminal.folder / "films").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("look = \n", ("film.toml", "line 1")),
        ('look = "cubist"\n', ("look", "cubist")),
        ("colour = 3\n", ("colour",)),
        (b"\xff\xfe\x00", ("film.toml",)),
    ],
)
def test_an_unusable_film_toml_is_named(
    content: str | bytes, words: tuple[str, ...], terminal: Terminal
) -> None:
    """The file, or the setting in it, and what is accepted."""
    script = terminal.script(SCENE)
    (terminal.folder / "films" / "script").mkdir(parents=True)
    terminal.script(content, "films/script/film.toml")

    for command in ("make", "plan"):
        terminal.type(command, script).is_one_sentence_with(*words)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.fountain"),
        (b"   \n\n  \n", "blank.txt"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "picture.fountain"),
        (b"<FinalDraft><Content><Paragraph>", "torn.fdx"),
        (b"Title: Nothing\nAuthor: Nobody\n\n", "titles-only.fountain"),
    ],
)
@pytest.mark.parametrize("command", ["make", "plan"])
def test_what_is_no_screenplay_is_said_in_a_sentence(
    command: str, content: bytes, name: str, terminal: Terminal
) -> None:
    """No traceback, and the file's name or what is wrong with it."""
    terminal.type(command, terminal.script(content, name)).is_one_sentence_with()


def test_a_folder_or_a_path_below_a_file_is_said_in_a_sentence(terminal: Terminal) -> None:
    """A folder is no script, and a film cannot be put below a file."""
    script = terminal.script(SCENE)

    terminal.type("plan", terminal.folder).is_one_sentence_with("folder")
    terminal.type("init", script, "--out", script / "film").is_one_sentence_with(str(script))


@pytest.mark.parametrize(
    "content",
    [
        SCENE.encode("utf-16"),
        "INT. CAFÉ - NIGHT\n\nRENÉE pours tea.\n\nRENÉE\nDéjà vu.\n".encode("latin-1"),
        "\ufeff" + SCENE,
        SCENE.replace("\n", "\r\n"),
        "The rain had stopped. A woman walked down to the harbour and looked at the sea.\n\nShe waited.\n",
        SCENE + "\n[[ a note that nobody closed\n\nANNA\nStill here.\n",
        SCENE + "\n/* a boneyard that nobody closed\n\nANNA\nStill here.\n",
        (
            "INT. ../../ETC/PASSWD - NIGHT\n\n../../ANNA pours tea.\n\n../ANNA\n<script>It is late</script> |"
            " [red]now[/red].\n"
        ),
    ],
    ids=["utf-16", "latin-1", "bom", "crlf", "prose", "open note", "open boneyard", "path characters"],
)
def test_a_script_of_any_kind_is_planned(content: str | bytes, terminal: Terminal) -> None:
    """At least one shot, and every spoken line is a call."""
    said = terminal.plan(content)

    assert said.code == 0, said.err
    planned = json.loads(said.out)
    assert planned["shots"] >= 1
    assert any(call["name"].endswith(" keyframes") for call in planned["calls"])
    assert not (terminal.folder / "films").exists()


@pytest.mark.parametrize(
    ("speaker", "lines"),
    [
        ("ليلى", ("أين كنت؟", "في البحر.")),
        ("小明", ("你去哪儿了？", "我在海边。")),
        ("דנה", ("איפה היית?", "בים.")),
    ],
    ids=["arabic", "chinese", "hebrew"],
)
def test_other_scripts_are_planned_in_order(speaker: str, lines: tuple[str, str], terminal: Terminal) -> None:
    """Letters of any direction are spoken in the order in which they stand."""
    content = "INT. KITCHEN - NIGHT\n\n" + "\n\n".join(f"@{speaker}\n{line}" for line in lines) + "\n"
    script = terminal.script(content)

    terminal.type("init", script, "--out", "film")
    said = terminal.type("plan", script, "--out", "film", "--json")

    assert said.code == 0, said.err
    spoken = [call["name"] for call in json.loads(said.out)["calls"] if " line " in call["name"]]
    assert len(spoken) == 2
    assert spoken == sorted(spoken)


def test_too_many_scenes_are_refused_with_the_limit(terminal: Terminal) -> None:
    """What would be accepted is named."""
    script = terminal.script("".join(f"INT. ROOM {number} - DAY\n\nA door.\n\n" for number in range(2_001)))

    said = terminal.type("plan", script)

    said.is_one_sentence_with("2001", "2000")


@pytest.mark.long
@pytest.mark.timeout(200)
def test_five_megabytes_on_one_line_end_in_a_plan_or_a_sentence(terminal: Terminal) -> None:
    """The command ends, and prints no control characters."""
    said = terminal.plan("INT. ROOM - DAY\n\n" + "word " * 1_000_000)

    assert said.code in (0, 1)
    assert "Traceback" not in said.err


def test_a_full_disk_is_said_before_anything_is_made(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is needed and how much is free."""
    from blocks.crew import animatic_crew
    from storyreel.graph.context import FilmContext
    from tests.planning.planned import plan

    project = open_project(str(terminal.script(SCENE)), "", open_vault((terminal.folder / "vault").as_uri()))
    context: FilmContext = project.context(plan(SCENE), animatic_crew().card())
    monkeypatch.setattr(
        delivery.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000)
    )

    with pytest.raises(VaultError, match=r"1,000 bytes free"):
        delivery.require_disk_space(project, context, frames=240)


def test_init_writes_the_settings_and_does_not_overwrite_them(terminal: Terminal) -> None:
    """The folder's film.toml holds what was typed; a second `init` does not change it."""
    script = terminal.script(SCENE, "My: Film?.fountain")

    said = terminal.type("init", script, "--look", "noir")
    settings = terminal.folder / "films" / "my-film" / "film.toml"

    assert said.code == 0, said.err
    assert 'look = "noir"' in settings.read_text()
    terminal.type("init", script).is_one_sentence_with("film.toml")


def test_status_of_a_film_and_of_a_folder_that_is_none(terminal: Terminal) -> None:
    """How far it is, as JSON or as text; a folder without film.toml is named."""
    script = terminal.script(SCENE)
    terminal.type("init", script, "--out", "film")

    facts = json.loads(terminal.type("status", "film", "--json").out)

    assert facts["film"] is None
    assert facts["script"] == str(script)
    assert facts["to_make"]
    assert str(script) in terminal.type("status", "film").out
    terminal.type("status", terminal.folder).is_one_sentence_with("film.toml")
    terminal.type("redo", terminal.folder, "SC010-SH010").is_one_sentence_with("film.toml")
    terminal.type("redo", "film", "SC010-SH010").is_one_sentence_with("SC010-SH010", code=2)


def test_vault_is_measured_and_cleared(terminal: Terminal) -> None:
    """Its size as JSON; clearing is dry unless asked for."""
    size = json.loads(terminal.type("vault", "size", "--json").out)

    assert size["assets"] == 0
    assert size["folder"] == str(terminal.folder / "home" / "vault")
    assert "--delete" in terminal.type("vault", "gc").out
    assert terminal.type("vault", "gc", "--delete").code == 0


def test_doctor_speaks_json(terminal: Terminal) -> None:
    """Every finding, with what to do if something is missing."""
    said = terminal.type("doctor", "--json")

    findings = json.loads(said.out)
    assert said.code == 0
    assert all({"name", "ok", "detail", "remedy"} <= finding.keys() for finding in findings)


def test_plain_output_has_no_colour(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is obeyed, and piped output is plain."""
    monkeypatch.setenv("NO_COLOR", "1")
    script = terminal.script(SCENE)

    said = terminal.type("plan", script, "--every")

    assert said.code == 0
    assert "\x1b[" not in said.out
    assert "SC010-SH010" in said.out


def test_what_nobody_foresaw_is_one_sentence_and_a_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traceback stands in the home's last-error.log; STORYREEL_DEBUG=1 shows it."""

    def fail(*_args: object, **_more: object) -> int:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(inspect_commands, "plan_command", fail)
    script = terminal.script(SCENE)
    log = terminal.folder / "home" / "last-error.log"

    terminal.type("plan", script).is_one_sentence_with("ZeroDivisionError", str(log))

    assert "Traceback" in log.read_text()
    monkeypatch.setenv("STORYREEL_DEBUG", "1")
    assert "Traceback" in terminal.type("plan", script).err


@pytest.mark.parametrize(
    ("flag", "value", "takes"),
    [
        ("--max-scenes", "0", "a whole number from 1"),
        ("--max-environments", "-1", "a whole number from 1"),
        ("--seconds", "-1", "a number above 0"),
        ("--seconds", "nan", "a number above 0"),
        ("--max-minutes", "0", "a number above 0"),
        ("--max-minutes", "inf", "a number above 0"),
    ],
)
@pytest.mark.parametrize("command", ["plan", "make", "estimate"])
def test_a_scope_beyond_sense_is_refused_in_a_sentence(
    command: str, flag: str, value: str, takes: str, terminal: Terminal
) -> None:
    """What was typed, what is accepted; nothing is started."""
    terminal.type(command, terminal.script(SCENE), f"{flag}={value}").is_one_sentence_with(
        flag, takes, "Nothing was made", code=2
    )


@pytest.mark.parametrize("hours", ["nan", "0", "-1", "169", "inf"])
def test_a_link_that_lasts_no_sensible_time_is_wrong_usage(hours: str, terminal: Terminal) -> None:
    film = terminal.folder / "film"
    film.mkdir()
    (film / "film.mp4").write_bytes(b"film")

    terminal.type("publish", film, "--to", "s3://bucket", f"--hours={hours}").is_one_sentence_with(
        "--hours", "up to 168", code=2
    )


def test_half_a_scene_is_wrong_usage(terminal: Terminal) -> None:
    """2.5 scenes are refused, not rounded to two."""
    typed = terminal.type("plan", terminal.script(SCENE), "--max-scenes=2.5")

    assert typed.code == 2 and "2.5" in typed.err + typed.out


def test_more_text_than_a_film_holds_is_refused_by_every_command(terminal: Terminal) -> None:
    """`init`, `plan` and `make` name the limit before anything is made."""
    script = terminal.script("word " * 1_048_576)

    for command in ("init", "plan", "make"):
        terminal.type(command, script).is_one_sentence_with("30,000", "characters")
    assert not (terminal.folder / "films").exists()
