"""Forming: contact that brings the two nearer (E10)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.constructs.distance import distance_after
from sim.processes import block
from sim.state.columns import CULTURAL_DISTANCE, SOCIAL_DISTANCE, TECHNOLOGICAL_DISTANCE, TIME_DISTANCE


@kernel
def form(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let a month of contact (mean of both sides' seeking) reduce the distances; the map stays as it is."""
    social = r.dyadic[SOCIAL_DISTANCE, lo : lo + n]
    cultural = r.dyadic[CULTURAL_DISTANCE, lo : lo + n]
    technological = r.dyadic[TECHNOLOGICAL_DISTANCE, lo : lo + n]
    time = r.dyadic[TIME_DISTANCE, lo : lo + n]
    contact = s[block.CONTACT, :n]
    for i in range(n):
        social[i] = distance_after(social[i], p.social_rate, contact[i])
        cultural[i] = distance_after(cultural[i], p.cultural_rate, contact[i])
        technological[i] = distance_after(technological[i], p.technological_rate, contact[i])
        time[i] = distance_after(time[i], p.time_rate, contact[i])
