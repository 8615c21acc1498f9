"""``dyads app``: a page in the browser for a class, two worlds side by side; works without a network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.voice import Voice

PORT = 8765


def app(
    ctx: typer.Context,
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="Opened first: name of a shipped scenario, or a file.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets the whole network in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port; the next free one if it is in use.")] = PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> int:
    """Open a page for a class: two worlds on the same luck; offline."""
    from sim.app.serve import LOOPBACK, free_port, missing, serve
    from sim.errors import DyadsError

    voice: Voice = ctx.obj
    lacking = missing()
    if lacking:
        raise DyadsError(
            f"dyads app needs {lacking}, which is not installed",
            "  pip install 'dyads[app]'    installs all that the page needs (about 240 MB; it then works offline)",
        )
    if scenario is not None:
        from sim.scenario import load, shipped_files

        load(scenario)  # says all that is wrong before anything opens
        file = scenario if scenario in shipped_files() else str(_file(Path(scenario)).resolve())
        os.environ["DYADS_APP_SCENARIO"] = file
    try:
        free = free_port(host, port)
    except OSError as error:
        raise DyadsError(
            f"cannot listen on {host}: {(error.strerror or str(error)).lower()}",
            "  dyads app                          listens on this machine only",
            "  dyads app --port 9000              uses another port",
        ) from error
    if host not in LOOPBACK:
        voice.talk(
            f"WARNING: everybody who reaches {host}:{free} over the network can use this page and this machine's time;",
            "  there is no password. Ctrl-C stops it after the class; without --host only this machine is let in.",
        )

    def ready(address: str) -> None:
        voice.talk(f"the page is at {address}", "  Ctrl-C stops it; nothing is fetched from outside this machine")

    serve(host, free, open_browser=not no_browser, ready=ready)
    return 0


def _file(path: Path) -> Path:
    return path if path.is_file() else path.with_name(path.name + ".toml")
