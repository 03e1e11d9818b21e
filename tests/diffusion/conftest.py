"""What needs torch is collected only if it is installed: `make gpu-test` installs it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

WITH_TORCH = (
    "tiny.py",
    "test_stills.py",
    "test_clips.py",
    "test_training.py",
    "test_engine.py",
    "test_film.py",
)
collect_ignore = [] if importlib.util.find_spec("torch") else list(WITH_TORCH)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need torch, and let it compute in one thread: two take minutes if others work."""
    here = Path(__file__).parent
    chosen = [item for item in items if item.path.parent == here and item.path.name in WITH_TORCH]
    for item in chosen:
        item.add_marker(pytest.mark.torch)
    if chosen:
        import torch

        torch.set_num_threads(1)
