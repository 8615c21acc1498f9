"""Trust, commitment and satisfaction as each side holds them, over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.trajectories import Life, TwoSided
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.style import (
    INK,
    SIDE_STYLES,
    STAGE_COLOURS,
    Mark,
    heading,
    how_many,
    mark_months,
    month_axis,
    plural,
    share_axis,
)

END: dict[str, Any] = {"marker": "X", "markersize": 7, "color": INK, "markeredgecolor": "white", "linestyle": ""}
LABELS = {"commitment": "affective commitment"}


def two_sided_trajectory(
    data: TwoSided, ax: Axes, *, arm: str = "", last: int | None = None, marks: Sequence[Mark] = ()
) -> Axes:
    """Draw a measure of both sides over time.

    Many relationships are drawn as bands; those that followed one another as lines, with a strip of their stages below.

    Parameters
    ----------
    data : TwoSided
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    last : int, optional
        Last month of the axis, to give several panels the same one.
    marks : sequence of Mark
        What was done to the world, and when.
    """
    share_axis(ax, f"{LABELS.get(data.measure, data.measure)}, 0–1")
    months = [b.month[-1] for b in data.bands.values() if len(b.month)] + [life.month[-1] for life in data.lives]
    month_axis(ax, 0, last or int(max(months, default=1)))
    how_many(ax, f"n = {plural(data.n, 'relationship')}, {plural(data.n_runs, 'run')}")
    if data.n == 0:
        heading(ax, arm, "no relationship formed")
        return ax
    for side, band in data.bands.items():
        low, middle, high = band.quantiles
        ax.fill_between(band.month, low, high, color=SIDE_STYLES[side]["color"], alpha=0.15, linewidth=0)
        ax.plot(
            band.month, middle, marker="o" if len(middle) == 1 else "", clip_on=len(middle) > 1, **SIDE_STYLES[side]
        )
    for life in data.lives:
        for side, values in life.measures.items():
            alone = len(values) == 1
            ax.plot(life.month, values, marker="o" if alone else "", clip_on=not alone, **SIDE_STYLES[side])
        _stage_strip(life, ax)
    mark_months(ax, marks)
    heading(ax, arm, trajectory_in_words(data))
    return ax


def _stage_strip(life: Life, ax: Axes) -> None:
    """Colour the foot of the panel by the stage of each month and name each change where there is room."""
    changes = np.concatenate(([0], np.flatnonzero(np.diff(life.stage)) + 1, [len(life.stage)]))
    for first, after in zip(changes[:-1], changes[1:], strict=True):
        stage = STAGE_WORDS[life.stage[first]]
        begin, end = life.month[first] - 1, life.month[after - 1]
        ax.axvspan(begin, end, 0, 0.045, facecolor=STAGE_COLOURS[stage], linewidth=0)
        if first > 0:
            ax.axvline(begin, 0, 1, color=STAGE_COLOURS[stage], linewidth=0.8, alpha=0.7, zorder=1)
    if life.ended:
        ax.plot(life.month[-1], 0.0225, clip_on=False, **END)


def trajectory_in_words(data: TwoSided) -> str:
    """Say where both sides stand in the last month that can be told."""
    if data.lives:
        told = [f"{side} {values[-1]:.2f}" for side, values in data.lives[-1].measures.items()]
        month = int(data.lives[-1].month[-1])
    else:
        told, month = [], 0
        for side, band in data.bands.items():
            known = np.flatnonzero(~np.isnan(band.quantiles[1]))
            if len(known) == 0:
                return "never 5 relationships in one month"
            month = int(band.month[known[-1]])
            told.append(f"{side} {band.quantiles[1, known[-1]]:.2f}")
    return f"month {month}: {', '.join(told)}"


def side_handles(*, many: bool, ended: bool) -> list[Artist]:
    """Return what a legend needs to tell the sides, what the shading is, and what marks an end."""
    handles: list[Artist] = [Line2D([], [], label=side, **look) for side, look in SIDE_STYLES.items()]
    if many:
        shaded = "line: median; shaded: 10–90\N{NO-BREAK SPACE}% of relationships"
        handles.append(Patch(facecolor="#C9C9C9", label=shaded))
    return [*handles, Line2D([], [], label="ended", **END)] if ended else handles
