"""The books that compiled code writes into, and what has been taken out of them so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.processes import chronicle
from sim.processes.schedule import Books

Table = dict[str, np.ndarray]
Filled = tuple[np.ndarray, np.ndarray]

EVENTS_A_MONTH = 0.6
"""Events that a relationship is expected to bring in a month; where they are more, the books are emptied more often."""


def new_books(rows: int, owners: int, watched: int, largest_block: int, months: int) -> Books:
    """Return empty books with room for at least the largest block and about ``months`` months.

    Parameters
    ----------
    rows, owners, watched : int
        Relationship rows, owners and followed rows of the world.
    largest_block : int
        Rows of the largest block.
    months : int
        Months after which the books may be full; at most about 200 MB are taken.
    """
    expected = int(min(max(rows * EVENTS_A_MONTH * months, 1024), 4_000_000))
    events = expected + chronicle.EVENTS_A_ROW * largest_block + owners
    endings = int(min(max(rows * 0.03 * months, 256), 1_000_000)) + largest_block
    paths = int(min(watched * months, 4_000_000)) + largest_block
    return Books(
        used=np.zeros(3, np.int64),
        event_numbers=np.empty((events, chronicle.EVENT_NUMBERS), np.int32),
        event_values=np.empty((events, chronicle.EVENT_MEASURES), np.float32),
        ending_numbers=np.empty((endings, chronicle.ENDING_NUMBERS), np.int32),
        ending_values=np.empty((endings, chronicle.ENDING_MEASURES), np.float32),
        path_numbers=np.empty((paths, chronicle.PATH_NUMBERS), np.int32),
        path_values=np.empty((paths, chronicle.PATH_MEASURES), np.float32),
    )


@dataclass
class Archive:
    """Lines taken out of the books, in pieces."""

    events: list[Filled] = field(default_factory=list)
    endings: list[Filled] = field(default_factory=list)
    paths: list[Filled] = field(default_factory=list)

    def empty_out(self, books: Books) -> None:
        """Take every line out of the books."""
        pairs = (
            (self.events, books.event_numbers, books.event_values, chronicle.EVENTS),
            (self.endings, books.ending_numbers, books.ending_values, chronicle.ENDINGS),
            (self.paths, books.path_numbers, books.path_values, chronicle.PATHS),
        )
        for pieces, numbers, values, place in pairs:
            used = int(books.used[place])
            if used:
                pieces.append((numbers[:used].copy(), values[:used].copy()))
            books.used[place] = 0


def joined(pieces: list[Filled], numbers: int, values: int) -> Filled:
    """Return all pieces as one pair of arrays."""
    if not pieces:
        return np.empty((0, numbers), np.int32), np.empty((0, values), np.float32)
    return np.concatenate([a for a, _ in pieces]), np.concatenate([b for _, b in pieces])
