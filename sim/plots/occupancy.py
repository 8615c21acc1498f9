"""Where relationships stand, month by month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.stages import LIVE_STAGES, Occupancy
from sim.life_cycle.stages import DECLINE, EARLY, FINAL, LONG_TERM
from sim.plots.style import (
    STAGE_COLOURS,
    Mark,
    heading,
    how_many,
    mark_months,
    month_axis,
    percent,
    plural,
)

STACK = tuple(LIVE_STAGES[stage] for stage in (DECLINE, FINAL, LONG_TERM, 2, EARLY))
"""From the bottom: what ages at the bottom, what is new on top."""


def stage_occupancy(
    data: Occupancy, ax: Axes, *, arm: str = "", top: float | None = None, marks: Sequence[Mark] = ()
) -> Axes:
    """Stack the relationships in each stage over time.

    Parameters
    ----------
    data : Occupancy
        Relationships by month and stage, mean over runs.
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    top : float, optional
        Upper end of the vertical axis, to give several arms the same one.
    marks : sequence of Mark
        What was done to the world, and when.
    """
    ax.set_ylabel("relationships" if data.n_runs <= 1 else "relationships, mean of runs")
    living = data.count[:, 1:].sum(axis=1)
    if len(data.month) == 0 or living.max() == 0:
        heading(ax, arm, "no relationship formed" if data.recorded else "not kept by this run (outputs.metrics)")
        month_axis(ax, 0, float(data.month[-1]) if len(data.month) else 1)
        ax.set_ylim(0, (top or 1) * 1.04)
        ax.set_yticks((0, 1) if not top else ax.get_yticks())
        how_many(ax, f"n = {plural(data.n_runs, 'run')}, 0 at once")
        return ax
    # one step per month: a month's count holds for the whole month
    edges = np.concatenate(([data.month[0] - 1], np.repeat(data.month[:-1], 2), [data.month[-1]]))
    columns = [np.repeat(data.count[:, LIVE_STAGES.index(stage)], 2) for stage in STACK]
    ax.stackplot(edges, columns, colors=[STAGE_COLOURS[stage] for stage in STACK], linewidth=0)
    for border in np.cumsum(columns, axis=0)[:-1]:
        ax.plot(edges, border, color="white", linewidth=0.4)
    ax.set_ylim(0, (top or living.max()) * 1.04)
    if (top or living.max()) <= 4:
        ax.set_yticks(range(int(np.ceil(top or living.max())) + 1))
    month_axis(ax, float(data.month[0] - 1), float(data.month[-1]))
    mark_months(ax, marks)
    heading(ax, arm, occupancy_in_words(data))
    how_many(ax, f"n = {plural(data.n_runs, 'run')}, up to {living.max():,.0f} at once")
    return ax


def occupancy_in_words(data: Occupancy) -> str:
    """Say where the relationships stand in the last month."""
    last, month = data.count[-1], int(data.month[-1])
    living = last[1:].sum()
    if living == 0:
        return f"none left in month {month}"
    if data.n_runs == 1 and data.count[:, 1:].sum(axis=1).max() <= 1:
        reached = np.flatnonzero(data.count[:, LONG_TERM] > 0)
        arrival = f"long-term in month {data.month[reached[0]]}" if len(reached) else "never long-term"
        return f"{arrival}; {LIVE_STAGES[int(np.argmax(last[1:])) + 1]} in month {month}"
    return f"{percent((last[LONG_TERM] + last[FINAL]) / living)} long-term or final in month {month}"
