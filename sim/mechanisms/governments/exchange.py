"""Exchange: deliverers whom no government controls take it up, carry it out and give it up; publics judge it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import kernel, normal_quantile, share
from sim.constructs.delivery import effort, performance
from sim.constructs.expectation import expectation_after
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise, satisfaction_after
from sim.constructs.statecraft import (
    contact_factor,
    engagement_chance,
    exchange_performance,
    exchange_scale,
    giving_up_chance,
    grant_share,
)
from sim.mechanisms.governments.luck import DELIVERERS
from sim.mechanisms.pulling import push
from sim.state import columns as c


@kernel
def count_engaged(o: Any, a: Any, lo: int, hi: int, home: int, abroad: int) -> float:
    """Return how many deliverers of one country exchange with another."""
    total = 0.0
    for k in range(lo, hi):
        if o.government[k] == home:
            total += a.engaged[k - lo, abroad]
    return total


@kernel
def engage(
    o: Any, r: Any, p: Any, a: Any, n: int, me: int, capital: int, lo: int, hi: int, seed: Any, month: int
) -> None:
    """Let the deliverers of one side decide whether they exchange with the other country."""
    home = a.first[n] if me == 0 else a.second[n]
    abroad = a.second[n] if me == 0 else a.first[n]
    row = a.row[n]
    there = row >= 0
    trust = 0.5 * (r.directed[c.TRUST, 0, row] + r.directed[c.TRUST, 1, row]) if there else 0.0
    contact = contact_factor(p.posts.number, p.posts.contact) if there else 1.0
    budget = p.programme.budget if there else 0.0
    many = count_engaged(o, a, lo, hi, home, abroad)
    joining = engagement_chance(
        grant_share(budget, many + 1.0), trust, a.attention[n], a.apart[n], contact, p.exchange.intercept,
        p.exchange.grant, p.exchange.trust, p.exchange.attention, p.exchange.distance,
    )  # fmt: skip
    leaving = giving_up_chance(grant_share(budget, many), p.exchange.leaving, p.exchange.staying)
    key = streams.key(seed, DELIVERERS, month)
    for k in range(lo, hi):
        if o.government[k] != home:
            continue
        luck = streams.uniform(streams.word(key, streams.pair(o.uid[k], o.uid[capital + abroad])))
        if month == 0:  # as many as there would be after a long time without any memorandum
            a.engaged[k - lo, abroad] = 1 if luck < joining / (joining + leaving) else 0
        elif a.engaged[k - lo, abroad] > 0:
            a.engaged[k - lo, abroad] = 0 if luck < leaving else 1
        else:
            a.engaged[k - lo, abroad] = 1 if luck < joining else 0


@kernel
def deliver_exchange(
    o: Any, r: Any, core: Any, p: Any, a: Any, n: int, me: int, capital: int, lo: int, hi: int, seed: Any, month: int
) -> None:
    """Let those engaged on one side deliver; the other side's public receives it."""
    home = a.first[n] if me == 0 else a.second[n]
    abroad = a.second[n] if me == 0 else a.first[n]
    row = a.row[n]
    budget = p.programme.budget if row >= 0 else 0.0
    known = r.directed[c.MEMORY, me, row] if row >= 0 else 0.0
    many = count_engaged(o, a, lo, hi, home, abroad)
    grant = grant_share(budget, many)
    scale = exchange_scale(grant, p.exchange.private)
    tried = effort(grant, core.delivering.effort_base, core.delivering.effort_commitment, 0.0)
    key = streams.key(seed, DELIVERERS, month)
    total, there = 0.0, 0.0
    for k in range(lo, hi):
        if o.government[k] != home:
            continue
        there += 1.0
        if a.engaged[k - lo, abroad] == 0:
            continue
        bits = streams.word(key, streams.pair(o.uid[k], o.uid[capital + abroad]))
        done = performance(
            o.conduct[k, c.COMPETENCE], tried, known, 0.0, a.apart[n], 0.0,
            core.delivering.noise_sd * normal_quantile(streams.second_uniform(bits)),
            core.delivering.effort_weight, core.delivering.effort_reference, core.delivering.memory,
            core.delivering.investment, core.delivering.distance, core.delivering.opportunism,
        )  # fmt: skip
        total += scale * share(done)
    a.volume[n, me] = total
    a.cost[n] += grant * many
    a.received[n, 1 - me] = exchange_performance(total, there, p.exchange.half)


@kernel
def judge_exchange(core: Any, a: Any, n: int) -> None:
    """Let both publics compare what they received with what they had been led to expect."""
    for me in range(2):
        received, expected = a.received[n, me], a.expectation[n, me]
        felt = felt_surprise(received - expected, core.satisfaction.loss_aversion, core.satisfaction.indifference)
        episode = episode_satisfaction(received, felt, core.satisfaction.quality, core.satisfaction.disconfirmation)
        a.satisfaction[n, me] = satisfaction_after(
            a.satisfaction[n, me], episode, a.months[n], core.satisfaction.rate_floor
        )
        a.expectation[n, me] = expectation_after(expected, received, core.expectation.rate)
    a.months[n] += 1.0


@kernel
def carry_over(o: Any, r: Any, p: Any, a: Any, n: int, capital: int) -> None:
    """Let what others delivered be the greater part of what the governments perform for each other.

    Choice: what the pair knows, invested and has between them acts on the whole performance, because the deliverers
    work under its roof; only the competence is shared out between government and deliverers.
    """
    row = a.row[n]
    if row < 0:
        return
    for me in range(2):
        who = capital + (a.first[n] if me == 0 else a.second[n])
        others = a.received[n, 1 - me] - o.conduct[who, c.COMPETENCE]
        push(r, c.LEVER_QUALITY, me, row, np.float32((1.0 - p.diplomacy.controlled_share) * others))
