"""Diplomacy once more, with countries, deliverers and memoranda as objects; rules and luck are the product's."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim import streams
from sim._jit import normal_quantile, share
from sim.constructs import commitment, delivery, distance, expectation, satisfaction, statecraft
from sim.mechanisms.governments import accords
from sim.mechanisms.governments.luck import DELIVERERS, GOALS, LEADERS
from sim.parameters import Parameters
from sim.processes.interaction.selling import MEAN_GOAL_OVERLAP
from sim.state import columns as c
from tests.levers import Levers


def bits(seed: int, purpose: int, month: int, identity: Any) -> np.uint64:
    """Return the luck of one address."""
    return np.uint64(streams.word(np.uint64(streams.key(np.uint64(seed), purpose, month)), np.uint64(identity)))


def goal_overlap(mine: Any, theirs: Any) -> float:
    """Return the cosine of two goal vectors, added up in order."""
    dot, own, other = 0.0, 0.0, 0.0
    for a, b in zip(mine.astype(float), theirs.astype(float), strict=True):
        dot, own, other = dot + a * b, own + a * a, other + b * b
    return float(dot / math.sqrt(max(own * other, 1e-12)))


@dataclass
class Deliverer:
    """A university, a firm or a media company, and the countries it exchanges with."""

    uid: int
    competence: float
    abroad: set[int] = field(default_factory=set)


@dataclass
class Country:
    """A government, its people who deliver, and whether its leader is new."""

    number: int
    who: int
    uid: int
    competence: float
    deliverers: list[Deliverer]
    new_leader: bool = False


@dataclass
class Memorandum:
    """One side's public of an agreement, or of none yet, between two countries."""

    first: Country
    second: Country
    row: int = -1
    ground: float = 0.0
    apart: float = 0.0
    attention: float = 0.0
    treaty: int = 0
    cost: float = 0.0
    happened: set[int] = field(default_factory=set)
    months: float = 0.0
    expectation: list[float] = field(default_factory=lambda: [0.0, 0.0])
    satisfaction: list[float] = field(default_factory=lambda: [0.0, 0.0])
    volume: list[float] = field(default_factory=lambda: [0.0, 0.0])
    received: list[float] = field(default_factory=lambda: [0.0, 0.0])

    def side(self, me: int) -> Country:
        return self.second if me else self.first


class Twin:
    """All countries of one world."""

    def __init__(self, world: Any, parameters: Parameters, seed: int) -> None:
        self.p, self.seed = parameters, seed
        o, r = world
        self.place = o.place.astype(float)
        self.countries = [
            Country(g, int(who), int(o.uid[who]), float(o.conduct[who, c.COMPETENCE]), [])
            for g, who in enumerate(np.flatnonzero(o.kind == c.GOVERNMENT))
        ]
        for who in np.flatnonzero(o.kind == c.COMPLEMENTOR):
            home = self.countries[o.government[who]]
            home.deliverers.append(Deliverer(int(o.uid[who]), float(o.conduct[who, c.COMPETENCE])))
        self.pairs = [
            Memorandum(mine, theirs) for mine in self.countries for theirs in self.countries[mine.number + 1 :]
        ]
        self.ground = {row: float(r.dyadic[c.GEOGRAPHIC_DISTANCE, row]) for row in range(r.partner.size)}
        for pair in self.pairs:
            pair.apart = self._whole(self._first_sight(pair))
            for me in (0, 1):
                self._engage(pair, me, None, 0)
            for me in (0, 1):
                self._deliver(pair, me, None, 0)
            pair.expectation = list(pair.received)
            pair.satisfaction = [parameters.satisfaction.start] * 2

    def _whole(self, distances: Any) -> float:
        d = self.p.distance
        return distance.whole_distance(
            *(float(x) for x in distances),
            *(d.social_weight, d.cultural_weight, d.technological_weight, d.time_weight, d.geographic_weight),
        )

    def _first_sight(self, pair: Memorandum) -> tuple[float, ...]:
        d = self.p.distance
        mine, theirs = self.place[pair.first.who], self.place[pair.second.who]
        squared = 0.0
        for k in range(c.N_VALUES):
            squared += (mine[k] - theirs[k]) * (mine[k] - theirs[k])
        dx, dy = mine[c.MAP_X] - theirs[c.MAP_X], mine[c.MAP_Y] - theirs[c.MAP_Y]
        luck = bits(self.seed, streams.FIRST_SIGHT, 0, streams.pair(pair.first.uid, pair.second.uid))
        return (
            d.social_start,
            d.cultural_scale * (1.0 - distance.value_overlap(squared, c.N_VALUES)),
            d.technological_low + (d.technological_high - d.technological_low) * streams.uniform(luck),
            d.time_low + (d.time_high - d.time_low) * streams.second_uniform(luck),
            d.geographic_scale * math.sqrt(0.5 * (dx * dx + dy * dy)),
        )

    def before(self, world: Any, month: int) -> None:
        """Change the world as governments would."""
        o, r = world
        for country in self.countries:
            # Competence may have been changed by an intervention.
            country.competence = float(o.conduct[country.who, c.COMPETENCE])
        for pair in self.pairs:
            mine = [
                row
                for row in range(o.first[pair.first.who], o.first[pair.first.who + 1])
                if r.partner[row] == pair.second.who and r.stages[c.STAGE, row] >= 0
            ]
            pair.row = mine[-1] if mine else -1
        self._leaders(o, r, month)
        for pair in self.pairs:
            self._keep_up(r, pair, month)
        for pair in self.pairs:
            for me in (0, 1):
                self._engage(pair, me, r, month)
            for me in (0, 1):
                self._deliver(pair, me, r, month)
            self._judge(pair)
            if pair.row >= 0:
                for me in (0, 1):
                    others = pair.received[1 - me] - pair.side(me).competence
                    by = (1.0 - self.p.diplomacy.controlled_share) * others
                    Levers(r)[c.LEVER_QUALITY, me, pair.row] += np.float32(by)
        self._firms(o, r)

    def _leaders(self, o: Any, r: Any, month: int) -> None:
        spell = self.p.leaders.median_spell
        chance = statecraft.leaving_office_chance(spell) if spell > 0 else 0.0
        for country in self.countries:
            country.new_leader = streams.uniform(bits(self.seed, LEADERS, month, country.uid)) < chance
            if country.new_leader:
                for k in range(c.N_VALUES):
                    identity = streams.nth(np.uint64(country.uid), k)
                    o.goals[country.who, k] = streams.uniform(bits(self.seed, GOALS, month, identity))
        for pair in self.pairs:
            row = pair.row
            if row < 0:
                continue
            for me in (0, 1):
                if not pair.side(me).new_leader:
                    continue
                memory = float(r.directed[c.MEMORY, me, row])
                personal = (memory - float(r.directed[c.SHARED_MEMORY, me, row])) / memory if memory > 0 else 0.0
                lost = statecraft.departure_damage(personal, float(self.p.diplomacy.ties))
                r.directed[c.MEMORY, me, row] = memory - lost * memory
                r.directed[c.TRUST, 1 - me, row] *= 1.0 - self.p.relationship_memory.departure_trust * lost
            if pair.first.new_leader or pair.second.new_leader or r.counts[c.AGE, row] == 0:
                overlap = goal_overlap(o.goals[pair.first.who], o.goals[pair.second.who])
                overlap = statecraft.shared_goals_overlap(overlap, self.p.diplomacy.shared_goals)
                factor = commitment.goal_factor(overlap, self.p.commitment.goal_floor, MEAN_GOAL_OVERLAP)
                r.dyadic[c.GOAL_FACTOR, row] = factor

    def _keep_up(self, r: Any, pair: Memorandum, month: int) -> None:
        p, row = self.p, pair.row
        pair.attention = statecraft.attention_after(pair.attention, p.visits.half_life)
        pair.cost = 0.0
        pair.happened = set()
        if row < 0:
            pair.treaty = 0
            pair.apart = self._whole(self._first_sight(pair))
            return
        age = int(r.counts[c.AGE, row])
        if age == 0:
            pair.ground, pair.treaty = float(r.dyadic[c.GEOGRAPHIC_DISTANCE, row]), 0
            Levers(r)[c.LEVER_PROMISE, :, row] += np.float32(p.diplomacy.promise)
            pair.expectation = [share(expected + p.diplomacy.promise) for expected in pair.expectation]
        posts, ties = float(p.posts.number), float(p.diplomacy.ties)
        r.dyadic[c.WALLET_SHARE, row] = 1.0
        r.dyadic[c.GEOGRAPHIC_DISTANCE, row] = pair.ground * statecraft.distance_left(posts)
        Levers(r)[c.LEVER_CONTACT, :, row] *= np.float32(statecraft.contact_factor(posts, p.posts.contact))
        Levers(r)[c.LEVER_LEARNING, :, row] *= np.float32(statecraft.learning_factor(ties, p.diplomacy.tie_learning))
        pair.cost = 2.0 * (posts * p.posts.cost + (ties - 1.0) * p.diplomacy.tie_cost)
        if p.visits.every and month % p.visits.every == 0:
            pair.happened.add(accords.VISITED)
            pair.attention += p.visits.attention
            pair.cost += 2.0 * p.visits.cost
            Levers(r)[c.LEVER_TRUST, :, row] += np.float32(p.visits.trust)
        if p.diplomacy.celebrate and age >= 12:
            if age % 12 == 0:
                pair.happened.add(accords.CELEBRATED)
                Levers(r)[c.LEVER_TRUST, :, row] += np.float32(p.diplomacy.celebration_trust)
            if age % 12 < p.diplomacy.celebration_months:
                kept = 1.0 + p.relationship_memory.decay * p.diplomacy.celebration_keeping
                for knowledge in (c.MEMORY, c.SHARED_MEMORY):
                    for me in (0, 1):
                        r.directed[knowledge, me, row] = share(float(r.directed[knowledge, me, row]) * kept)
        if (age + 1) % 12 == 0:
            for me in (0, 1):
                if pair.satisfaction[me] < p.diplomacy.renewal:
                    pair.happened.add((accords.FIRST_AGAINST, accords.SECOND_AGAINST)[me])
                    Levers(r)[c.LEVER_LEAVING, me, row] += np.float32(p.diplomacy.lapsing)
            high = min(pair.satisfaction) >= p.diplomacy.treaty
            if min(pair.satisfaction) >= p.diplomacy.renewal:
                pair.happened.add(accords.UPGRADED if high else accords.RENEWED)
            if high:
                pair.treaty = 1
                r.counts[c.CONTRACT_LEFT, row] = p.diplomacy.treaty_months
        elif p.diplomacy.yearly:
            Levers(r)[c.LEVER_LEAVING, :, row] -= np.float32(50.0)
        pair.apart = self._whole(r.dyadic[c.SOCIAL_DISTANCE : c.GEOGRAPHIC_DISTANCE + 1, row])

    def _grant(self, pair: Memorandum, many: float) -> float:
        return statecraft.grant_share(self.p.programme.budget if pair.row >= 0 else 0.0, many)

    def _engage(self, pair: Memorandum, me: int, r: Any, month: int) -> None:
        home, abroad, d = pair.side(me), pair.side(1 - me), self.p.exchange
        there = pair.row >= 0
        trust = 0.5 * (r.directed[c.TRUST, 0, pair.row] + r.directed[c.TRUST, 1, pair.row]) if there else 0.0
        contact = statecraft.contact_factor(float(self.p.posts.number), self.p.posts.contact) if there else 1.0
        many = float(sum(abroad.number in one.abroad for one in home.deliverers))
        joining = statecraft.engagement_chance(
            self._grant(pair, many + 1.0), trust, pair.attention, pair.apart, contact,
            d.intercept, d.grant, d.trust, d.attention, d.distance,
        )  # fmt: skip
        leaving = statecraft.giving_up_chance(self._grant(pair, many), d.leaving, d.staying)
        for one in home.deliverers:
            luck = streams.uniform(bits(self.seed, DELIVERERS, month, streams.pair(one.uid, abroad.uid)))
            engaged = abroad.number in one.abroad
            if month == 0:
                engaged = luck < joining / (joining + leaving)
            else:
                engaged = not luck < leaving if engaged else luck < joining
            (one.abroad.add if engaged else one.abroad.discard)(abroad.number)

    def _deliver(self, pair: Memorandum, me: int, r: Any, month: int) -> None:
        home, abroad, d = pair.side(me), pair.side(1 - me), self.p.delivering
        engaged = [one for one in home.deliverers if abroad.number in one.abroad]
        grant = self._grant(pair, float(len(engaged)))
        known = float(r.directed[c.MEMORY, me, pair.row]) if pair.row >= 0 else 0.0
        tried = delivery.effort(grant, d.effort_base, d.effort_commitment, 0.0)
        total = 0.0
        for one in engaged:
            luck = bits(self.seed, DELIVERERS, month, streams.pair(one.uid, abroad.uid))
            done = delivery.performance(
                one.competence, tried, known, 0.0, pair.apart, 0.0,
                d.noise_sd * normal_quantile(streams.second_uniform(luck)),
                d.effort_weight, d.effort_reference, d.memory, d.investment, d.distance, d.opportunism,
            )  # fmt: skip
            total += statecraft.exchange_scale(grant, self.p.exchange.private) * share(done)
        pair.volume[me] = total
        pair.cost += grant * len(engaged)
        pair.received[1 - me] = statecraft.exchange_performance(
            total, float(len(home.deliverers)), self.p.exchange.half
        )

    def _judge(self, pair: Memorandum) -> None:
        s = self.p.satisfaction
        for me in (0, 1):
            received, expected = pair.received[me], pair.expectation[me]
            felt = satisfaction.felt_surprise(received - expected, s.loss_aversion, s.indifference)
            episode = satisfaction.episode_satisfaction(received, felt, s.quality, s.disconfirmation)
            pair.satisfaction[me] = satisfaction.satisfaction_after(
                pair.satisfaction[me], episode, pair.months, s.rate_floor
            )
            pair.expectation[me] = expectation.expectation_after(expected, received, self.p.expectation.rate)
        pair.months += 1.0

    def firms_apart(self, world: Any) -> float:
        """Return the mean distance of firms that dealt with each other across a border in the month just played."""
        o, r = world
        apart = [
            self._whole(r.dyadic[c.SOCIAL_DISTANCE : c.GEOGRAPHIC_DISTANCE + 1, row])
            for owner in np.flatnonzero(o.kind == c.BUYER)
            for row in range(o.first[owner], o.first[owner + 1])
            if r.stages[c.STAGE, row] >= 0
            and r.counts[c.AGE, row] > 0
            and o.government[owner] != o.government[r.partner[row]]
        ]
        total = 0.0
        for one in apart:
            total += one
        return total / len(apart) if apart else math.nan

    def _firms(self, o: Any, r: Any) -> None:
        posts = self.p.posts
        near = 1.0 - posts.firms * (1.0 - statecraft.distance_left(float(posts.number)))
        met = 1.0 + posts.firms * (statecraft.contact_factor(float(posts.number), posts.contact) - 1.0)
        between = {frozenset((pair.first.number, pair.second.number)): pair for pair in self.pairs}
        for owner in np.flatnonzero(o.kind == c.BUYER):
            for row in range(o.first[owner], o.first[owner + 1]):
                countries = frozenset((int(o.government[owner]), int(o.government[r.partner[row]])))
                if r.stages[c.STAGE, row] < 0 or len(countries) < 2:
                    continue
                pair = between[countries]
                if r.counts[c.AGE, row] == 0:
                    self.ground[row] = float(r.dyadic[c.GEOGRAPHIC_DISTANCE, row])
                held = 0.0
                if pair.row >= 0:
                    held = 0.5 * (r.directed[c.TRUST, 0, pair.row] + r.directed[c.TRUST, 1, pair.row])
                lent = self.p.institutions.from_relation * held
                r.dyadic[c.GEOGRAPHIC_DISTANCE, row] = self.ground[row] * (near if pair.row >= 0 else 1.0)
                Levers(r)[c.LEVER_CONTACT, :, row] *= np.float32(met if pair.row >= 0 else 1.0)
                Levers(r)[c.LEVER_TEMPTATION, :, row] -= np.float32(self.p.opportunism.institutions * lent)
                if r.counts[c.AGE, row] == 0:
                    Levers(r)[c.LEVER_TRUST, :, row] += np.float32(self.p.trust.start_institutions * lent)
