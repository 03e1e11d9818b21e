"""storyreel in Python: one function for the film, one for each stage. `import storyreel` offers all of it."""

from blocks.prefect_settings import keep_working_directory_out
from studio.captured_stderr import silence_prefect_warnings
from studio.home import adopt_bucket

silence_prefect_warnings()
keep_working_directory_out()  # as the command line does, before Prefect is imported below
adopt_bucket()

# ruff: noqa: E402 the imports below import Prefect
from studio.api import films, results, shots, sounds, words

_MODULES = (films, results, shots, sounds, words)


def offered(name: str) -> object:
    """The function or result of that name, which `storyreel` lists."""
    return next(vars(module)[name] for module in _MODULES if name in vars(module))
