"""A studio as a process of its own, and a real browser that was signed in to it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.flows.installation import Install

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
AXE = Path(__file__).with_name("axe.min.js")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class RunningStudio:
    """The studio of a house, on a port that stays the same."""

    house: Install
    port: int
    process: subprocess.Popen[str] | None = None
    link: str = ""

    def start(self) -> None:
        """Start it, and wait for its link."""
        self.process = self.house.start("studio", "films", "--no-open", "--port", self.port)
        assert self.process.stdout
        said = ""
        while "sign-in" not in said:
            line = self.process.stdout.readline()
            assert line, self.process.stderr and self.process.stderr.read()
            said += line
        self.link = re.search(r"http\S+sign-in\S+", said).group(0)  # pyright: ignore[reportOptionalMemberAccess]

    @property
    def origin(self) -> str:
        return self.link.partition("/sign-in")[0]

    @property
    def films(self) -> Path:
        return self.house.work / "films"

    def kill(self) -> None:
        """End it at once, as a crash does."""
        assert self.process
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        assert self.process
        self.process.terminate()
        self.process.wait(10)


def axe_findings(page: Any) -> list[str]:
    """What axe finds on a page, each as 'rule: where'."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {', '.join(str(node['target'][0]) for node in one['nodes'][:4])}"
        for one in found["violations"]
    ]
