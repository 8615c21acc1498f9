"""The customer pyramid: how many A, B and C customers there are, what they buy and what time they get."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.tiers import TIERS, Pyramid, customer_pyramid
from sim.plots.arms import panel_per_arm
from sim.plots.results import Results
from sim.plots.style import FAINT, INK, heading, how_many, percent, plural

COLOURS = ("#08306B", "#4292C6", "#B5CFE6")
"""Of A, B and C: dark to light, also in grey."""
COLUMNS = (("customers", -0.5), ("sales", 0.85), ("contact hours", 2.1))
"""What is shown of each tier, and where its column begins; each is one unit wide."""


def pyramid_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the customers by tier at the end, one panel per arm."""
    figure, axes = panel_per_arm(results, columns, (2.9, 1.3), left=0.5)
    for ax, (arm, tables) in zip(axes, results.arms.items(), strict=True):
        customers_by_tier(customer_pyramid(tables.steps, tables.networks), ax, arm=arm)
    return figure


def customers_by_tier(data: Pyramid | None, ax: Axes, *, arm: str = "") -> Axes:
    """Draw a row per tier, A on top: its share of the customers, centred, of sales and of contact time.

    Parameters
    ----------
    data : Pyramid or None
        None where nothing says what customers are worth.
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    """
    ax.set_yticks(range(3), ["C", "B", "A"])
    ax.set_ylabel("share by tier (%)")
    ax.set_ylim(-0.6, 2.6)
    ax.tick_params(axis="both", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    if data is None:
        ax.set_xticks([])
        ax.set_xlabel("share: needs people.per_seller or outputs.network_every", loc="left", fontsize=7.5)
        heading(ax, arm, "sales by customer were not recorded")
        how_many(ax, "n = 0 customers")
        return ax
    shares = (data.customers / data.customers.sum(), data.sales, data.hours)
    known = [at for at, share in enumerate(shares) if np.isfinite(share).all()]
    for at in known:
        for tier in range(len(TIERS)):
            share = float(shares[at][tier])
            start = -share / 2 if at == 0 else COLUMNS[at][1]
            ax.barh(2 - tier, share, left=start, height=0.8, color=COLOURS[tier], linewidth=0)
            told = f"{percent(share)} ({data.customers[tier]:,.0f})" if at == 0 else percent(share)
            if at == 0:
                _count(ax, tier, told, share)
            else:
                ax.text(start + share + 0.03, 2 - tier, told, va="center", fontsize=7.5, color=INK)
    ax.set_xlim(-0.55, COLUMNS[known[-1]][1] + 1.2)
    places = [0.0 if at == 0 else COLUMNS[at][1] for at in known]
    ax.set_xticks(places, [f"{COLUMNS[at][0]}" for at in known])
    for label, at in zip(ax.get_xticklabels(), known, strict=True):
        label.set_horizontalalignment("center" if at == 0 else "left")
    when = (
        f"sales of months {data.since} to {data.month}" if data.since < data.month else f"volume in month {data.month}"
    )
    ax.set_xlabel(f"share (%) · {when}", loc="left", fontsize=7.5)
    many = "customers" if data.n_runs == 1 else "customers a run"
    how_many(ax, f"n = {data.customers.sum():,.0f} {many}, {plural(data.n_runs, 'run')}", below=36.0)
    heading(ax, arm, _in_words(data))
    return ax


def _count(ax: Axes, tier: int, told: str, share: float) -> None:
    """Write how many customers a tier has: on its bar where there is room, else beside it."""
    inside = share > 0.45
    dark = inside and tier < 2
    ax.text(0.0 if inside else share / 2 + 0.03, 2 - tier, told, va="center", ha="center" if inside else "left",
            fontsize=7.5, color="white" if dark else INK if share else FAINT)  # fmt: skip


def _in_words(data: Pyramid) -> str:
    """Say what the largest customers are worth, and what time they get."""
    few = percent(float(data.customers[0] / data.customers.sum()))
    if not np.isfinite(data.sales[0]):
        return "nothing sold"
    bought = f"A ({few}): {percent(float(data.sales[0]))} of sales"
    if np.isfinite(data.hours[0]):
        return f"{bought}, {percent(float(data.hours[0]))} of the time"
    return bought if data.ranked else f"{bought}, by volume"
