"""The host's process: python -m storyreel.diffusion.host FOLDER."""

from __future__ import annotations

import argparse
import secrets
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from storyreel.diffusion.host.asset_cache import AssetCache
from storyreel.diffusion.host.process import USUAL_IDLE_MINUTES, write_record
from storyreel.diffusion.host.server import HostServer
from storyreel.diffusion.host.worker import Worker

if TYPE_CHECKING:
    from storyreel.diffusion.engine import Engine


def _serve(folder: Path, idle_minutes: float, port: int = 0) -> None:
    """Serve until it was idle for so long, or is told to end. port: 0 for any that is free."""
    assets = AssetCache(folder)
    worker = Worker(_engine, assets, folder / "training")
    token = secrets.token_urlsafe(32)
    with HostServer(port, token, worker, assets, idle_minutes * 60) as server:
        write_record(folder, server.address, token)
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        server.serve_forever(poll_interval=0.2)


def _engine() -> Engine:
    """The engine, which loads torch: seconds that a host which is only asked for its status does not take."""
    from storyreel.diffusion.engine import Engine

    return Engine()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--idle-minutes", type=float, default=USUAL_IDLE_MINUTES)
    arguments.add_argument("--port", type=int, default=0)
    typed = arguments.parse_args()
    _serve(typed.folder, typed.idle_minutes, typed.port)
