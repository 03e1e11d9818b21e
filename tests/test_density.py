"""The table of densities that `make check` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import density


def test_nested_functions_and_docstrings_count(tmp_path: Path) -> None:
    """A function's figure is everything under it, as `ast` sees it."""
    file = tmp_path / "one.py"
    long_line = f'x = "{"y" * 120}"\n'
    file.write_text('def outer():\n    """Says so."""\n    def inner():\n        pass\n\n\n' + long_line)

    module, functions = density.measure(file, "one.py")

    assert [(function.name, function.nodes) for function in functions] == [("outer", 7), ("inner", 3)]
    assert (module.functions, module.median, module.largest, module.columns) == (2, 5, 7, 126)


def test_kept_figures_come_back_and_changes_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first table says what is new, the next one only what changed; no figure fails anything."""
    monkeypatch.setattr(density, "CHECKOUT", tmp_path)
    monkeypatch.setattr(density, "KEPT", tmp_path / "density.csv")
    (tmp_path / "flows").mkdir()
    file = tmp_path / "flows" / "film.py"
    file.write_text("def make():\n    pass\n")

    density.main(["--keep"])
    first = capsys.readouterr().out
    file.write_text("def make():\n    return 1 + 2 + 3\n")
    density.main([])
    second = capsys.readouterr().out

    assert "3 (new)" in first
    assert "10 (was 3)" in second
    assert "the middle one has 10 AST nodes" in second
