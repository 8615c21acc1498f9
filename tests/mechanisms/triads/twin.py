"""Third parties as plain objects: who is whose, what each thinks of the other, what a month makes of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim import streams
from sim._jit import logistic, share
from sim.constructs.delivery import blame, effort
from sim.constructs.expectation import expectation_after
from sim.constructs.opportunism import detection_probability
from sim.constructs.satisfaction import episode_satisfaction, felt_surprise
from sim.constructs.triads import (
    balance_push,
    bridge_probability,
    complementors_known,
    principal_blame,
    surplus_of_both,
    third_trust_after,
    tie_sign,
)
from sim.constructs.trust import trust_after, trust_after_breach
from sim.engine import Simulation
from sim.mechanisms.triads import after, before
from sim.parameters import Parameters
from sim.state import columns as c
from tests.levers import Levers
from tests.mechanisms.seen import single


@dataclass
class Customer:
    """What a buyer has behind one of its principals."""

    third: int
    trust: float
    crossing: bool = False
    joined: bool = False
    met: bool = False
    """Whether a third stands behind the principal this month."""
    blame: float = 0.0
    expected: float = 0.0
    first: float = 0.0
    second: float = 0.0
    wallet: float = 0.0


@dataclass
class DirectTie:
    """A buyer whom a complementor serves without a principal."""

    buyer: int
    third: int
    trust: float
    expected: float
    volume: float


class Twin:
    """Third parties over whatever relationships there are."""

    def __init__(self, simulation: Simulation, parameters: Parameters) -> None:
        self.simulation, self.p = simulation, parameters
        self.customers: dict[int, Customer] = {}
        self.direct: list[list[DirectTie]] = [[] for _ in range(simulation.world.organisations.uid.size)]
        self.thoughts = {True: [0, 0], False: [0, 0]}
        self.balanced: list[bool] = []
        self.broken: list[tuple[bool, bool]] = []
        self.acquaintances: dict[int, tuple[int, int]] = {}

    def rows(self, kind: int) -> list[tuple[int, int]]:
        o = self.simulation.world.organisations
        of_kind = [who for who in range(o.uid.size) if o.kind[who] == kind]
        return [(who, row) for who in of_kind for row in range(o.first[who], o.first[who + 1])]

    def bits(self, purpose: int, month: int, *who: int) -> np.uint64:
        uid = [np.uint64(self.simulation.world.organisations.uid[one]) for one in who]
        key = np.uint64(streams.key(np.uint64(self.simulation.seed), purpose, month))
        identity = np.uint64(streams.pair(uid[0], uid[1])) if len(uid) == 2 else uid[0]
        return np.uint64(streams.word(key, identity))

    def view(self, column: int, side: int, row: int) -> float:
        return float(self.simulation.world.relationships.directed[column, side, row])

    def link(self, principal: int) -> int | None:
        o, r = self.simulation.world
        for row in range(o.first[principal], o.first[principal + 1]):
            if r.stages[c.STAGE, row] >= 0 and o.kind[r.partner[row]] == c.COMPLEMENTOR:
                return row
        return None

    def sign(self, row: int) -> float:
        return min(tie_sign(self.view(c.TRUST, side, row), self.view(c.COMMITMENT, side, row)) for side in (0, 1))

    def before(self, month: int) -> dict[tuple[int, int, str], float]:
        """Return the levers that ought to be pulled; those that are factors begin at 1."""
        o, r = self.simulation.world
        self.levers: dict[tuple[int, int, str], np.float32] = {}
        self.efforts: list[float] = []
        self.serve_directly(month)
        for principal in [who for who in range(o.uid.size) if o.kind[who] == c.SELLER]:
            self.look_after(principal)
        for _, row in self.rows(c.BUYER):
            customer = self.customers.get(row)
            if customer:
                customer.met = False
            if r.stages[c.STAGE, row] < 0 or o.kind[r.partner[row]] != c.SELLER:
                continue
            link = self.link(int(r.partner[row]))
            if link is None:
                self.add(row, 1, "quality", -self.p.triads.gap)
                continue
            self.meet(row, link)
            self.pull(row, link)
        for principal in [who for who in range(o.uid.size) if o.kind[who] == c.SELLER]:
            self.balance(principal)
        return {key: float(value) for key, value in self.levers.items()}

    def add(self, row: int, side: int, lever: str, by: float) -> None:
        self.levers[row, side, lever] = np.float32(float(self.levers.get((row, side, lever), np.float32(0.0))) + by)

    def times(self, row: int, side: int, lever: str, by: float) -> None:
        self.levers[row, side, lever] = np.float32(float(self.levers.get((row, side, lever), np.float32(1.0))) * by)

    def look_after(self, principal: int) -> None:
        (o, r), d = self.simulation.world, self.p.deliverers
        there = self.p.population.complementors
        known = int(complementors_known(float(there), d.known_share, d.linking))
        first = int(np.flatnonzero(o.kind == c.COMPLEMENTOR)[0])
        luck = self.bits(before.ACQUAINTANCE, 0, principal)
        self.acquaintances[principal] = (first + streams.index(luck, there - known + 1), known)
        row = self.link(principal)
        if row is None:
            return
        trust = self.view(c.TRUST, 1, row)
        self.add(row, 0, "watching", d.monitoring)
        self.add(row, 1, "effort", d.monitoring_effort * d.monitoring)
        self.add(row, 1, "trust", -d.monitoring_resented * d.monitoring * trust * trust)
        self.add(row, 0, "payoff", -d.monitoring_cost * d.monitoring)
        for side in (0, 1):
            self.times(row, side, "learning", 1.0 + d.linking)
        self.times(row, 0, "contact", 1.0 + d.linking)
        if d.replace_after > 0 and int(r.counts[c.FAILURES_0, row]).bit_count() >= d.replace_after:
            self.add(row, 0, "leaving", before.PARTING)

    def meet(self, row: int, link: int) -> None:
        r = self.simulation.world.relationships
        third = int(r.partner[link])
        customer = self.customers.get(row)
        if customer is None or customer.third != third or r.counts[c.AGE, row] == 0:
            customer = self.customers[row] = Customer(third, single(self.p.triads.third_trust_start))
        customer.met = True
        customer.expected = single(self.view(c.EXPECTATION, 0, row))
        customer.first, customer.second = single(self.sign(row)), single(self.sign(link))
        customer.wallet = single(r.dyadic[c.WALLET_SHARE, row])

    def pull(self, row: int, link: int) -> None:
        (o, r), p, customer = self.simulation.world, self.p, self.customers[row]
        principal = int(r.partner[row])
        shift = float(o.conduct[principal, c.EFFORT_SHIFT])
        delivering, linking = p.delivering, p.linking
        self.efforts.append(
            effort(self.view(c.COMMITMENT, 1, row), delivering.effort_base, delivering.effort_commitment, shift)
        )
        memory, watching = self.view(c.MEMORY, 0, row), share(p.monitoring.buyer_intensity)
        weights = linking.controlled_share, linking.blame_base, linking.blame_memory
        blamed = principal_blame(memory, watching, *weights, p.triads.watched_blame)
        customer.blame = single(blamed)
        self.times(row, 0, "resentment", blamed / blame(memory, *weights))
        received = float(r.traces[c.TRACE_PERFORMANCE, 0, row])
        if r.counts[c.AGE, row] > 0 and o.standing[principal, c.LINKED] > 0.5 and received >= 0.0:
            fit = 1.0 - float(r.dyadic[c.TECHNOLOGICAL_DISTANCE, link])
            performed = float(o.standing[principal, c.LINKED_PERFORMANCE])
            more = surplus_of_both(received, performed, fit, p.triads.surplus)
            self.add(row, 1, "quality", more / linking.controlled_share)
        push = balance_push(
            customer.first, customer.second, 2.0 * customer.trust - 1.0, p.triads.balance, p.triads.balance_step
        )
        for side in (0, 1):
            self.add(row, side, "bond", push)
            if customer.joined:
                self.times(row, side, "contact", p.bridging.joined_contact)
                self.add(row, side, "bond", p.bridging.joined_bond)
        if customer.crossing:
            self.add(row, 0, "leaving", before.PARTING)

    def balance(self, principal: int) -> None:
        r, p, link = self.simulation.world.relationships, self.p.triads, self.link(principal)
        if link is None:
            return
        total, n = 0.0, 0
        for _, row in self.rows(c.BUYER):
            customer = self.customers.get(row)
            if customer and customer.met and r.partner[row] == principal and r.stages[c.STAGE, row] >= 0:
                third = 2.0 * customer.trust - 1.0
                total += balance_push(self.sign(link), customer.first, third, p.balance, p.balance_step)
                n += 1
        for side in (0, 1) if n else ():
            self.add(link, side, "bond", total / n)

    def serve_directly(self, month: int) -> None:
        o, p = self.simulation.world.organisations, self.p
        self.served = 0
        self.target, self.demand = o.target.copy(), o.conduct[:, c.DEMAND].copy()
        for places in self.direct:
            for tie in list(places):
                luck = self.bits(before.DIRECT, month, tie.buyer, tie.third)
                d, felt_p = p.delivering, p.satisfaction
                tried = effort(tie.trust, d.effort_base, d.effort_commitment, 0.0)
                able = float(o.conduct[tie.third, c.COMPETENCE]) + float(o.conduct[tie.third, c.SHOCK])
                more = d.effort_weight * (tried - d.effort_reference)
                received = share(able + more + d.noise_sd * streams.normal(luck))
                worth = felt_surprise(received - tie.expected, felt_p.loss_aversion, felt_p.indifference)
                felt = 2.0 * episode_satisfaction(received, worth, felt_p.quality, felt_p.disconfirmation) - 1.0
                tie.trust = single(trust_after(tie.trust, felt, p.trust.gain, p.trust.gain * p.trust.loss_ratio, 1.0))
                tie.expected = single(expectation_after(tie.expected, received, p.expectation.rate))
                kept = p.exit.commitment * (tie.trust - p.exit.commitment_reference)
                if streams.second_uniform(luck) < logistic(p.exit.intercept - kept):
                    places.remove(tie)
                    self.target[tie.buyer] += 1
                    self.demand[tie.buyer] += tie.volume
                else:
                    self.served += 1

    def after(self, month: int) -> dict[str, float]:
        """Look back as the mechanism ought to; return the metrics."""
        o, r = self.simulation.world
        self.target, self.demand = o.target.copy(), o.conduct[:, c.DEMAND].copy()
        trusts, blames = [], []
        self.balanced = []
        for buyer, row in self.rows(c.BUYER):
            customer = self.customers.get(row)
            if customer is None or not customer.met:
                continue
            principal = int(r.partner[row])
            still = r.stages[c.STAGE, row] >= 0 and r.counts[c.AGE, row] > 0
            if still and o.standing[principal, c.LINKED] > 0.5:
                self.judge(month, buyer, row, customer, o.standing[principal])
                trusts.append(customer.trust)
                blames.append(customer.blame)
            link = self.link(principal)
            replaced = not still and r.counts[c.AGE, row] == 0
            if not customer.crossing and min(customer.first, customer.second) < 0.0 and not replaced:
                lost = (not still, link is None)
                if lost in {(True, False), (False, True)}:
                    self.broken.append((lost[0], customer.first < customer.second))
            if customer.crossing and not still and self.target[buyer] > 0:
                volume = single(float(self.demand[buyer]) * customer.wallet)
                self.direct[buyer].append(DirectTie(buyer, customer.third, customer.trust, customer.expected, volume))
                self.target[buyer] -= 1
                self.demand[buyer] = max(self.demand[buyer] - volume, 0.0)
                self.served += 1
            customer.crossing = customer.joined = False
            if still and link is not None and r.partner[link] == customer.third:
                self.balanced.append(self.sign(row) * self.sign(link) * (2.0 * customer.trust - 1.0) > 0.0)
                self.choose(month, buyer, customer, link)
        return self.told(trusts, blames)

    def judge(self, month: int, buyer: int, row: int, customer: Customer, standing: np.ndarray) -> None:
        (o, r), p = self.simulation.world, self.p
        performed, felt_p = float(standing[c.LINKED_PERFORMANCE]), p.satisfaction
        worth = felt_surprise(performed - customer.expected, felt_p.loss_aversion, felt_p.indifference)
        good = 2.0 * episode_satisfaction(performed, worth, felt_p.quality, felt_p.disconfirmation) - 1.0
        felt, bent = float(r.traces[c.TRACE_FELT, 0, row]), float(Levers(r)[c.LEVER_RESENTMENT, 0, row])
        bad = (1.0 - customer.blame) * (max(-felt, 0.0) / bent)
        gain = p.trust.gain
        trust = third_trust_after(customer.trust, max(good, 0.0), bad, gain, gain * p.trust.loss_ratio)
        if standing[c.LINKED_BREACH] > 0.5:
            m, g = p.monitoring, p.government
            seen = detection_probability(m.buyer_intensity, g.audit_rate, m.detection_base, m.detection_slope)
            luck = streams.uniform(self.bits(after.NOTICE, month, buyer, customer.third))
            if luck < seen * (1.0 - customer.blame):
                institutions = float(o.institutions[o.government[buyer]])
                trust = trust_after_breach(trust, p.trust.breach_loss, g.remedy, institutions)
        customer.trust = single(trust)

    def choose(self, month: int, buyer: int, customer: Customer, link: int) -> None:
        p, commitment = self.p.bridging, self.view(c.COMMITMENT, 0, link)
        luck = self.bits(after.CROSSING, month, buyer, customer.third)
        if streams.uniform(luck) < p.direct:
            chance = bridge_probability(customer.trust, commitment, p.intercept, p.trust, p.commitment)
            customer.crossing = bool(streams.second_uniform(luck) < chance)
            counted = self.thoughts[customer.trust >= after.TRUSTED]
            counted[0] += 1
            counted[1] += customer.crossing
        luck = self.bits(after.JOINING, month, buyer, customer.third)
        if not customer.crossing and streams.uniform(luck) < p.joining:
            chance = bridge_probability(customer.trust, commitment, p.intercept, p.trust, -p.commitment)
            customer.joined = bool(streams.second_uniform(luck) < chance)

    def told(self, trusts: list[float], blames: list[float]) -> dict[str, float]:
        o = self.simulation.world.organisations
        linked = [who for who in range(o.uid.size) if o.kind[who] == c.SELLER and o.standing[who, c.LINKED] > 0.5]
        losses = [self.p.linking.coordination * (1.0 - float(o.standing[who, c.LINKED_MEMORY])) for who in linked]
        links = [self.link(who) for who in linked]
        felt = [0.0 if link is None else self.view(c.COMMITMENT, 1, link) for link in links]
        rates = {key: _ratio(crossed, thought) for key, (thought, crossed) in self.thoughts.items()}
        n = len(self.broken)
        first, weak = (_ratio(sum(pair[k] for pair in self.broken), n) for k in (0, 1))
        matched = _ratio(sum(a == b for a, b in self.broken), n)
        return {
            "third_trust": _mean(trusts),
            "principal_effort": _mean(self.efforts),
            "principal_blame": _mean(blames),
            "coordination_loss": _mean(losses),
            "complementor_commitment": _mean(felt),
            "direct_share": _ratio(self.served, self.served + len(trusts)),
            "balanced_share": _ratio(sum(self.balanced), len(self.balanced)),
            "direct_gap": rates[True] - rates[False],
            "weakest_tie_excess": matched - (first * weak + (1.0 - first) * (1.0 - weak)),
        }


def _ratio(above: float, below: float) -> float:
    return above / below if below else math.nan


def _mean(values: list[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return _ratio(total, len(values))
