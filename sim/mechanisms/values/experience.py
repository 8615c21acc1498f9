"""What experience shows of a partner's values, and whether it keeps to the agreement (T24, T36)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim._jit import entry, int64, kernel, piece, share
from sim.constructs.distance import value_overlap
from sim.constructs.trust import trust_ceiling
from sim.mechanisms.pulling import push
from sim.mechanisms.trades import is_trade
from sim.mechanisms.values.rules import belief_step, deeds_seen, gap_after
from sim.state import columns as c

MIDDLE = 0.5
"""Where values lie that offend nobody."""

NOTHING_YET, OUTSIDE, INSIDE = int64(-1), int64(0), int64(1)


@entry
def find_directions(o: Any, directions: Any, room: Any) -> None:
    """Note in which direction each organisation's values depart from what everybody likes to hear, and how far."""
    for who in range(o.uid.size):
        length = 0.0
        for k in range(c.N_VALUES):
            apart = np.float64(o.place[who, k]) - MIDDLE
            length += apart * apart
        room[who] = math.sqrt(length)
        for k in range(c.N_VALUES):
            directions[who, k] = (np.float64(o.place[who, k]) - MIDDLE) / max(room[who], 1e-12)


@entry
def set_gaps(o: Any, p: Any, room: Any, gaps: Any) -> None:
    """Set how far practice departs from what is professed: at most all the way from the middle."""
    for who in range(o.uid.size):
        gap = p.values.gap + p.values.opportunist_gap * o.conduct[who, c.OPPORTUNISM_PROPENSITY]
        gaps[who] = min(gap, room[who])


@entry
def profess(o: Any, r: Any, p: Any, core: Any, directions: Any, gaps: Any, shown: Any) -> None:
    """Let organisations profess values nearer to the middle; partners see words as far as they have not seen deeds."""
    for who in range(o.uid.size):
        for k in range(c.N_VALUES):
            o.place[who, k] = np.float32(np.float64(o.place[who, k]) - gaps[who] * np.float64(directions[who, k]))
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            if not is_trade(o, r, owner, row):
                continue
            weight = deeds_seen(float(r.counts[c.DELIVERIES, row]), p.values.seen_after)
            departure = _departure(o, directions, gaps, int64(owner), int64(r.partner[row]))
            by = (weight - 1.0) * departure
            shown[row] = weight * departure
            r.dyadic[c.VALUE_OVERLAP, row] = share(r.dyadic[c.VALUE_OVERLAP, row] + by)
            if r.counts[c.AGE, row] > 0:
                continue
            r.dyadic[c.CULTURAL_DISTANCE, row] = share(
                r.dyadic[c.CULTURAL_DISTANCE, row] - core.distance.cultural_scale * by
            )
            for me in range(2):
                r.directed[c.TRUST, me, row] = share(r.directed[c.TRUST, me, row] + core.trust.start_values * by)


@piece
def _practised(o: Any, directions: Any, gaps: Any, who: int, k: int) -> float:
    return share(np.float64(o.place[who, k]) + gaps[who] * np.float64(directions[who, k]))


@kernel
def _departure(o: Any, directions: Any, gaps: Any, owner: int, partner: int) -> float:
    """Return the overlap of practised values less that of professed ones."""
    said, done = 0.0, 0.0
    for k in range(c.N_VALUES):
        words = np.float64(o.place[owner, k]) - np.float64(o.place[partner, k])
        deeds = _practised(o, directions, gaps, owner, k) - _practised(o, directions, gaps, partner, k)
        said += words * words
        done += deeds * deeds
    return value_overlap(done, c.N_VALUES) - value_overlap(said, c.N_VALUES)


@entry
def look_at_deeds(o: Any, r: Any, p: Any, core: Any, directions: Any, gaps: Any, shown: Any) -> None:
    """Let experience move the overlap that partners see, and the trust that rests on it; let mentoring close gaps."""
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            if not is_trade(o, r, owner, row):
                shown[row] = 0.0
                continue
            if r.counts[c.AGE, row] == 0:
                shown[row] = 0.0
            weight = deeds_seen(float(r.counts[c.DELIVERIES, row]), p.values.seen_after)
            now = np.float64(np.float32(weight * _departure(o, directions, gaps, int64(owner), int64(r.partner[row]))))
            before = r.dyadic[c.VALUE_OVERLAP, row]
            after = share(before + (now - np.float64(shown[row])))
            shown[row] = now
            r.dyadic[c.VALUE_OVERLAP, row] = after
            by = core.trust.start_values * (after - before)
            for me in range(2):
                push(r, c.LEVER_TRUST, int64(me), row, by)
    for who in range(o.uid.size):
        gaps[who] = gap_after(gaps[who], p.values.mentoring)


@entry
def hold_to_agreement(o: Any, r: Any, p: Any, core: Any, floors: Any, kept: Any) -> None:
    """Note what was agreed on, and let trust follow whether the partner stayed within it last month."""
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            market = is_trade(o, r, owner, row)
            for me in range(2):
                if not market:
                    kept[me, row] = NOTHING_YET
                    continue
                if r.counts[c.AGE, row] == 0 or floors[me, row] < 0.0:
                    floors[me, row] = max(r.directed[c.EXPECTATION, me, row] - p.agreement.slack, 0.0)
                    kept[me, row] = NOTHING_YET
                if kept[me, row] == NOTHING_YET:
                    continue
                ceiling = trust_ceiling(r.directed[c.DECEPTION, me, row], core.trust.ceiling_loss)
                by = belief_step(r.directed[c.TRUST, me, row], float(kept[me, row]), p.agreement.rate, ceiling)
                push(r, c.LEVER_TRUST, int64(me), row, by)


@entry
def judge_deliveries(o: Any, r: Any, floors: Any, kept: Any, tally: Any) -> None:
    """See which side stayed within the agreement this month."""
    tally[:] = 0.0
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            there = is_trade(o, r, owner, row) and r.counts[c.AGE, row] > 0
            for me in range(2):
                if not there:
                    kept[me, row] = NOTHING_YET
                    continue
                enough = np.float64(r.traces[c.TRACE_PERFORMANCE, me, row]) >= np.float64(floors[me, row])
                honest = not r.marks[c.MARK_BREACH, me, row]
                kept[me, row] = INSIDE if enough & honest else OUTSIDE
                tally[0] += float(kept[me, row])
                tally[1] += 1.0
