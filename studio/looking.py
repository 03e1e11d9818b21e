"""The commands that make no film: plan, status, doctor, init, server and vault."""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from storyreel.film.errors import SettingsError, UsageError, VaultError
from storyreel.planning.reading import understand
from storyreel.project.folder import BLOCK_BYTES, FilmFolder
from storyreel.project.project import SETTINGS_FILE, direct, film_folder, holds_film, open_project
from storyreel.project.screenplays import read_script
from storyreel.project.settings import Scope, fact, scope_of
from storyreel.vault import open_vault
from storyreel.vault.buckets import LONGEST_LINK_SECONDS
from storyreel.vault.home import default_vault_url, open_home
from studio.consent import require_files_may_be_stored
from studio.exits import DONE, ERROR
from studio.home import server_home
from studio.printing import Screen, print_table, say, say_json

if TYPE_CHECKING:
    from studio.doctor import Finding


def plan_command(script: str, out: str, settings: dict[str, Any], scope: dict[str, Any], *, every: bool, json: bool) -> int:
    """Print what a run would do."""
    from studio.foresight import foresee

    project = open_project(script, out, open_vault(default_vault_url()), settings)
    require_files_may_be_stored(project)
    foreseen = foresee(project, scope_of(scope))
    calls = [call.model_dump(mode="json") for call in foreseen.calls]
    counts = Counter(call["standing"] for call in calls)
    if json:
        say_json({"calls": calls, "counts": counts, "shots": foreseen.shots, "seconds": foreseen.seconds, "warnings": foreseen.warnings})
        return DONE
    rows = [(call["name"], call["standing"], call["why"]) for call in calls if every or call["standing"] not in ("reuse", "not needed")]
    console = Screen()
    console.print(understand(read_script(project.script)).summary)
    for warning in foreseen.warnings:
        console.print(f"note: {warning}")
    if rows:
        print_table(console, ("what", "a run would", "why"), rows)
    summary = ", ".join(f"{count} {standing}" for standing, count in sorted(counts.items()))
    console.print(
        f"{foreseen.shots} shots, about {foreseen.seconds:.0f} s without title and credits: {summary}. Cost: {'see storyreel estimate' if foreseen.paid else 'nothing, nobody of this crew is paid'}.",
    )
    return DONE


def status_command(film: Path, *, json: bool) -> int:
    """Print how far a film is."""
    from studio.foresight import foresee

    script = fact(film / SETTINGS_FILE, "script")
    if not holds_film(film):
        raise SettingsError(f"{str(film)!r} holds no film.toml, so it is no film's folder. `storyreel make SCRIPT --out {film}` makes one.")
    project = open_project(script or film.name, str(film), open_vault(default_vault_url()))
    scope = Scope.model_validate({name: value for name, value in project.state.scope.items() if name not in ("until", "only")})
    require_files_may_be_stored(project)
    calls = foresee(project, scope).calls if script else ()
    state, finished = project.state, f"{project.slug}.mp4"
    film_bytes = project.files.size(finished)
    facts = {
        "title": state.title,
        "folder": str(project.folder),
        "script": script,
        "film": str(project.folder / finished) if film_bytes is not None else None,
        "film_bytes": film_bytes or 0,
        "shots": len(state.base.shots()) if state.base else 0,
        "edits": len(state.overrides.edits),
        "own_layers": sum(len(layers) for layers in state.layers.values()),
        "takes": state.takes.chosen,
        "standing": Counter(call.standing.value for call in calls),
        "to_make": [call.name for call in calls if call.standing.value == "make"],
    }
    if json:
        say_json(facts)
        return DONE
    console = Screen()
    for name, value in facts.items():
        shown = ", ".join(f"{key}: {count}" for key, count in value.items()) if isinstance(value, dict) else value
        shown = ", ".join(shown) if isinstance(shown, list) else shown
        console.print(f"{name.replace('_', ' '):12} {shown if shown not in (None, '', 0) else '-'}")
    return DONE


def doctor_command(film: Path | None, *, json: bool) -> int:
    """Print what is installed, what is missing, and where keys and addresses come from."""
    from studio.doctor import examine

    if film is not None and not film.is_dir():
        raise SettingsError(f"There is no folder {str(film)!r}. Give a film's folder, films/NAME for example, or nothing.")
    findings = examine(film.expanduser().resolve() if film is not None else None)
    if json:
        say_json([dataclasses.asdict(finding) for finding in findings])
    else:
        print_table(Screen(), ("", "what", "found"), [_row(finding) for finding in findings])
    return DONE if all(finding.ok or finding.optional for finding in findings) else ERROR


def _row(finding: Finding) -> tuple[str, str, str]:
    """A finding in a table: whether it is ok, what it is, and what was found, with where its key and address come from."""
    found = finding.detail if finding.ok else f"{finding.detail} {finding.remedy}"
    key, address = f"; key: {finding.key}" if finding.key else "", f"; address: {finding.address}" if finding.address else ""
    return (
        "ok" if finding.ok else "missing" if not finding.name.startswith(("key file", "vault")) else "unsafe",
        finding.name,
        f"{found}{key}{address}",
    )


def init_command(script: str, out: str, settings: dict[str, Any]) -> int:
    """Make a film's folder with its settings."""
    folder = film_folder(script, out)
    read_script(script)
    if holds_film(folder):
        raise SettingsError(f"{str(folder / SETTINGS_FILE)!r} is there already and was left as it is. Edit it, then `storyreel make {script}`.")
    with direct(script, str(folder), open_vault(default_vault_url()), settings):
        pass
    say(f"{folder / SETTINGS_FILE}\nEdit it, then: storyreel make {script} --out {folder}")
    return DONE


def server_command(what: str) -> int:
    """Start, stop or look at the server."""
    from studio import server

    if what == "start":
        facts = server.ensure_server()
        say(f"Prefect server at {facts.ui_url} ({'started' if facts.started else 'was running'}). `storyreel server stop` ends it.")
        if facts.home:
            _print_entrance()
    elif what == "stop":
        say(server.stop_server())
    elif what == "link":
        say(server.sign_in_link())
    else:
        status = server.server_status()
        say(str(status))
        if status.pid:
            _print_entrance()
        if status.exposed:
            say(f"warning: {status.exposed}")
    return DONE


def _print_entrance() -> None:
    """How a browser and a program get in to our own server."""
    say(
        f"It asks for a password. `storyreel server link` prints a link that signs a browser in; programs take it from {str(server_home() / 'auth')!r} "
        "into PREFECT_API_AUTH_STRING."
    )


def vault_command(*, delete: bool, gc: bool, json: bool) -> int:
    """Measure or clear the vault."""
    from storyreel.vault.gc import collect, measure

    vault = open_vault(default_vault_url())
    size = measure(vault)
    gained = collect(vault) if gc and delete else 0
    if json:
        say_json(dataclasses.asdict(size) | {"removed_bytes": gained, "folder": str(vault.assets.root)})
        return DONE
    place = vault.assets.root if vault.url.startswith("file:") else vault.url
    say(f"{place}: {size.assets} assets, {_megabytes(size.bytes)}; {_megabytes(size.free_bytes)} free on the disk")
    done = "" if not gc else f"; removed {_megabytes(gained)}" if delete else "; nothing was removed: add --delete to do it"
    say(f"no film uses {size.unused_assets} of them that are more than an hour old, {_megabytes(size.unused_bytes)}{done}")
    return DONE


def publish_command(film: Path, to: str, *, public: bool, hours: float, json: bool) -> int:
    """Upload the finished film and print its link."""
    from storyreel.vault.publishing import publish

    if not 0 < hours <= LONGEST_LINK_SECONDS / 3600:
        raise UsageError(f"--hours is {hours:g}; it takes a number above 0 and up to {LONGEST_LINK_SECONDS // 3600}. Nothing was published.")
    folder = FilmFolder(film)
    name = folder.path.name
    with TemporaryDirectory(prefix="publishing-", dir=open_home()) as copies:
        finished, *captions = (_copied(folder, f"{name}{ending}", Path(copies)) for ending in (".mp4", ".srt", ".vtt"))
        if finished is None:
            missing = str(folder.path / f"{name}.mp4")
            raise VaultError(f"There is no file {missing!r} to publish. Make the film first, or change the path. Nothing was published.")
        there = [path for path in captions if path is not None]
        published = publish(to or default_vault_url(), finished, there, public=public, seconds=int(hours * 3600))
    if json:
        say_json(dataclasses.asdict(published))
        return DONE
    lasts = f"until {published.expires_at:%d %B %Y, %H:%M} UTC" if published.expires_at else "for everybody, without end"
    say(f"{published.link}\n{lasts}")
    return DONE


def _copied(folder: FilmFolder, name: str, target: Path) -> Path | None:
    """A copy of a file of the film's folder, so that what is sent is what was looked at; None where there is none."""
    file = folder.open(name)
    if file is None:
        return None
    with file, (target / name).open("xb") as copy:
        shutil.copyfileobj(file, copy, BLOCK_BYTES)
    return target / name


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
