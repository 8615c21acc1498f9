"""Contacting: what contact, knowledge and structure change in a month of a relationship (T13-T16, T22, T29-T33)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, exp, kernel, log, share
from sim.constructs.account_management import (
    budget_effect,
    captured,
    contradiction_chance,
    cover_after,
    coverage_after,
    early_order_chance,
    fit,
    order_chance,
    order_size,
    reached_who_decides,
    skilled,
    tended,
)
from sim.mechanisms.accounts import tables as t
from sim.mechanisms.accounts.choosing import known_of, prompting, talked_to
from sim.mechanisms.accounts.customers import unfit
from sim.mechanisms.pulling import push, scale
from sim.state import columns as c

USUAL_FIT = 0.6
"""Fit of an offering and a need that have nothing to do with each other (five dimensions, uniform), rounded."""
EMPATHY_CLARITY = 0.6
"""Share of the noise that full empathy takes out of seeing the other side, as in the core (E5)."""
ABSENT = 0.1
"""What is left of a quality that a team is said to lack."""


@kernel
def team_effectiveness(posts: Any, p: Any, firm: int, per_seller: int) -> float:
    """Return how good the team for A customers is: the geometric mean of what it covers (T31)."""
    size = min(int(p.account_team.size), per_seller)
    if size < 1:
        return 0.0
    total = 0.0
    for k in range(t.N_QUALITIES):
        missing = 1.0
        for one in range(firm * per_seller, firm * per_seller + size):
            quality = posts.quality[one, k]
            missing = coverage_after(missing, quality * ABSENT if p.account_team.missing == k + 1 else quality)
        total += log(1.0 - missing)
    return exp(total / t.N_QUALITIES)


@kernel
def order(r: Any, posts: Any, customers: Any, p: Any, luck: float, row: int) -> None:
    """Let the customer order, or not (T14, T33, T34)."""
    whole, codes, real = customers.whole, customers.codes, customers.real
    post, choice = customers.post[row], codes[t.CHOICE, row]
    trust = np.float64(r.directed[c.TRUST, 0, row])
    known = known_of(r, p, row)
    asked = reached_who_decides(prompting(posts, p, post, choice, trust), known, p.ordering.stranger)
    asked = asked * np.float64(real[t.REACHED, row])
    cover = np.float64(real[t.COVER, row])
    discount = choice == t.PITCH_DISCOUNT or choice == t.PITCH_BOTH
    if cover < 1.0:
        chance = order_chance(p.ordering.unprompted, p.ordering.knowledge * known, asked)
    else:
        chance = early_order_chance(asked, cover, p.ordering.cycle, p.ordering.pull)
    size = order_size(cover, p.ordering.cycle) if luck < chance else 0.0
    codes[t.ORDERED, row] = 1 if size > 0.0 else 0
    real[t.COVER, row] = cover_after(cover, size)
    more = p.crm_elements.cross_selling * budget_effect(p.crm_elements.development, p.crm_elements.scale)
    scale(r, c.LEVER_ORDERS, 0, row, size * (1.0 + more * known * trust))
    if discount and size > 0.0:
        push(r, c.LEVER_DISCOUNT, 0, row, -p.account_contact.discount)
    if choice == t.PITCH_PROMISE or choice == t.PITCH_BOTH:
        credible = skilled(p.account_contact.promised, posts.trait[post, t.CONGRUENCE], p.people.competency_effect)
        push(r, c.LEVER_PROMISE, 0, row, credible * trust)
    fresh = 0 < whole[t.UNATTENDED, row] <= p.account_contact.aftercare_months
    if fresh and choice >= t.PITCH:
        push(r, c.LEVER_TRUST, 0, row, -p.account_contact.offence)


@kernel
def tend(r: Any, posts: Any, customers: Any, p: Any, row: int, outsourced: bool, pass_on: float) -> None:
    """Let contact, or its absence, shape learning, adaptation and trust (T33), and who makes it (T13, T32)."""
    real = customers.real
    post = customers.post[row]
    e, f = p.people.skill_effect, p.people.competency_effect
    there = posts.vacant[post] == 0
    talked, reached = talked_to(customers, row), np.float64(real[t.REACHED, row])
    held, moved = np.float64(real[t.ATTENTION, row]), np.float64(real[t.MOVED, row])
    got = talked if talked > 0.0 else p.account_contact.pitch_attention * reached
    real[t.ATTENTION, row] = held + p.account_contact.memory * (got - held)
    attention = np.float64(real[t.ATTENTION, row])
    kept = tended(attention, p.account_contact.usual, p.account_contact.care)
    learning = skilled(kept, posts.skill[post, t.TEACH], 0.5 * e) if there else kept
    if outsourced:
        learning = learning * p.ownership.outsourced_learning
    scale(r, c.LEVER_CONTACT, 1, row, kept)
    scale(r, c.LEVER_LEARNING, 1, row, learning)
    scale(r, c.LEVER_LEARNING, 0, row, kept)
    scale(r, c.LEVER_INVESTING, 0, row, kept)
    moving = p.customisation.effort * talked * (1.0 - moved)
    scale(r, c.LEVER_INVESTING, 1, row, kept * (1.0 + p.customisation.investing * (moving > 0.0)))
    scale(r, c.LEVER_WARMTH, 0, row, 1.0 + p.account_contact.warmth * talked)
    if p.crm.capture > 0.0:
        scale(r, c.LEVER_PASSING, 1, row, captured(pass_on, p.crm.capture))
    if moving > 0.0:
        push(r, c.LEVER_PAYOFF, 1, row, -p.customisation.cost * talked)
        real[t.MOVED, row] = moved + moving
    if not there:
        return
    quality = skilled(p.people.coordination, posts.skill[post, t.COORDINATE], e) - p.people.coordination
    push(r, c.LEVER_QUALITY, 1, row, quality)
    calm = e * posts.skill[post, t.RESOLVE] + f * posts.trait[post, t.REGARD]
    push(r, c.LEVER_RESOLVING, 0, row, share(0.5 * p.people.resolving * calm * attention))
    scale(r, c.LEVER_CLARITY, 1, row, 1.0 - EMPATHY_CLARITY * f * posts.trait[post, t.EMPATHY])
    if r.marks[c.MARK_FAILED, 1, row]:
        # Regard that hangs on no condition: effort goes on although the customer let the firm down.
        push(r, c.LEVER_EFFORT, 1, row, 0.1 * f * posts.trait[post, t.REGARD])
    if r.counts[c.AGE, row] == 0:
        first = skilled(p.people.first_trust, posts.skill[post, t.NEGOTIATE], e) - p.people.first_trust
        push(r, c.LEVER_TRUST, 0, row, first)


@kernel
def serve(r: Any, posts: Any, customers: Any, p: Any, luck: float, row: int, team: float, apart: float) -> None:
    """Let structure, fit and care after a purchase shape what is delivered (T15, T16, T22, T29, T31)."""
    whole, codes = customers.whole, customers.codes
    owned = 1.0 if p.ownership.owned > 0.5 else 0.0
    access = (p.crm.sales + p.crm.service + p.crm.delivery + p.crm.finance) / 4.0
    pooled = 1.0 if owned > 0.5 else p.ownership.pooling
    unreached = 1.0 - access * p.crm.quality * pooled
    push(r, c.LEVER_UNREACHED, 1, row, unreached)
    chance = contradiction_chance(access, p.crm.contradiction, owned, p.ownership.contradiction)
    codes[t.CONTRADICTED, row] = 1 if luck < chance else 0
    if codes[t.CONTRADICTED, row] == 1:
        push(r, c.LEVER_QUALITY, 1, row, -p.crm.contradiction_loss)
    retention = budget_effect(p.crm_elements.retention, p.crm_elements.scale)
    if 0 < whole[t.UNATTENDED, row] <= p.account_contact.aftercare_months:
        uncared = (1.0 - talked_to(customers, row)) * (1.0 - p.crm_elements.aftercare * retention)
        push(r, c.LEVER_QUALITY, 1, row, -p.account_contact.aftercare * uncared)
    if p.customisation.fit_effect > 0.0:
        better = fit(apart, np.float64(customers.real[t.MOVED, row])) - USUAL_FIT
        push(r, c.LEVER_QUALITY, 1, row, p.customisation.fit_effect * better)
    recovery = p.crm_elements.recovery * retention
    if team > 0.0 and codes[t.TIER, row] == 0:
        push(r, c.LEVER_EFFORT, 1, row, p.account_team.effort * team)
        recovery += p.account_team.recovery * team
    if recovery > 0.0:
        congruence = posts.trait[customers.post[row], t.CONGRUENCE]
        push(r, c.LEVER_RECOVERY, 1, row, skilled(recovery, congruence, 0.3 * p.people.competency_effect))


@entry
def contact(
    o: Any, r: Any, posts: Any, customers: Any, p: Any, seed: Any, month: int, per_seller: int, pass_on: float,
) -> float:  # fmt: skip
    """Pull the levers of the coming month; return the volume that customers need in it."""
    needed = 0.0
    ordering, contradicting = streams.key(seed, t.ORDERING, month), streams.key(seed, t.CONTRADICTING, month)
    outsourcing = streams.key(seed, t.OUTSOURCING, 0)
    firms = posts.seller.size // per_seller
    teams = np.zeros(firms)
    for firm in range(firms):
        teams[firm] = team_effectiveness(posts, p, firm, per_seller)
    attraction = budget_effect(p.crm_elements.attraction, p.crm_elements.scale)
    for owner in range(o.uid.size):
        for row in range(o.first[owner], o.first[owner + 1]):
            if customers.post[row] < 0:
                continue
            identity = streams.pair(o.uid[owner], o.uid[r.partner[row]])
            needed += o.conduct[owner, c.DEMAND] * np.float64(r.dyadic[c.WALLET_SHARE, row])
            outsourced = streams.uniform(streams.word(outsourcing, identity)) < p.ownership.outsourced
            order(r, posts, customers, p, streams.uniform(streams.word(ordering, identity)), row)
            tend(r, posts, customers, p, row, outsourced, pass_on)
            luck = streams.uniform(streams.word(contradicting, identity))
            apart = unfit(o, seed, owner, r.partner[row]) if p.customisation.fit_effect > 0.0 else 0.0
            serve(r, posts, customers, p, luck, row, teams[customers.post[row] // per_seller], apart)
            if attraction > 0.0 and r.counts[c.AGE, row] == 0 and r.counts[c.START, row] > 0:
                push(r, c.LEVER_PROMISE, 0, row, p.crm_elements.newcomer_promise * attraction)
    return needed
