"""Levers and traces in the world: a line of rows for each side of a lever that some mechanism at work may pull.

What nobody may pull has no line, takes no memory and is at rest; ``lines[lever, side]`` is then -1.  Compiled code
pulls through ``sim.mechanisms.pulling``, plain code through ``line_of``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.state.columns import LEVERS, MARKS, TRACES
from sim.state.world import Relationships, World

Pulled = frozenset[tuple[int, int]]
"""Levers and the sides of them that may be pulled."""

NO_LINE = -1


def both(*levers: int) -> Pulled:
    """Return both sides of these levers."""
    return owners(*levers) | partners(*levers)


def owners(*levers: int) -> Pulled:
    """Return the owner's side of these levers: the buyer's, where one buys and the other sells."""
    return frozenset((lever, 0) for lever in levers)


def partners(*levers: int) -> Pulled:
    """Return the partner's side of these levers: the seller's, where one buys and the other sells."""
    return frozenset((lever, 1) for lever in levers)


EVERY_LEVER = both(*range(len(LEVERS)))


def with_levers(world: World, pulled: Iterable[tuple[int, int]] = ()) -> World:
    """Return the world with traces, and lines at rest for levers that have none yet; its other arrays are the same."""
    r = world.relationships
    rows = r.partner.size
    if r.traces.shape[-1] != rows:
        traces = np.empty((len(TRACES), 2, rows), np.float32)
        for k, column in enumerate(TRACES):
            traces[k] = column.empty
        r = r._replace(traces=traces, marks=np.zeros((len(MARKS), 2, rows), np.bool_))
    there = {(int(lever), int(side)) for lever, side in np.argwhere(r.lines != NO_LINE)}
    wanted = sorted(there | set(pulled))
    if len(wanted) > len(there):
        levers, lines = np.empty((len(wanted), rows), np.float32), np.full_like(r.lines, NO_LINE)
        for k, (lever, side) in enumerate(wanted):
            lines[lever, side] = k
            levers[k] = r.levers[r.lines[lever, side]] if (lever, side) in there else LEVERS[lever].empty
        r = r._replace(levers=levers, lines=lines)
    return world._replace(relationships=r)


def rest_levers(world: World) -> None:
    """Put every lever where it changes nothing."""
    r = world.relationships
    for lever, side in np.argwhere(r.lines != NO_LINE):
        r.levers[r.lines[lever, side]] = LEVERS[lever].empty


def line_of(r: Relationships, lever: int, side: int) -> npt.NDArray[Any]:
    """Return how far a side of a lever is pulled in every row, to be read and pulled: (R,).

    Raises
    ------
    LookupError
        If no mechanism at work says that it pulls it.
    """
    line = int(r.lines[lever, side])
    if line == NO_LINE:
        raise LookupError(f"nobody said that lever {LEVERS[lever].name!r} of side {side} would be pulled")
    row: npt.NDArray[Any] = r.levers[line]
    return row
