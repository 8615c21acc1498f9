"""The region that leads to an outcome, on the two factors that bound it most."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.analysis.discovery import Box, Discovery
from sim.plots.style import FAINT, heading, how_many, legend_below, panels, percent

WITH, BOX = "#AA4499", "#332288"


def discovery_figure(found: Discovery, title: str) -> Figure:
    """Draw every point on two factors, those with the outcome in colour, and the boxes."""
    figure, (ax,) = panels(title, 1, 1, (4.6, 3.4), left=0.8, head=0.36, foot=0.55)
    regions(found, ax)
    handles = [
        Line2D([], [], marker="o", linestyle="", color=WITH, label=found.outcome.name),
        Line2D([], [], marker="o", linestyle="", markerfacecolor="none", markeredgecolor=FAINT, label="others"),
        Patch(facecolor=BOX, alpha=0.12, edgecolor=BOX, label="regions"),
    ]
    legend_below(figure, handles)
    return figure


def regions(data: Discovery, ax: Axes) -> Axes:
    """Draw points and boxes."""
    first, second = _two_factors(data)
    x, y = data.x[:, first], data.x[:, second]
    ax.plot(x[~data.with_it], y[~data.with_it], "o", markerfacecolor="none", markeredgecolor=FAINT, markersize=4)
    ax.plot(x[data.with_it], y[data.with_it], "o", color=WITH, markersize=4.5)
    for box in data.boxes:
        left, right = _limits(box, data.names[first], x)
        low, high = _limits(box, data.names[second], y)
        ax.add_patch(Rectangle((left, low), right - left, high - low, facecolor=BOX, alpha=0.12, edgecolor="none"))
        ax.add_patch(Rectangle((left, low), right - left, high - low, facecolor="none", edgecolor=BOX, linewidth=1.2))
    ax.set_xlabel(data.names[first], loc="left")
    ax.set_ylabel(data.names[second])
    if data.boxes:
        best = data.boxes[0]
        heading(
            ax,
            "",
            f"{percent(best.density)} of the {best.n} points in the first region; {percent(best.coverage)} of all",
        )
    else:
        heading(ax, "", "no region found")
    how_many(ax, f"{data.n_with:,} of {data.n:,} points")
    return ax


def _two_factors(data: Discovery) -> tuple[int, int]:
    """Return the two factors that bound the boxes most often, weighted with what the boxes cover."""
    weight = np.zeros(max(len(data.names), 2))
    for box in data.boxes:
        for limit in box.limits:
            weight[data.names.index(limit.factor)] += box.coverage
    order = np.argsort(-weight, kind="stable")
    return int(order[0]), int(order[1]) if len(data.names) > 1 else int(order[0])


def _limits(box: Box, factor: str, values: np.ndarray) -> tuple[float, float]:
    """Return where a box begins and ends along a factor, as far as there are points."""
    span = float(np.ptp(values)) * 0.02
    low, high = float(values.min()) - span, float(values.max()) + span
    for limit in box.limits:
        if limit.factor == factor:
            low = limit.low if math.isfinite(limit.low) else low
            high = limit.high if math.isfinite(limit.high) else high
    return low, high
