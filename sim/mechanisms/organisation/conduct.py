"""How what firms are like inside shows in their conduct: the levers that it pulls."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import entry, kernel
from sim.constructs.within import (
    added_effort,
    delivered_competence,
    extra_effort,
    gained,
    identification,
    wallet_after_selling,
    yield_of_effort,
)
from sim.mechanisms.organisation.firms import AUTHENTICITY, CARE, OVERTURES, SINCERITY, is_reforming
from sim.mechanisms.pulling import push, scale
from sim.state import columns as c

FIRST_HALF_YEAR = 6


@kernel
def _mean_satisfaction(o: Any, r: Any, means: Any, counts: Any, lo: int, owners: int) -> None:
    """Work out how satisfied each firm's customers are on average."""
    means[:] = 0.0
    counts[:] = 0.0
    for row in range(o.first[owners]):
        i = r.partner[row] - lo
        if r.stages[c.STAGE, row] >= 0 and 0 <= i < means.size:
            means[i] += r.directed[c.SATISFACTION, 0, row]
            counts[i] += 1.0
    for i in range(means.size):
        means[i] = means[i] / max(counts[i], 1.0)


@entry
def show_inside(
    o: Any, r: Any, inside: Any, p: Any, means: Any, counts: Any, lo: int, owners: int, month: int, promise: float
) -> None:
    """Pull the levers of every relationship of these firms with a buyer.

    ``owners`` is the number of buyers, ``promise`` what sellers usually promise beyond what is expected.
    """
    _mean_satisfaction(o, r, means, counts, lo, owners)
    programme = p.relationship_management
    begun = programme.level > 0.5 and month >= programme.start
    in_use = min(1.0, (month - programme.start + 1.0) / programme.introduction) if begun else 0.0
    steered = begun and programme.level > 1.5
    upset = month < programme.start + programme.upheaval_months
    for row in range(o.first[owners]):
        who = r.partner[row]
        i = who - lo
        if r.stages[c.STAGE, row] < 0 or not 0 <= i < means.size:
            continue
        come = gained(inside.orientation[i], p.leadership.origin)
        # Effort: of leaders, of those who share a mission, of those who care; less of those whose world is turned over.
        effort = p.leadership.effort * come
        effort += extra_effort(inside.alignment[i], inside.orientation[i], p.mission.effort)
        effort += p.culture.weight * p.culture.care * (inside.culture[i, CARE] - 0.5)
        if is_reforming(inside, p, month, i) and upset:
            effort -= programme.upheaval
        if steered:
            effort += programme.attention * (means[i] - r.directed[c.SATISFACTION, 0, row])
        push(r, c.LEVER_EFFORT, 1, row, effort)
        # Quality: of competence that is served inside, of orders that are kept in order.
        served = delivered_competence(o.conduct[who, c.COMPETENCE], inside.service[i], p.internal_service.weight)
        push(r, c.LEVER_QUALITY, 1, row, served + programme.order * in_use)
        # Contact, learning and investing: of what is budgeted for relationships.
        more = max(0.0, 1.0 + p.leadership.budget * come)
        proper = 1.0 + p.culture.weight * p.culture.overtures * (inside.culture[i, OVERTURES] - 0.5)
        scale(r, c.LEVER_CONTACT, 1, row, more * max(0.0, proper))
        scale(r, c.LEVER_INVESTING, 1, row, more)
        scale(r, c.LEVER_LEARNING, 1, row, more * (1.0 + programme.learning * in_use))
        push(r, c.LEVER_PAYOFF, 1, row, -p.leadership.cost * come)
        # Trust: of those who are what they seem.
        rests = identification(r.dyadic[c.VALUE_OVERLAP, row], np.float64(r.counts[c.DELIVERIES, row]))
        warm = p.culture.weight * p.culture.warmth * (inside.culture[i, AUTHENTICITY] - 0.5) * rests
        scale(r, c.LEVER_WARMTH, 0, row, max(0.0, 1.0 + warm))
        # Promises: the sincere promise less at the start, those who contradict themselves more for a while.
        said = 0.0
        if r.counts[c.AGE, row] == 0:
            said -= 2.0 * promise * p.culture.weight * (inside.culture[i, SINCERITY] - 0.5)
        if r.counts[c.AGE, row] < FIRST_HALF_YEAR:
            said += p.mission.gap * (1.0 - inside.alignment[i])
        push(r, c.LEVER_PROMISE, 0, row, said)


@kernel
def _is_of_stage(stage: int, wanted: int) -> bool:
    if wanted == 0:
        return True
    if wanted == 1:
        return stage < 2
    return stage == 2 if wanted == 2 else stage == 3 or stage == 4


@kernel
def _splits(r: Any, row: int, wanted: int, lo: int, firms: int) -> bool:
    stage = r.stages[c.STAGE, row]
    return bool(stage >= 0 and lo <= r.partner[row] < lo + firms and _is_of_stage(stage, wanted))


@entry
def split_effort(o: Any, r: Any, p: Any, base: float, per_commitment: float, lo: int, firms: int, owners: int) -> None:
    """Pull the levers by which a split of effort shows; an even split leaves them at rest.

    ``base`` and ``per_commitment`` make the usual effort (E2); ``firms`` is how many split theirs so.
    """
    wanted = int(p.stage)
    sell, form, deliver = yield_of_effort(p.sell), yield_of_effort(p.form), yield_of_effort(p.deliver)
    link, learn, monitor = yield_of_effort(p.link), yield_of_effort(p.learn), yield_of_effort(p.monitor)
    for owner in range(owners):
        held = 0.0
        for row in range(o.first[owner], o.first[owner + 1]):
            if _splits(r, row, wanted, lo, firms):
                wallet = r.dyadic[c.WALLET_SHARE, row]
                r.dyadic[c.WALLET_SHARE, row] = wallet_after_selling(wallet, sell, p.weight * p.orders)
            held += r.dyadic[c.WALLET_SHARE, row] if r.stages[c.STAGE, row] >= 0 else 0.0
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] >= 0:
                r.dyadic[c.WALLET_SHARE, row] = r.dyadic[c.WALLET_SHARE, row] / max(held, 1e-12)
            if not _splits(r, row, wanted, lo, firms):
                continue
            push(r, c.LEVER_PROMISE, 0, row, p.weight * p.pitch * sell)
            # Selling is socialising too: what is good about a month counts for more in the buyer's trust.
            scale(r, c.LEVER_WARMTH, 0, row, 1.0 + p.weight * sell)
            scale(r, c.LEVER_CONTACT, 1, row, 1.0 + p.weight * form)
            usual = base + per_commitment * r.directed[c.COMMITMENT, 1, row]
            push(r, c.LEVER_EFFORT, 1, row, p.weight * added_effort(usual, deliver))
            linked = p.links * link if o.standing[r.partner[row], c.LINKED] > 0.5 else 0.0
            push(r, c.LEVER_QUALITY, 1, row, p.weight * linked)
            scale(r, c.LEVER_LEARNING, 1, row, 1.0 + p.weight * learn)
            push(r, c.LEVER_WATCHING, 1, row, p.weight * p.watching * monitor)
