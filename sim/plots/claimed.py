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
from sim.plots.line_names import name_lines, room_for
from sim.plots.results import Results
from sim.plots.style import FAINT, Mark, arm_style, how_many, legend_below, mark_months, month_axis, panels, plural
from sim.scenario.claims import Claim
from sim.scenario.statistics import STEP_METRICS, parse_statistic

MOST_PANELS, MOST_ARMS, MOST_MARKS = 6, 5, 3
YEAR = 12
FLAT = 3.0
"""How many times the greatest value of a line's later half its first months may reach."""
LETTERS_OF_A_HEADING = 58
COUNTED = ("since the first month", "so far", "in twelve months")


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
        What was done to the world in at least half of these arms.
    judged : tuple of int
        Single months whose values claims are about, that of the first claim first; none where they are about means.
    """

    metric: str
    meaning: str
    says: str
    month: NDArray[Any]
    values: Mapping[str, NDArray[Any]]
    n_runs: int
    marks: tuple[Mark, ...] = ()
    judged: tuple[int, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether no mean is drawn: of sums since the first month, and where claims are about single months."""
        return bool(self.judged) or any(words in self.meaning for words in COUNTED)

    def line(self, arm: str) -> NDArray[Any]:
        """Return what is drawn thick: the mean of twelve months, or the metric itself."""
        values = self.values[arm]
        return values if self.is_plain else over_a_year(values)


def courses(results: Results, claims: Iterable[Claim]) -> list[Course]:
    """Return the metrics that claims speak of, each with the arms that they compare, in the order of the claims."""
    found: dict[str, tuple[Claim, list[str], list[int]]] = {}
    first = next(iter(results.arms), "")
    for claim in claims:
        statistic = parse_statistic(claim.statistic)
        if statistic is None or statistic.table != "steps":
            continue
        _, arms, judged = found.setdefault(statistic.stem, (claim, [], []))
        judged += [month for month in statistic.months if statistic.form == "at" and month not in judged]
        arms += [arm for arm in (claim.sides[0] or first, claim.sides[1]) if arm and arm not in arms]
    made = [_course(results, stem, *said) for stem, said in found.items()]
    return [course for course in made if course is not None][:MOST_PANELS]


def _course(results: Results, stem: str, claim: Claim, arms: Sequence[str], judged: Sequence[int]) -> Course | None:
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
    seen = [mark for arm in drawn for mark in dict.fromkeys(results.arms[arm].marks)]
    common = [mark for mark in dict.fromkeys(seen) if 2 * seen.count(mark) >= len(drawn)]
    # Beside what happens in a month, the settings that it changes need no words.
    plain = [mark.month for mark in common if "=" not in mark.label]
    marks = tuple(mark for mark in common if "=" not in mark.label or mark.month not in plain)[:MOST_MARKS]
    first = parse_statistic(claim.statistic)
    single = tuple(judged) if first is not None and first.form == "at" else ()
    return Course(stem, meaning, claim.says or claim.statistic, month, values, n_runs, marks, single)


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
        if not data.is_plain:
            ax.plot(data.month, values, color=styles[arm]["color"], linewidth=0.6, alpha=0.35)
        ax.plot(data.month, data.line(arm), **styles[arm])
    for month in data.judged:
        for arm in data.values:
            ax.plot(month, data.line(arm)[month - 1], "o", color=styles[arm]["color"], markersize=4, zorder=4)
    ax.locator_params(axis="y", nbins=5)
    _scale(data, ax)
    low, high = ax.get_ylim()
    ax.set_yticks([tick for tick in ax.get_yticks() if low <= tick <= high])
    ax.set_ylabel("\n".join(textwrap.wrap(data.meaning, 32)[:4]), fontsize=8.0)
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    mark_months(ax, data.marks, before=named_at(data) is not None)
    thick = "dots: months judged" if data.judged else "" if data.is_plain else "thick: mean of 12 months"
    how_many(ax, f"n = {plural(data.n_runs, 'run')} an arm" + (f"; {thick}" if thick else ""))
    ax.set_title("\n".join(evenly(data.says, LETTERS_OF_A_HEADING)[:3]), fontsize=9.0, loc="left")
    return ax


def evenly(text: str, letters: int) -> list[str]:
    """Wrap a text into as few lines as there must be, of about the same length."""
    lines = textwrap.wrap(text, letters)
    while letters > 20 and len(shorter := textwrap.wrap(text, letters - 1)) == len(lines):
        lines, letters = shorter, letters - 1
    return lines


def _scale(data: Course, ax: Axes) -> None:
    """Leave out first months that would make all others flat; let shares that are always 0 lie on the floor."""
    if data.judged or not data.values:
        return
    lines = np.array([data.line(arm) for arm in data.values])
    late = lines[:, data.month.size // 2 :]
    if not np.isfinite(late).any():
        return
    low, high = float(np.nanmin(late)), float(np.nanmax(late))
    if low == high == np.nanmin(lines) == np.nanmax(lines) == 0.0:
        ax.set_ylim(0, 1)
    elif np.nanmax(lines) > FLAT * high > 0.0:
        room = 0.15 * (high - low)
        ax.set_ylim(low - room, high + room)
        ax.annotate("first months beyond the scale", (0.02, 0.98), xycoords="axes fraction", va="top", fontsize=7.5,
                    color=FAINT)  # fmt: skip


def claimed_figure(results: Results, columns: int = 3) -> Figure:
    """Draw every monthly metric that the scenario makes a claim about, with the arms that it compares."""
    drawn = courses(results, results.claims) or [_size_of_the_world(results)]
    used = dict.fromkeys(arm for each in drawn for arm in each.values)
    # Of the arms drawn, not of all: the first ones differ most.
    styles = {arm: arm_style(at) for at, arm in enumerate(used)}
    n = len(drawn)
    across = 1 if columns == 1 else min(n, 2)
    size, least = ((3.7, 2.2), 5.5) if columns > 1 else ((NARROW - 1.21, 2.2), NARROW)
    beside = room_for(used) if columns > 1 else 0.0
    figure, axes = panels(headline(results), -(-n // across), across, size, left=1.05 + beside, head=0.66, least=least)
    for spare in axes[len(drawn) :]:
        spare.remove()
    for ax, each in zip(axes, drawn, strict=False):
        x, y, wide, high = ax.get_position(original=True).bounds
        ax.set_position((x - beside / figure.get_figwidth(), y, wide, high))
        course(each, ax, styles=styles)
        if beside:
            name_arms(each, ax, styles=styles)
    if not beside:
        legend_below(figure, [Line2D([], [], label=arm.replace("_", " "), **styles[arm]) for arm in used if arm])
    return figure


def name_arms(data: Course, ax: Axes, *, styles: Mapping[str, Mapping[str, Any]]) -> Axes:
    """Write the name of each arm at the end of its line, or beside the one early month in which the arms differ."""
    lines = {arm: data.line(arm) for arm in data.values if arm}
    colours = {arm: styles[arm]["color"] for arm in lines}
    if (month := named_at(data)) is not None:
        then = {arm: float(line[month - 1]) for arm, line in lines.items()}
        return name_lines(ax, then, colours, at=month / float(data.month[-1]))
    ends = {arm: float(line[np.isfinite(line)][-1]) for arm, line in lines.items() if np.isfinite(line).any()}
    return name_lines(ax, ends, colours)


def named_at(data: Course) -> int | None:
    """Return the early month that is judged, where the arms are further apart in it than at the end; else None."""
    month = data.judged[0] if data.judged else 0
    if not 0 < month < 0.75 * data.month[-1]:
        return None
    then, last = (np.array([data.line(arm)[at - 1] for arm in data.values]) for at in (month, int(data.month[-1])))
    if not np.isfinite(then).all() or not np.isfinite(last).all():
        return None
    return month if np.ptp(then) > 1.5 * np.ptp(last) else None
