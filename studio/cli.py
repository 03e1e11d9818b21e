"""The command line: what may be typed, and what it means.

Each command imports the module that does its work only when it is called, so that --help is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Group, Parameter, Token
from pydantic import BaseModel

from storyreel import __version__
from storyreel.film.likeness import Likeness
from storyreel.film.skips import Skip
from storyreel.project import settings
from storyreel.project.settings import FilmSettings, Gate, Scope, Until
from studio.crew_flags import CrewNames, with_members
from studio.exits import ERROR, INTERRUPTED, USAGE
from studio.host import host
from studio.likeness_flags import by_subject
from studio.lora import lora
from studio.ranges import PORT
from studio.write_flags import ScriptWishes, StoryFlags

EXIT_CODES = (
    "Exit codes: 0 done; 1 an error, printed on stderr; 2 wrong usage; 3 the film is made but something in it"
    " is missing;\n4 another run is making this film; 5 the film waits for your approval (storyreel approve);"
    " 130 interrupted by Ctrl-C, 143 ended by SIGTERM: everything made so far is kept.\n"
)

app = App(
    name="storyreel",
    help=(
        "Turn a screenplay into a film. Works offline and costs nothing; start with: storyreel make"
        " examples/the-last-light.fountain"
    ),
    help_epilogue=EXIT_CODES,
    version=__version__,
    version_flags=["--version"],
    suppress_keyboard_interrupt=False,  # `main` answers signals
)
server = App(name="server", help="Start, stop and show the Prefect server on which you can watch every run.")
vault = App(name="vault", help="Show and clean the store of everything that was made or paid for.")
app.command(server)
app.command(vault)
app.command(host)
app.command(lora)

LOOK = Group("Film settings (saved in film.toml)")
MONEY = Group("Money (if the crew costs any)")
SCOPE = Group("How much is made")
OUTPUT = Group("Output")


def _whole_number(_type: object, tokens: Sequence[Token]) -> int:
    """The number typed; 2.5 is refused, not rounded to 2."""
    try:
        return int(tokens[0].value)
    except ValueError:
        raise _not_whole(tokens) from None


def _not_whole(tokens: Sequence[Token]) -> ValueError:
    return ValueError(f"{tokens[0].value!r} must be a whole number, 1 or more.")


def _words_or_picture(_type: object, tokens: Sequence[Token]) -> str:
    """What was typed; the whole path if it is a file here, because film.toml is read from its folder."""
    typed = tokens[0].value
    return (
        str(Path(typed).expanduser().resolve()) if typed.lower().endswith(settings.PICTURE_ENDINGS) else typed
    )


def _paths(_type: object, tokens: Sequence[Token]) -> list[str]:
    """The whole paths of what was typed, because film.toml is read from its folder."""
    return [str(Path(one.value).expanduser().resolve()) for one in tokens]


def _of(
    kind: type[BaseModel],
    field: str,
    *,
    name: str | None = None,
    group: Group | None = None,
    converter: Callable[[object, Sequence[Token]], int | str | list[str]] | None = None,
    more: str = "",
) -> Parameter:
    """A flag whose help is the description of its setting.

    more: a sentence after the description. name: the flag, if it is not the name of the field.
    """
    return Parameter(
        name=name or f"--{field.replace('_', '-')}",
        negative="",
        group=group or (LOOK if kind is FilmSettings else SCOPE),
        converter=converter,
        help=f"{kind.model_fields[field].description}{more}",
    )


Script = Annotated[str, Parameter(help="The screenplay: .fountain, .fdx, .md or .txt.")]
Film = Annotated[Path, Parameter(help="The film's folder, for example films/the-last-light.")]
Out = Annotated[
    str,
    Parameter(
        name=["--out", "-o"],
        help="Folder of the film; if none is given, films/NAME with the name of the screenplay.",
    ),
]
Look = Annotated[settings.Look | None, _of(FilmSettings, "look")]
Style = Annotated[str | None, _of(FilmSettings, "style")]
StylePictures = Annotated[
    list[str] | None,
    _of(
        FilmSettings,
        "style_pictures",
        name="--style-picture",
        converter=_paths,
        more=" May be given more than once.",
    ),
]
Genre = Annotated[str | None, _of(FilmSettings, "genre")]
FilmMood = Annotated[str | None, _of(FilmSettings, "mood")]
Aspect = Annotated[settings.Aspect | None, _of(FilmSettings, "aspect")]
Resolution = Annotated[settings.Resolution | None, _of(FilmSettings, "resolution")]
Rate = Annotated[settings.Rate | None, _of(FilmSettings, "frame_rate")]
Language = Annotated[str | None, _of(FilmSettings, "language")]
Opening = Annotated[str | None, _of(FilmSettings, "opening", converter=_words_or_picture)]
MusicStyle = Annotated[str | None, _of(FilmSettings, "music_style")]
CrewName = Annotated[str | None, _of(FilmSettings, "crew")]
SkipWhat = Annotated[list[Skip] | None, _of(FilmSettings, "skip", more=" May be given more than once.")]
Alike = Annotated[Likeness | None, _of(FilmSettings, "likeness")]
AlikeOf = Annotated[
    list[str] | None,
    Parameter(
        name="--likeness-of",
        negative="",
        group=LOOK,
        help=(
            "The same for one person or place, by name: --likeness-of MARA=lora. May be given more than once."
        ),
    ),
]
Budget = Annotated[float | None, _of(FilmSettings, "budget_usd", name="--budget", group=MONEY)]
Yes = Annotated[
    bool,
    Parameter(
        name=["--yes", "-y"],
        negative="",
        group=MONEY,
        help=(
            "Buy without asking, without waiting for the storyboard to be approved, and as far as the budget"
            " reaches."
        ),
    ),
]
UntilWhat = Annotated[Until, _of(Scope, "until")]
OnlyWhat = Annotated[Literal["narration"] | None, _of(Scope, "only")]
MaxScenes = Annotated[int | None, _of(Scope, "max_scenes", converter=_whole_number)]
MaxEnvironments = Annotated[int | None, _of(Scope, "max_environments", converter=_whole_number)]
MaxMinutes = Annotated[float | None, _of(Scope, "max_minutes")]
Seconds = Annotated[float | None, _of(Scope, "seconds")]
Redo = Annotated[list[str] | None, _of(Scope, "redo", more=" May be given more than once.")]
MissingOnly = Annotated[bool | None, _of(Scope, "missing_only")]
Json = Annotated[
    bool, Parameter(name="--json", negative="", group=OUTPUT, help="Print the outcome as JSON on stdout.")
]
Quiet = Annotated[
    bool, Parameter(name=["--quiet", "-q"], negative="", group=OUTPUT, help="Print nothing but errors.")
]


@Parameter(name="*")
@dataclass(frozen=True)
class KindOfFilm(CrewNames):
    """The film's settings that the command line gives."""

    crew: CrewName = None
    look: Look = None
    style: Style = None
    style_pictures: StylePictures = None
    genre: Genre = None
    mood: FilmMood = None
    aspect: Aspect = None
    resolution: Resolution = None
    frame_rate: Rate = None
    language: Language = None
    opening: Opening = None
    music_style: MusicStyle = None
    skip: SkipWhat = None
    likeness: Alike = None
    likeness_of: AlikeOf = None

    def named(self) -> dict[str, object]:
        """What was typed, by the name of the setting."""
        named = with_members(_named(**vars(self)))
        return named | {"likeness_of": by_subject(self.likeness_of)} if self.likeness_of else named


@Parameter(name="*")
@dataclass(frozen=True)
class PartOfFilm:
    """The part of the film that the command line names."""

    max_scenes: MaxScenes = None
    max_environments: MaxEnvironments = None
    max_minutes: MaxMinutes = None
    seconds: Seconds = None
    redo: Redo = None
    missing_only: MissingOnly = None

    def named(self) -> dict[str, object]:
        """What was typed, by the name of the limit."""
        return _named(**vars(self))


AS_IT_IS, WHOLE = KindOfFilm(), PartOfFilm()
Kind = Annotated[KindOfFilm, Parameter(name="*")]
Part = Annotated[PartOfFilm, Parameter(name="*")]


@app.command
def read(script: Script, *, json: Json = False) -> int:
    """Show how a screenplay is understood: scenes, places, people, spoken lines, and unclear lines.

    Makes nothing.
    """
    from studio.reading import read_command

    return read_command(script, json=json)


@app.command
def make(
    script: Script,
    *,
    out: Out = "",
    kind: Kind = AS_IT_IS,
    until: UntilWhat = Until.FILM,
    only: OnlyWhat = None,
    part: Part = WHOLE,
    budget: Budget = None,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Make the film of a screenplay. Everything that has not changed is reused."""
    from studio.make_commands import make_command

    return make_command(
        script,
        out,
        kind.named() | _named(budget_usd=budget),
        part.named() | _named(until=until, only=only),
        yes=yes,
        json=json,
        quiet=quiet,
    )


@app.command
def estimate(
    script: Script,
    *,
    out: Out = "",
    kind: Kind = AS_IT_IS,
    part: Part = WHOLE,
    json: Json = False,
) -> int:
    """Estimate what the film will cost, by stage and shot, and how long it will take. Buys nothing."""
    from studio.money import estimate_command

    return estimate_command(script, out, kind.named(), part.named(), json=json)


@app.command
def bill(film: Film, *, json: Json = False) -> int:
    """Show what a film has cost: spent, reserved, wasted, and per minute of film."""
    from studio.money import bill_command

    return bill_command(film, json=json)


@app.command
def approve(
    film: Film,
    gate: Annotated[
        Gate | None, Parameter(help="The step to approve; if none is given, the one at which the film waits.")
    ] = None,
) -> int:
    """Approve the step at which a film waits, so that the next `make` continues."""
    from studio.approve import approve_command

    return approve_command(film, gate)


@app.command
def resolve(
    film: Film,
    call: Annotated[
        str, Parameter(help="The unresolved purchase, as the message names it: 'SC020-SH010 clip'.")
    ],
    *,
    job: Annotated[
        str,
        Parameter(help="The provider's job, if its page shows one: it is collected and not bought again."),
    ] = "",
    again: Annotated[
        bool, Parameter(negative="", help="Buy it again: the provider's page shows no such job.")
    ] = False,
) -> int:
    """Decide about a purchase whose outcome is unknown, because the connection or the process ended."""
    from studio.money import resolve_command

    return resolve_command(film, call, job, again=again)


@app.command
def write(
    idea: Annotated[str, Parameter(help="What the film is about, in a sentence or more.")] = "",
    *,
    out: Annotated[
        str,
        Parameter(
            name=["--out", "-o"],
            help="The file, or a folder for it; if none is given, it is named after the idea.",
        ),
    ] = "",
    writer: Annotated[
        str,
        Parameter(
            help="The writer, by its name in film.toml; anthropic if its key is there, rules if it is not."
        ),
    ] = "",
    model: Annotated[str, Parameter(help="The writer's model, if not the default.")] = "",
    wishes: Annotated[ScriptWishes, Parameter(name="*")] = ScriptWishes(),  # noqa: B008 a frozen value
    story: Annotated[StoryFlags, Parameter(name="*")] = StoryFlags(),  # noqa: B008 a frozen value
    music_style: MusicStyle = None,
    preview: Annotated[
        bool, Parameter(negative="", group=SCOPE, help="Print it and keep nothing; buys nothing.")
    ] = False,
    make: Annotated[bool, Parameter(negative="", group=SCOPE, help="Make the film of it at once.")] = False,
    budget: Budget = None,
    yes: Yes = False,
) -> int:
    """Write a screenplay from an idea: with a language model, or a sketch without one.

    Shows the price first. The embedded writer (--writer rules) is free and needs no network.
    """
    from studio.writing import write_command

    return write_command(
        idea,
        out,
        writer,
        model,
        wishes=wishes,
        story=story,
        music_style=music_style,
        preview=preview,
        make=make,
        yes=yes,
        budget_usd=budget,
    )


@app.command
def plan(
    script: Script,
    *,
    out: Out = "",
    kind: Kind = AS_IT_IS,
    part: Part = WHOLE,
    every: Annotated[bool, Parameter(negative="", help="Also list what is reused.")] = False,
    json: Json = False,
) -> int:
    """Show what would be made, what would be reused, and why. Makes nothing."""
    from studio.inspect_commands import plan_command

    return plan_command(script, out, kind.named(), part.named(), every=every, json=json)


@app.command
def status(film: Film, *, json: Json = False) -> int:
    """Show how much of a film is made, what it consists of, and which takes are chosen."""
    from studio.status import status_command

    return status_command(film, json=json)


@app.command
def redo(
    film: Film,
    subject: Annotated[
        str,
        Parameter(
            help=(
                "The shot, for example SC020-SH010; or a person or place, for the pictures or weights that"
                " keep them alike."
            )
        ),
    ],
    *,
    what: Annotated[settings.Again, Parameter(help="Which part of the shot.")] = "shot",
    take: Annotated[
        int | None,
        Parameter(
            converter=_whole_number, help="Go back to an earlier take; if it is not given, a new one is made."
        ),
    ] = None,
    note: Annotated[
        str, Parameter(help='Words for the prompt of the new take, such as "less rain, closer".')
    ] = "",
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Make another take of one shot, or of the look of a person or place, and the film with it.

    Earlier takes are kept.
    """
    from studio.make_commands import redo_command

    return redo_command(film, subject, what, take, note, yes=yes, json=json, quiet=quiet)


@app.command(name="set")
def set_fields(
    film: Film,
    *changes: Annotated[
        str,
        Parameter(
            help=(
                "The shot, scene, person or place, if it is not a setting of the whole film, then name=value,"
                " once or more: SC020-SH010 seconds=6 engine=luma. Nothing after the = takes your value away."
            )
        ),
    ],
) -> int:
    """Change one thing: of a shot, scene, person or place in storyboard.toml, or a setting in film.toml.

    Wrong names and values are refused with what is accepted. Makes nothing.
    """
    from studio.set_commands import set_command

    return set_command(film, changes)


@app.command
def styles(
    film: Annotated[
        Path | None, Parameter(help="A film's folder, to list the styles of its styles.toml, too.")
    ] = None,
    *,
    json: Json = False,
) -> int:
    """List the visual styles that `style` in film.toml may name."""
    from studio.set_commands import styles_command

    return styles_command(film, json=json)


@app.command
def voices(
    *,
    play: Annotated[
        str, Parameter(help="Write a sample of one voice, or of a mixture, and play it if this machine can.")
    ] = "",
    audition: Annotated[
        Path | None,
        Parameter(help="A film's folder: write a sample of each person who speaks into its auditions/."),
    ] = None,
    text: Annotated[str, Parameter(help="What the sample of --play says.")] = "",
    out: Annotated[Path, Parameter(name=["--out", "-o"], help="Folder of the sample of --play.")] = Path(),
    json: Json = False,
) -> int:
    """List the embedded narrator's voices, or hear them. Free."""
    from studio.voices import voices_command

    return voices_command(play, audition, text, out, json=json)


@app.command
def rename(
    film: Film,
    old: Annotated[str, Parameter(help="The person's name so far.")],
    new: Annotated[str, Parameter(help="The name in the screenplay from now on.")],
) -> int:
    """Give a person of a film another name. Looks, voice and edits stay."""
    from studio.rename import rename_command

    return rename_command(film, old, new)


@app.command
def parts(
    film: Film,
    *,
    out: Annotated[
        str, Parameter(name=["--out", "-o"], help="The folder; parts/ in the film's folder if none is given.")
    ] = "",
    json: Json = False,
) -> int:
    """Write what a film was made of for other tools: speech, effects, music, clips, scenes, storyboard."""
    from studio.parts import parts_command

    return parts_command(film, out, json=json)


@app.command
def publish(
    film: Film,
    *,
    to: Annotated[
        str,
        Parameter(help="Bucket, for example s3://my-films; BUCKET_NAME or the vault's own if none is given."),
    ] = "",
    public: Annotated[
        bool,
        Parameter(
            negative="",
            help="Make it public permanently; otherwise only people with the link see it, until it expires.",
        ),
    ] = False,
    hours: Annotated[float, Parameter(help="How long the link lasts, up to 168.")] = 24.0,
    json: Json = False,
) -> int:
    """Upload the finished film and its captions to a bucket, and print the link."""
    from studio.publish import publish_command

    return publish_command(film, to, public=public, hours=hours, json=json)


@app.command
def doctor(
    film: Annotated[
        Path | None, Parameter(help="A film's folder, to check its .env and saved members, too.")
    ] = None,
    *,
    json: Json = False,
) -> int:
    """Show what is installed, what each crew needs, and where each key and address comes from."""
    from studio.inspect_commands import doctor_command

    return doctor_command(film, json=json)


@app.command
def init(
    script: Script,
    *,
    out: Out = "",
    kind: Kind = AS_IT_IS,
) -> int:
    """Create a film's folder with a film.toml that you can edit before anything is made."""
    from studio.init import init_command

    return init_command(script, out, kind.named())


@app.command
def studio(
    films: Annotated[Path, Parameter(help="The folder of films; it is made if it is missing.")] = Path(
        "films"
    ),
    *,
    host: Annotated[
        str,
        Parameter(
            help=(
                "Address of this machine to listen on, for others on the network; this machine only if none"
                " is given. Whoever has the link may do everything that you may."
            )
        ),
    ] = "",
    port: Annotated[
        int,
        Parameter(
            help="4210 if none is given, or a free one if that is taken.",
            converter=_whole_number,
            validator=PORT,
        ),
    ] = 0,
    no_open: Annotated[bool, Parameter(negative="", help="Open no browser; only print the link.")] = False,
) -> int:
    """Open the studio: web pages on which films are written, watched, changed, approved and paid for."""
    from studio.board.command import studio_command

    return studio_command(films, host=host, port=port, show=not no_open)


@app.command
def deploy(
    pools: Annotated[
        Literal["process", "docker", "ecs", "kubernetes"],
        Parameter(help="Type of the work pools that are missing: where their workers start runs."),
    ] = "process",
) -> int:
    """Set up a Prefect server for workers: pools, block types, deployments and automations.

    The server is the one that PREFECT_API_URL names, or this machine's own. Run it again after an upgrade.
    """
    from studio.deploy import deploy_command

    return deploy_command(pools)


@app.command
def worker(
    pool: Annotated[Literal["cpu", "gpu"], Parameter(help="Films are made by cpu, their clips by gpu.")],
) -> int:
    """Start a Prefect worker, which makes films, or clips, until it is interrupted.

    It takes runs of the server that PREFECT_API_URL names, or of this machine's own; see `storyreel deploy`.
    """
    from studio.deploy import worker_command

    return worker_command(pool)


@server.command(name="start")
def server_start() -> int:
    """Start the server if it is not running, and print its address."""
    from studio.inspect_commands import server_command

    return server_command("start")


@server.command(name="stop")
def server_stop() -> int:
    """Stop the server. Runs in progress stop with it; everything made so far is kept."""
    from studio.inspect_commands import server_command

    return server_command("stop")


@server.command(name="status")
def server_state() -> int:
    """Show whether the server is running, and its address."""
    from studio.inspect_commands import server_command

    return server_command("status")


@server.command(name="link")
def server_link() -> int:
    """Print a link that signs a browser in to the server's pages. It can be opened once, within an hour."""
    from studio.inspect_commands import server_command

    return server_command("link")


@vault.command(name="size")
def vault_size(*, json: Json = False) -> int:
    """Show how much is stored, and how much of it no film uses."""
    from studio.inspect_commands import vault_command

    return vault_command(delete=False, gc=False, json=json)


@vault.command(name="gc")
def vault_gc(
    *,
    delete: Annotated[bool, Parameter(negative="", help="Remove it. Otherwise it is only listed.")] = False,
    json: Json = False,
) -> int:
    """Remove what no film and no kept take uses. Only lists it, unless --delete is given."""
    from studio.inspect_commands import vault_command

    return vault_command(delete=delete, gc=True, json=json)


def main() -> None:
    """Run the command line and exit with its code."""
    from blocks.prefect_settings import keep_working_directory_out
    from studio.captured_stderr import silence_prefect_warnings
    from studio.home import adopt_bucket
    from studio.interrupts import Stopped, end

    silence_prefect_warnings()
    keep_working_directory_out()
    adopt_bucket()
    try:
        code = _run()
    except CycloptsError:
        code = USAGE
    except BrokenPipeError:
        code = ERROR
    except KeyboardInterrupt as stopped:
        end(stopped.code if isinstance(stopped, Stopped) else INTERRUPTED)
    except Exception as error:  # noqa: BLE001 every error ends in a sentence and an exit code
        code = _tell_error(error)
    sys.exit(code)


def _run() -> int:
    """The exit code of the command that was typed."""
    from studio.interrupts import ending_on_signals

    with ending_on_signals():
        code = _result_of(sys.argv[1:])
    return code if isinstance(code, int) else 0


def _result_of(words: list[str]) -> object:
    from studio.printing import Screen

    return app(
        words, console=Screen(), error_console=Screen(stderr=True), exit_on_error=False, print_error=True
    )


def _tell_error(error: Exception) -> int:
    """Print an error in a sentence; returns its exit code."""
    from storyreel.film.errors import FilmError
    from studio.exits import code_of
    from studio.printing import tell

    if isinstance(error, FilmError):
        tell(f"storyreel: {error}")
        return code_of(error)
    tell(f"storyreel: {_crash(error)}")
    return ERROR


def _crash(error: Exception) -> str:
    from studio.crash_report import explain

    return explain(error)


def _named(**values: object) -> dict[str, object]:
    """What was given on the command line."""
    return {name: value for name, value in values.items() if value is not None}
