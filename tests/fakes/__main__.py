"""Runs the studio as a program: prints what to export, each job as it is taken, and the bill at the end.

python -m tests.fakes --port 8900 --state books.jsonl
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from tests.fakes.screenwriting import register
from tests.fakes.studio import Studio


def main() -> int:
    """Runs until interrupted or terminated."""
    reader = argparse.ArgumentParser(
        prog="python -m tests.fakes", description="A studio of fake services on loopback."
    )
    reader.add_argument("--port", type=int, default=0, help="where to listen; a free port if not given")
    reader.add_argument(
        "--latency", type=float, default=0.002, help="what a second of a provider's work takes, in seconds"
    )
    reader.add_argument("--state", type=Path, help="a file of JSON lines that keeps the books")
    reader.add_argument("--s3", help="the S3 endpoint that the transcription service reads and writes")
    asked = reader.parse_args()
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    with Studio(asked.latency, asked.state, port=asked.port, s3=asked.s3) as studio:
        register(studio)
        for name, value in studio.environment().items():
            _say(f"export {name}={value}")
        _say(f"# the books: GET {studio.base}/bill and /jobs; faults: POST {studio.base}/faults")
        _follow(studio, ended)
        bill = studio.bill()
        for provider, usd in sorted(bill.by_provider.items()):
            _say(
                f"# {provider}: {bill.jobs[provider]} jobs, {usd:.4f} USD, at most"
                f" {bill.high_water.get(provider, 0)} at once"
            )
        _say(f"# {bill.total_usd:.4f} USD in all; {len(bill.double)} requests were taken on more than once")
    return 0


def _follow(studio: Studio, ended: threading.Event) -> None:
    printed = 0
    while not ended.wait(0.2):
        jobs = studio.jobs()
        for job in jobs[printed:]:
            _say(
                f"# {job.provider} {job.operation} {job.id} {job.billed_usd:.4f} USD"
                f" {job.made[0].get('prompt', '')[:60] if job.made else ''}"
            )
        printed = len(jobs)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
