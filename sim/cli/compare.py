"""``dyads compare``: what a change does, on the same luck."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.sheets import Column, Sheet, count, figure, interval, number
from sim.cli.studying import draw, factor_for, level_for, listed, metrics_for, put_sheets
from sim.cli.voice import Voice

if TYPE_CHECKING:
    from sim.analysis.effects import Effect
    from sim.analysis.studies import Study

MOST_LEVELS = 24


def compare(
    ctx: typer.Context,
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A results folder.")],
    by: Annotated[str | None, typer.Option(metavar="KEY", help="arm, or a factor; arms unless there is one.")] = None,
    metric: Annotated[
        str | None, typer.Option("--metric", "-m", metavar="A,B", help="Statistics, as in claims: survival_60.")
    ] = None,
    among: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Which relationships: start, alive_N, stayers_N, long_term_N.")
    ] = None,
    reference: Annotated[str | None, typer.Option(metavar="LEVEL", help="What others are compared with.")] = None,
    within: Annotated[
        float | None, typer.Option(metavar="WIDTH", help="Tell how many pairs an interval of ± WIDTH takes.")
    ] = None,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Draw nothing.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say how arms, or values of a factor, differ on the same luck."""
    from sim.analysis.studies import read_study

    if within is not None and not within > 0:
        raise typer.BadParameter("must be greater than 0", param_hint="--within")
    tell(
        read_study(results), ctx.obj, by=by, metric=metric, among=among, reference=reference, within=within,
        figures=not no_figures, as_csv=as_csv, as_json=as_json,
    )  # fmt: skip


def tell(
    study: Study,
    voice: Voice,
    *,
    by: str | None = None,
    metric: str | None = None,
    among: str | None = None,
    reference: str | None = None,
    within: float | None = None,
    figures: bool = True,
    as_csv: bool = False,
    as_json: bool = False,
) -> None:
    """Compare, print and draw; arguments as in :func:`compare`."""
    from sim.analysis.effects import effects, levels_of
    from sim.analysis.studies import outcomes

    key = factor_for(study, by)
    usual = levels_of(study, key)
    levels = _in_order(usual, reference, key)
    metrics = metrics_for(study, metric)
    values = outcomes(study, metrics, among=listed(among))
    found = effects(study, values, key, levels, within=within)
    sheet = _sheet(found, key, levels[0])
    about = {"name": study.name, "by": key, "reference": levels[0], "runs": len(study.runs["run"])}
    voice.talk(*_said_before(study, found, key, levels[0]))
    put_sheets([sheet], about, voice, as_csv=as_csv, as_json=as_json)
    voice.talk(*_said_after(found, within, study))
    if figures:
        _draw(study, found, key, usual, metrics, voice)


def _in_order(levels: tuple[object, ...], reference: str | None, key: str) -> tuple[object, ...]:
    """Return the levels with the reference first."""
    from sim.errors import DyadsError

    if len(levels) > MOST_LEVELS:
        raise DyadsError(
            f"--by {key}: it has {len(levels):,} values; differences between so many say little",
            "  dyads sensitivity RESULTS    says how much it decides",
        )
    if len(levels) < 2:
        raise DyadsError(f"--by {key}: there is only {levels[0]}, and nothing to compare it with")
    first = level_for(levels, reference)
    return (first, *(level for level in levels if level != first))


def _sheet(found: list[Effect], key: str, reference: object) -> Sheet:
    rows = [
        {
            "metric": effect.metric,
            key: effect.level,
            "mean": effect.mean,
            "reference": effect.reference,
            "reference_mean": effect.reference_mean,
            "difference": effect.difference.mean,
            "low": effect.difference.low,
            "high": effect.difference.high,
            "pairs": effect.difference.n,
            "missing": effect.missing,
            "correlation": effect.difference.correlation,
            "unpaired": effect.difference.n_independent,
            "enough": effect.enough,
        }
        for effect in found
    ]
    columns = [
        Column(key, lambda row: _level(row[key]), right=False),
        figure("mean", "mean"),
        figure("reference_mean", _level(reference)),
        figure("difference", "effect"),
        Column("95 % interval", lambda row: interval(row["low"], row["high"])),
        figure("pairs", "pairs"),
        figure("unpaired", "unpaired", count),
        figure("enough", "enough", count),
    ]
    return Sheet("effects", "", rows, columns, group="metric")


def _level(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _said_before(study: Study, found: list[Effect], key: str, reference: object) -> list[str]:
    what = "each arm" if key == "arm" else f"each {key}"
    pairs = max((effect.difference.n for effect in found), default=0)
    lines = [f"{study.name} · {what} against {_level(reference)} · {pairs:,} pair{'s' * (pairs != 1)}, same luck"]
    others = [name for name in (*(["arm"] if len(study.arms) > 1 else []), *study.factors) if name != key]
    lines += [f"  averaged over {', '.join(others)}"] if others else []
    lines += [f"  {words}"] if (words := study.in_words()) else []
    return [*lines, ""]


def _said_after(found: list[Effect], within: float | None, study: Study) -> list[str]:
    if all(effect.difference.n < 2 for effect in found):
        return ["", "one run of each gives no interval", f"  dyads batch {study.name} -r 30    plays thirty"]
    goal = "excludes 0" if within is None else f"is ± {number(within)}"
    lines = [
        "",
        f"effect:   mean less that of {_level(found[0].reference)}, with its 95 % interval over pairs",
        "unpaired: runs per arm that separate luck would need for the same interval",
        f"enough:   pairs after which the interval {goal}, at this mean and spread",
    ]
    lost = max((effect.missing for effect in found), default=0)
    if lost:
        lines.append(f"up to {lost:,} seed{'s' * (lost != 1)} left out: a run of the pair is missing or has no value")
    if any(math.isinf(effect.difference.n_independent) for effect in found):
        lines.append("∞: the difference was the same in every pair")
    return lines


def _draw(
    study: Study, found: list[Effect], key: str, usual: tuple[object, ...], metrics: tuple[str, ...], voice: Voice
) -> None:
    from sim.analysis.bands import run_bands
    from sim.analysis.studies import metrics_of
    from sim.plots.effects import bands_figure, effects_figure

    title = str(study.scenario.get("question") or study.name)
    kept = [name for name in metrics if name in metrics_of(study)]
    draw(
        study.folder,
        {"differences": lambda: effects_figure(found, title, usual, key)}
        | (
            {"bands": lambda: bands_figure({name: run_bands(study, name, key) for name in kept}, title, usual)}
            if kept
            else {}
        ),
        voice,
    )
