"""``dyads verify``: are the stored tables as they were written, and does a run come out the same again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.voice import Voice, commands, put, put_json, width_of


def verify(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    sample: Annotated[int, typer.Option(min=1, help="Runs to play again.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Play a sample of runs again and compare digests."""
    from sim.experiments.verifying import verified

    voice: Voice = ctx.obj
    checked = verified(results, sample, told=lambda one: voice.detail(f"  run {one.run}: {one.verdict}"))
    wrong = [one for one in checked if one.verdict != "same"]
    if as_json:
        put_json({"folder": str(results), "runs": [one.as_dict() for one in checked], "holds": not wrong})
    else:
        for one in wrong:
            put(f"run {one.run}: {one.verdict}")
        put(f"{results}: {len(checked) - len(wrong)} of {len(checked)} runs came out the same")
    if wrong:
        rows = [(f"dyads run {results} --run {wrong[0].run}", "replays the first of them")]
        voice.talk(*commands(rows, width_of(sys.stderr)))
    return 4 if wrong else 0
