"""Knowing the market: what strangers are thought to yield, and the best of those one hears of (2.3b.3)."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._jit import int64, kernel, piece
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
OWNER, PARTNER = int64(0), int64(1)
DISTINCT_BELOW = 512
NOTHING = -1e9


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


@piece
def is_partner(o: Any, r: Any, owner: int, partner: int) -> bool:
    """Return whether a living relationship of ``owner`` to ``partner`` exists."""
    for row in range(o.first[owner], o.first[owner + 1]):
        if r.partner[row] == partner and r.stages[STAGE, row] >= 0:
            return True
    return False


class Slate(NamedTuple):
    """Working space for looking around: who asks, whom it hears of, and what these are thought to yield."""

    asking: npt.NDArray[np.int64]
    """(ASKS,) organisation that asks"""
    role: npt.NDArray[np.int64]
    """(ASKS,) as owner or as partner"""
    about: npt.NDArray[np.int64]
    """(ASKS,) row whose review it is, -1 for none"""
    end: npt.NDArray[np.int64]
    """(ASKS,) end of its strangers"""
    who: npt.NDArray[np.int64]
    """(ASKS,) best stranger, -1 for nobody"""
    best: npt.NDArray[np.float64]
    """(ASKS,) what the best is thought to yield"""
    second: npt.NDArray[np.float64]
    """(ASKS,) what the second best is thought to yield"""
    strangers: npt.NDArray[np.int64]
    """(STRANGERS,) organisations heard of"""
    identity: npt.NDArray[np.uint64]
    """(STRANGERS,) identity of the pair"""
    sight: npt.NDArray[np.float64]
    """(5, STRANGERS) squared value difference, squared map distance, reputation, payment, expected outcome"""


ASKS, STRANGERS = 1024, 8192


def new_slate() -> Slate:
    """Return empty working space."""
    return Slate(
        asking=np.zeros(ASKS, np.int64),
        role=np.zeros(ASKS, np.int64),
        about=np.zeros(ASKS, np.int64),
        end=np.zeros(ASKS, np.int64),
        who=np.zeros(ASKS, np.int64),
        best=np.zeros(ASKS),
        second=np.zeros(ASKS),
        strangers=np.zeros(STRANGERS, np.int64),
        identity=np.zeros(STRANGERS, np.uint64),
        sight=np.zeros((5, STRANGERS)),
    )


@piece
def listen(o: Any, r: Any, strangers: Any, key: Any, me: int, role: int, how_many: int, begin: int) -> int:
    """Note the strangers that ``me`` hears of from place ``begin`` on, and return the place after the last.

    All non-partners where the other side of the market has at most ``how_many``; else that many random ones, different
    ones unless the market is large.
    """
    start = o.supply[me, 0] if role == OWNER else o.demand[me, 0]
    size = o.supply[me, 1] if role == OWNER else o.demand[me, 1]
    everybody = size <= how_many
    limit = size if everybody else 3 * how_many
    place = begin
    tries = 0
    while place - begin < how_many and tries < limit:
        bits = streams.word(key, streams.nth(o.uid[me], tries))
        other = start + (tries if everybody else streams.index(bits, size))
        tries += 1
        owner = me if role == OWNER else other
        partner = other if role == OWNER else me
        known = other == me or is_partner(o, r, owner, partner)
        if not everybody and size < DISTINCT_BELOW:
            for k in range(begin, place):
                known = known or strangers[k] == other
        if not known:
            strangers[place] = other
            place += 1
    return place


@kernel
def judge_strangers(
    o: Any, slate: Any, distance_p: Any, expectation_p: Any, per_distance: float, seed: Any, asks: int
) -> None:
    """Work out what every stranger on the slate is thought to yield, and who is best for each that asks."""
    key = streams.key(seed, streams.FIRST_SIGHT, 0)
    squared, apart, reputation, payment, value = (
        slate.sight[0], slate.sight[1], slate.sight[2], slate.sight[3], slate.sight[4],
    )  # fmt: skip
    i = 0
    for ask in range(asks):
        me = slate.asking[ask]
        as_owner = slate.role[ask] == OWNER
        while i < slate.end[ask]:
            other = slate.strangers[i]
            total = 0.0
            for k in range(N_VALUES):
                difference = np.float64(o.place[me, k]) - np.float64(o.place[other, k])
                total += difference * difference
            squared[i] = total
            dx = np.float64(o.place[me, MAP_X]) - np.float64(o.place[other, MAP_X])
            dy = np.float64(o.place[me, MAP_Y]) - np.float64(o.place[other, MAP_Y])
            apart[i] = dx * dx + dy * dy
            reputation[i] = o.standing[other, REPUTATION]
            owner, partner = me if as_owner else other, other if as_owner else me
            price = o.standing[partner, LIST_PRICE]
            payment[i] = price if as_owner else 1.0 - price
            slate.identity[i] = streams.pair(o.uid[owner], o.uid[partner])
            i += 1
    n = i
    for i in range(n):
        d = first_distances(distance_p, squared[i], apart[i], streams.word(key, slate.identity[i]))
        distance = whole_distance(
            d[0],
            d[1],
            d[2],
            d[3],
            d[4],
            distance_p.social_weight,
            distance_p.cultural_weight,
            distance_p.technological_weight,
            distance_p.time_weight,
            distance_p.geographic_weight,
        )
        value[i] = expected_outcome(
            expectation_p.prior, reputation[i], payment[i], distance, expectation_p.reputation_weight, per_distance
        )
    i = 0
    for ask in range(asks):
        best, second, who = NOTHING, NOTHING, -1
        while i < slate.end[ask]:
            if value[i] > best:
                second = best
                best, who = value[i], slate.strangers[i]
            else:
                second = max(second, value[i])
            i += 1
        slate.best[ask] = best if who >= 0 else 0.0
        slate.second[ask] = second if second > NOTHING else 0.0
        slate.who[ask] = who


@kernel
def _take_note(o: Any, r: Any, slate: Any, asks: int) -> None:
    for ask in range(asks):
        me, as_owner, row = slate.asking[ask], slate.role[ask] == OWNER, slate.about[ask]
        if row >= 0:
            r.read_out[REVIEW_ALTERNATIVE, 0 if as_owner else 1, row] = slate.best[ask]
        elif as_owner:
            o.standing[me, ALTERNATIVE_AS_OWNER] = slate.best[ask]
            o.standing[me, SECOND_AS_OWNER] = slate.second[ask]
            o.standing[me, BEST_AS_OWNER] = float(slate.who[ask])
        else:
            o.standing[me, ALTERNATIVE_AS_PARTNER] = slate.best[ask]
            o.standing[me, SECOND_AS_PARTNER] = slate.second[ask]
            o.standing[me, BEST_AS_PARTNER] = float(slate.who[ask])


@kernel
def hear(o: Any, r: Any, p: Any, slate: Any, seed: Any, month: int, who_lo: int, who_hi: int) -> None:
    """Let organisations hear of alternatives; let those with a review due look at the whole market."""
    every = int(p.review.every)
    asks, place = 0, 0
    for organisation in range(who_lo, who_hi):
        start = o.first[organisation]
        rows = o.first[organisation + 1] - start
        # Two asks for what is heard in passing, then two for each relationship with a review due.
        for turn in range(2 + 2 * (rows if every > 0 else 0)):
            role = OWNER if turn % 2 == 0 else PARTNER
            row = start + (turn - 2) // 2 if turn >= 2 else -1
            me = organisation
            purpose, how_many = streams.HEARING, int(p.search.hears_of)
            if row >= 0:
                if r.stages[STAGE, row] < 0 or (r.counts[AGE, row] + 1) % every != 0:
                    continue
                me = organisation if role == OWNER else int64(r.partner[row])
                purpose, how_many = streams.REVIEW, int(p.review.hears_of)
            elif (o.target[me] == 0) if role == OWNER else (o.demand[me, 1] == 0):
                continue
            if asks == ASKS or place + how_many > STRANGERS:
                judge_strangers(o, slate, p.distance, p.expectation, p.delivering.distance, seed, asks)
                _take_note(o, r, slate, asks)
                asks, place = 0, 0
            key = streams.key(seed, purpose + role, month)
            place = listen(o, r, slate.strangers, key, me, role, how_many, place)
            slate.asking[asks], slate.role[asks], slate.about[asks], slate.end[asks] = me, role, row, place
            asks += 1
    judge_strangers(o, slate, p.distance, p.expectation, p.delivering.distance, seed, asks)
    _take_note(o, r, slate, asks)
