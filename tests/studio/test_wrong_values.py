"""Every option of every command that takes a value of some kind refuses another with code 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cyclopts import App

from storyreel.film.abilities import CAPABILITIES
from storyreel.project.project import direct
from storyreel.vault import open_vault
from storyreel.vault.home import default_vault_url
from studio.cli import app
from tests.planning.planned import plan
from tests.studio.terminal import SCENE, Terminal

NEEDED = {
    "read": ("script.fountain",),
    "make": ("script.fountain",),
    "estimate": ("script.fountain",),
    "plan": ("script.fountain",),
    "init": ("script.fountain", "--out", "new"),
    "write": ("A keeper lets the light go out",),
    "approve": ("film",),
    "redo": ("film", "SC010-SH010"),
    "publish": ("film",),
    "voices": (),
    "studio": ("films",),
    "deploy": (),
    "worker": (),
    "host start": (),
    "lora continue": ("mara", "pictures", "--new-name=older"),
}
"""What each command takes beside the option that is tried."""
WORDS = {
    "--crew": "nobody",
    "--language": "klingonish",
    "--likeness-of": "ANNA=magic",
    "--writer": "nobody",
    "--images": "nobody",
    "--trainer": "nobody",
    "--video": "nobody",
    "--narrator": "nobody",
    "--sounds": "nobody",
    "--composer": "nobody",
    "--critic": "nobody",
    "--listener": "nobody",
    "--to": "ftp://nowhere",
    "--play": "bf_nobody",
}
"""Wrong values of options that take words, of which only some are accepted."""
ANY_WORDS = frozenset(
    f"--{name}"
    for name in (
        *("script", "film", "out", "idea", "old", "new", "subject", "note", "call", "job", "redo", "model"),
        *("style", "style-picture", "style-of", "genre", "mood", "theme", "opening", "music-style", "text"),
        *("source", "name", "new-name", "trigger", "host"),
        *("character", "place", "conflict", "object", "tone"),
    )
)
"""Options that take any words, or the name of something of the film, which the film is asked about."""


ZERO = ("--seed", "--budget", "--port", "--idle-minutes")
"""Options that accept 0."""


@dataclass(frozen=True)
class Option:
    command: tuple[str, ...]
    name: str
    kind: Any
    choices: tuple[str, ...]

    def wrong(self) -> Iterator[str]:
        """Values of another kind, and of the kind beyond what can be."""
        if self.choices:
            yield "unheard-of"
        elif self.kind in (int, float):
            yield from ("many", "-1", "-5" if self.name in ZERO else "0", "nan")
        elif self.kind is Path:
            yield from ()
        elif self.name in WORDS:
            yield from () if self._is_asked_for_after_the_server else (WORDS[self.name],)
        else:
            assert self.name in ANY_WORDS, f"{self.name} takes words: say in this file which are wrong"

    @property
    def _is_asked_for_after_the_server(self) -> bool:
        """Whether a server starts before it is refused: Prefect, which the crew needs, must know where it is.

        `plan` takes the same options and needs none.
        """
        return self.command == ("make",) and self.name in (*map("--{}".format, CAPABILITIES), "--crew")

    def __str__(self) -> str:
        return " ".join((*self.command, self.name))


def commands(of: App, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], App]]:
    for name in of:
        if not name.startswith("-"):
            yield from commands(of[name], (*path, name))
            if of[name].default_command is not None:
                yield (*path, name), of[name]


def options() -> Iterator[Option]:
    for path, command in commands(app):
        for argument in command.assemble_argument_collection():
            if argument.show and argument.hint is not bool and argument.names[0].startswith("--"):
                yield Option(path, argument.names[0], argument.hint, argument.get_choices() or ())


@pytest.fixture
def film(terminal: Terminal) -> Terminal:
    """A terminal in a folder that has a screenplay, and a film with its storyboard."""
    script = terminal.script(SCENE)
    with direct(str(script), "film", open_vault(default_vault_url())) as project:
        base = plan(SCENE)
        project.files.write("storyboard.toml", project.editable_text(base).encode())
        project.remember(base=base)
    return terminal


@pytest.mark.parametrize("option", [option for option in options() if any(option.wrong())], ids=str)
def test_a_wrong_value_is_wrong_usage(option: Option, film: Terminal) -> None:
    """Nothing begins, and the words say what was typed or what is accepted."""
    for value in option.wrong():
        said = film.type(*option.command, *NEEDED[" ".join(option.command)], f"{option.name}={value}")

        text = " ".join((said.out + said.err).replace("\u2502", " ").split())
        assert said.code == 2, (value, said)
        assert value in text and all(choice in text for choice in option.choices), text
        assert "Traceback" not in text
        assert not (film.folder / "new").exists() and not list(film.folder.glob("a-keeper*"))


def test_a_sketch_of_more_than_ten_minutes_is_wrong_usage(terminal: Terminal) -> None:
    """Without a model ten is the most, which is said; so is the one language that it writes."""
    longer = terminal.type("write", "A keeper", "--writer", "rules", "--minutes", 11)
    french = terminal.type("write", "A keeper", "--writer", "rules", "--language", "french")

    longer.is_one_sentence_with("up to 10 minutes", "11", "--writer", code=2)
    french.is_one_sentence_with("English only", "--writer", code=2)
    assert not list(terminal.folder.glob("*.fountain"))


@pytest.mark.parametrize(
    ("command", "wrong", "accepted"),
    [
        ("init", "--likeness-of=NOBODY=lora", "ANNA"),
        ("init", "--style-picture=nowhere.png", ".png"),
        ("plan", "--likeness-of=NOBODY=lora", "ANNA"),
        ("estimate", "--style-picture=nowhere.png", ".png"),
        ("make", "--likeness-of=NOBODY=lora", "ANNA"),
        ("make", "--style-picture=nowhere.png", ".png"),
    ],
)
def test_what_the_film_has_not_is_not_kept(
    terminal: Terminal, command: str, wrong: str, accepted: str
) -> None:
    """A name that nobody of the film has and a picture that is not there: no film.toml is written."""
    script = terminal.script(SCENE)

    said = terminal.type(command, str(script), "--out", "new", wrong)

    assert said.code == 2, said
    assert accepted in said.out + said.err
    assert not (terminal.folder / "new" / "film.toml").exists()


@pytest.mark.parametrize(
    ("wrong", "accepted"),
    [
        ("members.video=nobody", "painter"),
        ("members.video=luma models.video=ray-99", "ray-3.2"),
        ("crew=nobody", "animatic"),
        ("likeness_of.NOBODY=lora", "ANNA"),
        ("style_pictures=nowhere.png", ".png"),
    ],
)
def test_set_keeps_no_setting_that_the_film_cannot_use(film: Terminal, wrong: str, accepted: str) -> None:
    """film.toml stays as it was."""
    before = (film.folder / "film" / "film.toml").read_bytes()

    said = film.type("set", "film", *wrong.split())

    assert said.code == 2, said
    assert accepted in said.out + said.err
    assert (film.folder / "film" / "film.toml").read_bytes() == before
