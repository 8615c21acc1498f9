"""Felt conflict (E13)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def conflict_after(
    conflict: float,
    dissatisfaction: float,
    breach: float,
    bargaining: float,
    trust: float,
    per_dissatisfaction: float,
    per_breach: float,
    per_bargaining: float,
    resolution: float,
    trust_resolution: float,
) -> float:
    """Return felt conflict after a month, in [0, 1].

    Notes
    -----
    Claim : bad episodes, breaches and hard bargaining feed conflict; trust makes it resolvable [@morgan_hunt_1994].
    Form  : E13 with 2.3b.8, inflow into what is free, a share resolved.
    Holds : stays in [0, 1]; only falls without inflow.
    """
    inflow = per_dissatisfaction * dissatisfaction + per_breach * breach + per_bargaining * bargaining
    return share(conflict + (1.0 - conflict) * inflow - (resolution + trust_resolution * trust) * conflict)
