"""Looking back: what customers bought, and what is remembered and counted of the month."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import entry, kernel
from sim.mechanisms.accounts import tables as t
from sim.mechanisms.accounts.choosing import talked_to
from sim.state import columns as c

(
    CUSTOMERS, SALES, MARGIN, TRADED, NEEDED, WALLET, TRUST, SATISFACTION, CONFLICT, KNOWLEDGE, INVESTMENT, CONTACTED,
    RECENT, RECENT_CONTACTED, BUYERS, SILENCE, DISCOUNTS, PROMISES, CONTRADICTIONS, LEFT_SALES, LEFT_BASE, LOST, SERVED,
) = range(23)  # fmt: skip
IN_TIER, SALES_OF_TIER, SATISFACTION_A, N_TALLY = 23, 26, 29, 30
"""First places of customers and sales by tier, A first; then what A customers add up to."""
FIRST_OF_TIER, KEPT_OF_TIER = 0, 1
LONGEST_SILENCE = 12


@entry
def look_back(r: Any, customers: Any, month: int, needed: float, tally: Any, kept: Any) -> None:
    """Remember what every customer did this month and add it up.

    ``tally`` (N_TALLY,) is filled anew; ``kept`` (2, 3) holds, by tier, customers of the first month and those of them
    who are still there.
    """
    whole, codes, real = customers.whole, customers.codes, customers.real
    tally[:] = 0.0
    tally[NEEDED] = needed
    kept[1, :] = 0.0
    place = (month - 1) % t.YEAR
    for row in range(r.partner.size):
        traded, price = 0.0, 0.0
        mine = customers.post[row] >= 0
        if mine:
            traded = np.float64(r.traces[c.TRACE_TRADE, 0, row])
            price = np.float64(r.traces[c.TRACE_TRADE, 1, row])
            customers.sales[place, row] = traded * price
        if whole[t.LEFT, row] >= 0 and month - whole[t.LEFT, row] < t.YEAR:
            tally[LEFT_SALES] += traded * price
            tally[LEFT_BASE] += np.float64(real[t.BASE, row])
        if not mine:
            continue
        choice = codes[t.CHOICE, row]
        reached, talked = np.float64(real[t.REACHED, row]), talked_to(customers, row)
        discount = choice == t.PITCH_DISCOUNT or choice == t.PITCH_BOTH
        tally[SERVED] += 1.0
        tally[SALES] += traded * price
        tier = codes[t.TIER, row]
        tally[SALES_OF_TIER + tier] += traded * price
        tally[MARGIN] += traded * (price - 0.3)
        tally[TRADED] += traded
        tally[CONTACTED] += reached
        tally[DISCOUNTS] += 1.0 if discount else 0.0
        tally[PROMISES] += 1.0 if choice == t.PITCH_PROMISE or choice == t.PITCH_BOTH else 0.0
        tally[CONTRADICTIONS] += codes[t.CONTRADICTED, row]
        if whole[t.SINCE_ORDER, row] == 1:
            tally[RECENT] += 1.0
            tally[RECENT_CONTACTED] += reached
        if whole[t.SINCE_ORDER, row] < t.NEVER:
            tally[BUYERS] += 1.0
            tally[SILENCE] += min(whole[t.GAP, row], LONGEST_SILENCE)
        if r.stages[c.STAGE, row] < 0:
            tally[LOST] += 1.0
        else:
            tally[CUSTOMERS] += 1.0
            tally[IN_TIER + tier] += 1.0
            tally[WALLET] += r.dyadic[c.WALLET_SHARE, row]
            tally[TRUST] += r.directed[c.TRUST, 0, row]
            tally[SATISFACTION] += r.directed[c.SATISFACTION, 0, row]
            tally[CONFLICT] += r.directed[c.CONFLICT, 0, row]
            tally[KNOWLEDGE] += r.directed[c.MEMORY, 1, row]
            tally[INVESTMENT] += 0.5 * (r.directed[c.INVESTMENT, 0, row] + r.directed[c.INVESTMENT, 1, row])
            if codes[t.FIRST_TIER, row] >= 0:
                kept[1, codes[t.FIRST_TIER, row]] += 1.0
            if codes[t.FIRST_TIER, row] == 0:
                tally[SATISFACTION_A] += r.directed[c.SATISFACTION, 0, row]
        if month == 1 and codes[t.FIRST_TIER, row] >= 0:
            kept[0, codes[t.FIRST_TIER, row]] += 1.0
        remember(customers, row, reached, talked)


@kernel
def remember(customers: Any, row: int, reached: float, talked: float) -> None:
    """Move on what is remembered of a customer by a month."""
    whole, codes = customers.whole, customers.codes
    if codes[t.ORDERED, row] == 1:
        whole[t.SINCE_ORDER, row] = 1
        whole[t.GAP, row] = 1
        whole[t.UNATTENDED, row] = 1
    else:
        if whole[t.SINCE_ORDER, row] < t.NEVER:
            whole[t.SINCE_ORDER, row] += 1
        # Contact in the month of the order is part of the sale; what ends the silence comes after it.
        whole[t.GAP, row] = 0 if reached >= 0.5 or whole[t.GAP, row] == 0 else whole[t.GAP, row] + 1
        whole[t.UNATTENDED, row] = 0 if talked >= 0.5 or whole[t.UNATTENDED, row] == 0 else whole[t.UNATTENDED, row] + 1
    whole[t.SINCE_DIALOGUE, row] = 1 if talked >= 0.5 else whole[t.SINCE_DIALOGUE, row] + 1
