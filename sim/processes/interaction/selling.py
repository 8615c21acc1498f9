"""Selling and socialising: searching, first contact, agreement, and how a relationship starts (T02, E1, E4)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import streams
from sim._jit import int64, kernel, piece
from sim.constructs.commitment import goal_factor
from sim.constructs.continuity import contact_probability
from sim.constructs.expectation import first_expectation
from sim.constructs.trust import first_trust
from sim.processes.distances import weighed
from sim.processes.strategy.looking_around import ask, look_around, most_asks
from sim.processes.strategy.market import OWNER, PARTNER, first_sight, hearsay
from sim.state import columns as c

MEAN_GOAL_OVERLAP = 0.772199
"""Mean cosine of two goal vectors drawn from U(0, 1)^5 (a test integrates it); a constant of the distribution, so that
one more organisation touches nobody else's commitment."""


@piece
def vacancy(o: Any, r: Any, owner: int) -> int:
    """Return the first vacant row of an owner that wants more partners, else -1."""
    living, vacant = 0, -1
    for row in range(o.first[owner], o.first[owner + 1]):
        if r.stages[c.STAGE, row] >= 0:
            living += 1
        elif vacant < 0:
            vacant = row
    return vacant if living < o.target[owner] else -1


@kernel
def search(o: Any, r: Any, p: Any, slate: Any, seed: Any, month: int, owner_lo: int, owner_hi: int) -> None:
    """Let owners with a vacancy search, contact the best candidate and try to agree; note the agreements."""
    search_key = streams.key(seed, streams.SEARCH, month)
    contact_key = streams.key(seed, streams.CONTACT, month)
    how_many = int(p.search.sample)
    asks = 0
    for owner in range(owner_lo, owner_hi):
        o.proposal[owner] = -1
        if o.target[owner] == 0 or vacancy(o, r, owner) < 0:
            continue
        luck = streams.word(contact_key, np.uint64(o.uid[owner]))
        if streams.uniform(luck) >= p.search.rate:
            continue
        if asks == most_asks(how_many):
            look_around(o, r, p, slate, seed, how_many, asks)
            approach(o, p, slate, seed, contact_key, asks)
            asks = 0
        ask(o, slate, search_key, int64(owner), OWNER, asks)
        asks += 1
    look_around(o, r, p, slate, seed, how_many, asks)
    approach(o, p, slate, seed, contact_key, asks)


@kernel
def approach(o: Any, p: Any, slate: Any, seed: Any, contact_key: Any, asks: int) -> None:
    """Let those who searched contact their best candidate; both agree if nothing better is known to either."""
    for i in range(asks):
        owner, who, value = slate.asking[i], slate.who[i], slate.best[i]
        if who < 0:
            continue
        d = first_sight(o, p.distance, seed, owner, who)
        distance = weighed(p.distance, d[0], d[1], d[2], d[3], d[4])
        chance = contact_probability(
            p.selling.effort_share,
            o.standing[owner, c.REPUTATION],
            distance,
            p.selling.intercept,
            p.selling.effort,
            p.selling.reputation,
            p.selling.distance,
        )
        if streams.second_uniform(streams.word(contact_key, np.uint64(o.uid[owner]))) >= chance:
            continue
        mine = o.standing[owner]
        theirs = o.standing[who]
        same = int(mine[c.BEST_AS_OWNER]) == who
        my_bar = mine[c.SECOND_AS_OWNER] if same else mine[c.ALTERNATIVE_AS_OWNER]
        same = int(theirs[c.BEST_AS_PARTNER]) == owner
        their_bar = theirs[c.SECOND_AS_PARTNER] if same else theirs[c.ALTERNATIVE_AS_PARTNER]
        their_value = hearsay(o, p, seed, who, owner, PARTNER)
        if value >= my_bar - p.search.tolerance and their_value >= their_bar - p.search.tolerance:
            o.proposal[owner] = who


@kernel
def settle(o: Any, r: Any, p: Any, seed: Any, month: int, queues: Any, priority: Any) -> None:
    """Where sellers serve a limited number of buyers, let them take the most promising first, ties by address.

    ``queues`` (3, P) and ``priority`` (P,) are working space: the first that queues for a seller, who follows whom, how
    many a seller serves; and how promising who queues is, the least first.
    """
    capacity = int(p.population.capacity)
    n = o.proposal.size
    key = streams.key(seed, streams.PRIORITY, month)
    head, following, served = queues[0], queues[1], queues[2]
    head[:] = -1
    following[:] = -1
    served[:] = 0
    for row in range(r.partner.size):
        if r.stages[c.STAGE, row] >= 0:
            served[r.partner[row]] += 1
    for owner in range(n):
        who = o.proposal[owner]
        if who < 0:
            continue
        tie = streams.uniform(streams.word(key, streams.pair(o.uid[owner], o.uid[who])))
        priority[owner] = 1e-9 * tie - hearsay(o, p, seed, who, owner, PARTNER)
        before, here = -1, head[who]
        while here >= 0 and priority[here] <= priority[owner]:
            before, here = here, following[here]
        following[owner] = here
        if before < 0:
            head[who] = owner
        else:
            following[before] = owner
    for who in range(n):
        free = capacity - served[who] if o.kind[who] == c.SELLER else n
        here = head[who]
        while here >= 0:
            if free <= 0:
                o.proposal[here] = -1
            free -= 1
            here = following[here]


@piece
def goal_overlap(o: Any, owner: int, partner: int) -> float:
    """Return the cosine of two goal vectors, in [0, 1]."""
    dot, mine, theirs = 0.0, 0.0, 0.0
    for k in range(c.N_VALUES):
        a, b = np.float64(o.goals[owner, k]), np.float64(o.goals[partner, k])
        dot += a * b
        mine += a * a
        theirs += b * b
    return dot / math.sqrt(max(mine * theirs, 1e-12))


@kernel
def start_relationship(o: Any, r: Any, p: Any, seed: Any, month: int, owner: int, partner: int, row: int) -> None:
    """Write a new relationship into a vacant row: distances at first sight, swift trust, first expectations."""
    d = first_sight(o, p.distance, seed, owner, partner)
    overlap = d[5]
    r.partner[row] = partner
    for k in range(5):
        r.dyadic[c.SOCIAL_DISTANCE + k, row] = d[k]
    r.dyadic[c.VALUE_OVERLAP, row] = overlap
    r.dyadic[c.GOAL_FACTOR, row] = goal_factor(
        goal_overlap(o, owner, partner), p.commitment.goal_floor, MEAN_GOAL_OVERLAP
    )
    r.dyadic[c.HONEYMOON, row] = p.honeymoon.start
    r.dyadic[c.PRICE, row] = o.standing[partner, c.LIST_PRICE]
    only = True
    for other in range(o.first[owner], o.first[owner + 1]):
        only = only and not (other != row and r.stages[c.STAGE, other] >= 0)
    r.dyadic[c.WALLET_SHARE, row] = 1.0 if only else p.volume.start
    identity = streams.pair(o.uid[owner], o.uid[partner])
    for me in range(2):
        you = partner if me == 0 else owner
        institutions = o.institutions[o.government[owner if me == 0 else partner]]
        reputation = o.standing[you, c.REPUTATION]
        promise = p.expectation.seller_promise if me == 0 else p.expectation.buyer_promise
        luck = streams.normal(streams.word(streams.key(seed, streams.OPENING + me, month), identity))
        noise = p.expectation.noise_sd * luck
        r.directed[c.EXPECTATION, me, row] = first_expectation(
            p.expectation.prior, reputation, promise, noise, p.expectation.reputation_weight
        )
        r.directed[c.SATISFACTION, me, row] = p.satisfaction.start
        r.directed[c.TRUST, me, row] = first_trust(
            reputation,
            overlap,
            institutions,
            p.trust.start,
            p.trust.start_reputation,
            p.trust.start_values,
            p.trust.start_institutions,
        )
        r.directed[c.DECEPTION, me, row] = 0.0
        r.directed[c.COMMITMENT, me, row] = p.commitment.start
        r.directed[c.CALCULATIVE, me, row] = p.commitment.calculative_start
        r.directed[c.INVESTMENT, me, row] = 0.0
        r.directed[c.MEMORY, me, row] = 0.0
        r.directed[c.SHARED_MEMORY, me, row] = 0.0
        r.directed[c.CONFLICT, me, row] = 0.0
        r.directed[c.OUTCOME, me, row] = p.outcome.start
        r.directed[c.DEPENDENCE, me, row] = p.outcome.dependence_start
        r.read_out[c.PEAK, me, row] = p.commitment.start
        r.read_out[c.VELOCITY, me, row] = 0.0
        r.read_out[c.PERFORMANCE_MEAN, me, row] = r.directed[c.EXPECTATION, me, row]
        r.read_out[c.PERFORMANCE_VARIANCE, me, row] = p.delivering.noise_sd * p.delivering.noise_sd
        r.read_out[c.OPPORTUNISM, me, row] = 0.0
        r.read_out[c.FLEXIBILITY, me, row] = 0.5
    for k in range(c.N_COUNTS):
        r.counts[k, row] = 0
    r.counts[c.CONTRACT_LEFT, row] = int(p.contract.months)
    r.counts[c.START, row] = month
    r.stages[c.STAGE, row] = 0
    r.stages[c.PREVIOUS_STAGE, row] = 0
    r.stages[c.HIGHEST_STAGE, row] = 0
    remember(o, r, owner, partner, row)


@piece
def remember(o: Any, r: Any, owner: int, partner: int, row: int) -> None:
    """Give a relationship that lived before its distances, its knowledge and its memory of deception back."""
    for k in range(c.N_PAST):
        past = o.past[owner, k]
        if int(past[c.PAST_PARTNER]) != partner:
            continue
        for j in range(4):
            r.dyadic[c.SOCIAL_DISTANCE + j, row] = past[c.PAST_SOCIAL + j]
        for me in range(2):
            r.directed[c.MEMORY, me, row] = past[c.PAST_MEMORY_0 + me]
            r.directed[c.SHARED_MEMORY, me, row] = past[c.PAST_SHARED_0 + me]
            r.directed[c.DECEPTION, me, row] = past[c.PAST_DECEPTION_0 + me]
        past[c.PAST_PARTNER] = -1.0


@kernel
def keep_memento(o: Any, r: Any, owner: int, row: int) -> None:
    """Keep what a relationship leaves behind, should the same two meet again."""
    slot = o.past_next[owner]
    past = o.past[owner, slot]
    past[c.PAST_PARTNER] = float(r.partner[row])
    for j in range(4):
        past[c.PAST_SOCIAL + j] = r.dyadic[c.SOCIAL_DISTANCE + j, row]
    for me in range(2):
        past[c.PAST_MEMORY_0 + me] = r.directed[c.MEMORY, me, row]
        past[c.PAST_SHARED_0 + me] = r.directed[c.SHARED_MEMORY, me, row]
        past[c.PAST_DECEPTION_0 + me] = r.directed[c.DECEPTION, me, row]
    o.past_next[owner] = (slot + 1) % c.N_PAST
