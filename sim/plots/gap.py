"""The perception gap: where the two sides of a relationship do not see the same thing."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis.gaps import BothSides, Gap, both_sides, gap
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.arms import row_per_arm
from sim.plots.results import Results
from sim.plots.style import (
    FAINT,
    INK,
    STAGE_COLOURS,
    heading,
    how_many,
    legend_below,
    month_axis,
    percent,
    plural,
    share_axis,
    stage_patches,
)

MEASURES = ("trust", "commitment")
MOST_POINTS = 800
WIDE_APART = 0.1
"""From this difference on, of a scale from 0 to 1, the sides are said to see it differently."""


def gap_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the gap in trust and in commitment over time, and both sides' trust at the end, one row per arm."""
    figure, axes = row_per_arm(results, len(MEASURES) + 1, columns, (2.75, 1.8), left=0.85)
    places = iter(axes)
    used: set[str] = set()
    found = {arm: {measure: gap(tables.paths, measure) for measure in MEASURES} for arm, tables in results.arms.items()}
    top = max((_reach(each) for by_measure in found.values() for each in by_measure.values()), default=0.1)
    many = False
    for arm, tables in results.arms.items():
        for measure in MEASURES:
            data = found[arm][measure]
            gap_over_time(data, next(places), arm=arm if measure == MEASURES[0] else "", last=results.months, top=top)
            many = many or data.bands is not None
        sides = both_sides(tables.dyads, "trust")
        sides_at_end(sides, next(places))
        used.update(STAGE_WORDS[code] for code in np.unique(sides.stage))
    shading: list[Artist] = (
        [Patch(facecolor="#C9C9C9", label="10–90\N{NO-BREAK SPACE}% of relationships")] if many else []
    )
    legend_below(figure, [*shading, *stage_patches(used)])
    return figure


def _reach(data: Gap) -> float:
    """Return how far from 0 the axis must go, rounded up to a tenth."""
    values = [data.bands.quantiles.ravel()] if data.bands is not None else [life.measures["gap"] for life in data.lives]
    flat = np.abs(np.concatenate(values)) if values else np.zeros(1)
    flat = flat[~np.isnan(flat)]
    return float(np.ceil(10 * max(flat.max(initial=0.0), 0.05)) / 10)


def gap_over_time(data: Gap, ax: Axes, *, arm: str = "", last: int | None = None, top: float = 0.5) -> Axes:
    """Draw what the buyer feels less what the seller feels, over time.

    Parameters
    ----------
    data : Gap
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    last : int, optional
        Last month of the axis.
    top : float
        Upper end of the vertical axis, which is as long below 0.
    """
    months = [data.bands.month[-1]] if data.bands is not None else [life.month[-1] for life in data.lives]
    month_axis(ax, 0, last or int(max(months, default=1)))
    ax.set_ylim(-top, top)
    ax.locator_params(axis="y", nbins=5)
    ax.yaxis.set_major_formatter(
        lambda value, _: f"{value:+.2g}".replace("-", "−").replace("0.", ".") if value else "0"
    )
    ax.set_ylabel(f"{data.measure}: buyer − seller\n(each 0–1)")
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.axhline(0, color=FAINT, linewidth=0.9)
    for text, y, va in (("buyer feels more", 0.98, "top"), ("seller feels more", 0.02, "bottom")):
        ax.text(0.99, y, text, transform=ax.transAxes, ha="right", va=va, fontsize=7.5, color=FAINT, style="italic")
    how_many(ax, f"n = {plural(data.n, 'relationship')}, {plural(data.n_runs, 'run')}")
    if data.bands is not None:
        low, middle, high = data.bands.quantiles
        ax.fill_between(data.bands.month, low, high, color=INK, alpha=0.16, linewidth=0)
        ax.plot(data.bands.month, middle, color=INK, marker="o" if len(middle) == 1 else "")
    for life in data.lives:
        ax.plot(life.month, life.measures["gap"], color=INK, marker="o" if len(life.month) == 1 else "")
    heading(ax, arm, _gap_in_words(data))
    return ax


def _gap_in_words(data: Gap) -> str:
    if data.n == 0:
        return "no relationship formed"
    if data.bands is not None:
        known = np.flatnonzero(~np.isnan(data.bands.quantiles[1]))
        if len(known) == 0:
            return "never 5 relationships in one month"
        return f"{data.measure}: median gap {_signed(data.bands.quantiles[1, known[-1]])}"
    life = data.lives[-1]
    return f"{data.measure}: gap {_signed(life.measures['gap'][-1])}, month {life.month[-1]}"


def _signed(value: float) -> str:
    return "0" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


def sides_at_end(data: BothSides, ax: Axes, *, arm: str = "") -> Axes:
    """Draw one dot per relationship: the seller's trust across, the buyer's trust upwards, on the line both agree."""
    share_axis(ax, "buyer's trust, 0–1")
    ax.set_xlim(0, 1)
    ax.set_xticks((0, 0.25, 0.5, 0.75, 1), ("0", ".25", ".5", ".75", "1"))
    ax.set_xlabel("seller's trust, 0–1", loc="left")
    ax.plot((0, 1), (0, 1), color=FAINT, linewidth=0.8, linestyle=":", zorder=1)
    step = -(-len(data.buyer) // MOST_POINTS) or 1
    for code in np.unique(data.stage):
        mine = np.flatnonzero(data.stage == code)[::step]
        ax.plot(data.seller[mine], data.buyer[mine], "o", color=STAGE_COLOURS[STAGE_WORDS[code]], markersize=3.5,
                alpha=0.75, markeredgewidth=0)  # fmt: skip
    some = f", 1 in {step} drawn" if step > 1 else ""
    how_many(ax, f"n = {plural(len(data.buyer), 'relationship')}{some}")
    if len(data.buyer) == 0:
        heading(ax, arm, "nobody is left at the end" if data.month else "no relationship formed")
        return ax
    apart = float(np.mean(np.abs(data.buyer - data.seller) >= WIDE_APART))
    alone = len(data.buyer) == 1
    words = (
        f"{abs(data.buyer[0] - data.seller[0]):.2f} apart"
        if alone
        else f"{percent(apart)} differ by {WIDE_APART} or more"
    )
    heading(ax, arm, f"month {data.month}: {words}")
    return ax
