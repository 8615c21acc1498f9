"""``dyads run``: a scenario in, the life of relationships out."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.beginning import AsOf, DateFormat, Decimal, File, Scale, begun_from, reading_of, words_of
from sim.cli.interruptions import Termination, undisturbed
from sim.cli.keeping import keep, model_raised
from sim.cli.playing import play_arms
from sim.cli.telling import as_json as told_as_json
from sim.cli.telling import header, next_steps, summaries, tell, where_it_is
from sim.cli.voice import Voice, put_json

if TYPE_CHECKING:
    from sim.scenario import Scenario

RESULTS = Path("results")


def run(
    ctx: typer.Context,
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario, or a file.")],
    replay: Annotated[
        int | None,
        typer.Option("--run", metavar="N", min=0, help="SCENARIO is a results folder: play its run N again."),
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("-S", "--set", metavar="KEY=VALUE", help="Change a value; may be repeated.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Root of all luck.")] = None,
    months: Annotated[int | None, typer.Option(help="Months to play.")] = None,
    out: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where results go: a name within results/, or a path.")
    ] = None,
    portfolio: File = None,
    scale: Scale = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    as_of: AsOf = None,
    threads: Annotated[int, typer.Option(min=0, help="Threads; 0 is one per core. Results do not depend on it.")] = 0,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what happened as JSON.")] = False,
) -> int:
    """Play a scenario: every arm once, on the same luck."""
    from sim.scenario import load
    from sim.store import check_place, read_table

    voice: Voice = ctx.obj
    overrides = [*(settings or ())]
    overrides += [f"run.seed={seed}"] * (seed is not None) + [f"run.months={months}"] * (months is not None)
    stored = None
    reading = reading_of(scale, date_format, decimal, as_of)
    beginning = begun_from(portfolio, reading)
    if replay is None:
        loaded = load(scenario, overrides=overrides)
        relationships = beginning.relationships(loaded) if beginning else None
    else:
        if overrides or portfolio:
            raise typer.BadParameter("plays a run as it was: no other options change it", param_hint="--run")
        from sim.experiments.replaying import one_run

        again = one_run(Path(scenario), replay)
        loaded, stored, relationships, beginning = again.scenario, again.stored, again.portfolio, again.beginning
    folder = place_of(out, loaded.name)
    check_place(folder, name=loaded.name)
    command = _command(scenario, overrides, portfolio, reading, out, replay)
    voice.talk(*header(loaded, beginning.file if beginning else None, relationships))
    voice.talk(*_size(loaded))
    begun = datetime.now(UTC)
    stop = Termination()
    with stop.heard():
        played = play_arms(
            loaded,
            voice=voice,
            threads=threads or _cores(),
            stop=stop,
            portfolio=relationships,
            portfolio_digest=beginning.digest if beginning else None,
        )
        if played.interrupted and not played.runs:
            voice.talk("interrupted before the first month was over; nothing was written")
            return stop.exit_code
        about = {
            "portfolio": beginning.as_dict() if beginning else None,
            "command": command,
            "started": begun.isoformat(timespec="seconds"),
        }
        with undisturbed():
            folder, digest = keep(folder, loaded, played, about)
        if played.fault is not None:
            voice.detail(played.fault_text)
            raise model_raised(folder, played, command)
        told = summaries(loaded, played)
        if not as_json:
            tell(voice, loaded, played, told)
        figures = [] if no_figures or played.interrupted else _figures(folder, voice)
        if as_json:
            put_json(told_as_json(loaded, played, told, folder, digest, figures))
        repeat = _command(scenario, overrides, portfolio, reading, None, replay)
        voice.talk("", *where_it_is(folder, digest, figures))
        if stored is not None and not played.interrupted:
            same = read_table(folder, "runs")["digest"][0].as_py() == stored
            voice.talk(f"run {replay} came out {'the same' if same else 'DIFFERENT from what is stored'}")
            return 0 if same else 4
        if replay is None:
            voice.talk("", *next_steps(loaded, repeat, folder))
    return stop.exit_code if played.interrupted else 0


LARGE = 1e9
"""Bytes from which a run's memory is told beforehand."""


def _size(scenario: Scenario) -> list[str]:
    """Return what a large world will take of memory; nothing of a small one."""
    from sim.engine.size import expected_memory, expected_relationships

    arms = [scenario.arm_parameters(arm) for arm in scenario.arms]
    needed = max(expected_memory(one, scenario.run.months, scenario.outputs) for one in arms)
    if needed < LARGE:
        return []
    from sim.experiments.cost import free_memory

    relationships = max(expected_relationships(one) for one in arms)
    free = free_memory()
    there = "" if free is None else f", {free / 1e9:.1f} GB are free"
    lines = [f"  about {relationships:,.0f} relationships at a time, up to {needed / 1e9:.1f} GB of memory{there}"]
    if free is not None and needed > free:
        lines.append(
            "  that may not be enough; fewer buyers and sellers, fewer months, or outputs.events=false take less"
        )
    return lines


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def place_of(out: str | None, name: str) -> Path:
    """Return the results folder: a path where ``out`` looks like one, else a name within ``results``."""
    if out is None:
        return RESULTS / name
    if not out.strip():
        raise typer.BadParameter("must name a folder", param_hint="--out")
    is_path = out in {".", ".."} or any(separator in out for separator in (os.sep, os.altsep) if separator)
    return Path(out) if is_path else RESULTS / out


def _command(
    scenario: str,
    overrides: Sequence[str],
    portfolio: Path | None,
    reading: dict[str, Any],
    out: str | None,
    replay: int | None = None,
) -> str:
    """Return the command line that repeats this run."""
    words = ["dyads", "run", scenario, *(["--run", str(replay)] if replay is not None else [])]
    for setting in overrides:
        words += ["-S", setting]
    words += words_of(portfolio, reading)
    words += ["--out", out] if out else []
    return shlex.join(words)


def _figures(folder: Path, voice: Voice) -> list[Path]:
    from sim.plots import figures_for_run
    from sim.store.folder import as_folder_error

    try:
        with as_folder_error(folder):
            return figures_for_run(folder)
    except KeyboardInterrupt:
        voice.talk("interrupted while drawing; the tables are whole")
        return []
