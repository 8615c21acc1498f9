"""``dyads batch``: scenarios and their arms, replicated on shared luck."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.beginning import AsOf, DateFormat, Decimal, File, Scale, begun_from, reading_of, words_of
from sim.cli.run import place_of
from sim.cli.sweep import (
    Address,
    AsJson,
    Executor,
    Jobs,
    Limit,
    OnError,
    Out,
    Price,
    Replications,
    Settings,
    UntilOption,
    launch_of,
    next_steps,
    planned,
)
from sim.cli.voice import Voice, put

if TYPE_CHECKING:
    from sim.scenario import Scenario


def batch(
    ctx: typer.Context,
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO…", help="Names of scenarios, or files.")],
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
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    portfolio: File = None,
    scale: Scale = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> int:
    """Play scenarios again and again, on the same luck in all arms."""
    from sim.cli import playing_many
    from sim.experiments.until import LEAST, until_of

    voice: Voice = ctx.obj
    loaded = _loaded(scenarios, settings or (), replications)
    if len({one.run.seed for one in loaded}) > 1:
        voice.talk(f"the scenarios state different seeds; all share that of {loaded[0].name}: {loaded[0].run.seed}")
    reading = reading_of(scale, date_format, decimal, as_of)
    made = planned(loaded, "batch", LEAST if until and not replications else None, begun_from(portfolio, reading))
    folder = place_of(out, f"{made.name}-batch")
    more = until_of(until, folder, voice.talk) if until else None
    how = launch_of(loaded[0].execution, jobs, executor, address, limit, on_error)
    if price:
        return playing_many.only_price(made, folder, how, voice, as_json=as_json)
    words = ["dyads", "batch", *scenarios, *(["-r", str(replications)] if replications else [])]
    words += [word for text in settings or () for word in ("-S", text)] + words_of(portfolio, reading)
    code = playing_many.play(
        made, folder, how, voice,
        about={"command": shlex.join([*words, *(["--out", out] if out else [])])},
        as_json=as_json,
        more=more,
        next_steps=next_steps(folder),
    )  # fmt: skip
    if len(made.worlds) > 1 and code in {0, 1} and not as_json:
        _compared(ctx, folder, no_figures)
    return code


def _compared(ctx: typer.Context, folder: Path, no_figures: bool) -> None:
    """Say how the arms differ."""
    from sim.cli.compare import compare

    put("")
    compare(ctx, folder, by="arm", metric=None, among=None, reference=None, within=None, no_figures=no_figures,
            as_csv=False, as_json=False)  # fmt: skip


def _loaded(names: Sequence[str], settings: Sequence[str], replications: int | None) -> list[Scenario]:
    """Return the scenarios; or raise all that is wrong with all of them."""
    from sim.errors import InputProblems, Problem
    from sim.scenario import load

    overrides = [*settings, *([f"run.replications={replications}"] if replications else [])]
    loaded: list[Scenario] = []
    errors: list[InputProblems] = []
    for name in names:
        try:
            loaded.append(load(name, overrides=overrides))
        except InputProblems as error:
            errors.append(error)
    twice = [one.name for number, one in enumerate(loaded) if one.name in {other.name for other in loaded[:number]}]
    if twice and not errors:
        raise InputProblems(
            "batch: 1 problem, nothing was run",
            [Problem(None, twice[0], "two scenarios have this name; -S and name = … tell them apart")],
        )
    if len(errors) == 1:
        raise errors[0]
    if errors:
        problems = [
            Problem(
                None,
                f"{error.title.partition(':')[0]}{f' line {one.line}' if one.line else ''}: {one.where}",
                one.message,
            )
            for error in errors
            for one in error.problems
        ]
        raise InputProblems(f"batch: {len(problems)} problems, nothing was run", problems)
    return loaded
