"""The studio runs as a program of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx


def test_the_program_answers_for_its_books(tmp_path: Path):
    """It prints what to export, takes faults and tells its bill over HTTP, and prints the bill at the end."""
    command = [sys.executable, "-m", "tests.fakes", "--state", str(tmp_path / "books.jsonl")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as program:
        assert program.stdout is not None
        exported: dict[str, str] = {}
        for line in program.stdout:
            if not line.startswith("export "):
                break
            name, _, value = line.removeprefix("export ").strip().partition("=")
            exported[name] = value
        base = exported["LUMA_BASE_URL"].removesuffix("/luma/v1")
        with httpx.Client(
            base_url=base,
            trust_env=False,
            headers={"authorization": f"Bearer {exported['LUMA_AGENTS_API_KEY']}"},
        ) as client:
            answer = client.post(
                "/faults",
                json={"provider": "luma", "operation": "create", "fault": "rate_limited", "retry_after": 0.2},
            ).json()
            answers = [
                client.post(
                    "/luma/v1/generations", json={"model": "uni-1", "type": "image", "prompt": "x"}
                ).status_code
                for _ in range(2)
            ]
            bill, jobs = client.get("/bill").json(), client.get("/jobs?provider=luma").json()
            wrong = client.post("/faults", json={"provider": "luma", "fault": "nonsense"})
        program.send_signal(signal.SIGINT)
        rest = program.stdout.read()

    assert answer == {"waiting": 1} and answers == [429, 201] and wrong.status_code == 400
    assert bill["total_usd"] == 0.0404 and bill["double"] == [] and jobs[0]["provider"] == "luma"
    assert "0.0404 USD in all" in rest and program.returncode == 0
