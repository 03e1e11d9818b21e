"""`storyreel lora`: the person's library of trained weights."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from studio.ranges import STEPS

lora = App(name="lora", help="Keep trained weights of people and places, for any film and for other tools.")
_Name = Annotated[str, Parameter(help="Name in the library; from the file's name if none is given.")]
_Json = Annotated[bool, Parameter(name="--json", negative="", help="Print it as JSON.")]


@lora.command(name="list")
def lora_list(*, json: _Json = False) -> int:
    """Show the library: name, family of models, the word that calls on the weights, size."""
    from storyreel.project.lora_library import library
    from studio.exits import DONE
    from studio.printing import Screen, print_table, say, say_json

    kept = library()
    if json:
        say_json({"loras": [{"name": one.name, "file": str(one.path), **vars(one.facts)} for one in kept]})
    elif not kept:
        say("The library is empty. Bring weights in with `storyreel lora import FILE --trigger WORD`.")
    else:
        rows = (
            (
                one.name,
                one.facts.family or "not said",
                one.facts.trigger_word,
                f"{one.path.stat().st_size / 1e6:,.1f} MB",
            )
            for one in kept
        )
        print_table(Screen(), ("name", "family", "word", "size"), rows)
    return DONE


@lora.command(name="import")
def lora_import(
    source: Annotated[str, Parameter(help="A .safetensors file, or the folder of a film.")],
    subject: Annotated[
        str, Parameter(help="Of a film: the person or place, as `storyreel plan` names it.")
    ] = "",
    *,
    name: _Name = "",
    trigger: Annotated[
        str, Parameter(help="The word that calls on the weights, if the file says none.")
    ] = "",
) -> int:
    """Bring in weights that were trained elsewhere, or for one of your films."""
    from storyreel.film.names import plain_name
    from storyreel.project.lora_library import keep
    from studio.exits import DONE
    from studio.lora_sources import weights_of_film
    from studio.printing import say

    path = Path(source).expanduser()
    file, word = weights_of_film(path, subject) if path.is_dir() else (path, "")
    kept = keep(_existing(file), name or plain_name(subject or path.stem, "weights"), trigger or word)
    say(f"Kept as {kept.name}, called on by {kept.facts.trigger_word}. In film.toml:")
    say(f'[material]\nloras = {{"PERSON OR PLACE" = "lora:{kept.name}"}}')
    return DONE


@lora.command(name="export")
def lora_export(
    name: Annotated[str, Parameter(help="Name in the library.")],
    to: Annotated[Path, Parameter(help="The file to write; it must not exist.")],
    *,
    kohya: Annotated[
        bool, Parameter(negative="", help="Under the names of kohya's scripts; SD 1.5 and SDXL only.")
    ] = False,
) -> int:
    """Write weights to a file that other tools load."""
    from storyreel.diffusion.lora_files import in_kohya_names
    from storyreel.film.errors import UsageError
    from storyreel.project.lora_library import library_file
    from studio.exits import DONE
    from studio.printing import say

    path = library_file(name, "The name")
    if to.exists():
        raise UsageError(f"{str(to)!r} is there already. Nothing was written. Name a new file.")
    content = in_kohya_names(path) if kohya else path.read_bytes()
    try:
        to.write_bytes(content)
    except OSError as error:
        raise UsageError(
            f"{str(to)!r} cannot be written ({error.strerror}). Name a file in a folder that is there and has"
            " room."
        ) from error
    say(f"Written: {to}")
    return DONE


@lora.command(name="continue")
def lora_continue(
    name: Annotated[str, Parameter(help="Weights in the library that training goes on from.")],
    pictures: Annotated[
        Path, Parameter(help="Folder of 5 to 30 pictures; NAME.txt beside one is its caption.")
    ],
    *,
    new_name: Annotated[str, Parameter(help="Name of the new weights.")],
    model: Annotated[str, Parameter(help="The model that they were trained on, if not the default.")] = "",
    steps: Annotated[int | None, Parameter(validator=STEPS, help="Training steps.")] = None,
) -> int:
    """Train weights further on more pictures. The old ones stay."""
    from studio.exits import DONE
    from studio.lora_sources import trained_further
    from studio.printing import say

    kept = trained_further(name, pictures, new_name, model, steps)
    say(f"Kept as {kept.name}, called on by {kept.facts.trigger_word}.")
    return DONE


def _existing(file: Path) -> Path:
    from storyreel.film.errors import UsageError

    if not file.is_file():
        raise UsageError(
            f"There is no file {str(file)!r}. Nothing was changed. A .safetensors file, or a film's folder"
            " and one of its people or places, is accepted."
        )
    return file
