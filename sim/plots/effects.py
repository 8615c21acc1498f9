"""What a change does: differences with their intervals, and the course of the months behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.bands import RunBands
from sim.analysis.effects import Effect
from sim.analysis.usual import unit_of
from sim.plots.arms import NARROW
from sim.plots.style import INK, arm_style, heading, how_many, legend_below, month_axis, panels

MOST_PANELS = 9
MOST_BANDS = 3
"""Bands of more levels would cover one another: then lines alone."""


def _size(size: tuple[float, float], left: float, columns: int) -> tuple[tuple[float, float], float]:
    """Return the size of a panel, and the least width of the figure: one column fills the width of a phone."""
    return (size, 5.5) if columns > 1 else ((NARROW - left - 0.2, size[1]), NARROW)


def level_words(level: object) -> str:
    """Return an arm's name, or a factor's value."""
    return f"{level:g}".replace("-", "−") if isinstance(level, float) else str(level)


def effects_figure(
    found: Sequence[Effect], title: str, levels: Sequence[object], key: str = "arm", *, columns: int = 3
) -> Figure:
    """Draw, for each metric, every level's difference from the reference with its 95 % interval.

    Parameters
    ----------
    found : sequence of Effect
        All metrics have the same levels.
    title : str
    levels : sequence
        Arms or values in their usual order, which gives each its colour.
    key : str
        What the levels are levels of; written before the values of a factor.
    columns : int
        Most panels beside one another; 1 makes a figure for a phone.
    """
    compared = list(dict.fromkeys(effect.level for effect in found))
    metrics = list(dict.fromkeys(effect.metric for effect in found))[:MOST_PANELS]
    longest = max((len(level_words(level)) for level in compared), default=0)
    left = 0.4 + 0.075 * longest
    size, least = _size((2.3, 0.25 + 0.24 * len(compared)), left, columns)
    columns = min(len(metrics), columns)
    figure, axes = panels(title, -(-len(metrics) // columns), columns, size, left=left, head=0.4, foot=0.55,
                          least=least)  # fmt: skip
    for ax, metric in zip(axes, metrics, strict=False):
        differences([effect for effect in found if effect.metric == metric], ax, levels, key)
    for spare in axes[len(metrics) :]:
        spare.remove()
    return figure


def differences(data: Sequence[Effect], ax: Axes, levels: Sequence[object], key: str = "arm") -> Axes:
    """Draw one metric: a dot and an interval per level, the reference as the line at 0."""
    for place, effect in enumerate(data):
        look = arm_style(list(levels).index(effect.level))["color"]
        found = effect.difference
        if not np.isnan(found.low):
            ax.hlines(place, found.low, found.high, color=look, linewidth=2.2)
        ax.plot(found.mean, place, "o", color=look, markersize=5, clip_on=False)
    ax.axvline(0, color=INK, linewidth=0.9)
    ax.set_yticks(range(len(data)), [level_words(effect.level) for effect in data])
    ax.set_ylim(len(data) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.locator_params(axis="x", nbins=4)
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    if data:
        heading(ax, "", f"{data[0].metric}, {unit_of(data[0].metric)}".rstrip(", "))
        reference = level_words(data[0].reference)
        ax.set_xlabel(f"less {reference if key == 'arm' else f'{key} = {reference}'}", loc="left", fontsize=8)
        pairs = {effect.difference.n for effect in data}
        how_many(
            ax,
            f"n = {min(pairs)} to {max(pairs)} pairs of runs"
            if len(pairs) > 1
            else f"n = {pairs.pop()} pairs of runs, 95 %",
        )
    return ax


def bands_figure(
    data: Mapping[str, Mapping[object, RunBands]], title: str, levels: Sequence[object], *, columns: int = 3
) -> Figure:
    """Draw each metric over the months: the median over runs, and the middle 80 % of them where there is room."""
    metrics = list(data)[:MOST_PANELS]
    size, least = _size((2.6, 1.6), 0.66, columns)
    columns = min(len(metrics), columns)
    figure, axes = panels(title, -(-len(metrics) // columns), columns, size, head=0.36, foot=0.55, least=least)
    for ax, metric in zip(axes, metrics, strict=False):
        bands_over_runs(data[metric], ax, metric, levels)
    for spare in axes[len(metrics) :]:
        spare.remove()
    legend_below(figure, [Line2D([], [], label=level_words(level), **arm_style(at)) for at, level in enumerate(levels)])
    return figure


def bands_over_runs(data: Mapping[object, RunBands], ax: Axes, metric: str, levels: Sequence[object]) -> Axes:
    """Draw one metric over the months."""
    last = 1
    for at, level in enumerate(levels):
        if level not in data:
            continue
        band, look = data[level], arm_style(at)
        if len(levels) <= MOST_BANDS and band.n_runs > 1:
            ax.fill_between(band.month, band.low, band.high, color=look["color"], alpha=0.14, lw=0)
        ax.plot(band.month, band.median, **look)
        last = max(last, int(band.month[-1]))
    month_axis(ax, 0, last)
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.locator_params(axis="y", nbins=5)
    heading(ax, "", f"{metric}, {unit_of(metric)}".rstrip(", "))
    runs = max((band.n_runs for band in data.values()), default=0)
    shaded = ", 10–90 %" if len(levels) <= MOST_BANDS and runs > 1 else ""
    how_many(ax, f"n = {runs} runs: median{shaded}" if runs > 1 else "n = 1 run")
    return ax
