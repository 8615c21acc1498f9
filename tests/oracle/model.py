"""The oracle: the product's own theory as a plain object-per-agent Mesa model.

It calls the same scalar rules and draws the same addressed luck as the engine, and shares nothing else with it: one
object for each organisation, relationship and side, dictionaries instead of rows, one relationship's whole month after
another instead of one process after another.  It is never timed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import mesa

from sim import streams
from sim._jit import exp, log, share
from sim.constructs.continuity import contact_probability, partner_standing
from sim.constructs.distance import whole_distance
from sim.parameters import Parameters, pack
from sim.scenario import Intervention, Link, OrganisationTraits
from tests.oracle import shocks
from tests.oracle.ledger import COMPLEMENT, SCALE, Ledger
from tests.oracle.luck import Luck
from tests.oracle.month import Decision, Month
from tests.oracle.organisations import (
    AS_OWNER,
    AS_PARTNER,
    Buyer,
    Complementor,
    Country,
    DeliveryByThird,
    Government,
    Organisation,
    Seller,
)
from tests.oracle.relationship import Relationship, sum_in_order

TRAITS = {"competence": "competence", "opportunism": "opportunism", "bargaining": "bargaining"}


class Oracle(mesa.Model):
    """Buyers, sellers, complementors, governments and their relationships; one step is one month."""

    def __init__(
        self,
        parameters: Parameters,
        seed: int,
        *,
        interventions: Sequence[Intervention] = (),
        organisations: Sequence[OrganisationTraits] = (),
        links: Sequence[Link] = (),
        paths: int = 60,
    ) -> None:
        super().__init__(rng=0)  # Mesa's own luck is not used
        self.at_start = parameters
        self.interventions = interventions
        self.govern(parameters)
        self.luck = Luck(seed)
        self.month = 0
        self.decisions: Mapping[tuple[int, int], Decision] = {}
        self.levers: Mapping[int, Mapping[str, Sequence[float]]] = {}
        self.ledger = Ledger(paths)
        self._settle_the_world(organisations, links)
        for owner in self.organisations:
            self._first_partners(owner, 0.0 if links else self.p.population.linked_at_start)
        self._share_out_evenly()
        for link in links:
            Relationship(self, self.buyers[link.buyer], self.sellers[link.seller], 0)
            self._share_out_evenly()

    def govern(self, parameters: Parameters) -> None:
        """Let these parameters hold from now on."""
        self.p = p = pack(parameters)
        d = p.distance
        self.distance_weights = (
            d.social_weight, d.cultural_weight, d.technological_weight, d.time_weight, d.geographic_weight,
        )  # fmt: skip

    @staticmethod
    def fixed(x: float) -> int:
        """Return x as a whole number of 2^-32, so that sums do not depend on their order."""
        return round(x * SCALE)

    @staticmethod
    def in_units(total: int) -> float:
        return float(total) / SCALE

    # ------------------------------------------------------------ month 0

    def _settle_the_world(self, traits: Sequence[OrganisationTraits], links: Sequence[Link]) -> None:
        sizes = self.p.population
        self.countries = [Country(self.p.government.institutional_trust) for _ in range(max(1, int(sizes.governments)))]

        def found(kind: type[Organisation], n: float) -> list[Any]:
            return [kind(self, k, self.countries[k % len(self.countries)]) for k in range(int(n))]

        self.buyers: list[Buyer] = found(Buyer, sizes.buyers)
        self.sellers: list[Seller] = found(Seller, sizes.sellers)
        self.complementors: list[Complementor] = found(Complementor, sizes.complementors)
        self.governments: list[Government] = found(Government, sizes.governments)
        self.organisations = [*self.buyers, *self.sellers, *self.complementors, *self.governments]
        chain = self.at_start.chain
        tiers = len(self.sellers) - chain.suppliers
        sell, supply = self.sellers[:tiers], self.sellers[tiers:]
        markets: list[tuple[list[Any], list[Any]]] = [
            (self.buyers, [*self.buyers, *sell] if chain.peers else sell),
            (sell, supply or self.complementors),
        ]
        for owners, partners in markets:
            for owner in owners if partners else ():
                owner.supply = list(partners)
            for partner in partners:
                partner.custom = list(owners)
        for buyer in self.buyers:
            most = len([other for other in buyer.supply if other is not buyer])
            buyer.wanted = min(self._partners_wanted(buyer, most), most)
        for seller in sell:
            seller.wanted = min(chain.partners, len(supply)) if supply else min(1, len(self.complementors))
        row = 0
        for organisation in self.organisations:
            organisation.first_row = row
            stated = sum(1 for link in links if organisation.kind == Buyer.kind and link.buyer == organisation.number)
            row += max(organisation.wanted, stated)
        of_kind = {
            "buyer": self.buyers, "seller": self.sellers, "complementor": self.complementors,
            "government": self.governments,
        }  # fmt: skip
        for item in traits:
            for number in item.which:
                for name, attribute in TRAITS.items():
                    if getattr(item, name) is not None:
                        setattr(of_kind[item.kind][number], attribute, getattr(item, name))

    def _partners_wanted(self, buyer: Buyer, most: int) -> int:
        p = self.p.population
        if p.degree_tail <= 0.0:
            return min(int(p.partners), most)
        u = self.luck.of_nth(streams.FOUNDING, 0, buyer, 2).second
        return min(int(p.partners * exp(-log(u) / p.degree_tail)), int(p.sellers), 4096)

    def _first_partners(self, owner: Organisation, linked: float) -> None:
        wanted = math.floor(owner.wanted * (linked if isinstance(owner, Buyer) else 1.0) + 0.5)
        capacity = int(self.p.population.capacity) if isinstance(owner, Buyer) else 0
        for attempt in range(8 * wanted + 64):
            if len(owner.relationships) >= wanted:
                return
            luck = self.luck.of_nth(streams.FIRST_LINK, 0, owner, attempt)
            partner = owner.supply[luck.among(len(owner.supply))]
            full = 0 < capacity <= len(self.customers_of(partner))
            if partner is not owner and partner not in owner.relationships and not full:
                Relationship(self, owner, partner, 0)

    def _share_out_evenly(self) -> None:
        for organisation in self.organisations:
            organisation.n_buyers = organisation.volume = 0.0
        for owner in self.organisations:
            n = len(owner.relationships)
            for one in owner.by_place():
                one.wallet_share = 1.0 / n
                one.partner.n_buyers += 1.0
                one.partner.volume += owner.demand / n

    def customers_of(self, partner: Organisation) -> list[Organisation]:
        return [owner for owner in partner.custom if partner in owner.relationships]

    # ------------------------------------------------------------ the month

    def step(self) -> None:
        """Play one month (2.2, 2.3b)."""
        self.month += 1
        self.ledger.begin(self.month)
        shocks.strike(self)
        for organisation in self.organisations:
            organisation.hear()
        agreed = self._choose_within_capacity(self._agreements())
        months = self._relate()
        for owner in self.organisations:
            self._split_purchases(owner)
        for month in months:
            self.ledger.write_month(month)
        for month in months:
            if month.ended:
                month.it.end()
        for owner, partner in agreed:
            newcomer = Relationship(self, owner, partner, self.month)
            self.fill_wallet(owner)
            self.ledger.write_newcomer(newcomer)
        for organisation in self.organisations:
            sides = [(month.it, me) for month in months for me in (0, 1) if month.who[me] is organisation]
            organisation.take_stock(sides)
        growth = self.p.government.institutional_growth
        for country in self.countries:
            country.institutional_trust = share(
                country.institutional_trust + growth * (1.0 - country.institutional_trust)
            )
        self.ledger.close()

    def _agreements(self) -> list[tuple[Organisation, Organisation]]:
        """Return who agreed with whom this month (2.3b.6, T02)."""
        p, agreed = self.p, []
        for owner in self.organisations:
            if len(owner.relationships) >= owner.wanted:
                continue
            luck = self.luck.of(streams.CONTACT, self.month, owner)
            if luck.first >= p.search.rate:
                continue
            found = owner.look_around(streams.SEARCH, AS_OWNER, p.search.sample)
            if found.who is None:
                continue
            distances, _ = owner.first_sight(found.who)
            chance = contact_probability(
                p.selling.effort_share,
                owner.reputation,
                whole_distance(*distances, *self.distance_weights),
                p.selling.intercept,
                p.selling.effort,
                p.selling.reputation,
                p.selling.distance,
            )
            if luck.second >= chance:
                continue
            mine = owner.alternatives[AS_OWNER].bar(found.who) - p.search.tolerance
            theirs = found.who.alternatives[AS_PARTNER].bar(owner) - p.search.tolerance
            if found.best >= mine and found.who.hearsay(owner, AS_PARTNER) >= theirs:
                agreed.append((owner, found.who))
        return agreed

    def _choose_within_capacity(
        self, proposals: list[tuple[Organisation, Organisation]]
    ) -> list[tuple[Organisation, Organisation]]:
        """Let full sellers take the most promising buyers first, ties by address (2.3b.6)."""
        capacity = int(self.p.population.capacity)
        if capacity == 0:
            return proposals
        accepted = []
        for partner in self.organisations:
            suitors = [owner for owner, wanted in proposals if wanted is partner]
            if isinstance(partner, Seller):

                def promise(owner: Organisation, to: Organisation = partner) -> float:
                    tie = self.luck.of_pair(streams.PRIORITY, self.month, owner, to).first
                    return 1e-9 * tie - to.hearsay(owner, AS_PARTNER)

                suitors = sorted(suitors, key=promise)[: max(0, capacity - len(self.customers_of(partner)))]
            accepted += [(owner, partner) for owner in suitors]
        return accepted

    def _relate(self) -> list[Month]:
        """Play every relationship's month; complementors first, because their performance enters the market."""
        months: list[Month] = []
        for owners in (self.sellers, self.governments, self.buyers):
            for owner in owners:
                its = [Month(one) for one in owner.by_place()]
                for month in its:
                    month.play()
                    month.it.month = month
                if owner.kind == Seller.kind:
                    owner.third = None
                    if its and its[0].it.relation == COMPLEMENT:
                        known = its[0].was[0].memory
                        owner.third = DeliveryByThird(its[0].received[0], known, its[0].cheated[1])
                months += its
        return months

    def _split_purchases(self, owner: Organisation) -> None:
        """Move shares of wallet towards the standing of those who stay (E16)."""
        p = self.p.volume
        stay = [one for one in owner.by_place() if not one.month.ended]
        pulls = []
        for one in stay:
            mine = one.sides[0]
            pulls.append(
                exp(p.slope * partner_standing(mine.outcome, one.month.costs[0], mine.commitment, p.commitment))
            )
        whole = sum_in_order(pulls)
        for one, pull in zip(stay, pulls, strict=True):
            one.wallet_share = one.wallet_share + p.rate * (pull / whole - one.wallet_share)
        self.fill_wallet(owner, stay)

    def fill_wallet(self, owner: Organisation, among: Sequence[Relationship] | None = None) -> None:
        """Make the shares of an owner's wallet add up to 1 (2.3b.6)."""
        its = owner.by_place() if among is None else among
        held = sum_in_order(one.wallet_share for one in its)
        for one in its:
            one.wallet_share = one.wallet_share / held
