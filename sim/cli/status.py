"""``dyads status``: how far a study is."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.voice import put, put_json

WATCH_S = 2.0
LATELY_S = 120.0


def status(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    watch: Annotated[bool, typer.Option("--watch", help="Look again every two seconds, until it is done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show how far a study is: runs, failures, time left, disk."""
    from sim.experiments.state import state_of

    while True:
        state = state_of(results, lately_s=LATELY_S)
        if as_json:
            put_json(state)
        else:
            put(*_lines(state))
        if not watch or not state["at_work"]:
            return
        with contextlib.suppress(KeyboardInterrupt):
            time.sleep(WATCH_S)
            continue
        return


def _lines(state: dict[str, Any]) -> list[str]:
    from sim.cli.playing_many import in_words
    from sim.scenario.memory import readable

    failed = f", {state['failed']:,} failed" if state["failed"] else ""
    lines = [f"{state['kind']} {state['name']}: {state['done']:,} of {state['runs']:,} runs done{failed}"]
    if state["at_work"]:
        ahead = f", about {in_words(state['seconds_left'])} left" if state["seconds_left"] is not None else ""
        lines.append(f"  at work: {state['runs_a_second']:.3g} runs/s lately{ahead}")
    elif state["done"] < state["runs"]:
        lines.append(f"  nobody at work; goes on with: {state['command']}")
    free = "" if state["free"] is None else f", {readable(state['free'])} free"
    lines.append(f"  {readable(state['bytes'])} in {state['chunks']:,} chunks{free}")
    if state["failed"]:
        lines.append(f"  dyads run {state['folder']} --run {state['first_failed']}    replays the first failure")
    return lines
