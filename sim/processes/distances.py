"""What stands between two organisations, as one figure: E10 with the weights that hold."""

from __future__ import annotations

from typing import Any

from sim._jit import piece
from sim.constructs.distance import whole_distance
from sim.state import columns as c


@piece
def weighed(p: Any, social: float, cultural: float, technological: float, time: float, geographic: float) -> float:
    """Return five distances as one, by the weights in ``p`` (the parameters ``distance``)."""
    return whole_distance(
        social, cultural, technological, time, geographic,
        p.social_weight, p.cultural_weight, p.technological_weight, p.time_weight, p.geographic_weight,
    )  # fmt: skip


@piece
def distance_of(r: Any, p: Any, row: int) -> float:
    """Return how far apart the two of a relationship are."""
    return weighed(
        p,
        r.dyadic[c.SOCIAL_DISTANCE, row],
        r.dyadic[c.CULTURAL_DISTANCE, row],
        r.dyadic[c.TECHNOLOGICAL_DISTANCE, row],
        r.dyadic[c.TIME_DISTANCE, row],
        r.dyadic[c.GEOGRAPHIC_DISTANCE, row],
    )
