"""The person's library of trained weights: files that any film loads by name, and other tools read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storyreel.diffusion.lora_files import WeightsFacts, facts_of, with_trigger
from storyreel.film.errors import SettingsError, UsageError, VaultError
from storyreel.film.names import ACCEPTED, is_plain
from storyreel.vault.home import home, open_home
from storyreel.vault.private import private_folder, write_private

IN_LIBRARY = "lora:"
ENDING = ".safetensors"


@dataclass(frozen=True)
class KeptWeights:
    """Weights in the library."""

    name: str
    path: Path
    facts: WeightsFacts


def library() -> tuple[KeptWeights, ...]:
    """Everything in the library, by name."""
    files = sorted(_folder().glob(f"*{ENDING}"))
    return tuple(KeptWeights(path.stem, path, facts_of(path)) for path in files)


def library_path(named: str, where: str) -> Path:
    """The file that 'lora:NAME' means, whether it exists or not.

    Raises:
        SettingsError: the name is not a plain name.
    """
    name = named.removeprefix(IN_LIBRARY).strip()
    if not is_plain(name):
        raise SettingsError(
            f"{where} is {named!r}; after {IN_LIBRARY!r} a name of {ACCEPTED} is accepted. Nothing was made"
            " and nothing was spent. `storyreel lora list` shows the names."
        )
    return _folder() / f"{name}{ENDING}"


def library_file(named: str, where: str) -> Path:
    """As `library_path`, of weights that are there.

    Raises:
        SettingsError: there are none of that name.
    """
    path = library_path(named, where)
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in _folder().glob(f"*{ENDING}"))) or "none"
        raise SettingsError(
            f"{where} is {named!r}, and the library has no weights of that name; there are: {known}. Nothing"
            " was made and nothing was spent. Bring them in with `storyreel lora import FILE`."
        )
    return path


def free_path(name: str) -> Path:
    """The file of new weights.

    Raises:
        UsageError: the name is taken.
        SettingsError: it is no plain name.
    """
    path = library_path(name, "The name")
    if path.exists():
        raise UsageError(
            f"The library has weights called {name!r} already. Nothing was changed. Choose another name."
        )
    return path


def keep(source: Path, name: str, trigger_word: str) -> KeptWeights:
    """Copy a file of weights into the library. Others of that name are not replaced.

    trigger_word: the word that calls on them; '' if the file says its own.

    Raises:
        UsageError: the name is taken, or no word is known.
        SettingsError: it is no plain name.
        CapabilityError: it is not a file of weights as safetensors.
    """
    path = free_path(name)
    facts = facts_of(source)
    word = trigger_word or facts.trigger_word
    if not word:
        raise UsageError(
            f"{source.name!r} does not say which word calls on its weights. Nothing was changed. Type the one"
            " that they were trained with: --trigger WORD."
        )
    content = with_trigger(source, word)
    try:
        open_home()
        private_folder(_folder())
        write_private(path, content)
    except OSError as error:
        raise VaultError(
            f"The weights cannot be written to {str(path)!r} ({error.strerror}). Nothing was changed. Free"
            " some disk space, or set STORYREEL_HOME to another disk."
        ) from error
    return KeptWeights(name, path, facts_of(path))


def _folder() -> Path:
    return home() / "loras"
