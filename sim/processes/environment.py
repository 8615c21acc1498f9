"""Environment: reputations, comparison levels and institutions, from what a month brought (E6, 2.3b.7, 3.2)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel, share
from sim.constructs.expectation import expectation_after
from sim.constructs.outcome import level_after
from sim.processes.measures import (
    BUYERS_UNIT,
    SCALE,
    SUM_OUTCOME,
    SUM_PARTNERS,
    SUM_PERFORMANCE,
    SUM_VOLUME,
)
from sim.state.columns import LEVEL, N_BUYERS, REPUTATION, SHOCK, SLOW_LEVEL, VOLUME


@kernel
def settle_standing(o: Any, sums: Any, p: Any, who_lo: int, who_hi: int) -> None:
    """Move each organisation's reputation and comparison levels; nothing moves for those without partners."""
    for who in range(who_lo, who_hi):
        outcome, performance, partners, volume = 0, 0, 0, 0
        for thread in range(sums.shape[0]):
            mine = sums[thread, who]
            outcome += mine[SUM_OUTCOME]
            performance += mine[SUM_PERFORMANCE]
            partners += mine[SUM_PARTNERS]
            volume += mine[SUM_VOLUME]
            mine[SUM_OUTCOME] = 0
            mine[SUM_PERFORMANCE] = 0
            mine[SUM_PARTNERS] = 0
            mine[SUM_VOLUME] = 0
        served = partners // BUYERS_UNIT
        n = partners % BUYERS_UNIT
        standing = o.standing[who]
        standing[N_BUYERS] = float(served)
        standing[VOLUME] = volume / SCALE
        o.conduct[who, SHOCK] = 0.0
        if n == 0:
            continue
        mean_outcome = outcome / SCALE / n
        standing[LEVEL] = level_after(standing[LEVEL], mean_outcome, p.outcome.level_rate)
        standing[SLOW_LEVEL] = level_after(standing[SLOW_LEVEL], mean_outcome, p.outcome.slow_level_rate)
        standing[REPUTATION] = expectation_after(
            standing[REPUTATION], performance / SCALE / n, p.organisations.reputation_rate
        )


@kernel
def grow_institutions(o: Any, p: Any) -> None:
    """Let a quiet month add to trust in institutions."""
    for g in range(o.institutions.size):
        o.institutions[g] = share(o.institutions[g] + p.institutional_growth * (1.0 - o.institutions[g]))
