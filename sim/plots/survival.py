"""How long relationships last, arm against arm, and what ends them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analysis.endings import Incidence
from sim.analysis.survival import SurvivalCurve
from sim.plots.style import arm_style, heading, how_many, month_axis, percent, plural, share_axis
from sim.recording.codes import CAUSE_WORDS

CAUSE_COLOURS = dict(zip(CAUSE_WORDS, ("#FFFFFF", "#DDAA33", "#882255", "#B8B8A8", "#117733", "#332288"), strict=True))
SHADED = 3
"""Up to so many arms have shaded intervals; more would cover one another and have bars at some ages."""
FEWEST = 5
"""With fewer relationships no share or interval is told."""
ROUND_AGES = (120, 60, 48, 36, 24, 12, 6, 3, 1)


def survival_curves(data: Mapping[str, SurvivalCurve], ax: Axes) -> Axes:
    """Draw a survival curve per arm with its 95 % interval, and below the axis how many were at risk.

    Parameters
    ----------
    data : mapping from the name of an arm to its curve
    ax : Axes
    """
    share_axis(ax, "share that outlives the age")
    ax.set_ylim(0, 1.03)
    curves = {arm: curve for arm, curve in data.items() if curve.n > 0}
    month_axis(ax, 0, 1.01 * max((int(curve.month[-1]) for curve in curves.values()), default=1), "age, months")
    _numbers_at_risk(ax, data)
    if not curves:
        heading(ax, "", "no relationship formed")
        return ax
    for index, (arm, curve) in enumerate(data.items()):
        if curve.n == 0:
            continue
        look = arm_style(index)
        age = np.concatenate(([0], curve.month, [max(int(curve.month[-1]), 1)]))
        share = np.concatenate(([1.0], curve.probability, curve.probability[-1:]))
        ax.plot(age, share, drawstyle="steps-post", label=arm or "all relationships", zorder=3, **look)
        if curve.n >= FEWEST and len(curves) <= SHADED:
            ax.fill_between(curve.month, curve.low, curve.high, step="post", color=look["color"], alpha=0.14, lw=0)
        elif curve.n >= FEWEST:
            aside = 0.008 * ax.get_xlim()[1] * (index - (len(data) - 1) / 2)
            ages = [int(tick) for tick in ax.get_xticks() if 0 < tick < len(curve.month)]
            ax.vlines(np.array(ages) + aside, curve.low[ages], curve.high[ages], color=look["color"], linewidth=1.2)
    heading(ax, "", survival_in_words(curves))
    _explain(ax, curves)
    return ax


def _explain(ax: Axes, curves: Mapping[str, SurvivalCurve]) -> None:
    """Write the legend where the curves leave room."""
    title = "Kaplan–Meier"
    if any(curve.n >= FEWEST for curve in curves.values()):
        title += f", {'shaded' if len(curves) <= SHADED else 'bars'}: 95\N{NO-BREAK SPACE}% interval"
    late = sum(curve.n_late for curve in curves.values())
    if late:
        title += f"\n{late:,} older than the run, watched from its start"
    high = max(curve.probability[-1] for curve in curves.values()) > 0.3
    place: Literal["lower left", "upper right"] = "lower left" if high else "upper right"
    ax.legend(loc=place, title=title, title_fontsize=8, alignment="left")


def _numbers_at_risk(ax: Axes, data: Mapping[str, SurvivalCurve]) -> None:
    """Write under the axis, for each arm, how many relationships are still watched at the ticks."""
    line = 11.0
    ax.annotate("at risk", (0, 0), xycoords="axes fraction", xytext=(-6, -36), textcoords="offset points",
                ha="right", va="top", fontsize=7.5)  # fmt: skip
    for index, (arm, curve) in enumerate(data.items()):
        look, y = arm_style(index)["color"], -36 - line * (index + 1)
        ax.annotate(f"{arm}  n = {curve.n:,}", (0, 0), xycoords="axes fraction", xytext=(-16, y), ha="right", va="top",
                    textcoords="offset points", fontsize=7.5, color=look, annotation_clip=False)  # fmt: skip
        for tick in ax.get_xticks():
            if tick < len(curve.month):
                ax.annotate(f"{curve.at_risk[int(tick)]:,}", (tick, 0), xycoords=("data", "axes fraction"), ha="center",
                            xytext=(0, y), textcoords="offset points", va="top", fontsize=7.5, color=look)  # fmt: skip


def survival_in_words(curves: Mapping[str, SurvivalCurve]) -> str:
    """Say which share outlives the longest round age to which every arm was watched; of few, how old the oldest is."""
    if any(curve.n < FEWEST for curve in curves.values()):
        longest = {
            arm: f"{curve.month[-1]}{'' if curve.probability[-1] == 0 else '+'}" for arm, curve in curves.items()
        }
        return f"longest, months: {', '.join(f'{arm} {age}'.strip() for arm, age in longest.items())} (+ still alive)"
    age = next((age for age in ROUND_AGES if all(_watched(curve, age) for curve in curves.values())), 0)
    shares = sorted(((curve.at(age), arm) for arm, curve in curves.items()), reverse=True)
    named = [f"{percent(share)} {f'({arm})' if arm else ''}".strip() for share, arm in shares]
    told = " against ".join(named) if len(named) <= 2 else f"{named[-1]} to {named[0]}"
    return f"{told} last over {plural(age, 'month')}"


def _watched(curve: SurvivalCurve, age: int) -> bool:
    """Say whether enough were watched to an age for its share to be told: a tenth of them, unless all have ended."""
    if age >= len(curve.month):
        return bool(curve.probability[-1] == 0.0)
    return bool(curve.at_risk[age] >= 0.1 * curve.n or curve.probability[age] == 0.0)


def causes_of_ending(data: Incidence, ax: Axes, *, arm: str = "", last: int | None = None) -> Axes:
    """Stack the shares of relationships that each cause has ended by each age; what is left white is still alive."""
    share_axis(ax, "share ended")
    month_axis(ax, 0, last or (int(data.month[-1]) if len(data.month) else 1), "age, months")
    how_many(ax, f"n = {plural(data.n, 'relationship')}, {data.n_ended:,} ended")
    if not data.by_cause:
        heading(ax, arm, "none ended" if data.n else "no relationship formed")
        return ax
    causes = [cause for cause in CAUSE_WORDS if cause in data.by_cause]
    edges = np.repeat(data.month, 2)[1:]
    columns = [np.repeat(data.by_cause[cause], 2)[:-1] for cause in causes]
    ax.stackplot(edges, columns, colors=[CAUSE_COLOURS[cause] for cause in causes], labels=causes, linewidth=0)
    totals = {cause: data.by_cause[cause][-1] for cause in causes}
    main = max(totals, key=lambda cause: totals[cause])
    few = data.n_ended < FEWEST
    most = plural(data.n_ended, "ending") if few else f"{percent(totals[main] / sum(totals.values()))} of endings"
    heading(ax, arm, f"{most}: {', '.join(causes) if few else main}")
    return ax


def cause_patches(causes: Iterable[str]) -> list[Artist]:
    """Return what a legend needs to name the causes that occur."""
    known = set(causes)
    return [Patch(facecolor=CAUSE_COLOURS[cause], label=cause) for cause in CAUSE_WORDS if cause in known]
