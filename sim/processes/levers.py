"""Levers: what a month takes from the parameters for every relationship alike, and what mechanisms change of it.

``lay_out`` fills the lines that processes read; the ``pull_*`` loops run only in worlds where a mechanism is at work,
and change nothing where its levers are at rest.  ``leave_traces`` keeps what such mechanisms look back on.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import clip, kernel, piece, share
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
    _multiply(s[block.VOLUME, :n], r, c.LEVER_ORDERS, 0, np.inf, lo, n)
    _add(s[block.PRICE, :n], r, c.LEVER_DISCOUNT, 0, 0.0, 1.0, lo, n)
    _seek_contact(s[block.CONTACT, :n], r, p.forming.buyer_contact, p.forming.seller_contact, lo, n)
    for me in range(2):
        _add(s[block.SHIFT + me, :n], r, c.LEVER_EFFORT, me, -1.0, 1.0, lo, n)
        _add(s[block.COMPETENCE + me, :n], r, c.LEVER_QUALITY, me, -2.0, 2.0, lo, n)
        _add(s[block.MONITORING + me, :n], r, c.LEVER_WATCHING, me, 0.0, 1.0, lo, n)
        _add(s[block.BARGAINING + me, :n], r, c.LEVER_HARDNESS, me, 0.0, 1.0, lo, n)
        _add(s[block.INCLINATION + me, :n], r, c.LEVER_TEMPTATION, me, -50.0, 50.0, lo, n)
        _add(s[block.PUSH + me, :n], r, c.LEVER_LEAVING, me, -50.0, 50.0, lo, n)
        _add(s[block.RISK + me, :n], r, c.LEVER_RISK, me, 0.0, 1.0, lo, n)
        _add(r.directed[c.EXPECTATION, me, lo : lo + n], r, c.LEVER_PROMISE, me, 0.0, 1.0, lo, n)
        # Whose failures they are makes them good: the other side's lever.
        _add(s[block.MENDING + me, :n], r, c.LEVER_RECOVERY, 1 - me, 0.0, 1.0, lo, n)
        _multiply(s[block.BLUR + me, :n], r, c.LEVER_CLARITY, me, 10.0, lo, n)
        _multiply(s[block.SHARED + me, :n], r, c.LEVER_OPENNESS, me, 1.0, lo, n)
        _multiply(s[block.WILLING + me, :n], r, c.LEVER_INVESTING, me, 10.0, lo, n)
        _multiply(s[block.LEARNING + me, :n], r, c.LEVER_LEARNING, me, 10.0, lo, n)
        _multiply(s[block.PASSING + me, :n], r, c.LEVER_PASSING, me, 1.0, lo, n)
        line = r.lines[c.LEVER_UNREACHED, me]
        if line >= 0:
            _cut_off(
                s[block.KNOWN + me, :n], r.directed[c.SHARED_MEMORY, me, lo : lo + n], r.levers[line, lo : lo + n], n
            )


@piece
def _add(values: Any, r: Any, lever: int, me: int, low: float, high: float, lo: int, n: int) -> None:
    line = r.lines[lever, me]
    if line >= 0:
        _add_line(values, r.levers[line, lo : lo + n], 1.0, low, high, n)


@piece
def _multiply(values: Any, r: Any, lever: int, me: int, bound: float, lo: int, n: int) -> None:
    line = r.lines[lever, me]
    if line >= 0:
        _multiply_line(values, r.levers[line, lo : lo + n], bound, n)


@kernel
def _add_line(values: Any, line: Any, rate: float, low: float, high: float, n: int) -> None:
    for i in range(n):
        values[i] = clip(values[i] + rate * np.float64(line[i]), low, high)


@kernel
def _multiply_line(values: Any, line: Any, bound: float, n: int) -> None:
    for i in range(n):
        values[i] = clip(values[i] * np.float64(line[i]), -bound, bound)


@kernel
def _seek_contact(contact: Any, r: Any, by_owner: float, by_partner: float, lo: int, n: int) -> None:
    first, second = r.lines[c.LEVER_CONTACT, 0], r.lines[c.LEVER_CONTACT, 1]
    if first < 0 and second < 0:
        return
    for i in range(n):
        mine = by_owner * np.float64(r.levers[first, lo + i]) if first >= 0 else by_owner
        theirs = by_partner * np.float64(r.levers[second, lo + i]) if second >= 0 else by_partner
        contact[i] = 0.5 * (mine + theirs)


@kernel
def _cut_off(known: Any, organisational: Any, unreached: Any, n: int) -> None:
    for i in range(n):
        known[i] = share(known[i] - np.float64(unreached[i]) * organisational[i])


@kernel
def pull_feelings(r: Any, s: Any, lo: int, n: int) -> None:
    """Let good episodes warm and bad ones hurt more, or less."""
    for me in range(2):
        felt = s[block.EPISODE + me, :n]
        warmth, resentment = r.lines[c.LEVER_WARMTH, me], r.lines[c.LEVER_RESENTMENT, me]
        if warmth < 0 and resentment < 0:
            continue
        for i in range(n):
            line = warmth if felt[i] >= 0.0 else resentment
            if line >= 0:
                felt[i] = felt[i] * np.float64(r.levers[line, lo + i])


@kernel
def pull_trust(r: Any, lo: int, n: int) -> None:
    """Let trust rise or fall by something else than the episode."""
    for me in range(2):
        _add(r.directed[c.TRUST, me, lo : lo + n], r, c.LEVER_TRUST, me, 0.0, 1.0, lo, n)


@kernel
def pull_payoffs(r: Any, rate: float, lo: int, n: int) -> None:
    """Let the relationship yield more or less this month."""
    for me in range(2):
        line = r.lines[c.LEVER_PAYOFF, me]
        if line >= 0:
            _add_line(r.directed[c.OUTCOME, me, lo : lo + n], r.levers[line, lo : lo + n], rate, -5.0, 5.0, n)


@kernel
def pull_bonds(r: Any, rate: float, lo: int, n: int) -> None:
    """Let affective commitment move towards something else besides."""
    for me in range(2):
        line = r.lines[c.LEVER_BOND, me]
        if line >= 0:
            _add_line(r.directed[c.COMMITMENT, me, lo : lo + n], r.levers[line, lo : lo + n], rate, 0.0, 1.0, n)


@kernel
def pull_conflicts(r: Any, lo: int, n: int) -> None:
    """Let somebody resolve conflict."""
    for me in range(2):
        line = r.lines[c.LEVER_RESOLVING, me]
        if line >= 0:
            conflict, resolved = r.directed[c.CONFLICT, me, lo : lo + n], r.levers[line, lo : lo + n]
            for i in range(n):
                conflict[i] = share(conflict[i] * (1.0 - np.float64(resolved[i])))


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
        _mark(r.marks[c.MARK_FAILED, me, lo : lo + n], s[block.FAILED + me, :n], live, n)
        _mark(r.marks[c.MARK_RECOVERED, me, lo : lo + n], s[block.RECOVERED + me, :n], live, n)
        _mark(r.marks[c.MARK_CHEATED, me, lo : lo + n], s[block.CHEATED + me, :n], live, n)
        _mark(r.marks[c.MARK_BREACH, me, lo : lo + n], s[block.BREACH + me, :n], live, n)


@kernel
def _keep(trace: Any, line: Any, live: Any, n: int) -> None:
    for i in range(n):
        trace[i] = line[i] * live[i]


@kernel
def _mark(mark: Any, line: Any, live: Any, n: int) -> None:
    for i in range(n):
        mark[i] = line[i] * live[i] > 0.5
