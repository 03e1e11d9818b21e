"""The source tree: the direction of imports, the names of files, the contents of the locks."""

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

from storyreel.film.place_kinds import PlaceKind
from tests.sources import AT_ONE_WORKER, CODE, PACKAGES, ROOT, nodes_of, parsed

pytestmark = AT_ONE_WORKER
NAMES_OF_DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager"}


def test_no_arrow_runs_up() -> None:
    """Each package imports only from those below it, as .importlinter says."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_a_drawer() -> None:
    """A file is named for its contents."""
    files = [path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*.py")]

    assert files
    assert [path for path in files if path.stem.strip("_") in NAMES_OF_DRAWERS] == []


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_every_folder_of_code_is_a_package(package: str) -> None:
    """Without its __init__.py a folder of tests shadows the package it tests."""
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


LOCKS = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))
APART = ["torch"]
"""What is pinned without a hash, alone in a file that says why."""


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock not in APART])
def test_lock_holds_every_file_by_hash_and_names_no_host(lock: str) -> None:
    """The installed files are those that were tested, from any source."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")

    pins = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) > 5
    assert [
        pin
        for pin in pins
        if not re.match(r"[a-z0-9][a-z0-9._-]*(\[[^\]]*\])?==", pin) or "--hash=sha256:" not in pin
    ] == []
    assert [pin for pin in pins if pin.startswith(tuple(f"{name}==" for name in APART))] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|/opt|@ ", text)


@pytest.mark.parametrize("lock", ["base", "dev", "cloud"])
def test_lock_names_the_extras_that_are_wanted(lock: str) -> None:
    """If a lock leaves an extra out, an older pip takes another version as soon as one is published."""
    pins = re.findall(
        r"^([^ ;\\]+(?:\[[^\]]*\])?)==",
        (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    locked = {canonicalize_name(pin.name): pin.extras for pin in map(Requirement, pins)}
    wanted = [Requirement(text) for name in locked for text in requires(name)]

    assert wanted
    assert {
        str(want)
        for want in wanted
        if want.extras and not want.extras <= locked.get(canonicalize_name(want.name), want.extras)
    } == set()


def requires(name: str) -> list[str]:
    """What an installed package always wants."""
    try:
        return [text for text in distribution(name).requires or [] if "extra ==" not in text]
    except PackageNotFoundError:
        return []  # locked for another system


def test_torch_stands_apart_as_it_is_declared_and_its_file_says_why() -> None:
    """Its builds for other cards have other hashes, so it is the one pin without any."""
    first, *pins = (ROOT / "requirements" / "torch.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert first.startswith("# ") and "hash" in first and "CUDA" in first
    assert pins == [text for text in project["optional-dependencies"]["gpu"] if text.startswith("torch==")]


def test_what_builds_the_package_is_locked_as_the_rest_is() -> None:
    """The backend and everything it needs; a package that stands in both locks has one version."""
    locked = {
        lock: dict(
            re.findall(
                r"^([a-z0-9-]+)==([^ ;\\]+)",
                (ROOT / "requirements" / f"{lock}.txt").read_text(),
                re.MULTILINE,
            )
        )
        for lock in LOCKS
    }
    build = locked.pop("build")
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]

    assert {canonicalize_name(Requirement(text).name) for text in (*backend, "editables")} <= build.keys()
    assert {
        name
        for name, version in build.items()
        for lock in locked.values()
        if lock.get(name, version) != version
    } == set()


def test_the_makefile_installs_from_the_locks_and_fetches_nothing_else() -> None:
    """Every lock with its hashes and without a resolver.

    The editable installation from what is installed already.
    """
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [
        line.strip()
        for line in text.splitlines()
        if re.search(r"\$\(INSTALL\)|pip install", line) and not line.startswith("INSTALL :=")
    ]
    first = text.index("-r requirements/build.txt")

    assert {"base", "build", "dev", "gpu"} <= {
        name for line in installs for name in re.findall(r"-r requirements/(\w+)\.txt", line)
    }
    assert [line for line in installs if "--no-deps" not in line] == []
    assert [
        line
        for line in installs
        if "--require-hashes" not in line and not re.search(r"-r requirements/torch.txt|-e \.", line)
    ] == []
    assert first < text.index("--no-index --no-build-isolation -e .")


def test_whoever_is_told_to_install_a_lock_is_told_to_do_it_without_a_resolver() -> None:
    """The locks go beyond MoviePy's bound, at which pip's resolver stops."""
    files = [
        *CODE,
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
    ]
    commands = [
        line
        for path in files
        for line in re.findall(
            r"pip install[^\n&`]*?-r requirements/\w+\.txt", path.read_text(encoding="utf-8")
        )
    ]

    assert len(commands) > 5
    assert [line for line in commands if "--no-deps" not in line] == []
    assert [line for line in commands if "--require-hashes" not in line and "torch.txt" not in line] == []


def test_pillow_is_locked_without_its_known_holes() -> None:
    """MoviePy asks for an older one; the locks do not."""
    for lock in ("base", "dev", "cloud", "gpu"):
        locked = re.findall(
            r"^pillow==(\d+)\.(\d+)", (ROOT / "requirements" / f"{lock}.txt").read_text(), re.MULTILINE
        )
        assert [tuple(map(int, version)) >= (12, 3) for version in locked] == [True], lock


def test_every_picture_is_opened_by_the_names_of_its_formats() -> None:
    """Without them Pillow tries every decoder that it has on a stranger's bytes."""
    opened = [
        (path.relative_to(ROOT), call)
        for path in CODE
        for call in nodes_of(path, ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "open"
        and ast.unparse(call.func) in {"Image.open", "PIL.Image.open"}
    ]

    assert len(opened) > 10
    assert [
        f"{path}:{call.lineno}"
        for path, call in opened
        if "formats" not in {word.arg for word in call.keywords}
    ] == []


@pytest.mark.parametrize("lock", ["base", "gpu"])
def test_lock_knows_every_dependency(lock: str) -> None:
    """A dependency that is declared and not locked would not be installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + (project["optional-dependencies"]["gpu"] if lock == "gpu" else [])
    locks = (lock, *APART) if lock == "gpu" else (lock,)
    text = "\n".join((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in locks)
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE))

    assert {re.split(r"[=<>~![]", text)[0] for text in declared} <= locked


def test_the_painter_draws_from_values_and_reads_no_words() -> None:
    """What the script states is found in planning; only SVG, which is text, is taken apart here."""
    painter = ROOT / "storyreel" / "animatic" / "painter"
    files = [*painter.rglob("*.py"), *(ROOT / "storyreel" / "animatic").glob("*.py")]
    reading = {str(path.relative_to(painter.parent)): found for path in files if (found := read_words(path))}

    assert len(files) > 60
    artwork = (f"artwork/{name}.py" for name in ("gradients", "numerals", "outlines", "palette", "pieces"))
    readers_of_svg = ("drawings.py", "svg_bounds.py", "artwork/transforms.py", *artwork)
    assert reading == {f"painter/{name}": ["import re"] for name in readers_of_svg}


def read_words(path: Path) -> list[str]:
    """What of a file could take English apart: words of a picture, patterns, and planning's readers."""
    found: list[str] = []
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Attribute(attr="prompt" | "action" | "continuity" | "description" as word):
                found.append(f".{word}")
            case ast.Import(names=[ast.alias(name="re")]):
                found.append("import re")
            case ast.ImportFrom(module=str(module)) if module == "re" or module.startswith(
                ("storyreel.planning", "storyreel.screenplays")
            ):
                found.append(f"from {module}")
            case _:
                pass
    return found


def test_one_module_writes_to_the_terminal() -> None:
    """Everything that studio prints goes through studio/printing.py, which removes control characters."""
    writers = {
        path.name: found
        for path in (ROOT / "studio").glob("*.py")
        if (found := written_by(path)) and path.name != "printing.py"
    }

    # The one puts something else there and writes nothing; the other names the terminal that its last word
    # goes to.
    assert {name: set(found) for name, found in writers.items()} == {
        "captured_stderr.py": {"sys.stderr"},
        "interrupts.py": {"sys.__stderr__", "sys.stdout"},
    }


def written_by(path: Path) -> list[str]:
    """What in a file could write to the terminal: the streams by name, `print`, and rich's own consoles."""
    found: list[str] = []
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Attribute(
                value=ast.Name(id="sys"), attr="stdout" | "stderr" | "__stdout__" | "__stderr__" as stream
            ):
                found.append(f"sys.{stream}")
            case ast.Call(func=ast.Name(id="print" | "Console" as called)):
                found.append(called)
            case ast.ImportFrom(module="sys" | "rich.console" | "rich" | "getpass" as module):
                found.append(f"from {module}")
            case _:
                pass
    return found


def test_no_conditional_expression_is_inside_another() -> None:
    """A choice among three is an `if` with a return each. Drawings, numbers in code, may nest them."""
    drawings = ROOT / "storyreel" / "animatic" / "painter" / "places"
    nested = [
        f"{path.relative_to(ROOT)}:{one.lineno}"
        for path in CODE
        if drawings not in path.parents
        for one in nodes_of(path, ast.IfExp)
        if any(isinstance(part, ast.IfExp) for part in ast.walk(one) if part is not one)
    ]

    assert nested == []


TABLES_OF_PLACE_KINDS = {"storyreel/film/place_kinds.py", "storyreel/animatic/painter/places/painting.py"}


def test_kinds_of_place_are_named_in_two_tables_alone() -> None:
    """Whoever adds a kind opens these two: no other module treats a single kind in a way of its own."""
    naming = {
        str(path.relative_to(ROOT)): found for path in CODE if (found := place_kinds_named_by(parsed(path)))
    }

    assert naming.keys() == TABLES_OF_PLACE_KINDS
    assert [set(found) >= set(PlaceKind.__members__) for found in naming.values()] == [True, True]


@pytest.mark.parametrize(
    "line",
    [
        "PlaceKind.BAR",
        "places.PlaceKind.BAR",
        "K.BAR",
        "PlaceKind['BAR']",
        "PlaceKind('bar')",
        "place.kind == 'bar'",
        "place.kind.value in ('cave', 'bar')",
    ],
)
def test_a_kind_of_place_is_found_however_it_is_named(line: str) -> None:
    """By its member, under another name, by its value or by its text."""
    imports = (
        "from storyreel.film import places\nfrom storyreel.film.places import PlaceKind\nfrom"
        " storyreel.film.places import PlaceKind as K\n"
    )

    naming = ast.parse(f"{imports}{line}\n")
    naming_none = ast.parse(f"{imports}PlaceKind.__members__, PlaceKind(kind), 'bar', drink == 'bar'\n")

    assert "BAR" in place_kinds_named_by(naming)
    assert place_kinds_named_by(naming_none) == []


def place_kinds_named_by(tree: ast.Module) -> list[str]:
    """The members of PlaceKind that a module names, or whose text it compares a kind with."""
    own = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name == "PlaceKind"
    }
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=member) if name in {
                *own,
                "PlaceKind",
            }:
                found += [member] if member in PlaceKind.__members__ else []
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=member)) if name in own:
                found.append(str(member))
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=value)]) if name in own:
                found.append(PlaceKind(str(value)).name)
            case ast.Compare() if any(
                isinstance(part, ast.Attribute) and part.attr == "kind" for part in ast.walk(node)
            ):
                texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
                found += [kind.name for kind in PlaceKind if kind.value in texts]
            case _:
                pass
    return found
