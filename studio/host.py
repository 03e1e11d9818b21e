"""`storyreel host`: the process that owns this machine's card."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from studio.ranges import MINUTES, PORT

host = App(name="host", help="Start, stop and show the process that keeps the local crew's models in memory.")


@host.command(name="start")
def host_start(
    *,
    port: Annotated[
        int, Parameter(validator=PORT, help="Port on loopback; any that is free if none is given.")
    ] = 0,
    idle_minutes: Annotated[
        float,
        Parameter(validator=MINUTES, help="Ends when it had nothing to do for so long; 0 to stay."),
    ] = 15.0,
    show_token: Annotated[
        bool, Parameter(negative="", help="Also print the token, for a film on another machine.")
    ] = False,
) -> int:
    """Start it if it does not run. A film starts it by itself when it is needed."""
    from blocks.model_host import host_folder
    from storyreel.diffusion.host.process import reach_host, read_record
    from studio.exits import DONE
    from studio.printing import say

    client = reach_host(host_folder(), idle_minutes, port)
    say(f"Model host at {client.address}. `storyreel host stop` ends it and frees the card's memory.")
    record = read_record(host_folder())
    if show_token and record is not None:
        say("On the machine that makes the film, through a tunnel to that port:")
        say(f"STORYREEL_HOST_URL={client.address}")
        say(f"STORYREEL_HOST_TOKEN={record.token}")
    return DONE


@host.command(name="stop")
def host_stop() -> int:
    """End it, whatever it does. Training goes on from its last checkpoint when it is asked for again."""
    from blocks.model_host import host_folder
    from storyreel.diffusion.host.process import end_host
    from studio.exits import DONE
    from studio.printing import say

    say("The model host is stopped." if end_host(host_folder()) else "No model host runs.")
    return DONE


@host.command(name="status")
def host_status(*, json: Annotated[bool, Parameter(negative="", help="Print it as JSON.")] = False) -> int:
    """Show whether it runs, what it computes with, which models it holds, and what waits."""
    from blocks.model_host import own_host
    from studio.exits import DONE
    from studio.printing import say, say_json

    client = own_host()
    if client is None:
        say_json({"running": False}) if json else say("No model host runs; one starts when a film needs it.")
        return DONE
    status = client.status()
    if json:
        say_json({"running": True} | status.model_dump(mode="json"))
        return DONE
    say(f"Model host at {client.address}, process {status.pid}, on {status.device}.")
    say(f"Models in memory: {', '.join(status.resident) or 'none'}. {status.placement}".strip())
    say(f"{status.waiting} jobs wait or are at work, {status.done} are done.")
    return DONE
