"""The check of the locks against advisories: a source with a vulnerability, one with none, and no source."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.blocks.contract import closed_address

ROOT = Path(__file__).parent.parent
HOLE = {
    "id": "PYSEC-2026-1",
    "aliases": ["CVE-2026-0001"],
    "summary": "It reads beyond its end.",
    "affected": [
        {
            "package": {"name": "pillow", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "12.3.0"}]}],
        }
    ],
}


class Source(ThreadingHTTPServer):
    """Answers as OSV does; on request, it knows one vulnerability of pillow 11.3.0."""

    def __init__(self, *, knows: bool, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.knows, self.status = knows, status
        self.asked: list[tuple[str, str]] = []


class Answer(BaseHTTPRequestHandler):
    """One answer."""

    server: Source

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        pin = (asked["package"]["name"], asked["version"])
        self.server.asked.append(pin)
        body = json.dumps(
            {"vulns": [HOLE]} if self.server.knows and pin == ("pillow", "11.3.0") else {}
        ).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def source(*, knows: bool = False, status: int = 200) -> Iterator[tuple[Source, str]]:
    with Source(knows=knows, status=status) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server, f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    """Two locks that share a pin, one for another system, and one that pins another version."""
    (tmp_path / "base.txt").write_text(
        "pillow==11.3.0 \\\n    --hash=sha256:00\nuvicorn[standard]==0.1 \\\n    --hash=sha256:00\n"
    )
    (tmp_path / "dev.txt").write_text(
        "pillow==13.0.0 \\\n    --hash=sha256:00\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n   "
        " --hash=sha256:00\n"
    )
    return tmp_path


def audit(locks: Path, url: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "requirements/audit.py",
        "--folder",
        str(locks),
        "--source",
        "osv",
        "--osv-url",
        url,
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_a_known_vulnerability_is_listed_with_the_release_that_fixes_it(locks: Path) -> None:
    """Every pin of every lock is asked for, once."""
    with source(knows=True) as (server, url):
        said = audit(locks, url)

    assert said.returncode == 1, said.stderr
    assert (
        said.stdout
        == "pillow 11.3.0: PYSEC-2026-1 CVE-2026-0001; fixed in 12.3.0\n4 pins, 1 known vulnerabilities (OSV"
        " answered).\n"
    )
    assert sorted(server.asked) == [
        ("colorama", "0.4.6"),
        ("pillow", "11.3.0"),
        ("pillow", "13.0.0"),
        ("uvicorn", "0.1"),
    ]


def test_locks_without_a_known_vulnerability_pass(locks: Path) -> None:
    """It is said who answered."""
    with source() as (_, url):
        said = audit(locks, url)

    assert (said.returncode, said.stdout) == (0, "4 pins, no known vulnerabilities (OSV answered).\n")


@pytest.mark.parametrize("status", [0, 404, 500])
def test_a_source_that_does_not_answer_is_no_clean_bill(locks: Path, status: int) -> None:
    """One that is away or fails has not said that there is nothing."""
    with source(status=status or 200) as (_, url):
        said = audit(locks, url if status else f"{closed_address()}/v1/query")

    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("No advisory source could be asked, so the locks were not checked. OSV: ")
    assert said.stderr.count("\n") == 1


def test_a_folder_without_pins_is_no_clean_bill(tmp_path: Path) -> None:
    """Nothing was checked."""
    assert audit(tmp_path, "http://127.0.0.1:9").returncode == 2
