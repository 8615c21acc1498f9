"""Which types of relationship there are, month by month, in two typologies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis.types import REST, TYPOLOGIES, TypeShares, type_shares
from sim.plots.arms import row_per_arm
from sim.plots.results import Results
from sim.plots.style import Mark, heading, how_many, legend_below, mark_months, month_axis, percent, plural, share_axis

TYPE_COLOURS = {
    "partnership": "#225588",
    "friendship": "#77BBDD",
    "adversarial": "#EE7733",
    "detachment": "#882255",
    "strategic alliance": "#117733",
    "functional partnership": "#AADD99",
    "one-sided partnership": "#BB5566",
    REST: "#E0E0E0",
}


def types_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the shares of the types over time, a panel per typology and arm."""
    figure, axes = row_per_arm(results, len(TYPOLOGIES), columns, (3.6, 1.8))
    places = iter(axes)
    used: set[str] = set()
    for arm, tables in results.arms.items():
        for at, typology in enumerate(TYPOLOGIES):
            data = type_shares(tables.steps, typology)
            marks = tables.marks if at == 0 else [Mark(mark.month, "") for mark in tables.marks]
            shares_of_types(data, next(places), arm=arm if at == 0 else "", last=results.months, marks=marks)
            used.update(data.share)
    legend_below(figure, type_patches(used))
    return figure


def shares_of_types(
    data: TypeShares, ax: Axes, *, arm: str = "", last: int | None = None, marks: Sequence[Mark] = ()
) -> Axes:
    """Stack the shares of the types of one typology over time.

    Parameters
    ----------
    data : TypeShares
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    last : int, optional
        Last month of the axis.
    marks : sequence of Mark
        What was done to the world, and when.
    """
    share_axis(ax, "share of relationships")
    month_axis(ax, 0, last or (int(data.month[-1]) if len(data.month) else 1))
    how_many(ax, f"n = {plural(data.n_runs, 'run')}, up to {data.living.max(initial=0):,.0f} at once")
    if not len(data.month):
        heading(ax, arm, f"{data.typology}: no relationship, or not kept")
        return ax
    # one step per month; where nobody lives there is nothing to share
    edges = np.stack([data.month - 1, data.month], axis=1).ravel().astype(float)
    gap = np.flatnonzero(np.diff(data.month) > 1)
    columns = [np.repeat(share, 2) for share in data.share.values()]
    for at in gap[::-1]:
        beside = np.array([edges[2 * at + 1], edges[2 * at + 2]])
        edges = np.insert(edges, 2 * at + 2, beside)
        columns = [np.insert(column, 2 * at + 2, (0.0, 0.0)) for column in columns]
    ax.stackplot(edges, columns, colors=[TYPE_COLOURS[word] for word in data.share], linewidth=0)
    for border in np.cumsum(columns, axis=0)[:-1]:
        ax.plot(edges, border, color="white", linewidth=0.5)
    mark_months(ax, marks)
    heading(ax, arm, _in_words(data))
    return ax


def _in_words(data: TypeShares) -> str:
    """Say which type is the most frequent one at the end."""
    last = {word: float(share[-1]) for word, share in data.share.items()}
    most = max(last, key=lambda word: last[word])
    name = "none of the types" if most == REST else most
    return f"{data.typology}: {percent(last[most])} {name} at the end"


def type_patches(types: Iterable[str]) -> list[Artist]:
    """Return what a legend needs to name the types that occur."""
    known = set(types)
    return [Patch(facecolor=colour, label=word) for word, colour in TYPE_COLOURS.items() if word in known]
