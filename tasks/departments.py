"""Every stage's task, from the departments."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from prefect.tasks import Task

from storyreel.graph.stages import Stage
from tasks import cutting, filming, pictures, sound, writing
from tasks._stage import REGISTERED

DEPARTMENTS = (writing, pictures, filming, sound, cutting)
TASKS: Mapping[Stage, Task[Any, Any]] = MappingProxyType(REGISTERED)
"""By stage; filled when the departments above are imported."""
