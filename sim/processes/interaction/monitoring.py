"""Monitoring: controlling fulfilment; who watches detects, and being watched costs trust (E12, T07)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.constructs.opportunism import detection_probability
from sim.processes import block


@kernel
def monitor(s: Any, p: Any, audit: float, n: int) -> None:
    """Detect the other side's opportunistic acts, by watching or through an audit."""
    for me in range(2):
        you = 1 - me
        watched = s[block.MONITORING + me, :n]
        cheated = s[block.CHEATED + you, :n]
        luck = s[block.NOTICE + me, :n]
        breach = s[block.BREACH + me, :n]
        for i in range(n):
            chance = detection_probability(watched[i], audit, p.detection_base, p.detection_slope)
            breach[i] = cheated[i] if luck[i] < chance else 0.0
