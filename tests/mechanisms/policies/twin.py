"""Policies once more, as objects that know nothing of arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sim._jit import exp, log
from sim.constructs.relationship_memory import sharing
from sim.constructs.switching_costs import switching_cost
from sim.mechanisms.policies.deals import CHARACTER
from sim.mechanisms.policies.rules import ADJUST, END, GROW
from sim.mechanisms.policies.shocks import SHOCKS
from sim.parameters import Parameters
from sim.state.columns import BUYER, COMPETENCE, SELLER
from tests.mechanisms.seen import Deal, Firm, single
from tests.oracle.luck import Luck
from tests.oracle.relationship import sum_in_order

SELLERS = ("transactional", "relational", "adaptive", "pilot", "price_to_limit", "strict_equity")
BUYERS = ("transactional", "relational", "adaptive", "pilot", "beat_down", "strict_equity")
SQUEEZE = ("price_to_limit", "beat_down")
CODES = {"end": END, "adjust": ADJUST, "grow": GROW}


@dataclass
class File:
    """What a party with a pilot policy keeps about one relationship."""

    seller: Firm
    phase: str = ""
    volume: float = 1.0
    commitment: float = 0.0
    adjusting: bool = False
    relating: tuple[bool, bool] = (False, False)
    trial: int = 0
    age: int = 0


class PoliciesTwin:
    """Who deals how with whom."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.p, self.luck = parameters, Luck(seed)
        self.files: dict[int, File] = {}
        self.shock: dict[int, float] = {}
        self.revenue = {True: 0.0, False: 0.0}
        self.behind = 0
        self.ended = {"pilot": [0, 0], "later": [0, 0], "others": [0, 0]}
        self.lived = self.lost = 0

    def policy(self, firm: Firm) -> str:
        names = {BUYER: BUYERS, SELLER: SELLERS}.get(firm.kind, ())
        shares = self.p.seller_policies if firm.kind == SELLER else self.p.buyer_policies
        u = self.luck.of(CHARACTER, 0, firm).first
        top = 0.0
        for name in names:
            top += getattr(shares, name)
            if u < top:
                return name
        return ""

    def before(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        kept = self.files
        self.files = {}
        self.decided: dict[tuple[int, int], int] = {}
        for deal in deals:
            old = kept.get(deal.row)
            self.files[deal.row] = file = File(deal.firms[1]) if deal.age == 0 or old is None else old
            file.age = deal.age
            for side in (0, 1):
                self._deal(deal, file, side)
            self._price(deal)
            leaders = [side for side in (1, 0) if self.policy(deal.firms[side]) == "pilot"]
            if leaders:
                self._lead(deal, file, leaders[0])
        self._strike(month, firms, deals)

    def _deal(self, deal: Deal, file: File, me: int) -> None:
        ways, firm = self.p.ways, deal.firms[me]
        policy = self.policy(firm)
        if policy == "adaptive":
            trust = deal.two["trust"][me]
            on = trust >= ways.adaptive_on or (file.relating[me] and trust >= ways.adaptive_off)
            file.relating = (on, file.relating[1]) if me == 0 else (file.relating[0], on)
            policy = "relational" if on else "transactional"
        if policy == "transactional":
            for lever in ("investing", "learning", "contact"):
                deal.turn(lever, me, 0.0)
            heard = firm.standing["alternative_as_owner" if me == 0 else "alternative_as_partner"]
            deal.pull("leaving", me, ways.price_led * max(heard - deal.two["outcome"][me], 0.0))
        if policy in ("relational", "pilot"):
            deal.pull("effort", me, ways.effort)
            deal.pull("hardness", me, ways.soft_bargaining - firm.conduct["bargaining"])
            deal.pull("payoff", me, -ways.relational_cost)
            deal.pull("bond", 1 - me, ways.bonding)
        if policy == "relational":
            deal.pull("risk", me, ways.risk_share)
        if policy in (*SQUEEZE, "strict_equity"):
            deal.pull("hardness", me, ways.hard_bargaining - firm.conduct["bargaining"])
            deal.turn("openness", me, 0.0)
        if policy == "price_to_limit" and deal.age == 0:
            deal.pull("promise", 0, ways.promise)

    def _least(self, deal: Deal, me: int) -> float:
        """Return what a side must get so that it just does not leave."""
        q = self.p.switching_costs
        cost = switching_cost(
            deal.two["investment"][me], deal.two["memory"][me], float(deal.counts["contract_left"]),
            q.base, q.investment, q.memory, q.contract,
        )  # fmt: skip
        heard = deal.firms[me].standing["alternative_as_owner" if me == 0 else "alternative_as_partner"]
        return heard - self.p.search.cost - cost

    def _price(self, deal: Deal) -> None:
        theirs = [self.policy(firm) for firm in deal.firms]
        low, high = self.p.price.low, self.p.price.high
        wishes = []
        if theirs[1] == "price_to_limit":
            most = deal.read["performance_mean"][0] - self._least(deal, 0) - self.p.ways.margin
            wishes.append(min(max(most, low), high))
        if theirs[0] == "beat_down":
            least = 1.0 - deal.read["performance_mean"][1] + self._least(deal, 1) + self.p.ways.margin
            wishes.append(min(max(least, low), high))
        if "strict_equity" in theirs:
            wishes.append(0.5)
        if wishes:
            deal.pull("discount", 0, sum_in_order(wishes) / len(wishes) - deal.one["price"])

    def _review(self, deal: Deal, file: File, lead: int, months: int) -> str:
        q, now = self.p.pilot, deal.two["commitment"][lead]
        velocity, file.commitment = (now - file.commitment) / max(months, 1), single(now)
        attained = sum_in_order(deal.two["outcome"]) / q.goal + q.velocity * velocity
        decided = "end" if attained < q.end_below else "grow" if attained >= q.grow_from else "adjust"
        self.decided[lead, deal.row] = CODES[decided]
        return decided

    def _lead(self, deal: Deal, file: File, lead: int) -> None:
        q = self.p.pilot
        if not file.phase:
            file.commitment = single(deal.two["commitment"][lead])
            if deal.age > 0:
                file.phase = "building"
            else:
                alike = deal.one["value_overlap"] >= q.least_overlap
                file.phase, file.volume = ("pilot", single(q.volume)) if alike else ("declined", 0.0)
                usual = self.p.expectation.seller_promise if lead == 1 else self.p.expectation.buyer_promise
                deal.pull("promise", 1 - lead, -usual)
        if file.phase == "pilot" and deal.age >= q.duration:
            ends = q.duration > 0 and self._review(deal, file, lead, q.duration) == "end"
            file.phase, file.volume = (
                ("ended in pilot", single(q.volume)) if ends else ("building", single(q.first_volume))
            )
        elif file.phase == "building" and q.every and deal.age > q.duration and (deal.age - q.duration) % q.every == 0:
            decided = self._review(deal, file, lead, q.every)
            if decided == "end":
                file.phase = "ended later"
            if decided == "grow":
                file.volume = single(min(1.0, file.volume + q.step))
            file.adjusting = decided == "adjust"
        if file.phase in ("declined", "ended in pilot", "ended later"):
            deal.pull("leaving", lead, 50.0)
        deal.turn("orders", 0, file.volume)
        for side in (0, 1):
            deal.turn("investing", side, file.volume if file.phase == "building" else 0.0)
        deal.turn("contact", lead, q.manager)
        deal.turn("learning", lead, q.manager)
        if file.adjusting:
            deal.pull("effort", lead, q.adjust_effort)
            deal.pull("discount", 0, -q.adjust_price if lead == 1 else q.adjust_price)
        if file.phase == "building":
            deal.pull("risk", 0, self.p.ways.risk_share)
            deal.pull("risk", 1, self.p.ways.risk_share)

    def _taken(self, deal: Deal, side: int) -> float:
        return min(max(self.p.risk_sharing.share + float(deal.levers["risk"][side]), 0.0), 0.5)

    def _strike(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        struck = set()
        for firm in firms:
            luck = self.luck.of(SHOCKS, month, firm).normal
            self.shock[firm.number] = (
                self.p.shocks.persistence * self.shock.get(firm.number, 0.0) + self.p.shocks.sd * luck
            )
            if luck <= -self.p.shocks.severe:
                struck.add(firm.number)
        for deal in deals:
            numbers = [firm.number for firm in deal.firms]
            taken = [self._taken(deal, side) for side in (0, 1)]
            for me in (0, 1):
                own, theirs = self.shock[numbers[me]], self.shock[numbers[1 - me]]
                deal.pull("payoff", me, own * (1.0 - taken[1 - me]) + theirs * taken[me])
            file = self.files[deal.row]
            if file.trial == 0 and struck & set(numbers):
                file.trial = 12

    def differences(self, mechanism: Any, deals: list[Deal]) -> list[str]:
        self.levers = {deal.row: deal.levers for deal in deals}
        codes = mechanism.files.decided
        decided = {
            (int(side), int(row)): int(codes[side, row]) for side, row in zip(*(codes >= 0).nonzero(), strict=True)
        }
        told = [] if decided == self.decided else [f"reviews: {decided}, not {self.decided}"]
        return told + [
            f"shock of {number}: {mechanism.shocks[number]!r}, not {value!r}"
            for number, value in self.shock.items()
            if mechanism.shocks[number] != value
        ]

    def after(self, month: int, firms: list[Firm], deals: list[Deal]) -> None:
        there = {deal.row: deal for deal in deals if deal.age > 0}
        self.competence = {firm.number: firm.conduct["competence"] for firm in firms}
        told: dict[int, list[float]] = {}
        for row, deal in there.items():
            deal.levers = self.levers[row]
            for me in (0, 1):
                told.setdefault(deal.firms[me].number, []).append(self._intimacy(deal, 1 - me))
        if self.p.intimacy.feedback > 0.0:
            for number, felt in told.items():
                total = 0.0
                for one in felt:
                    total += one
                high = self.p.organisations.competence_high
                now = self.competence[number]
                lifted = now + self.p.intimacy.feedback * (total / len(felt))
                self.competence[number] = max(now, min(lifted, high))
        for row, file in self.files.items():
            gone = row not in there
            kind = {"pilot": "pilot", "ended in pilot": "pilot", "building": "later", "ended later": "later"}
            if self.policy(file.seller) != "pilot":
                group = "others" if file.age >= self.p.pilot.duration else ""
            else:
                group = kind.get(file.phase, "")
            if group:
                self.ended[group][0] += 1
                self.ended[group][1] += gone
            if file.trial:
                file.trial -= 1
                self.lost += gone
                self.lived += not gone and file.trial == 0
                file.trial = 0 if gone else file.trial

    def _intimacy(self, deal: Deal, teller: int) -> float:
        q = self.p.relationship_memory
        shared = sharing(
            deal.two["trust"][teller], deal.two["commitment"][teller],
            q.openness * float(deal.levers["openness"][teller]), q.sharing_floor,
        )  # fmt: skip
        product = shared * min(2.0 * self._taken(deal, teller), 1.0) * deal.one["value_overlap"]
        return min(max(exp(log(max(product, 1e-30)) / 3.0), 0.0), 1.0) if product > 0.0 else 0.0

    def judge(self, mechanism: Any, deals: list[Deal]) -> list[str]:
        held = mechanism.setting.world.organisations.conduct[:, COMPETENCE]
        found = [
            f"competence of {number}: {held[number]!r}, not {value!r}"
            for number, value in self.competence.items()
            if held[number] != value
        ]
        counted = mechanism.metrics()
        ratios = {name: ends / months if months else math.nan for name, (months, ends) in self.ended.items()}
        expected = {
            "pilot_hazard_ratio": ratios["pilot"] / ratios["later"] if ratios["later"] > 0.0 else math.nan,
            "shock_survival": self.lived / (self.lived + self.lost) if self.lived + self.lost else math.nan,
            "n_in_pilot": sum(
                self.files[deal.row].phase == "pilot" and deal.age > 0 for deal in deals if deal.row in self.files
            ),
        }
        return found + [
            f"{name}: {counted[name]!r}, not {value!r}"
            for name, value in expected.items()
            if counted[name] != value and not (math.isnan(counted[name]) and math.isnan(value))
        ]
