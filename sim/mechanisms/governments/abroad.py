"""Abroad: what a relation between governments does for firms of both countries (section 3.2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import entry, kernel
from sim.constructs.statecraft import contact_factor, distance_left
from sim.mechanisms.pulling import push, scale
from sim.processes.distances import distance_of
from sim.state import columns as c


@kernel
def lend_trust(r: Any, p: Any, a: Any) -> None:
    """Lend the trust between two governments to the institutions around the firms of both."""
    for n in range(a.row.size):
        row = a.row[n]
        held = 0.5 * (r.directed[c.TRUST, 0, row] + r.directed[c.TRUST, 1, row]) if row >= 0 else 0.0
        a.lent[a.first[n], a.second[n]] = p.institutions.from_relation * held
        a.lent[a.second[n], a.first[n]] = p.institutions.from_relation * held


@kernel
def reach_firms(o: Any, r: Any, core: Any, p: Any, a: Any, ground: Any, pair_of: Any) -> None:
    """Bring firms of two countries nearer to each other, and let institutions restrain them."""
    near = 1.0 - p.posts.firms * (1.0 - distance_left(p.posts.number))
    met = 1.0 + p.posts.firms * (contact_factor(p.posts.number, p.posts.contact) - 1.0)
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] < 0:
                continue
            here, there = o.government[owner], o.government[r.partner[row]]
            if here == there:
                continue
            fresh = r.counts[c.AGE, row] == 0
            if fresh:
                ground[row] = r.dyadic[c.GEOGRAPHIC_DISTANCE, row]
            related = a.row[pair_of[here, there]] >= 0
            r.dyadic[c.GEOGRAPHIC_DISTANCE, row] = np.float64(ground[row]) * (near if related else 1.0)
            lent = a.lent[here, there]
            for me in range(2):
                scale(r, c.LEVER_CONTACT, me, row, np.float32(met if related else 1.0))
                push(r, c.LEVER_TEMPTATION, me, row, -np.float32(core.opportunism.institutions * lent))
                if fresh:
                    push(r, c.LEVER_TRUST, me, row, np.float32(core.trust.start_institutions * lent))


@entry
def firms_apart(o: Any, r: Any, core: Any) -> float:
    """Return the mean distance between firms that deal with each other across a border; nan where none do."""
    total, firms = 0.0, 0
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            here, there = o.government[owner], o.government[r.partner[row]]
            if r.stages[c.STAGE, row] < 0 or r.counts[c.AGE, row] == 0 or here == there:
                continue
            total += distance_of(r, core.distance, row)
            firms += 1
    return total / firms if firms else np.nan
