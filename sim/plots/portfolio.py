"""The portfolio of relationships as a pyramid: the young ones at its foot, the mature ones at its top."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.portfolio import Portfolio, portfolio_at_end
from sim.life_cycle.stages import DECLINE, DEVELOPMENT, EARLY, FINAL, LONG_TERM, PRE_RELATIONSHIP
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.arms import panel_per_arm
from sim.plots.results import Results
from sim.plots.style import FAINT, INK, STAGE_COLOURS, heading, how_many, percent, plural

STEPS = (DECLINE, PRE_RELATIONSHIP, EARLY, DEVELOPMENT, LONG_TERM, FINAL)
"""From the foot to the top; what declines stands apart, below."""


def portfolio_figure(results: Results, columns: int = 3) -> Figure:
    """Draw the portfolio at the end, one panel per arm."""
    figure, axes = panel_per_arm(results, columns, (3.0, 1.75), left=1.05)
    data = {arm: portfolio_at_end(tables.dyads) for arm, tables in results.arms.items()}
    widest = max((float(each.count.max()) for each in data.values()), default=1.0) or 1.0
    used = [code for code in STEPS if code != PRE_RELATIONSHIP or any(each.count[code] for each in data.values())]
    for ax, (arm, each) in zip(axes, data.items(), strict=True):
        pyramid(each, ax, arm=arm, widest=widest, steps=used)
    return figure


def pyramid(
    data: Portfolio, ax: Axes, *, arm: str = "", widest: float | None = None, steps: list[int] | None = None
) -> Axes:
    """Draw a bar per stage, centred, as wide as there are relationships in it.

    Parameters
    ----------
    data : Portfolio
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    widest : float, optional
        Count that fills the panel, to give several arms the same scale.
    steps : list of int, optional
        Stages from the foot to the top.
    """
    steps = list(STEPS) if steps is None else steps
    half = (widest or float(data.count.max()) or 1.0) / 2
    room = 1.75  # beside the widest bar, for what is said of the stage
    ax.set_xlim(-half, half * (1 + 2 * room))
    for place, code in enumerate(steps):
        n = float(data.count[code])
        word = STAGE_WORDS[code]
        ax.barh(place, n, left=-n / 2, height=0.86, color=STAGE_COLOURS[word], linewidth=0)
        if n:
            many = f"{n:,.0f}" if data.n_runs == 1 else f"{n:,.1f}"
            told = f"{many} · {data.age[code]:,.0f} mo · trust {data.trust[code]:.2f}"
            ax.text(half * 1.15, place, told, va="center", fontsize=8, color=INK)
        else:
            ax.text(half * 1.15, place, "–", va="center", fontsize=8, color=FAINT)
    ax.set_yticks(range(len(steps)), [STAGE_WORDS[code] for code in steps])
    ax.set_ylim(-0.6, len(steps) - 0.4)
    ax.axhline(0.5, color=FAINT, linewidth=0.6, linestyle=":")
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
    counted = "relationships" if data.n_runs <= 1 else "relationships a run"
    ax.set_xlabel(f"{counted} · median months · trust 0–1", loc="left", fontsize=7.5)
    ax.set_ylabel("")
    how_many(ax, f"month {data.month}, n = {plural(data.n, 'relationship')}, {plural(data.n_runs, 'run')}")
    heading(ax, arm, _in_words(data))
    return ax


def _in_words(data: Portfolio) -> str:
    """Say how much of the portfolio is mature, and how much of it declines."""
    total = float(data.count.sum())
    if not total:
        return f"nobody is left in month {data.month}" if data.month else "no relationship formed"
    mature = float(np.sum(data.count[[LONG_TERM, FINAL]])) / total
    return f"{percent(mature)} mature, {percent(data.in_decline)} in decline"
