"""Looking around: the strangers that organisations hear of, and the best of them (2.3b.3).

Those who ask are gathered on a slate, and each step is one loop over the whole slate: strangers lie scattered over the
tables, and in such loops the processor fetches many at a time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._fetch import fetch
from sim._jit import int64, kernel, piece
from sim.constructs.outcome import expected_outcome
from sim.processes.distances import weighed
from sim.processes.strategy.drawing import draw_more, draw_strangers
from sim.processes.strategy.market import OWNER, PARTNER, first_distances, is_partner
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

ASKS, PLACES = 256, 8192
"""Asks on a slate at most, and places for strangers on it."""
DISTINCT_BELOW = 512
"""Size of the other side of the market below which an organisation never hears of the same stranger twice."""
MORE = 16
"""Further strangers that one listener draws at a time at most."""
NOTHING = -1e9


class Slate(NamedTuple):
    """Working space for looking around: who asks, whom it hears of, and what these are thought to yield.

    Of ``n`` asks, the k-th stranger that ask ``i`` hears of stands at place ``k * n + i``.
    """

    asking: npt.NDArray[np.int64]
    """(ASKS,) organisation that asks"""
    role: npt.NDArray[np.int64]
    """(ASKS,) as owner or as partner"""
    key: npt.NDArray[np.uint64]
    """(ASKS,) key of its luck"""
    start: npt.NDArray[np.int64]
    """(ASKS,) first organisation of the other side of the market"""
    size: npt.NDArray[np.int64]
    """(ASKS,) how many these are"""
    heard: npt.NDArray[np.int64]
    """(ASKS,) strangers that it hears of"""
    who: npt.NDArray[np.int64]
    """(ASKS,) best stranger, -1 for nobody"""
    best: npt.NDArray[np.float64]
    """(ASKS,) what the best is thought to yield"""
    second: npt.NDArray[np.float64]
    """(ASKS,) what the second best is thought to yield"""
    strangers: npt.NDArray[np.int64]
    """(PLACES,) organisations heard of; who asks itself, where there is nobody else"""
    luck: npt.NDArray[np.uint64]
    """(PLACES,) luck of the draw, then identity of the pair"""
    refused: npt.NDArray[np.int64]
    """(ASKS,) asks whose first draw was no place in their market"""
    again: npt.NDArray[np.uint64]
    """(ASKS,) luck of their draw"""
    among: npt.NDArray[np.int64]
    """(ASKS,) how many places their market has, then the place drawn, -1 where they must draw still more often"""
    more: npt.NDArray[np.int64]
    """(MORE,) further places in the other side of the market that one listener draws"""
    known: npt.NDArray[np.bool_]
    """(DISTINCT_BELOW,) whom of a small market a listener knows already"""
    sight: npt.NDArray[np.float64]
    """(5, PLACES) squared value difference, squared map distance, reputation, payment, expected outcome"""
    reviewed: npt.NDArray[np.int16]
    """(2, P) month in which an organisation last looked at the whole market, as owner and as partner"""
    answer: npt.NDArray[np.float32]
    """(2, P) best that it found then"""


def new_slate(organisations: int) -> Slate:
    """Return empty working space for a world of so many organisations."""
    return Slate(
        asking=np.zeros(ASKS, np.int64),
        role=np.zeros(ASKS, np.int64),
        key=np.zeros(ASKS, np.uint64),
        start=np.zeros(ASKS, np.int64),
        size=np.zeros(ASKS, np.int64),
        heard=np.zeros(ASKS, np.int64),
        who=np.zeros(ASKS, np.int64),
        best=np.zeros(ASKS),
        second=np.zeros(ASKS),
        strangers=np.zeros(PLACES, np.int64),
        luck=np.zeros(PLACES, np.uint64),
        refused=np.zeros(ASKS, np.int64),
        again=np.zeros(ASKS, np.uint64),
        among=np.zeros(ASKS, np.int64),
        more=np.zeros(MORE, np.int64),
        known=np.zeros(DISTINCT_BELOW, np.bool_),
        # Eight more than there are places: see ``Desk``.
        sight=np.zeros((5, PLACES + 8)),
        reviewed=np.zeros((2, organisations), np.int16),
        answer=np.zeros((2, organisations), np.float32),
    )


@piece
def most_asks(how_many: int) -> int:
    """Return how many asks for so many strangers each a slate takes."""
    return min(ASKS, PLACES // max(how_many, 1))


@piece
def ask(o: Any, slate: Any, key: Any, me: int, role: int, place: int) -> None:
    """Note on the slate that ``me`` looks around, as owner or as partner."""
    slate.asking[place], slate.role[place], slate.key[place] = me, role, key
    slate.start[place] = o.supply[me, 0] if role == OWNER else o.demand[me, 0]
    slate.size[place] = o.supply[me, 1] if role == OWNER else o.demand[me, 1]


@kernel
def look_around(o: Any, r: Any, p: Any, slate: Any, seed: Any, how_many: int, asks: int) -> None:
    """Work out whom those on the slate hear of, what each is thought to yield, and who is best for each that asks."""
    draw_strangers(
        o.uid, slate.asking, slate.key, slate.start, slate.size, slate.strangers, slate.luck, slate.refused,
        slate.again, slate.among, how_many, asks,
    )  # fmt: skip
    fetch_strangers(o, r, slate, how_many, asks)
    leave_out_partners(o, r, slate, how_many, asks)
    squared, apart, reputation, payment, value = (
        slate.sight[0], slate.sight[1], slate.sight[2], slate.sight[3], slate.sight[4],
    )  # fmt: skip
    see_strangers(
        o.uid, o.place, o.standing, slate.asking, slate.role, slate.strangers, squared, apart, reputation, payment,
        slate.luck, how_many, asks,
    )  # fmt: skip
    judge_strangers(
        squared, apart, reputation, payment, value, slate.luck, p.distance, p.expectation, p.delivering.distance, seed,
        how_many * asks,
    )  # fmt: skip
    choose_best(slate.best, slate.second, slate.who, slate.heard, value, slate.strangers, how_many, asks)


@piece
def fetch_strangers(o: Any, r: Any, slate: Any, how_many: int, asks: int) -> None:
    """Ask for what strangers show, and for the relationships of those that would be owners."""
    for k in range(how_many):
        for i in range(asks):
            other = slate.strangers[k * asks + i]
            fetch(o.place, other, 0)
            if slate.role[i] == PARTNER:
                fetch(r.partner, o.first[other], 0)


@kernel
def leave_out_partners(o: Any, r: Any, slate: Any, how_many: int, asks: int) -> None:
    """Let those who drew a partner of theirs, and those in small markets, listen one by one."""
    for i in range(asks):
        me, role = slate.asking[i], slate.role[i]
        one_by_one = (slate.size[i] <= how_many) | (slate.size[i] < DISTINCT_BELOW)
        if not one_by_one:
            for k in range(how_many):
                other = slate.strangers[k * asks + i]
                owner, partner = me if role == OWNER else other, other if role == OWNER else me
                one_by_one |= (other == me) | is_partner(o, r, owner, partner)
        slate.heard[i] = listen(o, r, slate, how_many, asks, i) if one_by_one else how_many


@piece
def listen(o: Any, r: Any, slate: Any, how_many: int, asks: int, i: int) -> int:
    """Note the strangers that one hears of, and return how many they are.

    All non-partners where the other side of the market has at most ``how_many``; else that many random ones, different
    ones unless the market is large.  The first draws stand on the slate already.
    """
    me, role, start, size = slate.asking[i], slate.role[i], slate.start[i], slate.size[i]
    strangers, more, known = slate.strangers, slate.more, slate.known
    everybody, small = size <= how_many, size < DISTINCT_BELOW
    if small:
        note_known(o, r, known, me, role, start, size)
    limit = size if everybody else 3 * how_many
    found, tries, begun, drawn = 0, 0, 0, how_many
    while found < how_many and tries < limit:
        if tries == drawn:
            few = min((2 * (how_many - found) + 3) // 4 * 4, MORE)
            draw_more(o.uid[me], slate.key[i], more, size, tries, few)
            begun, drawn = tries, tries + few
        if everybody:
            place = int64(tries)
        else:
            place = strangers[tries * asks + i] - start if tries < how_many else more[tries - begun]
        tries += 1
        other = start + place
        if small:
            met = known[place]
            known[place] = True
            met = met or (role == PARTNER and is_partner(o, r, other, me))
        else:
            met = other == me or is_partner(o, r, me if role == OWNER else other, other if role == OWNER else me)
        if not met:
            strangers[found * asks + i] = other
            found += 1
    for k in range(found, how_many):
        strangers[k * asks + i] = me
    return found


@piece
def note_known(o: Any, r: Any, known: Any, me: int, role: int, start: int, size: int) -> None:
    """Note who, of the other side of a small market, need not be heard of: oneself and one's own partners."""
    known[:size] = False
    if start <= me < start + size:
        known[me - start] = True
    if role == OWNER:
        for row in range(o.first[me], o.first[me + 1]):
            if r.stages[STAGE, row] >= 0 and start <= r.partner[row] < start + size:
                known[r.partner[row] - start] = True


@kernel
def see_strangers(
    uid: Any, place: Any, standing: Any, asking: Any, role: Any, strangers: Any, squared: Any, apart: Any,
    reputation: Any, payment: Any, identity: Any, how_many: int, asks: int,
) -> None:  # fmt: skip
    """Fetch what every stranger on the slate shows to who asks."""
    for k in range(how_many):
        for i in range(asks):
            at = k * asks + i
            me, other, as_owner = asking[i], strangers[at], role[i] == OWNER
            total = 0.0
            for j in range(N_VALUES):
                difference = np.float64(place[me, j]) - np.float64(place[other, j])
                total += difference * difference
            squared[at] = total
            dx = np.float64(place[me, MAP_X]) - np.float64(place[other, MAP_X])
            dy = np.float64(place[me, MAP_Y]) - np.float64(place[other, MAP_Y])
            apart[at] = dx * dx + dy * dy
            reputation[at] = standing[other, REPUTATION]
            owner, partner = me if as_owner else other, other if as_owner else me
            price = standing[partner, LIST_PRICE]
            payment[at] = price if as_owner else 1.0 - price
            identity[at] = streams.pair(uid[owner], uid[partner])


@kernel
def judge_strangers(
    squared: Any, apart: Any, reputation: Any, payment: Any, value: Any, identity: Any, distance_p: Any,
    expectation_p: Any, per_distance: float, seed: Any, n: int,
) -> None:  # fmt: skip
    """Work out what every stranger on the slate is thought to yield."""
    key = streams.key(seed, streams.FIRST_SIGHT, 0)
    for i in range(n):
        d = first_distances(distance_p, squared[i], apart[i], streams.word(key, identity[i]))
        distance = weighed(distance_p, d[0], d[1], d[2], d[3], d[4])
        value[i] = expected_outcome(
            expectation_p.prior, reputation[i], payment[i], distance, expectation_p.reputation_weight, per_distance
        )


@kernel
def choose_best(
    best: Any, second: Any, who: Any, heard: Any, value: Any, strangers: Any, how_many: int, asks: int
) -> None:
    """Find the best and the second best that each heard of; the first of equals."""
    for i in range(asks):
        best[i] = NOTHING
        second[i] = NOTHING
        who[i] = -1
    for k in range(how_many):
        theirs, them = value[k * asks : k * asks + asks], strangers[k * asks : k * asks + asks]
        for i in range(asks):
            worth = theirs[i] if k < heard[i] else NOTHING
            who[i] = them[i] if worth > best[i] else who[i]
            second[i] = max(second[i], min(best[i], worth))
            best[i] = max(best[i], worth)
    for i in range(asks):
        best[i] = best[i] if who[i] >= 0 else 0.0
        second[i] = second[i] if second[i] > NOTHING else 0.0


@kernel
def _take_note(standing: Any, slate: Any, asks: int) -> None:
    for i in range(asks):
        me = slate.asking[i]
        if slate.role[i] == OWNER:
            standing[me, ALTERNATIVE_AS_OWNER] = slate.best[i]
            standing[me, SECOND_AS_OWNER] = slate.second[i]
            standing[me, BEST_AS_OWNER] = float(slate.who[i])
        else:
            standing[me, ALTERNATIVE_AS_PARTNER] = slate.best[i]
            standing[me, SECOND_AS_PARTNER] = slate.second[i]
            standing[me, BEST_AS_PARTNER] = float(slate.who[i])


@kernel
def _keep_answers(slate: Any, asks: int) -> None:
    for i in range(asks):
        slate.answer[slate.role[i], slate.asking[i]] = slate.best[i]


@kernel
def hear(o: Any, r: Any, p: Any, slate: Any, seed: Any, month: int, who_lo: int, who_hi: int) -> None:
    """Let organisations hear of alternatives."""
    how_many = int(p.search.hears_of)
    as_owner, as_partner = streams.key(seed, streams.HEARING, month), streams.key(seed, streams.HEARING + 1, month)
    asks = 0
    for me in range(who_lo, who_hi):
        for role in range(2):
            if (o.target[me] == 0) if role == OWNER else (o.demand[me, 1] == 0):
                continue
            if asks == most_asks(how_many):
                look_around(o, r, p, slate, seed, how_many, asks)
                _take_note(o.standing, slate, asks)
                asks = 0
            ask(o, slate, as_owner if role == OWNER else as_partner, int64(me), int64(role), asks)
            asks += 1
    look_around(o, r, p, slate, seed, how_many, asks)
    _take_note(o.standing, slate, asks)


@piece
def review_is_due(r: Any, row: int, every: int) -> bool:
    """Return whether the relationship in a row lives and is reviewed this month."""
    return bool(r.stages[STAGE, row] >= 0) and (r.counts[AGE, row] + 1) % every == 0


@kernel
def look_for_reviews(o: Any, r: Any, p: Any, slate: Any, seed: Any, month: int, who_lo: int, who_hi: int) -> None:
    """Let both sides of every relationship with a review due look at the whole market.

    An organisation looks once a month, as owner and as partner, however many of its relationships are reviewed.
    """
    every, how_many = int(p.review.every), int(p.review.hears_of)
    if every == 0:
        return
    as_owner, as_partner = streams.key(seed, streams.REVIEW, month), streams.key(seed, streams.REVIEW + 1, month)
    asks = 0
    for owner in range(who_lo, who_hi):
        for row in range(o.first[owner], o.first[owner + 1]):
            if not review_is_due(r, row, every):
                continue
            for role in range(2):
                me = int64(owner) if role == OWNER else int64(r.partner[row])
                if slate.reviewed[role, me] == month:
                    continue
                slate.reviewed[role, me] = month
                if asks == most_asks(how_many):
                    look_around(o, r, p, slate, seed, how_many, asks)
                    _keep_answers(slate, asks)
                    asks = 0
                ask(o, slate, as_owner if role == OWNER else as_partner, me, int64(role), asks)
                asks += 1
    look_around(o, r, p, slate, seed, how_many, asks)
    _keep_answers(slate, asks)
    for owner in range(who_lo, who_hi):
        for row in range(o.first[owner], o.first[owner + 1]):
            if review_is_due(r, row, every):
                r.read_out[REVIEW_ALTERNATIVE, 0, row] = slate.answer[OWNER, owner]
                r.read_out[REVIEW_ALTERNATIVE, 1, row] = slate.answer[PARTNER, r.partner[row]]
