"""Chronicle: write down what happened to each relationship, and close the month for it."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.life_cycle.stages import DISSOLVED
from sim.processes import block
from sim.processes.interaction.selling import keep_memento
from sim.processes.measures import relation_of
from sim.processes.strategy.leaving import cause_of_ending
from sim.state import columns as c

FORMED, STAGE_ENTERED, FAILURE, RECOVERY, BREACH_DETECTED, REVIEWED, ENDED = range(7)
"""Kinds of event."""
BUYER_SIDE, SELLER_SIDE, BOTH_SIDES, NO_SIDE = range(4)

EVENTS, ENDINGS, PATHS = range(3)
"""The three books, and the places of their counters."""
EVENTS_A_ROW = 10
EVENT_NUMBERS, EVENT_MEASURES = 9, 4
ENDING_NUMBERS, ENDING_MEASURES = 12, 10
PATH_NUMBERS, PATH_MEASURES = 4, 13


@kernel
def write_event(
    w: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int, event: int, side: int, was: int,
    now: int, cause: int,
) -> None:  # fmt: skip
    """Add one line to the book of events."""
    k = used[EVENTS]
    used[EVENTS] = k + 1
    line = book[k]
    line[0] = month
    line[1] = owner
    line[2] = w.partner[row]
    line[3] = relation_of(w, owner, w.partner[row])
    line[4] = event
    line[5] = side
    line[6] = was
    line[7] = now
    line[8] = cause
    values[k, 0] = w.directed[c.TRUST, 0, row]
    values[k, 1] = w.directed[c.TRUST, 1, row]
    values[k, 2] = w.directed[c.COMMITMENT, 0, row]
    values[k, 3] = w.directed[c.COMMITMENT, 1, row]


@kernel
def write_life(
    w: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int, stage: int, censored: int, cause: int,
    initiator: int, at_review: int,
) -> None:  # fmt: skip
    """Add the record of a relationship's life, ended or not, to the book of endings."""
    k = used[ENDINGS]
    used[ENDINGS] = k + 1
    line = book[k]
    line[0] = owner
    line[1] = w.partner[row]
    line[2] = relation_of(w, owner, w.partner[row])
    line[3] = w.counts[c.START, row]
    line[4] = month
    line[5] = censored
    line[6] = w.stages[c.HIGHEST_STAGE, row]
    line[7] = stage
    line[8] = cause
    line[9] = initiator
    line[10] = at_review
    line[11] = w.counts[c.DELIVERIES, row]
    for me in range(2):
        values[k, me] = w.directed[c.TRUST, me, row]
        values[k, 2 + me] = w.directed[c.COMMITMENT, me, row]
        values[k, 4 + me] = w.directed[c.CALCULATIVE, me, row]
        values[k, 6 + me] = w.directed[c.SATISFACTION, me, row]
        values[k, 8 + me] = w.directed[c.INVESTMENT, me, row]


@kernel
def write_path(w: Any, s: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int, i: int, stage: int) -> None:
    """Add one month of one watched relationship to the book of paths."""
    k = used[PATHS]
    used[PATHS] = k + 1
    line = book[k]
    line[0] = month
    line[1] = owner
    line[2] = w.partner[row]
    line[3] = stage
    for me in range(2):
        values[k, me] = w.directed[c.TRUST, me, row]
        values[k, 2 + me] = w.directed[c.COMMITMENT, me, row]
        values[k, 4 + me] = w.directed[c.SATISFACTION, me, row]
        values[k, 8 + me] = w.directed[c.DEPENDENCE, me, row]
        values[k, 11 + me] = s[block.PERFORMANCE + me, i]
    values[k, 6] = 0.5 * (s[block.COOPERATION, i] + s[block.COOPERATION + 1, i])
    values[k, 7] = 0.5 * (s[block.COMPETITION, i] + s[block.COMPETITION + 1, i])
    values[k, 10] = 0.5 * (w.directed[c.CONFLICT, 0, row] + w.directed[c.CONFLICT, 1, row])


@kernel
def _write_episodes(w: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int, flags: int) -> None:
    was = int(w.stages[c.STAGE, row])
    for me in range(2):
        if flags & (block.FAILURE_0 << me):
            write_event(w, book, values, used, month, owner, row, FAILURE, me, was, was, 0)
        if flags & (block.RECOVERY_0 << me):
            write_event(w, book, values, used, month, owner, row, RECOVERY, me, was, was, 0)
        if flags & (block.BREACH_0 << me):
            write_event(w, book, values, used, month, owner, row, BREACH_DETECTED, me, was, was, 0)
    if flags & block.REVIEWED:
        write_event(w, book, values, used, month, owner, row, REVIEWED, BOTH_SIDES, was, was, 0)


@kernel
def flag_episodes(s: Any, whole: Any, n: int) -> None:
    """Gather what was felt this month into flags."""
    flags = whole[block.FLAGS, :n]
    live = s[block.LIVE, :n]
    for me in range(2):
        failed, recovered, breach = s[block.FAILED + me, :n], s[block.RECOVERED + me, :n], s[block.BREACH + me, :n]
        for i in range(n):
            mark = block.FAILURE_0 if failed[i] > 0.5 else 0
            mark |= block.RECOVERY_0 if recovered[i] > 0.5 else 0
            mark |= block.BREACH_0 if breach[i] > 0.5 else 0
            flags[i] |= (mark << me) if live[i] > 0.5 else 0


@kernel
def close_month(
    w: Any, s: Any, whole: Any, p: Any, books: Any, month: int, owner_lo: int, owner_hi: int, lo: int, keep_events: bool,
    watched: int,
) -> None:  # fmt: skip
    """Write events, paths and endings; give every relationship its new stage, and free the rows of those that ended."""
    used = books.used
    for owner in range(owner_lo, owner_hi):
        for row in range(w.first[owner], w.first[owner + 1]):
            i = row - lo
            if s[block.LIVE, i] < 0.5:
                continue
            flags = int(whole[block.FLAGS, i])
            was, now = int(w.stages[c.STAGE, row]), int(whole[block.MOVED, i])
            if row < watched:
                shown = DISSOLVED if flags & block.ENDED else now
                write_path(w, s, books.path_numbers, books.path_values, used, month, owner, row, i, shown)
            if flags == 0:
                continue
            if keep_events:
                _write_episodes(w, books.event_numbers, books.event_values, used, month, owner, row, flags)
                if flags & block.STAGE_CHANGED:
                    write_event(
                        w, books.event_numbers, books.event_values, used, month, owner, row, STAGE_ENTERED, NO_SIDE,
                        was, now, 0,
                    )  # fmt: skip
            w.stages[c.STAGE, row] = now
            if flags & block.ENDED:
                cause = cause_of_ending(w, s, p, flags, lo, i)
                left = (flags // block.LEFT_0) & 3
                initiator = NO_SIDE if left == 0 else left - 1
                if keep_events:
                    write_event(
                        w, books.event_numbers, books.event_values, used, month, owner, row, ENDED, initiator, now,
                        DISSOLVED, cause,
                    )  # fmt: skip
                reviewed = 1 if flags & block.REVIEWED else 0
                write_life(
                    w, books.ending_numbers, books.ending_values, used, month, owner, row, DISSOLVED, 0, cause,
                    initiator, reviewed,
                )  # fmt: skip
                keep_memento(w, owner, row)
                w.stages[c.STAGE, row] = c.VACANT
