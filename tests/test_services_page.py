"""docs/SERVICES.md names the test that refuses each restricted field."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "SERVICES.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
HEAD = "| field | restriction | source | refused by |"


def named_in(section: str) -> list[str]:
    """What each row of a section is refused by: a case of the section's test, or a test of its own."""
    rows = section.partition(HEAD)[2].splitlines()[2:]
    return [row.rsplit("|", 2)[1].strip() for row in rows if row.startswith("|")]


def test_every_section_has_the_table() -> None:
    """Four columns, and at least one row."""
    assert SECTIONS
    assert [section.splitlines()[0] for section in SECTIONS if not named_in(section)] == []


def test_every_test_that_the_page_names_exists() -> None:
    """A file and a function in it, and a case of that name if the row names one."""
    missing = [name for section in SECTIONS for name in named_in(section) if not exists(name, section)]

    assert missing == []


def exists(name: str, section: str) -> bool:
    """Whether a row's test is there: its own `file::function`, or a case of the test above the table."""
    own = re.search(r"`([\w/]+\.py)::(\w+)`", name)
    found = own or re.search(r"`([\w/]+\.py)::(\w+)`", section.partition(HEAD)[0])
    if found is None:
        return False
    file = ROOT / found[1]
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    is_there = f"def {found[2]}(" in text
    return is_there and (own is not None or f'id="{name.strip("`")}"' in text)
