"""Meeting: bring together, for a block of relationships, what both sides are like and their luck this month."""

from __future__ import annotations

from typing import Any

from sim import streams
from sim._fetch import fetch
from sim._jit import kernel, normal_quantile, piece
from sim.processes import block
from sim.state.columns import (
    AGE,
    ALTERNATIVE_AS_OWNER,
    ALTERNATIVE_AS_PARTNER,
    BARGAINING,
    BUYER,
    COMPETENCE,
    DEMAND,
    EFFORT_SHIFT,
    GOVERNMENT,
    LENIENCY,
    LINKED,
    LINKED_MEMORY,
    LINKED_PERFORMANCE,
    N_BUYERS,
    OPPORTUNISM_PROPENSITY,
    REVIEW_ALTERNATIVE,
    SHOCK,
    SLOW_LEVEL,
    STAGE,
    VOLUME,
)


@piece
def _bring(o: Any, s: Any, who: int, side: int, i: int, market: bool) -> None:
    conduct = o.conduct[who]
    standing = o.standing[who]
    s[block.COMPETENCE + side, i] = conduct[COMPETENCE] + conduct[SHOCK]
    s[block.PROPENSITY + side, i] = conduct[OPPORTUNISM_PROPENSITY]
    s[block.BARGAINING + side, i] = conduct[BARGAINING]
    s[block.LENIENCY + side, i] = conduct[LENIENCY]
    s[block.SHIFT + side, i] = conduct[EFFORT_SHIFT]
    s[block.LEVEL + side, i] = standing[SLOW_LEVEL]
    s[block.INSTITUTIONS + side, i] = o.institutions[o.government[who]]
    # What a complementor delivers goes to customers, not back to the complementor (2.3b.13).
    s[block.LINKED + side, i] = standing[LINKED] if market else 0.0
    s[block.LINKED_PERFORMANCE + side, i] = standing[LINKED_PERFORMANCE]
    s[block.LINKED_MEMORY + side, i] = standing[LINKED_MEMORY]


@piece
def fetch_partners(o: Any, r: Any, lo: int, hi: int) -> None:
    """Ask for the cards of the partners in these rows."""
    for row in range(lo, hi):
        partner = max(r.partner[row], 0)
        fetch(o.place, partner, 0)
        fetch(o.standing, partner, SLOW_LEVEL)
        fetch(o.conduct, partner, 0)


@kernel
def meet(o: Any, r: Any, s: Any, words: Any, whole: Any, p: Any, owner_lo: int, owner_hi: int, lo: int) -> None:
    """Fetch conduct, standing and alternatives of both sides; note who is concerned and whether a review is due."""
    every = int(p.review.every)
    search_cost = p.search.cost
    fetch_partners(o, r, lo, o.first[owner_hi])
    for owner in range(owner_lo, owner_hi):
        start, end = o.first[owner], o.first[owner + 1]
        living = 0
        for row in range(start, end):
            living += 1 if r.stages[STAGE, row] >= 0 else 0
        market = o.kind[owner] == BUYER
        diplomatic = o.kind[owner] == GOVERNMENT
        uid = o.uid[owner]
        demand = o.conduct[owner, DEMAND]
        as_owner = o.standing[owner, ALTERNATIVE_AS_OWNER]
        for row in range(start, end):
            i = row - lo
            live = r.stages[STAGE, row] >= 0
            other = r.partner[row] if live else owner
            _bring(o, s, owner, 0, i, market)
            _bring(o, s, other, 1, i, market)
            s[block.LIVE, i] = 1.0 if live else 0.0
            s[block.OUTSIDE_VOLUME, i] = o.standing[other, VOLUME]
            s[block.OUTSIDE_COUNT, i] = o.standing[other, N_BUYERS]
            s[block.OWN_COUNT, i] = float(living)
            s[block.DEMAND, i] = demand
            s[block.MONITORING, i] = p.monitoring.buyer_intensity
            s[block.MONITORING + 1, i] = p.monitoring.seller_intensity
            reviewed = live & (every > 0) & ((r.counts[AGE, row] + 1) % max(every, 1) == 0)
            as_partner = o.standing[other, ALTERNATIVE_AS_PARTNER]
            cost = 0.0 if reviewed | diplomatic else search_cost
            mine = float(r.read_out[REVIEW_ALTERNATIVE, 0, row]) if reviewed else as_owner
            theirs = float(r.read_out[REVIEW_ALTERNATIVE, 1, row]) if reviewed else as_partner
            s[block.SEARCH_COST, i] = cost
            s[block.ALTERNATIVE, i] = 0.0 if diplomatic else mine - cost
            s[block.ALTERNATIVE + 1, i] = 0.0 if diplomatic else theirs - cost
            whole[block.FLAGS, i] = block.REVIEWED if reviewed else 0
            words[i] = streams.pair(uid, o.uid[other])


@kernel
def draw_luck(s: Any, words: Any, seed: Any, month: int, n: int) -> None:
    """Draw this month's luck of every relationship of the block, each by its own address."""
    fate_key = streams.key(seed, streams.FATE, month)
    fate = s[block.FATE, :n]
    lie = s[block.LIE, :n]
    for i in range(n):
        bits = streams.word(fate_key, words[i])
        fate[i] = streams.uniform(bits)
        lie[i] = streams.second_uniform(bits)
    for side in range(2):
        delivery_key = streams.key(seed, streams.DELIVERY + side, month)
        noise = s[block.NOISE + side, :n]
        temptation = s[block.TEMPTATION + side, :n]
        for i in range(n):
            bits = streams.word(delivery_key, words[i])
            noise[i] = streams.uniform(bits)
            temptation[i] = streams.second_uniform(bits)
        for i in range(n):
            noise[i] = normal_quantile(noise[i])
        perception_key = streams.key(seed, streams.PERCEPTION + side, month)
        blur = s[block.BLUR + side, :n]
        speech = s[block.SPEECH + side, :n]
        for i in range(n):
            bits = streams.word(perception_key, words[i])
            blur[i] = streams.uniform(bits)
            speech[i] = streams.second_uniform(bits)
        for i in range(n):
            blur[i] = normal_quantile(blur[i])
        leaving_key = streams.key(seed, streams.LEAVING + side, month)
        departure = s[block.DEPARTURE + side, :n]
        notice = s[block.NOTICE + side, :n]
        for i in range(n):
            bits = streams.word(leaving_key, words[i])
            departure[i] = streams.uniform(bits)
            notice[i] = streams.second_uniform(bits)
