"""Stages over time: how many relationships are in each, which change into which, and how long each lasts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.survival import Lifetimes, kaplan_meier
from sim.analysis.tables import Table, codes, keys, length, partnerships, where
from sim.life_cycle.stages import DISSOLVED
from sim.life_cycle.vocabularies import STAGE_WORDS
from sim.recording.codes import Event

LIVE_STAGES = STAGE_WORDS[:DISSOLVED]


@dataclass(frozen=True)
class Occupancy:
    """Relationships in each stage by month.

    Attributes
    ----------
    month : (m,) int
    count : (m, 6) float
        Relationships in each living stage, mean over the runs.
    n_runs : int
    recorded : bool
        False where the run did not keep these metrics.
    """

    month: NDArray[np.int64]
    count: NDArray[np.float64]
    n_runs: int
    recorded: bool = True

    @property
    def share(self) -> NDArray[np.float64]:
        """Shares of the relationships that live in stages early to decline; (m, 6), 0 where there are none."""
        living = self.count.copy()
        living[:, 0] = 0.0
        return np.asarray(living / np.maximum(living.sum(axis=1, keepdims=True), 1e-12))


@dataclass(frozen=True)
class Spells:
    """Times spent in one stage, and the stage that followed: 0 where the run ended first (`censored`)."""

    stage: NDArray[np.int64]
    months: NDArray[np.int64]
    to_stage: NDArray[np.int64]
    censored: NDArray[np.bool_]


def occupancy(steps: Table) -> Occupancy:
    """Count relationships in each stage by month, averaged over the runs in the table."""
    if length(steps) == 0:
        return Occupancy(np.zeros(0, dtype=np.int64), np.zeros((0, len(LIVE_STAGES))), 0)
    month, inverse, runs = np.unique(steps["month"], return_inverse=True, return_counts=True)
    names = ["n_" + stage.replace("-", "_") for stage in LIVE_STAGES]
    if any(name not in steps for name in names):
        return Occupancy(month.astype(np.int64), np.zeros((len(month), len(names))), int(runs.max()), recorded=False)
    columns = [steps[name] for name in names]
    count = np.stack([np.bincount(inverse, weights=column) / runs for column in columns], axis=1)
    return Occupancy(month.astype(np.int64), count, int(runs.max()))


def stage_changes(events: Table) -> dict[str, NDArray[np.int64]]:
    """Return every change of stage, ordered by relationship and month.

    Returns
    -------
    dict of columns: relationship (one number per run and dyad), month, from_stage, to_stage
    """
    columns = ("relationship", "month", "from_stage", "to_stage")
    if length(events) == 0:
        return {name: np.zeros(0, dtype=np.int64) for name in columns}
    events = partnerships(events)
    change = np.isin(codes(events, "event"), (Event.FORMED, Event.STAGE_ENTERED, Event.ENDED))
    events = where(events, change)
    relationship = keys(events, "arm", "run", "dyad")
    before, after = codes(events, "from_stage"), codes(events, "to_stage")
    month = events["month"].astype(np.int64)
    order = np.lexsort((after, before, month, relationship))
    order = order[(before[order] != after[order]) & (before[order] >= 0)]  # before forming there is no stage
    rows = np.stack([relationship[order], month[order], before[order], after[order]], axis=1)
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = np.any(rows[1:] != rows[:-1], axis=1)  # forming and entering the first stage are the same change
    return dict(zip(columns, rows[fresh].T, strict=True))


def transition_matrix(events: Table) -> NDArray[np.int64]:
    """Count the changes from each stage (rows) into each other (columns); (7, 7)."""
    changes = stage_changes(events)
    matrix = np.zeros((len(STAGE_WORDS), len(STAGE_WORDS)), dtype=np.int64)
    np.add.at(matrix, (changes["from_stage"], changes["to_stage"]), 1)
    return matrix


def spells(events: Table, last_month: int) -> Spells:
    """Cut each relationship's life into the times that it spent in each stage.

    The stage that a relationship was already in when the watching began is left out: nobody knows how long it had
    lasted.  `last_month` is where the watching ended for those that had not.
    """
    changes = stage_changes(events)
    relationship, month, after = changes["relationship"], changes["month"], changes["to_stage"]
    last = np.append(relationship[1:] != relationship[:-1], True)[: len(relationship)]
    until = np.where(last, last_month, np.append(month[1:], 0)[: len(month)])
    next_stage = np.where(last, 0, np.append(after[1:], 0)[: len(after)])
    keep = after != DISSOLVED
    return Spells(after[keep], (until - month)[keep], next_stage[keep], last[keep])


def sojourn_medians(stays: Spells) -> dict[str, float]:
    """Return the median months spent in each stage that occurs; unfinished stays count as such (Kaplan–Meier)."""
    medians = {}
    for stage in np.unique(stays.stage):
        mine = stays.stage == stage
        lives = Lifetimes(stays.months[mine], np.where(stays.censored[mine], 0, 1), np.full(int(mine.sum()), -1))
        medians[STAGE_WORDS[stage]] = kaplan_meier(lives).median()
    return medians
