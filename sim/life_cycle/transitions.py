"""How stages follow each other: separate thresholds for entering and leaving, and a least stay (E17, 2.3b.12)."""

from __future__ import annotations

import math

from sim._jit import rule
from sim.life_cycle.stages import DECLINE, DEVELOPMENT, EARLY, FINAL, LONG_TERM


@rule
def routine(deliveries: float, performance_variance: float, experience: float, scale: float) -> float:
    """Return how far the interaction has become routine, in [0, 1).

    Notes
    -----
    Claim : in the final stage interaction is institutionalised [@ford_1980].
    Form  : E17 with 2.3b.12, experience times evenness of performance.
    Holds : rises with deliveries; falls with the spread of performance.
    """
    evenness = 1.0 - min(1.0, math.sqrt(performance_variance) / scale)
    return deliveries / (deliveries + experience) * evenness


@rule
def is_declining(commitment: float, peak: float, velocity: float, ratio: float, change: float) -> bool:
    """Return whether one side's commitment is well below its peak and still falling.

    Notes
    -----
    Claim : relationships decline before they end [@wilkinson_young_1997].
    Form  : 2.3b.12, below a share of the peak and falling over six months.
    Holds : False at the peak; False while commitment rises.
    """
    return (commitment <= ratio * peak) & (6.0 * velocity < -change)


@rule
def next_stage(
    stage: int,
    previous: int,
    deliveries: int,
    dwell: int,
    commitment: float,
    trust: float,
    investment: float,
    matters: bool,
    routine: float,
    plateau: int,
    declining: bool,
    recovered: bool,
    development_commitment: float,
    development_trust: float,
    long_term_commitment: float,
    long_term_trust: float,
    long_term_investment: float,
    development_leave: float,
    long_term_leave: float,
    final_routine: float,
    plateau_months: float,
    least_dwell: float,
) -> int:
    """Return the stage of a living relationship after this month; commitment, trust, investment are the lesser side's.

    Notes
    -----
    Claim : relationships move through stages that differ in kind [@ford_1980; @wilkinson_young_1997].
    Form  : E17 with 2.3b.12: decline before down before up, at most one step up, a least stay except into decline.
    Holds : rises by at most one; stays at least ``least_dwell`` months but for the first delivery and for decline;
        leaves a stage at a lower commitment than it enters it.
    """
    stayed = dwell >= least_dwell
    can_fall = (stage >= DEVELOPMENT) & (stage <= FINAL)
    falls = (
        ((stage == DEVELOPMENT) & (commitment < development_leave))
        | ((stage == LONG_TERM) & (commitment < long_term_leave))
        | ((stage == FINAL) & (commitment < long_term_leave))
    )
    develops = (stage == EARLY) & (commitment >= development_commitment) & (trust >= development_trust)
    matures = (
        (stage == DEVELOPMENT)
        & (commitment >= long_term_commitment)
        & (trust >= long_term_trust)
        & (investment >= long_term_investment)
        & matters
    )
    settles = (stage == LONG_TERM) & (routine >= final_routine) & (plateau >= plateau_months)
    rises = develops | matures | settles
    moved = (stage - 1) if (falls & stayed) else ((stage + 1) if (rises & stayed) else stage)
    back = previous if (recovered & stayed) else DECLINE
    living = back if stage == DECLINE else (DECLINE if (declining & can_fall) else moved)
    return living if stage >= EARLY else (EARLY if deliveries >= 1 else stage)
