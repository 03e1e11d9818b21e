"""A folder that somebody else made does not set up Prefect."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import os, sys
from studio import cli
from studio.cli import app
sys.argv[1:] = []
@app.command
def look():
    from flows.film import make_film
    from prefect.settings import get_current_settings
    logging, client = get_current_settings().logging, get_current_settings().client
    print(logging.level, logging.config_path, client.custom_headers, os.getcwd(), sep="|")
sys.argv[1:] = ["look"]
cli.main()
"""


FILES = {
    ".env": (
        "PREFECT_LOGGING_LEVEL=DEBUG\nPREFECT_LOGGING_SETTINGS_PATH=evil.yml\n"
        'PREFECT_CLIENT_CUSTOM_HEADERS={"x": "y"}\n'
    ),
    "prefect.toml": '[logging]\nlevel = "DEBUG"\nconfig_path = "evil.yml"\n',
    "pyproject.toml": '[tool.prefect.logging]\nlevel = "DEBUG"\nconfig_path = "evil.yml"\n',
}
"""Whichever of them were read, the level would be DEBUG."""


@pytest.mark.long
def test_prefect_is_not_set_up_by_the_working_directory(tmp_path: Path) -> None:
    """A file for its logging could load any code; the working directory is unchanged."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    bare = {variable: value for variable, value in os.environ.items() if not variable.startswith("PREFECT_")}  # noqa: TID251 a person's
    checkout = str(Path(__file__).resolve().parents[2])

    said = subprocess.run(
        [sys.executable, "-P", "-c", LOOK],
        cwd=tmp_path,
        env=bare | {"PYTHONPATH": checkout, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    level, logging_file, headers, folder = said.strip().split("|")
    assert level != "DEBUG" and "evil" not in logging_file and headers == "{}"
    assert folder == str(tmp_path)
