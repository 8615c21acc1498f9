"""One look for every figure: colours that stay told apart by colour-blind readers, sizes for paper and projector.

A stage has one colour everywhere.  Stages take Okabe and Ito's colours; arms take another palette (Tol's muted) and
differ by line style as well, so that an arm is never mistaken for a stage; the two sides of a relationship are dark
and orange, full and dashed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.life_cycle.vocabularies import STAGE_WORDS

STAGE_COLOURS = dict(
    zip(STAGE_WORDS, ("#BDBDBD", "#56B4E9", "#009E73", "#0072B2", "#CC79A7", "#D55E00", "#3C3C3C"), strict=True)
)
SIDE_STYLES: dict[str, dict[str, Any]] = {
    "buyer": {"color": "#222222", "linestyle": "-"},
    "seller": {"color": "#E08E00", "linestyle": (0, (5, 1.5))},
}
ARM_COLOURS = ("#332288", "#CC6677", "#117733", "#AA4499", "#999933", "#44AA99", "#882255", "#88CCEE", "#661100")
ARM_LINES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1, 1, 1)), (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
INCH_A_LETTER = 0.079
"""Of a heading, on average."""
INK, FAINT, GRID = "#222222", "#6A6A6A", "#E3E3E3"

STYLE: Any = {
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.labelsize": 9.0,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.grid": False,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.8,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "none",
    "svg.hashsalt": "dyads",
}
"""Settings for ``matplotlib.rc_context``; fonts in points at the figure's own size."""


@dataclass(frozen=True)
class Mark:
    """Something that happened to the world in one month, to be shown in figures over time."""

    month: int
    label: str


def panels(
    title: str,
    rows: int,
    columns: int,
    size: tuple[float, float],
    *,
    left: float = 0.66,
    head: float = 0.56,
    foot: float = 0.5,
    least: float = 5.5,
) -> tuple[Figure, list[Axes]]:
    """Return a figure that draws off-screen, with a grid of equal panels.

    Places are given in inches: the same figure always has the same layout, and nothing has to be drawn twice to find
    one (Matplotlib's own layout engines cost as much time as the drawing).

    Parameters
    ----------
    title : str
        Written over the whole figure, wrapped to its width; nothing where it is empty.
    rows, columns : int
    size : (width, height)
        Of what lies between the axes of one panel, inches.
    left, head, foot : float
        Room for what is written beside, above and below each panel, inches.
    least : float
        Least width of the figure, inches; one that is to be read on a phone is narrower.
    """
    wide, high, right = *size, 0.16
    width = max(columns * (left + wide) + right, least)
    lines = textwrap.wrap(title, int(width * 9.5))
    over, under = 0.12 + 0.2 * len(lines), 0.06
    height = over + rows * (head + high + foot) + under
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    figure.text(0.12 / width, 1 - 0.1 / height, "\n".join(lines), ha="left", va="top", fontsize=12, fontweight="bold")
    axes = []
    for row in range(rows):
        bottom = height - over - (row + 1) * (head + high + foot) + foot
        for column in range(columns):
            x = left + column * (left + wide)
            axes.append(figure.add_axes((x / width, bottom / height, wide / width, high / height)))
    return figure, axes


def arm_style(index: int) -> dict[str, Any]:
    """Return colour and line style of the arm with this position in the scenario."""
    return {"color": ARM_COLOURS[index % len(ARM_COLOURS)], "linestyle": ARM_LINES[index % len(ARM_LINES)]}


def heading(ax: Axes, arm: str, point: str) -> None:
    """Write what a panel shows in words, and above it in bold the name of the arm.

    Where the figure ends before the words do, they become smaller, and then two lines.
    """
    figure = ax.get_figure(root=True)
    room = figure.get_figwidth() * (1 - ax.get_position().x0) - 0.05 if figure is not None else 99.0
    size = max(min(10.0, 10.0 * room / (INCH_A_LETTER * max(len(point), 1))), 8.0)
    lines = textwrap.wrap(point, max(int(room / (INCH_A_LETTER * size / 10)), 20)) or [""]
    ax.set_title("\n".join(lines), fontsize=size)
    if arm:
        ax.annotate(arm, (0, 1), xycoords="axes fraction", xytext=(0, 22 + 11 * (len(lines) - 1)), fontsize=10,
                    textcoords="offset points", fontweight="bold", color=INK)  # fmt: skip


def month_axis(ax: Axes, first: float, last: float, label: str = "month") -> None:
    """Set a time axis in months with a tick every whole number of years where there is room."""
    last = max(last, first + 1)
    ax.set_xlim(first, last)
    span = last - first
    step = next((step for step in (1, 2, 3, 6, 12, 24, 36, 48, 60, 120, 240) if span / step <= 6), 600)
    low = -(-int(first) // step) * step
    ax.set_xticks(range(low, int(last) + 1, step))
    ax.set_xlabel(label, loc="left")


def share_axis(ax: Axes, label: str) -> None:
    """Set a vertical axis for a number in [0, 1] with light lines across."""
    ax.set_ylim(0, 1)
    ax.set_yticks((0, 0.25, 0.5, 0.75, 1), ("0", ".25", ".5", ".75", "1"))
    ax.set_ylabel(label)
    ax.grid(axis="y")
    ax.set_axisbelow(True)


def mark_months(ax: Axes, marks: Sequence[Mark], *, before: bool = False) -> None:
    """Draw a thin vertical line, named at its top, in each month in which something was done to the world.

    The name stands after the line, or ``before`` it: late in a run, and where other words stand after it.
    """
    low, high = ax.get_xlim()
    for line, mark in enumerate(marks):
        if low <= mark.month <= high:
            ax.axvline(mark.month, color=INK, linewidth=0.9, linestyle=(0, (2, 2)), zorder=4)
            late = before or mark.month > low + 0.7 * (high - low)
            if not mark.label:
                continue
            place = (-3 if late else 3, -2 - 11 * line)
            ax.annotate(
                mark.label, (mark.month, 1), xycoords=("data", "axes fraction"), xytext=place,
                textcoords="offset points", ha="right" if late else "left", va="top", fontsize=7.5, color=INK,
                bbox={"facecolor": "white", "alpha": 0.65, "edgecolor": "none", "pad": 1}, zorder=5,
            )  # fmt: skip


def how_many(ax: Axes, text: str, *, below: float = 31.0) -> None:
    """Write how many things a panel rests on, small, below its lower right corner (the axis is named on the left)."""
    ax.annotate(text, (1, 0), xycoords="axes fraction", xytext=(0, -below), textcoords="offset points", ha="right",
                va="bottom", fontsize=7.5, color=FAINT)  # fmt: skip


def legend_below(figure: Figure, handles: Sequence[Artist]) -> None:
    """Write one legend for all panels under the figure, in as many lines as it needs; the figure grows by them."""
    if not handles:
        return
    inches = [0.55 + 0.068 * len(str(handle.get_label())) for handle in handles]
    rows = next((rows for rows in range(1, len(handles)) if _wide(inches, rows) < figure.get_figwidth()), len(handles))
    columns = -(-len(handles) // rows)
    _grow_below(figure, 0.06 + 0.2 * rows)
    figure.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.0), ncols=columns,
                  handlelength=1.6, columnspacing=1.5, borderaxespad=0.4)  # fmt: skip


def _wide(inches: Sequence[float], rows: int) -> float:
    """Return the width of a legend that fills one column after another: the widest entry of each counts."""
    return sum(max(inches[at : at + rows]) for at in range(0, len(inches), rows))


def _grow_below(figure: Figure, inches: float) -> None:
    """Make room under everything that is drawn, which keeps its size."""
    wide, high = figure.get_size_inches()
    share = high / (high + inches)
    for ax in figure.axes:
        x, y, width, height = ax.get_position(original=True).bounds
        ax.set_position((x, 1 - (1 - y) * share, width, height * share))
    for text in figure.texts:
        x, y = text.get_position()
        text.set_position((x, 1 - (1 - y) * share))
    figure.set_size_inches(wide, high + inches)


def stage_patches(stages: Iterable[str]) -> list[Artist]:
    """Return what a legend needs to name the stages that occur, in the order of life."""
    known = set(stages)
    return [Patch(facecolor=STAGE_COLOURS[stage], label=stage) for stage in STAGE_WORDS if stage in known]


def percent(share: float) -> str:
    """Return a share in per cent: ``62 %``, with a space that does not break."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def plural(count: int, thing: str) -> str:
    """Return a count with its noun: ``1 run``, ``2,000 runs``."""
    return f"{count:,} {thing}" + ("" if count == 1 else "s")
