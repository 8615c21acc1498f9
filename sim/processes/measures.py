"""Measuring: the two axes of each relationship (E15), and the sums from which a month's metrics are made.

Sums across rows are integers in fixed point, so that no order of adding, number of threads or chunking can change them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._fetch import fetch
from sim._jit import bits_of, kernel, piece, rule, signed, wrap_sub
from sim.constructs.competition import competition, multi_sourcing
from sim.constructs.cooperation import cooperation, joint_action
from sim.processes import block
from sim.state.columns import (
    BUYER,
    CALCULATIVE,
    COMMITMENT,
    COMPLEMENT,
    COMPLEMENTOR,
    CONFLICT,
    DEPENDENCE,
    DIPLOMATIC,
    FLEXIBILITY,
    GOVERNMENT,
    INVESTMENT,
    MARKET,
    MEMORY,
    OPPORTUNISM,
    OUTCOME,
    PEER,
    SATISFACTION,
    SELLER,
    SUPPLY,
    TRUST,
    VALUE_OVERLAP,
    WALLET_SHARE,
)
from sim.typologies.captivity import is_captive
from sim.typologies.donaldson_otoole import action, belief, four_type
from sim.typologies.hines import three_type

SCALE = 4294967296.0
"""Fixed point: 2^32 to the unit."""
_MAGIC = 6755399441055744.0 / SCALE
_MAGIC_BITS = np.uint64(0x4138000000000000)

SUM_OUTCOME, SUM_PERFORMANCE, SUM_PARTNERS, SUM_VOLUME = range(4)
N_SUMS = 4
BUYERS_UNIT = 4294967296
"""Partners are counted in one word: all of them in the low half, those served as a seller in the high half."""

MEASURES = (
    *("stage_0", "stage_1", "stage_2", "stage_3", "stage_4", "stage_5", "stage_6"),
    *("living", "delivered", "formed", "ended", "captive", "cheated", "breaches", "failures"),
    *("type_0", "type_1", "type_2", "type_3", "hines_0", "hines_1", "hines_2", "hines_3"),
    *("trust_0", "trust_1", "satisfaction_0", "satisfaction_1", "commitment_0", "commitment_1"),
    *("calculative", "investment", "memory", "conflict", "dependence", "outcome"),
    *("cooperation", "competition", "distance", "gap", "volume", "revenue"),
)
(
    STAGES_FROM,
    _0,
    _1,
    _2,
    _3,
    _4,
    _5,
    LIVING,
    DELIVERED,
    FORMED,
    ENDED,
    CAPTIVE,
    CHEATED,
    BREACHES,
    FAILURES,
    TYPES_FROM,
    _6,
    _7,
    _8,
    HINES_FROM,
    _9,
    _10,
    _11,
    SUM_TRUST_0,
    SUM_TRUST_1,
    SUM_SATISFACTION_0,
    SUM_SATISFACTION_1,
    SUM_COMMITMENT_0,
    SUM_COMMITMENT_1,
    SUM_CALCULATIVE,
    SUM_INVESTMENT,
    SUM_MEMORY,
    SUM_CONFLICT,
    SUM_DEPENDENCE,
    SUM_OUTCOMES,
    SUM_COOPERATION,
    SUM_COMPETITION,
    SUM_DISTANCE,
    SUM_GAP,
    SUM_ALL_VOLUME,
    SUM_REVENUE,
) = range(len(MEASURES))
N_MEASURES = len(MEASURES)


@rule
def fixed(x: float) -> Any:
    """Return x in fixed point, rounded to the nearest 2^-32; |x| below 2^18."""
    return signed(wrap_sub(bits_of(x + _MAGIC), _MAGIC_BITS))


@piece
def relation_of(kind: Any, owner: int, partner: int) -> int:
    """Return the kind of relationship between two organisations, whose own kinds ``kind`` holds."""
    if kind[owner] == GOVERNMENT:
        return DIPLOMATIC
    if kind[partner] == COMPLEMENTOR:
        return COMPLEMENT
    if kind[owner] == SELLER:
        return SUPPLY
    return PEER if kind[partner] == BUYER else MARKET


@kernel
def take_bearings(r: Any, s: Any, lo: int, n: int) -> None:
    """Place both sides' views on the two axes."""
    price = s[block.PRICE, :n]
    wallet = r.dyadic[WALLET_SHARE, lo : lo + n]
    volume = s[block.VOLUME, :n]
    outside = s[block.OUTSIDE_VOLUME, :n]
    own_count = s[block.OWN_COUNT, :n]
    outside_count = s[block.OUTSIDE_COUNT, :n]
    mine = r.directed[INVESTMENT, 0, lo : lo + n]
    theirs = r.directed[INVESTMENT, 1, lo : lo + n]
    for me in range(2):
        shared = s[block.SHARED + me, :n]
        bargaining = s[block.BARGAINING + me, :n]
        risk = s[block.RISK + me, :n]
        flexibility = r.read_out[FLEXIBILITY, me, lo : lo + n]
        frequency = r.read_out[OPPORTUNISM, me, lo : lo + n]
        conflict = r.directed[CONFLICT, me, lo : lo + n]
        together = s[block.COOPERATION + me, :n]
        against = s[block.COMPETITION + me, :n]
        for i in range(n):
            together[i] = cooperation(shared[i], joint_action(mine[i], theirs[i]), float(flexibility[i]), risk[i])
        for i in range(n):
            business = wallet[i] if me == 0 else min(volume[i] / max(outside[i], 1e-12), 1.0)
            partners = own_count[i] if me == 0 else outside_count[i]
            spread = multi_sourcing(business, partners)
            against[i] = competition(bargaining[i], 2.0 * abs(price[i] - 0.5), spread, float(frequency[i]), conflict[i])


@kernel
def add_to_organisations(o: Any, r: Any, s: Any, sums: Any, owner_lo: int, owner_hi: int, lo: int) -> None:
    """Add outcomes, performance, partners and volume to both organisations' sums."""
    for row in range(lo, o.first[owner_hi]):
        fetch(sums, max(r.partner[row], 0), 0)
    for owner in range(owner_lo, owner_hi):
        mine = sums[owner]
        for row in range(o.first[owner], o.first[owner + 1]):
            i = row - lo
            if s[block.LIVE, i] < 0.5:
                continue
            theirs = sums[r.partner[row]]
            mine[SUM_OUTCOME] += fixed(r.directed[OUTCOME, 0, row])
            theirs[SUM_OUTCOME] += fixed(r.directed[OUTCOME, 1, row])
            mine[SUM_PERFORMANCE] += fixed(s[block.PERFORMANCE + 1, i])
            theirs[SUM_PERFORMANCE] += fixed(s[block.PERFORMANCE, i])
            mine[SUM_PARTNERS] += 1
            theirs[SUM_PARTNERS] += BUYERS_UNIT + 1
            theirs[SUM_VOLUME] += fixed(s[block.VOLUME, i])


@kernel
def count_types(r: Any, s: Any, whole: Any, m: Any, p: Any, lo: int, n: int) -> None:
    """Count stages, types, captive sides and what happened, over market and diplomatic relationships."""
    moved = whole[block.MOVED, :n]
    flags = whole[block.FLAGS, :n]
    live = s[block.LIVE, :n]
    for i in range(n):
        if live[i] < 0.5:
            continue
        row = lo + i
        m[DELIVERED] += 1
        m[CHEATED] += int(s[block.CHEATED, i] + s[block.CHEATED + 1, i])
        m[BREACHES] += int(s[block.BREACH, i] + s[block.BREACH + 1, i])
        m[FAILURES] += int(s[block.FAILED, i] + s[block.FAILED + 1, i])
        if flags[i] & block.ENDED:
            m[ENDED] += 1
            continue
        m[LIVING] += 1
        m[STAGES_FROM + moved[i]] += 1
        commitment_0, commitment_1 = r.directed[COMMITMENT, 0, row], r.directed[COMMITMENT, 1, row]
        investment = min(r.directed[INVESTMENT, 0, row], r.directed[INVESTMENT, 1, row])
        caught_0 = is_captive(r.directed[CALCULATIVE, 0, row], commitment_0, p.captive_calculative, p.captive_affective)
        caught_1 = is_captive(r.directed[CALCULATIVE, 1, row], commitment_1, p.captive_calculative, p.captive_affective)
        m[CAPTIVE] += 1 if caught_0 | caught_1 else 0
        faith = belief(
            0.5 * (r.directed[TRUST, 0, row] + r.directed[TRUST, 1, row]),
            r.dyadic[VALUE_OVERLAP, row],
            0.5 * (commitment_0 + commitment_1),
        )
        works = action(
            joint_action(r.directed[INVESTMENT, 0, row], r.directed[INVESTMENT, 1, row]),
            0.5 * (r.directed[INVESTMENT, 0, row] + r.directed[INVESTMENT, 1, row]),
            0.5 * (s[block.SHARED, i] + s[block.SHARED + 1, i]),
        )
        m[TYPES_FROM + four_type(faith, works, p.belief, p.action)] += 1
        gap = r.directed[DEPENDENCE, 0, row] - r.directed[DEPENDENCE, 1, row]
        kind = three_type(
            gap,
            investment,
            min(commitment_0, commitment_1),
            int(moved[i]),
            p.one_sided_gap,
            p.alliance_investment,
            p.alliance_commitment,
        )
        m[HINES_FROM + kind] += 1


@piece
def _add(column: Any, live: Any, n: int) -> int:
    total = 0
    for i in range(n):
        total += fixed(float(column[i]) * live[i])
    return total


@kernel
def add_up(r: Any, s: Any, m: Any, lo: int, n: int) -> None:
    """Add up the state of the market and diplomatic relationships that live on, and this month's volume."""
    live = s[block.STAYING, :n]
    delivering = s[block.LIVE, :n]
    for me in range(2):
        m[SUM_TRUST_0 + me] += _add(r.directed[TRUST, me, lo : lo + n], live, n)
        m[SUM_SATISFACTION_0 + me] += _add(r.directed[SATISFACTION, me, lo : lo + n], live, n)
        m[SUM_COMMITMENT_0 + me] += _add(r.directed[COMMITMENT, me, lo : lo + n], live, n)
        m[SUM_CALCULATIVE] += _add(r.directed[CALCULATIVE, me, lo : lo + n], live, n)
        m[SUM_INVESTMENT] += _add(r.directed[INVESTMENT, me, lo : lo + n], live, n)
        m[SUM_MEMORY] += _add(r.directed[MEMORY, me, lo : lo + n], live, n)
        m[SUM_CONFLICT] += _add(r.directed[CONFLICT, me, lo : lo + n], live, n)
        m[SUM_DEPENDENCE] += _add(r.directed[DEPENDENCE, me, lo : lo + n], live, n)
        m[SUM_OUTCOMES] += _add(r.directed[OUTCOME, me, lo : lo + n], live, n)
        m[SUM_COOPERATION] += _add(s[block.COOPERATION + me, :n], live, n)
        m[SUM_COMPETITION] += _add(s[block.COMPETITION + me, :n], live, n)
    m[SUM_DISTANCE] += _add(s[block.DISTANCE, :n], live, n)
    m[SUM_ALL_VOLUME] += _add(s[block.VOLUME, :n], delivering, n)
    mine, theirs = r.directed[TRUST, 0, lo : lo + n], r.directed[TRUST, 1, lo : lo + n]
    price = s[block.PRICE, :n]
    volume = s[block.VOLUME, :n]
    gaps, revenue = 0, 0
    for i in range(n):
        gaps += fixed(abs(mine[i] - theirs[i]) * live[i])
        revenue += fixed(price[i] * volume[i])
    m[SUM_GAP] += gaps
    m[SUM_REVENUE] += revenue


@kernel
def count_newcomer(r: Any, m: Any, p: Any, row: int) -> None:
    """Count a relationship agreed on this month, and add up its first attitudes."""
    m[FORMED] += 1
    m[LIVING] += 1
    m[STAGES_FROM] += 1
    commitment_0, commitment_1 = r.directed[COMMITMENT, 0, row], r.directed[COMMITMENT, 1, row]
    faith = belief(
        0.5 * (r.directed[TRUST, 0, row] + r.directed[TRUST, 1, row]),
        r.dyadic[VALUE_OVERLAP, row],
        0.5 * (commitment_0 + commitment_1),
    )
    m[TYPES_FROM + four_type(faith, 0.0, p.belief, p.action)] += 1
    m[HINES_FROM] += 1
    caught_0 = is_captive(r.directed[CALCULATIVE, 0, row], commitment_0, p.captive_calculative, p.captive_affective)
    caught_1 = is_captive(r.directed[CALCULATIVE, 1, row], commitment_1, p.captive_calculative, p.captive_affective)
    m[CAPTIVE] += 1 if caught_0 | caught_1 else 0
    for me in range(2):
        m[SUM_TRUST_0 + me] += fixed(r.directed[TRUST, me, row])
        m[SUM_SATISFACTION_0 + me] += fixed(r.directed[SATISFACTION, me, row])
        m[SUM_COMMITMENT_0 + me] += fixed(r.directed[COMMITMENT, me, row])
        m[SUM_CALCULATIVE] += fixed(r.directed[CALCULATIVE, me, row])
        m[SUM_INVESTMENT] += fixed(r.directed[INVESTMENT, me, row])
        m[SUM_MEMORY] += fixed(r.directed[MEMORY, me, row])
        m[SUM_CONFLICT] += fixed(r.directed[CONFLICT, me, row])
        m[SUM_DEPENDENCE] += fixed(r.directed[DEPENDENCE, me, row])
        m[SUM_OUTCOMES] += fixed(r.directed[OUTCOME, me, row])
    m[SUM_GAP] += fixed(abs(r.directed[TRUST, 0, row] - r.directed[TRUST, 1, row]))
