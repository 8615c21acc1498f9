"""Where relationships of the market stand on the plane of cooperation and competition at the end of a month (E15)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim._jit import clip, entry
from sim.constructs.competition import competition, multi_sourcing
from sim.constructs.cooperation import cooperation, joint_action
from sim.constructs.relationship_memory import sharing
from sim.mechanisms.exact import correlation
from sim.mechanisms.pulling import pulled
from sim.state import columns as c

Floats = npt.NDArray[np.float64]


@entry
def place_on_plane(o: Any, r: Any, openness: float, floor: float, risk: float, axes: Any, owners: int) -> int:
    """Write cooperation and competition (means of both sides) of all that delivered this month; return their number."""
    n = 0
    for owner in range(owners):
        partners = 0.0
        for row in range(o.first[owner], o.first[owner + 1]):
            partners += 1.0 if r.stages[c.STAGE, row] >= 0 and r.counts[c.AGE, row] > 0 else 0.0
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] < 0 or r.counts[c.AGE, row] == 0:
                continue
            other = r.partner[row]
            joint = joint_action(r.directed[c.INVESTMENT, 0, row], r.directed[c.INVESTMENT, 1, row])
            price = np.float64(r.traces[c.TRACE_TRADE, 1, row])
            pressure = 2.0 * abs(price - 0.5)
            volume, sold = np.float64(r.traces[c.TRACE_TRADE, 0, row]), o.standing[other, c.VOLUME]
            together, against = 0.0, 0.0
            for me in range(2):
                who = owner if me == 0 else other
                opens = pulled(r, c.LEVER_OPENNESS, me, row)
                shared = clip(
                    opens * sharing(r.directed[c.TRUST, me, row], r.directed[c.COMMITMENT, me, row], openness, floor),
                    0.0,
                    1.0,
                )
                flexible = np.float64(r.read_out[c.FLEXIBILITY, me, row])
                carried = clip(risk + pulled(r, c.LEVER_RISK, me, row), 0.0, 1.0)
                together += 0.5 * cooperation(shared, joint, flexible, carried)
                business = r.dyadic[c.WALLET_SHARE, row] if me == 0 else min(volume / max(sold, 1e-12), 1.0)
                spread = multi_sourcing(business, partners if me == 0 else o.standing[other, c.N_BUYERS])
                hard = o.conduct[who, c.BARGAINING] + pulled(r, c.LEVER_HARDNESS, me, row)
                frequency = np.float64(r.read_out[c.OPPORTUNISM, me, row])
                against += 0.5 * competition(
                    clip(hard, 0.0, 1.0), pressure, spread, frequency, r.directed[c.CONFLICT, me, row]
                )
            axes[0, n], axes[1, n] = together, against
            n += 1
    return n


def quadrants(together: Floats, against: Floats) -> dict[str, float]:
    """Return the shares of the four quadrants, cut at the medians, and the correlation of the axes."""
    if not together.size:
        return {}
    much, hard = together > np.median(together), against > np.median(against)
    return {
        "quadrant_both": float((much & hard).mean()),
        "quadrant_cooperative": float((much & ~hard).mean()),
        "quadrant_competitive": float((~much & hard).mean()),
        "quadrant_neither": float((~much & ~hard).mean()),
        "plane_correlation": correlation(together, against),
    }
