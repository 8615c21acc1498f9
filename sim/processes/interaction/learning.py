"""Learning: sharing, knowing and forgetting (E11)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.constructs.relationship_memory import memory_after, memory_gain, sharing
from sim.processes import block
from sim.state.columns import COMMITMENT, MEMORY, SHARED_MEMORY, TRUST


@kernel
def open_up(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let each side share as much as it trusted and was committed last month."""
    for me in range(2):
        trust = r.directed[TRUST, me, lo : lo + n]
        commitment = r.directed[COMMITMENT, me, lo : lo + n]
        shared = s[block.SHARED + me, :n]
        for i in range(n):
            shared[i] = sharing(trust[i], commitment[i], p.openness, p.sharing_floor)


@kernel
def learn(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let each side learn from what the other shared; part of it reaches the organisation."""
    for me in range(2):
        effort = s[block.LEARNING + me, :n]
        passing = s[block.PASSING + me, :n]
        memory = r.directed[MEMORY, me, lo : lo + n]
        organisational = r.directed[SHARED_MEMORY, me, lo : lo + n]
        shared = s[block.SHARED + 1 - me, :n]
        for i in range(n):
            gain = memory_gain(memory[i], shared[i], effort[i], p.rate)
            memory[i] = memory_after(memory[i], gain, p.decay)
            organisational[i] = memory_after(organisational[i], passing[i] * gain, p.decay)
