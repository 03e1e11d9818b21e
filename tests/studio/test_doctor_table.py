"""The doctor's table: members that lack something are gathered by crew."""

from __future__ import annotations

from studio.doctor import Finding
from studio.doctor_table import rows


def test_what_is_missing_is_said_once_for_each_crew() -> None:
    """What is ready keeps its line; a key stands once with all who need it."""
    findings = (
        Finding("disk", True, "80 GB free"),
        Finding("writer rules", True, "ready", optional=True),
        Finding("images fal", False, "fal needs a key and FAL_KEY is not set.", "Put it.", optional=True),
        Finding("trainer fal", False, "fal needs a key and FAL_KEY is not set.", "Put it.", optional=True),
        Finding("writer gemini", False, "google is not installed.", optional=True),
    )

    found = list(rows(findings))

    assert [row[:2] for row in found] == [
        ("ok", "disk"),
        ("ok", "writer rules"),
        ("missing", "crew cloud"),
        ("missing", "other members"),
    ]
    assert "FAL_KEY (images fal, trainer fal)" in found[2][2]
    assert "google (writer gemini)" in found[3][2]
