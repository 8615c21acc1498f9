"""``dyads survival``: how long relationships last, what ends them, and how they change on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli import lifetables as tables
from sim.cli.sheets import Sheet
from sim.cli.studying import draw, factor_for, put_sheets
from sim.cli.voice import Voice
from sim.errors import DyadsError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.analysis.lives import StageLives
    from sim.analysis.studies import Study
    from sim.analysis.survival import Lifetimes

MOST_LEVELS = 9
Table = Literal["survival", "curve", "hazard", "causes", "logrank", "transitions", "sojourn"]
TOLD = ("survival", "hazard", "causes", "logrank")
OF_STAGES = ("transitions", "sojourn")


def survival(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    by: Annotated[str | None, typer.Option(metavar="KEY", help="arm, or a factor; arms unless there is one.")] = None,
    table: Annotated[Table | None, typer.Option(help="Only this one; the four about endings unless stated.")] = None,
    transitions: Annotated[
        bool, typer.Option("--transitions", help="Which stage leads to which, and how long each lasts.")
    ] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print one table as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say how long relationships last, and what ends them."""
    from sim.analysis.studies import read_study

    voice: Voice = ctx.obj
    study = read_study(results)
    key = _key(study, by)
    names: tuple[str, ...] = (table,) if table else OF_STAGES if transitions else TOLD
    _check_kept(study, names)
    voice.talk(*_said_before(study, key))
    about = {"name": study.name, "by": key, "runs": len(study.runs["run"])}
    figures: dict[str, Callable[[], Figure]] = {}
    sheets: list[Sheet] = []
    if set(names) & set(OF_STAGES):
        stages = _stages(study, key)
        sheets += [tables.STAGE_SHEETS[name](stages, key) for name in OF_STAGES if name in names]
        figures |= _figures_of_stages(study, key, stages)
    if set(names) - set(OF_STAGES):
        lives = _lives(study, key)
        sheets += [tables.LIFE_SHEETS[name](lives, key) for name in tables.LIFE_SHEETS if name in names]
        figures |= _figures_of_lives(study, key, lives)
    if not as_json:
        sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise DyadsError(f"{results}: nothing to tell: {_why_nothing(table, key)}")
    put_sheets(sheets, about, voice, as_csv=as_csv, as_json=as_json)
    voice.talk(
        "",
        "Intervals and log-rank take relationships as independent; those of one run share their world.",
        f"  dyads compare {results} -m survival_60    has intervals over runs",
    )
    if not no_figures:
        draw(study.folder, figures, voice)


def _why_nothing(table: str | None, key: str) -> str:
    return f"there is only one {key}" if table == "logrank" else "no relationship was formed"


def _key(study: Study, by: str | None) -> str:
    """Return what to tell apart by: arms or one factor; with several factors and nothing asked, arms."""
    return "arm" if by is None and (len(study.arms) > 1 or len(study.factors) != 1) else factor_for(study, by)


def _check_kept(study: Study, names: tuple[str, ...]) -> None:
    outputs = study.scenario.get("outputs", {})
    for kept, needed in (("events", set(names) & set(OF_STAGES)), ("dyads", set(names) - set(OF_STAGES))):
        if needed and not outputs.get(kept, True):
            raise DyadsError(
                f"{study.folder}: outputs.{kept} = false: the study did not keep what {sorted(needed)[0]} is read from"
            )


def _levels(study: Study, key: str) -> tuple[object, ...]:
    from sim.analysis.effects import levels_of

    levels = levels_of(study, key)
    if len(levels) > MOST_LEVELS:
        raise DyadsError(
            f"--by {key}: it has {len(levels):,} values; up to {MOST_LEVELS} can be told apart",
            "  dyads sensitivity RESULTS -m median_duration    says how much it decides",
        )
    return levels


def _lives(study: Study, key: str) -> dict[str, Lifetimes]:
    from sim.analysis.lives import lifetimes_by
    from sim.analysis.survival import lifetimes

    found = lifetimes_by(study, key)
    return {tables.level_name(level): found.get(level, lifetimes({})) for level in _levels(study, key)}


def _stages(study: Study, key: str) -> dict[str, StageLives]:
    from sim.analysis.lives import stages_by

    found = stages_by(study, key)
    return {tables.level_name(level): found[level] for level in _levels(study, key) if level in found}


def _said_before(study: Study, key: str) -> list[str]:
    runs = len(study.runs["run"])
    by = f" · by {key}" if key != "arm" or len(study.arms) > 1 else ""
    lines = [f"{study.name} · {runs:,} run{'s' * (runs != 1)} of {study.months} months{by}"]
    lines += [f"  {words}"] if (words := study.in_words()) else []
    return [*lines, ""]


def _title(study: Study, key: str) -> str:
    question = str(study.scenario.get("question") or study.name)
    return question if key == "arm" else f"{question} (by {key})"


def _named(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same without the name of an only arm, which says nothing."""
    return {"": next(iter(data.values()))} if len(data) == 1 else dict(data)


def _figures_of_lives(study: Study, key: str, lives: Mapping[str, Lifetimes]) -> dict[str, Callable[[], Figure]]:
    from sim.analysis.endings import cumulative_incidence, hazard_by_age
    from sim.analysis.survival import kaplan_meier
    from sim.plots.lives import endings_by, hazard_by, survival_by

    title = _title(study, key)
    lives = _named({level: each for level, each in lives.items() if len(each)})
    if not lives:
        return {}
    return {
        "survival": lambda: survival_by({name: kaplan_meier(each) for name, each in lives.items()}, title),
        "endings": lambda: endings_by({name: cumulative_incidence(each) for name, each in lives.items()}, title),
        "hazard": lambda: hazard_by({name: hazard_by_age(each) for name, each in lives.items()}, title),
    }


def _figures_of_stages(study: Study, key: str, stages: Mapping[str, StageLives]) -> dict[str, Callable[[], Figure]]:
    from sim.plots.lives import transitions_by

    if not stages:
        return {}
    changes = _named({level: each.changes for level, each in stages.items()})
    return {"stage_transitions": lambda: transitions_by(changes, _title(study, key))}
