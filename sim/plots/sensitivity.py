"""How much each factor decides an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.sensitivity import DUMMY, Sensitivity
from sim.analysis.usual import unit_of
from sim.plots.arms import NARROW
from sim.plots.style import FAINT, heading, how_many, legend_below, panels

MEASURES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "sobol": (("total", "total: with its interactions", "#332288"), ("first", "first order: alone", "#CC6677")),
    "morris": (("mu_star", "mean absolute effect (μ*)", "#332288"),),
    "pawn": (("median", "PAWN: median KS distance, line: least to greatest", "#332288"),),
}
"""Method → what is drawn: key, words, colour."""

MOST_PANELS = 9


def sensitivity_figure(found: Sequence[Sensitivity], title: str, *, columns: int = 2) -> Figure:
    """Draw a panel per metric: each factor's measure with its interval.

    Parameters
    ----------
    found : sequence of Sensitivity
        All by the same method.
    title : str
    columns : int
        Most panels beside one another; 1 makes a figure for a phone.
    """
    found = found[:MOST_PANELS]
    longest = max(len(row["factor"]) for row in found[0].rows)
    left = 0.35 + 0.068 * longest
    wide = 3.0 if columns > 1 else max(NARROW - left - 0.2, 1.4)
    columns = min(len(found), columns, 2)
    figure, axes = panels(title, -(-len(found) // columns), columns, (wide, 0.3 + 0.27 * len(found[0].rows)),
                          left=left, head=0.36, foot=0.55, least=NARROW if columns == 1 else 5.5)  # fmt: skip
    for ax, one in zip(axes, found, strict=False):
        measures(one, ax)
    for spare in axes[len(found) :]:
        spare.remove()
    legend_below(
        figure,
        [Line2D([], [], color=colour, marker="o", label=words) for _, words, colour in MEASURES[found[0].method]],
    )
    return figure


def measures(data: Sensitivity, ax: Axes) -> Axes:
    """Draw one metric: a dot and a line per factor and measure, the most important at the top."""
    drawn = MEASURES[data.method]
    for place, row in enumerate(data.rows):
        for at, (key, _, colour) in enumerate(drawn):
            y = place + 0.22 * (at - (len(drawn) - 1) / 2)
            ends = (row["low"], row["high"]) if data.method == "pawn" else (row[f"{key}_low"], row[f"{key}_high"])
            look = FAINT if row["factor"] == DUMMY else colour
            ax.hlines(y, *ends, color=look, linewidth=1.6)
            ax.plot(row[key], y, "o", color=look, markersize=4.5)
    ax.axvline(0, color=FAINT, linewidth=0.8)
    ax.set_yticks(range(len(data.rows)), [row["factor"] for row in data.rows])
    ax.set_ylim(len(data.rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.locator_params(axis="x", nbins=5)
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    units = {
        "sobol": "share of variance",
        "morris": f"change, {unit_of(data.metric)}".rstrip(", "),
        "pawn": "distance, 0–1",
    }
    ax.set_xlabel(units[data.method], loc="left", fontsize=8)
    heading(ax, "", data.metric)
    how_many(ax, f"n = {data.used:,} {data.group}")
    return ax
