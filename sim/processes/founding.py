"""Founding: what organisations are like, and the relationships with which a world begins."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import clip, entry, exp, int64, kernel, log, normal_quantile, piece
from sim.processes.interaction.selling import start_relationship
from sim.processes.strategy.market import is_partner
from sim.state import columns as c


@piece
def _word(seed_key: Any, uid: Any, ordinal: int) -> Any:
    return streams.word(seed_key, streams.nth(uid, ordinal))


@entry
def found_organisations(o: Any, p: Any, seed: Any) -> None:
    """Draw the traits of every organisation, each by its own address."""
    key = streams.key(seed, streams.FOUNDING, 0)
    traits = p.organisations
    for who in range(o.uid.size):
        kind = o.kind[who]
        uid = o.uid[who]
        mean, spread = traits.seller_competence, traits.seller_competence_sd
        if kind == c.BUYER:
            mean, spread = traits.buyer_competence, traits.buyer_competence_sd
        elif kind == c.COMPLEMENTOR:
            mean, spread = traits.complementor_competence, traits.complementor_competence_sd
        elif kind == c.GOVERNMENT:
            mean, spread = traits.government_competence, traits.government_competence_sd
        conduct = o.conduct[who]
        first = _word(key, uid, int64(0))
        drawn = mean + spread * streams.normal(first)
        conduct[c.COMPETENCE] = clip(drawn, traits.competence_low, traits.competence_high)
        # Beta(1, shape) has the quantile 1 - (1 - u)^(1/shape).
        u = streams.second_uniform(first)
        conduct[c.OPPORTUNISM_PROPENSITY] = clip(1.0 - exp(log(1.0 - u) / p.opportunism.shape), 0.0, 1.0)
        second = _word(key, uid, int64(1))
        low, high = p.conflict.bargaining_low, p.conflict.bargaining_high
        conduct[c.BARGAINING] = low + (high - low) * streams.uniform(second)
        conduct[c.LENIENCY] = clip(
            p.perception.leniency_sd * normal_quantile(streams.second_uniform(second)), -1.0, 1.0
        )
        conduct[c.EFFORT_SHIFT] = 0.0
        conduct[c.SHOCK] = 0.0
        third = _word(key, uid, int64(2))
        conduct[c.DEMAND] = exp(traits.demand_log_sd * streams.normal(third)) if kind == c.BUYER else 1.0
        for k in range(c.N_VALUES):
            bits = _word(key, uid, 3 + k)
            o.place[who, k] = streams.uniform(bits)
            o.goals[who, k] = streams.second_uniform(bits)
        bits = _word(key, uid, 3 + c.N_VALUES)
        o.place[who, c.MAP_X] = streams.uniform(bits)
        o.place[who, c.MAP_Y] = streams.second_uniform(bits)
        standing = o.standing[who]
        standing[c.REPUTATION] = traits.reputation_start
        standing[c.LIST_PRICE] = p.price.level
        standing[c.LEVEL] = p.outcome.level_start
        standing[c.SLOW_LEVEL] = p.outcome.level_start
    for g in range(o.institutions.size):
        o.institutions[g] = p.government.institutional_trust


@kernel
def _found_owner(o: Any, r: Any, p: Any, seed: Any, owner: int, capacity: int, served: Any) -> None:
    key = streams.key(seed, streams.FIRST_LINK, 0)
    start, size = o.supply[owner]
    row = o.first[owner]
    share = p.population.linked_at_start if o.kind[owner] == c.BUYER else 1.0
    wanted = int(np.floor(o.target[owner] * share + 0.5))
    tries, found = 0, 0
    while found < wanted and tries < 8 * wanted + 64:
        partner = start + streams.index(_word(key, o.uid[owner], tries), size)
        tries += 1
        full = capacity > 0 and served[partner] >= capacity
        if partner == owner or full or is_partner(o, r, owner, partner):
            continue
        start_relationship(o, r, p, seed, int64(0), int64(owner), int64(partner), int64(row))
        if capacity > 0:
            served[partner] += 1
        found += 1
        row += 1


@entry
def found_relationships(o: Any, r: Any, p: Any, seed: Any, owner_lo: int, owner_hi: int, settled: bool) -> None:
    """Give these owners their first partners, each drawn by its own address; where ``settled``, share out purchases.

    Owners may be founded in any pieces, side by side, but for worlds in which sellers serve a limited number of buyers.
    """
    capacity = int(p.population.capacity)
    served = np.zeros(o.uid.size if capacity > 0 else 0, np.int64)
    for owner in range(owner_lo, owner_hi):
        if o.target[owner] > 0 and o.first[owner + 1] > o.first[owner]:
            limit = capacity if o.kind[owner] == c.BUYER else int64(0)
            _found_owner(o, r, p, seed, owner, limit, served)
    if settled:
        settle_shares(o, r)


@kernel
def settle_shares(o: Any, r: Any) -> None:
    """Share out first purchases evenly, and take stock of what each partner serves and sells."""
    for who in range(o.uid.size):
        o.standing[who, c.N_BUYERS] = 0.0
        o.standing[who, c.VOLUME] = 0.0
    for owner in range(o.uid.size):
        living = 0
        for row in range(o.first[owner], o.first[owner + 1]):
            living += 1 if r.stages[c.STAGE, row] >= 0 else 0
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] >= 0:
                r.dyadic[c.WALLET_SHARE, row] = 1.0 / living
                standing = o.standing[r.partner[row]]
                standing[c.N_BUYERS] += 1.0
                standing[c.VOLUME] += o.conduct[owner, c.DEMAND] / living


@entry
def link(o: Any, r: Any, p: Any, seed: Any, owners: Any, partners: Any) -> None:
    """Start the stated relationships in month 0."""
    for k in range(owners.size):
        owner = owners[k]
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] < 0:
                start_relationship(o, r, p, seed, int64(0), int64(owner), int64(partners[k]), int64(row))
                break
    settle_shares(o, r)


@entry
def wanted_partners(targets: Any, p: Any, seed: Any) -> None:
    """Draw how many partners each buyer wants: Pareto with the stated exponent, at least ``population.partners``."""
    key = streams.key(seed, streams.FOUNDING, 0)
    for buyer in range(targets.size):
        u = streams.second_uniform(_word(key, np.uint32(buyer), int64(2)))
        drawn = p.population.partners * exp(-log(u) / p.population.degree_tail)
        targets[buyer] = min(int(drawn), int(p.population.sellers), 4096)
