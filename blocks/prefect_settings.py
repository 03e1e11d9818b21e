"""Keeps files of the working directory out of Prefect's settings.

Prefect reads `.env`, `prefect.toml` and `pyproject.toml` of the working directory once, when its context is
first imported. In a folder that another person made, these files would choose where logs go and what code is
loaded.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_READS_SETTINGS = "prefect.context"


class _Away(Loader):
    """Runs a module in an empty folder."""

    def __init__(self, usual: Loader) -> None:
        self._usual = usual

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """See `Loader.create_module`."""
        return self._usual.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module while an empty folder is the working directory."""
        with tempfile.TemporaryDirectory() as empty, contextlib.chdir(empty):
            self._usual.exec_module(module)


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _READS_SETTINGS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Away(spec.loader)
        return spec


def keep_working_directory_out() -> None:
    """Have Prefect read its settings in an empty folder. Nothing changes if they were read already."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
