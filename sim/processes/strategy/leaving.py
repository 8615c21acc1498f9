"""Leaving: each side may end the relationship; what lies outside it may too (E16, 2.3b.4)."""

from __future__ import annotations

from typing import Any

from sim._jit import int64, kernel, logistic
from sim.constructs.continuity import honeymoon_after, leaving_log_odds
from sim.processes import block
from sim.state.columns import CALCULATIVE, COMMITMENT, CONTRACT_LEFT, HONEYMOON, OUTCOME

NO_CAUSE, BETTER_ALTERNATIVE, WEAK_COMMITMENT, NO_PRESSING_REASON, OUTSIDE_EVENT, INTERVENTION = (
    int64(k) for k in range(6)
)
"""Why a relationship ended; a read-out of the terms of E16."""


@kernel
def leave(r: Any, s: Any, whole: Any, p: Any, lo: int, n: int) -> None:
    """Let each side decide whether to stay; reviews bring market information, they add no draw of their own."""
    honeymoon = r.dyadic[HONEYMOON, lo : lo + n]
    flags = whole[block.FLAGS, :n]
    live = s[block.LIVE, :n]
    fate = s[block.FATE, :n]
    for me in range(2):
        outcome = r.directed[OUTCOME, me, lo : lo + n]
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        calculative = r.directed[CALCULATIVE, me, lo : lo + n]
        alternative = s[block.ALTERNATIVE + me, :n]
        cost = s[block.COST + me, :n]
        departure = s[block.DEPARTURE + me, :n]
        odds = s[block.LEAVING + me, :n]
        push = s[block.PUSH + me, :n]
        flag = block.LEFT_0 if me == 0 else block.LEFT_1
        for i in range(n):
            odds[i] = leaving_log_odds(
                alternative[i],
                outcome[i],
                cost[i],
                commitment[i],
                honeymoon[i],
                calculative[i],
                p.exit.intercept + push[i],
                p.exit.advantage,
                p.exit.commitment,
                p.exit.commitment_reference,
                p.honeymoon.effect,
                p.exit.calculative,
            )
        for i in range(n):
            gone = (departure[i] < logistic(odds[i])) & (live[i] > 0.5)
            flags[i] |= flag if gone else 0
    for i in range(n):
        ended = (fate[i] < p.exit.exogenous) & (live[i] > 0.5)
        flags[i] |= block.FATED if ended else 0
        honeymoon[i] = honeymoon_after(honeymoon[i], p.honeymoon.half_life)


@kernel
def run_down_contracts(r: Any, p: Any, lo: int, n: int) -> None:
    """Take a month off every contract; one that has run out lapses, or starts anew where contracts are renewed."""
    left = r.counts[CONTRACT_LEFT, lo : lo + n]
    again = int(p.months) if p.renew > 0.5 else 0
    for i in range(n):
        left[i] = left[i] - 1 if left[i] > 1 else (again if left[i] == 1 else 0)


@kernel
def cause_of_ending(r: Any, s: Any, p: Any, flags: int, lo: int, i: int) -> int:
    """Return why the relationship ended: the greatest push of E16 in the log-odds of who left."""
    if flags & (block.LEFT_0 | block.LEFT_1) == 0:
        return OUTSIDE_EVENT
    me = 0 if flags & block.LEFT_0 else 1
    row = lo + i
    advantage = s[block.ALTERNATIVE + me, i] - r.directed[OUTCOME, me, row] - s[block.COST + me, i]
    pulled = p.exit.advantage * advantage
    pushed = p.exit.commitment * (p.exit.commitment_reference - r.directed[COMMITMENT, me, row])
    if max(pulled, pushed) <= 0.0:
        return NO_PRESSING_REASON
    return BETTER_ALTERNATIVE if pulled >= pushed else WEAK_COMMITMENT
