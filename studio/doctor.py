"""Examines this machine: what a film needs, whether it is there, and what to do if it is not.

It changes nothing and never shows the value of a key.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from storyreel.vault.home import default_vault_url, home, open_home
from storyreel.vault.private import is_open_to_others

if TYPE_CHECKING:
    from blocks.kinds import CrewMember
    from blocks.own_members import OwnMember
    from studio.server import ServerStatus

FREE_DISK_GB = 2.0
"""Twice what a film of ten minutes takes, with all its parts."""
FREE_MEMORY_GB = 2.0
"""The most memory that the processes of one film use together."""
PATIENCE_SECONDS = 2.0
"""How long the user's own model server may take to list its models."""
GPU = (
    "pip install --no-deps --require-hashes -r requirements/gpu.txt && pip install --no-deps -r"
    " requirements/torch.txt."
)
SAFE_FROM = {"pillow": "12.3"}
"""For each package, the first release without a published vulnerability when the locks were made. A plain
`pip install .` gets an older Pillow.
"""
_REINSTALL = (
    "Install again: pip install --force-reinstall --no-deps --require-hashes -r requirements/base.txt."
)


@dataclass(frozen=True)
class Finding:
    """One thing that was examined.

    `remedy` is what to do if it is not ok. An optional one is not needed by the embedded crew.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    optional: bool = False
    key: str = ""
    """Where a member's key comes from; never the key."""
    address: str = ""
    """Where the address comes from that the key is sent to, if it is not the service's own."""


def examine(film: Path | None = None) -> tuple[Finding, ...]:
    """All findings; those that every film needs come first. Takes a few seconds, mostly to load libraries.

    film: a film's folder, whose `.env` is read, and whose saved members are examined. For these, join the
    server first: they are kept there.
    """
    from blocks.keys import keys_of_film

    with keys_of_film(film):
        crews = (*_key_files(), Finding("crew animatic", True, "needs nothing more"), *_crew())
        crews += tuple(_hired(capability, name) for capability, name in (saved_members(film) if film else ()))
    machine = (_examined(name, examination) for name, examination in _EXAMINATIONS)
    return (*machine, *crews, _local_crew())


def _examined(name: str, examination: Callable[[], Finding]) -> Finding:
    try:
        return examination()
    except Exception as error:  # noqa: BLE001 any error of a library is a finding
        return _broken(name, error)


def _broken(name: str, error: Exception) -> Finding:
    return Finding(name, False, f"{type(error).__name__}: {error}.", _REINSTALL)


def _python() -> Finding:
    fits = (3, 11) <= sys.version_info < (3, 13)
    return Finding("Python", fits, _interpreter(), "Use Python 3.11 or 3.12.")


def _interpreter() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _packages() -> Finding:
    """Every package that storyreel's own metadata asks for, without loading any of them."""
    asked = [text for text in importlib.metadata.requires("storyreel") or [] if "extra ==" not in text]
    wrong = [problem for problem in map(_problem_with, asked) if problem]
    prefect = importlib.metadata.version("prefect")
    return Finding(
        "packages",
        not wrong,
        ", ".join(wrong) if wrong else f"all {len(asked)}, Prefect {prefect}",
        "Install again: pip install --no-deps --require-hashes -r requirements/base.txt.",
    )


def _advisories() -> Finding:
    """Packages that read files of others and are older than the release that fixes known vulnerabilities."""
    from packaging.version import Version

    found = {name: importlib.metadata.version(name) for name in SAFE_FROM}
    old = [
        f"{name} {version} has published vulnerabilities, fixed in {SAFE_FROM[name]}"
        for name, version in found.items()
        if Version(version) < Version(SAFE_FROM[name])
    ]
    all_found = ", ".join(f"{name} {version}" for name, version in found.items())
    remedy = (
        "Install the locked release: pip install --no-deps --require-hashes -r requirements/base.txt. MoviePy"
        " asks for an older one and works with it."
    )
    detail = f"{', '.join(old)}." if old else all_found
    return Finding("advisories", not old, detail, remedy, optional=True)


def _problem_with(requirement: str) -> str:
    """What is wrong with the package of a requirement; '' if nothing is."""
    from packaging.requirements import Requirement

    asked = Requirement(requirement)
    if asked.marker and not asked.marker.evaluate():
        return ""
    try:
        found = importlib.metadata.version(asked.name)
    except importlib.metadata.PackageNotFoundError:
        return f"{asked.name} is missing"
    if asked.specifier.contains(found, prereleases=True):
        return ""
    return f"{asked.name} is {found}, required is {asked.specifier}"


def _ffmpeg() -> Finding:
    from storyreel.editing.ffmpeg import ffmpeg_path, run_ffmpeg

    run_ffmpeg(["-f", "lavfi", "-i", "color=s=16x16:d=0.04", "-f", "null", "-"], timeout_seconds=20)
    return Finding("ffmpeg", True, ffmpeg_path())


def _speech() -> Finding:
    from storyreel.animatic.voice.espeak import ENGINE

    return Finding("speech", True, f"espeak-ng {ENGINE.version()}")


def _drawing() -> Finding:
    return Finding("drawing", _draws(), f"resvg {importlib.metadata.version('resvg-py')}", _REINSTALL)


def _draws() -> bool:
    """Whether a small drawing becomes a PNG."""
    import resvg_py

    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="2" height="2"/></svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg)).startswith(b"\x89PNG")


def _compiler() -> Finding:
    import numba

    folder = _folder_of_compiled_code()
    kept = f", compiled code kept in {folder}" if folder else ""
    return Finding("compiler", True, f"numba {numba.__version__}{kept}")


def _folder_of_compiled_code() -> str:
    from storyreel.animatic.painter import compositor

    compiled = [value for value in vars(compositor).values() if hasattr(value, "stats")]
    return compiled[0].stats.cache_path if compiled else ""


def _fonts() -> Finding:
    from storyreel.editing.fonts import ITALIC, REGULAR, fonts_for

    lost = [font.name for font in (REGULAR, ITALIC) if not font.exists()]
    if lost:
        return Finding("fonts", False, f"{', '.join(lost)} lost", _REINSTALL)
    scripts = {"Arabic": "م", "Hebrew": "ש", "Chinese": "光", "Korean": "빛", "Devanagari": "क"}
    without = [name for name, sign in scripts.items() if fonts_for(sign).missing]
    if without:
        return Finding("fonts", True, f"our own; this machine has none for titles in {', '.join(without)}")
    return Finding("fonts", True, "our own, and others for every script that was tried")


def _home() -> Finding:
    folder = home()
    try:
        open_home()
        with tempfile.TemporaryFile(dir=folder):
            return Finding("home", True, str(folder))
    except OSError as error:
        return _not_writable(folder, error)


def _not_writable(folder: Path, error: OSError) -> Finding:
    detail = f"{folder} cannot be written ({error.strerror})."
    return Finding("home", False, detail, "Set STORYREEL_HOME to a folder of your own.")


def _vault() -> Finding:
    """Whether only this user may read and write the vault. One that is open to others is not changed."""
    url = default_vault_url()
    is_here = url.startswith("file:")
    folder = Path(unquote(urlsplit(url).path)) if is_here else home() / "cache"
    if is_open_to_others(folder):
        detail = f"{folder} is open to other users of this machine."
        remedy = f"If nobody else is to use it, type: chmod 700 {folder}"
        return Finding("vault", False, detail, remedy, optional=True)
    return Finding("vault", True, url if is_here else url.partition("?")[0])


def _key_files() -> Iterator[Finding]:
    """Findings about each `.env` that would be read: whether it is usable, and private."""
    from blocks.keys import key_files

    for _, path in key_files():
        finding = _key_file(path)
        if finding is not None:
            yield finding


def _key_file(path: Path) -> Finding | None:
    """A finding about one `.env`; None if there is no such file."""
    from blocks.keyfile import read_key_file, readable_by_others
    from storyreel.film.errors import SettingsError

    name = f"key file {path}"
    try:
        values = read_key_file(path)
    except SettingsError as error:
        what, _, remedy = str(error).partition(" Nothing was sent and nothing was spent. ")
        return Finding(name, False, what, remedy, optional=True)
    if values is None:
        return None
    detail = f"sets {', '.join(sorted(values)) or 'nothing'}"
    if readable_by_others(path):
        detail = f"{detail}; other users of this machine may read it."
        return Finding(name, False, detail, f"Type: chmod 600 {path}", optional=True)
    return Finding(name, True, detail, optional=True)


def _disk() -> Finding:
    folder = home()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    remedy = f"Free some: a film needs {FREE_DISK_GB:.0f} GB. `storyreel vault gc` clears what no film uses."
    return Finding("disk", free >= FREE_DISK_GB, f"{free:,.1f} GB free", remedy)


def _memory() -> Finding:
    import psutil

    return _memory_finding(psutil.virtual_memory().available / 2**30, psutil.cpu_count() or 1)


def _memory_finding(free: float, cores: int) -> Finding:
    return Finding(
        "memory",
        free >= FREE_MEMORY_GB,
        f"{free:,.1f} GB free, {cores} cores",
        f"Close other programs: a film needs {FREE_MEMORY_GB:.0f} GB.",
    )


def _server() -> Finding:
    from studio.server import server_status

    status = server_status()
    if status.exposed:
        return Finding("server", False, status.exposed, optional=True)
    return _running_server(status) if status.running else _no_server()


def _running_server(status: ServerStatus) -> Finding:
    return Finding(
        "server",
        status.answers,
        str(status),
        "Start the server that PREFECT_API_URL names, or unset it; `storyreel server stop` ends ours.",
    )


def _no_server() -> Finding:
    missing = _not_installed(("prefect", "uvicorn", "aiosqlite"))
    if missing:
        detail = f"{', '.join(missing)} is missing, so none can start."
        return Finding("server", False, detail, _REINSTALL)
    return Finding("server", True, "none runs; one starts with the next film", _REINSTALL)


_EXAMINATIONS: tuple[tuple[str, Callable[[], Finding]], ...] = (
    ("Python", _python),
    ("packages", _packages),
    ("advisories", _advisories),
    ("ffmpeg", _ffmpeg),
    ("speech", _speech),
    ("drawing", _drawing),
    ("compiler", _compiler),
    ("fonts", _fonts),
    ("home", _home),
    ("vault", _vault),
    ("disk", _disk),
    ("memory", _memory),
    ("server", _server),
)


def _crew() -> Iterator[Finding]:
    """Every member that film.toml can name, except the embedded crew, and what each lacks."""
    from blocks.roster import MEMBERS

    for capability, known in MEMBERS.items():
        yield from _hired_for(capability, known)
    yield from _own_crew()


def _hired_for(capability: str, names: Iterable[str]) -> Iterator[Finding]:
    from blocks.crew import PRESETS

    embedded = PRESETS["animatic"].get(capability)
    return (_hired(capability, name) for name in names if name != embedded)


def _own_crew() -> Iterator[Finding]:
    """The members that the user's own packages declare. A film that names none of them needs none."""
    from blocks.own_members import own_members
    from blocks.roster import is_taken

    for member in own_members():
        title = f"own member {member.name} of {member.package}"
        if is_taken(member.name):
            yield _taken(title)
        else:
            yield from _own_member(title, member)


def _taken(title: str) -> Finding:
    detail = "storyreel has a member of that name, which is used."
    return Finding(title, False, detail, "Declare it under another name.", optional=True)


def _own_member(title: str, member: OwnMember) -> Iterator[Finding]:
    """A finding for each capability of a member; one in all if it cannot be loaded."""
    from blocks.own_members import capabilities_of, own_member
    from storyreel.film.errors import SettingsError

    try:
        own_member(member.name)
        capabilities = capabilities_of(member.kind())
    except SettingsError as error:
        yield _member(title, str(error))
    else:
        yield from (_hired(capability, member.name) for capability in capabilities)


def saved_members(film: Path) -> tuple[tuple[str, str], ...]:
    """Capability and name of each member of a film that is a block saved in Prefect.

    Raises:
        SettingsError: the folder's film.toml cannot be read.
    """
    from storyreel.project.film_toml import load_settings

    members = load_settings(film / "film.toml").members
    named = ((capability, name) for capability, names in members.items() for name in names)
    return tuple((capability, name) for capability, name in named if name.startswith("block:"))


def _hired(capability: str, name: str) -> Finding:
    """One member as a film would name it, and what it lacks."""
    from storyreel.film.errors import SettingsError

    title = f"{capability} {name}"
    try:
        return _built(title, capability, name)
    except ImportError as error:
        lacks = (
            f"{error.name or error} is not installed. To use it: pip install --no-deps --require-hashes -r"
            " requirements/cloud.txt."
        )
        return _member(title, lacks)
    except SettingsError as error:
        return _member(title, str(error))
    except Exception as error:  # noqa: BLE001 the user's own package may fail in any way
        remedy = "Take it out of `members` in film.toml."
        return Finding(title, False, f"{type(error).__name__}: {error}.", remedy, optional=True)


def _built(title: str, capability: str, name: str) -> Finding:
    from blocks.roster import build

    member = build(capability, name, "en-us")
    lacks = member.missing() or member.unanswered(PATIENCE_SECONDS) or _lacks_place(member)
    key, address = _drawn_from(member)
    return replace(_with_end(_member(title, lacks), member), key=key, address=address)


def _with_end(finding: Finding, member: CrewMember) -> Finding:
    """The finding, with the end of the member's model if it is near. A model that has ended is not ready."""
    from blocks import dates
    from blocks.crew import has_ended

    ending = member.ending(dates.today())
    if not ending or not finding.ok:
        return finding
    return _member(finding.name, ending) if has_ended(member) else replace(finding, detail=f"ready; {ending}")


def _drawn_from(member: CrewMember) -> tuple[str, str]:
    """Where the key and the address of a member come from; '' for one that is missing or cannot be used."""
    from storyreel.film.errors import FilmError

    try:
        return member.access().drawn_from
    except FilmError:
        return "", ""


def _lacks_links(member: CrewMember, vault: str) -> bool:
    return member.needs_links() and vault.startswith("file:")


def _lacks_s3(member: CrewMember, vault: str) -> bool:
    return member.needs_s3() and not vault.startswith("s3:")


def _lacks_place(member: CrewMember) -> str:
    """What a member needs from the vault but does not get from this one; '' for nothing."""
    vault = default_vault_url()
    if _lacks_links(member, vault):
        return (
            "It takes pictures by web address only, and a vault on this machine gives none. Set"
            " STORYREEL_VAULT to s3://bucket or gs://bucket."
        )
    if _lacks_s3(member, vault):
        return (
            "It reads recordings from S3, and this vault is not there. Set STORYREEL_TRANSCRIBE_BUCKET to a"
            " bucket of yours, or STORYREEL_VAULT to s3://bucket."
        )
    return ""


def _member(name: str, lacks: str) -> Finding:
    """A finding from what a member said is missing: its first sentence, then what to do.

    Sentences that say that nothing was spent are left out.
    """
    if not lacks:
        return Finding(name, True, "ready", optional=True)
    detail, *others = re.split(r"(?<=\.)\s+(?=[A-Z])", lacks)
    if "is not set" in detail:
        remedy = "Put it into the environment, or into .env in the film's folder or in the checkout."
    else:
        remedy = " ".join(
            sentence for sentence in others if not sentence.startswith(("Nothing was s", "Nothing was m"))
        )
        remedy = remedy.replace(", then run the same command again", "")
    return Finding(name, False, detail, remedy, optional=True)


def _local_crew() -> Finding:
    from blocks.model_host import PACKAGES

    missing = _not_installed(PACKAGES)
    if missing:
        detail = f"{', '.join(missing)} not installed."
        return Finding("crew local", False, detail, f"To use it: {GPU}", optional=True)
    return _seen_cards(_cards())


def _seen_cards(cards: str) -> Finding:
    from blocks.model_host import own_host

    client = own_host()
    runs = f"; the model host runs with {client.status().placement or 'no model yet'}" if client else ""
    detail = f"{cards or 'packages installed, no NVIDIA card seen'}{runs}"
    remedy = (
        "It works on the CPU: minutes to hours a picture. A card takes seconds; or let a machine with one do"
        " the work: STORYREEL_HOST_URL and STORYREEL_HOST_TOKEN."
    )
    return Finding("crew local", bool(cards), f"{detail}." if not cards else detail, remedy, optional=True)


def _not_installed(packages: tuple[str, ...]) -> list[str]:
    return [name for name in packages if importlib.util.find_spec(name) is None]


def _cards() -> str:
    """Names of the cards that the driver lists. Asking torch would take seconds."""
    cards = sorted(Path("/proc/driver/nvidia/gpus").glob("*/information"))
    return ", ".join(filter(None, map(_card_name, cards)))


def _card_name(information: Path) -> str:
    found = re.search(r"Model:\s*(.+)", information.read_text(encoding="utf-8", errors="replace"))
    return found.group(1) if found else ""
