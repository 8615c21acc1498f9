"""``dyads sensitivity``: which factors decide an outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.sheets import Column, Sheet, figure, interval, word
from sim.cli.studying import arm_for, draw, metrics_for, needs, put_sheets
from sim.cli.voice import Voice

if TYPE_CHECKING:
    from sim.analysis.points import Points
    from sim.analysis.sensitivity import Sensitivity
    from sim.analysis.studies import Study


def sensitivity(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    metric: Annotated[
        str | None, typer.Option("--metric", "-m", metavar="A,B", help="Statistics, as in claims: survival_60.")
    ] = None,
    method: Annotated[
        Literal["sobol", "morris", "pawn"] | None, typer.Option(help="That of the design unless stated.")
    ] = None,
    arm: Annotated[str | None, typer.Option(metavar="ARM", help="In which arm; the first unless stated.")] = None,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say which factors decide an outcome."""
    needs("SALib", "analysis")
    from sim.analysis.points import points_of
    from sim.analysis.sensitivity import method_for
    from sim.analysis.sensitivity import sensitivity as measured
    from sim.analysis.studies import outcomes, read_study

    voice: Voice = ctx.obj
    study = read_study(results)
    chosen = arm_for(study, arm)
    design: dict[str, Any] = study.scenario.get("design") or {}
    by = method or method_for(str(design.get("kind", "none")))
    points = points_of(study, outcomes(study, metrics_for(study, metric)), chosen)
    how = {"base": int(design.get("n") or 0), "levels": int(design.get("levels") or 4)}
    found = [measured(points, name, by, **how) for name in points.y]
    voice.talk(*_said_before(study, chosen, points))
    about = {"name": study.name, "arm": chosen, "method": by, "runs": len(study.runs["run"])}
    put_sheets([_sheet(found)], about | {"rests_on": _rests_on(found)}, voice, as_csv=as_csv, as_json=as_json)
    voice.talk("", *_assumed(found, points))
    if not no_figures:
        from sim.plots.sensitivity import sensitivity_figure

        title = str(study.scenario.get("question") or study.name)
        draw(study.folder, {"sensitivity": lambda: sensitivity_figure(found, title)}, voice)


def _sheet(found: Sequence[Sensitivity]) -> Sheet:
    def between(name: str) -> Column:
        return Column("95 % interval", lambda row: interval(row[f"{name}_low"], row[f"{name}_high"]))

    columns = {
        "sobol": [figure("total", "total"), between("total"), figure("first", "first order"), between("first")],
        "morris": [figure("mu_star", "μ*"), between("mu_star"), figure("mu", "μ"), figure("sigma", "σ")],
        "pawn": [figure("median", "median KS"), figure("low", "least"), figure("high", "greatest")],
    }
    rows = [{"metric": one.metric, **row} for one in found for row in one.rows]
    return Sheet("factors", "", rows, [word("factor"), *columns[found[0].method]], group="metric")


def _said_before(study: Study, arm: str, points: Points) -> list[str]:
    most = int(points.replications.max(initial=0))
    lines = [
        f"{study.name} · {len(points):,} points · {len(points.factors)} factors · up to {most:,} runs a point"
        + (f" · arm {arm}" if len(study.arms) > 1 else "")
    ]
    lines += [f"  {words}"] if (words := study.in_words()) else []
    return [*lines, ""]


def _rests_on(found: Sequence[Sensitivity]) -> dict[str, Any]:
    return {one.metric: {"used": one.used, "planned": one.planned, "what": one.group} for one in found}


MEANING = {
    "sobol": (
        "total: share of the variance between points that goes with the factor, interactions included",
        "first order: share that goes with the factor alone",
    ),
    "morris": (
        "μ*: mean size of the change of the metric when the factor alone goes a step; μ: with its sign",
        "σ: how different these changes are from place to place (interactions, bends)",
    ),
    "pawn": (
        "median KS: how far the metric's distribution shifts within a slice of the factor, 0 to 1",
        "a dummy does nothing: a factor that scores no more than it may do nothing either",
    ),
}


def _assumed(found: Sequence[Sensitivity], points: Points) -> list[str]:
    """Say what the numbers mean, on how much they rest, and what was taken for granted."""
    lines = list(MEANING[found[0].method])
    lines += [
        f"{one.metric}: from {one.used:,} of {one.planned:,} {one.group}; assumes that the others are missing by chance"
        for one in found
        if one.used < one.planned
    ]
    most = int(points.replications.max(initial=0))
    fewer = int(((points.replications > 0) & (points.replications < most)).sum())
    if fewer:
        lines.append(f"{fewer:,} point{'s' * (fewer != 1)} with fewer than {most:,} runs: the mean of those there are")
    noisy = [f"{name} {100 * share:.0f} %" for name, share in points.noise.items() if not math.isnan(share)]
    if noisy:
        lines.append(f"luck left in the means: at most this share of the variance between points: {', '.join(noisy)}")
    elif most == 1:
        lines.append("one run a point: what luck does counts as if the factors had done it together")
    return lines
