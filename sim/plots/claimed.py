"""What a scenario claims about, month by month: one panel per metric, a line per arm that the claims compare."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.plots.arms import NARROW, headline
from sim.plots.results import Results
from sim.plots.style import Mark, arm_style, how_many, legend_below, mark_months, month_axis, panels, plural
from sim.scenario.claims import Claim
from sim.scenario.statistics import STEP_METRICS, parse_statistic

MOST_PANELS, MOST_ARMS = 6, 5
YEAR = 12


@dataclass(frozen=True)
class Course:
    """One metric over the months, arm by arm.

    Attributes
    ----------
    metric, meaning : str
        Its name, and what it means in words.
    says : str
        The first claim that is made about it.
    month : (m,) int array
    values : mapping
        Arm → (m,) float array, mean over runs; nan where the arm has no value.
    n_runs : int
        Runs of an arm.
    marks : tuple of Mark
        What was done to the world in all of these arms.
    """

    metric: str
    meaning: str
    says: str
    month: NDArray[Any]
    values: Mapping[str, NDArray[Any]]
    n_runs: int
    marks: tuple[Mark, ...] = ()


def courses(results: Results, claims: Iterable[Claim]) -> list[Course]:
    """Return the metrics that claims speak of, each with the arms that they compare, in the order of the claims."""
    found: dict[str, tuple[Claim, list[str]]] = {}
    first = next(iter(results.arms), "")
    for claim in claims:
        statistic = parse_statistic(claim.statistic)
        if statistic is None or statistic.table != "steps":
            continue
        _, arms = found.setdefault(statistic.stem, (claim, []))
        arms += [arm for arm in (claim.sides[0] or first, claim.sides[1]) if arm and arm not in arms]
    made = [_course(results, stem, claim, arms) for stem, (claim, arms) in found.items()]
    return [course for course in made if course is not None][:MOST_PANELS]


def _course(results: Results, stem: str, claim: Claim, arms: Sequence[str]) -> Course | None:
    statistic = parse_statistic(stem)
    drawn = [arm for arm in arms if arm in results.arms][:MOST_ARMS]
    if statistic is None or not drawn:
        return None
    values: dict[str, NDArray[Any]] = {}
    n_runs, month = 0, np.arange(1, results.months + 1)
    for arm in drawn:
        steps = results.arms[arm].steps
        if any(column not in steps for column in statistic.columns):
            continue
        row = np.asarray(steps["month"]).astype(int) - 1
        total, known = np.zeros(month.size), np.zeros(month.size)
        told = np.asarray(steps[statistic.columns[0]], float)
        if len(statistic.columns) == 2:
            whole = np.asarray(steps[statistic.columns[1]], float)
            told = np.divide(told, whole, out=np.full(told.shape, math.nan), where=whole > 0)
        there = ~np.isnan(told)
        np.add.at(total, row[there], told[there])
        np.add.at(known, row[there], 1.0)
        values[arm] = np.divide(total, known, out=np.full(month.size, math.nan), where=known > 0)
        n_runs = max(n_runs, len(np.unique(steps["run"])) if "run" in steps else 1)
    if not any(np.isfinite(one).sum() > 1 for one in values.values()):
        return None
    meaning = STEP_METRICS.get(stem) or f"share: {STEP_METRICS[statistic.columns[0]]}"
    marks = [mark for mark in results.arms[drawn[0]].marks if all(mark in results.arms[arm].marks for arm in drawn)]
    return Course(stem, meaning, claim.says or claim.statistic, month, values, n_runs, tuple(marks))


def _size_of_the_world(results: Results) -> Course:
    """Return what is drawn where nothing is claimed month by month: how many relationships there are."""
    months = np.arange(1, max(results.months, 1) + 1)
    values = {}
    for arm, tables in list(results.arms.items())[:MOST_ARMS]:
        living = np.full(months.size, math.nan)
        if "n_relationships" in tables.steps:
            row = np.asarray(tables.steps["month"]).astype(int) - 1
            living[row] = np.asarray(tables.steps["n_relationships"], float)
        values[arm] = living
    says = "nothing is claimed month by month; this is how many relationships there are"
    return Course("n_relationships", STEP_METRICS["n_relationships"], says, months, values, 1)


def over_a_year(values: NDArray[Any]) -> NDArray[Any]:
    """Return the mean of each month and the eleven before it, as far as they have values."""
    known = np.isfinite(values)
    sums = np.cumsum(np.where(known, values, 0.0))
    counts = np.cumsum(known)
    sums[YEAR:] = sums[YEAR:] - sums[:-YEAR]
    counts[YEAR:] = counts[YEAR:] - counts[:-YEAR]
    smooth: NDArray[Any] = np.divide(sums, counts, out=np.full(values.shape, math.nan), where=counts > 0)
    return smooth


def course(data: Course, ax: Axes, *, styles: Mapping[str, Mapping[str, Any]]) -> Axes:
    """Draw one metric: thin by the month, thick over the last twelve months.

    Parameters
    ----------
    data : Course
    ax : Axes
    styles : mapping
        Arm → colour and line style.
    """
    month_axis(ax, 0, int(data.month[-1]))
    for arm, values in data.values.items():
        ax.plot(data.month, values, color=styles[arm]["color"], linewidth=0.6, alpha=0.35)
        ax.plot(data.month, over_a_year(values), **styles[arm])
    ax.set_ylabel("\n".join(textwrap.wrap(data.meaning, 32)[:4]), fontsize=8.0)
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.locator_params(axis="y", nbins=5)
    mark_months(ax, data.marks)
    how_many(ax, f"n = {plural(data.n_runs, 'run')} an arm; thick: last 12 months")
    ax.set_title("\n".join(textwrap.wrap(data.says, 48)[:3]), fontsize=9.0, loc="left")
    return ax


def claimed_figure(results: Results, columns: int = 3) -> Figure:
    """Draw every monthly metric that the scenario makes a claim about, with the arms that it compares."""
    drawn = courses(results, results.claims) or [_size_of_the_world(results)]
    styles = {arm: arm_style(at) for at, arm in enumerate(results.arms)}
    n = len(drawn)
    across = 1 if columns == 1 else min(n, 2)
    size, least = ((3.7, 2.2), 5.5) if columns > 1 else ((NARROW - 1.21, 2.2), NARROW)
    figure, axes = panels(headline(results), -(-n // across), across, size, left=1.05, head=0.66, least=least)
    for spare in axes[len(drawn) :]:
        spare.remove()
    for ax, each in zip(axes, drawn, strict=False):
        course(each, ax, styles=styles)
    used = dict.fromkeys(arm for each in drawn for arm in each.values)
    legend_below(figure, [Line2D([], [], label=arm.replace("_", " "), **styles[arm]) for arm in used if arm])
    return figure
