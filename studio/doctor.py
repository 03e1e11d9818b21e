"""Examines this machine: what a film needs, whether it is there, and what to do where it is not.

It mends nothing and says no key's value.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.metadata
import importlib.util
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from storyreel.vault.home import default_vault_url, home, open_home
from storyreel.vault.private import is_open_to_others

if TYPE_CHECKING:
    from blocks.kinds import CrewMember

FREE_DISK_GB = 2.0
"""A film of ten minutes with everything that goes into it, twice over."""
FREE_MEMORY_GB = 2.0
"""What the processes of one film take together, at most."""
PATIENCE_SECONDS = 2.0
"""How long a server of one's own may take to say which models it has."""
GPU = (
    "pip install --no-deps --require-hashes -r requirements/gpu.txt && pip install --no-deps -r"
    " requirements/torch.txt."
)
_LOCAL = ("torch", "diffusers", "transformers", "peft", "accelerate", "safetensors")
SAFE_FROM = {"pillow": "12.3"}
"""The release from which no published vulnerability of a package was known when the locks were made. A plain
`pip install .` gets an older Pillow.
"""
_REINSTALL = (
    "Install again: pip install --force-reinstall --no-deps --require-hashes -r requirements/base.txt."
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    `remedy` is what to do where it is not ok; an optional one keeps no film from being made by the embedded
    crew.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    optional: bool = False
    key: str = ""
    """Where a member's key comes from; never the key."""
    address: str = ""
    """Where the address comes from that it is sent to, if it is not the service's own."""


def examine(film: Path | None = None) -> tuple[Finding, ...]:
    """Everything found, what every film needs first; a few seconds, most of it loading libraries.

    film: a film's folder, whose `.env` counts for it.
    """
    looks: tuple[tuple[str, Callable[[], Finding]], ...] = (
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
    from blocks.keys import keys_of_film

    with keys_of_film(film):
        own = (*_key_files(), Finding("crew animatic", True, "needs nothing more"), *_crew())
    return (*(_looked(name, look) for name, look in looks), *own, _local_crew())


def _looked(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Exception as error:  # noqa: BLE001 a library that breaks in any way is what the doctor is there to say
        return Finding(name, False, f"{type(error).__name__}: {error}.", _REINSTALL)


def _python() -> Finding:
    fits = (3, 11) <= sys.version_info < (3, 13)
    return Finding(
        "Python",
        fits,
        f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "Use Python 3.11 or 3.12.",
    )


def _packages() -> Finding:
    """Every package that storyreel's own metadata asks for, without loading any of them."""
    asked = [text for text in importlib.metadata.requires("storyreel") or [] if "extra ==" not in text]
    wrong = [fault for fault in map(_fault_of, asked) if fault]
    detail = (
        ", ".join(wrong) if wrong else f"all {len(asked)}, Prefect {importlib.metadata.version('prefect')}"
    )
    return Finding(
        "packages",
        not wrong,
        detail,
        "Install again: pip install --no-deps --require-hashes -r requirements/base.txt.",
    )


def _advisories() -> Finding:
    """Packages that read strangers' files and are older than the release that fixes their published vulnerabilities."""
    from packaging.version import Version

    found = {name: importlib.metadata.version(name) for name in SAFE_FROM}
    old = [
        f"{name} {version} has published vulnerabilities, fixed in {SAFE_FROM[name]}"
        for name, version in found.items()
        if Version(version) < Version(SAFE_FROM[name])
    ]
    detail = (
        f"{', '.join(old)}." if old else ", ".join(f"{name} {version}" for name, version in found.items())
    )
    remedy = (
        "Install the locked release: pip install --no-deps --require-hashes -r requirements/base.txt. MoviePy"
        " asks for an older one and works with it."
    )
    return Finding("advisories", not old, detail, remedy, optional=True)


def _fault_of(requirement: str) -> str:
    from packaging.requirements import Requirement

    asked = Requirement(requirement)
    if asked.marker and not asked.marker.evaluate():
        return ""
    try:
        found = importlib.metadata.version(asked.name)
    except importlib.metadata.PackageNotFoundError:
        return f"{asked.name} is missing"
    return (
        ""
        if asked.specifier.contains(found, prereleases=True)
        else f"{asked.name} is {found}, asked for is {asked.specifier}"
    )


def _ffmpeg() -> Finding:
    from storyreel.editing.ffmpeg import ffmpeg_path, run_ffmpeg

    run_ffmpeg(["-f", "lavfi", "-i", "color=s=16x16:d=0.04", "-f", "null", "-"], timeout_seconds=20)
    return Finding("ffmpeg", True, ffmpeg_path())


def _speech() -> Finding:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_Info.argtypes = [ctypes.c_void_p]
    return Finding("speech", True, f"espeak-ng {library.espeak_Info(None).decode()}")


def _drawing() -> Finding:
    import resvg_py

    picture = resvg_py.svg_to_bytes(
        svg_string=(
            '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="2" height="2"/></svg>'
        )
    )
    painted = bytes(picture).startswith(b"\x89PNG")
    return Finding("drawing", painted, f"resvg {importlib.metadata.version('resvg-py')}", _REINSTALL)


def _compiler() -> Finding:
    import numba

    from storyreel.animatic.painter import compositor

    spots = [spot for spot in vars(compositor).values() if hasattr(spot, "stats")]
    folder = spots[0].stats.cache_path if spots else ""
    return Finding(
        "compiler",
        True,
        (
            f"numba {numba.__version__}, compiled code kept in {folder}"
            if folder
            else f"numba {numba.__version__}"
        ),
    )


def _fonts() -> Finding:
    from storyreel.editing.fonts import ITALIC, REGULAR, fonts_for

    lost = [font.name for font in (REGULAR, ITALIC) if not font.exists()]
    if lost:
        return Finding("fonts", False, f"{', '.join(lost)} lost", _REINSTALL)
    scripts = {"Arabic": "م", "Hebrew": "ש", "Chinese": "光", "Korean": "빛", "Devanagari": "क"}
    without = [name for name, sign in scripts.items() if fonts_for(sign).missing]
    return Finding(
        "fonts",
        True,
        "our own"
        + (
            f"; none on this machine for titles in {', '.join(without)}"
            if without
            else "; and others for every script tried"
        ),
    )


def _home() -> Finding:
    folder = home()
    try:
        open_home()
        with tempfile.TemporaryFile(dir=folder):
            return Finding("home", True, str(folder))
    except OSError as error:
        return Finding(
            "home",
            False,
            f"{folder} cannot be written ({error.strerror}).",
            "Set STORYREEL_HOME to a folder of your own.",
        )


def _vault() -> Finding:
    """Whether what is kept is this user's alone.

    A vault that others may write in is left as somebody made it.
    """
    url = default_vault_url()
    folder = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else home() / "cache"
    if is_open_to_others(folder):
        remedy = f"If nobody else is to use it, type: chmod 700 {folder}"
        return Finding(
            "vault", False, f"{folder} is open to other users of this machine.", remedy, optional=True
        )
    return Finding("vault", True, url if url.startswith("file:") else url.partition("?")[0])


def _key_files() -> Iterator[Finding]:
    """Each `.env` that would be read, whether it is used, and whether others may read it."""
    from blocks.keyfile import read_key_file, readable_by_others
    from blocks.keys import key_files
    from storyreel.film.errors import SettingsError

    for _, path in key_files():
        name = f"key file {path}"
        try:
            values = read_key_file(path)
        except SettingsError as error:
            what, _, remedy = str(error).partition(" Nothing was sent and nothing was spent. ")
            yield Finding(name, False, what, remedy, optional=True)
            continue
        if values is None:
            continue
        told = f"sets {', '.join(sorted(values)) or 'nothing'}"
        if readable_by_others(path):
            yield Finding(
                name,
                False,
                f"{told}; other users of this machine may read it.",
                f"Type: chmod 600 {path}",
                optional=True,
            )
        else:
            yield Finding(name, True, told, optional=True)


def _disk() -> Finding:
    folder = home()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    remedy = f"Free some: a film wants {FREE_DISK_GB:.0f} GB. `storyreel vault gc` clears what no film uses."
    return Finding("disk", free >= FREE_DISK_GB, f"{free:,.1f} GB free", remedy)


def _memory() -> Finding:
    import psutil

    free = psutil.virtual_memory().available / 2**30
    cores = psutil.cpu_count() or 1
    return Finding(
        "memory",
        free >= FREE_MEMORY_GB,
        f"{free:,.1f} GB free, {cores} cores",
        f"Close other programs: a film wants {FREE_MEMORY_GB:.0f} GB.",
    )


def _server() -> Finding:
    from studio.server import server_status

    status = server_status()
    if status.exposed:
        return Finding("server", False, status.exposed, optional=True)
    if status.running:
        return Finding(
            "server",
            status.answers,
            str(status),
            "Start the server that PREFECT_API_URL names, or unset it; `storyreel server stop` ends ours.",
        )
    missing = [name for name in ("prefect", "uvicorn", "aiosqlite") if importlib.util.find_spec(name) is None]
    detail = (
        f"{', '.join(missing)} is missing, so none can start."
        if missing
        else "none runs; one starts with the next film"
    )
    return Finding("server", not missing, detail, _REINSTALL)


def _crew() -> Iterator[Finding]:
    """Everybody beside the embedded crew whom film.toml can name, and in one line what each lacks."""
    from blocks.crew import PRESETS
    from blocks.roster import MEMBERS

    embedded = PRESETS["animatic"]
    for capability, known in MEMBERS.items():
        yield from (_hired(capability, name) for name in known if name != embedded.get(capability))
    yield from _own_crew()


def _own_crew() -> Iterator[Finding]:
    """The members that packages of the user's own declare.

    One that cannot be loaded keeps no film from being made without it.
    """
    from blocks.own_members import capabilities_of, own_member, own_members
    from blocks.roster import is_taken
    from storyreel.film.errors import SettingsError

    for member in own_members():
        title = f"own member {member.name} of {member.package}"
        if is_taken(member.name):
            yield Finding(
                title,
                False,
                "storyreel has a member of that name, which is used.",
                "Declare it under another name.",
                optional=True,
            )
            continue
        try:
            own_member(member.name)
            capabilities = capabilities_of(member.kind())
        except SettingsError as error:
            yield _member(title, str(error))
        else:
            yield from (_hired(capability, member.name) for capability in capabilities)


def _hired(capability: str, name: str) -> Finding:
    """One member as a film would name it, and what it lacks."""
    from blocks.roster import build
    from storyreel.film.errors import SettingsError

    title = f"{capability} {name}"
    try:
        member = build(capability, name, "en-us")
        lacks = member.missing() or member.unanswered(PATIENCE_SECONDS) or _lacks_place(member)
        key, address = _drawn_from(member)
    except ImportError as error:
        lacks = (
            f"{error.name or error} is not installed. To use it: pip install --no-deps --require-hashes -r"
            " requirements/cloud.txt."
        )
        return _member(title, lacks)
    except SettingsError as error:
        return _member(title, str(error))
    except Exception as error:  # noqa: BLE001 a package of the user's own may fail in any way
        return Finding(
            title,
            False,
            f"{type(error).__name__}: {error}.",
            "Take it out of `members` in film.toml.",
            optional=True,
        )
    return replace(_member(title, lacks), key=key, address=address)


def _drawn_from(member: CrewMember) -> tuple[str, str]:
    """Where its key and its address come from.

    '' for what it has not, or what cannot be used, which `missing` says.
    """
    from storyreel.film.errors import FilmError

    try:
        return member.access().drawn_from
    except FilmError:
        return "", ""


def _lacks_place(member: CrewMember) -> str:
    """What a member lacks of the vault as it is named here."""
    vault = default_vault_url()
    if member.needs_links() and vault.startswith("file:"):
        return (
            "It takes pictures by web address only, and a vault on this machine gives none. Set"
            " STORYREEL_VAULT to s3://bucket or gs://bucket."
        )
    if member.needs_s3() and not vault.startswith("s3:"):
        return (
            "It reads recordings from S3, and this vault is not there. Set STORYREEL_TRANSCRIBE_BUCKET to a"
            " bucket of yours, or STORYREEL_VAULT to s3://bucket."
        )
    return ""


def _member(name: str, lacks: str) -> Finding:
    """What a member said is missing: its first sentence, then what to do.

    That nothing was spent goes without saying here.
    """
    if not lacks:
        return Finding(name, True, "ready", optional=True)
    detail, *others = re.split(r"(?<=\.)\s+(?=[A-Z])", lacks)
    remedies = [sentence for sentence in others if not sentence.startswith("Nothing was s")]
    remedy = (
        "Put it into the environment, or into .env in the film's folder or in the checkout."
        if "is not set" in detail
        else " ".join(remedies)
    )
    return Finding(
        name, False, detail, remedy.replace(", then run the same command again", ""), optional=True
    )


def _local_crew() -> Finding:
    missing = [name for name in _LOCAL if importlib.util.find_spec(name) is None]
    if missing:
        return Finding(
            "crew local", False, f"{', '.join(missing)} not installed.", f"To use it: {GPU}", optional=True
        )
    cards = _cards()
    return Finding(
        "crew local",
        bool(cards),
        cards or "packages installed, no NVIDIA card seen.",
        "To use it: run on a machine with a card.",
        optional=True,
    )


def _cards() -> str:
    """Names of the cards as the driver tells them; torch is not loaded, which would take seconds."""
    told = sorted(Path("/proc/driver/nvidia/gpus").glob("*/information"))
    names = [re.search(r"Model:\s*(.+)", card.read_text(encoding="utf-8", errors="replace")) for card in told]
    return ", ".join(name.group(1) for name in names if name)
