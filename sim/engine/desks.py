"""What the month works with besides the world: desks, and the decisions of nobody."""

from __future__ import annotations

import numpy as np

from sim.processes import block
from sim.processes.measures import N_MEASURES
from sim.processes.schedule import Decisions, Desk, Queues
from sim.processes.strategy.looking_around import new_slate

NO_DECISIONS = Decisions(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0), np.zeros(0))


def new_desk(rows: int, months: int, organisations: int) -> Desk:
    """Return the working space of one thread.

    Parameters
    ----------
    rows : int
        Rows of the largest block.
    months : int
        Months that are measured before somebody empties the desk.
    organisations : int
        Organisations of the world.
    """
    # An odd number of cache lines to each line of working space: 512 rows exactly would put the same row of every line
    # into the same few places of the cache.
    padded = (rows // 8 + 1 | 1) * 8
    return Desk(
        real=np.zeros((block.LINES, padded)),
        words=np.zeros(rows, np.uint64),
        whole=np.zeros((block.INTEGER_LINES, rows), np.int64),
        slate=new_slate(organisations),
        measures=np.zeros((months, N_MEASURES), np.int64),
    )


def new_queues(organisations: int) -> Queues:
    """Return the working space of the queues of so many organisations."""
    return Queues(np.empty((3, organisations), np.int64), np.empty(organisations))
