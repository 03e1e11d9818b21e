"""Installs packages of a user's own: a folder with a module and its metadata, as pip leaves them."""

from __future__ import annotations

import re
from pathlib import Path

from blocks.own_members import GROUP

README = Path(__file__).resolve().parents[2] / "README.md"


def install(
    folder: Path, package: str, members: dict[str, str], version: str = "1.0", **modules: str
) -> Path:
    """Put a package into a folder that stands, or will stand, on `sys.path`, and return the folder.

    members: by name, the address of the class. modules: by name, their text.
    """
    metadata = folder / f"{package.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    (metadata / "entry_points.txt").write_text(
        "\n".join([f"[{GROUP}]", *(f"{name} = {address}" for name, address in members.items())])
    )
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def example() -> tuple[str, dict[str, str]]:
    """The README's member: the text of its module, and its entry points."""
    text = README.read_text(encoding="utf-8")
    (module,) = re.findall(r"```python\n# tone_speech.py\n(.*?)```", text, re.DOTALL)
    (points,) = re.findall(rf'```toml\n.*?\[project.entry-points."{GROUP}"\]\n(.*?)```', text, re.DOTALL)
    return module, dict(re.findall(r'^(\S+) = "(.+)"$', points, re.MULTILINE))
