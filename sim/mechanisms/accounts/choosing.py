"""Choosing: whom people contact, and how (T30, T33, T34).

Every month each person weighs, customer by customer, what a dialogue, a pitch, a pitch with a promise, with a discount
or with both is worth by the pay in force, and does the best of them, customer after customer by worth per hour, until
the time is used up.  Neglect, discounts at the end of the quarter and promises are choices, not effects.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import allocating_kernel, entry, kernel, log, share
from sim.constructs.account_management import (
    attention_of,
    booked_again,
    early_order_chance,
    lifetime_gain,
    order_chance,
    order_size,
    reached_who_decides,
    skilled,
    turnover_gain,
    worth,
)
from sim.mechanisms.accounts import tables as t
from sim.state import columns as c


@kernel
def prompting(posts: Any, p: Any, post: int, choice: int, trust: float) -> float:
    """Return the chance that this contact by this person makes a customer order who would not have.

    A promise works as far as the customer trusts who makes it.
    """
    e = p.people.skill_effect
    if choice == t.NO_CONTACT:
        return 0.0
    if choice == t.DIALOGUE:
        return share(skilled(p.ordering.dialogue, posts.skill[post, t.REACH], 0.5 * e))
    asked = skilled(p.ordering.pitch, posts.skill[post, t.NEGOTIATE], 0.5 * e)
    if choice == t.PITCH_PROMISE or choice == t.PITCH_BOTH:
        asked += trust * skilled(p.ordering.promise, posts.trait[post, t.CONGRUENCE], p.people.competency_effect)
    if choice == t.PITCH_DISCOUNT or choice == t.PITCH_BOTH:
        asked += p.ordering.discount
    return share(asked)


@kernel
def talked_to(customers: Any, row: int) -> float:
    """Return how much dialogue a customer has this month, from 0 to 1."""
    return np.float64(customers.real[t.REACHED, row]) if customers.codes[t.CHOICE, row] == t.DIALOGUE else 0.0


@kernel
def known_of(r: Any, p: Any, row: int) -> float:
    """Return what sales can use of what the seller knows of a customer."""
    reach = p.crm.sales * p.crm.quality * (1.0 if p.ownership.owned > 0.5 else p.ownership.pooling)
    memory = np.float64(r.directed[c.MEMORY, 1, row])
    return share(memory - (1.0 - reach) * np.float64(r.directed[c.SHARED_MEMORY, 1, row]))


@kernel
def hours_of(posts: Any, p: Any, post: int, per_seller: int) -> float:
    """Return the time that a person has for customers this month: its own, as well as the team is led."""
    if posts.vacant[post] > 0:
        return 0.0
    firm = post // per_seller
    led = 0.0
    for one in range(firm * per_seller, (firm + 1) * per_seller):
        led += posts.skill[one, t.LEAD]
    spent = p.crm_elements.identification + p.crm_elements.attraction
    spent += p.crm_elements.retention + p.crm_elements.development
    free = p.people.hours * (1.0 - spent) * (1.0 - p.crm.capture * p.crm.recording)
    return skilled(free, led / per_seller, p.people.leading * p.people.skill_effect)


@kernel
def weigh(
    o: Any, r: Any, posts: Any, customers: Any, p: Any, luck: float, month: int, owner: int, row: int, choice: int
) -> float:
    """Return what an account manager expects of this contact with this customer."""
    whole, real = customers.whole, customers.real
    post = customers.post[row]
    e = p.people.skill_effect
    known = known_of(r, p, row)
    blind = skilled(p.account_contact.misjudging * (1.0 - known), 1.0 - posts.skill[post, t.FIND], e)
    # The last order is in the books; how fast its stock is used up has to be known.
    blind = blind * min(1.0, whole[t.SINCE_ORDER, row] / p.ordering.cycle)
    cover = max(0.0, np.float64(real[t.COVER, row]) + blind * luck)
    due = cover < 1.0
    months_left = t.QUARTER - 1 - (month - 1) % t.QUARTER
    later = max(months_left - max(int(cover), 1) + 1, 0)
    when_due = order_chance(p.ordering.unprompted, p.ordering.knowledge * known, 0.0)
    asked = prompting(posts, p, post, choice, np.float64(r.directed[c.TRUST, 0, row]))
    asked = reached_who_decides(asked, known, p.ordering.stranger)
    promise = choice == t.PITCH_PROMISE or choice == t.PITCH_BOTH
    discount = choice == t.PITCH_DISCOUNT or choice == t.PITCH_BOTH
    size = order_size(cover, p.ordering.cycle)
    if due:
        base = when_due
        chance = order_chance(p.ordering.unprompted, p.ordering.knowledge * known, asked)
    else:
        base = 0.0
        chance = early_order_chance(asked, cover, p.ordering.cycle, p.ordering.pull)
    price = np.float64(r.dyadic[c.PRICE, row])
    off = p.account_contact.discount if discount else 0.0
    displaced = booked_again(when_due, float(later)) * p.ordering.cycle
    turnover = turnover_gain(chance, base, size, displaced, price, off)
    fresh = 0 < whole[t.UNATTENDED, row] <= p.account_contact.aftercare_months
    need = min(1.0, whole[t.SINCE_DIALOGUE, row] / 6.0) + (p.account_pay.after_purchase if fresh else 0.0)
    care = p.account_pay.dialogue_gain * need if choice == t.DIALOGUE else 0.0
    offence = p.account_contact.offence if fresh and choice >= t.PITCH else 0.0
    broken = p.account_pay.promise_cost if promise else 0.0
    saved = chance - base if due else 0.0
    lifetime = lifetime_gain(care, saved, offence, broken, chance * size * off, p.account_pay.horizon, price)
    volume = o.conduct[owner, c.DEMAND] * np.float64(r.dyadic[c.WALLET_SHARE, row])
    return worth(turnover, lifetime, p.account_pay.turnover_weight, volume)


@kernel
def time_of(p: Any, choice: int) -> float:
    """Return the time that a contact takes."""
    if choice == t.NO_CONTACT:
        return 0.0
    if choice == t.DIALOGUE:
        return float(p.account_contact.dialogue_hours)
    deals = 0.0 if choice == t.PITCH else (2.0 if choice == t.PITCH_BOTH else 1.0)
    return float(p.account_contact.pitch_hours + deals * p.account_contact.deal_hours)


@allocating_kernel
def choose_freely(
    o: Any, r: Any, posts: Any, customers: Any, p: Any, seed: Any, month: int, per_seller: int, owners: Any, spent: Any
) -> None:
    """Let every person choose, by worth per hour, until the time is used up."""
    codes = customers.codes
    key = streams.key(seed, t.JUDGING, month)
    order = np.argsort(customers.post, kind="mergesort")
    lo = 0
    while lo < order.size and customers.post[order[lo]] < 0:
        lo += 1
    while lo < order.size:
        post = customers.post[order[lo]]
        hi = lo
        while hi < order.size and customers.post[order[hi]] == post:
            hi += 1
        n = hi - lo
        worths = np.zeros((n, t.PITCH_BOTH + 1))
        best = np.full(n, p.account_pay.hour_worth)
        for k in range(n):
            row = order[lo + k]
            owner = owners[row]
            luck = streams.normal(streams.word(key, streams.pair(o.uid[owner], o.uid[r.partner[row]])))
            codes[t.CHOICE, row] = t.NO_CONTACT
            for choice in range(t.DIALOGUE, t.PITCH_BOTH + 1):
                worths[k, choice] = weigh(o, r, posts, customers, p, luck, month, owner, row, choice)
                rate = worths[k, choice] / time_of(p, choice)
                if rate > best[k]:
                    best[k] = rate
                    codes[t.CHOICE, row] = choice
        left = hours_of(posts, p, post, per_seller)
        by_worth = np.argsort(-best, kind="mergesort")
        for k in by_worth:
            needed = time_of(p, codes[t.CHOICE, order[lo + k]])
            if needed > left:
                codes[t.CHOICE, order[lo + k]] = t.NO_CONTACT
            else:
                left -= needed
        for k in by_worth:
            row = order[lo + k]
            # With time left, people do what is worth more, though not more per hour.
            before = codes[t.CHOICE, row]
            for choice in range(t.DIALOGUE, t.PITCH_BOTH + 1):
                more = time_of(p, choice) - time_of(p, before)
                gain = worths[k, choice] - worths[k, codes[t.CHOICE, row]]
                other = p.account_pay.hour_worth * (time_of(p, choice) - time_of(p, codes[t.CHOICE, row]))
                if gain > max(other, 0.0) and more <= left:
                    codes[t.CHOICE, row] = choice
            left -= time_of(p, codes[t.CHOICE, row]) - time_of(p, before)
            customers.real[t.REACHED, row] = 1.0 if codes[t.CHOICE, row] != t.NO_CONTACT else 0.0
        lo = hi
    for row in range(r.partner.size):
        if customers.post[row] >= 0:
            spent[codes[t.TIER, row]] += np.float64(np.float32(time_of(p, codes[t.CHOICE, row])))


@allocating_kernel
def divide_by_rule(
    o: Any, r: Any, posts: Any, customers: Any, p: Any, per_seller: int, owners: Any, spent: Any
) -> None:
    """Divide the time of each firm among its customers, evenly or by tier; the same for all of a tier."""
    codes = customers.codes
    firms = posts.seller.size // per_seller
    hours = np.zeros(firms)
    for post in range(posts.seller.size):
        hours[post // per_seller] += hours_of(posts, p, post, per_seller)
    count = np.zeros((firms, 3))
    for row in range(r.partner.size):
        if customers.post[row] >= 0:
            count[customers.post[row] // per_seller, codes[t.TIER, row]] += 1.0
    for row in range(r.partner.size):
        post = customers.post[row]
        if post < 0:
            continue
        firm, tier = post // per_seller, codes[t.TIER, row]
        if p.pyramid.rule < 1.5:
            mine = hours[firm] / (count[firm, 0] + count[firm, 1] + count[firm, 2])
        else:
            part = p.pyramid.a_hours if tier == 0 else p.pyramid.b_hours
            part = 1.0 - p.pyramid.a_hours - p.pyramid.b_hours if tier == 2 else part
            mine = hours[firm] * max(part, 0.0) / count[firm, tier]
        if posts.vacant[post] > 0:
            mine = 0.0
        volume = o.conduct[owners[row], c.DEMAND] * np.float64(r.dyadic[c.WALLET_SHARE, row])
        size = log(max(volume, 1e-6))
        attention = attention_of(mine, size, p.pyramid.hours_needed, p.pyramid.size_need)
        codes[t.CHOICE, row] = t.DIALOGUE
        spent[tier] += np.float64(np.float32(mine))
        customers.real[t.REACHED, row] = attention


@entry
def choose(
    o: Any, r: Any, posts: Any, customers: Any, p: Any, seed: Any, month: int, per_seller: int, spent: Any
) -> None:
    """Decide on every contact of the coming month; ``spent`` (3,) gets the hours of contact by tier."""
    owners = np.empty(r.partner.size, np.int32)
    for owner in range(o.uid.size):
        owners[o.first[owner] : o.first[owner + 1]] = owner
    spent[:] = 0.0
    if p.pyramid.rule < 0.5:
        choose_freely(o, r, posts, customers, p, seed, month, per_seller, owners, spent)
    else:
        divide_by_rule(o, r, posts, customers, p, per_seller, owners, spent)
