"""Money and files from a stranger's film folder: a setting in a file is not consent."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from storyreel.project.consent import Consent, consent_of
from storyreel.project.project import direct, open_project
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio import make_commands
from tests.planning.planned import plan
from tests.project import own_media
from tests.studio.terminal import SCENE, Terminal, Typed

FAL = 'members = {video = "fal"}\n'


class TerminalFilm:
    """A film's folder in front of a terminal; what is begun is noted and not done."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.begun = terminal, list[str]()
        self.script = terminal.script(SCENE)
        self.film = terminal.folder / "film"
        self.film.mkdir()

    def writes(self, text: str, folder: str = "film") -> None:
        (self.terminal.folder / folder).mkdir(exist_ok=True)
        (self.terminal.folder / folder / "film.toml").write_text(text)

    def directs(self, lines: str) -> None:
        """Storyboard.toml after a run, with these lines in its first shot."""
        with direct(str(self.script), str(self.film), open_vault(default_vault_url())) as project:
            base = plan(SCENE)
            text = project.editable_text(base)
            project.remember(base=base)
        shot = "[shots.SC010-SH010]\n"
        (self.film / "storyboard.toml").write_text(text.replace(shot, f"{shot}{lines}\n"))

    def make(self, *more: object, out: str = "film") -> Typed:
        return self.terminal.type("make", self.script, "--out", out, *more)

    def consent(self) -> Consent:
        return consent_of(open_project(str(self.script), str(self.film), open_vault(default_vault_url())))


@pytest.fixture
def film(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> TerminalFilm:
    made = TerminalFilm(terminal)
    monkeypatch.setenv("FAL_KEY", "sk-some")
    monkeypatch.delenv("STORYREEL_VAULT", raising=False)
    monkeypatch.setattr(make_commands, "watched_server", lambda: "http://127.0.0.1:9")
    monkeypatch.setattr(make_commands, "_run", lambda *given, **_: made.begun.append(given[1]) or 0)
    return made


def answering(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """A person at the terminal who answers each question so."""

    class Keyboard:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return f"{word}\n"

    monkeypatch.setattr(sys, "stdin", Keyboard())


class TestBudget:
    def test_a_budget_in_the_file_alone_is_refused(self, film: TerminalFilm) -> None:
        """Without a terminal nothing is begun; the sentence says why, and both commands."""
        film.writes(f"budget_usd = 500.0\n{FAL}")

        said = film.make()

        assert said.code == 1
        assert "budget of $500.00 in film.toml was not confirmed on this machine" in said.err
        assert "--budget 500" in said.err and "--yes" in said.err and "Nothing was spent" in said.err
        assert film.begun == []
        assert film.consent().budget_usd is None

    def test_a_budget_that_was_typed_is_remembered_here(self, film: TerminalFilm) -> None:
        """On this machine only, for this film in this folder.

        A smaller one is covered, a greater one is not.
        """
        film.writes(FAL)

        assert film.make("--budget", "20").code == 0
        for budget, code in (("20.0", 0), ("5.0", 0), ("20.5", 1)):
            film.writes(f"budget_usd = {budget}\n{FAL}")
            assert film.make().code == code

        [kept] = (film.terminal.folder / "home" / "consent").iterdir()
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
        assert json.loads(kept.read_text())["budget_usd"] == 20

    def test_it_is_no_consent_for_another_folder_id_or_budget(self, film: TerminalFilm) -> None:
        """Nor for a film without any budget."""
        film.make("--budget", "20")

        film.writes(f"budget_usd = 20.0\n{FAL}", "other")
        assert film.make(out="other").code == 1
        for text in (
            f'id = "another"\nbudget_usd = 20.0\n{FAL}',
            f'purse = "fresh"\nbudget_usd = 20.0\n{FAL}',
            FAL,
        ):
            film.writes(text)
            assert film.make().code == 1

    def test_a_smaller_budget_typed_later_counts(self, film: TerminalFilm) -> None:
        film.writes(FAL)
        film.make("--budget", "20")
        film.make("--budget", "2")

        film.writes(f"budget_usd = 20.0\n{FAL}")

        assert film.make().code == 1

    def test_yes_covers_one_run(self, film: TerminalFilm) -> None:
        film.writes(f"budget_usd = 20.0\n{FAL}")

        assert film.make("--yes").code == 0
        assert film.make().code == 1

    @pytest.mark.parametrize(("word", "code"), [("y", 0), ("n", 1), ("", 1)])
    def test_a_person_is_asked_and_a_yes_is_remembered(
        self, word: str, code: int, film: TerminalFilm, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The question names the budget and the budget that it is taken from."""
        film.writes(f'budget_usd = 20.0\npurse = "shared"\n{FAL}')
        with monkeypatch.context() as patch:
            answering(patch, word)
            said = film.make()

        assert said.code == code
        assert "Up to $20.00 of the shared budget 'shared'" in said.err
        assert film.make().code == code

    def test_what_was_kept_and_cannot_be_read_is_no_consent(self, film: TerminalFilm) -> None:
        film.writes(FAL)
        film.make("--budget", "20")
        [kept] = (film.terminal.folder / "home" / "consent").iterdir()
        film.writes(f"budget_usd = 20.0\n{FAL}")

        for text in ("", "{", '{"film": "x", "folder": "/", "budget_usd": 99}', '{"budget_usd": "much"}'):
            kept.write_text(text)
            assert film.make().code == 1

    def test_another_take_asks_alike(self, film: TerminalFilm, monkeypatch: pytest.MonkeyPatch) -> None:
        """`redo` is refused if only the film's file names a budget, and the take is not remembered."""
        from storyreel.project.project import direct

        film.writes(f"budget_usd = 20.0\n{FAL}")
        vault = open_vault(default_vault_url())
        with direct(str(film.script), str(film.film), vault) as project:
            project.remember(keys={"SC010-SH010 clip": "a" * 64})
        state = open_project(str(film.script), str(film.film), vault).state

        said = film.terminal.type("redo", "film", "SC010-SH010", "--what", "clip")

        assert "not confirmed on this machine" in said.err or "screenplay" in said.err
        assert said.code == 1
        assert film.begun == []
        assert open_project(str(film.script), str(film.film), vault).state == state
        assert film.terminal.type("redo", "film", "SC010-SH010", "--what", "clip", "--yes").code == 0


class TestFiles:
    @pytest.fixture
    def private(self, film: TerminalFilm) -> Path:
        file = film.terminal.folder / "private" / "passport.png"
        file.parent.mkdir()
        own_media.picture(file)
        return file

    def names(self, film: TerminalFilm, value: object, more: str = FAL) -> None:
        film.writes(f'{more}[material]\npeople = {{ "ANNA" = "{value}" }}\n')

    @pytest.mark.parametrize("way", ["absolute", "relative", "link", "folder with a link"])
    def test_a_private_file_is_named_and_not_sent(self, way: str, film: TerminalFilm, private: Path) -> None:
        """However it is reached; nothing of it comes into the vault, and nothing is begun."""
        value = {"absolute": private, "relative": "../private/passport.png"}.get(way, "anna")
        if way == "link":
            (film.film / "anna").symlink_to(private)
        elif way == "folder with a link":
            (film.film / "anna").mkdir()
            (film.film / "anna" / "1.png").symlink_to(private)
        self.names(film, value)

        for more in ((), ("--budget", "9")):
            said = film.make(*more)
            said.is_one_sentence_with(
                str(private), 'material.people."ANNA"', "FalVideo", "--yes", "Nothing was sent"
            )

        assert film.begun == []
        assert list((film.terminal.folder / "home" / "vault" / "assets").rglob("*.*")) == []

    def test_yes_names_it_and_is_remembered_for_exactly_this_file(
        self, film: TerminalFilm, private: Path
    ) -> None:
        """Another file is asked about, also beside it."""
        budgeted = f"budget_usd = 9.0\n{FAL}"
        self.names(film, private, budgeted)

        said = film.make("--yes", "--budget", "9")

        assert said.code == 0
        assert str(private) in said.err
        assert film.make().code == 0
        other = private.with_name("diary.png")
        own_media.picture(other)
        self.names(film, other, budgeted)
        film.make().is_one_sentence_with(str(other))
        self.names(film, private.parent, budgeted)
        film.make().is_one_sentence_with(repr(str(private.parent)))

    @pytest.mark.parametrize(("word", "code"), [("y", 0), ("n", 1)])
    def test_a_person_is_asked(
        self, word: str, code: int, film: TerminalFilm, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.names(film, private)
        answering(monkeypatch, word)

        said = film.make("--budget", "9")

        assert said.code == code
        assert f"is {str(private)!r}" in said.err and "Send them?" in said.err
        assert (str(private) in film.consent().files) is (word == "y")

    def test_with_the_embedded_crew_nobody_is_asked(self, film: TerminalFilm, private: Path) -> None:
        """Nothing leaves the machine; a plan names the file in a note."""
        film.writes(
            "[material]\nmusic ="
            f' "{own_media.tone(private.with_suffix(".wav")) or private.with_suffix(".wav")}"\n'
        )

        assert film.make().code == 0
        said = film.terminal.type("plan", film.script, "--out", "film")
        assert (
            "note: Read from outside the film's folder, as film.toml and storyboard.toml say:"
            f" '{private.with_suffix('.wav')}'" in said.out.replace("\n", " ")
        )

    def test_an_engine_that_a_shot_names_is_asked_about_as_the_crew_is(self, film: TerminalFilm) -> None:
        """A line in storyboard.toml is no consent."""
        film.writes('crew = "animatic"\n')
        film.directs('engine = "fal"')

        said = film.make()

        assert said.code == 1
        assert "nobody said yes" in said.err.replace("\n", " ")
        assert film.begun == []
        assert film.make("--yes").code == 0

    def test_pictures_for_a_shot_are_named_and_not_sent(self, film: TerminalFilm, private: Path) -> None:
        film.writes(FAL)
        film.directs(f'references = "{private}"')

        film.make("--budget", "9").is_one_sentence_with(str(private), 'references of "SC010-SH010"', "--yes")

    @pytest.mark.parametrize("member", ['narrator = "gtts"', 'writer = "local"'])
    def test_free_services_ask_too(
        self, member: str, film: TerminalFilm, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One that needs no key, and a language model on another machine."""
        monkeypatch.setenv("STORYREEL_LOCAL_URL", "http://10.0.0.5/v1")
        self.names(film, private, f"members = {{{member}}}\n")

        film.make().is_one_sentence_with(str(private))

    @pytest.mark.parametrize("command", ["make", "plan", "estimate", "status"])
    def test_a_vault_elsewhere_asks_too(
        self, command: str, film: TerminalFilm, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What a film names is stored there before anything is made, by a plan as well."""
        from storyreel.project.project import Project
        from studio import consent

        monkeypatch.setattr(consent, "_far_vault", lambda _project: ("the vault s3://films",))
        monkeypatch.setattr(Project, "context", lambda *_: pytest.fail("it was read"))
        self.names(film, private, f'script = "{film.script}"\n')

        said = film.terminal.type(
            command, *(("film",) if command == "status" else (film.script, "--out", "film"))
        )

        said.is_one_sentence_with(str(private), "the vault s3://films")

    def test_footage_of_ones_own_is_asked_about_where_somebody_else_sees_it(self, film: TerminalFilm) -> None:
        """A folder that film.toml names as the camera's, beside a narrator elsewhere.

        Alone with the embedded crew it is not.
        """
        films = film.terminal.folder / "films-of-mine"
        films.mkdir()
        own_media.clip(films / "garden.mp4", [(1, 2, 3)] * 3)

        film.writes(f'members = {{video = "footage", narrator = "gtts"}}\nmodels = {{video = "{films}"}}\n')
        film.make().is_one_sentence_with(str(films), "models in film.toml")
        film.writes(f'members = {{video = "footage"}}\nmodels = {{video = "{films}"}}\n')
        assert film.make().code == 0

    def test_all_of_many_files_are_listed(self, film: TerminalFilm) -> None:
        """Every file is listed, even among a hundred."""
        frames = "".join(f'"SC{number:03d}-SH010" = "../private/{number}.png"\n' for number in range(100))
        film.writes(f"{FAL}[material.frames]\n{frames}")

        said = film.make("--budget", "9")

        assert said.code == 1
        assert all(f"/private/{number}.png'" in said.err for number in range(100))
        assert "and 80 more, listed above" in said.err

    def test_a_screenplay_that_the_file_names_is_asked_about(self, film: TerminalFilm, private: Path) -> None:
        """`redo` reads it from film.toml; one that was typed before is known."""
        from storyreel.project.project import direct

        diary = private.with_name("diary.fountain")
        diary.write_text(SCENE)
        film.writes(f'script = "{diary}"\nbudget_usd = 9.0\n{FAL}')
        vault = open_vault(default_vault_url())
        with direct(str(film.script), str(film.film), vault) as project:
            project.remember(keys={"SC010-SH010 clip": "a" * 64})

        film.terminal.type("redo", "film", "SC010-SH010").is_one_sentence_with(str(diary), "the screenplay")
        assert film.terminal.type("make", diary, "--out", "film", "--budget", "9").code == 0
        assert film.terminal.type("redo", "film", "SC010-SH010").code == 0

    def test_a_screenplay_that_is_a_link_is_asked_about(self, film: TerminalFilm, private: Path) -> None:
        """The sender of the folder chose the link's target."""
        diary = private.with_name("diary.fountain")
        diary.write_text(SCENE)
        (film.film / "script.fountain").symlink_to(diary)
        film.writes(FAL)

        said = film.terminal.type("make", film.film / "script.fountain", "--out", "film", "--budget", "9")

        said.is_one_sentence_with(str(diary), "the screenplay")

    def test_a_screenplay_behind_a_linked_folder_is_asked_about(
        self, film: TerminalFilm, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The path that was typed lies in the film's folder, and the file does not.

        From there and from outside.
        """
        private.with_name("diary.fountain").write_text(SCENE)
        (film.film / "scripts").symlink_to(private.parent)
        film.writes(FAL)

        outside = film.terminal.type(
            "make", film.film / "scripts" / "diary.fountain", "--out", "film", "--budget", "9"
        )
        monkeypatch.chdir(film.film)
        inside = film.terminal.type("make", "scripts/diary.fountain", "--out", ".", "--budget", "9")

        for said in (outside, inside):
            said.is_one_sentence_with(str(private.with_name("diary.fountain")), "the screenplay")
        assert film.begun == []


LINKS = ("film.toml", "storyboard.toml", "layers", "film.mp4")


class TestCommands:
    """Every command that is given a folder."""

    @pytest.mark.parametrize(
        "text",
        [
            'id = "../../x"',
            'id = "/tmp/x"',
            "members = {video = [" + '"fal", ' * 60_000 + "]}",
            "a = " + "[" * 9_000,
        ],
    )
    @pytest.mark.parametrize(
        "command", ["make", "plan", "estimate", "status", "bill", "approve", "redo", "resolve"]
    )
    def test_an_unusable_film_toml_ends_in_a_sentence(
        self, command: str, text: str, film: TerminalFilm
    ) -> None:
        """Exit code 1, one line, and nothing written outside storyreel's home."""
        film.writes(f'script = "{film.script}"\n{text}\n')
        before = {str(path) for path in film.terminal.folder.rglob("*") if "home" not in path.parts}
        typed = (film.script, "--out", "film") if command in ("make", "plan", "estimate") else ("film",)
        more = {"redo": ("SC010-SH010",), "resolve": ("SC010-SH010 clip", "--again")}.get(command, ())

        said = film.terminal.type(command, *typed, *more)

        said.is_one_sentence_with()
        assert len(said.err) < 1_000
        assert {str(path) for path in film.terminal.folder.rglob("*") if "home" not in path.parts} == before

    @pytest.mark.timeout(60)
    @pytest.mark.parametrize("name", ["film.toml", "storyboard.toml"])
    @pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
    def test_what_is_no_plain_file_is_left_alone(self, name: str, kind: str, film: TerminalFilm) -> None:
        """By `init`, `make`, `plan`, `estimate` and `status`."""
        private = film.terminal.folder / "private"
        if kind == "pipe":
            os.mkfifo(film.film / name)
        else:
            (film.film / name).symlink_to(private)
        if kind == "link":
            private.write_text("mine")

        for command in ("init", "plan", "estimate", *(("make",) if name == "film.toml" else ())):
            film.terminal.type(command, film.script, "--out", "film").is_one_sentence_with(
                str(film.film / name)
            )
            (
                (film.film / "film.toml").unlink()
                if name != "film.toml" and (film.film / "film.toml").exists()
                else None
            )
        if name == "film.toml":
            film.terminal.type("status", "film").is_one_sentence_with(str(film.film / name))
        assert private.exists() is (kind == "link")
        assert kind != "link" or private.read_text() == "mine"

    @pytest.mark.parametrize("name", ["film.mp4", "film.srt", "film.vtt"])
    def test_a_linked_film_is_not_published(self, name: str, film: TerminalFilm) -> None:
        """Neither the film nor linked captions are published; no bucket is contacted."""
        private = film.terminal.folder / "private"
        private.write_text("mine")
        (film.film / "film.mp4").write_bytes(b"film")
        (film.film / name).unlink(missing_ok=True)
        (film.film / name).symlink_to(private)

        said = film.terminal.type("publish", "film", "--to", "s3://bucket?endpoint=http://127.0.0.1:9")

        said.is_one_sentence_with(str(film.film / name), "is a link")
        assert list((film.terminal.folder / "home").glob("publishing-*")) == []

    @pytest.mark.timeout(30)
    def test_a_screenplay_that_is_a_pipe_or_a_device_is_refused(self, film: TerminalFilm) -> None:
        """A pipe is not waited for, and a device does not fill the memory."""
        os.mkfifo(film.terminal.folder / "pipe.fountain")
        for script in (film.terminal.folder / "pipe.fountain", "/dev/zero"):
            film.terminal.type("plan", script).is_one_sentence_with("pipe or a device")

    def test_a_screenplay_is_not_written_through_a_link(
        self, film: TerminalFilm, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`storyreel write --out`; a link that leads nowhere makes no file there."""
        (film.film / "idea.fountain").symlink_to(film.terminal.folder / "elsewhere")
        monkeypatch.setenv("STORYREEL_LOCAL_URL", "http://127.0.0.1:9/v1")

        said = film.terminal.type(
            "write", "An idea", "--writer", "local", "--out", film.film / "idea.fountain"
        )

        said.is_one_sentence_with("idea.fountain")
        assert not (film.terminal.folder / "elsewhere").exists()
