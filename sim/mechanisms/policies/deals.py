"""What policies do to the coming month of every relationship: levers, pilots and reviews (T08, T18, T37, T38, T40)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import streams
from sim._jit import clip, entry, int64, kernel, piece
from sim.constructs.switching_costs import switching_cost
from sim.mechanisms.policies.rules import (
    ADAPTIVE,
    ADJUST,
    END,
    GROW,
    PILOT,
    RELATIONAL,
    SQUEEZE,
    STRICT_EQUITY,
    TRANSACTIONAL,
    attainment,
    beaten_down_price,
    policy_of,
    price_led_push,
    price_to_limit,
    relating_after,
    verdict,
)
from sim.mechanisms.pulling import pulled, push, scale
from sim.mechanisms.trades import is_trade
from sim.state import columns as c

CHARACTER = 180
"""Purpose of the luck by which policies are drawn."""

NO_PHASE, DECLINED, IN_PILOT, BUILDING, ENDED_IN_PILOT, ENDED_LATER = (int64(k) for k in range(6))
"""Phases of a relationship that a party with a pilot policy leads."""

CERTAIN = 50.0
"""Log-odds at which who leaves leaves."""


class Files(NamedTuple):
    """What policies keep about every relationship of a buyer (M rows)."""

    partner: npt.NDArray[np.int32]
    """(M,) partner at the beginning of the month, -1 where none."""
    phase: npt.NDArray[np.int8]
    """(M,) phase."""
    volume: npt.NDArray[np.float32]
    """(M,) share of the usual volume."""
    commitment: npt.NDArray[np.float32]
    """(M,) affective commitment of who leads, at its last review."""
    adjusting: npt.NDArray[np.int8]
    """(M,) 1 where who leads tries harder and asks less since its last review."""
    relating: npt.NDArray[np.int8]
    """(2, M) 1 where an adaptive side relates."""
    trial: npt.NDArray[np.int8]
    """(M,) months still to live after a severe shock."""
    age: npt.NDArray[np.int16]
    """(M,) age at the beginning of the month."""
    decided: npt.NDArray[np.int8]
    """(2, M) what a review by that side decided this month, -1 where there was none."""


def new_files(rows: int) -> Files:
    """Return empty files."""
    return Files(
        np.full(rows, -1, np.int32),
        np.zeros(rows, np.int8),
        np.ones(rows, np.float32),
        np.zeros(rows, np.float32),
        np.zeros(rows, np.int8),
        np.zeros((2, rows), np.int8),
        np.zeros(rows, np.int8),
        np.zeros(rows, np.int16),
        np.full((2, rows), -1, np.int8),
    )


@entry
def draw_policies(o: Any, p: Any, seed: Any, codes: Any) -> None:
    """Give every organisation its policy, by its own luck."""
    key = streams.key(seed, CHARACTER, 0)
    for who in range(o.uid.size):
        u = streams.uniform(streams.word(key, np.uint64(o.uid[who])))
        if o.kind[who] == c.BUYER:
            q = p.buyer_policies
            codes[who] = policy_of(
                u, q.transactional, q.relational, q.adaptive, q.pilot, q.beat_down, q.strict_equity
            )  # fmt: skip
        elif o.kind[who] == c.SELLER:
            s = p.seller_policies
            codes[who] = policy_of(
                u, s.transactional, s.relational, s.adaptive, s.pilot, s.price_to_limit, s.strict_equity
            )  # fmt: skip


@piece
def _known_alternative(o: Any, who: int, me: int) -> float:
    heard = o.standing[who, c.ALTERNATIVE_AS_OWNER] if me == 0 else o.standing[who, c.ALTERNATIVE_AS_PARTNER]
    return float(heard)


@piece
def _cost_of_leaving(r: Any, core: Any, me: int, row: int) -> float:
    q = core.switching_costs
    return switching_cost(
        r.directed[c.INVESTMENT, me, row], r.directed[c.MEMORY, me, row], float(r.counts[c.CONTRACT_LEFT, row]),
        q.base, q.investment, q.memory, q.contract,
    )  # fmt: skip


@kernel
def _deal(o: Any, r: Any, p: Any, files: Any, code: int, who: int, me: int, row: int) -> None:
    """Pull the levers of one side."""
    ways = p.ways
    bargaining = o.conduct[who, c.BARGAINING]
    adaptive = code == ADAPTIVE
    if adaptive:
        files.relating[me, row] = relating_after(
            np.float64(files.relating[me, row]), r.directed[c.TRUST, me, row], ways.adaptive_on, ways.adaptive_off
        )
    willing = files.relating[me, row] > 0.5
    relates = (code == RELATIONAL) | (adaptive & willing) | (code == PILOT)
    trades = (code == TRANSACTIONAL) | (adaptive & (not willing))
    if trades:
        scale(r, c.LEVER_INVESTING, me, row, 0.0)
        scale(r, c.LEVER_LEARNING, me, row, 0.0)
        scale(r, c.LEVER_CONTACT, me, row, 0.0)
        better = _known_alternative(o, who, me)
        push(r, c.LEVER_LEAVING, me, row, price_led_push(better, r.directed[c.OUTCOME, me, row], ways.price_led))
    if relates:
        push(r, c.LEVER_EFFORT, me, row, ways.effort)
        push(r, c.LEVER_HARDNESS, me, row, ways.soft_bargaining - bargaining)
        push(r, c.LEVER_PAYOFF, me, row, -ways.relational_cost)
        push(r, c.LEVER_BOND, 1 - me, row, ways.bonding)
    if relates & (code != PILOT):
        push(r, c.LEVER_RISK, me, row, ways.risk_share)
    if (code == SQUEEZE) | (code == STRICT_EQUITY):
        push(r, c.LEVER_HARDNESS, me, row, ways.hard_bargaining - bargaining)
        scale(r, c.LEVER_OPENNESS, me, row, 0.0)
    if (code == SQUEEZE) & (me == 1) & (r.counts[c.AGE, row] == 0):
        push(r, c.LEVER_PROMISE, 0, row, ways.promise)


@kernel
def _set_price(
    o: Any, r: Any, p: Any, core: Any, buyer: int, seller: int, buyer_code: int, seller_code: int, row: int
) -> None:
    """Let those who fix prices meet in the middle of what they want."""
    wanted, wishes = 0.0, 0.0
    low, high, search_cost = core.price.low, core.price.high, core.search.cost
    if seller_code == SQUEEZE:
        wanted += price_to_limit(
            np.float64(r.read_out[c.PERFORMANCE_MEAN, 0, row]), o.standing[buyer, c.ALTERNATIVE_AS_OWNER] - search_cost,
            _cost_of_leaving(r, core, int64(0), row), p.ways.margin, low, high,
        )  # fmt: skip
        wishes += 1.0
    if buyer_code == SQUEEZE:
        wanted += beaten_down_price(
            np.float64(r.read_out[c.PERFORMANCE_MEAN, 1, row]),
            o.standing[seller, c.ALTERNATIVE_AS_PARTNER] - search_cost,
            _cost_of_leaving(r, core, int64(1), row), p.ways.margin, low, high,
        )  # fmt: skip
        wishes += 1.0
    if (seller_code == STRICT_EQUITY) | (buyer_code == STRICT_EQUITY):
        wanted += 0.5
        wishes += 1.0
    if wishes > 0.0:
        push(r, c.LEVER_DISCOUNT, int64(0), row, wanted / wishes - r.dyadic[c.PRICE, row])


@kernel
def _review(r: Any, p: Any, files: Any, lead: int, row: int, months: int) -> int:
    """Return what the leading side decides, and begin to count anew."""
    commitment = r.directed[c.COMMITMENT, lead, row]
    velocity = (commitment - np.float64(files.commitment[row])) / float(max(months, 1))
    files.commitment[row] = commitment
    value = r.directed[c.OUTCOME, 0, row] + r.directed[c.OUTCOME, 1, row]
    attained = attainment(value, velocity, p.pilot.goal, p.pilot.velocity)
    files.decided[lead, row] = verdict(attained, p.pilot.end_below, p.pilot.grow_from)
    return int(files.decided[lead, row])


@kernel
def _lead(r: Any, p: Any, core: Any, files: Any, lead: int, row: int) -> None:
    """Take a relationship through identify, present, pilot, build and review."""
    q = p.pilot
    age = int64(r.counts[c.AGE, row])
    pilot_months, every = int(q.duration), int(q.every)
    you = 1 - lead
    if files.phase[row] == NO_PHASE:
        files.commitment[row] = r.directed[c.COMMITMENT, lead, row]
        if age > 0:
            files.phase[row] = BUILDING
        else:
            alike = r.dyadic[c.VALUE_OVERLAP, row] >= q.least_overlap
            files.phase[row] = IN_PILOT if alike else DECLINED
            files.volume[row] = q.volume if alike else 0.0
            # A realistic promise: nothing beyond what one would expect anyway.
            usual = core.expectation.seller_promise if lead == 1 else core.expectation.buyer_promise
            push(r, c.LEVER_PROMISE, you, row, -usual)
    if files.phase[row] == IN_PILOT and age >= pilot_months:
        decided = _review(r, p, files, lead, row, pilot_months) if pilot_months > 0 else GROW
        files.phase[row] = ENDED_IN_PILOT if decided == END else BUILDING
        files.volume[row] = q.volume if decided == END else q.first_volume
    elif files.phase[row] == BUILDING and every > 0 and age > pilot_months and (age - pilot_months) % every == 0:
        decided = _review(r, p, files, lead, row, every)
        if decided == END:
            files.phase[row] = ENDED_LATER
        if decided == GROW:
            files.volume[row] = min(1.0, np.float64(files.volume[row]) + q.step)
        files.adjusting[row] = 1 if decided == ADJUST else 0
    phase, volume = files.phase[row], np.float64(files.volume[row])
    if phase == DECLINED or phase == ENDED_IN_PILOT or phase == ENDED_LATER:
        push(r, c.LEVER_LEAVING, lead, row, CERTAIN)
    grown = volume if phase == BUILDING else 0.0
    scale(r, c.LEVER_ORDERS, int64(0), row, volume)
    scale(r, c.LEVER_INVESTING, int64(0), row, grown)
    scale(r, c.LEVER_INVESTING, int64(1), row, grown)
    scale(r, c.LEVER_CONTACT, lead, row, q.manager)
    scale(r, c.LEVER_LEARNING, lead, row, q.manager)
    if files.adjusting[row] == 1:
        push(r, c.LEVER_EFFORT, lead, row, q.adjust_effort)
        push(r, c.LEVER_DISCOUNT, int64(0), row, -q.adjust_price if lead == 1 else q.adjust_price)
    if phase == BUILDING:
        # What they build together they carry together: both take over a share of the other's shocks.
        push(r, c.LEVER_RISK, int64(0), row, p.ways.risk_share)
        push(r, c.LEVER_RISK, int64(1), row, p.ways.risk_share)


@piece
def _forget(files: Any, row: int) -> None:
    files.phase[row] = NO_PHASE
    files.volume[row] = 1.0
    files.commitment[row] = 0.0
    files.adjusting[row] = 0
    files.relating[0, row] = 0
    files.relating[1, row] = 0
    files.trial[row] = 0


@entry
def deal(o: Any, r: Any, p: Any, core: Any, codes: Any, files: Any) -> None:
    """Let every policy pull its levers for the coming month."""
    files.decided[:] = -1
    for owner in range(o.uid.size):
        if o.kind[owner] != c.BUYER:
            continue
        for row in range(o.first[owner], o.first[owner + 1]):
            market = is_trade(o, r, owner, row)
            files.partner[row] = r.partner[row] if market else -1
            files.age[row] = int64(r.counts[c.AGE, row])
            if not market or r.counts[c.AGE, row] == 0:
                _forget(files, row)
            if not market:
                continue
            partner = int64(r.partner[row])
            mine, theirs = codes[owner], codes[partner]
            _deal(o, r, p, files, mine, int64(owner), int64(0), row)
            _deal(o, r, p, files, theirs, partner, int64(1), row)
            _set_price(o, r, p, core, int64(owner), partner, mine, theirs, row)
            if theirs == PILOT:
                _lead(r, p, core, files, int64(1), row)
            elif mine == PILOT:
                _lead(r, p, core, files, int64(0), row)


@piece
def risk_taken(r: Any, core: Any, side: int, row: int) -> float:
    """Return the share of the other side's shocks that a side takes over this month, at most one half."""
    return clip(core.risk_sharing.share + pulled(r, c.LEVER_RISK, side, row), 0.0, 0.5)
