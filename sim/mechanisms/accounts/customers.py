"""Customers: who looks after whom, and which tier of the pyramid they are in (T16, T29, T30)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, exp, kernel
from sim.constructs.account_management import budget_effect
from sim.mechanisms.accounts import tables as t
from sim.state import columns as c


@entry
def adopt(o: Any, r: Any, posts: Any, customers: Any, p: Any, seed: Any, first_seller: int, per_seller: int) -> None:
    """Give every new customer the account manager of its seller who has fewest; forget those who are gone."""
    whole = customers.whole
    load = np.zeros(posts.seller.size, np.int64)
    firms = posts.seller.size // per_seller
    for row in range(r.partner.size):
        firm = r.partner[row] - first_seller
        served = r.stages[c.STAGE, row] >= 0 and 0 <= firm < firms
        post = customers.post[row]
        same = post >= 0 and posts.seller[post] == r.partner[row] and whole[t.SINCE, row] == r.counts[c.START, row]
        if served and same:
            load[post] += 1
        else:
            customers.post[row] = -1
    for owner in range(o.uid.size):
        for row in range(o.first[owner], o.first[owner + 1]):
            firm = r.partner[row] - first_seller
            if customers.post[row] >= 0 or r.stages[c.STAGE, row] < 0 or not 0 <= firm < firms:
                continue
            post = firm * per_seller
            for other in range(firm * per_seller, (firm + 1) * per_seller):
                if load[other] < load[post]:
                    post = other
            load[post] += 1
            welcome(o, r, customers, p, seed, owner, row, post)


@kernel
def welcome(o: Any, r: Any, customers: Any, p: Any, seed: Any, owner: int, row: int, post: int) -> None:
    """Begin to remember a customer."""
    whole, codes, real = customers.whole, customers.codes, customers.real
    seller = r.partner[row]
    for k in range(t.N_WHOLE):
        whole[k, row] = 0
    for k in range(t.N_CODES):
        codes[k, row] = 0
    for k in range(t.N_REAL):
        real[k, row] = 0.0
    for k in range(t.YEAR):
        customers.sales[k, row] = 0.0
    whole[t.SINCE, row] = r.counts[c.START, row]
    customers.post[row] = post
    codes[t.TIER, row] = 2
    codes[t.FIRST_TIER, row] = -1
    whole[t.SINCE_ORDER, row] = t.NEVER
    whole[t.SINCE_DIALOGUE, row] = 6
    whole[t.LEFT, row] = -1
    real[t.ATTENTION, row] = 0.5
    if r.counts[c.START, row] == 0:
        # Customers of the first day are anywhere in their rhythm; later ones come because they need something.
        identity = streams.pair(o.uid[owner], o.uid[seller])
        luck = streams.uniform(streams.word(streams.key(seed, t.STOCK, 0), identity))
        real[t.COVER, row] = (p.ordering.cycle - 1.0) * luck


@kernel
def unfit(o: Any, seed: Any, owner: int, seller: int) -> float:
    """Return how far what a seller offers lies from what a customer needs; drawn once, and the same whenever asked."""
    key = streams.key(seed, t.FITTING, 0)
    total = 0.0
    for k in range(c.N_VALUES):
        offer = streams.uniform(streams.word(key, streams.nth(np.uint64(o.uid[seller]), np.uint64(k))))
        need = streams.uniform(streams.word(key, streams.nth(np.uint64(o.uid[owner]), np.uint64(k))))
        total += (offer - need) * (offer - need)
    return math.sqrt(total / c.N_VALUES)


@entry
def rank(o: Any, r: Any, posts: Any, customers: Any, p: Any, seed: Any, month: int, per_seller: int) -> None:
    """Put the customers of every firm into tiers, by the value that the firm sees in them."""
    codes = customers.codes
    key = streams.key(seed, t.SIGHT, month)
    known = p.crm.capture * p.crm.quality
    blur = p.crm.blur * (1.0 - known) * (1.0 - budget_effect(p.crm_elements.identification, p.crm_elements.scale))
    rows = np.zeros(r.partner.size, np.int64)
    value = np.zeros(r.partner.size)
    n = 0
    for owner in range(o.uid.size):
        for row in range(o.first[owner], o.first[owner + 1]):
            if customers.post[row] < 0:
                continue
            luck = streams.normal(streams.word(key, streams.pair(o.uid[owner], o.uid[r.partner[row]])))
            volume = o.conduct[owner, c.DEMAND] * np.float64(r.dyadic[c.WALLET_SHARE, row])
            rows[n] = row
            value[n] = -volume * exp(blur * luck)
            n += 1
    order = np.argsort(value[:n], kind="mergesort")
    firms = posts.seller.size // per_seller
    count = np.zeros(firms, np.int64)
    for k in range(n):
        count[customers.post[rows[k]] // per_seller] += 1
    place = np.zeros(firms, np.int64)
    for k in range(n):
        row = rows[order[k]]
        firm = customers.post[row] // per_seller
        first = math.floor(p.pyramid.a_customers * count[firm] + 0.5)
        second = math.floor((p.pyramid.a_customers + p.pyramid.b_customers) * count[firm] + 0.5)
        codes[t.TIER, row] = 0 if place[firm] < first else (1 if place[firm] < second else 2)
        place[firm] += 1
        if month == 1:
            codes[t.FIRST_TIER, row] = codes[t.TIER, row]
