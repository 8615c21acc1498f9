"""Shocks to single organisations, who carries them, and practical intimacy (T35, T39)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, int64
from sim.constructs.relationship_memory import sharing
from sim.mechanisms.policies.deals import BUILDING, ENDED_IN_PILOT, ENDED_LATER, IN_PILOT, risk_taken
from sim.mechanisms.policies.rules import PILOT, competence_after, felt_shock, practical_intimacy, shock_after
from sim.mechanisms.pulling import pulled, push
from sim.state import columns as c

SHOCKS = 181
"""Purpose of the luck of shocks."""

A_YEAR = 12

TALLY = (
    *("revenue_pilot", "revenue_others", "months_behind"),
    *("pilot_months", "pilot_ends", "later_months", "later_ends", "other_months", "other_ends"),
    *("lived", "lost", "intimacy_pilot", "n_pilot", "intimacy_others", "n_others", "in_pilot"),
    *("month_pilot", "month_others"),
)
"""What is counted; sums so far, but for those from ``intimacy_pilot`` on, which are of the month."""
(
    REVENUE_PILOT,
    REVENUE_OTHERS,
    MONTHS_BEHIND,
    PILOT_MONTHS,
    PILOT_ENDS,
    LATER_MONTHS,
    LATER_ENDS,
    OTHER_MONTHS,
    OTHER_ENDS,
    LIVED,
    LOST,
    INTIMACY_PILOT,
    N_PILOT,
    INTIMACY_OTHERS,
    N_OTHERS,
    NOW_IN_PILOT,
    MONTH_PILOT,
    MONTH_OTHERS,
) = range(len(TALLY))


@entry
def strike(o: Any, r: Any, p: Any, core: Any, files: Any, shocks: Any, struck: Any, seed: Any, month: int) -> None:
    """Draw this month's shocks and put them on the relationships, shared as far as they are shared."""
    key = streams.key(seed, SHOCKS, month)
    for who in range(o.uid.size):
        luck = streams.normal(streams.word(key, np.uint64(o.uid[who])))
        shocks[who] = shock_after(shocks[who], p.shocks.sd * luck, p.shocks.persistence)
        struck[who] = 1 if luck <= -p.shocks.severe else 0
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            other = files.partner[row]
            if other < 0:
                continue
            mine, theirs = risk_taken(r, core, int64(0), row), risk_taken(r, core, int64(1), row)
            for me in range(2):
                own = shocks[owner] if me == 0 else shocks[other]
                foreign = shocks[other] if me == 0 else shocks[owner]
                by = felt_shock(own, foreign, mine if me == 0 else theirs, theirs if me == 0 else mine)
                push(r, c.LEVER_PAYOFF, int64(me), row, by)
            if files.trial[row] == 0 and struck[owner] + struck[other] > 0:
                files.trial[row] = A_YEAR


@entry
def grow_intimate(o: Any, r: Any, p: Any, core: Any, codes: Any, files: Any, tally: Any) -> None:
    """Measure practical intimacy; let what partners tell improve competence."""
    felt, partners = np.zeros(o.uid.size), np.zeros(o.uid.size)
    for k in range(INTIMACY_PILOT, NOW_IN_PILOT + 1):
        tally[k] = 0.0
    q = core.relationship_memory
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            other = files.partner[row]
            # Only what was there at the beginning of the month and still is.
            if other < 0 or r.stages[c.STAGE, row] < 0 or r.counts[c.AGE, row] == 0:
                continue
            both = 0.0
            for me in range(2):
                told = sharing(
                    r.directed[c.TRUST, 1 - me, row], r.directed[c.COMMITMENT, 1 - me, row],
                    q.openness * pulled(r, c.LEVER_OPENNESS, 1 - me, row), q.sharing_floor,
                )  # fmt: skip
                near = practical_intimacy(told, risk_taken(r, core, int64(1 - me), row), r.dyadic[c.VALUE_OVERLAP, row])
                who = owner if me == 0 else other
                felt[who] += near
                partners[who] += 1.0
                both += 0.5 * near
            if codes[other] == PILOT:
                tally[INTIMACY_PILOT] += both
                tally[N_PILOT] += 1.0
            else:
                tally[INTIMACY_OTHERS] += both
                tally[N_OTHERS] += 1.0
            tally[NOW_IN_PILOT] += 1.0 if files.phase[row] == IN_PILOT else 0.0
    if p.intimacy.feedback <= 0.0:
        return
    high = core.organisations.competence_high
    for who in range(o.uid.size):
        if partners[who] > 0.0:
            o.conduct[who, c.COMPETENCE] = competence_after(
                o.conduct[who, c.COMPETENCE], felt[who] / partners[who], p.intimacy.feedback, high
            )


@entry
def take_stock(o: Any, r: Any, p: Any, codes: Any, files: Any, tally: Any) -> None:
    """Count revenue, endings in and after the pilot, and who lived a year past a shock."""
    n_pilot, n_others = 0.0, 0.0
    for who in range(o.uid.size):
        if o.kind[who] == c.SELLER:
            n_pilot += 1.0 if codes[who] == PILOT else 0.0
            n_others += 0.0 if codes[who] == PILOT else 1.0
    tally[MONTH_PILOT], tally[MONTH_OTHERS] = 0.0, 0.0
    pilot_months = int(p.pilot.duration)
    for row in range(files.partner.size):
        other = files.partner[row]
        if other < 0:
            continue
        gone = r.stages[c.STAGE, row] < 0 or r.counts[c.AGE, row] == 0
        ended = 1.0 if gone else 0.0
        earned = np.float64(r.traces[c.TRACE_TRADE, 0, row]) * np.float64(r.traces[c.TRACE_TRADE, 1, row])
        phase = files.phase[row]
        if codes[other] == PILOT:
            tally[MONTH_PILOT] += earned / n_pilot
            if phase == IN_PILOT or phase == ENDED_IN_PILOT:
                tally[PILOT_MONTHS] += 1.0
                tally[PILOT_ENDS] += ended
            elif phase == BUILDING or phase == ENDED_LATER:
                tally[LATER_MONTHS] += 1.0
                tally[LATER_ENDS] += ended
        else:
            tally[MONTH_OTHERS] += earned / n_others
            if files.age[row] >= pilot_months:
                tally[OTHER_MONTHS] += 1.0
                tally[OTHER_ENDS] += ended
        if files.trial[row] > 0:
            files.trial[row] -= 1
            if gone:
                tally[LOST] += 1.0
                files.trial[row] = 0
            elif files.trial[row] == 0:
                tally[LIVED] += 1.0
    tally[REVENUE_PILOT] += tally[MONTH_PILOT]
    tally[REVENUE_OTHERS] += tally[MONTH_OTHERS]
    if n_pilot * n_others > 0.0 and tally[REVENUE_PILOT] < tally[REVENUE_OTHERS]:
        tally[MONTHS_BEHIND] += 1.0
