"""What third parties change of the coming month."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import entry, int64, kernel, logistic, piece, share
from sim.constructs.delivery import blame, effort
from sim.constructs.expectation import expectation_after
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise
from sim.constructs.triads import balance_push, complementors_known, principal_blame, surplus_of_both, tie_sign
from sim.constructs.trust import trust_after
from sim.mechanisms.pulling import pulled, push, scale
from sim.mechanisms.triads.ties import (
    FIRST_WEAKER,
    NEITHER,
    NOBODY,
    SECOND_WEAKER,
    TOLD_DIRECT,
    TOLD_EFFORT,
    TOLD_PRINCIPALS,
)
from sim.state import columns as c

ACQUAINTANCE = 141
"""Purpose of luck: which complementors a principal knows."""
DIRECT = 144
"""Purpose of luck: noise of what a complementor delivers directly; whether its customer leaves."""
PARTING = 50.0
"""Log-odds at which somebody leaves for certain."""
OWNER, PARTNER = 0, 1


@piece
def link_of(o: Any, r: Any, principal: int) -> int:
    """Return the row in which a principal has its complementor, -1 where it has none."""
    for row in range(o.first[principal], o.first[principal + 1]):
        if r.stages[c.STAGE, row] >= 0 and o.kind[r.partner[row]] == c.COMPLEMENTOR:
            return row
    return NOBODY


@piece
def sign_of(r: Any, row: int) -> float:
    """Return the sign of a tie: the lesser of its two sides' views."""
    mine = tie_sign(r.directed[c.TRUST, OWNER, row], r.directed[c.COMMITMENT, OWNER, row])
    theirs = tie_sign(r.directed[c.TRUST, PARTNER, row], r.directed[c.COMMITMENT, PARTNER, row])
    return min(mine, theirs)


@piece
def single_sign_of(r: Any, row: int) -> float:
    """Return the sign of a tie, rounded to single precision."""
    return float(np.float64(np.float32(sign_of(r, row))))


@piece
def failures(months: int) -> int:
    """Return how many of twelve months, one bit each, had a failure."""
    n = 0
    for k in range(12):
        n += (months >> k) & 1
    return n


@entry
def prepare(o: Any, r: Any, t: Any, p: Any, core: Any, seed: Any, month: int, first: int, there: int) -> None:
    """Pull the levers of the coming month; complementors are the organisations ``first .. first + there``."""
    t.told[:] = 0.0
    serve_directly(o, t, core, seed, month)
    for owner in range(o.uid.size):
        if o.kind[owner] == c.SELLER:
            look_after_complementor(o, r, p, seed, owner, first, there)
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            t.blame[row] = -1.0
            if r.stages[c.STAGE, row] < 0 or o.kind[r.partner[row]] != c.SELLER:
                continue
            link = link_of(o, r, r.partner[row])
            if link == NOBODY:
                push(r, c.LEVER_QUALITY, PARTNER, row, -p.triads.gap)
                continue
            know_third(r, t, p, row, link)
            note_before(o, r, t, core, row, link)
            pull_triad(o, r, t, p, core, row, link)
    if p.triads.balance > 0.0:
        for owner in range(o.uid.size):
            if o.kind[owner] == c.SELLER:
                balance_link(o, r, t, p, owner)


@kernel
def look_after_complementor(o: Any, r: Any, p: Any, seed: Any, owner: int, first: int, there: int) -> None:
    """Let a principal get to know complementors, and brief, watch and, if need be, part with its own."""
    known = int64(complementors_known(float(there), p.deliverers.known_share, p.deliverers.linking))
    luck = streams.word(streams.key(seed, ACQUAINTANCE, 0), np.uint64(o.uid[owner]))
    o.supply[owner, 0] = first + streams.index(luck, there - known + 1)
    o.supply[owner, 1] = known
    row = link_of(o, r, owner)
    if row == NOBODY:
        return
    watched = p.deliverers.monitoring
    trust = r.directed[c.TRUST, PARTNER, row]
    push(r, c.LEVER_WATCHING, OWNER, row, watched)
    push(r, c.LEVER_EFFORT, PARTNER, row, p.deliverers.monitoring_effort * watched)
    push(r, c.LEVER_TRUST, PARTNER, row, -p.deliverers.monitoring_resented * watched * trust * trust)
    push(r, c.LEVER_PAYOFF, OWNER, row, -p.deliverers.monitoring_cost * watched)
    scale(r, c.LEVER_LEARNING, OWNER, row, 1.0 + p.deliverers.linking)
    scale(r, c.LEVER_LEARNING, PARTNER, row, 1.0 + p.deliverers.linking)
    scale(r, c.LEVER_CONTACT, OWNER, row, 1.0 + p.deliverers.linking)
    limit = int64(p.deliverers.replace_after)
    if limit > 0 and failures(int64(r.counts[c.FAILURES_0, row])) >= limit:
        push(r, c.LEVER_LEAVING, OWNER, row, PARTING)


@kernel
def know_third(r: Any, t: Any, p: Any, row: int, link: int) -> None:
    """Start anew with a complementor that the customer has not met behind this principal."""
    third = int64(r.partner[link])
    if t.third[row] != third or r.counts[c.AGE, row] == 0:
        t.third[row] = third
        t.third_trust[row] = p.triads.third_trust_start
        t.crossing[row] = False
        t.joined[row] = False


@kernel
def note_before(o: Any, r: Any, t: Any, core: Any, row: int, link: int) -> None:
    """Note what the month will change, and how hard the principal tries."""
    t.expected[row] = r.directed[c.EXPECTATION, OWNER, row]
    first, second = single_sign_of(r, row), single_sign_of(r, link)
    t.failing[row] = NEITHER
    if min(first, second) < 0.0:
        t.failing[row] = FIRST_WEAKER if first < second else SECOND_WEAKER
    t.wallet[row] = r.dyadic[c.WALLET_SHARE, row]
    shift = o.conduct[r.partner[row], c.EFFORT_SHIFT] + pulled(r, c.LEVER_EFFORT, PARTNER, row)
    delivering = core.delivering
    t.told[TOLD_EFFORT] += effort(
        r.directed[c.COMMITMENT, PARTNER, row], delivering.effort_base, delivering.effort_commitment, shift
    )
    t.told[TOLD_PRINCIPALS] += 1.0


@kernel
def pull_triad(o: Any, r: Any, t: Any, p: Any, core: Any, row: int, link: int) -> None:
    """Let blame, surplus, balance and bridges change a customer's month with its principal."""
    linking = core.linking
    memory = r.directed[c.MEMORY, OWNER, row]
    watching = share(core.monitoring.buyer_intensity + pulled(r, c.LEVER_WATCHING, OWNER, row))
    usual = blame(memory, linking.controlled_share, linking.blame_base, linking.blame_memory)
    blamed = principal_blame(
        memory, watching, linking.controlled_share, linking.blame_base, linking.blame_memory, p.triads.watched_blame
    )
    t.blame[row] = blamed
    if usual > 0.0:
        scale(r, c.LEVER_RESENTMENT, OWNER, row, blamed / usual)
    standing = o.standing[r.partner[row]]
    received = np.float64(r.traces[c.TRACE_PERFORMANCE, OWNER, row])
    known = r.counts[c.AGE, row] > 0 and standing[c.LINKED] > 0.5
    if known and received >= 0.0 and linking.controlled_share > 0.0:
        fit = 1.0 - r.dyadic[c.TECHNOLOGICAL_DISTANCE, link]
        more = surplus_of_both(received, standing[c.LINKED_PERFORMANCE], fit, p.triads.surplus)
        # The core mixes the principal's own part in by the controlled share; the surplus comes on top of the mixture.
        push(r, c.LEVER_QUALITY, PARTNER, row, more / linking.controlled_share)
    third = 2.0 * np.float64(t.third_trust[row]) - 1.0
    first, second = single_sign_of(r, row), single_sign_of(r, link)
    nudge = balance_push(first, second, third, p.triads.balance, p.triads.balance_step)
    for me in range(2):
        push(r, c.LEVER_BOND, me, row, nudge)
        if t.joined[row]:
            scale(r, c.LEVER_CONTACT, me, row, p.bridging.joined_contact)
            push(r, c.LEVER_BOND, me, row, p.bridging.joined_bond)
    if t.crossing[row]:
        push(r, c.LEVER_LEAVING, OWNER, row, PARTING)


@kernel
def balance_link(o: Any, r: Any, t: Any, p: Any, principal: int) -> None:
    """Let the triads that a principal and its complementor are in pull at their tie, each as much as any other."""
    link = link_of(o, r, principal)
    if link == NOBODY:
        return
    total, n = 0.0, 0
    lo, size = o.demand[principal, 0], o.demand[principal, 1]
    own = sign_of(r, link)
    for customer in range(lo, lo + size):
        for row in range(o.first[customer], o.first[customer + 1]):
            if t.blame[row] >= 0.0 and r.partner[row] == principal and r.stages[c.STAGE, row] >= 0:
                third, first = 2.0 * np.float64(t.third_trust[row]) - 1.0, single_sign_of(r, row)
                total += balance_push(own, first, third, p.triads.balance, p.triads.balance_step)
                n += 1
    if n > 0:
        push(r, c.LEVER_BOND, OWNER, link, total / n)
        push(r, c.LEVER_BOND, PARTNER, link, total / n)


@kernel
def serve_directly(o: Any, t: Any, core: Any, seed: Any, month: int) -> None:
    """Play the month of customers whom a complementor serves without a principal; some go back to the market."""
    key = streams.key(seed, DIRECT, month)
    delivering, felt_p, exit_p = core.delivering, core.satisfaction, core.exit
    direct = t.direct
    for k in range(direct.used[0]):
        owner, third = direct.owner[k], direct.third[k]
        luck = streams.word(key, streams.pair(o.uid[owner], o.uid[third]))
        trust, expected = np.float64(direct.trust[k]), np.float64(direct.expected[k])
        tried = effort(trust, delivering.effort_base, delivering.effort_commitment, 0.0)
        able = o.conduct[third, c.COMPETENCE] + o.conduct[third, c.SHOCK]
        more = delivering.effort_weight * (tried - delivering.effort_reference)
        received = share(able + more + delivering.noise_sd * streams.normal(luck))
        worth = felt_surprise(received - expected, felt_p.loss_aversion, felt_p.indifference)
        felt = 2.0 * episode_satisfaction(received, worth, felt_p.quality, felt_p.disconfirmation) - 1.0
        loss = core.trust.gain * core.trust.loss_ratio
        direct.trust[k] = trust_after(trust, felt, core.trust.gain, loss, 1.0)
        direct.expected[k] = expectation_after(expected, received, core.expectation.rate)
        kept = exit_p.commitment * (np.float64(direct.trust[k]) - exit_p.commitment_reference)
        if streams.second_uniform(luck) < logistic(exit_p.intercept - kept):
            direct.third[k] = NOBODY
            o.target[owner] += 1
            o.conduct[owner, c.DEMAND] += np.float64(direct.volume[k])
        else:
            t.told[TOLD_DIRECT] += 1.0
