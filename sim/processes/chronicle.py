"""Chronicle: write down what happened to each relationship, and close the month for it."""

from __future__ import annotations

from typing import Any

from sim._jit import int64, kernel, piece
from sim.life_cycle.stages import DISSOLVED
from sim.processes import block
from sim.processes.interaction.selling import keep_memento
from sim.processes.measures import relation_of
from sim.processes.strategy.leaving import cause_of_ending
from sim.state import columns as c

# 64-bit constants, because compiled code would be made anew for every literal value.
FORMED, STAGE_ENTERED, FAILURE, RECOVERY, BREACH_DETECTED, REVIEWED, ENDED = (int64(k) for k in range(7))
"""Kinds of event."""
BUYER_SIDE, SELLER_SIDE, BOTH_SIDES, NO_SIDE = (int64(k) for k in range(4))
NO_CAUSE = int64(0)
NO_STAGE, FIRST_STAGE, LAST_STAGE = int64(-1), int64(0), int64(DISSOLVED)

EVENTS, ENDINGS, PATHS = range(3)
"""The three books, and the places of their counters."""
EVENTS_A_ROW = 10
EVENT_NUMBERS, EVENT_MEASURES = 9, 4
ENDING_NUMBERS, ENDING_MEASURES = 12, 10
PATH_NUMBERS, PATH_MEASURES = 4, 13


@kernel
def write_event(
    kind: Any, partner: Any, directed: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int,
    event: int, side: int, was: int, now: int, cause: int,
) -> None:  # fmt: skip
    """Add one line to the book of events.

    It takes the three columns that it reads, not the tables: handing over dozens of arrays costs more than the line.
    """
    k = used[EVENTS]
    used[EVENTS] = k + 1
    line = book[k]
    line[0] = month
    line[1] = owner
    line[2] = partner[row]
    line[3] = relation_of(kind, owner, partner[row])
    line[4] = event
    line[5] = side
    line[6] = was
    line[7] = now
    line[8] = cause
    values[k, 0] = directed[c.TRUST, 0, row]
    values[k, 1] = directed[c.TRUST, 1, row]
    values[k, 2] = directed[c.COMMITMENT, 0, row]
    values[k, 3] = directed[c.COMMITMENT, 1, row]


@kernel
def write_life(
    o: Any, r: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int, stage: int, censored: int,
    cause: int, initiator: int, at_review: int,
) -> None:  # fmt: skip
    """Add the record of a relationship's life, ended or not, to the book of endings."""
    k = used[ENDINGS]
    used[ENDINGS] = k + 1
    line = book[k]
    line[0] = owner
    line[1] = r.partner[row]
    line[2] = relation_of(o.kind, owner, r.partner[row])
    line[3] = r.counts[c.START, row]
    line[4] = month
    line[5] = censored
    line[6] = r.stages[c.HIGHEST_STAGE, row]
    line[7] = stage
    line[8] = cause
    line[9] = initiator
    line[10] = at_review
    line[11] = r.counts[c.DELIVERIES, row]
    for me in range(2):
        values[k, me] = r.directed[c.TRUST, me, row]
        values[k, 2 + me] = r.directed[c.COMMITMENT, me, row]
        values[k, 4 + me] = r.directed[c.CALCULATIVE, me, row]
        values[k, 6 + me] = r.directed[c.SATISFACTION, me, row]
        values[k, 8 + me] = r.directed[c.INVESTMENT, me, row]


@kernel
def write_path(
    r: Any, s: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int, i: int, stage: int
) -> None:
    """Add one month of one watched relationship to the book of paths."""
    k = used[PATHS]
    used[PATHS] = k + 1
    line = book[k]
    line[0] = month
    line[1] = owner
    line[2] = r.partner[row]
    line[3] = stage
    for me in range(2):
        values[k, me] = r.directed[c.TRUST, me, row]
        values[k, 2 + me] = r.directed[c.COMMITMENT, me, row]
        values[k, 4 + me] = r.directed[c.SATISFACTION, me, row]
        values[k, 8 + me] = r.directed[c.DEPENDENCE, me, row]
        values[k, 11 + me] = s[block.PERFORMANCE + me, i]
    values[k, 6] = 0.5 * (s[block.COOPERATION, i] + s[block.COOPERATION + 1, i])
    values[k, 7] = 0.5 * (s[block.COMPETITION, i] + s[block.COMPETITION + 1, i])
    values[k, 10] = 0.5 * (r.directed[c.CONFLICT, 0, row] + r.directed[c.CONFLICT, 1, row])


@piece
def _write_episodes(
    kind: Any, partner: Any, directed: Any, book: Any, values: Any, used: Any, month: int, owner: int, row: int,
    stage: int, flags: int,
) -> None:  # fmt: skip
    # One call in one loop over what can have happened, because each call is made into code of its own.
    for episode in range(7):
        event, side, flag = REVIEWED, BOTH_SIDES, int64(block.REVIEWED)
        if episode < 6:
            side = int64(episode // 3)
            which = episode % 3
            event = FAILURE if which == 0 else RECOVERY if which == 1 else BREACH_DETECTED
            first = block.FAILURE_0 if which == 0 else block.RECOVERY_0 if which == 1 else block.BREACH_0
            flag = int64(first << side)
        if flags & flag:
            write_event(
                kind, partner, directed, book, values, used, month, owner, row, event, side, stage, stage, NO_CAUSE
            )


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
    o: Any, r: Any, s: Any, whole: Any, p: Any, books: Any, month: int, owner_lo: int, owner_hi: int, lo: int,
    keep_events: bool, watched: int,
) -> None:  # fmt: skip
    """Write events, paths and endings; give every relationship its new stage, and free the rows of those that ended."""
    used = books.used
    for owner in range(owner_lo, owner_hi):
        for row in range(o.first[owner], o.first[owner + 1]):
            i = row - lo
            if s[block.LIVE, i] < 0.5:
                continue
            flags = int(whole[block.FLAGS, i])
            was, now = int64(r.stages[c.STAGE, row]), int64(whole[block.MOVED, i])
            if row < watched:
                shown = LAST_STAGE if flags & block.ENDED else now
                write_path(r, s, books.path_numbers, books.path_values, used, month, owner, row, i, shown)
            if flags == 0:
                continue
            if keep_events:
                _write_episodes(
                    o.kind, r.partner, r.directed, books.event_numbers, books.event_values, used, month, owner, row,
                    was, flags,
                )  # fmt: skip
                if flags & block.STAGE_CHANGED:
                    write_event(
                        o.kind, r.partner, r.directed, books.event_numbers, books.event_values, used, month, owner, row,
                        STAGE_ENTERED, NO_SIDE, was, now, NO_CAUSE,
                    )  # fmt: skip
            r.stages[c.STAGE, row] = now
            if flags & block.ENDED:
                cause = cause_of_ending(r, s, p, flags, lo, i)
                left = (flags // block.LEFT_0) & 3
                initiator = NO_SIDE if left == 0 else int64(left - 1)
                if keep_events:
                    write_event(
                        o.kind, r.partner, r.directed, books.event_numbers, books.event_values, used, month, owner, row,
                        ENDED, initiator, now, LAST_STAGE, cause,
                    )  # fmt: skip
                reviewed = int64(1) if flags & block.REVIEWED else int64(0)
                write_life(
                    o, r, books.ending_numbers, books.ending_values, used, month, owner, row, LAST_STAGE, int64(0),
                    cause, initiator, reviewed,
                )  # fmt: skip
                keep_memento(o, r, owner, row)
                r.stages[c.STAGE, row] = c.VACANT
