"""``dyads worker``: one share of a study, for array jobs; no scheduler of ours is needed."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.beginning import AsOf, DateFormat, Decimal, File, Scale, begun_from, reading_of, words_of
from sim.cli.run import place_of
from sim.cli.sweep import AsJson, Jobs, Limit, OnError, Out, Replications, Settings, launch_of, planned
from sim.cli.voice import Voice, put

if TYPE_CHECKING:
    from sim.scenario import Scenario


def worker(
    ctx: typer.Context,
    study: Annotated[str, typer.Argument(metavar="STUDY", help="A study's file.")],
    shard: Annotated[str | None, typer.Option(metavar="I/N", help="Which share of the runs: 3/40.")] = None,
    script: Annotated[
        int | None,
        typer.Option("--slurm", metavar="N", min=1, help="Print a Slurm array job of N shares, run nothing."),
    ] = None,
    replications: Replications = None,
    settings: Settings = None,
    out: Out = None,
    jobs: Jobs = None,
    limit: Limit = None,
    on_error: OnError = None,
    portfolio: File = None,
    scale: Scale = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> int:
    """Play one share of a study, as an array job does."""
    from sim.cli import playing_many
    from sim.experiments.shards import shard_of
    from sim.scenario import load

    voice: Voice = ctx.obj
    if (shard is None) == (script is None):
        raise typer.BadParameter("state --shard I/N, or --slurm N", param_hint="--shard")
    overrides = [*(settings or ()), *([f"run.replications={replications}"] if replications else [])]
    loaded = load(study, overrides=overrides)
    again = ["dyads", "worker", study, *(word for text in settings or () for word in ("-S", text))]
    again += ["-r", str(replications)] if replications else []
    reading = reading_of(scale, date_format, decimal, as_of)
    again += [*(["--out", out] if out else []), *words_of(portfolio, reading)]
    if script is not None:
        put(*slurm_script(loaded, again, script))
        return 0
    how = launch_of(loaded.execution, jobs or 1, "processes", None, limit, on_error)
    folder = place_of(out, f"{loaded.name}-sweep")
    made = planned([loaded], "sweep", None, begun_from(portfolio, reading))
    return playing_many.play(
        made, folder, replace(how, serial=False, shard=shard_of(shard or "")), voice,
        about={"command": shlex.join(["dyads", "sweep", *again[2:]])},
        as_json=as_json,
        next_steps=[(f"dyads status {folder}", "how far all shares are")],
    )  # fmt: skip


# A job is told half a minute before its time is over; it then ends what it is at, and the same job goes on from there.
_IN_TIME = ("#SBATCH --signal=B:TERM@30",)


def slurm_script(scenario: Scenario, command: list[str], shares: int) -> list[str]:
    """Return the lines of a Slurm script that plays a study as an array job.

    Parameters
    ----------
    scenario : Scenario
        Its ``[execution.slurm]`` says queue, account, wall-clock time, memory and cores.
    command : list of str
        ``dyads worker …`` without ``--shard``.
    shares : int
        Jobs of the array.
    """
    asked = scenario.execution.slurm
    cores = (asked.cores if asked else None) or 1
    stated = {
        "job-name": scenario.name,
        "array": f"1-{shares}",
        "ntasks": 1,
        "cpus-per-task": cores,
        "partition": asked.queue if asked else None,
        "account": asked.account if asked else None,
        "time": asked.walltime if asked else None,
        "mem": _slurm_memory(asked.memory) if asked and asked.memory else None,
        "output": f"{scenario.name}-%A_%a.log",
    }
    options = [f"#SBATCH --{name}={value}" for name, value in stated.items() if value is not None]
    call = f"exec {shlex.join(command)} --jobs {cores} --shard ${{SLURM_ARRAY_TASK_ID}}/{shares}"
    return ["#!/bin/bash", *options, *_IN_TIME, "", "set -eu", 'cd "${SLURM_SUBMIT_DIR:-.}"', call]


def _slurm_memory(text: str) -> str:
    """Return ``8 GB`` as Slurm writes it, in whole megabytes."""
    number, unit = text.rstrip("iB").strip()[:-1], text.rstrip("iB").strip()[-1]
    return f"{round(float(number) * {'K': 1 / 1024, 'M': 1, 'G': 1024, 'T': 1024**2}[unit])}M"
