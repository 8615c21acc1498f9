"""Names beside lines instead of a legend: who reads a figure in grey, or from the last row, needs no colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

HEIGHT = 0.068
"""Of a name, as a share of the panel's height."""
INCH_A_LETTER = 0.068
BESIDE = 0.057
"""Room between a line and its name, as a share of the panel's width."""


def room_for(names: Iterable[str]) -> float:
    """Return the inches that names take beside a panel."""
    return 0.22 + INCH_A_LETTER * max((len(name) for name in names), default=0)


def name_lines(ax: Axes, ends: Mapping[str, float], colours: Mapping[str, str], *, at: float = 1.0) -> Axes:
    """Write the name of each line beside it; where lines are close together, the names make room.

    Parameters
    ----------
    ax : Axes
        With its limits set.
    ends : mapping
        Name to the value of its line there.
    colours : mapping
        Name to the colour of its line.
    at : float
        Where the names stand, as a share of the panel's width; 1 is beside it.
    """
    low, high = ax.get_ylim()
    names = sorted(ends, key=lambda name: ends[name])
    wanted = np.array([(ends[name] - low) / (high - low) for name in names])
    for name, end, place in zip(names, wanted.tolist(), spread(wanted, HEIGHT).tolist(), strict=True):
        colour = darker(colours[name])
        ax.annotate(
            name.replace("_", " "), (at, end), xycoords="axes fraction", xytext=(at + BESIDE, place), zorder=6,
            textcoords="axes fraction", va="center", ha="left", fontsize=8.0, color=colour, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.6, "shrinkA": 0.5, "shrinkB": 0.0},
            bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
    return ax


def darker(colour: str) -> tuple[float, ...]:
    """Return a colour dark enough for letters on white."""
    rgb = to_rgb(colour)
    light = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    return tuple(part * min(1.0, 0.42 / light) for part in rgb)


def spread(wanted: NDArray[Any], least: float) -> NDArray[Any]:
    """Return places near those wanted (ascending), at least so far apart, and as far as there is room in [0, 1].

    Names that would overlap stand around the mean of where they want to be.
    """
    groups = [[float(one)] for one in wanted]
    merged = True
    while merged:
        merged = False
        for k in range(len(groups) - 1):
            (low, high), (after, _) = _reach(groups[k], least), _reach(groups[k + 1], least)
            if after - high < least - 1e-12 or low > after:
                groups[k : k + 2] = [groups[k] + groups[k + 1]]
                merged = True
                break
    return np.array([_reach(group, least)[0] + least * k for group in groups for k in range(len(group))])


def _reach(group: list[float], least: float) -> tuple[float, float]:
    """Return where a group of names begins and ends."""
    wide = least * (len(group) - 1)
    low = min(max(sum(group) / len(group) - wide / 2, 0.0), max(1.0 - wide, 0.0))
    return low, low + wide
