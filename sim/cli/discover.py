"""``dyads discover``: which region of the factors leads to an outcome."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sim.cli.sheets import Column, Sheet, number, percent, word
from sim.cli.studying import arm_for, draw, needs, put_sheets
from sim.cli.voice import Voice
from sim.errors import DyadsError

if TYPE_CHECKING:
    from sim.analysis.discovery import Box, Discovery, Limit, Outcome
    from sim.analysis.studies import Study

LIBRARIES = {"cart": "sklearn", "prim": "ema_workbench"}
Named = Literal["dissolution", "captivity", "partnership"]


def discover(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    outcome: Annotated[
        Named | None, typer.Option(help="Where relationships end soonest, are captive most, or partnerships most.")
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(metavar="CONDITION", help='Any other: "captive_share > 0.3", a statistic as in claims.'),
    ] = None,
    share: Annotated[
        float, typer.Option(min=0.01, max=0.99, help="How large a share of points a named outcome is.")
    ] = 0.25,
    method: Annotated[
        Literal["cart", "prim"], typer.Option(help="A tree of questions, or peeling of one box.")
    ] = "cart",
    depth: Annotated[int, typer.Option(min=1, max=8, help="Questions that a tree asks one after another.")] = 3,
    arm: Annotated[str | None, typer.Option(metavar="ARM", help="Only in this arm; arms count as a factor.")] = None,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Find the region of the factors that leads to an outcome."""
    needs(LIBRARIES[method], "analysis")
    from sim.analysis.discovery import discover as found_by
    from sim.analysis.points import points_of
    from sim.analysis.studies import outcomes, read_study

    voice: Voice = ctx.obj
    study = read_study(results)
    wanted = _wanted(study, outcome, where, share)
    only = arm_for(study, arm) if arm is not None else None
    points = points_of(study, outcomes(study, (wanted.metric,)), only)
    found = found_by(points, wanted, method, depth=depth)
    voice.talk(*_said_before(study, found))
    sign = ">" if wanted.above else "<"
    about = {
        "name": study.name,
        "outcome": wanted.name,
        "condition": f"{wanted.metric} {sign} {found.threshold:.6g}",
        "method": method,
        "points": found.n,
        "with_it": found.n_with,
        "unseen": found.unseen,
    }
    if found.boxes:
        put_sheets([_sheet(found)], about, voice, as_csv=as_csv, as_json=as_json)
    elif as_json:
        put_sheets([Sheet("boxes", "", [], [])], about, voice, as_csv=False, as_json=True)
    voice.talk("", *_said_after(found))
    if not no_figures:
        from sim.plots.discovery import discovery_figure

        title = f"Where is {_title(found)}?"
        draw(study.folder, {f"discovery_{outcome or 'where'}": lambda: discovery_figure(found, title)}, voice)


def _wanted(study: Study, outcome: Named | None, where: str | None, share: float) -> Outcome:
    """Return what is looked for."""
    from sim.analysis.discovery import Outcome, parse_where

    if where is not None:
        if outcome is not None:
            raise typer.BadParameter("state --outcome or --where, not both", param_hint="--where")
        found = parse_where(where)
        if found is None:
            raise DyadsError(f'--where "{where}": must be a statistic, < or >, and a number: "captive_share > 0.3"')
        return found
    if outcome == "captivity":
        return Outcome(outcome, "captive_share", above=True, share=share)
    if outcome == "partnership":
        return Outcome(outcome, "partnership_share", above=True, share=share)
    from sim.analysis.usual import AGES

    age = next((age for age in AGES if age <= study.months), None)
    if age is None:
        raise DyadsError(f"{study.folder}: runs of {study.months} months are too short to tell who outlives a year")
    return Outcome(outcome or "dissolution", f"survival_{age}", above=False, share=share)


def _title(found: Discovery) -> str:
    sign = ">" if found.outcome.above else "<"
    return f"{found.outcome.metric} {sign} {number(found.threshold)}"


def _said_before(study: Study, found: Discovery) -> list[str]:
    name = f"{found.outcome.name}: " if found.outcome.name not in (found.outcome.metric,) else ""
    if any(sign in found.outcome.name for sign in "<>≤≥"):
        name = ""
    lines = [f"{study.name} · {name}{_title(found)}, as at {found.n_with:,} of {found.n:,} points"]
    lines += [f"  {words}"] if (words := study.in_words()) else []
    return [*lines, ""]


def _sheet(found: Discovery) -> Sheet:
    rows = []
    for at, box in enumerate(found.boxes, start=1):
        rows += [_row(at, box, limit) for limit in box.limits]
    columns = [
        word("factor"),
        Column("is", lambda row: _in_words(row["low"], row["high"], row["factor"]), right=False),
    ]
    headings = {
        at: f"region {at}: {percent(box.density)} of its {box.n:,} points; holds {percent(box.coverage)} of all of them"
        for at, box in enumerate(found.boxes, start=1)
    }
    return Sheet("boxes", "", rows, columns, group="region", headings=headings)


def _row(at: int, box: Box, limit: Limit) -> dict[str, Any]:
    return {
        "region": at,
        "density": box.density,
        "coverage": box.coverage,
        "points": box.n,
        "factor": limit.factor,
        "low": limit.low,
        "high": limit.high,
    }


def _in_words(low: float, high: float, factor: str) -> str:
    if factor.startswith("arm = "):
        return "yes" if math.isfinite(low) else "no"
    if math.isfinite(low) and math.isfinite(high):
        return f"from {_value(low)} to {_value(high)}"
    return f"{_value(low)} or more" if math.isfinite(low) else f"{_value(high)} or less"


def _value(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _said_after(found: Discovery) -> list[str]:
    if not found.boxes:
        return ["no region found"]
    if math.isnan(found.unseen):
        return ["limits are values of points inside; how well they do on other points is not known"]
    return [
        f"of points that the tree had not seen it told {percent(found.unseen)} rightly apart (50 % is guessing)",
        "limits are values of points inside",
    ]
