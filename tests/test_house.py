"""The house: which way the arrows run, how files are called, what the locks say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGES = ("storyreel", "blocks", "tasks", "flows", "deployments", "studio")
NAMES_OF_DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager"}


def test_no_arrow_runs_up() -> None:
    """Each floor imports only from those below, as .importlinter draws it."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_a_drawer() -> None:
    """A file is named by the thing it knows."""
    files = [path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*.py")]

    assert files
    assert [path for path in files if path.stem.strip("_") in NAMES_OF_DRAWERS] == []


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_every_folder_of_code_is_a_package(package: str) -> None:
    """Without its __init__.py a folder of tests shadows the package it tests."""
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("lock", ["base", "dev", "cloud"])
def test_lock_holds_every_file_by_hash_and_names_no_host(lock: str) -> None:
    """What is installed is what was tried, wherever it is fetched from."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")

    pins = re.split(r"\n(?=[a-z])", text.strip())
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|/opt|@ ", text)


@pytest.mark.parametrize("lock", ["base", "dev", "cloud"])
def test_lock_names_the_extras_that_are_wanted(lock: str) -> None:
    """Where it leaves one out, an older pip looks for another version the moment that a newer one is published."""
    pins = re.findall(r"^([^ ;\\]+(?:\[[^\]]*\])?)==", (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"), re.MULTILINE)
    locked = {canonicalize_name(pin.name): pin.extras for pin in map(Requirement, pins)}
    wanted = [Requirement(text) for name in locked for text in requires(name)]

    assert wanted
    assert {str(want) for want in wanted if want.extras and not want.extras <= locked.get(canonicalize_name(want.name), want.extras)} == set()


def requires(name: str) -> list[str]:
    """What an installed package always wants."""
    try:
        return [text for text in distribution(name).requires or [] if "extra ==" not in text]
    except PackageNotFoundError:
        return []  # locked for another system


@pytest.mark.parametrize("lock", ["base", "gpu"])
def test_lock_knows_every_dependency(lock: str) -> None:
    """A dependency that is declared and not locked would not be installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + (project["optional-dependencies"]["gpu"] if lock == "gpu" else [])
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==", (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"), re.MULTILINE))

    assert {re.split(r"[=<>~![]", text)[0] for text in declared} <= locked


def test_one_module_writes_to_the_terminal() -> None:
    """Everything that studio prints goes through studio/printing.py, which takes control characters out of it."""
    writers = {path.name: found for path in (ROOT / "studio").glob("*.py") if (found := written_by(path)) and path.name != "printing.py"}

    assert writers == {"aside.py": ["sys.stderr"] * 3}  # it puts something else there, and writes nothing


def written_by(path: Path) -> list[str]:
    """What of a file could write to the terminal: the streams by name, `print`, and consoles of rich's own."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr" | "__stdout__" | "__stderr__" as stream):
                found.append(f"sys.{stream}")
            case ast.Call(func=ast.Name(id="print" | "Console" as called)):
                found.append(called)
            case ast.ImportFrom(module="sys" | "rich.console" | "rich" | "getpass" as module):
                found.append(f"from {module}")
            case _:
                pass
    return found
