"""``dyads sweep``: a design over parameters, replicated on shared luck; the same command resumes."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.beginning import AsOf, DateFormat, Decimal, File, Scale, begun_from, reading_of, words_of
from sim.cli.run import place_of
from sim.cli.voice import Voice

if TYPE_CHECKING:
    from sim.experiments import Launch
    from sim.experiments.beginning import Beginning
    from sim.scenario import Execution, Scenario

MOST_RUNS = 10_000_000

Settings = Annotated[
    list[str] | None, typer.Option("-S", "--set", metavar="KEY=VALUE", help="Change a value; may be repeated.")
]
Vary = Annotated[
    list[str] | None,
    typer.Option("--vary", metavar="KEY=LO:HI:N", help="Vary a parameter: LO:HI:N, LO:HI, or A,B,C; may be repeated."),
]
Kinds = Literal["list", "grid", "lhs", "sobol", "saltelli", "morris"]
KindOf = Annotated[Kinds | None, typer.Option("--design", help="Kind of the design of --vary; a grid unless stated.")]
Points = Annotated[int | None, typer.Option("--points", min=1, help="Points, base samples or trajectories.")]
Replications = Annotated[int | None, typer.Option("-r", "--replications", min=1, help="Repetitions of every point.")]
Out = Annotated[str | None, typer.Option(metavar="NAME", help="Where results go: a name within results/, or a path.")]
Price = Annotated[bool, typer.Option("-n", "--dry-run", help="Print what it will cost, and run nothing.")]
Jobs = Annotated[int | None, typer.Option(min=0, help="Worker processes; 0 is one per core, 1 plays in this process.")]
Executor = Annotated[Literal["processes", "dask", "serial"] | None, typer.Option(help="What plays the runs.")]
Address = Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")]
Limit = Annotated[
    float | None,
    typer.Option("--max-seconds-per-run", min=0.001, help="A run that takes longer is recorded as failed."),
]
OnError = Annotated[
    Literal["record", "stop"] | None, typer.Option(help="When a run fails: record it and go on, or stop.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="STATISTIC=±X", help="Add replications until it is known this well.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")]


def sweep(
    ctx: typer.Context,
    study: Annotated[str, typer.Argument(metavar="STUDY", help="A study's file, or a scenario with --vary.")],
    vary: Vary = None,
    design: KindOf = None,
    points: Points = None,
    replications: Replications = None,
    settings: Settings = None,
    out: Out = None,
    price: Price = False,
    jobs: Jobs = None,
    executor: Executor = None,
    address: Address = None,
    limit: Limit = None,
    on_error: OnError = None,
    until: UntilOption = None,
    portfolio: File = None,
    scale: Scale = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> int:
    """Play a design over parameters; the same command resumes."""
    from sim.cli import playing_many
    from sim.experiments.until import LEAST, until_of
    from sim.store.folder import write_file

    voice: Voice = ctx.obj
    loaded, overrides = stated(study, vary or (), design, points, replications, settings or ())
    folder = place_of(out, f"{loaded.name}-sweep")
    more = until_of(until, folder, voice.talk) if until else None
    reading = reading_of(scale, date_format, decimal, as_of)
    least = LEAST if more and not replications else None
    made = planned([loaded], "sweep", least, begun_from(portfolio, reading))
    how = launch_of(loaded.execution, jobs, executor, address, limit, on_error)
    if price:
        return playing_many.only_price(made, folder, how, voice, as_json=as_json)

    def write_study() -> None:
        from sim.experiments.varying import study_text

        place = folder / "study.toml"
        if vary and loaded.design is not None and not place.exists():
            text = study_text(study, place, overrides, loaded)
            write_file(place, lambda file: file.write(text.encode()))

    command = shlex.join(
        [
            "dyads",
            "sweep",
            study,
            *_options(vary, design, points, replications, settings, out),
            *words_of(portfolio, reading),
        ]
    )
    return playing_many.play(
        made, folder, how, voice,
        about={"command": command},
        as_json=as_json,
        claimed=write_study,
        more=more,
        next_steps=next_steps(folder),
    )  # fmt: skip


def next_steps(folder: Path) -> list[tuple[str, str]]:
    """Return what one may want to do with the results."""
    return [(f"dyads compare {folder}", "what difference it makes"), (f"dyads verify {folder}", "plays some again")]


def _options(
    vary: Sequence[str] | None,
    design: str | None,
    points: int | None,
    replications: int | None,
    settings: Sequence[str] | None,
    out: str | None,
) -> list[str]:
    words = [word for text in vary or () for word in ("--vary", text)]
    words += ["--design", design] if design else []
    words += ["--points", str(points)] if points else []
    words += ["-r", str(replications)] if replications else []
    words += [word for text in settings or () for word in ("-S", text)]
    return words + (["--out", out] if out else [])


def stated(
    source: str,
    vary: Sequence[str],
    design: str | None,
    points: int | None,
    replications: int | None,
    settings: Sequence[str],
) -> tuple[Scenario, list[str]]:
    """Return the scenario with the design that was asked for, and the options that made it so.

    Raises
    ------
    InputProblems
        With everything that is wrong in the file and on the command line.
    """
    from sim.errors import InputProblems
    from sim.experiments.varying import in_words_of_vary, overrides_of
    from sim.scenario import load

    own = load(source).design if vary else None
    if own is not None and own.kind != "none":
        raise typer.BadParameter(
            f"{source} has a design of its own; change it with -S design.factors.KEY=…", param_hint="--vary"
        )
    overrides = [*settings, *overrides_of(vary, design, points)]
    overrides += [f"run.replications={replications}"] * (replications is not None)
    try:
        return load(source, overrides=overrides), overrides
    except InputProblems as error:
        raise in_words_of_vary(error, vary) from None


def planned(
    scenarios: Sequence[Scenario], kind: str, replications: int | None = None, beginning: Beginning | None = None
) -> Any:
    """Return the study, unless it is larger than anything that could be meant, or begins from what cannot be read.

    Raises
    ------
    InputProblems
        There are too many runs, or something is wrong with the portfolio.
    """
    from sim.errors import InputProblems, Problem
    from sim.experiments import study_of
    from sim.experiments.points import number_of_points

    first = scenarios[0]
    n = number_of_points(first.design) if first.design is not None and kind == "sweep" else 1
    arms = sum(len(scenario.arms) for scenario in scenarios)
    runs = n * arms * (replications or first.run.replications)
    if runs > MOST_RUNS:
        where = f"{n:,} points × {arms:,} arms × {replications or first.run.replications:,} replications"
        problem = Problem(None, where, f"are {runs:,} runs; at most {MOST_RUNS:,}")
        raise InputProblems(f"{first.name}: 1 problem, nothing was run", [problem])
    made = study_of(scenarios, kind, replications=replications, beginning=beginning)
    for point in range(len(made.worlds)):
        made.portfolio(point)
    return made


def cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def launch_of(
    execution: Execution,
    jobs: int | None,
    executor: str | None,
    address: str | None,
    limit: float | None,
    on_error: str | None,
) -> Launch:
    """Return how runs are to be played: the command line beats the file."""
    from sim.experiments import Launch

    chosen = executor or ("dask" if address else execution.executor)
    asked = execution.jobs if jobs is None else jobs
    number = asked or cores()
    cluster = None
    if chosen == "dask":
        from sim.experiments.cluster import on_cluster

        cluster = on_cluster(address, execution.slurm)
    return Launch(
        jobs=1 if chosen == "serial" else number,
        serial=chosen == "serial" or (chosen == "processes" and asked == 1),
        limit_s=limit or execution.max_seconds_per_run,
        stop_on_error=(on_error or execution.on_error) == "stop",
        cluster=cluster,
    )
