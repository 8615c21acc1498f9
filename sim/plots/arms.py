"""Panels for the arms of a study, side by side where there is room and below one another on a phone."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.plots.results import Results
from sim.plots.style import panels

NARROW = 4.2
"""Width in inches of a figure with one column of panels: as wide as a phone is in the hand."""


SECOND_LINE = 0.15
"""Room for headings that need one, inches."""


def headline(results: Results) -> str:
    """Return the question, and what a reader must know of the run."""
    return results.title + (f" ({results.note})" if results.note else "")


def panel_per_arm(results: Results, columns: int, size: tuple[float, float], **room: Any) -> tuple[Figure, list[Axes]]:
    """Return a figure with one panel per arm, at most `columns` in a row.

    Parameters
    ----------
    results : Results
    columns : int, >= 1
        1 makes a narrow figure.
    size : (width, height)
        Of one panel among several, inches.
    **room : float
        As in `panels`.
    """
    n = max(len(results.arms), 1)
    side_by_side = columns > 1
    columns = min(columns, n if n <= 3 else 2 if n == 4 else 3)
    if not side_by_side:
        wide = NARROW - room.get("left", 0.66) - 0.16
        size, room["least"] = (wide, size[1] * wide / size[0] if size[0] == size[1] else size[1]), NARROW
    elif n == 1:
        size = (1.5 * size[0], 1.2 * size[1]) if size[0] != size[1] else (1.3 * size[0], 1.3 * size[1])
    if not any(results.arms):
        room["head"] = 0.36
    if not side_by_side:
        room["head"] = room.get("head", 0.56) + SECOND_LINE
    figure, axes = panels(headline(results), -(-n // columns), columns, size, **room)
    for spare in axes[len(results.arms) :]:
        spare.remove()
    return figure, axes[: len(results.arms)]


def row_per_arm(
    results: Results, n: int, columns: int, size: tuple[float, float], **room: Any
) -> tuple[Figure, list[Axes]]:
    """Return a figure with `n` panels per arm in a row of their own, or below one another where there is one column.

    Parameters
    ----------
    results, columns, size, **room
        As in `panel_per_arm`.
    n : int
        Panels of one arm; those of the first arm come first.
    """
    room.setdefault("head", 0.56 if any(results.arms) else 0.36)
    arms = max(len(results.arms), 1)
    if columns >= n:
        return panels(headline(results), arms, n, size, **room)
    wide = NARROW - room.get("left", 0.66) - 0.16
    size = (wide, wide if size[0] == size[1] else size[1])
    room["head"] += SECOND_LINE
    return panels(headline(results), arms * n, 1, size, least=NARROW, **room)
