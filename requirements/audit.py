"""Compares every pin of the locks with published advisories.

    python requirements/audit.py

Exit codes: 0 a source answered for every pin and knows no vulnerability; 1 it knows some, which are listed; 2
no source answered.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SOURCES = {"osv": "OSV", "pypi": "PyPI"}
"""Advisory sources that pip-audit knows, in the order in which they are asked."""
ANSWER_SECONDS = 10
"""How long one answer may take."""
SOURCE_SECONDS = 300
"""How long a source may take for a list of pins."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Hole:
    """A published vulnerability of a pin."""

    pin: str
    name: str
    fixed: str


class NoAnswerError(Exception):
    """A source did not answer for every pin."""


def pins_of(folder: Path) -> list[str]:
    """Every name==version in the locks, including those for other systems."""
    texts = [lock.read_text(encoding="utf-8") for lock in sorted(folder.glob("*.txt"))]
    found = {pin for text in texts for pin in _PIN.findall(text)}
    return sorted(f"{name}=={version}" for name, version in found)


def holes_in(pins: list[str], source: str, osv_url: str) -> list[Hole]:
    """The vulnerabilities of the pins that the source knows.

    Raises:
        NoAnswerError: it did not answer for each of them; says why.
    """
    return [hole for some in _without_doubles(pins) for hole in _asked(some, source, osv_url)]


def _asked(pins: list[str], source: str, osv_url: str) -> list[Hole]:
    audited = _audited(pins, source, osv_url)
    left_out = [one["name"] for one in audited if "skip_reason" in one]
    if left_out or len(audited) < len(pins):
        raise NoAnswerError(f"it answered for {len(audited) - len(left_out)} of {len(pins)} pins")
    return [_hole(one, found) for one in audited for found in one["vulns"]]


def _audited(pins: list[str], source: str, osv_url: str) -> list[dict[str, Any]]:
    """What pip-audit says of each pin."""
    with tempfile.TemporaryDirectory() as scratch:
        command = _command(Path(scratch), pins, source, osv_url)
        try:
            done = subprocess.run(  # noqa: S603 our own list
                command, capture_output=True, text=True, timeout=SOURCE_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise NoAnswerError(f"no answer within {SOURCE_SECONDS} seconds") from error
    try:
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError) as error:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        last = lines[-1] if lines else "it printed nothing"
        raise NoAnswerError(last[:160]) from error


def _command(scratch: Path, pins: list[str], source: str, osv_url: str) -> list[str]:
    """The command that audits the pins, which are written into a file in `scratch`."""
    file = scratch / "pins.txt"
    file.write_text("\n".join(pins) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--requirement", str(file)]
    command += ["--format", "json", "--progress-spinner", "off", "--cache-dir", str(scratch / "cache")]
    command += ["--vulnerability-service", source, "--timeout", str(ANSWER_SECONDS)]
    return [*command, "--osv-url", osv_url] if osv_url else command


def _hole(pin: dict[str, Any], found: dict[str, Any]) -> Hole:
    return Hole(
        f"{pin['name']} {pin['version']}",
        " ".join((found["id"], *found["aliases"])),
        ", ".join(found["fix_versions"]) or "no release yet",
    )


def _without_doubles(pins: list[str]) -> list[list[str]]:
    """The pins in as few lists as hold each name once: pip-audit refuses a second version of a package."""
    lists: list[dict[str, str]] = []
    for pin in pins:
        name = pin.split("==")[0]
        room = next((some for some in lists if name not in some), None)
        if room is None:
            lists.append(room := {})
        room[name] = pin
    return [list(some.values()) for some in lists]


def main(arguments: list[str]) -> int:
    """Ask one source after the other until one has answered; returns the exit code."""
    asked = _parser().parse_args(arguments)
    pins = pins_of(asked.folder)
    if not pins:
        sys.stderr.write(f"There is no pin in {str(asked.folder)!r}. Give the folder of the locks.\n")
        return 2
    silent: list[str] = []
    for source in asked.source or SOURCES:
        try:
            holes = holes_in(pins, source, asked.osv_url if source == "osv" else "")
        except NoAnswerError as error:
            silent.append(f"{SOURCES[source]}: {error}")
            continue
        _print(len(pins), holes, source)
        return 1 if holes else 0
    sys.stderr.write(
        f"No advisory source could be asked, so the locks were not checked. {'; '.join(silent)}.\n"
    )
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare every pin of the locks with published advisories.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the locks are")
    parser.add_argument(
        "--source", choices=SOURCES, action="append", help="ask only this source; may be given more than once"
    )
    parser.add_argument("--osv-url", default="", help="another address that answers as OSV does")
    return parser


def _print(pins: int, holes: list[Hole], source: str) -> None:
    for hole in holes:
        sys.stdout.write(f"{hole.pin}: {hole.name}; fixed in {hole.fixed}\n")
    known = f"{len(holes)} known vulnerabilities" if holes else "no known vulnerabilities"
    sys.stdout.write(f"{pins} pins, {known} ({SOURCES[source]} answered).\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
