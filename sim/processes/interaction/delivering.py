"""Delivering: what each side performs for the other (E2, E12), with third parties where there are any (3.1)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel, share
from sim.constructs.delivery import effort, linked_performance, performance
from sim.constructs.opportunism import opportunism_probability
from sim.processes import block
from sim.processes.distances import weighed
from sim.state.columns import (
    COMMITMENT,
    CULTURAL_DISTANCE,
    DEPENDENCE,
    GEOGRAPHIC_DISTANCE,
    INVESTMENT,
    SOCIAL_DISTANCE,
    TECHNOLOGICAL_DISTANCE,
    TIME_DISTANCE,
)


@kernel
def measure_distance(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Weigh the five distances into one."""
    social = r.dyadic[SOCIAL_DISTANCE, lo : lo + n]
    cultural = r.dyadic[CULTURAL_DISTANCE, lo : lo + n]
    technological = r.dyadic[TECHNOLOGICAL_DISTANCE, lo : lo + n]
    time = r.dyadic[TIME_DISTANCE, lo : lo + n]
    geographic = r.dyadic[GEOGRAPHIC_DISTANCE, lo : lo + n]
    distance = s[block.DISTANCE, :n]
    for i in range(n):
        distance[i] = weighed(p, social[i], cultural[i], technological[i], time[i], geographic[i])


@kernel
def tempt(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let each side decide whether it takes advantage of the other."""
    for me in range(2):
        you = 1 - me
        institutions = s[block.INSTITUTIONS + me, :n]
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        victim_dependence = r.directed[DEPENDENCE, you, lo : lo + n]
        propensity = s[block.PROPENSITY + me, :n]
        watched = s[block.MONITORING + you, :n]
        luck = s[block.TEMPTATION + me, :n]
        inclination = s[block.INCLINATION + me, :n]
        cheated = s[block.CHEATED + me, :n]
        for i in range(n):
            chance = opportunism_probability(
                propensity[i],
                victim_dependence[i],
                commitment[i],
                watched[i],
                institutions[i],
                p.intercept,
                p.propensity,
                p.commitment,
                p.monitoring,
                p.institutions,
                p.norm - inclination[i],
            )
            cheated[i] = 1.0 if luck[i] < chance else 0.0


@kernel
def deliver(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let each side perform; what side ``me`` receives is what side ``you`` delivers."""
    distance = s[block.DISTANCE, :n]
    for me in range(2):
        you = 1 - me
        commitment = r.directed[COMMITMENT, you, lo : lo + n]
        memory = s[block.KNOWN + you, :n]
        investment = r.directed[INVESTMENT, you, lo : lo + n]
        competence = s[block.COMPETENCE + you, :n]
        shift = s[block.SHIFT + you, :n]
        cheated = s[block.CHEATED + you, :n]
        noise = s[block.NOISE + you, :n]
        received = s[block.PERFORMANCE + me, :n]
        for i in range(n):
            tried = effort(commitment[i], p.effort_base, p.effort_commitment, shift[i])
            received[i] = share(
                performance(
                    competence[i],
                    tried,
                    memory[i],
                    investment[i],
                    distance[i],
                    cheated[i],
                    p.noise_sd * noise[i],
                    p.effort_weight,
                    p.effort_reference,
                    p.memory,
                    p.investment,
                    p.distance,
                    p.opportunism,
                )
            )


@kernel
def deliver_through_others(s: Any, p: Any, n: int) -> None:
    """Mix in what complementors deliver for those who have one."""
    for me in range(2):
        you = 1 - me
        linked = s[block.LINKED + you, :n]
        third = s[block.LINKED_PERFORMANCE + you, :n]
        known = s[block.LINKED_MEMORY + you, :n]
        received = s[block.PERFORMANCE + me, :n]
        for i in range(n):
            mixed = linked_performance(received[i], third[i], p.controlled_share, p.coordination, known[i])
            received[i] = mixed if linked[i] > 0.5 else received[i]
