"""How long relationships last and what ends them, over a whole study, by arm or by a factor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.analysis.endings import Hazard, Incidence
from sim.analysis.survival import SurvivalCurve
from sim.plots.style import arm_style, heading, how_many, legend_below, month_axis, panels
from sim.plots.survival import SHADED, cause_patches, causes_of_ending, survival_curves
from sim.plots.transitions import stage_transitions


def survival_by(curves: Mapping[str, SurvivalCurve], title: str) -> Figure:
    """Draw one survival curve per level, with its interval and the numbers at risk."""
    names = max((len(name) + len(f"{curve.n:,}") - 2 for name, curve in curves.items()), default=0)
    left, foot = 0.9 + 0.062 * names, 0.75 + 0.155 * len(curves)
    figure, (ax,) = panels(title, 1, 1, (6.2, 3.2), left=left, head=0.36, foot=foot)
    survival_curves(curves, ax)
    return figure


def endings_by(data: Mapping[str, Incidence], title: str) -> Figure:
    """Draw what ends relationships by their age, one panel per level."""
    figure, axes = _panel_each(len(data), title, (3.0, 1.8))
    last = max((int(each.month[-1]) for each in data.values() if len(each.month)), default=1)
    for ax, (name, each) in zip(axes, data.items(), strict=True):
        causes_of_ending(each, ax, arm=name, last=last)
    legend_below(figure, cause_patches(cause for each in data.values() for cause in each.by_cause))
    return figure


def hazard_by(data: Mapping[str, Hazard], title: str) -> Figure:
    """Draw the monthly rate of ending by age, one line per level with the intervals of its classes."""
    figure, (ax,) = panels(title, 1, 1, (6.2, 2.8), left=0.9, head=0.36)
    hazards(data, ax)
    legend_below(figure, [Line2D([], [], label=name, **arm_style(at)) for at, name in enumerate(data) if name])
    return figure


def hazards(data: Mapping[str, Hazard], ax: Axes) -> Axes:
    """Draw rates by class of age; a class is as wide as it is.

    Intervals are drawn where they tell something: of up to three levels, in classes with an ending.
    """
    last = max((int(each.to_age[-1]) for each in data.values() if len(each.to_age)), default=1)
    n = max(len(data), 1)
    with_bars = n <= SHADED
    for at, each in enumerate(data.values()):
        if not len(each.rate):
            continue
        look = arm_style(at)
        edges = np.append(each.from_age, each.to_age[-1])
        ax.stairs(
            100 * each.rate, edges, baseline=None, color=look["color"], linestyle=look["linestyle"], linewidth=1.6
        )
        told = (each.ended > 0) & with_bars
        middle = (each.from_age + (each.to_age - each.from_age) * (at + 1) / (n + 1))[told]
        ax.vlines(middle, 100 * each.low[told], 100 * each.high[told], color=look["color"], linewidth=1.0)
    month_axis(ax, 0, last, "age, months")
    ax.set_ylim(bottom=0)
    if ax.get_ylim()[1] < 1:
        ax.set_ylim(top=1)
    ax.set_ylabel("share ending a month, %")
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ended = sum(int(each.ended.sum()) for each in data.values())
    watched = sum(int(each.months_at_risk.sum()) for each in data.values())
    heading(ax, "", "how likely the next month is the last, by age" if watched else "no relationship formed")
    bars = "; bars: 95 % interval" if with_bars else ""
    how_many(ax, f"n = {ended:,} endings in {watched:,} months{bars}")
    return ax


def transitions_by(data: Mapping[str, NDArray[np.int64]], title: str) -> Figure:
    """Draw which stage leads to which, one panel per level."""
    figure, axes = _panel_each(len(data), title, (4.6, 2.3), left=0.2)
    for ax, (name, changes) in zip(axes, data.items(), strict=True):
        stage_transitions(changes, ax, arm=name)
    return figure


def _panel_each(n: int, title: str, size: tuple[float, float], *, left: float = 0.66) -> tuple[Figure, list[Axes]]:
    columns = n if n <= 3 else 2 if n == 4 else 3
    figure, axes = panels(title, -(-n // columns), columns, size, left=left)
    for spare in axes[n:]:
        spare.remove()
    return figure, axes[:n]
