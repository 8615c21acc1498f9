"""Staging: running moments and the stage of the life cycle; read out, never fed back (E17)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import kernel
from sim.life_cycle.stages import DECLINE
from sim.life_cycle.transitions import is_declining, next_stage, routine
from sim.processes import block
from sim.state.columns import (
    AGE,
    COMMITMENT,
    DELIVERIES,
    DWELL,
    FLEXIBILITY,
    HIGHEST_STAGE,
    INVESTMENT,
    OPPORTUNISM,
    PEAK,
    PERFORMANCE_MEAN,
    PERFORMANCE_VARIANCE,
    PLATEAU,
    PREVIOUS_STAGE,
    STAGE,
    TRUST,
    VELOCITY,
    WALLET_SHARE,
)

# Choice (decision 0004): windows of six and twelve months are exponentially weighted, with the same centre of mass.
SIX_MONTHS = 2.0 / 7.0
TWELVE_MONTHS = 2.0 / 13.0
FLEXIBILITY_RATE = 0.1
LONGEST = 32000


@kernel
def note_before(r: Any, s: Any, lo: int, n: int) -> None:
    """Remember last month's commitment, for the change of it."""
    for me in range(2):
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        before = s[block.BEFORE + me, :n]
        for i in range(n):
            before[i] = commitment[i]


@kernel
def keep_moments(r: Any, s: Any, lo: int, n: int) -> None:
    """Update peaks, velocity, moments of performance, opportunism and flexibility."""
    for me in range(2):
        you = 1 - me
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        before = s[block.BEFORE + me, :n]
        peak = r.read_out[PEAK, me, lo : lo + n]
        velocity = r.read_out[VELOCITY, me, lo : lo + n]
        for i in range(n):
            peak[i] = max(float(peak[i]), commitment[i])
            velocity[i] = float(velocity[i]) + SIX_MONTHS * (commitment[i] - before[i] - float(velocity[i]))
        received = s[block.PERFORMANCE + me, :n]
        mean = r.read_out[PERFORMANCE_MEAN, me, lo : lo + n]
        variance = r.read_out[PERFORMANCE_VARIANCE, me, lo : lo + n]
        for i in range(n):
            difference = received[i] - float(mean[i])
            step = TWELVE_MONTHS * difference
            mean[i] = float(mean[i]) + step
            variance[i] = (1.0 - TWELVE_MONTHS) * (float(variance[i]) + difference * step)
        cheated = s[block.CHEATED + me, :n]
        frequency = r.read_out[OPPORTUNISM, me, lo : lo + n]
        failed = s[block.FAILED + you, :n]
        voiced = s[block.VOICED + you, :n]
        flexibility = r.read_out[FLEXIBILITY, you, lo : lo + n]
        for i in range(n):
            frequency[i] = float(frequency[i]) + SIX_MONTHS * (cheated[i] - float(frequency[i]))
            moved = float(flexibility[i]) + FLEXIBILITY_RATE * (voiced[i] - float(flexibility[i]))
            flexibility[i] = moved if failed[i] > 0.5 else float(flexibility[i])


@kernel
def stage(r: Any, s: Any, whole: Any, p: Any, lo: int, n: int) -> None:
    """Read the stage of each relationship from its state."""
    stages = r.stages[STAGE, lo : lo + n]
    previous = r.stages[PREVIOUS_STAGE, lo : lo + n]
    highest = r.stages[HIGHEST_STAGE, lo : lo + n]
    deliveries = r.counts[DELIVERIES, lo : lo + n]
    dwell = r.counts[DWELL, lo : lo + n]
    plateau = r.counts[PLATEAU, lo : lo + n]
    age = r.counts[AGE, lo : lo + n]
    commitment_0, commitment_1 = r.directed[COMMITMENT, 0, lo : lo + n], r.directed[COMMITMENT, 1, lo : lo + n]
    trust_0, trust_1 = r.directed[TRUST, 0, lo : lo + n], r.directed[TRUST, 1, lo : lo + n]
    investment_0, investment_1 = r.directed[INVESTMENT, 0, lo : lo + n], r.directed[INVESTMENT, 1, lo : lo + n]
    peak_0, peak_1 = r.read_out[PEAK, 0, lo : lo + n], r.read_out[PEAK, 1, lo : lo + n]
    velocity_0, velocity_1 = r.read_out[VELOCITY, 0, lo : lo + n], r.read_out[VELOCITY, 1, lo : lo + n]
    variance_0 = r.read_out[PERFORMANCE_VARIANCE, 0, lo : lo + n]
    variance_1 = r.read_out[PERFORMANCE_VARIANCE, 1, lo : lo + n]
    wallet = r.dyadic[WALLET_SHARE, lo : lo + n]
    own_count = s[block.OWN_COUNT, :n]
    volume = s[block.VOLUME, :n]
    outside = s[block.OUTSIDE_VOLUME, :n]
    outside_count = s[block.OUTSIDE_COUNT, :n]
    settled = s[block.ROUTINE, :n]
    moved = whole[block.MOVED, :n]
    flags = whole[block.FLAGS, :n]
    for i in range(n):
        variance = np.float64(max(variance_0[i], variance_1[i]))
        settled[i] = routine(float(deliveries[i]), variance, p.routine_experience, p.routine_scale)
    for i in range(n):
        mean_velocity = 0.5 * (np.float64(velocity_0[i]) + np.float64(velocity_1[i]))
        still = abs(mean_velocity) < p.plateau_velocity
        plateau[i] = min(plateau[i] + 1, LONGEST) if still else 0
        age[i] = min(age[i] + 1, LONGEST)
        dwell[i] = min(dwell[i] + 1, LONGEST)
    for i in range(n):
        # The partner's share of business: this month's volume over all it sold last month.
        theirs = min(volume[i] / max(outside[i], 1e-12), 1.0) * outside_count[i]
        matters = (wallet[i] * own_count[i] >= p.mutual_share) & (theirs >= p.mutual_share)
        declining = is_declining(
            commitment_0[i], float(peak_0[i]), float(velocity_0[i]), p.decline_ratio, p.decline_change
        ) | is_declining(commitment_1[i], float(peak_1[i]), float(velocity_1[i]), p.decline_ratio, p.decline_change)
        recovered = (commitment_0[i] >= p.recovery_ratio * float(peak_0[i])) & (
            commitment_1[i] >= p.recovery_ratio * float(peak_1[i])
        )
        moved[i] = next_stage(
            int(stages[i]),
            int(previous[i]),
            int(deliveries[i]),
            int(dwell[i]),
            min(commitment_0[i], commitment_1[i]),
            min(trust_0[i], trust_1[i]),
            min(investment_0[i], investment_1[i]),
            matters,
            settled[i],
            int(plateau[i]),
            declining,
            recovered,
            p.development_commitment,
            p.development_trust,
            p.long_term_commitment,
            p.long_term_trust,
            p.long_term_investment,
            p.development_leave,
            p.long_term_leave,
            p.final_routine,
            p.plateau_months,
            p.dwell,
        )
    for i in range(n):
        changed = moved[i] != stages[i]
        entered_decline = changed & (moved[i] == DECLINE)
        previous[i] = stages[i] if entered_decline else previous[i]
        dwell[i] = 0 if changed else dwell[i]
        highest[i] = moved[i] if (moved[i] > highest[i]) & (moved[i] != DECLINE) else highest[i]
        flags[i] |= block.STAGE_CHANGED if changed & (stages[i] >= 0) else 0
