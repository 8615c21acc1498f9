"""``dyads run``: a scenario in, the life of relationships out."""

from __future__ import annotations

import hashlib
import os
import shlex
import sys
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.playing import Played, Termination, failed_run, play_arms, undisturbed
from sim.cli.voice import Voice, commands, put, put_json, width_of

if TYPE_CHECKING:
    from sim.scenario import Scenario

RESULTS = Path("results")


def run(
    ctx: typer.Context,
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario, or a file.")],
    settings: Annotated[
        list[str] | None, typer.Option("-S", "--set", metavar="KEY=VALUE", help="Change a value; may be repeated.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Root of all luck.")] = None,
    months: Annotated[int | None, typer.Option(help="Months to play.")] = None,
    out: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where results go: a name within results/, or a path.")
    ] = None,
    portfolio: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Existing relationships to start from.")
    ] = None,
    scale: Annotated[str | None, typer.Option(help="Scale of the portfolio's survey scores, such as 1-7.")] = None,
    date_format: Annotated[str | None, typer.Option(help="How its dates are written, such as DD/MM/YYYY.")] = None,
    decimal: Annotated[Literal["point", "comma"] | None, typer.Option(help="What separates its decimals.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day up to which it is complete, YYYY-MM-DD.")] = None,
    threads: Annotated[int, typer.Option(min=0, help="Threads; 0 is one per core. Results do not depend on it.")] = 0,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what happened as JSON.")] = False,
) -> int:
    """Play a scenario: every arm once, on the same luck."""
    from sim.scenario import load
    from sim.store import check_place

    voice: Voice = ctx.obj
    overrides = [*(settings or ())]
    overrides += [f"run.seed={seed}"] * (seed is not None) + [f"run.months={months}"] * (months is not None)
    loaded = load(scenario, overrides=overrides)
    reading = {"scale": scale, "date_format": date_format, "decimal": decimal, "as_of": as_of}
    relationships, portfolio_digest = _portfolio(portfolio, loaded, reading)
    folder = place_of(out, loaded.name)
    check_place(folder, name=loaded.name)
    command = _command(scenario, overrides, portfolio, reading, out)
    voice.talk(*_header(loaded, portfolio, relationships))
    begun = datetime.now(UTC)
    stop = Termination()
    with stop.heard():
        played = play_arms(
            loaded,
            voice=voice,
            threads=threads or _cores(),
            portfolio=relationships,
            portfolio_digest=portfolio_digest,
        )
        if played.interrupted and not played.runs:
            voice.talk("interrupted before the first month was over; nothing was written")
            return stop.exit_code
        about = {
            "portfolio": {"file": portfolio.name, "sha256": portfolio_digest} if portfolio else None,
            "command": command,
            "started": begun.isoformat(timespec="seconds"),
        }
        with undisturbed():
            folder, digest = _write(folder, loaded, played, about)
        if played.fault is not None:
            voice.detail(played.fault_text)
            raise _model_raised(folder, played, command)
        figures = [] if no_figures or played.interrupted else _figures(folder, voice)
        _tell(voice, loaded, scenario, folder, played, digest, figures, as_json)
    return stop.exit_code if played.interrupted else 0


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def place_of(out: str | None, name: str) -> Path:
    """Return the results folder: a path where ``out`` looks like one, else a name within ``results``."""
    if out is None:
        return RESULTS / name
    is_path = out in {".", ".."} or any(separator in out for separator in (os.sep, os.altsep) if separator)
    return Path(out) if is_path else RESULTS / out


def _portfolio(file: Path | None, scenario: Scenario, reading: dict[str, Any]) -> tuple[Any, str | None]:
    """Return the portfolio and the digest of its file and of how it was read."""
    if file is None:
        useless = [f"--{name.replace('_', '-')}" for name, value in reading.items() if value is not None]
        if useless:
            raise typer.BadParameter("means nothing without --portfolio", param_hint=useless[0])
        return None, None
    from sim.portfolio import read_portfolio

    digest = hashlib.sha256(file.read_bytes() if file.is_file() else b"")
    digest.update(repr(sorted(reading.items())).encode())
    return read_portfolio(file, parameters=scenario.parameters, **reading), digest.hexdigest()


def _command(
    scenario: str, overrides: Sequence[str], portfolio: Path | None, reading: dict[str, Any], out: str | None
) -> str:
    """Return the command line that repeats this run."""
    words = ["dyads", "run", scenario]
    for setting in overrides:
        words += ["-S", setting]
    words += ["--portfolio", str(portfolio)] if portfolio else []
    for name, value in reading.items():
        words += [f"--{name.replace('_', '-')}", value] if value is not None else []
    words += ["--out", out] if out else []
    return shlex.join(words)


def _count(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"


def _header(scenario: Scenario, file: Path | None, relationships: Any) -> list[str]:
    people = scenario.parameters.population
    facts = [_count(people.buyers, "buyer"), _count(people.sellers, "seller")]
    facts += [_count(people.complementors, "complementor")] if people.complementors else []
    facts += [_count(people.governments, "government")] if people.governments > 1 else []
    if file is not None:
        facts = [f"{_count(len(relationships), 'relationship')} from {file.name}"]
    facts += [_count(scenario.run.months, "month"), f"seed {scenario.run.seed}", "luck addressed by pair"]
    width = width_of(sys.stderr) or 100
    title = textwrap.wrap(f'{scenario.name} · "{scenario.question}"', width, subsequent_indent="  ")
    known = textwrap.wrap(" · ".join(facts), width, initial_indent="  ", subsequent_indent="  ")
    return [*title, *known, *(f"  month {one.at}: {_in_words(one)}" for one in scenario.interventions[:8])]


def _in_words(intervention: Any) -> str:
    """Return what is done to the world, in a few words."""
    size = "" if intervention.by is None else f" by {intervention.by:+g}".replace("-", "−")
    values = ", ".join(f"{key} = {value:g}" for key, value in intervention.set.items())
    arms = f" (only in {', '.join(intervention.arms)})" if intervention.arms else ""
    whom = "" if intervention.target == "parameters" else f" of {intervention.target}"
    return f"{intervention.action.replace('_', ' ')}{whom}{size}{': ' if values else ''}{values}{arms}"


def _write(folder: Path, scenario: Scenario, played: Played, about: dict[str, Any]) -> tuple[Path, str]:
    """Write everything; return the folder and the digest of the whole."""
    from sim import store

    earlier = store.read_manifest(folder) if (folder / "manifest.json").exists() else {"status": "failed"}
    if played.fault is not None and earlier["status"] != "failed":
        # What failed does not take the place of what had succeeded.
        folder = folder.with_name(f"{folder.name}-failed")
    runs = list(played.runs)
    if played.fault is not None:
        runs.append(failed_run(scenario, played, (about["portfolio"] or {}).get("sha256")))
    with store.replacing(folder, name=scenario.name) as new:
        store.write_design(new, _design(scenario))
        rows = store.write_chunk(new, 0, runs)
        if played.fault is not None:
            store.write_failure(new, runs[-1].run, _failure(scenario, played, about))
        digest = store.results_digest(rows)
        store.write_manifest(
            new,
            {
                "name": scenario.name,
                "kind": "run",
                "status": played.status,
                "digest": digest,
                "runs": [{key: row[key] for key in ("run", "arm", "status", "months", "digest")} for row in rows],
                "arms": [arm.name for arm in scenario.arms],
                "scenario": scenario.resolved(),
                "model_digest": store.model_digest(),
                **store.surroundings(),
                **about,
                "wall_s": sum(one.wall_s for one in runs),
            },
        )
    return folder, digest


def _design(scenario: Scenario) -> list[dict[str, Any]]:
    """Return one row per arm: its number, name, and the value of everything in which arms differ."""
    varied = dict.fromkeys(key for arm in scenario.arms for key in arm.set)
    rows = []
    for number, arm in enumerate(scenario.arms):
        values = scenario.arm_parameters(arm).model_dump()
        stated = {key: values[key.split(".")[0]][key.split(".")[1]] for key in varied}
        rows.append({"point": number, "arm": arm.name, **stated})
    return rows


def _failure(scenario: Scenario, played: Played, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "arm": played.fault_arm,
        "seed": scenario.run.seed,
        "months": scenario.run.months,
        "parameters": scenario.arm_parameters(scenario.arm(played.fault_arm)).model_dump(mode="json"),
        "error": f"{type(played.fault).__name__}: {played.fault}",
        "traceback": played.fault_text,
        "replay": about["command"],
    }


def _model_raised(folder: Path, played: Played, command: str) -> Exception:
    from sim.errors import ModelRaised

    record = folder / "failures" / f"{len(played.runs)}.json"
    steps = commands(
        [(f"{command} -v", "replays it"), (str(record), "its parameters and traceback")], width_of(sys.stderr)
    )
    return ModelRaised(
        f"the model raised in arm {played.fault_arm}: {type(played.fault).__name__}: {played.fault}", *steps
    )


def _figures(folder: Path, voice: Voice) -> list[Path]:
    from sim.plots import figures_for_run
    from sim.store.folder import as_folder_error

    try:
        with as_folder_error(folder):
            return figures_for_run(folder)
    except KeyboardInterrupt:
        voice.talk("interrupted while drawing; the tables are whole")
        return []


def _tell(
    voice: Voice,
    scenario: Scenario,
    asked_for: str,
    folder: Path,
    played: Played,
    digest: str,
    figures: Sequence[Path],
    as_json: bool,
) -> None:
    from sim.cli import summary

    kept = {"events": scenario.outputs.events, "dyads": scenario.outputs.dyads}
    arms = [summary.summarise(one.arm, one.status, one.months, one.tables, **kept) for one in played.runs]
    if as_json:
        put_json(
            {
                "name": scenario.name,
                "question": scenario.question,
                "status": played.status,
                "seed": scenario.run.seed,
                "folder": str(folder),
                "digest": digest,
                "arms": [summary.as_json(one) for one in arms],
                "figures": [str(figure) for figure in figures],
            }
        )
    else:
        head, *rest = summary.lines(arms, width_of(sys.stdout))
        voice.talk("")
        put(voice.strong(head), *rest)
    if played.interrupted:
        last = played.runs[-1]
        missing = len(scenario.arms) - len(played.runs)
        voice.talk(
            "",
            f"interrupted in month {last.months} of {scenario.run.months} of arm {last.arm}"
            + (f"; {_count(missing, 'arm')} not played" if missing else "")
            + "; the same command plays it whole",
        )
    voice.talk("", *_where(folder, digest, figures), "", *_next(scenario, asked_for))


def _where(folder: Path, digest: str, figures: Sequence[Path]) -> list[str]:
    rows = [(f"{folder}/", f"tables, manifest; digest {digest[:16]}")]
    if figures:
        rows.append((f"{folder}/figures/", ", ".join(dict.fromkeys(figure.stem for figure in figures))))
    return commands(rows, width_of(sys.stderr))


def _next(scenario: Scenario, asked_for: str) -> list[str]:
    again = shlex.join(["dyads", "run", asked_for])
    return commands(
        [
            (f"{again} -S trust.gain=0.1 --out {scenario.name}_changed", "the same luck, one change"),
            ("dyads parameters", "what can be changed"),
            ("dyads schedule", "the month as it runs"),
        ],
        width_of(sys.stderr),
    )
