"""A terminal of a test: commands are typed in a folder of their own, and what was printed is held."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from studio import cli

UNDERSTOOD = re.compile(r"\w[\w ]*, \w+: \d+ scenes?, \d+ places?, \d+ (?:person|people), \d+ spoken lines?")
"""What `make` says of the script before anything else."""
SCENE = "INT. KITCHEN - NIGHT\n\nANNA pours tea.\n\nANNA\nIt is late.\n"


class Typed:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def is_one_sentence_with(self, *words: str, code: int = 1) -> None:
        """An error as a person should meet it."""
        said = [line for line in self.err.strip().splitlines() if not UNDERSTOOD.fullmatch(line)]
        assert self.code == code, self
        assert self.err and said[0].startswith("storyreel: ")
        assert len(said) == 1, self.err
        assert "Traceback" not in self.err
        assert all(word in self.err for word in words), self.err

    def __repr__(self) -> str:
        return f"{self.code}\n{self.out}\n{self.err}"


class Terminal:
    """A place to type commands at."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capture = folder, patch, capture

    def type(self, *arguments: object) -> Typed:
        self._patch.setattr(sys, "argv", ["storyreel", *(str(part) for part in arguments)])
        self._capture.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = self._capture.readouterr()
        return Typed(int(end.value.code or 0), said.out, said.err)

    def script(self, content: str | bytes, name: str = "script.fountain") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def plan(self, content: str | bytes, name: str = "script.fountain") -> Typed:
        return self.type("plan", self.script(content, name), "--json")
