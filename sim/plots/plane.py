"""Cooperation and competition as two separate axes, and the paths that relationships take between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sim.analysis.trajectories import AXES, Life, Plane, smoothed
from sim.life_cycle.stages import DECLINE
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.plots.style import FAINT, INK, STAGE_COLOURS, heading, how_many, plural

FEW, MOST = 6, 120
"""Up to so many paths are drawn boldly; of more than so many only every second, third … is drawn."""
Floats = NDArray[np.float64]

COLOUR_OF_CODE = tuple(STAGE_COLOURS[word] for word in STAGE_WORDS)


def cooperation_competition(
    data: Plane, ax: Axes, *, arm: str = "", split: tuple[float, float] = (0.5, 0.5), top: float = 1.0
) -> Axes:
    """Draw the paths, coloured by stage, with arrows of time; with many, where each stage lies on the plane.

    Parameters
    ----------
    data : Plane
    ax : Axes
    arm : str
        Name of the arm, for the heading.
    split : (competition, cooperation)
        Where low ends and high begins, drawn as dotted lines.
    top : {0.25, 0.5, 0.75, 1}
        Upper end of both axes; below 1 the axes say that the rest is not shown.
    """
    ticks = [tick / 4 for tick in range(5)] if top > 0.5 else [tick / 10 for tick in range(6)]
    shown = "" if top == 1.0 else f" (shown to {top:g})"
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks([tick for tick in ticks if tick <= top])
        axis.set_major_formatter(lambda value, _: f"{value:g}".removeprefix("0") or "0")
    ax.set_xlim(0, top)
    ax.set_ylim(0, top)
    ax.set_aspect("equal")
    ax.set_xlabel("competition, 0–1", loc="left")
    ax.set_ylabel(f"cooperation, 0–1{shown}")
    drawn = data.lives[:: -(-len(data.lives) // MOST)] if data.lives else []
    some = "" if len(drawn) == len(data.lives) else f", {len(drawn):,} drawn"
    how_many(ax, f"n = {plural(len(data.lives), 'relationship')}{some}")
    _name_quadrants(ax)
    if not data.lives:
        heading(ax, arm, "no relationship formed")
        return ax
    ax.axvline(split[0], color=FAINT, linewidth=0.7, linestyle=":", zorder=1)
    ax.axhline(split[1], color=FAINT, linewidth=0.7, linestyle=":", zorder=1)
    few = len(data.lives) <= FEW
    if few:
        longest = max(data.lives, key=lambda life: len(life.month))
        for life in data.lives:
            _one_path(life, ax, named=life is longest)
    else:
        _all_paths(drawn, ax)
        _stage_medians(data, ax)
    heading(ax, arm, plane_in_words(data))
    return ax


def reach(planes: Iterable[Plane]) -> float:
    """Return the quarter, half, three quarters or whole of the axes that holds all paths."""
    lives = [life for data in planes for life in data.lives]
    furthest = max((float(values.max()) for life in lives for values in life.measures.values()), default=1.0)
    return next((top for top in (0.25, 0.5, 0.75) if furthest <= top), 1.0)


def _name_quadrants(ax: Axes) -> None:
    """Name the corners by what is high there: the four types of Young and Wilkinson."""
    corners = {
        (0.02, 0.98): "cooperative", (0.98, 0.98): "cooperative\nand competitive",
        (0.02, 0.02): "neither", (0.98, 0.02): "competitive",
    }  # fmt: skip
    for (x, y), name in corners.items():
        ax.text(x, y, name, transform=ax.transAxes, ha="left" if x < 0.5 else "right", fontsize=8, color=FAINT,
                va="bottom" if y < 0.5 else "top", style="italic", zorder=1)  # fmt: skip


def _all_paths(lives: Sequence[Life], ax: Axes) -> None:
    """Draw many paths thinly, so that where they crowd shows."""
    segments, colours = [], []
    for life in lives:
        points = _smoothed(life)
        if len(points) == 1:
            ax.plot(*points[0], ".", color=COLOUR_OF_CODE[life.stage[0]], markersize=4, alpha=0.6, zorder=3)
        segments.append(np.stack([points[:-1], points[1:]], axis=1))
        colours += [COLOUR_OF_CODE[code] for code in life.stage[1:]]
    ax.add_collection(
        LineCollection(list(np.concatenate(segments)), colors=colours, linewidths=0.7, alpha=0.35, zorder=3)
    )


def _one_path(life: Life, ax: Axes, *, named: bool) -> None:
    """Draw one path boldly, with arrows of time, its first month, and its last or its end."""
    points = _smoothed(life)
    colours = [COLOUR_OF_CODE[code] for code in life.stage]
    pieces = list(np.stack([points[:-1], points[1:]], axis=1))
    ax.add_collection(LineCollection(pieces, colors=colours[1:], linewidths=2.2, capstyle="round", zorder=3))
    for position in _arrow_places(points):
        ax.annotate("", tuple(points[position + 1]), tuple(points[position]), zorder=4, arrowprops={
            "arrowstyle": "-|>", "color": colours[position + 1], "mutation_scale": 14, "lw": 0,
            "shrinkA": 0, "shrinkB": 0})  # fmt: skip
    ax.plot(*points[0], "o", color=colours[0], markersize=7, markeredgecolor="white", zorder=5)
    ax.plot(*points[-1], "X" if life.ended else "s", color=colours[-1], markersize=8, markeredgecolor="white", zorder=5)
    if named:
        _name_month(ax, points[0], life.month[0], below=True)
        _name_month(ax, points[-1], life.month[-1], below=False, ended=life.ended)


def _name_month(ax: Axes, point: Floats, month: int, *, below: bool, ended: bool = False) -> None:
    text = f"month {month}{', ended' if ended else ''}"
    ax.annotate(text, tuple(point), xytext=(7, -4 if below else 4), textcoords="offset points", fontsize=7.5,
                va="top" if below else "bottom", zorder=6, color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.6})  # fmt: skip


def _smoothed(life: Life) -> Floats:
    """Return a path's points (competition, cooperation), each the mean of five months around it."""
    return np.stack([smoothed(life.measures[name]) for name in AXES], axis=1)


def _arrow_places(points: Floats) -> list[int]:
    """Return where arrow heads go: evenly along the way, the fewer the shorter it is."""
    if len(points) < 2:
        return []
    travelled = np.cumsum(np.hypot(*np.diff(points, axis=0).T))
    heads = int(np.clip(travelled[-1] / 0.12, 1, 6))
    places = np.searchsorted(travelled, travelled[-1] * (np.arange(heads) + 0.5) / heads)
    return sorted({int(min(place, len(points) - 2)) for place in places})


def _stage_medians(data: Plane, ax: Axes) -> None:
    """Mark where each stage lies and join the stages in the order of life."""
    codes = sorted(data.medians)
    for before, after in zip(codes[:-1], codes[1:], strict=True):
        ax.annotate("", data.medians[after][:2], data.medians[before][:2], zorder=5, arrowprops={
            "arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 6, "shrinkB": 6})  # fmt: skip
    for code in codes:
        x, y, _ = data.medians[code]
        ax.plot(x, y, "o", color=COLOUR_OF_CODE[code], markersize=11, markeredgecolor="white", zorder=6)


def plane_in_words(data: Plane) -> str:
    """Say how cooperation and competition differ between the first stage and the latest one that was reached."""
    known = [code for code in sorted(data.medians) if code < DECLINE]
    if len(known) < 2:
        return f"{STAGE_WORDS[known[0]]} throughout" if known else "too short to tell"
    (x0, y0, _), (x1, y1, _) = data.medians[known[0]], data.medians[known[-1]]
    return f"cooperation {_change(y1 - y0)}, competition {_change(x1 - x0)}"


def _change(difference: float) -> str:
    if abs(difference) < 0.02:
        return "unchanged"
    return f"{'up' if difference > 0 else 'down'} {abs(difference):.2f}"


def plane_handles(*, few: bool, many: bool) -> list[Artist]:
    """Return what a legend needs to explain the signs on the plane."""
    dark: dict[str, Any] = {"color": FAINT, "linestyle": "", "markeredgecolor": "white"}
    handles: list[Artist] = []
    if few:
        handles += [Line2D([], [], marker="o", markersize=7, label="begins", **dark)]
        handles += [Line2D([], [], marker="s", markersize=7, label="last month", **dark)]
        handles += [Line2D([], [], marker="X", markersize=8, label="ended", **dark)]
    if many:
        handles += [Line2D([], [], marker="o", markersize=10, label="median of a stage", **dark)]
    if handles:
        handles.append(Line2D([], [], color=FAINT, linewidth=0.9, linestyle=":", label="median of all"))
    return handles
