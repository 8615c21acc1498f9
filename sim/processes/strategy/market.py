"""Knowing the market: how strangers look to each other, and what they are thought to yield (2.3b.3)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import streams
from sim._jit import int64, piece
from sim.constructs.distance import value_overlap
from sim.constructs.outcome import expected_outcome
from sim.processes.distances import weighed
from sim.state.columns import (
    LIST_PRICE,
    MAP_X,
    MAP_Y,
    N_VALUES,
    REPUTATION,
    STAGE,
)

# 64-bit constants, because compiled code would be made anew for every literal value.
OWNER, PARTNER = int64(0), int64(1)


@piece
def first_distances(p: Any, squared_difference: float, squared_way: float, bits: Any) -> Any:
    """Return (social, cultural, technological, time, geographic distance, value overlap) of two strangers.

    ``squared_difference`` of their values, ``squared_way`` on the map (a unit square), ``bits`` their luck.
    """
    overlap = value_overlap(squared_difference, N_VALUES)
    technological = p.technological_low + (p.technological_high - p.technological_low) * streams.uniform(bits)
    time = p.time_low + (p.time_high - p.time_low) * streams.second_uniform(bits)
    geographic = p.geographic_scale * math.sqrt(0.5 * squared_way)
    return p.social_start, p.cultural_scale * (1.0 - overlap), technological, time, geographic, overlap


@piece
def first_sight(o: Any, p: Any, seed: Any, owner: int, partner: int) -> Any:
    """Return the distances and the value overlap of two organisations that meet for the first time."""
    squared = 0.0
    for k in range(N_VALUES):
        difference = np.float64(o.place[owner, k]) - np.float64(o.place[partner, k])
        squared += difference * difference
    dx = np.float64(o.place[owner, MAP_X]) - np.float64(o.place[partner, MAP_X])
    dy = np.float64(o.place[owner, MAP_Y]) - np.float64(o.place[partner, MAP_Y])
    key = streams.key(seed, streams.FIRST_SIGHT, 0)
    bits = streams.word(key, streams.pair(o.uid[owner], o.uid[partner]))
    return first_distances(p, squared, dx * dx + dy * dy, bits)


@piece
def hearsay(o: Any, p: Any, seed: Any, me: int, stranger: int, role: int) -> float:
    """Return what ``me``, acting as owner or as partner, expects a stranger to yield."""
    owner = me if role == OWNER else stranger
    partner = stranger if role == OWNER else me
    d = first_sight(o, p.distance, seed, owner, partner)
    distance = weighed(p.distance, d[0], d[1], d[2], d[3], d[4])
    price = o.standing[partner, LIST_PRICE]
    payment = price if role == OWNER else 1.0 - price
    return expected_outcome(
        p.expectation.prior,
        o.standing[stranger, REPUTATION],
        payment,
        distance,
        p.expectation.reputation_weight,
        p.delivering.distance,
    )


@piece
def is_partner(o: Any, r: Any, owner: int, partner: int) -> bool:
    """Return whether a living relationship of ``owner`` to ``partner`` exists."""
    for row in range(o.first[owner], o.first[owner + 1]):
        if r.partner[row] == partner and r.stages[STAGE, row] >= 0:
            return True
    return False
