"""Knowing the market: what strangers are thought to yield, and the best of those one hears of (2.3b.3)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import streams
from sim._jit import kernel
from sim.constructs.distance import value_overlap, whole_distance
from sim.constructs.outcome import expected_outcome
from sim.state.columns import (
    AGE,
    ALTERNATIVE_AS_OWNER,
    ALTERNATIVE_AS_PARTNER,
    BEST_AS_OWNER,
    BEST_AS_PARTNER,
    LIST_PRICE,
    MAP_X,
    MAP_Y,
    N_VALUES,
    REPUTATION,
    REVIEW_ALTERNATIVE,
    SECOND_AS_OWNER,
    SECOND_AS_PARTNER,
    STAGE,
)

# 64-bit constants, because compiled code would be made anew for every literal value.
OWNER, PARTNER = np.int64(0), np.int64(1)
DISTINCT_BELOW = 512
NOTHING = -1e9
_SQRT2 = 1.4142135623730951


@kernel
def first_sight(o: Any, p: Any, seed: Any, owner: int, partner: int) -> Any:
    """Return (social, cultural, technological, time, geographic distance, value overlap) of two strangers."""
    squared = 0.0
    for k in range(N_VALUES):
        difference = float(o.place[owner, k]) - float(o.place[partner, k])
        squared += difference * difference
    overlap = value_overlap(squared)
    dx = float(o.place[owner, MAP_X]) - float(o.place[partner, MAP_X])
    dy = float(o.place[owner, MAP_Y]) - float(o.place[partner, MAP_Y])
    key = streams.key(seed, streams.FIRST_SIGHT, 0)
    bits = streams.word(key, streams.pair(o.uid[owner], o.uid[partner]))
    technological = p.technological_low + (p.technological_high - p.technological_low) * streams.uniform(bits)
    time = p.time_low + (p.time_high - p.time_low) * streams.second_uniform(bits)
    geographic = p.geographic_scale * math.sqrt(dx * dx + dy * dy) / _SQRT2
    return p.social_start, p.cultural_scale * (1.0 - overlap), technological, time, geographic, overlap


@kernel
def hearsay(o: Any, p: Any, seed: Any, me: int, stranger: int, role: int) -> float:
    """Return what ``me``, acting as owner or as partner, expects a stranger to yield."""
    owner = me if role == OWNER else stranger
    partner = stranger if role == OWNER else me
    d = first_sight(o, p.distance, seed, owner, partner)
    distance = whole_distance(
        d[0],
        d[1],
        d[2],
        d[3],
        d[4],
        p.distance.social_weight,
        p.distance.cultural_weight,
        p.distance.technological_weight,
        p.distance.time_weight,
        p.distance.geographic_weight,
    )
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


@kernel
def is_partner(o: Any, r: Any, owner: int, partner: int) -> bool:
    """Return whether a living relationship of ``owner`` to ``partner`` exists."""
    for row in range(o.first[owner], o.first[owner + 1]):
        if r.partner[row] == partner and r.stages[STAGE, row] >= 0:
            return True
    return False


@kernel
def best_known(o: Any, r: Any, p: Any, heard: Any, seed: Any, key: Any, me: int, role: int, how_many: int) -> Any:
    """Return (best value, who, second best value) among the non-partners that ``me`` hears of.

    All of them where the other side of the market has at most ``how_many``; else that many random ones, different ones
    unless the market is large.  ``heard`` is working space.
    """
    pool = o.supply[me] if role == OWNER else o.demand[me]
    start, size = pool[0], pool[1]
    best, second, who = NOTHING, NOTHING, -1
    everybody = size <= how_many
    found, tries = 0, 0
    limit = size if everybody else 3 * how_many
    while found < how_many and tries < limit:
        if everybody:
            other = start + tries
        else:
            bits = streams.word(key, streams.nth(o.uid[me], tries))
            other = start + streams.index(bits, size)
        tries += 1
        owner = me if role == OWNER else other
        partner = other if role == OWNER else me
        if other == me or is_partner(o, r, owner, partner):
            continue
        again = False
        if not everybody and size < DISTINCT_BELOW:
            for k in range(found):
                again = again or heard[k] == other
        if again:
            continue
        heard[found % heard.size] = other
        found += 1
        value = hearsay(o, p, seed, me, other, role)
        if value > best:
            second = best
            best, who = value, other
        elif value > second:
            second = value
    return best, who, second


@kernel
def hear(o: Any, r: Any, p: Any, heard: Any, seed: Any, month: int, who_lo: int, who_hi: int) -> None:
    """Let organisations hear of alternatives; let those with a review due look at the whole market."""
    how_many = int(p.search.hears_of)
    every = int(p.review.every)
    owner_key = streams.key(seed, streams.HEARING, month)
    partner_key = streams.key(seed, streams.HEARING + 1, month)
    review_key = streams.key(seed, streams.REVIEW, month)
    review_partner_key = streams.key(seed, streams.REVIEW + 1, month)
    look = int(p.review.hears_of)
    for me in range(who_lo, who_hi):
        standing = o.standing[me]
        if o.target[me] > 0:
            best, who, second = best_known(o, r, p, heard, seed, owner_key, me, OWNER, how_many)
            standing[ALTERNATIVE_AS_OWNER] = best if who >= 0 else 0.0
            standing[SECOND_AS_OWNER] = second if second > NOTHING else 0.0
            standing[BEST_AS_OWNER] = float(who)
        if o.demand[me, 1] > 0:
            best, who, second = best_known(o, r, p, heard, seed, partner_key, me, PARTNER, how_many)
            standing[ALTERNATIVE_AS_PARTNER] = best if who >= 0 else 0.0
            standing[SECOND_AS_PARTNER] = second if second > NOTHING else 0.0
            standing[BEST_AS_PARTNER] = float(who)
        if every <= 0:
            continue
        for row in range(o.first[me], o.first[me + 1]):
            if r.stages[STAGE, row] < 0 or (r.counts[AGE, row] + 1) % every != 0:
                continue
            best, who, second = best_known(o, r, p, heard, seed, review_key, me, OWNER, look)
            r.read_out[REVIEW_ALTERNATIVE, 0, row] = best if who >= 0 else 0.0
            best, who, second = best_known(
                o, r, p, heard, seed, review_partner_key, np.int64(r.partner[row]), PARTNER, look
            )
            r.read_out[REVIEW_ALTERNATIVE, 1, row] = best if who >= 0 else 0.0
