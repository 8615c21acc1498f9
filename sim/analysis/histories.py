"""The stages of each relationship of one run, put together from events and lives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, length, where
from sim.life_cycle.stages import DISSOLVED
from sim.recording.codes import Event

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class History:
    """Relationships of one run (rows of `dyads`) and their changes of stage.

    Attributes
    ----------
    dyads : Table
        One row per life of a relationship.
    start, end : (n,) int, months
    censored : (n,) bool
        Still alive in the last month.
    first_stage : (n,) int
        Stage before the first change that was written down; the last stage of one that never changed.
    row, month, from_stage, to_stage : (k,) int
        Changes in the order of months: which relationship, when, from which stage into which.
    """

    dyads: Table
    start: Ints
    end: Ints
    censored: Flags
    first_stage: Ints
    row: Ints
    month: Ints
    from_stage: Ints
    to_stage: Ints

    def alive_after(self, month: int) -> Flags:
        """Say which relationships exist at the end of a month."""
        return (self.start <= month) & (self.censored | (self.end > month))

    def stage_after(self, month: int) -> Ints:
        """Return the stage of each relationship at the end of a month; dissolved for one that does not exist then."""
        stage = self.first_stage.copy()
        before = self.month <= month
        stage[self.row[before]] = self.to_stage[before]  # in the order of months: the last change stays
        return np.where(self.alive_after(month), stage, DISSOLVED)

    def only(self, keep: Flags) -> History:
        """Return the history of some of the relationships."""
        kept = keep[self.row]
        place = np.cumsum(keep) - 1
        return History(
            where(self.dyads, keep), self.start[keep], self.end[keep], self.censored[keep], self.first_stage[keep],
            place[self.row[kept]], self.month[kept], self.from_stage[kept], self.to_stage[kept],
        )  # fmt: skip


def read_histories(events: Table, dyads: Table) -> History:
    """Put together the histories of one run.

    A pair that parts and meets again has two lives under one number; an event belongs to the life that had begun last.
    """
    if length(dyads) == 0:
        none = np.zeros(0, dtype=np.int64)
        return History(dyads, none, none, none.astype(bool), none, none, none, none, none)
    start, end = dyads["start"].astype(np.int64), dyads["end"].astype(np.int64)
    first_stage = codes(dyads, "stage")
    changes: Table = {}
    if length(events):
        changes = where(events, np.isin(codes(events, "event"), (Event.FORMED, Event.STAGE_ENTERED, Event.ENDED)))
    if length(changes) == 0:
        none = np.zeros(0, dtype=np.int64)
        return History(dyads, start, end, dyads["censored"].astype(bool), first_stage, none, none, none, none)
    before, after = codes(changes, "from_stage"), codes(changes, "to_stage")
    month = changes["month"].astype(np.int64)
    row, found = _lives_of(changes["dyad"], month, dyads["dyad"], start)
    order = np.lexsort((codes(changes, "event"), month))
    order = order[found[order] & (before[order] != after[order]) & (before[order] >= 0)]
    first_stage[row[order][::-1]] = before[order][::-1]  # backwards: the first change stays
    return History(
        dyads, start, end, dyads["censored"].astype(bool), first_stage,
        row[order], month[order], before[order], after[order],
    )  # fmt: skip


def _lives_of(dyad: Ints, month: Ints, lives: Ints, start: Ints) -> tuple[Ints, Flags]:
    """Return for each event the life that it belongs to, and whether there is one."""
    order = np.lexsort((start, lives))
    low = min(int(start.min()), int(month.min()))
    span = max(int(start.max()), int(month.max())) - low + 1
    numbers, rank = np.unique(lives[order], return_inverse=True)
    place = np.searchsorted(numbers, dyad)
    known = (place < len(numbers)) & (numbers[np.minimum(place, len(numbers) - 1)] == dyad)
    at = np.searchsorted(rank * span + (start[order] - low), place * span + (month - low), side="right") - 1
    at = np.maximum(at, 0)
    return order[at], known & (lives[order[at]] == dyad)
