"""Which stage leads to which."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from numpy.typing import NDArray

from sim.life_cycle.stages import DECLINE, DEVELOPMENT, DISSOLVED, EARLY, FINAL, LONG_TERM, PRE_RELATIONSHIP
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.style import INK, STAGE_COLOURS, heading, how_many, percent, plural

DRAWN, TOLD = 0.01, 0.05
"""Smallest shares that get an arrow, and a number."""
PLACES = {
    PRE_RELATIONSHIP: (0.0, 1.3),
    EARLY: (1.0, 1.3),
    DEVELOPMENT: (2.0, 1.3),
    LONG_TERM: (3.0, 1.3),
    FINAL: (4.0, 1.3),
    DECLINE: (4.0, 0.0),
    DISSOLVED: (1.6, 0.0),
}
"""The life cycle runs along the top; what goes wrong lies below."""


def stage_transitions(data: NDArray[np.int64], ax: Axes, *, arm: str = "") -> Axes:
    """Draw the stages and the changes between them; an arrow's width and label are the share that leaves that way.

    Parameters
    ----------
    data : (7, 7) int
        Changes from each stage (rows) into each other (columns).
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    """
    ax.set_xlim(-0.5, 4.5)
    ax.set_ylim(-0.5, 1.9)
    ax.axis("off")
    ax.set_xticks([])
    ax.set_yticks([])
    how_many(ax, f"n = {plural(int(data.sum()), 'change')} of stage; % of those that leave a stage")
    if data.sum() == 0:
        heading(ax, arm, "no stage changed")
        return ax
    leaving = data.sum(axis=1)
    used = [code for code in PLACES if leaving[code] + data[:, code].sum() > 0]
    for before, after in zip(*np.nonzero(data), strict=True):
        share = data[before, after] / leaving[before]
        if share >= DRAWN:
            _arrow(ax, int(before), int(after), share)
    for code in used:
        word = STAGE_WORDS[code]
        ax.plot(*PLACES[code], "o", markersize=26, color=STAGE_COLOURS[word], markeredgecolor="white", zorder=4)
        ax.annotate(word, PLACES[code], xytext=(0, 22 if PLACES[code][1] else -22), textcoords="offset points",
                    ha="center", va="center", fontsize=8.5, color=INK, zorder=6)  # fmt: skip
        ever = max(int(data[:, code].sum()), int(leaving[code]))
        ax.text(*PLACES[code], f"{ever:,}", ha="center", va="center", fontsize=8, zorder=6,
                color="white" if code in (DEVELOPMENT, LONG_TERM, DECLINE, DISSOLVED) else INK)  # fmt: skip
    heading(ax, arm, transitions_in_words(data))
    return ax


def _arrow(ax: Axes, before: int, after: int, share: float) -> None:
    """Draw one change; ways back bend, so that both directions of a pair can be seen."""
    (x0, y0), (x1, y1) = PLACES[before], PLACES[after]
    bend = 0.0 if after == DISSOLVED or (y0 == y1 and x1 > x0) else 0.45 if y0 == y1 else -0.18
    ax.add_patch(FancyArrowPatch(
        (x0, y0), (x1, y1), connectionstyle=f"arc3,rad={bend}", arrowstyle="-|>", mutation_scale=9, shrinkA=14,
        shrinkB=14, linewidth=0.6 + 3.4 * share, color=STAGE_COLOURS[STAGE_WORDS[after]], alpha=0.85, zorder=3,
    ))  # fmt: skip
    if share < TOLD:
        return
    along = 0.5 if y0 == y1 else 0.3 if after == DISSOLVED else 0.62 if after == DECLINE else 0.72
    aside = 2 * along * (1 - along) * bend
    x, y = x0 + along * (x1 - x0) + aside * (y1 - y0), y0 + along * (y1 - y0) - aside * (x1 - x0)
    ax.text(x, y, percent(share), fontsize=7.5, ha="center", va="center", color=INK, zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8})  # fmt: skip


def transitions_in_words(data: NDArray[np.int64]) -> str:
    """Say which share takes each of the two steps up to the long-term stage, of those that leave the stage before."""
    return (
        f"{_share(data, EARLY, DEVELOPMENT)} of the early develop, "
        f"{_share(data, DEVELOPMENT, LONG_TERM)} of those become long-term"
    )


def _share(data: NDArray[np.int64], before: int, after: int) -> str:
    return percent(data[before, after] / data[before].sum()) if data[before].sum() else "none"
