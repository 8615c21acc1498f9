"""Linking: third parties who deliver part of what a principal promised (3.1, 2.3b.13)."""

from __future__ import annotations

from typing import Any

from sim._jit import kernel
from sim.constructs.delivery import blame
from sim.processes import block
from sim.state.columns import (
    COMPLEMENTOR,
    LINKED,
    LINKED_BREACH,
    LINKED_MEMORY,
    LINKED_PERFORMANCE,
    MEMORY,
    STAGE,
)


@kernel
def put_blame(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Split the blame for a shortfall between the partner and its complementor."""
    for me in range(2):
        you = 1 - me
        memory = r.directed[MEMORY, me, lo : lo + n]
        linked = s[block.LINKED + you, :n]
        blamed = s[block.BLAME + me, :n]
        for i in range(n):
            split = blame(memory[i], p.controlled_share, p.blame_base, p.blame_memory)
            blamed[i] = split if linked[i] > 0.5 else 1.0


@kernel
def publish_links(o: Any, r: Any, s: Any, owner: int, lo: int, start: int, n: int) -> None:
    """Note what the first living complementor of an owner performed for it this month."""
    standing = o.standing[owner]
    standing[LINKED] = 0.0
    for i in range(start, start + n):
        row = lo + i
        living = r.stages[STAGE, row] >= 0
        if living and o.kind[r.partner[row]] == COMPLEMENTOR:
            standing[LINKED] = 1.0
            standing[LINKED_PERFORMANCE] = s[block.PERFORMANCE, i]
            standing[LINKED_MEMORY] = r.directed[MEMORY, 0, row]
            standing[LINKED_BREACH] = s[block.CHEATED + 1, i]
            return
