"""A twin of plain objects pulls the same levers, and makes the same of the month, to the last bit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from sim import streams
from sim._jit import logistic, share
from sim.constructs.amends import amends_quality, effort_of_regard
from sim.constructs.continuity import leaving_log_odds
from sim.constructs.delivery import blame
from sim.constructs.loyalty import loyal_log_odds
from sim.constructs.recovery import recovered_satisfaction, satisfaction_for_trust, voice_probability
from sim.constructs.satisfaction import satisfaction_after
from sim.constructs.switching_costs import switching_cost
from sim.constructs.trust import loss_ratio, trust_after, trust_ceiling
from sim.engine import Simulation
from sim.mechanisms.amends import AmendsAndLoyalty
from sim.mechanisms.amends.month import OUTREACH
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import rest_levers
from tests.levers import Levers
from tests.mechanisms.seen import single
from tests.oracle.worlds import EVERYTHING, SMALL

AMENDS = {
    "amends.empathy": 0.4,
    "amends.congruence": 0.7,
    "amends.disbelief": 0.8,
    "amends.outreach": 0.6,
    "amends.regard": 0.5,
    "loyalty.weight": 0.5,
}
WORLDS = {
    "failing sellers": SMALL
    | {"recovery.seller_quality": 0.85, "opportunism.intercept": -3.0, "delivering.noise_sd": 0.2},
    "everything": EVERYTHING | {"delivering.noise_sd": 0.2, "linking.controlled_share": 0.4},
}


@dataclass
class Before:
    """What one buyer's view of a relationship was before the month."""

    satisfaction: float
    trust: float
    commitment: float
    memory: float
    conflict: float
    deliveries: int
    honeymoon: float
    contract: int


class Twin:
    """Amends and loyalty over whatever relationships of buyers there are, known by who they are between."""

    def __init__(self, simulation: Simulation, parameters: Parameters) -> None:
        self.simulation, self.p = simulation, parameters
        self.doomed: dict[tuple[int, int], int] = {}
        self.ends: list[int] = []

    def rows(self) -> list[tuple[int, int]]:
        o = self.simulation.world.organisations
        buyers = [who for who in range(o.uid.size) if o.kind[who] == c.BUYER]
        return [(who, row) for who in buyers for row in range(o.first[who], o.first[who + 1])]

    def bits(self, purpose: int, month: int, owner: int, partner: int) -> np.uint64:
        """Return the luck of a pair."""
        uid = self.simulation.world.organisations.uid
        key = streams.key(np.uint64(self.simulation.seed), purpose, month)
        return np.uint64(streams.word(np.uint64(key), np.uint64(streams.pair(uid[owner], uid[partner]))))

    def quality(self, row: int) -> float:
        a, r = self.p.amends, self.simulation.world.relationships
        return amends_quality(
            self.p.recovery.seller_quality, a.empathy, a.empathy_share, a.congruence, a.congruence_share,
            float(r.directed[c.DECEPTION, 0, row]), a.disbelief,
        )  # fmt: skip

    def before(self) -> dict[tuple[int, int, str], float]:
        """Return the levers that ought to be pulled, by row, side and name; remember what there was."""
        r, p = self.simulation.world.relationships, self.p
        self.was: dict[int, Before] = {}
        levers: dict[tuple[int, int, str], float] = {}
        for _, row in self.rows():
            if r.stages[c.STAGE, row] < 0:
                continue
            mine = [
                single(r.directed[k, 0, row]) for k in (c.SATISFACTION, c.TRUST, c.COMMITMENT, c.MEMORY, c.CONFLICT)
            ]
            self.was[row] = Before(
                *mine, int(r.counts[c.DELIVERIES, row]), single(r.dyadic[c.HONEYMOON, row]),
                int(r.counts[c.CONTRACT_LEFT, row]),
            )  # fmt: skip
            lately = bool(int(r.counts[c.FAILURES_0 + 1, row]) & 0b111)
            levers[row, 1, "recovery"] = -(p.recovery.seller_quality - self.quality(row))
            levers[row, 1, "effort"] = effort_of_regard(p.amends.regard, p.amends.regard_effort, float(lately))
            for side in (0, 1):
                levers[row, side, "resolving"] = p.amends.regard * p.amends.regard_calm
                levers[row, side, "leaving"] = loyal_log_odds(
                    p.loyalty.weight, float(r.directed[c.COMMITMENT, side, row]), p.exit.commitment,
                    p.exit.commitment_reference,
                )  # fmt: skip
        return levers

    def trust_felt(self, row: int, felt: float, blamed: float) -> float:
        r, p = self.simulation.world.relationships, self.p.trust
        lever = c.LEVER_WARMTH if felt >= 0.0 else c.LEVER_RESENTMENT
        episode = felt * float(Levers(r)[lever, 0, row]) * (1.0 if felt >= 0.0 else blamed)
        loss = p.gain * loss_ratio(p.loss_ratio, float(r.dyadic[c.VALUE_OVERLAP, row]), p.value_shield)
        ceiling = trust_ceiling(float(r.directed[c.DECEPTION, 0, row]), p.ceiling_loss)
        return trust_after(self.was[row].trust, episode, p.gain, loss, ceiling)

    def make_good(self, row: int, episode: float, quality: float) -> float:
        (o, r), p, was = self.simulation.world, self.p, self.was[row]
        better = recovered_satisfaction(episode, quality, p.recovery.lift)
        r.directed[c.SATISFACTION, 0, row] = satisfaction_after(
            was.satisfaction, better, float(was.deliveries), p.satisfaction.rate_floor
        )
        blamed = 1.0
        if o.standing[r.partner[row], c.LINKED] > 0.5:
            blamed = blame(was.memory, p.linking.controlled_share, p.linking.blame_base, p.linking.blame_memory)
        felt, mended = 2.0 * episode - 1.0, 2.0 * satisfaction_for_trust(better, episode, p.recovery.to_trust) - 1.0
        back = self.trust_felt(row, mended, blamed) - self.trust_felt(row, felt, blamed)
        r.directed[c.TRUST, 0, row] = share(float(r.directed[c.TRUST, 0, row]) + back)
        bent = float(Levers(r)[c.LEVER_RESENTMENT, 0, row])
        hurts = [max(-x, 0.0) * bent * blamed for x in (felt, mended)]
        spared = (1.0 - was.conflict) * (p.conflict.dissatisfaction * (hurts[0] - hurts[1]))
        r.directed[c.CONFLICT, 0, row] = share(float(r.directed[c.CONFLICT, 0, row]) - spared)
        return better

    def calculation_ends(self, owner: int, row: int, side: int, month: int) -> bool:
        (o, r), p, was = self.simulation.world, self.p, self.was[row]
        partner = int(r.partner[row])
        reviewed = p.review.every > 0 and int(r.counts[c.AGE, row]) % p.review.every == 0
        heard = (
            o.standing[owner, c.ALTERNATIVE_AS_OWNER] if side == 0 else o.standing[partner, c.ALTERNATIVE_AS_PARTNER]
        )
        alternative = float(r.read_out[c.REVIEW_ALTERNATIVE, side, row]) if reviewed else heard - p.search.cost
        costs, leaving = p.switching_costs, p.exit
        cost = switching_cost(
            float(r.directed[c.INVESTMENT, side, row]), float(r.directed[c.MEMORY, side, row]), float(was.contract),
            costs.base, costs.investment, costs.memory, costs.contract,
        )  # fmt: skip
        odds = leaving_log_odds(
            alternative, float(r.directed[c.OUTCOME, side, row]), cost, leaving.commitment_reference, was.honeymoon,
            float(r.directed[c.CALCULATIVE, side, row]), leaving.intercept, leaving.advantage, leaving.commitment,
            leaving.commitment_reference, p.honeymoon.effect, leaving.calculative,
        )  # fmt: skip
        return bool(streams.uniform(self.bits(streams.LEAVING + side, month, owner, partner)) < logistic(odds))

    def after(self, month: int) -> dict[str, float]:
        """Change the world as the mechanism ought to; return the metrics."""
        r, p = self.simulation.world.relationships, self.p
        episodes, voiced, made_good, over, headroom = [], [], [], [], []
        self.mended: set[int] = set()
        self.ends = [ended for ended in self.ends if ended > month - 12]
        alive = 0
        for owner, row in self.rows():
            partner = int(r.partner[row])
            living, age = r.stages[c.STAGE, row] >= 0, int(r.counts[c.AGE, row])
            lived = r.traces[c.TRACE_PERFORMANCE, 0, row] >= 0.0 and not (living and age == 0)
            if lived:
                was = self.was[row]
                weight = max(p.satisfaction.rate_floor, 1.0 / (was.deliveries + 3.0))
                now = float(r.directed[c.SATISFACTION, 0, row])
                episode = share(was.satisfaction + (now - was.satisfaction) / weight)
                failed, mended, caught = (
                    bool(r.marks[k, 0, row]) for k in (c.MARK_FAILED, c.MARK_RECOVERED, c.MARK_BREACH)
                )
                earlier = int(r.counts[c.FAILURES_0, row]) >> 1
                luck = streams.uniform(self.bits(OUTREACH, month, owner, partner))
                if failed and not mended and not caught and earlier % 2048 == 0 and luck < p.amends.outreach:
                    quality = self.quality(row)
                    if quality > 0.0:
                        episode, mended = self.make_good(row, episode, quality), True
                        self.mended.add(row)
                episodes.append(episode)
                if failed:
                    made_good.append(mended)
                speech = streams.second_uniform(self.bits(streams.PERCEPTION, month, owner, partner))
                if speech < voice_probability(was.commitment, p.recovery.voice_intercept, p.recovery.voice_commitment):
                    voiced.append(episode)
            who = (owner, row)
            if not lived or self.doomed.get(who, -99) <= month - 12:
                self.doomed.pop(who, None)
            if (
                lived
                and who not in self.doomed
                and any(self.calculation_ends(owner, row, side, month) for side in (0, 1))
            ):
                self.doomed[who] = month
                self.ends.append(month)
            if not living:
                self.doomed.pop(who, None)
                continue
            alive += who in self.doomed
            for side in (0, 1):
                ceiling = trust_ceiling(float(r.directed[c.DECEPTION, side, row]), p.trust.ceiling_loss)
                over.append(float(r.directed[c.TRUST, side, row]) > ceiling + 1e-12)
                if side == 0:
                    headroom.append(ceiling - float(r.directed[c.TRUST, side, row]))
        return {
            "episode_satisfaction": _mean(episodes),
            "episode_satisfaction_voiced": _mean(voiced),
            "recovered_share": _mean(made_good),
            "trust_over_ceiling": _mean(over),
            "trust_headroom": _mean(headroom),
            "resilience": alive / len(self.ends) if self.ends else float("nan"),
        }


def _mean(values: list[float] | list[bool]) -> float:
    total = 0.0
    for value in values:
        total += float(value)
    return total / len(values) if values else float("nan")


@pytest.mark.parametrize("name", WORLDS)
def test_twin_and_mechanism_do_the_same(name: str) -> None:
    parameters = with_values(Parameters(), WORLDS[name] | AMENDS)
    simulation = Simulation(parameters, 11)
    (mechanism,) = (one for one in simulation.mechanisms if isinstance(one, AmendsAndLoyalty))
    simulation.mechanisms = ()  # this test plays what stands around the month
    twin, r = Twin(simulation, parameters), simulation.world.relationships
    reached = 0.0
    for month in range(1, 25):
        expected = twin.before()
        rest_levers(simulation.world)
        mechanism.before(month)
        pulled = {lever.name: Levers(r).table()[k] for k, lever in enumerate(c.LEVERS)}
        for (row, side, lever), value in expected.items():
            assert pulled[lever][side, row] == np.float32(value), (month, lever)
        simulation.advance()
        start = [array.copy() for array in r]
        told = twin.after(month)
        by_twin = [array.copy() for array in r]
        for array, was in zip(r, start, strict=True):
            array[...] = was
        mechanism.after(month)
        for ours, theirs in zip(by_twin, r, strict=True):
            assert np.array_equal(ours, theirs, equal_nan=True), month
        assert set(np.flatnonzero(mechanism.mended).tolist()) == twin.mended, month
        metrics = mechanism.metrics()
        assert {key: metrics[key] for key in told} == pytest.approx(told, abs=0.0, rel=0.0, nan_ok=True)
        reached += float(not np.array_equal(start[1], by_twin[1]))
    assert reached > 0.0, "nobody was reached, so that nothing was compared"
