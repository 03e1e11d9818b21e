"""What the pages bring from elsewhere is what was brought, and nothing is asked for elsewhere."""

from __future__ import annotations

import hashlib
import re

from studio.board.app import STATIC
from studio.board.templating import FOLDER

HASHES = {
    "htmx.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    "hx-sse.min.js": "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103",
}
"""sha256 of files of htmx 4.0.1 (npm package htmx.org, Zero-Clause BSD), their source map lines removed."""

ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'`)]*")


def test_htmx_is_the_release_that_was_looked_at() -> None:
    """A changed byte in a library is seen."""
    found = {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in HASHES}

    assert found == HASHES


def test_pages_name_no_address_elsewhere() -> None:
    """Neither a template nor a sheet nor a script of ours loads anything from another server."""
    ours = [*FOLDER.glob("*"), *(path for path in STATIC.glob("*.*") if path.name not in HASHES)]
    named = {
        (path.name, found)
        for path in ours
        if path.suffix in (".j2", ".css", ".js")
        for found in ADDRESS.findall(path.read_text(encoding="utf-8"))
    }

    assert named == {("board.js", "http://www.w3.org/2000/svg")}


def test_no_template_holds_a_script_or_a_handler() -> None:
    """The pages' policy would not run them."""
    for path in FOLDER.glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", text), path.name
        assert not re.search(r"\son[a-z]+=", text), path.name
        assert "<style" not in text, path.name
