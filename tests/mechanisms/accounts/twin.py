"""Account management once more, as people and customers that are objects; same rules, same luck, nothing compiled."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim import streams
from sim._jit import exp, log, share
from sim.constructs import account_management as rules
from sim.engine import Simulation
from sim.state import columns as c
from tests.mechanisms.accounts.objects import (
    CONTRADICTING,
    FITTING,
    JUDGING,
    LEAVING,
    ORDERING,
    OUTSOURCING,
    RECORD,
    SIGHT,
    STOCK,
    Customer,
    Luck,
    Person,
    Post,
    Surroundings,
    nth,
)
from tests.mechanisms.seen import single
from tests.oracle.relationship import sum_in_order

CONTACTS = ("dialogue", "pitch", "promise", "discount", "both")
LEVERS = {lever.name: k for k, lever in enumerate(c.LEVERS)}


class Twin(Surroundings):
    def __init__(self, simulation: Simulation, seed: int) -> None:
        self.simulation = simulation
        self.luck = Luck(seed)
        self.customers: dict[int, Customer] = {}
        p = self.p
        first = int(simulation.starts[c.SELLER])
        sellers = int(simulation.starts[c.COMPLEMENTOR]) - first
        self.posts: list[Post] = []
        for firm in range(min(p.people.firms or sellers, sellers)):
            for number in range(p.people.per_seller):
                address = nth(self.o.uid[first + firm], number)
                person = Person.candidate(self.luck, p, nth(nth(address, 0), 0))
                self.posts.append(Post(firm, first + firm, number, address, person))

    # ------------------------------------------------------------------ before the month

    def before(self, month: int, levers: Any, memory: Any, trust: Any) -> None:
        """Pull ``levers`` (24, 2, R); change seller's ``memory`` and buyer's ``trust`` (R,) where people leave."""
        self.levers, self.memory, self.trust, self.month = levers, memory, trust, month
        self.adopt()
        self.change_people()
        if (month - 1) % 12 == 0:
            self.rank()
        for firm in sorted({post.firm for post in self.posts}):
            if self.p.pyramid.rule:
                self.divide(firm)
            else:
                for post in self.team(firm):
                    self.choose(post)
        for row, one in sorted(self.customers.items()):
            self.order(row, one)
            self.tend(row, one)
            self.serve(row, one)
            if self.attraction() > 0.0 and self.r.counts[c.AGE, row] == 0 and one.since > 0:
                self.add("promise", 0, row, self.p.crm_elements.newcomer_promise * self.attraction())

    def adopt(self) -> None:
        sellers = {post.seller for post in self.posts}
        living = {}
        for owner in range(self.o.uid.size):
            for row in range(int(self.o.first[owner]), int(self.o.first[owner + 1])):
                seller = int(self.r.partner[row])
                if self.r.stages[c.STAGE, row] >= 0 and seller in sellers:
                    living[row] = (owner, seller, int(self.r.counts[c.START, row]))
        for row in list(self.customers):
            one = self.customers[row]
            if living.get(row) != (one.owner, one.seller, one.since):
                del self.customers[row]
        for row, (owner, seller, since) in sorted(living.items()):
            if row in self.customers:
                continue
            mine = [post for post in self.posts if post.seller == seller]
            post = min(mine, key=lambda post: (sum(one.post is post for one in self.customers.values()), post.number))
            cover, total = 0.0, 0.0
            if since == 0:
                identity = streams.pair(self.o.uid[owner], self.o.uid[seller])
                cover = (self.p.ordering.cycle - 1.0) * self.luck.uniform(STOCK, 0, identity)
            for k in range(5):
                offer = self.luck.uniform(FITTING, 0, nth(self.o.uid[seller], k))
                need = self.luck.uniform(FITTING, 0, nth(self.o.uid[owner], k))
                total += (offer - need) * (offer - need)
            self.customers[row] = Customer(owner, seller, since, post, single(cover), math.sqrt(total / 5))

    def change_people(self) -> None:
        p = self.p.departures
        for post in self.posts:
            post.vacant = max(post.vacant - 1, 0)
            if self.luck.uniform(LEAVING, self.month, post.address) >= p.rate:
                continue
            for row, one in self.of(post):
                age = min(int(self.r.counts[c.AGE, row]), 12)
                if age >= 1:
                    one.left = self.month
                    one.base = sum_in_order(one.sales.get(k, 0.0) for k in range(12)) / age
                if p.replacement:
                    known, shared = float(self.memory[row]), float(self.r.directed[c.SHARED_MEMORY, 1, row])
                    personal = max(known - shared, 0.0)
                    part = personal / known if known > 0.0 else 0.0
                    self.memory[row] = known - (1.0 - (p.similar if p.replacement == 2 else 0.0)) * personal
                    loss = self.p.relationship_memory.departure_trust
                    self.trust[row] = float(self.trust[row]) * (1.0 - loss * part)
            if p.replacement:
                post.generation += 1
                post.vacant = p.vacancy
                post.person = self.hired(post, 5 if p.replacement == 3 else 1)

    def hired(self, post: Post, candidates: int) -> Person:
        opening = nth(post.address, post.generation)
        best, chosen = -math.inf, None
        for k in range(candidates):
            one = Person.candidate(self.luck, self.p, nth(opening, k))
            luck = self.luck.normal(RECORD, 0, nth(opening, k))
            record = sum_in_order(one.skill) / 7 + self.p.departures.record_noise * luck
            if record > best:
                best, chosen = record, one
        assert chosen is not None
        return chosen

    def rank(self) -> None:
        p = self.p
        sharp = 1.0 - p.crm.capture * p.crm.quality
        blur = p.crm.blur * sharp * (1.0 - rules.budget_effect(p.crm_elements.identification, p.crm_elements.scale))
        for firm in sorted({post.firm for post in self.posts}):
            mine = [(row, one) for row, one in sorted(self.customers.items()) if one.post.firm == firm]

            def value(item: tuple[int, Customer]) -> float:
                luck = self.luck.normal(SIGHT, self.month, self.pair(item[1]))
                return -self.volume(*item) * float(exp(blur * luck))

            first = math.floor(p.pyramid.a_customers * len(mine) + 0.5)
            second = math.floor((p.pyramid.a_customers + p.pyramid.b_customers) * len(mine) + 0.5)
            for place, (_, one) in enumerate(sorted(mine, key=value)):
                one.tier = 0 if place < first else 1 if place < second else 2

    # ------------------------------------------------------------------ choosing

    def hours(self, post: Post) -> float:
        p = self.p
        if post.vacant:
            return 0.0
        team = self.team(post.firm)
        led = sum_in_order(one.person.skill[6] for one in team) / len(team)
        spent = p.crm_elements.identification + p.crm_elements.attraction
        spent += p.crm_elements.retention + p.crm_elements.development
        free = p.people.hours * (1.0 - spent) * (1.0 - p.crm.capture * p.crm.recording)
        return float(rules.skilled(free, led, p.people.leading * p.people.skill_effect))

    def asked(self, row: int, one: Customer, contact: str) -> float:
        p, person = self.p, one.post.person
        if not contact:
            return 0.0
        if contact == "dialogue":
            return float(share(rules.skilled(p.ordering.dialogue, person.skill[1], 0.5 * p.people.skill_effect)))
        chance = rules.skilled(p.ordering.pitch, person.skill[2], 0.5 * p.people.skill_effect)
        if contact in ("promise", "both"):
            believed = rules.skilled(p.ordering.promise, person.congruence, p.people.competency_effect)
            chance += float(self.trust[row]) * believed
        if contact in ("discount", "both"):
            chance += p.ordering.discount
        return float(share(chance))

    def worth(self, row: int, one: Customer, contact: str) -> float:
        p, pay = self.p, self.p.account_pay
        known = self.known(row)
        blind = rules.skilled(
            p.account_contact.misjudging * (1.0 - known), 1.0 - one.post.person.skill[0], p.people.skill_effect
        )
        blind = blind * min(1.0, one.since_order / p.ordering.cycle)
        cover = max(0.0, one.cover + blind * self.luck.normal(JUDGING, self.month, self.pair(one)))
        left = 2 - (self.month - 1) % 3
        when_due = rules.order_chance(p.ordering.unprompted, p.ordering.knowledge * known, 0.0)
        asked = rules.reached_who_decides(self.asked(row, one, contact), known, p.ordering.stranger)
        size = rules.order_size(cover, p.ordering.cycle)
        if cover < 1.0:
            base = when_due
            chance = rules.order_chance(p.ordering.unprompted, p.ordering.knowledge * known, asked)
            saved = chance - base
        else:
            base = saved = 0.0
            chance = rules.early_order_chance(asked, cover, p.ordering.cycle, p.ordering.pull)
        price = float(self.r.dyadic[c.PRICE, row])
        off = p.account_contact.discount if contact in ("discount", "both") else 0.0
        months = max(left - max(int(cover), 1) + 1, 0)
        displaced = rules.booked_again(when_due, float(months)) * p.ordering.cycle
        fresh = 0 < one.unattended <= p.account_contact.aftercare_months
        need = min(1.0, one.since_dialogue / 6.0) + (pay.after_purchase if fresh else 0.0)
        lifetime = rules.lifetime_gain(
            pay.dialogue_gain * need if contact == "dialogue" else 0.0,
            saved,
            p.account_contact.offence if fresh and contact != "dialogue" else 0.0,
            pay.promise_cost if contact in ("promise", "both") else 0.0,
            chance * size * off,
            pay.horizon,
            price,
        )
        turnover = rules.turnover_gain(chance, base, size, displaced, price, off)
        return float(rules.worth(turnover, lifetime, pay.turnover_weight, self.volume(row, one)))

    def time(self, contact: str) -> float:
        p = self.p.account_contact
        if not contact:
            return 0.0
        if contact == "dialogue":
            return float(p.dialogue_hours)
        return float(
            p.pitch_hours + {"pitch": 0.0, "promise": 1.0, "discount": 1.0, "both": 2.0}[contact] * p.deal_hours
        )

    def choose(self, post: Post) -> None:
        plans = []
        pay = self.p.account_pay
        for row, one in self.of(post):
            worths = {contact: self.worth(row, one, contact) for contact in CONTACTS} | {"": 0.0}
            best, rate = "", pay.hour_worth
            for contact in CONTACTS:
                if worths[contact] / self.time(contact) > rate:
                    best, rate = contact, worths[contact] / self.time(contact)
            plans.append((-rate, best, worths, one))
        left = self.hours(post)
        plans.sort(key=lambda plan: plan[0])
        for _, best, _, one in plans:
            one.contact = best if self.time(best) <= left else ""
            left -= self.time(one.contact)
        for _, _, worths, one in plans:
            before = one.contact
            for contact in CONTACTS:
                more = self.time(contact) - self.time(before)
                other = pay.hour_worth * (self.time(contact) - self.time(one.contact))
                if worths[contact] - worths[one.contact] > max(other, 0.0) and more <= left:
                    one.contact = contact
            left -= self.time(one.contact) - self.time(before)
            one.talked = float(one.contact == "dialogue")
            one.reached = float(one.contact != "")

    def divide(self, firm: int) -> None:
        p = self.p.pyramid
        hours = 0.0
        for post in self.team(firm):
            hours += self.hours(post)
        mine = [(row, one) for row, one in sorted(self.customers.items()) if one.post.firm == firm]
        part = [p.a_hours, p.b_hours, 1.0 - p.a_hours - p.b_hours]
        for row, one in mine:
            if p.rule == 1:
                got = hours / len(mine)
            else:
                got = hours * max(part[one.tier], 0.0) / sum(other.tier == one.tier for _, other in mine)
            size = float(log(max(self.volume(row, one), 1e-6)))
            got = 0.0 if one.post.vacant else got
            one.contact = "dialogue"
            one.talked = one.reached = single(rules.attention_of(got, size, p.hours_needed, p.size_need))

    # ------------------------------------------------------------------ levers

    def add(self, lever: str, side: int, row: int, by: float) -> None:
        held = self.levers[LEVERS[lever], side, row]
        self.levers[LEVERS[lever], side, row] = np.float32(float(held) + float(by))

    def times(self, lever: str, side: int, row: int, by: float) -> None:
        held = self.levers[LEVERS[lever], side, row]
        self.levers[LEVERS[lever], side, row] = np.float32(float(held) * float(by))

    def attraction(self) -> float:
        return float(rules.budget_effect(self.p.crm_elements.attraction, self.p.crm_elements.scale))

    def order(self, row: int, one: Customer) -> None:
        p, trust = self.p, float(self.trust[row])
        known = self.known(row)
        asked = rules.reached_who_decides(self.asked(row, one, one.contact), known, p.ordering.stranger)
        asked = asked * one.reached
        if one.cover < 1.0:
            chance = rules.order_chance(p.ordering.unprompted, p.ordering.knowledge * known, asked)
        else:
            chance = rules.early_order_chance(asked, one.cover, p.ordering.cycle, p.ordering.pull)
        orders = self.luck.uniform(ORDERING, self.month, self.pair(one)) < chance
        one.ordered = float(rules.order_size(one.cover, p.ordering.cycle)) if orders else 0.0
        more = p.crm_elements.cross_selling * rules.budget_effect(p.crm_elements.development, p.crm_elements.scale)
        self.times("orders", 0, row, one.ordered * (1.0 + more * known * trust))
        if one.contact in ("discount", "both") and one.ordered > 0.0:
            self.add("discount", 0, row, -p.account_contact.discount)
        if one.contact in ("promise", "both"):
            person = one.post.person
            said = rules.skilled(p.account_contact.promised, person.congruence, p.people.competency_effect)
            self.add("promise", 0, row, said * trust)
        if 0 < one.unattended <= p.account_contact.aftercare_months and one.contact not in ("", "dialogue"):
            self.add("trust", 0, row, -p.account_contact.offence)

    def tend(self, row: int, one: Customer) -> None:
        p, person = self.p, one.post.person
        skills, feelings = p.people.skill_effect, p.people.competency_effect
        got = one.talked if one.talked > 0.0 else p.account_contact.pitch_attention * one.reached
        one.attention = single(one.attention + p.account_contact.memory * (got - one.attention))
        kept = float(rules.tended(one.attention, p.account_contact.usual, p.account_contact.care))
        learning = kept if one.post.vacant else float(rules.skilled(kept, person.skill[4], 0.5 * skills))
        if self.luck.uniform(OUTSOURCING, 0, self.pair(one)) < p.ownership.outsourced:
            learning *= p.ownership.outsourced_learning
        moving = p.customisation.effort * one.talked * (1.0 - one.moved)
        self.times("contact", 1, row, kept)
        self.times("learning", 1, row, learning)
        self.times("learning", 0, row, kept)
        self.times("investing", 0, row, kept)
        self.times("investing", 1, row, kept * (1.0 + p.customisation.investing * float(moving > 0.0)))
        self.times("warmth", 0, row, 1.0 + p.account_contact.warmth * one.talked)
        if p.crm.capture > 0.0:
            self.times("passing", 1, row, rules.captured(p.relationship_memory.pass_on, p.crm.capture))
        if moving > 0.0:
            self.add("payoff", 1, row, -p.customisation.cost * one.talked)
            one.moved = single(one.moved + moving)
        if one.post.vacant:
            return
        self.add(
            "quality", 1, row, rules.skilled(p.people.coordination, person.skill[3], skills) - p.people.coordination
        )
        calm = skills * person.skill[5] + feelings * person.regard
        self.add("resolving", 0, row, share(0.5 * p.people.resolving * calm * one.attention))
        self.times("clarity", 1, row, 1.0 - 0.6 * feelings * person.empathy)
        if self.r.marks[c.MARK_FAILED, 1, row]:
            self.add("effort", 1, row, 0.1 * feelings * person.regard)
        if self.r.counts[c.AGE, row] == 0:
            self.add(
                "trust", 0, row, rules.skilled(p.people.first_trust, person.skill[2], skills) - p.people.first_trust
            )

    def effectiveness(self, firm: int) -> float:
        members = self.team(firm)[: self.p.account_team.size]
        if not members:
            return 0.0
        total = 0.0
        for k in range(6):
            missing = 1.0
            for post in members:
                quality = post.person.quality[k] * (0.1 if self.p.account_team.missing == k + 1 else 1.0)
                missing = float(rules.coverage_after(missing, quality))
            total += float(log(1.0 - missing))
        return float(exp(total / 6))

    def serve(self, row: int, one: Customer) -> None:
        p = self.p
        owned = float(p.ownership.owned)
        access = (p.crm.sales + p.crm.service + p.crm.delivery + p.crm.finance) / 4.0
        self.add(
            "unreached", 1, row, 1.0 - access * p.crm.quality * (1.0 if p.ownership.owned else p.ownership.pooling)
        )
        chance = rules.contradiction_chance(access, p.crm.contradiction, owned, p.ownership.contradiction)
        if self.luck.uniform(CONTRADICTING, self.month, self.pair(one)) < chance:
            self.add("quality", 1, row, -p.crm.contradiction_loss)
        retention = rules.budget_effect(p.crm_elements.retention, p.crm_elements.scale)
        if 0 < one.unattended <= p.account_contact.aftercare_months:
            uncared = (1.0 - one.talked) * (1.0 - p.crm_elements.aftercare * retention)
            self.add("quality", 1, row, -p.account_contact.aftercare * uncared)
        if p.customisation.fit_effect > 0.0:
            better = rules.fit(one.unfit, one.moved) - 0.6
            self.add("quality", 1, row, p.customisation.fit_effect * better)
        recovery = p.crm_elements.recovery * retention
        team = self.effectiveness(one.post.firm)
        if team > 0.0 and one.tier == 0:
            self.add("effort", 1, row, p.account_team.effort * team)
            recovery += p.account_team.recovery * team
        if recovery > 0.0:
            credible = rules.skilled(recovery, one.post.person.congruence, 0.3 * p.people.competency_effect)
            self.add("recovery", 1, row, credible)

    # ------------------------------------------------------------------ after the month

    def after(self, month: int) -> None:
        for row, one in self.customers.items():
            traded, price = (float(self.r.traces[c.TRACE_TRADE, side, row]) for side in (0, 1))
            one.sales[(month - 1) % 12] = single(traded * price)
            one.cover = single(rules.cover_after(one.cover, one.ordered))
            if one.ordered > 0.0:
                one.since_order = one.unattended = 1
            else:
                one.since_order = min(one.since_order + 1, 999)
                one.unattended = one.unattended + 1 if one.unattended and one.talked < 0.5 else 0
            one.since_dialogue = 1 if one.talked >= 0.5 else one.since_dialogue + 1
