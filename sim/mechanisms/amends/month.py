"""What amends and loyalty do before and after a month of the buyers' relationships, row by row."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._jit import entry, int64, kernel, logistic, piece, share
from sim.constructs.amends import amends_quality, effort_of_regard
from sim.constructs.continuity import leaving_log_odds
from sim.constructs.delivery import blame
from sim.constructs.loyalty import loyal_log_odds
from sim.constructs.recovery import recovered_satisfaction, satisfaction_for_trust, voice_probability
from sim.constructs.satisfaction import satisfaction_after
from sim.constructs.switching_costs import switching_cost
from sim.constructs.trust import loss_ratio, trust_after, trust_ceiling
from sim.mechanisms.pulling import pulled, push
from sim.state import columns as c

Singles = npt.NDArray[np.float32]

OUTREACH = 150
"""Purpose of luck: whether a seller hears of a failure that nobody spoke about."""
(
    TOLD_SATISFACTION,
    TOLD_EPISODES,
    TOLD_SATISFACTION_VOICED,
    TOLD_VOICED,
    TOLD_RECOVERED,
    TOLD_FAILED,
    TOLD_OVER,
    TOLD_SIDES,
    TOLD_HEADROOM,
    TOLD_LIVING,
    TOLD_ALIVE,
) = range(11)
N_TOLD = 11
"""Sums of a month."""
WINDOW = 12
"""Months within which a relationship must have outlived its calculated end to count as resilient."""
THREE_MONTHS, ELEVEN_MONTHS = 0x7, 0x7FF
BUYER_SIDE, SELLER_SIDE = 0, 1
ROUNDING = 1e-12


class Before(NamedTuple):
    """What is noted of the buyers' rows (M) before the month, of the buyer's side where there are two."""

    satisfaction: Singles
    trust: Singles
    commitment: Singles
    memory: Singles
    conflict: Singles
    honeymoon: Singles
    deliveries: npt.NDArray[np.int16]
    contract: npt.NDArray[np.int16]
    """(M,) months of contract left."""


def nothing_noted(rows: int) -> Before:
    """Return room for notes."""
    real, whole = np.zeros((6, rows), np.float32), np.zeros((2, rows), np.int16)
    return Before(*real, *whole)


@piece
def felt_quality(r: Any, p: Any, core: Any, row: int) -> float:
    """Return the quality of the seller's recovery as the buyer of this row feels it."""
    return amends_quality(
        core.recovery.seller_quality,
        p.amends.empathy,
        p.amends.empathy_share,
        p.amends.congruence,
        p.amends.congruence_share,
        r.directed[c.DECEPTION, BUYER_SIDE, row],
        p.amends.disbelief,
    )


@entry
def prepare(o: Any, r: Any, p: Any, core: Any, was: Any) -> None:
    """Pull levers, and note what the month will change."""
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            if r.stages[c.STAGE, row] < 0:
                continue
            was.satisfaction[row] = r.directed[c.SATISFACTION, BUYER_SIDE, row]
            was.trust[row] = r.directed[c.TRUST, BUYER_SIDE, row]
            was.commitment[row] = r.directed[c.COMMITMENT, BUYER_SIDE, row]
            was.memory[row] = r.directed[c.MEMORY, BUYER_SIDE, row]
            was.conflict[row] = r.directed[c.CONFLICT, BUYER_SIDE, row]
            was.deliveries[row] = r.counts[c.DELIVERIES, row]
            was.honeymoon[row] = r.dyadic[c.HONEYMOON, row]
            was.contract[row] = r.counts[c.CONTRACT_LEFT, row]
            lost = core.recovery.seller_quality - felt_quality(r, p, core, row)
            push(r, c.LEVER_RECOVERY, SELLER_SIDE, row, -lost)
            failed = 1.0 if r.counts[c.FAILURES_0 + 1, row] & THREE_MONTHS != 0 else 0.0
            push(r, c.LEVER_EFFORT, SELLER_SIDE, row, effort_of_regard(p.amends.regard, p.amends.regard_effort, failed))
            for me in range(2):
                push(r, c.LEVER_RESOLVING, me, row, p.amends.regard * p.amends.regard_calm)
                kept = loyal_log_odds(
                    p.loyalty.weight,
                    r.directed[c.COMMITMENT, me, row],
                    core.exit.commitment,
                    core.exit.commitment_reference,
                )
                push(r, c.LEVER_LEAVING, me, row, kept)


@piece
def _trust_felt(r: Any, core: Any, was: Any, row: int, felt: float, blamed: float) -> float:
    """Return the buyer's trust after an episode that felt so, from what it was before the month."""
    lever = c.LEVER_WARMTH if felt >= 0.0 else c.LEVER_RESENTMENT
    episode = felt * pulled(r, lever, BUYER_SIDE, row) * (1.0 if felt >= 0.0 else blamed)
    loss = core.trust.gain * loss_ratio(core.trust.loss_ratio, r.dyadic[c.VALUE_OVERLAP, row], core.trust.value_shield)
    ceiling = trust_ceiling(r.directed[c.DECEPTION, BUYER_SIDE, row], core.trust.ceiling_loss)
    return trust_after(np.float64(was.trust[row]), episode, core.trust.gain, loss, ceiling)


@piece
def _hurt(r: Any, felt: float, blamed: float, row: int) -> float:
    """Return what of an episode feeds conflict."""
    return max(-felt, 0.0) * pulled(r, c.LEVER_RESENTMENT, BUYER_SIDE, row) * blamed


@kernel
def make_good(o: Any, r: Any, core: Any, was: Any, row: int, episode: float, quality: float) -> float:
    """Make good a failure that nobody spoke about, after the month; return satisfaction with the episode then."""
    better = recovered_satisfaction(episode, quality, core.recovery.lift)
    r.directed[c.SATISFACTION, BUYER_SIDE, row] = satisfaction_after(
        np.float64(was.satisfaction[row]),
        better,
        np.float64(was.deliveries[row]),
        core.satisfaction.rate_floor,
    )
    blamed = 1.0
    if o.standing[r.partner[row], c.LINKED] > 0.5:
        linking = core.linking
        blamed = blame(np.float64(was.memory[row]), linking.controlled_share, linking.blame_base, linking.blame_memory)
    felt = 2.0 * episode - 1.0
    mended = 2.0 * satisfaction_for_trust(better, episode, core.recovery.to_trust) - 1.0
    back = _trust_felt(r, core, was, row, mended, blamed) - _trust_felt(r, core, was, row, felt, blamed)
    r.directed[c.TRUST, BUYER_SIDE, row] = share(r.directed[c.TRUST, BUYER_SIDE, row] + back)
    eased = core.conflict.dissatisfaction * (_hurt(r, felt, blamed, row) - _hurt(r, mended, blamed, row))
    spared = (1.0 - np.float64(was.conflict[row])) * eased
    r.directed[c.CONFLICT, BUYER_SIDE, row] = share(r.directed[c.CONFLICT, BUYER_SIDE, row] - spared)
    return better


@kernel
def calculation_ends(o: Any, r: Any, core: Any, was: Any, key: Any, owner: int, row: int, me: int) -> bool:
    """Return whether a side would have left this month had affective commitment counted for nothing, with its luck."""
    partner = r.partner[row]
    every = int64(core.review.every)
    # Age has grown by the month just played.
    reviewed = every > 0 and r.counts[c.AGE, row] % max(every, int64(1)) == 0
    if me == BUYER_SIDE:
        heard = o.standing[owner, c.ALTERNATIVE_AS_OWNER]
    else:
        heard = o.standing[partner, c.ALTERNATIVE_AS_PARTNER]
    alternative = np.float64(r.read_out[c.REVIEW_ALTERNATIVE, me, row]) if reviewed else heard - core.search.cost
    costs = core.switching_costs
    cost = switching_cost(
        r.directed[c.INVESTMENT, me, row],
        r.directed[c.MEMORY, me, row],
        np.float64(was.contract[row]),
        costs.base,
        costs.investment,
        costs.memory,
        costs.contract,
    )
    odds = leaving_log_odds(
        alternative,
        r.directed[c.OUTCOME, me, row],
        cost,
        core.exit.commitment_reference,
        np.float64(was.honeymoon[row]),
        r.directed[c.CALCULATIVE, me, row],
        core.exit.intercept,
        core.exit.advantage,
        core.exit.commitment,
        core.exit.commitment_reference,
        core.honeymoon.effect,
        core.exit.calculative,
    )
    return streams.uniform(streams.word(key, streams.pair(o.uid[owner], o.uid[partner]))) < logistic(odds)


@piece
def lived_through(r: Any, row: int) -> bool:
    """Return whether the relationship in a row, ended or not, is the one that the month was played for."""
    fresh = r.stages[c.STAGE, row] >= 0 and r.counts[c.AGE, row] == 0
    return r.traces[c.TRACE_PERFORMANCE, BUYER_SIDE, row] >= 0.0 and not fresh


@entry
def look_back(
    o: Any, r: Any, p: Any, core: Any, seed: Any, month: int, was: Any, doomed: Any, ended_by_calculation: Any,
    told: Any, mended: Any,
) -> None:  # fmt: skip
    """Make good what nobody spoke about, note whom calculation would have sent away, and add up the month.

    ``mended`` (M,) is filled anew: 1 where something was made good.
    """
    told[:] = 0.0
    mended[:] = 0
    outreach_key = streams.key(seed, OUTREACH, month)
    speech_key = streams.key(seed, streams.PERCEPTION, month)
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            if lived_through(r, row):
                identity = streams.pair(o.uid[owner], o.uid[r.partner[row]])
                speech = streams.second_uniform(streams.word(speech_key, identity))
                luck = streams.uniform(streams.word(outreach_key, identity))
                _look_at_episode(o, r, p, core, was, row, speech, luck, told, mended)
            _look_at_staying(o, r, core, was, seed, month, owner, row, doomed, ended_by_calculation, told)


@kernel
def _look_at_episode(
    o: Any, r: Any, p: Any, core: Any, was: Any, row: int, speech: float, luck: float, told: Any, made_good: Any
) -> None:
    # Cumulative satisfaction moved towards the episode by a known weight, so the episode can be had from it.
    before = np.float64(was.satisfaction[row])
    weight = max(core.satisfaction.rate_floor, 1.0 / (np.float64(was.deliveries[row]) + 3.0))
    episode = share(before + (r.directed[c.SATISFACTION, BUYER_SIDE, row] - before) / weight)
    failed = r.marks[c.MARK_FAILED, BUYER_SIDE, row]
    mended = r.marks[c.MARK_RECOVERED, BUYER_SIDE, row]
    caught = r.marks[c.MARK_BREACH, BUYER_SIDE, row]
    repeated = (r.counts[c.FAILURES_0, row] >> 1) & ELEVEN_MONTHS != 0
    if failed and not (mended or caught or repeated) and luck < p.amends.outreach:
        quality = felt_quality(r, p, core, row)
        if quality > 0.0:
            episode = make_good(o, r, core, was, row, episode, quality)
            made_good[row] = 1
            mended = True
    told[TOLD_SATISFACTION] += episode
    told[TOLD_EPISODES] += 1.0
    told[TOLD_FAILED] += 1.0 if failed else 0.0
    told[TOLD_RECOVERED] += 1.0 if mended else 0.0
    recovery = core.recovery
    if speech < voice_probability(np.float64(was.commitment[row]), recovery.voice_intercept, recovery.voice_commitment):
        told[TOLD_SATISFACTION_VOICED] += episode
        told[TOLD_VOICED] += 1.0


@kernel
def _look_at_staying(
    o: Any, r: Any, core: Any, was: Any, seed: Any, month: int, owner: int, row: int, doomed: Any,
    ended_by_calculation: Any, told: Any,
) -> None:  # fmt: skip
    living = r.stages[c.STAGE, row] >= 0
    same = lived_through(r, row)
    if not same or doomed[row] <= month - WINDOW:
        doomed[row] = 0
    if same and doomed[row] == 0:
        ends = False
        for me in range(2):
            key = streams.key(seed, streams.LEAVING + me, month)
            ends = calculation_ends(o, r, core, was, key, owner, row, me) or ends
        if ends:
            doomed[row] = month
            ended_by_calculation[month % WINDOW] += 1
    if not living:
        doomed[row] = 0
        return
    told[TOLD_ALIVE] += 1.0 if doomed[row] > 0 else 0.0
    told[TOLD_LIVING] += 1.0
    for me in range(2):
        ceiling = trust_ceiling(r.directed[c.DECEPTION, me, row], core.trust.ceiling_loss)
        trust = r.directed[c.TRUST, me, row]
        told[TOLD_SIDES] += 1.0
        told[TOLD_OVER] += 1.0 if trust > ceiling + ROUNDING else 0.0
        told[TOLD_HEADROOM] += ceiling - trust if me == BUYER_SIDE else 0.0
