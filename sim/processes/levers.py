"""Levers: what a month takes from the parameters for every relationship alike, and what mechanisms change of it.

``lay_out`` fills the lines that processes read; the ``pull_*`` loops run only in worlds where a mechanism is at work,
and change nothing where its levers are at rest.  ``leave_traces`` keeps what such mechanisms look back on.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import clip, kernel, share
from sim.processes import block
from sim.state import columns as c


@kernel
def lay_out(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Fill the lines that hold the same for every relationship, unless a lever is pulled."""
    price, held = s[block.PRICE, :n], r.dyadic[c.PRICE, lo : lo + n]
    contact = s[block.CONTACT, :n]
    for i in range(n):
        price[i] = held[i]
        contact[i] = 0.5 * (p.forming.buyer_contact + p.forming.seller_contact)
    for me in range(2):
        willing, learning, passing = s[block.WILLING + me, :n], s[block.LEARNING + me, :n], s[block.PASSING + me, :n]
        known, memory = s[block.KNOWN + me, :n], r.directed[c.MEMORY, me, lo : lo + n]
        for i in range(n):
            willing[i] = p.investment.buyer_willingness if me == 0 else p.investment.seller_willingness
            learning[i] = p.relationship_memory.buyer_effort if me == 0 else p.relationship_memory.seller_effort
            passing[i] = p.relationship_memory.pass_on
            known[i] = memory[i]
        mending, inclination = s[block.MENDING + me, :n], s[block.INCLINATION + me, :n]
        push, risk = s[block.PUSH + me, :n], s[block.RISK + me, :n]
        for i in range(n):
            mending[i] = p.recovery.seller_quality if me == 0 else p.recovery.buyer_quality
            inclination[i] = 0.0
            push[i] = 0.0
            risk[i] = p.risk_sharing.share


@kernel
def pull_before(r: Any, s: Any, p: Any, lo: int, n: int) -> None:
    """Let levers change what both sides bring to this month."""
    price, volume, contact = s[block.PRICE, :n], s[block.VOLUME, :n], s[block.CONTACT, :n]
    orders, discount = r.levers[c.LEVER_ORDERS, 0, lo : lo + n], r.levers[c.LEVER_DISCOUNT, 0, lo : lo + n]
    first, second = r.levers[c.LEVER_CONTACT, 0, lo : lo + n], r.levers[c.LEVER_CONTACT, 1, lo : lo + n]
    for i in range(n):
        volume[i] = volume[i] * np.float64(orders[i])
        price[i] = share(price[i] + np.float64(discount[i]))
        sought = p.forming.buyer_contact * np.float64(first[i]) + p.forming.seller_contact * np.float64(second[i])
        contact[i] = 0.5 * sought
    for me in range(2):
        _add(s[block.SHIFT + me, :n], r.levers[c.LEVER_EFFORT, me, lo : lo + n], -1.0, 1.0, n)
        _add(s[block.COMPETENCE + me, :n], r.levers[c.LEVER_QUALITY, me, lo : lo + n], -2.0, 2.0, n)
        _add(s[block.MONITORING + me, :n], r.levers[c.LEVER_WATCHING, me, lo : lo + n], 0.0, 1.0, n)
        _add(s[block.BARGAINING + me, :n], r.levers[c.LEVER_HARDNESS, me, lo : lo + n], 0.0, 1.0, n)
        _add(s[block.INCLINATION + me, :n], r.levers[c.LEVER_TEMPTATION, me, lo : lo + n], -50.0, 50.0, n)
        _add(s[block.PUSH + me, :n], r.levers[c.LEVER_LEAVING, me, lo : lo + n], -50.0, 50.0, n)
        _add(s[block.RISK + me, :n], r.levers[c.LEVER_RISK, me, lo : lo + n], 0.0, 1.0, n)
        _add(r.directed[c.EXPECTATION, me, lo : lo + n], r.levers[c.LEVER_PROMISE, me, lo : lo + n], 0.0, 1.0, n)
        # Whose failures they are makes them good: the other side's lever.
        _add(s[block.MENDING + me, :n], r.levers[c.LEVER_RECOVERY, 1 - me, lo : lo + n], 0.0, 1.0, n)
        _multiply(s[block.BLUR + me, :n], r.levers[c.LEVER_CLARITY, me, lo : lo + n], 10.0, n)
        _multiply(s[block.SHARED + me, :n], r.levers[c.LEVER_OPENNESS, me, lo : lo + n], 1.0, n)
        _multiply(s[block.WILLING + me, :n], r.levers[c.LEVER_INVESTING, me, lo : lo + n], 10.0, n)
        _multiply(s[block.LEARNING + me, :n], r.levers[c.LEVER_LEARNING, me, lo : lo + n], 10.0, n)
        _multiply(s[block.PASSING + me, :n], r.levers[c.LEVER_PASSING, me, lo : lo + n], 1.0, n)
        known, unreached = s[block.KNOWN + me, :n], r.levers[c.LEVER_UNREACHED, me, lo : lo + n]
        organisational = r.directed[c.SHARED_MEMORY, me, lo : lo + n]
        for i in range(n):
            known[i] = share(known[i] - np.float64(unreached[i]) * organisational[i])


@kernel
def _add(line: Any, lever: Any, low: float, high: float, n: int) -> None:
    for i in range(n):
        line[i] = clip(line[i] + np.float64(lever[i]), low, high)


@kernel
def _multiply(line: Any, lever: Any, bound: float, n: int) -> None:
    for i in range(n):
        line[i] = clip(line[i] * np.float64(lever[i]), -bound, bound)


@kernel
def pull_feelings(r: Any, s: Any, lo: int, n: int) -> None:
    """Let good episodes warm and bad ones hurt more, or less."""
    for me in range(2):
        felt = s[block.EPISODE + me, :n]
        warmth, resentment = r.levers[c.LEVER_WARMTH, me, lo : lo + n], r.levers[c.LEVER_RESENTMENT, me, lo : lo + n]
        for i in range(n):
            felt[i] = felt[i] * np.float64(warmth[i] if felt[i] >= 0.0 else resentment[i])


@kernel
def pull_trust(r: Any, lo: int, n: int) -> None:
    """Let trust rise or fall by something else than the episode."""
    for me in range(2):
        _add(r.directed[c.TRUST, me, lo : lo + n], r.levers[c.LEVER_TRUST, me, lo : lo + n], 0.0, 1.0, n)


@kernel
def pull_payoffs(r: Any, rate: float, lo: int, n: int) -> None:
    """Let the relationship yield more or less this month."""
    for me in range(2):
        outcome, lever = r.directed[c.OUTCOME, me, lo : lo + n], r.levers[c.LEVER_PAYOFF, me, lo : lo + n]
        for i in range(n):
            outcome[i] = clip(outcome[i] + rate * np.float64(lever[i]), -5.0, 5.0)


@kernel
def pull_bonds(r: Any, rate: float, lo: int, n: int) -> None:
    """Let affective commitment move towards something else besides."""
    for me in range(2):
        commitment, lever = r.directed[c.COMMITMENT, me, lo : lo + n], r.levers[c.LEVER_BOND, me, lo : lo + n]
        for i in range(n):
            commitment[i] = share(commitment[i] + rate * np.float64(lever[i]))


@kernel
def pull_conflicts(r: Any, lo: int, n: int) -> None:
    """Let somebody resolve conflict."""
    for me in range(2):
        conflict, lever = r.directed[c.CONFLICT, me, lo : lo + n], r.levers[c.LEVER_RESOLVING, me, lo : lo + n]
        for i in range(n):
            conflict[i] = share(conflict[i] * (1.0 - np.float64(lever[i])))


@kernel
def leave_traces(r: Any, s: Any, lo: int, n: int) -> None:
    """Keep what this month left in every relationship."""
    live = s[block.LIVE, :n]
    volume, price = s[block.VOLUME, :n], s[block.PRICE, :n]
    for me in range(2):
        received = s[block.PERFORMANCE + me, :n]
        performance = r.traces[c.TRACE_PERFORMANCE, me, lo : lo + n]
        trade = r.traces[c.TRACE_TRADE, me, lo : lo + n]
        for i in range(n):
            performance[i] = received[i] if live[i] > 0.5 else -1.0
            trade[i] = live[i] * (volume[i] if me == 0 else price[i])
        _keep(r.traces[c.TRACE_FELT, me, lo : lo + n], s[block.EPISODE + me, :n], live, n)
        _keep(r.traces[c.TRACE_FAILED, me, lo : lo + n], s[block.FAILED + me, :n], live, n)
        _keep(r.traces[c.TRACE_RECOVERED, me, lo : lo + n], s[block.RECOVERED + me, :n], live, n)
        _keep(r.traces[c.TRACE_CHEATED, me, lo : lo + n], s[block.CHEATED + me, :n], live, n)
        _keep(r.traces[c.TRACE_BREACH, me, lo : lo + n], s[block.BREACH + me, :n], live, n)


@kernel
def _keep(trace: Any, line: Any, live: Any, n: int) -> None:
    for i in range(n):
        trace[i] = line[i] * live[i]
