"""An ordinary port of the core month to vectorised NumPy: whole columns, one array operation after the other.

The same theory and parameters as the engine, luck from ``numpy.random.Generator``; what differs by nature is the order
of draws, so it agrees with the engine in distribution, not in bits.  Every buyer has ``population.partners`` slots.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.ports.numpy_founding import STATES, Array, draw_organisations, logistic, share
from sim.parameters import Parameters, pack
from sim.processes.interaction.selling import MEAN_GOAL_OVERLAP


class NumpyMarket:
    """A market whose month is a few hundred array operations."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.p = p = pack(parameters)
        self.rng = np.random.default_rng(seed)
        self.month = 0
        population = parameters.population
        self.n_buyers, self.n_sellers = population.buyers, population.sellers
        self.slots = min(population.partners, population.sellers)
        rows = self.n_buyers * self.slots
        self.buyer = np.repeat(np.arange(self.n_buyers), self.slots)
        ranks = self.rng.random((self.n_buyers, self.n_sellers)) if self.n_sellers < 64 else None
        if ranks is not None:
            self.seller = np.argsort(ranks, axis=1)[:, : self.slots].ravel()
        else:
            self.seller = self.rng.integers(0, self.n_sellers, rows)
        self.alive = np.ones(rows, bool)
        traits = p.organisations
        self.organisations = [
            draw_organisations(p, self.rng, self.n_buyers, traits.buyer_competence, traits.buyer_competence_sd),
            draw_organisations(p, self.rng, self.n_sellers, traits.seller_competence, traits.seller_competence_sd),
        ]
        self.demand = np.exp(traits.demand_log_sd * self.rng.standard_normal(self.n_buyers))
        self.state = {name: np.zeros((2, rows)) for name in STATES}
        self.distances = np.zeros((5, rows))
        self.failures = np.zeros((2, 12, rows), bool)
        for name in ("values", "goals", "honeymoon", "price", "wallet", "deliveries", "age"):
            setattr(self, name, np.zeros(rows))
        for name in ("peak", "velocity", "mean", "variance", "frequency"):
            setattr(self, name, np.zeros((2, rows)))
        self.flexibility = np.full((2, rows), 0.5)
        self.stage, self.previous = np.zeros(rows, int), np.zeros(rows, int)
        self.dwell, self.plateau = np.zeros(rows), np.zeros(rows)
        self._open(np.arange(rows))
        self.wallet[:] = 1.0 / self.slots
        self._count()

    def _first_sight(self, buyer: Any, seller: Any) -> tuple[Array, Array]:
        """Return the five distances (5, n) and the value overlap of pairs."""
        d, (b, s) = self.p.distance, self.organisations
        overlap = 1.0 - np.sqrt(((b["values"][buyer] - s["values"][seller]) ** 2).sum(-1) / 5.0)
        way = np.sqrt(0.5 * ((b["place"][buyer] - s["place"][seller]) ** 2).sum(-1))
        n = overlap.shape
        distances = np.stack(
            [
                np.full(n, d.social_start),
                d.cultural_scale * (1.0 - overlap),
                self.rng.uniform(d.technological_low, d.technological_high, n),
                self.rng.uniform(d.time_low, d.time_high, n),
                d.geographic_scale * way,
            ]
        )
        return distances, overlap

    def _weights(self) -> Array:
        d = self.p.distance
        names = ("social", "cultural", "technological", "time", "geographic")
        return np.array([getattr(d, f"{name}_weight") for name in names])

    def _expected(self, buyer: Any, seller: Any, as_owner: bool) -> Array:
        p = self.p
        distances, _ = self._first_sight(buyer, seller)
        distance = np.tensordot(self._weights(), distances, 1)
        reputation = (
            self.organisations[1]["reputation"][seller] if as_owner else self.organisations[0]["reputation"][buyer]
        )
        payment = p.price.level if as_owner else 1.0 - p.price.level
        w = p.expectation.reputation_weight
        return (1.0 - w) * p.expectation.prior + w * reputation - payment - p.delivering.distance * distance

    def _open(self, rows: npt.NDArray[np.intp]) -> None:
        p, n = self.p, rows.size
        buyer, seller = self.buyer[rows], self.seller[rows]
        b, s = self.organisations
        self.distances[:, rows], overlap = self._first_sight(buyer, seller)
        dot = (b["goals"][buyer] * s["goals"][seller]).sum(-1)
        norm = np.linalg.norm(b["goals"][buyer], axis=-1) * np.linalg.norm(s["goals"][seller], axis=-1)
        floor = p.commitment.goal_floor
        self.goals[rows] = (floor + (1.0 - floor) * dot / norm) / (floor + (1.0 - floor) * MEAN_GOAL_OVERLAP)
        self.values[rows], self.honeymoon[rows] = overlap, p.honeymoon.start
        self.price[rows], self.wallet[rows] = p.price.level, p.volume.start
        for me, partner in enumerate((s["reputation"][seller], b["reputation"][buyer])):
            promise = p.expectation.seller_promise if me == 0 else p.expectation.buyer_promise
            w = p.expectation.reputation_weight
            noise = self.rng.normal(0.0, p.expectation.noise_sd, n)
            state = self.state
            state["expectation"][me, rows] = share((1.0 - w) * p.expectation.prior + w * partner + promise + noise)
            state["satisfaction"][me, rows] = p.satisfaction.start
            trust = p.trust.start + p.trust.start_reputation * partner + p.trust.start_values * overlap
            state["trust"][me, rows] = share(trust)
            state["commitment"][me, rows] = self.peak[me, rows] = p.commitment.start
            state["calculative"][me, rows] = p.commitment.calculative_start
            state["outcome"][me, rows] = p.outcome.start
            state["dependence"][me, rows] = p.outcome.dependence_start
            for name in ("deception", "investment", "memory", "conflict"):
                state[name][me, rows] = 0.0
            self.mean[me, rows] = state["expectation"][me, rows]
            self.variance[me, rows] = p.delivering.noise_sd**2
            self.velocity[me, rows] = self.frequency[me, rows] = 0.0
            self.flexibility[me, rows] = 0.5
            self.failures[me][:, rows] = False
        for counter in (self.deliveries, self.age, self.dwell, self.plateau, self.stage, self.previous):
            counter[rows] = 0
        self.alive[rows] = True

    def _count(self) -> None:
        b, s = self.organisations
        b["partners"] = np.bincount(self.buyer, self.alive, self.n_buyers)
        s["partners"] = np.bincount(self.seller, self.alive, self.n_sellers)
        volume = self.demand[self.buyer] * self.wallet * self.alive
        s["volume"] = np.bincount(self.seller, volume, self.n_sellers)

    def _hear(self) -> None:
        b, s = self.organisations
        heard = int(self.p.search.hears_of)
        for me, (mine, others) in enumerate(((b, self.n_sellers), (s, self.n_buyers))):
            n = mine["reputation"].size
            who = self.rng.integers(0, others, (n, heard))
            me_too = np.broadcast_to(np.arange(n)[:, None], who.shape)
            buyer, seller = (me_too, who) if me == 0 else (who, me_too)
            value = self._expected(buyer, seller, me == 0)
            if me == 0:
                sellers = self.seller.reshape(n, self.slots)
                known = ((who[:, :, None] == sellers[:, None, :]) & self.alive.reshape(n, 1, self.slots)).any(-1)
            else:
                sellers = self.seller.reshape(self.n_buyers, self.slots)[buyer]
                known = ((sellers == seller[:, :, None]) & self.alive.reshape(self.n_buyers, self.slots)[buyer]).any(-1)
            mine["alternative"] = np.where(known.all(-1), 0.0, np.where(known, -1e9, value).max(-1))

    def step(self) -> None:
        """Play a month."""
        self.month += 1
        self._hear()
        vacant = self._proposals()
        gone = self._relate()
        self.alive &= ~gone
        self.wallet[gone] = 0.0
        rows, sellers = vacant
        self.seller[rows] = sellers
        self._open(rows)
        held = np.bincount(self.buyer, self.wallet * self.alive, self.n_buyers)[self.buyer]
        self.wallet = np.where(self.alive & (held > 0.0), self.wallet / np.maximum(held, 1e-300), 0.0)

    def _proposals(self) -> tuple[Any, Any]:
        p, (b, s) = self.p, self.organisations
        free = (~self.alive).reshape(self.n_buyers, self.slots)
        searching = np.flatnonzero(free.any(-1) & (self.rng.random(self.n_buyers) < p.search.rate))
        if not searching.size:
            return np.zeros(0, int), np.zeros(0, int)
        who = self.rng.integers(0, self.n_sellers, (searching.size, int(p.search.sample)))
        value = self._expected(np.broadcast_to(searching[:, None], who.shape), who, True)
        there = self.seller.reshape(self.n_buyers, self.slots)[searching]
        partner = ((who[:, :, None] == there[:, None, :]) & ~free[searching][:, None, :]).any(-1)
        value = np.where(partner, -1e9, value)
        best = value.argmax(-1)
        found, promise = who[np.arange(who.shape[0]), best], value.max(-1)
        distances, _ = self._first_sight(searching, found)
        distance = np.tensordot(self._weights(), distances, 1)
        odds = p.selling.intercept + p.selling.effort * p.selling.effort_share
        odds = odds + p.selling.reputation * b["reputation"][searching] - p.selling.distance * distance
        agreed = (self.rng.random(searching.size) < logistic(odds)) & (promise > -1e8)
        agreed &= promise >= b["alternative"][searching] - p.search.tolerance
        agreed &= self._expected(searching, found, False) >= s["alternative"][found] - p.search.tolerance
        rows = searching * self.slots + free[searching].argmax(-1)
        return rows[agreed], found[agreed]

    def _relate(self) -> npt.NDArray[np.bool_]:
        p, rng, state, alive = self.p, self.rng, self.state, self.alive
        sides = (self.buyer, self.seller)
        n = alive.size
        before = {name: column.copy() for name, column in state.items()}
        was, trait = before["commitment"], {}
        for name in ("competence", "opportunism", "bargaining", "leniency", "level", "alternative"):
            trait[name] = np.stack([self.organisations[me][name][sides[me]] for me in (0, 1)])
        reviewed = (self.age + 1) % p.review.every == 0
        cost_of_search = np.where(reviewed, 0.0, p.search.cost)
        alternative = trait["alternative"] - cost_of_search
        distance = np.tensordot(self._weights(), self.distances, 1)
        volume = self.demand[self.buyer] * self.wallet * alive
        memory_p = p.relationship_memory
        floor = memory_p.sharing_floor
        shared = before["trust"] * (floor + (1.0 - floor) * was) * memory_p.openness
        watch = np.array([[p.monitoring.buyer_intensity], [p.monitoring.seller_intensity]])
        o = p.opportunism
        odds = o.intercept + o.propensity * trait["opportunism"] * (1.0 + before["dependence"][::-1])
        cheated = rng.random((2, n)) < logistic(odds - o.commitment * was - o.monitoring * watch[::-1] - o.norm)
        d = p.delivering
        effort = share(d.effort_base + d.effort_commitment * was)
        made = trait["competence"] + d.effort_weight * (effort - d.effort_reference) + d.memory * before["memory"]
        made = made + d.investment * before["investment"] - d.distance * distance - d.opportunism * cheated
        received = share(made + rng.normal(0.0, d.noise_sd, (2, n)))[::-1]
        seen = share(p.monitoring.detection_base + p.monitoring.detection_slope * watch)
        breach = cheated[::-1] & (rng.random((2, n)) < seen)
        # Experience.
        surprise = received - before["expectation"]
        failed = surprise < -p.recovery.threshold
        voiced = failed & (
            rng.random((2, n)) < logistic(p.recovery.voice_intercept + p.recovery.voice_commitment * was)
        )
        self.failures = np.roll(self.failures, 1, axis=1)
        self.failures[:, 0] = failed
        felt = np.where(surprise >= 0.0, surprise, p.satisfaction.loss_aversion * surprise)
        episode = logistic(p.satisfaction.quality * (received - 0.5) + p.satisfaction.disconfirmation * felt)
        weight = np.maximum(p.satisfaction.rate_floor, 1.0 / (self.deliveries + 3.0))
        state["satisfaction"] = share(before["satisfaction"] + weight * (episode - before["satisfaction"]))
        state["expectation"] = share(before["expectation"] + p.expectation.rate * surprise)
        self.deliveries = self.deliveries + 1.0
        told = 2.0 * episode - 1.0
        theirs, mine = before["investment"][::-1], before["investment"]
        visible = np.minimum(p.perception.visibility + p.perception.pledge_visibility * theirs, 1.0)
        unmatched = np.where(theirs < mine, mine, 0.0)
        blur = rng.normal(0.0, p.perception.noise_sd, (2, n))
        pledge = was[::-1] * visible + trait["leniency"] + blur - p.perception.own_investment_discount * unmatched
        pledge = share(pledge)
        t = p.trust
        loss = t.gain * (1.0 + (t.loss_ratio - 1.0) * (1.0 - t.value_shield * self.values))
        ceiling = 1.0 - t.ceiling_loss * before["deception"]
        won = t.gain * np.maximum(told, 0.0) * np.maximum(ceiling - before["trust"], 0.0)
        trust = share(before["trust"] + won - loss * np.maximum(-told, 0.0) * before["trust"])
        state["trust"] = np.where(breach, share(trust * (1.0 - t.breach_loss)), trust)
        lied = breach & (rng.random(n) < o.lie_share)
        worse = share(before["deception"] + t.deception_memory * (1.0 - before["deception"]))
        state["deception"] = np.where(lied, worse, before["deception"])
        # Bonding.
        payoff = np.stack([received[0] - self.price, self.price - (1.0 - received[1])]) + o.gain * cheated
        state["outcome"] = before["outcome"] + p.outcome.rate * (payoff - before["outcome"])
        cost = self._costs(before["investment"], before["memory"])
        slope = p.outcome.dependence_slope
        state["dependence"] = logistic(slope * (state["outcome"] - alternative + cost) - p.outcome.dependence_offset)
        pull = logistic(p.outcome.attractiveness_slope * (state["outcome"] - trait["level"]))
        i = p.investment
        willing = np.array([[i.buyer_willingness], [i.seller_willingness]])
        added = i.rate * was * (i.unmatched + (1.0 - i.unmatched) * pledge) * willing
        state["investment"] = share((1.0 - i.decay) * mine + added * (1.0 - mine))
        c = p.commitment
        drawn = c.trust * state["trust"] + c.satisfaction * state["satisfaction"] + c.attractiveness * pull
        target = self.goals * (drawn + c.values * self.values + c.pledge * pledge)
        target = target - c.conflict * before["conflict"] * (1.0 - state["trust"])
        state["commitment"] = share(was + c.rate * (target - was))
        advantage = np.maximum(state["outcome"] - (alternative + cost_of_search), 0.0)
        bound = 1.0 - np.exp(-(cost + advantage) / c.calculative_scale)
        state["calculative"] = share(before["calculative"] + c.rate * (bound - before["calculative"]))
        eager = np.array([[memory_p.buyer_effort], [memory_p.seller_effort]])
        gain = memory_p.rate * shared[::-1] * eager * (1.0 - before["memory"])
        state["memory"] = share((1.0 - memory_p.decay) * before["memory"] + gain)
        contact = 0.5 * (p.forming.buyer_contact + p.forming.seller_contact)
        for k, name in enumerate(("social", "cultural", "technological", "time")):
            self.distances[k] *= 1.0 - getattr(p.distance, f"{name}_rate") * contact
        f = p.conflict
        inflow = f.dissatisfaction * np.maximum(-told, 0.0) + f.breach * breach
        inflow = inflow + f.bargaining * trait["bargaining"][0] * trait["bargaining"][1]
        resolved = (f.resolution + f.trust_resolution * state["trust"]) * before["conflict"]
        state["conflict"] = share(before["conflict"] + (1.0 - before["conflict"]) * inflow - resolved)
        self._stage(was, received, cheated, failed, voiced, volume)
        self._bearings(shared, trait["bargaining"])
        # Leaving, and splitting purchases anew.
        cost = self._costs(state["investment"], state["memory"])
        pulled = p.exit.advantage * (alternative - state["outcome"] - cost)
        kept = p.exit.commitment * (state["commitment"] - p.exit.commitment_reference)
        kept = kept + p.honeymoon.effect * self.honeymoon + p.exit.calculative * state["calculative"]
        left = rng.random((2, n)) < logistic(p.exit.intercept + pulled - kept)
        gone = alive & (left.any(0) | (rng.random(n) < p.exit.exogenous))
        self.honeymoon = self.honeymoon * 0.5 ** (1.0 / p.honeymoon.half_life)
        stays = alive & ~gone
        standing = state["outcome"][0] + cost[0] + p.volume.commitment * state["commitment"][0]
        weight = np.where(stays, np.exp(p.volume.slope * standing), 0.0)
        total = np.bincount(self.buyer, weight, self.n_buyers)[self.buyer]
        moved = self.wallet + p.volume.rate * (weight / np.maximum(total, 1e-300) - self.wallet)
        self.wallet = np.where(stays, moved, 0.0)
        self._settle(received, volume)
        return gone

    def _costs(self, investment: Array, memory: Array) -> Array:
        p = self.p.switching_costs
        return p.base + p.investment * investment + p.memory * memory

    def _stage(self, was: Array, received: Array, cheated: Any, failed: Any, voiced: Any, volume: Array) -> None:
        p, state = self.p.life_cycle, self.state
        commitment = state["commitment"]
        self.peak = np.maximum(self.peak, commitment)
        self.velocity += 2.0 / 7.0 * (commitment - was - self.velocity)
        difference = received - self.mean
        step = 2.0 / 13.0 * difference
        self.mean += step
        self.variance = (1.0 - 2.0 / 13.0) * (self.variance + difference * step)
        self.frequency += 2.0 / 7.0 * (cheated - self.frequency)
        answered = self.flexibility + 0.1 * (voiced - self.flexibility)
        self.flexibility = np.where(failed, answered, self.flexibility)
        evenness = 1.0 - np.minimum(1.0, np.sqrt(self.variance.max(0)) / p.routine_scale)
        self.routine = self.deliveries / (self.deliveries + p.routine_experience) * evenness
        still = np.abs(self.velocity.mean(0)) < p.plateau_velocity
        self.plateau = np.where(still, self.plateau + 1.0, 0.0)
        self.age = self.age + 1.0
        self.dwell = self.dwell + 1.0
        ca, trust, k = commitment.min(0), state["trust"].min(0), state["investment"].min(0)
        b, s = self.organisations
        business = np.minimum(volume / np.maximum(s["volume"][self.seller], 1e-12), 1.0)
        self.business = np.stack([self.wallet, business])
        self.partners = np.stack([b["partners"][self.buyer], s["partners"][self.seller]])
        matters = (self.business * self.partners >= p.mutual_share).all(0)
        falling = (commitment <= p.decline_ratio * self.peak) & (6.0 * self.velocity < -p.decline_change)
        declining = falling.any(0)
        recovered = (commitment >= p.recovery_ratio * self.peak).all(0)
        now, stayed = self.stage, self.dwell >= p.dwell
        falls = ((now == 2) & (ca < p.development_leave)) | (((now == 3) | (now == 4)) & (ca < p.long_term_leave))
        rises = (now == 1) & (ca >= p.development_commitment) & (trust >= p.development_trust)
        rises |= (
            (now == 2) & (ca >= p.long_term_commitment) & (trust >= p.long_term_trust)
            & (k >= p.long_term_investment) & matters
        )  # fmt: skip
        rises |= (now == 3) & (self.routine >= p.final_routine) & (self.plateau >= p.plateau_months)
        moved = np.where(falls & stayed, now - 1, np.where(rises & stayed, now + 1, now))
        back = np.where(recovered & stayed, self.previous, 5)
        can_fall = (now >= 2) & (now <= 4)
        moved = np.where(now == 5, back, np.where(declining & can_fall, 5, moved))
        moved = np.where(now >= 1, moved, np.where(self.deliveries >= 1.0, 1, now))
        self.previous = np.where((moved == 5) & (now != 5), now, self.previous)
        self.dwell = np.where(moved != now, 0.0, self.dwell)
        self.stage = moved

    def _bearings(self, shared: Array, bargaining: Array) -> None:
        action = np.sqrt(self.state["investment"][0] * self.state["investment"][1])
        self.cooperation = 0.25 * (shared + action + self.flexibility + self.p.risk_sharing.share)
        spread = np.maximum(0.0, 1.0 - self.business * self.partners)
        pressure = 2.0 * np.abs(self.price - 0.5)
        self.competition = 0.2 * (bargaining + pressure + spread + self.frequency + self.state["conflict"])

    def _settle(self, received: Array, volume: Array) -> None:
        p = self.p
        for me, (organisations, who) in enumerate(zip(self.organisations, (self.buyer, self.seller), strict=True)):
            n = organisations["reputation"].size
            partners = np.bincount(who, self.alive, n)
            some = partners > 0
            whole = np.maximum(partners, 1.0)
            outcome = np.bincount(who, self.state["outcome"][me] * self.alive, n) / whole
            performed = np.bincount(who, received[1 - me] * self.alive, n) / whole
            rate = p.outcome.slow_level_rate
            level, reputation = organisations["level"], organisations["reputation"]
            organisations["level"] = np.where(some, level + rate * (outcome - level), level)
            moved = reputation + p.organisations.reputation_rate * (performed - reputation)
            organisations["reputation"] = np.where(some, moved, reputation)
            organisations["partners"] = partners
        self.organisations[1]["volume"] = np.bincount(self.seller, volume, self.n_sellers)

    def step_and_tell(self) -> dict[str, float]:
        """Play a month and return its metrics."""
        self.step()
        return self.metrics()

    def metrics(self) -> dict[str, float]:
        """Return the month's metrics, as the engine records them."""
        living = self.alive
        told = {f"mean_{name}": float(column[:, living].mean()) for name, column in self.state.items()}
        stages = np.bincount(self.stage[living], minlength=6)
        told |= {f"n_{k}": float(count) for k, count in enumerate(stages)}
        told |= {"n_relationships": float(living.sum())}
        told |= {"mean_cooperation": float(self.cooperation[:, living].mean())}
        told |= {"mean_competition": float(self.competition[:, living].mean())}
        return told
