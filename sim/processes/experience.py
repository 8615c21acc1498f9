"""Experience: what a delivery does to expectation, satisfaction and trust (E1, E3, E4, E14)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.constructs.expectation import expectation_after
from sim.constructs.recovery import recovered_satisfaction, satisfaction_for_trust, voice_probability
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise, satisfaction_after
from sim.constructs.trust import deception_after, loss_ratio, trust_after, trust_after_breach, trust_ceiling
from sim.processes import block
from sim.state.columns import (
    COMMITMENT,
    DECEPTION,
    DELIVERIES,
    EXPECTATION,
    FAILURES_0,
    SATISFACTION,
    TRUST,
    VALUE_OVERLAP,
)

ELEVEN_MONTHS = 0x7FF
TWELVE_MONTHS = 0xFFF


@kernel
def appraise(r: Any, s: Any, satisfaction_p: Any, expectation_rate: float, recovery_p: Any, lo: int, n: int) -> None:
    """Compare performance with expectation; speak up about a failure, have it made good, and adjust satisfaction."""
    deliveries = r.counts[DELIVERIES, lo : lo + n]
    for me in range(2):
        quality = s[block.MENDING + me, :n]
        expected = r.directed[EXPECTATION, me, lo : lo + n]
        satisfaction = r.directed[SATISFACTION, me, lo : lo + n]
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        failures = r.counts[FAILURES_0 + me, lo : lo + n]
        received = s[block.PERFORMANCE + me, :n]
        speech = s[block.SPEECH + me, :n]
        felt = s[block.EPISODE + me, :n]
        failed = s[block.FAILED + me, :n]
        voiced = s[block.VOICED + me, :n]
        recovered = s[block.RECOVERED + me, :n]
        for i in range(n):
            surprise = received[i] - expected[i]
            missed = surprise < -recovery_p.threshold
            failed[i] = 1.0 if missed else 0.0
            chance = voice_probability(commitment[i], recovery_p.voice_intercept, recovery_p.voice_commitment)
            voiced[i] = 1.0 if missed & (speech[i] < chance) else 0.0
        for i in range(n):
            repeated = (failures[i] & ELEVEN_MONTHS) != 0
            recovered[i] = 0.0 if repeated | (quality[i] <= 0.0) else voiced[i]
            failures[i] = ((failures[i] << 1) | (1 if failed[i] > 0.5 else 0)) & TWELVE_MONTHS
        for i in range(n):
            surprise = received[i] - expected[i]
            worth = felt_surprise(surprise, satisfaction_p.loss_aversion, satisfaction_p.indifference)
            before = episode_satisfaction(received[i], worth, satisfaction_p.quality, satisfaction_p.disconfirmation)
            after = recovered_satisfaction(before, quality[i] * recovered[i], recovery_p.lift)
            satisfaction[i] = satisfaction_after(
                satisfaction[i], after, float(deliveries[i]), satisfaction_p.rate_floor
            )
            felt[i] = 2.0 * satisfaction_for_trust(after, before, recovery_p.to_trust) - 1.0
            expected[i] = expectation_after(expected[i], received[i], expectation_rate)
    for i in range(n):
        deliveries[i] += 1


@kernel
def trust(r: Any, s: Any, p: Any, remedy: float, lie_share: float, crowding_out: float, lo: int, n: int) -> None:
    """Adjust trust to the episode, and to what was detected."""
    values = r.dyadic[VALUE_OVERLAP, lo : lo + n]
    lie = s[block.LIE, :n]
    for me in range(2):
        institutions = s[block.INSTITUTIONS + me, :n]
        held = r.directed[TRUST, me, lo : lo + n]
        deception = r.directed[DECEPTION, me, lo : lo + n]
        felt = s[block.EPISODE + me, :n]
        blamed = s[block.BLAME + me, :n]
        breach = s[block.BREACH + me, :n]
        watched = s[block.MONITORING + 1 - me, :n]
        for i in range(n):
            loss = p.gain * loss_ratio(p.loss_ratio, values[i], p.value_shield)
            bad = felt[i] * blamed[i]
            episode = felt[i] if felt[i] >= 0.0 else bad
            after = trust_after(held[i], episode, p.gain, loss, trust_ceiling(deception[i], p.ceiling_loss))
            crowded = after - crowding_out * watched[i] * after * after
            wounded = trust_after_breach(crowded, p.breach_loss, remedy, institutions[i])
            held[i] = wounded if breach[i] > 0.5 else crowded
            remembered = deception_after(deception[i], p.deception_memory)
            deception[i] = remembered if (breach[i] > 0.5) & (lie[i] < lie_share) else deception[i]
