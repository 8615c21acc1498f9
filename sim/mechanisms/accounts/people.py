"""People: who they are, and what happens when one of them leaves (T13, T32, S11)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, kernel
from sim.constructs.account_management import trait
from sim.mechanisms.accounts import tables as t
from sim.state import columns as c


@kernel
def hire(o: Any, posts: Any, p: Any, seed: Any, post: int, per_seller: int, candidates: int) -> None:
    """Fill a post: of so many candidates the one with the best record, which is skill and luck."""
    key, record_key = streams.key(seed, t.PEOPLE, 0), streams.key(seed, t.RECORD, 0)
    place = streams.nth(np.uint64(o.uid[posts.seller[post]]), np.uint64(post % per_seller))
    opening = streams.nth(place, np.uint64(posts.generation[post]))
    best, chosen = -1e300, 0
    for one in range(candidates):
        identity = streams.nth(opening, np.uint64(one))
        total = 0.0
        for k in range(t.N_SKILLS):
            luck = streams.normal(streams.word(key, streams.nth(identity, np.uint64(k))))
            total += trait(p.people.skill, p.people.skill_sd, luck)
        luck = streams.normal(streams.word(record_key, identity))
        record = total / t.N_SKILLS + p.departures.record_noise * luck
        if record > best:
            best, chosen = record, one
    identity = streams.nth(opening, np.uint64(chosen))
    for k in range(t.N_SKILLS + t.N_QUALITIES + t.N_TRAITS):
        luck = streams.normal(streams.word(key, streams.nth(identity, np.uint64(k))))
        mean = p.people.skill if k < t.N_SKILLS + t.N_QUALITIES else p.people.competency
        drawn = trait(mean, p.people.skill_sd, luck)
        if k < t.N_SKILLS:
            posts.skill[post, k] = drawn
        elif k < t.N_SKILLS + t.N_QUALITIES:
            posts.quality[post, k - t.N_SKILLS] = drawn
        else:
            posts.trait[post, k - t.N_SKILLS - t.N_QUALITIES] = drawn


@entry
def fill_posts(o: Any, posts: Any, p: Any, seed: Any, per_seller: int) -> None:
    """Fill every post for the first time."""
    for post in range(posts.seller.size):
        hire(o, posts, p, seed, post, per_seller, 1)


@entry
def change_people(
    o: Any, r: Any, posts: Any, customers: Any, p: Any, seed: Any, month: int, per_seller: int, departure_trust: float
) -> int:
    """Let people leave, by chance or because it was decided, and others come; return how many left."""
    key = streams.key(seed, t.LEAVING_POST, month)
    kind = int(p.departures.replacement)
    gone = np.zeros(posts.seller.size, np.bool_)
    left = 0
    for post in range(posts.seller.size):
        posts.vacant[post] = max(posts.vacant[post] - 1, 0)
        uid = np.uint64(o.uid[posts.seller[post]])
        luck = streams.uniform(streams.word(key, streams.nth(uid, np.uint64(post % per_seller))))
        gone[post] = posts.leaving[post] or luck < p.departures.rate
        posts.leaving[post] = False
        if not gone[post]:
            continue
        left += 1
        if kind == t.STAYS:
            continue
        posts.generation[post] += 1
        posts.vacant[post] = int(p.departures.vacancy)
        hire(o, posts, p, seed, post, per_seller, t.N_CANDIDATES if kind == t.STAR else 1)
    for row in range(r.partner.size):
        post = customers.post[row]
        if post < 0 or not gone[post]:
            continue
        mark(r, customers, row, month)
        if kind != t.STAYS:
            forget(r, row, p.departures.similar if kind == t.SIMILAR else 0.0, departure_trust)
    return left


@kernel
def mark(r: Any, customers: Any, row: int, month: int) -> None:
    """Note that the manager of a customer leaves, and what the customer bought until then."""
    age = min(r.counts[c.AGE, row], t.YEAR)
    if age < 1:
        return
    total = 0.0
    for k in range(t.YEAR):
        total += np.float64(customers.sales[k, row])
    customers.whole[t.LEFT, row] = month
    customers.real[t.BASE, row] = total / age


@kernel
def forget(r: Any, row: int, kept: float, departure_trust: float) -> None:
    """Take away what only the person knew, but for what the successor knows too, and the trust that hung on it."""
    memory = np.float64(r.directed[c.MEMORY, 1, row])
    shared = np.float64(r.directed[c.SHARED_MEMORY, 1, row])
    personal = max(memory - shared, 0.0)
    part = personal / memory if memory > 0.0 else 0.0
    r.directed[c.MEMORY, 1, row] = memory - (1.0 - kept) * personal
    r.directed[c.TRUST, 0, row] = np.float64(r.directed[c.TRUST, 0, row]) * (1.0 - departure_trust * part)
