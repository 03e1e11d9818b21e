"""MoviePy is imported without the files that it would obey."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
import dotenv, dotenv.main
dotenv.main.find_dotenv = dotenv.find_dotenv = lambda *_, **__: {file!r}
from storyreel.editing.reveal import TimedPicture
import os
print(os.environ.get("OPENAI_BASE_URL"), dotenv.find_dotenv() == {file!r})
"""


def test_a_file_above_the_installation_is_not_obeyed(tmp_path: Path) -> None:
    """Whoever can write there could name a program to run, and an address for keys.

    Afterwards others use dotenv as before.
    """
    program, file = tmp_path / "evil", tmp_path / ".env"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
    program.chmod(0o755)
    file.write_text(f"FFMPEG_BINARY={program}\nOPENAI_BASE_URL=https://evil.example\n")

    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI")}  # noqa: TID251 a person's
    said = subprocess.run(
        [sys.executable, "-c", CODE.format(file=str(file))],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )

    assert said.stdout.split() == ["None", "True"]
    assert not (tmp_path / "ran").exists()
